//! The check before signing: what a signer should know, what has to be looked at, and what a policy lets nobody pass.
//!
//! The signer decides, and the decision goes into the log with the signature. Without a policy the command line checks
//! only where it is asked to: whoever scripts it has no eyes to show findings to.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use preflight::{Code, Expectations, Finding, Policy, Report, Role, Scope, Severity};
use wire::{Area, CheckDocument, CheckFinding, CheckRule, CheckUp, Failure, FailureCode, Text, Tone};

use crate::documents::OpenDocument;
use crate::signatory::Chosen;
use crate::signing::open_to_change;
use crate::source::file_name;
use crate::{Engine, lock, settings};

/// Under this name the log keeps the codes of what was found, with a space between them.
pub(crate) const LOGGED: &str = "checked";
/// Points in a millimetre.
const POINTS: f64 = 72.0 / 25.4;

impl Engine {
    /// Looks for what a signer should know before signing an open document.
    pub fn check_document(&self, request: CheckDocument) -> Result<CheckUp, Failure> {
        let open = self.open.get(&request.document)?;
        let report = self.checked(&open);
        Ok(shown(&report, &self.check_policy()))
    }

    /// The same for a file, for the command line.
    pub fn check_file(&self, path: &Path, password: Option<&wire::Secret>) -> Result<CheckUp, Failure> {
        let (_, document) = open_to_change(path, password)?;
        let report = preflight::examine(&document, &self.expectations(path, None));
        Ok(shown(&report, &self.check_policy()))
    }

    /// The kinds of findings, and which of them block.
    pub fn check_rules(&self, (): ()) -> Result<Vec<CheckRule>, Failure> {
        let policy = self.check_policy();
        let rule = |row: &preflight::Row| CheckRule {
            code: row.name.to_owned(),
            text: name_of(row.name),
            blocks: policy.blocking.contains(&row.code),
        };
        Ok(preflight::all().iter().map(rule).collect())
    }

    /// Refuses where the policy does, or where something that has to be looked at was not accepted; what the log is told.
    pub(crate) fn refuse_unchecked(
        &self,
        open: &OpenDocument,
        accepted: &[String],
        reason: &str,
    ) -> Result<BTreeMap<String, String>, Failure> {
        let report = as_signer(self.checked(open), reason);
        self.refuse_blocked(&report)?;
        let seen: BTreeSet<&str> = accepted.iter().map(String::as_str).collect();
        let unseen =
            report.findings.iter().find(|finding| is_grave(finding) && !seen.contains(finding.code.as_str()));
        if let Some(finding) = unseen {
            return Err(Failure::new(FailureCode::CheckOpen).with("finding", id_of(finding.code)));
        }
        Ok(told(&report))
    }

    /// The same for a file: checked where the policy blocks something, or where `strict` refuses what has to be looked at.
    pub(crate) fn refuse_unchecked_file(
        &self,
        document: &pdf::Document,
        path: &Path,
        strict: bool,
        chosen: &Chosen<'_>,
        reason: &str,
    ) -> Result<BTreeMap<String, String>, Failure> {
        if !strict && self.check_policy().blocking.is_empty() {
            return Ok(BTreeMap::new());
        }
        let name = chosen.certificate().display();
        let expected = self.expectations(path, Some(name));
        let report = as_signer(preflight::examine(document, &expected), reason);
        self.refuse_blocked(&report)?;
        match report.findings.iter().find(|finding| strict && is_grave(finding)) {
            Some(finding) => Err(Failure::new(FailureCode::CheckOpen)
                .with("finding", id_of(finding.code))
                .with("name", file_name(path))),
            None => Ok(told(&report)),
        }
    }

    fn refuse_blocked(&self, report: &Report) -> Result<(), Failure> {
        match report.blocked(&self.check_policy()).first() {
            Some(finding) => Err(Failure::new(FailureCode::CheckBlocks).with("finding", id_of(finding.code))),
            None => Ok(()),
        }
    }

    /// The check of an open document, done once.
    fn checked(&self, open: &OpenDocument) -> Report {
        if let Some(report) = lock(&open.checked).as_ref() {
            return report.clone();
        }
        let report = preflight::examine(&open.document(), &self.expectations(open.path(), None));
        *lock(&open.checked) = Some(report.clone());
        report
    }

    fn expectations(&self, path: &Path, name: Option<String>) -> Expectations {
        let scope = settings::load(&self.profile).scope;
        let signatory = (!scope.is_empty()).then(|| Scope {
            name: name.unwrap_or_default(),
            fields: scope,
            from: None,
            until: None,
        });
        Expectations {
            file_name: Some(file_name(path)),
            now: Some(self.clock.here().date()),
            signing_as: None,
            signatory,
        }
    }

    fn check_policy(&self) -> Policy {
        let codes = settings::load(&self.profile).blocking;
        // A code of another version of this program blocks nothing: the settings show what does.
        Policy { blocking: codes.iter().filter_map(|code| code.parse().ok()).collect() }
    }
}

/// What concerns somebody who signs with this reason: whoever prepares (编制) waits for no line, their own comes first.
fn as_signer(mut report: Report, reason: &str) -> Report {
    if let Some(own) = Role::named_in(reason) {
        let line = |finding: &Finding| finding.params.first().and_then(|(_, line)| Role::from_name(line));
        report.findings.retain(|finding| {
            finding.code != Code::BlankBefore || line(finding).is_none_or(|line| line < own)
        });
    }
    report
}

/// Whether a signer has to accept it before signing.
fn is_grave(finding: &Finding) -> bool {
    finding.severity >= Severity::Warning
}

/// The name of a kind of finding, by its code.
pub(crate) fn name_of(code: &str) -> Text {
    Text::new(format!("preflight-{code}-rule"))
}

fn id_of(code: Code) -> String {
    name_of(code.as_str()).id
}

/// What the log keeps: the codes that were found.
fn told(report: &Report) -> BTreeMap<String, String> {
    let codes: BTreeSet<&str> = report.findings.iter().map(|finding| finding.code.as_str()).collect();
    let codes: Vec<&str> = codes.into_iter().collect();
    BTreeMap::from([(LOGGED.to_owned(), codes.join(" "))])
}

fn shown(report: &Report, policy: &Policy) -> CheckUp {
    CheckUp {
        findings: report.findings.iter().map(|finding| shown_finding(finding, policy)).collect(),
        report: report.is_laboratory_report,
        partial: !report.is_complete(),
    }
}

fn shown_finding(finding: &Finding, policy: &Policy) -> CheckFinding {
    let blocks = policy.blocking.contains(&finding.code);
    let with = |id: String| {
        finding.params.iter().fold(Text::new(id), |text, (name, value)| text.with(name, value.as_str()))
    };
    CheckFinding {
        code: finding.code.as_str().to_owned(),
        tone: match finding.severity {
            _ if blocks => Tone::Bad,
            Severity::Serious => Tone::Bad,
            Severity::Warning => Tone::Know,
            Severity::Note => Tone::None,
        },
        text: with(format!("preflight-{}", finding.code)),
        advice: with(format!("preflight-{}-advice", finding.code)),
        page: finding.page.and_then(|page| u32::try_from(page).ok()),
        area: finding.area.map(|area| Area {
            x: area.x * POINTS,
            y: area.y * POINTS,
            width: area.width * POINTS,
            height: area.height * POINTS,
        }),
        to_accept: is_grave(finding) && !blocks,
        blocks,
    }
}
