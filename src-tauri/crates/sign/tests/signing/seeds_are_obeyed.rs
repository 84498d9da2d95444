use sign::{Claims, Draft, Error, Extras, Rights, Signed, Target};

use crate::kit::{Blank, claims, digest, one_page};
use crate::person::Person;

fn with_seed(seed: &str) -> pdf::Document {
    let field = format!("<</FT/Sig/T(f)/Type/Annot/Subtype/Widget/Rect[0 0 0 0]/SV<</Type/SV {seed}>>>>");
    one_page("/AcroForm<</Fields[4 0 R]>>", "/Annots[4 0 R]", &[(4, &field)])
}

fn attempt(seed: &str, claims: &Claims, rights: &Rights, extras: &Extras<'_>) -> Result<Signed, Error> {
    let document = with_seed(seed);
    let draft = Draft::new(&document, &Target::Field("f".into()), None, claims, rights, [7; 16])?;
    draft.sign(&Person::new(7), &digest(&document), extras)
}

fn plainly(seed: &str) -> Result<Signed, Error> {
    attempt(seed, &claims(), &Rights::default(), &Extras::default())
}

/// The constraint by which signing is refused.
fn refusal(seed: &str) -> String {
    match plainly(seed) {
        Err(Error::Seed { field, constraint, .. }) if field == "f" => constraint,
        Err(other) => panic!("{seed}: {other:?}"),
        Ok(_) => panic!("{seed}: signed"),
    }
}

#[test]
fn binding_constraints_are_refused_by_name() {
    assert_eq!(refusal("/Ff 1/Filter/Entrust.PPKEF"), "Filter");
    assert_eq!(refusal("/Ff 2/SubFilter[/adbe.x509.rsa_sha1]"), "SubFilter");
    assert_eq!(refusal("/Ff 4/V 9"), "V");
    assert_eq!(refusal("/Ff 8/Reasons[(Approved)(Reviewed)]"), "Reasons");
    assert_eq!(refusal("/Ff 32/AddRevInfo true"), "AddRevInfo");
    assert_eq!(refusal("/Ff 34/AddRevInfo true/SubFilter[/ETSI.CAdES.detached]"), "AddRevInfo");
    assert_eq!(refusal("/Ff 64/DigestMethod[(SHA512)]"), "DigestMethod");
    assert_eq!(refusal("/Ff 256/AppearanceFilter(x)"), "AppearanceFilter");
    assert_eq!(refusal("/Ff 1024"), "Ff");
    assert_eq!(refusal("/MDP<</P 2>>"), "MDP");
    assert_eq!(refusal("/Cert<</Ff 1/Subject[<3000>]>>"), "Cert/Subject");
    assert_eq!(refusal("/Cert<</Ff 2/Issuer[<3000>]>>"), "Cert/Issuer");
    assert_eq!(refusal("/Cert<</Ff 4/OID[(1.2.3.4)]>>"), "Cert/OID");
    assert_eq!(refusal("/Cert<</Ff 4/OID[7]>>"), "Cert/OID");
    assert_eq!(refusal("/Cert<</Ff 4/OID 7>>"), "Cert/OID");
    assert_eq!(refusal("/Cert<</Ff 8/SubjectDN[<</CN(x)>>]>>"), "Cert/SubjectDN");
    assert_eq!(refusal("/Cert<</Ff 8/SubjectDN[7]>>"), "Cert/SubjectDN");
    assert_eq!(refusal("/Cert<</Ff 8/SubjectDN 7>>"), "Cert/SubjectDN");
    assert_eq!(refusal("/Cert<</Ff 32/KeyUsage[(XXXXX1)]>>"), "Cert/KeyUsage");
}

#[test]
fn the_certificate_that_a_field_asks_for_signs() {
    let own = cades::Signer::certificate(&Person::new(7)).common_name().unwrap();
    let own: String = own.encode_utf16().map(|unit| format!("{unit:04x}")).collect();
    assert!(plainly(&format!("/Cert<</Ff 8/SubjectDN[<</O(nowhere)>><</CN<feff{own}>>>]>>")).is_ok());
}

