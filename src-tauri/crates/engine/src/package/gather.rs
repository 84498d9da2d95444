//! What goes into a package, and in which words.

use std::path::Path;
use std::sync::Arc;

use audit::{Digest, Filter, Order};
use base64::Engine as _;
use pki::{Certificate, Crl, ocsp};
use verify::{Policy, Report};
use wire::{Failure, FailureCode, Language, PackageMember, Text};

use super::readme::{self, Facts};
use crate::judging::JudgeBy;
use crate::paper::Subject;
use crate::report_json::policy_facts;
use crate::source::{FileSource, file_name};
use crate::verifying::add_to;
use crate::{Engine, etsi, explain, failures};

/// The media type of a PDF: what is packed already is stored.
const PDF: &str = "application/pdf";
const JSON: &str = "application/json";
/// The member that explains the others.
pub(crate) const README: &str = "说明 README.txt";

/// One member in the making.
pub(crate) struct Member {
    pub(crate) name: String,
    pub(crate) media: &'static str,
    pub(crate) content: Content,
    /// What it is: `package-is-<kind>`.
    pub(crate) kind: &'static str,
    /// The signature that it belongs to, from 1; 0 for none.
    pub(crate) of: usize,
}

/// Where its bytes come from.
pub(crate) enum Content {
    /// Here they are.
    Bytes(Vec<u8>),
    /// The first so many of the document.
    Prefix(u64),
}

/// Everything of a package but its signature.
pub(crate) struct Gathered {
    pub(crate) source: Arc<FileSource>,
    pub(crate) sha256: [u8; 32],
    pub(crate) members: Vec<Member>,
}

impl Gathered {
    /// What is in it, for whoever made it.
    pub(crate) fn told(&self, signed: bool) -> Vec<PackageMember> {
        let of_member = |member: &Member| PackageMember { name: member.name.clone(), what: said(member) };
        let mut told: Vec<PackageMember> = self.members.iter().map(of_member).collect();
        let whole = [(asic::MANIFEST, "package-is-manifest"), (asic::SIGNATURE, "package-is-signature")];
        told.extend(
            whole
                .into_iter()
                .filter(|(name, _)| signed || *name != asic::SIGNATURE)
                .map(|(name, what)| PackageMember { name: name.to_owned(), what: Text::new(what) }),
        );
        told
    }
}

/// What a member is.
pub(crate) fn said(member: &Member) -> Text {
    Text::new(format!("package-is-{}", member.kind)).with("number", member.of)
}

impl Engine {
    /// Judges a signed document and gathers what goes with it. One without a signature has nothing to show.
    pub(crate) fn gather(&self, path: &Path, by: &JudgeBy) -> Result<Gathered, Failure> {
        let mut policy = self.policy_for(by)?;
        let examined = self.look_at(path, &policy, by);
        if let Some(found) = &examined.looked_up {
            add_to(&mut policy, found);
        }
        let report = examined.outcome.as_ref().map_err(Clone::clone)?;
        if report.signatures.is_empty() {
            return Err(Failure::new(FailureCode::NothingToReport).with("name", file_name(path)));
        }
        let unread = || Failure::new(FailureCode::FileUnreadable).with("name", file_name(path));
        let sha256 = examined.sha256.ok_or_else(unread)?;
        let source = FileSource::open(path)?;
        let length = pdf::Source::len(source.as_ref());
        if length != examined.size {
            return Err(Failure::new(FailureCode::DocumentChanged).with("name", file_name(path)));
        }
        let said = explain::verification(None, report, sha256);
        let subject = Subject { path, size: length, sha256, report, said: &said, policy: &policy };

        let mut members = Members::default();
        members.add("document", &member_name(path), PDF, Content::Prefix(length), "document", 0);
        versions(report, length, &mut members);
        let document = pdf::Document::open(source.clone(), pdf::Limits::default())
            .map_err(|error| failures::of_pdf(&error, path))?;
        let ranges = signatures(&document, report, &mut members);
        material(report, &policy, &mut members);

        members.bytes("reports", "verification.pdf", PDF, self.paper(&subject)?, "report", 0);
        // The same bytes of JSON everywhere, whatever this computer speaks.
        let english = texts::Catalogue::new(Language::English);
        let told = examined.report(&policy_facts(&policy), &|text| english.text(text));
        members.bytes("reports", "verification.json", JSON, pretty(&[told])?, "report-json", 0);
        let xml = etsi::xml(path, sha256, report, &policy)?;
        members.bytes("reports", "verification-etsi.xml", "application/xml", xml, "report-etsi", 0);
        let logged = self.about_in_log(path, sha256, &mut members)?;
        let known = self.statements(report, &mut members)?;

        let facts = Facts {
            name: file_name(path),
            sha256: hex::encode(sha256),
            at: self.clock.now().to_string(),
            headline: said.headline.clone(),
            is_stamped: report.signatures.iter().any(|found| found.time.proven.is_some()),
            is_trusted: report.signatures.iter().all(|found| found.trust == verify::report::Trust::Trusted),
            logged,
            known,
            ranges,
        };
        let words = readme::write(&facts, &members.0);
        members.bytes("", README, "text/plain", words.into_bytes(), "readme", 0);
        Ok(Gathered { source, sha256, members: members.0 })
    }

