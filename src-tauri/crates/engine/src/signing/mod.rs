//! Signing: what a signature needs, and how it is made at each level. The order of writes is `appending`'s.

mod batch;
mod detached;
mod encrypting;
mod file;
mod window;

use audit::Action;
use registry::Rule;
use registry::ruling::Protected;
use sign::{Claims, Draft, Extras, Rights, Signed};
use wire::{
    Certify, Failure, FailureCode, Level, LockFields, RuleEntry, SecondPerson, Secret, SignOptions,
    SigningStep, Text,
};

use crate::appending::{Intended, Made, record_of};
use crate::growing::Growing;
use crate::identities::secret;
use crate::office::{self, Allowed, Circumstances, StampRight};
use crate::paper_code::PaperSide;
use crate::provable::{Services, Subject};
use crate::signatory::{Chosen, Unlocked, WithChain, refuse_unfit};
use crate::stamping::Bound;
use crate::{Engine, evidence, failures, random_bytes};

pub use batch::{BatchFile, SignMany};
pub use detached::{DetachedFile, DetachedSignature, DetachedTo, SignDetachedFiles};
pub use file::{FileLook, FilePlace, SignFile, SignedFile, Signing, Supplied};

pub(crate) use batch::place_in_each;
pub(crate) use encrypting::{Original, protected};
pub(crate) use file::{open_to_change, placed};

/// The text id of the sentence that the signer confirms.
const CONSENT: &str = "consent-sentence";
/// The same for a file of any kind.
const CONSENT_FILE: &str = "consent-sentence-file";
/// The same for many files at once.
const CONSENT_BATCH: &str = "consent-sentence-batch";

/// What is to be signed: everything but the document and the key.
#[derive(Clone)]
struct Order {
    /// Where it stands, what it shows, and what is stamped with it.
    bound: Bound,
    /// What its code says of the document on paper.
    paper: Option<PaperSide>,
    reason: String,
    location: String,
    contact: String,
    options: SignOptions,
}

/// What the rules and the log are told of a signature, whatever it signs.
#[derive(Clone, Copy)]
struct About<'a> {
    reason: &'a str,
    location: &'a str,
    options: &'a SignOptions,
    /// Whether it will open with a password alone; where that cannot be, the house is not asked.
    protected: Protected,
}

/// What the signer said and did before, and who else confirms it.
#[derive(Clone, Copy, Debug, Default)]
struct Said<'a> {
    /// The sentence of consent that was confirmed, by its text id.
    consent: Option<&'a str>,
    /// Every page was looked at; `None` where nobody can tell (the command line).
    reviewed: Option<bool>,
    /// A second person, at the same station.
    second: Option<&'a SecondPerson>,
    /// The password that the output shall open with.
    encrypt: Option<&'a Secret>,
}

/// How far it came.
#[derive(Debug)]
struct Reached {
    level: Level,
    /// Why the timestamp waits, where it does.
    waiting: Option<Failure>,
    /// What was stamped with it and how it is bound.
    notes: Vec<Text>,
}

