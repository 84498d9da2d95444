//! The result of an examination as plain values: codes and parameters, no sentence.
//!
//! Mirrors the JSON of the command line; the engine adds the file's name and digest and puts the words in.

use pki::Time;

use crate::changes::Change;
use crate::finding::{Finding, Severity};
use crate::verdict::{Headline, Indication, Integrity, SubIndication, Verdict};

/// What a signature is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// An ordinary signature.
    Approval,
    /// The author's signature with permissions (DocMDP).
    Certification,
    /// A document timestamp.
    Timestamp,
}

impl Kind {
    /// The word of the report.
    pub fn code(self) -> &'static str {
        match self {
            Self::Approval => "approval",
            Self::Certification => "certification",
            Self::Timestamp => "timestamp",
        }
    }
}

/// Whether the signer's certificate leads to an anchor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Trust {
    /// It does, and every rule on the way holds.
    Trusted,
    /// It does, but a rule on the way is broken.
    Untrusted,
    /// Nobody known vouches for it.
    Unknown,
}

impl Trust {
    /// The word of the report.
    pub fn code(self) -> &'static str {
        match self {
            Self::Trusted => "trusted",
            Self::Untrusted => "untrusted",
            Self::Unknown => "unknown",
        }
    }
}

/// What is known of the certificate's revocation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Revocation {
    /// A valid source says that it is not revoked.
    Good,
    /// A valid source says that it is revoked.
    Revoked,
    /// A source is named but was not consulted, or its answer is no answer.
    Unknown,
    /// No source is named and none was supplied.
    NotChecked,
}

impl Revocation {
    /// The word of the report.
    pub fn code(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Revoked => "revoked",
            Self::Unknown => "unknown",
            Self::NotChecked => "not-checked",
        }
    }
}

/// The PAdES baseline level that the signature's form reaches (EN 319 142-1 clause 6).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Level {
    /// The basic form.
    B,
    /// With a trusted time.
    T,
    /// With validation data in the document.
    LT,
    /// With a document timestamp over the validation data.
    LTA,
}

impl Level {
    /// The standard's own spelling.
    pub fn code(self) -> &'static str {
        match self {
            Self::B => "B-B",
            Self::T => "B-T",
            Self::LT => "B-LT",
            Self::LTA => "B-LTA",
        }
    }
}

/// Who signed, as the certificate says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signer {
    /// The subject's common name, or the nearest thing to it.
    pub common_name: String,
    /// The subject's organisation.
    pub organization: Option<String>,
    /// The issuer's common name or organisation.
    pub issuer: String,
    /// The serial number in hexadecimal.
    pub serial: String,
    /// The SHA-256 of the certificate in hexadecimal.
    pub sha256: String,
    /// The first moment of its validity.
    pub not_before: Time,
    /// The last moment of its validity.
    pub not_after: Time,
    /// The certificate itself, DER.
    pub certificate: Vec<u8>,
}

/// What the signer typed; never proof of anything.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Stated {
    /// `/Name`.
    pub name: Option<String>,
    /// `/Reason`.
    pub reason: Option<String>,
    /// `/Location`.
    pub location: Option<String>,
    /// `/ContactInfo`.
    pub contact: Option<String>,
}

/// When the signature was made, and who says so.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Times {
    /// The signer's own statement: `/M` or the attribute signing-time.
    pub claimed: Option<Time>,
    /// The earliest moment at which a trusted timestamp saw the signature.
    pub proven: Option<Time>,
}

impl Times {
    /// The word of the report for who says so.
    pub fn source(&self) -> &'static str {
        if self.proven.is_some() { "timestamp" } else { "signer" }
    }
}

/// The algorithms of a signature.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Algorithms {
    /// The digest over the document.
    pub digest: Option<String>,
    /// The signature algorithm.
    pub signature: Option<String>,
    /// The length of the signer's key in bits.
    pub key_bits: Option<u32>,
}

/// What a certifying or locking signature permits.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Permissions {
    /// DocMDP `/P`, 1 to 3; `None` where the signature sets none.
    pub document: Option<u8>,
    /// The fields that it locks.
    pub lock: Option<pdf::Lock>,
}

/// One of the four plain questions' answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Answer {
    /// Yes.
    Yes,
    /// No.
    No,
    /// Not known.
    NotKnown,
}

