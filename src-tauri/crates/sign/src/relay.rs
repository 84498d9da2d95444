//! The second and third runner: bytes with the range fixed, and bytes with the signature in them.

use pdf::Increment;

use crate::{BaseDigest, Error};

/// An update whose bytes are final but for the value of `/Contents`.
pub struct Prepared {
    increment: Increment,
}

impl Prepared {
    pub(crate) fn new(increment: Increment) -> Self {
        Self { increment }
    }

    /// The digest over the byte range: the document, and the update without `/Contents`.
    pub fn digest(&self, base: &BaseDigest) -> Result<Vec<u8>, Error> {
        Ok(base.signed_with(self.pieces(base)?))
    }

    /// Has the digest signed and puts the result in its place.
    ///
    /// [`Error::TooLarge`] where the room does not suffice: prepare anew with more.
    pub fn sign(mut self, signer: &dyn cades::Signer, base: &BaseDigest) -> Result<Signed, Error> {
        let cms = cades::build::signed_data(signer, &self.digest(base)?)?;
        match self.increment.set_contents(&cms) {
            Ok(()) => {}
            Err(pdf::Error::ContentsTooLong { .. }) => return Err(Error::TooLarge { needed: cms.len() }),
            Err(other) => return Err(other.into()),
        }
        let sha256 = base.sha256_with(self.increment.bytes());
        Ok(Signed { increment: self.increment, cms, sha256 })
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

/// The finished update: append its bytes to the document.
pub struct Signed {
    increment: Increment,
    cms: Vec<u8>,
    sha256: [u8; 32],
}

impl Signed {
    /// The bytes to append.
    pub fn increment(&self) -> &[u8] {
        self.increment.bytes()
    }

    /// The CMS signed data, DER.
    pub fn cms(&self) -> &[u8] {
        &self.cms
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
