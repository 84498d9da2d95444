//! Encrypted and signed in one step: the document is encrypted first, compared with what it was, and signed as that (RS7 2).

use tests::kit::command::{Desk, Outcome};
use tests::kit::laboratory::{FIRST, KIND, Laboratory, PIN, assert_refused, letters};
use tests::kit::pdf::{Listing, Pdf};
use tests::kit::structures::{self, USER};
use tests::kit::village::{PASSWORD, Village};
use tests::kit::{project, standards, tools};

/// The password of the files.
const OPENS: &str = "瓶 Wasser 26";

fn encrypt_as(desk: &Desk, input: &str, output: &str, password: &str, more: &[&str]) -> Outcome {
    let key_file = Village::get().key_file("zhang-2048");
    let words =
        ["sign", input, "-o", output, "--p12", key_file.to_str().unwrap(), "--pin-stdin", "--encrypt-stdin"];
    desk.run_with(&format!("{PASSWORD}\n{password}\n"), &[&words[..], more].concat())
}

fn encrypt(desk: &Desk, input: &str, output: &str) {
    let ran = encrypt_as(desk, input, output, OPENS, &[]);
    assert_eq!(ran.status, 0, "{input}: {}", ran.err);
}

/// The whole log.
fn exported(desk: &Desk) -> String {
    desk.succeed(&["log", "export", "-o", "log.json"]);
    String::from_utf8(desk.read("log.json")).unwrap()
}

fn verified(desk: &Desk, file: &str, password: &str) -> Outcome {
    let root = Village::get().root();
    let words = ["verify", "--json", "--trust", root.to_str().unwrap(), "--password-stdin", file];
    desk.run_with(&format!("{password}\n"), &words)
}

/// A report with what a document can hold besides its pages: tags, metadata, an attachment, a bookmark, a date with digits
/// that a number of 32 bits would not keep.
fn full(version: &str) -> Pdf {
    let mut pdf = structures::report(Listing::Packed, 2);
    pdf.version = match version {
        "2.0" => "2.0",
        _ => "1.6",
    };
    pdf.set(
        1,
        "<</Type/Catalog/Pages 2 0 R/Metadata 30 0 R/Lang(zh-CN)/MarkInfo<</Marked true>>/StructTreeRoot 31 0 R\
         /Names<</EmbeddedFiles<</Names[(data.csv) 33 0 R]>>>>/Outlines 35 0 R>>",
    );
    pdf.stream(30, "/Type/Metadata/Subtype/XML", "<x:xmpmeta>水质</x:xmpmeta>".as_bytes());
    pdf.set(31, "<</Type/StructTreeRoot/K 32 0 R>>");
    pdf.set(32, "<</Type/StructElem/S/Document/P 31 0 R/T(Report)>>");
    pdf.set(33, "<</Type/Filespec/F(data.csv)/UF(data.csv)/EF<</F 34 0 R>>>>");
    pdf.stream(34, "/Type/EmbeddedFile/Subtype/text#2Fcsv", b"pH;7.41\n".to_vec());
    pdf.set(35, "<</Type/Outlines/First 36 0 R/Last 36 0 R/Count 1>>");
    pdf.set(36, "<</Title(Results)/Parent 35 0 R/Dest[4 0 R/XYZ 0 595.27559055 null]>>");
    pdf
}

/// What others see of a file: its pages as pictures, its text, what qpdf says of everything else.
fn seen(desk: &Desk, file: &str, password: Option<&str>) -> (Vec<u8>, String, usize) {
    let path = desk.path(file).display().to_string();
    let opened: Vec<String> =
        password.map(|word| vec!["-upw".to_owned(), word.to_owned()]).unwrap_or_default();
    let words =
        |more: &[&str]| [opened.clone(), more.iter().map(|word| (*word).to_owned()).collect()].concat();
    let drawn = desk.path("drawn").display().to_string();
    let mut pictures = Vec::new();
    let pages: usize = tools::succeed("pdfinfo", &words(&[&path]))
        .lines()
        .find_map(|line| line.strip_prefix("Pages:"))
        .unwrap()
        .trim()
        .parse()
        .unwrap();
    for page in 1..=pages {
        let page = page.to_string();
        tools::succeed(
            "pdftoppm",
            &words(&["-r", "50", "-f", &page, "-l", &page, "-singlefile", &path, &drawn]),
        );
        pictures.extend(desk.read("drawn.ppm"));
    }
    (pictures, tools::succeed("pdftotext", &words(&[&path, "-"])), pages)
}

