//! Who signed, and whether they were entitled to: chain, validity, purpose, strength, revocation.

use pki::chain::{self, Chain, ChainStatus, Reason};
use pki::{Certificate, Time, Weakness};

use crate::finding::{Code, Finding};
use crate::message::Outcome;
use crate::policy::Policy;
use crate::report::{Revocation, Signer, Trust};
use crate::revocation;
use crate::time::Moments;

/// What the certificate must be fit for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// Signing documents.
    Signing,
    /// Stamping times.
    Stamping,
}

impl Purpose {
    /// What an anchor must be trusted with to vouch for this.
    pub(crate) fn of_anchors(self) -> pki::Purpose {
        match self {
            Self::Signing => pki::Purpose::Signing,
            Self::Stamping => pki::Purpose::TimeStamping,
        }
    }
}

/// What judging the certificate found.
pub(crate) struct Identity {
    /// Whether it leads to an anchor.
    pub(crate) trust: Trust,
    /// What is known of its revocation.
    pub(crate) revocation: Revocation,
    /// Faults and remarks.
    pub(crate) findings: Vec<Finding>,
    /// The chain, the certificate itself first.
    pub(crate) chain: Vec<Certificate>,
}

impl Identity {
    /// Whether nobody vouches for the signer but who trusts them.
    pub(crate) fn trusted_directly(&self) -> bool {
        self.trust == Trust::Trusted && self.chain.len() == 1
    }
}

/// Judges a certificate with the ones that came along, at the proven time where there is one.
pub(crate) fn judge(
    certificate: &Certificate,
    along: &[Certificate],
    policy: &Policy,
    moments: Moments,
    purpose: Purpose,
) -> Identity {
    let proven = moments.proven;
    let mut pool = along.to_vec();
    pool.extend(policy.extra_certificates.iter().cloned());
    let at = proven.unwrap_or(policy.at);
    let anchors = policy.anchors.trusted_for(purpose.of_anchors());
    let chain = chain::build(certificate, &pool, &anchors, at, chain::DEFAULT_BUDGET);
    let mut findings = Vec::new();
    let trusted = chain.status == ChainStatus::Trusted;
    let trust = match (trusted, chain.anchored) {
        (true, _) => Trust::Trusted,
        (false, true) => Trust::Untrusted,
        (false, false) => Trust::Unknown,
    };
    if let ChainStatus::Untrusted(reason) = &chain.status {
        findings.push(chain_finding(reason, &chain, moments));
        findings.extend(chain.reasons.iter().map(|reason| chain_finding(reason, &chain, moments)));
    }
    // A validity that does not hold is said even where the chain leads nowhere.
    if !certificate.is_valid_at(at) {
        findings.push(out_of_validity(certificate, at, moments));
    }
    let fit = match purpose {
        Purpose::Signing => pki::usage::fit_for_signing(certificate),
        Purpose::Stamping => pki::usage::fit_for_time_stamping(certificate),
    };
    let unfit = fit.is_err();
    if let Err(unfit) = fit {
        findings.push(Finding::new(Code::CertificateUnfit, [unfit.code()]));
    }
    for (position, member) in chain.certificates.iter().enumerate() {
        if anchors.contains(member) && position > 0 {
            continue;
        }
        let weaknesses = policy.algorithms.certificate(member, at);
        findings.extend(weaknesses.into_iter().map(|found| weakness(found, proven.is_some())));
    }
    let revocation = revocation::judge(&chain, &pool, policy, moments, purpose, &mut findings);
    if revocation == Revocation::Good {
        findings.iter_mut().for_each(|finding| known_not_revoked(finding, certificate, at));
    }
    let trust = if unfit && trust == Trust::Trusted { Trust::Untrusted } else { trust };
    Identity { trust, revocation, findings, chain: chain.certificates }
}

/// Judges who made a signature, with which algorithms. Of CAdES every certificate that came along must belong to it. `None`
/// where the certificate is not at hand.
pub(crate) fn judge_signer(
    outcome: &Outcome,
    policy: &Policy,
    moments: Moments,
    purpose: Purpose,
    is_cades: bool,
) -> Option<Identity> {
    let certificate = outcome.certificate.as_ref()?;
    let mut judged = judge(certificate, &outcome.certificates, policy, moments, purpose);
    if judged.trust == Trust::Trusted && is_cades {
        judged.findings.extend(strays(&outcome.certificates, &judged.chain, policy));
    }
    let at = moments.proven.unwrap_or(policy.at);
    let proven = moments.proven.is_some();
    if let Some(algorithm) = outcome.signature {
        let key = certificate.public_key().ok();
        let weaknesses = policy.algorithms.signature(algorithm, key, at);
        judged.findings.extend(weaknesses.into_iter().map(|found| weakness(found, proven)));
    }
    if let Some(Err(weak)) = outcome.digest.map(|digest| policy.algorithms.digest(digest, at)) {
        judged.findings.push(weakness(weak, proven));
    }
    Some(judged)
}

/// A certificate that ran out, and of which an authority says to this day that it was not revoked: what is missing is the
/// time alone.
fn known_not_revoked(finding: &mut Finding, certificate: &Certificate, at: Time) {
    if finding.code == Code::ExpiredNoProof && at > certificate.not_after() {
        *finding = Finding::new(Code::ExpiredNotRevoked, [certificate.not_after().to_string()]);
    }
}

