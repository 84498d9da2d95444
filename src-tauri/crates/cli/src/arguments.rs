//! The words of the command line (a contract: names here do not change).

use std::io;
use std::path::PathBuf;

use clap::{Args, CommandFactory as _, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use wire::{Failure, FailureCode, HistoryFormat, Language};

/// Sign, seal and verify PDF documents.
#[derive(Debug, Parser)]
#[command(name = "vermilion", version, max_term_width = 110, after_help = EXIT_STATUS)]
pub struct Arguments {
    /// The language of messages; the system's where absent.
    #[arg(long, global = true, value_enum)]
    pub lang: Option<Lang>,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

const EXIT_STATUS: &str = "Exit status: 0 done, or every signature passed; 1 a signature failed; 2 indeterminate; 3 no signature; \
4 a file could not be read or written; 5 refused by a rule; 64 wrong usage; 70 our own fault.";

/// The languages there are.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Lang {
    /// Simplified Chinese.
    #[value(name = "zh-CN", alias = "zh")]
    Chinese,
    /// English.
    #[value(name = "en")]
    English,
}

impl From<Lang> for Language {
    fn from(lang: Lang) -> Self {
        match lang {
            Lang::Chinese => Self::Chinese,
            Lang::English => Self::English,
        }
    }
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Sign a PDF by appending a PAdES signature.
    #[command(
        after_help = "Example: vermilion sign report.pdf -o signed.pdf --p12 zhang.p12 --ink zhang.json --page last \
                            --at 120,240 --size 45 --reason 批准"
    )]
    Sign(Box<Sign>),
    /// Judge the signatures of PDF files.
    #[command(after_help = "Example: vermilion verify --json --trust centre.pem signed.pdf")]
    Verify(Box<Verify>),
    /// List the signature fields of a PDF.
    #[command(after_help = "Example: vermilion fields report.pdf")]
    Fields(Fields),
    /// Make, take over, list and hand over identities.
    #[command(
        subcommand,
        after_help = "Example: vermilion identity create --name 张三 --organization 某某检测中心"
    )]
    Identity(Identity),
    /// Show, check and export the usage log.
    #[command(subcommand, after_help = "Example: vermilion log show --limit 20")]
    Log(Log),
    /// Print a completion script for a shell.
    #[command(after_help = "Example: vermilion completions bash > /etc/bash_completion.d/vermilion")]
    Completions {
        /// The shell.
        shell: Shell,
    },
    /// Print the manual page.
    #[command(after_help = "Example: vermilion manual > vermilion.1")]
    Manual,
}

/// `vermilion sign`
#[derive(Debug, Args)]
pub struct Sign {
    /// The PDF to sign.
    pub input: PathBuf,
    /// Where the signed file goes; beside the original under a new name where absent. Never overwrites.
    #[arg(short, long)]
    pub output: Option<PathBuf>,
    /// Replace the original in one step.
    #[arg(long, conflicts_with = "output")]
    pub in_place: bool,
    /// Sign with a PKCS#12 key file.
    #[arg(long, value_name = "FILE", required_unless_present = "identity", conflicts_with = "identity")]
    pub p12: Option<PathBuf>,
    /// Sign with an identity of this computer, by id or name.
    #[arg(long, value_name = "NAME")]
    pub identity: Option<String>,
    /// Read the PIN or the key file's password from the first line of standard input.
    #[arg(long)]
    pub pin_stdin: bool,
    /// Read the document's password from standard input (the line after the PIN's, where both are read).
    #[arg(long)]
    pub password_stdin: bool,
    /// Show a PNG or JPEG.
    #[arg(long, value_name = "FILE", group = "appearance")]
    pub image: Option<PathBuf>,
    /// Show strokes of ink from a JSON file.
    #[arg(long, value_name = "FILE", group = "appearance")]
    pub ink: Option<PathBuf>,
    /// Show the signer's name, the reason and the date.
    #[arg(long, group = "appearance")]
    pub text: bool,
    /// The page: a number from 1, or "last".
    #[arg(long, value_parser = page, requires = "at")]
    pub page: Option<Page>,
    /// Left and top in millimetres from the top left of the page as a reader sees it.
    #[arg(long, value_name = "X,Y", value_parser = pair, conflicts_with = "field")]
    pub at: Option<(f64, f64)>,
    /// Width and, where it shall not follow the shape, height in millimetres.
    #[arg(long, value_name = "W[,H]", value_parser = size, requires = "at")]
    pub size: Option<(f64, Option<f64>)>,
    /// Sign this empty field.
    #[arg(long, value_name = "NAME")]
    pub field: Option<String>,
    /// Why it is signed.
    #[arg(long, default_value = "")]
    pub reason: String,
    /// Where the signer is.
    #[arg(long, default_value = "")]
    pub location: String,
    /// How to reach the signer.
    #[arg(long, default_value = "")]
    pub contact: String,
    /// The digest.
    #[arg(long, value_enum, default_value_t = Digest::Sha256)]
    pub digest: Digest,
}

