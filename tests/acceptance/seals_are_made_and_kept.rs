//! Seals: made by the office alone, as large as they say, handed to whoever keeps them, taken out of a scan.

use serde_json::Value;
use tests::kit::command::Desk;
use tests::kit::samples;

const NAME: &str = "某某检测技术有限公司";

fn office() -> Desk {
    let desk = Desk::new();
    desk.succeed(&["station", "office"]);
    desk
}

fn seals(desk: &Desk) -> Vec<Value> {
    serde_json::from_str(&desk.succeed(&["seal", "list", "--json"])).unwrap()
}

/// Width and height of a PNG.
fn size_of(png: &[u8]) -> (u32, u32) {
    let at = |from: usize| u32::from_be_bytes(png[from..from + 4].try_into().unwrap());
    (at(16), at(20))
}

fn actions(desk: &Desk) -> Vec<String> {
    let log: Value = serde_json::from_str(&desk.succeed(&["log", "show", "--json"])).unwrap();
    let entries = log["entries"].as_array().unwrap();
    entries.iter().map(|entry| entry["action"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn only_the_office_makes_one_and_the_clause_is_named() {
    let desk = Desk::new();
    let refused = desk.run(&["seal", "make", NAME]);
    assert_eq!(refused.status, 5, "{}", refused.err);
    assert!(refused.err.contains("RS18 Article 5"), "{}", refused.err);
    assert!(seals(&desk).is_empty());
    desk.succeed(&["station", "custodian"]);
    assert_eq!(desk.run(&["seal", "make", NAME]).status, 5);
    desk.succeed(&["station", "office"]);
    desk.succeed(&["seal", "make", NAME, "--code", "1101080012345"]);
    let made = seals(&desk);
    assert_eq!(made.len(), 1);
    assert_eq!(made[0]["kind"], "testing");
    assert_eq!(made[0]["label"], format!("{NAME}检验检测专用章"));
    let logged = actions(&desk);
    assert!(
        logged.contains(&"seal-made".to_owned()) && logged.contains(&"settings-changed".to_owned()),
        "{logged:?}"
    );
}

#[test]
fn a_seal_of_40_mm_is_drawn_40_mm_wide() {
    let desk = office();
    desk.succeed(&["seal", "make", NAME, "-o", "seal.png"]);
    // 40 mm at 600 dots an inch are 944.9 dots.
    assert_eq!(size_of(&desk.read("seal.png")), (945, 945));
    desk.succeed(&[
        "seal",
        "make",
        NAME,
        "--preset",
        "invoice",
        "--number",
        "91110108MA01ABCD2X",
        "-o",
        "oval.png",
    ]);
    assert_eq!(size_of(&desk.read("oval.png")), (945, 709));
    let again = desk.run(&["seal", "make", NAME, "-o", "seal.png"]);
    assert_eq!(again.status, 4, "a picture is never overwritten");
}

#[test]
fn what_cannot_be_read_is_refused() {
    let desk = office();
    let status = |arguments: &[&str]| {
        let ran = desk.run(&[&["seal", "make"], arguments].concat());
        (ran.status, ran.err)
    };
    let (code, words) = status(&["某某😀公司"]);
    assert!(code == 64 && words.contains('😀'), "{code} {words}");
    assert_eq!(status(&[NAME, "--size", "3"]).0, 64);
    assert_eq!(status(&[NAME, "--border", "20"]).0, 64);
    assert_eq!(status(&["   "]).0, 64);
    assert_eq!(status(&[NAME, "--preset", "none-such"]).0, 64);
    assert!(seals(&desk).is_empty());
    // Characters beyond the basic plane that names of people have.
    assert_eq!(status(&["㛃𫖯之印", "--preset", "representative-20"]).0, 0);
}

#[test]
fn the_office_hands_it_to_the_one_who_keeps_it() {
    let (office, custodian) = (office(), Desk::new());
    office.succeed(&["seal", "make", NAME, "--label", "检测章"]);
    let file = custodian.path("检测章.vmseal");
    office.succeed(&["seal", "show", "检测章", "--export", &file.display().to_string()]);
    custodian.succeed(&["station", "custodian"]);
    custodian.succeed(&["seal", "import", "检测章.vmseal"]);
    let (theirs, ours) = (seals(&custodian), seals(&office));
    assert_eq!(theirs[0]["id"], ours[0]["id"]);
    assert_eq!(theirs[0]["sha256"], ours[0]["sha256"]);
    assert_eq!((&theirs[0]["imported"], &ours[0]["imported"]), (&Value::Bool(true), &Value::Bool(false)));
    // Once is enough, and it is not the custodian's to hand on.
    assert_eq!(custodian.run(&["seal", "import", "检测章.vmseal"]).status, 64);
    let onward = custodian.run(&["seal", "show", "检测章", "--export", "copy.vmseal"]);
    assert!(onward.status == 5 && onward.err.contains("RS18"), "{}", onward.err);
    assert!(!custodian.names().contains(&"copy.vmseal".to_owned()));
    for damaged in ["{}", "not JSON", r#"{"format":"vermilion-seal","version":9}"#] {
        custodian.put("bad.vmseal", damaged);
        assert_eq!(custodian.run(&["seal", "import", "bad.vmseal"]).status, 4, "{damaged}");
    }
    assert!(actions(&office).contains(&"seal-exported".to_owned()));
    assert!(actions(&custodian).contains(&"seal-imported".to_owned()));
}

#[test]
fn it_is_renamed_retired_and_deleted_and_all_of_it_is_logged() {
    let desk = office();
    desk.succeed(&["seal", "make", "张三", "--preset", "representative-18"]);
    desk.succeed(&["seal", "change", "张三", "--rename", "法人章"]);
    desk.succeed(&["seal", "change", "法人章", "--retire"]);
    assert!(seals(&desk)[0]["retired"].is_string());
    desk.succeed(&["seal", "change", "法人章", "--resume"]);
    assert!(seals(&desk)[0]["retired"].is_null());
    desk.succeed(&["seal", "remove", "法人章"]);
    assert!(seals(&desk).is_empty());
    assert_eq!(desk.run(&["seal", "show", "法人章"]).status, 64);
    let logged = actions(&desk);
    assert_eq!(logged.iter().filter(|action| *action == "seal-changed").count(), 3, "{logged:?}");
    assert!(logged.contains(&"seal-removed".to_owned()));
    assert_eq!(desk.run(&["log", "verify"]).status, 0);
}

#[test]
fn a_scan_becomes_artwork_and_its_quality_is_told() {
    let desk = office();
    desk.put("scan.png", samples::scanned(true));
    let told =
        desk.succeed(&["seal", "import", "scan.png", "--name", "扫描章", "--kind", "testing", "--json"]);
    let told: Value = serde_json::from_str(&told).unwrap();
    assert_eq!(told["scan"]["colour"], "red");
    let width = told["scan"]["width"].as_f64().unwrap();
    assert!((width - 40.0).abs() < 0.01, "the file's resolution and the usual size give {width} mm");
    assert_eq!(told["scan"]["advice"].as_array().unwrap().len(), 0, "{}", told["scan"]["advice"]);
    let coarse = desk.run(&["seal", "import", "scan.png", "--name", "大章", "--size", "58"]);
    assert!(coarse.status == 0 && coarse.err.contains("dots an inch"), "{}", coarse.err);
    desk.put("blank.png", samples::scanned(false));
    assert_eq!(desk.run(&["seal", "import", "blank.png", "--name", "空"]).status, 64);
    // A signature is its owner's to take in, on any station.
    let signer = Desk::new();
    signer.put("scan.png", desk.read("scan.png"));
    assert_eq!(signer.run(&["seal", "import", "scan.png", "--name", "章"]).status, 5);
    signer.succeed(&[
        "seal",
        "import",
        "scan.png",
        "--name",
        "张三",
        "--kind",
        "signature",
        "--colour",
        "red",
    ]);
}

/// Runs a command where the user's own font folder is the desk's, and no other font of that style comes before its.
fn with_fonts(desk: &Desk, arguments: &[&str]) -> (i32, String) {
    let mut command = desk.command(arguments);
    let ran = command.env("HOME", desk.folder()).env("XDG_DATA_HOME", desk.path("share")).output().unwrap();
    (ran.status.code().unwrap_or(-1), String::from_utf8_lossy(&ran.stderr).into_owned())
}

#[test]
fn a_seal_in_the_computers_own_face_keeps_its_outlines() {
    let desk = office();
    // What stands in for the computer's font is the face that comes with the program, without most of its characters.
    let song = std::fs::read(tests::kit::project().join("assets/fonts/vermilion-song.otf")).unwrap();
    std::fs::create_dir_all(desk.path("share/fonts")).unwrap();
    desk.put("share/fonts/FandolFang-Regular.otf", song);
    let (status, said) = with_fonts(
        &desk,
        &["seal", "make", NAME, "--font", "fangsong", "--label", "仿宋章", "-o", "fangsong.png"],
    );
    assert_eq!(status, 0, "{said}");
    desk.succeed(&["seal", "show", "仿宋章", "-o", "kept.png", "--export", "handed.vmseal"]);
    assert_eq!(size_of(&desk.read("kept.png")), (945, 945));
    assert_eq!(desk.read("kept.png"), desk.read("fangsong.png"));
    let handed: Value = serde_json::from_slice(&desk.read("handed.vmseal")).unwrap();
    assert_eq!(handed["outlines"]["design"]["face"], "fangsong");
    // Another station has no such font, and the seal all the same.
    let other = Desk::new();
    other.put("handed.vmseal", desk.read("handed.vmseal"));
    other.succeed(&["seal", "import", "handed.vmseal"]);
    other.succeed(&["seal", "show", "仿宋章", "-o", "there.png"]);
    assert_eq!(other.read("there.png"), desk.read("kept.png"));
    // A character that the face lacks is named before anything is made.
    let (status, said) = with_fonts(&desk, &["--lang", "en", "seal", "make", "某某😀", "--font", "fangsong"]);
    assert!(status != 0 && said.contains("FangSong font has no “😀”"), "{said}");
    assert_eq!(seals(&desk).len(), 1);
    // Outlines that leave their seal are none.
    let far =
        String::from_utf8(desk.read("handed.vmseal")).unwrap().replacen("\"M", "\"M90 90L99 99L90 99ZM", 1);
    other.put("far.vmseal", far.replace(handed["id"].as_str().unwrap(), "aabbccddeeff0011"));
    assert_eq!(other.run(&["seal", "import", "far.vmseal"]).status, 4);
}
