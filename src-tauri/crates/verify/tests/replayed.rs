//! What the fuzzer once found runs through its target again: `fixtures/<target>/`, files of this project's own making. And
//! each target is shown to reach what it is for, so that none of them fuzzes a refusal.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod paper;
#[path = "../../../../tests/fuzz/targets/mod.rs"]
mod targets;
#[path = "../../pki/tests/village/mod.rs"]
mod village;

use std::path::Path;

use paper::{Person, now, stamp, token};
use village::{ISSUES, SIGNS, STAMPS, Village};

fn run(name: &str, data: &[u8]) -> bool {
    let (_, target) = targets::ALL.iter().find(|(known, _)| *known == name).unwrap();
    target(data)
}

#[test]
fn what_was_found_once_stays_mended() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../tests/fuzz/fixtures");
    for (name, target) in targets::ALL {
        for entry in std::fs::read_dir(folder.join(name)).into_iter().flatten() {
            target(&std::fs::read(entry.unwrap().path()).unwrap());
        }
    }
    // A folder that no target bears is one that nobody replays.
    for entry in std::fs::read_dir(folder).into_iter().flatten() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(name == "README.md" || targets::ALL.iter().any(|(known, _)| *known == name), "{name}");
    }
}

#[test]
fn the_targets_of_the_reader_reach_it() {
    assert!(run("lexer", b"<</A[1 2 0 R(x)<41>]>>"));
    assert!(!run("lexer", b"<</A"));
    assert!(run(
        "chain",
        b"xref\n0 2\n0000000000 65535 f \n0000000009 00000 n \ntrailer\n<</Size 2/Root 1 0 R>>"
    ));
    assert!(!run("chain", b"xref"));
    assert!(run("object_streams", &[&[2, 10, 0, 2][..], b"10 0 11 3 42 <</A 1>> "].concat()));
    assert!(!run("object_streams", &[2, 10, 0, 2]));
    assert!(run("filters", &[&[2, 1, 1, 0][..], b"4142>"].concat()));
    assert!(!run("filters", &[&[0, 1, 1, 0][..], b"no stream"].concat()));
    let page = b"\x00<</Type/Catalog/Pages 2 0 R>>\x1e\x01<</Type/Pages/Kids[]/Count 0>>";
    assert!(run("resolver", page));
    assert!(!run("resolver", b""));
}

#[test]
fn the_comparison_is_reached() {
    let fuller = b"\x00\x02<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 8 0 R>>";
    assert!(run("differences", fuller));
    assert!(!run("differences", b"\x00"));
}

#[test]
fn the_targets_of_what_is_encoded_reach_it() {
    let village = Village::new();
    village.issue("root", None, &[ISSUES]);
    village.issue("signer", Some("root"), &[SIGNS]);
    village.issue("tsa", Some("root"), &[STAMPS]);
    let chain = [village.certificate("signer").der(), village.certificate("root").der()].concat();
    assert!(run("certificates", &chain));
    assert!(!run("certificates", b"\x30\x00"));

    let message = cades::build::signed_data(&Person::new(&village, "signer", &[]), &[7; 32]).unwrap();
    assert!(run("messages", &message));
    assert!(!run("messages", &message[..40]));

    let at = |seconds: i64| stamp(now().plus_seconds(seconds));
    let list = village.crl("root", &at(-60), &at(86_400), "", "");
    assert!(run("evidence", &[&list, chain.as_slice()].concat()));
    assert!(run("evidence", &token(&village, "tsa", &[], &[7; 32])));
    assert!(!run("evidence", &list[..40]));
}
