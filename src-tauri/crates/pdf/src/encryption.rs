//! Password encryption (ISO 32000-2 §7.6): RC4, AES-128 and AES-256 as `lopdf` implements them. Owns which bytes are
//! protected and how the dictionary is read; refuses public-key handlers and unknown versions.

use std::sync::{Arc, PoisonError, RwLock};

use lopdf::EncryptionState;
use lopdf::encryption::{
    DecryptionError, PasswordAlgorithm, crypt_filters::CryptFilter, decrypt_object, encrypt_object,
};

use crate::{Dictionary, Error, Object, ObjectId};

/// Whose password opened the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Access {
    /// The user's, possibly empty.
    User,
    /// The owner's.
    Owner,
}

/// The cipher that protects streams.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Algorithm {
    /// RC4, 40 to 128 bits.
    Rc4,
    /// AES in CBC mode with a 128-bit key.
    Aes128,
    /// AES in CBC mode with a 256-bit key.
    Aes256,
    /// No cipher: the filter is `/Identity`.
    Identity,
    /// Another security handler or version.
    Unknown,
}

impl Algorithm {
    /// The code in reports and messages.
    pub fn code(self) -> &'static str {
        match self {
            Self::Rc4 => "rc4",
            Self::Aes128 => "aes-128",
            Self::Aes256 => "aes-256",
            Self::Identity => "identity",
            Self::Unknown => "unknown",
        }
    }
}

/// How the document is encrypted, and whether it is open.
pub struct Encryption {
    algorithm: Algorithm,
    key_bits: u16,
    /// The `/Encrypt` dictionary, if it is an object of its own: never encrypted itself.
    pub(crate) object: Option<ObjectId>,
    /// The least that `lopdf`'s algorithms need: the dictionary and the trailer's `/ID`.
    stub: lopdf::Document,
    open: RwLock<Option<(Arc<EncryptionState>, Access)>>,
}

impl std::fmt::Debug for Encryption {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Encryption")
            .field("algorithm", &self.algorithm)
            .field("locked", &self.is_locked())
            .finish()
    }
}

impl Encryption {
    /// From the `/Encrypt` dictionary with its references resolved; tries the empty user password.
    pub(crate) fn new(dictionary: Dictionary, object: Option<ObjectId>, file_id: Option<Object>) -> Self {
        let dictionary = normalised(dictionary);
        let (algorithm, key_bits) = describe(&dictionary);
        let mut stub = lopdf::Document::new();
        stub.objects.insert((1, 0), Object::Dictionary(dictionary));
        stub.trailer.set("Encrypt", Object::Reference((1, 0)));
        // Algorithm 2 hashes the first /ID string; files without one hash nothing.
        let file_id = file_id.unwrap_or(Object::Array(vec![Object::string_literal("")]));
        stub.trailer.set("ID", file_id);
        let encryption = Self { algorithm, key_bits, object, stub, open: RwLock::new(None) };
        // A document that does not open with the empty password is simply locked.
        let _ = encryption.unlock("");
        encryption
    }

    /// The cipher of streams.
    pub fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    /// The length of the file's key in bits.
    pub fn key_bits(&self) -> u16 {
        self.key_bits
    }

    /// Whether no password that opens it is known yet.
    pub fn is_locked(&self) -> bool {
        self.open.read().unwrap_or_else(PoisonError::into_inner).is_none()
    }

    /// Whose password opened it.
    pub fn access(&self) -> Option<Access> {
        self.open.read().unwrap_or_else(PoisonError::into_inner).as_ref().map(|(_, access)| *access)
    }

