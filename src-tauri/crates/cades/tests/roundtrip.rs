//! What is built here is read back here, by the `cms` crate, and refuses every kind of tampering.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod kit;

use cades::{
    BuildOptions, DigestOutcome, Error, EssOutcome, Family, Malformed, Oddity, SignatureOutcome,
    SignedAttribute, SignedData, build, oid,
};
use der::{Decode, Encode};
use kit::Person;
use pki::asn1::{self, Element, encode};
use pki::{Certificate, DigestAlgorithm, ObjectIdentifier};

fn digest() -> Vec<u8> {
    DigestAlgorithm::Sha256.digest(b"the document")
}

/// An attribute with these values.
fn attribute(oid: ObjectIdentifier, values: &[Vec<u8>]) -> Vec<u8> {
    let mut content = encode(asn1::OBJECT_IDENTIFIER, oid.as_bytes());
    content.extend(encode(asn1::SET, &values.concat()));
    encode(asn1::SEQUENCE, &content)
}

fn content_type() -> Vec<u8> {
    attribute(oid::CONTENT_TYPE, &[encode(asn1::OBJECT_IDENTIFIER, oid::DATA.as_bytes())])
}

fn message_digest(digest: &[u8]) -> Vec<u8> {
    attribute(oid::MESSAGE_DIGEST, &[encode(asn1::OCTET_STRING, digest)])
}

fn signing_certificate(certificate: &Certificate) -> Vec<u8> {
    let hash = encode(asn1::OCTET_STRING, &certificate.sha256_fingerprint());
    let list = encode(asn1::SEQUENCE, &encode(asn1::SEQUENCE, &hash));
    attribute(oid::SIGNING_CERTIFICATE_V2, &[encode(asn1::SEQUENCE, &list)])
}

/// A message with these signed attributes in this order, signed over `signed` (their DER form when `None`).
fn message(
    person: &Person,
    attributes: Option<&[Vec<u8>]>,
    signed: Option<&[u8]>,
    signers: usize,
) -> Vec<u8> {
    use cades::Signer;
    let algorithm =
        encode(asn1::SEQUENCE, &encode(asn1::OBJECT_IDENTIFIER, DigestAlgorithm::Sha256.oid().as_bytes()));
    let one = encode(asn1::INTEGER, &[1]);
    let mut identifier = person.certificate.issuer().der().to_vec();
    identifier.extend(encode(asn1::INTEGER, person.certificate.serial()));
    let mut signer = [one.clone(), encode(asn1::SEQUENCE, &identifier), algorithm.clone()].concat();
    let mut sorted = attributes.unwrap_or_default().to_vec();
    asn1::sort_set_of(&mut sorted);
    let der_form = encode(asn1::SET, &sorted.concat());
    if let Some(attributes) = attributes {
        signer.extend(encode(0xa0, &attributes.concat()));
    }
    signer.extend(person.algorithm().to_der());
    signer.extend(encode(asn1::OCTET_STRING, &person.sign(signed.unwrap_or(&der_form)).unwrap()));
    let signer = encode(asn1::SEQUENCE, &signer);
    let body = [
        one,
        encode(asn1::SET, &algorithm),
        encode(asn1::SEQUENCE, &encode(asn1::OBJECT_IDENTIFIER, oid::DATA.as_bytes())),
        encode(0xa0, person.certificate.der()),
        encode(asn1::SET, &signer.repeat(signers)),
    ]
    .concat();
    let outer = [
        encode(asn1::OBJECT_IDENTIFIER, oid::SIGNED_DATA.as_bytes()),
        encode(0xa0, &encode(asn1::SEQUENCE, &body)),
    ];
    encode(asn1::SEQUENCE, &outer.concat())
}

fn codes(message: &SignedData) -> Vec<&'static str> {
    message.oddities().iter().map(Oddity::code).collect()
}

#[test]
fn a_signature_is_strict_der_and_reads_back() {
    let mut person = Person::new(3);
    person.chain = vec![Person::new(4).certificate, Person::new(5).certificate];
    let built = build::signed_data(&person, &digest()).unwrap();
    assert!(built.len() <= build::estimated_size(&person), "{} octets", built.len());

    let read = SignedData::parse(&built).unwrap();
    assert_eq!(read.oddities(), []);
    assert_eq!(read.encoded_len(), built.len());
    assert_eq!(read.certificates().len(), 3);
    assert_eq!(read.signer_certificate(), Some(&person.certificate));
    assert_eq!(read.signing_time(), None);
    let check = read.check(&digest());
    assert!(check.is_intact());
    assert_eq!(check.ess, EssOutcome::Bound { version: 2, digest: DigestAlgorithm::Sha256 });

    // The strict reader of another author sees the same and writes the same octets.
    let outer = cms::content_info::ContentInfo::from_der(&built).unwrap();
    let inner: cms::signed_data::SignedData = outer.content.decode_as().unwrap();
    assert_eq!(inner.signer_infos.0.len(), 1);
    assert_eq!(outer.to_der().unwrap(), built);
}

