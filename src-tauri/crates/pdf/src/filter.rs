//! Undoing stream filters (ISO 32000-2 §7.4) under limits: Flate, LZW, ASCII85, ASCIIHex, RunLength and their predictors.
//! Image codecs are refused by name. Nothing is guessed: data that breaks its filter's rules is an error.

mod ascii;
mod flate;
mod lzw;
mod predictor;

use crate::{Dictionary, Error, Limit, Limits, Object};

/// Collects decoded bytes and stops at the limits.
pub(crate) struct Output<'a> {
    bytes: Vec<u8>,
    encoded: u64,
    limits: &'a Limits,
}

impl<'a> Output<'a> {
    fn new(encoded: usize, limits: &'a Limits) -> Self {
        Self { bytes: Vec::new(), encoded: encoded as u64, limits }
    }

    fn extend(&mut self, bytes: &[u8]) -> Result<(), Error> {
        self.bytes.extend_from_slice(bytes);
        self.check()
    }

    fn repeat(&mut self, byte: u8, count: usize) -> Result<(), Error> {
        self.bytes.resize(self.bytes.len().saturating_add(count), byte);
        self.check()
    }

    fn check(&self) -> Result<(), Error> {
        let decoded = self.bytes.len() as u64;
        if decoded > self.limits.decoded_stream {
            return Err(Error::Limit { limit: Limit::DecodedStream });
        }
        if decoded > self.limits.ratio_free && decoded / self.encoded.max(1) > self.limits.ratio {
            return Err(Error::Limit { limit: Limit::Ratio });
        }
        Ok(())
    }
}

/// Undoes all filters that the stream dictionary names; references in it must have been resolved before.
pub(crate) fn decode(dictionary: &Dictionary, data: &[u8], limits: &Limits) -> Result<Vec<u8>, Error> {
    let filters = filters(dictionary)?;
    if filters.len() > limits.filters {
        return Err(Error::Limit { limit: Limit::Filters });
    }
    let mut decoded: Option<Vec<u8>> = None;
    for (name, parameters) in filters {
        decoded = Some(undo(name, parameters, decoded.as_deref().unwrap_or(data), limits)?);
    }
    Ok(decoded.unwrap_or_else(|| data.to_vec()))
}

fn undo(
    name: &[u8],
    parameters: Option<&Dictionary>,
    data: &[u8],
    limits: &Limits,
) -> Result<Vec<u8>, Error> {
    match name {
        b"FlateDecode" | b"Fl" => predictor::undo(flate::decode(data, limits)?, parameters, limits),
        b"LZWDecode" | b"LZW" => {
            let early = parameters.and_then(|p| p.get(b"EarlyChange").ok()).and_then(|v| v.as_i64().ok());
            predictor::undo(lzw::decode(data, early != Some(0), limits)?, parameters, limits)
        }
        b"ASCII85Decode" | b"A85" => ascii::base85(data, limits),
        b"ASCIIHexDecode" | b"AHx" => ascii::hex(data, limits),
        b"RunLengthDecode" | b"RL" => ascii::run_length(data, limits),
        // Decryption has been done where the object was read (§7.4.10).
        b"Crypt" => Ok(data.to_vec()),
        _ => Err(Error::UnsupportedFilter { name: name.to_vec() }),
    }
}

/// A filter's name and its parameters.
type Step<'a> = (&'a [u8], Option<&'a Dictionary>);

fn filters(dictionary: &Dictionary) -> Result<Vec<Step<'_>>, Error> {
    let either = |long: &[u8], short: &[u8]| dictionary.get(long).or_else(|_| dictionary.get(short)).ok();
    let names = match either(b"Filter", b"F") {
        // `/F` of a stream is also a file specification (§7.3.8.2), which is no filter.
        None | Some(Object::Null | Object::String(..) | Object::Dictionary(_)) => return Ok(Vec::new()),
        Some(Object::Name(name)) => vec![name.as_slice()],
        Some(Object::Array(names)) => names
            .iter()
            .map(|name| name.as_name().map_err(|_| Error::Damaged { filter: "Filter" }))
            .collect::<Result<_, _>>()?,
        Some(_) => return Err(Error::Damaged { filter: "Filter" }),
    };
    let parameters = either(b"DecodeParms", b"DP");
    let of = |index: usize| match parameters {
        Some(Object::Dictionary(single)) if index == 0 => Some(single),
        Some(Object::Array(all)) => all.get(index).and_then(|one| one.as_dict().ok()),
        _ => None,
    };
    Ok(names.into_iter().enumerate().map(|(index, name)| (name, of(index))).collect())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
