//! What is planned is what is drawn, by whoever draws it: on turned and cropped pages, in other units, on large paper.

use serde_json::Value;
use tests::kit::command::{Desk, assert_passed};
use tests::kit::seen::Reader;
use tests::kit::structures::{Sample, page_with};
use tests::kit::{samples, standards, structures, tools};

fn desk(file: &[u8]) -> Desk {
    let desk = Desk::new();
    desk.put("in.pdf", file);
    desk.put("ring.png", samples::ring());
    desk
}

fn plan(desk: &Desk, words: &[&str]) -> Value {
    let said = desk.succeed(&[&["sign", "in.pdf", "--plan", "--json"], words].concat());
    serde_json::from_str::<Value>(&said).unwrap()[0]["plan"].clone()
}

/// Each planned mark is drawn in its place to a point of the picture, whoever draws, and nothing else is.
fn assert_drawn(desk: &Desk, plan: &Value, dpi: u32, what: &str) {
    for mark in plan["marks"].as_array().unwrap() {
        let place = &mark["place"];
        let number = |key: &str| place[key].as_f64().unwrap();
        let page = place["page"].as_u64().unwrap() as usize + 1;
        let points = |millimetres: f64| millimetres / 25.4 * f64::from(dpi);
        let planned = [
            points(number("left")),
            points(number("top")),
            points(number("left") + number("width")),
            points(number("top") + number("height")),
        ];
        // Poppler's tool takes no notice of /UserUnit: places are compared by the size of the paper.
        let paper = Reader::MuPdf.draw(&desk.path("in.pdf"), page, dpi).width as f64;
        for reader in Reader::ALL {
            let before = reader.draw(&desk.path("in.pdf"), page, dpi);
            let scale = before.width as f64 / paper;
            let after = reader.draw(&desk.path("out.pdf"), page, dpi);
            let drawn =
                after.difference(&before).unwrap_or_else(|| panic!("{what}: {reader:?} draws nothing"));
            for (planned, drawn) in planned.iter().zip(drawn) {
                // The sides of the place lie between points.
                let off = (planned * scale - drawn as f64).abs();
                assert!(off < 1.5, "{what}: {reader:?} draws {drawn:?} where {planned:?} was planned");
            }
        }
    }
}

#[test]
fn on_every_kind_of_page() {
    let mut kinds: Vec<Sample> = structures::plain();
    kinds.retain(|sample| {
        ["rotated", "crop-box", "user-unit", "inherited", "origin"]
            .iter()
            .any(|kind| sample.name.starts_with(kind))
    });
    let large = page_with("/MediaBox [0 0 2384 3370]").bytes();
    kinds.push(Sample { name: "a0", bytes: large, password: None });
    for sample in &kinds {
        let desk = desk(&sample.bytes);
        // Off the text, which would make the difference smaller than the mark.
        desk.make_seal("检测章");
        let words = ["--seal", "检测章", "--at", "40,60", "--size", "30"];
        let plan = plan(&desk, &words);
        assert_eq!(plan["way"], "one-signature", "{}", sample.name);
        desk.signed("in.pdf", "out.pdf", &words);
        // A0 at screen resolution is picture enough.
        let dpi = if sample.name == "a0" { 72 } else { 144 };
        assert_drawn(&desk, &plan, dpi, sample.name);
        assert_passed(&desk, "out.pdf", 1);
    }
}

/// The second mark of a stamp is drawn into the page, where the first is the signature's own.
#[test]
fn whether_by_the_signature_or_in_the_page() {
    for sample in structures::plain().iter().filter(|sample| sample.name.starts_with("rotated")) {
        let desk = desk(&sample.bytes);
        desk.make_seal("检测章");
        desk.put(
            "stamps.json",
            r#"[
            {"art": {"seal": "检测章"}, "at": {"pages": {"pages": "all", "left": 40, "top": 60, "width": 30}}}
        ]"#,
        );
        let words = ["--layout", "stamps.json", "--text", "--at", "150,20", "--size", "40,12"];
        let plan = plan(&desk, &words);
        desk.signed("in.pdf", "unstamped.pdf", &words[2..]);
        desk.signed("in.pdf", "out.pdf", &words);
        desk.put("in.pdf", desk.read("unstamped.pdf"));
        assert_drawn(&desk, &plan, 144, sample.name);
    }
}

