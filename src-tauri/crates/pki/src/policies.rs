//! Certificate policies along a chain (RFC 5280 §6.1, with the graph of RFC 9618 instead of the tree).
//!
//! This program asks for no policy of its own, so the outcome is a single question: does an authority demand an
//! explicit policy, and is there none left that holds from the anchor to the leaf? For that the policies of the
//! last level suffice, and the work grows with the number of policies, not with their combinations.

use std::collections::{BTreeMap, BTreeSet};

use const_oid::ObjectIdentifier;

use crate::asn1::{self, Element, Fault};
use crate::{Certificate, oid};

/// Most policies or mappings in one certificate.
const MAX_POLICIES: usize = 512;
/// Most policies in one level of the graph.
const MAX_LEVEL: usize = 2048;

type Level = BTreeMap<ObjectIdentifier, BTreeSet<ObjectIdentifier>>;

/// Walks `path`, the certificates below the anchor with the leaf first; `Err` holds the position at which the
/// demanded policy was lost.
pub(crate) fn walk(path: &[Certificate]) -> Result<(), usize> {
    let count = path.len();
    let mut level: Level = Level::from([(oid::ANY_POLICY, BTreeSet::from([oid::ANY_POLICY]))]);
    let (mut explicit, mut mapping, mut inhibit_any) = (count + 1, count + 1, count + 1);
    for (position, certificate) in path.iter().enumerate().rev() {
        let is_leaf = position == 0;
        let own = match policies(certificate) {
            Ok(own) => own,
            Err(_) => return Err(position),
        };
        let any_counts = inhibit_any > 0 || (!is_leaf && certificate.is_self_issued());
        level = match own {
            Some(own) => next_level(&level, &own, any_counts),
            None => Level::new(),
        };
        if level.len() > MAX_LEVEL || (explicit == 0 && level.is_empty()) {
            return Err(position);
        }
        let constraints = match constraints(certificate) {
            Ok(constraints) => constraints,
            Err(_) => return Err(position),
        };
        if is_leaf {
            explicit = explicit.saturating_sub(1);
            if constraints.require_explicit == Some(0) {
                explicit = 0;
            }
            if explicit == 0 && level.is_empty() {
                return Err(position);
            }
            continue;
        }
        match mappings(certificate) {
            Ok(pairs) => apply_mappings(&mut level, &pairs, mapping > 0),
            Err(_) => return Err(position),
        }
        if !certificate.is_self_issued() {
            explicit = explicit.saturating_sub(1);
            mapping = mapping.saturating_sub(1);
            inhibit_any = inhibit_any.saturating_sub(1);
        }
        explicit = constraints.require_explicit.map_or(explicit, |skip| explicit.min(skip));
        mapping = constraints.inhibit_mapping.map_or(mapping, |skip| mapping.min(skip));
        inhibit_any = constraints.inhibit_any.map_or(inhibit_any, |skip| inhibit_any.min(skip));
    }
    Ok(())
}

/// RFC 5280 §6.1.3 (d).
fn next_level(level: &Level, own: &BTreeSet<ObjectIdentifier>, any_counts: bool) -> Level {
    let expected: BTreeSet<ObjectIdentifier> = level.values().flatten().copied().collect();
    let has_any = level.contains_key(&oid::ANY_POLICY);
    let mut next = Level::new();
    for policy in own.iter().filter(|policy| **policy != oid::ANY_POLICY) {
        if expected.contains(policy) || has_any {
            next.insert(*policy, BTreeSet::from([*policy]));
        }
    }
    if own.contains(&oid::ANY_POLICY) && any_counts {
        for policy in expected {
            next.entry(policy).or_insert_with(|| BTreeSet::from([policy]));
        }
    }
    next
}

/// RFC 5280 §6.1.4 (b).
fn apply_mappings(level: &mut Level, pairs: &[(ObjectIdentifier, ObjectIdentifier)], allowed: bool) {
    let mut mapped: Level = Level::new();
    for (issuer_policy, subject_policy) in pairs {
        mapped.entry(*issuer_policy).or_default().insert(*subject_policy);
    }
    for (policy, expected) in mapped {
        if !allowed {
            level.remove(&policy);
        } else if level.contains_key(&policy) || level.contains_key(&oid::ANY_POLICY) {
            level.insert(policy, expected);
        }
    }
}

fn policies(certificate: &Certificate) -> Result<Option<BTreeSet<ObjectIdentifier>>, Fault> {
    let Some(extension) = certificate.extension(oid::CERTIFICATE_POLICIES) else { return Ok(None) };
    let mut found = BTreeSet::new();
    for information in Element::only(&extension.value, asn1::SEQUENCE)?.inside().collect(MAX_POLICIES)? {
        let policy = information.with_tag(asn1::SEQUENCE)?.inside().expect(asn1::OBJECT_IDENTIFIER)?.oid()?;
        found.insert(policy);
    }
    Ok(Some(found))
}

fn mappings(certificate: &Certificate) -> Result<Vec<(ObjectIdentifier, ObjectIdentifier)>, Fault> {
    let Some(extension) = certificate.extension(oid::POLICY_MAPPINGS) else { return Ok(Vec::new()) };
    let mut pairs = Vec::new();
    for mapping in Element::only(&extension.value, asn1::SEQUENCE)?.inside().collect(MAX_POLICIES)? {
        let mut fields = mapping.with_tag(asn1::SEQUENCE)?.inside();
        let issuer_policy = fields.expect(asn1::OBJECT_IDENTIFIER)?.oid()?;
        let subject_policy = fields.expect(asn1::OBJECT_IDENTIFIER)?.oid()?;
        // §6.1.4 (a): anyPolicy may not be mapped.
        if issuer_policy == oid::ANY_POLICY || subject_policy == oid::ANY_POLICY {
            return Err(Fault::Value);
        }
        pairs.push((issuer_policy, subject_policy));
    }
    Ok(pairs)
}

struct Constraints {
    require_explicit: Option<usize>,
    inhibit_mapping: Option<usize>,
    inhibit_any: Option<usize>,
}

fn constraints(certificate: &Certificate) -> Result<Constraints, Fault> {
    let mut found = Constraints { require_explicit: None, inhibit_mapping: None, inhibit_any: None };
    let skip = |content: &[u8]| -> Result<usize, Fault> {
        let encoded = asn1::encode(asn1::INTEGER, content);
        let value = Element::first(&encoded)?.small_integer()?;
        usize::try_from(value).map_err(|_| Fault::Value)
    };
    if let Some(extension) = certificate.extension(oid::POLICY_CONSTRAINTS) {
        let mut fields = Element::only(&extension.value, asn1::SEQUENCE)?.inside();
        if let Some(element) = fields.optional(asn1::context(0))? {
            found.require_explicit = Some(skip(element.content)?);
        }
        if let Some(element) = fields.optional(asn1::context(1))? {
            found.inhibit_mapping = Some(skip(element.content)?);
        }
        fields.finish()?;
    }
    if let Some(extension) = certificate.extension(oid::INHIBIT_ANY_POLICY) {
        found.inhibit_any = Some(skip(Element::only(&extension.value, asn1::INTEGER)?.content)?);
    }
    Ok(found)
}
