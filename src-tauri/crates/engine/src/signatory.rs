//! Who signs: an identity of the vault, a key file, a certificate on a token; and with which algorithm.

use std::path::PathBuf;
use std::sync::Mutex;

use audit::Record;
use cades::Signer;
use jiff::Timestamp;
use keys::pkcs11;
use pki::{Certificate, Curve, DigestAlgorithm, KeyKind, PssParameters, SignatureAlgorithm};
use wire::{Digest, Failure, FailureCode, SignOptions};

use crate::identities::{describe_in, read_key_file, secret};
use crate::source::file_name;
use crate::{Engine, explain, failures, lock, tokens};

/// Who signs, for the command line.
#[derive(Debug)]
#[non_exhaustive]
pub enum Signatory {
    /// A key file and its password.
    KeyFile(PathBuf, wire::Secret),
    /// An identity of the vault, by id or label, and its PIN.
    Identity(String, wire::Secret),
    /// A token, as `MODULE.so[:LABEL]`, and its PIN where that is not entered on the device.
    Token(String, Option<wire::Secret>),
}

/// Who signs what was made of a document: a report, an evidence package.
#[derive(Debug)]
pub struct Maker {
    /// The key.
    pub signatory: Signatory,
    /// Kind and department, as the rules of use want them said.
    pub options: SignOptions,
    /// The signer has looked at what is in it and says so.
    pub consent: bool,
    /// Who confirms it as a second person.
    pub second: Option<wire::SecondPerson>,
}

impl From<wire::ReportSigner> for Maker {
    /// Who was named in the window; the consent is for the caller to add.
    fn from(signer: wire::ReportSigner) -> Self {
        let wire::ReportSigner { identity, pin, kind, department, second } = signer;
        Self {
            signatory: Signatory::Identity(identity, pin),
            options: SignOptions { kind, department, ..SignOptions::default() },
            consent: false,
            second,
        }
    }
}

/// A key that was found and is not unlocked yet.
pub(crate) struct Chosen<'a> {
    certificate: Certificate,
    key: Key<'a>,
}