#[test]
fn in_every_structure_that_a_file_can_have() {
    let folder = Desk::new();
    let made = structures::by_qpdf(folder.folder());
    for sample in structures::plain().into_iter().chain(standards::all(folder.folder())).chain(made) {
        let desk = desk(&sample.bytes);
        let mut words =
            vec!["--seal", "ring.png", "--page", "all", "--at", "40,60", "--size", "30", "--seam", "right"];
        let mut secrets = format!("{}\n", tests::kit::village::PASSWORD);
        if let Some(password) = sample.password {
            words.push("--password-stdin");
            secrets.push_str(&format!("{password}\n"));
        }
        let key = tests::kit::village::Village::get().key_file("zhang-2048");
        let call = ["sign", "in.pdf", "-o", "out.pdf", "--p12", key.to_str().unwrap(), "--pin-stdin"];
        desk.succeed_with(&secrets, &[&call[..], &words].concat());
        assert!(desk.read("out.pdf").starts_with(&sample.bytes), "{}: an update", sample.name);
        let (status, said) = tools::qpdf_check(&desk.path("out.pdf"), sample.password);
        assert_eq!(status, 0, "{}: {said}", sample.name);
        assert_eq!(
            tools::pdfsig(&desk.path("out.pdf"), sample.password),
            ["Signature is Valid."],
            "{}",
            sample.name
        );
        if sample.password.is_none() {
            assert_passed(&desk, "out.pdf", 1);
        }
    }
}

#[test]
fn and_text_shows_through_the_ink() {
    let mut pdf = page_with("/MediaBox [0 0 595 842]");
    pdf.stream(5, "", "0 0 0 rg 100 500 200 200 re f");
    let desk = desk(&pdf.bytes());
    let all = |more: &[&str]| {
        let words = ["--seal", "ring.png", "--at", "40,60", "--size", "60"];
        let _ = std::fs::remove_file(desk.path("out.pdf"));
        desk.signed("in.pdf", "out.pdf", &[&words[..], more].concat());
        Reader::ALL.map(|reader| reader.draw(&desk.path("out.pdf"), 1, 72))
    };
    // The ring's left arc, on black: 40 mm and a little, in the middle of its height.
    let on_black = (100.0 / 72.0 * 25.4 + 6.5, 90.0);
    let drawn = all(&[]);
    for seen in &drawn {
        assert_eq!(seen.at(on_black.0, on_black.1), [0, 0, 0], "black stays black under red ink");
    }
    for seen in &all(&["--no-multiply"]) {
        let [red, ..] = seen.at(42.5, 90.0);
        assert!(red > 150, "without blending the ink covers");
    }
}

/// ISO 19005-1 knows no transparency; the seal covers what is below it.
#[test]
fn and_an_archive_of_part_one_gets_no_transparency() {
    let folder = Desk::new();
    let archives = standards::all(folder.folder());
    let archive = archives.iter().find(|sample| sample.name == "pdf-a-1b").unwrap();
    let desk = desk(&archive.bytes);
    desk.signed(
        "in.pdf",
        "out.pdf",
        &["--seal", "ring.png", "--page", "all", "--at", "40,60", "--seam", "left"],
    );
    let update = String::from_utf8_lossy(&desk.read("out.pdf")[archive.bytes.len()..]).into_owned();
    for word in ["/SMask", "/Multiply", "/Transparency"] {
        assert!(!update.contains(word), "{word}");
    }
}

#[test]
fn a_mark_off_its_page_is_refused_by_the_page() {
    let desk = desk(&structures::report(tests::kit::pdf::Listing::Table, 3).bytes());
    let ran = desk.sign("in.pdf", "out.pdf", &["--seal", "ring.png", "--page", "2-3", "--at", "190,20"]);
    assert_eq!(ran.status, 64);
    assert!(ran.err.contains('2'), "{}", ran.err);
    for (page, status) in [("2-4", 64), ("3-2", 64), ("1,,2", 64), ("1-3", 0)] {
        let ran = desk.sign(
            "in.pdf",
            &format!("{status}.pdf"),
            &["--seal", "ring.png", "--page", page, "--at", "20,20"],
        );
        assert_eq!(ran.status, status, "{page}: {}", ran.err);
    }
}
