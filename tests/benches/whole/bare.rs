//! The least that there is to do: reading a file once for its SHA-256 and copying it, durably; private RSA operations.

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{RSA_PKCS1_SHA256, RsaKeyPair};
use sha2::{Digest as _, Sha256};
use std::fs::{self, File};
use std::io::Read as _;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

/// The SHA-256 of a file, read in pieces.
pub fn hash(file: &Path) -> String {
    let (mut file, mut state, mut chunk) = (File::open(file).unwrap(), Sha256::new(), vec![0; 1 << 20]);
    loop {
        match file.read(&mut chunk).unwrap() {
            0 => break,
            read => state.update(&chunk[..read]),
        }
    }
    hex::encode(state.finalize())
}

/// Hashes and copies.
pub fn hash_and_copy(from: &Path, to: &Path) {
    let digest = hash(from);
    fs::copy(from, to).unwrap();
    File::open(to).unwrap().sync_all().unwrap();
    println!("{digest}");
}

/// So many signatures with this key (PKCS#8, DER) on all cores.
pub fn rsa(key: &Path, count: usize) {
    let key = RsaKeyPair::from_pkcs8(&fs::read(key).unwrap()).unwrap();
    let (done, random) = (AtomicUsize::new(0), SystemRandom::new());
    let work = || {
        let mut signature = vec![0; key.public_modulus_len()];
        while done.fetch_add(1, Ordering::Relaxed) < count {
            key.sign(&RSA_PKCS1_SHA256, &random, b"a report", &mut signature).unwrap();
        }
    };
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| (0..cores).for_each(|_| drop(scope.spawn(work))));
}