enum Key<'a> {
    Vault(Box<keys::Identity>, &'a wire::Secret),
    /// Opened already: nothing is known of a key file until then, and no counter of tries hangs on its password.
    File(Mutex<Option<keys::UnlockedKey>>),
    Token(Box<pkcs11::Chosen>, Option<&'a wire::Secret>),
}

/// A key that is ready to sign.
pub(crate) enum Unlocked {
    /// Of the vault or of a file.
    Key(Box<keys::UnlockedKey>),
    /// On a token.
    Token(Box<pkcs11::TokenSigner>),
}

impl Unlocked {
    /// It as the writer takes it.
    pub(crate) fn signer(&self) -> &dyn Signer {
        match self {
            Self::Key(key) => key.as_ref(),
            Self::Token(token) => token.as_ref(),
        }
    }

    /// A failure with what the token itself said, where it said something.
    pub(crate) fn explain(&self, failure: Failure) -> Failure {
        match self {
            Self::Token(token) => token.fault().map_or(failure, |fault| failures::of_token(&fault)),
            Self::Key(_) => failure,
        }
    }
}

impl Engine {
    /// Finds who was named on the command line.
    pub(crate) fn chosen_signatory<'a>(&self, signatory: &'a Signatory) -> Result<Chosen<'a>, Failure> {
        match signatory {
            Signatory::Identity(name, pin) => self.chosen_identity(name, pin),
            Signatory::KeyFile(path, password) => {
                let opened = keys::p12::open(&read_key_file(path)?, &secret(password));
                let opened =
                    opened.map_err(|error| failures::of_keys(&error).with("name", file_name(path)))?;
                let certificate = opened.certificate().clone();
                Ok(Chosen { certificate, key: Key::File(Mutex::new(Some(opened.into_key()))) })
            }
            Signatory::Token(text, pin) => {
                let found = pkcs11::TokenChoice::parse(text).and_then(|wanted| wanted.resolve(self.moment()));
                let found = found.map_err(|fault| failures::of_token(&fault))?;
                Ok(Chosen::on_token(found, pin.as_ref()))
            }
        }
    }

    /// Finds who was chosen in the window: an identity of the vault, or a certificate on a token.
    pub(crate) fn chosen_identity<'a>(&self, id: &str, pin: &'a wire::Secret) -> Result<Chosen<'a>, Failure> {
        if let Some(found) = self.on_token(id)? {
            return Ok(Chosen::on_token(found, Some(pin).filter(|pin| !pin.expose().is_empty())));
        }
        let identity = self.identity(id)?;
        Ok(Chosen { certificate: identity.certificate.clone(), key: Key::Vault(Box::new(identity), pin) })
    }

    /// Unlocks the key for an algorithm. Tries of a vault's PIN are counted and logged.
    pub(crate) fn unlock(
        &self,
        chosen: &Chosen<'_>,
        algorithm: SignatureAlgorithm,
    ) -> Result<Unlocked, Failure> {
        let unsuitable =
            |fault: keys::KeyFault| Failure::new(FailureCode::AlgorithmUnsuitable).because(fault);
        let key = match &chosen.key {
            Key::Vault(identity, pin) => {
                self.guarded(identity, |vault| vault.unlock_key(&identity.id, &secret(pin)))?
            }
            Key::File(opened) => lock(opened).take().ok_or_else(|| Failure::new(FailureCode::Internal))?,
            Key::Token(found, pin) => {
                let signer = self.open_token(found, *pin)?;
                let signer = signer.with_algorithm(algorithm).map_err(unsuitable)?;
                return Ok(Unlocked::Token(Box::new(signer)));
            }
        };
        Ok(Unlocked::Key(Box::new(key.with_algorithm(algorithm).map_err(unsuitable)?)))
    }
}

impl<'a> Chosen<'a> {
    fn on_token(found: pkcs11::Chosen, pin: Option<&'a wire::Secret>) -> Self {
        Self { certificate: found.certificate.certificate.clone(), key: Key::Token(Box::new(found), pin) }
    }

    /// The certificate of the key.
    pub(crate) fn certificate(&self) -> &Certificate {
        &self.certificate
    }

    /// The certificates above it, as far as they are known before the key is unlocked.
    pub(crate) fn chain(&self) -> Vec<Certificate> {
        match &self.key {
            Key::Vault(identity, _) => identity.chain.clone(),
            Key::File(opened) => lock(opened).as_ref().map(|key| key.chain().to_vec()).unwrap_or_default(),
            Key::Token(found, _) => found.certificate.chain.clone(),
        }
    }

    /// The identity's id in the vault, where it is one of the vault.
    pub(crate) fn identity(&self) -> Option<String> {
        match &self.key {
            Key::Vault(identity, _) => Some(identity.id.to_string()),
            Key::File(_) | Key::Token(..) => None,
        }
    }

    /// Whether the key is on a token.
    pub(crate) fn is_on_token(&self) -> bool {
        matches!(self.key, Key::Token(..))
    }

    /// Puts who signs into the log.
    pub(crate) fn describe_in(&self, record: &mut Record) {
        match &self.key {
            Key::Vault(identity, _) => describe_in(record, identity),
            Key::File(_) => {}
            Key::Token(found, _) => tokens::describe_in(record, found),
        }
    }
}

