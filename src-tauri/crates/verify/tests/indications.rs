//! The indications of EN 319 102-1 (tables 5 and 6): each sub-indication that this verifier gives, reached by a document
//! made here; and those that it cannot give, with the reason.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod craft;
mod paper;
#[path = "../../pki/tests/village/mod.rs"]
mod village;

use std::collections::BTreeSet;
use std::sync::Arc;

use craft::*;
use paper::{Paper, now, short_stamp, stamp};
use pki::revocation::Evidence;
use pki::{AlgorithmPolicy, Certificate, DigestAlgorithm, Time, TrustAnchors};
use verify::report::{Kind, Signature};
use verify::{Indication, Policy, SubIndication};
use village::{ANSWERS, ISSUES, NAMES_PLACE, SIGNS, STAMPS, Village};

const DAY: i64 = 24 * 3600;
const SIGNATURE_POLICY: &str = "1.2.840.113549.1.9.16.2.15";
const SIGNATURE_POLICY_STORE: &str = "0.4.0.19122.1.3";

/// Why a sub-indication is never given.
const NEVER: &[(SubIndication, &str)] = &[(
    SubIndication::NoCertificateChainFoundNoPoe,
    "it says that an anchor is trusted no longer; whom this program does not trust any more is no anchor of it",
)];

/// The sub-indications of TOTAL-FAILED (table 5); all others are of INDETERMINATE (table 6).
const FAILED: &[SubIndication] = &[
    SubIndication::FormatFailure,
    SubIndication::HashFailure,
    SubIndication::SigCryptoFailure,
    SubIndication::Revoked,
    SubIndication::Expired,
    SubIndication::NotYetValid,
];

struct Town {
    village: Village,
    now: Time,
    reached: BTreeSet<&'static str>,
}

