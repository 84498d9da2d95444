use std::sync::atomic::Ordering;

use cades::{SignedAttribute, SignedData};
use pdf::{Document, Limits, Object};
use pki::{DigestAlgorithm, ObjectIdentifier};
use sign::{DocumentTimestamp, Draft, Extras, Rights, Signed, Target, ValidationData, store};

use crate::kit::{Blank, claims, digest, one_page};
use crate::person::Person;

fn sign_with(document: &Document, extras: &Extras<'_>) -> Signed {
    let claims = claims();
    let draft = Draft::new(document, &Target::Invisible, None, &claims, &Rights::default(), [7; 16]).unwrap();
    draft.sign(&Person::new(7), &digest(document), extras).unwrap()
}

#[test]
fn the_timestamp_stands_over_the_signature_value() {
    let (document, authority) = (one_page("", "", &[]), Blank::new(500, 600));
    let signed = sign_with(&document, &Extras { authority: Some(&authority), ..Extras::default() });
    let message = SignedData::parse(signed.cms()).unwrap();
    assert_eq!(message.signature_timestamps(), [signed.timestamp().unwrap()]);
    let imprint = DigestAlgorithm::Sha256.digest(message.signature());
    assert!(signed.timestamp().unwrap().windows(32).any(|window| window == imprint));
    assert_eq!(authority.asked.load(Ordering::Relaxed), 1);
}

#[test]
fn a_token_that_is_larger_than_promised_is_made_room_for() {
    let (document, authority) = (one_page("", "", &[]), Blank::new(9_000, 100));
    let signed = sign_with(&document, &Extras { authority: Some(&authority), ..Extras::default() });
    assert!(signed.cms().len() > 9_000);
    let room = signed.contents().len() - signed.cms().len();
    assert!(room <= 80, "{room} bytes are left over");
}

#[test]
fn further_attributes_are_signed() {
    let oid = ObjectIdentifier::new_unwrap("1.2.3.4");
    let attributes =
        vec![SignedAttribute { oid, value: pki::asn1::encode(pki::asn1::OCTET_STRING, b"head") }];
    let signed = sign_with(&one_page("", "", &[]), &Extras { attributes, authority: None });
    let message = SignedData::parse(signed.cms()).unwrap();
    let attributes = message.signed_attributes_der().unwrap();
    assert!(attributes.windows(oid.as_bytes().len()).any(|window| window == oid.as_bytes()));
}

#[test]
fn signature_store_and_timestamp_follow_each_other_without_a_file_between() {
    let document = one_page("", "", &[]);
    let base = digest(&document);
    let signed = sign_with(&document, &Extras::default());
    let (document, base) =
        (document.followed_by(signed.increment()).unwrap(), base.followed_by(signed.increment()));
    let data = ValidationData {
        certificates: vec![vec![0x30, 1, 1], vec![0x30, 1, 2]],
        crls: vec![vec![0x30, 1, 3]],
        ocsps: Vec::new(),
    };
    let contents = signed.contents();
    let stored = store::append(&document, &data, &[&contents], [8; 16]).unwrap().unwrap();
    let (document, base) = (document.followed_by(stored.bytes()).unwrap(), base.followed_by(stored.bytes()));
    let stamped =
        DocumentTimestamp::new(&document, [9; 16]).unwrap().stamp(&Blank::new(50, 100), &base).unwrap();
    let document = document.followed_by(stamped.increment()).unwrap();

    let mut whole = vec![0; usize::try_from(document.len()).unwrap()];
    document.source().read_at(0, &mut whole).unwrap();
    assert_eq!(stamped.sha256().to_vec(), DigestAlgorithm::Sha256.digest(&whole));
    assert_eq!(stamped.length(), document.len());
    let reopened = Document::open(std::sync::Arc::new(whole.clone()), Limits::default()).unwrap();
    let found = pdf::signatures(&reopened).unwrap();
    assert_eq!(found.len(), 2);
    let stamp = found[1].dictionary().unwrap();
    assert_eq!(stamp.kind, pdf::SignatureType::TimeStamp);
    assert_eq!(stamp.sub_filter.as_deref(), Some("ETSI.RFC3161"));
    for signature in &found {
        let dictionary = signature.dictionary().unwrap();
        let [zero, before, after, rest] = dictionary.byte_range.numbers().unwrap();
        let span = dictionary.contents.span.clone().unwrap();
        assert_eq!((zero, before, after), (0, span.start, span.end));
        assert!(after + rest <= document.len());
    }
    let [_, before, after, rest] = stamp.byte_range.numbers().unwrap();
    let part = |from: u64, length: u64| &whole[from as usize..(from + length) as usize];
    let covered = [part(0, before), part(after, rest)].concat();
    assert!(stamped.cms().windows(32).any(|window| window == DigestAlgorithm::Sha256.digest(&covered)));
}