#[test]
fn what_is_not_binding_is_advice() {
    let advice = "/Filter/Entrust.PPKEF/SubFilter[/adbe.x509.rsa_sha1]/Reasons[(Approved)]/DigestMethod[(SHA512)]/LockDocument/true/Cert<</Subject[<3000>]>>";
    let signed = plainly(advice).unwrap();
    let document = with_seed(advice).followed_by(signed.increment()).unwrap();
    let found = pdf::signatures(&document).unwrap();
    assert!(found[0].dictionary().unwrap().references.is_empty());
}

#[test]
fn a_reason_of_the_list_is_accepted() {
    let mut claims = claims();
    claims.reason = "Approved".to_owned();
    let given = |seed| attempt(seed, &claims, &Rights::default(), &Extras::default());
    given("/Ff 8/Reasons[(Approved)]").unwrap();
    assert_eq!(given("/Ff 8/Reasons[(.)]").err().unwrap().code(), "sign-seed");
    plainly("/Ff 8/Reasons[(.)]").unwrap();
}

#[test]
fn a_field_may_bind_to_the_older_sub_filter() {
    let seed = "/Ff 2/SubFilter[/adbe.pkcs7.detached]";
    let document = with_seed(seed).followed_by(plainly(seed).unwrap().increment()).unwrap();
    let found = pdf::signatures(&document).unwrap();
    assert_eq!(found[0].dictionary().unwrap().sub_filter.as_deref(), Some("adbe.pkcs7.detached"));
}

#[test]
fn answers_that_a_field_wants_in_the_message_are_there() {
    let seed = "/Ff 32/AddRevInfo true";
    let extras = Extras {
        attributes: vec![cades::revocation_archive(&[], &[vec![0x30, 3, 0x0a, 1, 6]])],
        ..Extras::default()
    };
    let signed = attempt(seed, &claims(), &Rights::default(), &extras).unwrap();
    assert!(cades::SignedData::parse(signed.cms()).unwrap().has_revocation_archive());
    let document = with_seed(seed).followed_by(signed.increment()).unwrap();
    let found = pdf::signatures(&document).unwrap();
    assert_eq!(found[0].dictionary().unwrap().sub_filter.as_deref(), Some("adbe.pkcs7.detached"));
    // Nothing of it where it is only a wish.
    plainly("/AddRevInfo true").unwrap();
}

#[test]
fn certification_is_as_the_field_wants_it() {
    let certify = |seed, permission| {
        let rights = Rights { certify: Some(permission), lock: None };
        attempt(seed, &claims(), &rights, &Extras::default())
    };
    certify("/MDP<</P 2>>", 2).unwrap();
    assert_eq!(certify("/MDP<</P 2>>", 3).err().unwrap().code(), "sign-seed");
    assert_eq!(certify("/MDP<</P 0>>", 2).err().unwrap().code(), "sign-seed");
}

#[test]
fn a_timestamp_that_is_demanded_is_asked_for() {
    let seed = "/TimeStamp<</URL(http://stamp.example)/Ff 1>>";
    match plainly(seed) {
        Err(Error::TimestampNeeded { url, .. }) => assert_eq!(url.as_deref(), Some("http://stamp.example")),
        _ => panic!("a timestamp was demanded"),
    }
    let authority = Blank::new(100, 200);
    let extras = Extras { authority: Some(&authority), ..Extras::default() };
    attempt(seed, &claims(), &Rights::default(), &extras).unwrap();
}

#[test]
fn a_document_that_is_to_be_locked_is_locked() {
    let seed = "/Ff 128/LockDocument/true";
    let document = with_seed(seed).followed_by(plainly(seed).unwrap().increment()).unwrap();
    let found = pdf::signatures(&document).unwrap();
    let references = &found[0].dictionary().unwrap().references;
    assert!(
        matches!(&references[0].transform, pdf::Transform::FieldMdp(lock) if lock.permissions == Some(1))
    );
}
