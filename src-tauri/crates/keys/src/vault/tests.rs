//! The vault as its user meets it, and as its attacker does.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fs;
use std::process::Command;

use pki::{DigestAlgorithm, PssParameters, SignatureAlgorithm};
use serde_json::Value;

use super::*;
use crate::error::{CounterFault, KeyFault};
use crate::files::faults::{self, Fault};
use crate::generate::KeyType;
use crate::kdf::tally;

const RIGHT: &str = "红木 830517";
const WRONG: &str = "830516";

fn cheap() -> VaultOptions {
    VaultOptions { kdf: KdfParameters { lanes: 4, ..KdfParameters::FLOOR }, device_key: None }
}

fn now() -> Time {
    Time::from_civil(2026, 11, 22, 8, 30, 0).unwrap()
}

fn zhang() -> NewIdentity {
    NewIdentity {
        organization: Some("质量检测中心".into()),
        organizational_unit: Some("质控室".into()),
        country: Some("CN".into()),
        key: KeyType::Rsa(2048),
        ..NewIdentity::new("张伟", now())
    }
}

struct Home {
    vault: Vault,
    id: IdentityId,
    directory: tempfile::TempDir,
}

fn home() -> Home {
    let directory = tempfile::tempdir().unwrap();
    let vault = Vault::open_with(directory.path().join("vault"), cheap()).unwrap();
    let id = vault.create(&zhang(), &RIGHT.into()).unwrap().id;
    Home { vault, id, directory }
}

impl Home {
    fn unlock(&self, secret: &str) -> Result<UnlockedKey, Error> {
        self.vault.unlock_key(&self.id, &secret.into())
    }

    fn tries_left(&self) -> u8 {
        self.vault.identity(&self.id).unwrap().tries_left
    }

    fn record_path(&self) -> PathBuf {
        record::path(self.vault.directory(), &self.id)
    }

    fn counter_path(&self) -> PathBuf {
        let epoch = self.vault.identity(&self.id).unwrap().epoch;
        self.vault.place(&self.id, epoch).path()
    }

    /// Puts the counter back, as a test may and a user may not.
    fn forgive(&self) {
        let lock = self.vault.lock(&self.id).unwrap();
        let epoch = self.vault.identity(&self.id).unwrap().epoch;
        attempts::start(&lock, self.vault.place(&self.id, epoch)).unwrap();
    }
}

#[test]
fn a_new_identity_signs_and_its_certificate_says_who_it_is() {
    let home = home();
    let identity = home.vault.list().unwrap().remove(0);
    assert_eq!((identity.label.as_str(), identity.self_made, identity.tries_left), ("张伟", true, 5));
    assert!(!identity.locked && !identity.destroyed && identity.created == now());
    let certificate = &identity.certificate;
    assert_eq!(certificate.common_name().as_deref(), Some("张伟"));
    assert_eq!(certificate.organization().as_deref(), Some("质量检测中心"));
    assert!(certificate.is_self_signed() && !certificate.is_ca());
    assert_eq!(certificate.not_after().to_string(), "2029-11-22T08:29:59Z");

    let signer = home.vault.unlock(&home.id, &RIGHT.into()).unwrap();
    let signature = signer.sign(b"message").unwrap();
    pki::verify_signature(certificate.spki_der(), signer.algorithm(), b"message", &signature).unwrap();

    let mut key = home.unlock(RIGHT).unwrap();
    for digest in [DigestAlgorithm::Sha384, DigestAlgorithm::Sha512, DigestAlgorithm::Sha256] {
        key = key.with_digest(digest).unwrap();
        assert_eq!((key.digest(), key.algorithm()), (digest, SignatureAlgorithm::RsaPkcs1(digest)));
        key.sign(b"message").unwrap();
    }
    key = key.with_pss().unwrap();
    for digest in [DigestAlgorithm::Sha256, DigestAlgorithm::Sha384, DigestAlgorithm::Sha512] {
        key = key.with_digest(digest).unwrap().with_pss().unwrap();
        assert_eq!(key.algorithm(), SignatureAlgorithm::RsaPss(PssParameters::usual(digest)));
        key.sign(b"message").unwrap();
    }
    assert_eq!(key.with_digest(DigestAlgorithm::Sha1).unwrap_err(), KeyFault::UnsupportedDigest);
}

