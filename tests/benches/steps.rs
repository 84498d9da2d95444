//! Single steps, inside one process: opening, preparing, signing and judging documents of differing size and structure; the
//! office's register and the usage log at the size of a large laboratory after years.

// A benchmark that cannot go on stops with what it was about.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod records;

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use std::hint::black_box;
use std::sync::Arc;
use tests::kit::pdf::Listing;
use tests::kit::structures;
use tests::kit::village::{PASSWORD, Village};

const NOW: i64 = 1_780_000_000;

fn open(bytes: &[u8]) -> pdf::Document {
    pdf::Document::open(Arc::new(bytes.to_vec()), pdf::Limits::default()).unwrap()
}

fn signer(name: &str) -> Box<dyn cades::Signer> {
    let file = std::fs::read(Village::get().key_file(name)).unwrap();
    keys::p12::open(&file, &keys::Secret::new(PASSWORD.to_owned())).unwrap().into_signer()
}

fn signed(bytes: &[u8], signer: &dyn cades::Signer) -> Vec<u8> {
    let document = open(bytes);
    let base = sign::BaseDigest::read(document.source().as_ref(), signer.digest()).unwrap();
    let at = jiff::Timestamp::from_second(NOW).unwrap().to_zoned(jiff::tz::TimeZone::UTC);
    let claims = sign::Claims::at(at);
    let rights = sign::Rights::default();
    let draft =
        sign::Draft::new(&document, &sign::Target::Invisible, None, &claims, &rights, [7; 16]).unwrap();
    let signed = draft.sign(signer, &base, &sign::Extras::default()).unwrap();
    [bytes, signed.increment()].concat()
}

fn policy() -> verify::Policy {
    let mut anchors = pki::TrustAnchors::new();
    anchors.add_pem_or_der(&std::fs::read(Village::get().root()).unwrap()).unwrap();
    verify::Policy::new("benchmark", anchors, pki::Time::from_unix(NOW))
}

fn documents() -> Vec<(&'static str, Vec<u8>)> {
    vec![
        ("3 pages, table", structures::report(Listing::Table, 3).bytes()),
        ("3 pages, object streams", structures::report(Listing::Packed, 3).bytes()),
        ("5000 pages, table", structures::report(Listing::Table, 5000).bytes()),
        ("5000 pages, object streams", structures::report(Listing::Packed, 5000).bytes()),
    ]
}

fn opening(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("open");
    for (name, bytes) in documents() {
        let source: Arc<dyn pdf::Source> = Arc::new(bytes);
        group.bench_function(name, |bencher| {
            bencher.iter(|| {
                let document = pdf::Document::open(Arc::clone(&source), pdf::Limits::default()).unwrap();
                black_box(document.page(0).unwrap().id)
            });
        });
    }
}

fn signing(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("sign");
    for key in ["zhang-2048", "zhang-3072", "zhang-4096"] {
        let (signer, bytes) = (signer(key), structures::report(Listing::Table, 3).bytes());
        group.bench_function(format!("3 pages, {key}"), |bencher| {
            bencher.iter_batched(
                || bytes.clone(),
                |bytes| signed(&bytes, signer.as_ref()),
                BatchSize::SmallInput,
            );
        });
    }
}

fn judging(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("verify");
    let (signer, policy) = (signer("zhang-3072"), policy());
    for (name, bytes) in documents() {
        for signatures in [1, 10] {
            let bytes = (0..signatures).fold(bytes.clone(), |bytes, _| signed(&bytes, signer.as_ref()));
            let source: Arc<dyn pdf::Source> = Arc::new(bytes);
            group.bench_function(format!("{name}, {signatures} signed"), |bencher| {
                bencher.iter(|| {
                    let document = pdf::Document::open(Arc::clone(&source), pdf::Limits::default()).unwrap();
                    black_box(verify::examine(&document, &policy).unwrap().verdict)
                });
            });
        }
    }
}

criterion_group! {
    name = steps;
    config = Criterion::default().sample_size(10);
    targets = opening, signing, judging, records::register, records::log
}
criterion_main!(steps);
