//! A verifier's report in a reader's words: which sentence, with which mark and which button.
//!
//! Owns the choice of the sentences; the words are the catalogue's. Names come from the certificate, never from
//! what the signer typed (security §3).

use jiff::Timestamp;
use pki::Certificate;
use verify::report::{Answer as Known, Kind, Revocation, Trust};
use verify::{Change, Headline, Integrity, Report, Signature};
use wire::{
    Answer, CertificateView, ChangeView, Detail, Finding, SignatureKind, SignatureView, Text, TextValue,
    Tone, Verdict, Verification, VerificationAction,
};

use crate::article13;

/// The file's verdict, with every signature's.
///
/// Without the document it is not told where on the pages the signatures stand.
pub(crate) fn verification(
    document: Option<&pdf::Document>,
    report: &Report,
    sha256: [u8; 32],
) -> Verification {
    let places = document.map(places_of).unwrap_or_default();
    let signatures: Vec<SignatureView> = report
        .signatures
        .iter()
        .enumerate()
        .map(|(index, signature)| {
            let place = places.iter().find(|(field, _)| Some(field) == signature.field.as_ref());
            view(document, index, signature, place.map(|(_, place)| *place))
        })
        .collect();
    Verification {
        verdict: verdict(report.verdict),
        tone: report.signatures.iter().map(tone).max_by_key(|tone| rank(*tone)).unwrap_or(Tone::None),
        headline: headline(report),
        signatures,
        findings: report.findings.iter().map(finding).collect(),
        sha256: hex::encode(sha256),
        validation_time: moment(report.at),
    }
}

/// The sentence of the verdict bar: the worst signature's, or one for all where all is well.
pub(crate) fn headline(report: &Report) -> Text {
    let all = &report.signatures;
    let Some(worst) = all.iter().rev().max_by_key(|signature| rank(tone(signature))) else {
        return Text::new("headline-unsigned");
    };
    if all.len() > 1 && tone(worst) == Tone::Good {
        let signers = all.iter().filter(|signature| signature.kind != Kind::Timestamp);
        let last = signers.clone().next_back().unwrap_or(worst);
        return named(Text::new("headline-all-passed"), last).with("count", signers.count().max(1));
    }
    let unwell = all.iter().filter(|signature| tone(signature) != Tone::Good).count();
    signature_headline(worst).with("more", unwell.saturating_sub(1))
}

/// Whether the version that was signed is another than the file shown, and is proved by the signature: what a broken
/// signature covers is not what was signed.
pub(crate) fn version_differs(signature: &Signature) -> bool {
    let proved = matches!(signature.integrity, Integrity::Intact | Integrity::Extended | Integrity::Changed);
    proved && !signature.covers_whole_file && signature.signed_length.is_some()
}

/// The one sentence about a signature.
pub(crate) fn signature_headline(signature: &Signature) -> Text {
    said(format!("headline-{}", signature.headline.code()), signature)
}

fn view(
    document: Option<&pdf::Document>,
    index: usize,
    signature: &Signature,
    place: Option<wire::Place>,
) -> SignatureView {
    let certificate = certificate_of(signature);
    SignatureView {
        index: u32::try_from(index).unwrap_or(u32::MAX),
        field: signature.field.clone().unwrap_or_default(),
        kind: kind(signature.kind),
        verdict: verdict(signature.verdict),
        tone: tone(signature),
        headline: signature_headline(signature),
        who: who(signature),
        unchanged: unchanged(signature),
        entitled: entitled(signature),
        when: when(signature),
        advice: advice(signature),
        action: action(signature),
        place,
        changes: signature.changes.iter().map(|one| change(document, one, signature)).collect(),
        findings: signature.findings.iter().map(finding).collect(),
        article13: article13::conditions(signature, certificate.as_ref()),
        certificate: certificate.as_ref().map(certificate_view),
        version_available: version_differs(signature),
        technical: technical(signature),
    }
}

/// A sentence with everything that a sentence about a signature may name.
fn said(id: String, signature: &Signature) -> Text {
    let mut pages: Vec<usize> =
        signature.changes.iter().filter(|c| !c.allowed).filter_map(|c| c.page).collect();
    pages.sort_unstable();
    pages.dedup();
    let pages = match pages.as_slice() {
        [] => "none".to_owned(),
        some => some.iter().map(usize::to_string).collect::<Vec<_>>().join(", "),
    };
    let counted = signature.changes.iter().filter(|change| change.allowed).count();
    let mut text = named(Text::new(id), signature).with("pages", pages).with("count", counted);
    if let Some(signer) = &signature.signer {
        text = text.with("until", moment(signer.not_after));
    }
    text.with("more", 0usize)
}

