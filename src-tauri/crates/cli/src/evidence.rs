//! `vermilion evidence`: a signed document with everything that proves it in one file, and such a file checked.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use engine::{Engine, JudgeBy, Maker, PackFile};
use serde::Serialize;
use texts::Catalogue;
use wire::report::FileReport;
use wire::{Failure, FailureCode, Language, SignOptions, Text, Tone, Verdict};

use crate::arguments::{By, Lang};
use crate::secrets;
use crate::sign::Who;
use crate::terminal::Terminal;

/// `vermilion evidence`
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub struct Evidence {
    /// Check a package instead of making one.
    #[command(subcommand)]
    pub check: Option<Check>,
    /// The signed PDF.
    #[arg(required = true)]
    pub input: Option<PathBuf>,
    /// The package (ZIP, ASiC-E after ETSI EN 319 162-1); beside the document where absent. Never overwrites.
    #[arg(short, long, value_name = "OUT.zip")]
    pub output: Option<PathBuf>,
    /// Sign the package with a PKCS#12 key file.
    #[arg(long, value_name = "FILE", group = "packer")]
    pub p12: Option<PathBuf>,
    /// Sign the package with an identity of this computer, by id or name.
    #[arg(long, value_name = "NAME", group = "packer")]
    pub identity: Option<String>,
    /// Sign the package with a token.
    #[arg(long, value_name = "MODULE.so[:LABEL]", group = "packer")]
    pub token: Option<String>,
    /// The PIN is entered on the token's own keys.
    #[arg(long, requires = "token")]
    pub pin_pad: bool,
    /// Read the login's password from the first line of standard input, before the PIN.
    #[arg(long, requires = "packer")]
    pub login_stdin: bool,
    /// Read the PIN or the key file's password from the first line of standard input (after the login's, where that is read).
    #[arg(long, requires = "packer")]
    pub pin_stdin: bool,
    /// Whoever signs the package has looked at what is in it; needed where an office's rules hold.
    #[arg(long, requires = "packer")]
    pub consent: bool,
    /// The kind of the document, as the house calls it.
    #[arg(long, value_name = "KIND", requires = "packer")]
    pub kind: Option<String>,
    /// The department that the document is of.
    #[arg(long, value_name = "DEPARTMENT", requires = "packer")]
    pub department: Option<String>,
    /// A second person, who confirms with their PIN; asked for after the signer's.
    #[arg(long, value_name = "NAME", requires = "packer")]
    pub second: Option<String>,
    /// By what the document is judged.
    #[command(flatten)]
    pub by: By,
    /// Print JSON: what is in it.
    #[arg(long)]
    pub json: bool,
}

/// What else is done with packages.
#[derive(Debug, Subcommand)]
pub enum Check {
    /// Check a package: each file, the signature over all of them, the document, and the log that came along.
    #[command(after_help = "Example: vermilion evidence check package.zip --trust centre.pem")]
    Check {
        /// The package.
        input: PathBuf,
        /// By what it is judged.
        #[command(flatten)]
        by: By,
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
}

/// Makes a package, or checks one.
pub fn run(
    engine: &Engine,
    terminal: &Terminal,
    evidence: Evidence,
    lang: Option<Lang>,
) -> Result<u8, Failure> {
    if let Some(Check::Check { input, by, json }) = evidence.check {
        return check(engine, terminal, &input, &by.into(), json, lang);
    }
    let path = evidence.input.ok_or_else(|| Failure::new(FailureCode::Usage))?;
    let who = Who {
        p12: evidence.p12.as_deref(),
        identity: evidence.identity.as_deref(),
        token: evidence.token.as_deref(),
        pin_stdin: evidence.pin_stdin,
        pin_pad: evidence.pin_pad,
    };
    if who.is_named() {
        crate::login::before_signing(engine, terminal, evidence.login_stdin, evidence.pin_stdin)?;
    }
    let signatory = who.signatory(terminal)?;
    let second = secrets::second(terminal, evidence.pin_stdin, evidence.second.as_deref())?;
    let options =
        SignOptions { kind: evidence.kind, department: evidence.department, ..SignOptions::default() };
    let signer = signatory.map(|signatory| Maker { signatory, options, consent: evidence.consent, second });
    let packed =
        engine.pack_file(&PackFile { path, output: evidence.output, by: evidence.by.into(), signer })?;
    if evidence.json {
        let words = |text: &Text| terminal.words(text);
        let members: Vec<Member> = packed
            .members
            .iter()
            .map(|member| Member { name: member.name.clone(), what: words(&member.what) })
            .collect();
        let output = packed.path.display().to_string();
        terminal.json(&Made { output, signed: packed.signed, members })?;
        return Ok(0);
    }
    terminal.tell(&Text::new("cli-packed").with("file", packed.path.display().to_string()));
    for member in &packed.members {
        terminal.say(format!("  {}  {}", member.name, terminal.words(&member.what)));
    }
    if !packed.signed {
        terminal.note(&Text::new("cli-packed-unsigned"));
    }
    packed.warnings.iter().for_each(|rule| crate::office::tell_rule(terminal, rule));
    Ok(0)
}

#[derive(Serialize)]
struct Made {
    output: String,
    signed: bool,
    members: Vec<Member>,
}

#[derive(Serialize)]
struct Member {
    name: String,
    what: String,
}

#[derive(Serialize)]
struct Checked<'a> {
    verdict: Verdict,
    findings: Vec<Found>,
    signature: Option<&'a FileReport>,
    document: Option<&'a FileReport>,
}

#[derive(Serialize)]
struct Found {
    code: String,
    tone: Tone,
    text: String,
}

fn check(
    engine: &Engine,
    terminal: &Terminal,
    input: &std::path::Path,
    by: &JudgeBy,
    json: bool,
    lang: Option<Lang>,
) -> Result<u8, Failure> {
    // As for `verify`: the same package, policy and time give the same bytes of JSON everywhere.
    let language = lang.map_or(Language::English, Language::from);
    let fixed = json.then(|| Catalogue::new(language));
    let words = |text: &Text| fixed.as_ref().map_or_else(|| terminal.words(text), |texts| texts.text(text));
    let checked = engine.check_package(input, by, &words)?;
    if json {
        let found = checked.findings.iter().map(|finding| Found {
            code: finding.text.id.clone(),
            tone: finding.tone,
            text: words(&finding.text),
        });
        terminal.json(&Checked {
            verdict: checked.verdict,
            findings: found.collect(),
            signature: checked.signature.as_ref(),
            document: checked.document.as_ref(),
        })?;
    } else {
        for finding in &checked.findings {
            let mark = match finding.tone {
                Tone::Good => "✓",
                Tone::Know | Tone::None => "!",
                Tone::Bad => "✗",
            };
            terminal.say(format!("{mark} {}", words(&finding.text)));
        }
    }
    Ok(engine::exit_status([checked.verdict]))
}
