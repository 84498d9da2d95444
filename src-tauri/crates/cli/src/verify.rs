//! `vermilion verify`

use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use clap::Args;
use engine::{Engine, JudgeBy, Maker, Manner, ReportsTo, Said, Sentences, Signatory};
use texts::Catalogue;
use wire::{Failure, FailureCode, Language, SignOptions, Text, Verdict};

use crate::arguments::{By, Lang};
use crate::secrets;
use crate::terminal::Terminal;

/// `vermilion verify`
#[derive(Debug, Args)]
pub struct Verify {
    /// The PDFs and signature files (.p7s) to judge, and folders whose own are judged with those in their folders.
    #[arg(required = true)]
    pub files: Vec<PathBuf>,
    /// What the one signature file is about; the file of its name without .p7s beside it where absent.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["signed_version", "pictures"])]
    pub content: Option<PathBuf>,
    /// By what they are judged.
    #[command(flatten)]
    pub by: By,
    /// A document of the rules that a signer may name (a signature policy); with one, a signature whose rules are another
    /// document is not judged.
    #[arg(long, value_name = "FILE")]
    pub signature_policy: Vec<PathBuf>,
    /// Look at every page for pictures that look like seals or signatures and are none; takes a moment a page.
    #[arg(long)]
    pub pictures: bool,
    /// Print the report as JSON.
    #[arg(long)]
    pub json: bool,
    /// Write the list of all files with what was found of each, for spreadsheets or on paper. Never overwrites.
    #[arg(long, value_name = "OUT.csv|OUT.pdf", conflicts_with_all = ["report", "etsi"])]
    pub list: Option<PathBuf>,
    /// Write the verification report of the one file as a PDF. Never overwrites.
    #[arg(long, value_name = "OUT.pdf")]
    pub report: Option<PathBuf>,
    /// Sign that report with an identity of this computer, by id or name.
    #[arg(long, value_name = "NAME", requires = "report")]
    pub sign_as: Option<String>,
    /// Read the login's password from the first line of standard input, before the PIN.
    #[arg(long, requires = "sign_as")]
    pub login_stdin: bool,
    /// Read the PIN of that identity from the first line of standard input (after the login's, where that is read).
    #[arg(long, requires = "sign_as")]
    pub pin_stdin: bool,
    /// The kind of the document, as the house calls it.
    #[arg(long, value_name = "KIND", requires = "sign_as")]
    pub kind: Option<String>,
    /// The department that the document is of.
    #[arg(long, value_name = "DEPARTMENT", requires = "sign_as")]
    pub department: Option<String>,
    /// A second person, who confirms with their PIN; asked for after the signer's.
    #[arg(long, value_name = "NAME", requires = "sign_as")]
    pub second: Option<String>,
    /// Write the validation report of the one file as XML (ETSI TS 119 102-2). Never overwrites.
    #[arg(long, value_name = "OUT.xml")]
    pub etsi: Option<PathBuf>,
    /// Write the version that the N-th signature covers to a new file.
    #[arg(long, num_args = 2, value_names = ["N", "OUT.pdf"])]
    pub signed_version: Vec<String>,
    /// Read the documents' password from standard input (the line after the PIN's, where both are read).
    #[arg(long)]
    pub password_stdin: bool,
}

