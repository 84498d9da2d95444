//! The words a verdict is made of: EN 319 102-1 indications, the integrity axis, and the lay headline.
//!
//! Owns the closed sets and their order (worst first). Says nothing about how a word is reached: that is `finding`.

use serde::Serialize;

/// The overall answer for a file or for one signature (the word of the command line's JSON).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// Every question was answered and every answer is good.
    Passed,
    /// No signature stands in the file.
    Unsigned,
    /// Something that matters could not be established.
    Indeterminate,
    /// The signature must not be relied upon.
    Failed,
}

impl Verdict {
    /// The word of the report.
    pub fn code(self) -> &'static str {
        match self {
            Self::Passed => "passed",
            Self::Unsigned => "unsigned",
            Self::Indeterminate => "indeterminate",
            Self::Failed => "failed",
        }
    }
}

/// What the bytes say, whoever signed them; the order is from best to worst.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Integrity {
    /// The signed bytes verify; nothing follows them but validation data, document timestamps, identical rewrites.
    Intact,
    /// The signed bytes verify; later revisions hold only changes that are allowed.
    Extended,
    /// The signed bytes verify; a later revision holds a change that is not allowed or not understood.
    Changed,
    /// Digest or signature value does not verify.
    Broken,
    /// It cannot be examined as a proper signature.
    Malformed,
}

impl Integrity {
    /// The word of the report.
    pub fn code(self) -> &'static str {
        match self {
            Self::Intact => "intact",
            Self::Extended => "extended",
            Self::Changed => "changed",
            Self::Broken => "broken",
            Self::Malformed => "malformed",
        }
    }
}

/// The three main indications of EN 319 102-1 clause 5.1.3.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub enum Indication {
    /// TOTAL-PASSED.
    #[serde(rename = "TOTAL-PASSED")]
    TotalPassed,
    /// INDETERMINATE.
    #[serde(rename = "INDETERMINATE")]
    Indeterminate,
    /// TOTAL-FAILED.
    #[serde(rename = "TOTAL-FAILED")]
    TotalFailed,
}

impl Indication {
    /// The standard's own spelling.
    pub fn code(self) -> &'static str {
        match self {
            Self::TotalPassed => "TOTAL-PASSED",
            Self::Indeterminate => "INDETERMINATE",
            Self::TotalFailed => "TOTAL-FAILED",
        }
    }
}

/// The sub-indications of EN 319 102-1 tables 5 and 6, all of them, so that a report can hold what another program found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[non_exhaustive]
pub enum SubIndication {
    /// The signature does not conform to a format that can be validated.
    FormatFailure,
    /// A digest does not match.
    HashFailure,
    /// The signature value does not verify.
    SigCryptoFailure,
    /// The certificate was revoked and the signature is proven to be later.
    Revoked,
    /// The signature is proven to be later than the certificate's end.
    Expired,
    /// The signature is older than the certificate.
    NotYetValid,
    /// A constraint on the signature's attributes or on the document is not met.
    SigConstraintsFailure,
    /// A constraint on the certificate chain is not met.
    ChainConstraintsFailure,
    /// Chain validation failed for another reason.
    CertificateChainGeneralFailure,
    /// An algorithm or key size is no longer strong enough.
    CryptoConstraintsFailure,
    /// The same, and nothing proves that the signature is older than the weakness.
    CryptoConstraintsFailureNoPoe,
    /// The signing certificate cannot be identified.
    NoSigningCertificateFound,
    /// No path leads to a trust anchor.
    NoCertificateChainFound,
    /// The path leads to an anchor that is trusted no longer, and nothing proves that the signature is older.
    NoCertificateChainFoundNoPoe,
    /// The certificate is revoked and nothing proves that the signature is older.
    RevokedNoPoe,
    /// A certificate authority is revoked and nothing proves that the signature is older.
    RevokedCaNoPoe,
    /// The certificate is out of its validity and nothing proves that the signature was made within it.
    OutOfBoundsNoPoe,
    /// The certificate is out of its validity and was not revoked.
    OutOfBoundsNotRevoked,
    /// What answers for the revocation is out of its own validity, and nothing proves that it is older.
    RevocationOutOfBoundsNoPoe,
    /// Nothing proves that an object existed before its algorithm or certificate failed.
    NoPoe,
    /// Timestamps contradict each other.
    TimestampOrderFailure,
    /// Revocation information is not available now.
    TryLater,
    /// The signed data could not be obtained.
    SignedDataNotFound,
    /// The rules that the signer names could not be applied.
    PolicyProcessingError,
    /// The rules that the signer names are not at hand.
    SignaturePolicyNotAvailable,
}

