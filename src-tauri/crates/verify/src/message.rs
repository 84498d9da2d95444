//! What the CMS inside a signature says, judged by the profile that its SubFilter names.
//!
//! `cades` tells facts; here each becomes a finding or nothing. A fault of form leaves the integrity as the digest and
//! the signature value have it: the two questions are not mixed.

use cades::{
    AlgorithmsOutcome, DigestOutcome, EssOutcome, Oddity, SignatureOutcome, SignaturePolicy, SignedData,
    Token,
};
use pdf::SignatureDictionary;
use pki::{Certificate, DigestAlgorithm, SignatureAlgorithm, SignatureError, Time};

use crate::finding::{Code, Finding};
use crate::policy::Policy;

/// The kinds of signature value (ISO 32000-2 §12.8.3, §12.8.5).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// `ETSI.CAdES.detached`.
    Cades,
    /// `adbe.pkcs7.detached`.
    Pkcs7,
    /// `adbe.pkcs7.sha1`.
    Pkcs7Sha1,
    /// `adbe.x509.rsa_sha1`.
    X509RsaSha1,
    /// `ETSI.RFC3161`.
    Timestamp,
}

impl Form {
    /// The form that a dictionary names.
    pub(crate) fn of(dictionary: &SignatureDictionary) -> Option<Self> {
        match dictionary.sub_filter.as_deref()? {
            // The Brazilian profile is CAdES under a name of its own (ITI DOC-ICP-15.03).
            "ETSI.CAdES.detached" | "PBAD.PAdES" => Some(Self::Cades),
            "adbe.pkcs7.detached" => Some(Self::Pkcs7),
            "adbe.pkcs7.sha1" => Some(Self::Pkcs7Sha1),
            "adbe.x509.rsa_sha1" => Some(Self::X509RsaSha1),
            "ETSI.RFC3161" => Some(Self::Timestamp),
            _ => None,
        }
    }
}

/// A signature value that was read.
pub(crate) enum Value {
    /// Detached signed data, or the older form that carries a SHA-1.
    Signed(Form, Box<SignedData>),
    /// A bare PKCS #1 value with the certificates from the dictionary.
    Bare(Box<cades::legacy::RsaSha1>, Vec<Certificate>),
    /// A timestamp token.
    Token(Box<Token>),
}

/// What judging the value found.
#[derive(Default)]
pub(crate) struct Outcome {
    /// Faults and remarks.
    pub(crate) findings: Vec<Finding>,
    /// The algorithm of the digest over the document.
    pub(crate) digest: Option<DigestAlgorithm>,
    /// That digest, where it was made.
    pub(crate) document: Option<Vec<u8>>,
    /// The signature algorithm.
    pub(crate) signature: Option<SignatureAlgorithm>,
    /// The signer's certificate.
    pub(crate) certificate: Option<Certificate>,
    /// Certificates that came along.
    pub(crate) certificates: Vec<Certificate>,
    /// The signer's own statement of the time.
    pub(crate) claimed: Option<Time>,
    /// Whether digest and signature value verify.
    pub(crate) intact: bool,
}

/// Reads the signature value of a dictionary.
pub(crate) fn read(dictionary: &SignatureDictionary, findings: &mut Vec<Finding>) -> Option<Value> {
    let Some(form) = Form::of(dictionary) else {
        let name = dictionary.sub_filter.clone().unwrap_or_default();
        findings.push(Finding::new(Code::SubFilterUnknown, [name]));
        return None;
    };
    let bytes = &dictionary.contents.bytes;
    let (value, length) = match form {
        Form::Timestamp => match Token::parse(bytes) {
            Ok(token) => {
                let length = token.signed_data().encoded_len();
                (Value::Token(Box::new(token)), length)
            }
            Err(fault) => return unreadable(fault.code(), findings),
        },
        Form::X509RsaSha1 => match cades::legacy::RsaSha1::parse(bytes) {
            Ok(bare) => {
                let certificates = dictionary
                    .certificates
                    .iter()
                    .filter_map(|der| Certificate::from_der(der).ok())
                    .collect();
                let length = bare.encoded_len();
                (Value::Bare(Box::new(bare), certificates), length)
            }
            Err(fault) => return unreadable(fault.code(), findings),
        },
        Form::Cades | Form::Pkcs7 | Form::Pkcs7Sha1 => match SignedData::parse(bytes) {
            Ok(signed) => {
                let length = signed.encoded_len();
                (Value::Signed(form, Box::new(signed)), length)
            }
            Err(fault) => return unreadable(fault.code(), findings),
        },
    };
    if bytes.iter().skip(length).any(|byte| *byte != 0) {
        findings.push(Finding::bare(Code::ContentsPadding));
    }
    Some(value)
}

