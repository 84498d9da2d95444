//! ASCIIHexDecode, ASCII85Decode and RunLengthDecode (ISO 32000-2 §7.4.2, §7.4.3, §7.4.5).

use super::Output;
use crate::lexer::is_space;
use crate::{Error, Limits};

/// Undoes ASCIIHexDecode.
pub(super) fn hex(data: &[u8], limits: &Limits) -> Result<Vec<u8>, Error> {
    const DAMAGED: Error = Error::Damaged { filter: "ASCIIHexDecode" };
    let mut output = Output::new(data.len(), limits);
    let mut high = None;
    for byte in data.iter().copied().filter(|byte| !is_space(*byte)).take_while(|byte| *byte != b'>') {
        let digit =
            char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok()).ok_or(DAMAGED)?;
        match high.take() {
            Some(first) => output.extend(&[first << 4 | digit])?,
            None => high = Some(digit),
        }
    }
    if let Some(first) = high {
        output.extend(&[first << 4])?;
    }
    Ok(output.bytes)
}

/// Undoes ASCII85Decode.
pub(super) fn base85(data: &[u8], limits: &Limits) -> Result<Vec<u8>, Error> {
    const DAMAGED: Error = Error::Damaged { filter: "ASCII85Decode" };
    let mut output = Output::new(data.len(), limits);
    let mut group: Vec<u8> = Vec::with_capacity(5);
    let flush = |group: &[u8], output: &mut Output<'_>| {
        let value = (0..5).try_fold(0u32, |value, index| {
            // A short last group is filled with `u`.
            let digit = group.get(index).copied().unwrap_or(84);
            value.checked_mul(85).and_then(|value| value.checked_add(u32::from(digit)))
        });
        let bytes = value.ok_or(DAMAGED)?.to_be_bytes();
        output.extend(bytes.get(..group.len().saturating_sub(1)).unwrap_or_default())
    };
    for byte in data.iter().copied().filter(|byte| !is_space(*byte)) {
        match byte {
            b'~' => break,
            b'z' if group.is_empty() => output.extend(&[0; 4])?,
            b'!'..=b'u' => {
                group.push(byte.wrapping_sub(b'!'));
                if group.len() == 5 {
                    flush(&group, &mut output)?;
                    group.clear();
                }
            }
            _ => return Err(DAMAGED),
        }
    }
    match group.len() {
        0 => {}
        1 => return Err(DAMAGED),
        _ => flush(&group, &mut output)?,
    }
    Ok(output.bytes)
}

/// Undoes RunLengthDecode.
pub(super) fn run_length(data: &[u8], limits: &Limits) -> Result<Vec<u8>, Error> {
    const DAMAGED: Error = Error::Damaged { filter: "RunLengthDecode" };
    let mut output = Output::new(data.len(), limits);
    let mut rest = data;
    while let [length, after @ ..] = rest {
        match *length {
            128 => break,
            literal @ 0..=127 => {
                let (run, after) = after.split_at_checked(usize::from(literal) + 1).ok_or(DAMAGED)?;
                output.extend(run)?;
                rest = after;
            }
            repeated => {
                let (byte, after) = after.split_first().ok_or(DAMAGED)?;
                output.repeat(*byte, 257usize.saturating_sub(usize::from(repeated)))?;
                rest = after;
            }
        }
    }
    Ok(output.bytes)
}
