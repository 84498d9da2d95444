//! The second and third runner: bytes with the range fixed, and bytes with the signature in them.

use appearance::Written;
use cades::{SignedAttribute, SignedData, Signer, TimestampAuthority};
use pdf::Increment;
use pki::{DigestAlgorithm, SignatureAlgorithm};

use crate::{BaseDigest, Error, Structure};

/// How many times the room for the signature is grown before giving up.
const ATTEMPTS: usize = 3;

/// Bytes left over where the size is known but for the chance in it: an ECDSA value, a serial number.
const MARGIN: usize = 64;

/// What goes into the message beside the signature of the baseline.
#[derive(Clone, Default)]
pub struct Extras<'a> {
    /// Further signed attributes.
    pub attributes: Vec<SignedAttribute>,
    /// Who stamps the signature value (B-T, ETSI EN 319 142-1 §6.3); nobody by default.
    pub authority: Option<&'a dyn TimestampAuthority>,
}

impl Extras<'_> {
    /// Octets that they add to the message at most.
    fn size(&self) -> usize {
        /// Headers and the identifier of an attribute.
        const EACH: usize = 64;
        let attributes: usize = self.attributes.iter().map(|attribute| attribute.value.len() + EACH).sum();
        attributes + self.authority.map_or(0, |authority| authority.token_size() + EACH)
    }
}

/// An update whose bytes are final but for the value of `/Contents`.
pub struct Prepared {
    increment: Increment,
    field: String,
    structure: Structure,
    written: Written,
}

impl Prepared {
    pub(crate) fn new(mut increment: Increment, field: String, structure: Structure) -> Result<Self, Error> {
        increment.set_byte_range()?;
        Ok(Self { increment, field, structure, written: Written::default() })
    }

    pub(crate) fn with_written(self, written: Written) -> Self {
        Self { written, ..self }
    }

    /// The digest over the byte range: the document, and the update without `/Contents`.
    pub fn digest(&self, base: &BaseDigest, algorithm: DigestAlgorithm) -> Result<Vec<u8>, Error> {
        base.digest_with(algorithm, self.pieces(base)?)
    }

    /// Has the digest signed, the signature value stamped where somebody is to, and puts the result in its place.
    ///
    /// [`Error::TooLarge`] where the room does not suffice: prepare anew with more.
    pub fn sign(self, signer: &dyn Signer, base: &BaseDigest, extras: &Extras<'_>) -> Result<Signed, Error> {
        let digest = self.digest(base, signer.digest())?;
        let mut cms = cades::build::signed_data_with(signer, &digest, &extras.attributes)?;
        let mut timestamp = None;
        if let Some(authority) = extras.authority {
            let message = SignedData::parse(&cms)?;
            let token = authority.stamp(&authority.digest().digest(message.signature()))?;
            cms = cades::with_signature_timestamp(&cms, &token)?;
            timestamp = Some(token);
        }
        self.fill(cms, timestamp, base)
    }

    /// Has the digest stamped and puts the token in its place.
    pub(crate) fn stamp(
        self,
        authority: &dyn TimestampAuthority,
        base: &BaseDigest,
    ) -> Result<Signed, Error> {
        let token = authority.stamp(&self.digest(base, authority.digest())?)?;
        self.fill(token.clone(), Some(token), base)
    }

    fn fill(mut self, cms: Vec<u8>, timestamp: Option<Vec<u8>>, base: &BaseDigest) -> Result<Signed, Error> {
        match self.increment.set_contents(&cms) {
            Ok(()) => {}
            Err(pdf::Error::ContentsTooLong { .. }) => return Err(Error::TooLarge { needed: cms.len() }),
            Err(other) => return Err(other.into()),
        }
        let sha256 = base.sha256_with(self.increment.bytes());
        let Self { increment, field, structure, written } = self;
        Ok(Signed { increment, field, structure, written, cms, timestamp, sha256 })
    }

    /// The update's bytes before and after `/Contents`.
    fn pieces(&self, base: &BaseDigest) -> Result<[&[u8]; 2], Error> {
        let bytes = self.increment.bytes();
        let other = || Error::OtherBase { digested: base.length(), length: self.increment.base_len() };
        let within = |at: u64| at.checked_sub(base.length()).and_then(|at| usize::try_from(at).ok());
        let contents =
            self.increment.placeholder().map(|placeholder| &placeholder.contents).ok_or_else(other)?;
        let (start, end) = within(contents.start).zip(within(contents.end)).ok_or_else(other)?;
        bytes.get(..start).zip(bytes.get(end..)).map(|(before, after)| [before, after]).ok_or_else(other)
    }
}

/// Bytes of room that a signer's message will need.
pub(crate) fn room_for(signer: &dyn Signer, extras: &Extras<'_>) -> usize {
    // The estimate is for any algorithm, so that it has two numbers as long as the key; an RSA value is one.
    let one_number = match signer.algorithm() {
        SignatureAlgorithm::RsaPkcs1(_) | SignatureAlgorithm::RsaPss(_) => {
            signer.certificate().key_bits() / 8
        }
        _ => 0,
    };
    let estimate = cades::build::estimated_size(signer);
    estimate.saturating_sub(usize::try_from(one_number).unwrap_or(0)).saturating_add(extras.size())
}

/// Prepares and finishes, with more room where it did not suffice.
///
/// A larger room is another byte range, so that everything over it is made anew, the timestamp too.
pub(crate) fn with_room(
    mut room: usize,
    attempt: impl Fn(usize) -> Result<Signed, Error>,
) -> Result<Signed, Error> {
    for _ in 0..ATTEMPTS {
        match attempt(room) {
            Err(Error::TooLarge { needed }) => room = needed.saturating_add(MARGIN),
            done => return done,
        }
    }
    Err(Error::TooLarge { needed: room })
}

/// The finished update: append its bytes to the document.
pub struct Signed {
    increment: Increment,
    field: String,
    structure: Structure,
    written: Written,
    cms: Vec<u8>,
    timestamp: Option<Vec<u8>>,
    sha256: [u8; 32],
}

impl Signed {
    /// The bytes to append.
    pub fn increment(&self) -> &[u8] {
        self.increment.bytes()
    }

    /// The CMS signed data, DER; of a document timestamp the token.
    pub fn cms(&self) -> &[u8] {
        &self.cms
    }

    /// The bytes of /Contents as they stand in the file, the padding included: what the store's entries go by.
    pub fn contents(&self) -> Vec<u8> {
        let mut contents = self.cms.clone();
        let room = self.increment.placeholder().map_or(0, |placeholder| placeholder.room());
        contents.resize(usize::try_from(room).unwrap_or(0).max(contents.len()), 0);
        contents
    }

    /// DER of the time-stamp token: of the signature value, or of the document where this is a document timestamp.
    pub fn timestamp(&self) -> Option<&[u8]> {
        self.timestamp.as_deref()
    }

    /// The full name of the field.
    pub fn field(&self) -> &str {
        &self.field
    }

    /// What became of the field's place in the structure tree.
    pub fn structure(&self) -> Structure {
        self.structure
    }

    /// The forms inside others that the document now has.
    pub fn written(&self) -> &Written {
        &self.written
    }

    /// SHA-256 of the signed file.
    pub fn sha256(&self) -> [u8; 32] {
        self.sha256
    }

    /// The length of the signed file in bytes.
    pub fn length(&self) -> u64 {
        self.increment.total_len()
    }
}