impl SubIndication {
    /// Every sub-indication of the standard.
    pub const ALL: &'static [Self] = &[
        Self::FormatFailure,
        Self::HashFailure,
        Self::SigCryptoFailure,
        Self::Revoked,
        Self::Expired,
        Self::NotYetValid,
        Self::SigConstraintsFailure,
        Self::ChainConstraintsFailure,
        Self::CertificateChainGeneralFailure,
        Self::CryptoConstraintsFailure,
        Self::CryptoConstraintsFailureNoPoe,
        Self::NoSigningCertificateFound,
        Self::NoCertificateChainFound,
        Self::NoCertificateChainFoundNoPoe,
        Self::RevokedNoPoe,
        Self::RevokedCaNoPoe,
        Self::OutOfBoundsNoPoe,
        Self::OutOfBoundsNotRevoked,
        Self::RevocationOutOfBoundsNoPoe,
        Self::NoPoe,
        Self::TimestampOrderFailure,
        Self::TryLater,
        Self::SignedDataNotFound,
        Self::PolicyProcessingError,
        Self::SignaturePolicyNotAvailable,
    ];

    /// The standard's own spelling.
    pub fn code(self) -> &'static str {
        match self {
            Self::FormatFailure => "FORMAT_FAILURE",
            Self::HashFailure => "HASH_FAILURE",
            Self::SigCryptoFailure => "SIG_CRYPTO_FAILURE",
            Self::Revoked => "REVOKED",
            Self::Expired => "EXPIRED",
            Self::NotYetValid => "NOT_YET_VALID",
            Self::SigConstraintsFailure => "SIG_CONSTRAINTS_FAILURE",
            Self::ChainConstraintsFailure => "CHAIN_CONSTRAINTS_FAILURE",
            Self::CertificateChainGeneralFailure => "CERTIFICATE_CHAIN_GENERAL_FAILURE",
            Self::CryptoConstraintsFailure => "CRYPTO_CONSTRAINTS_FAILURE",
            Self::CryptoConstraintsFailureNoPoe => "CRYPTO_CONSTRAINTS_FAILURE_NO_POE",
            Self::NoSigningCertificateFound => "NO_SIGNING_CERTIFICATE_FOUND",
            Self::NoCertificateChainFound => "NO_CERTIFICATE_CHAIN_FOUND",
            Self::NoCertificateChainFoundNoPoe => "NO_CERTIFICATE_CHAIN_FOUND_NO_POE",
            Self::RevokedNoPoe => "REVOKED_NO_POE",
            Self::RevokedCaNoPoe => "REVOKED_CA_NO_POE",
            Self::OutOfBoundsNoPoe => "OUT_OF_BOUNDS_NO_POE",
            Self::OutOfBoundsNotRevoked => "OUT_OF_BOUNDS_NOT_REVOKED",
            Self::RevocationOutOfBoundsNoPoe => "REVOCATION_OUT_OF_BOUNDS_NO_POE",
            Self::NoPoe => "NO_POE",
            Self::TimestampOrderFailure => "TIMESTAMP_ORDER_FAILURE",
            Self::TryLater => "TRY_LATER",
            Self::SignedDataNotFound => "SIGNED_DATA_NOT_FOUND",
            Self::PolicyProcessingError => "POLICY_PROCESSING_ERROR",
            Self::SignaturePolicyNotAvailable => "SIGNATURE_POLICY_NOT_AVAILABLE",
        }
    }
}

/// The one case of the lay sentence that a signature falls under; each has a sentence in the catalogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Headline {
    /// Unchanged, and the signer's certificate is trusted.
    Passed,
    /// Only allowed changes since, and the signer's certificate is trusted.
    Extended,
    /// Unchanged, but the signer is unknown to the reader.
    IntactUnknownSigner,
    /// Only allowed changes since, but the signer is unknown to the reader.
    ExtendedUnknownSigner,
    /// The certificate has run out and nothing proves that the signature is older.
    ExpiredNoProof,
    /// The certificate was withdrawn.
    Revoked,
    /// The certificate of an authority that vouches for the signer was withdrawn.
    AuthorityRevoked,
    /// Whether the certificate was withdrawn could not be asked.
    RevocationUnknown,
    /// The certificate is not fit for signing documents, or its chain breaks a rule.
    CertificateUnfit,
    /// The algorithms are too weak to be relied upon.
    WeakAlgorithm,
    /// The signed bytes verify, but the signature does not keep the rules of its format.
    RulesBroken,
    /// The content was changed after this signature.
    Changed,
    /// The content is not what was signed.
    Broken,
    /// What stands here is damaged or forged and is no signature.
    Malformed,
    /// A document timestamp that verifies and is trusted.
    TimestampPassed,
    /// A document timestamp that verifies, from an authority unknown to the reader.
    TimestampUnknownAuthority,
}

impl Headline {
    /// The kebab-case key of the sentence in the catalogue.
    pub fn code(self) -> &'static str {
        match self {
            Self::Passed => "passed",
            Self::Extended => "extended",
            Self::IntactUnknownSigner => "intact-unknown-signer",
            Self::ExtendedUnknownSigner => "extended-unknown-signer",
            Self::ExpiredNoProof => "expired-no-proof",
            Self::Revoked => "revoked",
            Self::AuthorityRevoked => "authority-revoked",
            Self::RevocationUnknown => "revocation-unknown",
            Self::CertificateUnfit => "certificate-unfit",
            Self::WeakAlgorithm => "weak-algorithm",
            Self::RulesBroken => "rules-broken",
            Self::Changed => "changed",
            Self::Broken => "broken",
            Self::Malformed => "malformed",
            Self::TimestampPassed => "timestamp-passed",
            Self::TimestampUnknownAuthority => "timestamp-unknown-authority",
        }
    }

    /// Every headline, so that a test can hold the catalogue against the list.
    pub const ALL: &'static [Self] = &[
        Self::Passed,
        Self::Extended,
        Self::IntactUnknownSigner,
        Self::ExtendedUnknownSigner,
        Self::ExpiredNoProof,
        Self::Revoked,
        Self::AuthorityRevoked,
        Self::RevocationUnknown,
        Self::CertificateUnfit,
        Self::WeakAlgorithm,
        Self::RulesBroken,
        Self::Changed,
        Self::Broken,
        Self::Malformed,
        Self::TimestampPassed,
        Self::TimestampUnknownAuthority,
    ];
}