#[test]
fn nothing_is_stored_twice_and_the_entry_goes_by_the_contents() {
    let document = one_page("", "", &[]);
    let signed = sign_with(&document, &Extras::default());
    let document = document.followed_by(signed.increment()).unwrap();
    let contents = signed.contents();
    let read = pdf::signatures(&document).unwrap().remove(0);
    assert_eq!(read.dictionary().unwrap().contents.bytes, contents);

    let certificate = Person::new(7).certificate.der().to_vec();
    let mut data =
        ValidationData { certificates: vec![certificate.clone(), certificate], ..Default::default() };
    let stored = store::append(&document, &data, &[&contents], [8; 16]).unwrap().unwrap();
    let document = document.followed_by(stored.bytes()).unwrap();
    assert!(store::append(&document, &data, &[&contents], [8; 16]).unwrap().is_none());

    data.ocsps.push(vec![0x30, 1, 9]);
    let more = store::append(&document, &data, &[&contents], [8; 16]).unwrap().unwrap();
    let document = document.followed_by(more.bytes()).unwrap();
    let Object::Dictionary(store) =
        document.resolve(document.catalog().unwrap().get(b"DSS").unwrap()).unwrap()
    else {
        panic!("no store")
    };
    let count = |key: &[u8]| store.get(key).unwrap().as_array().unwrap().len();
    assert_eq!((count(b"Certs"), count(b"OCSPs"), store.has(b"CRLs")), (1, 1, false));
    let related = store.get(b"VRI").unwrap().as_dict().unwrap();
    let key: String =
        DigestAlgorithm::Sha1.digest(&contents).iter().map(|byte| format!("{byte:02X}")).collect();
    let entry = related.get(key.as_bytes()).unwrap().as_dict().unwrap();
    assert_eq!(entry.get(b"Cert").unwrap(), store.get(b"Certs").unwrap());
    assert_eq!(entry.get(b"OCSP").unwrap(), store.get(b"OCSPs").unwrap());
}

#[test]
fn a_store_of_others_is_extended_where_it_stands() {
    let document = one_page(
        "/DSS<</Certs 4 0 R/VRI 6 0 R>>",
        "",
        &[(4, "[5 0 R]"), (5, "<</Length 3>>stream\n0\u{1}\u{1}\nendstream"), (6, "<<>>")],
    );
    let data = ValidationData {
        certificates: vec![vec![0x30, 1, 1], vec![0x30, 1, 2]],
        ..ValidationData::default()
    };
    let stored = store::append(&document, &data, &[b"contents"], [8; 16]).unwrap().unwrap();
    let document = document.followed_by(stored.bytes()).unwrap();
    let certificates = document.object((4, 0)).unwrap();
    assert_eq!(certificates.as_array().unwrap().len(), 2);
    assert_eq!(document.object((6, 0)).unwrap().as_dict().unwrap().len(), 1);
    assert!(stored.span_of((1, 0)).is_none(), "the catalog stays as it is");
}

#[test]
fn no_certification_keeps_evidence_out() {
    let document = one_page("", "", &[]);
    let certified =
        crate::kit::signed(&document, &Target::Invisible, &Rights { certify: Some(1), lock: None });
    let data = ValidationData { crls: vec![vec![0x30, 1, 3]], ..ValidationData::default() };
    assert!(store::append(&certified, &data, &[], [8; 16]).unwrap().is_some());
    let base = digest(&certified);
    DocumentTimestamp::new(&certified, [9; 16]).unwrap().stamp(&Blank::new(50, 100), &base).unwrap();
}
