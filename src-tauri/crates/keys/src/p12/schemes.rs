//! The password-based algorithms of PKCS#12: the key derivation of RFC 7292 appendix B with its MAC and its two old
//! ciphers, and PBES2 (RFC 8018 §6.2).
//!
//! Owns the budget of derivation work: what a file asks for is added up before it is done.

use cbc::cipher::block_padding::Pkcs7;
use cbc::cipher::{BlockCipherDecrypt, BlockModeDecrypt, KeyInit, KeyIvInit};
use der::oid::ObjectIdentifier;
use der::{Decode, Encode};
use hmac::Mac;
use hmac::digest::block_api::BlockSizeUser;
use hmac::digest::typenum::Unsigned;
use pkcs8::pkcs5::pbes2;
use pki::AlgorithmIdentifier;
use pki::asn1::{self, Element};
use sha2::Digest;
use zeroize::Zeroizing;

use super::MAXIMUM_ITERATIONS;
use crate::error::Pkcs12Fault;

const PBES2: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.5.13");
const PBE_SHA1_3DES: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.12.1.3");
const PBE_SHA1_RC2_128: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.12.1.5");
const PBE_SHA1_RC2_40: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.12.1.6");

/// A file password in the two forms that PKCS#12 uses.
pub(super) struct Password {
    utf8: Zeroizing<String>,
    /// UTF-16, big endian, with the terminating zero; empty where the file was made without any password.
    bmp: Zeroizing<Vec<u8>>,
}

impl Password {
    pub(super) fn new(text: &str) -> Result<Self, Pkcs12Fault> {
        let mut bmp = Zeroizing::new(Vec::with_capacity(text.len().saturating_mul(2).saturating_add(2)));
        for unit in text.chars().chain(['\0']) {
            // Appendix B.1 knows the basic plane only; writers disagree on what to do beyond it.
            let unit = u16::try_from(u32::from(unit)).map_err(|_| Pkcs12Fault::PasswordCharacters)?;
            bmp.extend_from_slice(&unit.to_be_bytes());
        }
        Ok(Self { utf8: Zeroizing::new(text.to_owned()), bmp })
    }

    /// The password that is not even the empty one: some writers distinguish the two.
    pub(super) fn none() -> Self {
        Self { utf8: Zeroizing::default(), bmp: Zeroizing::default() }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.utf8.is_empty()
    }
}

/// The derivation work that a file may still ask for.
pub(super) struct Budget {
    spent: u64,
}

impl Budget {
    pub(super) fn new() -> Self {
        Self { spent: 0 }
    }

    /// Takes `iterations` off, or refuses before any of them is done.
    pub(super) fn spend(&mut self, iterations: u64) -> Result<(), Pkcs12Fault> {
        self.spent = self.spent.saturating_add(iterations);
        if self.spent > MAXIMUM_ITERATIONS {
            return Err(Pkcs12Fault::TooManyIterations { found: self.spent, limit: MAXIMUM_ITERATIONS });
        }
        Ok(())
    }
}

/// Which of the three values of appendix B.3 is derived.
#[derive(Clone, Copy)]
enum Purpose {
    EncryptionKey = 1,
    InitialVector = 2,
    MacKey = 3,
}

/// The key derivation of RFC 7292 appendix B.2; `iterations` counts from 1.
fn derive<D: Digest + BlockSizeUser>(
    password: &Password,
    salt: &[u8],
    purpose: Purpose,
    iterations: u32,
    length: usize,
) -> Zeroizing<Vec<u8>> {
    let block = <D as BlockSizeUser>::BlockSize::USIZE;
    let fill = |source: &[u8]| -> Zeroizing<Vec<u8>> {
        let size = source.len().div_ceil(block) * block;
        Zeroizing::new(source.iter().copied().cycle().take(size).collect())
    };
    let diversifier = vec![purpose as u8; block];
    let mut input = fill(salt);
    input.extend_from_slice(&fill(&password.bmp));
    let mut out = Zeroizing::new(Vec::with_capacity(length + block));
    while out.len() < length {
        let mut hash = D::new().chain_update(&diversifier).chain_update(input.as_slice()).finalize();
        for _ in 1..iterations {
            hash = D::digest(&hash);
        }
        out.extend_from_slice(&hash);
        // Each block of the input becomes itself plus the repeated hash plus one, modulo the block's size.
        let addend = Zeroizing::new(hash.iter().copied().cycle().take(block).collect::<Vec<u8>>());
        for piece in input.chunks_mut(block) {
            let mut carry = 1_u16;
            for (byte, add) in piece.iter_mut().zip(addend.iter()).rev() {
                carry += u16::from(*byte) + u16::from(*add);
                *byte = carry.to_be_bytes()[1];
                carry >>= 8;
            }
        }
    }
    out.truncate(length);
    out
}

