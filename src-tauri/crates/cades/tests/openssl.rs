//! Both directions with openssl: it verifies what is built here, and what it signs is read here.
//!
//! Without openssl the tests print a note and pass; the workspace's own test command checks that it is there.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use std::path::Path;
use std::process::Command;

use cades::{BuildOptions, EssOutcome, Family, Oddity, SignedData, Signer, SignerError, build};
use pki::{Certificate, DigestAlgorithm, PssParameters, SignatureAlgorithm};
use tempfile::TempDir;

const DOCUMENT: &[u8] = b"the document\r\nwith two lines";

/// What openssl must be told for the identity that SM2 signatures are made with.
const SM2_ID: &str = "distid:1234567812345678";

fn openssl(dir: &Path, arguments: &str) -> Result<Vec<u8>, String> {
    let output = Command::new("openssl")
        .current_dir(dir)
        .args(arguments.split_whitespace())
        .output()
        .map_err(|e| e.to_string())?;
    if output.status.success() {
        Ok(output.stdout)
    } else {
        Err(format!("openssl {arguments}: {}", String::from_utf8_lossy(&output.stderr)))
    }
}

/// A directory with the document, or `None` without openssl.
fn workbench() -> Option<TempDir> {
    let dir = tempfile::tempdir().unwrap();
    if openssl(dir.path(), "version").is_err() {
        println!("skipped: openssl is not installed");
        return None;
    }
    std::fs::write(dir.path().join("document"), DOCUMENT).unwrap();
    Some(dir)
}

fn make_key(dir: &Path, key: &str) {
    let generate = match key {
        "rsa" => "genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out key.pem".to_owned(),
        "SM2" => "genpkey -algorithm SM2 -out key.pem".to_owned(),
        curve => format!("genpkey -algorithm EC -pkeyopt ec_paramgen_curve:{curve} -out key.pem"),
    };
    openssl(dir, &generate).unwrap();
    let options = if key == "SM2" { format!("-sm3 -sigopt {SM2_ID}") } else { String::new() };
    let request =
        "req -x509 -new -key key.pem -utf8 -subj /C=CN/O=检测中心/CN=openssl -days 30 -out cert.pem";
    openssl(dir, &format!("{request} {options}")).unwrap();
}

/// A signer whose private operations are openssl's.
struct Foreign<'a> {
    dir: &'a Path,
    certificate: Certificate,
    algorithm: SignatureAlgorithm,
    digest: DigestAlgorithm,
}

impl Signer for Foreign<'_> {
    fn certificate(&self) -> &Certificate {
        &self.certificate
    }

    fn chain(&self) -> &[Certificate] {
        &[]
    }

    fn algorithm(&self) -> SignatureAlgorithm {
        self.algorithm
    }

    fn digest(&self) -> DigestAlgorithm {
        self.digest
    }

    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, SignerError> {
        std::fs::write(self.dir.join("attributes"), message).unwrap();
        let digest = self.digest.name().replace("SHA-", "sha");
        let options = match self.algorithm {
            SignatureAlgorithm::RsaPss(_) => {
                format!("-digest {digest} -pkeyopt rsa_padding_mode:pss -pkeyopt rsa_pss_saltlen:digest")
            }
            SignatureAlgorithm::Sm2 => format!("-digest sm3 -pkeyopt {SM2_ID}"),
            _ => format!("-digest {digest}"),
        };
        openssl(self.dir, &format!("pkeyutl -sign -rawin {options} -inkey key.pem -in attributes"))
            .map_err(|_| SignerError::Operation)
    }
}

