//! Lists that another program signed (signxml), and what must not be believed of them.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use pki::{Purpose, Time};
use trustlist::{Error, read};

const RSA: &str = include_str!("made/rsa.xml");
const EC: &str = include_str!("made/ec.xml");

fn now() -> Time {
    Time::from_civil(2026, 11, 22, 0, 0, 0).unwrap()
}

fn told(text: &str) -> Error {
    read(text.as_bytes(), now()).expect_err("it must not be believed")
}

#[test]
fn lists_of_another_program_are_read() {
    for (text, signer) in [(RSA, "Office of Examples rsa"), (EC, "Office of Examples ec")] {
        let list = read(text.as_bytes(), now()).unwrap();
        assert_eq!(
            (list.operator.as_str(), list.territory.as_str(), list.sequence),
            ("Office of Examples", "XX", 7)
        );
        assert_eq!(list.signer.common_name().unwrap(), signer);
        let found: Vec<_> = list
            .authorities
            .iter()
            .map(|one| (one.certificate.common_name().unwrap(), one.purpose))
            .collect();
        let expected =
            [("Recognised Authority", Purpose::Signing), ("Recognised Clock", Purpose::TimeStamping)];
        assert_eq!(found, expected.map(|(name, purpose)| (name.to_owned(), purpose)));
    }
}

#[test]
fn no_change_of_what_is_signed_is_believed() {
    for text in [RSA, EC] {
        for (from, to) in [
            ("withdrawn", "granted"),
            ("<TSLSequenceNumber>7", "<TSLSequenceNumber>8"),
            ("Office of Examples</Name>", "Office of  Examples</Name>"),
            ("<TSPName>", "<TSPName ><Name/>"),
        ] {
            assert!(text.contains(from));
            assert_eq!(told(&text.replacen(from, to, 1)), Error::Changed, "{from}");
        }
        // A second list inside, of which the signed one is but a part.
        let body = text.split_once("?>").unwrap().1.trim_start();
        let wrapped = format!(
            "<TrustServiceStatusList xmlns=\"http://uri.etsi.org/02231/v2#\">{body}</TrustServiceStatusList>"
        );
        assert!(matches!(told(&wrapped), Error::NotSigned(_)));
    }
    // The value itself, and what it signs.
    let at = RSA.find("<ds:SignatureValue>").unwrap() + 25;
    let mut bent = RSA.as_bytes().to_vec();
    bent[at] = if bent[at] == b'A' { b'B' } else { b'A' };
    assert_eq!(read(&bent, now()), Err(Error::BadSignature));
    let method = "<ds:SignatureMethod";
    assert_eq!(told(&EC.replacen(method, "<ds:SignatureMethod a=\"\"", 1)), Error::BadSignature);
}

#[test]
fn a_comment_changes_neither_the_signature_nor_what_is_read() {
    let commented = RSA.replacen("Svcstatus/withdrawn", "Svcstatus/with<!-- granted -->drawn", 1);
    assert_eq!(read(commented.as_bytes(), now()).unwrap(), read(RSA.as_bytes(), now()).unwrap());
}

#[test]
fn what_is_not_signed_as_a_whole_or_not_plain_is_refused() {
    let unsigned = format!("{}</TrustServiceStatusList>", RSA.split("<ds:Signature ").next().unwrap());
    assert!(matches!(told(&unsigned), Error::NotSigned(_)));
    let whole = if RSA.contains("URI=\"#list\"") { "URI=\"#list\"" } else { "URI=\"\"" };
    assert!(matches!(told(&RSA.replacen(whole, "URI=\"#nowhere\"", 1)), Error::NotSigned(_)));
    assert!(matches!(told(&RSA.replacen(whole, "URI=\"http://a.invalid/\"", 1)), Error::Method(_)));
    let xslt = "http://www.w3.org/TR/1999/REC-xslt-19991116";
    let enveloped = "http://www.w3.org/2000/09/xmldsig#enveloped-signature";
    assert!(matches!(told(&EC.replacen(enveloped, xslt, 1)), Error::Method(_)));
    let sha1 = EC.replacen("ecdsa-sha256", "ecdsa-sha1", 1);
    assert!(matches!(told(&sha1), Error::Method(_)));
    let bomb = "<!DOCTYPE a [<!ENTITY b \"cccc\">]><a>&b;</a>";
    assert!(matches!(told(bomb), Error::Xml(_)));
    assert!(matches!(told("<a/>"), Error::Shape(_)));
    assert!(matches!(told("no list"), Error::Xml(_)));
    assert!(matches!(read(&[0xff, 0xfe], now()), Err(Error::Xml(_))));
    let deep =
        format!("<TrustServiceStatusList xmlns=\"http://uri.etsi.org/02231/v2#\">{}", "<a>".repeat(50_000));
    assert!(read(deep.as_bytes(), now()).is_err());
}

#[test]
fn a_list_that_ran_out_is_refused() {
    let later = Time::from_civil(2043, 1, 2, 0, 0, 0).unwrap();
    let told = read(RSA.as_bytes(), Time::from_civil(2028, 1, 2, 0, 0, 0).unwrap());
    assert!(told.is_ok(), "{told:?}");
    assert!(read(EC.as_bytes(), later).is_err_and(|error| matches!(error, Error::RunOut { .. })));
}
