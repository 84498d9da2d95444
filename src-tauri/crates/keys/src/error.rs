//! What can go wrong with private keys, as one closed enum. Codes and data only: the words are in the catalogue.

use std::io;
use std::path::PathBuf;

use crate::kdf::KdfParameters;
use crate::pkcs11::TokenFault;
use crate::record::IdentityId;

/// Why a key could not be made, kept, unlocked, used or handed over.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A new secret does not meet the rules (RS2, RS18 §8); choose another.
    #[error("the secret is not acceptable: {0}")]
    Secret(#[from] SecretFault),
    /// The secret is wrong, and the try has been counted; with no try left the identity is now locked (RS8 3.2).
    #[error("wrong secret, {tries_left} tries left")]
    WrongSecret {
        /// How many tries remain before the identity locks.
        tries_left: u8,
    },
    /// Five wrong secrets were given (RS8 3.2); only an administrator can unlock.
    #[error("the identity is locked")]
    Locked,
    /// The tries of the login are spent; there is one more at `until`.
    #[error("no try before {until:?}")]
    Waits {
        /// From when on.
        until: pki::Time,
    },
    /// No login was set.
    #[error("no login is set")]
    NoLogin,
    /// There is a login already; it is changed or removed with its own password.
    #[error("a login is set already")]
    LoginExists,
    /// The file of the login is damaged, was altered or comes from another device.
    #[error("the file of the login is not usable")]
    LoginDamaged,
    /// The name of a login is empty or too long.
    #[error("not a name for a login")]
    LoginName,
    /// The counter of wrong tries cannot be relied on, so no try is allowed.
    #[error("the try counter of {id} is not usable: {fault}")]
    Counter {
        /// The identity whose counter it is.
        id: IdentityId,
        /// What is the matter with it.
        fault: CounterFault,
    },
    /// A file of the vault could not be read, written, locked or made durable.
    #[error("{step} failed for {path}: {source}")]
    Storage {
        /// What was being done.
        step: StorageStep,
        /// The file or directory.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The text is not the id of an identity (32 lower-case hexadecimal digits).
    #[error("not an identity id")]
    InvalidId,
    /// The vault holds no identity of this id.
    #[error("no identity {id}")]
    UnknownIdentity {
        /// The id asked for.
        id: IdentityId,
    },
    /// The private key of this identity was destroyed; only its certificate is kept (RS7, RS8 1.5).
    #[error("the key of {id} was destroyed")]
    Destroyed {
        /// The identity.
        id: IdentityId,
    },
    /// The file of an identity is damaged or was altered.
    #[error("the file of identity {id} is not usable: {fault}")]
    Record {
        /// The identity.
        id: IdentityId,
        /// What is the matter with it.
        fault: RecordFault,
    },
    /// Key derivation parameters weaker than the floor (a downgrade) or heavier than the ceiling.
    #[error("key derivation parameters out of bounds: {0:?}")]
    KdfOutOfBounds(KdfParameters),
    /// A derivation or encryption could not run, in practice for want of memory.
    #[error("the key derivation could not run")]
    KdfFailed,
    /// `device.key` is missing although the vault holds identities: it came without its device.
    #[error("the device secret is missing")]
    DeviceSecretMissing,
    /// `device.key` has not exactly 32 bytes.
    #[error("the device secret is malformed")]
    DeviceSecretMalformed,
    /// The identity was made with the device secret of another device (RS10 6.2).
    #[error("identity {id} belongs to another device")]
    OtherDevice {
        /// The identity.
        id: IdentityId,
    },
    /// The operating system gave no random bytes.
    #[error("no random bytes from the system")]
    NoRandomness,
    /// A private key this program does not sign with.
    #[error("the private key is not usable: {0}")]
    Key(#[from] KeyFault),
    /// The fields of a new identity cannot make a certificate.
    #[error("the new identity is not acceptable: {0}")]
    NewIdentity(#[from] NewIdentityFault),
    /// A PKCS#12 file could not be opened or made.
    #[error("PKCS#12: {0}")]
    Pkcs12(#[from] Pkcs12Fault),
    /// A certificate could not be read or built.
    #[error("certificate: {0}")]
    Certificate(#[from] pki::Error),
    /// A package could not be opened.
    #[error("package: {0}")]
    Package(#[from] PackageFault),
    /// A token or its module failed, or refused.
    #[error("token: {0}")]
    Token(#[from] TokenFault),
}

impl Error {
    /// The stable name of the case, for the text catalogue.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Secret(fault) => fault.code(),
            Self::WrongSecret { .. } => "secret-wrong",
            Self::Locked => "identity-locked",
            Self::Waits { .. } => "login-waits",
            Self::NoLogin => "login-none",
            Self::LoginExists => "login-exists",
            Self::LoginDamaged => "login-damaged",
            Self::LoginName => "login-name",
            Self::Counter { fault, .. } => fault.code(),
            Self::Storage { .. } => "vault-storage",
            Self::InvalidId => "identity-id-invalid",
            Self::UnknownIdentity { .. } => "identity-unknown",
            Self::Destroyed { .. } => "identity-destroyed",
            Self::Record { fault, .. } => fault.code(),
            Self::KdfOutOfBounds(_) => "kdf-out-of-bounds",
            Self::KdfFailed => "kdf-failed",
            Self::DeviceSecretMissing => "device-secret-missing",
            Self::DeviceSecretMalformed => "device-secret-malformed",
            Self::OtherDevice { .. } => "identity-of-other-device",
            Self::NoRandomness => "no-randomness",
            Self::Key(fault) => fault.code(),
            Self::NewIdentity(fault) => fault.code(),
            Self::Pkcs12(fault) => fault.code(),
            Self::Certificate(_) => "certificate-unusable",
            Self::Package(fault) => fault.code(),
            Self::Token(fault) => fault.code(),
        }
    }
}

/// Why a package could not be opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PackageFault {
    /// The bytes are no package, or are cut short.
    #[error("not a package")]
    Malformed,
    /// The secret is wrong, the package is of another kind, or it was altered.
    #[error("the secret does not open it")]
    WrongSecret,
}

impl PackageFault {
    /// The stable name of the case, for the text catalogue.
    pub fn code(self) -> &'static str {
        match self {
            Self::Malformed => "package-malformed",
            Self::WrongSecret => "package-wrong-secret",
        }
    }
}

/// Why a new secret is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SecretFault {
    /// Fewer characters than required.
    #[error("{found} characters, at least {minimum} are needed")]
    TooShort {
        /// Characters found.
        found: usize,
        /// Characters needed.
        minimum: usize,
    },
    /// More bytes than accepted.
    #[error("more than {maximum} bytes")]
    TooLong {
        /// Bytes accepted.
        maximum: usize,
    },
    /// Among the first that anybody would guess.
    #[error("too simple: {0:?}")]
    TooSimple(SimplePattern),
    /// The new secret is the old one.
    #[error("the same as before")]
    Unchanged,
}

impl SecretFault {
    /// The stable name of the case, for the text catalogue.
    pub fn code(self) -> &'static str {
        match self {
            Self::TooShort { .. } => "secret-too-short",
            Self::TooLong { .. } => "secret-too-long",
            Self::TooSimple(_) => "secret-too-simple",
            Self::Unchanged => "secret-unchanged",
        }
    }
}

/// The pattern that makes a secret too simple.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum SimplePattern {
    /// One character over and over: `111111`.
    OneCharacter,
    /// Neighbours going up or down: `123456`, `fedcba`, `112233`.
    Sequence,
    /// A short piece over and over: `121212`, `123123`.
    Repetition,
    /// On the list of the most used secrets: `password`, `qwerty`.
    Common,
}

