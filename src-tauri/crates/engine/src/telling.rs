//! What is told of a file that was judged, without the file: in a form that crosses to another process.

use std::path::{Path, PathBuf};

use audit::Record;
use serde::{Deserialize, Serialize};
use texts::Catalogue;
use verify::Policy;
use wire::report::{FileReport, PolicyFacts};
use wire::{Failure, Language, Text, Verdict, VerifiedFile};

use crate::judging::{Examined, verified};
use crate::many;
use crate::report_json::policy_facts;

/// In what form a file's report is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Manner {
    /// The one line of a list.
    Row,
    /// The JSON of `verify --json` in a language, set out in lines.
    Json(Language),
    /// Sentences for a terminal in a language.
    Sentences(Language),
}

/// The report of a file in the form that was wanted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Said {
    /// None was wanted.
    Nothing,
    /// An object of JSON, set out in lines.
    Json(String),
    /// Sentences.
    Sentences(Sentences),
}

/// A file's report in sentences.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sentences {
    /// The one about the file.
    pub headline: String,
    /// Of each signature: the one about it, and what there is to say.
    pub signatures: Vec<(String, Vec<String>)>,
    /// What else there is to say about the file.
    pub further: Vec<String>,
}

impl Sentences {
    /// The sentences of a report.
    pub fn of(report: &FileReport) -> Self {
        let of_signature = |signature: &wire::report::SignatureReport| {
            let changes = signature.changes.iter().map(|change| change.text.clone());
            let findings = signature.findings.iter().map(|finding| finding.text.clone());
            (signature.headline.clone(), changes.chain(findings).collect())
        };
        // Why a file could not be examined is its headline.
        let further = report.findings.iter().map(|finding| finding.text.clone());
        Self {
            signatures: report.signatures.iter().map(of_signature).collect(),
            further: further.filter(|text| *text != report.headline).collect(),
            headline: report.headline.clone(),
        }
    }
}

/// A file that was judged.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Told {
    /// The file.
    #[serde(skip)]
    pub path: PathBuf,
    /// SHA-256 of its bytes; `None` where they could not be read.
    pub sha256: Option<[u8; 32]>,
    /// The one word about it.
    pub verdict: Verdict,
    /// Its line in a list.
    pub row: VerifiedFile,
    /// Its report.
    pub said: Said,
}

impl Told {
    /// The same of a file whose path did not cross.
    pub(crate) fn of(self, path: &Path) -> Self {
        Self { path: path.to_owned(), ..self }
    }

    /// The row of the log.
    pub(crate) fn record(&self, template: &Record) -> Record {
        let failed = self.row.failure.as_ref().map(|failure| failure.code);
        verified(template, &self.path, self.sha256, self.verdict, failed)
    }
}

/// Tells of files that were judged by one policy, in one manner.
pub(crate) struct Teller {
    facts: PolicyFacts,
    manner: Manner,
    texts: Option<Catalogue>,
}

impl Teller {
    pub(crate) fn new(policy: &Policy, manner: Manner) -> Self {
        let texts = match manner {
            Manner::Row => None,
            Manner::Json(language) | Manner::Sentences(language) => Some(Catalogue::new(language)),
        };
        Self { facts: policy_facts(policy), manner, texts }
    }

    pub(crate) fn tell(&self, examined: &Examined) -> Told {
        let words = |text: &Text| self.texts.as_ref().map(|texts| texts.text(text)).unwrap_or_default();
        let said = match self.manner {
            Manner::Row => Said::Nothing,
            Manner::Json(_) => {
                let report = examined.report(&self.facts, &words);
                Said::Json(serde_json::to_string_pretty(&report).unwrap_or_default())
            }
            Manner::Sentences(_) => Said::Sentences(Sentences::of(&examined.report(&self.facts, &words))),
        };
        Told {
            path: examined.path.clone(),
            sha256: examined.sha256,
            verdict: examined.verdict(),
            row: many::row(examined),
            said,
        }
    }

    /// Of a file that could not even be looked at.
    pub(crate) fn fallen(&self, path: &Path, failure: Failure) -> Told {
        self.tell(&Examined::fallen(path, failure))
    }
}
