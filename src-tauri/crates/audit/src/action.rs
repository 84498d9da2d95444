//! What can stand in the log: the closed lists of actions, phases and outcomes, each with its stable code.
//! The words for them are in the catalogue of texts.

use serde::{Deserialize, Serialize};

/// Declares an enum whose variants are known outside by their kebab-case codes.
macro_rules! coded {
    ($(#[$outer:meta])* $name:ident { $($(#[$inner:meta])* $variant:ident = $code:literal,)+ }) => {
        $(#[$outer])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum $name { $($(#[$inner])* #[serde(rename = $code)] $variant,)+ }

        impl $name {
            /// All of them, in the order of their declaration.
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

coded! {
    /// What was done.
    #[non_exhaustive]
    Action {
        /// A document was opened.
        Opened = "opened",
        /// A document was signed; with phases.
        Signed = "signed",
        /// A signed document was brought to a higher level: timestamps and proofs were appended; with phases.
        Extended = "extended",
        /// Empty signature fields were put into a document; with phases.
        Prepared = "prepared",
        /// The signatures of a document were examined.
        Verified = "verified",
        /// An identity was made here.
        IdentityCreated = "identity-created",
        /// An identity came from a PKCS#12 file.
        IdentityImported = "identity-imported",
        /// An identity left as a PKCS#12 file.
        IdentityExported = "identity-exported",
        /// An identity's private key was destroyed.
        IdentityRemoved = "identity-removed",
        /// The PIN or passphrase of an identity was changed.
        SecretChanged = "secret-changed",
        /// A wrong PIN or passphrase was given.
        WrongPin = "wrong-pin",
        /// An identity was locked after too many wrong tries.
        Locked = "locked",
        /// A locked identity was released.
        Unlocked = "unlocked",
        /// A certificate was added to those trusted.
        TrustAdded = "trust-added",
        /// A certificate was taken from those trusted.
        TrustRemoved = "trust-removed",
        /// The log, or a part of it, was exported.
        LogExported = "log-exported",
        /// A report on signatures was written.
        ReportExported = "report-exported",
        /// A copy of a document was made for printing or handing on.
        CopyMade = "copy-made",
        /// A seal's artwork was made here.
        SealMade = "seal-made",
        /// A seal's artwork came from a scan or from another station.
        SealImported = "seal-imported",
        /// A seal's artwork left for another station.
        SealExported = "seal-exported",
        /// A seal was renamed, retired or taken into use again.
        SealChanged = "seal-changed",
        /// A seal's artwork was deleted here.
        SealRemoved = "seal-removed",
        /// A setting was changed.
        SettingsChanged = "settings-changed",
        /// A quality office was opened here.
        OfficeOpened = "office-opened",
        /// The rules of the house were changed.
        PolicyChanged = "policy-changed",
        /// A step was taken about a person in the register; with phases.
        PersonStep = "person-step",
        /// Facts of a person in the register were changed; with phases.
        PersonChanged = "person-changed",
        /// A certificate was issued and a copy handed out; with phases.
        CopyIssued = "copy-issued",
        /// An issued copy was taken over.
        CopyTaken = "copy-taken",
        /// A seal was registered or changed; with phases.
        SealKept = "seal-kept",
        /// A seal was handed over; with phases.
        SealHandedOver = "seal-handed-over",
        /// A directory was sent out; with phases.
        DirectorySent = "directory-sent",
        /// A directory was taken over.
        DirectoryTaken = "directory-taken",
        /// Somebody applied for a signature.
        Applied = "applied",
        /// A letter was taken over.
        LetterTaken = "letter-taken",
        /// Loss, leak or misuse was reported, or withdrawn.
        TroubleReported = "trouble-reported",
        /// A journey was declared.
        TravelBegun = "travel-begun",
        /// A journey was ended.
        TravelEnded = "travel-ended",
        /// An approval to seal was written.
        TicketWritten = "ticket-written",
        /// An approval was used up; logged before the seal's key is touched.
        TicketUsed = "ticket-used",
        /// A document that bears a seal was handed to be printed.
        SealedPrinted = "sealed-printed",
        /// A rule refused a signature, a seal or a print.
        RuleRefused = "rule-refused",
        /// A signed report was packed for the office.
        ReportReturned = "report-returned",
        /// A signed report came back.
        ReportReceived = "report-received",
        /// The office was asked for tries.
        UnlockAsked = "unlock-asked",
        /// The office gave tries back.
        UnlockGiven = "unlock-given",
        /// A station's log was taken over.
        LogTaken = "log-taken",
        /// An incident was written down.
        IncidentWritten = "incident-written",
        /// An inspection report was written.
        Inspected = "inspected",
        /// The root's key left for a place of its own.
        RootMoved = "root-moved",
        /// A backup was made.
        BackupMade = "backup-made",
        /// A backup was tried.
        BackupTried = "backup-tried",
        /// A backup was restored here.
        BackupRestored = "backup-restored",
        /// Something is wrong that somebody must look into, such as a signed file that is missing.
        Alarm = "alarm",
    }
}

coded! {
    /// Where an action stands that must not be lost half way. An action without a phase was over when it was logged.
    Phase {
        /// It is about to be done; logged before anything else happens.
        Intent = "intent",
        /// It was done.
        Done = "done",
        /// It was given up; nothing of it remains.
        Aborted = "aborted",
        /// It was found done when the program started again.
        Recovered = "recovered",
    }
}

coded! {
    /// How an action ended.
    Outcome {
        /// As wished.
        Ok = "ok",
        /// It was tried and did not succeed.
        Failed = "failed",
        /// It was not allowed.
        Refused = "refused",
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;

    #[test]
    fn codes_lead_back_to_what_they_stand_for() {
        for action in Action::ALL {
            assert_eq!(Action::from_code(action.code()), Some(*action));
            assert_eq!(serde_json::to_value(action).unwrap(), action.code());
        }
        assert_eq!(Action::from_code("Signed"), None);
    }
}
