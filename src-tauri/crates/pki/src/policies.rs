//! Certificate policies along a chain (RFC 5280 §6.1, with the graph of RFC 9618 instead of the tree).
//!
//! Of the graph only the newest level is kept: each policy with what is expected of the next certificate, and with the
//! policies of the anchor's own domain from which it came. That answers both questions (is a policy left, and is it one
//! that the caller accepts), and the work grows with the number of policies, not with their combinations.

use std::collections::{BTreeMap, BTreeSet};

use const_oid::ObjectIdentifier;

use crate::asn1::{self, Element, Fault};
use crate::{Certificate, oid};

/// Most policies or mappings in one certificate.
const MAX_POLICIES: usize = 512;
/// Most policies in one level of the graph.
const MAX_LEVEL: usize = 2048;

/// What the caller asks of the policies (RFC 5280 §6.1.1 (c) to (f)); by default nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PolicyDemand {
    /// The policies that the caller accepts; any where empty.
    pub acceptable: BTreeSet<ObjectIdentifier>,
    /// Whether an acceptable policy must be there even where no certificate demands one.
    pub explicit: bool,
    /// Whether policies of one domain may not stand for those of another.
    pub without_mapping: bool,
    /// Whether `anyPolicy` stands for no policy.
    pub without_any: bool,
}

/// A policy of the newest level.
#[derive(Clone, Default)]
struct Node {
    /// What the next certificate may call it.
    expected: BTreeSet<ObjectIdentifier>,
    /// The policies of the anchor's domain that it stands for; empty for `anyPolicy`, which stands for all.
    roots: BTreeSet<ObjectIdentifier>,
}

impl Node {
    fn expecting(policy: ObjectIdentifier, roots: BTreeSet<ObjectIdentifier>) -> Self {
        Self { expected: BTreeSet::from([policy]), roots }
    }
}

type Level = BTreeMap<ObjectIdentifier, Node>;

