//! Signers for tests, with fixed keys, and the pieces to build odd messages from.

#![allow(dead_code)] // each test binary uses its part

use cades::{Signer, SignerError};
use p256::ecdsa::signature::Signer as _;
use p256::pkcs8::EncodePublicKey;
use pki::issue::{self, NewCertificate, Subject};
use pki::{Certificate, DigestAlgorithm, SignatureAlgorithm, Time};

/// A signer on P-256 with a certificate of its own.
pub struct Person {
    key: p256::ecdsa::SigningKey,
    pub certificate: Certificate,
    pub chain: Vec<Certificate>,
    /// Spoils each signature, for the test of the self-check.
    pub spoil: bool,
    /// Claims to verify its own signatures.
    pub verifies: bool,
}

impl Person {
    pub fn new(seed: u8) -> Self {
        let key = p256::ecdsa::SigningKey::from_slice(&[seed; 32]).unwrap();
        let spki = key.verifying_key().to_public_key_der().unwrap();
        let algorithm = SignatureAlgorithm::Ecdsa(DigestAlgorithm::Sha256);
        let subject = Subject {
            common_name: format!("测试 {seed}"),
            country: Some("CN".to_owned()),
            ..Subject::default()
        };
        let tbs = issue::tbs_certificate(&NewCertificate {
            subject: &subject,
            spki_der: spki.as_bytes(),
            not_before: Time::from_unix(1_700_000_000),
            not_after: Time::from_unix(2_000_000_000),
            serial: &[seed; 12],
            algorithm,
        })
        .unwrap();
        let signature: p256::ecdsa::DerSignature = key.sign(&tbs);
        let der = issue::assemble(&tbs, algorithm, signature.as_bytes()).unwrap();
        let certificate = Certificate::from_der(&der).unwrap();
        Self { key, certificate, chain: Vec::new(), spoil: false, verifies: false }
    }
}

impl Signer for Person {
    fn certificate(&self) -> &Certificate {
        &self.certificate
    }

    fn chain(&self) -> &[Certificate] {
        &self.chain
    }

    fn algorithm(&self) -> SignatureAlgorithm {
        SignatureAlgorithm::Ecdsa(DigestAlgorithm::Sha256)
    }

    fn digest(&self) -> DigestAlgorithm {
        DigestAlgorithm::Sha256
    }

    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, SignerError> {
        let signature: p256::ecdsa::DerSignature = self.key.sign(message);
        let mut octets = signature.as_bytes().to_vec();
        if self.spoil
            && let Some(last) = octets.last_mut()
        {
            *last ^= 1;
        }
        Ok(octets)
    }

    fn verifies_own_signatures(&self) -> bool {
        self.verifies
    }
}
