//! Validation data that a document brings along: `/DSS` (ISO 32000-2 §12.8.4.3, EN 319 142-1 §5.4) and Adobe's archive
//! of revocation answers inside a signature.
//!
//! Owns: finding and reading the pieces, and remembering where each begins, so that a document timestamp proves which
//! of them are older than itself. Refuses: to trust any of them. Certificates help to build chains; answers count by
//! their own signatures alone.

use std::collections::HashSet;

use cades::{SignedData, oid};
use pdf::{Dictionary, Document, Location, Object, ObjectId};
use pki::asn1::{self, Element, Fault};
use pki::revocation::Evidence;
use pki::{Certificate, Crl, ocsp};

use crate::candidate::Candidate;
use crate::message::Value;
use crate::policy::Policy;

/// Most pieces that are read from one document.
const MAX_PIECES: usize = 1024;
/// Most octets that are read from one document's store.
const MAX_OCTETS: usize = 96 << 20;
/// Most signatures that `/VRI` may speak of.
const MAX_RELATED: usize = 256;

/// What a document brings along, each piece with the place in the file where it begins.
#[derive(Default)]
pub(crate) struct ValidationData {
    certificates: Vec<(u64, Certificate)>,
    crls: Vec<(u64, Crl)>,
    ocsps: Vec<(u64, ocsp::Response)>,
    /// Pieces of the store that are not what they should be.
    pub(crate) unreadable: usize,
    seen: HashSet<ObjectId>,
    octets: usize,
    has_store: bool,
}

#[derive(Clone, Copy)]
enum Kind {
    Certificate,
    Crl,
    Ocsp,
}

impl ValidationData {
    /// Reads the newest version's store and the archives inside the signatures.
    pub(crate) fn read(document: &Document, candidates: &[Candidate]) -> Self {
        let mut data = Self::default();
        if let Ok(catalog) = document.catalog()
            && let Some(store) = catalog.get(b"DSS").ok().and_then(|value| dictionary(document, value))
        {
            data.has_store = true;
            data.store(document, &store);
        }
        for candidate in candidates {
            let (Some(Value::Signed(_, signed)), Some(range)) = (&candidate.value, candidate.coverage.range)
            else {
                continue;
            };
            // An archive that cannot be read is as good as none.
            let _ = data.archive(signed, range.gap_start);
        }
        data
    }

