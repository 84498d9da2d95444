//! Our visible signatures over every structure of the kit, and several in one file: judged by five programs.

use crate::{pieces, pyhanko};
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

fn openssl_verifies(desk: &Desk, file: &Path) {
    let last = pieces::of(&std::fs::read(file).unwrap()).pop().expect("a signature");
    let (content, cms) = (desk.put("content.bin", last.content), desk.put("cms.der", last.cms));
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

#[test]
fn inked_signatures() {
    const INK: [&str; 8] = ["--ink", "ink.json", "--at", "30,60", "--size", "50,20", "--reason", "批准"];
    let desk = Desk::new();
    desk.put("ink.json", samples::INK);
    let mut all = structures::plain();
    all.extend(structures::by_qpdf(desk.folder()));
    let mut signed = Vec::new();
    for (sample, key) in all.iter().zip(KEYS.iter().cycle()) {
        desk.put("in.pdf", &sample.bytes);
        let before = tools::qpdf_check(&desk.path("in.pdf"), sample.password).0;
        let name = format!("{}-signed.pdf", sample.name);
        sign(&desk, sample, key, &INK, "in.pdf", &name);
        let file = desk.path(&name);
        assert_eq!(tools::pdfsig(&file, sample.password), ["Signature is Valid."], "{name}");
        let (status, said) = tools::qpdf_check(&file, sample.password);
        assert!(before == 0 && status == 0, "{name}: {said}");
        mutool_agrees(&file, sample.password, 1);
        openssl_verifies(&desk, &file);
        signed.push((file, sample));
    }
    // pyHanko's strict mode refuses hybrid files as such, with or without a signature.
    let answers = pyhanko::judge(signed.iter().map(|(file, sample)| (file.as_path(), sample.password)));
    for ((file, sample), answer) in signed.iter().zip(&answers) {
        if sample.name == "hybrid" {
            assert!(answer.as_str().is_some_and(|said| said.to_lowercase().contains("hybrid")), "{answer}");
            continue;
        }
        pyhanko::assert_valid(answer, 1, &file.display().to_string());
        assert_eq!(answer[0]["coverage"], "ENTIRE_FILE", "{}", file.display());
    }
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