/// The MAC of a PKCS#12 file: `MacData` of RFC 7292 §4.
pub(super) struct MacParameters {
    pub(super) digest: pki::DigestAlgorithm,
    pub(super) salt: Vec<u8>,
    pub(super) iterations: u32,
}

impl MacParameters {
    /// HMAC over the authenticated safe, or `None` for a digest that no PKCS#12 writer uses.
    pub(super) fn compute(&self, password: &Password, message: &[u8]) -> Option<Vec<u8>> {
        match self.digest {
            pki::DigestAlgorithm::Sha1 => self.hmac::<sha1::Sha1>(password, message),
            pki::DigestAlgorithm::Sha224 => self.hmac::<sha2::Sha224>(password, message),
            pki::DigestAlgorithm::Sha256 => self.hmac::<sha2::Sha256>(password, message),
            pki::DigestAlgorithm::Sha384 => self.hmac::<sha2::Sha384>(password, message),
            pki::DigestAlgorithm::Sha512 => self.hmac::<sha2::Sha512>(password, message),
            _ => None,
        }
    }

    fn hmac<D: Digest + BlockSizeUser>(&self, password: &Password, message: &[u8]) -> Option<Vec<u8>> {
        let key =
            derive::<D>(password, &self.salt, Purpose::MacKey, self.iterations, <D as Digest>::output_size());
        let mut mac = hmac::SimpleHmac::<D>::new_from_slice(&key).ok()?;
        mac.update(message);
        Some(mac.finalize().into_bytes().to_vec())
    }

    /// Whether `expected` is the MAC of the message, in constant time; the work comes off the budget.
    pub(super) fn matches(
        &self,
        password: &Password,
        message: &[u8],
        expected: &[u8],
        budget: &mut Budget,
    ) -> Result<bool, Pkcs12Fault> {
        budget.spend(u64::from(self.iterations))?;
        let found = self.compute(password, message).ok_or(Pkcs12Fault::UnsupportedAlgorithm)?;
        Ok(aws_lc_rs::constant_time::verify_slices_are_equal(&found, expected).is_ok())
    }
}

/// Decrypts what one of the schemes encrypted; the work comes off the budget before it is done.
pub(super) fn decrypt(
    algorithm: &AlgorithmIdentifier,
    ciphertext: &[u8],
    password: &Password,
    budget: &mut Budget,
) -> Result<Zeroizing<Vec<u8>>, Pkcs12Fault> {
    match algorithm.oid {
        PBES2 => decrypt_pbes2(algorithm, ciphertext, password, budget),
        PBE_SHA1_3DES => decrypt_old::<des::TdesEde3>(algorithm, 24, ciphertext, password, budget),
        PBE_SHA1_RC2_128 => decrypt_old::<rc2::Rc2>(algorithm, 16, ciphertext, password, budget),
        PBE_SHA1_RC2_40 => decrypt_old::<rc2::Rc2>(algorithm, 5, ciphertext, password, budget),
        _ => Err(Pkcs12Fault::UnsupportedAlgorithm),
    }
}

