//! What a CMS message must be (security by its form): each detail wrong once, on documents made here.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod craft;
mod paper;
#[path = "../../pki/tests/village/mod.rs"]
mod village;

use std::sync::Arc;

use craft::*;
use paper::{Paper, now};
use pki::{DigestAlgorithm, TrustAnchors};
use verify::report::Signature;
use verify::{Code, Indication, Integrity, Policy, SubIndication, Verdict};
use village::{ISSUES, SIGNS, Village};

struct Town {
    village: Village,
}

impl Town {
    fn new() -> Self {
        let village = Village::new();
        village.issue("root", None, &[ISSUES]);
        village.issue("signer", Some("root"), &[SIGNS]);
        village.issue("other", Some("root"), &[SIGNS]);
        Self { village }
    }

    fn message(&self, signed: &[u8]) -> Message<'_> {
        Message::new(&self.village, "signer", &[], &DigestAlgorithm::Sha256.digest(signed))
    }

    /// The judgement on a signature whose message `make` makes from the signed bytes.
    fn judge(&self, sub_filter: &str, more: &str, make: impl FnOnce(&[u8]) -> Vec<u8>) -> Signature {
        let mut paper = Paper::new();
        paper.place_form(sub_filter, more, make);
        let anchors = TrustAnchors::from_iter([self.village.certificate("root")]);
        let policy = Policy::new("test", anchors, now());
        let document = pdf::Document::open(Arc::new(paper.bytes), pdf::Limits::default()).unwrap();
        verify::examine(&document, &policy).unwrap().signatures.remove(0)
    }

    fn cades(&self, change: impl FnOnce(&mut Message<'_>, &[u8])) -> Signature {
        self.judge("ETSI.CAdES.detached", "", |signed| {
            let mut message = self.message(signed);
            change(&mut message, signed);
            message.made()
        })
    }

    /// Asserts what a message amounts to.
    fn expect(&self, what: &str, sub: SubIndication, change: impl FnOnce(&mut Message<'_>, &[u8])) {
        let found = self.cades(change);
        let indication = match sub {
            SubIndication::FormatFailure | SubIndication::HashFailure | SubIndication::SigCryptoFailure => {
                Indication::TotalFailed
            }
            _ => Indication::Indeterminate,
        };
        assert_eq!(
            (found.indication, found.sub_indication),
            (indication, Some(sub)),
            "{what}: {:?}",
            found.findings
        );
    }
}

/// Replaces an attribute by others.
fn replace(message: &mut Message<'_>, name: &str, by: Vec<Vec<u8>>) {
    let start = oid(name);
    message.attributes.retain(|one| !one.windows(start.len()).any(|window| window == start.as_slice()));
    message.attributes.extend(by);
}

#[test]
fn a_message_as_it_should_be_passes() {
    let found = Town::new().cades(|_, _| {});
    assert_eq!(
        (found.verdict, found.integrity),
        (Verdict::Passed, Integrity::Intact),
        "{:?}",
        found.findings
    );
}

#[test]
fn signed_attributes_are_there_once_and_right() {
    let town = Town::new();
    let digest = |signed: &[u8]| octets(&DigestAlgorithm::Sha256.digest(signed));
    use SubIndication::{FormatFailure, HashFailure};
    town.expect("no content type", FormatFailure, |message, _| replace(message, CONTENT_TYPE, vec![]));
    town.expect("another content type", FormatFailure, |message, _| {
        replace(message, CONTENT_TYPE, vec![attribute(CONTENT_TYPE, oid(TST_INFO))]);
    });
    town.expect("content type twice", FormatFailure, |message, _| {
        message.attributes.push(attribute(CONTENT_TYPE, oid(DATA)));
    });
    town.expect("no message digest", HashFailure, |message, _| replace(message, MESSAGE_DIGEST, vec![]));
    town.expect("another digest", HashFailure, |message, _| {
        replace(message, MESSAGE_DIGEST, vec![attribute(MESSAGE_DIGEST, octets(&[0; 32]))]);
    });
    let twice =
        town.cades(|message, signed| message.attributes.push(attribute(MESSAGE_DIGEST, digest(signed))));
    assert_eq!(twice.indication, Indication::TotalFailed, "{:?}", twice.findings);
    let two_values = town.cades(|message, signed| {
        let values = set(&[digest(signed), octets(&[0; 32])]);
        replace(message, MESSAGE_DIGEST, vec![sequence(&[oid(MESSAGE_DIGEST), values])]);
    });
    assert_eq!(two_values.indication, Indication::TotalFailed, "{:?}", two_values.findings);
    // Without attributes a message that looks like attributes could be passed off as another's.
    let bare = town.cades(|message, signed| message.bare = Some(signed.to_vec()));
    assert_eq!((bare.indication, bare.sub_indication), (Indication::TotalFailed, Some(FormatFailure)));
    assert!(bare.findings.iter().any(|finding| finding.code == Code::SignedAttributesMissing));
}

#[test]
fn there_is_one_signer_and_no_content_but_the_document() {
    let town = Town::new();
    use SubIndication::FormatFailure;
    town.expect("two signers", FormatFailure, |message, _| message.signers = 2);
    town.expect("no signer", FormatFailure, |message, _| message.signers = 0);
    town.expect("other content", FormatFailure, |message, _| message.content = Some(b"other".to_vec()));
    town.expect("the document as content", FormatFailure, |message, signed| {
        message.content = Some(signed.to_vec());
    });
    town.expect("no digest announced", FormatFailure, |message, _| message.announced = Some(vec![]));
    town.expect("other digest announced", FormatFailure, |message, _| message.announced = Some(vec![SHA384]));
    for broken in [
        town.judge("ETSI.CAdES.detached", "", |_| Vec::new()),
        town.judge("ETSI.CAdES.detached", "", |_| b"\x30\x80nonsense\0\0".to_vec()),
        town.judge("ETSI.CAdES.detached", "", |signed| {
            [town.message(signed).made(), b"more".to_vec()].concat()
        }),
    ] {
        assert_eq!((broken.indication, broken.integrity), (Indication::TotalFailed, Integrity::Malformed));
    }
}

#[test]
fn attributes_are_verified_in_their_der_form_alone() {
    let town = Town::new();
    town.expect("signed as written", SubIndication::SigCryptoFailure, |message, _| {
        message.unsorted = true;
        message.sign_as_written = true;
    });
    // Badly ordered and rightly signed: there is one reading of it, which is the signed one.
    let unsorted = town.cades(|message, _| message.unsorted = true);
    assert_eq!(unsorted.verdict, Verdict::Passed, "{:?}", unsorted.findings);
    assert!(unsorted.findings.iter().any(|finding| finding.code == Code::SignatureOdd));
}

#[test]
fn the_certificate_is_bound_into_the_signature() {
    let town = Town::new();
    town.expect("not bound", SubIndication::SigConstraintsFailure, |message, _| {
        replace(message, SIGNING_CERTIFICATE_V2, vec![]);
    });
    town.expect("another is bound", SubIndication::NoSigningCertificateFound, |message, _| {
        let other = message.binding("other");
        replace(message, SIGNING_CERTIFICATE_V2, vec![other]);
    });
    let absent = town.cades(|message, _| message.certificates.clear());
    assert_eq!(
        absent.sub_indication,
        Some(SubIndication::NoSigningCertificateFound),
        "{:?}",
        absent.findings
    );
}

#[test]
fn weak_and_contradicting_algorithms_do_not_pass() {
    let town = Town::new();
    town.village.run(&["genrsa", "-out", "rsa.key", "2048"]);
    town.village.run(&["genrsa", "-out", "short.key", "1024"]);
    town.village.issue("rsa", Some("root"), &[SIGNS]);
    town.village.issue("short", Some("root"), &[SIGNS]);
    let weak = |make: &dyn Fn(&[u8]) -> Vec<u8>| {
        let found = town.judge("ETSI.CAdES.detached", "", make);
        assert_eq!(
            found.sub_indication,
            Some(SubIndication::CryptoConstraintsFailureNoPoe),
            "{:?}",
            found.findings
        );
        assert_eq!(found.integrity, Integrity::Intact);
    };
    weak(&|signed| {
        let mut message = Message::new(&town.village, "signer", &[], &DigestAlgorithm::Sha1.digest(signed));
        (message.digest, message.algorithm, message.hash) = (SHA1, ECDSA_SHA1, "-sha1");
        message.made()
    });
    weak(&|signed| {
        let mut message = Message::new(&town.village, "rsa", &[], &DigestAlgorithm::Md5.digest(signed));
        (message.digest, message.algorithm, message.hash) = (MD5, RSA_MD5, "-md5");
        message.made()
    });
    weak(&|signed| {
        let mut message = Message::new(&town.village, "short", &[], &DigestAlgorithm::Sha256.digest(signed));
        message.algorithm = RSA_SHA256;
        message.made()
    });
    // The digest named is not the one that the signature uses.
    let differ = town.cades(|message, signed| {
        message.digest = SHA384;
        replace(
            message,
            MESSAGE_DIGEST,
            vec![attribute(MESSAGE_DIGEST, octets(&DigestAlgorithm::Sha384.digest(signed)))],
        );
    });
    assert_eq!(differ.sub_indication, Some(SubIndication::SigCryptoFailure), "{:?}", differ.findings);
}

#[test]
fn signature_values_have_one_form() {
    let town = Town::new();
    let zero =
        sequence(&[pki::asn1::encode(pki::asn1::INTEGER, &[0]), pki::asn1::encode(pki::asn1::INTEGER, &[0])]);
    for value in [Vec::new(), vec![0; 64], zero, b"\x30\x03\x02\x01\x01".to_vec()] {
        town.expect("value", SubIndication::SigCryptoFailure, |message, _| {
            message.value = Some(value.clone())
        });
    }
}

#[test]
fn older_forms_are_recognised_and_graded() {
    let town = Town::new();
    // The plain form of old is whole, and passes: nothing in it is weak.
    let plain = town.judge("adbe.pkcs7.detached", "", |signed| town.message(signed).made());
    assert_eq!(
        (plain.verdict, plain.integrity),
        (Verdict::Passed, Integrity::Intact),
        "{:?}",
        plain.findings
    );
    assert_eq!(plain.level, None);
    // It never asked for the binding.
    let unbound = town.judge("adbe.pkcs7.detached", "", |signed| {
        town.message(signed).without(SIGNING_CERTIFICATE_V2).made()
    });
    assert_eq!(unbound.verdict, Verdict::Passed, "{:?}", unbound.findings);
    // Those that rest on SHA-1 are whole and do not pass; bent, they are broken.
    let enclosed = |right: bool| {
        town.judge("adbe.pkcs7.sha1", "", |signed| {
            let content = DigestAlgorithm::Sha1.digest(if right { signed } else { b"other" });
            let mut message =
                Message::new(&town.village, "signer", &[], &DigestAlgorithm::Sha256.digest(&content));
            message.content = Some(content);
            message.made()
        })
    };
    let found = enclosed(true);
    assert_eq!(found.integrity, Integrity::Intact, "{:?}", found.findings);
    assert_eq!(found.sub_indication, Some(SubIndication::CryptoConstraintsFailureNoPoe));
    assert!(found.findings.iter().any(|finding| finding.code == Code::SubFilterLegacy));
    assert_eq!(enclosed(false).integrity, Integrity::Broken);

    town.village.run(&["genrsa", "-out", "rsa.key", "2048"]);
    let certificate = hex::encode(town.village.issue("rsa", Some("root"), &[SIGNS]).der());
    let bare = |right: bool| {
        town.judge("adbe.x509.rsa_sha1", &format!(" /Cert <{certificate}>"), |signed| {
            std::fs::write(town.village.path("bytes"), if right { signed } else { b"other" }).unwrap();
            town.village.run(&["dgst", "-sha1", "-sign", "rsa.key", "-out", "value", "bytes"]);
            octets(&std::fs::read(town.village.path("value")).unwrap())
        })
    };
    let found = bare(true);
    assert_eq!(found.integrity, Integrity::Intact, "{:?}", found.findings);
    assert_eq!(found.sub_indication, Some(SubIndication::CryptoConstraintsFailureNoPoe));
    assert_eq!(bare(false).integrity, Integrity::Broken);

    let unknown = town.judge("made.up", "", |signed| town.message(signed).made());
    assert_eq!(unknown.sub_indication, Some(SubIndication::FormatFailure));
}
