//! The one shape of a failure.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::TextValue;

/// Something that could not be done: what happened (`failure-<code>`), what to do (`failure-<code>-remedy`).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Failure {
    /// What the window acts on; never the words.
    pub code: FailureCode,
    /// Which case of it, where the code has many: the sentences are then `<code>-<case>` and `<code>-<case>-remedy`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub case: Option<String>,
    /// What fills the gaps of the two sentences.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub params: BTreeMap<String, TextValue>,
    /// For the technical details fold: the chain of causes in English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
}

impl Failure {
    /// A failure with its code alone.
    pub fn new(code: FailureCode) -> Self {
        Self { code, case: None, params: BTreeMap::new(), detail: None }
    }

    /// The same failure, of one case among many.
    pub fn of_case(mut self, case: impl Into<String>) -> Self {
        self.case = Some(case.into());
        self
    }

    /// The text id of what happened; the remedy's is this with `-remedy` behind it.
    pub fn text_id(&self) -> String {
        match &self.case {
            Some(case) => format!("{}-{case}", self.code.as_str()),
            None => format!("failure-{}", self.code.as_str()),
        }
    }

    /// The same failure with one gap of its sentences filled.
    pub fn with(mut self, name: &str, value: impl Into<TextValue>) -> Self {
        self.params.insert(name.to_owned(), value.into());
        self
    }

    /// The same failure with the technical cause.
    pub fn because(mut self, cause: impl std::fmt::Display) -> Self {
        self.detail = Some(cause.to_string());
        self
    }
}

