//! `vermilion verify`

use std::path::PathBuf;

use engine::{Engine, VerifyFile};
use texts::Catalogue;
use wire::report::{FileReport, SignatureReport};
use wire::{Failure, FailureCode, Language, Text};

use crate::arguments::{Lang, Verify};
use crate::secrets;
use crate::terminal::Terminal;

/// Judges files; the worst one gives the exit status.
pub fn run(engine: &Engine, terminal: &Terminal, verify: &Verify, lang: Option<Lang>) -> Result<u8, Failure> {
    let password = verify
        .password_stdin
        .then(|| secrets::get(terminal, true, "cli-ask-document-password"))
        .transpose()?;
    let request = |path: &PathBuf| VerifyFile {
        path: path.clone(),
        trust: verify.trust.clone(),
        crls: verify.crl.clone(),
        ocsps: verify.ocsp.clone(),
        at: verify.at,
        online: verify.online,
        password: password.clone(),
        pictures: verify.pictures,
    };
    if let [number, target] = verify.signed_version.as_slice() {
        let (Ok(number), [file]) = (number.parse(), verify.files.as_slice()) else {
            return Err(Failure::new(FailureCode::Usage));
        };
        engine.write_version_of_file(&request(file), number, &PathBuf::from(target))?;
        terminal.tell(&Text::new("cli-version-written").with("file", target.as_str()));
        return Ok(0);
    }
    if let Some(target) = &verify.report {
        let [file] = verify.files.as_slice() else { return Err(Failure::new(FailureCode::Usage)) };
        engine.write_verification_report(&request(file), target)?;
        terminal.tell(&Text::new("cli-report-written").with("file", target.display().to_string()));
    }
    // The same file, policy and time give the same bytes of JSON everywhere, whatever the system speaks.
    let fixed = verify.json.then(|| Catalogue::new(lang.map_or(Language::English, Language::from)));
    let words = |text: &Text| fixed.as_ref().map_or_else(|| terminal.words(text), |texts| texts.text(text));
    let mut reports = Vec::new();
    for file in &verify.files {
        let report = engine.verify_file(&request(file), &words)?;
        if !verify.json {
            print(terminal, &report);
        }
        reports.push(report);
    }
    if verify.json {
        terminal.json(&reports)?;
    }
    Ok(engine::exit_status(reports.iter().map(|report| report.verdict)))
}

/// One file for people: the verdict, then each signature with what there is to say.
fn print(terminal: &Terminal, report: &FileReport) {
    terminal.say(format!("{}: {}", report.file.name, report.headline));
    for (index, signature) in report.signatures.iter().enumerate() {
        terminal.say(format!("  {}. {}", index + 1, signature.headline));
        for line in lines(signature) {
            terminal.say(format!("     {line}"));
        }
    }
    for finding in &report.findings {
        terminal.say(format!("  {}", finding.text));
    }
}

fn lines(signature: &SignatureReport) -> impl Iterator<Item = &str> {
    let changes = signature.changes.iter().map(|change| change.text.as_str());
    changes.chain(signature.findings.iter().map(|finding| finding.text.as_str()))
}
