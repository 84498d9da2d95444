//! What evidence says of certificates, in a village whose lists and answers openssl has made.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod village;

use pki::crl::{Crl, CrlReason};
use pki::ocsp::{self, Response};
use pki::revocation::{self, Evidence, Source, Status, Why};
use pki::{Certificate, Error, Time, asn1};
use village::{ANSWERS, ISSUES, SIGNS, Village, day};

const FROM: &str = "20260601000000Z";
const UNTIL: &str = "20260701000000Z";

fn with_crl(der: &[u8]) -> Evidence {
    Evidence { crls: vec![Crl::parse(der).unwrap()], ocsps: Vec::new() }
}

fn with_ocsp(der: &[u8]) -> Evidence {
    Evidence { crls: Vec::new(), ocsps: vec![Response::parse(der).unwrap()] }
}

fn is_good(status: &Status) -> bool {
    matches!(status, Status::Good { .. })
}

/// A root, and two people of whom one is revoked since May.
fn small() -> (Village, Certificate, Certificate, Certificate) {
    let village = Village::new();
    let root = village.issue("root", None, &[ISSUES]);
    let good = village.issue("good", Some("root"), &[SIGNS]);
    let revoked = village.issue("revoked", Some("root"), &[SIGNS]);
    village.revoke("root", "revoked", "260501000000Z", "keyTime,20260401000000Z");
    (village, root, good, revoked)
}

#[test]
fn a_list_tells_good_from_revoked() {
    let (village, root, good, revoked) = small();
    let der = village.crl("root", FROM, UNTIL, "", "");
    let evidence = with_crl(&der);
    let list = &evidence.crls[0];
    assert_eq!((list.this_update(), list.next_update()), (day(2026, 6, 1), Some(day(2026, 7, 1))));
    assert_eq!(list.len().unwrap(), 1);
    assert_eq!(list.issuer(), root.subject());
    assert_eq!(evidence.der(Source::Crl(0)), Some(der.as_slice()));
    let at = day(2026, 6, 10);
    assert_eq!(
        revocation::status(&good, &root, &evidence, &[], at),
        Status::Good {
            this_update: day(2026, 6, 1),
            next_update: Some(day(2026, 7, 1)),
            sources: vec![Source::Crl(0)]
        }
    );
    let expected = Status::Revoked {
        at: day(2026, 5, 1),
        reason: Some(CrlReason::KeyCompromise),
        invalidity: Some(day(2026, 4, 1)),
        source: Source::Crl(0),
    };
    assert_eq!(revocation::status(&revoked, &root, &evidence, &[], at), expected);
    // Bad news does not grow stale.
    assert_eq!(revocation::status(&revoked, &root, &evidence, &[], day(2027, 1, 1)), expected);
}

#[test]
fn good_news_must_be_fresh() {
    let (village, root, good, _) = small();
    let evidence = with_crl(&village.crl("root", FROM, UNTIL, "", ""));
    let at = |time: Time, now: Time| revocation::status_at(&good, &root, &evidence, &[], time, now);
    let stale = Status::Unknown(Why::Stale { until: day(2026, 7, 1) });
    assert_eq!(at(day(2026, 7, 2), day(2026, 7, 2)), stale);
    assert_eq!(
        at(day(2026, 5, 30), day(2026, 5, 30)),
        Status::Unknown(Why::NotYet { this_update: day(2026, 6, 1) })
    );
    // A signature of May, judged in June and years later: the list came after it and says nothing bad.
    assert!(is_good(&at(day(2026, 5, 1), day(2026, 6, 2))));
    assert!(is_good(&at(day(2026, 5, 1), day(2036, 6, 2))));
    assert!(is_good(&at(day(2026, 6, 30), day(2036, 6, 2))));
    assert_eq!(at(day(2026, 7, 2), day(2036, 6, 2)), stale);
    assert_eq!(
        revocation::status(&good, &root, &Evidence::default(), &[], day(2026, 6, 2)),
        Status::Unknown(Why::NoEvidence)
    );
}

