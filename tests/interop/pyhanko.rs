//! pyHanko, driven by two small scripts: `judge.py` judges, `sign.py` signs.

use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tests::kit::tools;
use tests::kit::village::{PASSWORD, Village};

const JUDGE: &str = include_str!("judge.py");
const SIGN: &str = include_str!("sign.py");

fn run(script: &str, arguments: &[&Path], input: &Value) -> Vec<Value> {
    let mut command = Command::new(tools::python());
    command.arg("-c").arg(script).args(arguments);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("Python with pyHanko; `cargo xtask setup` installs it");
    std::io::Write::write_all(&mut child.stdin.take().unwrap(), input.to_string().as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{}", tools::both(&output));
    serde_json::from_slice(&output.stdout).unwrap()
}

/// A file to judge: where it is, the password that opens it, and the level that its last signature claims.
pub type Question<'a> = (&'a Path, Option<&'a str>, &'a str);

/// What pyHanko says of each signature of each file with these anchors, strictly: a list, or the words in which it gave up.
pub fn judge_at(anchors: &[&Path], questions: &[Question<'_>]) -> Vec<Value> {
    let jobs: Vec<Value> =
        questions.iter().map(|(path, password, level)| json!([path, password, level])).collect();
    run(JUDGE, anchors, &jobs.into())
}

/// The same with the village's root alone, whatever the level.
pub fn judge<'a>(files: impl IntoIterator<Item = (&'a Path, Option<&'a str>)>) -> Vec<Value> {
    let questions: Vec<Question<'_>> =
        files.into_iter().map(|(path, password)| (path, password, "b")).collect();
    judge_at(&[&Village::get().root()], &questions)
}

/// Something for pyHanko to sign.
#[derive(Clone, Debug, Default)]
pub struct Job {
    /// The document.
    pub source: PathBuf,
    /// Where the signed one goes.
    pub target: PathBuf,
    /// What opens the document.
    pub password: Option<&'static str>,
    /// Words: pades, pss, sha512, visible, certify, second, last, lenient, t, lt, lta.
    pub style: String,
    /// The key file.
    pub key: PathBuf,
    /// The key file of a timestamp authority.
    pub clock: PathBuf,
    /// Revocation lists that go into the document.
    pub lists: Vec<PathBuf>,
    /// The roots that pyHanko trusts while it gathers them.
    pub anchors: Vec<PathBuf>,
}

/// Has pyHanko sign; for each job nothing, or the words in which it gave up.
pub fn sign_all(jobs: &[Job]) -> Vec<Option<String>> {
    let told: Vec<Value> = jobs
        .iter()
        .map(|job| {
            json!({"source": job.source, "target": job.target, "password": job.password, "style": job.style,
                   "key": job.key, "secret": PASSWORD, "clock": job.clock, "lists": job.lists, "anchors": job.anchors})
        })
        .collect();
    run(SIGN, &[], &told.into()).into_iter().map(|said| said.as_str().map(str::to_owned)).collect()
}

/// Has pyHanko sign with a key of the village: source, target, and words of style.
pub fn sign(jobs: &[(&Path, &Path, &str)]) {
    let job = |(source, target, style): &(&Path, &Path, &str)| Job {
        source: source.to_path_buf(),
        target: target.to_path_buf(),
        style: (*style).to_owned(),
        key: Village::get().key_file("zhang-2048"),
        ..Job::default()
    };
    let jobs: Vec<_> = jobs.iter().map(job).collect();
    for (job, fault) in jobs.iter().zip(sign_all(&jobs)) {
        assert_eq!(fault, None, "{} {}", job.source.display(), job.style);
    }
}

/// pyHanko finds this many signatures and each of them valid, trusted and without a forbidden change.
pub fn assert_valid(answer: &Value, signatures: usize, what: &str) {
    let found = answer.as_array().unwrap_or_else(|| panic!("{what}: pyHanko gives up: {answer}"));
    assert_eq!(found.len(), signatures, "{what}");
    assert!(found.iter().all(|signature| signature["ok"] == true), "{what}: {answer:#}");
}
