//! The validation report of ETSI TS 119 102-2, as XML: what machines and archives take for the finding of a validation.
//!
//! Owns the form: names, order and namespaces of the schema `http://uri.etsi.org/19102/v1.2.1#`, and the references from
//! each signature to the objects it was judged with. Refuses to judge: every indication is handed in. The same input
//! gives the same bytes.

mod xml;

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;

use crate::Error;
use xml::Element;

const URN: &str = "urn:etsi:019102";

/// A digest and the URI of the algorithm that made it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Digest {
    /// Such as `http://www.w3.org/2001/04/xmlenc#sha256`.
    pub algorithm: &'static str,
    /// Its octets.
    pub value: Vec<u8>,
}

/// What kind of thing was used for a validation (clause 4.4.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ObjectKind {
    /// A certificate, DER.
    Certificate,
    /// A revocation list, DER.
    Crl,
    /// An OCSP answer, DER.
    Ocsp,
    /// A timestamp token, DER.
    Timestamp,
}

impl ObjectKind {
    fn word(self) -> &'static str {
        match self {
            Self::Certificate => "certificate",
            Self::Crl => "CRL",
            Self::Ocsp => "OCSPResponse",
            Self::Timestamp => "timestamp",
        }
    }

    fn letter(self) -> char {
        match self {
            Self::Certificate => 'C',
            Self::Crl => 'R',
            Self::Ocsp => 'O',
            Self::Timestamp => 'T',
        }
    }
}

/// Something that was used for the validation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Object {
    /// What it is.
    pub kind: ObjectKind,
    /// SHA-256 of its octets.
    pub sha256: [u8; 32],
    /// Its octets.
    pub der: Vec<u8>,
}

impl Object {
    /// The name by which the report refers to it.
    fn id(&self) -> String {
        let hex: String = self.sha256.iter().map(|octet| format!("{octet:02x}")).collect();
        format!("{}-{hex}", self.kind.letter())
    }
}

/// The path that was built from a signer's certificate.
#[derive(Clone, Debug, Default)]
pub struct Chain {
    /// The certificates, the signer's own first.
    pub certificates: Vec<Object>,
    /// The last of them is trusted.
    pub anchored: bool,
}

/// What the validation of one signature found.
#[derive(Clone, Debug)]
pub struct Signature {
    /// Its field in the document.
    pub field: Option<String>,
    /// The signed bytes of the document.
    pub signed: Option<Digest>,
    /// The signature value.
    pub value: Option<Vec<u8>>,
    /// It is a document timestamp.
    pub is_timestamp: bool,
    /// The time that its signer states, RFC 3339.
    pub claimed: Option<String>,
    /// The time at which it is proven to have existed, RFC 3339; that of the validation where nothing older is proven.
    pub existed: String,
    /// The reason, name and contact that its signer typed.
    pub stated: [Option<String>; 3],
    /// The place that its signer typed.
    pub place: Option<String>,
    /// The kind of signature as the file names it.
    pub sub_filter: Option<String>,
    /// The signer's name, from the certificate.
    pub signer: Option<String>,
    /// The timestamps inside it, or itself where it is one, each with its time (RFC 3339) where that can be read.
    pub timestamps: Vec<(Object, Option<String>)>,
    /// The path from its certificate.
    pub chain: Chain,
    /// `Basic`, `LTVM` or `LTA` (clause 4.3.11.1).
    pub process: &'static str,
    /// `TOTAL-PASSED`, `INDETERMINATE` or `TOTAL-FAILED`.
    pub indication: &'static str,
    /// `HASH_FAILURE` …
    pub sub_indication: Option<&'static str>,
    /// What was found, in codes, worst first: the code and its parameters.
    pub findings: Vec<String>,
}

/// The whole report.
#[derive(Clone, Debug)]
pub struct Validation {
    /// When it was validated for, RFC 3339 in UTC.
    pub at: String,
    /// The name of the policy.
    pub policy: String,
    /// Who validated: the program and its version.
    pub validator: String,
    /// SHA-256 of the file.
    pub file: [u8; 32],
    /// The signatures, at least one: the standard has no report on a document without any.
    pub signatures: Vec<Signature>,
    /// Revocation lists and OCSP answers that were at hand.
    pub evidence: Vec<Object>,
}

