//! The padding of RSASSA-PSS, verification only (RFC 8017 §9.1.2).
//!
//! Our own because the two digests of the scheme may differ (RFC 4055 allows it, old Java programs do it),
//! which the `rsa` crate does not offer. The arithmetic stays with that crate.

use crate::algorithm::PssParameters;

/// Checks that `encoded` (as long as the modulus minus one bit, rounded up) is a PSS encoding of `digest`.
pub(crate) fn padding_fits(
    parameters: &PssParameters,
    digest: &[u8],
    encoded: &[u8],
    modulus_bits: u32,
) -> bool {
    check(parameters, digest, encoded, modulus_bits).unwrap_or(false)
}

fn check(parameters: &PssParameters, digest: &[u8], encoded: &[u8], modulus_bits: u32) -> Option<bool> {
    let bits = usize::try_from(modulus_bits).ok()?.checked_sub(1)?;
    let length = bits.div_ceil(8);
    let hash_len = parameters.digest.output_len();
    let salt_len = usize::from(parameters.salt_len);

    // The modulus may be one octet longer than the encoding; that octet must be zero.
    let surplus = encoded.len().checked_sub(length)?;
    let (zeros, encoded) = encoded.split_at_checked(surplus)?;
    if zeros.iter().any(|octet| *octet != 0) || digest.len() != hash_len {
        return Some(false);
    }
    let (trailer, body) = encoded.split_last()?;
    let masked_len = body.len().checked_sub(hash_len)?;
    let (masked, hash) = body.split_at_checked(masked_len)?;
    let zero_bits = u32::try_from(8 * length - bits).ok()?;
    let first_mask = 0xffu8.checked_shr(zero_bits)?;
    if *trailer != 0xbc || masked.first()? & !first_mask != 0 {
        return Some(false);
    }
    let mut block = masked.to_vec();
    for (octet, mask) in block.iter_mut().zip(mask(parameters, hash, masked.len())) {
        *octet ^= mask;
    }
    *block.first_mut()? &= first_mask;
    let padding_len = block.len().checked_sub(salt_len)?.checked_sub(1)?;
    let (padding, rest) = block.split_at_checked(padding_len)?;
    let (one, salt) = rest.split_first()?;
    if padding.iter().any(|octet| *octet != 0) || *one != 1 {
        return Some(false);
    }
    let mut hasher = parameters.digest.hasher();
    hasher.update(&[0; 8]);
    hasher.update(digest);
    hasher.update(salt);
    Some(hasher.finish() == hash)
}

/// MGF1 (RFC 8017 §B.2.1).
fn mask(parameters: &PssParameters, seed: &[u8], length: usize) -> Vec<u8> {
    let mut mask = Vec::with_capacity(length + 64);
    let mut counter = 0u32;
    while mask.len() < length {
        let mut hasher = parameters.mgf_digest.hasher();
        hasher.update(seed);
        hasher.update(&counter.to_be_bytes());
        mask.extend(hasher.finish());
        counter = counter.wrapping_add(1);
    }
    mask.truncate(length);
    mask
}