/// Changes a message that is right so far.
type Change<'a> = &'a dyn Fn(&mut Message<'_>);

impl Town {
    fn new() -> Self {
        let (village, now) = (Village::new(), now());
        let (soon, later) = (stamp(now.plus_seconds(5 * DAY)), "20440101000000Z");
        village.issue("root", None, &[ISSUES]);
        village.issue("tsa", Some("root"), &[STAMPS]);
        village.issue("signer", Some("root"), &[SIGNS]);
        village.issue("other", Some("root"), &[SIGNS]);
        village.issue("asked", Some("root"), &[SIGNS, NAMES_PLACE]);
        village.issue("server", Some("root"), &[SIGNS, "extendedKeyUsage=serverAuth"]);
        village.issue("middle", Some("root"), &[ISSUES, NAMES_PLACE]);
        village.issue("below", Some("middle"), &[SIGNS]);
        village.issue("hermit", None, &[ISSUES]);
        village.issue("guest", Some("hermit"), &[SIGNS]);
        village.issue_as("brief", "/O=Village/CN=brief", Some("root"), &[SIGNS], &soon);
        village.issue_as(
            "brief-asked",
            "/O=Village/CN=brief-asked",
            Some("root"),
            &[SIGNS, NAMES_PLACE],
            &soon,
        );
        village.issue_as("answers", "/O=Village/CN=answers", Some("root"), &[ANSWERS], &soon);
        village.issue_between("late", "/O=Village/CN=late", Some("root"), &[SIGNS], [&soon, later]);
        Self { village, now, reached: BTreeSet::new() }
    }

    fn at(&self, days: i64) -> Time {
        self.now.plus_seconds(days * DAY)
    }

    fn root(&self) -> Certificate {
        self.village.certificate("root")
    }

    fn policy(&self, days: i64) -> Policy {
        Policy::new("test", TrustAnchors::from_iter([self.root()]), self.at(days))
    }

    fn with(&self, days: i64, evidence: &[Vec<u8>]) -> Policy {
        let mut policy = self.policy(days);
        let mut supplied = Evidence::default();
        for piece in evidence {
            supplied.add(piece).unwrap();
        }
        policy.revocation_evidence = supplied;
        policy
    }

    /// The root's list from a day to a day.
    fn list(&self, of: &str, from: i64, until: i64) -> Vec<u8> {
        let (from, until) = (stamp(self.at(from).plus_seconds(-60)), stamp(self.at(until)));
        self.village.crl(of, &from, &until, "", "")
    }

    fn paper(&self, sub_filter: &str, signer: &str, chain: &[&str], change: Change<'_>) -> Paper {
        let mut paper = Paper::new();
        paper.place_form(sub_filter, "", |signed| {
            let mut message =
                Message::new(&self.village, signer, chain, &DigestAlgorithm::Sha256.digest(signed));
            change(&mut message);
            message.made()
        });
        paper
    }

    fn cades(&self, signer: &str, change: Change<'_>) -> Paper {
        self.paper("ETSI.CAdES.detached", signer, &[], change)
    }

    /// Signed, and stamped on a day.
    fn stamped(&self, signer: &str, chain: &[&str], day: i64) -> Paper {
        let mut paper = Paper::new();
        paper.place_form("ETSI.CAdES.detached", "", |signed| {
            let digest = DigestAlgorithm::Sha256.digest(signed);
            let plain = Message::new(&self.village, signer, chain, &digest).made();
            let value = cades::SignedData::parse(&plain).unwrap().signature().to_vec();
            let digest = DigestAlgorithm::Sha256.digest(&value);
            let token = token_at(&self.village, "tsa", &[], &digest, self.at(day));
            cades::with_signature_timestamp(&plain, &token).unwrap()
        });
        paper
    }

    /// A document must get this sub-indication and the main indication that belongs to it.
    fn gives(&mut self, wanted: SubIndication, paper: &Paper, policy: &Policy) {
        let found = judge(paper, policy);
        assert_eq!(found.sub_indication, Some(wanted), "{:?}", found.findings);
        let failed = FAILED.contains(&wanted);
        let main = if failed { Indication::TotalFailed } else { Indication::Indeterminate };
        assert_eq!(found.indication, main, "{}", wanted.code());
        self.reached.insert(wanted.code());
    }
}

fn judge(paper: &Paper, policy: &Policy) -> Signature {
    let document = pdf::Document::open(Arc::new(paper.bytes.clone()), pdf::Limits::default()).unwrap();
    let report = verify::examine(&document, policy).unwrap();
    report.signatures.into_iter().find(|signature| signature.kind != Kind::Timestamp).unwrap()
}

/// The attribute that names a document of rules by its digest.
fn rules(document: &[u8]) -> Vec<u8> {
    let hash = DigestAlgorithm::Sha256.digest(document);
    let named = sequence(&[oid("1.2.3.4.5"), sequence(&[sequence(&[oid(SHA256)]), octets(&hash)])]);
    attribute(SIGNATURE_POLICY, named)
}

#[test]
fn every_sub_indication_is_given_by_a_document_that_earns_it() {
    use SubIndication as S;
    let mut town = Town::new();
    let (today, soon, late) = (town.policy(0), town.policy(1), town.policy(10));
    let plain = town.cades("signer", &|_| {});
    assert_eq!(judge(&plain, &today).sub_indication, None);

    // The signature by itself.
    let paper = town.cades("signer", &|message| message.signers = 2);
    town.gives(S::FormatFailure, &paper, &today);
    let mut paper = town.cades("signer", &|_| {});
    let at = paper.bytes.windows(5).position(|window| window == b"(Pay)").unwrap();
    paper.bytes[at + 1] = b'S';
    town.gives(S::HashFailure, &paper, &today);
    let paper = town.cades("signer", &|message| {
        message.unsorted = true;
        message.sign_as_written = true;
    });
    town.gives(S::SigCryptoFailure, &paper, &today);
    let paper = town.paper("adbe.pkcs7.sha1", "signer", &[], &|_| {});
    town.gives(S::SignedDataNotFound, &paper, &today);
    let paper = town.cades("signer", &|message| {
        message.attributes.retain(|one| !one.windows(13).any(|w| w == oid(SIGNING_CERTIFICATE_V2)));
    });
    town.gives(S::SigConstraintsFailure, &paper, &today);
    let paper = town.cades("signer", &|message| {
        message.attributes.pop();
        message.attributes.push(message.binding("other"));
    });
    town.gives(S::NoSigningCertificateFound, &paper, &today);

    // The rules that the signer names.
    let paper = town.cades("signer", &|m| m.attributes.push(attribute(SIGNATURE_POLICY, octets(b"?"))));
    town.gives(S::PolicyProcessingError, &paper, &today);
    let along = |document: &'static [u8]| {
        let specified = sequence(&[oid("1.2.3.4.5"), octets(document)]);
        move |message: &mut Message<'_>| {
            message.attributes.push(rules(b"the rules"));
            message.unsigned.push(attribute(SIGNATURE_POLICY_STORE, specified.clone()));
        }
    };
    let paper = town.cades("signer", &along(b"other rules"));
    town.gives(S::PolicyProcessingError, &paper, &today);
    let paper = town.cades("signer", &along(b"the rules"));
    assert_eq!(judge(&paper, &today).sub_indication, None, "named rules are told, not applied");
    let mut ruled = town.policy(0);
    ruled.signature_policies = vec![b"our rules".to_vec()];
    town.gives(S::SignaturePolicyNotAvailable, &paper, &ruled);
    ruled.signature_policies.push(b"the rules".to_vec());
    assert_eq!(judge(&paper, &ruled).sub_indication, None);

    // The chain.
    town.gives(S::NoCertificateChainFound, &town.cades("guest", &|_| {}), &today);
    town.gives(S::ChainConstraintsFailure, &town.cades("server", &|_| {}), &today);
    let paper = town.cades("signer", &|message| message.certificates.push("guest"));
    town.gives(S::CertificateChainGeneralFailure, &paper, &today);

    // Validity.
    let expired = town.cades("brief", &|_| {});
    town.gives(S::OutOfBoundsNoPoe, &expired, &late);
    let list = town.list("root", 0, 30);
    town.gives(S::OutOfBoundsNotRevoked, &town.cades("brief-asked", &|_| {}), &town.with(10, &[list]));
    town.gives(S::Expired, &town.stamped("brief", &[], 6), &late);
    town.gives(S::NotYetValid, &town.stamped("late", &[], 1), &late);
    let mut paper = town.stamped("signer", &[], 3);
    paper.stamp(&|digest| token_at(&town.village, "tsa", &[], digest, town.now.plus_seconds(2 * DAY)));
    town.gives(S::TimestampOrderFailure, &paper, &late);

    // Revocation.
    let asked = town.cades("asked", &|_| {});
    town.gives(S::TryLater, &asked, &soon);
    town.gives(S::NoPoe, &town.stamped("brief-asked", &[], 1), &late);
    let request = pki::ocsp::request(&town.village.certificate("asked"), &town.root(), None);
    let answer = town.village.ocsp(&request, "root", "answers", &["-ndays", "30"]);
    assert_eq!(judge(&asked, &town.with(1, std::slice::from_ref(&answer))).sub_indication, None);
    town.gives(S::RevocationOutOfBoundsNoPoe, &asked, &town.with(10, &[answer]));
    town.village.revoke("root", "asked", &short_stamp(town.at(2)), "");
    town.village.revoke("root", "middle", &short_stamp(town.at(2)), "");
    let list = town.list("root", 3, 30);
    let told = town.with(4, &[list]);
    town.gives(S::RevokedNoPoe, &asked, &told);
    town.gives(S::Revoked, &town.stamped("asked", &[], 3), &told);
    let paper = town.paper("ETSI.CAdES.detached", "below", &["middle"], &|_| {});
    town.gives(S::RevokedCaNoPoe, &paper, &told);

    // Strength.
    let mut weak = town.policy(0);
    weak.algorithms.digests.push((DigestAlgorithm::Sha256, town.at(-1)));
    town.gives(S::CryptoConstraintsFailureNoPoe, &plain, &weak);
    let curve = ["ecparam", "-name", "secp384r1", "-genkey", "-noout", "-out", "tsa.key"];
    town.village.run(&curve);
    town.village.issue("tsa", Some("root"), &[STAMPS]);
    let mut weak = town.policy(4);
    weak.algorithms = AlgorithmPolicy::default();
    weak.algorithms.ec_keys = vec![(257, town.at(-1))];
    town.gives(S::CryptoConstraintsFailure, &town.stamped("signer", &[], 3), &weak);

    let never: BTreeSet<&str> = NEVER.iter().map(|(sub, _)| sub.code()).collect();
    let all: BTreeSet<&str> = S::ALL.iter().map(|sub| sub.code()).collect();
    assert_eq!(&town.reached | &never, all);
    assert!(town.reached.is_disjoint(&never));
}

#[test]
fn no_finding_gives_what_is_said_never_to_be_given() {
    for row in verify::finding::all() {
        if let verify::finding::Effect::Verdict(_, sub) = row.effect {
            assert!(!NEVER.iter().any(|(never, _)| *never == sub), "{}", row.name);
        }
    }
    assert!(NEVER.iter().all(|(_, why)| !why.is_empty()));
}
