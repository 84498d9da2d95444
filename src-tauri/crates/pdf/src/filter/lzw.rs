//! LZWDecode (ISO 32000-2 §7.4.4): codes of 9 to 12 bits, most significant bit first.

use super::Output;
use crate::{Error, Limits};

const DAMAGED: Error = Error::Damaged { filter: "LZWDecode" };
const CLEAR: u16 = 256;
const END: u16 = 257;
const FIRST: u16 = 258;
const TABLE: usize = 4096;

/// Decodes `data`; `early` is `/EarlyChange 1`, the default: code length grows one code early.
pub(super) fn decode(data: &[u8], early: bool, limits: &Limits) -> Result<Vec<u8>, Error> {
    let mut output = Output::new(data.len(), limits);
    let mut bits = Bits { data, at: 0 };
    // Each sequence is the place of its bytes in the output.
    let mut table: Vec<(usize, usize)> = Vec::with_capacity(TABLE);
    let mut previous: Option<(usize, usize)> = None;
    loop {
        let next = usize::from(FIRST).saturating_add(table.len());
        let width = match next.saturating_add(usize::from(early)) {
            0..=511 => 9,
            512..=1023 => 10,
            1024..=2047 => 11,
            _ => 12,
        };
        // Data that ends without the end code is complete all the same: producers leave it out.
        let Some(code) = bits.take(width) else { return Ok(output.bytes) };
        match code {
            END => return Ok(output.bytes),
            CLEAR => {
                table.clear();
                previous = None;
                continue;
            }
            _ => {}
        }
        let start = output.bytes.len();
        if let Some((from, length)) = previous {
            // The sequence before plus the first byte of this one; they stand side by side in the output.
            if usize::from(FIRST).saturating_add(table.len()) < TABLE {
                table.push((from, length.saturating_add(1)));
            }
        }
        if code < CLEAR {
            output.extend(&[(code & 0xff) as u8])?;
        } else {
            let index = usize::from(code.saturating_sub(FIRST));
            let (from, length) = *table.get(index).ok_or(DAMAGED)?;
            // The newest sequence may reach one byte into what is being written.
            for at in from..from.saturating_add(length) {
                let byte = *output.bytes.get(at).ok_or(DAMAGED)?;
                output.bytes.push(byte);
            }
            output.check()?;
        }
        previous = Some((start, output.bytes.len().saturating_sub(start)));
    }
}

struct Bits<'a> {
    data: &'a [u8],
    /// In bits.
    at: usize,
}

impl Bits<'_> {
    fn take(&mut self, width: usize) -> Option<u16> {
        let byte = self.at / 8;
        if self.at.checked_add(width)? > self.data.len().checked_mul(8)? {
            return None;
        }
        let window = (0..3).fold(0u32, |value, index| {
            value << 8 | u32::from(self.data.get(byte.saturating_add(index)).copied().unwrap_or(0))
        });
        let shift = 24usize.checked_sub(self.at % 8)?.checked_sub(width)?;
        self.at = self.at.saturating_add(width);
        u16::try_from(window >> shift & ((1 << width) - 1)).ok()
    }
}
