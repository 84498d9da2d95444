//! What is no PDF, half a PDF or a trap is refused with a sentence, quickly, and nothing is left behind.

use std::time::Instant;
use tests::kit::command::Desk;
use tests::kit::pdf::{Body, Listing, Pdf, deflate};
use tests::kit::structures;

fn traps() -> Vec<(&'static str, Vec<u8>)> {
    let good = structures::report(Listing::Table, 2).bytes();
    let packed = structures::report(Listing::Packed, 2).bytes();
    let mut traps = vec![
        ("empty.pdf", Vec::new()),
        ("one byte.pdf", b"%".to_vec()),
        ("text.pdf", b"Dear Sir or Madam".to_vec()),
        ("header only.pdf", b"%PDF-1.7\n".to_vec()),
        ("zeros.pdf", vec![0; 100_000]),
        ("no startxref.pdf", good[..good.len() - 30].to_vec()),
    ];
    for tenth in 1..10 {
        traps.push(("cut table.pdf", good[..good.len() * tenth / 10].to_vec()));
        traps.push(("cut packed.pdf", packed[..packed.len() * tenth / 10].to_vec()));
    }
    let mut looped = structures::report(Listing::Table, 1);
    let start = tests::kit::pdf::start_of_listing(&looped.bytes());
    let file = String::from_utf8_lossy(&looped.bytes())
        .replace("/Root 1 0 R", &format!("/Root 1 0 R /Prev {start}"));
    traps.push(("xref loop.pdf", file.into_bytes()));
    looped.set(2, "<< /Type /Pages /Kids [2 0 R] /Count 1 >>");
    traps.push(("page tree loop.pdf", looped.bytes()));
    let mut deep = structures::report(Listing::Table, 1);
    deep.set(
        1,
        format!("<< /Type /Catalog /Pages 2 0 R /Deep {}{} >>", "[".repeat(100_000), "]".repeat(100_000)),
    );
    traps.push(("nested.pdf", deep.bytes()));
    let mut fields = structures::report(Listing::Table, 1);
    fields.set(10, "<< /T (a) /FT /Sig /Kids [10 0 R] /Parent 10 0 R >>");
    fields.set(1, "<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [10 0 R 10 0 R] >> >>");
    traps.push(("field loop.pdf", fields.bytes()));
    let mut bomb = Pdf::new(Listing::Stream);
    bomb.set(1, "<< /Type /Catalog /Pages 2 0 R >>").set(2, "<< /Type /Pages /Kids [3 0 R] /Count 1 >>");
    bomb.set(3, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R >>");
    let twice = deflate(&deflate(&vec![b' '; 300_000_000]));
    bomb.objects.insert(4, Body::Stream("/Filter [/FlateDecode /FlateDecode]".to_owned(), twice.clone()));
    traps.push(("flate bomb.pdf", bomb.bytes()));
    bomb.objects.insert(
        5,
        Body::Stream(
            "/Type /ObjStm /N 1000000 /First 10 /Filter [/FlateDecode /FlateDecode]".to_owned(),
            twice,
        ),
    );
    traps.push(("object stream bomb.pdf", bomb.bytes()));
    let huge_size = String::from_utf8_lossy(&good).replace("/Size ", "/Size 99999999");
    traps.push(("huge size.pdf", huge_size.into_bytes()));
    let far = String::from_utf8_lossy(&good).replace("startxref\n", "startxref\n99999999999999999999");
    traps.push(("far startxref.pdf", far.into_bytes()));
    let mut boxes = structures::page_with("/MediaBox [0 0 1e38 -1e38] /Rotate 45 /UserUnit -7");
    boxes.set(9, "null");
    traps.push(("boxes.pdf", boxes.bytes()));
    traps
}

#[test]
fn every_trap() {
    let desk = Desk::new();
    for (name, bytes) in traps() {
        desk.put(name, &bytes);
        let start = Instant::now();
        let (report, verified) = desk.verify(name, &[]);
        assert!([1, 2, 3, 4].contains(&verified), "{name}: {verified} {report}");
        let fields = desk.run(&["fields", name]);
        assert!([0, 4].contains(&fields.status), "{name}: {} {}", fields.status, fields.err);
        let out = format!("{name}.out");
        let signed = desk.sign(name, &out, &["--text", "--at", "1,1", "--size", "2,2"]);
        assert!([0, 4, 5, 64].contains(&signed.status), "{name}: {} {}", signed.status, signed.err);
        if signed.status == 0 {
            assert_eq!(desk.verify(&out, &[]).1, 0, "{name} was signed, so it passes");
        } else {
            assert!(signed.err.lines().count() >= 2 && !desk.path(&out).exists(), "{name}: {}", signed.err);
        }
        println!("{name}: {:?} for all three", start.elapsed());
    }
    assert!(!desk.names().iter().any(|name| name.ends_with(".tmp")), "{:?}", desk.names());
}

#[test]
fn folders_and_devices_are_no_documents() {
    let desk = Desk::new();
    std::fs::create_dir(desk.path("folder.pdf")).unwrap();
    // A folder is verified by what lies in it, and this one is empty.
    let ran = desk.run(&["verify", "folder.pdf"]);
    assert_eq!(ran.status, 64, "{}{}", ran.out, ran.err);
    for name in ["folder.pdf", "/dev/null", "/dev/zero", "missing.pdf"] {
        if name != "folder.pdf" {
            assert_eq!(desk.verify(name, &[]).1, 4, "{name}");
        }
        assert_eq!(desk.sign(name, "out.pdf", &[]).status, 4, "{name}");
        assert_eq!(desk.run(&["fields", name]).status, 4, "{name}");
    }
}

#[test]
#[cfg(unix)]
fn what_may_not_be_read_is_said_to_be_so() {
    use std::os::unix::fs::PermissionsExt as _;
    let desk = Desk::new();
    let path = desk.put("closed.pdf", structures::report(Listing::Table, 1).bytes());
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o000)).unwrap();
    if std::fs::read(&path).is_ok() {
        println!("skipped: this account may read everything");
        return;
    }
    assert_eq!(desk.verify("closed.pdf", &[]).1, 4);
    assert_eq!(desk.sign("closed.pdf", "out.pdf", &[]).status, 4);
}

#[test]
fn bad_ink_pictures_and_key_files() {
    let desk = Desk::new();
    desk.put("in.pdf", structures::report(Listing::Table, 1).bytes());
    desk.put("bad", "neither ink nor a picture nor a key");
    let mut half = tests::kit::samples::ring();
    half.truncate(60);
    desk.put("half.png", half);
    desk.put("empty.json", r#"{"version":1,"strokes":[]}"#);
    let place = ["--at", "10,10", "--size", "30,20"];
    for (option, file) in [
        ("--ink", "bad"),
        ("--image", "bad"),
        ("--image", "half.png"),
        ("--ink", "missing"),
        ("--ink", "empty.json"),
    ] {
        let ran = desk.sign("in.pdf", "out.pdf", &[&[option, file][..], &place[..]].concat());
        assert!([4, 64].contains(&ran.status), "{option} {file}: {} {}", ran.status, ran.err);
    }
    let ran = desk.run_with("x\ncorrect horse 7\n", &["identity", "import", "bad", "--pin-stdin"]);
    assert_eq!(ran.status, 4, "{}", ran.err);
    assert_eq!(desk.names().len(), 4);
}
