//! Everything that can be odd about a CMS message in a PDF, as facts with codes.
//!
//! PAdES (EN 319 142-1 §6.3) forbids most of these; the older `adbe.*` forms tolerate some. The caller decides
//! which ones refuse a signature.

use pki::{ObjectIdentifier, asn1::Fault};

/// A departure from RFC 5652 or EN 319 142-1 that did not keep the message from being read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Oddity {
    /// Correct BER and not DER outside of certificates and unsigned attributes; the first departure.
    NotDer(Fault),
    /// The content type is the one of GM/T 0010 instead of RFC 5652.
    GmContentType,
    /// The version of the signed data is not the one that RFC 5652 §5.1 computes.
    Version {
        /// The version written.
        found: u32,
        /// The version that belongs there.
        expected: u32,
    },
    /// The version of the signer information does not fit its identifier (RFC 5652 §5.3).
    SignerVersion {
        /// The version written.
        found: u32,
        /// The version that belongs there.
        expected: u32,
    },
    /// No signer at all.
    NoSigner,
    /// More than one signer; only the first one is read. PAdES allows one.
    SeveralSigners {
        /// How many.
        count: usize,
    },
    /// The content is inside the message; a detached signature has none.
    ContentPresent {
        /// Octets of the content.
        length: usize,
    },
    /// The content type inside is not plain data.
    ContentTypeNotData(ObjectIdentifier),
    /// No digest algorithm is announced.
    NoDigestAlgorithms,
    /// The signer's digest algorithm is not among those announced.
    DigestNotAnnounced,
    /// The digest algorithm is named by the identifier of a signature algorithm.
    DigestNamedBySignature,
    /// An algorithm that takes no parameters has some (RFC 5754 §2, RFC 3370 §2: absent or NULL).
    AlgorithmParameters,
    /// No signed attributes: the signature covers the content only (forgeable, ePrint 2023/1801).
    SignedAttributesAbsent,
    /// The signed attributes are an empty set.
    SignedAttributesEmpty,
    /// The signed attributes are not in DER as they stand; the signature is checked over their DER form.
    SignedAttributesNotDer(Fault),
    /// A signed attribute that must be there is missing (content type, message digest).
    AttributeMissing(ObjectIdentifier),
    /// An attribute stands more than once.
    AttributeDuplicated(ObjectIdentifier),
    /// An attribute that has exactly one value has none or several.
    AttributeValueCount(ObjectIdentifier),
    /// An attribute's value cannot be read.
    AttributeMalformed(ObjectIdentifier),
    /// The signed content type is not the one of the message (RFC 5652 §11.1).
    ContentTypeDiffers,
    /// The attribute signing-time is there; PAdES forbids it (the time belongs into `/M`).
    SigningTimePresent,
    /// The protected algorithms are not the ones used (RFC 6211).
    AlgorithmProtectionDiffers,
    /// Both signing-certificate attributes are there.
    BothSigningCertificates,
    /// A countersignature is there; nothing in this program judges it.
    Countersignature,
    /// No certificate is in the message.
    NoCertificates,
    /// A certificate in the message cannot be read.
    CertificateUnreadable {
        /// Which one, counted from 0.
        index: usize,
    },
    /// A certificate of another format than X.509 is in the message.
    CertificateFormat {
        /// Which one, counted from 0.
        index: usize,
    },
    /// The signer's certificate is not in the message.
    SignerCertificateMissing,
    /// Several certificates in the message answer to the signer's identifier.
    SignerAmbiguous,
    /// Revocation lists are inside the message; PAdES puts them into the DSS.
    RevocationListsPresent,
}

impl Oddity {
    /// Whether it is carelessness of encoding and bookkeeping alone: DER, versions, what is announced, spare certificates.
    pub fn is_bookkeeping(&self) -> bool {
        matches!(
            self,
            Self::NotDer(_)
                | Self::Version { .. }
                | Self::SignerVersion { .. }
                | Self::DigestNotAnnounced
                | Self::AlgorithmParameters
                | Self::CertificateUnreadable { .. }
        )
    }

    /// The stable name of the case, for the text catalogue.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotDer(_) => "cms-not-der",
            Self::GmContentType => "cms-gm-content-type",
            Self::Version { .. } => "cms-version",
            Self::SignerVersion { .. } => "cms-signer-version",
            Self::NoSigner => "cms-no-signer",
            Self::SeveralSigners { .. } => "cms-several-signers",
            Self::ContentPresent { .. } => "cms-content-present",
            Self::ContentTypeNotData(_) => "cms-content-type-not-data",
            Self::NoDigestAlgorithms => "cms-no-digest-algorithms",
            Self::DigestNotAnnounced => "cms-digest-not-announced",
            Self::DigestNamedBySignature => "cms-digest-named-by-signature",
            Self::AlgorithmParameters => "cms-algorithm-parameters",
            Self::SignedAttributesAbsent => "cms-signed-attributes-absent",
            Self::SignedAttributesEmpty => "cms-signed-attributes-empty",
            Self::SignedAttributesNotDer(_) => "cms-signed-attributes-not-der",
            Self::AttributeMissing(_) => "cms-attribute-missing",
            Self::AttributeDuplicated(_) => "cms-attribute-duplicated",
            Self::AttributeValueCount(_) => "cms-attribute-value-count",
            Self::AttributeMalformed(_) => "cms-attribute-malformed",
            Self::ContentTypeDiffers => "cms-content-type-differs",
            Self::SigningTimePresent => "cms-signing-time-present",
            Self::AlgorithmProtectionDiffers => "cms-algorithm-protection-differs",
            Self::BothSigningCertificates => "cms-both-signing-certificates",
            Self::Countersignature => "cms-countersignature",
            Self::NoCertificates => "cms-no-certificates",
            Self::CertificateUnreadable { .. } => "cms-certificate-unreadable",
            Self::CertificateFormat { .. } => "cms-certificate-format",
            Self::SignerCertificateMissing => "cms-signer-certificate-missing",
            Self::SignerAmbiguous => "cms-signer-ambiguous",
            Self::RevocationListsPresent => "cms-revocation-lists-present",
        }
    }
}
