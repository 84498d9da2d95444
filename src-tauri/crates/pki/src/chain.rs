//! Builds and judges a chain from a certificate to a trust anchor (RFC 5280 §6, RFC 4158).
//!
//! Several certificates may bear the issuer's name (cross-certificates, a renewed authority, an impostor): all
//! are tried, the likeliest first, and the best chain is reported. Work is bounded by signature checks, steps
//! and length. Trust anchors are not judged by their dates, and they must be authorities to stand above others:
//! who trusts a person's self-signed certificate has not made that person an authority.

mod judge;
mod reason;

pub use reason::Reason;

use crate::{Certificate, PolicyDemand, SignatureError, Time, TrustAnchors};

/// Most signature checks that one search may make (webpki and AWS-LC learnt this bound the hard way).
pub const DEFAULT_BUDGET: u32 = 100;
/// Most certificates in a chain.
const MAX_LENGTH: usize = 20;
/// Most certificates looked at in one search, whatever their signatures cost.
const MAX_STEPS: u32 = 1000;

/// A chain as far as it could be built, leaf first.
#[derive(Clone, Debug)]
pub struct Chain {
    /// The certificates, leaf first; the last one is the anchor when `status` is [`ChainStatus::Trusted`].
    pub certificates: Vec<Certificate>,
    /// The judgement.
    pub status: ChainStatus,
    /// Everything found wrong on this chain, worst first; empty when trusted.
    pub reasons: Vec<Reason>,
    /// Whether the chain ends in a trust anchor, be it otherwise faulty.
    pub anchored: bool,
    /// Signature checks that the search made.
    pub signature_checks: u32,
}

/// Whether a chain is trusted, and if not, the most useful reason.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ChainStatus {
    /// Every check passed up to a trust anchor.
    Trusted,
    /// Not trusted.
    Untrusted(Reason),
}

impl Chain {
    /// Tells whether every check passed up to a trust anchor.
    pub fn is_trusted(&self) -> bool {
        self.status == ChainStatus::Trusted
    }

    /// Tells whether the chain ends in an anchor and nothing but dates is wrong with it.
    pub fn fails_by_dates_only(&self) -> bool {
        let by_date = |reason: &Reason| matches!(reason, Reason::Expired { .. } | Reason::NotYetValid { .. });
        self.anchored && !self.reasons.is_empty() && self.reasons.iter().all(by_date)
    }
}

/// Builds the best chain for `leaf` from the certificates of `pool` to one of `anchors`, judged at the moment
/// `at`, with at most `budget` signature checks (see [`DEFAULT_BUDGET`]).
pub fn build(
    leaf: &Certificate,
    pool: &[Certificate],
    anchors: &TrustAnchors,
    at: Time,
    budget: u32,
) -> Chain {
    build_under(leaf, pool, anchors, at, &PolicyDemand::default(), budget)
}

/// As [`build`], for a caller that asks for certain policies.
pub fn build_under(
    leaf: &Certificate,
    pool: &[Certificate],
    anchors: &TrustAnchors,
    at: Time,
    demand: &PolicyDemand,
    budget: u32,
) -> Chain {
    let mut search = Search {
        pool,
        anchors,
        at,
        demand,
        budget,
        checks: 0,
        steps: 0,
        exhausted: false,
        known: Vec::new(),
        best: None,
    };
    let mut path = vec![leaf.clone()];
    search.extend(&mut path);
    let Search { best, checks, exhausted, .. } = search;
    let mut chain = best.unwrap_or_else(|| Chain {
        certificates: vec![leaf.clone()],
        status: ChainStatus::Trusted,
        reasons: vec![Reason::BudgetExhausted],
        anchored: false,
        signature_checks: 0,
    });
    chain.signature_checks = checks;
    if exhausted && !chain.reasons.is_empty() && !chain.reasons.contains(&Reason::BudgetExhausted) {
        chain.reasons.insert(0, Reason::BudgetExhausted);
    }
    chain.status = match chain.reasons.first() {
        None => ChainStatus::Trusted,
        Some(worst) => ChainStatus::Untrusted(worst.clone()),
    };
    chain
}

struct Search<'a> {
    pool: &'a [Certificate],
    anchors: &'a TrustAnchors,
    at: Time,
    demand: &'a PolicyDemand,
    budget: u32,
    checks: u32,
    steps: u32,
    exhausted: bool,
    known: Vec<(Certificate, Certificate, Result<(), SignatureError>)>,
    best: Option<Chain>,
}

