//! The state of the usage log inside each signature: a later document proves that rows are missing (security §5).
//!
//! A signed attribute of this program's own: `SEQUENCE { version INTEGER (1), log OCTET STRING, size INTEGER, root OCTET
//! STRING, last OCTET STRING }`. `log` are the first 16 bytes of the hash of the log's first row, so that documents
//! of other logs are told apart; the rest is the head when the signature was about to be made. Others ignore it.

use std::path::Path;

use audit::{Action, Digest, Head, Outcome};
use cades::{SignatureOutcome, SignedAttribute, SignedData};
use pki::ObjectIdentifier;
use pki::asn1::{self, Element, encode};
use wire::Failure;

use crate::source::FileSource;
use crate::verifying::examine;
use crate::{Engine, detached, failures};

/// A name of its own, made from random bytes on the arc that Microsoft gives away for that.
const OID: ObjectIdentifier =
    ObjectIdentifier::new_unwrap("1.2.840.113556.1.8000.2554.11445.54147.25068.19686.34038.2657251.7664683");

/// The bytes of a log's name.
const NAME: usize = 16;

/// A log and its state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct LogHead {
    log: Vec<u8>,
    head: Head,
}

/// What a document's signatures say about this computer's log.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Witness {
    /// Heads of this log.
    pub(crate) heads: Vec<Head>,
    /// Signatures with a head of another log.
    pub(crate) foreign: usize,
}

/// The attribute for a signature.
pub(crate) fn attribute(head: &LogHead) -> SignedAttribute {
    let size: Vec<u8> = head.head.size.to_be_bytes().into_iter().skip_while(|octet| *octet == 0).collect();
    let mut integer = size;
    if integer.first().is_none_or(|octet| octet & 0x80 != 0) {
        integer.insert(0, 0);
    }
    let mut content = encode(asn1::INTEGER, &[1]);
    content.extend(encode(asn1::OCTET_STRING, &head.log));
    content.extend(encode(asn1::INTEGER, &integer));
    content.extend(encode(asn1::OCTET_STRING, &head.head.root.0));
    content.extend(encode(asn1::OCTET_STRING, &head.head.hash.0));
    SignedAttribute { oid: OID, value: encode(asn1::SEQUENCE, &content) }
}

/// The head inside a signature, where there is one.
fn head_of(signed: &SignedData) -> Option<LogHead> {
    let value = signed.signed_attribute(OID)?;
    let mut fields = Element::only(&value, asn1::SEQUENCE).ok()?.inside();
    if fields.expect(asn1::INTEGER).ok()?.small_integer().ok()? != 1 {
        return None;
    }
    let log = fields.expect(asn1::OCTET_STRING).ok()?.content.to_vec();
    let size = fields.expect(asn1::INTEGER).ok()?.integer().ok()?;
    if size.len() > 8 || size.first().is_some_and(|first| first & 0x80 != 0) || log.len() != NAME {
        return None;
    }
    let size = size.iter().fold(0u64, |number, octet| number << 8 | u64::from(*octet));
    let mut digest = || -> Option<Digest> {
        let octets = fields.expect(asn1::OCTET_STRING).ok()?.content;
        octets.try_into().ok().map(Digest)
    };
    let (root, hash) = (digest()?, digest()?);
    Some(LogHead { log, head: Head { size, root, hash } })
}

impl Engine {
    /// The state of the log now, for a signature.
    pub(crate) fn log_head(&self) -> Result<Option<LogHead>, Failure> {
        let state = self.log()?.origin_and_head().map_err(|error| failures::of_log(&error))?;
        Ok(state.map(|(origin, head)| LogHead { log: name(origin), head }))
    }

    /// The heads of this log that the signatures of a file carry. What a signature in a file of its own says of the log
    /// counts whatever it signs.
    pub(crate) fn heads_in_file(&self, path: &Path) -> Result<Vec<Head>, Failure> {
        if detached::is_signature_file(path) {
            let signed = SignedData::parse(&detached::read(path)?)
                .map_err(|fault| failures::of_verify(&verify::Error::Message(fault), path))?;
            let is_genuine = signed.check(&[]).signature == SignatureOutcome::Verifies;
            let ours = self.log_head()?;
            let head =
                head_of(&signed).filter(|head| is_genuine && ours.is_some_and(|ours| ours.log == head.log));
            return Ok(head.map(|head| head.head).into_iter().collect());
        }
        let source = FileSource::open(path)?;
        let document = pdf::Document::open(source, pdf::Limits::default())
            .map_err(|error| failures::of_pdf(&error, path))?;
        let report = examine(&document, &self.policy(self.anchors()?, None), path)?;
        Ok(self.witness_of(&document, &report)?.heads)
    }

    /// Whether a document's signatures tell of rows of this log that are not there: the log was cut or replaced. An alarm
    /// goes into the log, once for each document.
    pub(crate) fn log_is_behind(
        &self,
        document: &pdf::Document,
        report: &verify::Report,
        name: &str,
    ) -> bool {
        let behind = self.witness_of(document, report).and_then(|witness| {
            let log = self.log()?;
            let known = |head: &Head| log.knows(head).map_err(|error| failures::of_log(&error));
            witness.heads.iter().try_fold(false, |behind, head| Ok(behind || !known(head)?))
        });
        // A log that cannot be read says so where it is needed; reading a document goes on.
        if behind != Ok(true) {
            return false;
        }
        let mut alarm = self.record(Action::Alarm);
        alarm.outcome = Outcome::Failed;
        alarm.code = Some("log-behind".to_owned());
        alarm.document = Some(audit::Document { name: name.to_owned(), ..audit::Document::default() });
        let _ = self.append(&alarm);
        true
    }

    /// What the signatures of a document say about this log. Only those whose bytes verify count.
    pub(crate) fn witness_of(
        &self,
        document: &pdf::Document,
        report: &verify::Report,
    ) -> Result<Witness, Failure> {
        let mut witness = Witness::default();
        let Some(ours) = self.log_head()? else { return Ok(witness) };
        let intact = |object| {
            report.signatures.iter().any(|found| {
                found.object == Some(object)
                    && !matches!(found.integrity, verify::Integrity::Broken | verify::Integrity::Malformed)
            })
        };
        for found in pdf::signatures(document).unwrap_or_default() {
            let Some((dictionary, object)) = found.dictionary().and_then(|one| Some((one, one.id?))) else {
                continue;
            };
            let head = SignedData::parse(&dictionary.contents.bytes).ok().as_ref().and_then(head_of);
            match head {
                Some(head) if intact(object) && head.log == ours.log => witness.heads.push(head.head),
                Some(_) => witness.foreign += 1,
                None => {}
            }
        }
        Ok(witness)
    }
}

/// The name of a log, from the hash of its first row.
fn name(origin: Digest) -> Vec<u8> {
    origin.0.iter().take(NAME).copied().collect()
}
