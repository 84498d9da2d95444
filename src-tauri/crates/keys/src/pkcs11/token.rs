//! What is on the tokens of a module, read without a PIN: certificates by name and expiry, and for each that cannot
//! sign, the reason; for each slot and certificate that was passed over, a note.
//!
//! Everything here comes from a device and is bounded: slots, objects, octets. Texts are shown without control characters.

use std::path::PathBuf;

use cryptoki::object::{Attribute, AttributeInfo, AttributeType, CertificateType, ObjectClass, ObjectHandle};
use cryptoki::session::Session;
use cryptoki::slot::{Slot, TokenInfo};
use pki::usage::Unfit;
use pki::{Certificate, KeyKind, Time, usage};

use super::fault::TokenFault;
use super::mechanism;
use super::module::{MAXIMUM_SLOTS, Module};
use super::note::{Found, Note};
use super::printable;

/// Objects of one kind that are read from one token.
const MAXIMUM_OBJECTS: usize = 256;
/// Octets of one attribute: no certificate is longer.
const MAXIMUM_OCTETS: usize = 1 << 16;
/// Certificates above the signer's that are taken along.
const MAXIMUM_CHAIN: usize = 8;

/// A token: a card, a stick, a partition of an HSM.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// The module through which it is reached.
    pub module: PathBuf,
    /// CK_SLOT_ID.
    pub slot: u64,
    /// The name on it; never asked of anybody.
    pub label: String,
    /// Its serial number.
    pub serial: String,
    /// Who made it.
    pub manufacturer: String,
    /// Its model.
    pub model: String,
    /// A PIN is needed before it signs (CKF_LOGIN_REQUIRED).
    pub needs_pin: bool,
    /// The PIN is entered on the device (CKF_PROTECTED_AUTHENTICATION_PATH): give none.
    pub protected_path: bool,
    /// What the token tells about the tries that are left.
    pub pin: PinState,
    /// The certificates that are somebody's, usable or not; those of authorities are in their chains.
    pub certificates: Vec<TokenCertificate>,
}

impl Token {
    /// The certificates that can sign now.
    pub fn usable(&self) -> impl Iterator<Item = &TokenCertificate> {
        self.certificates.iter().filter(|certificate| certificate.obstacle.is_none())
    }
}

/// What a token tells about its PIN (CKF_USER_PIN_*); exact numbers of tries PKCS#11 does not know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum PinState {
    /// Nothing special.
    Fine,
    /// A wrong PIN was given at least once since the last right one (CKF_USER_PIN_COUNT_LOW).
    CountLow,
    /// One try is left (CKF_USER_PIN_FINAL_TRY).
    FinalTry,
    /// No try is left (CKF_USER_PIN_LOCKED).
    Locked,
    /// The maker's PIN has to be changed first (CKF_USER_PIN_TO_BE_CHANGED).
    ToBeChanged,
    /// There is no PIN yet (CKF_USER_PIN_INITIALIZED is not set).
    NotSet,
}

impl PinState {
    /// The stable name of the state: the words are `token-pin-<code>` in the catalogue.
    pub fn code(self) -> &'static str {
        match self {
            Self::Fine => "fine",
            Self::CountLow => "count-low",
            Self::FinalTry => "final-try",
            Self::Locked => "state-locked",
            Self::ToBeChanged => "to-be-changed",
            Self::NotSet => "state-not-set",
        }
    }

    pub(super) fn of(info: &TokenInfo) -> Self {
        if info.user_pin_locked() {
            Self::Locked
        } else if info.user_pin_final_try() {
            Self::FinalTry
        } else if info.user_pin_count_low() {
            Self::CountLow
        } else if info.user_pin_to_be_changed() {
            Self::ToBeChanged
        } else if info.login_required() && !info.user_pin_initialized() {
            Self::NotSet
        } else {
            Self::Fine
        }
    }
}

/// A certificate on a token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenCertificate {
    /// CKA_ID in lower-case hex: the same for the certificate and its key.
    pub id: String,
    /// The certificate.
    pub certificate: Certificate,
    /// The certificates above it that are on the token, each the issuer of the one before.
    pub chain: Vec<Certificate>,
    /// The kind of its key.
    pub key: KeyKind,
    /// Why it cannot sign, where it cannot.
    pub obstacle: Option<Obstacle>,
}

/// Why a certificate on a token cannot sign.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Obstacle {
    /// It is no longer valid.
    Expired,
    /// It is not valid yet.
    NotYetValid,
    /// The token shows its keys, and none belongs to the certificate.
    NoPrivateKey,
    /// Signatures with such keys are not made through PKCS#11 here.
    KeyUnsupported,
    /// Its extensions do not allow the signing of documents.
    Unfit(Unfit),
}

