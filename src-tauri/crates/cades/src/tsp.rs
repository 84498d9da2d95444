//! The time-stamp protocol: what is asked of an authority, and whether its answer answers that (RFC 3161 §2.4).
//!
//! Owns the request and the judgement of the response against it. Refuses sockets and trust: that the authority's
//! chain ends at an anchor is for whoever keeps the anchors.

use pki::asn1::{self, Element, encode};
use pki::{DigestAlgorithm, ObjectIdentifier};

use crate::signer_info::same_integer;
use crate::{AnswerFault, EssOutcome, Malformed, Oddity, StampError, Token};

/// Largest response that is read, in octets.
pub const MAX_RESPONSE: usize = 1 << 20;

/// A request for a time stamp.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    digest: DigestAlgorithm,
    imprint: Vec<u8>,
    nonce: Vec<u8>,
    policy: Option<ObjectIdentifier>,
}

impl Query {
    /// A request to stamp the digest `imprint`; `nonce` is a number that was never used before, as random octets.
    pub fn new(
        digest: DigestAlgorithm,
        imprint: &[u8],
        nonce: &[u8],
        policy: Option<ObjectIdentifier>,
    ) -> Self {
        Self { digest, imprint: imprint.to_vec(), nonce: positive(nonce), policy }
    }

    /// DER of the `TimeStampReq`; the authority's certificate is asked for.
    pub fn der(&self) -> Vec<u8> {
        // RFC 5754 §2 has the parameters absent; the widespread clients write NULL, and some authorities want it.
        let mut algorithm = encode(asn1::OBJECT_IDENTIFIER, self.digest.oid().as_bytes());
        algorithm.extend(encode(asn1::NULL, &[]));
        let mut imprint = encode(asn1::SEQUENCE, &algorithm);
        imprint.extend(encode(asn1::OCTET_STRING, &self.imprint));

        let mut request = encode(asn1::INTEGER, &[1]);
        request.extend(encode(asn1::SEQUENCE, &imprint));
        if let Some(policy) = &self.policy {
            request.extend(encode(asn1::OBJECT_IDENTIFIER, policy.as_bytes()));
        }
        request.extend(encode(asn1::INTEGER, &self.nonce));
        request.extend(encode(asn1::BOOLEAN, &[0xff]));
        encode(asn1::SEQUENCE, &request)
    }

    /// The token inside `response` (a `TimeStampResp`) as the bytes it is, when it is what was asked for.
    ///
    /// Status, imprint, nonce and policy are compared; exactly one signer, its certificate inside the token and fit
    /// for nothing but time stamping, bound to the token by ESS, and the signature right. `authority` is the
    /// address that the error names.
    pub fn accept(&self, authority: &str, response: &[u8]) -> Result<Vec<u8>, StampError> {
        let wrong = |fault| StampError::Answer { authority: authority.to_owned(), fault };
        let response = Response::read(response).map_err(|fault| wrong(AnswerFault::Unreadable(fault)))?;
        if response.status > 1 {
            let (status, failure) = (response.status, response.failure);
            return Err(StampError::Refused { authority: authority.to_owned(), status, failure });
        }
        let token = response.token.ok_or_else(|| wrong(AnswerFault::NoToken))?;
        self.judge(token).map_err(wrong)?;
        Ok(token.to_vec())
    }

    fn judge(&self, token: &[u8]) -> Result<(), AnswerFault> {
        let token = Token::parse(token).map_err(AnswerFault::Unreadable)?;
        let info = token.info();
        if info.digest_algorithm != Ok(self.digest) || info.hashed_message != self.imprint {
            return Err(AnswerFault::Imprint);
        }
        if !info.nonce.as_ref().is_some_and(|nonce| same_integer(nonce, &self.nonce)) {
            return Err(AnswerFault::Nonce);
        }
        if self.policy.is_some_and(|policy| policy != info.policy) {
            return Err(AnswerFault::Policy);
        }
        for oddity in token.signed_data().oddities() {
            match oddity {
                Oddity::NoSigner => return Err(AnswerFault::Signers(0)),
                Oddity::SeveralSigners { count } => return Err(AnswerFault::Signers(*count)),
                // The signature must say that what it signs is a TSTInfo.
                Oddity::ContentTypeDiffers | Oddity::AttributeMissing(_) | Oddity::AttributeDuplicated(_) => {
                    return Err(AnswerFault::Signature);
                }
                _ => {}
            }
        }
        let check = token.check(&self.imprint, &[]);
        if check.fit != Some(Ok(())) {
            return Err(AnswerFault::Certificate);
        }
        if !check.signature.is_intact() {
            return Err(AnswerFault::Signature);
        }
        match check.signature.ess {
            EssOutcome::Bound { .. } => Ok(()),
            _ => Err(AnswerFault::Binding),
        }
    }
}

