//! Whether a signature is what its field bound it to be: seed values (ISO 32000-2 §12.7.5.5, tables 237 and 238).
//!
//! Owns the comparison with the field as the signed version has it. Only what the field declares binding counts, a
//! preference never does. What is broken keeps the verdict from passing and says nothing of the bytes; what the file does
//! not record, or the standard does not know, makes the signature one that cannot be examined as a proper one.
//!
//! Refuses to read the field's own words as proof of anything else: whoever made the field may have been anybody.

use cades::oid;
use pdf::seed_flags::{
    APPEARANCE_FILTER, DIGEST_METHOD, FILTER, ISSUER, KEY_USAGE, LEGAL_ATTESTATION, LOCK_DOCUMENT, NEWEST,
    POLICY, REASONS, REVOCATION, SUB_FILTER, SUBJECT, SUBJECT_NAME, VERSION,
};
use pdf::{CertificateRules, Document, LockAction, Object, SeedValue, SignatureDictionary, Transform};
use pki::{Certificate, DigestAlgorithm, wanted};

use crate::candidate::{self, Candidate};
use crate::finding::{Code, Finding};
use crate::message::Value;
use crate::report::Kind;

/// The bits of /Ff that the standard knows.
const KNOWN: i64 = (APPEARANCE_FILTER << 1) - 1;

/// Holds a signature against the binding constraints of its field; `document` is the file as received.
pub(crate) fn examine(document: &Document, candidate: &Candidate) -> Vec<Finding> {
    let (Some(id), Some(dictionary)) = (candidate.place.id, candidate.dictionary()) else {
        return Vec::new();
    };
    let signed = candidate.coverage.revision.and_then(|revision| candidate::at(document, revision));
    let document = signed.as_ref().unwrap_or(document);
    let field = document.object(id).unwrap_or(Object::Null);
    let seed = field.as_dict().ok().and_then(|field| SeedValue::of_field(document, field).ok().flatten());
    let Some(seed) = seed else { return Vec::new() };
    let field = field.as_dict().ok();
    let held = Held { document, candidate, dictionary, seed: &seed };
    let mut broken: Vec<&str> = Vec::new();
    let mut check = |holds: bool, constraint| {
        if !holds {
            broken.push(constraint);
        }
    };
    check(held.filter(), "Filter");
    check(held.sub_filter(), "SubFilter");
    check(held.digest_method(), "DigestMethod");
    check(held.reason(), "Reasons");
    check(held.certification(), "MDP");
    check(held.lock(), "LockDocument");
    check(held.revocation(), "AddRevInfo");
    check(held.timestamp(), "TimeStamp");
    // Which picture of the signer's it is to be, no file records; that there is one, it does.
    let pictured = field.is_some_and(|field| field.has(b"AP"));
    check(!held.binds(APPEARANCE_FILTER, b"AppearanceFilter") || pictured, "AppearanceFilter");
    if let Some(rules) = &seed.certificate {
        broken.extend(held.certificate(rules));
    }
    let broken = broken.into_iter().map(|constraint| Finding::new(Code::SeedBroken, [constraint]));
    let unknown = held.unknown().into_iter().map(|constraint| Finding::new(Code::SeedUnknown, [constraint]));
    broken.chain(unknown).collect()
}

/// A signature and what its field demands.
struct Held<'a> {
    document: &'a Document,
    candidate: &'a Candidate,
    dictionary: &'a SignatureDictionary,
    seed: &'a SeedValue,
}

