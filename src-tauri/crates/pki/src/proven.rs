//! Signatures that verified in this process, so that the certificate above a thousand reports is checked once.
//!
//! Keeps successes only, under everything that goes into the check: kind and numbers of the key, algorithm, digest,
//! value. A failure is computed anew each time, and so cannot push out what is worth keeping.

use std::collections::{HashSet, VecDeque};
use std::sync::{LazyLock, Mutex, PoisonError};

use sha2::{Digest, Sha256};

use crate::algorithm::SignatureAlgorithm;
use crate::error::SignatureError;
use crate::key::{KeyKind, PublicKey};

/// How many are kept; the oldest makes room.
const MOST: usize = 1024;

static PROVEN: LazyLock<Mutex<Proven>> = LazyLock::new(Mutex::default);

type Case = (KeyKind, SignatureAlgorithm, [u8; 32]);

#[derive(Default)]
struct Proven {
    known: HashSet<Case>,
    order: VecDeque<Case>,
}

/// The outcome of `check`, which is left out where the same signature verified before.
pub(crate) fn or_check(
    key: &PublicKey,
    algorithm: SignatureAlgorithm,
    digest: &[u8],
    signature: &[u8],
    check: impl FnOnce() -> Result<(), SignatureError>,
) -> Result<(), SignatureError> {
    let mut hash = Sha256::new();
    for part in [key.octets(), key.exponent(), digest, signature] {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    let case: Case = (key.kind(), algorithm, hash.finalize().into());
    // A poisoned lock only means that another thread stopped between two entries; what is known is true.
    let proven = || PROVEN.lock().unwrap_or_else(PoisonError::into_inner);
    if proven().known.contains(&case) {
        return Ok(());
    }
    check()?;
    let mut proven = proven();
    if proven.known.insert(case) {
        proven.order.push_back(case);
    }
    if proven.order.len() > MOST
        && let Some(oldest) = proven.order.pop_front()
    {
        proven.known.remove(&oldest);
    }
    Ok(())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::digest::DigestAlgorithm;
    use p256::pkcs8::EncodePublicKey as _;

    #[test]
    fn a_success_is_known_for_the_same_parts_alone_and_a_failure_never() {
        let secret = p256::SecretKey::from_slice(&[7; 32]).unwrap();
        let spki = secret.public_key().to_public_key_der().unwrap();
        let key = PublicKey::from_spki_der(spki.as_bytes()).unwrap();
        let algorithm = SignatureAlgorithm::Ecdsa(DigestAlgorithm::Sha256);
        let ask = |digest: &[u8], answer| {
            let mut asked = false;
            let outcome = or_check(&key, algorithm, digest, b"value", || {
                asked = true;
                answer
            });
            (asked, outcome.is_ok())
        };
        assert_eq!(ask(b"one digest", Err(SignatureError::Mismatch)), (true, false));
        assert_eq!(ask(b"one digest", Ok(())), (true, true));
        assert_eq!(ask(b"one digest", Err(SignatureError::Mismatch)), (false, true));
        assert_eq!(ask(b"two digest", Err(SignatureError::Mismatch)), (true, false));
    }
}
