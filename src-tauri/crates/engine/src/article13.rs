//! The four conditions of a reliable electronic signature (电子签名法 Article 13), as far as a file can answer for them.
//!
//! Owns which answer each condition gets and why. The third and the fourth are what a digital signature proves, so they
//! are answered yes or no. The first and the second tell of a person and a moment: no file proves them. A certificate
//! supports them more or less, and that is said; only a key that is known to have leaked answers them, with no.

use pki::asn1::{self, Element};
use pki::{Certificate, ObjectIdentifier, oid};
use verify::report::{Kind, Trust};
use verify::{Code, Integrity, Signature};
use wire::{Condition, ConditionAnswer, Text};

/// The statement of a certificate that its key lies in a secure device that does not give it away (EN 319 412-5 §4.2.2).
const IN_A_DEVICE: ObjectIdentifier = ObjectIdentifier::new_unwrap("0.4.0.1862.1.4");
/// Most statements that are looked at.
const MOST: usize = 64;

use ConditionAnswer::{No, NotProvable, Yes};

/// The four conditions, in the order of the law; none for a timestamp, which no person signs.
pub(crate) fn conditions(signature: &Signature, certificate: Option<&Certificate>) -> Vec<Condition> {
    if signature.kind == Kind::Timestamp {
        return Vec::new();
    }
    let answers = [
        own(signature, certificate),
        control(signature, certificate),
        signature_unchanged(signature),
        content_unchanged(signature),
    ];
    (1..)
        .zip(answers)
        .map(|(number, (answer, reason))| {
            let signer = signature.signer.as_ref();
            let known =
                |name: Option<&str>| name.filter(|name| !name.is_empty()).unwrap_or("none").to_owned();
            let text = Text::new(format!("article13-{reason}"))
                .with("name", known(signer.map(|signer| signer.common_name.as_str())))
                .with("issuer", known(signer.map(|signer| signer.issuer.as_str())));
            Condition { number, answer, text }
        })
        .collect()
}

/// Whether a certificate's claims about its key count: only where somebody trusted issued it.
enum Backing {
    /// Nothing stands there that a key could be told from.
    None,
    /// The key is known to have been in other hands.
    Leaked,
    /// The holder's own word.
    SelfMade,
    /// Issued by somebody the reader does not know.
    Stranger,
    /// Issued by somebody trusted.
    Issued,
    /// The same, and the certificate says that the key cannot leave its device.
    Device,
}

fn backing(signature: &Signature, certificate: Option<&Certificate>) -> Backing {
    let Some(certificate) = certificate.filter(|_| !is_broken(signature)) else { return Backing::None };
    if has(signature, Code::KeyCompromised) {
        return Backing::Leaked;
    }
    match signature.trust {
        Trust::Trusted if certificate.is_self_signed() => Backing::SelfMade,
        Trust::Trusted if is_in_a_device(certificate) => Backing::Device,
        Trust::Trusted => Backing::Issued,
        Trust::Untrusted | Trust::Unknown if certificate.is_self_signed() => Backing::SelfMade,
        Trust::Untrusted | Trust::Unknown => Backing::Stranger,
    }
}

fn own(signature: &Signature, certificate: Option<&Certificate>) -> (ConditionAnswer, &'static str) {
    match backing(signature, certificate) {
        Backing::None => (NotProvable, "own-none"),
        Backing::Leaked => (No, "own-leaked"),
        Backing::SelfMade => (NotProvable, "own-self-made"),
        Backing::Stranger => (NotProvable, "own-stranger"),
        Backing::Issued => (NotProvable, "own-issued"),
        Backing::Device => (NotProvable, "own-device"),
    }
}

fn control(signature: &Signature, certificate: Option<&Certificate>) -> (ConditionAnswer, &'static str) {
    match backing(signature, certificate) {
        Backing::None => (NotProvable, "own-none"),
        Backing::Leaked => (No, "own-leaked"),
        Backing::Device => (NotProvable, "control-device"),
        Backing::Issued if commits(certificate) => (NotProvable, "control-commits"),
        Backing::SelfMade | Backing::Stranger | Backing::Issued => (NotProvable, "control-plain"),
    }
}

/// Would a change to the signature be found? Yes where its value verifies under rules that leave no room.
fn signature_unchanged(signature: &Signature) -> (ConditionAnswer, &'static str) {
    if signature.integrity == Integrity::Malformed {
        (No, "signature-malformed")
    } else if has(signature, Code::SignatureMismatch) {
        (No, "signature-broken")
    } else if is_weak(signature) {
        (NotProvable, "weak")
    } else {
        (Yes, "signature-intact")
    }
}

/// Was the content changed, and would that be found?
fn content_unchanged(signature: &Signature) -> (ConditionAnswer, &'static str) {
    match signature.integrity {
        Integrity::Malformed => (No, "signature-malformed"),
        // Where the value itself is wrong, nothing vouches for any content.
        Integrity::Broken if has(signature, Code::DigestMismatch) => (No, "content-broken"),
        Integrity::Broken => (NotProvable, "content-unvouched"),
        Integrity::Changed => (No, "content-changed"),
        Integrity::Intact | Integrity::Extended if is_weak(signature) => (NotProvable, "weak"),
        Integrity::Extended => (Yes, "content-extended"),
        Integrity::Intact => (Yes, "content-intact"),
    }
}

fn has(signature: &Signature, code: Code) -> bool {
    signature.findings.iter().any(|finding| finding.code == code)
}

fn is_weak(signature: &Signature) -> bool {
    has(signature, Code::DigestWeak) || has(signature, Code::KeyWeak) || has(signature, Code::SubFilterLegacy)
}

fn is_broken(signature: &Signature) -> bool {
    matches!(signature.integrity, Integrity::Broken | Integrity::Malformed)
}

/// The certificate is meant for binding declarations (`nonRepudiation`).
fn commits(certificate: Option<&Certificate>) -> bool {
    certificate
        .and_then(Certificate::key_usage)
        .is_some_and(|usage| usage.is_ok_and(|usage| usage.non_repudiation()))
}

fn is_in_a_device(certificate: &Certificate) -> bool {
    certificate.extension(oid::QC_STATEMENTS).is_some_and(|extension| states_a_device(&extension.value))
}

/// Whether `QCStatements` (RFC 3739 §3.2.6) hold the statement of a secure device.
fn states_a_device(statements: &[u8]) -> bool {
    let Ok(list) = Element::only(statements, asn1::SEQUENCE) else { return false };
    let statements = list.inside().collect(MOST).unwrap_or_default();
    statements.iter().any(|statement| {
        let named = statement.inside().expect(asn1::OBJECT_IDENTIFIER).and_then(|id| id.oid());
        named.is_ok_and(|named| named == IN_A_DEVICE)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_statement_itself_tells_of_a_device() {
        // Compliance (0.4.0.1862.1.1), then the device (0.4.0.1862.1.4).
        let compliance = [0x30, 0x08, 0x06, 0x06, 0x04, 0x00, 0x8e, 0x46, 0x01, 0x01];
        let device = [0x30, 0x08, 0x06, 0x06, 0x04, 0x00, 0x8e, 0x46, 0x01, 0x04];
        let list = |parts: &[&[u8]]| asn1::encode(asn1::SEQUENCE, &parts.concat());
        assert!(states_a_device(&list(&[&compliance, &device])));
        assert!(!states_a_device(&list(&[&compliance])));
        assert!(!states_a_device(&list(&[])));
        assert!(!states_a_device(&device[..5]), "what cannot be read states nothing");
    }
}