impl SimplePattern {
    /// The stable name of the case, for the text catalogue.
    pub fn code(self) -> &'static str {
        match self {
            Self::OneCharacter => "one-character",
            Self::Sequence => "sequence",
            Self::Repetition => "repetition",
            Self::Common => "common",
        }
    }
}

/// What is the matter with a try counter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CounterFault {
    /// It is gone although the identity exists.
    #[error("missing")]
    Missing,
    /// It does not parse.
    #[error("malformed")]
    Malformed,
    /// It is of another identity or of an earlier secret of this one.
    #[error("of another identity or epoch")]
    Foreign,
    /// Its authentication tag does not match.
    #[error("altered")]
    Altered,
}

impl CounterFault {
    /// The stable name of the case, for the text catalogue.
    pub fn code(self) -> &'static str {
        match self {
            Self::Missing => "counter-missing",
            Self::Malformed => "counter-malformed",
            Self::Foreign => "counter-foreign",
            Self::Altered => "counter-altered",
        }
    }
}

/// What is the matter with the file of an identity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RecordFault {
    /// It does not parse.
    #[error("malformed")]
    Malformed,
    /// It was written by a later version of this program.
    #[error("unknown format version")]
    UnknownVersion,
    /// The id inside is not the one of the file name.
    #[error("of another identity")]
    Foreign,
    /// Its authentication tag does not match its content.
    #[error("altered")]
    Altered,
    /// The key inside does not belong to the certificate.
    #[error("key and certificate do not match")]
    Inconsistent,
}

