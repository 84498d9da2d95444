//! What a verdict is judged against: anchors, time, algorithms. A value handed in; nothing is read from the machine.

use pki::revocation::Evidence;
use pki::{AlgorithmPolicy, Certificate, Time, TrustAnchors};

/// How revocation is treated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum RevocationPolicy {
    /// Nothing is fetched. What the caller supplied and what the document brings along counts; a certificate that names a
    /// source and of which neither tells gets TRY_LATER, one that names none a note.
    #[default]
    Offline,
    /// Revocation is left out on purpose (a caller that only wants integrity and trust).
    Ignored,
}

/// How much of a document is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Scope {
    /// Everything that a reader can reach.
    #[default]
    Whole,
    /// The signatures, their bytes and what came after them, but not what the signed version holds in itself: for a
    /// writer that checks what it has just appended.
    Signatures,
}

/// The rules and the trust that an examination rests on.
#[derive(Debug, Clone)]
pub struct Policy {
    /// The name that goes into the report.
    pub name: String,
    /// Whom to trust.
    pub anchors: TrustAnchors,
    /// Certificates that may help to build a chain; they are not trusted for being here.
    pub extra_certificates: Vec<Certificate>,
    /// The time of validation (UTC).
    pub at: Time,
    /// Which algorithms are strong enough, and until when.
    pub algorithms: AlgorithmPolicy,
    /// How revocation is treated.
    pub revocation: RevocationPolicy,
    /// Revocation lists and OCSP answers from elsewhere than the document; each counts by its own signature.
    pub revocation_evidence: Evidence,
    /// Documents of rules that signers may name. Where there are any, a signature whose rules are none of them is not
    /// judged without; else the rules are only told, as this policy stands in their place (EN 319 102-1 §5.2.4).
    pub signature_policies: Vec<Vec<u8>>,
    /// How much is looked at.
    pub scope: Scope,
}

impl Policy {
    /// The usual policy for judging at an instant: these anchors and the published table of algorithms (ETSI TS 119 312);
    /// nothing is fetched, nothing from beside the document counts, everything in it is looked at.
    pub fn new(name: impl Into<String>, anchors: TrustAnchors, at: Time) -> Self {
        Self {
            name: name.into(),
            anchors,
            extra_certificates: Vec::new(),
            at,
            algorithms: AlgorithmPolicy::etsi_ts_119_312(),
            revocation: RevocationPolicy::default(),
            revocation_evidence: Evidence::default(),
            signature_policies: Vec::new(),
            scope: Scope::default(),
        }
    }
}