#[test]
fn a_list_made_after_the_certificates_end_says_nothing() {
    let village = Village::new();
    let root = village.issue("root", None, &[ISSUES]);
    let short = village.issue_as("short", "/CN=short", Some("root"), &[SIGNS], "20260301000000Z");
    let evidence = with_crl(&village.crl("root", FROM, UNTIL, "", ""));
    let status = revocation::status_at(&short, &root, &evidence, &[], day(2026, 2, 1), day(2026, 6, 2));
    assert_eq!(status, Status::Unknown(Why::AfterExpiry));
    let keeps = "2.5.29.60=DER:180f32303235303130313030303030305a";
    let evidence = with_crl(&village.crl("root", FROM, UNTIL, keeps, ""));
    assert!(is_good(&revocation::status_at(&short, &root, &evidence, &[], day(2026, 2, 1), day(2026, 6, 2))));
}

#[test]
fn only_the_issuers_key_signs_its_lists() {
    let (village, root, good, _) = small();
    let impostor = village.issue_as("impostor", "/O=Village/CN=root", None, &[ISSUES], "20440101000000Z");
    let evidence = with_crl(&village.crl("impostor", FROM, UNTIL, "", ""));
    let at = day(2026, 6, 10);
    for pool in [vec![], vec![impostor.clone()], vec![impostor, root.clone()]] {
        let status = revocation::status(&good, &root, &evidence, &pool, at);
        assert_eq!(status, Status::Unknown(Why::WrongSigner));
    }
    let other = village.issue("other", None, &[ISSUES]);
    let evidence = with_crl(&village.crl("other", FROM, UNTIL, "", ""));
    let status = revocation::status(&good, &root, &evidence, &[other], at);
    assert_eq!(status, Status::Unknown(Why::NoEvidence));
    // An authority that may not sign lists does not.
    let silent =
        village.issue("silent", None, &["basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign"]);
    let leaf = village.issue("leaf", Some("silent"), &[SIGNS]);
    let evidence = with_crl(&village.crl("silent", FROM, UNTIL, "", ""));
    let status = revocation::status(&leaf, &silent, &evidence, &[], at);
    assert_eq!(status, Status::Unknown(Why::WrongSigner));
}

#[test]
fn another_key_of_the_issuer_signs_its_lists_when_the_issuer_says_so() {
    let (village, root, good, revoked) = small();
    let lists = "basicConstraints=critical,CA:FALSE\nkeyUsage=critical,cRLSign";
    let signer = village.issue_as("lists", "/O=Village/CN=root", Some("root"), &[lists], "20440101000000Z");
    let evidence = with_crl(&village.crl_by("root", "lists", FROM, UNTIL, "", ""));
    let at = day(2026, 6, 10);
    assert!(is_good(&revocation::status(&good, &root, &evidence, std::slice::from_ref(&signer), at)));
    assert!(matches!(revocation::status(&revoked, &root, &evidence, &[signer], at), Status::Revoked { .. }));
    assert_eq!(revocation::status(&good, &root, &evidence, &[], at), Status::Unknown(Why::WrongSigner));
}

#[test]
fn a_list_counts_for_what_it_covers() {
    let village = Village::new();
    let root = village.issue("root", None, &[ISSUES]);
    let place = "crlDistributionPoints=URI:http://crl.invalid/one.crl";
    let person = village.issue("person", Some("root"), &[SIGNS, place]);
    let authority = village.issue("authority", Some("root"), &[ISSUES]);
    let at = day(2026, 6, 10);
    let status = |section: &str, certificate: &Certificate| {
        let extension = "issuingDistributionPoint=critical,@place";
        let der = village.crl("root", FROM, UNTIL, extension, &format!("[place]\n{section}\n"));
        revocation::status(certificate, &root, &with_crl(&der), &[], at)
    };
    let (scope, some) = (Status::Unknown(Why::WrongScope), Status::Unknown(Why::SomeReasonsOnly));
    assert!(is_good(&status("onlyuser=TRUE", &person)));
    assert_eq!(status("onlyuser=TRUE", &authority), scope);
    assert_eq!(status("onlyCA=TRUE", &person), scope);
    assert!(is_good(&status("onlyCA=TRUE", &authority)));
    assert_eq!(status("onlyAA=TRUE", &person), scope);
    assert!(is_good(&status("fullname=URI:http://crl.invalid/one.crl", &person)));
    assert_eq!(status("fullname=URI:http://crl.invalid/two.crl", &person), scope);
    assert_eq!(status("fullname=URI:http://crl.invalid/one.crl", &authority), scope);
    assert_eq!(status("onlysomereasons=keyCompromise,CACompromise", &person), some);
}

