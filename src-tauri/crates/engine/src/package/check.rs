//! Checking a package that came from anybody: is each file the one that the manifest names, who signed the manifest, what is the
//! document worth, and does the log in it tell of this very document.

use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use asic::{Container, Difference, Limits};
use audit::ExportState;
use wire::report::FileReport;
use wire::{Failure, FailureCode, PackageFinding, Text, Tone, Verdict};

use crate::judging::{JudgeBy, verified};
use crate::report_json::{Context, policy_facts};
use crate::source::file_name;
use crate::verifying::examine;
use crate::{Engine, failures};

/// The folder of the document in a package.
const DOCUMENT: &str = "document/";
/// The excerpt of the log.
const LOG: &str = "log/excerpt.json";
/// The report for scripts.
const REPORT: &str = "reports/verification.json";

/// A package that was checked.
#[derive(Debug)]
pub struct CheckedPackage {
    /// The worst of it: a difference fails; else the document's, or the signature's where that is worse.
    pub verdict: Verdict,
    /// What was found, in the order of checking.
    pub findings: Vec<PackageFinding>,
    /// The signature over the manifest, where there is one, as `verify` reports it.
    pub signature: Option<FileReport>,
    /// The document, as `verify` reports it.
    pub document: Option<FileReport>,
}

impl Engine {
    /// Checks a package.
    pub fn check_package(
        &self,
        path: &Path,
        by: &JudgeBy,
        words: &dyn Fn(&Text) -> String,
    ) -> Result<CheckedPackage, Failure> {
        let of_asic = |error: asic::Error| failures::of_container(&error, path);
        let file = File::open(path).map_err(|fault| failures::unreadable(path, fault))?;
        let mut container = Container::open(BufReader::new(file), Limits::default()).map_err(of_asic)?;
        let (manifest, bytes) = container.manifest().map_err(of_asic)?;
        let differences = container.compare(&manifest).map_err(of_asic)?;
        let mut checked = CheckedPackage {
            verdict: Verdict::Passed,
            findings: Vec::new(),
            signature: None,
            document: None,
        };
        for difference in &differences {
            let (id, name) = match difference {
                Difference::Changed(name) => ("package-changed", name),
                Difference::Missing(name) => ("package-missing", name),
                Difference::Added(name) => ("package-added", name),
            };
            checked.add(Tone::Bad, Text::new(id).with("name", name.as_str()));
        }
        if differences.is_empty() {
            let count = manifest.entries.len();
            checked.add(Tone::Good, Text::new("package-all-there").with("count", count));
        }
        let policy = self.policy_for(by)?;
        let facts = policy_facts(&policy);
        match container.signature().map_err(of_asic)? {
            None => checked.add(Tone::Know, Text::new("package-unsigned")),
            Some(message) => {
                let report = verify::examine_detached(&message, Some(&bytes), &policy)
                    .map_err(|error| failures::of_verify(&error, path))?;
                let sha256 = pki::DigestAlgorithm::Sha256.digest(&message).try_into().ok();
                let size = message.len() as u64;
                let name = asic::SIGNATURE.to_owned();
                let told = Context { name, size, sha256, policy: &facts, words }.examined(&report);
                let text = Text::new("package-signed").with("verdict", told.headline.as_str());
                checked.add(tone_of(told.verdict), text);
                checked.signature = Some(told);
            }
        }
        self.check_packed(&mut container, path, &policy, &mut checked, words)?;
        let of_parts = [checked.signature.as_ref(), checked.document.as_ref()];
        let worst =
            of_parts.into_iter().flatten().map(|part| part.verdict).max_by_key(|verdict| rank(*verdict));
        let is_bad = checked.findings.iter().any(|finding| finding.tone == Tone::Bad);
        checked.verdict = match is_bad {
            true => Verdict::Failed,
            false => worst.unwrap_or(Verdict::Unsigned),
        };
        let template = self.record(audit::Action::Verified);
        self.append_rows(&[verified(&template, path, None, checked.verdict, None)]);
        Ok(checked)
    }