#[test]
fn a_key_of_every_kind_is_made_kept_handed_over_and_taken_back() {
    let directory = tempfile::tempdir().unwrap();
    let vault = Vault::open_with(directory.path().join("vault"), cheap()).unwrap();
    for (kind, algorithm, bits) in [
        (KeyType::Rsa(3072), SignatureAlgorithm::RsaPkcs1(DigestAlgorithm::Sha256), 3072),
        (KeyType::P256, SignatureAlgorithm::Ecdsa(DigestAlgorithm::Sha256), 256),
        (KeyType::P384, SignatureAlgorithm::Ecdsa(DigestAlgorithm::Sha384), 384),
        (KeyType::P521, SignatureAlgorithm::Ecdsa(DigestAlgorithm::Sha512), 521),
        (KeyType::Ed25519, SignatureAlgorithm::Ed25519, 256),
        (KeyType::Sm2, SignatureAlgorithm::Sm2, 256),
    ] {
        let made = vault.create(&NewIdentity { key: kind, ..zhang() }, &RIGHT.into()).unwrap();
        let certificate = &made.certificate;
        assert_eq!((certificate.signature_algorithm(), certificate.key_bits()), (Ok(algorithm), bits));
        assert!(certificate.is_self_signed() && certificate.oddities().is_empty(), "{kind:?}");
        assert_eq!(pki::usage::fit_for_signing(certificate), Ok(()));

        let file = vault.export(&made.id, &RIGHT.into(), &RIGHT.into()).unwrap();
        let back = vault.import(&file, &RIGHT.into(), &RIGHT.into(), None, now()).unwrap();
        let key = vault.unlock_key(&back.id, &RIGHT.into()).unwrap();
        assert_eq!((key.certificate(), key.algorithm()), (certificate, algorithm));

        // The whole way: a message over a document, read by the reader that judges others' files too.
        let digest = key.digest().digest(b"the document");
        let message = cades::build::signed_data(&key, &digest).unwrap();
        let size = cades::build::estimated_size(&key);
        assert!((message.len()..message.len() + 16).contains(&size), "{kind:?}: {size}");
        let read = cades::SignedData::parse(&message).unwrap();
        assert!(read.check(&digest).is_intact() && read.oddities().is_empty(), "{kind:?}");
        assert_eq!(read.signature_algorithm(), Some(Ok(algorithm)));
    }
}

#[test]
fn the_vault_can_be_opened_again_and_nothing_secret_shows_in_it() {
    let home = home();
    let again = Vault::open_with(home.vault.directory(), cheap()).unwrap();
    let key = again.unlock_key(&home.id, &RIGHT.into()).unwrap();
    assert!(!format!("{key:?}{again:?}").contains(RIGHT));
    let record = fs::read_to_string(home.record_path()).unwrap();
    let pkcs8 = PrivateKey::pkcs8(&match home.vault.try_secret(&home.id, &RIGHT.into()) {
        Ok(opened) => PrivateKey::from_pkcs8(&opened.pkcs8).unwrap(),
        Err(error) => panic!("{error}"),
    });
    // A window of the key's own numbers, past the structure that any PKCS#8 has.
    let window = hex::encode(&pkcs8.unwrap()[600..632]);
    assert!(!record.contains(RIGHT) && !record.contains(&window));
}

#[test]
fn five_wrong_secrets_lock_and_then_the_right_one_does_not_open() {
    let home = home();
    for left in (0..5).rev() {
        assert!(matches!(home.unlock(WRONG), Err(Error::WrongSecret { tries_left }) if tries_left == left));
        assert_eq!(home.tries_left(), left);
    }
    assert!(matches!(home.unlock(RIGHT), Err(Error::Locked)));
    assert!(home.vault.identity(&home.id).unwrap().locked);
    let again = Vault::open_with(home.vault.directory(), cheap()).unwrap();
    assert!(matches!(again.unlock(&home.id, &RIGHT.into()), Err(Error::Locked)));
    assert!(matches!(again.export(&home.id, &RIGHT.into(), &"export pass".into()), Err(Error::Locked)));
    assert!(matches!(again.change_secret(&home.id, &RIGHT.into(), &"another 1".into()), Err(Error::Locked)));
}

#[test]
fn the_right_secret_gives_all_tries_back() {
    let home = home();
    assert!(home.unlock(WRONG).is_err() && home.unlock(WRONG).is_err());
    assert_eq!(home.tries_left(), 3);
    home.unlock("红木　８３０５１７").unwrap();
    assert_eq!(home.tries_left(), 5);
}

