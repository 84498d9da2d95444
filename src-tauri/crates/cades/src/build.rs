//! Builds the CMS signature of PAdES baseline B-B (ETSI EN 319 142-1 §6.3): one signer, detached, no signing-time.
//!
//! Certificates go in as the bytes they are. The fresh signature is verified with the public key, and the
//! finished message read again, before anything is returned.

use pki::asn1::{self, encode};
use pki::{Certificate, DigestAlgorithm, ObjectIdentifier, SignatureAlgorithm};

use crate::check::{AlgorithmsOutcome, DigestOutcome, SignatureOutcome};
use crate::{Error, EssOutcome, SignedData, Signer, oid};

/// A signed attribute beside the three of the baseline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedAttribute {
    /// The attribute's type.
    pub oid: ObjectIdentifier,
    /// DER of its one value.
    pub value: Vec<u8>,
}

/// DER of the signature of `signer` over the document with this digest, made with `signer.digest()`.
pub fn signed_data(signer: &dyn Signer, content_digest: &[u8]) -> Result<Vec<u8>, Error> {
    signed_data_with(signer, content_digest, &[])
}

/// As [`signed_data`], with further signed attributes.
pub fn signed_data_with(
    signer: &dyn Signer,
    content_digest: &[u8],
    further: &[SignedAttribute],
) -> Result<Vec<u8>, Error> {
    let digest = signer.digest();
    let algorithm = signer.algorithm();
    if content_digest.len() != digest.output_len() {
        return Err(Error::DigestLength { found: content_digest.len(), expected: digest.output_len() });
    }
    let belongs = match algorithm {
        SignatureAlgorithm::Ed25519 => digest == DigestAlgorithm::Sha512,
        _ => algorithm.digest() == Some(digest),
    };
    if !belongs {
        return Err(Error::Algorithms { digest });
    }

    let certificate = signer.certificate();
    let attributes = signed_attributes(certificate, content_digest, further);
    let signature = signer.sign(&attributes)?;
    pki::verify_signature(certificate.spki_der(), algorithm, &attributes, &signature)
        .map_err(Error::SelfCheck)?;
    let message = assemble(certificate, signer.chain(), digest, algorithm, &attributes, &signature);

    let again = SignedData::parse(&message).map_err(|_| Error::ReadBack)?;
    let check = again.check(content_digest);
    let as_meant = again.oddities().is_empty()
        && again.encoded_len() == message.len()
        && again.signer_certificate() == Some(certificate)
        && check.digest == DigestOutcome::Matches
        && check.signature == SignatureOutcome::Verifies
        && matches!(check.ess, EssOutcome::Bound { version: 2, .. })
        && matches!(check.algorithms, AlgorithmsOutcome::Agree | AlgorithmsOutcome::UnusualPss);
    if as_meant { Ok(message) } else { Err(Error::ReadBack) }
}

/// Octets that [`signed_data`] will need at most for this signer; no signature is made.
pub fn estimated_size(signer: &dyn Signer) -> usize {
    let certificates: usize =
        signer.chain().iter().chain([signer.certificate()]).map(|certificate| certificate.der().len()).sum();
    let key_octets = usize::try_from(signer.certificate().key_bits().div_ceil(8)).unwrap_or(1024);
    // An ECDSA value has two numbers with headers; everything else in the message is below 512 octets but the
    // issuer's name, which stands in the signer's identifier once more.
    certificates + signer.certificate().issuer().der().len() + 2 * key_octets + 512
}

/// DER of the attributes as SET: content-type, message-digest, signing-certificate-v2, and the further ones.
fn signed_attributes(
    certificate: &Certificate,
    content_digest: &[u8],
    further: &[SignedAttribute],
) -> Vec<u8> {
    // SHA-256 is the default of ESSCertIDv2 and left out by DER; issuer and serial are optional (RFC 5035 §4).
    let hash = encode(asn1::OCTET_STRING, &certificate.sha256_fingerprint());
    let identifiers = encode(asn1::SEQUENCE, &encode(asn1::SEQUENCE, &hash));
    let signing_certificate = encode(asn1::SEQUENCE, &identifiers);
    let mut attributes = vec![
        attribute(oid::CONTENT_TYPE, &encode(asn1::OBJECT_IDENTIFIER, oid::DATA.as_bytes())),
        attribute(oid::MESSAGE_DIGEST, &encode(asn1::OCTET_STRING, content_digest)),
        attribute(oid::SIGNING_CERTIFICATE_V2, &signing_certificate),
    ];
    attributes.extend(further.iter().map(|further| attribute(further.oid, &further.value)));
    asn1::sort_set_of(&mut attributes);
    encode(asn1::SET, &attributes.concat())
}

pub(crate) fn attribute(oid: ObjectIdentifier, value: &[u8]) -> Vec<u8> {
    let mut content = encode(asn1::OBJECT_IDENTIFIER, oid.as_bytes());
    content.extend(encode(asn1::SET, value));
    encode(asn1::SEQUENCE, &content)
}

fn assemble(
    certificate: &Certificate,
    chain: &[Certificate],
    digest: DigestAlgorithm,
    algorithm: SignatureAlgorithm,
    attributes: &[u8],
    signature: &[u8],
) -> Vec<u8> {
    // RFC 5754 §2: parameters of SHA-2 are absent.
    let digest_algorithm = encode(asn1::SEQUENCE, &encode(asn1::OBJECT_IDENTIFIER, digest.oid().as_bytes()));
    let version = encode(asn1::INTEGER, &[1]);

    let mut identifier = certificate.issuer().der().to_vec();
    identifier.extend(encode(asn1::INTEGER, certificate.serial()));
    let mut signer = version.clone();
    signer.extend(encode(asn1::SEQUENCE, &identifier));
    signer.extend_from_slice(&digest_algorithm);
    let mut implicit = attributes.to_vec();
    if let Some(tag) = implicit.first_mut() {
        *tag = asn1::context_constructed(0);
    }
    signer.extend(implicit);
    signer.extend(algorithm.to_der());
    signer.extend(encode(asn1::OCTET_STRING, signature));

    let mut certificates: Vec<Vec<u8>> = vec![certificate.der().to_vec()];
    certificates.extend(chain.iter().map(|above| above.der().to_vec()));
    asn1::sort_set_of(&mut certificates);
    certificates.dedup();

    let mut body = version;
    body.extend(encode(asn1::SET, &digest_algorithm));
    body.extend(encode(asn1::SEQUENCE, &encode(asn1::OBJECT_IDENTIFIER, oid::DATA.as_bytes())));
    body.extend(encode(asn1::context_constructed(0), &certificates.concat()));
    body.extend(encode(asn1::SET, &encode(asn1::SEQUENCE, &signer)));

    let mut message = encode(asn1::OBJECT_IDENTIFIER, oid::SIGNED_DATA.as_bytes());
    message.extend(encode(asn1::context_constructed(0), &encode(asn1::SEQUENCE, &body)));
    encode(asn1::SEQUENCE, &message)
}
