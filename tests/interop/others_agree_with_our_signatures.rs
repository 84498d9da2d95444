//! Our signatures, over every structure of the kit, three key sizes, invisible and inked: judged by five programs.

use crate::pyhanko;
use std::path::{Path, PathBuf};
use tests::kit::command::Desk;
use tests::kit::structures::{self, Sample};
use tests::kit::village::{PASSWORD, Village};
use tests::kit::{samples, tools};

const KEYS: [&str; 3] = ["zhang-2048", "zhang-3072", "zhang-4096"];

fn sign(desk: &Desk, sample: &Sample, key: &str, look: &[&str], input: &str, output: &str) {
    let key_file = Village::get().key_file(key);
    let mut words = vec!["sign", input, "-o", output, "--p12", key_file.to_str().unwrap(), "--pin-stdin"];
    words.extend(look);
    let mut secrets = format!("{PASSWORD}\n");
    if let Some(password) = sample.password {
        words.push("--password-stdin");
        secrets.push_str(&format!("{password}\n"));
    }
    let ran = desk.run_with(&secrets, &words);
    assert_eq!(ran.status, 0, "{} {key}: {}", sample.name, ran.err);
}

/// The content that was signed and the CMS, of the last signature in a file, by its byte range.
fn pieces(file: &[u8]) -> (Vec<u8>, Vec<u8>) {
    let at = file.windows(10).rposition(|window| window == b"/ByteRange").expect("a byte range");
    let numbers: Vec<usize> = String::from_utf8_lossy(&file[at..(at + 120).min(file.len())])
        .split(|c: char| !c.is_ascii_digit())
        .filter(|piece| !piece.is_empty())
        .take(4)
        .map(|number| number.parse().unwrap())
        .collect();
    let [_, before, after, rest] = numbers[..] else { panic!("four numbers: {numbers:?}") };
    let hex = &file[before + 1..after - 1];
    let der = hex::decode(hex).expect("hexadecimal");
    let length = match der[1] {
        0x82 => 4 + usize::from(u16::from_be_bytes([der[2], der[3]])),
        other => panic!("a length of form {other:02x}"),
    };
    assert!(der[length..].iter().all(|byte| *byte == 0), "nothing but zeros after the value");
    ([&file[..before], &file[after..after + rest]].concat(), der[..length].to_vec())
}

fn openssl_verifies(desk: &Desk, file: &Path) {
    let (content, cms) = pieces(&std::fs::read(file).unwrap());
    let (content, cms) = (desk.put("content.bin", content), desk.put("cms.der", cms));
    let (root, nowhere) = (Village::get().root(), desk.path("content.out"));
    let path = |path: &PathBuf| path.to_str().unwrap().to_owned();
    let words = [
        "cms",
        "-verify",
        "-binary",
        "-cades",
        "-inform",
        "DER",
        "-purpose",
        "any",
        "-in",
        &path(&cms),
        "-content",
        &path(&content),
        "-CAfile",
        &path(&root),
        "-out",
        &path(&nowhere),
    ]
    .map(str::to_owned);
    let output = tools::run("openssl", &words);
    assert!(output.status.success(), "{}: {}", file.display(), tools::both(&output));
}

fn mutool_agrees(file: &Path, password: Option<&str>, signatures: usize) {
    let mut words = vec!["sign".to_owned(), "-v".to_owned()];
    words.extend(password.map(|password| ["-p".to_owned(), password.to_owned()]).into_iter().flatten());
    words.push(file.display().to_string());
    let said = tools::both(&tools::run("mutool", &words));
    // MuPDF knows no anchors of ours; what it says of the digest is what counts. To it any later signature is an edit.
    let last = said.matches("The document is unchanged since signing").count();
    let earlier = said.matches("The signature is valid but there have been edits since signing").count();
    assert_eq!((last, earlier), (1, signatures - 1), "{}: {said}", file.display());
}

fn matrix(look: &'static str) {
    let desk = Desk::new();
    desk.put("ink.json", samples::INK);
    let look: &[&str] = if look == "ink" {
        &["--ink", "ink.json", "--at", "30,60", "--size", "50,20", "--reason", "批准"]
    } else {
        &[]
    };
    let mut all = structures::plain();
    all.extend(structures::by_qpdf(desk.folder()));
    let mut signed = Vec::new();
    for sample in &all {
        desk.put("in.pdf", &sample.bytes);
        let before = tools::qpdf_check(&desk.path("in.pdf"), sample.password).0;
        for key in KEYS {
            let name = format!("{}-{key}-signed.pdf", sample.name);
            sign(&desk, sample, key, look, "in.pdf", &name);
            let file = desk.path(&name);
            assert_eq!(tools::pdfsig(&file, sample.password), ["Signature is Valid."], "{name}");
            let (status, said) = tools::qpdf_check(&file, sample.password);
            assert!(before == 0 && status == 0, "{name}: {said}");
            mutool_agrees(&file, sample.password, 1);
            openssl_verifies(&desk, &file);
            signed.push((file, sample));
        }
    }
    // pyHanko's strict mode refuses hybrid files as such, with or without a signature.
    let answers = pyhanko::judge(signed.iter().map(|(file, sample)| (file.as_path(), sample.password)));
    let mut refused = 0;
    for ((file, sample), answer) in signed.iter().zip(&answers) {
        if sample.name == "hybrid" {
            refused += 1;
            assert!(answer.as_str().is_some_and(|said| said.to_lowercase().contains("hybrid")), "{answer}");
            continue;
        }
        pyhanko::assert_valid(answer, 1, &file.display().to_string());
        assert_eq!(answer[0]["coverage"], "ENTIRE_FILE", "{}", file.display());
    }
    println!(
        "{} files judged valid by pdfsig, mutool, openssl and qpdf; {} by pyHanko",
        signed.len(),
        signed.len() - refused
    );
}

#[test]
fn invisible_signatures() {
    matrix("invisible");
}

#[test]
fn inked_signatures() {
    matrix("ink");
}

#[test]
fn several_signatures_in_one_file() {
    let desk = Desk::new();
    desk.put("ink.json", samples::INK);
    let mut files = Vec::new();
    for sample in structures::plain().into_iter().filter(|sample| sample.name != "hybrid") {
        let name = |number: usize| format!("{}-{number}.pdf", sample.name);
        desk.put(&name(0), &sample.bytes);
        for (number, key) in (1..).zip(KEYS) {
            let look: &[&str] =
                if number == 2 { &["--ink", "ink.json", "--at", "30,60", "--size", "50,20"] } else { &[] };
            sign(&desk, &sample, key, look, &name(number - 1), &name(number));
        }
        let last = desk.path(&name(3));
        assert_eq!(tools::pdfsig(&last, None), ["Signature is Valid."; 3], "{}", sample.name);
        mutool_agrees(&last, None, 3);
        // pyHanko compares annotations that are objects of their own; one inside the array is to it a change of another kind.
        if sample.name != "annots-inline" {
            files.push(last);
        }
    }
    let answers = pyhanko::judge(files.iter().map(|file| (file.as_path(), None)));
    for (file, answer) in files.iter().zip(&answers) {
        pyhanko::assert_valid(answer, 3, &file.display().to_string());
    }
}
