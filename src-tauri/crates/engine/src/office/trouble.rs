//! Loss, leak, misuse, and found again (RS4 Art.15, RS8 二.2, RS17 4.5): one command on the holder's side stops the use at once.
//!
//! No PIN is asked for: it may be what is lost. Reporting is always the safe direction; what was reported is taken up again
//! only after the office resumed it.

use std::path::Path;

use audit::{Action, Filter, Order};
use registry::files::{Notice, Trouble};
use registry::letter::Kind;
use registry::station::Remembered;
use registry::{Letter, Rule, State, Step};
use wire::{Failure, FailureCode, ReportTrouble, Text};

use super::{doing, of_registry};
use crate::{Engine, failures};

/// How many of the newest documents a notice names.
const MOST_DOCUMENTS: u64 = 1000;

impl Engine {
    /// Suspends an identity here and now, and says so in the log.
    pub fn report_trouble(&self, request: &ReportTrouble) -> Result<(), Failure> {
        let trouble = trouble_of(request)?;
        let identity = self.identity(&request.identity)?;
        let now = self.clock.now();
        let id = identity.id.to_string();
        self.change_memory(|memory| {
            let known = memory.identities.entry(id.clone()).or_insert_with(|| Remembered::new(now));
            known.trouble = match trouble {
                // Found again lifts nothing by itself where an office keeps the register: it resumes.
                Trouble::Found if memory.directory == 0 => None,
                Trouble::Found => known.trouble,
                other => Some(other),
            };
            Ok(())
        })?;
        let documents = self.documents_signed_with(&identity)?;
        let mut record = self.record_about(Action::TroubleReported, &identity);
        record.params.insert("trouble".to_owned(), trouble.code().to_owned());
        record.params.insert("rule".to_owned(), Rule::Suspended.to_string());
        record.params.insert("documents".to_owned(), documents.len().to_string());
        record.note = Some(request.words.clone()).filter(|words| !words.is_empty());
        self.append(&record).map(drop)
    }

    /// Writes the notice for the office about what was reported; a letter, and no second report.
    pub fn write_notice(&self, request: &ReportTrouble, target: &Path) -> Result<(), Failure> {
        let identity = self.identity(&request.identity)?;
        let documents = self.documents_signed_with(&identity)?;
        let notice = Notice {
            trouble: trouble_of(request)?,
            certificate: hex::encode(identity.certificate.sha256_fingerprint()),
            name: identity.certificate.display(),
            words: request.words.clone(),
            at: self.clock.now(),
            device: self.vault()?.device_id().to_owned(),
            documents,
        };
        self.write_letter(&Letter::plain(Kind::Notice, &notice).map_err(of_registry)?, target)
    }

    /// The documents that were signed here with an identity's certificate: name and SHA-256 after it.
    pub(super) fn documents_signed_with(
        &self,
        identity: &keys::Identity,
    ) -> Result<Vec<(String, String)>, Failure> {
        let filter = Filter {
            actions: vec![Action::Signed],
            order: Order::OldestFirst,
            limit: Some(MOST_DOCUMENTS),
            text: identity.id.to_string(),
            ..Filter::default()
        };
        let found = self.log()?.query(&filter).map_err(|error| failures::of_log(&error))?;
        let documents = found.entries.into_iter().filter_map(|entry| {
            let document = entry.record.document?;
            Some((document.name, document.after?.to_string()))
        });
        Ok(documents.collect())
    }

    /// What a notice tells, as it stands in the register.
    fn told_of(&self, notice: &Notice) -> String {
        let kind = self.texts().plain(&format!("incident-{}", notice.trouble.code()));
        match notice.words.trim() {
            "" => kind,
            words => format!("{kind} · {words}"),
        }
    }

    /// Takes a notice into the register: suspends, or notes that it was found.
    pub(super) fn take_notice(&self, letter: &Letter, by: &str) -> Result<(Option<String>, Text), Failure> {
        let notice: Notice = letter.content(Kind::Notice).map_err(of_registry)?;
        let store = self.register()?;
        let person = store.holder(&notice.certificate).map_err(of_registry)?;
        let Some(person) = person else {
            return Err(Failure::new(FailureCode::NoSuchEntry).with("name", notice.name));
        };
        drop(store);
        let now = self.clock.now();
        let suspends = notice.trouble != Trouble::Found
            && registry::states::after(Some(person.state), Step::Suspend).is_ok();
        if suspends {
            let request = wire::TakeStep {
                person: person.id.clone(),
                step: Step::Suspend.code().to_owned(),
                by: wire::Leave { officer: by.to_owned(), pin: wire::Secret::new(String::new()) },
                why: self.told_of(&notice),
                attachments: Vec::new(),
                post: None,
                compromise: notice.trouble == Trouble::Leak,
            };
            self.do_step(&request, Step::Suspend, by, &[], now)?;
        }
        let mut record = self.record(Action::IncidentWritten);
        record.params.insert("person".to_owned(), person.id.clone());
        record.params.insert("rule".to_owned(), Rule::Suspended.to_string());
        record.note = Some(notice.words.clone()).filter(|words| !words.is_empty());
        let bytes = letter.to_bytes().map_err(of_registry)?;
        self.in_register(record, |store, op| {
            let incident = registry::store::Incident {
                seq: 0,
                kind: notice.trouble.code().to_owned(),
                person: person.id.clone(),
                words: notice.words.clone(),
                measure: if suspends { State::Suspended.code().to_owned() } else { String::new() },
                who: notice.name.clone(),
                at: now,
            };
            store.add_incident(&incident).map_err(of_registry)?;
            store
                .keep_letter(&letter.sha256(), Kind::Notice.code(), &person.id, now, &bytes)
                .map_err(of_registry)?;
            store.note("notice-taken", &doing(by, now, &person.id, &[], op)).map_err(of_registry)
        })?;
        let told = Text::new(if suspends { "office-notice-suspended" } else { "office-notice-noted" })
            .with("name", person.name.as_str())
            .with("documents", notice.documents.len());
        Ok((Some(person.id), told))
    }
}

fn trouble_of(request: &ReportTrouble) -> Result<Trouble, Failure> {
    Trouble::from_code(&request.trouble).ok_or_else(|| super::unusable("trouble"))
}
