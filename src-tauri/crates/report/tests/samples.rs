//! The files of `assets/samples` are what this project's own code makes.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "../examples/samples/chart.rs"]
mod chart;
#[path = "../examples/samples/letterhead.rs"]
mod letterhead;
#[path = "../examples/samples/results.rs"]
mod results;
#[path = "../examples/samples/seal.rs"]
mod seal;
#[path = "../examples/samples/test_report.rs"]
mod test_report;

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

fn kept(name: &str) -> Vec<u8> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../assets/samples");
    fs::read(folder.join(name)).expect("made by `cargo xtask samples`")
}

#[test]
fn the_test_report_is_up_to_date_small_and_has_four_pages() {
    let made = test_report::make().unwrap();
    assert!(made == kept("report-JC-2026-0417.pdf"), "`cargo xtask samples` makes it anew");
    assert!(made.len() < 150_000);
    assert_eq!(hayro::hayro_syntax::Pdf::new(Arc::new(made)).unwrap().pages().len(), 4);
}

#[test]
fn the_seal_is_forty_millimetres_of_red_on_nothing() {
    for png in [seal::make().unwrap(), kept("seal.png")] {
        let seal = image::load_from_memory(&png).unwrap().to_rgba8();
        assert_eq!(seal.dimensions(), (944, 944), "40 mm at 600 dpi");
        assert_eq!(seal.get_pixel(0, 0).0[3], 0);
        assert_eq!(seal.get_pixel(472, 472).0, [200, 30, 30, 255], "the star");
    }
}
