//! Tokens as they are plugged in: which modules are looked into, what is on them, and opening a key.
//!
//! Modules are kept open, for opening one is slow; their tokens are read anew each time, because they come and go.

use std::path::{Path, PathBuf};

use audit::{Action, Record};
use keys::pkcs11::{self, Module, PinState, TokenSigner};
use pki::Time;
use sha2::{Digest as _, Sha256};
use wire::{Failure, FailureCode, Text, Token, TokenCertificate, TokenModule, TokenPin, Tokens};

use crate::identities::secret;
use crate::source::{file_name, folder_name};
use crate::{Engine, explain, failures, lock, output};

/// What the id of a certificate on a token begins with; those of the vault never do.
const PREFIX: &str = "token";

impl Engine {
    /// The tokens that are plugged in, and why something that was expected is not among them.
    pub fn tokens(&self, (): ()) -> Result<Tokens, Failure> {
        let found = self.plugged_in();
        let tokens = found.tokens.iter().map(|token| self.shown_token(token)).collect();
        Ok(Tokens { tokens, passed_over: found.notes.iter().map(passed_over).collect() })
    }

    /// The modules that are looked into: those found by themselves, then those that were added.
    pub fn token_modules(&self, (): ()) -> Result<Vec<TokenModule>, Failure> {
        let found = pkcs11::known_modules().into_iter().map(|known| shown_module(&known.path, true));
        let added = self.added_modules();
        Ok(found.chain(added.iter().map(|path| shown_module(path, false))).collect())
    }

    /// Adds a module, once it is seen to be one.
    pub fn add_token_module(&self, path: &Path) -> Result<TokenModule, Failure> {
        let module = Module::open(path).map_err(|fault| failures::of_token(&fault))?;
        let mut added = self.added_modules();
        let known = pkcs11::known_modules().iter().any(|known| known.path == path);
        if !known && !added.iter().any(|one| one == path) {
            added.push(path.to_owned());
            self.keep_modules(&added)?;
        }
        lock(&self.modules).push(module);
        Ok(shown_module(path, known))
    }

    /// Looks into a module no longer; those found by themselves stay.
    pub fn remove_token_module(&self, id: String) -> Result<(), Failure> {
        let mut added = self.added_modules();
        added.retain(|path| module_id(path) != id);
        self.keep_modules(&added)?;
        lock(&self.modules).retain(|module| module_id(module.path()) != id);
        Ok(())
    }

    /// The certificate on a token that an id stands for; `None` where the id is none of a token's.
    pub(crate) fn on_token(&self, id: &str) -> Result<Option<pkcs11::Chosen>, Failure> {
        let Some(rest) = id.strip_prefix(PREFIX).and_then(|rest| rest.strip_prefix(':')) else {
            return Ok(None);
        };
        let gone = || Failure::new(FailureCode::NoSuchToken).with("token", "");
        let mut parts = rest.splitn(3, ':');
        let (Some(module), Some(serial), Some(certificate)) = (parts.next(), parts.next(), parts.next())
        else {
            return Err(gone());
        };
        let serial = hex::decode(serial).ok().and_then(|octets| String::from_utf8(octets).ok());
        for token in self.plugged_in().tokens {
            if module_id(&token.module) != module || Some(&token.serial) != serial.as_ref() {
                continue;
            }
            let found = token.certificates.iter().find(|one| one.id == certificate).cloned();
            let opened = lock(&self.modules).iter().find(|one| one.path() == token.module).cloned();
            if let (Some(certificate), Some(module)) = (found, opened) {
                return Ok(Some(pkcs11::Chosen { module, token, certificate }));
            }
        }
        Err(gone())
    }

    /// Opens a key; the PIN is sent exactly once, and a wrong one is logged.
    pub(crate) fn open_token(
        &self,
        found: &pkcs11::Chosen,
        pin: Option<&wire::Secret>,
    ) -> Result<TokenSigner, Failure> {
        let pin = pin.map(secret);
        found.signer(pin.as_ref()).map_err(|fault| {
            let failure = failures::of_token(&fault);
            let action = match fault {
                pkcs11::TokenFault::PinIncorrect { .. } => Action::WrongPin,
                pkcs11::TokenFault::PinLocked => Action::Locked,
                _ => return failure,
            };
            let mut record = self.record(action);
            describe_in(&mut record, found);
            // The token has counted the try already; the log is told as well as it can be.
            let _ = self.append_outcome(record, &Err::<(), _>(failure.clone()));
            failure
        })
    }