#[test]
fn what_is_signed_opens_with_a_password_alone() {
    let desk = Desk::new();
    desk.put("report.pdf", std::fs::read(project().join("assets/samples/report-JC-2026-0417.pdf")).unwrap());
    desk.put("full-1.pdf", full("1.6").bytes());
    desk.put("full-2.pdf", full("2.0").bytes());
    for name in ["report", "full-1", "full-2"] {
        let (input, output) = (format!("{name}.pdf"), format!("{name}-signed.pdf"));
        let before = desk.read(&input);
        encrypt(&desk, &input, &output);
        assert_eq!(desk.read(&input), before, "{name}: the user's file is never touched");
        // Closed without the password, the same verdict with it.
        let closed = desk.run(&["verify", "--json", &output]);
        assert_ne!(closed.status, 0, "{name}: {}", closed.out);
        assert_ne!(verified(&desk, &output, "Wasser 26").status, 0);
        let ran = verified(&desk, &output, OPENS);
        assert_eq!(ran.status, 0, "{name}: {}", ran.out);
        let report: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
        assert_eq!(
            (&report[0]["verdict"], &report[0]["file"]["encrypted"]),
            (&"passed".into(), &true.into())
        );
        assert_eq!(report[0]["signatures"][0]["integrity"], "intact");
        // Others open it, and see what they saw.
        let (status, said) = tools::qpdf_check(&desk.path(&output), Some(OPENS));
        assert_eq!(status, 0, "{name}: {said}");
        assert!(said.contains("R = 6"), "{name}: {said}");
        assert!(said.contains("file encryption method: AESv3"), "{name}: {said}");
        assert!(said.contains("modify anything: allowed"), "{name}: {said}");
        assert_eq!(tools::pdfsig(&desk.path(&output), Some(OPENS)), ["Signature is Valid."], "{name}");
        assert!(seen(&desk, &input, None) == seen(&desk, &output, Some(OPENS)), "{name} is seen differently");
        let bytes = desk.read(&output);
        for clear in ["水质", "data.csv", "pH;7.41", "Results"] {
            let clear = clear.as_bytes();
            assert!(
                !bytes.windows(clear.len()).any(|part| part == clear),
                "{name}: something stands in clear"
            );
        }
    }
    // Tags, metadata, attachment and bookmark come back.
    let [from, to] =
        [desk.path("full-2-signed.pdf"), desk.path("open.pdf")].map(|path| path.display().to_string());
    tools::succeed(
        "qpdf",
        &["--qdf", "--object-streams=disable", "--decrypt", &format!("--password={OPENS}"), &from, &to],
    );
    let open = desk.read("open.pdf");
    for kept in ["水质", "data.csv", "pH;7.41", "Results", "595.27559055", "/StructTreeRoot", "/Lang (zh-CN)"]
    {
        assert!(open.windows(kept.len()).any(|part| part == kept.as_bytes()), "{kept} is lost");
    }
    assert!(open.starts_with(b"%PDF-2.0"), "the version stays");
    // The log says that it was, and never with what.
    let log = exported(&desk);
    assert!(log.contains("aes-256") && !log.contains("Wasser"), "{log}");
    let sha256 = desk.verify("full-2.pdf", &[]).0["file"]["sha256"].as_str().unwrap().to_owned();
    assert!(log.contains(&sha256), "the log names the document that the user had");
}

#[test]
fn every_structure_is_encrypted_and_signed_again_later() {
    let desk = Desk::new();
    let mut all = structures::plain();
    all.extend(structures::by_qpdf(desk.folder()).into_iter().filter(|sample| sample.password.is_none()));
    for sample in all.iter().filter(|sample| !sample.name.starts_with("aes-")) {
        let name = sample.name;
        desk.put("in.pdf", &sample.bytes);
        let (one, two) = (format!("{name}-1.pdf"), format!("{name}-2.pdf"));
        encrypt(&desk, "in.pdf", &one);
        // Whoever signs next opens it with the same password, and appends.
        let key_file = Village::get().key_file("zhang-3072");
        let words = [
            "sign",
            &one,
            "-o",
            &two,
            "--p12",
            key_file.to_str().unwrap(),
            "--pin-stdin",
            "--password-stdin",
        ];
        let ran = desk.run_with(&format!("{PASSWORD}\n{OPENS}\n"), &words);
        assert_eq!(ran.status, 0, "{name}: {}", ran.err);
        let ran = verified(&desk, &two, OPENS);
        assert_eq!(ran.status, 0, "{name}: {}", ran.out);
        assert_eq!(tools::qpdf_check(&desk.path(&two), Some(OPENS)).0, 0, "{name}");
        assert_eq!(tools::pdfsig(&desk.path(&two), Some(OPENS)), ["Signature is Valid."; 2], "{name}");
    }
}