impl Obstacle {
    /// Every code, for the test that each has words.
    pub const CODES: &'static [&'static str] = &[
        "certificate-expired",
        "certificate-not-yet-valid",
        "certificate-no-key",
        "certificate-key-unsupported",
        "certificate-unfit",
    ];

    /// The stable name of the case: the words are `token-<code>` and `token-<code>-remedy`.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Expired => "certificate-expired",
            Self::NotYetValid => "certificate-not-yet-valid",
            Self::NoPrivateKey => "certificate-no-key",
            Self::KeyUnsupported => "certificate-key-unsupported",
            Self::Unfit(_) => "certificate-unfit",
        }
    }
}

impl Module {
    /// Reads the tokens of this module at the moment `now`, without logging in. A slot or certificate that cannot be read
    /// does not keep the others from being listed: it becomes a note.
    pub fn tokens(&self, now: Time) -> Result<Found, TokenFault> {
        let context = self.context()?;
        let mut found = Found::default();
        let slots = context.get_all_slots()?;
        if slots.is_empty() {
            found.notes.push(Note::NoSlots { module: self.path().to_owned() });
        }
        for slot in slots.into_iter().take(MAXIMUM_SLOTS) {
            let reader = match context.get_slot_info(slot) {
                Ok(info) if info.token_present() => printable(info.slot_description()),
                Ok(info) => {
                    let reader = printable(info.slot_description());
                    found.notes.push(Note::SlotEmpty {
                        module: self.path().to_owned(),
                        slot: slot.id(),
                        reader,
                    });
                    continue;
                }
                Err(error) => {
                    found.notes.push(self.slot_note(slot, String::new(), error.into()));
                    continue;
                }
            };
            match self.token(slot, now, &mut found.notes) {
                Ok(Some(token)) => found.tokens.push(token),
                Ok(None) => {}
                Err(fault) => found.notes.push(self.slot_note(slot, reader, fault)),
            }
        }
        self.note_presence()?;
        Ok(found)
    }

    fn slot_note(&self, slot: Slot, reader: String, fault: TokenFault) -> Note {
        Note::SlotUnreadable { module: self.path().to_owned(), slot: slot.id(), reader, fault }
    }

    /// Reads one token; `None` when it was never set up.
    fn token(&self, slot: Slot, now: Time, notes: &mut Vec<Note>) -> Result<Option<Token>, TokenFault> {
        let context = self.context()?;
        let info = context.get_token_info(slot)?;
        if !info.token_initialized() {
            notes.push(Note::TokenBlank { module: self.path().to_owned(), slot: slot.id() });
            return Ok(None);
        }
        let mut token = Token {
            module: self.path().to_owned(),
            slot: slot.id(),
            label: printable(info.label()),
            serial: printable(info.serial_number()),
            manufacturer: printable(info.manufacturer_id()),
            model: printable(info.model()),
            needs_pin: info.login_required(),
            protected_path: info.protected_authentication_path(),
            pin: PinState::of(&info),
            certificates: Vec::new(),
        };
        let session = context.open_ro_session(slot)?;
        let objects = certificates(&session, &token.label, notes)?;
        // A token that hides its keys until the PIN is there says nothing about certificates without one.
        let keys = key_ids(&session)?;
        let keys_are_shown = !token.needs_pin || !keys.is_empty();
        let all: Vec<Certificate> = objects.iter().map(|(_, certificate)| certificate.clone()).collect();
        for (id, certificate) in objects {
            let has_key = !id.is_empty() && keys.contains(&id);
            // Self-made certificates often call themselves authorities, so that alone does not make one.
            let issued =
                || all.iter().any(|other| *other != certificate && other.issuer() == certificate.subject());
            if certificate.is_ca() && !has_key && (keys_are_shown || id.is_empty() || issued()) {
                notes.push(Note::Issuer { token: token.label.clone(), name: certificate.display() });
                continue;
            }
            let Ok(key) = certificate.public_key().map(|key| key.kind()) else {
                let id = hex::encode(id);
                notes.push(Note::CertificateUnreadable { token: token.label.clone(), id });
                continue;
            };
            let obstacle = obstacle(&certificate, key, now, (has_key || !keys_are_shown) && !id.is_empty());
            let entry = TokenCertificate {
                id: hex::encode(id),
                chain: chain(&certificate, &all),
                certificate,
                key,
                obstacle,
            };
            if let Some(obstacle) = &entry.obstacle {
                notes.push(Note::Unusable {
                    token: token.label.clone(),
                    id: entry.id.clone(),
                    name: entry.certificate.display(),
                    obstacle: obstacle.clone(),
                });
            }
            token.certificates.push(entry);
        }
        if token.certificates.is_empty() {
            notes.push(Note::NoCertificates { token: token.label.clone(), hidden: token.needs_pin });
        }
        Ok(Some(token))
    }
}