#[test]
fn the_estimate_is_no_guess() {
    let mut person = Person::new(3);
    person.chain = vec![Person::new(4).certificate];
    let oid = ObjectIdentifier::new_unwrap("1.3.6.1.4.1.99999.1");
    let further = vec![SignedAttribute { oid, value: encode(asn1::OCTET_STRING, &[7; 300]) }];
    let options = BuildOptions { further: further.clone(), ..BuildOptions::default() };
    let (plain, with) = (build::estimated_size(&person), build::estimated_size_with(&person, &options));
    for round in 0..32u8 {
        let digest = DigestAlgorithm::Sha256.digest(&[round]);
        let built = build::signed_data(&person, &digest).unwrap();
        assert!((built.len()..built.len() + 16).contains(&plain), "{} of {plain}", built.len());
        let built = build::signed_data_with(&person, &digest, &further).unwrap();
        assert!((built.len()..built.len() + 16).contains(&with), "{} of {with}", built.len());
        assert_eq!(build::signed_data_as(&person, &digest, &options).unwrap().len().abs_diff(with) / 16, 0);
    }
}

#[test]
fn a_signer_that_verifies_by_itself_is_not_verified_again() {
    let mut person = Person::new(3);
    person.verifies = true;
    let built = build::signed_data(&person, &digest()).unwrap();
    assert!(SignedData::parse(&built).unwrap().check(&digest()).is_intact());
    // What such a signer says is believed, and what is read is what it said.
    person.spoil = true;
    let built = build::signed_data(&person, &digest()).unwrap();
    assert!(!SignedData::parse(&built).unwrap().check(&digest()).is_intact());
}

#[test]
fn the_chinese_family_is_for_sm2_only() {
    let options = BuildOptions { family: Family::Gm, ..BuildOptions::default() };
    let refused = build::signed_data_as(&Person::new(3), &digest(), &options);
    assert_eq!(refused, Err(Error::Algorithms { digest: DigestAlgorithm::Sha256 }));
}

#[test]
fn attributes_that_would_be_there_twice_are_not_released() {
    let again = SignedAttribute { oid: oid::MESSAGE_DIGEST, value: encode(asn1::OCTET_STRING, &[0; 32]) };
    assert_eq!(build::signed_data_with(&Person::new(3), &digest(), &[again]), Err(Error::ReadBack));
}

#[test]
fn padding_is_left_to_the_caller() {
    let built = build::signed_data(&Person::new(3), &digest()).unwrap();
    let mut padded = built.clone();
    padded.extend([0; 100]);
    assert_eq!(SignedData::parse(&padded).unwrap().encoded_len(), built.len());
    assert_eq!(SignedData::parse(&[0; 100]).unwrap_err(), Malformed::Empty);
    assert_eq!(SignedData::parse(&[]).unwrap_err(), Malformed::Empty);
}

#[test]
fn a_wrong_signature_is_not_released() {
    let mut person = Person::new(3);
    person.spoil = true;
    assert!(matches!(build::signed_data(&person, &digest()), Err(Error::SelfCheck(_))));
    let mut other = Person::new(3);
    other.certificate = Person::new(4).certificate;
    assert!(matches!(build::signed_data(&other, &digest()), Err(Error::SelfCheck(_))));
    assert_eq!(
        build::signed_data(&Person::new(3), b"short"),
        Err(Error::DigestLength { found: 5, expected: 32 })
    );
}

#[test]
fn another_document_is_told() {
    let built = build::signed_data(&Person::new(3), &digest()).unwrap();
    let check = SignedData::parse(&built).unwrap().check(&DigestAlgorithm::Sha256.digest(b"another"));
    assert_eq!(check.digest, DigestOutcome::Differs);
    assert_eq!(check.signature, SignatureOutcome::Verifies);
    assert!(!check.is_intact());
}

#[test]
fn every_octet_counts() {
    let built = build::signed_data(&Person::new(3), &digest()).unwrap();
    for index in 0..built.len() {
        let mut changed = built.clone();
        changed[index] ^= 0x10;
        let Ok(read) = SignedData::parse(&changed) else { continue };
        let check = read.check(&digest());
        let bound = matches!(check.ess, EssOutcome::Bound { .. });
        assert!(!check.is_intact() || !bound || !read.oddities().is_empty(), "octet {index} does not count");
    }
}

