//! What can go wrong while reading certificates and checking signatures.

use const_oid::ObjectIdentifier;

use crate::asn1;

/// Why a certificate, key or set of anchors could not be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The bytes are not the ASN.1 structure that was expected.
    #[error("ASN.1: {0}")]
    Asn1(#[from] asn1::Fault),
    /// A PEM block is opened and not closed, or its text is not Base64.
    #[error("PEM block at byte {offset} is damaged")]
    Pem {
        /// Offset of the block's first byte.
        offset: usize,
    },
    /// Neither PEM nor DER: no certificate was found in the bytes.
    #[error("no certificate found")]
    NoCertificate,
    /// Neither PEM nor DER: no CMS message, or several, was found in the bytes.
    #[error("no single message found")]
    NoMessage,
    /// Neither a revocation list nor an OCSP answer was found in the bytes.
    #[error("no revocation list or OCSP answer found")]
    NoEvidence,
    /// The OCSP responder did not answer the question (RFC 6960 §4.2.1, `OCSPResponseStatus`).
    #[error("OCSP responder refused with status {status}")]
    OcspRefused {
        /// The number of the status: 1 malformedRequest, 2 internalError, 3 tryLater, 5 sigRequired, 6 unauthorized.
        status: u32,
    },
    /// More than the allowed number of bytes or certificates.
    #[error("{what} exceeds the limit of {limit}")]
    Limit {
        /// What was counted.
        what: &'static str,
        /// The largest accepted value.
        limit: usize,
    },
    /// A time value is not a date of the calendar.
    #[error("time value is not a date")]
    Time,
    /// An algorithm or key that is understood to exist but not implemented.
    #[error("unsupported: {0}")]
    Unsupported(#[from] Unsupported),
    /// A value to be put into a certificate does not fit X.509.
    #[error("certificate field {field} cannot be encoded")]
    Encode {
        /// The field's name in RFC 5280.
        field: &'static str,
    },
}

impl Error {
    /// The stable name of the case, for the text catalogue.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Asn1(_) => "pki-asn1",
            Self::Pem { .. } => "pki-pem",
            Self::NoCertificate => "pki-no-certificate",
            Self::NoMessage => "pki-no-message",
            Self::NoEvidence => "pki-no-evidence",
            Self::OcspRefused { .. } => "pki-ocsp-refused",
            Self::Limit { .. } => "pki-limit",
            Self::Time => "pki-time",
            Self::Unsupported(_) => "pki-unsupported",
            Self::Encode { .. } => "pki-encode",
        }
    }
}

/// An algorithm, curve or parameter that this crate recognises but does not compute.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum Unsupported {
    /// A Chinese algorithm other than SM2 signatures with SM3, or SM2 over a digest whose message is not known
    /// (GB/T 32918.2 puts the signer's identity before the message).
    #[error("SM2/SM3")]
    Sm2,
    /// DSA (FIPS 186-4) with parameters that nobody uses.
    #[error("DSA")]
    Dsa,
    /// Ed448 or X448 (RFC 8410).
    #[error("Ed448")]
    Ed448,
    /// GOST R 34.10 or 34.11.
    #[error("GOST")]
    Gost,
    /// secp256k1 (SEC 2).
    #[error("secp256k1")]
    Secp256k1,
    /// A Brainpool curve (RFC 5639).
    #[error("Brainpool curve")]
    Brainpool,
    /// Elliptic-curve parameters written out instead of named (RFC 5480 forbids them).
    #[error("explicit curve parameters")]
    ExplicitCurve,
    /// An elliptic curve that is none of the above.
    #[error("curve {0}")]
    Curve(ObjectIdentifier),
    /// A digest algorithm that is not implemented.
    #[error("digest {0}")]
    Digest(ObjectIdentifier),
    /// A signature or key algorithm that is not implemented.
    #[error("algorithm {0}")]
    Algorithm(ObjectIdentifier),
    /// RSASSA-PSS parameters outside RFC 4055.
    #[error("RSASSA-PSS parameters")]
    PssParameters,
    /// An RSA key larger than 8192 bits, or an exponent larger than 2^33.
    #[error("RSA key of {bits} bits")]
    RsaSize {
        /// Bits of the modulus.
        bits: u32,
    },
}

impl Unsupported {
    /// The stable name of the case, for the text catalogue.
    pub fn code(self) -> &'static str {
        match self {
            Self::Sm2 => "sm2",
            Self::Dsa => "dsa",
            Self::Ed448 => "ed448",
            Self::Gost => "gost",
            Self::Secp256k1 => "secp256k1",
            Self::Brainpool => "brainpool",
            Self::ExplicitCurve => "explicit-curve",
            Self::Curve(_) => "unknown-curve",
            Self::Digest(_) => "unknown-digest",
            Self::Algorithm(_) => "unknown-algorithm",
            Self::PssParameters => "pss-parameters",
            Self::RsaSize { .. } => "rsa-size",
        }
    }
}

/// Why a signature was not accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum SignatureError {
    /// The signature is well formed and does not belong to this message and key.
    #[error("signature does not match")]
    Mismatch,
    /// The signature value is not of the form that the algorithm demands (length, DER of `r` and `s`, zero).
    #[error("signature value is malformed")]
    Malformed,
    /// The public key is not of the kind that the algorithm needs.
    #[error("key and algorithm do not belong together")]
    KeyMismatch,
    /// The public key itself cannot be used (point off the curve, even modulus …).
    #[error("public key is invalid")]
    InvalidKey,
    /// The algorithm or key is recognised and not implemented: nothing can be told about the signature.
    #[error("unsupported: {0}")]
    Unsupported(#[from] Unsupported),
}

impl SignatureError {
    /// The stable name of the case, for the text catalogue.
    pub fn code(self) -> &'static str {
        match self {
            Self::Mismatch => "signature-mismatch",
            Self::Malformed => "signature-malformed",
            Self::KeyMismatch => "signature-key-mismatch",
            Self::InvalidKey => "signature-key-invalid",
            Self::Unsupported(_) => "signature-unsupported",
        }
    }
}
