//! What evidence of revocation means for a signature (EN 319 102-1 §5.2.6, §5.5).
//!
//! `pki` tells what the evidence says; here it is held against the time of judgement. Nothing is fetched: a certificate
//! that names a place where to ask, and of which nothing at hand tells, keeps the verdict from passing.

use pki::chain::Chain;
use pki::crl::CrlReason;
use pki::revocation::{self, Evidence, Source, Status, Why};
use pki::{Certificate, Time};

use crate::finding::{Code, Finding};
use crate::identity::Purpose;
use crate::policy::{Policy, RevocationPolicy};
use crate::report::Revocation;
use crate::time::Moments;

/// Judges every certificate of a chain below its anchor, at the proven time where there is one.
pub(crate) fn judge(
    chain: &Chain,
    pool: &[Certificate],
    policy: &Policy,
    moments: Moments,
    purpose: Purpose,
    findings: &mut Vec<Finding>,
) -> Revocation {
    let proven = moments.proven;
    // An anchor at the top is trusted by somebody's decision, which no list takes back.
    let members = || {
        let below = chain.certificates.len().saturating_sub(usize::from(chain.anchored));
        chain.certificates.iter().enumerate().take(below)
    };
    if policy.revocation == RevocationPolicy::Ignored || members().next().is_none() {
        return Revocation::NotChecked;
    }
    if !chain.anchored {
        // Who is unknown stays unknown, whatever an authority nobody trusts says of them.
        let named = members().any(|(_, member)| member.names_revocation_source());
        return if named { Revocation::Unknown } else { Revocation::NotChecked };
    }
    let mut all: Vec<Certificate> = chain.certificates.clone();
    all.extend(pool.iter().cloned());
    all.extend(policy.anchors.iter().cloned());
    let mut worst = Revocation::Good;
    for (position, member) in members() {
        let issuer = chain.certificates.get(position + 1);
        let status = issuer.map_or(Status::Unknown(Why::NoEvidence), |issuer| {
            weighed(member, issuer, policy, &all, proven.unwrap_or(policy.at))
        });
        let found = match status {
            Status::Good { .. } => Revocation::Good,
            Status::Revoked { at, reason, invalidity, .. } => {
                let told = Told { member, position, at, reason, invalidity };
                told.revoked(moments, purpose, findings)
            }
            Status::Unknown(Why::NoEvidence) if !member.names_revocation_source() => Revocation::NotChecked,
            Status::Unknown(why) => {
                if chain.is_trusted() {
                    // Nobody answers any more for a certificate that has run out: later is too late.
                    let too_late = proven.is_some() && policy.at > member.not_after();
                    findings.push(match why {
                        Why::SignerExpired => Finding::new(Code::AnswererExpired, [member.display()]),
                        _ if too_late => Finding::new(Code::RevocationNotKept, [member.display()]),
                        Why::NoEvidence => Finding::new(Code::RevocationNotConsulted, [member.display()]),
                        why => {
                            Finding::new(Code::RevocationUnusable, [member.display(), why.code().to_owned()])
                        }
                    });
                }
                Revocation::Unknown
            }
        };
        worst = worse(worst, found);
    }
    if worst == Revocation::NotChecked && chain.is_trusted() {
        findings.push(Finding::bare(Code::RevocationNotChecked));
    }
    worst
}

/// What is known of a chain as a whole is what is known of its worst certificate.
fn worse(a: Revocation, b: Revocation) -> Revocation {
    let rank = |revocation: Revocation| match revocation {
        Revocation::Good => 0,
        Revocation::NotChecked => 1,
        Revocation::Unknown => 2,
        Revocation::Revoked => 3,
    };
    if rank(b) > rank(a) { b } else { a }
}

/// The status by all evidence at hand; good news whose signature is too weak at that time does not count.
pub(crate) fn weighed(
    certificate: &Certificate,
    issuer: &Certificate,
    policy: &Policy,
    pool: &[Certificate],
    at: Time,
) -> Status {
    let evidence = &policy.revocation_evidence;
    let ask = |evidence: &Evidence| revocation::status_at(certificate, issuer, evidence, pool, at, policy.at);
    let weak = |source: &Source| {
        let algorithm = match source {
            Source::Crl(index) => evidence.crls.get(*index).map(pki::Crl::signature_algorithm),
            Source::Ocsp(index) => evidence.ocsps.get(*index).map(pki::ocsp::Response::signature_algorithm),
        };
        !matches!(algorithm, Some(Ok(algorithm)) if policy.algorithms.signature(algorithm, None, at).is_empty())
    };
    let status = ask(evidence);
    match &status {
        Status::Good { sources, .. } if sources.iter().any(weak) => {}
        _ => return status,
    }
    let crls = evidence.crls.iter().enumerate().filter(|(index, _)| !weak(&Source::Crl(*index)));
    let ocsps = evidence.ocsps.iter().enumerate().filter(|(index, _)| !weak(&Source::Ocsp(*index)));
    let strong = Evidence {
        crls: crls.map(|(_, crl)| crl.clone()).collect(),
        ocsps: ocsps.map(|(_, response)| response.clone()).collect(),
    };
    match ask(&strong) {
        good @ Status::Good { .. } => good,
        _ => Status::Unknown(Why::Weak),
    }
}

/// A revocation, and whose it is.
struct Told<'a> {
    member: &'a Certificate,
    position: usize,
    at: Time,
    reason: Option<CrlReason>,
    invalidity: Option<Time>,
}

impl Told<'_> {
    fn revoked(&self, moments: Moments, purpose: Purpose, findings: &mut Vec<Finding>) -> Revocation {
        let proven = moments.proven;
        let since = self.at.to_string();
        let name = self.member.display();
        let compromise = self.reason.is_some_and(CrlReason::is_compromise);
        let doubtful = self.invalidity.filter(|_| compromise);
        let finding = match proven {
            Some(time) if time < self.at && doubtful.is_none_or(|since| time < since) => {
                if purpose == Purpose::Signing || self.retired() {
                    findings.push(Finding::new(Code::RevokedLater, [since, name]));
                    return Revocation::Good;
                }
                Finding::new(Code::Revoked, [since])
            }
            _ if self.position > 0 => Finding::new(Code::AuthorityRevoked, [since, name]),
            Some(time) if time < self.at => {
                Finding::new(Code::KeyCompromised, [doubtful.unwrap_or(self.at).to_string(), since])
            }
            Some(_) => Finding::new(Code::Revoked, [since]),
            // What it signs holds a stamp from after the revocation.
            None if moments.after.is_some_and(|after| after >= self.at) => {
                Finding::new(Code::Revoked, [since])
            }
            None => Finding::new(Code::RevokedNoProof, [since]),
        };
        findings.push(finding);
        Revocation::Revoked
    }

    /// RFC 3161 §4: a time stamping authority that retired in order leaves its older stamps good, and says so.
    fn retired(&self) -> bool {
        matches!(
            self.reason,
            Some(CrlReason::AffiliationChanged | CrlReason::Superseded | CrlReason::CessationOfOperation)
        )
    }
}