    /// Tries a password as the user's and as the owner's.
    pub(crate) fn unlock(&self, password: &str) -> Result<Access, Error> {
        if self.algorithm == Algorithm::Unknown {
            return Err(Error::UnsupportedEncryption);
        }
        let algorithm = PasswordAlgorithm::try_from(&self.stub).map_err(|_| Error::DamagedEncryption)?;
        let bytes = algorithm.sanitize_password(password).map_err(reason)?;
        // Revisions 5 and 6 take the owner's first; for the older ones both may match when they are equal.
        let access = if algorithm.authenticate_owner_password(&self.stub, &bytes).is_ok() {
            Access::Owner
        } else {
            algorithm.authenticate_user_password(&self.stub, &bytes).map_err(reason)?;
            Access::User
        };
        // The empty password is nobody's secret: it opens as the user even where the owner's is empty too.
        let access = if password.is_empty() { Access::User } else { access };
        let state = EncryptionState::decode(&self.stub, &bytes).map_err(|_| Error::DamagedEncryption)?;
        *self.open.write().unwrap_or_else(PoisonError::into_inner) = Some((Arc::new(state), access));
        Ok(access)
    }

    fn state(&self) -> Result<Arc<EncryptionState>, Error> {
        let open = self.open.read().unwrap_or_else(PoisonError::into_inner);
        match &*open {
            Some((state, _)) => Ok(Arc::clone(state)),
            None if self.algorithm == Algorithm::Unknown => Err(Error::UnsupportedEncryption),
            None => Err(Error::Locked),
        }
    }

    /// Whether objects can be read; the error says why not.
    pub(crate) fn require_open(&self) -> Result<(), Error> {
        self.state().map(drop)
    }

    /// Decrypts the strings and the stream data of an object that stands in the file by itself.
    pub(crate) fn decrypt(&self, id: ObjectId, object: &mut Object) -> Result<(), Error> {
        let state = self.state()?;
        match named_filter(object, &state) {
            None => decrypt_object(&state, id, object).map_err(|_| Error::DamagedEncryption),
            Some(filter) => {
                let data = with_data_apart(object, |rest| decrypt_object(&state, id, rest))?;
                let key = filter.compute_key(state.file_encryption_key(), id).map_err(reason)?;
                put_data(object, filter.decrypt(&key, &data).map_err(reason)?);
                Ok(())
            }
        }
    }

    /// Encrypts a new object as the document's own are; `/Contents` of a signature dictionary stays clear.
    pub(crate) fn encrypt(&self, id: ObjectId, object: &mut Object) -> Result<(), Error> {
        let state = self.state()?;
        match named_filter(object, &state) {
            None => encrypt_object(&state, id, object).map_err(|_| Error::DamagedEncryption),
            Some(filter) => {
                let data = with_data_apart(object, |rest| encrypt_object(&state, id, rest))?;
                let key = filter.compute_key(state.file_encryption_key(), id).map_err(reason)?;
                put_data(object, filter.encrypt(&key, &data).map_err(reason)?);
                Ok(())
            }
        }
    }
}

fn reason(error: DecryptionError) -> Error {
    match error {
        DecryptionError::IncorrectPassword => Error::WrongPassword,
        DecryptionError::UnsupportedRevision | DecryptionError::UnsupportedVersion => {
            Error::UnsupportedEncryption
        }
        _ => Error::DamagedEncryption,
    }
}

/// The filter that a stream's own `/Crypt` entry names (§7.4.10), where its parameters are an array.
fn named_filter(object: &Object, state: &EncryptionState) -> Option<Arc<dyn CryptFilter>> {
    let Object::Stream(stream) = object else { return None };
    let filters = stream.dict.get(b"Filter").ok()?.as_array().ok()?;
    let at = filters.iter().position(|name| matches!(name, Object::Name(name) if name == b"Crypt"))?;
    let parameters = stream.dict.get(b"DecodeParms").ok()?.as_array().ok()?;
    let name =
        parameters.get(at)?.as_dict().ok().and_then(|p| p.get(b"Name").ok()).and_then(|n| n.as_name().ok());
    let named = name.and_then(|name| state.crypt_filters().get(name)).cloned();
    Some(named.unwrap_or(Arc::new(lopdf::encryption::crypt_filters::IdentityCryptFilter)))
}

