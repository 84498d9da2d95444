//! Keys on tokens: smart cards, sticks and HSMs behind a PKCS#11 module (OASIS PKCS#11 v3.1, v2.40 modules included).
//!
//! Owns: loading modules and finalising them, listing what is on the tokens without a PIN, saying as data what was passed
//! over and why, logging in, and signing. Certificates are shown by name and expiry; labels are never asked of anybody.
//! A PIN is sent when a person gave it, once, and never again by itself, because a token counts. SM2 is left out:
//! PKCS#11 has no common mechanism for it.
//!
//! Refuses: initialising tokens, changing PINs, making or importing keys. That is the business of the maker's own program.
//!
//! The order of use: [`search`] over [`known_modules`] and the modules that a person added (or [`TokenChoice`] for a
//! command line), show [`Found`] with its notes, then [`Module::signer`]. [`Module::wait`] tells when something is plugged
//! in. Modules are slow (a card takes seconds): call from a thread that may wait.
//!
//! The system's own store (CNG on Windows, the keychain on macOS) would join beside this module, not inside it: it too
//! lists certificates with obstacles and opens a [`cades::Signer`], which is all that the rest of the program asks of a
//! key; [`Obstacle`] and [`Found`] hold nothing that only a token has.

mod choice;
mod fault;
mod known;
mod library;
mod mechanism;
mod module;
mod note;
mod signer;
mod token;

pub use choice::{Chosen, TokenChoice, choose};
pub use fault::{Candidate, TokenFault};
pub use known::{KnownModule, known_modules};
pub use module::Module;
pub use note::{Found, Note, Search, search};
pub use signer::TokenSigner;
pub use token::{Obstacle, PinState, Token, TokenCertificate};

/// Characters of a text from a device that are shown.
const SHOWN: usize = 64;

/// A text from a device, fit to be shown: no control characters, no padding, not too long.
fn printable(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(SHOWN).collect::<String>().trim().to_owned()
}