/// The digests that a signature can be made with.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Digest {
    /// SHA-256.
    Sha256,
    /// SHA-384.
    Sha384,
    /// SHA-512.
    Sha512,
}

/// A page.
#[derive(Clone, Copy, Debug)]
pub enum Page {
    /// From 1.
    Number(u32),
    /// The last one.
    Last,
}

/// `vermilion verify`
#[derive(Debug, Args)]
pub struct Verify {
    /// The PDFs to judge.
    #[arg(required = true)]
    pub files: Vec<PathBuf>,
    /// Trust the certificates of this file or folder, and no others.
    #[arg(long, value_name = "PEM|DER|DIR")]
    pub trust: Vec<PathBuf>,
    /// Judge for this moment instead of now.
    #[arg(long, value_name = "RFC3339")]
    pub at: Option<jiff::Timestamp>,
    /// Print the report as JSON.
    #[arg(long)]
    pub json: bool,
    /// Write the verification report of the one file as a PDF.
    #[arg(long, value_name = "OUT.pdf", conflicts_with = "json")]
    pub report: Option<PathBuf>,
    /// Write the version that the N-th signature covers to a new file.
    #[arg(long, num_args = 2, value_names = ["N", "OUT.pdf"])]
    pub signed_version: Vec<String>,
    /// Read the documents' password from standard input.
    #[arg(long)]
    pub password_stdin: bool,
}

/// `vermilion fields`
#[derive(Debug, Args)]
pub struct Fields {
    /// The PDF.
    pub input: PathBuf,
    /// Print JSON.
    #[arg(long)]
    pub json: bool,
    /// Read the document's password from standard input.
    #[arg(long)]
    pub password_stdin: bool,
}

