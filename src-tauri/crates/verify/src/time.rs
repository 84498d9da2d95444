//! When a signature was made: what the signer says, and what timestamps prove.

use cades::{AlgorithmsOutcome, Oddity, SignedData, Token, oid};
use pki::{Certificate, DigestAlgorithm, Time};

use crate::finding::{Code, Finding};
use crate::identity::{self, Purpose};
use crate::policy::Policy;
use crate::report::{Revocation, Trust};

/// A date of PDF (ISO 32000-2 §7.9.4), such as `D:20261122140500+08'00'`; without an offset it is taken as UTC.
pub(crate) fn pdf_date(text: &str) -> Option<Time> {
    let digits = text.strip_prefix("D:").unwrap_or(text).as_bytes();
    let number = |from: usize, length: usize, absent: u32| -> Option<u32> {
        match digits.get(from..from + length) {
            Some(part) if part.iter().all(u8::is_ascii_digit) => std::str::from_utf8(part).ok()?.parse().ok(),
            Some(_) if from > 0 && digits.get(from).is_some_and(|byte| !byte.is_ascii_digit()) => {
                Some(absent)
            }
            None if from > 0 && digits.len() <= from => Some(absent),
            _ => None,
        }
    };
    let year = number(0, 4, 0)?;
    let (month, day) = (number(4, 2, 1)?, number(6, 2, 1)?);
    let (hour, minute, second) = (number(8, 2, 0)?, number(10, 2, 0)?, number(12, 2, 0)?);
    let local = Time::from_civil(i64::from(year), month, day, hour, minute, second)?;
    let zone = digits.iter().position(|byte| matches!(byte, b'+' | b'-' | b'Z'));
    let Some((sign, rest)) = zone.and_then(|at| digits.get(at..)).and_then(|rest| rest.split_first()) else {
        return Some(local);
    };
    let parts: Vec<i64> = rest
        .split(|byte| *byte == b'\'' || *byte == b':')
        .filter(|part| !part.is_empty())
        .filter_map(|part| std::str::from_utf8(part).ok()?.parse().ok())
        .collect();
    let offset = match parts.as_slice() {
        [hours, minutes, ..] => hours * 3600 + minutes * 60,
        [both] if *both > 99 => (both / 100) * 3600 + (both % 100) * 60,
        [hours] => hours * 3600,
        [] => 0,
    };
    if !(0..=86_400).contains(&offset) {
        return None;
    }
    Some(match sign {
        b'+' => local.plus_seconds(-offset),
        b'-' => local.plus_seconds(offset),
        _ => local,
    })
}

/// What trusted timestamps say of the moment at which a signature was made.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Moments {
    /// It existed by then.
    pub(crate) proven: Option<Time>,
    /// It did not exist before then: a stamp lies within what it signs.
    pub(crate) after: Option<Time>,
}

/// The times that the timestamps inside a signature prove; those that prove nothing are named. `seen` is when the
/// signature with its timestamps is known to have existed.
pub(crate) fn of_signature(
    signed: &SignedData,
    policy: &Policy,
    seen: Time,
    findings: &mut Vec<Finding>,
) -> Vec<Time> {
    let mut times = Vec::new();
    for bytes in signed.signature_timestamps() {
        match stamped(bytes, |algorithm| Some(algorithm.digest(signed.signature())), signed, policy, seen) {
            Ok((time, token)) => {
                times.push(time);
                findings.extend(odd(&token));
            }
            Err(reason) => findings.push(Finding::new(Code::TimestampIgnored, [reason])),
        }
    }
    times
}

/// The latest time of the timestamps over the content that was to be signed (EN 319 122-1 §5.2.8); `digest` is the
/// document's, by the algorithm that the signature uses.
pub(crate) fn of_content(
    signed: &SignedData,
    digest: (DigestAlgorithm, &[u8]),
    policy: &Policy,
    seen: Time,
    findings: &mut Vec<Finding>,
) -> Option<Time> {
    let token = signed.signed_attribute(oid::CONTENT_TIME_STAMP)?;
    let of_document = |algorithm| (algorithm == digest.0).then(|| digest.1.to_vec());
    match stamped(&token, of_document, signed, policy, seen) {
        Ok((time, _)) => Some(time),
        Err(reason) => {
            findings.push(Finding::new(Code::TimestampIgnored, [reason]));
            None
        }
    }
}