#[test]
fn missing_and_doubled_attributes_are_told() {
    let person = Person::new(3);
    let ess = signing_certificate(&person.certificate);
    let read =
        |attributes: &[Vec<u8>]| SignedData::parse(&message(&person, Some(attributes), None, 1)).unwrap();

    let sound = read(&[content_type(), message_digest(&digest()), ess.clone()]);
    assert!(sound.check(&digest()).is_intact());
    let missing = read(&[content_type(), ess.clone()]);
    assert_eq!(missing.check(&digest()).digest, DigestOutcome::Absent);
    assert!(missing.oddities().contains(&Oddity::AttributeMissing(oid::MESSAGE_DIGEST)));
    let no_type = read(&[message_digest(&digest()), ess.clone()]);
    assert!(no_type.oddities().contains(&Oddity::AttributeMissing(oid::CONTENT_TYPE)));
    let doubled = read(&[content_type(), message_digest(&digest()), message_digest(&[0; 32]), ess.clone()]);
    assert_eq!(doubled.check(&digest()).digest, DigestOutcome::Absent);
    assert!(doubled.oddities().contains(&Oddity::AttributeDuplicated(oid::MESSAGE_DIGEST)));
    let two_values = attribute(oid::MESSAGE_DIGEST, &[encode(4, &digest()), encode(4, &[0; 32])]);
    let several = read(&[content_type(), two_values, ess.clone()]);
    assert_eq!(several.check(&digest()).digest, DigestOutcome::Absent);
    let other_type = attribute(oid::CONTENT_TYPE, &[encode(6, oid::TST_INFO.as_bytes())]);
    let differs = read(&[other_type, message_digest(&digest()), ess]);
    assert!(differs.oddities().contains(&Oddity::ContentTypeDiffers));
}

#[test]
fn the_binding_to_the_certificate_is_judged() {
    let person = Person::new(3);
    let check = |attributes: &[Vec<u8>]| {
        SignedData::parse(&message(&person, Some(attributes), None, 1)).unwrap().check(&digest()).ess
    };
    assert_eq!(check(&[content_type(), message_digest(&digest())]), EssOutcome::Absent);
    let other = signing_certificate(&Person::new(4).certificate);
    assert_eq!(check(&[content_type(), message_digest(&digest()), other]), EssOutcome::Mismatch);
    let hash = encode(4, &DigestAlgorithm::Sha1.digest(person.certificate.der()));
    let list = encode(asn1::SEQUENCE, &encode(asn1::SEQUENCE, &hash));
    let old = attribute(oid::SIGNING_CERTIFICATE, &[encode(asn1::SEQUENCE, &list)]);
    let expected = EssOutcome::Bound { version: 1, digest: DigestAlgorithm::Sha1 };
    assert_eq!(check(&[content_type(), message_digest(&digest()), old]), expected);
    let broken = attribute(oid::SIGNING_CERTIFICATE_V2, &[encode(asn1::SEQUENCE, b"")]);
    assert_eq!(check(&[content_type(), message_digest(&digest()), broken]), EssOutcome::Malformed);
}

#[test]
fn order_of_attributes() {
    let person = Person::new(3);
    let mut attributes =
        vec![content_type(), message_digest(&digest()), signing_certificate(&person.certificate)];
    asn1::sort_set_of(&mut attributes);
    attributes.reverse();
    let over_der = SignedData::parse(&message(&person, Some(&attributes), None, 1)).unwrap();
    assert_eq!(codes(&over_der), ["cms-signed-attributes-not-der"]);
    assert!(over_der.check(&digest()).is_intact());
    let as_written = encode(asn1::SET, &attributes.concat());
    let over_written = SignedData::parse(&message(&person, Some(&attributes), Some(&as_written), 1)).unwrap();
    assert_eq!(over_written.check(&digest()).signature, SignatureOutcome::OnlyAsWritten);
}

#[test]
fn without_signed_attributes_or_with_several_signers() {
    let person = Person::new(3);
    let bare = SignedData::parse(&message(&person, None, Some(b"the document"), 1)).unwrap();
    assert_eq!(codes(&bare), ["cms-signed-attributes-absent"]);
    let check = bare.check(&digest());
    assert!(check.is_intact());
    assert_eq!(check.ess, EssOutcome::Absent);
    // A message equal to the signed attributes of another one verifies without them: the caller must refuse.
    let attributes = [content_type(), message_digest(&digest())];
    let several = SignedData::parse(&message(&person, Some(&attributes), None, 2)).unwrap();
    assert_eq!(codes(&several), ["cms-several-signers"]);
    let none = SignedData::parse(&message(&person, Some(&attributes), None, 0)).unwrap();
    assert_eq!(codes(&none), ["cms-no-signer"]);
    assert_eq!(none.check(&digest()).signature, SignatureOutcome::NoSigner);
    assert!(none.digest_algorithm().is_none());
}

#[test]
fn indefinite_lengths_are_read_and_told() {
    let built = build::signed_data(&Person::new(3), &digest()).unwrap();
    let inner = Element::first(&built).unwrap().content;
    let ber = [&[0x30, 0x80], inner, &[0, 0]].concat();
    let read = SignedData::parse(&ber).unwrap();
    assert_eq!(codes(&read), ["cms-not-der"]);
    assert_eq!(read.encoded_len(), ber.len());
    assert!(read.check(&digest()).is_intact());
}