/// Makes the XML.
pub fn write(report: &Validation) -> Result<Vec<u8>, Error> {
    let mut objects: BTreeMap<String, &Object> = BTreeMap::new();
    let of_signatures = report.signatures.iter().flat_map(|signature| {
        signature.chain.certificates.iter().chain(signature.timestamps.iter().map(|(token, _)| token))
    });
    for object in of_signatures.chain(&report.evidence) {
        objects.insert(object.id(), object);
    }
    let mut root = Element::new("ValidationReport")
        .attribute("xmlns", "http://uri.etsi.org/19102/v1.2.1#")
        .attribute("xmlns:ds", "http://www.w3.org/2000/09/xmldsig#")
        .attribute("xmlns:tsl", "http://uri.etsi.org/02231/v2#")
        .attribute("xmlns:xades", "http://uri.etsi.org/01903/v1.3.2#");
    for (number, signature) in (1..).zip(&report.signatures) {
        root = root.child(of_signature(report, number, signature));
    }
    if !objects.is_empty() {
        root = root.child(Element::new("SignatureValidationObjects").children(objects.iter().map(
            |(id, object)| {
                Element::new("ValidationObject")
                    .attribute("id", id)
                    .child(Element::with(
                        "ObjectType",
                        format!("{URN}:validationObject:{}", object.kind.word()),
                    ))
                    .child(
                        Element::new("ValidationObject")
                            .child(Element::with("base64", BASE64.encode(&object.der))),
                    )
            },
        )));
    }
    let validator = Element::new("DigitalId").child(Element::with("tsl:Other", &report.validator));
    root.child(Element::new("SignatureValidator").child(validator)).document()
}

fn of_signature(report: &Validation, number: usize, signature: &Signature) -> Element {
    Element::new("SignatureValidationReport")
        .child(identifier(number, signature))
        .child(constraints(report))
        .child(times(report, signature))
        .maybe(
            signature.signed.as_ref().map(|digest| Element::new("SignersDocument").child(digested(digest))),
        )
        .maybe(attributes(signature))
        .maybe(signer(signature))
        .child(Element::new("SignatureValidationProcess").child(Element::with(
            "SignatureValidationProcessID",
            format!("{URN}:validationprocess:{}", signature.process),
        )))
        .child(status(report, signature))
}

fn identifier(number: usize, signature: &Signature) -> Element {
    // The signed bytes stand in the same file as the signature, whose value alone tells it from the others.
    Element::new("SignatureIdentifier")
        .attribute("id", &format!("S-{number}"))
        .maybe(signature.value.as_ref().map(|value| Element::with("ds:SignatureValue", BASE64.encode(value))))
        .child(Element::with("HashOnly", "false"))
        .child(Element::with("DocHashOnly", "false"))
        .maybe(signature.field.as_ref().map(|field| Element::with("DAIdentifier", field)))
}

fn constraints(report: &Validation) -> Element {
    // The policy is part of the program and no document of its own: it is named, and there is nothing to take a digest of.
    Element::new("ValidationConstraintsEvaluationReport").child(
        Element::new("SignatureValidationPolicy")
            .child(
                Element::new("SignaturePolicyIdentifier").child(Element::new("xades:SignaturePolicyImplied")),
            )
            .child(Element::with("PolicyName", &report.policy)),
    )
}

/// SHA-256 in the words of XML signatures.
pub const SHA256: &str = "http://www.w3.org/2001/04/xmlenc#sha256";

fn times(report: &Validation, signature: &Signature) -> Element {
    let proof = signature.timestamps.iter().find(|(_, at)| at.as_ref() == Some(&signature.existed));
    Element::new("ValidationTimeInfo").child(Element::with("ValidationTime", &report.at)).child(
        Element::new("BestSignatureTime")
            .child(Element::with("POETime", &signature.existed))
            .child(Element::with("TypeOfProof", format!("{URN}:poetype:validation")))
            .maybe(proof.map(|(token, _)| refer("POEObject", [token]))),
    )
}

/// What the signature says of itself (annex A); nothing where it says nothing.
fn attributes(signature: &Signature) -> Option<Element> {
    let timed = |name, at: &String| Element::new(name).child(Element::with("TimeStampValue", at));
    let mut all = Vec::new();
    if let Some(at) = signature.claimed.as_ref().filter(|_| !signature.is_timestamp) {
        all.push(Element::new("SigningTime").child(Element::with("Time", at)));
    }
    if let Some(place) = &signature.place {
        all.push(Element::new("SignatureProductionPlace").child(Element::with("AddressString", place)));
    }
    let stamp = if signature.is_timestamp { "DocTimeStamp" } else { "SignatureTimeStamp" };
    for (token, at) in &signature.timestamps {
        if let Some(at) = at {
            let stamped = timed(stamp, at);
            all.push(stamped.first(refer("AttributeObject", [token])));
        }
    }
    let names = [("Reason", "ReasonElement"), ("Name", "NameElement"), ("ContactInfo", "ContactInfoElement")];
    for ((outer, inner), words) in names.into_iter().zip(&signature.stated) {
        if let Some(words) = words {
            all.push(Element::new(outer).child(Element::with(inner, words)));
        }
    }
    if let Some(kind) = &signature.sub_filter {
        all.push(Element::new("SubFilter").child(Element::with("SubFilterElement", kind)));
    }
    (!all.is_empty()).then(|| Element::new("SignatureAttributes").children(all))
}

fn signer(signature: &Signature) -> Option<Element> {
    let certificate = signature.chain.certificates.first()?;
    Some(
        Element::new("SignerInformation")
            .child(refer("SignerCertificate", [certificate]))
            .maybe(signature.signer.as_ref().map(|name| Element::with("Signer", name))),
    )
}