#[test]
fn openssl_verifies_what_is_built_here() {
    use DigestAlgorithm::{Sha256, Sha384, Sha512};
    let Some(bench) = workbench() else { return };
    let dir = bench.path();
    for (key, algorithm, digest) in [
        ("rsa", SignatureAlgorithm::RsaPkcs1(Sha256), Sha256),
        ("rsa", SignatureAlgorithm::RsaPss(PssParameters::usual(Sha256)), Sha256),
        ("rsa", SignatureAlgorithm::RsaPss(PssParameters::usual(Sha512)), Sha512),
        ("P-256", SignatureAlgorithm::Ecdsa(Sha256), Sha256),
        ("P-384", SignatureAlgorithm::Ecdsa(Sha384), Sha384),
        ("P-521", SignatureAlgorithm::Ecdsa(Sha512), Sha512),
        ("P-521", SignatureAlgorithm::Ecdsa(Sha256), Sha256),
        // Ed25519 is left out: openssl 3.0 cannot verify it in CMS (RFC 8419).
    ] {
        make_key(dir, key);
        let pem = std::fs::read(dir.join("cert.pem")).unwrap();
        let certificate = Certificate::from_pem_or_der(&pem).unwrap().remove(0);
        assert_eq!(certificate.organization().as_deref(), Some("检测中心"));
        let signer = Foreign { dir, certificate, algorithm, digest };
        let message = build::signed_data(&signer, &digest.digest(DOCUMENT)).unwrap();
        assert!(message.len() <= build::estimated_size(&signer));
        std::fs::write(dir.join("signature"), message).unwrap();
        openssl(dir, "cms -cmsout -print -noout -inform DER -in signature").unwrap();
        let verify = "cms -verify -binary -cades -purpose any -CAfile cert.pem -inform DER -in signature -content document -out out";
        openssl(dir, verify).unwrap_or_else(|error| panic!("{}: {error}", algorithm.name()));
    }
}

#[test]
fn what_openssl_signs_is_read_here() {
    let Some(bench) = workbench() else { return };
    let dir = bench.path();
    let pss = "-keyopt rsa_padding_mode:pss";
    for (key, options) in [
        ("rsa", "-md sha256"),
        ("rsa", "-md sha256 -cades -nosmimecap"),
        ("rsa", "-md sha1 -cades"),
        ("rsa", "-md md5"),
        ("rsa", "-md sha224"),
        ("rsa", "-md sha384 -noattr"),
        ("rsa", "-md sha512 -keyid"),
        ("rsa", &format!("-md sha256 -cades {pss}")),
        ("rsa", &format!("-md sha384 {pss} -keyopt rsa_pss_saltlen:11")),
        ("rsa", &format!("-md sha256 {pss} -keyopt rsa_mgf1_md:sha1")),
        ("P-256", "-md sha256 -cades"),
        ("P-256", "-md sha512"),
        ("P-384", "-md sha384 -cades"),
        ("P-521", "-md sha256"),
    ] {
        make_key(dir, key);
        let sign = format!(
            "cms -sign -binary -signer cert.pem -inkey key.pem {options} -outform DER -in document -out signature"
        );
        openssl(dir, &sign).unwrap();
        let read = SignedData::parse(&std::fs::read(dir.join("signature")).unwrap()).unwrap();
        assert!(!read.oddities().iter().any(|oddity| matches!(oddity, Oddity::NotDer(_))), "{options}");
        let digest = read.digest_algorithm().unwrap().unwrap();
        let check = read.check(&digest.digest(DOCUMENT));
        assert!(check.is_intact(), "{key} {options}: {check:?}");
        assert!(!read.check(&digest.digest(b"another")).is_intact(), "{key} {options}");
        assert_eq!(matches!(check.ess, EssOutcome::Bound { .. }), options.contains("-cades"), "{options}");
        assert_eq!(read.oddities().contains(&Oddity::SignedAttributesAbsent), options.contains("-noattr"));
    }
}