/// Treats a stream's dictionary alone and hands out its data.
fn with_data_apart(
    object: &mut Object,
    treat: impl Fn(&mut Object) -> Result<(), DecryptionError>,
) -> Result<Vec<u8>, Error> {
    let Object::Stream(stream) = object else { return Ok(Vec::new()) };
    let data = std::mem::take(&mut stream.content);
    let mut dictionary = Object::Dictionary(std::mem::take(&mut stream.dict));
    let outcome = treat(&mut dictionary).map_err(reason);
    if let Object::Dictionary(dictionary) = dictionary {
        stream.dict = dictionary;
    }
    outcome.map(|()| data)
}

fn put_data(object: &mut Object, data: Vec<u8>) {
    if let Object::Stream(stream) = object {
        stream.content = data;
    }
}

/// `/Length` is meaningful for versions 2 and 3 only, and some producers count it in bytes.
fn normalised(mut dictionary: Dictionary) -> Dictionary {
    let version = dictionary.get(b"V").and_then(Object::as_i64).unwrap_or(0);
    match dictionary.get(b"Length").and_then(Object::as_i64) {
        Ok(length) if matches!(version, 2 | 3) && (5..=16).contains(&length) => {
            dictionary.set("Length", length.saturating_mul(8));
        }
        Ok(_) if matches!(version, 2 | 3) => {}
        _ => {
            dictionary.remove(b"Length");
        }
    }
    // Up to revision 4 these are 32 bytes; some producers pad them further.
    if version < 5 {
        for key in [b"O", b"U"] {
            if let Ok(Object::String(value, _)) = dictionary.get_mut(key) {
                value.truncate(32);
            }
        }
    }
    // `lopdf` knows no `/CFM /None` and would fall back to RC4.
    if let Ok(filters) = dictionary.get_mut(b"CF").and_then(Object::as_dict_mut) {
        for (_, filter) in filters.iter_mut() {
            if let Ok(filter) = filter.as_dict_mut()
                && filter.get(b"CFM").and_then(Object::as_name).is_ok_and(|method| method == b"None")
            {
                filter.set("CFM", Object::Name(b"Identity".to_vec()));
            }
        }
    }
    dictionary
}

fn describe(dictionary: &Dictionary) -> (Algorithm, u16) {
    let integer = |key: &[u8]| dictionary.get(key).and_then(Object::as_i64).ok();
    if !dictionary.get(b"Filter").and_then(Object::as_name).is_ok_and(|name| name == b"Standard") {
        return (Algorithm::Unknown, 0);
    }
    let method = || {
        let name = dictionary.get(b"StmF").and_then(Object::as_name).unwrap_or(b"Identity");
        let filters = dictionary.get(b"CF").and_then(Object::as_dict).ok()?;
        let filter = filters.get(name).and_then(Object::as_dict).ok()?;
        filter.get(b"CFM").and_then(Object::as_name).ok()
    };
    match (integer(b"V"), integer(b"R")) {
        (Some(1), Some(2 | 3)) => (Algorithm::Rc4, 40),
        (Some(2), Some(2 | 3)) => {
            let bits = integer(b"Length").and_then(|bits| u16::try_from(bits).ok()).unwrap_or(40);
            (Algorithm::Rc4, bits)
        }
        (Some(4), Some(4)) => match method() {
            Some(b"V2") => (Algorithm::Rc4, 128),
            Some(b"AESV2") => (Algorithm::Aes128, 128),
            Some(b"Identity") | None => (Algorithm::Identity, 128),
            Some(_) => (Algorithm::Unknown, 0),
        },
        (Some(5), Some(5 | 6)) => match method() {
            Some(b"AESV3") => (Algorithm::Aes256, 256),
            Some(b"Identity") | None => (Algorithm::Identity, 256),
            Some(_) => (Algorithm::Unknown, 0),
        },
        _ => (Algorithm::Unknown, 0),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests;