impl Engine {
    /// Makes the signature and, by its level, what proves it.
    fn make_signature(
        &self,
        intended: &Intended,
        order: &Order,
        key: &Unlocked,
        services: &Services,
        progress: &dyn Fn(SigningStep),
    ) -> Result<(Made, Reached), Failure> {
        let path = &intended.job.path;
        let signer = WithChain { signer: key.signer(), chain: services.complete(key.signer()) };
        let signer: &dyn cades::Signer = &signer;
        let of_sign = |error: sign::Error| match error {
            sign::Error::Cades(cades::Error::Signer(_)) => key.explain(failures::of_sign(&error, path)),
            _ => failures::of_sign(&error, path),
        };
        let mut claims = Claims::at(self.clock.here());
        claims.name = signer.certificate().display();
        claims.reason = order.reason.clone();
        claims.location = order.location.clone();
        claims.contact = order.contact.clone();
        let mut growing = Growing::new(intended);
        let mut waiting = None;
        let attributes = services.log_head.iter().map(evidence::attribute).collect();
        let mut extras = Extras { attributes, authority: None };
        let wanted = order.options.level;
        if wanted >= Level::T {
            progress(SigningStep::Stamping);
            match services.authority(self) {
                Ok(authority) => extras.authority = Some(authority),
                Err(failure) => put_off(&order.options, failure, &mut waiting)?,
            }
        } else {
            progress(SigningStep::Signing);
        }
        // The code beside the first look is signed with the same key, so it is made only now.
        let coded = order.paper.as_ref().map(|paper| paper.coded(signer, self.clock.here())).transpose();
        let coded = coded.map_err(|failure| key.explain(failure))?;
        let signatures = order.bound.signatures();
        let last = signatures.len().saturating_sub(1);
        let mut made_here: Vec<Signed> = Vec::with_capacity(signatures.len());
        let mut bound = false;
        for (number, (place, form)) in signatures.into_iter().enumerate() {
            // Only the first may certify, and what it locks must not lock out those that follow.
            let rights = rights_of(&order.options, number == 0, number == last);
            let document = growing.document()?;
            let form = coded.as_ref().filter(|_| number == 0).map(|coded| &coded.form).or(form);
            // All of their places were permitted together; what one of them forbids, the next must see.
            let begin = if number > 0 && !bound { Draft::behind } else { Draft::new };
            let mut draft =
                begin(&document, place, form, &claims, &rights, random_bytes()?).map_err(of_sign)?;
            bound |= draft.binds();
            if let Some(before) = made_here.last() {
                draft = draft.with_written(before.written().clone());
            } else {
                draft = draft.with_marks(&order.bound.marks).map_err(of_sign)?;
            }
            // The answers go into the message of the field that wants them, and into no other.
            let mut own = extras.clone();
            if draft.proves_unrevoked() {
                progress(SigningStep::Gathering);
                own.attributes.push(self.revocation_archive(signer, services)?);
            }
            let signed = match draft.sign(signer, growing.base(), &own) {
                Err(sign::Error::Stamp(error)) => {
                    put_off(&order.options, failures::of_stamp(&error), &mut waiting)?;
                    extras.authority = None;
                    own.authority = None;
                    draft.sign(signer, growing.base(), &own)
                }
                other => other,
            };
            let signed = signed.map_err(of_sign)?;
            growing.push_signed(&signed);
            made_here.push(signed);
        }

        let mut level = if wanted >= Level::T && waiting.is_none() { Level::T } else { Level::B };
        if wanted >= Level::Lt && waiting.is_none() {
            progress(SigningStep::Gathering);
            let subjects = made_here.iter().map(|signed| Subject::of_cms(signed.cms(), &signed.contents()));
            let subjects = subjects.collect::<Result<Vec<_>, _>>()?;
            match self.prove(&mut growing, &subjects, services) {
                Ok(()) => level = Level::Lt,
                Err(failure) => put_off(&order.options, failure, &mut waiting)?,
            }
        }
        if wanted == Level::Lta && waiting.is_none() {
            progress(SigningStep::Stamping);
            match services.authority(self).and_then(|authority| growing.stamp(authority)) {
                Ok(_) => level = Level::Lta,
                Err(failure) => put_off(&order.options, failure, &mut waiting)?,
            }
        }

        let mut made = growing.finish();
        made.who = Some(signer.certificate().display());
        let digests = made_here.iter().map(|signed| pki::DigestAlgorithm::Sha256.digest(signed.cms()));
        let digests: Vec<String> = digests.map(hex::encode).collect();
        made.params.push(("cms-sha256", digests.join(" ")));
        if let Some(coded) = coded {
            made.params.push(("paper-link", coded.text));
        }
        made.params.push(("level", level_word(level).to_owned()));
        if let Some(failure) = &waiting {
            made.params.push(("waiting", failure.text_id()));
        }
        Ok((made, Reached { level, waiting, notes: order.bound.notes.clone() }))
    }

    /// Refuses a certificate that may not sign now: outside its validity, not meant for it, or revoked as far as can be
    /// known. Everything of this is asked before the key is touched.
    fn refuse_unfit_now(
        &self,
        chosen: &Chosen<'_>,
        options: &SignOptions,
        services: &Services,
    ) -> Result<(), Failure> {
        self.refuse_ended(chosen.certificate())?;
        refuse_unfit(chosen.certificate(), self.clock.now())?;
        // A signature that stays offline looks at what is at hand; one that goes out for a timestamp asks.
        let ask = options.level >= Level::T;
        self.refuse_revoked(chosen.certificate(), &chosen.chain(), services, ask)
    }

    /// A second person confirms with their own PIN, before the signer's key is touched (RS2, RS15). Their tries are counted
    /// like anybody's, and what would keep them from signing keeps them from this.
    fn confirm(&self, second: Option<&SecondPerson>) -> Result<(), Failure> {
        let Some(second) = second else { return Ok(()) };
        let identity = self.identity(&second.identity)?;
        let known = self.memory()?.identities.get(identity.id.as_str()).cloned();
        if known.as_ref().is_some_and(|known| known.trouble.is_some()) {
            return Err(self.refused(Rule::Suspended, &identity.label));
        }
        if known.is_some_and(|known| known.initial) {
            return Err(self.refused(Rule::InitialPin, &identity.label));
        }
        let unlocked = self.guarded(&identity, |vault| vault.unlock_key(&identity.id, &secret(&second.pin)));
        unlocked.map(drop).map_err(|failure| match failure.code {
            // Of two PINs it is said which was wrong.
            FailureCode::PinWrong => failure.of_case("second").with("name", identity.label.as_str()),
            _ => failure,
        })
    }

