//! PKCS#12 files made by openssl at test time, and files made here read by openssl and by another Rust implementation.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::path::Path;
use std::process::Command;

use pki::{DigestAlgorithm, PssParameters, SignatureAlgorithm};

use super::*;

/// A root, an intermediate, a leaf, a certificate of somebody else, and their keys, as openssl makes them.
struct Village {
    directory: tempfile::TempDir,
}

fn openssl(directory: &Path, line: &str) -> bool {
    let output =
        Command::new("openssl").args(line.split_whitespace()).current_dir(directory).output().unwrap();
    if !output.status.success() {
        println!("openssl {line}: {}", String::from_utf8_lossy(&output.stderr));
    }
    output.status.success()
}

impl Village {
    /// `None` where there is no openssl; the test then says so and passes.
    fn build(leaf_key: &str) -> Option<Self> {
        if Command::new("openssl").arg("version").output().is_err() {
            println!("skipped: no openssl on this machine");
            return None;
        }
        let directory = tempfile::tempdir().unwrap();
        let village = Self { directory };
        let ec = "-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes";
        village.run(&format!("req -x509 {ec} -subj /CN=Root -keyout root.key -out root.pem -days 30"));
        village.run(&format!(
            "req -x509 {ec} -subj /CN=Middle -CA root.pem -CAkey root.key -keyout middle.key -out middle.pem -days 30"
        ));
        let end_entity = "-addext basicConstraints=critical,CA:FALSE";
        village.run(&format!(
            "req -x509 -newkey {leaf_key} -nodes -subj /CN=张伟/O=质量检测中心 -utf8 -CA middle.pem -CAkey middle.key \
             -keyout leaf.key -out leaf.pem -days 30 {end_entity}"
        ));
        village.run(&format!("req -x509 {ec} -subj /CN=Stranger -keyout other.key -out other.pem -days 30"));
        let read = |name: &str| std::fs::read(village.path(name)).unwrap();
        // The order in the file is neither that of the chain nor its reverse.
        std::fs::write(
            village.path("pool.pem"),
            [read("other.pem"), read("root.pem"), read("middle.pem")].concat(),
        )
        .unwrap();
        Some(village)
    }

    fn path(&self, name: &str) -> std::path::PathBuf {
        self.directory.path().join(name)
    }

    fn run(&self, line: &str) {
        assert!(openssl(self.directory.path(), line), "{line}");
    }

    fn export(&self, options: &str, password: &str) -> Vec<u8> {
        std::fs::write(self.path("pass"), password).unwrap();
        self.run(&format!(
            "pkcs12 -export -inkey leaf.key -in leaf.pem -certfile pool.pem -out out.p12 -passout file:pass {options}"
        ));
        std::fs::read(self.path("out.p12")).unwrap()
    }

    fn certificate(&self, name: &str) -> Certificate {
        Certificate::from_pem_or_der(&std::fs::read(self.path(name)).unwrap()).unwrap().remove(0)
    }
}

fn fault<T: std::fmt::Debug>(result: Result<T, Error>) -> Pkcs12Fault {
    match result {
        Err(Error::Pkcs12(fault)) => fault,
        other => panic!("{other:?}"),
    }
}

#[test]
fn old_and_new_files_open_with_their_chain_in_order() {
    let Some(village) = Village::build("rsa:2048") else { return };
    for options in [
        "",
        "-legacy",
        "-legacy -certpbe PBE-SHA1-RC2-40 -keypbe PBE-SHA1-3DES",
        "-legacy -certpbe PBE-SHA1-RC2-128 -keypbe PBE-SHA1-RC2-128",
        "-certpbe PBE-SHA1-3DES -keypbe PBE-SHA1-3DES -macalg sha1",
        "-certpbe AES-128-CBC -keypbe AES-128-CBC -macalg sha512",
        "-certpbe AES-256-CBC -keypbe AES-256-CBC -macalg sha384 -iter 5000",
        "-certpbe NONE -keypbe AES-256-CBC",
        "-certpbe NONE -keypbe NONE",
        "-nomaciter",
        "-name 检测专用",
    ] {
        let file = village.export(options, "密码 pass");
        let opened = open(&file, &"密码 pass".into()).unwrap_or_else(|error| panic!("{options}: {error}"));
        assert_eq!(opened.certificate().common_name().as_deref(), Some("张伟"));
        let names: Vec<_> = opened.chain().iter().filter_map(Certificate::common_name).collect();
        assert_eq!(names, ["Middle", "Root"], "{options}");
        assert_eq!(opened.friendly_name(), options.starts_with("-name").then_some("检测专用"));
        assert_eq!(fault(open(&file, &"密码 Pass".into())), Pkcs12Fault::WrongPassword, "{options}");
        assert_eq!(fault(open(&file, &"".into())), Pkcs12Fault::WrongPassword, "{options}");
        let spki = opened.certificate().spki_der().to_vec();
        let signer = opened.into_signer();
        assert_eq!(signer.algorithm(), SignatureAlgorithm::RsaPkcs1(DigestAlgorithm::Sha256));
        let signature = signer.sign(b"message").unwrap();
        pki::verify_signature(&spki, signer.algorithm(), b"message", &signature).unwrap();
    }
}