/// openssl 3.0 writes no CMS with SM2, so it is asked about the parts: the key's owner signs, the reader's parts verify.
#[test]
fn sm2_goes_both_ways_in_both_families() {
    let Some(bench) = workbench() else { return };
    let dir = bench.path();
    make_key(dir, "SM2");
    openssl(dir, "x509 -in cert.pem -pubkey -noout -out public.pem").unwrap();
    let pem = std::fs::read(dir.join("cert.pem")).unwrap();
    let certificate = Certificate::from_pem_or_der(&pem).unwrap().remove(0);
    assert_eq!(certificate.signature_algorithm(), Ok(SignatureAlgorithm::Sm2));
    assert!(certificate.is_self_signed());
    certificate.verify_signed_by(&certificate).unwrap();

    let (algorithm, digest) = (SignatureAlgorithm::Sm2, DigestAlgorithm::Sm3);
    let signer = Foreign { dir, certificate, algorithm, digest };
    for (family, oddities) in [(Family::Pkcs7, &[][..]), (Family::Gm, &[Oddity::GmContentType])] {
        let options = BuildOptions { family, ..BuildOptions::default() };
        let message = build::signed_data_as(&signer, &digest.digest(DOCUMENT), &options).unwrap();
        assert!(message.len() <= build::estimated_size_with(&signer, &options));
        let read = SignedData::parse(&message).unwrap();
        assert_eq!(read.oddities(), oddities);
        let check = read.check(&digest.digest(DOCUMENT));
        assert!(check.is_intact(), "{check:?}");
        assert_eq!(check.ess, EssOutcome::Bound { version: 2, digest });
        assert!(!read.check(&digest.digest(b"another")).is_intact());
        std::fs::write(dir.join("value"), read.signature()).unwrap();
        std::fs::write(dir.join("signed"), read.signed_attributes_der().unwrap()).unwrap();
        let verify = "pkeyutl -verify -rawin -digest sm3 -pubin -inkey public.pem -in signed -sigfile value";
        openssl(dir, &format!("{verify} -pkeyopt {SM2_ID}")).unwrap();

        // Many write the name of SM2 with SM3 where that of SM3 belongs: announced, at the signer, or both times.
        let sm3 = DigestAlgorithm::Sm3.oid();
        let name = sm3.as_bytes();
        let places: Vec<usize> = (0..message.len())
            .filter(|at| message[*at..].starts_with(name))
            .map(|at| at + name.len() - 1)
            .collect();
        for renamed in [&places[..1], &places[1..2], &places[..2]] {
            let mut other = message.clone();
            for at in renamed {
                other[*at] = *pki::oid::SM2_SM3.as_bytes().last().unwrap();
            }
            let read = SignedData::parse(&other).unwrap();
            assert_eq!((read.oddities(), read.digest_algorithm()), (oddities, Some(Ok(digest))));
            assert!(read.check(&digest.digest(DOCUMENT)).is_intact());
        }
    }
    let parsed = openssl(dir, "asn1parse -inform PEM -in cert.pem").unwrap();
    assert!(String::from_utf8_lossy(&parsed).contains("SM2-with-SM3"));
}

#[test]
fn streamed_and_enclosing_messages_are_read_and_told() {
    let Some(bench) = workbench() else { return };
    let dir = bench.path();
    make_key(dir, "P-256");
    let sign = "cms -sign -binary -stream -nodetach -signer cert.pem -inkey key.pem -outform DER -in document -out signature";
    openssl(dir, sign).unwrap();
    let read = SignedData::parse(&std::fs::read(dir.join("signature")).unwrap()).unwrap();
    assert!(read.oddities().iter().any(|oddity| matches!(oddity, Oddity::NotDer(_))));
    assert!(read.oddities().contains(&Oddity::ContentPresent { length: DOCUMENT.len() }));
    assert_eq!(read.content(), Some(DOCUMENT));
    assert!(read.check_own_content().unwrap().is_intact());
}

#[test]
fn tokens_of_openssl_are_read() {
    let Some(bench) = workbench() else { return };
    let dir = bench.path();
    let config = "[req]\ndistinguished_name=dn\nx509_extensions=ext\nprompt=no\n[dn]\nCN=TSA\n[ext]\nextendedKeyUsage=critical,timeStamping\n\
        [tsa]\ndefault_tsa=t\n[t]\nserial=serial\ncrypto_device=builtin\nsigner_cert=tsa.pem\nsigner_key=key.pem\nsigner_digest=sha256\n\
        default_policy=1.2.3.4\ndigests=sha256,sha512\naccuracy=secs:1,millisecs:500\nclock_precision_digits=3\n";
    std::fs::write(dir.join("tsa.cnf"), config).unwrap();
    openssl(dir, "genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out key.pem").unwrap();
    openssl(dir, "req -x509 -new -key key.pem -config tsa.cnf -days 30 -out tsa.pem").unwrap();
    openssl(dir, "ts -query -data document -sha512 -cert -out query").unwrap();
    openssl(dir, "ts -reply -config tsa.cnf -queryfile query -token_out -out token").unwrap();
    let token = cades::Token::parse(&std::fs::read(dir.join("token")).unwrap()).unwrap();
    assert_eq!(token.info().digest_algorithm, Ok(DigestAlgorithm::Sha512));
    assert_eq!(token.info().accuracy_seconds, Some(2));
    assert_eq!(token.info().policy.to_string(), "1.2.3.4");
    assert!(token.info().nonce.is_some());
    let check = token.check(&DigestAlgorithm::Sha512.digest(DOCUMENT), &[]);
    assert!(check.is_sound(), "{check:?}");
    assert!(!token.check(&DigestAlgorithm::Sha512.digest(b"another"), &[]).imprint_matches);
}
