//! Many files verified together: which they are, what was found of each, and the list of it on paper or in a spreadsheet.
//! What is exported is what the engine found, never what the page sends back.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;

use report::{Facts, Tone, list};
use wire::report::Integrity;
use wire::{
    ChosenFile, ExportVerified, Failure, FailureCode, FileToVerify, FilesToVerify, Found, ListFormat, Text,
    Verdict, VerifiedFile, VerifiedFiles, VerifyFiles, VerifyProgress,
};

use crate::folders::signed_files;
use crate::judging::{Examined, JudgeBy};
use crate::output::{self, Existing};
use crate::report_json::integrity;
use crate::source::{file_name, folder_name};
use crate::telling::{Manner, Told};
use crate::{Engine, explain, lock, paper};

/// What is kept of each file for the list.
pub(crate) type Verified = HashMap<String, Kept>;

/// What was found of a file, with what the page is not told.
pub(crate) struct Kept {
    path: PathBuf,
    sha256: Option<[u8; 32]>,
    row: VerifiedFile,
}

impl Kept {
    /// What is kept of a file that was judged; its id is the caller's.
    pub(crate) fn of(told: Told) -> Self {
        Self { path: told.path, sha256: told.sha256, row: told.row }
    }
}

/// The form of a list by the ending of its name.
pub(crate) fn format_of(target: &Path) -> Result<ListFormat, Failure> {
    match target.extension().and_then(|ending| ending.to_str()) {
        Some(ending) if ending.eq_ignore_ascii_case("csv") => Ok(ListFormat::Csv),
        Some(ending) if ending.eq_ignore_ascii_case("pdf") => Ok(ListFormat::Pdf),
        _ => Err(Failure::new(FailureCode::Usage)),
    }
}

impl Engine {
    /// The PDF and signature files among what was picked or dropped, ready to be named in a request.
    pub fn files_to_verify(&self, picked: &[PathBuf]) -> Result<FilesToVerify, Failure> {
        let mut files = Vec::new();
        for one in picked {
            let found = signed_files(std::slice::from_ref(one))?;
            for path in found {
                let below = path.parent().and_then(|folder| folder.strip_prefix(one).ok());
                let folder = below.map(|folder| folder.display().to_string()).unwrap_or_default();
                let ChosenFile { id, name } = self.chosen(&path)?;
                files.push(FileToVerify { id, name, folder });
            }
        }
        if files.is_empty() {
            return Err(Failure::new(FailureCode::BatchEmpty));
        }
        Ok(FilesToVerify { files })
    }

    /// Verifies files that were chosen; `progress` is told of them in their order, several at a time.
    pub fn verify_files(
        &self,
        request: VerifyFiles,
        progress: &(dyn Fn(VerifyProgress) + Sync),
    ) -> Result<VerifiedFiles, Failure> {
        let paths = request.files.iter().map(|id| self.chosen_path(id)).collect::<Result<Vec<_>, _>>()?;
        let by = JudgeBy::default();
        let policy = self.policy_for(&by)?;
        if request.fresh {
            lock(&self.verified).clear();
        }
        self.enough_verified.store(false, Ordering::Relaxed);
        let total = u32::try_from(paths.len()).unwrap_or(u32::MAX);
        let stopped = || self.enough_verified.load(Ordering::Relaxed);
        let mut rows: Vec<VerifiedFile> = Vec::with_capacity(paths.len());
        self.judge_each(&paths, &policy, &by, Manner::Row, &stopped, |results| {
            let mut fresh = Vec::with_capacity(results.len());
            let mut kept = lock(&self.verified);
            let results = results.into_iter().map(Kept::of);
            for (mut one, id) in results.zip(request.files.iter().skip(rows.len())) {
                one.row.id.clone_from(id);
                fresh.push(one.row.clone());
                kept.insert(id.clone(), one);
            }
            drop(kept);
            rows.extend(fresh.iter().cloned());
            let done = u32::try_from(rows.len()).unwrap_or(u32::MAX);
            progress(VerifyProgress { done, total, rows: fresh });
        })?;
        Ok(VerifiedFiles { rows })
    }