/// Fills in the signer's name and organisation; `none` where there is none, which the catalogue understands.
fn named(text: Text, signature: &Signature) -> Text {
    let signer = signature.signer.as_ref();
    let word = |word: Option<&str>| word.filter(|word| !word.is_empty()).unwrap_or("none").to_owned();
    text.with("name", word(signer.map(|signer| signer.common_name.as_str())))
        .with("organization", word(signer.and_then(|signer| signer.organization.as_deref())))
        .with("issuer", word(signer.map(|signer| signer.issuer.as_str())))
}

fn who(signature: &Signature) -> Answer {
    let self_signed = is_self_signed(signature);
    let id = match (&signature.signer, signature.trust) {
        (None, _) => "who-none",
        (Some(_), Trust::Trusted) if signature.trusted_directly && self_signed => "who-trusted-self",
        (Some(_), Trust::Trusted) if signature.trusted_directly => "who-trusted-directly",
        (Some(_), Trust::Trusted) => "who-trusted",
        (Some(_), Trust::Untrusted) => "who-untrusted",
        (Some(_), Trust::Unknown) if self_signed => "who-self-signed",
        (Some(_), Trust::Unknown) => "who-unknown",
    };
    answer(signature.answers.who, said(id.to_owned(), signature))
}

/// Whether nobody but the signer made the certificate.
fn is_self_signed(signature: &Signature) -> bool {
    certificate_of(signature).is_some_and(|certificate| certificate.is_self_signed())
}

/// What to do, as the headline says; about somebody who made their own certificate there is nobody else to ask.
fn advice(signature: &Signature) -> Text {
    let unknown =
        matches!(signature.headline, Headline::IntactUnknownSigner | Headline::ExtendedUnknownSigner);
    if unknown && is_self_signed(signature) {
        return said("advice-self-signed".to_owned(), signature);
    }
    said(format!("advice-{}", signature.headline.code()), signature)
}

fn unchanged(signature: &Signature) -> Answer {
    let id = match (signature.detached, signature.integrity) {
        (true, Integrity::Intact) => "unchanged-beside-intact".to_owned(),
        (true, Integrity::Broken) => "unchanged-beside-broken".to_owned(),
        _ => format!("unchanged-{}", signature.integrity.code()),
    };
    answer(signature.answers.unchanged, said(id, signature))
}

fn entitled(signature: &Signature) -> Answer {
    let id = match (signature.headline, signature.answers.entitled) {
        (Headline::ExpiredNoProof, _) => "entitled-expired",
        (Headline::Revoked, _) => "entitled-revoked",
        (Headline::RevocationUnknown, _) => "entitled-revocation-unknown",
        (Headline::CertificateUnfit, _) => "entitled-unfit",
        (_, Known::Yes) if signature.revocation == Revocation::NotChecked => "entitled-unchecked",
        (_, Known::Yes) => "entitled-yes",
        (_, Known::No) => "entitled-no",
        (_, Known::NotKnown) => "entitled-unknown",
    };
    answer(signature.answers.entitled, said(id.to_owned(), signature))
}

fn when(signature: &Signature) -> Answer {
    let (id, at) = match (signature.time.proven, signature.time.claimed) {
        (Some(at), _) => ("when-proven", Some(at)),
        (None, Some(at)) => ("when-claimed", Some(at)),
        (None, None) => ("when-none", None),
    };
    let text = at.map_or(Text::new(id), |at| Text::new(id).with("time", moment(at)));
    answer(signature.answers.when, text)
}

fn answer(known: Known, text: Text) -> Answer {
    let tone = match known {
        Known::Yes => Tone::Good,
        Known::No => Tone::Bad,
        Known::NotKnown => Tone::Know,
    };
    Answer { tone, text }
}

fn action(signature: &Signature) -> Option<VerificationAction> {
    match signature.headline {
        Headline::IntactUnknownSigner
        | Headline::ExtendedUnknownSigner
        | Headline::TimestampUnknownAuthority => Some(VerificationAction::Trust),
        Headline::Changed => signature.signed_length.map(|_| VerificationAction::ShowSignedVersion),
        _ if asking_helps(signature) => Some(VerificationAction::LookUp),
        _ => None,
    }
}

