//! A document while revisions are put behind it: a signature, what proves it, a document timestamp over both.
//!
//! The file is read once; each revision continues the digests of what was before it.

use cades::TimestampAuthority;
use sign::{BaseDigest, DocumentTimestamp, Signed, ValidationData};
use wire::Failure;

use crate::appending::{Intended, Job, Made};
use crate::{failures, random_bytes};

/// The revisions made so far.
pub(crate) struct Growing<'a> {
    job: &'a Job,
    base: BaseDigest,
    increment: Vec<u8>,
    signed: Vec<u64>,
}

impl<'a> Growing<'a> {
    /// The document as it is.
    pub(crate) fn new(intended: &'a Intended) -> Self {
        Self { job: &intended.job, base: intended.base.clone(), increment: Vec::new(), signed: Vec::new() }
    }

    /// The document with everything made so far.
    pub(crate) fn document(&self) -> Result<pdf::Document, Failure> {
        if self.increment.is_empty() {
            return Ok(self.job.document.clone());
        }
        let continued = self.job.document.followed_by(self.increment.as_slice());
        continued.map_err(|error| failures::of_pdf(&error, &self.job.path))
    }

    /// The digests of it.
    pub(crate) fn base(&self) -> &BaseDigest {
        &self.base
    }

    /// Puts a revision behind it.
    pub(crate) fn push(&mut self, revision: &[u8]) {
        self.base = self.base.followed_by(revision);
        self.increment.extend_from_slice(revision);
    }

    /// Puts a signed revision behind it, which the check of the result will look for.
    pub(crate) fn push_signed(&mut self, signed: &Signed) {
        self.push(signed.increment());
        self.signed.push(signed.length());
    }

    /// Keeps certificates and revocation answers in the document; nothing where all of it is there already.
    pub(crate) fn keep(&mut self, data: &ValidationData, contents: &[&[u8]]) -> Result<(), Failure> {
        let identifier = random_bytes()?;
        let revision = sign::store::append(&self.document()?, data, contents, identifier)
            .map_err(|error| failures::of_sign(&error, &self.job.path))?;
        if let Some(revision) = revision {
            self.push(revision.bytes());
        }
        Ok(())
    }

    /// Has the document as it is now stamped.
    pub(crate) fn stamp(&mut self, authority: &dyn TimestampAuthority) -> Result<Signed, Failure> {
        let document = self.document()?;
        let of_sign = |error: sign::Error| failures::of_sign(&error, &self.job.path);
        let draft = DocumentTimestamp::new(&document, random_bytes()?).map_err(of_sign)?;
        let signed = draft.stamp(authority, &self.base).map_err(of_sign)?;
        self.push_signed(&signed);
        Ok(signed)
    }

    /// Everything that was made.
    pub(crate) fn finish(self) -> Made {
        Made {
            sha256: self.base.sha256(),
            increment: self.increment,
            signed: self.signed,
            params: Vec::new(),
            who: None,
        }
    }
}