/// The signature algorithm for a certificate's key: what is asked for, or what belongs to the key.
pub(crate) fn algorithm_of(
    certificate: &Certificate,
    options: &SignOptions,
) -> Result<SignatureAlgorithm, Failure> {
    let unsuitable = || Failure::new(FailureCode::AlgorithmUnsuitable);
    let wanted = match options.digest {
        Digest::OfKey => None,
        Digest::Sha256 => Some(DigestAlgorithm::Sha256),
        Digest::Sha384 => Some(DigestAlgorithm::Sha384),
        Digest::Sha512 => Some(DigestAlgorithm::Sha512),
    };
    let kind = certificate
        .public_key()
        .map_err(|error| Failure::new(FailureCode::KeyUnsuitable).because(error))?
        .kind();
    // A curve has the digest of its own size; an RSA key takes any.
    let of_curve = |own: DigestAlgorithm| match wanted {
        Some(wanted) if wanted != own => Err(unsuitable()),
        _ => Ok(own),
    };
    if options.pss && !matches!(kind, KeyKind::Rsa | KeyKind::RsaPss) {
        return Err(unsuitable());
    }
    Ok(match kind {
        KeyKind::Rsa | KeyKind::RsaPss => {
            let digest = wanted.unwrap_or(DigestAlgorithm::Sha256);
            if options.pss || kind == KeyKind::RsaPss {
                SignatureAlgorithm::RsaPss(PssParameters::usual(digest))
            } else {
                SignatureAlgorithm::RsaPkcs1(digest)
            }
        }
        KeyKind::Ec(Curve::P256) => SignatureAlgorithm::Ecdsa(of_curve(DigestAlgorithm::Sha256)?),
        KeyKind::Ec(Curve::P384) => SignatureAlgorithm::Ecdsa(of_curve(DigestAlgorithm::Sha384)?),
        KeyKind::Ec(Curve::P521) => SignatureAlgorithm::Ecdsa(of_curve(DigestAlgorithm::Sha512)?),
        KeyKind::Ed25519 => {
            of_curve(DigestAlgorithm::Sha512)?;
            SignatureAlgorithm::Ed25519
        }
        KeyKind::Sm2 if wanted.is_none() => SignatureAlgorithm::Sm2,
        KeyKind::Sm2 => return Err(unsuitable()),
        _ => return Err(Failure::new(FailureCode::KeyUnsuitable)),
    })
}

/// The digest for the document that goes with an algorithm; Ed25519 takes SHA-512 (RFC 8419 §3.1).
pub(crate) fn digest_of(algorithm: SignatureAlgorithm) -> DigestAlgorithm {
    algorithm.digest().unwrap_or(DigestAlgorithm::Sha512)
}

/// A signer with a longer chain than it brings itself.
pub(crate) struct WithChain<'a> {
    pub(crate) signer: &'a dyn Signer,
    pub(crate) chain: Vec<Certificate>,
}

impl Signer for WithChain<'_> {
    fn certificate(&self) -> &Certificate {
        self.signer.certificate()
    }

    fn chain(&self) -> &[Certificate] {
        &self.chain
    }

    fn algorithm(&self) -> SignatureAlgorithm {
        self.signer.algorithm()
    }

    fn digest(&self) -> DigestAlgorithm {
        self.signer.digest()
    }

    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, cades::SignerError> {
        self.signer.sign(message)
    }

    fn verifies_own_signatures(&self) -> bool {
        self.signer.verifies_own_signatures()
    }
}

/// Why a certificate cannot sign at this moment; the words for a refusal before anything is done.
pub(crate) fn unfit(certificate: &Certificate, now: Timestamp) -> Option<Failure> {
    let at = pki::Time::from_unix(now.as_second());
    if !certificate.is_valid_at(at) {
        let failure = Failure::new(FailureCode::CertificateExpired);
        return Some(
            failure
                .with("from", explain::moment(certificate.not_before()))
                .with("until", explain::moment(certificate.not_after())),
        );
    }
    match pki::usage::fit_for_signing(certificate) {
        Ok(()) => None,
        Err(reason) => Some(Failure::new(FailureCode::CertificateUnfit).because(reason.code())),
    }
}

pub(crate) fn refuse_unfit(certificate: &Certificate, now: Timestamp) -> Result<(), Failure> {
    unfit(certificate, now).map_or(Ok(()), Err)
}
