//! Time-stamp tokens: signed data around a TSTInfo (RFC 3161 §2.4.2).

use pki::asn1::{self, Element};
use pki::usage::{self, Unfit};
use pki::{AlgorithmIdentifier, Certificate, DigestAlgorithm, ObjectIdentifier, Time, Unsupported};

use crate::{Check, Malformed, SignedData, oid};

/// A time-stamp token that was read.
#[derive(Clone, Debug)]
pub struct Token {
    signed: SignedData,
    info: TstInfo,
}

/// What the time-stamping authority signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TstInfo {
    /// The authority's policy.
    pub policy: ObjectIdentifier,
    /// The digest algorithm of the imprint, or why it cannot be computed.
    pub digest_algorithm: Result<DigestAlgorithm, Unsupported>,
    /// The digest that was stamped.
    pub hashed_message: Vec<u8>,
    /// Octets of the serial number.
    pub serial: Vec<u8>,
    /// The time; fractions of a second are cut off.
    pub gen_time: Time,
    /// The time is right to within so many seconds (rounded up), when the authority says.
    pub accuracy_seconds: Option<u32>,
    /// Octets of the nonce of the request.
    pub nonce: Option<Vec<u8>>,
}

/// The facts about a token and the data that it is said to stamp.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenCheck {
    /// Whether the imprint is the digest handed in.
    pub imprint_matches: bool,
    /// The authority's signature over the TSTInfo.
    pub signature: Check,
    /// Whether the authority's certificate may stamp; `None` when the certificate is not at hand.
    pub fit: Option<Result<(), Unfit>>,
}

impl TokenCheck {
    /// Tells whether the token stamps the data and its signature and certificate are right; the chain is not judged.
    pub fn is_sound(&self) -> bool {
        self.imprint_matches && self.signature.is_intact() && self.fit == Some(Ok(()))
    }
}

impl Token {
    /// Reads a token: the `/Contents` of a DocTimeStamp, or the value of a signature time-stamp attribute.
    pub fn parse(bytes: &[u8]) -> Result<Self, Malformed> {
        let signed = SignedData::parse(bytes)?;
        if signed.content_type() != oid::TST_INFO {
            return Err(Malformed::NotTimestamp);
        }
        let info = TstInfo::from_der(signed.content().ok_or(Malformed::NotTimestamp)?)?;
        Ok(Self { signed, info })
    }

    /// The signed data around the TSTInfo.
    pub fn signed_data(&self) -> &SignedData {
        &self.signed
    }

    /// What was signed.
    pub fn info(&self) -> &TstInfo {
        &self.info
    }

    /// The authority's certificate, when it is inside the token.
    pub fn certificate(&self) -> Option<&Certificate> {
        self.signed.signer_certificate()
    }

    /// Checks the token against the digest of the stamped data, made with the algorithm of the imprint; the
    /// authority's certificate may also be one of `others`.
    pub fn check(&self, digest: &[u8], others: &[Certificate]) -> TokenCheck {
        let content_digest = match (self.signed.digest_algorithm(), self.signed.content()) {
            (Some(Ok(algorithm)), Some(content)) => algorithm.digest(content),
            _ => Vec::new(),
        };
        let elsewhere = || {
            let identifier = self.signed.signer_identifier()?;
            others.iter().find(|certificate| identifier.fits(certificate))
        };
        TokenCheck {
            imprint_matches: self.info.digest_algorithm.is_ok()
                && !digest.is_empty()
                && self.info.hashed_message == digest,
            signature: self.signed.check_with(&content_digest, others),
            fit: self.certificate().or_else(elsewhere).map(usage::fit_for_time_stamping),
        }
    }
}

impl TstInfo {
    /// Reads a `TSTInfo`.
    pub fn from_der(der: &[u8]) -> Result<Self, Malformed> {
        let mut fields = Element::only(der, asn1::SEQUENCE)?.inside();
        fields.expect(asn1::INTEGER)?;
        let policy = fields.expect(asn1::OBJECT_IDENTIFIER)?.oid()?;
        let mut imprint = fields.expect(asn1::SEQUENCE)?.inside();
        let algorithm = AlgorithmIdentifier::from_element(&imprint.any()?)?;
        let hashed_message = imprint.expect(asn1::OCTET_STRING)?.content.to_vec();
        imprint.finish()?;
        let serial = fields.expect(asn1::INTEGER)?.integer()?.to_vec();
        let gen_time = Time::from_element(&fields.expect(asn1::GENERALIZED_TIME)?)
            .map_err(|_| Malformed::Asn1(asn1::Fault::Value))?;
        let accuracy_seconds = match fields.optional(asn1::SEQUENCE)? {
            None => None,
            Some(element) => {
                let mut parts = element.inside();
                let whole = match parts.optional(asn1::INTEGER)? {
                    Some(seconds) => seconds.small_integer()?,
                    None => 0,
                };
                Some(whole.saturating_add(u32::from(!parts.rest().is_empty())))
            }
        };
        fields.optional(asn1::BOOLEAN)?;
        let nonce = fields.optional(asn1::INTEGER)?.map(|element| element.content.to_vec());
        let digest_algorithm = DigestAlgorithm::from_oid(algorithm.oid);
        Ok(Self { policy, digest_algorithm, hashed_message, serial, gen_time, accuracy_seconds, nonce })
    }
}
