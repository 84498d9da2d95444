//! The words of the command line (a contract: names here do not change).

use std::io;
use std::path::PathBuf;

use crate::placing::{Placing, SeamOver};
use clap::{Args, CommandFactory as _, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use engine::JudgeBy;
use wire::{Failure, FailureCode, HistoryFormat, KeyType, Language};

use crate::values::{new_field, size};

use crate::verify::Verify;
use crate::{office_arguments, station_arguments};

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
    /// Sign a PDF by appending a PAdES signature, or a file of any kind beside itself.
    #[command(
        after_help = "Example: vermilion sign report.pdf -o signed.pdf --p12 zhang.p12 --ink zhang.json --page last \
                            --at 120,240 --size 45 --reason 批准"
    )]
    Sign(Box<Sign>),
    /// Put a document timestamp behind a PDF, or get the timestamps that wait since signing.
    #[command(after_help = "Example: vermilion timestamp signed.pdf --tsa http://tsa.example/")]
    Timestamp(Box<Timestamp>),
    /// Bring a signed PDF to a higher level, later and by whoever has it.
    #[command(after_help = "Example: vermilion extend signed.pdf --level lta --tsa http://tsa.example/")]
    Extend(Box<Extend>),
    /// Put empty signature fields into a PDF for those who sign later.
    #[command(
        after_help = "Example: vermilion prepare report.pdf -o ready.pdf --field 审核@3:60,240,40,15 --field 批准@3:120,240,40,15 --seam right"
    )]
    Prepare(Box<Prepare>),
    /// Look for what a signer should know before signing a PDF.
    #[command(after_help = "Example: vermilion check report.pdf")]
    Check(Check),
    /// List the tokens that are plugged in.
    #[command(after_help = "Example: vermilion tokens")]
    Tokens(Tokens),
    /// Judge the signatures of PDF files, and of signature files beside files of any kind.
    #[command(after_help = "Example: vermilion verify --json --trust centre.pem signed.pdf")]
    Verify(Box<Verify>),
    /// Pack a signed PDF with everything that proves it (电子签名法 Art. 7 and 8), or check such a package.
    #[command(
        after_help = "Example: vermilion evidence signed.pdf -o evidence.zip --identity 张三 --consent"
    )]
    Evidence(Box<crate::evidence::Evidence>),
    /// Make a copy for printing or handing on: what the original shows, marked as a copy, without signatures.
    #[command(
        after_help = "Example: vermilion copy report.pdf -o copy-3.pdf --number 3 --for 某公司 --new-password-stdin"
    )]
    Copy(crate::copy::Copy),
    /// Hold a printed page against its file: by the signed code that `vermilion sign --qr` puts on it.
    #[command(subcommand, after_help = "Example: vermilion paper check photo.jpg --against report.pdf")]
    Paper(crate::paper::Paper),
    /// Say whom to trust, for what; take over a trusted list.
    #[command(subcommand, after_help = "Example: vermilion trust add centre.pem --for signing")]
    Trust(Trust),
    /// List the signature fields of a PDF.
    #[command(after_help = "Example: vermilion fields report.pdf")]
    Fields(Fields),
    /// Make, take over, list and hand over identities.
    #[command(
        subcommand,
        after_help = "Example: vermilion identity create --name 张三 --organization 某某检测中心"
    )]
    Identity(Identity),
    /// Guard the program on this computer with a name and a password, which are asked for before every signature.
    #[command(subcommand, after_help = "Example: vermilion login set 张三")]
    Login(crate::login::Login),
    /// Make, import, list, show and hand out seals.
    #[command(
        subcommand,
        after_help = "Example: vermilion seal make 某某检测有限公司 --preset testing -o seal.png"
    )]
    Seal(crate::seal::Seal),
    /// Say what this computer is for, or show it.
    #[command(after_help = "Example: vermilion station office")]
    Station(crate::station::Station),
    /// Show, check and export the usage log.
    #[command(subcommand, after_help = "Example: vermilion log show --limit 20")]
    Log(Log),
    /// The quality office: its register, its authority, letters, inspections; the rules of use.
    #[command(subcommand, after_help = "Example: vermilion office show")]
    Office(office_arguments::Office),
    /// Approvals to seal one file.
    #[command(subcommand, after_help = "Example: vermilion ticket show")]
    Ticket(station_arguments::Ticket),
    /// Off-site declarations, and the way of a signed report back to the office.
    #[command(subcommand, after_help = "Example: vermilion travel show")]
    Travel(station_arguments::Travel),
    /// Make, try and restore backups.
    #[command(subcommand, after_help = "Example: vermilion backup create -o friday.vbackup")]
    Backup(station_arguments::Backup),
    /// Ask whether the house approves of a newer version of this program. Nothing is asked over a network: the office's directory
    /// says so.
    #[command(subcommand, after_help = "Example: vermilion update check --file Vermilion-1.3.0.msi")]
    Update(crate::upkeep::Update),
    /// Write a file of feedback: the version, the system, counts and codes of failures, and your own words; no names, no files.
    /// Nothing is sent.
    #[command(after_help = "Example: vermilion feedback -o feedback.txt --say 印章预览太小")]
    Feedback(crate::upkeep::Feedback),
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
    /// The PDF to sign; with --detached a file of any kind.
    #[arg(required_unless_present = "batch")]
    pub input: Option<PathBuf>,
    /// Sign a file of any kind: it stays as it is, and the signature goes into a file of its own beside it (.p7s, CAdES),
    /// at level b or t. With --batch, files.
    #[arg(long, conflicts_with_all = [
        "in_place", "strict", "password_stdin", "appearance", "layout", "preset", "preset_for_document", "keep_preset",
        "at", "field", "keyword", "seam", "plan", "values", "certify", "lock_all", "lock", "timestamp_later", "contact",
        "encrypt", "encrypt_stdin",
    ])]
    pub detached: bool,
    /// Sign many: files, and folders whose PDF files are taken. Needs the output folder; never overwrites.
    #[arg(long, num_args = 1.., value_name = "DIR|FILES", conflicts_with_all = ["input", "in_place"], requires = "output")]
    pub batch: Vec<PathBuf>,
    /// Where the signed file goes (with --batch: the folder); beside the original under a new name where absent. Never
    /// overwrites.
    #[arg(short, long)]
    pub output: Option<PathBuf>,
    /// The signer has read the document and agrees to it; needed where an office's rules hold.
    #[arg(long)]
    pub consent: bool,
    /// The kind of the document, as the house calls it, such as 检测报告.
    #[arg(long, value_name = "KIND")]
    pub kind: Option<String>,
    /// The department that the document is of, where the signature or the seal is for certain ones.
    #[arg(long, value_name = "DEPARTMENT")]
    pub department: Option<String>,
    /// A second person, who confirms with the PIN of their identity of this computer; asked for after the signer's.
    #[arg(long, value_name = "NAME")]
    pub second: Option<String>,
    /// Replace the original in one step.
    #[arg(long, conflicts_with = "output")]
    pub in_place: bool,
    /// Sign with a PKCS#12 key file.
    #[arg(long, value_name = "FILE", group = "who")]
    pub p12: Option<PathBuf>,
    /// Sign with an identity of this computer, by id or name.
    #[arg(long, value_name = "NAME", group = "who")]
    pub identity: Option<String>,
    /// Sign with a token: its PKCS#11 module and, where there are several, the name on the token or the certificate.
    #[arg(long, value_name = "MODULE.so[:LABEL]", group = "who")]
    pub token: Option<String>,
    /// The PIN is entered on the token's own keys.
    #[arg(long, requires = "token")]
    pub pin_pad: bool,
    /// Read the login's password from the first line of standard input, before the PIN.
    #[arg(long)]
    pub login_stdin: bool,
    /// Read the PIN or the key file's password from the first line of standard input (after the login's, where that is read).
    #[arg(long)]
    pub pin_stdin: bool,
    /// Read the document's password from standard input (the line after the PIN's, where both are read).
    #[arg(long)]
    pub password_stdin: bool,
    /// Encrypt the document (AES-256) and sign it as that, so that it opens with a password alone; the password is asked
    /// for twice. What is signed already, and an archive document (PDF/A), cannot be encrypted.
    #[arg(long)]
    pub encrypt: bool,
    /// Encrypt, and read the password from standard input: the line after the PINs' and the document's own password,
    /// where those are read; before the timestamp authority's.
    #[arg(long)]
    pub encrypt_stdin: bool,
    /// What it shows, and where.
    #[command(flatten)]
    pub placing: Placing,
    /// What its code says on paper.
    #[command(flatten)]
    pub paper: crate::paper::PaperCode,
    /// Why it is signed.
    #[arg(long, default_value = "")]
    pub reason: String,
    /// Where the signer is.
    #[arg(long, default_value = "")]
    pub location: String,
    /// How to reach the signer.
    #[arg(long, default_value = "")]
    pub contact: String,
    /// How long it shall be provable: b the signature alone; t with a trusted timestamp; lt with everything that proves
    /// the certificates' state; lta with a document timestamp over all that, which can be renewed.
    #[arg(long, value_enum, default_value_t = Level::B)]
    pub level: Level,
    /// Sign also where no timestamp can be had now; it waits for `vermilion timestamp --waiting`.
    #[arg(long)]
    pub timestamp_later: bool,
    /// Certify as the first signature: afterwards others may change nothing (1), fill in and sign (2), comment too (3).
    #[arg(long, value_name = "1|2|3", value_parser = clap::value_parser!(u8).range(1..=3))]
    pub certify: Option<u8>,
    /// Lock every form field.
    #[arg(long)]
    pub lock_all: bool,
    /// Lock these form fields, with commas between them.
    #[arg(long, value_name = "FIELDS", value_delimiter = ',', conflicts_with = "lock_all")]
    pub lock: Vec<String>,
    /// The digest; the one that belongs to the key where absent.
    #[arg(long, value_enum)]
    pub digest: Option<Digest>,
    /// RSA with the PSS padding.
    #[arg(long)]
    pub pss: bool,
    /// Check the document first, and refuse where a signer would have to look at something.
    #[arg(long)]
    pub strict: bool,
    /// Print JSON: one row a file.
    #[arg(long)]
    pub json: bool,
    /// Timestamp authorities and proofs.
    #[command(flatten)]
    pub supplied: Supplied,
}