fn decrypt_pbes2(
    algorithm: &AlgorithmIdentifier,
    ciphertext: &[u8],
    password: &Password,
    budget: &mut Budget,
) -> Result<Zeroizing<Vec<u8>>, Pkcs12Fault> {
    let parameters = algorithm.parameters.as_deref().ok_or(Pkcs12Fault::Malformed)?;
    let parameters = Element::first(parameters).and_then(|element| asn1::to_der(&element));
    let parameters = parameters.map_err(|_| Pkcs12Fault::Malformed)?;
    let parameters =
        pbes2::Parameters::from_der(&parameters).map_err(|_| Pkcs12Fault::UnsupportedAlgorithm)?;
    // scrypt would need a budget of memory as well, and no known program writes it into PKCS#12.
    let derivation = parameters.kdf.pbkdf2().ok_or(Pkcs12Fault::UnsupportedAlgorithm)?;
    if derivation.iteration_count == 0 {
        return Err(Pkcs12Fault::Malformed);
    }
    budget.spend(u64::from(derivation.iteration_count))?;
    parameters.decrypt(password.utf8.as_bytes(), ciphertext).map(Zeroizing::new).map_err(
        |error| match error {
            // The MAC was right, so this is not the password's fault.
            pkcs8::pkcs5::Error::DecryptFailed => Pkcs12Fault::Malformed,
            _ => Pkcs12Fault::UnsupportedAlgorithm,
        },
    )
}

fn decrypt_old<C>(
    algorithm: &AlgorithmIdentifier,
    key_length: usize,
    ciphertext: &[u8],
    password: &Password,
    budget: &mut Budget,
) -> Result<Zeroizing<Vec<u8>>, Pkcs12Fault>
where
    C: KeyInit + BlockCipherDecrypt,
{
    let parameters = algorithm.parameters.as_deref().ok_or(Pkcs12Fault::Malformed)?;
    let read = || {
        let mut fields = Element::only(parameters, asn1::SEQUENCE)?.inside();
        let salt = fields.expect(asn1::OCTET_STRING)?.octets()?.into_owned();
        Ok::<_, asn1::Fault>((salt, fields.expect(asn1::INTEGER)?.small_integer()?))
    };
    let (salt, iterations) = read().map_err(|_| Pkcs12Fault::Malformed)?;
    if iterations == 0 {
        return Err(Pkcs12Fault::Malformed);
    }
    budget.spend(u64::from(iterations).saturating_mul(2 + u64::from(key_length > 20)))?;
    let key = derive::<sha1::Sha1>(password, &salt, Purpose::EncryptionKey, iterations, key_length);
    let vector = derive::<sha1::Sha1>(password, &salt, Purpose::InitialVector, iterations, 8);
    cbc::Decryptor::<C>::new_from_slices(&key, &vector)
        .map_err(|_| Pkcs12Fault::UnsupportedAlgorithm)?
        .decrypt_padded_vec::<Pkcs7>(ciphertext)
        .map(Zeroizing::new)
        .map_err(|_| Pkcs12Fault::Malformed)
}

/// Encrypts with PBES2: AES-256-CBC under PBKDF2-HMAC-SHA-256. Gives the algorithm identifier (DER) and the ciphertext.
pub(super) fn encrypt(
    plain: &[u8],
    password: &Password,
    iterations: u32,
) -> Result<(Vec<u8>, Vec<u8>), Pkcs12Fault> {
    let (mut salt, mut vector) = ([0_u8; 16], [0_u8; 16]);
    getrandom::fill(&mut salt).and_then(|()| getrandom::fill(&mut vector)).map_err(|_| Pkcs12Fault::Write)?;
    let parameters = pbes2::Parameters::generate_pbkdf2_sha256_aes256cbc(iterations, &salt, vector)
        .map_err(|_| Pkcs12Fault::Write)?;
    let ciphertext = parameters.encrypt(password.utf8.as_bytes(), plain).map_err(|_| Pkcs12Fault::Write)?;
    let mut identifier = asn1::encode(asn1::OBJECT_IDENTIFIER, PBES2.as_bytes());
    identifier.extend(parameters.to_der().map_err(|_| Pkcs12Fault::Write)?);
    Ok((asn1::encode(asn1::SEQUENCE, &identifier), ciphertext))
}