fn status(report: &Validation, signature: &Signature) -> Element {
    let main = signature.indication.to_ascii_lowercase();
    let sub = signature.sub_indication;
    Element::new("SignatureValidationStatus")
        .child(Element::with("MainIndication", format!("{URN}:mainindication:{main}")))
        .maybe(sub.map(|sub| Element::with("SubIndication", format!("{URN}:subindication:{sub}"))))
        .child(associated(report, signature))
}

fn associated(report: &Validation, signature: &Signature) -> Element {
    let chain = &signature.chain;
    let anchor = chain.certificates.last().filter(|_| chain.anchored);
    let mut data = Element::new("AssociatedValidationReportData")
        .maybe(anchor.map(|anchor| refer("TrustAnchor", [anchor])));
    if let Some((own, above)) = chain.certificates.split_first() {
        let ends_in_anchor = usize::from(chain.anchored && !above.is_empty());
        let between = above.get(..above.len() - ends_in_anchor).unwrap_or_default();
        data = data.child(
            Element::new("CertificateChain")
                .child(refer("SigningCertificate", [own]))
                .children(between.iter().map(|one| refer("IntermediateCertificate", [one])))
                .maybe(anchor.map(|anchor| refer("TrustAnchor", [anchor]))),
        );
    }
    let found = signature.findings.iter().map(|finding| ("finding", finding.clone()));
    let file = [("file-sha256", BASE64.encode(report.file))];
    data.child(Element::new("AdditionalValidationReportData").children(file.into_iter().chain(found).map(
        |(kind, value)| {
            Element::new("ReportData")
                .child(Element::with("Type", format!("urn:vermilion:report:{kind}")))
                .child(Element::with("Value", value))
        },
    )))
}

fn refer<'a>(name: &'static str, objects: impl IntoIterator<Item = &'a Object>) -> Element {
    let ids: Vec<String> = objects.into_iter().map(Object::id).collect();
    Element::new(name).attribute("VOReference", &ids.join(" "))
}

fn digested(digest: &Digest) -> Element {
    Element::new("DigestAlgAndValue").children(digest_parts(digest))
}

fn digest_parts(digest: &Digest) -> [Element; 2] {
    [
        Element::new("ds:DigestMethod").attribute("Algorithm", digest.algorithm),
        Element::with("ds:DigestValue", BASE64.encode(&digest.value)),
    ]
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn object(kind: ObjectKind, octet: u8) -> Object {
        Object { kind, sha256: [octet; 32], der: vec![0x30, octet] }
    }

    fn signature(stated: &str) -> Signature {
        Signature {
            field: Some("Inspector".into()),
            signed: Some(Digest { algorithm: SHA256, value: vec![7; 32] }),
            value: Some(vec![1, 2, 3]),
            is_timestamp: false,
            claimed: Some("2026-11-22T06:05:00Z".into()),
            existed: "2026-11-22T06:05:02Z".into(),
            stated: [Some(stated.into()), None, None],
            place: None,
            sub_filter: Some("ETSI.CAdES.detached".into()),
            signer: Some("Zhang San".into()),
            timestamps: vec![(object(ObjectKind::Timestamp, 9), Some("2026-11-22T06:05:02Z".into()))],
            chain: Chain {
                certificates: (1..=3).map(|octet| object(ObjectKind::Certificate, octet)).collect(),
                anchored: true,
            },
            process: "LTVM",
            indication: "TOTAL-PASSED",
            sub_indication: None,
            findings: vec!["revocation-not-checked".into()],
        }
    }

    fn xml(stated: &str) -> String {
        let report = Validation {
            at: "2026-11-23T00:00:00Z".into(),
            policy: "test".into(),
            validator: "Vermilion".into(),
            file: [5; 32],
            signatures: vec![signature(stated), signature(stated)],
            evidence: vec![object(ObjectKind::Crl, 4), object(ObjectKind::Ocsp, 6)],
        };
        String::from_utf8(write(&report).unwrap()).unwrap()
    }

    #[test]
    fn what_a_signer_typed_cannot_break_out_of_its_element() {
        let xml = xml("a </ReasonElement><MainIndication>&\u{1}\u{0}\u{fffe}");
        assert!(xml.contains(
            "a &lt;/ReasonElement&gt;&lt;MainIndication&gt;&amp;\u{fffd}\u{fffd}\u{fffd}</ReasonElement>"
        ));
        assert_eq!(xml.matches("<MainIndication>").count(), 2);
    }

    #[test]
    fn each_object_stands_there_once_and_the_timestamp_proves_the_time() {
        let xml = xml("Approved");
        let objects: Vec<&str> = xml.lines().filter(|line| line.contains("<ValidationObject id=")).collect();
        assert_eq!(objects.len(), 6, "three certificates, a token, a list and an answer: {objects:?}");
        let token = format!("T-{}", "09".repeat(32));
        assert_eq!(xml.matches(&format!("<POEObject VOReference=\"{token}\"/>")).count(), 2);
        assert_eq!(
            xml.matches("<IntermediateCertificate ").count(),
            2,
            "neither the signer's own nor the anchor"
        );
        assert_eq!(xml, self::xml("Approved"));
    }
}
