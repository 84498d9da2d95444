//! Who signed, and when: every row of the verifier's table of certificates and times, on documents made here.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod craft;
mod paper;
#[path = "../../pki/tests/village/mod.rs"]
mod village;

use std::sync::Arc;

use craft::{CONTENT_TIME_STAMP, Message, attribute, token_at};
use paper::{Paper, Person, now, short_stamp, stamp, token};
use pki::revocation::Evidence;
use pki::{AlgorithmPolicy, DigestAlgorithm, Purpose, Time, TrustAnchors};
use verify::report::{Kind, Signature, Trust};
use verify::{Code, Headline, Integrity, Policy, SubIndication, Verdict};
use village::{ISSUES, NAMES_PLACE, SIGNS, STAMPS, Village};

const DAY: i64 = 24 * 3600;

struct Town {
    village: Village,
    now: Time,
}

impl Town {
    fn new() -> Self {
        let village = Village::new();
        village.issue("root", None, &[ISSUES]);
        village.issue("tsa", Some("root"), &[STAMPS]);
        Self { village, now: now() }
    }

    fn at(&self, seconds: i64) -> Time {
        self.now.plus_seconds(seconds)
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

    /// Signed by somebody, whose certificate comes along with those above.
    fn signed(&self, name: &str, chain: &[&str]) -> Paper {
        let mut paper = Paper::new();
        paper.sign(&Person::new(&self.village, name, chain), None);
        paper
    }

    /// Signed by `name` with stamps of these times inside: over the content, and over the signature.
    fn stamped_at(&self, name: &str, content: Option<Time>, signature: Option<Time>) -> Paper {
        let mut paper = Paper::new();
        paper.place_form("ETSI.CAdES.detached", "", |signed| {
            let digest = DigestAlgorithm::Sha256.digest(signed);
            let stamped = |digest: &[u8], at| token_at(&self.village, "tsa", &[], digest, at);
            let mut message = Message::new(&self.village, name, &[], &digest);
            if let Some(at) = content {
                message.attributes.push(attribute(CONTENT_TIME_STAMP, stamped(&digest, at)));
            }
            let plain = message.made();
            match signature {
                None => plain,
                Some(at) => {
                    let value = cades::SignedData::parse(&plain).unwrap().signature().to_vec();
                    let token = stamped(&DigestAlgorithm::Sha256.digest(&value), at);
                    cades::with_signature_timestamp(&plain, &token).unwrap()
                }
            }
        });
        paper
    }
}

fn judge(paper: &Paper, policy: &Policy) -> Signature {
    let document = pdf::Document::open(Arc::new(paper.bytes.clone()), pdf::Limits::default()).unwrap();
    let report = verify::examine(&document, policy).unwrap();
    report.signatures.into_iter().find(|signature| signature.kind != Kind::Timestamp).unwrap()
}

fn has(signature: &Signature, code: Code) -> bool {
    signature.findings.iter().any(|finding| finding.code == code)
}

fn ignored(signature: &Signature) -> Option<String> {
    let finding = signature.findings.iter().find(|finding| finding.code == Code::TimestampIgnored)?;
    finding.params().next().map(|(_, reason)| reason.to_owned())
}

#[test]
fn a_chain_that_breaks_a_rule_is_no_chain() {
    let town = Town::new();
    let village = &town.village;
    village.issue(
        "person",
        Some("root"),
        &["basicConstraints=critical,CA:FALSE\nkeyUsage=digitalSignature,keyCertSign"],
    );
    village.issue("below-person", Some("person"), &[SIGNS]);
    village.issue(
        "narrow",
        Some("root"),
        &["basicConstraints=critical,CA:TRUE,pathlen:0\nkeyUsage=critical,keyCertSign"],
    );
    village.issue("too-deep", Some("narrow"), &[ISSUES]);
    village.issue("below-deep", Some("too-deep"), &[SIGNS]);
    village.issue("local", Some("root"), &[ISSUES, "nameConstraints=critical,permitted;email:example.org"]);
    village.issue("stranger", Some("local"), &[SIGNS, "subjectAltName=email:a@example.com"]);
    village.issue("native", Some("local"), &[SIGNS, "subjectAltName=email:a@example.org"]);
    village.issue("odd", Some("root"), &[SIGNS, "1.2.3.4=critical,DER:05:00"]);
    village.issue(
        "cipher",
        Some("root"),
        &["basicConstraints=critical,CA:FALSE\nkeyUsage=critical,keyEncipherment"],
    );
    village.issue("server", Some("root"), &[SIGNS, "extendedKeyUsage=serverAuth"]);
    village.issue("mail", Some("root"), &[SIGNS, "extendedKeyUsage=emailProtection"]);
    village.issue("documents", Some("root"), &[SIGNS, "extendedKeyUsage=1.3.6.1.5.5.7.3.36"]);
    let bad: [(&str, &[&str]); 6] = [
        ("below-person", &["person"]),
        ("below-deep", &["too-deep", "narrow"]),
        ("stranger", &["local"]),
        ("odd", &[]),
        ("cipher", &[]),
        ("server", &[]),
    ];
    let policy = town.policy(0, &[]);
    for (name, chain) in bad {
        let found = judge(&town.signed(name, chain), &policy);
        assert_eq!(
            found.sub_indication,
            Some(SubIndication::ChainConstraintsFailure),
            "{name}: {:?}",
            found.findings
        );
        assert_eq!(
            (found.integrity, found.headline),
            (Integrity::Intact, Headline::CertificateUnfit),
            "{name}"
        );
    }
    for (name, chain) in [("native", &["local"][..]), ("mail", &[]), ("documents", &[])] {
        let found = judge(&town.signed(name, chain), &policy);
        assert_eq!(found.verdict, Verdict::Passed, "{name}: {:?}", found.findings);
        assert!(!found.trusted_directly);
    }
}

#[test]
fn nobody_is_trusted_for_a_name() {
    let town = Town::new();
    town.village.issue("signer", Some("root"), &[SIGNS]);
    town.village.issue_as("impostor", "/O=Village/CN=root", None, &[ISSUES], "20440101000000Z");
    town.village.issue("fooled", Some("impostor"), &[SIGNS]);
    town.village.issue("hermit", None, &[SIGNS]);
    let policy = town.policy(0, &[]);
    for (name, chain) in [("fooled", &["impostor"][..]), ("fooled", &[]), ("hermit", &[])] {
        let found = judge(&town.signed(name, chain), &policy);
        assert_eq!(found.sub_indication, Some(SubIndication::NoCertificateChainFound), "{name}");
        assert_eq!((found.trust, found.integrity), (Trust::Unknown, Integrity::Intact), "{name}");
        assert_eq!(found.headline, Headline::IntactUnknownSigner, "{name}");
    }
    // Who is trusted for themselves vouches for themselves, and for nobody else.
    let mut own = town.policy(0, &[]);
    own.anchors = TrustAnchors::from_iter([town.village.certificate("hermit")]);
    let found = judge(&town.signed("hermit", &[]), &own);
    assert_eq!((found.verdict, found.trusted_directly), (Verdict::Passed, true), "{:?}", found.findings);
    assert_eq!(judge(&town.signed("signer", &[]), &own).trust, Trust::Unknown);
}

#[test]
fn an_anchor_is_relied_upon_for_its_purpose_alone() {
    let town = Town::new();
    town.village.issue("signer", Some("root"), &[SIGNS]);
    let mut paper = Paper::new();
    let stamps = |digest: &[u8]| token(&town.village, "tsa", &[], digest);
    paper.sign(&Person::new(&town.village, "signer", &[]), Some(&stamps));
    let told = |purpose: Purpose| {
        let mut policy = town.policy(60, &[]);
        policy.anchors = TrustAnchors::new();
        policy.anchors.add_for(town.village.certificate("root"), purpose);
        let found = judge(&paper, &policy);
        (found.trust, found.time.proven.is_some(), ignored(&found))
    };
    assert_eq!(told(Purpose::All), (Trust::Trusted, true, None));
    assert_eq!(told(Purpose::Signing), (Trust::Trusted, false, Some("authority-unknown".to_owned())));
    assert_eq!(told(Purpose::TimeStamping), (Trust::Unknown, true, None));
}

#[test]
fn a_claimed_time_proves_nothing_and_a_stamped_one_does() {
    let town = Town::new();
    let until = stamp(town.at(5 * DAY));
    town.village.issue_as("brief", "/O=Village/CN=brief", Some("root"), &[SIGNS], &until);
    town.village.issue_as("asked", "/O=Village/CN=asked", Some("root"), &[SIGNS, NAMES_PLACE], &until);
    let (inside, outside) = (town.at(DAY), town.at(6 * DAY));
    let later = town.policy(10 * DAY, &[]);
    let sub =
        |content, signature| judge(&town.stamped_at("brief", content, signature), &later).sub_indication;
    assert_eq!(judge(&town.stamped_at("brief", None, None), &town.policy(0, &[])).verdict, Verdict::Passed);
    assert_eq!(sub(None, None), Some(SubIndication::OutOfBoundsNoPoe));
    assert_eq!(sub(None, Some(inside)), None);
    assert_eq!(sub(None, Some(outside)), Some(SubIndication::Expired));
    assert_eq!(
        sub(None, Some(Time::from_unix(1_600_000_000))),
        Some(SubIndication::OutOfBoundsNoPoe),
        "before the authority"
    );
    // A stamp over the content shows that the signature came after it.
    assert_eq!(sub(Some(inside), None), Some(SubIndication::OutOfBoundsNoPoe));
    assert_eq!(sub(Some(outside), None), Some(SubIndication::Expired));
    assert_eq!(sub(Some(inside), Some(inside)), None);
    // To this day not revoked, and no time.
    let list = town.village.crl("root", &stamp(town.at(-60)), &stamp(town.at(30 * DAY)), "", "");
    let found = judge(&town.stamped_at("asked", None, None), &town.policy(10 * DAY, &[list]));
    assert_eq!(found.sub_indication, Some(SubIndication::OutOfBoundsNotRevoked), "{:?}", found.findings);
    assert_eq!(found.headline, Headline::ExpiredNoProof);
}

#[test]
fn stamps_that_contradict_each_other_are_named() {
    let town = Town::new();
    town.village.issue("signer", Some("root"), &[SIGNS]);
    let policy = town.policy(10 * DAY, &[]);
    let order = |content: Option<i64>, signature: Option<i64>, document: Option<i64>| {
        let at = |days: i64| town.at(days * DAY);
        let mut paper = town.stamped_at("signer", content.map(at), signature.map(at));
        if let Some(days) = document {
            paper.stamp(&|digest| token_at(&town.village, "tsa", &[], digest, at(days)));
        }
        judge(&paper, &policy).sub_indication
    };
    let wrong = Some(SubIndication::TimestampOrderFailure);
    assert_eq!(order(Some(1), Some(2), Some(3)), None);
    assert_eq!(order(Some(1), Some(1), Some(1)), None);
    assert_eq!(order(Some(2), Some(1), None), wrong);
    assert_eq!(order(None, Some(3), Some(2)), wrong);
    assert_eq!(order(Some(3), None, Some(2)), wrong);
}

#[test]
fn a_stamp_within_what_is_signed_shows_a_revocation_to_be_earlier() {
    let town = Town::new();
    town.village.issue("signer", Some("root"), &[SIGNS, NAMES_PLACE]);
    let paper = town.stamped_at("signer", Some(town.at(2 * DAY)), None);
    let told = |revoked: i64| {
        town.village.revoke("root", "signer", &short_stamp(town.at(revoked)), "");
        let list = town.village.crl("root", &stamp(town.at(4 * DAY)), &stamp(town.at(30 * DAY)), "", "");
        judge(&paper, &town.policy(5 * DAY, &[list])).sub_indication
    };
    assert_eq!(told(DAY), Some(SubIndication::Revoked));
    assert_eq!(told(3 * DAY), Some(SubIndication::RevokedNoPoe));
}

#[test]
fn a_stamp_that_proves_nothing_says_why() {
    let town = Town::new();
    let village = &town.village;
    village.issue("signer", Some("root"), &[SIGNS]);
    village.issue_as("hermit-tsa", "/O=Village/CN=hermit", None, &[STAMPS], "20440101000000Z");
    village.issue_as("late-tsa", "/O=Village/CN=late", Some("root"), &[STAMPS], &stamp(town.at(-DAY)));
    village.issue("soft-tsa", Some("root"), &["basicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature\nextendedKeyUsage=timeStamping"]);
    village.issue("asked-tsa", Some("root"), &[STAMPS, NAMES_PLACE]);
    let told = |make: &dyn Fn(&[u8]) -> Vec<u8>| {
        let mut paper = Paper::new();
        paper.sign(&Person::new(village, "signer", &[]), Some(make));
        let found = judge(&paper, &town.policy(60, &[]));
        assert_eq!((found.verdict, found.time.proven), (Verdict::Passed, None), "{:?}", found.findings);
        ignored(&found).unwrap()
    };
    let by = |name: &'static str| move |digest: &[u8]| token_at(village, name, &[], digest, town.now);
    assert_eq!(told(&|_| token_at(village, "tsa", &[], &[1; 32], town.now)), "imprint");
    assert_eq!(told(&|digest| token_at(village, "tsa", &[], digest, town.at(DAY))), "in-the-future");
    assert_eq!(told(&|_| vec![0x30, 0]), "unreadable");
    assert_eq!(told(&by("soft-tsa")), "unfit");
    assert_eq!(told(&by("signer")), "unfit");
    assert_eq!(told(&by("late-tsa")), "out-of-validity");
    assert_eq!(told(&by("hermit-tsa")), "authority-unknown");
    assert_eq!(told(&by("asked-tsa")), "revocation-not-consulted");
    let bent = |digest: &[u8]| {
        let mut token = token_at(village, "tsa", &[], digest, town.now);
        *token.last_mut().unwrap() ^= 1;
        token
    };
    assert_eq!(told(&bent), "signature");
}

#[test]
fn what_was_weak_at_the_proven_time_is_weak_for_good() {
    let town = Town::new();
    town.village.issue("signer", Some("root"), &[SIGNS]);
    let stamped = |paper: &mut Paper, authority: &'static str| {
        let stamps = |digest: &[u8]| token_at(&town.village, authority, &[], digest, town.at(-60));
        paper.sign(&Person::new(&town.village, "signer", &[]), Some(&stamps));
    };
    let mut policy = town.policy(0, &[]);
    // The stamp itself rests on the digest: it counts only as long as that is trusted.
    policy.algorithms.digests.push((DigestAlgorithm::Sha256, town.at(-DAY)));
    let mut paper = Paper::new();
    stamped(&mut paper, "tsa");
    let found = judge(&paper, &policy);
    assert_eq!(ignored(&found).as_deref(), Some("weak"));
    assert_eq!(found.sub_indication, Some(SubIndication::CryptoConstraintsFailureNoPoe));
    // The signer's curve was too small when the signature is proven to have been made; the authority's was not.
    let curve = ["ecparam", "-name", "secp384r1", "-genkey", "-noout", "-out", "strong-tsa.key"];
    town.village.run(&curve);
    town.village.issue("strong-tsa", Some("root"), &[STAMPS]);
    let mut paper = Paper::new();
    stamped(&mut paper, "strong-tsa");
    policy.algorithms = AlgorithmPolicy::default();
    policy.algorithms.ec_keys = vec![(257, town.at(-DAY))];
    let found = judge(&paper, &policy);
    assert_eq!(found.sub_indication, Some(SubIndication::CryptoConstraintsFailure), "{:?}", found.findings);
    assert!(has(&found, Code::AlgorithmWasWeak));
    assert_eq!((found.headline, found.time.proven.is_some()), (Headline::WeakAlgorithm, true));
    // Too small since after that: what is older stands.
    policy.algorithms.ec_keys = vec![(257, town.at(-30))];
    assert_eq!(judge(&paper, &policy).verdict, Verdict::Passed);
}

#[test]
fn every_indication_of_the_standard_has_its_word() {
    let words: std::collections::BTreeSet<&str> = SubIndication::ALL.iter().map(|sub| sub.code()).collect();
    assert_eq!(words.len(), 25);
    assert!(words.iter().all(|word| word.chars().all(|c| c.is_ascii_uppercase() || c == '_')));
}