#[test]
fn the_empty_password_is_a_password() {
    let Some(village) = Village::build("rsa:2048") else { return };
    for options in ["", "-legacy"] {
        let file = village.export(options, "\n");
        open(&file, &"".into()).unwrap_or_else(|error| panic!("{options}: {error}"));
        assert_eq!(fault(open(&file, &"x".into())), Pkcs12Fault::WrongPassword);
    }
}

/// What openssl is told to make, and how such a key signs.
const OTHER_KEYS: [(&str, SignatureAlgorithm); 5] = [
    ("ec -pkeyopt ec_paramgen_curve:P-256", SignatureAlgorithm::Ecdsa(DigestAlgorithm::Sha256)),
    ("ec -pkeyopt ec_paramgen_curve:P-384", SignatureAlgorithm::Ecdsa(DigestAlgorithm::Sha384)),
    ("ec -pkeyopt ec_paramgen_curve:P-521", SignatureAlgorithm::Ecdsa(DigestAlgorithm::Sha512)),
    ("ed25519", SignatureAlgorithm::Ed25519),
    ("ec -pkeyopt ec_paramgen_curve:SM2", SignatureAlgorithm::Sm2),
];

#[test]
fn keys_of_every_kind_sign_and_go_on_with_their_chain() {
    for (kind, algorithm) in OTHER_KEYS {
        let Some(village) = Village::build(kind) else { return };
        let opened = open(&village.export("", "pass"), &"pass".into()).unwrap();
        assert_eq!(opened.chain().len(), 2, "{kind}");

        // What is written here is read here and by openssl, to the same key.
        let password = "交接 pass";
        let (certificate, chain) = (opened.certificate(), opened.chain());
        let file = seal(opened.pkcs8(), certificate, chain, "张伟", &password.into()).unwrap();
        assert_eq!(open(&file, &password.into()).unwrap().chain(), chain);
        std::fs::write(village.path("ours.p12"), &file).unwrap();
        std::fs::write(village.path("pass"), password).unwrap();
        village.run("pkcs12 -in ours.p12 -passin file:pass -nocerts -nodes -out ours.key");
        village.run("pkey -in ours.key -pubout -out ours.pub");
        village.run("pkey -in leaf.key -pubout -out leaf.pub");
        let read = |name: &str| std::fs::read(village.path(name)).unwrap();
        assert_eq!(read("ours.pub"), read("leaf.pub"), "{kind}");

        let spki = certificate.spki_der().to_vec();
        let key = opened.into_key();
        assert_eq!((key.digest(), key.algorithm()), (algorithm.content_digest(), algorithm));
        let signature = key.sign(b"message").unwrap();
        pki::verify_signature(&spki, algorithm, b"message", &signature).unwrap();
        std::fs::write(village.path("message"), b"message").unwrap();
        std::fs::write(village.path("value"), &signature).unwrap();
        let options = match algorithm {
            SignatureAlgorithm::Ed25519 => String::new(),
            SignatureAlgorithm::Sm2 => "-digest sm3 -pkeyopt distid:1234567812345678".to_owned(),
            _ => format!("-digest {}", key.digest().name().replace("SHA-", "sha")),
        };
        village.run(&format!(
            "pkeyutl -verify -rawin {options} -pubin -inkey leaf.pub -in message -sigfile value"
        ));

        // Each has one digest, and no padding to choose.
        let key = key.with_digest(algorithm.content_digest()).unwrap();
        assert_eq!(key.with_digest(DigestAlgorithm::Sha1).unwrap_err(), KeyFault::UnsupportedDigest);
        let key = open(&file, &password.into()).unwrap().into_key();
        assert_eq!(key.with_pss().unwrap_err(), KeyFault::UnsupportedAlgorithm);
    }
}

