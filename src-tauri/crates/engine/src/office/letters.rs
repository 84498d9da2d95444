//! One door for every letter: what it is, and taking it over.

use std::path::Path;

use audit::Action;
use registry::Letter;
use registry::files::{Application, Notice, Receipt, Return, Ticket, Unlock, UnlockRequest};
use registry::letter::Kind;
use registry::model::{Directory, Role};
use wire::{Failure, FailureCode, OfficeFile, TakeOfficeFile, TakenFile, Text};

use super::{RECEIPT, of_registry, read_letter_file};
use crate::{Engine, failures};

/// The kind of a log in its letter form.
const LOG: &str = "log";

impl Engine {
    /// What a file is that somebody sent.
    pub fn look_at_letter(&self, path: &Path) -> Result<OfficeFile, Failure> {
        let bytes = read_letter_file(path)?;
        let file = self.chosen(path)?;
        let told = |kind: &str, about: String, root: Option<String>| OfficeFile {
            file: file.clone(),
            kind: kind.to_owned(),
            about,
            root,
        };
        if keys::package::is_package(&bytes) {
            return Ok(told(Kind::Issue.code(), String::new(), None));
        }
        let letter = match Letter::read(&bytes) {
            Ok(letter) => letter,
            Err(_) if is_log(&bytes) => return Ok(told(LOG, String::new(), None)),
            Err(error) => return Err(of_registry(error).with("name", crate::source::file_name(path))),
        };
        let kind = letter.kind();
        let about = match kind {
            Kind::Application => letter.content::<Application>(kind).map(|content| content.name),
            Kind::Receipt => letter.content::<Receipt>(kind).map(|content| content.person),
            Kind::Directory => letter.content::<Directory>(kind).map(|content| content.organisation),
            Kind::Notice => letter.content::<Notice>(kind).map(|content| content.name),
            Kind::UnlockRequest => letter.content::<UnlockRequest>(kind).map(|content| content.name),
            Kind::Unlock => letter.content::<Unlock>(kind).map(|content| content.request.name),
            Kind::Ticket => letter.content::<Ticket>(kind).map(|content| content.name),
            Kind::Return => letter.content::<Return>(kind).map(|content| content.name),
            Kind::Issue => Ok(String::new()),
        };
        let root = match kind {
            Kind::Directory if self.memory()?.root.is_empty() => {
                Some(hex::encode(super::memory::sha256(&super::directory::judged(&letter)?.root)))
            }
            _ => None,
        };
        Ok(told(kind.code(), about.map_err(of_registry)?, root))
    }

    /// Takes over a letter that was picked.
    pub fn take_office_file(&self, request: TakeOfficeFile) -> Result<TakenFile, Failure> {
        let path = self.chosen_path(&request.file)?;
        let taken = self.take_letter(&path, request.bind, request.by.as_ref());
        if taken.is_ok() {
            drop(self.take_chosen(&request.file));
        }
        taken
    }

    /// Takes over a letter in a file. What goes into the register needs an officer.
    pub fn take_letter(
        &self,
        path: &Path,
        bind: bool,
        by: Option<&wire::Leave>,
    ) -> Result<TakenFile, Failure> {
        let bytes = read_letter_file(path)?;
        let letter = match Letter::read(&bytes) {
            Ok(letter) => letter,
            Err(_) if is_log(&bytes) => {
                let by = self.taker(by)?;
                let told = self.take_log(&bytes, &by)?;
                return Ok(TakenFile { kind: LOG.to_owned(), told, person: None });
            }
            Err(error) => return Err(of_registry(error).with("name", crate::source::file_name(path))),
        };
        let kind = letter.kind();
        let (told, person) = match kind {
            Kind::Directory => (self.take_directory(&letter, bind)?, None),
            Kind::Ticket => (self.take_ticket(&letter)?, None),
            Kind::Unlock => (self.take_unlock(&letter)?, None),
            Kind::Application => {
                let by = self.taker(by)?;
                let id = self.take_application(&letter, &by)?;
                let content: Application = letter.content(kind).map_err(of_registry)?;
                let told = Text::new("office-application-taken").with("name", content.name);
                (told.with("person", id.as_str()), Some(id))
            }
            Kind::Notice => {
                let by = self.taker(by)?;
                let (person, told) = self.take_notice(&letter, &by)?;
                (told, person)
            }
            Kind::Receipt => {
                let by = self.taker(by)?;
                let person = self.take_receipt(&letter, &by)?;
                (Text::new("office-receipt-taken").with("person", person.as_str()), Some(person))
            }
            Kind::Return => {
                let by = self.taker(by)?;
                (self.take_return(&letter, &by)?, None)
            }
            Kind::Issue | Kind::UnlockRequest => return Err(super::wrong_kind(kind)),
        };
        let mut record = self.record(Action::LetterTaken);
        record.params.insert("kind".to_owned(), kind.code().to_owned());
        record.params.insert("letter".to_owned(), letter.sha256());
        if let Some(person) = &person {
            record.params.insert("person".to_owned(), person.clone());
        }
        record.document =
            Some(audit::Document { name: crate::source::file_name(path), ..audit::Document::default() });
        self.append(&record)?;
        Ok(TakenFile { kind: kind.code().to_owned(), told, person })
    }

    /// The officer who takes a letter into the register.
    fn taker(&self, by: Option<&wire::Leave>) -> Result<String, Failure> {
        let store = self.register()?;
        let by = by.ok_or_else(|| super::unusable("by"))?;
        let (officer, _) = self.officer(&store, by, Role::Manage)?;
        Ok(officer.name)
    }

    /// Keeps a holder's receipt.
    fn take_receipt(&self, letter: &Letter, by: &str) -> Result<String, Failure> {
        let receipt: Receipt = letter.content(Kind::Receipt).map_err(of_registry)?;
        let store = self.register()?;
        let person = store.person(&receipt.person).map_err(of_registry)?;
        drop(store);
        let held = person.certificates.iter().find(|held| held.sha256 == receipt.certificate);
        let forged = || Failure::new(FailureCode::OfficeFile).of_case("forged");
        let certificate = super::directory::certificate(&held.ok_or_else(forged)?.der)?;
        letter.signed_by(&certificate).map_err(of_registry)?;
        let bytes = letter.to_bytes().map_err(of_registry)?;
        let now = self.clock.now();
        let mut record = self.record(Action::PersonChanged);
        record.who.name = Some(by.to_owned());
        record.params.insert("person".to_owned(), person.id.clone());
        record.params.insert("letter".to_owned(), letter.sha256());
        self.in_register(record, |store, op| {
            store
                .keep_letter(&letter.sha256(), Kind::Receipt.code(), &person.id, now, &bytes)
                .map_err(of_registry)?;
            let doing = super::doing(by, now, &receipt.device, &[], op);
            store.edit(&person.id, RECEIPT, &doing, |_| Ok(())).map_err(of_registry)?;
            Ok(())
        })?;
        Ok(person.id)
    }
}

/// Whether the bytes look like an exported log.
fn is_log(bytes: &[u8]) -> bool {
    bytes
        .get(..200.min(bytes.len()))
        .is_some_and(|head| String::from_utf8_lossy(head).contains("\"vermilion-log\""))
}

/// A failure of the log that is named where a letter brings one.
pub(super) fn of_export(error: &audit::Error) -> Failure {
    match error {
        audit::Error::NotAnExport(_) => Failure::new(FailureCode::OfficeFile).of_case("unreadable"),
        other => failures::of_log(other),
    }
}