    /// The rows of this computer's log about the document, with their proofs, and the sheet of them.
    fn about_in_log(&self, path: &Path, sha256: [u8; 32], members: &mut Members) -> Result<bool, Failure> {
        let about = Filter { document: Some(Digest(sha256)), order: Order::OldestFirst, ..Filter::default() };
        let mut excerpt = Vec::new();
        let rows = self.log()?.export_json(&about, &mut excerpt).map_err(|error| failures::of_log(&error))?;
        if rows == 0 {
            return Ok(false);
        }
        members.bytes("log", "excerpt.json", JSON, excerpt, "log", 0);
        let sheet = self.compliance(&about, &file_name(path))?;
        members.bytes("log", "compliance.pdf", PDF, sheet, "compliance", 0);
        Ok(true)
    }

    /// What the office's directory says of the signers, without what is nobody's business.
    fn statements(&self, report: &Report, members: &mut Members) -> Result<bool, Failure> {
        let Some(directory) = self.directory()? else { return Ok(false) };
        let mut people = Vec::new();
        for found in &report.signatures {
            let Some(signer) = &found.signer else { continue };
            let Some((person, held)) = directory.holder(&signer.sha256) else { continue };
            let one = serde_json::json!({
                "name": person.name,
                "department": person.department,
                "posts": person.posts.iter().map(|post| serde_json::json!({
                    "title": post.title, "from": post.from, "until": post.until,
                })).collect::<Vec<_>>(),
                "state": person.state,
                "certificate": held.sha256,
                "issued": held.issued,
                "until": held.until,
                "ended": held.ended,
                "outside": held.outside,
            });
            if !people.contains(&one) {
                people.push(one);
            }
        }
        if people.is_empty() {
            return Ok(false);
        }
        let statement = serde_json::json!({
            "organisation": directory.organisation,
            "directory": directory.number,
            "made": directory.issued,
            "sample": directory.sample,
            "root": hex::encode(pki::DigestAlgorithm::Sha256.digest(&directory.root)),
            "signers": people,
        });
        members.bytes("directory", "signers.json", JSON, pretty(&statement)?, "directory", 0);
        members.bytes(
            "certificates",
            "office-root.pem",
            PEM,
            pem([directory.root.as_slice()]),
            "office-root",
            0,
        );
        Ok(true)
    }
}

const PEM: &str = "application/x-pem-file";

#[derive(Default)]
struct Members(Vec<Member>);

impl Members {
    fn add(
        &mut self,
        folder: &str,
        name: &str,
        media: &'static str,
        content: Content,
        kind: &'static str,
        of: usize,
    ) {
        let name = if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") };
        self.0.push(Member { name, media, content, kind, of });
    }

    fn bytes(
        &mut self,
        folder: &str,
        name: &str,
        media: &'static str,
        bytes: Vec<u8>,
        kind: &'static str,
        of: usize,
    ) {
        self.add(folder, name, media, Content::Bytes(bytes), kind, of);
    }
}

/// The document's own name, without what no system takes in a name.
fn member_name(path: &Path) -> String {
    let name: String = file_name(path)
        .chars()
        .map(|character| match character {
            '\\' | ':' | '/' => '_',
            other if other.is_control() => '_',
            other => other,
        })
        .take(100)
        .collect();
    let name = name.trim().to_owned();
    if name.to_ascii_lowercase().ends_with(".pdf") { name } else { format!("{name}.pdf") }
}

/// The versions that were signed, where they differ from the document.
fn versions(report: &Report, length: u64, members: &mut Members) {
    let mut kept: Vec<u64> = Vec::new();
    for (index, found) in report.signatures.iter().enumerate() {
        let Some(end) = found.signed_length.filter(|end| *end < length) else { continue };
        if explain::version_differs(found) && !kept.contains(&end) {
            kept.push(end);
            let name = format!("signed-{}.pdf", index + 1);
            members.add("versions", &name, PDF, Content::Prefix(end), "version", index + 1);
        }
    }
}

