//! The check-up as a whole, on small documents and on files that are there.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod corpus;
mod hazards;
mod laboratory;
mod words;

use crate::sample::Sample;
use crate::{Code, Expectations, Finding, Policy, Report, examine};

fn check(sample: &Sample) -> Report {
    examine(&sample.open(), &Expectations::default())
}

fn codes(report: &Report) -> Vec<Code> {
    report.findings.iter().map(|finding| finding.code).collect()
}

fn only(report: &Report, code: Code) -> Finding {
    let found: Vec<_> = report.findings.iter().filter(|finding| finding.code == code).collect();
    assert_eq!(found.len(), 1, "{code}: {:?}", report.findings);
    found[0].clone()
}

fn values(finding: &Finding) -> Vec<&str> {
    finding.params.iter().map(|(_, value)| value.as_str()).collect()
}

#[test]
fn a_policy_blocks_what_it_names() {
    let report = check(&Sample::page("/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>", ""));
    assert!(report.blocked(&Policy::default()).is_empty());
    let policy = Policy { blocking: ["javascript".parse().unwrap()].into() };
    assert_eq!(report.blocked(&policy).len(), 1);
    let other = Policy { blocking: [Code::Xfa].into() };
    assert!(report.blocked(&other).is_empty());
}