#[test]
fn a_certificate_may_keep_its_rsa_key_to_pss() {
    let usual = |digest| SignatureAlgorithm::RsaPss(PssParameters::usual(digest));
    let sha512 = "rsa-pss -pkeyopt rsa_keygen_bits:2048 -pkeyopt rsa_pss_keygen_md:sha512 \
                  -pkeyopt rsa_pss_keygen_mgf1_md:sha512 -pkeyopt rsa_pss_keygen_saltlen:64";
    for (kind, digest) in [
        ("rsa-pss -pkeyopt rsa_keygen_bits:2048", DigestAlgorithm::Sha256),
        (sha512, DigestAlgorithm::Sha512),
    ] {
        let Some(village) = Village::build(kind) else { return };
        let file = village.export("", "pass");
        let key = || open(&file, &"pass".into()).unwrap().into_key();
        assert_eq!(key().algorithm(), usual(digest));
        key().sign(b"message").unwrap();
        let pkcs1 = SignatureAlgorithm::RsaPkcs1(digest);
        assert_eq!(key().with_algorithm(pkcs1).unwrap_err(), KeyFault::UnsupportedDigest);
        let other = key().with_digest(DigestAlgorithm::Sha384);
        assert_eq!(other.is_ok(), digest == DigestAlgorithm::Sha256, "{kind}");
    }
}

#[test]
fn keys_that_are_not_signed_with_are_named() {
    for (kind, expected) in [
        ("rsa:1024", KeyFault::RsaSize { bits: 1024 }),
        ("ec -pkeyopt ec_paramgen_curve:secp256k1", KeyFault::UnsupportedAlgorithm),
        ("ed448", KeyFault::UnsupportedAlgorithm),
    ] {
        let Some(village) = Village::build(kind) else { return };
        match open(&village.export("", "pass"), &"pass".into()) {
            Err(Error::Key(found)) => assert_eq!(found, expected),
            other => panic!("{kind}: {other:?}"),
        }
    }
}

#[test]
fn files_without_mac_key_or_certificate_are_refused() {
    let Some(village) = Village::build("rsa:2048") else { return };
    assert_eq!(fault(open(&village.export("-nomac", "pass"), &"pass".into())), Pkcs12Fault::NoMac);
    village.run("pkcs12 -export -nokeys -in pool.pem -out out.p12 -passout pass:pass");
    let keyless = std::fs::read(village.path("out.p12")).unwrap();
    assert_eq!(fault(open(&keyless, &"pass".into())), Pkcs12Fault::NoKey);
    village.run("pkcs12 -export -nocerts -inkey leaf.key -out out.p12 -passout pass:pass");
    let bare = std::fs::read(village.path("out.p12")).unwrap();
    assert_eq!(fault(open(&bare, &"pass".into())), Pkcs12Fault::NoCertificateForKey);
}

#[test]
fn work_and_size_are_bounded_before_they_are_spent() {
    let Some(village) = Village::build("rsa:2048") else { return };
    let file = village.export("", "pass");
    // The iteration count of the MAC is the last INTEGER of the file: 2048.
    let mut greedy = file.clone();
    let at = greedy.len() - 2;
    assert_eq!(greedy[at..], [0x08, 0x00]);
    let mut grown = greedy.split_off(at - 2);
    assert_eq!(grown, [0x02, 0x02, 0x08, 0x00]);
    grown = vec![0x02, 0x04, 0x7f, 0xff, 0xff, 0xff];
    greedy.extend(grown);
    fix_outer_lengths(&mut greedy);
    assert_eq!(
        fault(open(&greedy, &"pass".into())),
        Pkcs12Fault::TooManyIterations { found: 0x7fff_ffff, limit: MAXIMUM_ITERATIONS }
    );
    let big = vec![0; MAXIMUM_BYTES + 1];
    assert_eq!(fault(open(&big, &"pass".into())), Pkcs12Fault::TooBig { limit: MAXIMUM_BYTES });
}

/// Repairs the length of the whole file and of its MAC after two octets were added at the end.
fn fix_outer_lengths(file: &mut [u8]) {
    let whole = u16::from_be_bytes([file[2], file[3]]) + 2;
    file[2..4].copy_from_slice(&whole.to_be_bytes());
    // MacData: SEQUENCE of less than 128 octets that ends the file.
    let mac =
        file.windows(4).rposition(|w| w[0] == 0x30 && w[1] == 0x41 && w[2] == 0x30 && w[3] == 0x31).unwrap();
    file[mac + 1] += 2;
}

