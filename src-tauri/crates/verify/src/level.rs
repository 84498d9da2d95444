//! The PAdES baseline level that a signature's form reaches (EN 319 142-1 §6).
//!
//! A question of form: whether the time and the signer are trusted, and the answers fresh, is what the findings say. For B-LT every
//! certificate of the signer's chain and of the timestamps' inside the signature must stand in the document, and for
//! each that names a place where to ask about its revocation an answer must stand there too. For B-LTA a document
//! timestamp must lie over all of that.

use cades::{SignedData, Token};
use pki::chain;
use pki::revocation::{self, Status, Why};
use pki::{Certificate, Time};

use crate::conclusion::Parts;
use crate::coverage::Range;
use crate::message::{Form, Value};
use crate::report::{Kind, Level};

/// The level of a signature; `None` for what is not of this family.
pub(crate) fn of(parts: &Parts<'_>, proven: Option<Time>) -> Option<Level> {
    let candidate = parts.candidate;
    let Some(Value::Signed(Form::Cades, signed)) = &candidate.value else { return None };
    let range = candidate.coverage.range?;
    let tokens: Vec<Token> =
        signed.signature_timestamps().into_iter().filter_map(|bytes| Token::parse(bytes).ok()).collect();
    let later = later_timestamps(parts, range);
    let stated = tokens.iter().map(|token| token.info().gen_time).chain(later.iter().map(|(_, time)| *time));
    let Some(at) = proven.or(stated.min()) else { return Some(Level::B) };
    let covered = |end: u64| {
        parts.data.has_store_before(end)
            && candidate.outcome.certificate.as_ref().is_some_and(|certificate| {
                chain_stands(parts, certificate, &candidate.outcome.certificates, at, end)
            })
            && tokens.iter().all(|token| stamp_stands(parts, token, signed, end))
    };
    // What one timestamp lies over, every later one does too.
    let over = later.iter().map(|(stamp, _)| stamp.end).max();
    Some(if over.is_some_and(covered) {
        Level::LTA
    } else if covered(u64::MAX) {
        Level::LT
    } else {
        Level::T
    })
}

/// The document timestamps after a signature that verify, with the time that each states.
fn later_timestamps(parts: &Parts<'_>, range: Range) -> Vec<(Range, Time)> {
    let stamps = parts.candidates.iter().filter(|other| other.kind == Kind::Timestamp && other.is_genuine());
    stamps
        .filter_map(|other| match (&other.value, other.coverage.range) {
            (Some(Value::Token(token)), Some(later)) if later.gap_start >= range.end => {
                Some((later, token.info().gen_time))
            }
            _ => None,
        })
        .collect()
}

fn stamp_stands(parts: &Parts<'_>, token: &Token, signed: &SignedData, end: u64) -> bool {
    let mut along = token.signed_data().certificates().to_vec();
    along.extend(signed.certificates().iter().cloned());
    token
        .certificate()
        .is_some_and(|certificate| chain_stands(parts, certificate, &along, token.info().gen_time, end))
}

/// Whether chain and answers for a certificate stand in the document before `end`.
fn chain_stands(
    parts: &Parts<'_>,
    certificate: &Certificate,
    along: &[Certificate],
    at: Time,
    end: u64,
) -> bool {
    let mut pool = along.to_vec();
    pool.extend(parts.data.certificates_before(end));
    let policy = parts.policy;
    let chain = chain::build(certificate, &pool, &policy.anchors, at, chain::DEFAULT_BUDGET);
    let evidence = parts.data.evidence_before(end);
    pool.extend(policy.anchors.iter().cloned());
    let is_root = |member: &Certificate| policy.anchors.contains(member) || member.is_self_signed();
    // Who trusts no anchor of this chain cannot ask for the root: documents need not hold it.
    let last = chain.certificates.len().saturating_sub(1);
    let is_top = |position: usize, member: &Certificate| {
        is_root(member) || (!chain.anchored && position == last && position > 0)
    };
    if !chain.certificates.last().is_some_and(|member| is_top(last, member)) {
        return false;
    }
    chain.certificates.iter().enumerate().filter(|(position, member)| !is_top(*position, member)).all(
        |(position, member)| {
            let Some(issuer) = chain.certificates.get(position + 1) else { return false };
            match revocation::status_at(member, issuer, &evidence, &pool, at, policy.at) {
                Status::Good { .. } | Status::Revoked { .. } => true,
                Status::Unknown(Why::NoEvidence) => {
                    !member.names_revocation_source() || member.is_ocsp_nocheck()
                }
                Status::Unknown(why) => matches!(
                    why,
                    Why::Stale { .. }
                        | Why::NotYet { .. }
                        | Why::AfterExpiry
                        | Why::SignerUnproven
                        | Why::SignerExpired
                        | Why::Weak
                ),
            }
        },
    )
}
