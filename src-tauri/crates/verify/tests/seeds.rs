//! What a field binds its signature to (ISO 32000-2 table 237): kept, broken, or nothing that could be checked.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod craft;
mod paper;
#[path = "../../pki/tests/village/mod.rs"]
mod village;

use std::sync::Arc;

use craft::Message;
use paper::{Paper, now};
use pki::{DigestAlgorithm, TrustAnchors};
use verify::{Code, Headline, Integrity, Policy, Signature, SubIndication};
use village::{ISSUES, SIGNS, Village};

/// The judgement on a signature, with this reason, in a field that demands this.
fn judged(village: &Village, demands: &str, reason: &str) -> Signature {
    let mut paper = Paper::new();
    paper.demands = format!("/SV << /Type /SV {demands} >>");
    paper.place_form("ETSI.CAdES.detached", &format!("/Reason ({reason})"), |signed| {
        Message::new(village, "signer", &[], &DigestAlgorithm::Sha256.digest(signed)).made()
    });
    let document = pdf::Document::open(Arc::new(paper.bytes), pdf::Limits::default()).unwrap();
    let policy = Policy::new("test", TrustAnchors::from_iter([village.certificate("root")]), now());
    verify::examine(&document, &policy).unwrap().signatures.remove(0)
}

/// Which constraints a report names under a code.
fn named(signature: &Signature, code: Code) -> Vec<String> {
    let findings = signature.findings.iter().filter(|finding| finding.code == code);
    findings.flat_map(|finding| finding.params().map(|(_, value)| value.to_owned())).collect()
}

#[test]
fn a_binding_demand_counts_and_a_preference_does_not() {
    let village = Village::new();
    village.issue("root", None, &[ISSUES]);
    village.issue("signer", Some("root"), &[SIGNS, "certificatePolicies=1.2.3.4,1.2.3.5"]);
    let cases: &[(&str, &str, &[&str])] = &[
        ("/Ff 1 /Filter /Adobe.PPKLite", "a", &[]),
        ("/Ff 1 /Filter /Other.Handler", "a", &["Filter"]),
        ("/Ff 0 /Filter /Other.Handler", "a", &[]),
        ("/Ff 2 /SubFilter [/adbe.pkcs7.detached /ETSI.CAdES.detached]", "a", &[]),
        ("/Ff 2 /SubFilter [/adbe.pkcs7.detached]", "a", &["SubFilter"]),
        ("/Ff 8 /Reasons [(a) (b)]", "b", &[]),
        ("/Ff 8 /Reasons [(a) (b)]", "c", &["Reasons"]),
        ("/Ff 8 /Reasons [(.)]", "c", &["Reasons"]),
        ("/Ff 64 /DigestMethod [(SHA256)]", "a", &[]),
        ("/Ff 64 /DigestMethod [(SHA512)]", "a", &["DigestMethod"]),
        ("/Ff 32 /AddRevInfo true", "a", &["AddRevInfo"]),
        ("/Ff 128 /LockDocument /true", "a", &["LockDocument"]),
        ("/MDP << /P 0 >>", "a", &[]),
        ("/MDP << /P 2 >>", "a", &["MDP"]),
        ("/TimeStamp << /Ff 1 >>", "a", &["TimeStamp"]),
        ("/TimeStamp << /Ff 0 >>", "a", &[]),
        ("/Cert << /Ff 32 /KeyUsage [(11XXXXXXX)] >>", "a", &[]),
        ("/Cert << /Ff 32 /KeyUsage [(XXXXX1XXX)] >>", "a", &["Cert/KeyUsage"]),
        ("/Cert << /Ff 8 /SubjectDN [<< /cn (nobody) >> << /CN (SIGNER) >>] >>", "a", &[]),
        ("/Cert << /Ff 8 /SubjectDN [<< /cn (signer) /ou (elsewhere) >>] >>", "a", &["Cert/SubjectDN"]),
        ("/Cert << /Ff 0 /SubjectDN [<< /cn (nobody) >>] >>", "a", &[]),
        ("/Cert << /Ff 4 /OID [(1.2.3.5)] >>", "a", &[]),
        ("/Cert << /Ff 4 /OID [(1.2.3.5) (1.2.3.6)] >>", "a", &["Cert/OID"]),
    ];
    for (demands, reason, broken) in cases {
        let found = judged(&village, demands, reason);
        assert_eq!(named(&found, Code::SeedBroken), *broken, "{demands}");
        assert_eq!(found.integrity, Integrity::Intact, "{demands}");
        let sub = (!broken.is_empty()).then_some(SubIndication::SigConstraintsFailure);
        assert_eq!(found.sub_indication, sub, "{demands}: {:?}", found.findings);
    }
}

#[test]
fn a_demand_that_nobody_can_check_makes_no_proper_signature() {
    let village = Village::new();
    village.issue("root", None, &[ISSUES]);
    village.issue("signer", Some("root"), &[SIGNS]);
    for (demands, unknown) in
        [("/Ff 16 /LegalAttestation [(x)]", "LegalAttestation"), ("/Ff 4 /V 4", "V"), ("/Ff 4096", "Ff")]
    {
        let found = judged(&village, demands, "a");
        assert_eq!(named(&found, Code::SeedUnknown), [unknown], "{demands}");
        assert_eq!(found.integrity, Integrity::Malformed);
        assert_eq!(found.sub_indication, Some(SubIndication::SigConstraintsFailure));
        assert_eq!(found.headline, Headline::RulesBroken);
    }
}
