//! Makes certificates (RFC 5280 §4): a person's own, signed by itself; and those of an authority of one's own, its root, its
//! issuing certificate and what that issues.
//!
//! No randomness and no clock: serial and validity are handed in; the signature is made elsewhere, between
//! [`tbs_certificate`] and [`assemble`], or [`tbs_issued`] and [`assemble_issued`].

use std::time::Duration;

use der::asn1::{GeneralizedTime, OctetString};
use der::{DateTime, Decode, Document};
use sha2::Digest;
use signature::Keypair;
use spki::{
    AlgorithmIdentifierOwned, DynSignatureAlgorithmIdentifier, EncodePublicKey, SubjectPublicKeyInfoOwned,
    SubjectPublicKeyInfoRef,
};
use x509_cert::builder::profile::BuilderProfile;
use x509_cert::builder::{Builder, CertificateBuilder};
use x509_cert::certificate::TbsCertificate;
use x509_cert::ext::pkix::{
    AuthorityKeyIdentifier, BasicConstraints, ExtendedKeyUsage, KeyUsage, KeyUsages, SubjectKeyIdentifier,
};
use x509_cert::ext::{Extension, ToExtension};
use x509_cert::name::Name;
use x509_cert::serial_number::SerialNumber;
use x509_cert::time::Validity;

use crate::{Certificate, Error, ObjectIdentifier, SignatureAlgorithm, Time, asn1, oid};

/// The subject of a new certificate.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Subject {
    /// Common name; must not be empty.
    pub common_name: String,
    /// Organization.
    pub organization: Option<String>,
    /// Organizational unit.
    pub organizational_unit: Option<String>,
    /// Post, such as an authorised signatory's (title).
    pub title: Option<String>,
    /// Country, two capital letters (ISO 3166-1 alpha-2).
    pub country: Option<String>,
}

/// What a new certificate says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewCertificate<'a> {
    /// Subject; of a self-signed certificate issuer at the same time.
    pub subject: &'a Subject,
    /// DER of the `SubjectPublicKeyInfo`.
    pub spki_der: &'a [u8],
    /// First moment of validity.
    pub not_before: Time,
    /// Last moment of validity.
    pub not_after: Time,
    /// Random octets of the serial number, 8 to 20; the highest bit is cleared.
    pub serial: &'a [u8],
    /// The algorithm with which the part will be signed.
    pub algorithm: SignatureAlgorithm,
}

