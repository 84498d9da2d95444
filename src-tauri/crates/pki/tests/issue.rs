//! A certificate made here is read back here, by `x509-cert` and, when it is installed, by openssl.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use p256::ecdsa::signature::Signer;
use p256::pkcs8::EncodePublicKey;
use pki::issue::{self, NewCertificate, Subject};
use pki::{
    Certificate, ChainStatus, DigestAlgorithm, Reason, SignatureAlgorithm, Time, TrustAnchors, chain, usage,
};

fn subject() -> Subject {
    Subject {
        common_name: "王小明".to_owned(),
        organization: Some("质量检测中心, Ltd".to_owned()),
        organizational_unit: None,
        title: None,
        country: Some("CN".to_owned()),
    }
}

fn make(subject: &Subject, not_before: Time, not_after: Time) -> Result<Vec<u8>, pki::Error> {
    let key = p256::ecdsa::SigningKey::from_slice(&[7; 32]).unwrap();
    let spki = key.verifying_key().to_public_key_der().unwrap();
    let algorithm = SignatureAlgorithm::Ecdsa(DigestAlgorithm::Sha256);
    let new = NewCertificate {
        subject,
        spki_der: spki.as_bytes(),
        not_before,
        not_after,
        serial: &[0xff; 16],
        algorithm,
    };
    let tbs = issue::tbs_certificate(&new)?;
    let signature: p256::ecdsa::DerSignature = key.sign(&tbs);
    issue::assemble(&tbs, algorithm, signature.as_bytes())
}

fn day(year: i64, month: u32, day: u32) -> Time {
    Time::from_civil(year, month, day, 0, 0, 0).unwrap()
}

#[test]
fn a_new_certificate_says_what_was_asked() {
    let der = make(&subject(), day(2026, 11, 22), day(2051, 1, 1)).unwrap();
    let certificate = Certificate::from_der(&der).unwrap();
    assert_eq!(certificate.common_name().unwrap(), "王小明");
    assert_eq!(certificate.subject().display(), "CN=王小明, O=质量检测中心\\, Ltd, C=CN");
    assert_eq!(certificate.serial_hex(), format!("7f{}", "ff".repeat(15)));
    assert_eq!((certificate.not_before(), certificate.not_after()), (day(2026, 11, 22), day(2051, 1, 1)));
    assert!(certificate.is_self_signed() && !certificate.is_ca());
    assert_eq!(certificate.oddities(), []);
    assert_eq!(certificate.key_usage().unwrap().unwrap().names(), ["digitalSignature", "nonRepudiation"]);
    assert!(certificate.extension(pki::oid::KEY_USAGE).unwrap().critical);
    assert_eq!(certificate.subject_key_identifier().unwrap().len(), 20);
    assert_eq!(usage::fit_for_signing(&certificate), Ok(()));
    assert!(!certificate.names_revocation_source());

    let found = chain::build(&certificate, &[], &TrustAnchors::new(), day(2027, 1, 1), 10);
    assert_eq!(found.status, ChainStatus::Untrusted(Reason::SelfSigned));
    let anchors = TrustAnchors::from_iter([certificate.clone()]);
    assert!(chain::build(&certificate, &[], &anchors, day(2027, 1, 1), 10).is_trusted());
    let late = chain::build(&certificate, &[], &anchors, day(2052, 1, 1), 10);
    assert!(late.fails_by_dates_only());
}

#[test]
fn what_x509_cannot_hold_is_refused() {
    let refused = |change: &dyn Fn(&mut Subject)| {
        let mut subject = subject();
        change(&mut subject);
        make(&subject, day(2026, 1, 1), day(2027, 1, 1)).is_err()
    };
    assert!(refused(&|subject| subject.common_name = "  ".to_owned()));
    assert!(refused(&|subject| subject.common_name = "x".repeat(65)));
    assert!(refused(&|subject| subject.country = Some("China".to_owned())));
    assert!(refused(&|subject| subject.organization = Some("a\nb".to_owned())));
    assert!(!refused(&|subject| subject.country = None));
    assert!(make(&subject(), day(2027, 1, 1), day(2026, 1, 1)).is_err());
}

#[test]
fn a_self_signed_person_is_no_authority() {
    // The same key signs another certificate with the first one as issuer: trusting the person is not enough.
    let person = Certificate::from_der(&make(&subject(), day(2026, 1, 1), day(2030, 1, 1)).unwrap()).unwrap();
    let other = Certificate::from_der(&make(&subject(), day(2026, 1, 2), day(2030, 1, 1)).unwrap()).unwrap();
    let anchors = TrustAnchors::from_iter([person]);
    assert!(!chain::build(&other, &[], &anchors, day(2027, 1, 1), 10).is_trusted());
}

#[test]
fn openssl_reads_it() {
    let der = make(&subject(), day(2026, 11, 22), day(2051, 1, 1)).unwrap();
    let file = std::env::temp_dir().join(format!("vermilion-issue-{}.der", std::process::id()));
    std::fs::write(&file, &der).unwrap();
    let output = std::process::Command::new("openssl")
        .args(["x509", "-inform", "DER", "-noout", "-text", "-in"])
        .arg(&file)
        .output();
    let _ = std::fs::remove_file(&file);
    let Ok(output) = output else {
        println!("skipped: openssl is not installed");
        return;
    };
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    for expected in
        ["Digital Signature, Non Repudiation", "critical", "E-mail Protection", "1.3.6.1.5.5.7.3.36"]
    {
        assert!(text.contains(expected), "{expected} missing in\n{text}");
    }
}