/// The parts of a `TimeStampResp`.
struct Response<'a> {
    /// PKIStatus: 0 granted, 1 granted with modifications.
    status: u32,
    /// The number of the first bit of PKIFailureInfo that is set.
    failure: Option<u32>,
    token: Option<&'a [u8]>,
}

impl<'a> Response<'a> {
    fn read(bytes: &'a [u8]) -> Result<Self, Malformed> {
        if bytes.len() > MAX_RESPONSE {
            return Err(Malformed::Limit { what: "response", limit: MAX_RESPONSE });
        }
        let mut fields = Element::only(bytes, asn1::SEQUENCE)?.inside();
        let mut status_info = fields.expect(asn1::SEQUENCE)?.inside();
        let token = fields.next()?.map(|element| element.raw);
        fields.finish()?;

        let status = status_info.expect(asn1::INTEGER)?.small_integer()?;
        // The authority's own words are not shown to anybody: they come from outside and in any language.
        status_info.optional(asn1::SEQUENCE)?;
        let bits = match status_info.optional(asn1::BIT_STRING)? {
            None => 0,
            Some(bits) => bits.flags()?,
        };
        status_info.finish()?;
        Ok(Self { status, failure: (bits != 0).then(|| bits.trailing_zeros()), token })
    }
}

/// The content octets of the INTEGER that these octets are as a number without sign.
fn positive(octets: &[u8]) -> Vec<u8> {
    let significant: Vec<u8> = octets.iter().copied().skip_while(|octet| *octet == 0).collect();
    let mut integer = Vec::with_capacity(significant.len() + 1);
    if significant.first().is_none_or(|octet| octet & 0x80 != 0) {
        integer.push(0);
    }
    integer.extend(significant);
    integer
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    const AT: &str = "http://tsa.test/";

    fn query() -> Query {
        Query::new(DigestAlgorithm::Sha256, &[7; 32], &[0x80, 1], None)
    }

    fn refusal(status: u8, failure: &[u8]) -> Vec<u8> {
        let mut info = encode(asn1::INTEGER, &[status]);
        info.extend(encode(asn1::SEQUENCE, &encode(asn1::UTF8_STRING, b"no")));
        info.extend(encode(asn1::BIT_STRING, failure));
        encode(asn1::SEQUENCE, &encode(asn1::SEQUENCE, &info))
    }

    #[test]
    fn numbers_are_positive_and_minimal() {
        for (octets, expected) in
            [(&[][..], &[0][..]), (&[0, 0], &[0]), (&[0x7f], &[0x7f]), (&[0, 0x80], &[0, 0x80])]
        {
            assert_eq!(positive(octets), expected);
        }
    }

    #[test]
    fn a_refusal_tells_status_and_reason() {
        // badRequest is bit 2, systemFailure bit 25 (RFC 3161 §2.4.2).
        for (bits, number) in [(&[5, 0x20][..], 2), (&[6, 0, 0, 0, 0x40], 25)] {
            assert_eq!(
                query().accept(AT, &refusal(2, bits)),
                Err(StampError::Refused { authority: AT.to_owned(), status: 2, failure: Some(number) })
            );
        }
    }

    #[test]
    fn granted_without_a_token_is_no_answer() {
        let fault = query().accept(AT, &refusal(0, &[0])).unwrap_err();
        assert_eq!(fault, StampError::Answer { authority: AT.to_owned(), fault: AnswerFault::NoToken });
    }

    #[test]
    fn whatever_is_too_large_or_no_response_is_refused() {
        for bytes in
            [&b""[..], b"<html>", &[0x30, 0x84, 0xff, 0xff, 0xff, 0xff], &vec![0x30; MAX_RESPONSE + 1]]
        {
            let fault = query().accept(AT, bytes).unwrap_err();
            assert!(matches!(fault, StampError::Answer { fault: AnswerFault::Unreadable(_), .. }), "{fault}");
            assert!(!fault.may_pass());
        }
    }
}
