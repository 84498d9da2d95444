//! What a signature field may want of its signer's certificate (ISO 32000-2 §12.7.5.5, table 238).
//!
//! Owns the comparison of one certificate with one demand. Refuses to say whether a demand is binding, and what follows.

use const_oid::ObjectIdentifier;

use crate::Certificate;
use crate::name::{attribute_type, fold};
use crate::policies;

/// Whether the key usage is as `wanted` says, by bits from digitalSignature on: `1` must be set, `0` must not, `X` is free.
pub fn usage_fits(certificate: &Certificate, wanted: &str) -> bool {
    let set = match certificate.key_usage() {
        Some(Ok(usage)) => usage,
        _ => return !wanted.contains('1'),
    };
    (0u32..).zip(wanted.chars()).all(|(bit, wanted)| match wanted {
        '1' => set.has(bit),
        '0' => !set.has(bit),
        _ => true,
    })
}

/// Whether the subject has all of these attributes: names (RFC 4519) or dotted numbers, each with its value. Letter case and
/// runs of spaces do not count (RFC 5280 §7.1).
pub fn subject_has(certificate: &Certificate, wanted: &[(String, String)]) -> bool {
    wanted.iter().all(|(name, value)| {
        let Some(oid) = attribute_type(name) else { return false };
        let mut held = certificate.subject().attributes().iter().filter(|held| held.oid == oid);
        held.any(|held| fold(&held.value) == fold(value))
    })
}

/// Whether the certificate was issued under all of these policies, each a dotted number.
pub fn has_policies(certificate: &Certificate, wanted: &[String]) -> bool {
    let held = policies::named_in(certificate).ok().flatten().unwrap_or_default();
    let holds =
        |policy: &String| ObjectIdentifier::new(policy.trim()).is_ok_and(|policy| held.contains(&policy));
    wanted.iter().all(holds)
}
