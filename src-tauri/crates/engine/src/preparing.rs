//! Empty signature fields for those who sign later.

use std::path::{Path, PathBuf};

use audit::Action;
use sign::{NewField, Placement, Seed};
use wire::{Document, Failure, PrepareFields};

use crate::appending::{Job, Made, record_of};
use crate::documents::OpenDocument;
use crate::growing::Growing;
use crate::output::Existing;
use crate::signing::open_to_change;
use crate::{Engine, explain, failures, random_bytes, stamping};

/// How the command line has fields prepared.
#[derive(Debug)]
pub struct PrepareFile {
    /// The file.
    pub path: PathBuf,
    /// Where the result goes; beside the original under a new name where absent.
    pub output: Option<PathBuf>,
    /// Replace the original in one step.
    pub in_place: bool,
    /// The fields, in the order of signing.
    pub fields: Vec<wire::NewField>,
    /// A seam for whose slices fields are reserved besides.
    pub slots: Option<wire::SeamSlots>,
    /// The document's password.
    pub password: Option<wire::Secret>,
}

impl Engine {
    /// Puts empty signature fields into a new file beside an open document, and opens it.
    pub fn prepare_fields(&self, request: PrepareFields) -> Result<Document, Failure> {
        let open = self.open.get(&request.document)?;
        let target = self.free_name_beside(open.path(), "output-prepared");
        let document = open.document();
        let fields = with_slots(&document, request.fields, request.slots.as_ref(), open.path())?;
        let job = Job {
            path: open.path().to_owned(),
            source: open.source().clone(),
            document,
            original: None,
            target: target.clone(),
            existing: Existing::Keep,
            digest: pki::DigestAlgorithm::Sha256,
            record: self.preparing_record(&fields),
        };
        self.prepare_in(job, &fields)?;
        let (id, opened) = self.open.add(OpenDocument::open(&target)?)?;
        self.note_recent(&target, None);
        opened.describe(id)
    }

    /// Puts empty signature fields into a file, for the command line; where the result is.
    pub fn prepare_file(&self, request: &PrepareFile) -> Result<PathBuf, Failure> {
        let (source, document) = open_to_change(&request.path, request.password.as_ref())?;
        let (target, existing) =
            self.target_of(&request.path, request.output.as_deref(), request.in_place, "output-prepared");
        let slots = request.slots.as_ref();
        let fields = with_slots(&document, request.fields.clone(), slots, &request.path)?;
        let job = Job {
            path: request.path.clone(),
            source,
            document,
            original: None,
            target: target.clone(),
            existing,
            digest: pki::DigestAlgorithm::Sha256,
            record: self.preparing_record(&fields),
        };
        self.prepare_in(job, &fields)?;
        Ok(target)
    }

    fn preparing_record(&self, fields: &[wire::NewField]) -> audit::Record {
        let mut record = record_of(self, Action::Prepared, "");
        let names: Vec<&str> = fields.iter().map(|field| field.name.as_str()).collect();
        record.params.insert("fields".to_owned(), names.join(", "));
        record
    }

    fn prepare_in(&self, job: Job, fields: &[wire::NewField]) -> Result<(), Failure> {
        let wanted: Vec<NewField> = fields.iter().map(new_field).collect();
        self.append_to(
            job,
            |intended| -> Result<Made, Failure> {
                let revision = sign::prepare(&intended.job.document, &wanted, random_bytes()?)
                    .map_err(|error| failures::of_sign(&error, &intended.job.path))?;
                let mut growing = Growing::new(intended);
                growing.push(revision.bytes());
                Ok(growing.finish())
            },
            &|_| (),
        )
        .map(drop)
    }
}

/// The fields, and behind them those for the slices of a seam.
fn with_slots(
    document: &pdf::Document,
    mut fields: Vec<wire::NewField>,
    slots: Option<&wire::SeamSlots>,
    path: &Path,
) -> Result<Vec<wire::NewField>, Failure> {
    if let Some(slots) = slots {
        fields.extend(stamping::slots_for(document, slots, path)?);
    }
    Ok(fields)
}

fn new_field(field: &wire::NewField) -> NewField {
    let placement = field
        .place
        .as_ref()
        .map(|place| Placement { page: place.page as usize, area: explain::area_of(place) });
    let seed = (!field.reasons.is_empty() || field.timestamp).then(|| Seed {
        reasons: field.reasons.clone(),
        timestamp_required: field.timestamp,
        is_binding: true,
        ..Seed::default()
    });
    NewField {
        name: field.name.trim().to_owned(),
        placement,
        lock: field.lock_all.then(|| pdf::Lock {
            action: pdf::LockAction::All,
            fields: Vec::new(),
            permissions: None,
        }),
        seed,
        tooltip: Some(field.name.trim().to_owned()),
    }
}