/// Whether an answer about a revocation is all that the verdict lacks: of the signer's certificate, or of the authority
/// that stamped the time.
fn asking_helps(signature: &Signature) -> bool {
    let lacks_answer = signature.findings.iter().any(|finding| match finding.code {
        verify::Code::RevocationNotConsulted
        | verify::Code::RevocationUnusable
        | verify::Code::RevocationNotKept
        | verify::Code::AnswererExpired => true,
        verify::Code::TimestampIgnored => finding.params().any(|(_, why)| why == "revocation-not-consulted"),
        _ => false,
    });
    let answers = matches!(
        signature.headline,
        Headline::RevocationUnknown | Headline::ExpiredNoProof | Headline::Revoked
    );
    signature.verdict == verify::Verdict::Indeterminate && answers && lacks_answer
}

fn tone(signature: &Signature) -> Tone {
    match (signature.verdict, signature.integrity) {
        (verify::Verdict::Failed, _) | (_, Integrity::Changed | Integrity::Broken | Integrity::Malformed) => {
            Tone::Bad
        }
        (verify::Verdict::Passed, _) => Tone::Good,
        _ => Tone::Know,
    }
}

pub(crate) fn rank(tone: Tone) -> u8 {
    match tone {
        Tone::None => 0,
        Tone::Good => 1,
        Tone::Know => 2,
        Tone::Bad => 3,
    }
}

/// One change as a sentence, with its place on the page as the file has it now.
fn change(document: Option<&pdf::Document>, change: &Change, signature: &Signature) -> ChangeView {
    let page = change.page.and_then(|page| u32::try_from(page.checked_sub(1)?).ok());
    ChangeView {
        allowed: change.allowed,
        page,
        place: page.zip(change.rect).and_then(|(page, [x1, y1, x2, y2])| {
            seen(document?, page as usize, pdf::Rect::new(x1, y1, x2, y2))
        }),
        text: change_text(change, signature),
    }
}

/// One change as a sentence that says after whose signature it was made.
pub(crate) fn change_text(change: &Change, signature: &Signature) -> Text {
    let page = change.page.map_or(TextValue::from("none"), TextValue::from);
    let text = Text::new(format!("change-{}", change.kind.code()))
        .with("subject", change.subject.as_str())
        .with("page", page);
    named(text, signature)
}

fn finding(finding: &verify::Finding) -> Finding {
    let tone = match finding.severity() {
        verify::Severity::Info => Tone::None,
        verify::Severity::Warning => Tone::Know,
        verify::Severity::Error => Tone::Bad,
    };
    Finding { tone, text: finding_text(finding) }
}

/// One finding as a sentence. A moment travels as RFC 3339, all else as it is.
pub(crate) fn finding_text(finding: &verify::Finding) -> Text {
    let text = Text::new(format!("finding-{}", finding.code.code()));
    finding.params().fold(text, |text, (name, value)| match value.parse::<u32>() {
        Ok(number) if name == "count" => text.with(name, number),
        _ => text.with(name, value),
    })
}

/// What a certificate says of itself.
pub(crate) fn certificate_view(certificate: &Certificate) -> CertificateView {
    CertificateView {
        name: certificate.display(),
        organization: certificate.organization(),
        issuer: issuer_of(certificate),
        serial: certificate.serial_hex(),
        valid_from: moment(certificate.not_before()),
        valid_until: moment(certificate.not_after()),
        key: key_of(certificate),
        sha256: hex::encode(certificate.sha256_fingerprint()),
        self_signed: certificate.is_self_signed(),
    }
}

/// The issuer's name for display.
pub(crate) fn issuer_of(certificate: &Certificate) -> String {
    certificate.issuer().display()
}

/// The key's kind and size: "RSA 3072".
pub(crate) fn key_of(certificate: &Certificate) -> String {
    match certificate.public_key() {
        Ok(key) if key.name().starts_with("RSA") => format!("{} {}", key.name(), certificate.key_bits()),
        Ok(key) => key.name().to_owned(),
        Err(_) => String::new(),
    }
}

pub(crate) fn certificate_of(signature: &Signature) -> Option<Certificate> {
    Certificate::from_der(&signature.signer.as_ref()?.certificate).ok()
}

