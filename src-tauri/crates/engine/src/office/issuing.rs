//! A copy is issued: certificate, package under an initial PIN, master in the archive (RS17 4.1, 4.2).
//!
//! The certificate's key is the one in the application: it was made on the holder's station, and the office never has it.
//! The specimen's master stays in the office's archive, encrypted under the authority's secret; the copy in the package is
//! the holder's. Whoever was issued a copy that never arrived gets the same certificate in a new package.

use std::path::Path;

use audit::Action;
use jiff::Timestamp;
use keys::{KdfParameters, package};
use pki::Certificate;
use pki::issue::Subject;
use registry::files::{Application, Copy};
use registry::letter::Kind;
use registry::model::{Held, Person};
use registry::store::Store;
use registry::{Letter, Rule, State, Step, authority};
use wire::{ChosenFile, Failure, FailureCode, IssueIdentity, IssuedCopy};

use super::{Authority, doing, of_registry};
use crate::source::file_name;
use crate::{Engine, failures, output};

/// The purpose of a package that holds a copy.
pub(super) const PACKAGE: &str = "issue";
/// The purpose of the archive's packages.
const MASTER: &str = "master";
/// The kind under which the archive keeps a master.
const MASTER_KIND: &str = "master";
/// Characters of an initial PIN: without those that are mistaken for each other.
const PIN_CHARACTERS: &[u8] = b"abcdefghjkmnpqrstuvwxyz23456789";
/// The length of an initial PIN: about 59 bits, so that the package can travel by mail.
const PIN_LENGTH: usize = 12;

impl Engine {
    /// Issues a copy into a file that is not there yet.
    pub fn write_issued_copy(&self, request: &IssueIdentity, target: &Path) -> Result<IssuedCopy, Failure> {
        if target.exists() {
            return Err(Failure::new(FailureCode::OutputExists).with("name", file_name(target)));
        }
        let store = self.register()?;
        let authority = self.authority(&store, &request.keyholders)?;
        let until = super::optional_day("until", request.until.as_deref())?;
        drop(store);
        self.issue_with(&authority, &request.person, until, target)
    }

    /// Issues a copy with an authority that is unlocked already.
    pub(super) fn issue_with(
        &self,
        authority: &Authority,
        person: &str,
        until: Option<jiff::civil::Date>,
        target: &Path,
    ) -> Result<IssuedCopy, Failure> {
        let pin = initial_pin()?;
        let now = self.clock.now();
        let mut record = self.record(Action::CopyIssued);
        record.who.name = Some(authority.who.clone());
        record.params.insert("person".to_owned(), person.to_owned());
        record.params.insert("rule".to_owned(), Rule::TwoPersons.to_string());
        record.note = Some(file_name(target));
        let person = self.in_register(record, |store, op| {
            let known = store.person(person).map_err(of_registry)?;
            let (application, specimen) = self.application_of(store, &known, &authority.joined)?;
            let person = match known.state {
                // The copy never arrived: the certificate is there, and its holder has not taken it over.
                State::Issued if !receipt_is_there(store, &known)? => known,
                _ => self.certify(store, authority, &known, &application, until, op)?,
            };
            if !specimen.is_empty() {
                self.keep_master(store, &person, &specimen, &authority.joined)?;
            }
            let copy = self.copy_for(store, authority, &person, specimen)?;
            let letter = Letter::signed(Kind::Issue, &copy, &authority.key).map_err(of_registry)?;
            let bytes = letter.to_bytes().map_err(of_registry)?;
            let sealed =
                package::seal(PACKAGE, &bytes, &keys::Secret::new(pin.clone()), KdfParameters::DEFAULT)
                    .map_err(|error| failures::of_keys(&error))?;
            store
                .keep_letter(&letter.sha256(), Kind::Issue.code(), &person.id, now, &sealed)
                .map_err(of_registry)?;
            output::create(target, &sealed)?;
            self.file_of(store, &person)
        })?;
        let file = ChosenFile { id: String::new(), name: file_name(target) };
        Ok(IssuedCopy { file, initial_pin: pin, person })
    }

    fn certify(
        &self,
        store: &mut Store,
        authority: &Authority,
        person: &Person,
        application: &Application,
        until: Option<jiff::civil::Date>,
        op: &str,
    ) -> Result<Person, Failure> {
        // The table of states is asked before anything is signed.
        registry::states::after(Some(person.state), Step::Issue).map_err(of_registry)?;
        let now = self.clock.now();
        let today = self.clock.here().date();
        let request = pki::request::Request::from_der(&application.request)
            .map_err(|_| Failure::new(FailureCode::OfficeFile).of_case("forged"))?;
        if application.name.trim() != person.name {
            return Err(self.refused(Rule::NameMatches, &person.name));
        }
        let same_key = |held: &Held| {
            Certificate::from_der(&held.der).is_ok_and(|known| known.spki_der() == request.spki_der())
        };
        if person.certificates.iter().any(same_key) {
            return Err(self.refused(Rule::NewKey, &person.name));
        }
        let post = person.posts.iter().rev().find(|post| post.is_held_on(today));
        let year = today.checked_add(jiff::Span::new().years(1)).unwrap_or(today);
        let last = [until, person.ends, post.and_then(|post| post.until), person.scope.until];
        let last = last.into_iter().flatten().min().unwrap_or(year);
        let organisation: String = super::meta(store, super::ORGANISATION)?.unwrap_or_default();
        let subject = Subject {
            common_name: person.name.clone(),
            organization: Some(organisation),
            organizational_unit: Some(person.department.clone()).filter(|name| !name.is_empty()),
            title: post.map(|post| post.title.clone()),
            country: None,
        };
        let end = super::moment(self, "until", &last.to_string(), true)?;
        if end <= now {
            return Err(self.refused(Rule::Left, &person.name));
        }
        let certificate =
            authority::holder(&subject, &request, (now, end), &authority.key).map_err(of_registry)?;
        let held = held(&certificate, now, end);
        let doing = doing(&authority.who, now, "", &[], op);
        store
            .step(&person.id, Step::Issue, &doing, None, |person| {
                super::people::end(person, now, 4);
                person.certificates.push(held);
                Ok(())
            })
            .map_err(of_registry)
    }

