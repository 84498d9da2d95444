//! Whatever the bytes, reading a certificate ends in a value or an error.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use p256::ecdsa::signature::Signer;
use p256::pkcs8::EncodePublicKey;
use pki::issue::{self, NewCertificate, Subject};
use pki::{
    AlgorithmPolicy, Certificate, DigestAlgorithm, SignatureAlgorithm, Time, TrustAnchors, chain, usage,
};
use proptest::prelude::*;

fn seed() -> Vec<u8> {
    let key = p256::ecdsa::SigningKey::from_slice(&[7; 32]).unwrap();
    let spki = key.verifying_key().to_public_key_der().unwrap();
    let algorithm = SignatureAlgorithm::Ecdsa(DigestAlgorithm::Sha256);
    let subject = Subject { common_name: "seed".to_owned(), ..Subject::default() };
    let new = NewCertificate {
        subject: &subject,
        spki_der: spki.as_bytes(),
        not_before: Time::from_unix(0),
        not_after: Time::from_unix(4_000_000_000),
        serial: &[1; 8],
        algorithm,
    };
    let tbs = issue::tbs_certificate(&new).unwrap();
    let signature: p256::ecdsa::DerSignature = key.sign(&tbs);
    issue::assemble(&tbs, algorithm, signature.as_bytes()).unwrap()
}

fn use_everything(bytes: &[u8]) {
    let Ok(certificate) = Certificate::from_der(bytes) else { return };
    let _ = (certificate.subject().display(), certificate.issuer().short(), certificate.serial_hex());
    let _ = (certificate.key_usage(), certificate.extended_key_usage(), certificate.basic_constraints());
    let _ = (certificate.crl_urls(), certificate.ocsp_urls(), certificate.strict());
    let _ = (usage::fit_for_signing(&certificate), usage::fit_for_time_stamping(&certificate));
    let at = Time::from_unix(1_000_000_000);
    let _ = AlgorithmPolicy::default().certificate(&certificate, at);
    let pool = [certificate.clone()];
    let chain = chain::build(&certificate, &pool, &TrustAnchors::new(), at, 10);
    assert!(!chain.is_trusted());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn mutated_certificates(changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6)) {
        let mut bytes = seed();
        for (index, value) in changes {
            let at = index.index(bytes.len());
            bytes[at] = value;
        }
        use_everything(&bytes);
    }

    #[test]
    fn cut_certificates(cut in any::<prop::sample::Index>()) {
        let bytes = seed();
        let cut = cut.index(bytes.len());
        prop_assert!(Certificate::from_der(&bytes[..cut]).is_err());
    }

    #[test]
    fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        use_everything(&bytes);
        let _ = Certificate::from_pem_or_der(&bytes);
        let _ = pki::PublicKey::from_spki_der(&bytes);
        let _ = pki::PssParameters::from_der(&bytes);
    }
}
