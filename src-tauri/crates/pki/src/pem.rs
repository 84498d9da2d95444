//! PEM armour of certificates and revocation lists (RFC 7468), read with the tolerance that §3 asks of parsers.

use std::borrow::Cow;

use crate::Error;

/// Most blocks of interest that one file may hold.
const MAX_BLOCKS: usize = 10_000;

const BEGIN: &[u8] = b"-----BEGIN ";
const DASHES: &[u8] = b"-----";

/// The DER of each certificate in a PEM file; bytes that begin like DER are returned as one certificate.
pub(crate) fn certificates(bytes: &[u8]) -> Result<Vec<Vec<u8>>, Error> {
    if bytes.first() == Some(&0x30) {
        return Ok(vec![bytes.to_vec()]);
    }
    let found = blocks(bytes, &[b"CERTIFICATE", b"X509 CERTIFICATE", TRUSTED])?;
    if found.is_empty() { Err(Error::NoCertificate) } else { Ok(found) }
}

/// The DER of each revocation list in a PEM file; there may be none.
pub(crate) fn crls(bytes: &[u8]) -> Result<Vec<Vec<u8>>, Error> {
    blocks(bytes, &[b"X509 CRL", b"CRL"])
}

/// The DER of the one CMS message in a file: DER as it is, or the armour that OpenSSL and RFC 7468 §8 give it.
pub fn message(bytes: &[u8]) -> Result<Cow<'_, [u8]>, Error> {
    if bytes.first() == Some(&0x30) {
        return Ok(Cow::Borrowed(bytes));
    }
    let mut found = blocks(bytes, &[b"CMS", b"PKCS7", b"PKCS #7 SIGNED DATA"])?;
    match (found.pop(), found.is_empty()) {
        (Some(only), true) => Ok(Cow::Owned(only)),
        _ => Err(Error::NoMessage),
    }
}

/// OpenSSL's own form, with trust settings behind the certificate.
const TRUSTED: &[u8] = b"TRUSTED CERTIFICATE";

fn blocks(bytes: &[u8], labels: &[&[u8]]) -> Result<Vec<Vec<u8>>, Error> {
    let mut found = Vec::new();
    let mut at = 0usize;
    while let Some(offset) = find(bytes, BEGIN, at) {
        let damaged = || Error::Pem { offset };
        let label_start = offset + BEGIN.len();
        let label_end = find(bytes, DASHES, label_start).ok_or_else(damaged)?;
        let label = bytes.get(label_start..label_end).unwrap_or_default();
        let body_start = label_end + DASHES.len();
        let body_end = find(bytes, b"-----END ", body_start).ok_or_else(damaged)?;
        if labels.contains(&label) {
            if found.len() >= MAX_BLOCKS {
                return Err(Error::Limit { what: "PEM blocks in a file", limit: MAX_BLOCKS });
            }
            let body = bytes.get(body_start..body_end).unwrap_or_default();
            let mut der = base64(body).ok_or_else(damaged)?;
            if label == TRUSTED {
                let length = crate::asn1::Element::first(&der)?.raw.len();
                der.truncate(length);
            }
            found.push(der);
        }
        at = body_end + DASHES.len();
    }
    Ok(found)
}

fn find(bytes: &[u8], needle: &[u8], from: usize) -> Option<usize> {
    let tail = bytes.get(from..)?;
    tail.windows(needle.len()).position(|window| window == needle).map(|position| from + position)
}

pub(crate) fn base64(text: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(text.len() / 4 * 3);
    let (mut bits, mut count, mut padding) = (0u32, 0u32, 0u32);
    for byte in text {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            b'=' => {
                padding += 1;
                continue;
            }
            b' ' | b'\t' | b'\r' | b'\n' | 0x0b | 0x0c => continue,
            _ => return None,
        };
        if padding > 0 {
            return None;
        }
        bits = (bits << 6 | u32::from(value)) & 0x00ff_ffff;
        count += 1;
        if count % 4 == 0 {
            out.extend(bits.to_be_bytes().get(1..)?);
        }
    }
    match (count % 4, padding) {
        (0, 0) => {}
        (2, 0 | 2) => out.push(u8::try_from(bits >> 4 & 0xff).ok()?),
        (3, 0 | 1) => out.extend(u16::try_from(bits >> 2 & 0xffff).ok()?.to_be_bytes()),
        _ => return None,
    }
    Some(out)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn base64_of_every_length() {
        for (text, expected) in
            [("", ""), ("Zg==", "f"), ("Zm8=", "fo"), ("Zm9v", "foo"), ("Zm9v\r\nYg==", "foob")]
        {
            assert_eq!(base64(text.as_bytes()).unwrap(), expected.as_bytes());
        }
        for damaged in ["Z", "Zg=a", "Zm9v=", "Z?=="] {
            assert!(base64(damaged.as_bytes()).is_none(), "{damaged}");
        }
    }

    #[test]
    fn a_block_without_end_is_damaged() {
        let text = b"-----BEGIN CERTIFICATE-----\nAAAA\n";
        assert_eq!(certificates(text), Err(Error::Pem { offset: 0 }));
        assert_eq!(certificates(b"hello"), Err(Error::NoCertificate));
    }
}
