//! Evidence packages: the same document, log and time give the same bytes.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use std::path::Path;

use engine::{Clock, Engine, FileLook, FilePlace, PackFile, Profile, SignFile, Signatory, Signing, Supplied};
use wire::{Caption, CreateIdentity, KeyType, Secret, SignOptions};

const PIN: &str = "135790";
const SAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../assets/samples/report-JC-2026-0417.pdf");

fn engine(folder: &Path) -> Engine {
    Engine::open(Profile::at(folder), Clock::standing("2026-11-27T06:00:00Z".parse().unwrap()))
}

fn signed(engine: &Engine, folder: &Path) {
    let identity = CreateIdentity {
        name: "张三".to_owned(),
        organization: None,
        key: KeyType::P256,
        pin: Secret::new(PIN.to_owned()),
    };
    let identity = engine.create_identity(identity).unwrap().id;
    let signing = Signing {
        signatory: Signatory::Identity(identity, Secret::new(PIN.to_owned())),
        look: FileLook::Invisible,
        caption: Caption::default(),
        place: FilePlace::None,
        stamps: Vec::new(),
        paper: Vec::new(),
        options: SignOptions::default(),
        reason: String::new(),
        location: String::new(),
        contact: String::new(),
        supplied: Supplied::default(),
        strict: false,
        password: None,
        consent: true,
        second: None,
        encrypt: None,
    };
    let output = Some(folder.join("signed.pdf"));
    let path = SAMPLE.into();
    engine.sign_file(&SignFile { path, output, in_place: false, replace: false, signing }).unwrap();
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap().map(Result::unwrap) {
        let target = to.join(entry.file_name());
        match entry.file_type().unwrap().is_dir() {
            true => copy(&entry.path(), &target),
            false => drop(std::fs::copy(entry.path(), target).unwrap()),
        }
    }
}

#[test]
fn the_same_at_the_same_time_gives_the_same_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    signed(&engine(&at("one")), folder.path());
    copy(&at("one"), &at("other"));
    let pack = |profile: &str| {
        let output = at(&format!("{profile}.zip"));
        let request =
            PackFile { path: at("signed.pdf"), output: Some(output.clone()), ..PackFile::default() };
        engine(&at(profile)).pack_file(&request).unwrap();
        std::fs::read(output).unwrap()
    };
    assert!(pack("one") == pack("other"));
}
