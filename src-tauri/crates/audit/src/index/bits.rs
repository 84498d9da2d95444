//! Which rows of a block are meant: one bit for each.

use super::ROWS;

const WORDS: usize = ROWS / 64;

/// A set of rows of one block, by their place in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Bits([u64; WORDS]);

impl Bits {
    pub(super) fn none() -> Self {
        Self([0; WORDS])
    }

    pub(super) fn all() -> Self {
        Self([u64::MAX; WORDS])
    }

    /// Adds a row; one that no block has is passed over.
    pub(super) fn set(&mut self, row: usize) {
        if let Some(word) = self.0.get_mut(row / 64) {
            *word |= 1 << (row % 64);
        }
    }

    pub(super) fn has(&self, row: usize) -> bool {
        self.0.get(row / 64).is_some_and(|word| word >> (row % 64) & 1 == 1)
    }

    pub(super) fn keep(&mut self, other: &Self) {
        self.0.iter_mut().zip(other.0).for_each(|(mine, theirs)| *mine &= theirs);
    }

    pub(super) fn count(&self) -> u64 {
        self.0.iter().map(|word| u64::from(word.count_ones())).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_holds_what_was_put_into_it() {
        let mut odd = Bits::none();
        (1..ROWS).step_by(2).for_each(|row| odd.set(row));
        odd.set(ROWS); // no block has it
        assert_eq!(odd.count(), ROWS as u64 / 2);
        assert!(odd.has(63) && !odd.has(64) && odd.has(1023) && !odd.has(1024));
        let mut both = Bits::all();
        both.keep(&odd);
        assert_eq!(both, odd);
    }
}
