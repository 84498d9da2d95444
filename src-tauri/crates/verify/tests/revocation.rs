//! Verdicts that turn on revocation, and levels that turn on validation data, on documents made here.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod paper;
#[path = "../../pki/tests/village/mod.rs"]
mod village;

use std::sync::Arc;

use paper::{Paper, Person, Stamps, now, short_stamp, stamp, token};
use pki::revocation::Evidence;
use pki::{Time, TrustAnchors};
use verify::report::{Level, Revocation, Signature};
use verify::{Code, Headline, Integrity, Policy, Report, SubIndication, Verdict, report};
use village::{ANSWERS, ISSUES, NAMES_PLACE, SIGNS, STAMPS, Village};

const HOUR: i64 = 3600;
const DAY: i64 = 24 * HOUR;

/// A root, an authority below it, a signer and a time stamping authority; all but the root name a place where to ask.
struct Town {
    village: Village,
    now: Time,
}

impl Town {
    fn new() -> Self {
        let village = Village::new();
        village.issue("root", None, &[ISSUES]);
        village.issue("issuing", Some("root"), &[ISSUES, NAMES_PLACE]);
        village.issue("signer", Some("issuing"), &[SIGNS, NAMES_PLACE]);
        village.issue("tsa", Some("issuing"), &[STAMPS, NAMES_PLACE]);
        village.issue("responder", Some("issuing"), &[ANSWERS]);
        Self { village, now: now() }
    }

    fn at(&self, seconds: i64) -> Time {
        self.now.plus_seconds(seconds)
    }

    fn crl(&self, of: &str, from: i64, until: i64) -> Vec<u8> {
        self.village.crl(of, &stamp(self.at(from)), &stamp(self.at(until)), "", "")
    }

    /// Lists of both authorities that hold from now for a month.
    fn crls(&self) -> Vec<Vec<u8>> {
        vec![self.crl("root", -60, 30 * DAY), self.crl("issuing", -60, 30 * DAY)]
    }

    fn revoke(&self, issuer: &str, name: &str, at: i64, reason: &str) {
        self.village.revoke(issuer, name, &short_stamp(self.at(at)), reason);
    }