impl RecordFault {
    /// The stable name of the case, for the text catalogue.
    pub fn code(self) -> &'static str {
        match self {
            Self::Malformed => "identity-malformed",
            Self::UnknownVersion => "identity-unknown-version",
            Self::Foreign => "identity-foreign",
            Self::Altered => "identity-altered",
            Self::Inconsistent => "identity-inconsistent",
        }
    }
}

/// The step that failed on a file of the vault.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum StorageStep {
    /// Making or listing the directory.
    Directory,
    /// Reading a file.
    Read,
    /// Creating a temporary file.
    Create,
    /// Writing a file.
    Write,
    /// Making a file durable.
    Sync,
    /// Putting a new file in place of the old one.
    Rename,
    /// Making the directory durable.
    SyncDirectory,
    /// Taking the lock that keeps other processes out.
    Lock,
    /// Removing a file.
    Remove,
}

impl StorageStep {
    /// The stable name of the step, for the text catalogue.
    pub fn code(self) -> &'static str {
        match self {
            Self::Directory => "directory",
            Self::Read => "read",
            Self::Create => "create",
            Self::Write => "write",
            Self::Sync => "sync",
            Self::Rename => "rename",
            Self::SyncDirectory => "sync-directory",
            Self::Lock => "lock",
            Self::Remove => "remove",
        }
    }
}

impl std::fmt::Display for StorageStep {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code())
    }
}

/// Why a private key is not usable for signing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum KeyFault {
    /// The PKCS#8 structure does not parse or its numbers contradict each other (RFC 5958, RFC 8017 §3.2).
    #[error("malformed")]
    Malformed,
    /// None of RSA, ECDSA on P-256, P-384 or P-521, Ed25519 and SM2; or not with the padding asked for.
    #[error("unsupported algorithm")]
    UnsupportedAlgorithm,
    /// An RSA modulus outside 2048 to 4096 bits.
    #[error("RSA with {bits} bits, 2048 to 4096 are supported")]
    RsaSize {
        /// Length of the modulus.
        bits: usize,
    },
    /// The certificate holds another public key.
    #[error("does not belong to the certificate")]
    NotOfCertificate,
    /// The key cannot make signatures with this digest.
    #[error("not with this digest")]
    UnsupportedDigest,
    /// The key could not be generated.
    #[error("could not be generated")]
    Generation,
}