/// Judges files, and the PDF files in folders; the worst one gives the exit status.
pub fn run(engine: &Engine, terminal: &Terminal, verify: &Verify, lang: Option<Lang>) -> Result<u8, Failure> {
    let signed_by = match &verify.sign_as {
        Some(name) => {
            crate::login::before_signing(engine, terminal, verify.login_stdin, verify.pin_stdin)?;
            let pin = secrets::get(terminal, verify.pin_stdin, "cli-ask-pin")?;
            let second = secrets::second(terminal, verify.pin_stdin, verify.second.as_deref())?;
            let (kind, department) = (verify.kind.clone(), verify.department.clone());
            Some(Maker {
                signatory: Signatory::Identity(name.clone(), pin),
                options: SignOptions { kind, department, ..SignOptions::default() },
                consent: true,
                second,
            })
        }
        None => None,
    };
    let password = verify
        .password_stdin
        .then(|| secrets::get(terminal, true, "cli-ask-document-password"))
        .transpose()?;
    let by = JudgeBy {
        signature_policies: verify.signature_policy.clone(),
        password,
        content: verify.content.clone(),
        pictures: verify.pictures,
        ..verify.by.clone().into()
    };
    // One content is about one signature.
    if by.content.is_some() && (verify.files.len() > 1 || verify.files.iter().any(|file| file.is_dir())) {
        return Err(Failure::new(FailureCode::Usage));
    }
    if let [number, target] = verify.signed_version.as_slice() {
        let (Ok(number), [file]) = (number.parse(), verify.files.as_slice()) else {
            return Err(Failure::new(FailureCode::Usage));
        };
        engine.write_version_of_file(file, &by, number, &PathBuf::from(target))?;
        terminal.tell(&Text::new("cli-version-written").with("file", target.as_str()));
        return Ok(0);
    }
    // The same file, policy and time give the same bytes of JSON everywhere, whatever the system speaks.
    let language = lang.map_or(Language::English, Language::from);
    let fixed = verify.json.then(|| Catalogue::new(language));
    let words = |text: &Text| fixed.as_ref().map_or_else(|| terminal.words(text), |texts| texts.text(text));
    if verify.report.is_some() || verify.etsi.is_some() {
        let [file] = verify.files.as_slice() else { return Err(Failure::new(FailureCode::Usage)) };
        let to = ReportsTo { pdf: verify.report.clone(), signed_by, etsi: verify.etsi.clone() };
        let report = engine.judge_file_with_reports(file, &by, to, &words)?;
        for target in verify.report.iter().chain(&verify.etsi) {
            let written = Text::new("cli-report-written").with("file", target.display().to_string());
            if verify.json { terminal.note(&written) } else { terminal.tell(&written) }
        }
        if verify.json {
            terminal.json(&[&report])?;
        } else {
            print(terminal, &report.file.name, &Sentences::of(&report));
        }
        return Ok(engine::exit_status([report.verdict]));
    }
    let verdicts = match verify.json {
        true => as_json(engine, verify, &by, language)?,
        false => for_people(engine, terminal, verify, &by)?,
    };
    Ok(engine::exit_status(verdicts))
}

/// One array, an object for each file as it is done; nothing where no file was judged.
fn as_json(
    engine: &Engine,
    verify: &Verify,
    by: &JudgeBy,
    language: Language,
) -> Result<Vec<Verdict>, Failure> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    let mut verdicts = Vec::new();
    // Whoever closed the pipe wants no more of it; the status still tells of all files.
    let mut wanted = Ok(());
    let judged =
        engine.judge_files(&verify.files, by, verify.list.as_deref(), Manner::Json(language), &mut |told| {
            if let (true, Said::Json(object)) = (wanted.is_ok(), &told.said) {
                let before: &[u8] = if verdicts.is_empty() { b"[" } else { b"," };
                wanted = out.write_all(before).and_then(|()| element(&mut out, object));
            }
            verdicts.push(told.verdict);
        });
    if wanted.is_ok() && !verdicts.is_empty() {
        let _ = out.write_all(b"\n]\n");
    }
    judged.map(|()| verdicts)
}

/// An element of an array, two spaces further in: what a string holds has no line of its own in JSON.
fn element(out: &mut impl io::Write, object: &str) -> io::Result<()> {
    object.lines().try_for_each(|line| write!(out, "\n  {line}"))
}

fn for_people(
    engine: &Engine,
    terminal: &Terminal,
    verify: &Verify,
    by: &JudgeBy,
) -> Result<Vec<Verdict>, Failure> {
    let (mut verdicts, mut all) = (Vec::new(), Vec::new());
    let many = verify.files.len() > 1 || verify.files.iter().any(|file| file.is_dir());
    let manner = Manner::Sentences(engine.texts().language());
    engine.judge_files(&verify.files, by, verify.list.as_deref(), manner, &mut |told| {
        verdicts.push(told.verdict);
        all.push(told.row.found);
        if let Said::Sentences(sentences) = &told.said {
            print(terminal, &named(&told.path, many), sentences);
        }
    })?;
    if many {
        terminal.tell(&engine::summary(|wanted| all.iter().filter(|found| **found == wanted).count()));
    }
    Ok(verdicts)
}

/// Of many, each by its path: reports of the same name lie in many folders.
fn named(path: &Path, many: bool) -> String {
    if many { path.display().to_string() } else { file_name(path) }
}

fn file_name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// One file for people: the verdict, then each signature with what there is to say.
fn print(terminal: &Terminal, name: &str, report: &Sentences) {
    terminal.say(format!("{name}: {}", report.headline));
    for (index, (headline, lines)) in report.signatures.iter().enumerate() {
        terminal.say(format!("  {}. {headline}", index + 1));
        for line in lines {
            terminal.say(format!("     {line}"));
        }
    }
    for text in &report.further {
        terminal.say(format!("  {text}"));
    }
}
