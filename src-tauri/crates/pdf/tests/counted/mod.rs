//! A document's bytes that count what is asked of them, for the tests of this crate and of those above it.

use std::io;
use std::sync::atomic::{AtomicU64, Ordering};

use pdf::Source;

/// Counts the readings and the bytes that they were of.
pub struct Counted {
    bytes: Vec<u8>,
    readings: AtomicU64,
    read: AtomicU64,
}

#[allow(dead_code)] // each test counts one of the two
impl Counted {
    pub fn new(bytes: Vec<u8>) -> Self {
        Self { bytes, readings: AtomicU64::new(0), read: AtomicU64::new(0) }
    }

    /// How often bytes were asked for.
    pub fn readings(&self) -> u64 {
        self.readings.load(Ordering::Relaxed)
    }

    /// How many bytes were read.
    pub fn bytes_read(&self) -> u64 {
        self.read.load(Ordering::Relaxed)
    }
}

impl Source for Counted {
    fn len(&self) -> u64 {
        self.bytes.len() as u64
    }

    fn read_at(&self, offset: u64, buf: &mut [u8]) -> io::Result<()> {
        self.readings.fetch_add(1, Ordering::Relaxed);
        self.read.fetch_add(buf.len() as u64, Ordering::Relaxed);
        self.bytes.read_at(offset, buf)
    }
}