    fn signer(&self) -> Person<'_> {
        Person::new(&self.village, "signer", &["issuing"])
    }

    fn token(&self, digest: &[u8]) -> Vec<u8> {
        token(&self.village, "tsa", &["issuing"], digest)
    }

    /// A document with one signature.
    fn signed(&self, stamped: bool) -> Paper {
        let mut paper = Paper::new();
        let stamps = |digest: &[u8]| self.token(digest);
        paper.sign(&self.signer(), stamped.then_some(&stamps as Stamps<'_>));
        paper
    }

    fn policy(&self, seconds: i64, evidence: &[Vec<u8>]) -> Policy {
        let mut supplied = Evidence::default();
        for piece in evidence {
            supplied.add(piece).unwrap();
        }
        let anchors = TrustAnchors::from_iter([self.village.certificate("root")]);
        let mut policy = Policy::new("test", anchors, self.at(seconds));
        policy.revocation_evidence = supplied;
        policy
    }

    fn judge(&self, paper: &Paper, seconds: i64, evidence: &[Vec<u8>]) -> Report {
        examine(&paper.bytes, &self.policy(seconds, evidence))
    }
}

fn examine(bytes: &[u8], policy: &Policy) -> Report {
    let document = pdf::Document::open(Arc::new(bytes.to_vec()), pdf::Limits::default()).unwrap();
    verify::examine(&document, policy).unwrap()
}

fn only(report: &Report) -> &Signature {
    report.signatures.iter().find(|signature| signature.kind != report::Kind::Timestamp).unwrap()
}

fn has(signature: &Signature, code: Code) -> bool {
    signature.findings.iter().any(|finding| finding.code == code)
}

fn reason(signature: &Signature, code: Code) -> Option<String> {
    let finding = signature.findings.iter().find(|finding| finding.code == code)?;
    finding.params().find(|(name, _)| *name == "reason").map(|(_, value)| value.to_owned())
}

#[test]
fn supplied_evidence_answers_what_was_not_asked() {
    let town = Town::new();
    let paper = town.signed(false);
    let report = town.judge(&paper, HOUR, &[]);
    let signature = only(&report);
    assert_eq!(signature.sub_indication, Some(SubIndication::TryLater));
    assert_eq!(signature.headline, Headline::RevocationUnknown);
    assert!(has(signature, Code::RevocationNotConsulted));

    let report = town.judge(&paper, HOUR, &town.crls());
    let signature = only(&report);
    assert_eq!((signature.verdict, signature.revocation), (Verdict::Passed, Revocation::Good));
    assert_eq!(signature.level, Some(Level::B));

    // One of two is not enough.
    let half = town.judge(&paper, HOUR, &town.crls()[1..]);
    assert_eq!(only(&half).sub_indication, Some(SubIndication::TryLater));

    // An answer of a responder does as well as a list.
    let (signer, issuing) = (town.village.certificate("signer"), town.village.certificate("issuing"));
    let request = pki::ocsp::request(&signer, &issuing, None);
    let answer = town.village.ocsp(&request, "issuing", "responder", &["-ndays", "7"]);
    let report = town.judge(&paper, HOUR, &[answer, town.crl("root", -60, 30 * DAY)]);
    assert_eq!(only(&report).verdict, Verdict::Passed);
}

#[test]
fn evidence_that_does_not_count_is_named_and_never_passes() {
    let town = Town::new();
    let paper = town.signed(false);
    let root = town.crl("root", -60, 30 * DAY);
    let told = |list: Vec<u8>| {
        let report = town.judge(&paper, HOUR, &[root.clone(), list]);
        let signature = only(&report);
        assert_eq!(signature.sub_indication, Some(SubIndication::TryLater));
        assert_eq!(signature.headline, Headline::RevocationUnknown);
        reason(signature, Code::RevocationUnusable).unwrap()
    };
    assert_eq!(told(town.crl("issuing", -2 * DAY, -DAY)), "stale");
    assert_eq!(told(town.crl("issuing", 2 * DAY, 3 * DAY)), "not-yet");
    town.village.issue_as("impostor", "/O=Village/CN=issuing", None, &[ISSUES], "20440101000000Z");
    assert_eq!(told(town.crl("impostor", -60, DAY)), "wrong-signer");
    let (from, until) = (stamp(town.at(-60)), stamp(town.at(DAY)));
    let place = "issuingDistributionPoint=critical,@place";
    let narrow = town.village.crl("issuing", &from, &until, place, "[place]\nonlyCA=TRUE\n");
    assert_eq!(told(narrow), "wrong-scope");
}

#[test]
fn a_revoked_certificate_needs_a_timestamp_from_before() {
    let town = Town::new();
    let plain = town.signed(false);
    let stamped = town.signed(true);
    let verdict = |paper: &Paper, seconds: i64, list: Vec<u8>| {
        let report = town.judge(paper, seconds, &[town.crl("root", -60, 30 * DAY), list, tsa_list(&town)]);
        let signature = only(&report).clone();
        (signature.verdict, signature.sub_indication, signature)
    };
    // Revoked an hour after signing.
    town.revoke("issuing", "signer", HOUR, "");
    let list = || town.crl("issuing", 2 * HOUR, 30 * DAY);
    let (_, sub, signature) = verdict(&plain, 3 * HOUR, list());
    assert_eq!(sub, Some(SubIndication::RevokedNoPoe));
    assert_eq!((signature.headline, signature.revocation), (Headline::Revoked, Revocation::Revoked));
    let (passed, _, signature) = verdict(&stamped, 3 * HOUR, list());
    assert_eq!(passed, Verdict::Passed, "{:?}", signature.findings);
    assert!(has(&signature, Code::RevokedLater));
    // Revoked the day before.
    town.revoke("issuing", "signer", -DAY, "");
    assert_eq!(verdict(&stamped, 3 * HOUR, list()).1, Some(SubIndication::Revoked));
    assert_eq!(verdict(&plain, 3 * HOUR, list()).1, Some(SubIndication::RevokedNoPoe));
    // Revoked later, and the key was in other hands before.
    let doubt = |seconds: i64| format!("keyTime,{}", stamp(town.at(seconds)));
    town.revoke("issuing", "signer", HOUR, &doubt(-HOUR));
    let (_, sub, signature) = verdict(&stamped, 3 * HOUR, list());
    assert_eq!(sub, Some(SubIndication::Revoked));
    assert!(has(&signature, Code::KeyCompromised));
    town.revoke("issuing", "signer", HOUR, &doubt(HOUR / 2));
    assert_eq!(verdict(&stamped, 3 * HOUR, list()).0, Verdict::Passed);
}

/// A list that speaks for the time stamping authority at the time of signing.
fn tsa_list(town: &Town) -> Vec<u8> {
    let books = std::fs::read_to_string(town.village.path("issuing.index")).unwrap();
    town.village.restore("issuing", "signer");
    let list = town.crl("issuing", -60, HOUR / 4);
    std::fs::write(town.village.path("issuing.index"), books).unwrap();
    list
}

#[test]
fn a_revoked_authority_is_named() {
    let town = Town::new();
    let (plain, stamped) = (town.signed(false), town.signed(true));
    town.revoke("root", "issuing", -HOUR, "CACompromise");
    for paper in [&plain, &stamped] {
        let report = town.judge(paper, HOUR, &town.crls());
        let signature = only(&report);
        assert_eq!(signature.sub_indication, Some(SubIndication::RevokedCaNoPoe));
        assert_eq!(signature.headline, Headline::AuthorityRevoked);
    }
}

#[test]
fn a_timestamp_counts_when_its_authority_is_known_not_to_be_revoked() {
    let town = Town::new();
    let paper = town.signed(true);
    let ignored = |evidence: &[Vec<u8>]| {
        let report = town.judge(&paper, HOUR, evidence);
        let signature = only(&report);
        (reason(signature, Code::TimestampIgnored), signature.time.proven.is_some())
    };
    assert_eq!(ignored(&[]), (Some("revocation-not-consulted".to_owned()), false));
    assert_eq!(ignored(&town.crls()), (None, true));
    for reason in ["", "keyCompromise"] {
        town.revoke("issuing", "tsa", HOUR / 2, reason);
        assert_eq!(ignored(&town.crls()), (Some("revoked".to_owned()), false));
    }
    // One that retired in order leaves its stamps good (RFC 3161 section 4), not those it makes afterwards.
    town.revoke("issuing", "tsa", HOUR / 2, "cessationOfOperation");
    assert_eq!(ignored(&town.crls()), (None, true));
    town.revoke("issuing", "tsa", -HOUR, "cessationOfOperation");
    assert_eq!(ignored(&town.crls()), (Some("revoked".to_owned()), false));
}

#[test]
fn levels_follow_what_stands_in_the_document_and_stay_lawful_under_any_permission() {
    let town = Town::new();
    let stamps = |digest: &[u8]| town.token(digest);
    let certificates = ["issuing", "signer", "tsa", "root"].map(|name| town.village.certificate(name));
    for certified in [false, true] {
        let mut paper = Paper::new();
        match certified {
            true => paper.certify(&town.signer(), Some(&stamps)),
            false => paper.sign(&town.signer(), Some(&stamps)),
        }
        let signed = only(&town.judge(&paper, HOUR, &town.crls())).clone();
        assert_eq!((signed.verdict, signed.level), (Verdict::Passed, Some(Level::T)));

        paper.store(&certificates, &town.crls(), &[]);
        let stored = only(&town.judge(&paper, HOUR, &[])).clone();
        assert_eq!(stored.verdict, Verdict::Passed, "{:?}", stored.findings);
        assert_eq!((stored.level, stored.integrity), (Some(Level::LT), Integrity::Intact));
        assert!(!stored.changes.iter().any(|change| !change.allowed), "{:?}", stored.changes);
        // Years later the answers have run out; they held at the proven time.
        assert_eq!(only(&town.judge(&paper, 1000 * DAY, &[])).verdict, Verdict::Passed);

        paper.stamp(&stamps);
        let report = town.judge(&paper, HOUR, &[]);
        let archived = only(&report);
        assert_eq!(archived.verdict, Verdict::Passed, "{:?}", archived.findings);
        assert_eq!((archived.level, archived.integrity), (Some(Level::LTA), Integrity::Intact));
        assert_eq!(report.verdict, Verdict::Passed);

        // Another round: newer data, and a stamp over it.
        paper.store(&certificates, &town.crls(), &[]);
        paper.stamp(&stamps);
        let report = town.judge(&paper, 1000 * DAY, &[]);
        assert_eq!((report.verdict, only(&report).level), (Verdict::Passed, Some(Level::LTA)));
        assert_eq!(report.integrity, Some(Integrity::Intact));
    }
}

#[test]
fn a_store_that_lacks_an_answer_is_not_long_term() {
    let town = Town::new();
    let stamps = |digest: &[u8]| town.token(digest);
    let certificates = ["issuing", "root"].map(|name| town.village.certificate(name));
    let mut paper = town.signed(true);
    paper.store(&certificates, &town.crls()[1..], &[]);
    paper.stamp(&stamps);
    assert_eq!(only(&town.judge(&paper, HOUR, &town.crls())).level, Some(Level::T));
    // The missing answer comes after the stamp: long-term, and not yet under a stamp.
    paper.store(&certificates, &town.crls(), &[]);
    let report = town.judge(&paper, HOUR, &[]);
    assert_eq!((only(&report).level, only(&report).verdict), (Some(Level::LT), Verdict::Passed));
}

#[test]
fn what_a_stranger_puts_into_the_store_is_not_believed() {
    let town = Town::new();
    let impostor =
        town.village.issue_as("impostor", "/O=Village/CN=issuing", None, &[ISSUES], "20440101000000Z");
    let mut paper = town.signed(false);
    paper.store(&[impostor], &[town.crl("impostor", -60, 30 * DAY)], &[]);
    let report = town.judge(&paper, HOUR, &[town.crl("root", -60, 30 * DAY)]);
    assert_eq!(only(&report).sub_indication, Some(SubIndication::TryLater));
    assert_eq!(only(&report).level, Some(Level::B));
    // Nor does it take anything away from what a proper list says.
    assert_eq!(only(&town.judge(&paper, HOUR, &town.crls())).verdict, Verdict::Passed);
    // A root in the store is not trusted for being there.
    let mut policy = town.policy(HOUR, &town.crls());
    policy.anchors = TrustAnchors::new();
    paper.store(&[town.village.certificate("root")], &town.crls(), &[]);
    let report = examine(&paper.bytes, &policy);
    assert_eq!(only(&report).sub_indication, Some(SubIndication::NoCertificateChainFound));
}

/// A file beside the project that others made, with the level that its name tells.
const PUBLISHED: [(&str, Level); 8] = [
    ("itext/sign/validation/report/pades/PAdESLevelIntegrationTest/B-LT.pdf", Level::LT),
    ("itext/sign/validation/report/pades/PAdESLevelIntegrationTest/B-LTA.pdf", Level::LTA),
    (
        "itext/sign/validation/report/pades/PAdESLevelIntegrationTest/B-LTA_with_multiple_prolongations.pdf",
        Level::LTA,
    ),
    (
        "itext/sign/validation/report/pades/PAdESLevelIntegrationTest/B-LT_timestamp_rev_data_missing.pdf",
        Level::T,
    ),
    ("itext/sign/sign/PdfPadesSignerLevelsTest/padesSignatureLevelLTA.pdf", Level::LTA),
    ("pyhanko-dynamic/test_pades/test_pades_revinfo_live__1.pdf", Level::LT),
    ("pyhanko-dynamic/test_pades/test_pades_lta_two_revisions_dss_settings3__1.pdf", Level::LTA),
    ("pyhanko-dynamic/test_ades_validation/test_pades_lta_happy_path_current_time__1.pdf", Level::LTA),
];

#[test]
fn published_files_have_the_level_that_they_claim_and_pass_under_their_root() {
    let corpus = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../../shared/corpus");
    if !corpus.is_dir() {
        println!("skipped: the shared corpus is not there");
        return;
    }
    let mut anchors = TrustAnchors::new();
    let root = corpus.join("pki/pyhanko-trust/testing-ca/root/root.cert.pem");
    anchors.add_pem_or_der(&std::fs::read(root).unwrap()).unwrap();
    for (file, level) in PUBLISHED {
        let at = if file.starts_with("pyhanko") { (2020, 12, 1) } else { (2026, 11, 22) };
        let policy = Policy::new("test", anchors.clone(), village::day(at.0, at.1, at.2));
        let report = examine(&std::fs::read(corpus.join(file)).unwrap(), &policy);
        let signature = only(&report);
        assert_eq!(signature.level, Some(level), "{file}");
        if file.starts_with("pyhanko") {
            assert_eq!(signature.verdict, Verdict::Passed, "{file}: {:?}", signature.findings);
            assert_eq!(signature.revocation, Revocation::Good, "{file}");
        }
    }
}
