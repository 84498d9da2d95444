//! The published attack files, where they are at hand: each must get the verdict that its list expects.
//!
//! The files lie beside the project and are not part of it; without them the tests say so and pass.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::path::PathBuf;
use std::sync::Arc;

use pki::{Time, TrustAnchors};
use verify::{Integrity, Policy, Report, Verdict};

fn folder() -> Option<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../../shared/attacks");
    let found = folder.join("expected.csv").exists();
    if !found {
        println!("skipped: no attack files beside the project");
    }
    found.then_some(folder)
}

fn policy(folder: &std::path::Path) -> Policy {
    let mut anchors = TrustAnchors::new();
    anchors.add_pem_or_der(&std::fs::read(folder.join("root.pem")).unwrap()).unwrap();
    Policy::new("test", anchors, Time::from_civil(2026, 11, 22, 20, 0, 0).unwrap())
}

fn report(bytes: Vec<u8>, policy: &Policy) -> Option<Report> {
    let source: Arc<dyn pdf::Source> = Arc::new(bytes);
    let limits = pdf::Limits::default();
    match pdf::Document::open(Arc::clone(&source), limits.clone()) {
        Ok(document) => match verify::examine(&document, policy) {
            Ok(report) => Some(report),
            Err(verify::Error::Pdf(error)) => verify::examine_damaged(&source, &limits, policy, &error),
            Err(_) => None,
        },
        Err(error) => verify::examine_damaged(&source, &limits, policy, &error),
    }
}

#[test]
fn every_attack_file_gets_the_expected_verdict() {
    let Some(folder) = folder() else { return };
    let policy = policy(&folder);
    let list = std::fs::read_to_string(folder.join("expected.csv")).unwrap();
    let mut wrong = Vec::new();
    for row in list.lines().skip(1) {
        let mut columns = row.splitn(4, ',');
        let (file, must, integrity) =
            (columns.next().unwrap(), columns.next().unwrap(), columns.next().unwrap());
        let report = report(std::fs::read(folder.join(file)).unwrap(), &policy).unwrap();
        let kept =
            report.integrity.is_some_and(|found| integrity.split('|').any(|word| word == found.code()));
        let right = match must {
            "pass" => report.verdict == Verdict::Passed && kept,
            "not-pass" => !matches!(report.verdict, Verdict::Passed | Verdict::Unsigned) && kept,
            _ => true,
        };
        if !right {
            wrong.push(format!("{file}: {} / {:?}", report.verdict.code(), report.integrity));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn no_flipped_byte_passes() {
    let Some(folder) = folder() else { return };
    let policy = policy(&folder);
    let bytes = std::fs::read(folder.join("C01_plain.pdf")).unwrap();
    assert_eq!(report(bytes.clone(), &policy).unwrap().verdict, Verdict::Passed);
    // The last byte is a line end after the signed part's mark: another white byte there changes nothing.
    for place in (0..bytes.len() - 1).step_by(61) {
        for mask in [0x01, 0x20] {
            let mut flipped = bytes.clone();
            *flipped.get_mut(place).unwrap() ^= mask;
            let verdict = report(flipped, &policy).map(|report| report.verdict);
            assert_ne!(verdict, Some(Verdict::Passed), "byte {place} flipped by {mask:#x}");
        }
    }
}

#[test]
fn the_same_question_gets_the_same_answer() {
    let Some(folder) = folder() else { return };
    let policy = policy(&folder);
    let bytes = std::fs::read(folder.join("H01_hide_free_overlay.pdf")).unwrap();
    assert_eq!(report(bytes.clone(), &policy), report(bytes, &policy));
}

#[test]
fn without_anchors_an_intact_file_is_intact_and_its_signer_unknown() {
    let Some(folder) = folder() else { return };
    let mut policy = policy(&folder);
    policy.anchors = TrustAnchors::new();
    let report = report(std::fs::read(folder.join("C01_plain.pdf")).unwrap(), &policy).unwrap();
    assert_eq!(report.verdict, Verdict::Indeterminate);
    assert_eq!(report.integrity, Some(Integrity::Intact));
    let signature = report.signatures.first().unwrap();
    assert_eq!(signature.headline, verify::Headline::IntactUnknownSigner);
    assert_eq!(signature.sub_indication, Some(verify::SubIndication::NoCertificateChainFound));
}