/// Timestamp authorities and proofs that come along.
#[derive(Debug, Default, Args)]
pub struct Supplied {
    /// A timestamp authority (RFC 3161); several are asked in this order. Those of the settings where absent.
    #[arg(long, value_name = "URL")]
    pub tsa: Vec<String>,
    /// The user name for the timestamp authorities; the password is the next line of standard input, or asked for.
    #[arg(long, value_name = "USER", requires = "tsa")]
    pub tsa_user: Option<String>,
    /// Read the authorities' password from standard input.
    #[arg(long, requires = "tsa_user")]
    pub tsa_password_stdin: bool,
    /// Certificates that help to build the chain.
    #[arg(long, value_name = "FILE")]
    pub chain: Vec<PathBuf>,
    /// A revocation list, instead of fetching it.
    #[arg(long, value_name = "FILE")]
    pub crl: Vec<PathBuf>,
    /// An OCSP answer, instead of asking for it.
    #[arg(long, value_name = "FILE")]
    pub ocsp: Vec<PathBuf>,
}

/// The PAdES baseline levels.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Level {
    /// The signature alone.
    B,
    /// With a trusted timestamp.
    T,
    /// With everything that proves the certificates' state.
    Lt,
    /// With a document timestamp over all that.
    Lta,
}

impl From<Level> for wire::Level {
    fn from(level: Level) -> Self {
        match level {
            Level::B => Self::B,
            Level::T => Self::T,
            Level::Lt => Self::Lt,
            Level::Lta => Self::Lta,
        }
    }
}

