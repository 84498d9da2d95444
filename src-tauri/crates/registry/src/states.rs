//! The states of a person's identity, and the one table of steps between them.
//!
//! applied → identity checked → approved → issued → suspended (挂失) → issued again, renewed, transferred → revoked → destroyed.
//! A step that is not in the table is refused with the clause that asks for the one before it.

use serde::{Deserialize, Serialize};

use crate::{Error, Rule};

macro_rules! coded {
    ($(#[$outer:meta])* $name:ident { $($(#[$inner:meta])* $variant:ident = $code:literal,)+ }) => {
        $(#[$outer])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        pub enum $name { $($(#[$inner])* #[serde(rename = $code)] $variant,)+ }

        impl $name {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The stable code.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }

            /// The one with this code.
            pub fn from_code(code: &str) -> Option<Self> {
                match code { $($code => Some(Self::$variant),)+ _ => None }
            }
        }
    };
}
pub(crate) use coded;

coded! {
    /// Where a person's identity stands.
    State {
        /// The application is there.
        Applied = "applied",
        /// The office has seen who it is.
        Checked = "checked",
        /// The application was approved.
        Approved = "approved",
        /// The application was turned down; the reason is kept.
        Rejected = "rejected",
        /// The signature may be used.
        Issued = "issued",
        /// It is reported lost or leaked and may not be used (挂失).
        Suspended = "suspended",
        /// A renewal is open; what is issued next takes the old one's place.
        Renewed = "renewed",
        /// The post changed; what was bound to the old one is void.
        Transferred = "transferred",
        /// It has ended for good.
        Revoked = "revoked",
        /// The key is gone too; certificate, log and the record of destruction stay.
        Destroyed = "destroyed",
    }
}

coded! {
    /// What is done about an identity.
    Step {
        /// Somebody applies.
        Apply = "apply",
        /// The office looks at papers and person.
        Check = "check",
        /// The office approves.
        Approve = "approve",
        /// The office turns it down, with a reason.
        Reject = "reject",
        /// The copy is handed out.
        Issue = "issue",
        /// Reported lost or leaked.
        Suspend = "suspend",
        /// Found again.
        Resume = "resume",
        /// A new key or name.
        Renew = "renew",
        /// Another post.
        Transfer = "transfer",
        /// Ended: leaving, misuse, compromise.
        Revoke = "revoke",
        /// Keys and copies are wiped.
        Destroy = "destroy",
    }
}

impl Step {
    /// Whether the step must say why (RS9 四 for a refusal; RS1 for everything that takes something away).
    pub fn needs_reason(self) -> bool {
        matches!(
            self,
            Self::Reject | Self::Suspend | Self::Resume | Self::Transfer | Self::Revoke | Self::Destroy
        )
    }
}

/// Where a step leads, or the rule that forbids it from here.
pub fn after(from: Option<State>, step: Step) -> Result<State, Error> {
    use State as S;
    use Step as T;
    let to = match (from, step) {
        (None | Some(S::Rejected | S::Revoked | S::Destroyed | S::Applied), T::Apply) => S::Applied,
        // A new key for a renewal or a new post comes as an application too, and changes nothing else.
        (Some(S::Renewed), T::Apply) => S::Renewed,
        (Some(S::Transferred), T::Apply) => S::Transferred,
        (Some(S::Applied), T::Check) => S::Checked,
        (Some(S::Checked), T::Approve) => S::Approved,
        (Some(S::Applied | S::Checked), T::Reject) => S::Rejected,
        (Some(S::Approved | S::Renewed | S::Transferred), T::Issue) => S::Issued,
        (Some(S::Issued | S::Renewed), T::Suspend) => S::Suspended,
        (Some(S::Suspended), T::Resume) => S::Issued,
        (Some(S::Issued | S::Suspended), T::Renew) => S::Renewed,
        (Some(S::Issued | S::Suspended), T::Transfer) => S::Transferred,
        (Some(S::Issued | S::Suspended | S::Renewed | S::Transferred), T::Revoke) => S::Revoked,
        (Some(S::Revoked | S::Rejected), T::Destroy) => S::Destroyed,
        (Some(S::Applied), T::Approve | T::Issue) => return Err(Error::Refused(Rule::CheckedFirst)),
        (Some(S::Checked), T::Issue) => return Err(Error::Refused(Rule::ApprovedFirst)),
        (Some(S::Rejected), T::Issue | T::Approve) => return Err(Error::Refused(Rule::ApprovedFirst)),
        (Some(S::Revoked | S::Destroyed), T::Resume | T::Issue | T::Renew) => {
            return Err(Error::Refused(Rule::EndedForGood));
        }
        (Some(S::Issued), T::Apply | T::Issue) => return Err(Error::Refused(Rule::OneIdentity)),
        (from, step) => return Err(Error::Transition { from, step }),
    };
    Ok(to)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;

    #[test]
    fn the_whole_life_goes_through_and_no_step_is_skipped() {
        let mut state = None;
        for (step, to) in [
            (Step::Apply, State::Applied),
            (Step::Check, State::Checked),
            (Step::Approve, State::Approved),
            (Step::Issue, State::Issued),
            (Step::Suspend, State::Suspended),
            (Step::Resume, State::Issued),
            (Step::Renew, State::Renewed),
            (Step::Issue, State::Issued),
            (Step::Transfer, State::Transferred),
            (Step::Issue, State::Issued),
            (Step::Revoke, State::Revoked),
            (Step::Destroy, State::Destroyed),
        ] {
            state = Some(after(state, step).unwrap());
            assert_eq!(state, Some(to));
        }
        let refused = |from, step| match after(Some(from), step) {
            Err(Error::Refused(rule)) => Some(rule),
            _ => None,
        };
        assert_eq!(refused(State::Applied, Step::Issue), Some(Rule::CheckedFirst));
        assert_eq!(refused(State::Applied, Step::Approve), Some(Rule::CheckedFirst));
        assert_eq!(refused(State::Checked, Step::Issue), Some(Rule::ApprovedFirst));
        assert_eq!(refused(State::Revoked, Step::Resume), Some(Rule::EndedForGood));
        assert_eq!(refused(State::Issued, Step::Apply), Some(Rule::OneIdentity));
    }

    #[test]
    fn what_was_destroyed_can_only_be_applied_for_anew() {
        for step in Step::ALL {
            assert_eq!(after(Some(State::Destroyed), *step).is_ok(), *step == Step::Apply, "{step:?}");
        }
    }
}
