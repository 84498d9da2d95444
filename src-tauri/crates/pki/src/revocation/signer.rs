//! Who may sign an answer: the certificate's issuer, or somebody whom that issuer, or the one above it, vouches for.
//!
//! A delegated signer is asked about in its turn, once: its own revocation must be ruled out by an answer that the
//! issuer signed itself, or its certificate must say that none is needed, or name no place where to ask.

use super::answers::Question;
use super::{Source, Status, Why};
use crate::chain;
use crate::ocsp::{self, Signer};
use crate::{Certificate, Crl, Time, TrustAnchors};

/// Certificates of one name that are tried as the signer of one list.
const MAX_TRIED: usize = 16;
/// Signature checks that judging one of them may cost.
const BUDGET: u32 = 8;

/// Who signed an answer.
#[derive(Clone, Default)]
pub(super) struct By {
    /// The evidence that was needed besides.
    pub(super) sources: Vec<Source>,
    /// When the certificate of a delegated signer runs out.
    pub(super) until: Option<Time>,
}

/// Verifies who signed a list.
pub(super) fn of_crl(question: &Question<'_>, crl: &Crl) -> Result<By, Why> {
    if crl.issuer() == question.issuer.subject() && crl.verify_signed_by(question.issuer).is_ok() {
        return Ok(By::default());
    }
    if !question.may_delegate {
        return Err(Why::WrongSigner);
    }
    let mut why = Why::WrongSigner;
    // A certificate that says nothing of its use signs lists only as an authority's.
    let named = question.pool.iter().filter(|other| {
        other.subject() == crl.issuer()
            && (other.key_usage().is_some() || other.is_ca() || other.version() < 3)
    });
    for candidate in named.take(MAX_TRIED) {
        if crl.verify_signed_by(candidate).is_err() {
            continue;
        }
        // Whoever made the candidate must be the issuer, or one that also made the issuer.
        let mut above = vec![question.issuer.clone()];
        let parents = question.pool.iter().filter(|other| other.subject() == question.issuer.issuer());
        above.extend(
            parents
                .take(MAX_TRIED)
                .filter(|parent| question.issuer.verify_signed_by(parent).is_ok())
                .cloned(),
        );
        match vouched(question, candidate, &above, crl.this_update()) {
            Ok(sources) => return Ok(By { sources, until: Some(candidate.not_after()) }),
            Err(found) => why = why.max(found),
        }
    }
    Err(why)
}

/// Verifies who signed an OCSP answer.
pub(super) fn of_ocsp(question: &Question<'_>, response: &ocsp::Response) -> Result<By, Why> {
    match response.signer(question.issuer, question.pool) {
        None => Err(Why::WrongSigner),
        Some(Signer::Issuer) => Ok(By::default()),
        Some(Signer::Delegate(_)) if !question.may_delegate => Err(Why::WrongSigner),
        Some(Signer::Delegate(certificate)) => {
            let sources = not_revoked(question, &certificate, question.issuer, response.produced_at())?;
            Ok(By { sources, until: Some(certificate.not_after()) })
        }
    }
}

/// Whether one of `above` made the certificate, lawfully at that time, and it was not revoked; what says so.
fn vouched(
    question: &Question<'_>,
    certificate: &Certificate,
    above: &[Certificate],
    at: Time,
) -> Result<Vec<Source>, Why> {
    let anchors: TrustAnchors = above.iter().cloned().collect();
    let chain = chain::build(certificate, &[], &anchors, at, BUDGET);
    if !chain.is_trusted() {
        return Err(Why::WrongSigner);
    }
    match chain.certificates.get(1) {
        None => Ok(Vec::new()), // it is one of `above`
        Some(issuer) => not_revoked(question, certificate, issuer, at),
    }
}

fn not_revoked(
    question: &Question<'_>,
    certificate: &Certificate,
    issuer: &Certificate,
    at: Time,
) -> Result<Vec<Source>, Why> {
    let about_signer = Question { certificate, issuer, at, may_delegate: false, ..*question };
    match about_signer.answer() {
        Status::Good { sources, .. } => Ok(sources),
        Status::Unknown(_) if certificate.is_ocsp_nocheck() => Ok(Vec::new()),
        // What does not bear the issuer's signature (the list in question itself) says nothing about its signer.
        Status::Unknown(why) if why <= Why::WrongSigner && !certificate.names_revocation_source() => {
            Ok(Vec::new())
        }
        _ => Err(Why::SignerUnproven),
    }
}