/// `vermilion timestamp`
#[derive(Debug, Args)]
pub struct Timestamp {
    /// The PDF.
    #[arg(required_unless_present = "waiting")]
    pub input: Option<PathBuf>,
    /// Get the timestamps that wait for the network since signing.
    #[arg(long, conflicts_with = "input")]
    pub waiting: bool,
    /// Where the result goes.
    #[command(flatten)]
    pub target: Target,
    /// Timestamp authorities.
    #[command(flatten)]
    pub supplied: Supplied,
}

/// `vermilion extend`
#[derive(Debug, Args)]
pub struct Extend {
    /// The signed PDF.
    pub input: PathBuf,
    /// The level to reach.
    #[arg(long, value_enum)]
    pub level: Level,
    /// Where the result goes.
    #[command(flatten)]
    pub target: Target,
    /// Timestamp authorities and proofs.
    #[command(flatten)]
    pub supplied: Supplied,
}

/// `vermilion prepare`
#[derive(Debug, Args)]
pub struct Prepare {
    /// The PDF.
    pub input: PathBuf,
    /// An empty signature field: its name and, for a visible one, page:x,y,w,h in millimetres from the top left; several
    /// in the order of signing.
    #[arg(long = "field", value_name = "NAME[@PAGE:X,Y,W,H]", required_unless_present = "seam", value_parser = new_field)]
    pub fields: Vec<wire::NewField>,
    /// Reserve a field on each page for the slice of a seal over the edge of the pages, for whoever stamps after the
    /// first signature.
    #[command(flatten)]
    pub seam: SeamOver,
    /// The width and height of that seal in millimetres.
    #[arg(long, value_name = "W[,H]", default_value = "40", value_parser = size, requires = "seam")]
    pub size: (f64, Option<f64>),
    /// Signing any of them locks every form field.
    #[arg(long)]
    pub lock_all: bool,
    /// A reason that the signers may give, and no other; several.
    #[arg(long, value_name = "REASON")]
    pub reason: Vec<String>,
    /// Their signatures must carry a trusted timestamp.
    #[arg(long)]
    pub timestamp: bool,
    /// Where the result goes.
    #[command(flatten)]
    pub target: Target,
}

