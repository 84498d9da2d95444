//! Approvals to seal one file: written by the approver, taken over by whoever seals, used once (RS18 §9, RS14 4).

use std::path::{Path, PathBuf};

use audit::Action;
use registry::files::Ticket;
use registry::letter::Kind;
use registry::model::{Directory, Person, Seal};
use registry::{Letter, Rule};
use wire::{Failure, FailureCode, IssueTicket, RefusedFile, Secret, TakenApprovals, Text};

use super::{of_registry, read_letter_file};
use crate::identities::secret;
use crate::source::{FileSource, file_name, sha256_of};
use crate::{Engine, failures, random_hex};

/// The longest that an approval may be used, hours.
const LONGEST: u32 = 31 * 24;

/// What an approval is about, for the command line.
struct Wanted<'a> {
    path: &'a Path,
    seal: &'a str,
    pages: &'a [u32],
    count: u32,
    print: bool,
    hours: u32,
    words: &'a str,
}

impl Engine {
    /// Writes an approval for an open document.
    pub fn write_ticket(&self, request: &IssueTicket, target: &Path) -> Result<(), Failure> {
        let open = self.open.get(&request.document)?;
        self.write_ticket_for(open.path(), request, target)
    }

    /// Writes an approval for a file; the request's document is not looked at.
    pub fn write_ticket_for(&self, path: &Path, request: &IssueTicket, target: &Path) -> Result<(), Failure> {
        let wanted = Wanted {
            path,
            seal: &request.seal,
            pages: &request.pages,
            count: request.count.max(1),
            print: request.print,
            hours: request.hours.clamp(1, LONGEST),
            words: &request.words,
        };
        self.write_wanted_ticket(&wanted, &request.identity, &request.pin, target)
    }

    /// Whether this approver may approve this seal and gave their PIN, before the place of the approval is asked for.
    pub fn may_write_ticket(&self, request: &IssueTicket) -> Result<(), Failure> {
        let directory = self.directory()?.ok_or_else(super::no_office)?;
        self.approval_by(&directory, &request.seal, &self.identity(&request.identity)?)?;
        self.pin_opens(&request.identity, &request.pin)
    }

