//! Before something is sealed: who must have signed is verified on the document itself, or an approval is used up (RS18 §9).
//! Printing what is sealed asks in the same way, see `printing`.

use std::collections::BTreeMap;

use registry::ruling::{self, Leave, SealingFacts, Signed};
use wire::{Failure, RulesAnswer, SealingQuestion};

use super::views;
use crate::source::{FileSource, file_name, sha256_of};
use crate::stamping::Impression;
use crate::verifying::examine;
use crate::{Engine, failures};

/// What stands between the seals of one signature in the log's row, and between their rules and approvals.
pub(super) const SEVERAL: &str = "; ";

/// What a sealing knows of itself, for the rules.
#[derive(Clone, Copy, Debug, Default)]
pub struct SealFacts<'a> {
    /// The seal's name.
    pub seal: &'a str,
    /// SHA-256 of its artwork, hex; empty where it is not known.
    pub artwork: &'a str,
    /// SHA-256 of the certificate that seals, hex.
    pub certificate: &'a str,
    /// Pages from 1 that get an impression, or a slice of one.
    pub pages: &'a [u32],
    /// How many impressions there will be.
    pub count: u32,
    /// The kind of the document.
    pub kind: &'a str,
    /// The department that the document is of.
    pub department: &'a str,
    /// It is printed, not sealed.
    pub printing: bool,
}

/// The leave to set a seal: for the one who asked, on the file that was looked at.
#[derive(Debug, Default)]
pub(crate) struct StampRight {
    pub(super) ticket: Option<String>,
    printing: bool,
    sha256: String,
    /// Facts for the log's row about the sealing.
    params: Vec<(String, String)>,
}

/// What the rules left to record of a signature and of each seal that goes along, under one name each.
pub(crate) fn facts_together(
    signing: Vec<(String, String)>,
    rights: &[StampRight],
) -> BTreeMap<String, String> {
    let mut facts: BTreeMap<String, String> = BTreeMap::new();
    let of_seals = rights.iter().flat_map(|right| right.params.iter().cloned());
    for (name, fact) in signing.into_iter().chain(of_seals) {
        let known = facts.entry(name).or_default();
        if known.is_empty() {
            *known = fact;
        } else if *known != fact {
            known.extend([SEVERAL, &fact]);
        }
    }
    facts
}

impl Engine {
    /// The leave to seal a file, or the rule that forbids it. Where no directory is known, everything is allowed: an
    /// individual's station. Asks the key nothing; [`Self::consume`] comes right before that.
    pub(crate) fn may_stamp(
        &self,
        document: &pdf::Document,
        path: &std::path::Path,
        facts: &SealFacts<'_>,
    ) -> Result<StampRight, Failure> {
        self.leave_of(document, path, sha256_of_file(path)?, facts)
    }

    /// The same for what has this SHA-256, hex, wherever it lies: an approval names the file that it was written for.
    pub(super) fn leave_of(
        &self,
        document: &pdf::Document,
        path: &std::path::Path,
        sha256: String,
        facts: &SealFacts<'_>,
    ) -> Result<StampRight, Failure> {
        let Some(leave) = self.leave_for(document, path, &sha256, facts)? else {
            return Ok(StampRight::default());
        };
        if let Some(rule) = leave.ruling.blocks.first() {
            return Err(self.refused(*rule, facts.seal));
        }
        let spoken: Vec<String> = leave.ruling.spoken().map(|rule| rule.to_string()).collect();
        let mut params = vec![("seal".to_owned(), facts.seal.to_owned())];
        if !spoken.is_empty() {
            params.push(("rules".to_owned(), spoken.join(SEVERAL)));
        }
        if let Some(ticket) = &leave.ticket {
            params.push(("ticket".to_owned(), ticket.clone()));
        }
        Ok(StampRight { ticket: leave.ticket, printing: facts.printing, sha256, params })
    }

    /// Uses the leave up, before the seal's key is touched. What was used is never given back, whatever happens after.
    pub(crate) fn consume(&self, right: &StampRight) -> Result<(), Failure> {
        match &right.ticket {
            Some(ticket) => self.use_ticket(ticket, right.printing, &right.sha256),
            None => Ok(()),
        }
    }

    /// The leaves for all seals that go along with a signature.
    pub(crate) fn stamp_rights(
        &self,
        impressions: &[Impression],
        certificate: &pki::Certificate,
        options: &wire::SignOptions,
        document: &pdf::Document,
        path: &std::path::Path,
    ) -> Result<Vec<StampRight>, Failure> {
        let certificate = hex::encode(certificate.sha256_fingerprint());
        let facts = SealFacts {
            certificate: &certificate,
            kind: options.kind.as_deref().unwrap_or_default(),
            department: options.department.as_deref().unwrap_or_default(),
            ..SealFacts::default()
        };
        for_each_seal(impressions, &facts, |facts| self.may_stamp(document, path, facts))
    }

    /// What the rules say of each seal that would go along with a signature; no approval is used.
    pub(super) fn answers_for(
        &self,
        impressions: &[Impression],
        facts: &SealFacts<'_>,
        document: &pdf::Document,
        path: &std::path::Path,
    ) -> Result<Vec<RulesAnswer>, Failure> {
        for_each_seal(impressions, facts, |facts| self.answer_for(document, path, facts))
    }