#[test]
fn a_new_secret_must_meet_the_rules_and_a_tried_one_is_always_counted() {
    let home = home();
    for simple in ["12345", "123456", "111111"] {
        assert!(matches!(home.vault.create(&zhang(), &simple.into()), Err(Error::Secret(_))));
        assert!(matches!(
            home.vault.change_secret(&home.id, &RIGHT.into(), &simple.into()),
            Err(Error::Secret(_))
        ));
    }
    let unchanged = home.vault.change_secret(&home.id, &RIGHT.into(), &RIGHT.into());
    assert!(matches!(unchanged, Err(Error::Secret(SecretFault::Unchanged))));
    assert_eq!(home.tries_left(), 5);
    assert!(matches!(home.unlock(""), Err(Error::WrongSecret { tries_left: 4 })));
}

#[test]
fn a_change_of_secret_wraps_anew_and_leaves_the_private_key_as_it_lies() {
    let home = home();
    let sealed_key = |home: &Home| {
        let file: Value = serde_json::from_slice(&fs::read(home.record_path()).unwrap()).unwrap();
        file["key"]["private_key"].clone()
    };
    let (before, old_file, old_counter) =
        (sealed_key(&home), fs::read(home.record_path()).unwrap(), home.counter_path());
    home.vault.change_secret(&home.id, &RIGHT.into(), &"新的密码 2027".into()).unwrap();
    assert_eq!(sealed_key(&home), before);
    assert!(!old_counter.exists());
    assert!(matches!(home.unlock(RIGHT), Err(Error::WrongSecret { tries_left: 4 })));
    home.unlock("新的密码 2027").unwrap();
    // The old file with the old secret does not come back to life: its counter is gone.
    fs::write(home.record_path(), old_file).unwrap();
    assert!(matches!(home.unlock(RIGHT), Err(Error::Counter { fault: CounterFault::Missing, .. })));
}

#[test]
fn a_destroyed_identity_keeps_its_certificate_and_nothing_else() {
    let home = home();
    let certificate = home.vault.identity(&home.id).unwrap().certificate;
    let left = home.vault.remove(&home.id).unwrap();
    assert!(left.destroyed && !left.locked && left.tries_left == 0);
    assert_eq!(left.certificate.der(), certificate.der());
    assert!(matches!(home.unlock(RIGHT), Err(Error::Destroyed { .. })));
    let file: Value = serde_json::from_slice(&fs::read(home.record_path()).unwrap()).unwrap();
    assert!(file["key"].is_null());
    assert_eq!(home.vault.list().unwrap().len(), 1);
}

#[test]
fn an_unknown_identity_is_said_to_be_unknown_and_leaves_no_trace() {
    let home = home();
    let other = IdentityId::random().unwrap();
    let before = files::names(home.vault.directory()).unwrap();
    assert!(matches!(home.vault.unlock(&other, &RIGHT.into()), Err(Error::UnknownIdentity { .. })));
    assert!(matches!(home.vault.remove(&other), Err(Error::UnknownIdentity { .. })));
    assert_eq!(files::names(home.vault.directory()).unwrap(), before);
}

#[test]
fn a_counter_that_cannot_be_believed_allows_no_try() {
    let home = home();
    let other = home.vault.create(&zhang(), &RIGHT.into()).unwrap().id;
    home.unlock(WRONG).unwrap_err();
    let good = fs::read_to_string(home.counter_path()).unwrap();
    let derivations = tally::derivations();
    let with = |content: Option<&str>| {
        match content {
            Some(content) => fs::write(home.counter_path(), content).unwrap(),
            None => fs::remove_file(home.counter_path()).unwrap(),
        }
        let Err(Error::Counter { fault, .. }) = home.unlock(RIGHT) else { panic!("a free guess") };
        assert!(home.vault.identity(&home.id).unwrap().locked);
        fault
    };
    assert_eq!(with(Some("")), CounterFault::Malformed);
    assert_eq!(with(Some(&good[..good.len() - 1])), CounterFault::Malformed);
    assert_eq!(with(Some(&good.replace("\"attempts\":1", "\"attempts\":0"))), CounterFault::Altered);
    assert_eq!(with(Some(&good.replace("\"epoch\":1", "\"epoch\":2"))), CounterFault::Foreign);
    let of_other = fs::read_to_string(home.vault.place(&other, 1).path()).unwrap();
    assert_eq!(with(Some(&of_other)), CounterFault::Foreign);
    assert_eq!(with(Some(&of_other.replace(other.as_str(), home.id.as_str()))), CounterFault::Altered);
    assert_eq!(with(None), CounterFault::Missing);
    // A directory in the counter's place cannot be read, whoever runs the test.
    fs::create_dir(home.counter_path()).unwrap();
    assert!(matches!(home.unlock(RIGHT), Err(Error::Storage { .. })));
    assert_eq!(tally::derivations(), derivations);
}