/// Walks `path`, the certificates below the anchor with the leaf first; `Err` holds the position at which the
/// demanded policy was lost.
pub(crate) fn walk(path: &[Certificate], demand: &PolicyDemand) -> Result<(), usize> {
    let count = path.len();
    let mut level = Level::from([(oid::ANY_POLICY, Node::expecting(oid::ANY_POLICY, BTreeSet::new()))]);
    let allowance = |denied: bool| if denied { 0 } else { count + 1 };
    let mut explicit = allowance(demand.explicit);
    let mut mapping = allowance(demand.without_mapping);
    let mut inhibit_any = allowance(demand.without_any);
    for (position, certificate) in path.iter().enumerate().rev() {
        let is_leaf = position == 0;
        let Ok(own) = named_in(certificate) else { return Err(position) };
        let any_counts = inhibit_any > 0 || (!is_leaf && certificate.is_self_issued());
        level = own.map_or_else(Level::new, |own| next_level(&level, &own, any_counts));
        if level.len() > MAX_LEVEL || (explicit == 0 && level.is_empty()) {
            return Err(position);
        }
        let Ok(constraints) = constraints(certificate) else { return Err(position) };
        if is_leaf {
            explicit = explicit.saturating_sub(1);
            if constraints.require_explicit == Some(0) {
                explicit = 0;
            }
            if explicit == 0 && !is_acceptable(&level, demand) {
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

/// Whether a policy is left that the caller accepts (RFC 9618 §5.5 (g)).
fn is_acceptable(level: &Level, demand: &PolicyDemand) -> bool {
    if demand.acceptable.is_empty() || level.contains_key(&oid::ANY_POLICY) {
        return !level.is_empty();
    }
    level.values().any(|node| !node.roots.is_disjoint(&demand.acceptable))
}

/// RFC 9618 §5.3 (d).
fn next_level(level: &Level, own: &BTreeSet<ObjectIdentifier>, any_counts: bool) -> Level {
    // What is expected, with where it comes from.
    let mut expected: BTreeMap<ObjectIdentifier, BTreeSet<ObjectIdentifier>> = BTreeMap::new();
    for node in level.values() {
        for policy in &node.expected {
            expected.entry(*policy).or_default().extend(&node.roots);
        }
    }
    let has_any = level.contains_key(&oid::ANY_POLICY);
    let mut next = Level::new();
    for policy in own.iter().filter(|policy| **policy != oid::ANY_POLICY) {
        match expected.get(policy) {
            Some(roots) => next.insert(*policy, Node::expecting(*policy, roots.clone())),
            None if has_any => next.insert(*policy, Node::expecting(*policy, BTreeSet::from([*policy]))),
            None => None,
        };
    }
    if own.contains(&oid::ANY_POLICY) && any_counts {
        for (policy, roots) in expected {
            next.entry(policy).or_insert_with(|| Node::expecting(policy, roots));
        }
    }
    next
}

/// RFC 9618 §5.4 (b).
fn apply_mappings(level: &mut Level, pairs: &[(ObjectIdentifier, ObjectIdentifier)], allowed: bool) {
    let mut mapped: BTreeMap<ObjectIdentifier, BTreeSet<ObjectIdentifier>> = BTreeMap::new();
    for (issuer_policy, subject_policy) in pairs {
        mapped.entry(*issuer_policy).or_default().insert(*subject_policy);
    }
    let has_any = level.contains_key(&oid::ANY_POLICY);
    for (policy, expected) in mapped {
        if !allowed {
            level.remove(&policy);
        } else if let Some(node) = level.get_mut(&policy) {
            node.expected = expected;
        } else if has_any {
            level.insert(policy, Node { expected, roots: BTreeSet::from([policy]) });
        }
    }
}

/// The policies that a certificate names; `None` where it has no such extension.
pub(crate) fn named_in(certificate: &Certificate) -> Result<Option<BTreeSet<ObjectIdentifier>>, Fault> {
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

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn policy(number: u32) -> ObjectIdentifier {
        ObjectIdentifier::new(&format!("1.3.6.1.4.1.99999.{number}")).unwrap()
    }

    fn start() -> Level {
        Level::from([(oid::ANY_POLICY, Node::expecting(oid::ANY_POLICY, BTreeSet::new()))])
    }

    fn accepting(numbers: &[u32]) -> PolicyDemand {
        let acceptable = numbers.iter().map(|number| policy(*number)).collect();
        PolicyDemand { acceptable, explicit: true, ..PolicyDemand::default() }
    }

    #[test]
    fn a_mapped_policy_stands_for_that_of_the_anchors_domain() {
        let mut level = next_level(&start(), &BTreeSet::from([policy(1), policy(2)]), true);
        apply_mappings(&mut level, &[(policy(1), policy(7))], true);
        let level = next_level(&level, &BTreeSet::from([policy(7)]), true);
        assert!(level.contains_key(&policy(7)));
        assert!(is_acceptable(&level, &accepting(&[1])));
        assert!(!is_acceptable(&level, &accepting(&[7])) && !is_acceptable(&level, &accepting(&[2])));
        // Where mapping is forbidden, what would be mapped is lost.
        let mut level = next_level(&start(), &BTreeSet::from([policy(1), policy(2)]), true);
        apply_mappings(&mut level, &[(policy(1), policy(7))], false);
        assert_eq!(level.keys().copied().collect::<Vec<_>>(), [policy(2)]);
    }

    #[test]
    fn any_policy_stands_for_all_as_long_as_it_counts() {
        let any = BTreeSet::from([oid::ANY_POLICY]);
        let kept = next_level(&start(), &any, true);
        assert!(is_acceptable(&kept, &accepting(&[5])));
        assert!(next_level(&start(), &any, false).is_empty());
        // Mapped out of anyPolicy, a policy stands for itself alone.
        let mut level = kept;
        apply_mappings(&mut level, &[(policy(1), policy(2))], true);
        let level = next_level(&level, &BTreeSet::from([policy(2)]), true);
        assert!(is_acceptable(&level, &accepting(&[1])) && !is_acceptable(&level, &accepting(&[2])));
    }

    #[test]
    fn work_grows_with_the_policies_and_not_with_their_combinations() {
        let own: BTreeSet<_> = (1..=20).map(policy).collect();
        let pairs: Vec<_> = own.iter().flat_map(|a| own.iter().map(|b| (*a, *b))).collect();
        let mut level = start();
        for _ in 0..18 {
            level = next_level(&level, &own, true);
            apply_mappings(&mut level, &pairs, true);
            assert_eq!(level.len(), 20); // a tree would have 20 to the power of the depth
        }
        assert!(is_acceptable(&level, &accepting(&[13])));
    }
}
