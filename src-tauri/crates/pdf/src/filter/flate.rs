//! FlateDecode (ISO 32000-2 §7.4.4): zlib data, inflated in steps so that a bomb is stopped as it grows.

use flate2::{Decompress, FlushDecompress, Status};

use super::Output;
use crate::{Error, Limits};

const DAMAGED: Error = Error::Damaged { filter: "FlateDecode" };

/// Inflates `data`. The zlib checksum is not compared: readers ignore it, and producers get it wrong.
pub(super) fn decode(data: &[u8], limits: &Limits) -> Result<Vec<u8>, Error> {
    // RFC 1950 header: method 8, a multiple of 31, no preset dictionary. Leading line ends are not ours to guess away.
    let body = match data {
        [] => return Ok(Vec::new()),
        [method, flags, body @ ..]
            if method & 15 == 8
                && flags & 32 == 0
                && (u16::from(*method) << 8 | u16::from(*flags)) % 31 == 0 =>
        {
            body
        }
        _ => return Err(DAMAGED),
    };
    let mut inflater = Decompress::new(false);
    let mut output = Output::new(data.len(), limits);
    let mut block = vec![0u8; 32 << 10];
    loop {
        let consumed = inflater.total_in();
        let produced = inflater.total_out();
        let rest = usize::try_from(consumed).ok().and_then(|at| body.get(at..)).unwrap_or_default();
        let status = inflater.decompress(rest, &mut block, FlushDecompress::None).map_err(|_| DAMAGED)?;
        let fresh = usize::try_from(inflater.total_out().saturating_sub(produced)).unwrap_or(0);
        output.extend(block.get(..fresh).unwrap_or_default())?;
        if status == Status::StreamEnd {
            return Ok(output.bytes);
        }
        if fresh == 0 && inflater.total_in() == consumed {
            return Err(DAMAGED);
        }
    }
}