/// The message of each signature, and the byte range that it is over.
fn signatures(document: &pdf::Document, report: &Report, members: &mut Members) -> Vec<(usize, [u64; 4])> {
    let places = pdf::signatures(document).unwrap_or_default();
    let mut ranges = Vec::new();
    for (index, found) in report.signatures.iter().enumerate() {
        let held = places
            .iter()
            .filter_map(|place| place.dictionary())
            .find(|dictionary| dictionary.id.is_some() && dictionary.id == found.object);
        let Some(dictionary) = held else { continue };
        let Ok(signed) = cades::SignedData::parse(&dictionary.contents.bytes) else { continue };
        let Some(message) = dictionary.contents.bytes.get(..signed.encoded_len()) else { continue };
        let number = index + 1;
        members.bytes(
            "signatures",
            &format!("signature-{number}.p7s"),
            "application/pkcs7-signature",
            message.to_vec(),
            "message",
            number,
        );
        ranges.extend(dictionary.byte_range.numbers().map(|numbers| (number, numbers)));
    }
    ranges
}

/// The certificates, revocation answers and timestamps that the verdict rests on.
fn material(report: &Report, policy: &Policy, members: &mut Members) {
    for (index, found) in report.signatures.iter().enumerate() {
        let number = index + 1;
        let chain: Vec<&[u8]> = found.material.chain.iter().map(Vec::as_slice).collect();
        if let Some(own) = chain.first() {
            let name = format!("signature-{number}");
            members.bytes(
                "certificates",
                &format!("{name}.pem"),
                PEM,
                pem(chain.iter().copied()),
                "chain",
                number,
            );
            members.bytes(
                "certificates",
                &format!("{name}.cer"),
                "application/pkix-cert",
                own.to_vec(),
                "certificate",
                number,
            );
        }
        for (at, token) in found.material.tokens.iter().enumerate() {
            let name = format!("signature-{number}-{}.tst", at + 1);
            members.bytes(
                "timestamps",
                &name,
                "application/timestamp-token",
                token.clone(),
                "timestamp",
                number,
            );
        }
    }
    let supplied = &policy.revocation_evidence;
    let lists = report.crls.iter().map(Vec::as_slice).chain(supplied.crls.iter().map(Crl::der));
    let answers = report.ocsps.iter().map(Vec::as_slice);
    let answers = answers.chain(supplied.ocsps.iter().map(ocsp::Response::der));
    for (number, list) in (1..).zip(once(lists)) {
        members.bytes(
            "revocation",
            &format!("list-{number}.crl"),
            "application/pkix-crl",
            list.to_vec(),
            "list",
            0,
        );
    }
    for (number, answer) in (1..).zip(once(answers)) {
        let name = format!("answer-{number}.ors");
        members.bytes("revocation", &name, "application/ocsp-response", answer.to_vec(), "answer", 0);
    }
}

fn once<'a>(all: impl Iterator<Item = &'a [u8]>) -> Vec<&'a [u8]> {
    let mut kept: Vec<&[u8]> = Vec::new();
    for one in all {
        if !kept.contains(&one) {
            kept.push(one);
        }
    }
    kept
}

/// Certificates in PEM (RFC 7468), each with its name before it.
fn pem<'a>(chain: impl IntoIterator<Item = &'a [u8]>) -> Vec<u8> {
    let mut text = String::new();
    for der in chain {
        if let Ok(certificate) = Certificate::from_der(der) {
            text.push_str(&format!("# {}\n", certificate.display().replace(['\n', '\r'], " ")));
        }
        text.push_str("-----BEGIN CERTIFICATE-----\n");
        let encoded = base64::engine::general_purpose::STANDARD.encode(der);
        for line in encoded.as_bytes().chunks(64) {
            text.push_str(&String::from_utf8_lossy(line));
            text.push('\n');
        }
        text.push_str("-----END CERTIFICATE-----\n");
    }
    text.into_bytes()
}

fn pretty(value: &impl serde::Serialize) -> Result<Vec<u8>, Failure> {
    let mut bytes = serde_json::to_vec_pretty(value)
        .map_err(|fault| Failure::new(FailureCode::Internal).because(fault))?;
    bytes.push(b'\n');
    Ok(bytes)
}