    /// The leaves for the seals that go along; refused where a rule of use forbids one.
    fn rights_for(
        &self,
        order: &Order,
        chosen: &Chosen<'_>,
        document: &pdf::Document,
        path: &std::path::Path,
    ) -> Result<Vec<StampRight>, Failure> {
        self.stamp_rights(&order.bound.impressions, chosen.certificate(), &order.options, document, path)
    }

    /// The record of a signing that is about to be done, and the rules that warn; refused where a rule of use forbids it.
    fn signing_record(
        &self,
        order: &Order,
        chosen: &Chosen<'_>,
        said: &Said<'_>,
        document: &pdf::Document,
        rights: &[StampRight],
    ) -> Result<(audit::Record, Vec<RuleEntry>), Failure> {
        if let Some(password) = said.encrypt {
            self.refuse_weak(password)?;
        }
        let about = About {
            reason: &order.reason,
            location: &order.location,
            options: &order.options,
            protected: protected(document, said.encrypt.is_some()),
        };
        let (mut record, warnings) = self.ruled_record(&about, chosen, said, rights)?;
        if !order.bound.in_words.is_empty() {
            record.params.insert("stamps".to_owned(), order.bound.in_words.clone());
            let artworks = order.bound.seals.iter().map(|seal| seal.sha256.as_str());
            let artworks: Vec<&str> = artworks.collect();
            if !artworks.is_empty() {
                record.params.insert("artwork".to_owned(), artworks.join(" "));
            }
        }
        Ok((record, warnings))
    }

    /// The part of it that is the same whatever is signed.
    fn ruled_record(
        &self,
        about: &About<'_>,
        chosen: &Chosen<'_>,
        said: &Said<'_>,
        rights: &[StampRight],
    ) -> Result<(audit::Record, Vec<RuleEntry>), Failure> {
        let second = said.second.map(|second| self.identity(&second.identity)).transpose()?;
        let fingerprint = second.as_ref().map(|second| hex::encode(second.certificate.sha256_fingerprint()));
        let circumstances = Circumstances {
            kind: about.options.kind.as_deref().unwrap_or_default(),
            department: about.options.department.as_deref().unwrap_or_default(),
            second: fingerprint.as_deref(),
            consent: said.consent.is_some(),
            reviewed: said.reviewed,
            protected: about.protected,
        };
        let Allowed { facts: ruled, warnings } = self.may_sign(chosen, circumstances)?;
        let mut record = record_of(self, Action::Signed, about.location);
        chosen.describe_in(&mut record);
        if let (Some(second), Some(fingerprint)) = (&second, fingerprint) {
            record.params.insert("second-person".to_owned(), second.certificate.display());
            record.params.insert("second-certificate".to_owned(), fingerprint);
        }
        record.consent =
            said.consent.map(|id| audit::Consent { id: id.to_owned(), text: self.texts().plain(id) });
        if !about.reason.is_empty() {
            record.params.insert("reason".to_owned(), about.reason.to_owned());
        }
        record.params.extend(office::facts_together(ruled, rights));
        Ok((record, warnings))
    }
}

/// A failure of what can wait: kept where the signer agreed to that, else the end.
fn put_off(options: &SignOptions, failure: Failure, waiting: &mut Option<Failure>) -> Result<(), Failure> {
    let passes = matches!(
        failure.code,
        FailureCode::Stamp | FailureCode::Network | FailureCode::ProofMissing | FailureCode::NoAuthority
    );
    if options.timestamp_later && passes {
        *waiting = Some(failure);
        return Ok(());
    }
    Err(failure)
}

/// The rights of one of the signatures that are made together.
fn rights_of(options: &SignOptions, is_first: bool, is_last: bool) -> Rights {
    let certify = options.certify.filter(|_| is_first).map(|certify| match certify {
        Certify::NoChanges => 1,
        Certify::FormsAndSignatures => 2,
        Certify::Comments => 3,
    });
    let lock = options.lock.as_ref().filter(|_| is_last).map(|lock| {
        let (action, fields) = match lock {
            LockFields::All => (pdf::LockAction::All, Vec::new()),
            LockFields::Only(fields) => (pdf::LockAction::Include, fields.clone()),
            LockFields::AllBut(fields) => (pdf::LockAction::Exclude, fields.clone()),
        };
        pdf::Lock { action, fields, permissions: None }
    });
    Rights { certify, lock }
}

/// The word of a level on the command line and in the log.
pub(crate) fn level_word(level: Level) -> &'static str {
    match level {
        Level::B => "b",
        Level::T => "t",
        Level::Lt => "lt",
        Level::Lta => "lta",
    }
}
