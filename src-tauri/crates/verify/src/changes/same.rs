//! Whether two values of two revisions say the same thing.
//!
//! Owns the comparison: numbers by value, arrays by order, references by what they lead to. Follows references
//! within a budget; a budget that runs out means "not the same".

use std::collections::HashSet;

use pdf::{Dictionary, Document, Object, ObjectId};

/// Compares values of `old` with values of `new`.
pub(crate) struct Comparison<'a> {
    old: &'a Document,
    new: &'a Document,
    touched: &'a HashSet<ObjectId>,
    budget: usize,
    /// Objects of the new revision that were followed and found equal.
    pub(crate) followed: Vec<ObjectId>,
}

impl<'a> Comparison<'a> {
    /// A comparison with a fresh budget.
    pub(crate) fn new(old: &'a Document, new: &'a Document, touched: &'a HashSet<ObjectId>) -> Self {
        Self { old, new, touched, budget: 10_000, followed: Vec::new() }
    }

    /// Whether two values are the same; a reference to the same object is the same, whatever stands there (an
    /// object that was rewritten is judged at its own place).
    pub(crate) fn values(&mut self, a: &Object, b: &Object, depth: usize) -> bool {
        if depth > 100 || self.budget == 0 {
            return false;
        }
        self.budget -= 1;
        match (a, b) {
            (Object::Reference(x), Object::Reference(y)) if x == y => true,
            (Object::Reference(_), _) | (_, Object::Reference(_)) => {
                let (Ok(left), Ok(right)) = (self.old.resolve(a), self.new.resolve(b)) else { return false };
                // A stream may be compared with itself only; two streams may be equal and yet be two roles.
                if let Object::Reference(id) = b
                    && self.touched.contains(id)
                {
                    self.followed.push(*id);
                }
                self.values(&left, &right, depth + 1)
            }
            (Object::Array(x), Object::Array(y)) => {
                x.len() == y.len() && x.iter().zip(y).all(|(p, q)| self.values(p, q, depth + 1))
            }
            (Object::Dictionary(x), Object::Dictionary(y)) => self.dictionaries(x, y, depth),
            (Object::Stream(x), Object::Stream(y)) => {
                let bare = |dictionary: &Dictionary| {
                    let mut copy = dictionary.clone();
                    copy.remove(b"Length");
                    copy
                };
                if x.content == y.content {
                    return self.dictionaries(&bare(&x.dict), &bare(&y.dict), depth);
                }
                let decoded = |dictionary: &Dictionary| {
                    let mut copy = bare(dictionary);
                    copy.remove(b"Filter");
                    copy.remove(b"DecodeParms");
                    copy
                };
                match (self.old.stream_data(x), self.new.stream_data(y)) {
                    (Ok(left), Ok(right)) => {
                        left == right && self.dictionaries(&decoded(&x.dict), &decoded(&y.dict), depth)
                    }
                    _ => false,
                }
            }
            _ => scalars(a, b),
        }
    }

    /// Whether two dictionaries have the same keys with the same values; a null value is an absent key.
    pub(crate) fn dictionaries(&mut self, x: &Dictionary, y: &Dictionary, depth: usize) -> bool {
        let keys = |d: &Dictionary| d.iter().filter(|(_, v)| !v.is_null()).count();
        keys(x) == keys(y)
            && x.iter()
                .filter(|(_, v)| !v.is_null())
                .all(|(key, left)| y.get(key).is_ok_and(|right| self.values(left, right, depth + 1)))
    }
}

/// Whether two values without parts are the same.
pub(crate) fn scalars(a: &Object, b: &Object) -> bool {
    match (a, b) {
        (Object::Null, Object::Null) => true,
        (Object::Boolean(x), Object::Boolean(y)) => x == y,
        (Object::Integer(x), Object::Integer(y)) => x == y,
        (Object::Real(x), Object::Real(y)) => x.to_bits() == y.to_bits() || x == y,
        (Object::Integer(x), Object::Real(y)) | (Object::Real(y), Object::Integer(x)) => {
            // Exact only while both can hold the number.
            x.unsigned_abs() <= 1 << 24 && *x as f32 == *y
        }
        (Object::Name(x), Object::Name(y)) => x == y,
        (Object::String(x, _), Object::String(y, _)) => x == y,
        _ => false,
    }
}

/// A key whose values differ between two dictionaries.
pub(crate) struct Difference {
    /// The key without its slash.
    pub(crate) key: Vec<u8>,
    /// The older value; null where absent.
    pub(crate) old: Object,
    /// The newer value; null where absent.
    pub(crate) new: Object,
}

/// The keys of two dictionaries that differ, in the order of their names.
pub(crate) fn differences(
    comparison: &mut Comparison<'_>,
    old: &Dictionary,
    new: &Dictionary,
) -> Vec<Difference> {
    let mut keys: Vec<&Vec<u8>> = old.iter().chain(new.iter()).map(|(key, _)| key).collect();
    keys.sort_unstable();
    keys.dedup();
    let null = Object::Null;
    keys.into_iter()
        .filter_map(|key| {
            let (left, right) = (old.get(key).unwrap_or(&null), new.get(key).unwrap_or(&null));
            if comparison.values(left, right, 0) {
                return None;
            }
            Some(Difference { key: key.clone(), old: left.clone(), new: right.clone() })
        })
        .collect()
}
