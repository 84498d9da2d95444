//! What was searched and what was passed over, as data: the answer to "why is my certificate not in the list?".

use std::path::PathBuf;

use pki::Time;

use super::fault::{Candidate, TokenFault};
use super::module::Module;
use super::token::{Obstacle, Token};

/// The tokens of one module, or of several, and what was passed over.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Found {
    /// The tokens that could be read.
    pub tokens: Vec<Token>,
    /// What was searched and not used.
    pub notes: Vec<Note>,
}

impl Found {
    /// Every certificate, usable or not, as a person tells it from others.
    pub fn candidates(&self) -> Vec<Candidate> {
        let of =
            |token: &Token| token.certificates.iter().map(|one| candidate(token, one)).collect::<Vec<_>>();
        self.tokens.iter().flat_map(of).collect()
    }
}

pub(super) fn candidate(token: &Token, entry: &super::token::TokenCertificate) -> Candidate {
    Candidate {
        token: token.label.clone(),
        serial: token.serial.clone(),
        id: entry.id.clone(),
        name: entry.certificate.display(),
        not_after: entry.certificate.not_after(),
        obstacle: entry.obstacle.clone(),
    }
}

/// Something that was searched and not used.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Note {
    /// A module could not be opened or does not answer.
    ModuleUnusable {
        /// Its file.
        module: PathBuf,
        /// What is the matter.
        fault: TokenFault,
    },
    /// A module finds no reader at all.
    NoSlots {
        /// Its file.
        module: PathBuf,
    },
    /// A slot without a token.
    SlotEmpty {
        /// The module's file.
        module: PathBuf,
        /// CK_SLOT_ID.
        slot: u64,
        /// The reader's name.
        reader: String,
    },
    /// A token that does not answer.
    SlotUnreadable {
        /// The module's file.
        module: PathBuf,
        /// CK_SLOT_ID.
        slot: u64,
        /// The reader's name.
        reader: String,
        /// What it said.
        fault: TokenFault,
    },
    /// A token that was never set up.
    TokenBlank {
        /// The module's file.
        module: PathBuf,
        /// CK_SLOT_ID.
        slot: u64,
    },
    /// A token on which no certificate of a person is seen.
    NoCertificates {
        /// The token's name.
        token: String,
        /// It may show more after the PIN.
        hidden: bool,
    },
    /// A certificate that cannot be read.
    CertificateUnreadable {
        /// The token's name.
        token: String,
        /// CKA_ID, hex.
        id: String,
    },
    /// An authority's certificate without a key: part of a chain.
    Issuer {
        /// The token's name.
        token: String,
        /// The certificate's name.
        name: String,
    },
    /// A certificate that cannot sign.
    Unusable {
        /// The token's name.
        token: String,
        /// CKA_ID, hex.
        id: String,
        /// The certificate's name.
        name: String,
        /// Why.
        obstacle: Obstacle,
    },
}

impl Note {
    /// Every code, for the test that each has words.
    pub const CODES: &'static [&'static str] = &[
        "module-unusable",
        "no-slots",
        "slot-empty",
        "slot-unreadable",
        "token-blank",
        "no-certificates",
        "certificate-unreadable",
        "issuer",
        "unusable",
    ];

    /// The stable name of the case: the words are `token-note-<code>`, with the variables of [`Note::parameters`].
    pub fn code(&self) -> &'static str {
        match self {
            Self::ModuleUnusable { .. } => "module-unusable",
            Self::NoSlots { .. } => "no-slots",
            Self::SlotEmpty { .. } => "slot-empty",
            Self::SlotUnreadable { .. } => "slot-unreadable",
            Self::TokenBlank { .. } => "token-blank",
            Self::NoCertificates { .. } => "no-certificates",
            Self::CertificateUnreadable { .. } => "certificate-unreadable",
            Self::Issuer { .. } => "issuer",
            Self::Unusable { .. } => "unusable",
        }
    }

    /// The code of the reason, whose words are `token-<code>`, where there is one.
    pub fn reason(&self) -> Option<&'static str> {
        match self {
            Self::ModuleUnusable { fault, .. } | Self::SlotUnreadable { fault, .. } => Some(fault.code()),
            Self::Unusable { obstacle, .. } => Some(obstacle.code()),
            _ => None,
        }
    }

    /// The variables of the words: `module` is a file name without its folder, as it is shown to people.
    pub fn parameters(&self) -> Vec<(&'static str, String)> {
        let file = |module: &PathBuf| {
            let name = module.file_name().unwrap_or(module.as_os_str()).to_string_lossy().into_owned();
            ("module", name)
        };
        match self {
            Self::ModuleUnusable { module, .. } | Self::NoSlots { module } => vec![file(module)],
            Self::SlotEmpty { module, reader, .. } | Self::SlotUnreadable { module, reader, .. } => {
                vec![file(module), ("reader", reader.clone())]
            }
            Self::TokenBlank { module, slot } => vec![file(module), ("slot", slot.to_string())],
            Self::NoCertificates { token, .. } => vec![("token", token.clone())],
            Self::CertificateUnreadable { token, id } => vec![("token", token.clone()), ("id", id.clone())],
            Self::Issuer { token, name } | Self::Unusable { token, name, .. } => {
                vec![("token", token.clone()), ("name", name.clone())]
            }
        }
    }
}

/// Several modules together: those that could be opened, and what is on their tokens.
#[derive(Debug, Default)]
pub struct Search {
    /// The modules that could be opened; hold them while the list is shown, for opening is slow.
    pub modules: Vec<Module>,
    /// Their tokens, and what was passed over.
    pub found: Found,
}

impl Search {
    /// The module of a token that was found here, to open its key with.
    pub fn module_of(&self, token: &Token) -> Option<&Module> {
        self.modules.iter().find(|module| module.path() == token.module)
    }
}

/// Opens each module and reads its tokens at the moment `now`; what fails becomes a note.
pub fn search(paths: impl IntoIterator<Item = PathBuf>, now: Time) -> Search {
    let mut search = Search::default();
    for path in paths {
        let read = Module::open(&path).and_then(|module| {
            let found = module.tokens(now)?;
            Ok((module, found))
        });
        match read {
            Ok((module, _)) if search.modules.iter().any(|other| other.path() == module.path()) => {}
            Ok((module, found)) => {
                search.modules.push(module);
                search.found.tokens.extend(found.tokens);
                search.found.notes.extend(found.notes);
            }
            Err(fault) => search.found.notes.push(Note::ModuleUnusable { module: path, fault }),
        }
    }
    search
}