#[test]
fn a_failure_or_kill_at_any_step_never_gives_a_try_away() {
    let home = home();
    for fault in [Fault::Fail, Fault::Kill] {
        for n in 0.. {
            home.forgive();
            let before = tally::derivations();
            let (result, struck) = faults::at(n, fault, || home.unlock(WRONG));
            let made = tally::derivations() - before;
            assert!(result.is_err());
            assert!(u32::from(5 - home.tries_left()) >= made, "step {n}: a try was made and not counted");
            if !struck {
                assert_eq!((made, home.tries_left()), (1, 4));
                break;
            }
        }
    }
}

#[test]
fn a_process_killed_while_it_derives_has_used_its_try() {
    let home = home();
    for left in [4, 3] {
        let mut child = guess_in_another_process(&home);
        while home.tries_left() != left {
            std::thread::yield_now();
        }
        child.kill().unwrap();
        child.wait().unwrap();
        assert_eq!(home.tries_left(), left);
    }
    // The kernel let go of the dead process's lock, and of nothing else.
    home.unlock(RIGHT).unwrap();
}

/// Starts a process of its own that tries a wrong secret once.
fn guess_in_another_process(home: &Home) -> std::process::Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "vault::tests::one_of_many_guesses", "--nocapture"])
        .env("VERMILION_TEST_VAULT", home.vault.directory())
        .stdout(std::process::Stdio::piped())
        .spawn()
        .unwrap()
}

#[test]
fn a_failure_or_kill_at_any_step_of_a_change_leaves_one_secret_that_opens() {
    let home = home();
    let (mut current, mut next) = ("first 2026", "second 2027");
    home.vault.change_secret(&home.id, &RIGHT.into(), &current.into()).unwrap();
    for n in 0.. {
        let (result, struck) =
            faults::at(n, Fault::Kill, || home.vault.change_secret(&home.id, &current.into(), &next.into()));
        let opens = |secret: &str| home.unlock(secret).is_ok();
        // At most one of the tries below is wrong, and the right one puts the counter back.
        if result.is_ok() {
            assert!(opens(next));
        }
        if opens(next) {
            std::mem::swap(&mut current, &mut next);
        } else {
            assert!(opens(current), "step {n}: neither secret opens");
        }
        if !struck {
            break;
        }
    }
    let names = files::names(home.vault.directory()).unwrap();
    assert_eq!(
        names.iter().filter(|name| name.ends_with(".tries") || name.ends_with(".tmp")).count(),
        1,
        "{names:?}"
    );
}

#[test]
fn a_removal_that_was_killed_can_be_done_again() {
    for n in 0.. {
        let home = home();
        let (_, struck) = faults::at(n, Fault::Kill, || home.vault.remove(&home.id));
        let identity = home.vault.identity(&home.id).unwrap();
        assert!(identity.destroyed || home.unlock(RIGHT).is_ok());
        home.vault.remove(&home.id).unwrap();
        if !struck || n > 3 {
            break;
        }
    }
}

#[test]
fn thirty_two_processes_at_once_make_five_tries_between_them() {
    let home = home();
    let children: Vec<_> = (0..32).map(|_| guess_in_another_process(&home)).collect();
    let mut outcomes: Vec<String> = children
        .into_iter()
        .map(|child| {
            let output = String::from_utf8(child.wait_with_output().unwrap().stdout).unwrap();
            output.split_once("outcome=").unwrap().1.split_whitespace().next().unwrap().to_owned()
        })
        .collect();
    outcomes.sort();
    assert_eq!(outcomes[..5], ["left-0", "left-1", "left-2", "left-3", "left-4"]);
    assert!(outcomes[5..].iter().all(|outcome| outcome == "locked"), "{outcomes:?}");
}

/// Not a test of its own: what the processes of [`guess_in_another_process`] do.
#[test]
fn one_of_many_guesses() {
    let Some(directory) = std::env::var_os("VERMILION_TEST_VAULT") else { return };
    let vault = Vault::open_with(PathBuf::from(directory), cheap()).unwrap();
    let id = vault.list().unwrap().remove(0).id;
    match vault.unlock_key(&id, &WRONG.into()) {
        Err(Error::WrongSecret { tries_left }) => println!("outcome=left-{tries_left} "),
        Err(Error::Locked) => println!("outcome=locked "),
        other => println!("outcome={other:?} "),
    }
}

