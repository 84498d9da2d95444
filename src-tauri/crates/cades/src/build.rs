//! Builds the CMS signature of PAdES baseline B-B (ETSI EN 319 142-1 §6.3): one signer, detached, no signing-time unless
//! the caller adds it, as CAdES outside of PDF wants it; and the same in the content types of GB/T 35275 for SM2.
//!
//! Certificates go in as the bytes they are. Each signature is verified with the certificate's public key once: by a
//! signer that does so before it releases one, else here. The finished message is read again, and released only if the
//! reader finds the very octets that were signed, the very signature, and all it should be bound to: for those a second
//! verification could find nothing new.

use pki::asn1::{self, encode};
use pki::{Certificate, DigestAlgorithm, ObjectIdentifier, SignatureAlgorithm, SignatureError};

use crate::check::AlgorithmsOutcome;
use crate::{Error, EssOutcome, Oddity, SignedData, Signer, oid};

/// A signed attribute beside the three of the baseline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedAttribute {
    /// The attribute's type.
    pub oid: ObjectIdentifier,
    /// DER of its one value.
    pub value: Vec<u8>,
}

/// The arc from which the content types of a message are taken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Family {
    /// PKCS #7 and CMS (RFC 5652), which every program reads.
    #[default]
    Pkcs7,
    /// GB/T 35275 (GM/T 0010), which software made for the Chinese market expects; for SM2 only.
    Gm,
}

impl Family {
    fn data(self) -> ObjectIdentifier {
        match self {
            Self::Pkcs7 => oid::DATA,
            Self::Gm => oid::GM_DATA,
        }
    }

    fn signed_data(self) -> ObjectIdentifier {
        match self {
            Self::Pkcs7 => oid::SIGNED_DATA,
            Self::Gm => oid::GM_SIGNED_DATA,
        }
    }
}

/// What a message is built with beside the signer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BuildOptions {
    /// Signed attributes beside the three of the baseline.
    pub further: Vec<SignedAttribute>,
    /// Where the content types come from; [`Family::Gm`] is refused ([`Error::Algorithms`]) for a signer without SM2.
    pub family: Family,
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
    Plan::new(signer, further, Family::Pkcs7).carry_out(content_digest)
}

/// As [`signed_data`], with further signed attributes and the family of the content types.
pub fn signed_data_as(
    signer: &dyn Signer,
    content_digest: &[u8],
    options: &BuildOptions,
) -> Result<Vec<u8>, Error> {
    Plan::new(signer, &options.further, options.family).carry_out(content_digest)
}

/// Octets that [`signed_data`] will need at most for this signer; no signature is made.
pub fn estimated_size(signer: &dyn Signer) -> usize {
    Plan::new(signer, &[], Family::Pkcs7).size()
}

/// Octets that [`signed_data_as`] will need at most for this signer and these options; no signature is made.
pub fn estimated_size_with(signer: &dyn Signer, options: &BuildOptions) -> usize {
    Plan::new(signer, &options.further, options.family).size()
}

/// A message to be built: everything but the document's digest and the signature.
struct Plan<'a> {
    signer: &'a dyn Signer,
    certificate: &'a Certificate,
    digest: DigestAlgorithm,
    algorithm: SignatureAlgorithm,
    further: &'a [SignedAttribute],
    family: Family,
}

impl<'a> Plan<'a> {
    fn new(signer: &'a dyn Signer, further: &'a [SignedAttribute], family: Family) -> Self {
        let (certificate, digest, algorithm) = (signer.certificate(), signer.digest(), signer.algorithm());
        Self { signer, certificate, digest, algorithm, further, family }
    }

    fn carry_out(&self, content_digest: &[u8]) -> Result<Vec<u8>, Error> {
        let Self { digest, algorithm, .. } = *self;
        if content_digest.len() != digest.output_len() {
            return Err(Error::DigestLength { found: content_digest.len(), expected: digest.output_len() });
        }
        let of_family = self.family == Family::Pkcs7 || algorithm == SignatureAlgorithm::Sm2;
        if algorithm.content_digest() != digest || !of_family {
            return Err(Error::Algorithms { digest });
        }
        let attributes = self.attributes(content_digest);
        let signature = self.signer.sign(&attributes)?;
        if !self.signer.verifies_own_signatures() {
            let key =
                self.certificate.public_key().map_err(|_| Error::SelfCheck(SignatureError::InvalidKey))?;
            key.verify(algorithm, &attributes, &signature).map_err(Error::SelfCheck)?;
        }
        let message = self.message(&attributes, &signature);
        if self.reads_back(&message, content_digest, &attributes, &signature) {
            Ok(message)
        } else {
            Err(Error::ReadBack)
        }
    }

    /// The size with a blank digest and a blank signature of the greatest length: sorting apart, the same message.
    fn size(&self) -> usize {
        let attributes = self.attributes(&vec![0; self.digest.output_len()]);
        self.message(&attributes, &vec![0; self.longest_signature()]).len()
    }

    fn longest_signature(&self) -> usize {
        let key_octets = match self.certificate.key_bits() {
            0 => 1024,
            bits => usize::try_from(bits.div_ceil(8)).unwrap_or(1024),
        };
        match self.algorithm {
            SignatureAlgorithm::RsaPkcs1(_) | SignatureAlgorithm::RsaPss(_) => key_octets,
            SignatureAlgorithm::Ed25519 => 64,
            // Two numbers, each with a header of two octets and one for the sign, and the header of both.
            _ => 2 * (key_octets + 3) + 3,
        }
    }

