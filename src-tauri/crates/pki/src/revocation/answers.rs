//! From pieces of evidence to one status.

use super::{CLOCK_SKEW, Evidence, MAX_EVIDENCE, Source, Status, UNBOUNDED_LIFETIME, Why, signer};
use crate::crl::{ALL_REASONS, CrlReason};
use crate::ocsp::CertificateStatus;
use crate::{Certificate, Crl, Time, ocsp};

/// What is asked, and with what at hand.
#[derive(Clone, Copy)]
pub(super) struct Question<'a> {
    pub(super) certificate: &'a Certificate,
    pub(super) issuer: &'a Certificate,
    pub(super) evidence: &'a Evidence,
    pub(super) pool: &'a [Certificate],
    pub(super) at: Time,
    pub(super) now: Time,
    /// Whether answers may be signed by others than the issuer; not when such a signer is itself asked about.
    pub(super) may_delegate: bool,
}

/// What one authentic piece says.
enum Said {
    Good { this_update: Time, next_update: Option<Time>, reasons: u32, sources: Vec<Source> },
    Revoked(Revocation),
}

#[derive(Clone, Copy)]
struct Revocation {
    at: Time,
    reason: Option<CrlReason>,
    invalidity: Option<Time>,
    source: Source,
    told: Time,
}