/// Where something goes that is made from a file.
#[derive(Debug, Args)]
pub struct Target {
    /// The new file; beside the original under a new name where absent. Never overwrites.
    #[arg(short, long)]
    pub output: Option<PathBuf>,
    /// Replace the original in one step.
    #[arg(long, conflicts_with = "output")]
    pub in_place: bool,
    /// Read the document's password from standard input.
    #[arg(long)]
    pub password_stdin: bool,
}

/// `vermilion check`
#[derive(Debug, Args)]
pub struct Check {
    /// The PDF.
    pub input: PathBuf,
    /// Print JSON.
    #[arg(long)]
    pub json: bool,
    /// Read the document's password from standard input.
    #[arg(long)]
    pub password_stdin: bool,
}

/// `vermilion tokens`
#[derive(Debug, Args)]
pub struct Tokens {
    /// Look into this PKCS#11 module from now on.
    #[arg(long, value_name = "MODULE.so")]
    pub add: Option<PathBuf>,
    /// Print JSON.
    #[arg(long)]
    pub json: bool,
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

impl From<Digest> for wire::Digest {
    fn from(digest: Digest) -> Self {
        match digest {
            Digest::Sha256 => Self::Sha256,
            Digest::Sha384 => Self::Sha384,
            Digest::Sha512 => Self::Sha512,
        }
    }
}

/// By what documents are judged.
#[derive(Clone, Debug, Default, Args)]
pub struct By {
    /// Trust the certificates of this file or folder, and no others.
    #[arg(long, value_name = "PEM|DER|DIR")]
    pub trust: Vec<PathBuf>,
    /// A revocation list that comes along.
    #[arg(long, value_name = "FILE")]
    pub crl: Vec<PathBuf>,
    /// An OCSP answer that comes along.
    #[arg(long, value_name = "FILE")]
    pub ocsp: Vec<PathBuf>,
    /// Judge for this moment instead of now.
    #[arg(long, value_name = "RFC3339")]
    pub at: Option<jiff::Timestamp>,
    /// Ask the addresses in the certificates whether they were revoked; nobody is asked otherwise.
    #[arg(long)]
    pub online: bool,
}

impl From<By> for JudgeBy {
    fn from(by: By) -> Self {
        let By { trust, crl, ocsp, at, online } = by;
        Self { trust, crls: crl, ocsps: ocsp, at, online, ..Self::default() }
    }
}

/// `vermilion trust`
#[derive(Debug, Subcommand)]
pub enum Trust {
    /// List whom is trusted, for what, and where each came from.
    #[command(after_help = "Example: vermilion trust list --json")]
    List {
        /// List also whom this computer's own system trusts.
        #[arg(long)]
        system: bool,
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
    /// Trust the certificates of a file, the signer of a PDF, or whoever this computer's own system trusts.
    #[command(after_help = "Example: vermilion trust add --signer-of report.pdf --fingerprint 3f:a9:…")]
    Add {
        /// Certificates, PEM or DER.
        #[arg(required_unless_present_any = ["signer_of", "system"])]
        files: Vec<PathBuf>,
        /// Trust the one who signed this PDF.
        #[arg(long, value_name = "SIGNED.pdf", conflicts_with_all = ["files", "system"], requires = "fingerprint")]
        signer_of: Option<PathBuf>,
        /// The SHA-256 of that signer's certificate, as they told you.
        #[arg(long, value_name = "HEX", requires = "signer_of")]
        fingerprint: Option<String>,
        /// Trust also whoever this computer's own system trusts.
        #[arg(long, conflicts_with = "files")]
        system: bool,
        /// What they are trusted with.
        #[arg(long = "for", value_enum, default_value_t = TrustedFor::All)]
        purpose: TrustedFor,
    },
    /// Trust a certificate with something else.
    #[command(after_help = "Example: vermilion trust change 3fa9c2d1 --for time-stamping")]
    Change {
        /// The first digits of its SHA-256 (8 or more), or its name.
        certificate: String,
        /// What it is trusted with from now on.
        #[arg(long = "for", value_enum)]
        purpose: TrustedFor,
    },
    /// Trust somebody no longer.
    #[command(after_help = "Example: vermilion trust remove 3fa9c2d1")]
    Remove {
        /// The first digits of the certificate's SHA-256 (8 or more), or its name.
        #[arg(required_unless_present_any = ["list", "system"])]
        certificate: Option<String>,
        /// All that came from this trusted list, by the name that `trust list` shows.
        #[arg(long, value_name = "NAME", conflicts_with = "certificate")]
        list: Option<String>,
        /// Those whom only this computer's own system trusts.
        #[arg(long, conflicts_with_all = ["certificate", "list"])]
        system: bool,
    },
    /// Take over a trusted list (ETSI TS 119 612) in place of its older edition, if its signature verifies.
    #[command(after_help = "Example: vermilion trust import-list national.xml --signer office.pem")]
    ImportList {
        /// The list, XML.
        file: PathBuf,
        /// Accept a list signed with a certificate of this file.
        #[arg(long, value_name = "PEM|DER")]
        signer: Vec<PathBuf>,
        /// Accept a list signed with the certificate of this SHA-256.
        #[arg(long, value_name = "HEX")]
        fingerprint: Option<String>,
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
}

/// What a certificate can be trusted with.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum TrustedFor {
    /// Vouching for signatures.
    Signing,
    /// Vouching for times.
    TimeStamping,
    /// Both.
    All,
}

impl From<TrustedFor> for wire::TrustPurpose {
    fn from(purpose: TrustedFor) -> Self {
        match purpose {
            TrustedFor::Signing => Self::Signing,
            TrustedFor::TimeStamping => Self::TimeStamping,
            TrustedFor::All => Self::All,
        }
    }
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
        /// The kind of key. SM2 signatures are verified by Chinese software only.
        #[arg(long, value_enum, default_value_t = Key::Rsa3072)]
        key: Key,
        /// Read the new PIN from the first line of standard input.
        #[arg(long)]
        pin_stdin: bool,
    },
    /// Take over a PKCS#12 key file, or a copy that the quality office issued.
    #[command(after_help = "Example: vermilion identity import zhang.p12 --label 张三")]
    Import {
        /// The key file, or the issued package.
        file: PathBuf,
        /// Of an issued copy: the receipt to write for the office.
        #[arg(long, value_name = "FILE")]
        receipt: Option<PathBuf>,
        /// What to call it.
        #[arg(long)]
        label: Option<String>,
        /// Read the key file's password and then the new PIN from standard input, a line each; of an issued copy the initial
        /// PIN and then the one given when applying.
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
    /// What the quality office's rules bring.
    #[command(flatten)]
    Rules(office_arguments::IdentityRules),
}

/// The kinds of keys that can be made here.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Key {
    /// RSA of 2048 bits.
    Rsa2048,
    /// RSA of 3072 bits.
    Rsa3072,
    /// RSA of 4096 bits.
    Rsa4096,
    /// ECDSA on P-256.
    P256,
    /// ECDSA on P-384.
    P384,
    /// ECDSA on P-521.
    P521,
    /// Ed25519.
    Ed25519,
    /// SM2 with SM3.
    Sm2,
}

impl From<Key> for KeyType {
    fn from(key: Key) -> Self {
        match key {
            Key::Rsa2048 => Self::Rsa2048,
            Key::Rsa3072 => Self::Rsa3072,
            Key::Rsa4096 => Self::Rsa4096,
            Key::P256 => Self::P256,
            Key::P384 => Self::P384,
            Key::P521 => Self::P521,
            Key::Ed25519 => Self::Ed25519,
            Key::Sm2 => Self::Sm2,
        }
    }
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
        /// Compare with what this signed PDF says of the log; a PDF that knows more rows proves that some were lost.
        #[arg(long, value_name = "SIGNED.pdf", conflicts_with = "file")]
        against: Vec<PathBuf>,
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
    /// Show where the state of this log is kept elsewhere, and how old that is.
    #[command(after_help = "Example: vermilion log anchor")]
    Anchor,
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

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn the_words_fit_together() {
        Arguments::command().debug_assert();
    }
}
