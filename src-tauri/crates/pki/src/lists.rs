//! Writes revocation lists of an authority of one's own (RFC 5280 §5): version 2, complete, no partitions.
//!
//! No clock and no key: times and number are handed in, the signature is made between [`tbs_list`] and [`assemble_list`].

use crate::issue::signed;
use crate::{Certificate, Crl, Error, ObjectIdentifier, SignatureAlgorithm, Time, asn1, oid};

/// A certificate that no longer counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListEntry {
    /// Content octets of its serial number.
    pub serial: Vec<u8>,
    /// Since when.
    pub at: Time,
    /// The number of the reason (RFC 5280 §5.3.1); 0 is left out, as the standard asks.
    pub reason: u8,
}

/// A list to be written.
#[derive(Clone, Copy, Debug)]
pub struct NewList<'a> {
    /// Whose list.
    pub issuer: &'a Certificate,
    /// When it was made.
    pub this_update: Time,
    /// When the next one comes at the latest.
    pub next_update: Time,
    /// Its number, growing.
    pub number: u64,
    /// The certificates.
    pub entries: &'a [ListEntry],
    /// The algorithm with which it will be signed.
    pub algorithm: SignatureAlgorithm,
}

/// `cRLReason` of an entry.
const CRL_REASON: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.29.21");

/// DER of the part to be signed.
pub fn tbs_list(new: &NewList<'_>) -> Result<Vec<u8>, Error> {
    if new.next_update < new.this_update {
        return Err(Error::Encode { field: "nextUpdate" });
    }
    let mut content = asn1::encode(asn1::INTEGER, &[1]);
    content.extend(new.algorithm.to_der());
    content.extend_from_slice(new.issuer.subject().der());
    content.extend(time(new.this_update)?);
    content.extend(time(new.next_update)?);
    let mut entries = Vec::new();
    for entry in new.entries {
        let mut one = asn1::encode(asn1::INTEGER, &entry.serial);
        one.extend(time(entry.at)?);
        if entry.reason != 0 {
            let value = asn1::encode(asn1::ENUMERATED, &[entry.reason]);
            one.extend(asn1::encode(asn1::SEQUENCE, &extension(CRL_REASON, &value)));
        }
        entries.extend(asn1::encode(asn1::SEQUENCE, &one));
    }
    if !entries.is_empty() {
        content.extend(asn1::encode(asn1::SEQUENCE, &entries));
    }
    let mut extensions = Vec::new();
    if let Some(identifier) = new.issuer.subject_key_identifier() {
        let inner = asn1::encode(asn1::context(0), &identifier);
        extensions.extend(extension(oid::AUTHORITY_KEY_IDENTIFIER, &asn1::encode(asn1::SEQUENCE, &inner)));
    }
    extensions.extend(extension(oid::CRL_NUMBER, &asn1::encode(asn1::INTEGER, &unsigned(new.number))));
    let extensions = asn1::encode(asn1::SEQUENCE, &extensions);
    content.extend(asn1::encode(asn1::context_constructed(0), &extensions));
    Ok(asn1::encode(asn1::SEQUENCE, &content))
}

/// The list, released only if the issuer's key verifies it.
pub fn assemble_list(tbs: &[u8], signature: &[u8], new: &NewList<'_>) -> Result<Crl, Error> {
    let field = |_| Error::Encode { field: "signatureValue" };
    let key = new.issuer.public_key()?;
    key.verify(new.algorithm, tbs, signature).map_err(field)?;
    Crl::parse(&signed(tbs, new.algorithm, signature))
}

fn extension(oid: ObjectIdentifier, value: &[u8]) -> Vec<u8> {
    let mut content = asn1::encode(asn1::OBJECT_IDENTIFIER, oid.as_bytes());
    content.extend(asn1::encode(asn1::OCTET_STRING, value));
    asn1::encode(asn1::SEQUENCE, &content)
}

/// UTCTime through 2049, GeneralizedTime after it (§5.1.2.4).
fn time(at: Time) -> Result<Vec<u8>, Error> {
    let (year, month, day, hour, minute, second) = at.civil();
    let rest = format!("{month:02}{day:02}{hour:02}{minute:02}{second:02}Z");
    match year {
        1950..2050 => Ok(asn1::encode(asn1::UTC_TIME, format!("{:02}{rest}", year % 100).as_bytes())),
        2050..10_000 => Ok(asn1::encode(asn1::GENERALIZED_TIME, format!("{year:04}{rest}").as_bytes())),
        _ => Err(Error::Time),
    }
}

/// Content octets of a number that is not negative.
fn unsigned(number: u64) -> Vec<u8> {
    let mut octets: Vec<u8> = number.to_be_bytes().into_iter().skip_while(|octet| *octet == 0).collect();
    if octets.first().is_none_or(|first| first & 0x80 != 0) {
        octets.insert(0, 0);
    }
    octets
}