fn unreadable(code: &str, findings: &mut Vec<Finding>) -> Option<Value> {
    findings.push(Finding::new(Code::CmsUnreadable, [code]));
    None
}

impl Value {
    /// The algorithm with which the document must be digested.
    pub(crate) fn digest_algorithm(&self) -> Option<DigestAlgorithm> {
        match self {
            Self::Signed(Form::Pkcs7Sha1, _) | Self::Bare(..) => Some(DigestAlgorithm::Sha1),
            Self::Signed(_, signed) => signed.digest_algorithm()?.ok(),
            Self::Token(token) => token.info().digest_algorithm.ok(),
        }
    }

    /// Judges the value against the document's digest; the certificate may also be one of the policy's.
    pub(crate) fn judge(&self, digest: Option<&[u8]>, policy: &Policy) -> Outcome {
        let others = policy.extra_certificates.as_slice();
        match self {
            Self::Signed(Form::Pkcs7Sha1, signed) => pkcs7_sha1(signed, digest),
            Self::Signed(form, signed) => detached(*form, signed, digest, policy),
            Self::Bare(bare, certificates) => bare_value(bare, certificates, digest),
            Self::Token(token) => timestamp(token, digest, others),
        }
    }
}

fn detached(form: Form, signed: &SignedData, digest: Option<&[u8]>, policy: &Policy) -> Outcome {
    let others = policy.extra_certificates.as_slice();
    let check = signed.check_with(digest.unwrap_or_default(), others);
    let mut outcome = Outcome {
        digest: signed.digest_algorithm().and_then(Result::ok),
        signature: check.signature_algorithm,
        certificates: signed.certificates().to_vec(),
        claimed: signed.signing_time(),
        ..Outcome::default()
    };
    outcome.certificate = signer(signed, others);
    let findings = &mut outcome.findings;
    oddities(form, signed, findings);
    rules(signed, &policy.signature_policies, findings);
    let right_digest = judge_digest(check.digest, digest.is_some(), findings);
    let right_value = judge_value(check.signature, findings);
    if check.signature == SignatureOutcome::NoSigner {
        findings.push(Finding::new(Code::CmsUnreadable, ["cms-no-signer"]));
    }
    judge_binding(form, check.ess, findings);
    match check.algorithms {
        AlgorithmsOutcome::Differ { digest, in_signature } => {
            findings.push(Finding::new(Code::AlgorithmsDisagree, [digest.name(), in_signature.name()]));
        }
        // RFC 4055 3.1 advises against it and forbids nothing; the value was verified with these parameters.
        AlgorithmsOutcome::UnusualPss => {
            findings.push(Finding::new(Code::SignatureOdd, [check.algorithms.code()]));
        }
        _ => {}
    }
    outcome.intact = right_digest && right_value;
    outcome
}

/// The rules that the signer names, held against the documents at hand (EN 319 102-1 §5.2.4).
fn rules(signed: &SignedData, policies: &[Vec<u8>], findings: &mut Vec<Finding>) {
    let unusable = |reason: &str| Finding::new(Code::SignerRulesUnusable, [reason]);
    let named = match signed.signature_policy() {
        None | Some(Ok(SignaturePolicy::Implied)) => return,
        Some(Err(_)) => return findings.push(unusable("unreadable")),
        Some(Ok(SignaturePolicy::Named(named))) => named,
    };
    // Nothing signed protects a document that came along; its digest does.
    let along = signed.signature_policy_document();
    if along.as_ref().is_some_and(|document| named.is(document) == Some(false)) {
        return findings.push(unusable("digest"));
    }
    let known = |document: &Vec<u8>| named.is(document) == Some(true);
    let code = match policies.is_empty() || policies.iter().any(known) {
        true => Code::SignerRulesNamed,
        false => Code::SignerRulesMissing,
    };
    findings.push(Finding::new(code, [named.oid.to_string()]));
}

/// The signer's certificate, from the message or from what else is at hand.
fn signer(signed: &SignedData, others: &[Certificate]) -> Option<Certificate> {
    signed.signer_certificate().cloned().or_else(|| {
        let identifier = signed.signer_identifier()?;
        others.iter().find(|certificate| identifier.fits(certificate)).cloned()
    })
}