    /// The document of the package, and what the package's own papers say of it.
    fn check_packed(
        &self,
        container: &mut Container<BufReader<File>>,
        path: &Path,
        policy: &verify::Policy,
        checked: &mut CheckedPackage,
        words: &dyn Fn(&Text) -> String,
    ) -> Result<(), Failure> {
        let of_asic = |error: asic::Error| failures::of_container(&error, path);
        let names: Vec<String> =
            container.names().iter().filter(|name| name.starts_with(DOCUMENT)).cloned().collect();
        let [name] = names.as_slice() else {
            checked.add(Tone::Bad, Text::new("package-no-document"));
            return Ok(());
        };
        let internal = |fault: std::io::Error| Failure::new(FailureCode::Internal).because(fault);
        // Unpacked beside nothing of the user's, under a name of ours: what the package calls it leads nowhere.
        let folder = tempfile::tempdir().map_err(internal)?;
        let unpacked = folder.path().join("document.pdf");
        let mut to = File::create_new(&unpacked).map_err(internal)?;
        container.copy(name, &mut to).map_err(of_asic)?;
        drop(to);
        let source = crate::source::FileSource::open(&unpacked)?;
        let facts = policy_facts(policy);
        let sha256 = crate::source::sha256_of(source.as_ref()).map_err(internal)?;
        let context = Context {
            name: file_name(Path::new(name)),
            size: pdf::Source::len(source.as_ref()),
            sha256: Some(sha256),
            policy: &facts,
            words,
        };
        let outcome = pdf::Document::open(source.clone(), pdf::Limits::default())
            .map_err(|error| failures::of_pdf(&error, Path::new(name)))
            .and_then(|document| examine(&document, policy, Path::new(name)));
        let told = match &outcome {
            Ok(report) => context.examined(report),
            Err(failure) => context.unexamined(failure),
        };
        let text = Text::new("package-document").with("verdict", told.headline.as_str());
        checked.add(tone_of(told.verdict), text);
        checked.document = Some(told);
        let hex = hex::encode(sha256);
        check_log(container, &hex, checked);
        check_report(container, &hex, checked);
        Ok(())
    }
}

impl CheckedPackage {
    fn add(&mut self, tone: Tone, text: Text) {
        self.findings.push(PackageFinding { tone, text });
    }
}

/// The excerpt must be whole, and of this document.
fn check_log(container: &mut Container<BufReader<File>>, sha256: &str, checked: &mut CheckedPackage) {
    let bytes = match container.read(LOG) {
        Ok(bytes) => bytes,
        Err(asic::Error::NoMember(_)) => return checked.add(Tone::Know, Text::new("package-no-log")),
        Err(_) => return checked.add(Tone::Bad, Text::new("package-log-broken")),
    };
    let rows = match audit::verify_export(bytes.as_slice()) {
        Ok(ExportState::Intact { rows, .. }) => rows,
        _ => return checked.add(Tone::Bad, Text::new("package-log-broken")),
    };
    let log: serde_json::Value = serde_json::from_slice(&bytes).unwrap_or_default();
    let entries = log.get("entries").and_then(serde_json::Value::as_array);
    let is_about = |entry: &serde_json::Value| {
        let document = entry.pointer("/record/document");
        ["before", "after"].iter().any(|side| {
            document.and_then(|document| document.get(side)).and_then(serde_json::Value::as_str)
                == Some(sha256)
        })
    };
    if rows > 0 && entries.is_some_and(|entries| entries.iter().all(is_about)) {
        checked.add(Tone::Good, Text::new("package-log").with("count", rows.to_string()));
    } else {
        checked.add(Tone::Bad, Text::new("package-log-other"));
    }
}

/// The report must be about this document.
fn check_report(container: &mut Container<BufReader<File>>, sha256: &str, checked: &mut CheckedPackage) {
    let Ok(bytes) = container.read(REPORT) else { return };
    let report: serde_json::Value = serde_json::from_slice(&bytes).unwrap_or_default();
    if report.pointer("/0/file/sha256").and_then(serde_json::Value::as_str) != Some(sha256) {
        checked.add(Tone::Bad, Text::new("package-report-other"));
    }
}

fn tone_of(verdict: Verdict) -> Tone {
    match verdict {
        Verdict::Passed => Tone::Good,
        Verdict::Indeterminate | Verdict::Unsigned => Tone::Know,
        Verdict::Failed | Verdict::Unreadable => Tone::Bad,
    }
}

fn rank(verdict: Verdict) -> u8 {
    match verdict {
        Verdict::Passed => 0,
        Verdict::Unsigned => 1,
        Verdict::Unreadable => 2,
        Verdict::Indeterminate => 3,
        Verdict::Failed => 4,
    }
}
