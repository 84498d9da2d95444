//! The one table of the rules of use: id, clause, effect. Every block, every warning and every record that comes from a rule
//! carries it; the words are in the catalogue (`rule-<id>`, `rule-<id>-remedy`), the tests name the id.

use serde::{Deserialize, Serialize};

/// What a rule does when it speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Effect {
    /// Nothing happens.
    Block,
    /// It is told before it happens, and logged.
    Warn,
    /// It is logged.
    Record,
}

impl Effect {
    /// The stable code.
    pub fn code(self) -> &'static str {
        match self {
            Self::Block => "block",
            Self::Warn => "warn",
            Self::Record => "record",
        }
    }
}

macro_rules! rules {
    ($($(#[$doc:meta])+ $name:ident = $id:literal, $effect:ident, $clause:literal;)+) => {
        /// A rule of use.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[non_exhaustive]
        pub enum Rule { $($(#[$doc])+ #[serde(rename = $id)] $name,)+ }

        impl Rule {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// Its stable name.
            pub const fn id(self) -> &'static str {
                match self { $(Self::$name => $id),+ }
            }

            /// The clauses it comes from.
            pub const fn clause(self) -> &'static str {
                match self { $(Self::$name => $clause),+ }
            }

            /// What it does.
            pub const fn effect(self) -> Effect {
                match self { $(Self::$name => Effect::$effect),+ }
            }

            /// The rule with this name.
            pub fn from_id(id: &str) -> Option<Self> {
                match id { $($id => Some(Self::$name),)+ _ => None }
            }
        }
    };
}

rules! {
    /// Nobody is approved before the office has seen who it is.
    CheckedFirst = "checked-first", Block, "RS2 · RS3 4.1";
    /// Nothing is issued before it was approved.
    ApprovedFirst = "approved-first", Block, "RS1 3 · RS10 五";
    /// A refusal, a suspension, an end says why.
    ReasonNeeded = "reason-needed", Block, "RS9 四";
    /// One active identity for a person.
    OneIdentity = "one-identity", Block, "RS6 3";
    /// What ended is applied for anew, never taken up again.
    EndedForGood = "ended-for-good", Block, "RS3 5.2 · RS7 3";
    /// A new copy has a new key; the old one is void.
    NewKey = "new-key", Block, "RS17 4.5 · RS8 二.3";
    /// The visible name is the certificate's.
    NameMatches = "name-matches", Block, "RS3 4.3";
    /// A signature's picture is nobody else's.
    UniqueImage = "unique-image", Block, "RS12 3.2";
    /// A picture must be clear enough to tell whose it is.
    ClearImage = "clear-image", Block, "RS3 4.3";
    /// Managing, using and auditing are three persons' work.
    RolesApart = "roles-apart", Block, "RS18 §7";
    /// The office's authority works only with two persons present.
    TwoPersons = "two-persons", Block, "RS18 §7 · RS11 4.2";
    /// Only who was authorised as an approver approves.
    Approver = "approver", Block, "RS18 §9";

    /// The initial PIN is changed before the first use.
    InitialPin = "initial-pin", Block, "RS8 一.1 · RS18 §8";
    /// A PIN must be strong enough.
    PinStrength = "pin-strength", Block, "RS2 · RS18 §8";
    /// A PIN that is too old signs nothing until it is changed.
    PinAge = "pin-age", Block, "RS18 §8";
    /// A PIN will soon be too old.
    PinAgeing = "pin-ageing", Warn, "RS18 §8";
    /// A PIN that was used before is not taken again.
    PinHistory = "pin-history", Block, "RS2";
    /// Five wrong tries lock.
    FiveTries = "five-tries", Block, "RS8 三.2";
    /// Only the office unlocks.
    UnlockByOffice = "unlock-by-office", Block, "RS8 三.2 · RS18 §8";
    /// A second factor is needed.
    SecondFactor = "second-factor", Block, "RS2 · RS15";
    /// It may be used on authorised devices only.
    Device = "device", Block, "RS10 六.2";

    /// It may be used off-site only, with a declaration of place, reason and time.
    OffSite = "off-site", Block, "RS17 2";
    /// What is reported lost or leaked is not used.
    Suspended = "suspended", Block, "RS4 Art.15 · RS8 二.2";
    /// Leaving or another post ends it.
    Left = "left", Block, "RS17 4.4 · RS12 2";
    /// It was revoked.
    Revoked = "revoked", Block, "RS5 · RS7 3";
    /// It is used within what it was given for.
    Scope = "scope", Block, "RS8 一.2 · RS9 五.2";
    /// It is used within its period.
    Period = "period", Block, "RS5 · RS13 2.1";
    /// It is used for its own department.
    Department = "department", Block, "RS10 六.1";
    /// The sentence of consent was confirmed.
    Consent = "consent", Block, "RS12 4.2 · RS4 Art.2";
    /// Every page was looked at.
    Reviewed = "reviewed", Block, "RS17 4.3 · RS12 4.1";
    /// What is signed opens with a password alone.
    EncryptOutput = "encrypt-output", Block, "RS7 2";
    /// Kinds of documents for which the law does not allow electronic signatures.
    BarredKind = "barred-kind", Warn, "RS4 Art.3";
    /// Kinds of documents that the house keeps out of electronic signing.
    ExcludedKind = "excluded-kind", Block, "RS18 §3";
    /// A personal signature is never used by somebody else.
    NoDelegation = "no-delegation", Block, "RS6 9 · RS8 一.4 · RS12 3.2";
    /// The clock does not go back.
    ClockBack = "clock-back", Block, "RS12 3.2";
    /// The office's directory should be fresh.
    DirectoryStale = "directory-stale", Warn, "RS5 · RS10 六.4";
    /// The identity is not of the office's directory.
    OutsideIdentity = "outside-identity", Record, "RS4 Art.16";
    /// The place of use is recorded, as the user typed it.
    PlaceRecorded = "place-recorded", Record, "RS1 · RS7 3";
    /// A signed report goes back to the office.
    ReturnPackage = "return-package", Record, "RS17 4.3";

    /// Nothing is sealed before it was approved.
    ApprovalFirst = "approval-first", Block, "RS18 §9";
    /// An approval is for one file.
    TicketFile = "ticket-file", Block, "RS14 4 · RS18 §9";
    /// An approval is for one seal and certain pages.
    TicketSeal = "ticket-seal", Block, "RS18 §9";
    /// An approval is used once.
    TicketUsed = "ticket-used", Block, "RS14 4";
    /// An approval runs out.
    TicketExpired = "ticket-expired", Block, "RS18 §9";
    /// A sealed file is printed with an approval too.
    PrintApproval = "print-approval", Block, "RS18 §9";
    /// A seal is used by its keeper.
    Custodian = "custodian", Block, "RS18 §6";
    /// A deputy keeps a seal for a period that was handed over.
    Deputy = "deputy", Record, "RS18 §6";
    /// Seals are made by the office alone.
    SealMaker = "seal-maker", Block, "RS18 §5";
    /// A seal is for certain kinds of documents.
    SealKind = "seal-kind", Block, "RS18 §3";

    /// The record of destruction names what was wiped and what stays.
    Destruction = "destruction", Record, "RS7 3 · RS8 一.5";
    /// Records are kept for the years of the law.
    Retention = "retention", Record, "RS4 Art.24";
    /// What nobody uses is reviewed.
    Unused = "unused", Warn, "RS9 六.3";
    /// Every year the office inspects.
    Inspection = "inspection", Record, "RS10 七.1 · RS12 5";
    /// Training is acknowledged.
    Training = "training", Warn, "RS7 4";
    /// A log that the office saw longer is short of rows.
    LogCut = "log-cut", Block, "RS13 2.3";
    /// A restored backup brings no spent try or used approval back.
    BackupFresh = "backup-fresh", Block, "RS14 4 · RS13 3.2";
    /// Backups are made and tried.
    Backup = "backup", Warn, "RS7 6 · RS13 3.2";
    /// A token is watched over its life.
    TokenLife = "token-life", Warn, "RS8 三.3";
    /// An application is decided and issued within five working days.
    IssueDue = "issue-due", Warn, "RS16 5日";
    /// What was issued is picked up: the holder's receipt is awaited.
    PickUp = "pick-up", Warn, "RS16 谁领取";
}

impl std::fmt::Display for Rule {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} ({})", self.id(), self.clause())
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_back_and_every_rule_has_a_clause() {
        for rule in Rule::ALL {
            assert_eq!(Rule::from_id(rule.id()), Some(*rule));
            assert!(rule.clause().starts_with("RS"));
            assert_eq!(serde_json::to_value(rule).unwrap(), rule.id());
        }
    }
}
