//! Papers for the auditor beside the inspection: the compliance sheet of a document or of a year (RS3 5.3, RS7 4).

use std::path::Path;

use audit::{Digest, Filter, Order};
use registry::Rule;
use report::Tone;
use report::tables::{self, Part, Tables};
use wire::{Failure, FailureCode, Text};

use crate::source::{FileSource, file_name, sha256_of};
use crate::{Engine, failures, output};

/// A heading and its rows.
pub(super) type Section = (String, Vec<[String; 2]>);
/// The most rows that one sheet lists.
const MOST: u64 = 5000;

impl Engine {
    /// Sections of two columns as a PDF.
    pub(super) fn tabled(
        &self,
        title: &str,
        tone: Tone,
        sentence: &str,
        sections: &[Section],
        nothing: &str,
    ) -> Result<Vec<u8>, Failure> {
        let texts = self.texts();
        let parts = sections
            .iter()
            .map(|(heading, rows)| Part { heading: heading.clone(), rows: rows.clone() })
            .collect();
        let tables = Tables {
            title: title.to_owned(),
            tone,
            sentence: sentence.to_owned(),
            parts,
            nothing: nothing.to_owned(),
            notes: vec![texts.plain("inspection-note")],
        };
        let label = |page: usize, pages: usize| {
            texts.text(&Text::new("paper-page").with("page", page).with("pages", pages))
        };
        tables::write(&tables, &self.facts(title.to_owned()), &label)
            .map_err(|error| Failure::new(FailureCode::Internal).because(error))
    }

    /// Writes the compliance sheet of a document: every row of the log about it, and the rules that spoke.
    pub fn write_compliance_of(&self, path: &Path, target: &Path) -> Result<(), Failure> {
        let source = FileSource::open(path)?;
        let sha256 = sha256_of(source.as_ref()).map_err(|fault| failures::unreadable(path, fault))?;
        let filter =
            Filter { document: Some(Digest(sha256)), order: Order::OldestFirst, ..Filter::default() };
        self.write_compliance(&filter, &file_name(path), target)
    }

    /// Writes the compliance sheet of a year: every use of a signature or a seal, and the rules that spoke.
    pub fn write_compliance_of_year(&self, year: i16, target: &Path) -> Result<(), Failure> {
        let first = |year: i16| {
            jiff::civil::Date::new(year, 1, 1)
                .and_then(|date| date.to_zoned(jiff::tz::TimeZone::UTC))
                .map(|at| at.timestamp())
                .map_err(|_| super::unusable("period"))
        };
        let filter = Filter {
            actions: vec![
                audit::Action::Signed,
                audit::Action::RuleRefused,
                audit::Action::TicketUsed,
                audit::Action::WrongPin,
                audit::Action::Locked,
                audit::Action::TroubleReported,
            ],
            from: Some(first(year)?),
            to: Some(first(year.saturating_add(1))?),
            order: Order::OldestFirst,
            ..Filter::default()
        };
        self.write_compliance(&filter, &year.to_string(), target)
    }

    fn write_compliance(&self, filter: &Filter, about: &str, target: &Path) -> Result<(), Failure> {
        let bytes = self.compliance(filter, about)?;
        output::create(target, &bytes)?;
        let mut record = self.record(audit::Action::ReportExported);
        record.note = Some(file_name(target));
        self.append(&record).map(drop)
    }

    /// The sheet of the rows that a filter finds: PDF.
    pub(crate) fn compliance(&self, filter: &Filter, about: &str) -> Result<Vec<u8>, Failure> {
        let filter = Filter { limit: Some(MOST), ..filter.clone() };
        let log = self.log()?;
        // What the sheet says of the chain is asked, not assumed.
        if let audit::ChainState::Broken { kind, .. } =
            log.verify().map_err(|error| failures::of_log(&error))?
        {
            return Err(Failure::new(FailureCode::LogBroken).with("reason", kind.code()));
        }
        let found = log.query(&filter).map_err(|error| failures::of_log(&error))?;
        let texts = self.texts();
        let words = |id: String| if texts.has(&id) { texts.plain(&id) } else { id };
        let (mut uses, mut rules) = (Vec::new(), std::collections::BTreeMap::<String, usize>::new());
        let mut refused = false;
        for entry in &found.entries {
            let record = &entry.record;
            if record.phase == Some(audit::Phase::Intent) {
                continue;
            }
            refused |= record.outcome != audit::Outcome::Ok;
            let name = record.document.as_ref().map(|one| one.name.clone()).unwrap_or_default();
            let said = words(format!("action-{}", record.action.code()));
            let who = record.who.name.clone().unwrap_or_default();
            let place = record.place.clone().unwrap_or_default();
            let when = record.at.strftime("%Y-%m-%d %H:%M").to_string();
            let what = [said, name, who, place].join(" · ").replace(" ·  · ", " · ");
            uses.push([format!("{when}  {what}"), words(format!("result-{}", record.outcome.code()))]);
            for key in ["rules", "rule"] {
                for rule in record.params.get(key).map(String::as_str).unwrap_or_default().split("; ") {
                    if !rule.is_empty() {
                        *rules.entry(rule.to_owned()).or_default() += 1;
                    }
                }
            }
        }
        let rules = rules
            .into_iter()
            .map(|(rule, count)| {
                let id = rule.split(' ').next().unwrap_or_default();
                let said = match Rule::from_id(id) {
                    Some(known) => format!("{} ({})", words(format!("rule-{id}")), known.clause()),
                    None => rule,
                };
                [said, count.to_string()]
            })
            .collect();
        let title = texts.text(&Text::new("compliance-title").with("about", about));
        let sentence = texts.text(&Text::new("compliance-sentence").with("count", uses.len()));
        let sections = [(texts.plain("compliance-rules"), rules), (texts.plain("compliance-uses"), uses)];
        let tone = if refused { Tone::Know } else { Tone::Good };
        self.tabled(&title, tone, &sentence, &sections, &texts.plain("inspection-nothing"))
    }
}