fn technical(signature: &Signature) -> Vec<Detail> {
    let optional = |value: &Option<String>| value.clone();
    let rows = [
        ("detail-indication", Some(signature.indication.code().to_owned())),
        ("detail-sub-indication", signature.sub_indication.map(|sub| sub.code().to_owned())),
        ("detail-sub-filter", optional(&signature.sub_filter)),
        ("detail-level", signature.level.map(|level| level.code().to_owned())),
        ("detail-digest", optional(&signature.algorithms.digest)),
        ("detail-signature", optional(&signature.algorithms.signature)),
        ("detail-key-bits", signature.algorithms.key_bits.map(|bits| bits.to_string())),
        ("detail-revision", signature.revision.map(|revision| revision.to_string())),
        ("detail-signed-length", signature.signed_length.map(|length| length.to_string())),
        ("detail-stated-name", optional(&signature.stated.name)),
        ("detail-stated-reason", optional(&signature.stated.reason)),
        ("detail-stated-location", optional(&signature.stated.location)),
        ("detail-stated-contact", optional(&signature.stated.contact)),
    ];
    let findings = signature.findings.iter().map(|finding| ("detail-finding", Some(in_codes(finding))));
    rows.into_iter()
        .chain(findings)
        .filter_map(|(name, value)| {
            Some(Detail { name: name.to_owned(), value: value.filter(|v| !v.is_empty())? })
        })
        .collect()
}

/// A finding for whoever looks it up: its code and what it was found of.
pub(crate) fn in_codes(finding: &verify::Finding) -> String {
    let values = finding.params().filter(|(_, value)| !value.is_empty());
    let values: Vec<String> = values.map(|(name, value)| format!("{name}={value}")).collect();
    format!("{} {}", finding.code.code(), values.join(" ")).trim_end().to_owned()
}

pub(crate) fn kind(kind: Kind) -> SignatureKind {
    match kind {
        Kind::Approval => SignatureKind::Approval,
        Kind::Certification => SignatureKind::Certification,
        Kind::Timestamp => SignatureKind::Timestamp,
    }
}

pub(crate) fn verdict(verdict: verify::Verdict) -> Verdict {
    match verdict {
        verify::Verdict::Passed => Verdict::Passed,
        verify::Verdict::Unsigned => Verdict::Unsigned,
        verify::Verdict::Indeterminate => Verdict::Indeterminate,
        verify::Verdict::Failed => Verdict::Failed,
    }
}

/// A moment as RFC 3339.
pub(crate) fn moment(at: pki::Time) -> String {
    Timestamp::from_second(at.unix()).map_or_else(|_| String::new(), |at| at.to_string())
}

/// Where each visible signature field stands, as a reader sees it.
pub(crate) fn places_of(document: &pdf::Document) -> Vec<(String, wire::Place)> {
    let Ok(fields) = pdf::fields(document) else { return Vec::new() };
    let place = |field: &pdf::Field| {
        let widget = field.widgets.iter().find(|widget| !widget.rect.is_empty())?;
        let page = widget.page?;
        seen(document, page, widget.rect)
    };
    fields.iter().filter_map(|field| Some((field.name.clone(), place(field)?))).collect()
}

/// A rectangle of a page (counted from 0) as a reader sees it.
fn seen(document: &pdf::Document, page: usize, rect: pdf::Rect) -> Option<wire::Place> {
    let seen = document.page(page).ok()?.geometry().rect_to_seen(rect);
    let page = u32::try_from(page).ok()?;
    Some(wire::Place { page, left: seen.x, top: seen.y, width: seen.width, height: seen.height })
}

/// The size in millimetres that an appearance has in a field, as a reader sees it; `None` for an invisible field.
pub(crate) fn field_size(document: &pdf::Document, name: &str) -> Option<(f64, f64)> {
    let places = places_of(document);
    places.iter().find(|(field, _)| field == name).map(|(_, place)| (place.width, place.height))
}

/// A place on a page (from 0) as the wire has it.
pub(crate) fn place_of(page: usize, area: pdf::RectMm) -> wire::Place {
    let page = u32::try_from(page).unwrap_or(u32::MAX);
    wire::Place { page, left: area.x, top: area.y, width: area.width, height: area.height }
}

/// A place of the wire as the writer takes it.
pub(crate) fn area_of(place: &wire::Place) -> pdf::RectMm {
    pdf::RectMm { x: place.left, y: place.top, width: place.width, height: place.height }
}
