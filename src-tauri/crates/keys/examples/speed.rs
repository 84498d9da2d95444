//! How many signatures a second: the bare private operation, the key as it is handed out, and a whole message with a
//! chain of two certificates. `cargo run --release -p keys --example speed`

#![allow(clippy::unwrap_used)]

use std::hint::black_box;
use std::time::{Duration, Instant};

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{RSA_PKCS1_SHA256, RsaKeyPair};
use cades::{Signer, build};
use keys::{KdfParameters, KeyType, NewIdentity, Secret, Vault, VaultOptions};
use pki::{DigestAlgorithm, Time};

/// How much processor time each kind of work gets.
const SPAN: Duration = Duration::from_secs(1);

/// Time that this thread spent on a processor, so that a busy machine does not count; elapsed time where Linux is not.
fn spent(start: Instant) -> Duration {
    let line = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = line.as_deref().and_then(|line| line.split(' ').next()?.parse().ok());
    nanoseconds.map_or_else(|| start.elapsed(), Duration::from_nanos)
}

fn per_second(mut work: impl FnMut()) -> f64 {
    let now = Instant::now();
    let (start, mut count) = (spent(now), 0_u32);
    loop {
        for _ in 0..8 {
            work();
        }
        count += 8;
        let taken = spent(now).saturating_sub(start);
        if taken >= SPAN {
            return f64::from(count) / taken.as_secs_f64();
        }
    }
}

fn main() {
    let directory = tempfile::tempdir().unwrap();
    let options = VaultOptions { kdf: KdfParameters::FLOOR, ..VaultOptions::default() };
    let vault = Vault::open_with(directory.path().join("vault"), options).unwrap();
    let secret = Secret::from("红木 830517");
    let attributes = [0x31; 180];

    let random = SystemRandom::new();
    let pair = RsaKeyPair::generate(aws_lc_rs::rsa::KeySize::Rsa2048).unwrap();
    let mut value = vec![0; pair.public_modulus_len()];
    let bare =
        per_second(|| pair.sign(&RSA_PKCS1_SHA256, &random, black_box(&attributes), &mut value).unwrap());
    println!("bare RSA-2048 operation: {bare:.0}/s, {:.3} ms", 1e3 / bare);

    for key in [
        KeyType::Rsa(2048),
        KeyType::Rsa(3072),
        KeyType::P256,
        KeyType::P384,
        KeyType::P521,
        KeyType::Ed25519,
        KeyType::Sm2,
    ] {
        let new = NewIdentity { key, ..NewIdentity::new("速度", Time::from_unix(1_800_000_000)) };
        let id = vault.create(&new, &secret).unwrap().id;
        let unlocked = vault.unlock_key(&id, &secret).unwrap();
        let digest = unlocked.digest().digest(b"the document");
        let sign = per_second(|| drop(black_box(unlocked.sign(black_box(&attributes)).unwrap())));
        let message = per_second(|| drop(black_box(build::signed_data(&unlocked, &digest).unwrap())));
        let certificate = unlocked.certificate();
        let signature = unlocked.sign(&attributes).unwrap();
        let public = certificate.public_key().unwrap();
        let verify = per_second(|| public.verify(unlocked.algorithm(), &attributes, &signature).unwrap());
        println!(
            "{key:?}: sign and check {sign:.0}/s ({:.3} ms), of it the check {:.3} ms; message {message:.0}/s ({:.3} ms)",
            1e3 / sign,
            1e3 / verify,
            1e3 / message
        );
        if key == KeyType::Rsa(2048) {
            println!("  ratio to the bare operation: sign {:.2}, message {:.2}", bare / sign, bare / message);
        }
    }
    println!("SM3: {:.0} MB/s", per_second(|| drop(DigestAlgorithm::Sm3.digest(&[7; 1 << 20]))));
}
