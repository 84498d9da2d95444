//! Signatures that stand beside what they sign: a CMS message (RFC 5652 §5.2, EN 319 122-1) over a file of any kind.
//!
//! What a PDF brings along beyond a message — revisions, a field, a place — does not exist here; certificate, time, trust,
//! revocation and the last word are judged by the very code that judges those of a PDF. A message without CAdES' binding
//! to its certificate is graded as a PDF's older form is. Refuses files with several signers, as everywhere.

use cades::{SignedData, Stated as Said, oid};
use pdf::Source;

use crate::conclusion::{self, NOTHING_KNOWN};
use crate::coverage::Range;
use crate::digest::{self, Job};
use crate::error::Error;
use crate::finding::{Code, Finding};
use crate::identity::{self, Purpose};
use crate::message::{Form, Outcome, Value};
use crate::policy::Policy;
use crate::report::{
    Algorithms, FileFacts, Kind, Level, Material, Permissions, Report, Revocation, Signature, Stated, Times,
    Trust,
};
use crate::time::{self, Moments};
use crate::verdict::{Headline, Indication, Integrity, Verdict};

/// Examines a message (DER, nothing behind it) over `content`, or over what lies in the message itself where that is
/// `None`. The facts about the file in the report are the content's.
///
/// A bad signature is an answer. `Err` where there is no message, or nothing to hold it against.
pub fn examine_detached(
    message: &[u8],
    content: Option<&dyn Source>,
    policy: &Policy,
) -> Result<Report, Error> {
    let signed = SignedData::parse(message).map_err(Error::Message)?;
    let inside = signed.content().map(<[u8]>::to_vec);
    let (content, is_inside): (&dyn Source, bool) = match (content, &inside) {
        (Some(content), _) => (content, false),
        (None, Some(inside)) => (inside, true),
        (None, None) => return Err(Error::ContentMissing),
    };
    let mut findings = Vec::new();
    if signed.encoded_len() < message.len() {
        findings.push(Finding::bare(Code::ContentsPadding));
    }
    findings.extend(is_inside.then(|| Finding::bare(Code::ContentInside)));
    let is_cades = [oid::SIGNING_CERTIFICATE, oid::SIGNING_CERTIFICATE_V2]
        .into_iter()
        .any(|attribute| signed.signed_attribute(attribute).is_some());
    let form = if is_cades { Form::Cades } else { Form::Pkcs7 };
    let (outcome, sha256) = judge_value(&Value::Signed(form, Box::new(signed.clone())), content, policy)?;
    let signature = conclude(&signed, is_cades, outcome, policy, findings);
    Ok(Report {
        file: FileFacts { size: content.len(), sha256, pages: None, revisions: 0, encrypted: false },
        verdict: signature.verdict,
        integrity: Some(signature.integrity),
        signatures: vec![signature],
        findings: Vec::new(),
        crls: Vec::new(),
        ocsps: Vec::new(),
        at: policy.at,
        anchors: policy.anchors.len(),
        policy: policy.name.clone(),
    })
}

/// Digests the content once, for the signature and for the report, and judges the value. What is odd inside a PDF alone is
/// left out: content of its own, and the time that CAdES demands.
fn judge_value(
    value: &Value,
    content: &dyn Source,
    policy: &Policy,
) -> Result<(Outcome, Option<[u8; 32]>), Error> {
    let length = content.len();
    let range = Range { gap_start: length, gap_end: length, end: length };
    let mut algorithms = vec![pki::DigestAlgorithm::Sha256];
    let named = value.digest_algorithm();
    algorithms.extend(named.filter(|named| *named != pki::DigestAlgorithm::Sha256));
    let jobs: Vec<Job> = algorithms.iter().map(|algorithm| Job { range, algorithm: *algorithm }).collect();
    let digests: Vec<Vec<u8>> = match length {
        0 => algorithms.iter().map(|algorithm| algorithm.digest(&[])).collect(),
        _ => digest::all(content, &jobs)?,
    };
    let digest = named.and_then(|_| digests.last()).map(Vec::as_slice);
    let mut outcome = value.judge(digest, policy);
    outcome.document = digest.map(<[u8]>::to_vec);
    outcome.findings.retain(|finding| {
        let of_pdf_alone = finding.code == Code::CmsContentEmbedded
            || finding.params().any(|(_, value)| value == cades::Oddity::SigningTimePresent.code());
        !of_pdf_alone
    });
    Ok((outcome, digests.first().and_then(|sha256| sha256.as_slice().try_into().ok())))
}

/// Puts the one signature's part of the report together.
fn conclude(
    signed: &SignedData,
    is_cades: bool,
    mut outcome: Outcome,
    policy: &Policy,
    mut findings: Vec<Finding>,
) -> Signature {
    findings.append(&mut outcome.findings);
    let mut moments = Moments::default();
    if outcome.intact {
        if let (Some(algorithm), Some(digest)) = (outcome.digest, &outcome.document) {
            moments.after = time::of_content(signed, (algorithm, digest), policy, policy.at, &mut findings);
        }
        moments.proven = time::of_signature(signed, policy, policy.at, &mut findings).into_iter().min();
    }
    let judged = identity::judge_signer(&outcome, policy, moments, Purpose::Signing, is_cades);
    let (mut trust, mut revocation) = (Trust::Unknown, Revocation::NotChecked);
    let (mut trusted_directly, mut chain) = (false, Vec::new());
    if let Some(judged) = judged {
        (trust, revocation) = (judged.trust, judged.revocation);
        trusted_directly = judged.trusted_directly();
        chain = judged.chain.iter().map(|member| member.der().to_vec()).collect();
        findings.extend(judged.findings);
    }
    let time = Times { claimed: outcome.claimed, proven: moments.proven };
    conclusion::disagreeing(time, Kind::Approval, &mut findings);
    let tokens: Vec<Vec<u8>> = signed.signature_timestamps().into_iter().map(<[u8]>::to_vec).collect();
    let stamped = tokens.iter().any(|token| cades::Token::parse(token).is_ok());
    let said = Said::of(signed);
    let mut signature = Signature {
        field: None,
        object: None,
        kind: Kind::Approval,
        verdict: Verdict::Failed,
        indication: Indication::TotalFailed,
        sub_indication: None,
        integrity: Integrity::Intact,
        headline: Headline::Malformed,
        answers: NOTHING_KNOWN,
        covers_whole_file: true,
        detached: true,
        revision: None,
        signed_length: None,
        sub_filter: None,
        level: is_cades.then_some(if stamped { Level::T } else { Level::B }),
        signer: outcome.certificate.as_ref().map(identity::signer),
        stated: Stated {
            name: None,
            reason: Some(said.reason).filter(|reason| !reason.is_empty()),
            location: Some(said.place).filter(|place| !place.is_empty()),
            contact: None,
        },
        trust,
        trusted_directly,
        revocation,
        time,
        algorithms: Algorithms {
            digest: outcome.digest.map(|digest| digest.name().to_owned()),
            signature: outcome.signature.map(pki::SignatureAlgorithm::name),
            key_bits: outcome.certificate.as_ref().map(pki::Certificate::key_bits),
        },
        permissions: Permissions::default(),
        changes: Vec::new(),
        findings,
        material: Material {
            chain,
            value: Some(signed.signature().to_vec()).filter(|value| !value.is_empty()),
            digest: outcome.document,
            tokens,
        },
    };
    conclusion::settle(&mut signature);
    signature
}
