//! The predictors of Flate and LZW (ISO 32000-2 §7.4.4.4): TIFF's horizontal differencing and the five of PNG.

use crate::{Dictionary, Error, Limits};

const DAMAGED: Error = Error::Damaged { filter: "Predictor" };

/// Undoes the predictor that `parameters` name, if any.
pub(super) fn undo(
    data: Vec<u8>,
    parameters: Option<&Dictionary>,
    limits: &Limits,
) -> Result<Vec<u8>, Error> {
    let number = |key: &[u8], absent: u64| match parameters.and_then(|p| p.get(key).ok()) {
        None => Ok(absent),
        Some(value) => value.as_i64().ok().and_then(|value| u64::try_from(value).ok()).ok_or(DAMAGED),
    };
    let predictor = number(b"Predictor", 1)?;
    if predictor == 1 {
        return Ok(data);
    }
    let (colors, bits) = (number(b"Colors", 1)?, number(b"BitsPerComponent", 8)?);
    let columns = number(b"Columns", 1)?;
    if !(1..=64).contains(&colors) || !matches!(bits, 1 | 2 | 4 | 8 | 16) || columns == 0 {
        return Err(DAMAGED);
    }
    let row = columns.checked_mul(colors * bits).ok_or(DAMAGED)?.div_ceil(8);
    if row > limits.decoded_stream {
        return Err(DAMAGED);
    }
    let row = usize::try_from(row).map_err(|_| DAMAGED)?;
    let pixel = usize::try_from((colors * bits).div_ceil(8)).map_err(|_| DAMAGED)?;
    match predictor {
        2 => Ok(tiff(data, row, usize::try_from(colors).map_err(|_| DAMAGED)?, bits)),
        10..=15 => png(&data, row, pixel),
        _ => Err(DAMAGED),
    }
}

fn png(data: &[u8], row: usize, pixel: usize) -> Result<Vec<u8>, Error> {
    let mut output = Vec::with_capacity(data.len());
    for coded in data.chunks(row.saturating_add(1)) {
        // A last row that is cut short is decoded as far as it goes.
        let [tag, coded @ ..] = coded else { break };
        let start = output.len();
        output.extend_from_slice(coded);
        let (before, current) = output.split_at_mut(start);
        // Nothing is above the first row, which counts as zeros.
        let above = before.get(start.saturating_sub(row)..).unwrap_or_default();
        match tag {
            0 => {}
            // Most rows of cross-reference streams, by the hundred thousand.
            2 => current.iter_mut().zip(above).for_each(|(byte, up)| *byte = byte.wrapping_add(*up)),
            1 | 3 | 4 => {
                for index in 0..current.len() {
                    let earlier = |bytes: &[u8]| {
                        index.checked_sub(pixel).and_then(|at| bytes.get(at)).copied().unwrap_or(0)
                    };
                    let (left, corner) = (earlier(current), earlier(above));
                    let up = above.get(index).copied().unwrap_or(0);
                    let predicted = match tag {
                        1 => left,
                        3 => u8::try_from((u16::from(left) + u16::from(up)) / 2).unwrap_or(0),
                        _ => paeth(left, up, corner),
                    };
                    if let Some(byte) = current.get_mut(index) {
                        *byte = byte.wrapping_add(predicted);
                    }
                }
            }
            _ => return Err(DAMAGED),
        }
    }
    Ok(output)
}

fn paeth(left: u8, up: u8, corner: u8) -> u8 {
    let estimate = i16::from(left) + i16::from(up) - i16::from(corner);
    let distance = |value: u8| (estimate - i16::from(value)).abs();
    if distance(left) <= distance(up) && distance(left) <= distance(corner) {
        left
    } else if distance(up) <= distance(corner) {
        up
    } else {
        corner
    }
}

fn tiff(mut data: Vec<u8>, row: usize, colors: usize, bits: u64) -> Vec<u8> {
    for line in data.chunks_mut(row.max(1)) {
        match bits {
            8 => {
                for index in colors..line.len() {
                    let left = line.get(index.wrapping_sub(colors)).copied().unwrap_or(0);
                    if let Some(byte) = line.get_mut(index) {
                        *byte = byte.wrapping_add(left);
                    }
                }
            }
            16 => {
                let (samples, _) = line.as_chunks_mut::<2>();
                let mut before = vec![0u16; colors];
                for (index, sample) in samples.iter_mut().enumerate() {
                    if let Some(left) = before.get_mut(index % colors) {
                        *left = left.wrapping_add(u16::from_be_bytes(*sample));
                        *sample = left.to_be_bytes();
                    }
                }
            }
            _ => packed(line, colors, bits),
        }
    }
    data
}

/// Samples of 1, 2 or 4 bits.
fn packed(line: &mut [u8], colors: usize, bits: u64) {
    let mask = (1u8 << bits).wrapping_sub(1);
    let mut before = vec![0u8; colors];
    let mut index = 0usize;
    for byte in line {
        let mut decoded = 0u8;
        let mut shift = 8u64;
        while let Some(lower) = shift.checked_sub(bits) {
            shift = lower;
            if let Some(left) = before.get_mut(index % colors) {
                *left = left.wrapping_add(*byte >> shift) & mask;
                decoded |= *left << shift;
            }
            index = index.wrapping_add(1);
        }
        *byte = decoded;
    }
}