    fn store(&mut self, document: &Document, store: &Dictionary) {
        let lists =
            |keys: [&'static [u8]; 3]| keys.into_iter().zip([Kind::Certificate, Kind::Crl, Kind::Ocsp]);
        for (key, kind) in lists([b"Certs", b"CRLs", b"OCSPs"]) {
            self.streams(document, store, key, kind);
        }
        let Some(related) = store.get(b"VRI").ok().and_then(|value| dictionary(document, value)) else {
            return;
        };
        for (_, value) in related.iter().take(MAX_RELATED) {
            let Some(one) = dictionary(document, value) else { continue };
            for (key, kind) in lists([b"Cert", b"CRL", b"OCSP"]) {
                self.streams(document, &one, key, kind);
            }
        }
    }

    fn streams(&mut self, document: &Document, holder: &Dictionary, key: &[u8], kind: Kind) {
        let Ok(Object::Array(items)) =
            holder.get(key).map_err(|_| ()).and_then(|value| document.resolve(value).map_err(|_| ()))
        else {
            return;
        };
        for id in items.iter().filter_map(|item| item.as_reference().ok()) {
            if self.seen.len() >= MAX_PIECES || self.octets >= MAX_OCTETS {
                return;
            }
            if !self.seen.insert(id) {
                continue;
            }
            if self.piece(document, id, kind).is_none() {
                self.unreadable += 1;
            }
        }
    }

    fn piece(&mut self, document: &Document, id: ObjectId, kind: Kind) -> Option<()> {
        let Ok(Location::InFile { start, .. }) = document.location(id) else { return None };
        let object = document.shared(id).ok()?;
        let Object::Stream(stream) = &*object else { return None };
        let data = document.stream_data(stream).ok()?;
        self.octets = self.octets.saturating_add(data.len());
        // Some producers count the line end before `endstream` into the length.
        let der = Element::first(&data).ok()?.raw;
        match kind {
            Kind::Certificate => keep(&mut self.certificates, start, Certificate::from_der(der).ok()?),
            Kind::Crl => keep(&mut self.crls, start, Crl::parse(der).ok()?),
            Kind::Ocsp => keep(&mut self.ocsps, start, ocsp::Response::parse(der).ok()?),
        }
        Some(())
    }

    /// Reads `RevocationInfoArchival`: `[0]` revocation lists, `[1]` OCSP answers, `[2]` others.
    fn archive(&mut self, signed: &SignedData, start: u64) -> Result<(), Fault> {
        let mut values: Vec<Vec<u8>> = Vec::new();
        if let Some(attributes) = signed.signed_attributes_as_written() {
            let mut list = Element::first(attributes)?.inside();
            while let Some(attribute) = list.next()? {
                let mut fields = attribute.inside();
                if fields.expect(asn1::OBJECT_IDENTIFIER)?.oid()? == oid::REVOCATION_INFO_ARCHIVAL {
                    let set = fields.expect(asn1::SET)?.inside().collect(16)?;
                    values.extend(set.iter().map(|value| value.raw.to_vec()));
                }
            }
        }
        let unsigned = signed.unsigned_attributes().iter();
        let archives = unsigned.filter(|attribute| attribute.oid == oid::REVOCATION_INFO_ARCHIVAL);
        values.extend(archives.flat_map(|attribute| attribute.values.iter().cloned()));
        for value in values {
            let mut parts = Element::only(&value, asn1::SEQUENCE)?.inside();
            while let Some(part) = parts.next()? {
                let list = Element::only(part.content, asn1::SEQUENCE)?.inside().collect(MAX_PIECES)?;
                for item in list {
                    match part.tag {
                        0xa0 => {
                            Crl::parse(item.raw).into_iter().for_each(|crl| keep(&mut self.crls, start, crl))
                        }
                        0xa1 => ocsp::Response::parse(item.raw)
                            .into_iter()
                            .for_each(|response| keep(&mut self.ocsps, start, response)),
                        _ => {}
                    }
                }
            }
        }
        Ok(())
    }

    /// Whether the document has a store with something in it that begins before `end`.
    pub(crate) fn has_store_before(&self, end: u64) -> bool {
        let starts = || {
            let certificates = self.certificates.iter().map(|(start, _)| *start);
            let lists = self.crls.iter().map(|(start, _)| *start);
            certificates.chain(lists).chain(self.ocsps.iter().map(|(start, _)| *start))
        };
        self.has_store && starts().any(|start| start < end)
    }

    /// The answers that begin before `end`.
    pub(crate) fn evidence_before(&self, end: u64) -> Evidence {
        Evidence { crls: before(&self.crls, end), ocsps: before(&self.ocsps, end) }
    }

    /// The certificates that begin before `end`.
    pub(crate) fn certificates_before(&self, end: u64) -> Vec<Certificate> {
        before(&self.certificates, end)
    }

    /// The policy with what the document brings along beside what the caller supplied.
    pub(crate) fn beside(&self, policy: &Policy) -> Policy {
        let mut both = policy.clone();
        for certificate in self.certificates_before(u64::MAX) {
            if !both.extra_certificates.contains(&certificate) {
                both.extra_certificates.push(certificate);
            }
        }
        both.revocation_evidence.extend(&self.evidence_before(u64::MAX));
        both
    }
}

fn dictionary(document: &Document, value: &Object) -> Option<Dictionary> {
    match document.resolve(value) {
        Ok(Object::Dictionary(dictionary)) => Some(dictionary),
        _ => None,
    }
}

/// Keeps a piece once, with the earliest place where it stands.
fn keep<T: PartialEq>(pieces: &mut Vec<(u64, T)>, start: u64, piece: T) {
    if let Some((known, _)) = pieces.iter_mut().find(|(_, known)| *known == piece) {
        *known = start.min(*known);
    } else if pieces.len() < MAX_PIECES {
        pieces.push((start, piece));
    }
}

fn before<T: Clone>(pieces: &[(u64, T)], end: u64) -> Vec<T> {
    pieces.iter().filter(|(start, _)| *start < end).map(|(_, piece)| piece.clone()).collect()
}