#[test]
fn every_field_of_the_file_is_guarded() {
    let home = home();
    let good = fs::read(home.record_path()).unwrap();
    let mut paths = Vec::new();
    fn leaves(value: &Value, path: String, out: &mut Vec<String>) {
        match value {
            Value::Object(map) => {
                map.iter().for_each(|(key, value)| leaves(value, format!("{path}/{key}"), out))
            }
            _ => out.push(path),
        }
    }
    leaves(&serde_json::from_slice(&good).unwrap(), String::new(), &mut paths);
    assert!(paths.len() >= 18, "{paths:?}");
    let derivations = tally::derivations();
    for path in paths {
        let mut file: Value = serde_json::from_slice(&good).unwrap();
        let place = file.pointer_mut(&path).unwrap();
        *place = match place.take() {
            Value::String(text) => Value::from(flipped(&text)),
            Value::Number(number) => Value::from(number.as_u64().unwrap() + 1),
            Value::Bool(value) => Value::from(!value),
            Value::Array(_) => Value::from(vec![file_certificate(&good)]),
            _ => panic!("unexpected value at {path}"),
        };
        fs::write(home.record_path(), serde_json::to_vec(&file).unwrap()).unwrap();
        let error = home.unlock(RIGHT).unwrap_err();
        assert!(!matches!(error, Error::WrongSecret { .. }), "{path}: found only by spending a try");
        assert_eq!(home.vault.list().unwrap().len(), 0, "{path}");
        assert_eq!(home.vault.damaged().unwrap().len(), 1, "{path}");
    }
    assert_eq!(tally::derivations(), derivations);
    fs::write(home.record_path(), good).unwrap();
    home.unlock(RIGHT).unwrap();
}

fn file_certificate(file: &[u8]) -> Value {
    serde_json::from_slice::<Value>(file).unwrap()["certificate"].clone()
}

/// The text with its last character changed into another of the same alphabet.
fn flipped(text: &str) -> String {
    let mut characters: Vec<char> = text.chars().collect();
    let last = characters.last_mut().unwrap();
    *last = if *last == '0' { '1' } else { '0' };
    characters.into_iter().collect()
}

#[test]
fn whoever_has_the_device_secret_still_cannot_alter_the_header() {
    let home = home();
    let good = Record::read(home.vault.directory(), &home.id, &home.vault.device).unwrap();
    let stranger = home.vault.create(&zhang(), &RIGHT.into()).unwrap().certificate;
    let changes: [fn(&mut Record, &Certificate); 6] = [
        |r, _| r.header.label.push('!'),
        |r, _| r.header.created = r.header.created.plus_seconds(1),
        |r, _| r.header.self_made = false,
        |r, stranger| r.header.certificate = stranger.clone(),
        |r, stranger| r.header.chain.push(stranger.clone()),
        |r, _| r.material.as_mut().unwrap().kdf.passes += 1,
    ];
    for change in changes {
        let mut record = good.clone();
        change(&mut record, &stranger);
        home.vault.write(&record).unwrap();
        assert!(matches!(home.unlock(RIGHT), Err(Error::WrongSecret { .. })));
        home.forgive();
    }
    let mut record = good.clone();
    record.header.epoch += 1;
    home.vault.write(&record).unwrap();
    assert!(matches!(home.unlock(RIGHT), Err(Error::Counter { fault: CounterFault::Missing, .. })));
}

#[test]
fn parameters_that_make_guessing_cheap_or_exhaust_the_machine_are_refused() {
    let home = home();
    let good = Record::read(home.vault.directory(), &home.id, &home.vault.device).unwrap();
    for kdf in [
        KdfParameters { memory_kib: 19 * 1024, passes: 2, lanes: 1 },
        KdfParameters { memory_kib: 2 * 1024 * 1024, passes: 3, lanes: 4 },
    ] {
        let mut record = good.clone();
        record.material.as_mut().unwrap().kdf = kdf;
        home.vault.write(&record).unwrap();
        assert!(matches!(home.unlock(RIGHT), Err(Error::KdfOutOfBounds(found)) if found == kdf));
        let options = VaultOptions { kdf, ..cheap() };
        assert!(matches!(
            Vault::open_with(home.directory.path().join("new"), options),
            Err(Error::KdfOutOfBounds(_))
        ));
    }
}