    /// DER of the attributes as SET: content-type, message-digest, signing-certificate-v2, and the further ones.
    fn attributes(&self, content_digest: &[u8]) -> Vec<u8> {
        // SHA-256 is the default of ESSCertIDv2 and left out by DER; issuer and serial are optional (RFC 5035 §4).
        // Whoever signs with SM2 may have nothing but SM3 at hand to compare with.
        let mut identifier = Vec::new();
        let mut hash = self.certificate.sha256_fingerprint().to_vec();
        if self.digest == DigestAlgorithm::Sm3 {
            identifier = algorithm_identifier(DigestAlgorithm::Sm3);
            hash = DigestAlgorithm::Sm3.digest(self.certificate.der());
        }
        identifier.extend(encode(asn1::OCTET_STRING, &hash));
        let identifiers = encode(asn1::SEQUENCE, &encode(asn1::SEQUENCE, &identifier));
        let content_type = encode(asn1::OBJECT_IDENTIFIER, self.family.data().as_bytes());
        let mut attributes = vec![
            attribute(oid::CONTENT_TYPE, &content_type),
            attribute(oid::MESSAGE_DIGEST, &encode(asn1::OCTET_STRING, content_digest)),
            attribute(oid::SIGNING_CERTIFICATE_V2, &encode(asn1::SEQUENCE, &identifiers)),
        ];
        attributes.extend(self.further.iter().map(|further| attribute(further.oid, &further.value)));
        asn1::sort_set_of(&mut attributes);
        encode(asn1::SET, &attributes.concat())
    }

    fn message(&self, attributes: &[u8], signature: &[u8]) -> Vec<u8> {
        let digest_algorithm = algorithm_identifier(self.digest);
        let version = encode(asn1::INTEGER, &[1]);

        let mut identifier = self.certificate.issuer().der().to_vec();
        identifier.extend(encode(asn1::INTEGER, self.certificate.serial()));
        let mut signer = version.clone();
        signer.extend(encode(asn1::SEQUENCE, &identifier));
        signer.extend_from_slice(&digest_algorithm);
        let mut implicit = attributes.to_vec();
        if let Some(tag) = implicit.first_mut() {
            *tag = asn1::context_constructed(0);
        }
        signer.extend(implicit);
        signer.extend(self.algorithm.to_der());
        signer.extend(encode(asn1::OCTET_STRING, signature));

        let chain = self.signer.chain().iter();
        let mut certificates: Vec<&[u8]> =
            chain.chain([self.certificate]).map(|certificate| certificate.der()).collect();
        certificates.sort_unstable();
        certificates.dedup();

        let mut body = version;
        body.extend(encode(asn1::SET, &digest_algorithm));
        let content_type = encode(asn1::OBJECT_IDENTIFIER, self.family.data().as_bytes());
        body.extend(encode(asn1::SEQUENCE, &content_type));
        body.extend(encode(asn1::context_constructed(0), &certificates.concat()));
        body.extend(encode(asn1::SET, &encode(asn1::SEQUENCE, &signer)));

        let mut message = encode(asn1::OBJECT_IDENTIFIER, self.family.signed_data().as_bytes());
        message.extend(encode(asn1::context_constructed(0), &encode(asn1::SEQUENCE, &body)));
        encode(asn1::SEQUENCE, &message)
    }

    /// Tells whether the reader finds in the message what was signed, how, by whom, and nothing odd.
    fn reads_back(&self, message: &[u8], content_digest: &[u8], attributes: &[u8], signature: &[u8]) -> bool {
        let Ok(again) = SignedData::parse(message) else { return false };
        let mut expected = match self.family {
            Family::Pkcs7 => Vec::new(),
            Family::Gm => vec![Oddity::GmContentType],
        };
        // Odd inside a PDF alone.
        let timed = self.further.iter().any(|further| further.oid == oid::SIGNING_TIME);
        expected.extend(timed.then_some(Oddity::SigningTimePresent));
        let bound = matches!(
            again.bindings(),
            Some((
                EssOutcome::Bound { version: 2, .. },
                AlgorithmsOutcome::Agree | AlgorithmsOutcome::UnusualPss
            ))
        );
        bound
            && again.oddities() == expected
            && again.encoded_len() == message.len()
            && again.content_type() == self.family.data()
            && again.signer_certificate() == Some(self.certificate)
            && again.digest_algorithm() == Some(Ok(self.digest))
            && again.message_digest() == Some(content_digest)
            && again.signature_algorithm() == Some(Ok(self.algorithm))
            && again.signed_attributes_as_written() == Some(attributes)
            && again.signed_attributes_der() == Some(attributes)
            && again.signature() == signature
    }
}

/// The identifier of a digest; RFC 5754 §2 leaves the parameters of SHA-2 out.
fn algorithm_identifier(digest: DigestAlgorithm) -> Vec<u8> {
    encode(asn1::SEQUENCE, &encode(asn1::OBJECT_IDENTIFIER, digest.oid().as_bytes()))
}

pub(crate) fn attribute(oid: ObjectIdentifier, value: &[u8]) -> Vec<u8> {
    let mut content = encode(asn1::OBJECT_IDENTIFIER, oid.as_bytes());
    content.extend(encode(asn1::SET, value));
    encode(asn1::SEQUENCE, &content)
}