    /// Stops verifying after the files at hand.
    pub fn cancel_verifying(&self, (): ()) -> Result<(), Failure> {
        self.enough_verified.store(true, Ordering::Relaxed);
        Ok(())
    }

    /// The path of one of the files that were verified together.
    pub fn path_verified(&self, id: &str) -> Result<PathBuf, Failure> {
        self.chosen_path(id)
    }

    /// The name that a list starts with.
    pub fn proposed_list(&self, format: ListFormat) -> String {
        let ending = match format {
            ListFormat::Csv => "csv",
            ListFormat::Pdf => "pdf",
        };
        let name = self.texts().plain("list-name");
        format!("{name}-{}.{ending}", self.clock.here().strftime("%Y-%m-%d"))
    }

    /// Writes what was found of some files as a list, in the order in which they are named, and that into the log.
    pub fn write_verified(&self, request: &ExportVerified, target: &Path) -> Result<ChosenFile, Failure> {
        let kept = lock(&self.verified);
        let rows: Vec<&Kept> = request.files.iter().filter_map(|id| kept.get(id)).collect();
        // The system's dialog has asked about a name that is taken.
        self.write_list(&rows, request.format, target, Existing::Replace)?;
        drop(kept);
        self.chosen(target)
    }

    /// Writes what was found of some files as a list, and that into the log.
    pub(crate) fn write_list(
        &self,
        rows: &[&Kept],
        format: ListFormat,
        target: &Path,
        existing: Existing,
    ) -> Result<(), Failure> {
        let bytes = match format {
            ListFormat::Csv => self.csv(rows)?,
            ListFormat::Pdf => self.list_on_paper(rows)?,
        };
        let written = output::write(target, &bytes, existing);
        let mut record = self.record(audit::Action::ReportExported);
        record.note = Some(file_name(target));
        record.params.insert("files".to_owned(), rows.len().to_string());
        self.append_outcome(record, &written)?;
        written
    }

    fn csv(&self, rows: &[&Kept]) -> Result<Vec<u8>, Failure> {
        let texts = self.texts();
        let heads = ["number", "file", "folder", "verdict", "why", "signers", "signed", "sha256"];
        let mut out = audit::MARK.as_bytes().to_vec();
        let lines = std::iter::once(heads.map(|head| texts.plain(&format!("list-{head}"))).to_vec()).chain(
            (1..).zip(rows).map(|(number, kept)| {
                vec![
                    number.to_string(),
                    file_name(&kept.path),
                    folder_name(&kept.path),
                    texts.plain(found_word(kept.row.found)),
                    why(&texts, &kept.row),
                    kept.row.signers.join("; "),
                    kept.row.signed.as_deref().map(|at| self.local(at)).unwrap_or_default(),
                    kept.sha256.map(hex::encode).unwrap_or_default(),
                ]
            }),
        );
        for line in lines {
            audit::write_csv_line(&mut out, line.into_iter())
                .map_err(|fault| Failure::new(FailureCode::Internal).because(fault))?;
        }
        Ok(out)
    }

    /// A moment as spreadsheets know it, in the zone of this computer.
    fn local(&self, at: &str) -> String {
        let zone = self.clock.here().time_zone().clone();
        let moment = at.parse::<jiff::Timestamp>().map(|at| at.to_zoned(zone));
        moment.map_or_else(|_| at.to_owned(), |at| at.strftime("%Y-%m-%d %H:%M:%S").to_string())
    }