#[test]
fn a_vault_without_its_device_does_not_open() {
    let home = home();
    let device = home.vault.directory().join("device.key");
    let secret = fs::read(&device).unwrap();
    assert_eq!(secret.len(), 32);
    fs::write(&device, [7; 32]).unwrap();
    let elsewhere = Vault::open_with(home.vault.directory(), cheap()).unwrap();
    assert!(matches!(elsewhere.unlock(&home.id, &RIGHT.into()), Err(Error::OtherDevice { .. })));
    assert!(elsewhere.list().unwrap().is_empty());
    fs::write(&device, &secret[1..]).unwrap();
    assert!(matches!(Vault::open_with(home.vault.directory(), cheap()), Err(Error::DeviceSecretMalformed)));
    fs::remove_file(&device).unwrap();
    assert!(matches!(Vault::open_with(home.vault.directory(), cheap()), Err(Error::DeviceSecretMissing)));
}

#[test]
fn an_exported_identity_can_be_imported_again() {
    let home = home();
    let password: Secret = "交接 2026-11".into();
    let file = home.vault.export(&home.id, &RIGHT.into(), &password).unwrap();
    assert!(matches!(home.vault.export(&home.id, &RIGHT.into(), &"123456".into()), Err(Error::Secret(_))));
    let back = home.vault.import(&file, &password, &"another 830".into(), None, now()).unwrap();
    assert_eq!((back.label.as_str(), back.self_made), ("张伟", false));
    home.vault.unlock(&back.id, &"another 830".into()).unwrap().sign(b"message").unwrap();
    let wrong = home.vault.import(&file, &"wrong one".into(), &"another 830".into(), None, now());
    assert!(matches!(wrong, Err(Error::Pkcs12(crate::error::Pkcs12Fault::WrongPassword))));
}

#[test]
fn an_issued_certificate_takes_the_old_ones_place_under_a_new_secret() {
    let home = home();
    let other = home.vault.create(&zhang(), &RIGHT.into()).unwrap();
    let own = home.vault.identity(&home.id).unwrap().certificate;
    let foreign = home.vault.adopt(&home.id, &RIGHT.into(), &RIGHT.into(), other.certificate, Vec::new());
    assert!(matches!(foreign, Err(Error::Key(KeyFault::NotOfCertificate))));
    assert!(matches!(
        home.vault.adopt(&home.id, &WRONG.into(), &"initial 47".into(), own.clone(), Vec::new()),
        Err(Error::WrongSecret { tries_left: 4 })
    ));
    let issued =
        home.vault.adopt(&home.id, &RIGHT.into(), &"initial 47".into(), own.clone(), vec![own]).unwrap();
    assert_eq!((issued.epoch, issued.self_made, issued.chain.len(), issued.tries_left), (2, false, 1, 5));
    assert!(home.unlock(RIGHT).is_err());
    home.unlock("initial 47").unwrap().sign(b"message").unwrap();
}

#[test]
fn a_secret_derived_from_a_key_is_the_same_after_a_change_of_pin() {
    let home = home();
    let derive = |secret: &str, purpose| home.vault.derive(&home.id, &secret.into(), purpose);
    let first = derive(RIGHT, "one").unwrap();
    assert_ne!(first.normal(), derive(RIGHT, "two").unwrap().normal());
    assert!(derive(WRONG, "one").is_err());
    home.vault.change_secret(&home.id, &RIGHT.into(), &"another 83 one".into()).unwrap();
    assert_eq!(first.normal(), derive("another 83 one", "one").unwrap().normal());
}

#[test]
fn a_locked_identity_is_released_and_a_restored_one_has_less() {
    let home = home();
    for _ in 0..5 {
        home.unlock(WRONG).unwrap_err();
    }
    assert!(matches!(home.unlock(RIGHT), Err(Error::Locked)));
    assert_eq!(home.vault.release(&home.id).unwrap().tries_left, 5);
    home.unlock(RIGHT).unwrap();
    home.vault.spend(&home.id, 1).unwrap();
    assert_eq!(home.tries_left(), 1);
    home.vault.spend(&home.id, 3).unwrap();
    assert_eq!(home.tries_left(), 1, "never given back");
    assert!(home.vault.is_marked(b"memory", &home.vault.mark(b"memory")));
    assert!(!home.vault.is_marked(b"memorz", &home.vault.mark(b"memory")));
}