impl Search<'_> {
    /// Tries every way from the last certificate of `path`; true when a trusted chain was found.
    fn extend(&mut self, path: &mut Vec<Certificate>) -> bool {
        self.steps += 1;
        let Some(current) = path.last().cloned() else { return false };
        let position = path.len() - 1;
        if self.anchors.contains(&current) {
            return self.offer(path, None);
        }
        if self.steps > MAX_STEPS || path.len() >= MAX_LENGTH {
            self.exhausted = true;
            return false;
        }
        let candidates = self.candidates(&current, path);
        if candidates.is_empty() {
            let end = if !current.is_self_issued() {
                Reason::NoIssuerFound { position }
            } else {
                match self.check(&current, &current) {
                    Some(Ok(())) if position == 0 => Reason::SelfSigned,
                    Some(Ok(())) => Reason::UntrustedRoot { position },
                    Some(Err(error)) => Reason::BadSignature { position, error },
                    None => Reason::BudgetExhausted,
                }
            };
            return self.offer(path, Some(end));
        }
        let mut failure = None;
        let mut continued = false;
        for candidate in candidates {
            match self.check(&current, &candidate) {
                Some(Ok(())) => {
                    continued = true;
                    path.push(candidate);
                    let found = self.extend(path);
                    path.pop();
                    if found {
                        return true;
                    }
                }
                Some(Err(error)) => failure = Some(Reason::BadSignature { position, error }),
                None => {
                    self.exhausted = true;
                    break;
                }
            }
        }
        if !continued {
            return self.offer(path, Some(failure.unwrap_or(Reason::BudgetExhausted)));
        }
        false
    }

    /// Certificates that may have issued `current`, the likeliest first.
    fn candidates(&self, current: &Certificate, path: &[Certificate]) -> Vec<Certificate> {
        let issuer = current.issuer();
        let wanted = current.authority_key_identifier();
        let mut found: Vec<(u8, Certificate)> = Vec::new();
        let from_anchors = self.anchors.with_subject(issuer).map(|anchor| (0u8, anchor));
        let from_pool = self.pool.iter().filter(|other| other.subject() == issuer).map(|other| (1u8, other));
        for (origin, candidate) in from_anchors.chain(from_pool) {
            // The same subject with the same key is the same authority: coming to it twice is a loop.
            let seen = path
                .iter()
                .any(|on| on.subject() == candidate.subject() && on.spki_der() == candidate.spki_der());
            if seen || found.iter().any(|(_, other)| other == candidate) {
                continue;
            }
            let mut order = origin;
            match (&wanted, candidate.subject_key_identifier()) {
                (Some(wanted), Some(has)) if *wanted == has => {}
                (Some(_), Some(_)) => order += 8,
                _ => order += 4,
            }
            if !candidate.is_valid_at(self.at) {
                order += 2;
            }
            found.push((order, candidate.clone()));
        }
        found.sort_by_key(|(order, _)| *order);
        found.into_iter().map(|(_, candidate)| candidate).collect()
    }

    /// Verifies once per pair; `None` when the budget is used up.
    fn check(&mut self, subject: &Certificate, issuer: &Certificate) -> Option<Result<(), SignatureError>> {
        if let Some((_, _, known)) = self.known.iter().find(|(s, i, _)| s == subject && i == issuer) {
            return Some(*known);
        }
        if self.checks >= self.budget {
            self.exhausted = true;
            return None;
        }
        self.checks += 1;
        let outcome = subject.verify_signed_by(issuer);
        self.known.push((subject.clone(), issuer.clone(), outcome));
        Some(outcome)
    }

    /// Judges a finished path and keeps it if it is the best so far; `end` is why it stops short of an anchor.
    fn offer(&mut self, path: &[Certificate], end: Option<Reason>) -> bool {
        let anchored = end.is_none();
        let mut reasons = judge::judge(path, anchored, self.at, self.demand);
        reasons.extend(end);
        reasons.sort_by_key(|reason| std::cmp::Reverse(reason.rank()));
        let trusted = reasons.is_empty();
        let worst = |reasons: &[Reason]| reasons.first().map_or(0, Reason::rank);
        let better = self.best.as_ref().is_none_or(|best| {
            (worst(&reasons), reasons.len(), std::cmp::Reverse(path.len()))
                < (worst(&best.reasons), best.reasons.len(), std::cmp::Reverse(best.certificates.len()))
        });
        if better {
            self.best = Some(Chain {
                certificates: path.to_vec(),
                status: ChainStatus::Trusted, // set once the search has ended
                reasons,
                anchored,
                signature_checks: 0,
            });
        }
        trusted
    }
}
