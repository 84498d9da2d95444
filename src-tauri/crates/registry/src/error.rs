//! What can go wrong in the register and with its letters, as one closed enum.

use crate::Rule;
use crate::states::{State, Step};

/// Why something was not done.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A rule forbids it; the rule names its clause.
    #[error("refused by {} ({})", .0.id(), .0.clause())]
    Refused(Rule),
    /// The state does not allow the step.
    #[error("{step:?} is not possible from {from:?}")]
    Transition {
        /// The state it is in; `None` for somebody who has not applied.
        from: Option<State>,
        /// What was wanted.
        step: Step,
    },
    /// There is nobody and nothing of this name in the register.
    #[error("no {what} {name}")]
    Unknown {
        /// `person`, `seal`, `officer`, `ticket`.
        what: &'static str,
        /// What was looked for.
        name: String,
    },
    /// A letter cannot be read: not of this program, cut short, or of another kind.
    #[error("the letter cannot be read: {0}")]
    Malformed(&'static str),
    /// A letter's signature does not hold, or is not of the one who must have signed it.
    #[error("the letter's signature does not hold: {0}")]
    Forged(&'static str),
    /// A letter is older than one that was taken over before.
    #[error("edition {found} is not newer than {known}")]
    Older {
        /// The edition known.
        known: u64,
        /// The edition that came.
        found: u64,
    },
    /// A certificate, request or list could not be read or made.
    #[error(transparent)]
    Pki(#[from] pki::Error),
    /// A signature could not be made.
    #[error(transparent)]
    Signer(#[from] cades::SignerError),
    /// A message could not be made.
    #[error(transparent)]
    Cades(#[from] cades::Error),
    /// The register cannot be read or written.
    #[error(transparent)]
    Store(#[from] rusqlite::Error),
    /// What the register or a letter holds is not of the known form.
    #[error(transparent)]
    Json(#[from] serde_json::Error),
    /// The system gave no random bytes.
    #[error("no random bytes")]
    Random,
}