impl KeyFault {
    /// The stable name of the case, for the text catalogue.
    pub fn code(self) -> &'static str {
        match self {
            Self::Malformed => "key-malformed",
            Self::UnsupportedAlgorithm => "key-unsupported",
            Self::RsaSize { .. } => "key-rsa-size",
            Self::NotOfCertificate => "key-not-of-certificate",
            Self::UnsupportedDigest => "key-unsupported-digest",
            Self::Generation => "key-generation",
        }
    }
}

/// Why the fields of a new identity cannot make a certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NewIdentityFault {
    /// The common name is empty.
    #[error("no common name")]
    NoCommonName,
    /// A name has more than 64 characters (RFC 5280 appendix A, ub-common-name and its neighbours) or a control character.
    #[error("a name is too long or holds a control character")]
    Name,
    /// The country is not two capital letters (ISO 3166).
    #[error("the country is not a two-letter code")]
    Country,
    /// Not one to ten years.
    #[error("validity of {years} years, 1 to 10 are supported")]
    Validity {
        /// Years asked for.
        years: u32,
    },
    /// Not 2048, 3072 or 4096 bits.
    #[error("RSA with {bits} bits, 2048, 3072 or 4096 are supported")]
    KeyBits {
        /// Bits asked for.
        bits: usize,
    },
    /// The dates do not fit a certificate.
    #[error("dates out of range")]
    Dates,
}

impl NewIdentityFault {
    /// The stable name of the case, for the text catalogue.
    pub fn code(self) -> &'static str {
        match self {
            Self::NoCommonName => "new-identity-no-name",
            Self::Name => "new-identity-name",
            Self::Country => "new-identity-country",
            Self::Validity { .. } => "new-identity-validity",
            Self::KeyBits { .. } => "new-identity-key-bits",
            Self::Dates => "new-identity-dates",
        }
    }
}

/// Why a PKCS#12 file (RFC 7292) was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Pkcs12Fault {
    /// The password is wrong: the MAC, or without one the padding, does not match.
    #[error("wrong password")]
    WrongPassword,
    /// The password holds characters that PKCS#12 cannot carry (RFC 7292 appendix B.1: BMP only).
    #[error("the password has characters outside the basic plane")]
    PasswordCharacters,
    /// Not a PKCS#12 structure.
    #[error("malformed")]
    Malformed,
    /// Bigger than a file with a key and its chain can be.
    #[error("bigger than {limit} bytes")]
    TooBig {
        /// Bytes accepted.
        limit: usize,
    },
    /// The file asks for more derivation work than is accepted.
    #[error("{found} iterations asked for, {limit} accepted")]
    TooManyIterations {
        /// Iterations asked for, in the worst single derivation or in all together.
        found: u64,
        /// Iterations accepted.
        limit: u64,
    },
    /// Encrypted or authenticated with an algorithm that is not supported.
    #[error("unsupported algorithm")]
    UnsupportedAlgorithm,
    /// The file carries no MAC, so nothing shows that it is unaltered, and the caller did not allow that.
    #[error("no integrity protection")]
    NoMac,
    /// The file holds no private key.
    #[error("no private key")]
    NoKey,
    /// The file holds a private key but no certificate with its public key.
    #[error("no certificate for the key")]
    NoCertificateForKey,
    /// The file could not be written.
    #[error("could not be written")]
    Write,
}

impl Pkcs12Fault {
    /// The stable name of the case, for the text catalogue.
    pub fn code(self) -> &'static str {
        match self {
            Self::WrongPassword => "pkcs12-wrong-password",
            Self::PasswordCharacters => "pkcs12-password-characters",
            Self::Malformed => "pkcs12-malformed",
            Self::TooBig { .. } => "pkcs12-too-big",
            Self::TooManyIterations { .. } => "pkcs12-too-many-iterations",
            Self::UnsupportedAlgorithm => "pkcs12-unsupported",
            Self::NoMac => "pkcs12-no-mac",
            Self::NoKey => "pkcs12-no-key",
            Self::NoCertificateForKey => "pkcs12-no-certificate-for-key",
            Self::Write => "pkcs12-write",
        }
    }
}