/// A token whose time counts although its bookkeeping is not what the standard wants: that is told.
pub(crate) fn odd(token: &Token) -> Option<Finding> {
    let oddity = token.signed_data().oddities().iter().find(|oddity| oddity.is_bookkeeping())?;
    Some(Finding::new(Code::SignatureOdd, [oddity.code()]))
}

/// A token over a digest with its time, or why it proves none.
fn stamped(
    bytes: &[u8],
    digest: impl FnOnce(DigestAlgorithm) -> Option<Vec<u8>>,
    signed: &SignedData,
    policy: &Policy,
    seen: Time,
) -> Result<(Time, Token), &'static str> {
    let token = Token::parse(bytes).map_err(|_| "unreadable")?;
    let digest = token.info().digest_algorithm.ok().and_then(digest);
    let check = token.check(&digest.unwrap_or_default(), signed.certificates());
    if !check.imprint_matches {
        return Err("imprint");
    }
    let disagree = matches!(check.signature.algorithms, AlgorithmsOutcome::Differ { .. });
    if !check.signature.is_intact() || disagree {
        return Err("signature");
    }
    Ok((vouched(&token, signed.certificates(), policy, seen)?, token))
}

/// The time of a token whose imprint and signature are right, if a trusted authority vouches for it; `seen` is when the
/// token itself is known to have existed.
pub(crate) fn vouched(
    token: &Token,
    along: &[Certificate],
    policy: &Policy,
    seen: Time,
) -> Result<Time, &'static str> {
    // What its bookkeeping says of its algorithms must be what was computed, or a byte there could be anything.
    let careless =
        |oddity: &Oddity| matches!(oddity, Oddity::DigestNotAnnounced | Oddity::AlgorithmParameters);
    if token.signed_data().oddities().iter().any(careless) {
        return Err("unreadable");
    }
    let time = token.info().gen_time;
    if time > policy.at {
        return Err("in-the-future");
    }
    let Some(certificate) = token.certificate() else { return Err("no-certificate") };
    let mut pool = token.signed_data().certificates().to_vec();
    pool.extend(along.iter().cloned());
    let moments = Moments { proven: Some(time), after: None };
    let identity = identity::judge(certificate, &pool, policy, moments, Purpose::Stamping);
    if identity.findings.iter().any(|finding| finding.code == Code::CertificateUnfit) {
        return Err("unfit");
    }
    // Who can bend a digest can bend the time that stands beside it.
    let algorithm = token.info().digest_algorithm;
    if identity.findings.iter().any(|finding| finding.code == Code::AlgorithmWasWeak)
        || algorithm.is_ok_and(|digest| policy.algorithms.digest(digest, seen).is_err())
    {
        return Err("weak");
    }
    if identity.findings.iter().any(|finding| matches!(finding.code, Code::Expired | Code::NotYetValid)) {
        return Err("out-of-validity");
    }
    match (identity.trust, identity.revocation) {
        (Trust::Trusted, Revocation::Unknown) => Err("revocation-not-consulted"),
        (Trust::Trusted, Revocation::Revoked) => Err("revoked"),
        (Trust::Trusted, _) => Ok(time),
        _ => Err("authority-unknown"),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::pdf_date;

    #[test]
    fn dates_of_all_lengths() {
        let shown = |text: &str| pdf_date(text).map(|time| time.to_string());
        assert_eq!(shown("D:20261122140500+08'00'").unwrap(), "2026-11-22T06:05:00Z");
        assert_eq!(shown("D:20261122140500Z").unwrap(), "2026-11-22T14:05:00Z");
        assert_eq!(shown("D:20261122140500-0330").unwrap(), "2026-11-22T17:35:00Z");
        assert_eq!(shown("D:2026").unwrap(), "2026-01-01T00:00:00Z");
        assert_eq!(shown("20261122").unwrap(), "2026-11-22T00:00:00Z");
        assert_eq!(shown("D:20261322140500Z"), None);
        assert_eq!(shown("yesterday"), None);
        assert_eq!(shown(""), None);
    }
}
