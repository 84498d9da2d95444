//! The Merkle tree of RFC 9162 §2.1 over the rows' leaf hashes: append in O(log n), the root, and
//! inclusion proofs. Knows nothing of where the nodes are kept.
//!
//! A complete node of level `l` and index `i` covers the leaves `i·2^l .. (i+1)·2^l`. It comes into
//! being with the last of them, so each row stores the nodes that it completes, and nothing in the
//! tree is ever rewritten.

use crate::value::Digest;

/// `HASH(0x00 ‖ data)`: the hash of a leaf.
pub fn leaf(pieces: &[&[u8]]) -> Digest {
    let mut all: Vec<&[u8]> = Vec::with_capacity(pieces.len() + 1);
    all.push(&[0]);
    all.extend(pieces);
    Digest::of(&all)
}

/// `HASH(0x01 ‖ left ‖ right)`: the hash of an inner node.
pub fn node(left: &Digest, right: &Digest) -> Digest {
    let mut data = [1; 65];
    data[1..33].copy_from_slice(&left.0);
    data[33..].copy_from_slice(&right.0);
    Digest::of(&[&data])
}

/// The roots of the complete subtrees that make up a tree, largest first: one for each bit set in its size.
#[derive(Clone, Debug, Default)]
pub struct Frontier {
    size: u64,
    peaks: Vec<Digest>,
}

impl Frontier {
    /// The frontier of a tree of `size` leaves; `complete(level, index)` gives a complete node
    /// (level 0: a leaf). Asks for at most 64 of them.
    pub fn load<E>(size: u64, mut complete: impl FnMut(u32, u64) -> Result<Digest, E>) -> Result<Self, E> {
        let mut peaks = Vec::new();
        let mut covered: u64 = 0;
        for level in (0..64).rev().filter(|level| size >> level & 1 == 1) {
            peaks.push(complete(level, covered >> level)?);
            covered += 1 << level;
        }
        Ok(Self { size, peaks })
    }

    /// Adds a leaf; returns the inner nodes that it completes, from level 1 upwards.
    pub fn push(&mut self, leaf: Digest) -> Vec<Digest> {
        let mut completed = Vec::new();
        let mut last = leaf;
        for _ in 0..self.size.trailing_ones() {
            if let Some(left) = self.peaks.pop() {
                last = node(&left, &last);
                completed.push(last);
            }
        }
        self.peaks.push(last);
        self.size += 1;
        completed
    }

    /// The tree hash; of an empty tree the hash of nothing.
    pub fn root(&self) -> Digest {
        let mut peaks = self.peaks.iter().rev();
        match peaks.next() {
            None => Digest::of(&[]),
            Some(last) => peaks.fold(*last, |right, left| node(left, &right)),
        }
    }
}

/// The inclusion proof for the leaf at `index` (from 0) in the tree of `size` leaves (RFC 9162 §2.1.3.1).
pub fn inclusion<E>(
    index: u64,
    size: u64,
    complete: &mut impl FnMut(u32, u64) -> Result<Digest, E>,
) -> Result<Vec<Digest>, E> {
    let (mut low, mut high) = (0, size);
    let mut path = Vec::new();
    while high.saturating_sub(low) > 1 {
        let middle = low + split(high - low);
        if index < middle {
            path.push(range(middle, high, complete)?);
            high = middle;
        } else {
            path.push(range(low, middle, complete)?);
            low = middle;
        }
    }
    path.reverse(); // the proof starts beside the leaf
    Ok(path)
}

/// Whether `path` proves that the leaf `hash` stands at `index` in the tree `root` of `size` leaves (RFC 9162 §2.1.3.2).
pub fn proves(hash: &Digest, index: u64, size: u64, path: &[Digest], root: &Digest) -> bool {
    if index >= size {
        return false;
    }
    let (mut at, mut last) = (index, size - 1);
    let mut result = *hash;
    for sibling in path {
        if last == 0 {
            return false;
        }
        if at & 1 == 1 || at == last {
            result = node(sibling, &result);
            while at & 1 == 0 && at != 0 {
                at >>= 1;
                last >>= 1;
            }
        } else {
            result = node(&result, sibling);
        }
        at >>= 1;
        last >>= 1;
    }
    last == 0 && result == *root
}

/// The largest power of two below `count` (which is 2 or more).
fn split(count: u64) -> u64 {
    1 << (63 - (count - 1).leading_zeros())
}

/// The hash of the leaves `low..high`, where `low` is a multiple of a power of two not below `high - low`.
fn range<E>(
    low: u64,
    high: u64,
    complete: &mut impl FnMut(u32, u64) -> Result<Digest, E>,
) -> Result<Digest, E> {
    let count = high - low;
    if count.is_power_of_two() {
        let level = count.trailing_zeros();
        return complete(level, low >> level);
    }
    let middle = low + split(count);
    let left = range(low, middle, complete)?;
    let right = range(middle, high, complete)?;
    Ok(node(&left, &right))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;
    use std::collections::HashMap;
    use std::convert::Infallible;

    /// The definition of RFC 9162 §2.1.1, word for word.
    fn by_definition(leaves: &[Digest]) -> Digest {
        match leaves {
            [] => Digest::of(&[]),
            [one] => *one,
            many => {
                let (left, right) = many.split_at(split(many.len() as u64) as usize);
                node(&by_definition(left), &by_definition(right))
            }
        }
    }

    fn leaves(count: u64) -> Vec<Digest> {
        (0..count).map(|n| leaf(&[&n.to_be_bytes()])).collect()
    }

    #[test]
    fn the_root_is_that_of_the_definition_at_every_size() {
        let leaves = leaves(200);
        let mut frontier = Frontier::default();
        assert_eq!(frontier.root(), by_definition(&[]));
        for (n, leaf) in leaves.iter().enumerate() {
            frontier.push(*leaf);
            assert_eq!(frontier.root(), by_definition(&leaves[..=n]));
        }
    }

    #[test]
    fn every_leaf_is_proved_and_nothing_else_is() {
        let leaves = leaves(67);
        let mut nodes = HashMap::new();
        let mut frontier = Frontier::default();
        for (n, leaf) in leaves.iter().enumerate() {
            let n = n as u64;
            nodes.insert((0, n), *leaf);
            for (level, node) in (1..).zip(frontier.push(*leaf)) {
                nodes.insert((level, n >> level), node);
            }
            let size = n + 1;
            let mut complete = |level, index| Ok::<_, Infallible>(nodes[&(level, index)]);
            let again = Frontier::load(size, &mut complete).unwrap();
            assert_eq!(again.root(), frontier.root());
            for index in 0..size {
                let path = inclusion(index, size, &mut complete).unwrap();
                let leaf = &leaves[index as usize];
                assert!(proves(leaf, index, size, &path, &frontier.root()));
                assert!(!proves(leaf, index + 1, size, &path, &frontier.root()) || size == 1 && index > 0);
                assert!(!proves(&Digest::NONE, index, size, &path, &frontier.root()));
                let longer = [path, vec![Digest::NONE]].concat();
                assert!(!proves(leaf, index, size, &longer, &frontier.root()));
            }
        }
    }
}