#[test]
fn lists_that_part_the_reasons_count_together() {
    let (village, root, good, _) = small();
    let list = |reasons: &str| {
        let extension = "issuingDistributionPoint=critical,@place";
        let section = format!("[place]\nonlysomereasons={reasons}\n");
        Crl::parse(&village.crl("root", FROM, UNTIL, extension, &section)).unwrap()
    };
    let one = list("keyCompromise,CACompromise,affiliationChanged,superseded");
    let two = list("cessationOfOperation,certificateHold,privilegeWithdrawn,AACompromise");
    let evidence = Evidence { crls: vec![one, two], ocsps: Vec::new() };
    match revocation::status(&good, &root, &evidence, &[], day(2026, 6, 10)) {
        Status::Good { sources, .. } => assert_eq!(sources.len(), 2),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_list_with_unknown_rules_says_nothing() {
    let (village, root, good, revoked) = small();
    let at = day(2026, 6, 10);
    let evidence = with_crl(&village.crl("root", FROM, UNTIL, "1.2.3.4=critical,DER:0500", ""));
    for certificate in [&good, &revoked] {
        let status = revocation::status(certificate, &root, &evidence, &[], at);
        assert_eq!(status, Status::Unknown(Why::Unusable));
    }
    let delta = with_crl(&village.crl("root", FROM, UNTIL, "deltaCRL=critical,DER:020101", ""));
    assert!(is_good(&revocation::status(
        &good,
        &root,
        &with_crl(&village.crl("root", FROM, UNTIL, "", "")),
        &[],
        at
    )));
    if delta.crls[0].is_delta() {
        let status = revocation::status(&good, &root, &delta, &[], at);
        assert_eq!(status, Status::Unknown(Why::DeltaOnly));
    } else {
        panic!("the list of changes is not marked as one");
    }
}

#[test]
fn a_suspension_ends_and_a_revocation_does_not() {
    let (village, root, good, revoked) = small();
    let at = day(2026, 7, 10);
    village.revoke("root", "good", "260515000000Z", "holdInstruction,holdInstructionReject");
    let before = Crl::parse(&village.crl("root", FROM, "20261201000000Z", "", "")).unwrap();
    let held = Evidence { crls: vec![before.clone()], ocsps: Vec::new() };
    match revocation::status(&good, &root, &held, &[], at) {
        Status::Revoked { reason, .. } => assert_eq!(reason, Some(CrlReason::CertificateHold)),
        other => panic!("{other:?}"),
    }
    village.restore("root", "good");
    village.restore("root", "revoked");
    let after = Crl::parse(&village.crl("root", "20260701000000Z", "20261201000000Z", "", "")).unwrap();
    let both = Evidence { crls: vec![before, after], ocsps: Vec::new() };
    assert!(is_good(&revocation::status(&good, &root, &both, &[], at)));
    assert!(matches!(revocation::status(&revoked, &root, &both, &[], at), Status::Revoked { .. }));
}

#[test]
fn a_responder_answers_our_request() {
    let (village, root, good, revoked) = small();
    let nonce = [7; 32];
    for (certificate, name) in [(&good, "good"), (&revoked, "revoked")] {
        let request = ocsp::request(certificate, &root, Some(&nonce));
        let response = Response::parse(&village.ocsp(&request, "root", "root", &["-ndays", "7"])).unwrap();
        assert!(response.repeats_nonce(&nonce));
        assert!(!response.repeats_nonce(&[8; 32]));
        let at = response.produced_at();
        let evidence = Evidence { crls: Vec::new(), ocsps: vec![response.clone()] };
        let status = revocation::status(certificate, &root, &evidence, &[], at);
        match name {
            "good" => assert_eq!(
                status,
                Status::Good {
                    this_update: at,
                    next_update: Some(at.plus_seconds(7 * 86_400)),
                    sources: vec![Source::Ocsp(0)]
                }
            ),
            _ => assert_eq!(
                status,
                Status::Revoked {
                    at: day(2026, 5, 1),
                    reason: Some(CrlReason::KeyCompromise),
                    invalidity: None,
                    source: Source::Ocsp(0)
                }
            ),
        }
        let later = at.plus_seconds(8 * 86_400);
        if name == "good" {
            assert!(matches!(
                revocation::status(certificate, &root, &evidence, &[], later),
                Status::Unknown(Why::Stale { .. })
            ));
        }
    }
}

#[test]
fn a_delegated_responder_needs_the_issuers_word() {
    let (village, root, good, _) = small();
    village.issue("responder", Some("root"), &[ANSWERS]);
    village.issue("pretender", Some("root"), &[SIGNS]);
    village.issue("elsewhere", None, &[ISSUES]);
    village.issue("stranger", Some("elsewhere"), &[ANSWERS]);
    let request = ocsp::request(&good, &root, None);
    let status = |signer: &str, more: &[&str], pool: &[Certificate]| {
        let evidence = with_ocsp(&village.ocsp(&request, "root", signer, more));
        let at = evidence.ocsps[0].produced_at();
        revocation::status(&good, &root, &evidence, pool, at)
    };
    let wrong = Status::Unknown(Why::WrongSigner);
    assert!(is_good(&status("responder", &[], &[])));
    assert!(is_good(&status("responder", &["-resp_key_id"], &[])));
    assert_eq!(status("responder", &["-resp_no_certs"], &[]), wrong);
    assert!(is_good(&status("responder", &["-resp_no_certs"], &[village.certificate("responder")])));
    assert_eq!(status("pretender", &[], &[]), wrong);
    assert_eq!(status("stranger", &[], &[village.certificate("elsewhere")]), wrong);
}

#[test]
fn a_delegated_responder_may_itself_be_revoked() {
    let (village, root, good, _) = small();
    let place = "crlDistributionPoints=URI:http://crl.invalid/list.crl";
    let usage = "keyUsage=critical,digitalSignature\nextendedKeyUsage=OCSPSigning";
    village.issue("checked", Some("root"), &[usage, place]);
    let request = ocsp::request(&good, &root, None);
    let mut evidence = with_ocsp(&village.ocsp(&request, "root", "checked", &[]));
    let at = evidence.ocsps[0].produced_at();
    let unproven = Status::Unknown(Why::SignerUnproven);
    assert_eq!(revocation::status(&good, &root, &evidence, &[], at), unproven);
    // The list leaves out the person in question, so that only the responder's answer speaks for them.
    evidence.add_crl(Crl::parse(&village.crl("root", "20260101000000Z", "20430101000000Z", "", "")).unwrap());
    match revocation::status(&good, &root, &evidence, &[], at) {
        Status::Good { sources, .. } => assert_eq!(sources, [Source::Ocsp(0), Source::Crl(0)]),
        other => panic!("{other:?}"),
    }
    village.revoke("root", "checked", "260110000000Z", "");
    let list = village.crl(
        "root",
        "20260101000000Z",
        "20430101000000Z",
        "issuingDistributionPoint=critical,@p",
        "[p]\nonlysomereasons=keyCompromise\n",
    );
    evidence.crls = vec![Crl::parse(&list).unwrap()];
    assert_eq!(revocation::status(&good, &root, &evidence, &[], at), Status::Unknown(Why::SomeReasonsOnly));
}

#[test]
fn answers_about_others_do_not_count() {
    let (village, root, good, revoked) = small();
    let request = ocsp::request(&good, &root, None);
    let evidence = with_ocsp(&village.ocsp(&request, "root", "root", &[]));
    let at = evidence.ocsps[0].produced_at();
    let none = Status::Unknown(Why::NoEvidence);
    assert_eq!(revocation::status(&revoked, &root, &evidence, &[], at), none);
    // A certificate of another authority that happens to have the same serial number.
    let other = village.issue("other", None, &[ISSUES]);
    assert_eq!(revocation::status(&good, &other, &evidence, &[], at), none);
    let unknown = village.issue("unknown", Some("other"), &[SIGNS]);
    let request = ocsp::request(&unknown, &root, None);
    let evidence = with_ocsp(&village.ocsp(&request, "root", "root", &[]));
    assert_eq!(
        revocation::status(&unknown, &root, &evidence, &[], at),
        Status::Unknown(Why::NotKnownToResponder)
    );
}

#[test]
fn both_frames_of_an_answer_are_read_and_refusals_are_told() {
    let (village, root, good, _) = small();
    let request = ocsp::request(&good, &root, None);
    let der = village.ocsp(&request, "root", "root", &[]);
    let whole = Response::parse(&der).unwrap();
    let mut outer = asn1::Element::only(&der, asn1::SEQUENCE).unwrap().inside();
    outer.any().unwrap();
    let mut bytes = outer.any().unwrap().inside().any().unwrap().inside();
    bytes.any().unwrap();
    let bare = Response::parse(bytes.any().unwrap().content).unwrap();
    assert_eq!(bare.der(), whole.der());
    assert_eq!(Response::parse(&[0x30, 3, 0x0a, 1, 6]), Err(Error::OcspRefused { status: 6 }));
}

#[test]
fn a_folder_of_evidence_is_told_apart_by_its_bytes() {
    let (village, root, good, _) = small();
    let mut evidence = Evidence::default();
    let list = village.crl("root", FROM, UNTIL, "", "");
    assert_eq!(evidence.add(&list).unwrap(), 1);
    assert_eq!(evidence.add(&std::fs::read(village.path("list.pem")).unwrap()).unwrap(), 0);
    let answer = village.ocsp(&ocsp::request(&good, &root, None), "root", "root", &[]);
    assert_eq!(evidence.add(&answer).unwrap(), 1);
    assert_eq!((evidence.crls.len(), evidence.ocsps.len()), (1, 1));
    assert_eq!(evidence.add(good.der()), Err(Error::NoEvidence));
    assert_eq!(evidence.add(b"hello"), Err(Error::NoEvidence));
}

#[test]
fn no_cut_and_no_flipped_bit_turns_into_good_news() {
    let (village, root, good, _) = small();
    let list = village.crl("root", FROM, UNTIL, "", "");
    let answer = village.ocsp(&ocsp::request(&good, &root, None), "root", "root", &["-resp_no_certs"]);
    let at = with_ocsp(&answer).ocsps[0].produced_at();
    for (bytes, at) in [(&list, day(2026, 6, 10)), (&answer, at)] {
        let mut whole = Evidence::default();
        whole.add(bytes).unwrap();
        assert!(is_good(&revocation::status(&good, &root, &whole, &[], at)));
        for cut in 0..bytes.len() {
            assert!(Evidence::default().add(&bytes[..cut]).is_err(), "cut at {cut}");
        }
        for place in 0..bytes.len() {
            for bit in 0..8 {
                let mut flipped = bytes.clone();
                flipped[place] ^= 1 << bit;
                let mut evidence = Evidence::default();
                if evidence.add(&flipped).is_ok() {
                    let status = revocation::status(&good, &root, &evidence, &[], at);
                    assert!(!is_good(&status), "byte {place}, bit {bit}");
                }
            }
        }
    }
}

#[test]
fn a_list_of_a_hundred_thousand_entries_is_looked_through() {
    let village = Village::new();
    let root = village.issue("root", None, &[ISSUES]);
    let first = village.issue("first", Some("root"), &[SIGNS]);
    let other = village.issue("other", Some("root"), &[SIGNS]);
    village.revoke("root", "first", "260501000000Z", "superseded");
    // The village's own entry goes to the end of a long book.
    let book = village.path("root.index");
    let own = std::fs::read_to_string(&book).unwrap();
    let mut lines: String = (0..100_000)
        .map(|number| {
            format!("R\t440101000000Z\t260401000000Z,keyCompromise\t{:016X}\tunknown\t/CN=x\n", number + 1)
        })
        .collect();
    lines.push_str(&own);
    std::fs::write(&book, lines).unwrap();
    let evidence = with_crl(&village.crl("root", FROM, UNTIL, "", ""));
    assert_eq!(evidence.crls[0].len().unwrap(), 100_001);
    let at = day(2026, 6, 10);
    assert!(is_good(&revocation::status(&other, &root, &evidence, &[], at)));
    match revocation::status(&first, &root, &evidence, &[], at) {
        Status::Revoked { reason, .. } => assert_eq!(reason, Some(CrlReason::Superseded)),
        status => panic!("{status:?}"),
    }
}