fn judge_digest(outcome: DigestOutcome, made: bool, findings: &mut Vec<Finding>) -> bool {
    match outcome {
        // Without a digest of the document nothing was compared.
        DigestOutcome::Matches => made,
        DigestOutcome::Differs if made => {
            findings.push(Finding::bare(Code::DigestMismatch));
            false
        }
        // The signature covers attributes that do not say which document they belong to.
        DigestOutcome::Absent => {
            findings.push(Finding::bare(Code::DigestMismatch));
            false
        }
        DigestOutcome::Unsupported(unsupported) => {
            findings.push(Finding::new(Code::AlgorithmUnsupported, [unsupported.code()]));
            false
        }
        _ => false,
    }
}

fn judge_value(outcome: SignatureOutcome, findings: &mut Vec<Finding>) -> bool {
    match outcome {
        SignatureOutcome::Verifies => true,
        SignatureOutcome::Fails(SignatureError::Unsupported(unsupported)) => {
            findings.push(Finding::new(Code::AlgorithmUnsupported, [unsupported.code()]));
            false
        }
        SignatureOutcome::NoCertificate => {
            findings.push(Finding::bare(Code::SigningCertificateMissing));
            false
        }
        SignatureOutcome::NoSigner => false,
        // The signer signed these very attributes, though not in the form that they must have.
        SignatureOutcome::OnlyAsWritten => {
            findings.push(Finding::bare(Code::AttributesAsWritten));
            true
        }
        _ => {
            findings.push(Finding::bare(Code::SignatureMismatch));
            false
        }
    }
}

fn judge_binding(form: Form, outcome: EssOutcome, findings: &mut Vec<Finding>) {
    match outcome {
        EssOutcome::Bound { .. } | EssOutcome::NoCertificate => {}
        // The older form never asked for it; nothing can be read from its absence.
        EssOutcome::Absent if form == Form::Pkcs7 => {
            findings.push(Finding::new(Code::SignatureOdd, ["signing-certificate-unbound"]));
        }
        EssOutcome::Mismatch => findings.push(Finding::bare(Code::SigningCertificateMismatch)),
        EssOutcome::Malformed => {
            findings.push(Finding::new(Code::AttributeProblem, ["signing-certificate", "malformed"]));
        }
        _ => findings.push(Finding::bare(Code::SigningCertificateUnbound)),
    }
}

/// What a message's oddities mean under its form.
fn oddities(form: Form, signed: &SignedData, findings: &mut Vec<Finding>) {
    let cades = form == Form::Cades;
    for oddity in signed.oddities() {
        let code = oddity.code();
        let finding = match oddity {
            Oddity::ContentPresent { .. } => Finding::bare(Code::CmsContentEmbedded),
            Oddity::SeveralSigners { count } => Finding::new(Code::SignerCount, [count.to_string()]),
            Oddity::SignedAttributesAbsent | Oddity::SignedAttributesEmpty => {
                Finding::bare(Code::SignedAttributesMissing)
            }
            Oddity::AttributeMissing(oid)
            | Oddity::AttributeDuplicated(oid)
            | Oddity::AttributeValueCount(oid)
            | Oddity::AttributeMalformed(oid) => {
                Finding::new(Code::AttributeProblem, [attribute(&oid.to_string()), code.to_owned()])
            }
            Oddity::ContentTypeDiffers => Finding::new(Code::AttributeProblem, ["content-type", code]),
            Oddity::ContentTypeNotData(_) | Oddity::NoDigestAlgorithms => {
                Finding::new(Code::CmsEncoding, [code])
            }
            // PAdES demands DER and exact bookkeeping; in the older form it only shows an old producer.
            careless if cades && careless.is_bookkeeping() => Finding::new(Code::CmsEncoding, [code]),
            // What names no digest cannot be compared with the one that was used.
            Oddity::DigestNamedBySignature => Finding::new(Code::AlgorithmsDisagree, ["", code]),
            Oddity::AlgorithmProtectionDiffers => Finding::new(Code::AlgorithmsDisagree, ["", code]),
            // These have findings of their own, or mean nothing.
            Oddity::NoSigner | Oddity::NoCertificates | Oddity::SignerCertificateMissing => continue,
            Oddity::RevocationListsPresent => continue,
            _ => Finding::new(Code::SignatureOdd, [code]),
        };
        findings.push(finding);
    }
}

/// The name of a signed attribute in the words of the standard, or its number.
fn attribute(oid: &str) -> String {
    match oid {
        "1.2.840.113549.1.9.3" => "content-type".into(),
        "1.2.840.113549.1.9.4" => "message-digest".into(),
        "1.2.840.113549.1.9.5" => "signing-time".into(),
        "1.2.840.113549.1.9.16.2.12" | "1.2.840.113549.1.9.16.2.47" => "signing-certificate".into(),
        other => other.into(),
    }
}

