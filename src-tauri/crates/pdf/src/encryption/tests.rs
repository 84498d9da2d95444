use std::collections::BTreeMap;

use lopdf::encryption::crypt_filters::{Aes128CryptFilter, Aes256CryptFilter};
use lopdf::{EncryptionVersion, Permissions, Stream};

use super::*;
use crate::testing::Builder;
use crate::{Document, StringFormat};

const ID: &[u8] = b"0123456789abcdef";

fn string(bytes: &[u8]) -> Object {
    Object::String(bytes.to_vec(), StringFormat::Hexadecimal)
}

/// The state that `lopdf` makes for a new document with these passwords.
fn state(kind: &str, user: &str, owner: &str) -> EncryptionState {
    let mut document = lopdf::Document::new();
    document.trailer.set("ID", Object::Array(vec![string(ID), string(ID)]));
    let filters = |filter: Arc<dyn CryptFilter>| BTreeMap::from([(b"StdCF".to_vec(), filter)]);
    let (stream_filter, string_filter) = (b"StdCF".to_vec(), b"StdCF".to_vec());
    let permissions = Permissions::all();
    let version = match kind {
        "rc4-40" => EncryptionVersion::V1 {
            document: &document,
            owner_password: owner,
            user_password: user,
            permissions,
        },
        "rc4-128" => EncryptionVersion::V2 {
            document: &document,
            owner_password: owner,
            user_password: user,
            key_length: 128,
            permissions,
        },
        "aes-128" => EncryptionVersion::V4 {
            document: &document,
            encrypt_metadata: false,
            crypt_filters: filters(Arc::new(Aes128CryptFilter)),
            stream_filter,
            string_filter,
            owner_password: owner,
            user_password: user,
            permissions,
        },
        _ => EncryptionVersion::V5 {
            encrypt_metadata: true,
            crypt_filters: filters(Arc::new(Aes256CryptFilter)),
            file_encryption_key: &[7; 32],
            stream_filter,
            string_filter,
            owner_password: owner,
            user_password: user,
            permissions,
        },
    };
    EncryptionState::try_from(version).unwrap()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn written(object: &Object) -> String {
    match object {
        Object::String(bytes, _) => format!("<{}>", hex(bytes)),
        Object::Name(name) => format!("/{}", String::from_utf8_lossy(name)),
        Object::Dictionary(inside) => {
            let pairs = inside.iter().map(|(k, v)| format!("/{} {}", String::from_utf8_lossy(k), written(v)));
            format!("<<{}>>", pairs.collect::<String>())
        }
        other => format!("{other:?}"),
    }
}

/// With crypt filters that leave streams or strings in clear (§7.6.6): `identity` says which.
fn half_clear(identity: &str, revision: u8) -> EncryptionState {
    let mut document = lopdf::Document::new();
    document.trailer.set("ID", Object::Array(vec![string(ID), string(ID)]));
    let named = |what: &str| if what == identity { b"Identity".to_vec() } else { b"StdCF".to_vec() };
    let (stream_filter, string_filter) = (named("streams"), named("strings"));
    let (permissions, owner_password, user_password) = (Permissions::all(), "owner", "");
    let filters = |filter: Arc<dyn CryptFilter>| BTreeMap::from([(b"StdCF".to_vec(), filter)]);
    let version = if revision == 4 {
        EncryptionVersion::V4 {
            document: &document,
            encrypt_metadata: false,
            crypt_filters: filters(Arc::new(Aes128CryptFilter)),
            stream_filter,
            string_filter,
            owner_password,
            user_password,
            permissions,
        }
    } else {
        EncryptionVersion::V5 {
            encrypt_metadata: false,
            crypt_filters: filters(Arc::new(Aes256CryptFilter)),
            file_encryption_key: &[7; 32],
            stream_filter,
            string_filter,
            owner_password,
            user_password,
            permissions,
        }
    };
    EncryptionState::try_from(version).unwrap()
}

/// A file with a text (4), a stream (5), a signature dictionary (6), metadata (7) and a clear stream (8).
fn file(kind: &str, user: &str, owner: &str) -> Document {
    sealed_with(&state(kind, user, owner))
}

fn sealed_with(state: &EncryptionState) -> Document {
    let sealed = |number: u32, mut object: Object| {
        encrypt_object(state, (number, 0), &mut object).unwrap();
        object
    };
    let mut file = Builder::one_page();
    file.object(4, written(&sealed(4, Object::string_literal("hello"))));
    let body = sealed(5, Object::Stream(Stream::new(Dictionary::new(), b"stream data".to_vec())));
    file.stream(5, "", &body.as_stream().unwrap().content);
    let mut signature = Dictionary::new();
    signature.set("Type", Object::Name(b"Sig".to_vec()));
    signature.set("Contents", string(b"clear"));
    signature.set("Reason", string(b"secret"));
    file.object(6, written(&sealed(6, Object::Dictionary(signature))));
    let mut metadata = Dictionary::new();
    metadata.set("Type", Object::Name(b"Metadata".to_vec()));
    let metadata = sealed(7, Object::Stream(Stream::new(metadata, b"<x/>".to_vec())));
    file.stream(7, "/Type/Metadata", &metadata.as_stream().unwrap().content);
    file.stream(8, "/Filter[/Crypt]/DecodeParms[<</Name/Identity>>]", b"in clear");
    file.object(9, written(&Object::Dictionary(state.encode().unwrap())));
    file.table(&format!("/Root 1 0 R/Encrypt 9 0 R/ID[<{}><{}>]", hex(ID), hex(ID)));
    file.open().unwrap()
}

const KINDS: [(&str, Algorithm, u16); 4] = [
    ("rc4-40", Algorithm::Rc4, 40),
    ("rc4-128", Algorithm::Rc4, 128),
    ("aes-128", Algorithm::Aes128, 128),
    ("aes-256", Algorithm::Aes256, 256),
];

fn readable(document: &Document) {
    assert_eq!(document.object((4, 0)).unwrap().as_str().unwrap(), b"hello");
    assert_eq!(document.object((5, 0)).unwrap().as_stream().unwrap().content, b"stream data");
    let signature = document.object((6, 0)).unwrap();
    assert_eq!(signature.as_dict().unwrap().get(b"Contents").unwrap().as_str().unwrap(), b"clear");
    assert_eq!(signature.as_dict().unwrap().get(b"Reason").unwrap().as_str().unwrap(), b"secret");
    assert_eq!(document.object((7, 0)).unwrap().as_stream().unwrap().content, b"<x/>");
    assert_eq!(document.object((8, 0)).unwrap().as_stream().unwrap().content, b"in clear");
    assert!(document.object((9, 0)).unwrap().as_dict().unwrap().has(b"O"));
}

#[test]
fn the_empty_user_password_is_tried() {
    for (kind, algorithm, bits) in KINDS {
        let document = file(kind, "", "owner");
        let encryption = document.encryption().unwrap();
        assert_eq!((encryption.algorithm(), encryption.key_bits()), (algorithm, bits), "{kind}");
        assert_eq!(encryption.access(), Some(Access::User), "{kind}");
        readable(&document);
        assert_eq!(document.unlock("owner").unwrap(), Access::Owner, "{kind}");
        readable(&document);
        readable(&document.at_revision(1).unwrap());
    }
}

#[test]
fn either_password_opens_and_no_other_does() {
    for (kind, ..) in KINDS {
        let document = file(kind, "user", "owner");
        assert!(document.encryption().unwrap().is_locked(), "{kind}");
        assert_eq!(document.object((4, 0)), Err(Error::Locked));
        assert_eq!(document.catalog(), Err(Error::Locked));
        assert_eq!(document.encrypt_object((9, 9), Object::Null), Err(Error::Locked));
        assert!(document.object((9, 0)).is_ok());
        assert_eq!(document.unlock("guess"), Err(Error::WrongPassword), "{kind}");
        assert_eq!(document.unlock("user").unwrap(), Access::User, "{kind}");
        readable(&document);
        let other = file(kind, "user", "owner");
        assert_eq!(other.unlock("owner").unwrap(), Access::Owner, "{kind}");
        readable(&other);
    }
}

#[test]
fn a_locked_document_can_be_seen_as_stored() {
    let document = file("aes-128", "user", "owner").as_stored();
    assert!(document.catalog().is_ok());
    let signature = document.object((6, 0)).unwrap();
    assert_eq!(signature.as_dict().unwrap().get(b"Contents").unwrap().as_str().unwrap(), b"clear");
    assert_ne!(signature.as_dict().unwrap().get(b"Reason").unwrap().as_str().unwrap(), b"secret");
}

#[test]
fn new_objects_are_encrypted_as_they_will_be_read() {
    for (kind, ..) in KINDS {
        let document = file(kind, "", "owner");
        let encryption = document.encryption().unwrap();
        let mut dictionary = Dictionary::new();
        dictionary.set("Type", Object::Name(b"Sig".to_vec()));
        dictionary.set("Contents", string(b"clear"));
        dictionary.set("Name", string(b"somebody"));
        let plain = Object::Dictionary(dictionary);
        let mut sealed = document.encrypt_object((20, 0), plain.clone()).unwrap();
        let inside = sealed.as_dict().unwrap();
        assert_eq!(inside.get(b"Contents").unwrap().as_str().unwrap(), b"clear");
        assert_ne!(inside.get(b"Name").unwrap().as_str().unwrap(), b"somebody");
        encryption.decrypt((20, 0), &mut sealed).unwrap();
        assert_eq!(sealed, plain);
    }
}

#[test]
fn a_document_that_is_open_stays_open_with_an_increment_behind_it() {
    for (kind, ..) in KINDS {
        let document = file(kind, "user", "owner");
        document.unlock("user").unwrap();
        let mut update = crate::Update::new(&document).unwrap();
        let added = update.add(Object::string_literal("added"));
        let next = document.followed_by(update.finish().unwrap().into_bytes()).unwrap();
        assert_eq!(next.encryption().unwrap().access(), Some(Access::User), "{kind}");
        readable(&next);
        assert_eq!(next.object(added).unwrap().as_str().unwrap(), b"added");
    }
}

#[test]
fn identity_leaves_one_kind_in_clear_and_new_objects_follow() {
    for revision in [4, 5] {
        for identity in ["streams", "strings"] {
            let document = sealed_with(&half_clear(identity, revision));
            readable(&document);
            let stream = Object::Stream(Stream::new(Dictionary::new(), b"data".to_vec()));
            let stream = document.encrypt_object((20, 0), stream).unwrap();
            assert_eq!(stream.as_stream().unwrap().content == b"data", identity == "streams");
            let text = document.encrypt_object((20, 0), string(b"text")).unwrap();
            assert_eq!(text.as_str().unwrap() == b"text", identity == "strings");
        }
    }
}

#[test]
fn unknown_handlers_are_named_so() {
    let mut file = Builder::one_page();
    file.table("/Root 1 0 R/Encrypt<</Filter/Adobe.PubSec/V 4>>");
    let document = file.open().unwrap();
    assert_eq!(document.encryption().unwrap().algorithm(), Algorithm::Unknown);
    assert_eq!(document.object((3, 0)), Err(Error::UnsupportedEncryption));
    assert_eq!(document.unlock("x"), Err(Error::UnsupportedEncryption));
    let mut broken = Builder::one_page();
    broken.table("/Root 1 0 R/Encrypt<</Filter/Standard/V 2/R 3>>");
    assert_eq!(broken.open().unwrap().object((3, 0)), Err(Error::Locked));
    let mut none = Builder::one_page();
    none.table("/Root 1 0 R/Encrypt 77 0 R");
    assert!(none.open().unwrap().encryption().is_none());
}