    /// The moment of the clock, as certificates count it.
    pub(crate) fn moment(&self) -> Time {
        Time::from_unix(self.clock.now().as_second())
    }

    /// What is on the tokens of all modules now.
    fn plugged_in(&self) -> pkcs11::Found {
        let mut opened = lock(&self.modules);
        let known = pkcs11::known_modules().into_iter().map(|known| known.path);
        let mut all = pkcs11::Found::default();
        for path in known.chain(self.added_modules()) {
            let module = match opened.iter().find(|module| module.path() == path) {
                Some(module) => Ok(module.clone()),
                None => Module::open(&path).inspect(|module| opened.push(module.clone())),
            };
            match module.and_then(|module| module.tokens(self.moment())) {
                Ok(found) => {
                    all.tokens.extend(found.tokens);
                    all.notes.extend(found.notes);
                }
                Err(fault) => all.notes.push(pkcs11::Note::ModuleUnusable { module: path, fault }),
            }
        }
        all
    }

    fn shown_token(&self, token: &pkcs11::Token) -> Token {
        let certificates = token.certificates.iter().map(|entry| {
            let certificate = &entry.certificate;
            let unfit = crate::signatory::unfit(certificate, self.clock.now()).map(|failure| failure.code);
            TokenCertificate {
                id: format!(
                    "{PREFIX}:{}:{}:{}",
                    module_id(&token.module),
                    hex::encode(token.serial.as_bytes()),
                    entry.id
                ),
                name: certificate.display(),
                organization: certificate.organization(),
                issuer: certificate.issuer().short(),
                valid_until: explain::moment(certificate.not_after()),
                key: explain::key_of(certificate),
                sha256: hex::encode(certificate.sha256_fingerprint()),
                unusable: unfit.or(entry.obstacle.as_ref().map(|_| FailureCode::KeyUnsuitable)),
            }
        });
        Token {
            label: token.label.clone(),
            maker: token.manufacturer.clone(),
            serial: token.serial.clone(),
            pin_pad: token.protected_path,
            pin: match token.pin {
                PinState::CountLow => TokenPin::CountLow,
                PinState::FinalTry => TokenPin::FinalTry,
                PinState::Locked => TokenPin::Locked,
                _ => TokenPin::Fine,
            },
            certificates: certificates.collect(),
        }
    }

    fn added_modules(&self) -> Vec<PathBuf> {
        let bytes = std::fs::read(self.profile.token_modules()).unwrap_or_default();
        serde_json::from_slice(&bytes).unwrap_or_default()
    }

    fn keep_modules(&self, modules: &[PathBuf]) -> Result<(), Failure> {
        self.profile.prepare()?;
        let bytes = serde_json::to_vec_pretty(modules)
            .map_err(|fault| Failure::new(FailureCode::Internal).because(fault))?;
        output::replace(&self.profile.token_modules(), &bytes)
            .map_err(|failure| Failure { code: FailureCode::SettingsUnwritable, ..failure })
    }
}

/// Puts who signs with a token into a record.
pub(crate) fn describe_in(record: &mut Record, found: &pkcs11::Chosen) {
    let certificate = &found.certificate.certificate;
    record.who.name = Some(certificate.display());
    record.identity = Some(audit::Identity {
        id: found.token.serial.clone(),
        label: found.token.label.clone(),
        certificate: Some(audit::Digest(certificate.sha256_fingerprint())),
    });
}

fn passed_over(note: &pkcs11::Note) -> Text {
    let mut text = Text::new(format!("token-note-{}", note.code()));
    for (name, value) in note.parameters() {
        text = text.with(name, value);
    }
    match note.reason() {
        Some(reason) => text.with("reason", reason),
        None => text,
    }
}

fn shown_module(path: &Path, found: bool) -> TokenModule {
    TokenModule { id: module_id(path), name: file_name(path), folder: folder_name(path), found }
}

/// Stands for a module's path on the page.
fn module_id(path: &Path) -> String {
    let digest = Sha256::digest(path.as_os_str().as_encoded_bytes());
    hex::encode(digest.get(..8).unwrap_or_default())
}