macro_rules! failure_codes {
    ($($(#[doc = $doc:literal])+ $name:ident = $code:literal => $exit:literal,)+) => {
        /// The closed list of what can go wrong, each with its exit status for the command line.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[cfg_attr(test, derive(ts_rs::TS))]
        #[non_exhaustive]
        pub enum FailureCode {
            $($(#[doc = $doc])+ #[serde(rename = $code)] $name,)+
        }

        impl FailureCode {
            /// Every code, for tests of the catalogue.
            pub const ALL: &[Self] = &[$(Self::$name,)+];

            /// The code as it stands in text ids and on the wire.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$name => $code,)+ }
            }

            /// The command line's exit status (cli.md: 4 file, 5 rule, 64 usage, 70 our own fault).
            pub fn exit_status(self) -> u8 {
                match self { $(Self::$name => $exit,)+ }
            }
        }
    };
}

failure_codes! {
    /// No such file, or it may not be read.
    FileUnreadable = "file-unreadable" => 4,
    /// The file is not a PDF.
    NotAPdf = "not-a-pdf" => 4,
    /// The PDF's structure is damaged: where, in `detail`.
    PdfDamaged = "pdf-damaged" => 4,
    /// A limit against hostile files was met.
    PdfTooComplex = "pdf-too-complex" => 4,
    /// The file brought down, or held up, the process that took the first look at it.
    FileUnsafe = "file-unsafe" => 4,
    /// A kind of encryption that is not supported.
    EncryptionUnsupported = "encryption-unsupported" => 4,
    /// The document needs its password first.
    PasswordNeeded = "password-needed" => 4,
    /// The document's password is wrong.
    PasswordWrong = "password-wrong" => 4,
    /// The document's own permissions forbid signing and only the user password was given.
    PermissionDenied = "permission-denied" => 5,
    /// The id names no open document.
    DocumentClosed = "document-closed" => 70,
    /// The document changed on disk since it was opened.
    DocumentChanged = "document-changed" => 4,
    /// The system has nothing to show a folder with; `folder` names it.
    FolderNotShown = "folder-not-shown" => 4,
    /// The system has nothing to open a PDF with.
    ViewerNotStarted = "viewer-not-started" => 4,
    /// There is no such page.
    NoSuchPage = "no-such-page" => 64,
    /// The page could not be drawn.
    DrawingFailed = "drawing-failed" => 4,
    /// There is no such signature in this document.
    NoSuchSignature = "no-such-signature" => 64,
    /// The document has no signature that a report could tell of.
    NothingToReport = "nothing-to-report" => 3,
    /// The signature covers no complete version that could be shown.
    NoSignedVersion = "no-signed-version" => 4,

    /// A signature in a file of its own holds nothing that could be read as one.
    NotASignature = "not-a-signature" => 4,
    /// The file that a signature file is about is not there; `content` is the name that it should have.
    ContentMissing = "content-missing" => 4,
    /// A signature in a file of its own has no room for what the higher levels keep.
    DetachedLevel = "detached-level" => 64,

    /// An evidence package cannot be read: the case says why.
    Package = "package" => 4,

    /// The PIN is wrong; `tries` are left.
    PinWrong = "pin-wrong" => 5,
    /// Five wrong tries: the identity is locked.
    IdentityLocked = "identity-locked" => 5,
    /// The PIN is too short or too simple.
    PinTooWeak = "pin-too-weak" => 5,
    /// Nobody is logged in to the program.
    LoggedOut = "logged-out" => 5,
    /// Name or password of the login are wrong; `tries` are left.
    LoginWrong = "login-wrong" => 5,
    /// The login's tries are spent; the next one is in `minutes`.
    LoginWaits = "login-waits" => 5,
    /// No login is set.
    NoLogin = "no-login" => 64,
    /// A login is set already.
    LoginExists = "login-exists" => 64,
    /// The login cannot have this name.
    LoginNameUnusable = "login-name-unusable" => 64,
    /// The login's file or its counter of tries is damaged.
    LoginDamaged = "login-damaged" => 4,
    /// No finger was recognised: the case says why.
    Fingerprint = "fingerprint" => 5,
    /// There is no identity of that name.
    NoSuchIdentity = "no-such-identity" => 64,
    /// The counter of tries could not be kept, so no try is given.
    CounterUnusable = "counter-unusable" => 4,
    /// The vault's file is damaged.
    VaultDamaged = "vault-damaged" => 4,
    /// The vault cannot be read or written.
    VaultUnusable = "vault-unusable" => 4,
    /// The vault was made on another computer, or its device key is gone.
    VaultElsewhere = "vault-elsewhere" => 5,
    /// The name cannot stand in a certificate.
    NameUnusable = "name-unusable" => 64,
    /// The key file's password is wrong.
    KeyFilePasswordWrong = "key-file-password-wrong" => 5,
    /// The key file cannot be read as PKCS#12, or holds no usable key.
    KeyFileUnusable = "key-file-unusable" => 4,
    /// The key is of a kind or size that may not sign.
    KeyUnsuitable = "key-unsuitable" => 5,
    /// The certificate is outside its validity.
    CertificateExpired = "certificate-expired" => 5,
    /// The certificate is not meant for signing documents.
    CertificateUnfit = "certificate-unfit" => 5,
    /// The signature made did not verify and was thrown away.
    SignatureFaulty = "signature-faulty" => 70,
    /// The clock stands before the last entry of the log.
    ClockWentBack = "clock-went-back" => 5,

    /// An earlier certification or lock forbids this signature.
    SigningForbidden = "signing-forbidden" => 5,
    /// XFA forms cannot be signed.
    XfaUnsupported = "xfa-unsupported" => 5,
    /// There is no such signature field.
    NoSuchField = "no-such-field" => 64,
    /// The field is signed already.
    FieldAlreadySigned = "field-already-signed" => 5,
    /// The place is off the page.
    PlaceOffPage = "place-off-page" => 64,
    /// Stamps cannot be placed so: the case says why.
    Stamping = "stamping" => 64,
    /// The consent sentence was not confirmed.
    ConsentMissing = "consent-missing" => 5,
    /// The drawing holds no stroke.
    InkEmpty = "ink-empty" => 64,
    /// The ink file is not of the known form.
    InkUnreadable = "ink-unreadable" => 4,
    /// The picture is not a PNG or JPEG, or too large.
    ImageUnreadable = "image-unreadable" => 4,
    /// The picture's background is not light, so it cannot be taken away.
    BackgroundDark = "background-dark" => 64,
    /// The place is too small for what it shall show.
    PlaceTooSmall = "place-too-small" => 64,
    /// A character has no glyph in the face; `character` names it.
    GlyphMissing = "glyph-missing" => 64,
    /// There is no such kept signature.
    NoSuchMark = "no-such-mark" => 64,
    /// The output file exists and is never overwritten.
    OutputExists = "output-exists" => 4,
    /// The output could not be written; nothing was left behind.
    OutputUnwritable = "output-unwritable" => 4,

    /// The certificate, or one above it, was revoked; `name`, `at`.
    CertificateRevoked = "certificate-revoked" => 5,
    /// A certification is possible only as the first signature; `field` holds another.
    CertifyNotFirst = "certify-not-first" => 5,
    /// An earlier signature, of field `by`, locks the field.
    FieldLocked = "field-locked" => 5,
    /// The field's own rules forbid this signature: the case names the rule.
    FieldRule = "field-rule" => 5,
    /// A field of that name exists.
    FieldExists = "field-exists" => 64,
    /// A field cannot have this name.
    FieldNameUnusable = "field-name-unusable" => 64,
    /// A certification, of field `field`, allows no new place on a page.
    NewPlaceForbidden = "new-place-forbidden" => 5,
    /// The key cannot sign with these options.
    AlgorithmUnsuitable = "algorithm-unsuitable" => 64,
    /// A finding of the check before signing that the policy does not let pass; `finding` is its text id.
    CheckBlocks = "check-blocks" => 5,
    /// The findings of the check before signing were not accepted.
    CheckOpen = "check-open" => 5,
    /// There is no signature that could be brought to a higher level.
    NothingToExtend = "nothing-to-extend" => 3,
    /// There is no waiting timestamp of that name.
    NoSuchPending = "no-such-pending" => 64,
    /// No timestamp authority is set.
    NoAuthority = "no-authority" => 64,
    /// No timestamp was had: the case says why, `authority` from whom.
    Stamp = "stamp" => 4,
    /// The network did not do: the case says why, `host` where.
    Network = "network" => 4,
    /// What proves a certificate's state could not be had; `name` is the certificate's.
    ProofMissing = "proof-missing" => 4,
    /// A certificate's issuer is not known, so its state cannot be proven; `name` is the certificate's.
    ChainIncomplete = "chain-incomplete" => 5,
    /// The token: the case says what it answered.
    Token = "token" => 5,
    /// There is no such token or certificate on it; `token` names what was looked for.
    NoSuchToken = "no-such-token" => 64,
    /// Several certificates fit; `certificates` lists them.
    TokenAmbiguous = "token-ambiguous" => 64,
    /// There is nothing to sign in what was chosen.
    BatchEmpty = "batch-empty" => 64,
    /// The rest was not signed, because an earlier file met something that stops all.
    BatchStopped = "batch-stopped" => 5,
    /// Given up by the user.
    Cancelled = "cancelled" => 5,

    /// Seals are made by the office alone (RS18 §5).
    RuleSealMaker = "rule-seal-maker" => 5,
    /// There is no seal of that name; `seal` is what was looked for.
    NoSuchSeal = "no-such-seal" => 64,
    /// Several seals have that name.
    SealAmbiguous = "seal-ambiguous" => 64,
    /// The seal is retired and stamps no longer.
    SealRetired = "seal-retired" => 5,
    /// There is no preset of that name.
    NoSuchPreset = "no-such-preset" => 64,
    /// The border or the star of a seal is out of all measure, or a text is longer than any name.
    SealMeasures = "seal-measures" => 64,
    /// What shall stand on the seal does not fit on it.
    SealTooFull = "seal-too-full" => 64,
    /// The seal is to be lettered in 仿宋, which this computer does not have.
    SealFaceMissing = "seal-face-missing" => 64,
    /// A seal without a name on it.
    SealNameless = "seal-nameless" => 64,
    /// The file holds no seal.
    SealUnreadable = "seal-unreadable" => 4,
    /// A scan shows none of the ink that is looked for.
    ScanEmpty = "scan-empty" => 64,
    /// The seal is here already.
    SealKnown = "seal-known" => 64,

    /// The output cannot be encrypted, or not so: the case says why.
    EncryptRefused = "encrypt-refused" => 5,
    /// No copy was made: the case says why.
    CopyRefused = "copy-refused" => 4,
    /// The code on paper: the case says what.
    PaperCode = "paper-code" => 4,
    /// No seal was put together from this document's pages.
    NoSeam = "no-seam" => 64,
    /// The picture shows no seal that slices could be held against.
    NoSealInPicture = "no-seal-in-picture" => 64,
    /// A rule of use forbids it: the case names the rule, `clause` where it stands.
    Rule = "rule" => 5,
    /// The state allows no such step; `from`, `step`.
    StepImpossible = "step-impossible" => 5,
    /// A letter or package of the office is not taken: the case says why.
    OfficeFile = "office-file" => 4,
    /// This station keeps no register, or knows no office.
    NoOffice = "no-office" => 64,
    /// There is an office here already.
    OfficeExists = "office-exists" => 64,
    /// Nothing of this name is in the register; `name`.
    NoSuchEntry = "no-such-entry" => 64,
    /// A field cannot be so; `field`.
    EntryUnusable = "entry-unusable" => 64,
    /// The register cannot be read or written.
    RegisterUnusable = "register-unusable" => 4,
    /// The installer is another file than the one that the house names; `name`.
    InstallerDiffers = "installer-differs" => 1,
    /// The backup cannot be used: the case says why.
    Backup = "backup" => 4,
    /// There is something where a backup would be restored to.
    ProfileNotEmpty = "profile-not-empty" => 4,

    /// The file is no certificate.
    CertificateUnreadable = "certificate-unreadable" => 4,
    /// A trusted list is not taken over: the case says why.
    TrustedList = "trusted-list" => 4,
    /// The one who signed a trusted list was not accepted; `signer` is their name, `fingerprint` the SHA-256 of their certificate.
    TrustedListSigner = "trusted-list-signer" => 5,
    /// A newer edition of the trusted list was taken over before.
    TrustedListOlder = "trusted-list-older" => 5,
    /// No such certificate is trusted.
    NoSuchTrust = "no-such-trust" => 64,
    /// The file is no revocation list and no OCSP answer.
    EvidenceUnreadable = "evidence-unreadable" => 4,
    /// The log cannot be opened or written.
    LogUnusable = "log-unusable" => 4,
    /// The log's chain is broken.
    LogBroken = "log-broken" => 1,
    /// The settings cannot be kept.
    SettingsUnwritable = "settings-unwritable" => 4,
    /// No secret could be read from the terminal or standard input.
    SecretUnread = "secret-unread" => 64,
    /// The secret typed again is another one.
    SecretsDiffer = "secrets-differ" => 64,
    /// A visible signature was asked for without a place.
    PlaceMissing = "place-missing" => 64,
    /// The words on the command line do not fit.
    Usage = "usage" => 64,
    /// A fault of this program.
    Internal = "internal" => 70,
}
