//! How much one page may cost.

use std::time::Duration;

/// Bounds on the drawing of one page; what exceeds them fails with a typed error, never with a hang.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Objects that one page may use.
    pub objects: usize,
    /// Bytes of these objects as they are stored.
    pub bytes: u64,
    /// Bytes of one stream after its filters are undone.
    pub decoded: u64,
    /// Pixels of one drawing; a larger one is drawn at a smaller scale instead.
    pub pixels: u64,
    /// Time for one drawing or for reading one page's text.
    pub time: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            objects: 100_000,
            bytes: 256 << 20,
            decoded: 512 << 20, // a 600 dpi colour scan of an A3 page is 200 MiB
            pixels: 24_000_000,
            time: Duration::from_secs(30),
        }
    }
}