/// Certificates that came with a signature and belong to nothing: not on its chain nor above it, no anchor, and signed by
/// none of those at hand. An honest message carries none; a touched byte in an unused certificate makes one.
fn strays(along: &[Certificate], chain: &[Certificate], policy: &Policy) -> Vec<Finding> {
    let at_hand = || along.iter().chain(&policy.extra_certificates).chain(policy.anchors.iter());
    let mut budget = chain::DEFAULT_BUDGET;
    let mut made = |subject: &Certificate, issuer: &Certificate| {
        if issuer.subject() != subject.issuer() || budget == 0 {
            return false;
        }
        budget -= 1;
        subject.verify_signed_by(issuer).is_ok()
    };
    // Who is trusted directly may bring those along who vouch for them elsewhere, as long as nobody at hand gives the lie to
    // one of them by bearing the name of its issuer and not having signed it.
    let mut known = chain.to_vec();
    while chain.len() == 1
        && let Some(above) =
            along.iter().find(|one| !known.contains(one) && known.last().is_some_and(|last| made(last, one)))
    {
        let mut named = at_hand().filter(|issuer| issuer.subject() == above.issuer()).peekable();
        if named.peek().is_some() && !named.any(|issuer| made(above, issuer)) {
            break;
        }
        known.push(above.clone());
    }
    let mut found = Vec::new();
    for certificate in along {
        if known.contains(certificate) || policy.anchors.contains(certificate) {
            continue;
        }
        if !at_hand().any(|issuer| made(certificate, issuer)) {
            found.push(Finding::new(Code::CertificateStray, [certificate.display()]));
        }
    }
    found
}

/// A weakness as a finding; at a proven time it was there then, else nothing proves that the signature is older.
pub(crate) fn weakness(weakness: Weakness, proven: bool) -> Finding {
    match weakness {
        Weakness::Digest { digest, .. } if proven => Finding::new(Code::AlgorithmWasWeak, [digest.name()]),
        Weakness::RsaKey { bits, .. } | Weakness::EcKey { bits, .. } if proven => {
            Finding::new(Code::AlgorithmWasWeak, [format!("{bits} bit")])
        }
        other if proven => Finding::new(Code::AlgorithmWasWeak, [other.code()]),
        Weakness::Digest { digest, .. } => Finding::new(Code::DigestWeak, [digest.name()]),
        Weakness::RsaKey { bits, .. } | Weakness::EcKey { bits, .. } => {
            Finding::new(Code::KeyWeak, [bits.to_string()])
        }
        other => Finding::new(Code::DigestWeak, [other.code()]),
    }
}

fn out_of_validity(certificate: &Certificate, at: Time, moments: Moments) -> Finding {
    let (from, until) = (certificate.not_before(), certificate.not_after());
    let late = moments.after.is_some_and(|after| after > until);
    match (moments.proven, at < from) {
        (None, _) if !late => Finding::new(Code::ExpiredNoProof, [from.to_string(), until.to_string()]),
        (Some(_), true) => Finding::new(Code::NotYetValid, [from.to_string()]),
        _ => Finding::new(Code::Expired, [until.to_string()]),
    }
}

fn chain_finding(reason: &Reason, chain: &Chain, moments: Moments) -> Finding {
    let name =
        |position: usize| chain.certificates.get(position).map(Certificate::display).unwrap_or_default();
    let broken = |reason: &str, position: usize| {
        Finding::new(Code::ChainBreaksRule, [reason.to_owned(), name(position)])
    };
    let unknown = || {
        let issuer = chain.certificates.last().map(|last| last.issuer().short()).unwrap_or_default();
        Finding::new(Code::SignerUnknown, [issuer])
    };
    match reason {
        Reason::SelfSigned => Finding::bare(Code::SelfSigned),
        Reason::NoIssuerFound { .. } | Reason::UntrustedRoot { .. } | Reason::BadSignature { .. } => {
            unknown()
        }
        Reason::Expired { position, not_after } => match chain.certificates.get(*position) {
            Some(certificate) => out_of_validity(certificate, not_after.plus_seconds(1), moments),
            None => unknown(),
        },
        Reason::NotYetValid { position, not_before } => match chain.certificates.get(*position) {
            Some(certificate) => out_of_validity(certificate, not_before.plus_seconds(-1), moments),
            None => unknown(),
        },
        Reason::NotACa { position } => broken("not-a-ca", *position),
        Reason::PathLength { position } => broken("path-length", *position),
        Reason::KeyUsage { position } => broken("key-usage", *position),
        Reason::UnknownCriticalExtension { position, .. } => broken("unknown-critical-extension", *position),
        Reason::MalformedExtension { position, .. } => broken("malformed-extension", *position),
        Reason::NameConstraint { position } => broken("name-constraint", *position),
        Reason::Policy { position } => broken("policy", *position),
        Reason::AlgorithmsDiffer { position } => broken("algorithms-differ", *position),
        Reason::BudgetExhausted => Finding::new(Code::ChainFailure, ["budget-exhausted"]),
        _ => Finding::new(Code::ChainFailure, ["other"]),
    }
}

/// The signer as the report names them.
pub(crate) fn signer(certificate: &Certificate) -> Signer {
    Signer {
        common_name: certificate.common_name().unwrap_or_else(|| certificate.subject().short()),
        organization: certificate.organization(),
        issuer: certificate.issuer().short(),
        serial: certificate.serial_hex(),
        sha256: hex::encode(certificate.sha256_fingerprint()),
        not_before: certificate.not_before(),
        not_after: certificate.not_after(),
        certificate: certificate.der().to_vec(),
    }
}
