//! Five programs that read our signatures, and what each says in its own words.

use crate::pieces::{self, Piece};
use crate::pyhanko;
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Command;
use tests::kit::tools;

/// The programs, in the order of the columns of an answer.
pub const PEERS: [&str; 5] = ["pyHanko", "pdfsig", "mutool", "openssl", "qpdf"];

/// What a program says of a file: that everything is as it should be, or its own words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Every signature is valid.
    Agrees,
    /// Something else.
    Says(String),
}

/// A file to be judged.
#[derive(Clone, Debug)]
pub struct Question {
    /// Where it is.
    pub file: PathBuf,
    /// What opens it.
    pub password: Option<&'static str>,
    /// `b`, `t`, `lt`, `lta`: what the last signature claims.
    pub level: &'static str,
    /// Signatures and document timestamps that there are to be found.
    pub signatures: usize,
}

/// The anchors, as files.
pub struct Anchors {
    /// One by one, PEM.
    pub roots: Vec<PathBuf>,
    /// All in one file, for openssl.
    pub together: PathBuf,
    /// Every issuer, for tokens that do not bring theirs.
    pub issuers: PathBuf,
}

/// What all five say of each file.
pub fn ask(anchors: &Anchors, questions: &[Question]) -> Vec<[Answer; 5]> {
    let roots: Vec<&Path> = anchors.roots.iter().map(PathBuf::as_path).collect();
    let jobs: Vec<_> = questions.iter().map(|q| (q.file.as_path(), q.password, q.level)).collect();
    let answers = pyhanko::judge_at(&roots, &jobs);
    let all = questions.iter().zip(&answers);
    all.map(|(question, answer)| {
        [
            pyhanko_says(question, answer),
            pdfsig(question),
            mutool(question),
            openssl(anchors, question),
            qpdf(question),
        ]
    })
    .collect()
}

fn pyhanko_says(question: &Question, answer: &Value) -> Answer {
    let Some(found) = answer.as_array() else {
        return Answer::Says(answer.as_str().unwrap_or_default().to_owned());
    };
    if found.len() == question.signatures && found.iter().all(|one| one["ok"] == true) {
        return Answer::Agrees;
    }
    let words = found.iter().map(|one| one["words"].as_str().unwrap_or_default().to_owned());
    Answer::Says(words.collect::<Vec<_>>().join("; "))
}

fn pdfsig(question: &Question) -> Answer {
    let said = tools::pdfsig(&question.file, question.password);
    if said.len() == question.signatures && said.iter().all(|one| one == "Signature is Valid.") {
        return Answer::Agrees;
    }
    Answer::Says(said.join("; "))
}

fn mutool(question: &Question) -> Answer {
    let mut words = vec!["sign".to_owned(), "-v".to_owned()];
    words.extend(
        question.password.map(|password| ["-p".to_owned(), password.to_owned()]).into_iter().flatten(),
    );
    words.push(question.file.display().to_string());
    let said = tools::both(&tools::run("mutool", &words));
    // MuPDF knows no anchors of ours; what it says of the digest is what counts. To it any later signature is an edit.
    let last = said.matches("The document is unchanged since signing").count();
    let earlier = said.matches("The signature is valid but there have been edits since signing").count();
    let appended_to = ["lt", "lta"].contains(&question.level);
    if last + earlier == question.signatures && (last >= 1 || appended_to) {
        return Answer::Agrees;
    }
    Answer::Says(told(&said, &question.file, |line| {
        !line.starts_with("Verifying signature") && !line.contains("ertificate")
    }))
}

fn qpdf(question: &Question) -> Answer {
    match tools::qpdf_check(&question.file, question.password) {
        (0, _) => Answer::Agrees,
        (_, said) => Answer::Says(told(&said, &question.file, |line| {
            line.starts_with("WARNING") || line.contains("error")
        })),
    }
}

/// The CMS of each signature with `openssl cms -verify`, each timestamp with `openssl ts -verify`.
fn openssl(anchors: &Anchors, question: &Question) -> Answer {
    let desk = tempfile::tempdir().unwrap();
    let found = pieces::of(&std::fs::read(&question.file).unwrap());
    if found.len() != question.signatures {
        return Answer::Says(format!("{} signatures", found.len()));
    }
    for piece in &found {
        if let Err(said) = openssl_piece(desk.path(), anchors, piece) {
            return Answer::Says(said);
        }
    }
    Answer::Agrees
}

