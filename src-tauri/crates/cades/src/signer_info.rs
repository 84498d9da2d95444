//! One signer of a message, and the judgements that need nothing but this signer and a certificate (RFC 5652 §5.3 to §5.6).

use pki::{
    AlgorithmIdentifier, Certificate, DigestAlgorithm, Name, SignatureAlgorithm, SignatureError, Time,
    Unsupported,
};

use crate::attributes::Attribute;
use crate::check::{AlgorithmsOutcome, DigestOutcome, SignatureOutcome};
use crate::ess::{CertificateId, EssOutcome};

/// How a message names the certificate of its signer (RFC 5652 §5.3).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SignerIdentifier {
    /// By the issuer's name and the serial number.
    IssuerAndSerial {
        /// The issuer.
        issuer: Name,
        /// Octets of the serial number.
        serial: Vec<u8>,
    },
    /// By the subject key identifier.
    KeyIdentifier(Vec<u8>),
}

impl SignerIdentifier {
    /// Tells whether a certificate answers to the identifier.
    pub fn fits(&self, certificate: &Certificate) -> bool {
        match self {
            Self::IssuerAndSerial { issuer, serial } => {
                // Producers copy the name. One with other letters matches by the law of names, and yet somebody touched it.
                certificate.issuer().is_spelled_like(issuer) && same_integer(certificate.serial(), serial)
            }
            Self::KeyIdentifier(identifier) => {
                certificate.subject_key_identifier().as_ref() == Some(identifier)
            }
        }
    }
}

#[derive(Clone, Debug)]
pub(crate) struct SignerInfo {
    pub(crate) identifier: SignerIdentifier,
    pub(crate) digest: AlgorithmIdentifier,
    pub(crate) signature_algorithm: AlgorithmIdentifier,
    pub(crate) signature: Vec<u8>,
    pub(crate) signed_attributes: Option<SignedAttributes>,
    pub(crate) unsigned_attributes: Vec<Attribute>,
}

#[derive(Clone, Debug)]
pub(crate) struct SignedAttributes {
    /// As it stands, tag `[0]` replaced by SET.
    pub(crate) as_written: Vec<u8>,
    /// The DER form, over which RFC 5652 §5.4 wants the signature.
    pub(crate) der: Vec<u8>,
    pub(crate) message_digest: Option<Vec<u8>>,
    pub(crate) signing_time: Option<Time>,
    pub(crate) ess: Result<Option<CertificateId>, ()>,
}

impl SignerInfo {
    pub(crate) fn digest(&self) -> Result<DigestAlgorithm, Unsupported> {
        DigestAlgorithm::from_oid_leniently(self.digest.oid)
    }

    pub(crate) fn algorithm(&self) -> Result<SignatureAlgorithm, Unsupported> {
        SignatureAlgorithm::from_identifier(&self.signature_algorithm, self.digest().ok())
    }

    pub(crate) fn judge_digest(&self, content_digest: &[u8]) -> DigestOutcome {
        let expected = match self.digest() {
            Ok(digest) => digest.output_len(),
            Err(unsupported) => return DigestOutcome::Unsupported(unsupported),
        };
        match &self.signed_attributes {
            // Nothing to compare: the signature itself is over this digest.
            None => DigestOutcome::Matches,
            Some(SignedAttributes { message_digest: None, .. }) => DigestOutcome::Absent,
            Some(SignedAttributes { message_digest: Some(signed), .. }) => {
                if content_digest.len() == expected && signed == content_digest {
                    DigestOutcome::Matches
                } else {
                    DigestOutcome::Differs
                }
            }
        }
    }

    pub(crate) fn judge_signature(
        &self,
        certificate: &Certificate,
        content_digest: &[u8],
    ) -> SignatureOutcome {
        let algorithm = match self.algorithm() {
            Ok(algorithm) => algorithm,
            Err(unsupported) => return SignatureOutcome::Fails(unsupported.into()),
        };
        let Ok(key) = certificate.public_key() else {
            return SignatureOutcome::Fails(SignatureError::InvalidKey);
        };
        let Some(attributes) = &self.signed_attributes else {
            return match key.verify_digest(algorithm, content_digest, &self.signature) {
                Ok(()) => SignatureOutcome::Verifies,
                Err(error) => SignatureOutcome::Fails(error),
            };
        };
        let error = match key.verify(algorithm, &attributes.der, &self.signature) {
            Ok(()) => return SignatureOutcome::Verifies,
            Err(error) => error,
        };
        // Some producers name one digest inside the signature algorithm and use the other; that they differ is
        // told separately, that the signature holds must be tellable.
        if let (Some(other), true) = (self.with_own_digest(algorithm), error == SignatureError::Mismatch)
            && key.verify(other, &attributes.der, &self.signature).is_ok()
        {
            return SignatureOutcome::Verifies;
        }
        if attributes.as_written != attributes.der
            && key.verify(algorithm, &attributes.as_written, &self.signature).is_ok()
        {
            return SignatureOutcome::OnlyAsWritten;
        }
        SignatureOutcome::Fails(error)
    }

    /// The algorithm with the digest of the signer information, when that is another one.
    pub(crate) fn with_own_digest(&self, algorithm: SignatureAlgorithm) -> Option<SignatureAlgorithm> {
        let digest = self.digest().ok()?;
        if algorithm.digest()? == digest {
            return None;
        }
        match algorithm {
            SignatureAlgorithm::RsaPkcs1(_) => Some(SignatureAlgorithm::RsaPkcs1(digest)),
            SignatureAlgorithm::Ecdsa(_) => Some(SignatureAlgorithm::Ecdsa(digest)),
            _ => None,
        }
    }

    pub(crate) fn judge_algorithms(&self) -> AlgorithmsOutcome {
        let (Ok(digest), Ok(algorithm)) = (self.digest(), self.algorithm()) else {
            return AlgorithmsOutcome::Unknown;
        };
        match (algorithm, algorithm.digest()) {
            (_, Some(in_signature)) if in_signature != digest => {
                AlgorithmsOutcome::Differ { digest, in_signature }
            }
            (SignatureAlgorithm::RsaPss(parameters), _) if !parameters.is_usual() => {
                AlgorithmsOutcome::UnusualPss
            }
            // RFC 8419 §3.1 has SHA-512 here; the signature itself does not depend on it.
            (SignatureAlgorithm::Ed25519, _) if digest != DigestAlgorithm::Sha512 => {
                AlgorithmsOutcome::Differ { digest, in_signature: DigestAlgorithm::Sha512 }
            }
            _ => AlgorithmsOutcome::Agree,
        }
    }

    pub(crate) fn judge_ess(&self, certificate: &Certificate) -> EssOutcome {
        match self.signed_attributes.as_ref().map(|attributes| &attributes.ess) {
            None | Some(Ok(None)) => EssOutcome::Absent,
            Some(Err(())) => EssOutcome::Malformed,
            Some(Ok(Some(identifier))) => identifier.judge(certificate),
        }
    }
}

/// Compares two INTEGERs without regard to superfluous sign octets.
pub(crate) fn same_integer(a: &[u8], b: &[u8]) -> bool {
    fn trimmed(mut octets: &[u8]) -> &[u8] {
        while let [0, rest @ ..] = octets
            && !rest.is_empty()
        {
            octets = rest;
        }
        octets
    }
    trimmed(a) == trimmed(b)
}
