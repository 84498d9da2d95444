//! `vermilion verify`

use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use engine::{Engine, JudgeBy, ReportsTo, Signatory};
use texts::Catalogue;
use wire::report::{FileReport, SignatureReport};
use wire::{Failure, FailureCode, Language, Text, Verdict};

use crate::arguments::{Lang, Verify};
use crate::secrets;
use crate::terminal::Terminal;

/// Judges files, and the PDF files in folders; the worst one gives the exit status.
pub fn run(engine: &Engine, terminal: &Terminal, verify: &Verify, lang: Option<Lang>) -> Result<u8, Failure> {
    let signed_by = match &verify.sign_as {
        Some(name) => {
            let pin = secrets::get(terminal, verify.pin_stdin, "cli-ask-pin")?;
            Some(Signatory::Identity(name.clone(), pin))
        }
        None => None,
    };
    let password = verify
        .password_stdin
        .then(|| secrets::get(terminal, true, "cli-ask-document-password"))
        .transpose()?;
    let by = JudgeBy {
        trust: verify.trust.clone(),
        crls: verify.crl.clone(),
        ocsps: verify.ocsp.clone(),
        at: verify.at,
        online: verify.online,
        password,
        pictures: verify.pictures,
    };
    if let [number, target] = verify.signed_version.as_slice() {
        let (Ok(number), [file]) = (number.parse(), verify.files.as_slice()) else {
            return Err(Failure::new(FailureCode::Usage));
        };
        engine.write_version_of_file(file, &by, number, &PathBuf::from(target))?;
        terminal.tell(&Text::new("cli-version-written").with("file", target.as_str()));
        return Ok(0);
    }
    // The same file, policy and time give the same bytes of JSON everywhere, whatever the system speaks.
    let fixed = verify.json.then(|| Catalogue::new(lang.map_or(Language::English, Language::from)));
    let words = |text: &Text| fixed.as_ref().map_or_else(|| terminal.words(text), |texts| texts.text(text));
    if verify.report.is_some() || verify.etsi.is_some() {
        let [file] = verify.files.as_slice() else { return Err(Failure::new(FailureCode::Usage)) };
        let to = ReportsTo { pdf: verify.report.clone(), signed_by, etsi: verify.etsi.clone() };
        let report = engine.judge_file_with_reports(file, &by, to, &words)?;
        for target in verify.report.iter().chain(&verify.etsi) {
            let written = Text::new("cli-report-written").with("file", target.display().to_string());
            if verify.json { terminal.note(&written) } else { terminal.tell(&written) }
        }
        if verify.json {
            terminal.json(&[&report])?;
        } else {
            print(terminal, &report.file.name, &report);
        }
        return Ok(engine::exit_status([report.verdict]));
    }
    let verdicts = match verify.json {
        true => as_json(engine, verify, &by, &words)?,
        false => for_people(engine, terminal, verify, &by, &words)?,
    };
    Ok(engine::exit_status(verdicts))
}

type Words<'a> = &'a (dyn Fn(&Text) -> String + Sync);

/// One array, an object for each file as it is done; nothing where no file was judged.
fn as_json(
    engine: &Engine,
    verify: &Verify,
    by: &JudgeBy,
    words: Words<'_>,
) -> Result<Vec<Verdict>, Failure> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    let mut verdicts = Vec::new();
    // Whoever closed the pipe wants no more of it; the status still tells of all files.
    let mut wanted = Ok(());
    let list = verify.list.as_deref();
    let judged = engine.judge_files(&verify.files, by, list, words, &mut |_, report| {
        if wanted.is_ok() {
            let before: &[u8] = if verdicts.is_empty() { b"[" } else { b"," };
            wanted = out.write_all(before).and_then(|()| element(&mut out, &report));
        }
        verdicts.push(report.verdict);
    });
    if wanted.is_ok() && !verdicts.is_empty() {
        let _ = out.write_all(b"\n]\n");
    }
    judged.map(|()| verdicts)
}

/// An element of an array, two spaces further in: what a string holds has no line of its own in JSON.
fn element(out: &mut impl io::Write, report: &FileReport) -> io::Result<()> {
    let text = serde_json::to_string_pretty(report)?;
    text.lines().try_for_each(|line| write!(out, "\n  {line}"))
}

fn for_people(
    engine: &Engine,
    terminal: &Terminal,
    verify: &Verify,
    by: &JudgeBy,
    words: Words<'_>,
) -> Result<Vec<Verdict>, Failure> {
    let (mut verdicts, mut all) = (Vec::new(), Vec::new());
    let many = verify.files.len() > 1 || verify.files.iter().any(|file| file.is_dir());
    engine.judge_files(&verify.files, by, verify.list.as_deref(), words, &mut |path, report| {
        verdicts.push(report.verdict);
        all.push(engine::found(report.verdict, report.integrity));
        print(terminal, &named(path, many, &report), &report);
    })?;
    if many {
        terminal.tell(&engine::summary(|wanted| all.iter().filter(|found| **found == wanted).count()));
    }
    Ok(verdicts)
}

/// Of many, each by its path: reports of the same name lie in many folders.
fn named(path: &Path, many: bool, report: &FileReport) -> String {
    if many { path.display().to_string() } else { report.file.name.clone() }
}

/// One file for people: the verdict, then each signature with what there is to say.
fn print(terminal: &Terminal, name: &str, report: &FileReport) {
    terminal.say(format!("{name}: {}", report.headline));
    for (index, signature) in report.signatures.iter().enumerate() {
        terminal.say(format!("  {}. {}", index + 1, signature.headline));
        for line in lines(signature) {
            terminal.say(format!("     {line}"));
        }
    }
    // Why a file could not be examined is its headline.
    for finding in report.findings.iter().filter(|finding| finding.text != report.headline) {
        terminal.say(format!("  {}", finding.text));
    }
}

fn lines(signature: &SignatureReport) -> impl Iterator<Item = &str> {
    let changes = signature.changes.iter().map(|change| change.text.as_str());
    changes.chain(signature.findings.iter().map(|finding| finding.text.as_str()))
}
