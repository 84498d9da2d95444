//! The set of certificates that are trusted because somebody decided so.

use crate::{Certificate, Error, Name};

/// Trust anchors; the empty set trusts nobody.
#[derive(Clone, Debug, Default)]
pub struct TrustAnchors {
    certificates: Vec<Certificate>,
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

    /// Adds a certificate; false when it was there.
    pub fn add(&mut self, certificate: Certificate) -> bool {
        if self.contains(&certificate) {
            return false;
        }
        self.certificates.push(certificate);
        true
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
