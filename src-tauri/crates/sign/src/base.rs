//! The digest of the document before the signature, taken in one pass and used thrice.
//!
//! The bytes before the update are all of the first part of the byte range but a little, all of the file as it was, and
//! most of the file as it will be. Hash states are forked, so that a 500 MB file is read once.

use std::io;

use pdf::Source;
use pki::{DigestAlgorithm, Hasher};
use sha2::{Digest as _, Sha256};

use crate::Error;

/// How much is read at once.
const CHUNK: usize = 1 << 20;

/// Hash states after the last byte of the document before the signature.
#[derive(Clone)]
pub struct BaseDigest {
    length: u64,
    file: Sha256,
    /// The algorithms asked for; SHA-256 is the file's own.
    further: Vec<(DigestAlgorithm, Hasher)>,
}

impl BaseDigest {
    /// Reads a document from end to end; `algorithm` is the signer's digest.
    pub fn read(source: &dyn Source, algorithm: DigestAlgorithm) -> io::Result<Self> {
        Self::read_for(source, &[algorithm])
    }

    /// Reads a document from end to end for several algorithms: the signer's and the timestamp authority's.
    pub fn read_for(source: &dyn Source, algorithms: &[DigestAlgorithm]) -> io::Result<Self> {
        let length = source.len();
        let mut digest = Self { length: 0, file: Sha256::new(), further: Vec::new() };
        for algorithm in algorithms.iter().filter(|algorithm| **algorithm != DigestAlgorithm::Sha256) {
            if digest.further.iter().all(|(known, _)| known != algorithm) {
                digest.further.push((*algorithm, algorithm.hasher()));
            }
        }
        let mut chunk = vec![0; usize::try_from(length).unwrap_or(CHUNK).min(CHUNK)];
        while digest.length < length {
            let wanted = usize::try_from(length - digest.length).unwrap_or(CHUNK).min(CHUNK);
            let Some(part) = chunk.get_mut(..wanted) else { break };
            source.read_at(digest.length, part)?;
            digest.take_in(part);
        }
        Ok(digest)
    }

    /// The digest of the document with `increment` behind it, for the next increment.
    pub fn followed_by(&self, increment: &[u8]) -> Self {
        let mut digest = self.clone();
        digest.take_in(increment);
        digest
    }

    /// SHA-256 of the document before the signature.
    pub fn sha256(&self) -> [u8; 32] {
        self.file.clone().finalize().into()
    }

    /// The document's length in bytes.
    pub fn length(&self) -> u64 {
        self.length
    }

    fn take_in(&mut self, bytes: &[u8]) {
        self.file.update(bytes);
        for (_, state) in &mut self.further {
            state.update(bytes);
        }
        self.length = self.length.saturating_add(bytes.len() as u64);
    }

    /// SHA-256 of the document with `increment` behind it.
    pub(crate) fn sha256_with(&self, increment: &[u8]) -> [u8; 32] {
        self.file.clone().chain_update(increment).finalize().into()
    }

    /// The digest of the document followed by these pieces; the algorithm must have been asked for.
    pub(crate) fn digest_with(
        &self,
        algorithm: DigestAlgorithm,
        pieces: [&[u8]; 2],
    ) -> Result<Vec<u8>, Error> {
        let state = match self.further.iter().find(|(known, _)| *known == algorithm) {
            Some((_, state)) => Some(state.clone()),
            None if algorithm == DigestAlgorithm::Sha256 => Some(Hasher::Sha256(self.file.clone())),
            None => None,
        };
        let mut state = state.ok_or(Error::NotDigested { algorithm })?;
        for piece in pieces {
            state.update(piece);
        }
        Ok(state.finish())
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn one_pass_gives_all_three_digests() {
        let bytes: Vec<u8> = (0..3_000_000u32).map(|n| (n % 251) as u8).collect();
        let whole = [bytes.as_slice(), b"tail"].concat();
        for algorithm in [DigestAlgorithm::Sha256, DigestAlgorithm::Sha512] {
            let digest = BaseDigest::read(&bytes, algorithm).unwrap();
            assert_eq!(digest.sha256().to_vec(), DigestAlgorithm::Sha256.digest(&bytes));
            assert_eq!(digest.sha256_with(b"tail").to_vec(), DigestAlgorithm::Sha256.digest(&whole));
            assert_eq!(digest.digest_with(algorithm, [b"ta", b"il"]).unwrap(), algorithm.digest(&whole));
            let next = digest.followed_by(b"tail");
            assert_eq!(next.length(), whole.len() as u64);
            assert_eq!(next.digest_with(algorithm, [b"", b""]).unwrap(), algorithm.digest(&whole));
        }
    }
}