impl Held<'_> {
    /// Whether a constraint stands there and is binding.
    fn binds(&self, bit: i64, key: &[u8]) -> bool {
        self.seed.flags & bit != 0 && self.seed.dictionary.get(key).is_ok_and(|value| !value.is_null())
    }

    fn value(&self, key: &[u8]) -> Object {
        let value = self.seed.dictionary.get(key).ok();
        value.and_then(|value| self.document.resolve(value).ok()).unwrap_or(Object::Null)
    }

    fn filter(&self) -> bool {
        !self.binds(FILTER, b"Filter") || self.seed.filter == self.dictionary.filter
    }

    fn sub_filter(&self) -> bool {
        !self.binds(SUB_FILTER, b"SubFilter")
            || self.dictionary.sub_filter.as_ref().is_some_and(|used| self.seed.sub_filters.contains(used))
    }

    fn digest_method(&self) -> bool {
        let listed = |used: DigestAlgorithm| {
            let name = used.name().replace('-', "");
            let mut methods = self.seed.digest_methods.iter();
            methods.any(|method| method.replace('-', "").eq_ignore_ascii_case(&name))
        };
        !self.binds(DIGEST_METHOD, b"DigestMethod") || self.candidate.outcome.digest.is_some_and(listed)
    }

    /// No reasons, or a single full stop: none may be given (table 237).
    fn reason(&self) -> bool {
        if self.seed.flags & REASONS == 0 {
            return true;
        }
        let given = self.dictionary.reason.as_deref().unwrap_or_default();
        match self.seed.reasons.as_slice() {
            [] => given.is_empty(),
            [only] if only == "." => given.is_empty(),
            some => some.iter().any(|reason| reason == given),
        }
    }

    /// Binding by itself, without a flag (table 237).
    fn certification(&self) -> bool {
        let given = self.dictionary.certification();
        match self.seed.certification {
            Some(0) => given.is_none(),
            Some(wanted @ 1..=3) => given == Some(wanted),
            _ => true,
        }
    }

    fn lock(&self) -> bool {
        if self.seed.flags & LOCK_DOCUMENT == 0 || self.seed.lock_document.as_deref() != Some("true") {
            return true;
        }
        self.dictionary.references.iter().any(|reference| match &reference.transform {
            Transform::DocMdp { permissions } => *permissions == 1,
            Transform::FieldMdp(lock) => lock.permissions == Some(1) && lock.action == LockAction::All,
            _ => false,
        })
    }

    fn revocation(&self) -> bool {
        let wanted = self.binds(REVOCATION, b"AddRevInfo")
            && matches!(self.value(b"AddRevInfo"), Object::Boolean(true));
        !wanted
            || match &self.candidate.value {
                Some(Value::Signed(_, signed)) => signed.has_revocation_archive(),
                _ => false,
            }
    }

    fn timestamp(&self) -> bool {
        !self.seed.timestamp.as_ref().is_some_and(|stamp| stamp.is_required)
            || match &self.candidate.value {
                Some(Value::Signed(_, signed)) => {
                    !signed.signature_timestamps().is_empty()
                        || signed.signed_attribute(oid::CONTENT_TIME_STAMP).is_some()
                }
                Some(Value::Token(_)) => true,
                _ => false,
            }
    }

    fn certificate(&self, rules: &CertificateRules) -> Vec<&'static str> {
        let binds = |bit: i64| rules.flags & bit != 0;
        let outcome = &self.candidate.outcome;
        let Some(own) = &outcome.certificate else { return Vec::new() };
        let mut broken = Vec::new();
        if binds(SUBJECT) && !rules.subjects.is_empty() && !rules.subjects.iter().any(|der| der == own.der())
        {
            broken.push("Cert/Subject");
        }
        let above = |der: &Vec<u8>| {
            outcome.certificates.iter().chain([own]).any(|known| known.der() == der) || made(der, own)
        };
        if binds(ISSUER) && !rules.issuers.is_empty() && !rules.issuers.iter().any(above) {
            broken.push("Cert/Issuer");
        }
        let usages = &rules.key_usages;
        if binds(KEY_USAGE)
            && !usages.is_empty()
            && !usages.iter().any(|usage| wanted::usage_fits(own, usage))
        {
            broken.push("Cert/KeyUsage");
        }
        if binds(POLICY) && !wanted::has_policies(own, &rules.policies) {
            broken.push("Cert/OID");
        }
        let names = &rules.subject_names;
        if binds(SUBJECT_NAME)
            && !names.is_empty()
            && !names.iter().any(|name| wanted::subject_has(own, name))
        {
            broken.push("Cert/SubjectDN");
        }
        broken
    }

    /// Binding constraints of which the file records nothing that could be held against them.
    fn unknown(&self) -> Vec<&'static str> {
        let mut unknown = Vec::new();
        let version = match self.value(b"V") {
            Object::Integer(version) => version as f64,
            Object::Real(version) => f64::from(version),
            _ => 1.0,
        };
        if self.seed.flags & VERSION != 0 && version > NEWEST as f64 {
            unknown.push("V");
        }
        // Attestations are made by who certifies (§12.8.7); of any other signature there is none to be found.
        if self.binds(LEGAL_ATTESTATION, b"LegalAttestation") && self.candidate.kind != Kind::Certification {
            unknown.push("LegalAttestation");
        }
        if self.seed.flags & !KNOWN != 0 {
            unknown.push("Ff");
        }
        unknown
    }
}

/// Whether one certificate made another.
fn made(issuer: &[u8], subject: &Certificate) -> bool {
    Certificate::from_der(issuer)
        .is_ok_and(|issuer| issuer.subject() == subject.issuer() && subject.verify_signed_by(&issuer).is_ok())
}
