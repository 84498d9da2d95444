//! Bytes of ten signed files are changed, one at a time: none of the changed files passes, and each gets a verdict. Every
//! thirteenth byte in each run, every bit of every byte on demand.
//!
//! The files are made here, small, of every shape that the maker of papers knows. What is changed is what a signature
//! vouches for: the signed bytes, and the value with its padding. A change may only be forgiven where it spoils a
//! timestamp inside a signature, which proves a time and not the text; then the report must tell.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod paper;
#[path = "../../pki/tests/village/mod.rs"]
mod village;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use paper::{Paper, Person, now, stamp, token};
use pki::TrustAnchors;
use verify::report::{Level, Times};
use verify::{Finding, Policy, Report, RevocationPolicy, Verdict};
use village::{ISSUES, SIGNS, STAMPS, Village};

/// Bytes for the value of a signature with one certificate, with two, and with a timestamp's.
const ROOM: [usize; 3] = [1400, 2000, 4200];

struct File {
    name: &'static str,
    bytes: Vec<u8>,
}

fn files(village: &Village) -> Vec<File> {
    village.issue("root", None, &[ISSUES]);
    village.issue("issuing", Some("root"), &[ISSUES]);
    village.issue("signer", Some("issuing"), &[SIGNS]);
    village.issue("near", Some("root"), &[SIGNS]);
    village.issue("other", Some("root"), &[SIGNS]);
    village.issue("tsa", Some("root"), &[STAMPS]);
    let (far, near) = (Person::new(village, "signer", &["issuing"]), Person::new(village, "near", &[]));
    let other = Person::new(village, "other", &[]);
    let at = |seconds: i64| stamp(now().plus_seconds(seconds));
    let list = || village.crl("root", &at(-60), &at(86_400), "", "");
    let tokens = |digest: &[u8]| token(village, "tsa", &[], digest);
    let made = |name, room: usize, make: &dyn Fn(&mut Paper)| {
        let mut paper = Paper::with_room(room);
        make(&mut paper);
        File { name, bytes: paper.bytes }
    };
    vec![
        made("one signature", ROOM[0], &|paper| paper.sign(&near, None)),
        made("with an issuer", ROOM[1], &|paper| paper.sign(&far, None)),
        made("certified", ROOM[0], &|paper| paper.certify(&near, None)),
        made("certified with an issuer", ROOM[1], &|paper| paper.certify(&far, None)),
        made("two signers", ROOM[0], &|paper| {
            paper.sign(&near, None);
            paper.sign(&other, None);
        }),
        made("the same signer twice", ROOM[0], &|paper| {
            paper.sign(&near, None);
            paper.sign(&near, None);
        }),
        made("a store behind it", ROOM[0], &|paper| {
            paper.sign(&near, None);
            paper.store(&[village.certificate("root")], &[list()], &[]);
        }),
        made("a timestamp inside", ROOM[2], &|paper| paper.sign(&near, Some(&tokens))),
        made("a timestamp behind it", ROOM[0], &|paper| {
            paper.sign(&near, None);
            paper.make_room(ROOM[2]);
            paper.stamp(&tokens);
        }),
        made("a signature over a store", ROOM[0], &|paper| {
            paper.sign(&near, None);
            paper.store(&[], &[list()], &[]);
            paper.sign(&other, None);
        }),
    ]
}

fn policy(village: &Village) -> Policy {
    let mut anchors = TrustAnchors::new();
    anchors.add(village.certificate("root"));
    let mut policy = Policy::new("test", anchors, now().plus_seconds(60));
    policy.revocation = RevocationPolicy::Ignored;
    policy
}

/// The report that a file gets, whether or not it can be opened; a document without a report is one that nobody vouches for.
fn judged(bytes: Vec<u8>, policy: &Policy) -> Option<Report> {
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

/// What each signature's report says of its time, and what was found.
fn told(report: &Report) -> Vec<(Option<Level>, Times, &[Finding])> {
    report.signatures.iter().map(|one| (one.level, one.time, one.findings.as_slice())).collect()
}

/// Flips every `step`-th byte with each mask.
fn flip(masks: &[u8], step: usize) {
    let village = Village::new();
    let files = files(&village);
    let policy = policy(&village);
    for file in &files {
        let whole = judged(file.bytes.clone(), &policy).unwrap();
        assert_eq!(whole.verdict, Verdict::Passed, "{}: {:?}", file.name, whole.signatures);
        let end = whole.signatures.iter().filter_map(|signature| signature.signed_length).max().unwrap();
        let next = AtomicUsize::new(0);
        let work = || {
            let mut wrong = Vec::new();
            loop {
                let place = next.fetch_add(step, Ordering::Relaxed);
                if place as u64 >= end {
                    return wrong;
                }
                for mask in masks {
                    let mut bytes = file.bytes.clone();
                    bytes[place] ^= mask;
                    let Some(report) = judged(bytes, &policy) else { continue };
                    // What cannot be opened and shows no mark of a signature any more has no verdict but that.
                    let spoilt = told(&report) != told(&whole);
                    if report.verdict == Verdict::Unsigned || report.verdict == Verdict::Passed && !spoilt {
                        let around =
                            &file.bytes[place.saturating_sub(12)..(place + 12).min(file.bytes.len())];
                        let around = String::from_utf8_lossy(around);
                        let (name, verdict) = (file.name, report.verdict.code());
                        wrong.push(format!("{name}: byte {place} with {mask:#04x}: {verdict}: {around:?}"));
                    }
                }
            }
        };
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        let wrong: Vec<String> = std::thread::scope(|scope| {
            let running: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
            running.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
        });
        assert!(wrong.is_empty(), "{} of {end}: {wrong:#?}", wrong.len());
    }
    assert_eq!(files.len(), 10);
}

#[test]
fn no_byte_of_ten_files_can_be_changed() {
    // A neighbour in the alphabet, and a byte that nobody writes; every place takes minutes without optimisation.
    flip(&[0x01, 0x80], 13);
}

#[test]
#[ignore = "minutes; cargo test --release -p verify --test flips -- --ignored"]
fn no_bit_of_any_byte_of_ten_files_can_be_changed() {
    flip(&[0x01, 0x02, 0x04, 0x08, 0x10, 0x20, 0x40, 0x80], 1);
}
