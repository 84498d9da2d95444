//! CSV (RFC 4180) for spreadsheets: UTF-8 with a byte order mark, without which Excel takes Chinese for
//! something else, and with cells that no spreadsheet takes for a formula.

use crate::action::{Action, Outcome, Phase};
use crate::record::Record;
use crate::rows::Columns;
use crate::search::{self, Filter};
use crate::{Error, Log};
use jiff::tz::Offset;
use std::borrow::Cow;
use std::io::{self, Write};

/// A column of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
#[allow(missing_docs)] // each is the field of the record that its name says
pub enum Column {
    Seq,
    LocalTime,
    Zone,
    Action,
    Phase,
    Who,
    Account,
    Place,
    Document,
    Sha256Before,
    Sha256After,
    Size,
    Identity,
    IdentityId,
    Certificate,
    Device,
    Outcome,
    Code,
    Consent,
    Params,
    Note,
    Operation,
    Hash,
    Root,
}

impl Column {
    /// All columns, in their order.
    pub const ALL: [Self; 24] = [
        Self::Seq,
        Self::LocalTime,
        Self::Zone,
        Self::Action,
        Self::Phase,
        Self::Who,
        Self::Account,
        Self::Place,
        Self::Document,
        Self::Sha256Before,
        Self::Sha256After,
        Self::Size,
        Self::Identity,
        Self::IdentityId,
        Self::Certificate,
        Self::Device,
        Self::Outcome,
        Self::Code,
        Self::Consent,
        Self::Params,
        Self::Note,
        Self::Operation,
        Self::Hash,
        Self::Root,
    ];

    /// The stable code.
    pub fn code(self) -> &'static str {
        match self {
            Self::Seq => "seq",
            Self::LocalTime => "local-time",
            Self::Zone => "zone",
            Self::Action => "action",
            Self::Phase => "phase",
            Self::Who => "who",
            Self::Account => "account",
            Self::Place => "place",
            Self::Document => "document",
            Self::Sha256Before => "sha256-before",
            Self::Sha256After => "sha256-after",
            Self::Size => "size",
            Self::Identity => "identity",
            Self::IdentityId => "identity-id",
            Self::Certificate => "certificate-sha256",
            Self::Device => "device",
            Self::Outcome => "outcome",
            Self::Code => "code",
            Self::Consent => "consent",
            Self::Params => "params",
            Self::Note => "note",
            Self::Operation => "operation",
            Self::Hash => "hash",
            Self::Root => "root",
        }
    }
}

/// Something in the table that may stand there in a human language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Word<'a> {
    /// A column's heading.
    Heading(Column),
    /// An action.
    Action(Action),
    /// A phase.
    Phase(Phase),
    /// An outcome.
    Outcome(Outcome),
    /// A failure's code.
    Code(&'a str),
}

/// The words of a table for programs: each thing by its code.
pub fn code_of(word: Word<'_>) -> String {
    match word {
        Word::Heading(column) => column.code(),
        Word::Action(action) => action.code(),
        Word::Phase(phase) => phase.code(),
        Word::Outcome(outcome) => outcome.code(),
        Word::Code(code) => code,
    }
    .to_owned()
}