/// The certificates of a token with their CKA_ID, each certificate once.
fn certificates(
    session: &Session,
    token: &str,
    notes: &mut Vec<Note>,
) -> Result<Vec<(Vec<u8>, Certificate)>, TokenFault> {
    let template =
        [Attribute::Class(ObjectClass::CERTIFICATE), Attribute::CertificateType(CertificateType::X_509)];
    let mut found: Vec<(Vec<u8>, Certificate)> = Vec::new();
    for object in objects(session, &template)? {
        let id = octets(session, object, AttributeType::Id)?.unwrap_or_default();
        let certificate = octets(session, object, AttributeType::Value)?
            .and_then(|value| Certificate::from_der(trimmed(&value)).ok());
        match certificate {
            Some(certificate) if found.iter().any(|(_, other)| *other == certificate) => {}
            Some(certificate) => found.push((id, certificate)),
            None => {
                notes.push(Note::CertificateUnreadable { token: token.to_owned(), id: hex::encode(id) });
            }
        }
    }
    Ok(found)
}

/// The outermost element of the value: some tokens give the whole file, filled up with zeros.
fn trimmed(value: &[u8]) -> &[u8] {
    pki::asn1::Element::first(value).map_or(value, |element| element.raw)
}

/// The CKA_IDs of the private keys that the token shows in this session.
fn key_ids(session: &Session) -> Result<Vec<Vec<u8>>, TokenFault> {
    let mut ids = Vec::new();
    for object in objects(session, &[Attribute::Class(ObjectClass::PRIVATE_KEY)])? {
        ids.extend(octets(session, object, AttributeType::Id)?);
    }
    Ok(ids)
}

/// The private key of this CKA_ID in the session.
pub(super) fn private_key(session: &Session, id: &[u8]) -> Result<Option<ObjectHandle>, TokenFault> {
    let template = [Attribute::Class(ObjectClass::PRIVATE_KEY), Attribute::Id(id.to_vec())];
    Ok(objects(session, &template)?.first().copied())
}

/// Whether a yes-or-no attribute is there and says yes.
pub(super) fn flag(session: &Session, object: ObjectHandle, attribute: AttributeType) -> Option<bool> {
    // Older tokens do not know every attribute, and answer with an error that means the default.
    session.get_attributes(object, &[attribute]).ok()?.into_iter().find_map(|found| match found {
        Attribute::AlwaysAuthenticate(value) | Attribute::Sign(value) => Some(value),
        _ => None,
    })
}

fn objects(session: &Session, template: &[Attribute]) -> Result<Vec<ObjectHandle>, TokenFault> {
    Ok(session.iter_objects(template)?.take(MAXIMUM_OBJECTS).collect::<Result<_, _>>()?)
}

/// The octets of an attribute; `None` when the object has none, does not show them, or has more than any certificate.
fn octets(
    session: &Session,
    object: ObjectHandle,
    attribute: AttributeType,
) -> Result<Option<Vec<u8>>, TokenFault> {
    match session.get_attribute_info(object, &[attribute])?.first() {
        Some(AttributeInfo::Available(length)) if *length <= MAXIMUM_OCTETS => {}
        _ => return Ok(None),
    }
    Ok(session.get_attributes(object, &[attribute])?.into_iter().find_map(|found| match found {
        Attribute::Id(value) | Attribute::Value(value) => Some(value),
        _ => None,
    }))
}

fn obstacle(certificate: &Certificate, key: KeyKind, now: Time, has_key: bool) -> Option<Obstacle> {
    if now > certificate.not_after() {
        return Some(Obstacle::Expired);
    }
    if now < certificate.not_before() {
        return Some(Obstacle::NotYetValid);
    }
    if mechanism::usual_algorithm(key).is_none() || !mechanism::size_is_accepted(key, certificate.key_bits())
    {
        return Some(Obstacle::KeyUnsupported);
    }
    if let Err(unfit) = usage::fit_for_signing(certificate) {
        return Some(Obstacle::Unfit(unfit));
    }
    (!has_key).then_some(Obstacle::NoPrivateKey)
}

/// The issuers that are on the token, as far as their signatures lead.
fn chain(leaf: &Certificate, all: &[Certificate]) -> Vec<Certificate> {
    let mut chain: Vec<Certificate> = Vec::new();
    while chain.len() < MAXIMUM_CHAIN {
        let last = chain.last().unwrap_or(leaf);
        if last.is_self_issued() {
            break;
        }
        let issuer = all.iter().find(|other| {
            other.subject() == last.issuer()
                && !chain.contains(other)
                && *other != leaf
                && last.verify_signed_by(other).is_ok()
        });
        match issuer {
            Some(issuer) => chain.push(issuer.clone()),
            None => break,
        }
    }
    chain
}
