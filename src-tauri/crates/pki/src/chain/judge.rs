//! The rules of RFC 5280 §6.1 for a path whose signatures verify.

use const_oid::ObjectIdentifier;

use super::Reason;
use crate::constraints::{NameConstraints, names_are_readable};
use crate::policies::{self, PolicyDemand};
use crate::{Certificate, CertificateOddity, Time, oid};

/// Critical extensions that this crate judges, or that restrict nothing here.
const UNDERSTOOD: [ObjectIdentifier; 14] = [
    oid::AUTHORITY_KEY_IDENTIFIER,
    oid::BASIC_CONSTRAINTS,
    oid::CERTIFICATE_POLICIES,
    oid::CRL_DISTRIBUTION_POINTS,
    oid::EXTENDED_KEY_USAGE,
    oid::INHIBIT_ANY_POLICY,
    oid::ISSUER_ALT_NAME,
    oid::KEY_USAGE,
    oid::NAME_CONSTRAINTS,
    oid::POLICY_CONSTRAINTS,
    oid::POLICY_MAPPINGS,
    oid::QC_STATEMENTS,
    oid::SUBJECT_ALT_NAME,
    oid::SUBJECT_KEY_IDENTIFIER,
];

/// Everything wrong with a path whose signatures verify (RFC 5280 §6.1.3 to §6.1.5).
pub(super) fn judge(path: &[Certificate], anchored: bool, at: Time, demand: &PolicyDemand) -> Vec<Reason> {
    let mut reasons = Vec::new();
    let anchor_position = if anchored { path.len().checked_sub(1) } else { None };
    let mut intermediates = 0u32; // those below the certificate in question that are not self-issued
    for (position, certificate) in path.iter().enumerate() {
        let is_anchor = anchor_position == Some(position) && position > 0;
        if !is_anchor {
            judge_alone(certificate, position, at, &mut reasons);
        }
        if position > 0 {
            judge_authority(certificate, position, is_anchor, intermediates, &mut reasons);
            if !certificate.is_self_issued() {
                intermediates += 1;
            }
        }
    }
    judge_names(path, &mut reasons);
    if anchored
        && let Some(below) = path.len().checked_sub(1).and_then(|end| path.get(..end))
        && let Err(position) = policies::walk(below, demand)
    {
        reasons.push(Reason::Policy { position });
    }
    reasons
}

fn judge_alone(certificate: &Certificate, position: usize, at: Time, reasons: &mut Vec<Reason>) {
    if at > certificate.not_after() {
        reasons.push(Reason::Expired { position, not_after: certificate.not_after() });
    }
    if at < certificate.not_before() {
        reasons.push(Reason::NotYetValid { position, not_before: certificate.not_before() });
    }
    if certificate.oddities().contains(&CertificateOddity::AlgorithmsDiffer) {
        reasons.push(Reason::AlgorithmsDiffer { position });
    }
    let extensions = certificate.extensions();
    for (index, extension) in extensions.iter().enumerate() {
        if extension.critical && !UNDERSTOOD.contains(&extension.oid) {
            reasons.push(Reason::UnknownCriticalExtension { position, oid: extension.oid });
        }
        if extensions.iter().take(index).any(|before| before.oid == extension.oid) {
            reasons.push(Reason::MalformedExtension { position, oid: extension.oid });
        }
    }
    let mut malformed = |oid: ObjectIdentifier, is: bool| {
        if is {
            reasons.push(Reason::MalformedExtension { position, oid });
        }
    };
    malformed(oid::KEY_USAGE, matches!(certificate.key_usage(), Some(Err(_))));
    malformed(oid::EXTENDED_KEY_USAGE, matches!(certificate.extended_key_usage(), Some(Err(_))));
    malformed(oid::SUBJECT_ALT_NAME, !names_are_readable(certificate));
    malformed(oid::BASIC_CONSTRAINTS, matches!(certificate.basic_constraints(), Some(Err(_))));
}

fn judge_authority(
    certificate: &Certificate,
    position: usize,
    is_anchor: bool,
    intermediates: u32,
    reasons: &mut Vec<Reason>,
) {
    match certificate.basic_constraints() {
        Some(Ok(constraints)) => {
            if !constraints.ca {
                reasons.push(Reason::NotACa { position });
            }
            if constraints.path_len.is_some_and(|limit| intermediates > limit) {
                reasons.push(Reason::PathLength { position });
            }
        }
        Some(Err(_)) => {} // told as malformed
        // Roots of version 1 have no way to say that they are authorities; being an anchor says it.
        None if is_anchor && certificate.version() < 3 => {}
        None => reasons.push(Reason::NotACa { position }),
    }
    if let Some(Ok(usage)) = certificate.key_usage()
        && !usage.key_cert_sign()
    {
        reasons.push(Reason::KeyUsage { position });
    }
}

fn judge_names(path: &[Certificate], reasons: &mut Vec<Reason>) {
    for (position, authority) in path.iter().enumerate().skip(1) {
        let Some(extension) = authority.extension(oid::NAME_CONSTRAINTS) else { continue };
        let Ok(constraints) = NameConstraints::from_value(&extension.value) else {
            reasons.push(Reason::MalformedExtension { position, oid: oid::NAME_CONSTRAINTS });
            continue;
        };
        for (below, certificate) in path.iter().enumerate().take(position) {
            // §6.1.3 (b): a self-issued certificate is exempt unless it is the leaf.
            if (below == 0 || !certificate.is_self_issued()) && !constraints.allow(certificate) {
                let reason = Reason::NameConstraint { position: below };
                if !reasons.contains(&reason) {
                    reasons.push(reason);
                }
            }
        }
    }
}