    fn leave_for(
        &self,
        document: &pdf::Document,
        path: &std::path::Path,
        sha256: &str,
        facts: &SealFacts<'_>,
    ) -> Result<Option<Leave>, Failure> {
        let Some(directory) = self.directory()? else { return Ok(None) };
        let report = examine(document, &self.policy(self.anchors()?, None), path)?;
        let mut signed: Vec<Signed> = report.signatures.iter().filter_map(counts).collect();
        signed.sort_by_key(|one| one.revision);
        let memory = self.memory_with_tickets_of_log()?;
        let name = file_name(path);
        let asked = SealingFacts {
            seal: facts.seal,
            artwork: facts.artwork,
            certificate: facts.certificate,
            person: None,
            sha256,
            file: &name,
            pages: facts.pages,
            count: facts.count,
            kind: facts.kind,
            department: facts.department,
            signed: &signed,
            printing: facts.printing,
            now: self.clock.now(),
            today: self.clock.here().date(),
        };
        Ok(Some(ruling::sealing(&directory, &memory, &asked)))
    }

    /// The memory, with what the log knows of used approvals: the stricter of the two counts.
    fn memory_with_tickets_of_log(&self) -> Result<registry::station::Memory, Failure> {
        let mut memory = self.memory()?;
        for id in memory.tickets.keys().cloned().collect::<Vec<_>>() {
            for name in [id.clone(), format!("{id}/print")] {
                if !memory.used.contains(&name) && self.log_knows_ticket(&name)? {
                    memory.used.insert(name);
                }
            }
        }
        Ok(memory)
    }

    /// May this document be sealed, or printed?
    pub fn sealing_rules(&self, question: SealingQuestion) -> Result<RulesAnswer, Failure> {
        let open = self.open.get(&question.document)?;
        let certificate = match question.identity.as_str() {
            "" => String::new(),
            name => hex::encode(self.identity(name)?.certificate.sha256_fingerprint()),
        };
        let document = open.document();
        let last = document.page_count().map_err(|error| failures::of_pdf(&error, open.path()))?;
        let last = [u32::try_from(last).unwrap_or(u32::MAX)];
        let facts = SealFacts {
            seal: &question.seal,
            artwork: "",
            certificate: &certificate,
            pages: if question.pages.is_empty() { &last } else { &question.pages },
            count: 1,
            kind: &question.kind,
            department: &question.department,
            printing: question.printing,
        };
        self.answer_for(&document, open.path(), &facts)
    }

    /// The same for a file.
    pub fn sealing_rules_of_file(
        &self,
        path: &std::path::Path,
        facts: &SealFacts<'_>,
    ) -> Result<RulesAnswer, Failure> {
        let source = FileSource::open(path)?;
        let document = pdf::Document::open(source, pdf::Limits::default())
            .map_err(|error| failures::of_pdf(&error, path))?;
        self.answer_for(&document, path, facts)
    }

    fn answer_for(
        &self,
        document: &pdf::Document,
        path: &std::path::Path,
        facts: &SealFacts<'_>,
    ) -> Result<RulesAnswer, Failure> {
        let leave = self.leave_for(document, path, &sha256_of_file(path)?, facts)?.unwrap_or_default();
        Ok(views::answer(&leave.ruling, leave.ticket))
    }
}

/// Asks once for each seal, with all its impressions; `facts` holds what is the same for all.
fn for_each_seal<T>(
    impressions: &[Impression],
    facts: &SealFacts<'_>,
    ask: impl Fn(&SealFacts<'_>) -> Result<T, Failure>,
) -> Result<Vec<T>, Failure> {
    let mut answers = Vec::new();
    let mut asked: Vec<&Impression> = Vec::new();
    for impression in impressions {
        if asked.iter().any(|known| known.seal == impression.seal) {
            continue;
        }
        asked.push(impression);
        let of_seal: Vec<&Impression> =
            impressions.iter().filter(|one| one.seal == impression.seal).collect();
        let pages: Vec<u32> = of_seal.iter().map(|one| one.page).collect();
        let count = of_seal.iter().filter(|one| one.counts).count();
        let facts = SealFacts {
            seal: &impression.seal.name,
            artwork: &impression.seal.sha256,
            pages: &pages,
            count: u32::try_from(count).unwrap_or(u32::MAX),
            ..*facts
        };
        answers.push(ask(&facts)?);
    }
    Ok(answers)
}

pub(super) fn sha256_of_file(path: &std::path::Path) -> Result<String, Failure> {
    let source = FileSource::open(path)?;
    let sha256 = sha256_of(source.as_ref()).map_err(|fault| failures::unreadable(path, fault))?;
    Ok(hex::encode(sha256))
}

/// A signature that counts: whole, nothing forbidden after it, by somebody whom a trusted authority vouches for.
fn counts(signature: &verify::report::Signature) -> Option<Signed> {
    let whole = matches!(signature.integrity, verify::Integrity::Intact | verify::Integrity::Extended);
    let trusted = signature.trust == verify::report::Trust::Trusted;
    let revoked = signature.revocation == verify::report::Revocation::Revoked;
    if !whole || !trusted || revoked || signature.kind == verify::report::Kind::Timestamp {
        return None;
    }
    let signer = signature.signer.as_ref()?;
    Some(Signed { certificate: signer.sha256.to_ascii_lowercase(), revision: signature.revision?, at: None })
}
