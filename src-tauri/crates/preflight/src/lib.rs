//! The check-up of a document before somebody signs it.
//!
//! [`examine`] says two kinds of things. What could make the signed document show something else later: active content, hidden
//! layers and annotations, fonts and content from outside the file, references to nothing, ambiguous structure (ISO 32000-2
//! §12.8 freezes bytes, not looks). And, where the document is a laboratory's report, what a reader of such a report would send
//! back: numbers that differ, missing pages, blanks, dates out of order, methods outside the signatory's scope (ISO/IEC 17025
//! §7.8.2.1). Findings are values; the signer decides, and a [`Policy`] can make any of them blocking.
//!
//! Owns the one table of [`Code`]s. Refuses to repair, to sign, to judge signatures and to read the clock: the day is handed in.
//! The work is counted and bounded; a check that stops early says so itself ([`Code::PartlyChecked`]). When in doubt it is
//! silent: a false alarm teaches people to ignore alarms.

mod code;
mod error;
mod expectations;
mod finding;
mod hazards;
mod laboratory;
#[cfg(test)]
mod sample;
#[cfg(test)]
mod tests;

pub use code::{Code, Group, Row, Severity, all};
pub use error::Error;
pub use expectations::{Expectations, Limits, Role, Scope};
pub use finding::{Finding, Policy, Report};
/// The calendar day in which expectations are stated.
pub use jiff::civil::Date;

/// Examines a document before it is signed, within the usual [`Limits`].
pub fn examine(document: &pdf::Document, expectations: &Expectations) -> Report {
    examine_within(document, expectations, &Limits::default())
}

/// Looks only for what could make a document show something else later, whatever it is about: for whoever receives it.
pub fn contents(document: &pdf::Document) -> Report {
    let mut collector = finding::Collector::default();
    if document.encryption().is_some_and(pdf::Encryption::is_locked) {
        collector.add(Code::Locked, None, None, []);
        return collector.report(0, false);
    }
    let pages = hazards::examine(document, &Limits::default(), &mut collector);
    collector.report(pages, false)
}

/// The number that a report names as its own, on its first pages or its last; `None` where it names none.
pub fn report_number(document: &pdf::Document) -> Option<String> {
    if document.encryption().is_some_and(pdf::Encryption::is_locked) {
        return None;
    }
    laboratory::number_of(document, &Limits::default(), document.page_count().ok()?)
}

/// Examines a document before it is signed, within given limits.
pub fn examine_within(document: &pdf::Document, expectations: &Expectations, limits: &Limits) -> Report {
    let mut collector = finding::Collector::default();
    if document.encryption().is_some_and(pdf::Encryption::is_locked) {
        collector.add(Code::Locked, None, None, []);
        return collector.report(0, false);
    }
    let pages = hazards::examine(document, limits, &mut collector);
    let is_laboratory_report = laboratory::examine(document, expectations, limits, pages, &mut collector);
    collector.report(pages, is_laboratory_report)
}
