//! One loaded PKCS#11 module: opened once per process, finalised with its last user.

use std::collections::HashMap;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use cryptoki::context::{CInitializeArgs, CInitializeFlags, Pkcs11};
use cryptoki::error::{Error as CryptokiError, RvError};

use super::fault::TokenFault;
use super::library::Library;
use super::printable;

/// How often [`Module::wait`] looks.
const INTERVAL: Duration = Duration::from_millis(300);

/// Slots that are looked at in one module.
pub(super) const MAXIMUM_SLOTS: usize = 64;

/// The modules that are initialised in this process: C_Initialize and C_Finalize count for the whole process
/// (PKCS#11 v3.1 §5.4), so that a second opening of the same library must share the first.
static OPEN: LazyLock<Mutex<HashMap<PathBuf, Arc<Loaded>>>> = LazyLock::new(Mutex::default);

/// An initialised module. Cheap to clone; when the last clone and the last [`super::TokenSigner`] are gone, the module is
/// finalised.
pub struct Module {
    loaded: Option<Arc<Loaded>>,
    /// What was plugged in when somebody last looked.
    seen: Mutex<Option<Vec<Presence>>>,
}

pub(super) struct Loaded {
    path: PathBuf,
    description: String,
    /// Whether it was this crate that initialised the module, and so has to finalise it.
    ours: bool,
    pub(super) context: Pkcs11,
    pub(super) library: Library,
}

/// A slot with a token: enough to see that another one was plugged in.
#[derive(Clone, PartialEq, Eq)]
struct Presence {
    slot: u64,
    label: String,
    serial: String,
}

fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Module {
    /// Loads and initialises the module, or shares it where this process has it open already. The path must lead to a
    /// file: the system's search path for libraries is never used.
    pub fn open(path: &Path) -> Result<Self, TokenFault> {
        let path = path.canonicalize().map_err(|_| TokenFault::ModuleMissing)?;
        // Held throughout, so that nobody finalises the module while it is being opened.
        let mut open = held(&OPEN);
        if let Some(loaded) = open.get(&path) {
            return Ok(Self { loaded: Some(Arc::clone(loaded)), seen: Mutex::default() });
        }
        let loaded = Arc::new(Loaded::new(path.clone())?);
        open.insert(path, Arc::clone(&loaded));
        Ok(Self { loaded: Some(loaded), seen: Mutex::default() })
    }

    /// The library's file, without links.
    pub fn path(&self) -> &Path {
        self.loaded.as_ref().map_or(Path::new(""), |loaded| &loaded.path)
    }

    /// What the module says about itself: maker and description.
    pub fn description(&self) -> &str {
        self.loaded.as_ref().map_or("", |loaded| &loaded.description)
    }

    pub(super) fn loaded(&self) -> Result<&Loaded, TokenFault> {
        self.loaded.as_deref().ok_or(TokenFault::NotInitialized)
    }

    pub(super) fn context(&self) -> Result<&Pkcs11, TokenFault> {
        Ok(&self.loaded()?.context)
    }

    /// Tells whether a token was plugged in, pulled out or exchanged since the last call of this function, of
    /// [`Module::wait`] or of [`Module::tokens`]; `false` when nobody has looked before.
    ///
    /// The slots are asked, instead of waiting with `C_WaitForSlotEvent`: that call is missing in several modules, and
    /// where it is there it cannot be ended without finalising the module.
    pub fn changed(&self) -> Result<bool, TokenFault> {
        let now = self.presence()?;
        let before = held(&self.seen).replace(now.clone());
        Ok(before.is_some_and(|before| before != now))
    }

    /// Waits until something is plugged in or pulled out, at most `timeout`; tells whether something was.
    pub fn wait(&self, timeout: Duration) -> Result<bool, TokenFault> {
        let start = Instant::now();
        loop {
            if self.changed()? {
                return Ok(true);
            }
            match timeout.checked_sub(start.elapsed()) {
                None | Some(Duration::ZERO) => return Ok(false),
                Some(left) => std::thread::sleep(left.min(INTERVAL)),
            }
        }
    }

    /// Takes what is there now as known.
    pub(super) fn note_presence(&self) -> Result<(), TokenFault> {
        let now = self.presence()?;
        *held(&self.seen) = Some(now);
        Ok(())
    }

    fn presence(&self) -> Result<Vec<Presence>, TokenFault> {
        let context = self.context()?;
        let mut found = Vec::new();
        for slot in context.get_slots_with_token()?.into_iter().take(MAXIMUM_SLOTS) {
            // A token that is being pulled out answers with an error, and is as good as gone.
            if let Ok(info) = context.get_token_info(slot) {
                found.push(Presence {
                    slot: slot.id(),
                    label: info.label().to_owned(),
                    serial: info.serial_number().to_owned(),
                });
            }
        }
        Ok(found)
    }
}

impl Clone for Module {
    fn clone(&self) -> Self {
        Self { loaded: self.loaded.clone(), seen: Mutex::new(held(&self.seen).clone()) }
    }
}

impl Drop for Module {
    fn drop(&mut self) {
        let mut open = held(&OPEN);
        let Some(loaded) = self.loaded.take() else { return };
        // This one and the table's: nobody else is left, and nobody can take another while the table is held.
        if Arc::strong_count(&loaded) == 2 {
            open.remove(&loaded.path);
            if loaded.ours {
                // A module that cannot be finalised stays initialised; there is nobody to tell.
                let _ = loaded.context.clone().finalize();
            }
        }
    }
}

impl fmt::Debug for Module {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Module").field("path", &self.path()).finish_non_exhaustive()
    }
}

impl Loaded {
    fn new(path: PathBuf) -> Result<Self, TokenFault> {
        let library = Library::load(&path)?;
        let context = Pkcs11::new(&path)?;
        let ours = match context.initialize(CInitializeArgs::new(CInitializeFlags::OS_LOCKING_OK)) {
            Ok(()) => true,
            // Another library in this process uses the module too (p11-kit below the web view does that).
            Err(CryptokiError::Pkcs11(RvError::CryptokiAlreadyInitialized, _)) => false,
            Err(error) => return Err(error.into()),
        };
        let description = context.get_library_info().map_or_else(
            |_| String::new(),
            |info| {
                let words = [printable(info.manufacturer_id()), printable(info.library_description())];
                words.join(" ").trim().to_owned()
            },
        );
        Ok(Self { path, description, ours, context, library })
    }
}