impl Question<'_> {
    pub(super) fn answer(&self) -> Status {
        let mut why = Why::NoEvidence;
        let mut good = Vec::new();
        let mut revoked: Vec<Revocation> = Vec::new();
        let crls = self.evidence.crls.iter().enumerate().take(MAX_EVIDENCE);
        let from_crls = crls.map(|(index, crl)| vec![self.crl(index, crl)]);
        let ocsps = self.evidence.ocsps.iter().enumerate().take(MAX_EVIDENCE);
        let from_ocsps = ocsps.map(|(index, response)| self.ocsp(index, response));
        for said in from_crls.chain(from_ocsps).flatten() {
            match said {
                Ok(Said::Good { this_update, next_update, reasons, sources }) => {
                    good.push((this_update, next_update, reasons, sources));
                }
                Ok(Said::Revoked(revocation)) => revoked.push(revocation),
                Err(found) => why = why.max(found),
            }
        }
        // The newest answer first.
        good.sort_by_key(|(this_update, ..)| std::cmp::Reverse(*this_update));
        let newest_good = good.first().map(|(this_update, ..)| *this_update);
        if let Some(revocation) = weigh(&revoked, newest_good) {
            let Revocation { at, reason, invalidity, source, .. } = revocation;
            return Status::Revoked { at, reason, invalidity, source };
        }
        let mut covered = 0;
        let mut all: Vec<Source> = Vec::new();
        let mut span: Option<(Time, Option<Time>)> = None;
        // One that covers every reason is enough by itself; else those that do so together.
        if let Some(index) = good.iter().position(|(_, _, reasons, _)| *reasons == ALL_REASONS) {
            good = vec![good.swap_remove(index)];
        }
        for (this_update, next_update, reasons, sources) in good {
            if reasons & !covered == 0 {
                continue;
            }
            covered |= reasons;
            all.extend(sources.into_iter().filter(|source| !all.contains(source)).collect::<Vec<_>>());
            span = Some(match span {
                None => (this_update, next_update),
                Some((from, until)) => (from.min(this_update), until.min(next_update)),
            });
        }
        match span {
            Some((this_update, next_update)) if covered == ALL_REASONS => {
                Status::Good { this_update, next_update, sources: all }
            }
            Some(_) => Status::Unknown(why.max(Why::SomeReasonsOnly)),
            None => Status::Unknown(why),
        }
    }

    fn crl(&self, index: usize, crl: &Crl) -> Result<Said, Why> {
        let (certificate, source) = (self.certificate, Source::Crl(index));
        let own = crl.issuer() == certificate.issuer();
        if !own && !crl.is_indirect() {
            return Err(Why::NoEvidence);
        }
        let Some(cover) = crl.covers(certificate) else {
            return Err(if own { Why::WrongScope } else { Why::NoEvidence });
        };
        if crl.has_unknown_critical_extension() || !crl.is_well_formed() {
            return Err(Why::Unusable);
        }
        let mut sources = vec![source];
        let by = signer::of_crl(self, crl)?;
        sources.extend(by.sources.iter().copied());
        let found = crl.find(certificate.serial(), certificate.issuer()).map_err(|_| Why::Unusable)?;
        match found {
            // An entry that takes a certificate off the list is news only to who holds the list that is changed.
            Some(entry) if crl.is_delta() && entry.reason == Some(CrlReason::RemoveFromCrl) => {
                Err(Why::DeltaOnly)
            }
            Some(entry) => Ok(Said::Revoked(Revocation {
                at: entry.at,
                reason: entry.reason,
                invalidity: entry.invalidity,
                source,
                told: crl.this_update(),
            })),
            None if crl.is_delta() => Err(Why::DeltaOnly),
            None => {
                self.fresh(crl.this_update(), crl.next_update(), crl.keeps(certificate.not_after()))?;
                self.outlived(&by)?;
                Ok(Said::Good {
                    this_update: crl.this_update(),
                    next_update: crl.next_update(),
                    reasons: cover.0,
                    sources,
                })
            }
        }
    }

    fn ocsp(&self, index: usize, response: &ocsp::Response) -> Vec<Result<Said, Why>> {
        let source = Source::Ocsp(index);
        let mut signed: Option<Result<signer::By, Why>> = None;
        let answers = response.about(self.certificate, self.issuer);
        answers
            .map(|answer| {
                if response.has_unknown_critical_extension() || answer.has_unknown_critical {
                    return Err(Why::Unusable);
                }
                let by = signed.get_or_insert_with(|| signer::of_ocsp(self, response)).clone()?;
                match answer.status {
                    CertificateStatus::Unknown => Err(Why::NotKnownToResponder),
                    CertificateStatus::Revoked { at, reason } => Ok(Said::Revoked(Revocation {
                        at,
                        reason,
                        invalidity: None,
                        source,
                        told: answer.this_update,
                    })),
                    CertificateStatus::Good => {
                        let (this_update, next_update) = (answer.this_update, answer.next_update);
                        self.fresh(this_update, next_update, answer.keeps(self.certificate.not_after()))?;
                        self.outlived(&by)?;
                        let sources = std::iter::once(source).chain(by.sources).collect();
                        Ok(Said::Good { this_update, next_update, reasons: ALL_REASONS, sources })
                    }
                }
            })
            .collect()
    }

    /// Whether who signed good news could still do so at the moment asked about: else the answer may be younger than it says.
    fn outlived(&self, by: &signer::By) -> Result<(), Why> {
        if by.until.is_some_and(|until| until < self.at) { Err(Why::SignerExpired) } else { Ok(()) }
    }

    /// Whether good news of this age tells about the moment asked about.
    fn fresh(&self, this_update: Time, next_update: Option<Time>, keeps_expired: bool) -> Result<(), Why> {
        if this_update > self.now.plus_seconds(CLOCK_SKEW) {
            return Err(Why::NotYet { this_update });
        }
        let until = next_update.unwrap_or_else(|| this_update.plus_seconds(UNBOUNDED_LIFETIME));
        if until.max(this_update) < self.at {
            return Err(Why::Stale { until });
        }
        if keeps_expired { Ok(()) } else { Err(Why::AfterExpiry) }
    }
}

/// The revocation that counts. A suspension is over when a newer answer says so; any other revocation is for good.
/// Several pieces may tell of one revocation: the earliest date and the gravest reason are taken.
fn weigh(revoked: &[Revocation], newest_good: Option<Time>) -> Option<Revocation> {
    let lifted = |revocation: &Revocation| {
        revocation.reason == Some(CrlReason::CertificateHold)
            && newest_good.is_some_and(|good| good > revocation.told)
    };
    let mut counting = revoked.iter().copied().filter(|revocation| !lifted(revocation));
    let mut held = counting.next()?;
    for next in counting {
        if next.at < held.at {
            (held.at, held.source) = (next.at, next.source);
        }
        let graver = |reason: Option<CrlReason>| reason.is_some_and(CrlReason::is_compromise);
        if graver(next.reason) || (held.reason.is_none() && next.reason.is_some()) {
            held.reason = next.reason;
        }
        held.invalidity = match (held.invalidity, next.invalidity) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
    }
    Some(held)
}