    fn copy_for(
        &self,
        store: &mut Store,
        authority: &Authority,
        person: &Person,
        specimen: Vec<u8>,
    ) -> Result<Copy, Failure> {
        let current = person.current().ok_or_else(|| Failure::new(FailureCode::Internal))?;
        let directory = self.new_directory(store, authority)?;
        let letter = Letter::signed(Kind::Directory, &directory, &authority.key).map_err(of_registry)?;
        let letter = letter.to_bytes().map_err(of_registry)?;
        Ok(Copy {
            person: person.id.clone(),
            name: person.name.clone(),
            number: u32::try_from(person.certificates.len()).unwrap_or(u32::MAX),
            at: self.clock.now(),
            certificate: current.der.clone(),
            specimen,
            directory: String::from_utf8_lossy(&letter).into_owned(),
        })
    }

    /// The application that is waiting, and the specimen: of the application, or of the archive for a new copy.
    fn application_of(
        &self,
        store: &Store,
        person: &Person,
        joined: &keys::Secret,
    ) -> Result<(Application, Vec<u8>), Failure> {
        let missing = || Failure::new(FailureCode::NoSuchEntry).with("name", person.name.as_str());
        let bytes = store.letter(&person.id, Kind::Application.code()).map_err(of_registry)?;
        let letter = Letter::read(&bytes.ok_or_else(missing)?).map_err(of_registry)?;
        let application: Application = letter.content(Kind::Application).map_err(of_registry)?;
        let mut specimen = application.specimen.clone();
        if specimen.is_empty()
            && let Some(master) = store.letter(&person.id, MASTER_KIND).map_err(of_registry)?
        {
            let opened = package::open(MASTER, &master, joined).map_err(|error| failures::of_keys(&error))?;
            specimen = opened.to_vec();
        }
        Ok((application, specimen))
    }

    fn keep_master(
        &self,
        store: &mut Store,
        person: &Person,
        specimen: &[u8],
        joined: &keys::Secret,
    ) -> Result<(), Failure> {
        let sealed = package::seal(MASTER, specimen, joined, KdfParameters::FLOOR)
            .map_err(|error| failures::of_keys(&error))?;
        let name = format!("{MASTER_KIND}:{}:{}", person.id, hex::encode(super::memory::sha256(specimen)));
        store.keep_letter(&name, MASTER_KIND, &person.id, self.clock.now(), &sealed).map_err(of_registry)
    }
}

/// Whether the holder has taken the current certificate over.
fn receipt_is_there(store: &Store, person: &Person) -> Result<bool, Failure> {
    let Some(current) = person.current() else { return Ok(false) };
    let Some(bytes) = store.letter(&person.id, Kind::Receipt.code()).map_err(of_registry)? else {
        return Ok(false);
    };
    let letter = Letter::read(&bytes).map_err(of_registry)?;
    let receipt: registry::files::Receipt = letter.content(Kind::Receipt).map_err(of_registry)?;
    Ok(receipt.certificate == current.sha256)
}

fn held(certificate: &Certificate, issued: Timestamp, until: Timestamp) -> Held {
    Held {
        sha256: hex::encode(certificate.sha256_fingerprint()),
        serial: certificate.serial_hex(),
        der: certificate.der().to_vec(),
        issued,
        until,
        ended: None,
        outside: false,
    }
}

/// A PIN that somebody reads out on the telephone.
fn initial_pin() -> Result<String, Failure> {
    let mut pin = String::with_capacity(PIN_LENGTH + 2);
    while pin.chars().filter(|c| *c != '-').count() < PIN_LENGTH {
        let mut byte = [0_u8; 1];
        getrandom::fill(&mut byte).map_err(|fault| Failure::new(FailureCode::Internal).because(fault))?;
        // Bytes beyond the last whole multiple would favour the first characters.
        let count = PIN_CHARACTERS.len();
        let whole = 256 / count * count;
        let Some(character) = PIN_CHARACTERS.get(usize::from(byte[0]) % count) else { continue };
        if usize::from(byte[0]) >= whole {
            continue;
        }
        if matches!(pin.len(), 4 | 9) {
            pin.push('-');
        }
        pin.push(char::from(*character));
    }
    Ok(pin)
}