impl Log {
    /// Writes the matching rows as CSV; `words` gives headings and codes in a human language
    /// ([`code_of`]: as they are). Returns the number of rows written.
    pub fn export_csv(
        &self,
        filter: &Filter,
        words: &dyn Fn(Word<'_>) -> String,
        out: &mut dyn Write,
    ) -> Result<u64, Error> {
        out.write_all(MARK.as_bytes())?;
        write_csv_line(out, Column::ALL.iter().map(|column| words(Word::Heading(*column))))?;
        let mut written = 0;
        search::for_each(&self.reader()?, filter, |row, _| {
            let record = Record::of_row(row.seq, row.body)?;
            write_csv_line(out, Column::ALL.iter().map(|column| cell(*column, row, &record, words)))?;
            written += 1;
            Ok(())
        })?;
        out.flush()?;
        Ok(written)
    }
}

fn cell(column: Column, row: &Columns<'_>, record: &Record, words: &dyn Fn(Word<'_>) -> String) -> String {
    let document = record.document.as_ref();
    let identity = record.identity.as_ref();
    let text = |text: Option<&str>| text.unwrap_or_default().to_owned();
    let shown = |value: Option<&dyn std::fmt::Display>| value.map(|v| v.to_string()).unwrap_or_default();
    match column {
        Column::Seq => row.seq.to_string(),
        Column::LocalTime => local(record).1,
        Column::Zone => local(record).0,
        Column::Action => words(Word::Action(record.action)),
        Column::Phase => record.phase.map(|phase| words(Word::Phase(phase))).unwrap_or_default(),
        Column::Who => text(record.who.name.as_deref()),
        Column::Account => text(record.who.account.as_deref()),
        Column::Place => text(record.place.as_deref()),
        Column::Document => text(document.map(|d| d.name.as_str())),
        Column::Sha256Before => shown(document.and_then(|d| d.before.as_ref()).map(|d| d as _)),
        Column::Sha256After => shown(document.and_then(|d| d.after.as_ref()).map(|d| d as _)),
        Column::Size => shown(document.and_then(|d| d.size.as_ref()).map(|d| d as _)),
        Column::Identity => text(identity.map(|i| i.label.as_str())),
        Column::IdentityId => text(identity.map(|i| i.id.as_str())),
        Column::Certificate => shown(identity.and_then(|i| i.certificate.as_ref()).map(|d| d as _)),
        Column::Device => text(record.device.as_deref()),
        Column::Outcome => words(Word::Outcome(record.outcome)),
        Column::Code => record.code.as_deref().map(|code| words(Word::Code(code))).unwrap_or_default(),
        Column::Consent => text(record.consent.as_ref().map(|c| c.text.as_str())),
        Column::Params => {
            record.params.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ")
        }
        Column::Note => text(record.note.as_deref()),
        Column::Operation => shown(record.op.as_ref().map(|op| op as _)),
        Column::Hash => row.hash.to_string(),
        Column::Root => row.root.to_string(),
    }
}

/// The zone as `UTC+08:00`, and the local time in the form that spreadsheets know as a time.
fn local(record: &Record) -> (String, String) {
    let offset = Offset::from_seconds(record.offset).unwrap_or(Offset::UTC);
    let time = offset.to_datetime(record.at);
    let minutes = offset.seconds() / 60;
    let zone = format!(
        "UTC{}{:02}:{:02}",
        if minutes < 0 { '-' } else { '+' },
        minutes.abs() / 60,
        minutes.abs() % 60
    );
    (zone, time.strftime("%Y-%m-%d %H:%M:%S").to_string())
}

/// The byte order mark that a CSV for spreadsheets begins with.
pub const MARK: &str = "\u{feff}";

/// Writes one line of a CSV for spreadsheets; no cell of it can be taken for a formula.
pub fn write_csv_line(out: &mut dyn Write, cells: impl Iterator<Item = String>) -> io::Result<()> {
    for (n, cell) in cells.enumerate() {
        if n > 0 {
            out.write_all(b",")?;
        }
        out.write_all(quoted(&harmless(&cell)).as_bytes())?;
    }
    out.write_all(b"\r\n")?;
    Ok(())
}

/// Spreadsheets calculate what begins with one of these, also in quotes; an apostrophe before it makes it text.
fn harmless(cell: &str) -> Cow<'_, str> {
    match cell.trim_start_matches([' ', '\u{3000}', '\u{a0}']).chars().next() {
        Some('=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠') => {
            format!("'{cell}").into()
        }
        _ => cell.into(),
    }
}

fn quoted(cell: &str) -> Cow<'_, str> {
    if cell.contains(['"', ',', '\r', '\n', ';']) || cell.starts_with(' ') || cell.ends_with(' ') {
        format!("\"{}\"", cell.replace('"', "\"\"")).into()
    } else {
        cell.into()
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_taken_for_a_formula() {
        for cell in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1", "＝1"] {
            assert!(harmless(cell).starts_with('\''), "{cell:?}");
        }
        assert_eq!(harmless("报告=1.pdf"), "报告=1.pdf");
    }

    #[test]
    fn quotes_and_commas_survive() {
        let mut out = Vec::new();
        write_csv_line(&mut out, ["a", "b,c", "d\"e", "f\ng", ""].into_iter().map(str::to_owned)).unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), "a,\"b,c\",\"d\"\"e\",\"f\ng\",\r\n");
    }
}
