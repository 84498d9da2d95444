//! The holder's side: a key is made here, an application written, the issued copy taken over (RS17 4.2, RS8 一.1).

use std::path::Path;

use audit::{Action, Record};
use keys::{IdentityId, NewIdentity, package};
use pki::Time;
use pki::issue::Subject;
use registry::files::{Application, Copy, Receipt};
use registry::letter::Kind;
use registry::model::{Attachment, Condition, Employment, masked};
use registry::station::Remembered;
use registry::{Letter, Rule, authority};
use wire::{Apply, Failure, FailureCode, Identity, Secret, TakeIdentity};

use super::issuing::PACKAGE;
use super::{of_registry, read_letter_file};
use crate::identities::{describe_in, key_type, secret};
use crate::{Engine, failures};

/// What the command line hands over beside the request: files instead of picked ids.
#[derive(Debug, Default)]
pub struct ApplyWith<'a> {
    /// The picture of the signature.
    pub specimen: Option<&'a Path>,
    /// Papers.
    pub attachments: &'a [std::path::PathBuf],
}

impl Engine {
    /// Makes a key and writes the application to a file that is not there yet.
    pub fn write_application(
        &self,
        request: &Apply,
        with: &ApplyWith<'_>,
        target: &Path,
    ) -> Result<String, Failure> {
        if target.exists() {
            let name = crate::source::file_name(target);
            return Err(Failure::new(FailureCode::OutputExists).with("name", name));
        }
        let employment =
            Employment::from_code(&request.employment).ok_or_else(|| super::unusable("employment"))?;
        let condition =
            Condition::from_code(&request.condition).ok_or_else(|| super::unusable("condition"))?;
        let specimen = match (&request.mark, with.specimen) {
            (_, Some(path)) => crate::marks::read_picture(path)?,
            (Some(mark), None) => self.specimen_of(mark)?,
            (None, None) => Vec::new(),
        };
        let mut attachments: Vec<Attachment> = self.papers(&request.attachments)?;
        for path in with.attachments {
            attachments.push(super::paper(path)?);
        }
        let now = self.clock.now();
        let vault = self.vault()?;
        let mut new = NewIdentity::new(request.name.trim(), Time::from_unix(now.as_second()));
        new.organization = Some(request.organisation.trim().to_owned()).filter(|name| !name.is_empty());
        new.organizational_unit = Some(request.department.trim().to_owned()).filter(|name| !name.is_empty());
        new.key = key_type(request.key);
        new.years = 1;
        let made = vault.create(&new, &secret(&request.pin)).map_err(|error| failures::of_keys(&error))?;
        let key = self.guarded(&made, |vault| vault.unlock_key(&made.id, &secret(&request.pin)))?;
        let subject = Subject {
            common_name: new.common_name.clone(),
            organization: new.organization.clone(),
            organizational_unit: new.organizational_unit.clone(),
            title: Some(request.post.trim().to_owned()).filter(|post| !post.is_empty()),
            country: None,
        };
        let application = Application {
            name: new.common_name.clone(),
            organisation: request.organisation.trim().to_owned(),
            department: request.department.trim().to_owned(),
            post: request.post.trim().to_owned(),
            field: request.field.trim().to_owned(),
            employment,
            ends: super::optional_day("ends", request.ends.as_deref())?,
            id_number: masked(&request.id_number),
            purpose: request.purpose.clone(),
            condition,
            device: vault.device_id().to_owned(),
            device_name: self.profile.device().to_owned(),
            at: now,
            attachments,
            specimen,
            request: authority::request(&subject, &key).map_err(of_registry)?,
            renews: request.renews.clone(),
        };
        let letter = Letter::signed(Kind::Application, &application, &key).map_err(of_registry)?;
        self.change_memory(|memory| {
            let known = Remembered { applied: true, ..Remembered::new(now) };
            memory.identities.insert(made.id.to_string(), known);
            Ok(())
        })?;
        let written = self.write_letter(&letter, target);
        let mut record = self.record(Action::Applied);
        describe_in(&mut record, &made);
        record.params.insert("letter".to_owned(), letter.sha256());
        self.append_outcome(record, &written)?;
        written?;
        Ok(made.id.to_string())
    }

    /// Takes over an issued copy.
    pub fn take_identity(&self, request: TakeIdentity) -> Result<Identity, Failure> {
        let path = self.chosen_path(&request.file)?;
        let taken = self.take_copy(&path, &request.initial_pin, &request.pin, None);
        if taken.is_ok() {
            drop(self.take_chosen(&request.file));
        }
        taken
    }

