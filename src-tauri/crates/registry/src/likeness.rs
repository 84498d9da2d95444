//! Whether two pictures of signatures are the same hand's stroke scanned twice (RS12 3.2: a signature must not equal another's).
//!
//! A difference hash: 64 bits, each telling whether a cell of a 9 × 8 grid is lighter than its neighbour. Scale and contrast do
//! not matter; a few bits differ between two scans of one paper.

/// Columns and rows of the grid that is compared.
pub const GRID: (usize, usize) = (9, 8);
/// Bits that may differ between two scans of the same signature.
const NEAR: u32 = 6;

/// The hash of a picture, from the lightness (0 to 255) of its grid, row by row; `None` for a grid of another size or of one
/// single colour.
pub fn hash(grid: &[u8]) -> Option<u64> {
    if grid.len() != GRID.0 * GRID.1 || grid.windows(2).all(|pair| pair.first() == pair.last()) {
        return None;
    }
    let rows = grid.chunks_exact(GRID.0);
    let bits = rows.flat_map(|row| row.iter().zip(row.iter().skip(1)).map(|(left, right)| left > right));
    Some(bits.fold(0, |hash, bit| hash << 1 | u64::from(bit)))
}

/// Whether two hashes are of the same picture.
pub fn alike(one: u64, other: u64) -> bool {
    (one ^ other).count_ones() <= NEAR
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_fainter_copy_is_the_same_and_another_hand_is_not() {
        let one: Vec<u8> = (0..72_u32).map(|i| (i * 7919 % 251) as u8).collect();
        let faint: Vec<u8> = one.iter().map(|grey| 100 + grey / 2).collect();
        let other: Vec<u8> = (0..72_u32).map(|i| (i * 104_729 % 241) as u8).collect();
        assert!(alike(hash(&one).unwrap(), hash(&faint).unwrap()));
        assert!(!alike(hash(&one).unwrap(), hash(&other).unwrap()));
        assert!(hash(&[7; 72]).is_none() && hash(&one[1..]).is_none());
    }
}