#[test]
fn what_cannot_be_encrypted_is_refused_with_the_way_round() {
    let desk = Desk::new();
    structures::by_qpdf(desk.folder());
    desk.signed("plain.pdf", "signed.pdf", &[]);
    let archive = standards::all(desk.folder()).into_iter().find(|sample| sample.name == "pdf-a-2b").unwrap();
    desk.put("archive.pdf", archive.bytes);
    let refused = |ran: Outcome, said: &str| {
        assert_eq!(ran.status, 5, "{said}: {}", ran.err);
        assert!(ran.err.contains(said), "{said}: {}", ran.err);
        assert!(!desk.path("out.pdf").exists(), "{said}: nothing was written");
    };
    refused(encrypt_as(&desk, "signed.pdf", "out.pdf", OPENS, &[]), "return package");
    refused(encrypt_as(&desk, "archive.pdf", "out.pdf", OPENS, &[]), "PDF/A");
    for weak in ["", "abc", "123456", "111111", "password"] {
        refused(encrypt_as(&desk, "plain.pdf", "out.pdf", weak, &[]), "password");
    }
    let long = "long and strong 1 ".repeat(9);
    refused(encrypt_as(&desk, "plain.pdf", "out.pdf", &long, &[]), "password");
    let key_file = Village::get().key_file("zhang-2048");
    let words = [
        "sign",
        "aes-256.pdf",
        "-o",
        "out.pdf",
        "--p12",
        key_file.to_str().unwrap(),
        "--pin-stdin",
        "--password-stdin",
        "--encrypt-stdin",
    ];
    refused(desk.run_with(&format!("{PASSWORD}\n{USER}\n{OPENS}\n"), &words), "encrypted already");
    // In place, the file is the encrypted one from then on.
    let words = [
        "sign",
        "plain.pdf",
        "--in-place",
        "--p12",
        key_file.to_str().unwrap(),
        "--pin-stdin",
        "--encrypt-stdin",
    ];
    let ran = desk.run_with(&format!("{PASSWORD}\n{OPENS}\n"), &words);
    assert_eq!(ran.status, 0, "{}", ran.err);
    assert_eq!(verified(&desk, "plain.pdf", OPENS).status, 0);
}

#[test]
fn many_are_encrypted_with_one_password() {
    let desk = Desk::new();
    std::fs::create_dir(desk.path("in")).unwrap();
    for name in ["one", "two"] {
        desk.put(&format!("in/{name}.pdf"), structures::report(Listing::Table, 1).bytes());
    }
    desk.signed("in/one.pdf", "in/was-signed.pdf", &[]);
    let key_file = Village::get().key_file("zhang-2048");
    let words = [
        "sign",
        "--batch",
        "in",
        "-o",
        "out",
        "--json",
        "--p12",
        key_file.to_str().unwrap(),
        "--pin-stdin",
        "--encrypt-stdin",
    ];
    let ran = desk.run_with(&format!("{PASSWORD}\n{OPENS}\n"), &words);
    assert_eq!(ran.status, 5, "{}", ran.err);
    let rows: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    let codes: Vec<_> = rows.as_array().unwrap().iter().map(|row| row["failure"]["case"].as_str()).collect();
    assert_eq!(codes, [None, None, Some("signed")], "{rows}");
    for name in ["one", "two"] {
        assert_eq!(verified(&desk, &format!("out/{name}.pdf"), OPENS).status, 0);
    }
    // Weak for one is weak for all: nothing is signed.
    let ran = desk.run_with(&format!("{PASSWORD}\nabc\n"), &words);
    assert_eq!(ran.status, 5, "{}", ran.err);
}

/// encrypt-output: what is signed opens with a password alone, wherever it can still be encrypted (RS7 2)
#[test]
fn the_house_wants_what_is_signed_encrypted() {
    let laboratory = Laboratory::open();
    let li = &laboratory.li;
    li.put("in.pdf", std::fs::read(letters().join("JC-2026-0417.pdf")).unwrap());
    let sign = |input: &str, output: &str, secrets: &str, more: &[&str]| {
        let words =
            ["sign", input, "-o", output, "--identity", "李四", "--consent", "--kind", KIND, "--pin-stdin"];
        li.run_with(&format!("{PIN}\n{secrets}"), &[&words[..], more].concat())
    };
    assert_eq!(sign("in.pdf", "before.pdf", "", &[]).status, 0, "nobody asks for it at first");
    let words = ["office", "policy", "encrypt-output=true", "--by", FIRST, "--pin-stdin"];
    laboratory.office.succeed_with(&format!("{PIN}\n"), &words);
    laboratory.update(&[li]);

    assert_refused(&sign("in.pdf", "out.pdf", "", &[]), "RS7 2");
    assert!(!li.names().contains(&"out.pdf".to_owned()), "nothing was written");
    // As long as the house wants a PIN to be.
    let short = sign("in.pdf", "out.pdf", "Regen 7\n", &["--encrypt-stdin"]);
    assert_eq!(short.status, 5, "{}", short.err);
    let ran = sign("in.pdf", "out.pdf", &format!("{OPENS}\n"), &["--encrypt-stdin"]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    assert_eq!(tools::qpdf_check(&li.path("out.pdf"), Some(OPENS)).0, 0);
    // What is encrypted already satisfies it; what is signed already cannot be, and that is told and logged.
    let again = sign("out.pdf", "again.pdf", &format!("{OPENS}\n"), &["--password-stdin"]);
    assert_eq!(again.status, 0, "{}", again.err);
    assert!(!again.out.contains("RS7 2"), "{}", again.out);
    let warned = sign("before.pdf", "second.pdf", "", &[]);
    assert_eq!(warned.status, 0, "{}", warned.err);
    assert!(warned.out.contains("RS7 2"), "told: {}", warned.out);
    let log = exported(li);
    assert!(log.contains("encrypt-output (RS7 2)"), "and logged");
}
