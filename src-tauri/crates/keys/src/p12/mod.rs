//! PKCS#12 files (RFC 7292): opened for import or for one signature, and written for export.
//!
//! Reads what is about: RC2 and triple DES of old files, PBES2 with any AES, MACs with SHA-1 to SHA-512, BER as well as
//! DER, the empty password and none. Refuses files without a MAC, because then nothing shows that they are whole and a
//! wrong password looks like damage. Bounded: size, bags, and the derivation work of the whole file together.

mod read;
mod schemes;
mod write;

#[cfg(test)]
mod tests;

use std::fmt;

use cades::Signer;
use pki::Certificate;
use zeroize::Zeroizing;

use crate::error::{Error, KeyFault, Pkcs12Fault};
use crate::private_key::PrivateKey;
use crate::secret::Secret;
use crate::signer::UnlockedKey;

/// Bytes a file may have.
pub const MAXIMUM_BYTES: usize = 1024 * 1024;

/// Derivation iterations that a file may ask for, MAC, certificates and keys together.
pub const MAXIMUM_ITERATIONS: u64 = 10_000_000;

/// Bags, and parts of any one kind, that a file may have.
const MAXIMUM_BAGS: usize = 256;

/// Certificates above the leaf that are taken along.
const MAXIMUM_CHAIN: usize = 10;

/// What a PKCS#12 file held: one key, its certificate, and the certificates above it.
pub struct Opened {
    key: UnlockedKey,
    pkcs8: Zeroizing<Vec<u8>>,
    friendly_name: Option<String>,
}

impl Opened {
    /// The key, ready to sign.
    pub fn into_signer(self) -> Box<dyn Signer> {
        Box::new(self.key)
    }

    /// The key as its own type, to choose another signature algorithm.
    pub fn into_key(self) -> UnlockedKey {
        self.key
    }

    /// The key's certificate.
    pub fn certificate(&self) -> &Certificate {
        self.key.certificate()
    }

    /// The certificates above it, each the issuer of the one before.
    pub fn chain(&self) -> &[Certificate] {
        self.key.chain()
    }

    /// The name that the file gives to the key.
    pub fn friendly_name(&self) -> Option<&str> {
        self.friendly_name.as_deref()
    }

    /// The private key, normalised, for the vault.
    pub(crate) fn pkcs8(&self) -> &[u8] {
        &self.pkcs8
    }
}

impl fmt::Debug for Opened {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Opened")
            .field("key", &self.key)
            .field("friendly_name", &self.friendly_name)
            .finish_non_exhaustive()
    }
}

/// Opens a file and takes the key whose certificate is an end entity's, with the certificates above it.
///
/// Certificates that are in the file and not above that key are left out. A key that only has a certificate calling itself
/// an authority, as simple tools make them, is taken when there is no other.
pub fn open(file: &[u8], password: &Secret) -> Result<Opened, Error> {
    let read::Content { keys, certificates, .. } = read::content(file, password.as_entered())?;
    if keys.is_empty() {
        return Err(Pkcs12Fault::NoKey.into());
    }
    let mut best: Option<Candidate> = None;
    let mut first_fault = None;
    for bag in keys {
        let key = match PrivateKey::from_pkcs8(&bag.pkcs8) {
            Ok(key) => key,
            Err(fault) => {
                first_fault.get_or_insert(fault);
                continue;
            }
        };
        // Of several certificates for the key, an end entity's; otherwise the first.
        let own = || certificates.iter().filter(|certificate| key.is_of(certificate));
        let Some(certificate) = own().find(|certificate| !certificate.is_ca()).or_else(|| own().next())
        else {
            continue;
        };
        let end_entity = !certificate.is_ca();
        if best.as_ref().is_none_or(|best| end_entity && !best.end_entity) {
            let certificate = certificate.clone();
            best = Some(Candidate { key, certificate, friendly_name: bag.friendly_name, end_entity });
        }
    }
    let Some(Candidate { key, certificate, friendly_name, .. }) = best else {
        return Err(first_fault.map_or(Pkcs12Fault::NoCertificateForKey.into(), Error::from));
    };
    let chain = chain_above(&certificate, &certificates);
    let pkcs8 = key.pkcs8().ok_or(KeyFault::Malformed)?;
    Ok(Opened { key: UnlockedKey::new(key, certificate, chain)?, pkcs8, friendly_name })
}

struct Candidate {
    key: PrivateKey,
    certificate: Certificate,
    friendly_name: Option<String>,
    end_entity: bool,
}

/// The issuers of `leaf` found among `pool`, nearest first, each checked by its signature.
fn chain_above(leaf: &Certificate, pool: &[Certificate]) -> Vec<Certificate> {
    let mut chain: Vec<Certificate> = Vec::new();
    while chain.len() < MAXIMUM_CHAIN {
        let below = chain.last().unwrap_or(leaf);
        if below.is_self_issued() {
            break;
        }
        let seen =
            |found: &Certificate| found.der() == leaf.der() || chain.iter().any(|c| c.der() == found.der());
        let issuer = pool.iter().find(|candidate| {
            candidate.subject() == below.issuer()
                && !seen(candidate)
                && below.verify_signed_by(candidate).is_ok()
        });
        let Some(issuer) = issuer.cloned() else { break };
        chain.push(issuer);
    }
    chain
}

/// Makes a file of a private key (PKCS#8), its certificate and the certificates above it, and opens it again to be sure.
pub(crate) fn seal(
    pkcs8: &[u8],
    certificate: &Certificate,
    chain: &[Certificate],
    name: &str,
    password: &Secret,
) -> Result<Vec<u8>, Error> {
    let certificates: Vec<&Certificate> = std::iter::once(certificate).chain(chain).collect();
    let file = write::file(&[(pkcs8, certificate)], &certificates, name, password.as_entered())?;
    let back = open(&file, password)?;
    if back.certificate().der() != certificate.der() || back.pkcs8() != pkcs8 {
        return Err(Pkcs12Fault::Write.into());
    }
    Ok(file)
}