    /// The seal, and the approver whose identity it is.
    fn approval_by<'a>(
        &self,
        directory: &'a Directory,
        seal: &str,
        identity: &keys::Identity,
    ) -> Result<(&'a Seal, &'a Person), Failure> {
        let seal =
            directory.seal(seal).ok_or_else(|| Failure::new(FailureCode::NoSuchEntry).with("name", seal))?;
        let certificate = hex::encode(identity.certificate.sha256_fingerprint());
        let approver = approver_of(directory, &certificate, self.clock.here().date());
        let approver = approver.filter(|person| seal.approvers.contains(&person.id));
        let Some(approver) = approver else {
            return Err(self.refused(Rule::Approver, &identity.label));
        };
        // An approver's PIN is under the same rules as a signer's.
        let remembered = self.memory()?.identities.get(identity.id.as_str()).cloned();
        if remembered.is_some_and(|known| known.initial) {
            return Err(self.refused(Rule::InitialPin, &identity.label));
        }
        Ok((seal, approver))
    }

    fn write_wanted_ticket(
        &self,
        wanted: &Wanted<'_>,
        identity: &str,
        pin: &Secret,
        target: &Path,
    ) -> Result<(), Failure> {
        let directory = self.directory()?.ok_or_else(super::no_office)?;
        let identity = self.identity(identity)?;
        let (seal, approver) = self.approval_by(&directory, wanted.seal, &identity)?;
        let source = FileSource::open(wanted.path)?;
        let sha256 = sha256_of(source.as_ref()).map_err(|fault| failures::unreadable(wanted.path, fault))?;
        let now = self.clock.now();
        let until = now
            .checked_add(jiff::SignedDuration::from_hours(i64::from(wanted.hours)))
            .map_err(|fault| Failure::new(FailureCode::Internal).because(fault))?;
        let ticket = Ticket {
            id: random_hex(16)?,
            name: file_name(wanted.path),
            sha256: hex::encode(sha256),
            seal: seal.name.clone(),
            pages: wanted.pages.to_vec(),
            count: wanted.count,
            print: wanted.print,
            approver: approver.id.clone(),
            approver_name: approver.name.clone(),
            words: wanted.words.to_owned(),
            at: now,
            until,
        };
        let key = self.guarded(&identity, |vault| vault.unlock_key(&identity.id, &secret(pin)))?;
        let letter = Letter::signed(Kind::Ticket, &ticket, &key).map_err(of_registry)?;
        let mut record = self.record_about(Action::TicketWritten, &identity);
        record.params.insert("ticket".to_owned(), ticket.id.clone());
        record.params.insert("seal".to_owned(), ticket.seal.clone());
        record.params.insert("rule".to_owned(), Rule::ApprovalFirst.to_string());
        record.document = Some(audit::Document {
            name: ticket.name.clone(),
            before: Some(audit::Digest(sha256)),
            ..audit::Document::default()
        });
        // In the log before it leaves.
        self.append(&record)?;
        self.write_letter(&letter, target)
    }

    /// Takes several approvals over, each for itself: another letter among them stops only itself.
    pub fn take_approvals_of(&self, paths: &[PathBuf]) -> TakenApprovals {
        let mut outcome = TakenApprovals { taken: 0, refused: Vec::new() };
        for path in paths {
            let taken = read_letter_file(path)
                .and_then(|bytes| self.take_ticket(&Letter::read(&bytes).map_err(of_registry)?));
            match taken {
                Ok(_) => outcome.taken += 1,
                Err(failure) => outcome.refused.push(RefusedFile { name: file_name(path), failure }),
            }
        }
        outcome
    }

    /// Takes an approval over, if it was signed by who may approve.
    pub(super) fn take_ticket(&self, letter: &Letter) -> Result<Text, Failure> {
        let directory = self.directory()?.ok_or_else(super::no_office)?;
        let ticket: Ticket = letter.content(Kind::Ticket).map_err(of_registry)?;
        let signer = letter.signer().map_err(of_registry)?;
        let certificate = hex::encode(signer.sha256_fingerprint());
        let approver = approver_of(&directory, &certificate, self.clock.here().date());
        let may = directory.seal(&ticket.seal).is_some_and(|seal| seal.approvers.contains(&ticket.approver));
        if !may || approver.is_none_or(|person| person.id != ticket.approver) {
            return Err(self.refused(Rule::Approver, &ticket.approver_name));
        }
        let told = Text::new("office-ticket-taken")
            .with("name", ticket.name.as_str())
            .with("seal", ticket.seal.as_str())
            .with("approver", ticket.approver_name.as_str());
        self.change_memory(|memory| {
            if memory.used.contains(&ticket.id) {
                return Err(failures::of_rule(Rule::TicketUsed));
            }
            memory.tickets.insert(ticket.id.clone(), ticket);
            Ok(())
        })?;
        Ok(told)
    }

    /// Uses an approval up, in the log and in the memory, before the seal's key is touched; never given back.
    pub(super) fn use_ticket(&self, id: &str, printing: bool, sha256: &str) -> Result<(), Failure> {
        let name = if printing { format!("{id}/print") } else { id.to_owned() };
        if self.log_knows_ticket(&name)? {
            return Err(self.refused(Rule::TicketUsed, id));
        }
        self.change_memory(|memory| {
            if memory.used.insert(name.clone()) { Ok(()) } else { Err(failures::of_rule(Rule::TicketUsed)) }
        })?;
        let mut record = self.record(Action::TicketUsed);
        record.params.insert("ticket".to_owned(), name);
        record.params.insert("document-sha256".to_owned(), sha256.to_owned());
        record.params.insert("rule".to_owned(), Rule::TicketUsed.to_string());
        self.append(&record).map(drop)
    }

    /// Whether the log tells that an approval was used: the memory may be an older one.
    pub(super) fn log_knows_ticket(&self, name: &str) -> Result<bool, Failure> {
        let filter = audit::Filter {
            actions: vec![Action::TicketUsed],
            text: name.to_owned(),
            limit: Some(50),
            ..audit::Filter::default()
        };
        let found = self.log()?.query(&filter).map_err(|error| failures::of_log(&error))?;
        let is_it =
            |entry: &audit::Entry| entry.record.params.get("ticket").is_some_and(|known| known == name);
        Ok(found.entries.iter().any(is_it))
    }
}

/// Whose certificate it is, where it counts now.
fn approver_of<'a>(
    directory: &'a Directory,
    certificate: &str,
    today: jiff::civil::Date,
) -> Option<&'a Person> {
    let (person, held) = directory.holder(certificate)?;
    let stands = person.state == registry::State::Issued
        && held.ended.is_none()
        && person.ends.is_none_or(|ends| today <= ends);
    stands.then_some(person)
}
