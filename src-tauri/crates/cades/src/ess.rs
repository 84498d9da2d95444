//! The binding of a signature to its certificate: signing-certificate (RFC 2634 §5.4) and its version 2 (RFC 5035).

use pki::asn1::{self, Element, Fault};
use pki::{AlgorithmIdentifier, Certificate, DigestAlgorithm, Name, ObjectIdentifier};

/// What the signed attribute says about the signer's certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum EssOutcome {
    /// The digest (and issuer and serial number, when given) are those of the signer's certificate.
    Bound {
        /// 1 or 2: which attribute it is.
        version: u8,
        /// The digest that binds; SHA-1 in version 1.
        digest: DigestAlgorithm,
    },
    /// There is no such attribute, or no signed attributes at all.
    Absent,
    /// Another certificate is bound: the signer's certificate may have been replaced.
    Mismatch,
    /// The attribute cannot be read, stands twice or has several values.
    Malformed,
    /// The digest of the binding is not computed by this program.
    Unsupported(ObjectIdentifier),
    /// The signer's certificate is not at hand, so there is nothing to compare.
    NoCertificate,
}

impl EssOutcome {
    /// The stable name of the case, for the text catalogue.
    pub fn code(self) -> &'static str {
        match self {
            Self::Bound { .. } => "ess-bound",
            Self::Absent => "ess-absent",
            Self::Mismatch => "ess-mismatch",
            Self::Malformed => "ess-malformed",
            Self::Unsupported(_) => "ess-unsupported",
            Self::NoCertificate => "ess-no-certificate",
        }
    }
}

/// The first certificate identifier of the attribute, which is the signer's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CertificateId {
    pub(crate) version: u8,
    digest: Result<DigestAlgorithm, ObjectIdentifier>,
    hash: Vec<u8>,
    issuer_serial: Option<(Option<Name>, Vec<u8>)>,
}

impl CertificateId {
    /// Reads `SigningCertificate` (version 1) or `SigningCertificateV2` (version 2).
    pub(crate) fn from_value(value: &Element<'_>, version: u8) -> Result<Self, Fault> {
        let list = value.with_tag(asn1::SEQUENCE)?.inside().expect(asn1::SEQUENCE)?;
        let mut fields = list.inside().expect(asn1::SEQUENCE)?.inside();
        let digest = match version {
            1 => Ok(DigestAlgorithm::Sha1),
            _ => match fields.optional(asn1::SEQUENCE)? {
                None => Ok(DigestAlgorithm::Sha256),
                Some(element) => {
                    let oid = AlgorithmIdentifier::from_element(&element)?.oid;
                    DigestAlgorithm::from_oid_leniently(oid).map_err(|_| oid)
                }
            },
        };
        let hash = fields.expect(asn1::OCTET_STRING)?.content.to_vec();
        let issuer_serial = match fields.optional(asn1::SEQUENCE)? {
            None => None,
            Some(element) => {
                let mut pair = element.inside();
                let names = pair.expect(asn1::SEQUENCE)?;
                let serial = pair.expect(asn1::INTEGER)?.integer()?.to_vec();
                Some((directory_name(&names)?, serial))
            }
        };
        fields.finish()?;
        Ok(Self { version, digest, hash, issuer_serial })
    }

    /// Compares with a certificate.
    pub(crate) fn judge(&self, certificate: &Certificate) -> EssOutcome {
        let digest = match self.digest {
            Ok(digest) => digest,
            Err(oid) => return EssOutcome::Unsupported(oid),
        };
        if digest.digest(certificate.der()) != self.hash {
            return EssOutcome::Mismatch;
        }
        if let Some((issuer, serial)) = &self.issuer_serial {
            let issuer_fits = issuer.as_ref().is_none_or(|name| name == certificate.issuer());
            if !issuer_fits || !crate::signer_info::same_integer(serial, certificate.serial()) {
                return EssOutcome::Mismatch;
            }
        }
        EssOutcome::Bound { version: self.version, digest }
    }
}

/// The directory name among `GeneralNames`, written with its explicit tag or (wrongly, but often) without.
fn directory_name(names: &Element<'_>) -> Result<Option<Name>, Fault> {
    for element in names.inside().collect(16)? {
        if element.tag == asn1::context_constructed(4) {
            let inner = element.inside().any()?;
            let name = if inner.tag == asn1::SEQUENCE { inner } else { continue };
            return Name::from_element(&name).map(Some);
        }
    }
    Ok(None)
}