/// The four plain questions, always in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Answers {
    /// Is it known who signed?
    pub who: Answer,
    /// Is the text what was signed?
    pub unchanged: Answer,
    /// Was the signer entitled then?
    pub entitled: Answer,
    /// Is it known when?
    pub when: Answer,
}

/// What the judgement of a signature rested on, for reports that hand it on.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Material {
    /// The certificates of the signer's path as far as it was found, the signer's own first; DER.
    pub chain: Vec<Vec<u8>>,
    /// The signature value; for a document timestamp, that of its token.
    pub value: Option<Vec<u8>>,
    /// The digest of the signed bytes, made with the algorithm that the signature names.
    pub digest: Option<Vec<u8>>,
    /// The timestamp tokens: those inside the signature, or the document timestamp itself; DER.
    pub tokens: Vec<Vec<u8>>,
}

/// One signature.
#[derive(Debug, Clone, PartialEq)]
pub struct Signature {
    /// The full name of its field; `None` where it stands outside the form.
    pub field: Option<String>,
    /// The object of its dictionary.
    pub object: Option<pdf::ObjectId>,
    /// What it is for.
    pub kind: Kind,
    /// Its verdict.
    pub verdict: Verdict,
    /// The main indication.
    pub indication: Indication,
    /// The sub-indication, where there is one.
    pub sub_indication: Option<SubIndication>,
    /// What the bytes say.
    pub integrity: Integrity,
    /// The case of the lay sentence.
    pub headline: Headline,
    /// The four plain answers.
    pub answers: Answers,
    /// Whether the signed bytes reach to the end of the file.
    pub covers_whole_file: bool,
    /// Whether it stands in a file of its own, beside what it signs.
    pub detached: bool,
    /// The signed revision, counted from 1.
    pub revision: Option<usize>,
    /// The length in bytes of the version that was signed.
    pub signed_length: Option<u64>,
    /// The signature's kind as the file names it.
    pub sub_filter: Option<String>,
    /// The PAdES level.
    pub level: Option<Level>,
    /// Who signed.
    pub signer: Option<Signer>,
    /// What the signer typed.
    pub stated: Stated,
    /// Whether the certificate leads to an anchor.
    pub trust: Trust,
    /// Whether the certificate is itself an anchor: nobody vouches for the signer but who trusts them.
    pub trusted_directly: bool,
    /// What is known of its revocation.
    pub revocation: Revocation,
    /// When.
    pub time: Times,
    /// With which algorithms.
    pub algorithms: Algorithms,
    /// What it permits.
    pub permissions: Permissions,
    /// What came after it.
    pub changes: Vec<Change>,
    /// What was found, worst first.
    pub findings: Vec<Finding>,
    /// What all that rests on.
    pub material: Material,
}

/// Facts about the file that the examination met.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileFacts {
    /// Its length in bytes.
    pub size: u64,
    /// SHA-256 of all its bytes, made in the same pass as the signatures' digests; `None` where the pass was not made
    /// ([`Scope::Signatures`](crate::Scope::Signatures)) or could not take in the whole file.
    pub sha256: Option<[u8; 32]>,
    /// Its pages; `None` where they cannot be counted.
    pub pages: Option<usize>,
    /// Its revisions.
    pub revisions: usize,
    /// Whether it is encrypted.
    pub encrypted: bool,
}

/// The whole examination.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// Facts about the file.
    pub file: FileFacts,
    /// The worst of the signatures' verdicts.
    pub verdict: Verdict,
    /// The worst of the signatures' integrities; `None` where there is no signature.
    pub integrity: Option<Integrity>,
    /// The signatures, oldest first.
    pub signatures: Vec<Signature>,
    /// What was found about the file as a whole, worst first.
    pub findings: Vec<Finding>,
    /// The revocation lists that the document brings along, DER.
    pub crls: Vec<Vec<u8>>,
    /// The OCSP answers that the document brings along, DER.
    pub ocsps: Vec<Vec<u8>>,
    /// The time of validation.
    pub at: Time,
    /// How many anchors were trusted.
    pub anchors: usize,
    /// The policy's name.
    pub policy: String,
}

impl Report {
    /// The worst severity among all findings.
    pub fn severity(&self) -> Severity {
        let all = self.signatures.iter().flat_map(|signature| &signature.findings).chain(&self.findings);
        all.map(Finding::severity).max().unwrap_or(Severity::Info)
    }
}