/// What a certificate of an authority is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Office<'a> {
    /// The root: vouches for itself, may have one authority below it.
    Root,
    /// Issues certificates and lists, and signs what the authority says; below the root that is given.
    Issuing(&'a Certificate),
    /// A person's or a seal's, issued by the certificate that is given.
    Holder(&'a Certificate),
}

/// DER of the part to be signed: version 3, subject as issuer, key usage for signing (critical), purposes
/// document signing and mail protection, and the subject key identifier.
pub fn tbs_certificate(new: &NewCertificate<'_>) -> Result<Vec<u8>, Error> {
    let subject = subject_name(new.subject)?;
    let kind = Kind { issuer: subject.clone(), subject, authority: None, limit: None, usage: SIGNER };
    tbs(new, kind)
}

/// DER of the part of an authority's certificate that is to be signed by the issuer named in `office`.
pub fn tbs_issued(new: &NewCertificate<'_>, office: Office<'_>) -> Result<Vec<u8>, Error> {
    let subject = subject_name(new.subject)?;
    let below = |issuer: &Certificate| -> Result<(Name, Option<Vec<u8>>), Error> {
        let name = Name::from_der(issuer.subject().der()).map_err(|_| Error::Encode { field: "issuer" })?;
        Ok((name, issuer.subject_key_identifier()))
    };
    let kind = match office {
        Office::Root => {
            Kind { issuer: subject.clone(), subject, authority: None, limit: Some(1), usage: ROOT }
        }
        Office::Issuing(root) => {
            let (issuer, authority) = below(root)?;
            Kind { issuer, subject, authority, limit: Some(0), usage: ISSUING }
        }
        Office::Holder(issuing) => {
            let (issuer, authority) = below(issuing)?;
            Kind { issuer, subject, authority, limit: None, usage: SIGNER }
        }
    };
    tbs(new, kind)
}

fn tbs(new: &NewCertificate<'_>, kind: Kind) -> Result<Vec<u8>, Error> {
    let mut serial = new.serial.to_vec();
    if !(8..=20).contains(&serial.len()) {
        return Err(Error::Encode { field: "serialNumber" });
    }
    if let Some(first) = serial.first_mut() {
        *first &= 0x7f; // positive, and not longer than 20 octets (§4.1.2.2)
    }
    let serial = SerialNumber::new(&serial).map_err(|_| Error::Encode { field: "serialNumber" })?;
    if new.not_after < new.not_before {
        return Err(Error::Encode { field: "validity" });
    }
    let validity = Validity::new(encode_time(new.not_before)?, encode_time(new.not_after)?);
    let key = |_| Error::Encode { field: "subjectPublicKeyInfo" };
    let spki = SubjectPublicKeyInfoOwned::from_der(new.spki_der).map_err(key)?;
    let remote = Remote {
        spki: Spki(new.spki_der.to_vec()),
        algorithm: AlgorithmIdentifierOwned::from_der(&new.algorithm.to_der())
            .map_err(|_| Error::Encode { field: "signature" })?,
    };
    let whole = |_| Error::Encode { field: "tbsCertificate" };
    let mut builder = CertificateBuilder::new(kind, serial, validity, spki).map_err(whole)?;
    builder.finalize(&remote).map_err(whole)
}

/// DER of the certificate: the signed part, the algorithm named in it, and the signature; the signature is
/// verified with the key inside when the certificate is self-issued.
pub fn assemble(tbs: &[u8], algorithm: SignatureAlgorithm, signature: &[u8]) -> Result<Vec<u8>, Error> {
    let der = signed(tbs, algorithm, signature);
    let certificate = Certificate::from_der(&der)?;
    if certificate.is_self_issued() && certificate.verify_signed_by(&certificate).is_err() {
        return Err(Error::Encode { field: "signatureValue" });
    }
    Ok(der)
}

/// The certificate of an authority, released only if the issuer's key verifies it.
pub fn assemble_issued(
    tbs: &[u8],
    algorithm: SignatureAlgorithm,
    signature: &[u8],
    issuer: Option<&Certificate>,
) -> Result<Certificate, Error> {
    let certificate = Certificate::from_der(&signed(tbs, algorithm, signature))?;
    match certificate.verify_signed_by(issuer.unwrap_or(&certificate)) {
        Ok(()) => Ok(certificate),
        Err(_) => Err(Error::Encode { field: "signatureValue" }),
    }
}

/// The three parts that everything signed in X.509 consists of.
pub(crate) fn signed(tbs: &[u8], algorithm: SignatureAlgorithm, signature: &[u8]) -> Vec<u8> {
    let mut content = tbs.to_vec();
    content.extend(algorithm.to_der());
    let mut bits = vec![0];
    bits.extend_from_slice(signature);
    content.extend(asn1::encode(asn1::BIT_STRING, &bits));
    asn1::encode(asn1::SEQUENCE, &content)
}

fn subject_name(subject: &Subject) -> Result<Name, Error> {
    Name::from_der(&subject_der(subject)?).map_err(|_| Error::Encode { field: "subject" })
}

/// DER of the subject, least specific attribute first; empty values are left out.
pub(crate) fn subject_der(subject: &Subject) -> Result<Vec<u8>, Error> {
    // Upper bounds of RFC 5280, appendix A.1, in characters.
    let country = subject.country.as_deref().map(str::trim).filter(|text| !text.is_empty());
    let parts = [
        (oid::COUNTRY, country, 2, "countryName"),
        (oid::ORGANIZATION, subject.organization.as_deref(), 64, "organizationName"),
        (oid::ORGANIZATIONAL_UNIT, subject.organizational_unit.as_deref(), 64, "organizationalUnitName"),
        (TITLE, subject.title.as_deref(), 64, "title"),
        (oid::COMMON_NAME, Some(subject.common_name.as_str()), 64, "commonName"),
    ];
    let mut rdns = Vec::new();
    for (oid, value, limit, field) in parts {
        let value = value.map(str::trim).unwrap_or_default();
        if value.chars().count() > limit || value.chars().any(char::is_control) {
            return Err(Error::Encode { field });
        }
        let tag = match oid {
            _ if value.is_empty() && oid == oid::COMMON_NAME => return Err(Error::Encode { field }),
            _ if value.is_empty() => continue,
            oid::COUNTRY if value.len() != 2 || !value.chars().all(|c| c.is_ascii_uppercase()) => {
                return Err(Error::Encode { field });
            }
            oid::COUNTRY => PRINTABLE_STRING,
            _ => asn1::UTF8_STRING,
        };
        let mut pair = asn1::encode(asn1::OBJECT_IDENTIFIER, oid.as_bytes());
        pair.extend(asn1::encode(tag, value.as_bytes()));
        rdns.extend(asn1::encode(asn1::SET, &asn1::encode(asn1::SEQUENCE, &pair)));
    }
    Ok(asn1::encode(asn1::SEQUENCE, &rdns))
}

const PRINTABLE_STRING: u8 = 0x13;
/// `title` (X.520).
const TITLE: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.4.12");

fn encode_time(time: Time) -> Result<x509_cert::time::Time, Error> {
    let field = |_| Error::Encode { field: "validity" };
    let seconds = u64::try_from(time.unix()).map_err(|_| Error::Encode { field: "validity" })?;
    let moment = DateTime::from_unix_duration(Duration::from_secs(seconds)).map_err(field)?;
    // The builder turns it into UTCTime where RFC 5280 §4.1.2.5 wants that.
    Ok(x509_cert::time::Time::GeneralTime(GeneralizedTime::from_date_time(moment)))
}

/// What a key may be used for.
type Usage = &'static [KeyUsages];
const SIGNER: Usage = &[KeyUsages::DigitalSignature, KeyUsages::NonRepudiation];
const ROOT: Usage = &[KeyUsages::KeyCertSign, KeyUsages::CRLSign];
const ISSUING: Usage = &[KeyUsages::KeyCertSign, KeyUsages::CRLSign, KeyUsages::DigitalSignature];

/// The profile of a certificate.
struct Kind {
    issuer: Name,
    subject: Name,
    /// The issuer's key identifier.
    authority: Option<Vec<u8>>,
    /// Of an authority: how many more may stand below it.
    limit: Option<u8>,
    usage: Usage,
}

impl BuilderProfile for Kind {
    fn get_issuer(&self, _subject: &Name) -> Name {
        self.issuer.clone()
    }

    fn get_subject(&self) -> Name {
        self.subject.clone()
    }

    fn build_extensions(
        &self,
        spk: SubjectPublicKeyInfoRef<'_>,
        _issuer_spk: SubjectPublicKeyInfoRef<'_>,
        tbs: &TbsCertificate,
    ) -> Result<Vec<Extension>, x509_cert::builder::Error> {
        let mut extensions = Vec::new();
        if self.limit.is_some() {
            let limit = BasicConstraints { ca: true, path_len_constraint: self.limit };
            extensions.push(limit.to_extension(tbs.subject(), &extensions)?);
        }
        let usage = self.usage.iter().fold(KeyUsage(Default::default()), |all, one| KeyUsage(all.0 | *one));
        extensions.push(usage.to_extension(tbs.subject(), &extensions)?);
        if self.limit.is_none() {
            let purposes = ExtendedKeyUsage(vec![oid::DOCUMENT_SIGNING, oid::EMAIL_PROTECTION]);
            extensions.push(purposes.to_extension(tbs.subject(), &extensions)?);
        }
        // RFC 5280 §4.2.1.2, method (1).
        let identifier = sha1::Sha1::digest(spk.subject_public_key.raw_bytes());
        let identifier = SubjectKeyIdentifier(OctetString::new(identifier.to_vec())?);
        extensions.push(identifier.to_extension(tbs.subject(), &extensions)?);
        if let Some(authority) = &self.authority {
            let authority = AuthorityKeyIdentifier {
                key_identifier: Some(OctetString::new(authority.clone())?),
                ..AuthorityKeyIdentifier::default()
            };
            extensions.push(authority.to_extension(tbs.subject(), &extensions)?);
        }
        Ok(extensions)
    }
}

/// Stands for the signer in the builder, which wants only its key and algorithm.
struct Remote {
    spki: Spki,
    algorithm: AlgorithmIdentifierOwned,
}

#[derive(Clone)]
struct Spki(Vec<u8>);

impl Keypair for Remote {
    type VerifyingKey = Spki;

    fn verifying_key(&self) -> Spki {
        self.spki.clone()
    }
}

impl EncodePublicKey for Spki {
    fn to_public_key_der(&self) -> spki::Result<Document> {
        Ok(Document::try_from(self.0.as_slice())?)
    }
}

impl DynSignatureAlgorithmIdentifier for Remote {
    fn signature_algorithm_identifier(&self) -> spki::Result<AlgorithmIdentifierOwned> {
        Ok(self.algorithm.clone())
    }
}