/// `vermilion identity`
#[derive(Debug, Subcommand)]
pub enum Identity {
    /// Make an identity: a new key and a self-signed certificate, guarded by a PIN.
    #[command(after_help = "Example: vermilion identity create --name 张三 --organization 某某检测中心")]
    Create {
        /// The person's name.
        #[arg(long)]
        name: String,
        /// Where they work.
        #[arg(long)]
        organization: Option<String>,
        /// 2048, 3072 or 4096.
        #[arg(long, default_value_t = 3072)]
        bits: u32,
        /// Read the new PIN from the first line of standard input.
        #[arg(long)]
        pin_stdin: bool,
    },
    /// Take over a PKCS#12 key file.
    #[command(after_help = "Example: vermilion identity import zhang.p12 --label 张三")]
    Import {
        /// The key file.
        file: PathBuf,
        /// What to call it.
        #[arg(long)]
        label: Option<String>,
        /// Read the key file's password and then the new PIN from standard input, a line each.
        #[arg(long)]
        pin_stdin: bool,
    },
    /// List the identities of this computer.
    #[command(after_help = "Example: vermilion identity list --json")]
    List {
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
    /// Write an identity to a PKCS#12 key file.
    #[command(after_help = "Example: vermilion identity export 张三 -o zhang.p12")]
    Export {
        /// The identity, by id or name.
        identity: String,
        /// The key file to write.
        #[arg(short, long)]
        output: PathBuf,
        /// Read the PIN and then the key file's password from standard input, a line each.
        #[arg(long)]
        pin_stdin: bool,
    },
}

/// `vermilion log`
#[derive(Debug, Subcommand)]
pub enum Log {
    /// Show entries, newest first.
    #[command(after_help = "Example: vermilion log show --text JC-2026-0417 --json")]
    Show {
        /// Only entries with these words.
        #[arg(long, default_value = "")]
        text: String,
        /// Only this kind of action.
        #[arg(long)]
        action: Option<String>,
        /// How many at most.
        #[arg(long, default_value_t = 50)]
        limit: u32,
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
    /// Check the chain of the whole log, or of a JSON export.
    #[command(after_help = "Example: vermilion log verify log.json")]
    Verify {
        /// A log exported as JSON; the log of this computer where absent.
        file: Option<PathBuf>,
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
    /// Write the whole log to a file.
    #[command(after_help = "Example: vermilion log export -o log.csv")]
    Export {
        /// The file to write.
        #[arg(short, long)]
        output: PathBuf,
        /// The form; by the file's ending where absent.
        #[arg(long, value_enum)]
        format: Option<Format>,
    },
}

/// The forms of an exported log.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Format {
    /// For a spreadsheet.
    Csv,
    /// With the hashes, so that it can be checked again.
    Json,
}

impl From<Format> for HistoryFormat {
    fn from(format: Format) -> Self {
        match format {
            Format::Csv => Self::Csv,
            Format::Json => Self::Json,
        }
    }
}

impl Arguments {
    /// The language asked for.
    pub fn language(&self) -> Option<Language> {
        self.lang.map(Language::from)
    }
}

/// Prints a completion script.
pub fn completions(shell: Shell) -> Result<u8, Failure> {
    clap_complete::generate(shell, &mut Arguments::command(), "vermilion", &mut io::stdout());
    Ok(0)
}

/// Prints the manual page.
pub fn manual() -> Result<u8, Failure> {
    let page = clap_mangen::Man::new(Arguments::command());
    page.render(&mut io::stdout())
        .map_err(|fault| Failure::new(FailureCode::OutputUnwritable).because(fault))?;
    Ok(0)
}

fn page(text: &str) -> Result<Page, String> {
    match (text, text.parse()) {
        ("last", _) => Ok(Page::Last),
        (_, Ok(number)) if number > 0 => Ok(Page::Number(number)),
        _ => Err("a page is a number from 1, or \"last\"".to_owned()),
    }
}

fn number(text: &str) -> Result<f64, String> {
    match text.trim().parse::<f64>() {
        Ok(number) if number.is_finite() => Ok(number),
        _ => Err(format!("\"{text}\" is no number of millimetres")),
    }
}

fn pair(text: &str) -> Result<(f64, f64), String> {
    let (first, second) = text.split_once(',').ok_or("two numbers with a comma between them: X,Y")?;
    Ok((number(first)?, number(second)?))
}

fn size(text: &str) -> Result<(f64, Option<f64>), String> {
    let positive =
        |text| number(text).and_then(|n| if n > 0.0 { Ok(n) } else { Err("a size is above 0".to_owned()) });
    match text.split_once(',') {
        Some((width, height)) => Ok((positive(width)?, Some(positive(height)?))),
        None => Ok((positive(text)?, None)),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn the_words_fit_together() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn sizes_and_pages_are_read_as_people_write_them() {
        assert_eq!(size("45").unwrap(), (45.0, None));
        assert_eq!(size("45, 20").unwrap(), (45.0, Some(20.0)));
        assert!(size("0").is_err() && size("-1,2").is_err() && pair("12").is_err() && page("0").is_err());
        assert!(matches!(page("last"), Ok(Page::Last)));
    }
}
