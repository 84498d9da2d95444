//! The envelope around a private key: a random data key encrypts the PKCS#8, and a key derived from secret and device
//! wraps the data key. A change of secret wraps anew and leaves the encrypted private key untouched.
//!
//! XChaCha20-Poly1305, whose 192-bit nonces may be drawn at random; every encryption here draws its own.

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use zeroize::Zeroizing;

use crate::attempts::Counted;
use crate::device::DeviceSecret;
use crate::error::Error;
use crate::kdf::{self, KdfParameters, Key, SALT_LENGTH};
use crate::record::{Header, Material, Sealed};
use crate::secret::Secret;

/// Encrypts a private key under a new secret.
pub(crate) fn seal(
    header: &Header,
    pkcs8: &[u8],
    secret: &Secret,
    device: &DeviceSecret,
    kdf: KdfParameters,
) -> Result<Material, Error> {
    let data_key: Key = random_key()?;
    let private_key = encrypt(&data_key, pkcs8, &header.private_key_context())?;
    wrap(header, &data_key, private_key, secret, device, kdf)
}

/// Wraps the data key under a new secret; the encrypted private key goes along as it is.
pub(crate) fn wrap(
    header: &Header,
    data_key: &Key,
    private_key: Sealed,
    secret: &Secret,
    device: &DeviceSecret,
    kdf: KdfParameters,
) -> Result<Material, Error> {
    let mut salt = [0_u8; SALT_LENGTH];
    getrandom::fill(&mut salt).map_err(|_| Error::NoRandomness)?;
    let key = kdf::key_for_new_secret(secret, device, kdf, &salt)?;
    let wrapped_key = encrypt(&key, data_key.as_slice(), &header.wrapping_context(kdf, &salt))?;
    Ok(Material { kdf, salt, wrapped_key, private_key })
}

/// Tries a secret: the data key, or `None` where the secret is wrong (or the header was altered: the two look alike).
pub(crate) fn unwrap_data_key(
    counted: &Counted<'_>,
    header: &Header,
    material: &Material,
    secret: &Secret,
    device: &DeviceSecret,
) -> Result<Option<Key>, Error> {
    let key = kdf::key_for_try(counted, secret, device, material.kdf, &material.salt)?;
    let context = header.wrapping_context(material.kdf, &material.salt);
    let Some(plain) = decrypt(&key, &material.wrapped_key, &context) else { return Ok(None) };
    let mut data_key = Key::default();
    if plain.len() != data_key.len() {
        return Ok(None);
    }
    data_key.copy_from_slice(&plain);
    Ok(Some(data_key))
}

/// Decrypts the private key (PKCS#8), or `None` where it does not belong to this header.
pub(crate) fn open_private_key(
    header: &Header,
    material: &Material,
    data_key: &Key,
) -> Option<Zeroizing<Vec<u8>>> {
    decrypt(data_key, &material.private_key, &header.private_key_context())
}

pub(crate) fn random_key() -> Result<Key, Error> {
    let mut key = Key::default();
    getrandom::fill(key.as_mut_slice()).map_err(|_| Error::NoRandomness)?;
    Ok(key)
}

fn cipher(key: &Key) -> XChaCha20Poly1305 {
    XChaCha20Poly1305::new(chacha20poly1305::Key::cast_from_core(key))
}

pub(crate) fn encrypt(key: &Key, plain: &[u8], context: &[u8]) -> Result<Sealed, Error> {
    let mut nonce = [0_u8; 24];
    getrandom::fill(&mut nonce).map_err(|_| Error::NoRandomness)?;
    let ciphertext = cipher(key)
        .encrypt(&XNonce::from(nonce), Payload { msg: plain, aad: context })
        .map_err(|_| Error::KdfFailed)?;
    Ok(Sealed { nonce, ciphertext })
}

pub(crate) fn decrypt(key: &Key, sealed: &Sealed, context: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let payload = Payload { msg: &sealed.ciphertext, aad: context };
    cipher(key).decrypt(&XNonce::from(sealed.nonce), payload).ok().map(Zeroizing::new)
}
