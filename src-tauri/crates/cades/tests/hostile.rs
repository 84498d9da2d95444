//! Whatever stands in `/Contents`, reading it ends in a value or an error.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod kit;

use std::sync::LazyLock;

use cades::{SignedData, Token, TstInfo, build, legacy};
use kit::Person;
use pki::DigestAlgorithm;
use proptest::prelude::*;

static SEED: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let digest = DigestAlgorithm::Sha256.digest(b"the document");
    build::signed_data(&Person::new(3), &digest).unwrap()
});

fn use_everything(bytes: &[u8]) {
    let _ = legacy::RsaSha1::parse(bytes);
    let _ = Token::parse(bytes);
    let _ = TstInfo::from_der(bytes);
    let Ok(read) = SignedData::parse(bytes) else { return };
    assert!(read.encoded_len() <= bytes.len());
    let _ = read.check(&[0; 32]);
    let _ = read.check_own_content();
    let _ = legacy::check_pkcs7_sha1(&read, &[0; 20]);
    let _ = (read.signature_timestamps().len(), read.has_revocation_archive(), read.signing_time());
    let _ = (read.signature_algorithm(), read.digest_algorithm(), read.signer_identifier());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1024, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn mutated_messages(changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6)) {
        let mut bytes = SEED.clone();
        for (index, value) in changes {
            let at = index.index(bytes.len());
            bytes[at] = value;
        }
        use_everything(&bytes);
    }

    #[test]
    fn spliced_messages(from in any::<prop::sample::Index>(), to in any::<prop::sample::Index>(), length in 0usize..200) {
        let mut bytes = SEED.clone();
        let (from, to) = (from.index(bytes.len()), to.index(bytes.len()));
        let piece: Vec<u8> = bytes[from..(from + length).min(bytes.len())].to_vec();
        bytes.splice(to..to, piece);
        use_everything(&bytes);
    }

    #[test]
    fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        use_everything(&bytes);
    }
}

#[test]
fn deep_nesting_ends() {
    use_everything(&[0x30, 0x80].repeat(1 << 20));
    let mut nested = vec![0x05, 0];
    for _ in 0..2000 {
        nested = pki::asn1::encode(0x30, &nested);
    }
    use_everything(&nested);
}
