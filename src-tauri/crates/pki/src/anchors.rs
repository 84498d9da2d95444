//! The set of certificates that are trusted because somebody decided so, each for what it was trusted with.

use crate::{Certificate, Error, Name};

/// What an anchor is trusted with; who vouches for signers need not be believed about the time, and the other way round.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Purpose {
    /// Vouching for those who sign documents.
    Signing,
    /// Vouching for time stamping authorities.
    TimeStamping,
    /// Both.
    #[default]
    All,
}

impl Purpose {
    /// Tells whether what is trusted so may be relied upon for `use_of`.
    pub fn covers(self, use_of: Self) -> bool {
        self == Self::All || self == use_of
    }

    /// The smallest purpose that covers both.
    pub fn and(self, other: Self) -> Self {
        if self == other { self } else { Self::All }
    }
}

/// Trust anchors; the empty set trusts nobody.
#[derive(Clone, Debug, Default)]
pub struct TrustAnchors {
    certificates: Vec<Certificate>,
    purposes: Vec<Purpose>,
}

impl TrustAnchors {
    /// The empty set.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds the certificates of a PEM or DER file; returns how many were new.
    pub fn add_pem_or_der(&mut self, bytes: &[u8]) -> Result<usize, Error> {
        let certificates = Certificate::from_pem_or_der(bytes)?;
        Ok(certificates.into_iter().filter(|certificate| self.add(certificate.clone())).count())
    }

    /// Adds a certificate that is trusted with everything; false when it was there.
    pub fn add(&mut self, certificate: Certificate) -> bool {
        self.add_for(certificate, Purpose::All)
    }

    /// Adds a certificate that is trusted with `purpose`, beside what it was trusted with before; false when it was there.
    pub fn add_for(&mut self, certificate: Certificate, purpose: Purpose) -> bool {
        match self.certificates.iter().position(|known| *known == certificate) {
            Some(index) => {
                if let Some(known) = self.purposes.get_mut(index) {
                    *known = known.and(purpose);
                }
                false
            }
            None => {
                self.certificates.push(certificate);
                self.purposes.push(purpose);
                true
            }
        }
    }

    /// Those that may be relied upon for `use_of`.
    pub fn trusted_for(&self, use_of: Purpose) -> Self {
        let mut narrowed = Self::new();
        for (certificate, purpose) in self.certificates.iter().zip(&self.purposes) {
            if purpose.covers(use_of) {
                narrowed.certificates.push(certificate.clone());
                narrowed.purposes.push(*purpose);
            }
        }
        narrowed
    }

    /// Tells whether this very certificate is an anchor.
    pub fn contains(&self, certificate: &Certificate) -> bool {
        self.certificates.contains(certificate)
    }

    /// The anchors with this subject.
    pub fn with_subject<'a>(&'a self, subject: &'a Name) -> impl Iterator<Item = &'a Certificate> {
        self.certificates.iter().filter(move |anchor| anchor.subject() == subject)
    }

    /// All anchors.
    pub fn iter(&self) -> impl Iterator<Item = &Certificate> {
        self.certificates.iter()
    }

    /// All anchors, each with what it is trusted with.
    pub fn entries(&self) -> impl Iterator<Item = (&Certificate, Purpose)> {
        self.certificates.iter().zip(self.purposes.iter().copied())
    }

    /// How many anchors there are.
    pub fn len(&self) -> usize {
        self.certificates.len()
    }

    /// Tells whether nobody is trusted.
    pub fn is_empty(&self) -> bool {
        self.certificates.is_empty()
    }
}

impl FromIterator<Certificate> for TrustAnchors {
    fn from_iter<I: IntoIterator<Item = Certificate>>(certificates: I) -> Self {
        let mut anchors = Self::new();
        for certificate in certificates {
            anchors.add(certificate);
        }
        anchors
    }
}

#[cfg(test)]
mod tests {
    use super::Purpose::{self, All, Signing, TimeStamping};

    #[test]
    fn a_purpose_covers_itself_and_all_covers_both() {
        assert!(All.covers(Signing) && All.covers(TimeStamping) && Signing.covers(Signing));
        assert!(!Signing.covers(TimeStamping) && !TimeStamping.covers(Signing));
        assert_eq!(Signing.and(TimeStamping), All);
        assert_eq!(Signing.and(Signing), Signing);
        assert_eq!(Purpose::default(), All);
    }
}