    /// Takes over an issued copy from a file; the receipt goes to another, or waits to be written.
    pub fn take_copy(
        &self,
        path: &Path,
        initial: &Secret,
        pin: &Secret,
        receipt: Option<&Path>,
    ) -> Result<Identity, Failure> {
        let bytes = read_letter_file(path)?;
        let opened = package::open(PACKAGE, &bytes, &secret(initial))
            .map_err(|error| failures::of_keys(&error).with("name", crate::source::file_name(path)))?;
        let letter = Letter::read(&opened).map_err(of_registry)?;
        let copy: Copy = letter.content(Kind::Issue).map_err(of_registry)?;
        let directory_letter = Letter::read(copy.directory.as_bytes()).map_err(of_registry)?;
        let directory = super::directory::judged(&directory_letter)?;
        let issuing = super::directory::certificate(&directory.issuing)?;
        letter.signed_by(&issuing).map_err(of_registry)?;
        let certificate = super::directory::certificate(&copy.certificate)?;
        let forged = || Failure::new(FailureCode::OfficeFile).of_case("forged");
        certificate.verify_signed_by(&issuing).map_err(|_| forged())?;
        let root = super::directory::certificate(&directory.root)?;

        let vault = self.vault()?;
        let own = vault.list().map_err(|error| failures::of_keys(&error))?;
        let mut waiting =
            own.iter().filter(|one| !one.destroyed && one.certificate.spki_der() == certificate.spki_der());
        let identity =
            waiting.next().ok_or_else(|| Failure::new(FailureCode::OfficeFile).of_case("other-device"))?;
        let memory = self.memory()?;
        if memory.root.is_empty() || directory.number >= memory.directory {
            // The package came under a PIN that travelled by another way: that is what binds a station for the first time.
            self.take_directory(&directory_letter, true)?;
        }
        let adopted = self.guarded(identity, |vault| {
            vault.adopt(
                &identity.id,
                &secret(pin),
                &secret(initial),
                certificate.clone(),
                vec![issuing.clone(), root.clone()],
            )
        });
        let mut record = self.record(Action::CopyTaken);
        describe_in(&mut record, identity);
        record.params.insert("person".to_owned(), copy.person.clone());
        record.params.insert("rule".to_owned(), Rule::InitialPin.to_string());
        if adopted.is_ok() {
            self.remember_pin(identity.id.as_str(), initial.expose(), true)?;
        }
        self.append_outcome(record, &adopted)?;
        let adopted = adopted?;
        if !copy.specimen.is_empty() {
            self.keep_specimen(&copy.specimen)?;
        }
        // Signed while the initial PIN is at hand; it waits here until it goes to the office (RS16).
        let signed = self.receipt_for(&copy, &adopted, initial)?;
        match receipt {
            Some(target) => self.write_letter(&signed, target)?,
            None => self.keep_receipt(&adopted.id, &signed)?,
        }
        Ok(self.described(&adopted))
    }

    /// Writes the receipt that waits for the office; it waits no longer then.
    pub fn write_kept_receipt(&self, identity: &str, target: &Path) -> Result<(), Failure> {
        let identity = self.identity(identity)?;
        let id = identity.id.to_string();
        let kept = self.memory()?.identities.get(&id).and_then(|known| known.receipt.clone());
        let kept = kept.ok_or_else(|| {
            Failure::new(FailureCode::NoSuchEntry).of_case("receipt").with("name", identity.label)
        })?;
        let letter = Letter::read(kept.as_bytes()).map_err(of_registry)?;
        self.write_letter(&letter, target)?;
        self.change_memory(|memory| {
            if let Some(known) = memory.identities.get_mut(&id) {
                known.receipt = None;
            }
            Ok(())
        })
    }

    fn keep_receipt(&self, identity: &IdentityId, receipt: &Letter) -> Result<(), Failure> {
        let bytes = receipt.to_bytes().map_err(of_registry)?;
        let words =
            String::from_utf8(bytes).map_err(|fault| Failure::new(FailureCode::Internal).because(fault))?;
        self.change_memory(|memory| {
            if let Some(known) = memory.identities.get_mut(identity.as_str()) {
                known.receipt = Some(words);
            }
            Ok(())
        })
    }

    fn receipt_for(&self, copy: &Copy, identity: &keys::Identity, pin: &Secret) -> Result<Letter, Failure> {
        let key = self.guarded(identity, |vault| vault.unlock_key(&identity.id, &secret(pin)))?;
        let receipt = Receipt {
            person: copy.person.clone(),
            number: copy.number,
            certificate: hex::encode(identity.certificate.sha256_fingerprint()),
            at: self.clock.now(),
            device: self.vault()?.device_id().to_owned(),
        };
        Letter::signed(Kind::Receipt, &receipt, &key).map_err(of_registry)
    }

    /// An identity of this station whose PIN is about to be changed: the rules of the house about a new one.
    pub(crate) fn pin_may_become(&self, identity: &IdentityId, pin: &str) -> Result<(), Failure> {
        self.check_new_pin(identity.as_str(), pin)
    }

    /// A record about an identity of this station.
    pub(super) fn record_about(&self, action: Action, identity: &keys::Identity) -> Record {
        let mut record = self.record(action);
        describe_in(&mut record, identity);
        record
    }
}
