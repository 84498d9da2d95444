//! Findings, the report they make up, and the policy that can make any of them blocking.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use pdf::RectMm;

use crate::code::{Code, Severity};

/// Findings of one code that are listed; the rest are counted.
const LISTED: usize = 20;

/// One thing that the signer should know.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// What was found.
    pub code: Code,
    /// How much it matters.
    pub severity: Severity,
    /// The page it stands on, counted from 0; `None` for the document as a whole.
    pub page: Option<usize>,
    /// Where on that page, as a reader sees it.
    pub area: Option<RectMm>,
    /// The parameters of its sentences, by name, in the order of the table.
    pub params: Vec<(&'static str, String)>,
}

/// What a check-up found, worst first.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Report {
    /// The findings: by severity, then in the order of the table, then by page.
    pub findings: Vec<Finding>,
    /// Codes with more findings than are listed, and how many more.
    pub unlisted: Vec<(Code, usize)>,
    /// The number of pages; 0 where they cannot be counted.
    pub pages: usize,
    /// Whether the document was recognised as a laboratory's report and checked as one.
    pub is_laboratory_report: bool,
}

impl Report {
    /// The findings that a policy does not let pass, in the report's order; empty means that nothing blocks.
    pub fn blocked(&self, policy: &Policy) -> Vec<&Finding> {
        self.findings.iter().filter(|finding| policy.blocking.contains(&finding.code)).collect()
    }

    /// The severity of the worst finding.
    pub fn worst(&self) -> Option<Severity> {
        self.findings.iter().map(|finding| finding.severity).max()
    }

    /// Whether everything was looked at.
    pub fn is_complete(&self) -> bool {
        !self.findings.iter().any(|finding| matches!(finding.code, Code::PartlyChecked | Code::Locked))
    }
}

/// Which findings forbid signing; none by default.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Policy {
    /// The codes that block.
    pub blocking: BTreeSet<Code>,
}

/// Takes findings down while a document is examined.
#[derive(Debug, Default)]
pub(crate) struct Collector {
    findings: Vec<Finding>,
    known: HashSet<(Code, Option<usize>, Vec<String>)>,
    counts: BTreeMap<Code, usize>,
}

impl Collector {
    /// Adds a finding with the parameters of its row, in the row's order; the same one is taken once.
    pub(crate) fn add<const N: usize>(
        &mut self,
        code: Code,
        page: Option<usize>,
        area: Option<RectMm>,
        values: [String; N],
    ) {
        let values: Vec<String> = values.into_iter().map(|value| shortened(&value)).collect();
        let count = self.counts.entry(code).or_insert(0);
        if *count > LISTED.saturating_mul(1_000) || !self.known.insert((code, page, values.clone())) {
            return;
        }
        *count = count.saturating_add(1);
        if *count > LISTED {
            return;
        }
        let row = code.row();
        let params = row.params.iter().copied().zip(values).collect();
        self.findings.push(Finding { code, severity: row.severity, page, area, params });
    }

    /// The report, in order.
    pub(crate) fn report(mut self, pages: usize, is_laboratory_report: bool) -> Report {
        self.findings
            .sort_by(|a, b| b.severity.cmp(&a.severity).then(a.code.cmp(&b.code)).then(a.page.cmp(&b.page)));
        let more = |(code, count): (Code, usize)| Some((code, count.checked_sub(LISTED).filter(|n| *n > 0)?));
        let unlisted = self.counts.into_iter().filter_map(more).collect();
        Report { findings: self.findings, unlisted, pages, is_laboratory_report }
    }
}

/// A text from the document as a parameter: one line, without control characters, of at most 120 characters.
fn shortened(text: &str) -> String {
    const LONGEST: usize = 120;
    let clean = text.chars().map(|c| if c.is_control() { ' ' } else { c });
    let mut kept: String = clean.clone().take(LONGEST).collect();
    if clean.count() > LONGEST {
        kept.push('…');
    }
    kept.trim().to_owned()
}