    fn list_on_paper(&self, rows: &[&Kept]) -> Result<Vec<u8>, Failure> {
        let texts = self.texts();
        let count = |wanted: Found| rows.iter().filter(|kept| kept.row.found == wanted).count();
        let worst = rows.iter().map(|kept| tone(kept.row.found)).max_by_key(|tone| explain::rank(*tone));
        let list = list::List {
            title: texts.plain("list-title"),
            summary: texts.text(&summary(count)),
            tone: worst.map_or(Tone::Know, paper::tone),
            heads: ["list-number", "list-file", "list-verdict", "list-why"].map(|id| texts.plain(id)),
            rows: (1..)
                .zip(rows)
                .map(|(number, kept)| {
                    let signed = kept.row.signed.as_deref().and_then(|at| at.parse().ok());
                    let when = signed.map(|at| texts::moment(texts.language(), at)).unwrap_or_default();
                    list::Row {
                        tone: paper::tone(tone(kept.row.found)),
                        cells: [
                            number.to_string(),
                            file_name(&kept.path),
                            texts.plain(found_word(kept.row.found)),
                            why(&texts, &kept.row),
                        ],
                        folder: folder_name(&kept.path),
                        signers: format!("{}  {when}", kept.row.signers.join(", ")).trim().to_owned(),
                    }
                })
                .collect(),
            notes: vec![
                texts.text(&Text::new("list-made").with("time", self.clock.now().to_string())),
                texts.plain("paper-note"),
            ],
        };
        let title = texts.plain("list-title");
        list::write(&list, &self.facts(title), &|page, pages| {
            texts.text(&Text::new("paper-page").with("page", page).with("pages", pages))
        })
        .map_err(|fault| Failure::new(FailureCode::Internal).because(fault))
    }

    /// What a report says about itself.
    pub(crate) fn facts(&self, title: String) -> Facts {
        Facts {
            title,
            author: "Vermilion".to_owned(),
            date: self.clock.now().strftime("D:%Y%m%d%H%M%SZ").to_string(),
        }
    }
}

/// What became of many files, in one sentence, from how many were found to be what.
pub fn summary(count: impl Fn(Found) -> usize) -> Text {
    let [good, know, bad, unsigned, unreadable] =
        [Found::Good, Found::Know, Found::Bad, Found::Unsigned, Found::Unreadable].map(count);
    Text::new("list-summary")
        .with("count", good + know + bad + unsigned + unreadable)
        .with("good", good)
        .with("know", know)
        .with("bad", bad)
        .with("unsigned", unsigned)
        .with("unreadable", unreadable)
}

/// What a file is to its reader. Content that was changed is never merely "not known", whatever the standard calls it.
pub fn found(verdict: Verdict, integrity: Option<Integrity>) -> Found {
    match verdict {
        Verdict::Unreadable => Found::Unreadable,
        Verdict::Unsigned => Found::Unsigned,
        Verdict::Failed => Found::Bad,
        _ if integrity >= Some(Integrity::Changed) => Found::Bad,
        Verdict::Passed => Found::Good,
        Verdict::Indeterminate => Found::Know,
    }
}

/// The text id of the word in a list.
fn found_word(found: Found) -> &'static str {
    match found {
        Found::Good => "list-found-good",
        Found::Know => "list-found-know",
        Found::Bad => "list-found-bad",
        Found::Unsigned => "list-found-unsigned",
        Found::Unreadable => "list-found-unreadable",
    }
}

fn tone(found: Found) -> wire::Tone {
    match found {
        Found::Good => wire::Tone::Good,
        Found::Know => wire::Tone::Know,
        Found::Bad | Found::Unreadable => wire::Tone::Bad,
        Found::Unsigned => wire::Tone::None,
    }
}

fn why(texts: &texts::Catalogue, row: &VerifiedFile) -> String {
    match (&row.headline, &row.failure) {
        (Some(headline), _) => texts.text(headline),
        (None, Some(failure)) => texts.failure(failure).0,
        (None, None) => String::new(),
    }
}

/// The row of a file; its id is the caller's.
pub(crate) fn row(examined: &Examined) -> VerifiedFile {
    let report = examined.outcome.as_ref().ok();
    let signed = report.map(|report| {
        let persons = report.signatures.iter().filter(|one| one.kind != verify::report::Kind::Timestamp);
        let named = persons.clone().filter_map(|one| one.signer.as_ref().map(|who| who.common_name.clone()));
        let times = persons.filter_map(|one| one.time.proven.or(one.time.claimed));
        (named.collect::<Vec<String>>(), times.max().map(explain::moment))
    });
    let (signers, signed) = signed.unwrap_or_default();
    VerifiedFile {
        id: String::new(),
        found: found(examined.verdict(), report.and_then(|report| report.integrity).map(integrity)),
        headline: report.map(explain::headline),
        failure: examined.outcome.as_ref().err().cloned(),
        signers,
        signed,
    }
}
