//! Whether a certificate was revoked, as far as evidence at hand says (RFC 5280 §6.3, RFC 6960 §3.2).
//!
//! Owns: which answers are about a certificate, who may have signed them, what they cover, and which one counts.
//!
//! Refuses: to fetch anything, and to decide what a revocation means for a signature. Evidence is hostile until its
//! signature verifies under a key that the certificate's own issuer vouches for: where it is kept lends it nothing.
//! Bad news counts whenever it is authentic; good news must also be fresh and cover the certificate.

mod answers;
mod signer;

use crate::crl::CrlReason;
use crate::{Certificate, Crl, Error, Time, ocsp};

/// Most pieces of evidence that are looked at for one certificate.
pub const MAX_EVIDENCE: usize = 4096;
/// How long an answer without an end of its own is taken to hold, in seconds.
pub const UNBOUNDED_LIFETIME: i64 = 24 * 3600;
/// How far a clock may be wrong, in seconds.
pub const CLOCK_SKEW: i64 = 300;

/// Revocation lists and OCSP answers, from wherever.
#[derive(Clone, Debug, Default)]
pub struct Evidence {
    /// Revocation lists.
    pub crls: Vec<Crl>,
    /// OCSP answers.
    pub ocsps: Vec<ocsp::Response>,
}

impl Evidence {
    /// Adds what a file holds: lists in PEM, one list in DER, or one OCSP answer in DER. Returns how many were new.
    pub fn add(&mut self, bytes: &[u8]) -> Result<usize, Error> {
        let before = self.len();
        if bytes.first() != Some(&crate::asn1::SEQUENCE) {
            let lists = Crl::from_pem_or_der(bytes)?;
            if lists.is_empty() {
                return Err(Error::NoEvidence);
            }
            lists.into_iter().for_each(|list| self.add_crl(list));
            return Ok(self.len() - before);
        }
        match Crl::parse(bytes) {
            Ok(list) => self.add_crl(list),
            Err(error @ Error::Limit { .. }) => return Err(error),
            Err(_) => match ocsp::Response::parse(bytes) {
                Ok(answer) => self.add_ocsp(answer),
                Err(refused @ Error::OcspRefused { .. }) => return Err(refused),
                Err(_) => return Err(Error::NoEvidence),
            },
        }
        Ok(self.len() - before)
    }

    /// Adds a list that is not there yet.
    pub fn add_crl(&mut self, list: Crl) {
        if !self.crls.contains(&list) {
            self.crls.push(list);
        }
    }

    /// Adds an answer that is not there yet.
    pub fn add_ocsp(&mut self, answer: ocsp::Response) {
        if !self.ocsps.contains(&answer) {
            self.ocsps.push(answer);
        }
    }

    /// Adds everything of `other` that is not there yet.
    pub fn extend(&mut self, other: &Self) {
        other.crls.iter().cloned().for_each(|list| self.add_crl(list));
        other.ocsps.iter().cloned().for_each(|answer| self.add_ocsp(answer));
    }

    /// How many pieces there are.
    pub fn len(&self) -> usize {
        self.crls.len() + self.ocsps.len()
    }

    /// Tells whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The bytes of a piece as a document's store holds them.
    pub fn der(&self, source: Source) -> Option<&[u8]> {
        match source {
            Source::Crl(index) => self.crls.get(index).map(Crl::der),
            Source::Ocsp(index) => self.ocsps.get(index).map(ocsp::Response::der),
        }
    }
}

/// A piece of evidence, by its place in [`Evidence`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Source {
    /// A revocation list.
    Crl(usize),
    /// An OCSP answer.
    Ocsp(usize),
}

/// What is known of a certificate's revocation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Status {
    /// It was not revoked at the moment asked about.
    Good {
        /// When this was known.
        this_update: Time,
        /// Until when the answer holds, if it says so.
        next_update: Option<Time>,
        /// What says so; the first is about the certificate itself, the others about those who signed the answer.
        sources: Vec<Source>,
    },
    /// It was revoked, be it before or after the moment asked about.
    Revoked {
        /// Since when.
        at: Time,
        /// Why, if that is said.
        reason: Option<CrlReason>,
        /// Since when the key is in doubt, if that is said.
        invalidity: Option<Time>,
        /// What says so.
        source: Source,
    },
    /// Nothing at hand tells.
    Unknown(Why),
}

/// Why nothing at hand tells whether a certificate was revoked; the order is from least to most telling.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Why {
    /// No list of the issuer and no answer about the certificate is at hand.
    NoEvidence,
    /// A list does not cover the certificate (§5.2.5: another kind of certificate, another place).
    WrongScope,
    /// Only a list of changes is at hand, without the list that it changes.
    DeltaOnly,
    /// A list or answer cannot be read to the end, contradicts itself, or has a critical extension not understood.
    Unusable,
    /// The signature does not verify under a key that may speak for the issuer.
    WrongSigner,
    /// A digest in the signature is too weak; told by callers that have an algorithm policy.
    Weak,
    /// The certificate of a delegated signer was itself revoked, or nothing tells that it was not.
    SignerUnproven,
    /// The certificate of a delegated signer has run out by the moment asked about, and nothing proves the answer older.
    SignerExpired,
    /// The responder does not know the certificate.
    NotKnownToResponder,
    /// The lists at hand cover only some of the reasons of revocation.
    SomeReasonsOnly,
    /// The answer was made after the certificate ran out, when it need not be listed any more.
    AfterExpiry,
    /// The answer lies in the future.
    NotYet {
        /// When it begins to hold.
        this_update: Time,
    },
    /// The answer had run out at the moment asked about.
    Stale {
        /// When it ended.
        until: Time,
    },
}

impl Why {
    /// The stable name of the case, for the text catalogue.
    pub fn code(self) -> &'static str {
        match self {
            Self::NoEvidence => "no-evidence",
            Self::WrongScope => "wrong-scope",
            Self::DeltaOnly => "delta-only",
            Self::Unusable => "unusable",
            Self::WrongSigner => "wrong-signer",
            Self::Weak => "weak",
            Self::SignerUnproven => "signer-unproven",
            Self::SignerExpired => "signer-expired",
            Self::NotKnownToResponder => "not-known-to-responder",
            Self::SomeReasonsOnly => "some-reasons-only",
            Self::AfterExpiry => "after-expiry",
            Self::NotYet { .. } => "not-yet",
            Self::Stale { .. } => "stale",
        }
    }
}

/// What `evidence` says of `certificate`, made by `issuer`, now, at the moment `at`.
///
/// `pool` may hold certificates of delegated signers; none is trusted for being there. The caller has verified that
/// `issuer` made the certificate, or relies on nothing that is said here.
pub fn status(
    certificate: &Certificate,
    issuer: &Certificate,
    evidence: &Evidence,
    pool: &[Certificate],
    at: Time,
) -> Status {
    status_at(certificate, issuer, evidence, pool, at, at)
}

/// As [`status`], of a moment `at` in the past seen from `now`: an answer made after `at` tells about it too.
pub fn status_at(
    certificate: &Certificate,
    issuer: &Certificate,
    evidence: &Evidence,
    pool: &[Certificate],
    at: Time,
    now: Time,
) -> Status {
    answers::Question { certificate, issuer, evidence, pool, at, now, may_delegate: true }.answer()
}
