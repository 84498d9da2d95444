//! The digest of the document before the signature, taken in one pass and used thrice.
//!
//! The bytes before the update are all of the first part of the byte range but a little, all of the file as it was, and
//! most of the file as it will be. Hash states are forked, so that a 500 MB file is read once.

use std::io;

use pdf::Source;
use pki::{DigestAlgorithm, Hasher};
use sha2::{Digest as _, Sha256};

/// How much is read at once.
const CHUNK: usize = 1 << 20;

/// Hash states after the last byte of the document before the signature.
#[derive(Clone)]
pub struct BaseDigest {
    length: u64,
    file: Sha256,
    signed: Hasher,
}

impl BaseDigest {
    /// Reads a document from end to end; `algorithm` is the signer's digest.
    pub fn read(source: &dyn Source, algorithm: DigestAlgorithm) -> io::Result<Self> {
        let length = source.len();
        let mut digest = Self { length, file: Sha256::new(), signed: algorithm.hasher() };
        let mut chunk = vec![0; CHUNK];
        let mut at = 0;
        while at < length {
            let wanted = usize::try_from(length - at).unwrap_or(CHUNK).min(CHUNK);
            let Some(part) = chunk.get_mut(..wanted) else { break };
            source.read_at(at, part)?;
            digest.file.update(&*part);
            if algorithm != DigestAlgorithm::Sha256 {
                digest.signed.update(part);
            }
            at += wanted as u64;
        }
        if algorithm == DigestAlgorithm::Sha256 {
            digest.signed = Hasher::Sha256(digest.file.clone());
        }
        Ok(digest)
    }

    /// SHA-256 of the document before the signature.
    pub fn sha256(&self) -> [u8; 32] {
        self.file.clone().finalize().into()
    }

    /// The document's length in bytes.
    pub fn length(&self) -> u64 {
        self.length
    }

    /// SHA-256 of the document with `increment` behind it.
    pub(crate) fn sha256_with(&self, increment: &[u8]) -> [u8; 32] {
        self.file.clone().chain_update(increment).finalize().into()
    }

    /// The signer's digest of the document followed by these pieces.
    pub(crate) fn signed_with(&self, pieces: [&[u8]; 2]) -> Vec<u8> {
        let mut state = self.signed.clone();
        for piece in pieces {
            state.update(piece);
        }
        state.finish()
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
            assert_eq!(digest.signed_with([b"ta", b"il"]), algorithm.digest(&whole));
        }
    }
}
