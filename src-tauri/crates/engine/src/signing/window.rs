//! Signing for the window: a document that is open.

use pki::Certificate;
use sign::{Placement, Target};
use wire::{Failure, FailureCode, SignDocument, SignedDocument, SigningStep};

use super::{CONSENT, Order, Said};
use crate::appending::{Job, Stage};
use crate::documents::OpenDocument;
use crate::output::Existing;
use crate::paper_code::{PaperOrder, PaperSide};
use crate::signatory::{algorithm_of, digest_of};
use crate::stamping::{Bound, Own};
use crate::{Engine, explain};

impl Engine {
    /// Signs an open document and opens the result, judged. `progress` is told each step.
    pub fn sign_document(
        &self,
        request: SignDocument,
        progress: &dyn Fn(SigningStep),
    ) -> Result<SignedDocument, Failure> {
        if !request.consent {
            return Err(Failure::new(FailureCode::ConsentMissing));
        }
        let open = self.open.get(&request.document)?;
        if open.version().is_some() {
            return Err(Failure::new(FailureCode::SigningForbidden).with("field", "").with("signer", "none"));
        }
        let chosen = self.chosen_identity(&request.identity, &request.pin)?;
        let document = open.document();
        let checked = self.refuse_unchecked(&open, &request.accepted, &request.reason)?;
        let (bound, paper) = self.bound_in_window(&document, &request, chosen.certificate(), open.path())?;
        let order = Order {
            bound,
            paper,
            reason: request.reason.clone(),
            location: request.location.clone(),
            contact: String::new(),
            options: request.options.clone(),
        };
        let algorithm = algorithm_of(chosen.certificate(), &order.options)?;
        let mut services = self.services()?;
        progress(SigningStep::Reading);
        self.refuse_unfit_now(&chosen, &order.options, &services)?;
        let target = match &request.output {
            Some(picked) => self.take_chosen(picked)?,
            None => self.free_name_beside(open.path(), "output-signed"),
        };
        let rights = self.rights_for(&order, &chosen, &document, open.path())?;
        let said = Said {
            consent: Some(CONSENT),
            reviewed: Some(open.is_reviewed()),
            second: request.second.as_ref(),
            encrypt: request.encrypt.as_ref(),
        };
        // The window has shown what warns before the PIN.
        let (mut record, _) = self.signing_record(&order, &chosen, &said, &document, &rights)?;
        record.params.extend(checked);
        let job = Job {
            path: open.path().to_owned(),
            source: open.source().clone(),
            document,
            original: None,
            // A name picked in the system's dialog was asked about there; one of our own is free.
            existing: if request.output.is_some() { Existing::Replace } else { Existing::Keep },
            target: target.clone(),
            digest: digest_of(algorithm),
            record,
        };
        let job = self.encrypted_first(job, said.encrypt)?;
        let mut reached = None;
        let (finished, log_entry) = self.append_to(
            job,
            |intended| {
                services.log_head = self.log_head()?;
                progress(SigningStep::Unlocking);
                self.confirm(said.second)?;
                let signer = self.unlock(&chosen, algorithm)?;
                // After the PIN and before the first use of the key: what is used up is never given back.
                rights.iter().try_for_each(|right| self.consume(right))?;
                let (made, how_far) = self.make_signature(intended, &order, &signer, &services, progress)?;
                reached = Some(how_far);
                Ok(made)
            },
            &|stage| progress(step_of(stage)),
        )?;
        let reached = reached.ok_or_else(|| Failure::new(FailureCode::Internal))?;
        if reached.waiting.is_some() {
            self.queue(&target, finished.sha256, order.options.level, &super::Supplied::default())?;
        }
        self.note_recent(&target, Some(finished.judged.verification.verdict));
        if let Some(mark) = &request.look.mark {
            self.mark_signed(mark, &request.identity)?;
        }
        let (id, opened) = self.open.add(OpenDocument::open(&target)?)?;
        // Whoever just gave the password need not give it again.
        crate::judging::unlock(&opened.document(), &target, said.encrypt)?;
        Ok(SignedDocument {
            document: opened.describe(id)?,
            sha256: hex::encode(finished.sha256),
            verification: finished.judged.verification,
            level: reached.level,
            waiting: reached.waiting,
            notes: reached.notes,
            log_entry,
        })
    }

    fn bound_in_window(
        &self,
        document: &pdf::Document,
        request: &SignDocument,
        certificate: &Certificate,
        path: &std::path::Path,
    ) -> Result<(Bound, Option<PaperSide>), Failure> {
        let shown = self.shown(&request.look, &certificate.display(), &request.reason)?;
        let shown = shown.in_document(document, &self.texts())?;
        let (place, size) = match (&request.field, &request.place) {
            (Some(field), _) => (Target::Field(field.clone()), explain::field_size(document, field)),
            (None, Some(place)) if shown.is_visible() || !request.paper.is_empty() => {
                let placement = Placement { page: place.page as usize, area: explain::area_of(place) };
                (Target::Visible(placement), Some((place.width, place.height)))
            }
            _ => (Target::Invisible, None),
        };
        let form = size.map(|(width, height)| shown.form(width, height)).transpose()?.flatten();
        let asked = PaperOrder { names: &request.paper, stamps: &request.stamps, of_many: false };
        let paper = self.paper_side(document, &asked, &shown, size, path)?;
        Ok((self.bound(document, &request.stamps, &Own { place, form, shown: &shown }, path)?, paper))
    }
}

/// The step that a stage is to the user.
pub(super) fn step_of(stage: Stage) -> SigningStep {
    match stage {
        Stage::Checking => SigningStep::Checking,
        Stage::Saving => SigningStep::Saving,
    }
}
