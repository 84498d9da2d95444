//! The words in a package: what each file is, what of the three questions of 电子签名法 Art. 8 it answers and what it does not,
//! and how to check it with common programs. In both languages, for whoever it is handed to.

use texts::Catalogue;
use wire::{Language, Text};

use super::gather::{Member, README, said};

/// What the words are about.
pub(crate) struct Facts {
    /// The document's name.
    pub(crate) name: String,
    /// Its SHA-256, hex.
    pub(crate) sha256: String,
    /// When the package was made, RFC 3339.
    pub(crate) at: String,
    /// The verdict.
    pub(crate) headline: Text,
    /// A timestamp proves when.
    pub(crate) is_stamped: bool,
    /// Every signer is vouched for by somebody trusted here.
    pub(crate) is_trusted: bool,
    /// This computer's log tells of the document.
    pub(crate) logged: bool,
    /// The directory tells of a signer.
    pub(crate) known: bool,
    /// The byte range of each signature, by its number.
    pub(crate) ranges: Vec<(usize, [u64; 4])>,
}

/// The text, Chinese first.
pub(crate) fn write(facts: &Facts, members: &[Member]) -> String {
    let chinese = in_language(&Catalogue::new(Language::Chinese), facts, members);
    let english = in_language(&Catalogue::new(Language::English), facts, members);
    format!("{chinese}\n{}\n\n{english}", "=".repeat(72))
}

fn in_language(texts: &Catalogue, facts: &Facts, members: &[Member]) -> String {
    let mut out = Vec::new();
    let plain = |id: &str| texts.plain(id);
    out.push(plain("package-readme-title"));
    out.push(String::new());
    let about = Text::new("package-readme-about")
        .with("name", facts.name.as_str())
        .with("sha256", facts.sha256.as_str())
        .with("time", facts.at.as_str());
    out.push(texts.text(&about));
    out.push(format!("{}{}", plain("package-readme-verdict"), texts.text(&facts.headline)));
    heading(&mut out, plain("package-readme-files"));
    for member in members {
        out.push(format!("- {}  {}", member.name, texts.text(&said(member))));
    }
    out.push(format!("- {README}  {}", plain("package-is-readme")));
    out.push(format!("- {}  {}", asic::MANIFEST, plain("package-is-manifest")));
    out.push(format!("- {}  {}", asic::SIGNATURE, plain("package-is-signature-if")));

    let is_there = |kind: &str| members.iter().any(|member| member.kind == kind);
    for (question, shown, missing) in questions(facts, &is_there) {
        heading(&mut out, plain(question));
        out.push(plain("package-shown"));
        out.extend(shown.iter().map(|id| format!("- {}", plain(id))));
        out.push(plain("package-not-shown"));
        out.extend(missing.iter().map(|id| format!("- {}", plain(id))));
    }

    heading(&mut out, plain("package-readme-check"));
    out.push(plain("package-check-reader"));
    out.push(plain("package-check-digest"));
    out.push("  openssl dgst -sha256 -binary FILE | openssl base64".to_owned());
    out.push(plain("package-check-signature"));
    out.push(format!(
        "  openssl cms -verify -binary -inform DER -in {} -content {} -noverify -out -",
        asic::SIGNATURE,
        asic::MANIFEST
    ));
    out.push(plain("package-check-document"));
    let document = members.first().map(|member| member.name.as_str()).unwrap_or_default();
    for (number, [start, first, second, length]) in &facts.ranges {
        out.push(format!(
            "  ( tail -c +{} \"{document}\" | head -c {first} ; tail -c +{} \"{document}\" | head -c {length} ) > signed-{number}.bin",
            start.saturating_add(1),
            second.saturating_add(1),
        ));
        out.push(format!(
            "  openssl cms -verify -binary -inform DER -in signatures/signature-{number}.p7s -content signed-{number}.bin -noverify -out -"
        ));
    }
    out.push(plain("package-check-trust"));
    if facts.logged {
        out.push(plain("package-check-log"));
    }
    out.push(plain("package-check-program"));
    out.push(String::new());
    out.join("\n")
}

fn heading(out: &mut Vec<String>, words: String) {
    out.push(String::new());
    out.push(words);
    out.push(String::new());
}

type Question = (&'static str, Vec<&'static str>, Vec<&'static str>);

/// The three questions of Art. 8, each with what in the package shows it, and what nothing in it shows.
fn questions(facts: &Facts, is_there: &dyn Fn(&str) -> bool) -> [Question; 3] {
    let pick = |wanted: &[(bool, &'static str)]| -> Vec<&'static str> {
        wanted.iter().filter(|(is_so, _)| *is_so).map(|(_, id)| *id).collect()
    };
    [
        (
            "package-question-making",
            pick(&[
                (true, "package-making-document"),
                (facts.logged, "package-making-log"),
                (is_there("compliance"), "package-making-compliance"),
                (facts.is_stamped, "package-making-time"),
            ]),
            pick(&[
                (!facts.logged, "package-making-no-log"),
                (!facts.is_stamped, "package-making-no-time"),
                (true, "package-making-not-before"),
            ]),
        ),
        (
            "package-question-wholeness",
            pick(&[
                (true, "package-wholeness-signature"),
                (is_there("version"), "package-wholeness-versions"),
                (true, "package-wholeness-manifest"),
            ]),
            pick(&[(true, "package-wholeness-not-others")]),
        ),
        (
            "package-question-sender",
            pick(&[
                (is_there("chain"), "package-sender-certificate"),
                (is_there("list") || is_there("answer"), "package-sender-revocation"),
                (facts.known, "package-sender-directory"),
            ]),
            pick(&[
                (!facts.is_trusted, "package-sender-not-trusted"),
                (!(is_there("list") || is_there("answer")), "package-sender-no-revocation"),
                (!facts.known, "package-sender-no-directory"),
                (true, "package-sender-not-hand"),
            ]),
        ),
    ]
}