#[test]
fn altered_or_cut_files_are_refused_and_nothing_panics() {
    let Some(village) = Village::build("ec -pkeyopt ec_paramgen_curve:P-256") else { return };
    let file = village.export("-iter 1", "pass");
    for length in 0..file.len() {
        assert!(open(&file[..length], &"pass".into()).is_err());
    }
    for position in 0..file.len() {
        for mask in [0x01, 0x80] {
            let mut altered = file.clone();
            altered[position] ^= mask;
            assert!(open(&altered, &"pass".into()).is_err(), "octet {position} ^ {mask:#x}");
        }
    }
}

#[test]
fn of_two_keys_the_end_entity_wins() {
    let Some(village) = Village::build("rsa:2048") else { return };
    // openssl writes one key only, so the authority's key comes from a file of its own.
    let read = |name: &str| std::fs::read(village.path(name)).unwrap();
    let key = |name: &str| {
        village.run(&format!("pkcs8 -topk8 -nocrypt -in {name} -outform DER -out {name}.der"));
        read(&format!("{name}.der"))
    };
    let (authority, leaf) = (village.certificate("middle.pem"), village.certificate("leaf.pem"));
    let file = write::file(
        &[(&key("middle.key"), &authority), (&key("leaf.key"), &leaf)],
        &[&authority, &leaf],
        "two",
        "pass",
    )
    .unwrap();
    let opened = open(&file, &"pass".into()).unwrap();
    assert_eq!(opened.certificate().der(), leaf.der());
    assert_eq!(opened.chain().len(), 1);
}

#[test]
fn what_we_write_is_read_by_others() {
    let Some(village) = Village::build("rsa:2048") else { return };
    let opened = open(&village.export("", "pass"), &"pass".into()).unwrap();
    // The key's octets must not show as a list of numbers, nor its digits.
    let shown = format!("{opened:?}");
    assert!(!shown.contains(&format!("{}, {}", opened.pkcs8()[0], opened.pkcs8()[1])) && shown.contains('…'));

    let password = "交接 pass";
    let file =
        seal(opened.pkcs8(), opened.certificate(), opened.chain(), "张伟 𠮷", &password.into()).unwrap();

    let other =
        p12_keystore::KeyStore::from_pkcs12(&file, password, p12_keystore::Pkcs12ImportPolicy::Strict)
            .unwrap();
    let (_, chain) = other.private_key_chain().unwrap();
    assert_eq!(chain.key().as_der(), opened.pkcs8());
    assert_eq!(chain.certs().len(), 3);

    std::fs::write(village.path("ours.p12"), &file).unwrap();
    std::fs::write(village.path("pass"), password).unwrap();
    village.run("pkcs12 -in ours.p12 -passin file:pass -nodes -out ours.pem");
    village.run("pkcs12 -in ours.p12 -passin file:pass -nocerts -nodes -out ours.key");
    village.run("pkey -in ours.key -pubout -out ours.pub");
    village.run("pkey -in leaf.key -pubout -out leaf.pub");
    let read = |name: &str| std::fs::read(village.path(name)).unwrap();
    assert_eq!(read("ours.pub"), read("leaf.pub"));
    let info = Command::new("openssl")
        .args(["pkcs12", "-in", "ours.p12", "-passin", "file:pass", "-info", "-noout"])
        .current_dir(village.directory.path())
        .output()
        .unwrap();
    let info = String::from_utf8_lossy(&info.stderr).into_owned();
    assert!(info.contains("MAC: sha256, Iteration 600000"), "{info}");
    assert_eq!(
        info.matches("PBES2, PBKDF2, AES-256-CBC, Iteration 600000, PRF hmacWithSHA256").count(),
        2,
        "{info}"
    );
}

#[test]
fn files_of_other_programs_open() {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../../shared/corpus/pki/pyhanko-crypto");
    if !shared.exists() {
        println!("skipped: no shared corpus beside the workspace");
        return;
    }
    for (name, password, subject, chain) in [
        ("testing-ca/interm/signer1.pfx", "", "Alice", &["Intermediate CA", "Root CA"][..]),
        ("testing-ca/root/tsa.pfx", "", "Time Stamping Authority", &["Root CA"][..]),
        ("selfsigned.pfx", "exportsecret", "Lord Testerino", &[][..]),
    ] {
        let opened = open(&std::fs::read(shared.join(name)).unwrap(), &password.into()).unwrap();
        assert_eq!(opened.certificate().common_name().as_deref(), Some(subject));
        let names: Vec<_> = opened.chain().iter().filter_map(Certificate::common_name).collect();
        assert_eq!(names, chain);
        opened.into_signer().sign(b"message").unwrap();
    }
}