fn pkcs7_sha1(signed: &SignedData, digest: Option<&[u8]>) -> Outcome {
    let check = cades::legacy::check_pkcs7_sha1(signed, digest.unwrap_or_default());
    let mut outcome = Outcome {
        digest: Some(DigestAlgorithm::Sha1),
        certificate: signed.signer_certificate().cloned(),
        certificates: signed.certificates().to_vec(),
        claimed: signed.signing_time(),
        intact: digest.is_some() && check.is_intact(),
        ..Outcome::default()
    };
    let findings = &mut outcome.findings;
    findings.push(Finding::new(Code::SubFilterLegacy, ["adbe.pkcs7.sha1"]));
    if digest.is_some() && check.message.is_some() && !check.content_matches {
        findings.push(Finding::bare(Code::DigestMismatch));
    }
    match check.message {
        Some(message) => {
            outcome.signature = message.signature_algorithm;
            judge_digest(message.digest, true, findings);
            judge_value(message.signature, findings);
            if message.signature == SignatureOutcome::NoSigner {
                findings.push(Finding::new(Code::CmsUnreadable, ["cms-no-signer"]));
            }
        }
        None => findings.push(Finding::bare(Code::SignedDataMissing)),
    }
    outcome
}

fn bare_value(bare: &cades::legacy::RsaSha1, certificates: &[Certificate], digest: Option<&[u8]>) -> Outcome {
    let mut outcome = Outcome {
        digest: Some(DigestAlgorithm::Sha1),
        signature: Some(SignatureAlgorithm::RsaPkcs1(DigestAlgorithm::Sha1)),
        certificate: certificates.first().cloned(),
        certificates: certificates.to_vec(),
        ..Outcome::default()
    };
    outcome.findings.push(Finding::new(Code::SubFilterLegacy, ["adbe.x509.rsa_sha1"]));
    match (certificates.first(), digest) {
        (None, _) => outcome.findings.push(Finding::bare(Code::SigningCertificateMissing)),
        (Some(_), None) => {}
        (Some(certificate), Some(digest)) => {
            let result = bare.check(certificate, DigestAlgorithm::Sha1, digest);
            outcome.intact = result.is_ok();
            match result {
                Ok(()) => {}
                Err(SignatureError::Unsupported(unsupported)) => {
                    outcome.findings.push(Finding::new(Code::AlgorithmUnsupported, [unsupported.code()]));
                }
                Err(_) => outcome.findings.push(Finding::bare(Code::SignatureMismatch)),
            }
        }
    }
    outcome
}

fn timestamp(token: &Token, digest: Option<&[u8]>, others: &[Certificate]) -> Outcome {
    let check = token.check(digest.unwrap_or_default(), others);
    let mut outcome = Outcome {
        digest: token.info().digest_algorithm.ok(),
        signature: check.signature.signature_algorithm,
        certificate: signer(token.signed_data(), others),
        certificates: token.signed_data().certificates().to_vec(),
        claimed: Some(token.info().gen_time),
        ..Outcome::default()
    };
    let findings = &mut outcome.findings;
    for oddity in token.signed_data().oddities() {
        match oddity {
            Oddity::SeveralSigners { count } => {
                findings.push(Finding::new(Code::SignerCount, [count.to_string()]))
            }
            Oddity::SignedAttributesAbsent | Oddity::SignedAttributesEmpty => {
                findings.push(Finding::bare(Code::SignedAttributesMissing));
            }
            Oddity::AttributeMissing(oid)
            | Oddity::AttributeDuplicated(oid)
            | Oddity::AttributeMalformed(oid) => {
                findings.push(Finding::new(
                    Code::AttributeProblem,
                    [attribute(&oid.to_string()), oddity.code().into()],
                ));
            }
            _ => {}
        }
    }
    findings.extend(crate::time::odd(token));
    if let AlgorithmsOutcome::Differ { digest, in_signature } = check.signature.algorithms {
        findings.push(Finding::new(Code::AlgorithmsDisagree, [digest.name(), in_signature.name()]));
    }
    if let Err(unsupported) = token.info().digest_algorithm {
        findings.push(Finding::new(Code::AlgorithmUnsupported, [unsupported.code()]));
    } else if digest.is_some() && !check.imprint_matches {
        findings.push(Finding::bare(Code::DigestMismatch));
    }
    let right_digest = judge_digest(check.signature.digest, true, findings);
    let right_value = judge_value(check.signature.signature, findings);
    judge_binding(Form::Pkcs7, check.signature.ess, findings);
    outcome.intact = digest.is_some() && check.imprint_matches && right_digest && right_value;
    outcome
}