fn openssl_piece(desk: &Path, anchors: &Anchors, piece: &Piece) -> Result<(), String> {
    if piece.is_timestamp {
        return openssl_token(desk, anchors, &piece.cms, &piece.content);
    }
    let [content, cms, nowhere] = ["content.bin", "cms.der", "content.out"].map(|name| desk.join(name));
    std::fs::write(&content, &piece.content).unwrap();
    std::fs::write(&cms, &piece.cms).unwrap();
    let mut command = Command::new("openssl");
    command
        .args(["cms", "-verify", "-binary", "-cades", "-inform", "DER", "-purpose", "any", "-in"])
        .arg(cms);
    command.arg("-content").arg(content).arg("-CAfile").arg(&anchors.together).arg("-out").arg(nowhere);
    said(command)?;
    match pieces::signer(&piece.cms) {
        pieces::Signer { token: Some(token), value, .. } => openssl_token(desk, anchors, &token, &value),
        _ => Ok(()),
    }
}

fn openssl_token(desk: &Path, anchors: &Anchors, token: &[u8], stamped: &[u8]) -> Result<(), String> {
    let [data, file] = ["stamped.bin", "token.der"].map(|name| desk.join(name));
    std::fs::write(&data, stamped).unwrap();
    std::fs::write(&file, token).unwrap();
    let mut command = Command::new("openssl");
    command.args(["ts", "-verify", "-token_in", "-data"]).arg(data).arg("-in").arg(file);
    command.arg("-CAfile").arg(&anchors.together).arg("-untrusted").arg(&anchors.issuers);
    said(command)
}

/// Nothing where it succeeded; else the reasons that openssl gives, without its numbers.
fn said(mut command: Command) -> Result<(), String> {
    let output = command.output().expect("openssl; `cargo xtask setup` installs it");
    if output.status.success() {
        return Ok(());
    }
    let text = tools::both(&output);
    let reasons = text.lines().filter_map(|line| line.split_once(":error:").map(|(_, rest)| rest));
    let reasons: Vec<_> = reasons.filter_map(|rest| rest.split(':').nth(2)).collect();
    Err(if reasons.is_empty() { text.trim().to_owned() } else { reasons.join("; ") })
}

/// The lines that count, without the file's name, each once.
fn told(text: &str, file: &Path, counts: impl Fn(&str) -> bool) -> String {
    let mut lines: Vec<String> = Vec::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty() && counts(line)) {
        let line =
            line.replace(&file.display().to_string(), "the file").trim_start_matches("the file: ").to_owned();
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    lines.join("; ")
}

/// A program's words for comparison: all of them but mutool's warnings, which depend on what random bytes decrypt to.
pub fn comparable(words: &str) -> Vec<&str> {
    words.split("; ").filter(|part| !part.starts_with("warning: ")).collect()
}

/// A program's words for the table: without names, without what it finds valid, without what it says of the document alone.
pub fn short(words: &str) -> String {
    // What mutool makes of decrypting a value that stays clear depends on its random bytes.
    const ASIDES: [&str; 5] = [
        "Distinguished name",
        "Signature is Valid",
        "The signature is valid but",
        "warning: aes padding",
        "warning: invalid string length for aes",
    ];
    let parts = words.split("; ").filter(|part| !ASIDES.iter().any(|aside| part.starts_with(aside)));
    format!("“{}”", parts.collect::<Vec<_>>().join("; "))
}

/// The versions of the five, in one line.
pub fn versions() -> String {
    let first = |program: &str, word: &str| {
        let said = tools::both(&tools::run(program, &[word]));
        let line = said.lines().next().unwrap_or_default().to_owned();
        line.split_whitespace()
            .find(|word| word.starts_with(|c: char| c.is_ascii_digit()))
            .unwrap_or("?")
            .to_owned()
    };
    let python = tools::python();
    let pyhanko = Command::new(python)
        .args(["-c", "from importlib.metadata import version; print(version('pyHanko'))"])
        .output()
        .unwrap();
    format!(
        "pyHanko {}, pdfsig {}, mutool {}, openssl {}, qpdf {}",
        String::from_utf8_lossy(&pyhanko.stdout).trim(),
        first("pdfsig", "-v"),
        first("mutool", "-v"),
        first("openssl", "version"),
        first("qpdf", "--version")
    )
}
