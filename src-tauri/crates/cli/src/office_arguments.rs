//! The words of the command line for the rules of use.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use crate::arguments::Key;

/// The officer who allows something, with their PIN.
#[derive(Debug, Args)]
pub struct By {
    /// The officer of the quality office who does this.
    #[arg(long = "by", value_name = "OFFICER")]
    pub officer: String,
    /// Read PINs from standard input, a line each in the order in which they are asked for.
    #[arg(long)]
    pub pin_stdin: bool,
}

/// Both keyholders, without whom the office's authority does not work.
#[derive(Debug, Args)]
pub struct Keyholders {
    /// A keyholder; name both.
    #[arg(long = "keyholder", value_name = "OFFICER", required = true)]
    pub keyholders: Vec<String>,
    /// Read PINs from standard input, a line each in the order in which they are asked for.
    #[arg(long)]
    pub pin_stdin: bool,
}

/// A step about a person.
#[derive(Debug, Args)]
pub struct Step {
    /// The person, by id or name.
    pub person: String,
    /// Why.
    #[arg(long, default_value = "")]
    pub why: String,
    /// Papers; their hashes are kept.
    #[arg(long, num_args = 1.., value_name = "FILES")]
    pub attach: Vec<PathBuf>,
    /// Who.
    #[command(flatten)]
    pub by: By,
}

/// Why, and with whose leave: a holder writes a notice, an officer takes the step.
#[derive(Debug, Args)]
pub struct Trouble {
    /// Why.
    #[arg(long, default_value = "")]
    pub why: String,
    /// Holder: the notice to write.
    #[arg(short, long)]
    pub output: Option<PathBuf>,
    /// Office: the officer who does this.
    #[arg(long = "by", value_name = "OFFICER")]
    pub officer: Option<String>,
    /// Read the officer's PIN from standard input.
    #[arg(long)]
    pub pin_stdin: bool,
}

/// `vermilion identity …`, as far as it is about the office.
#[derive(Debug, Subcommand)]
pub enum IdentityRules {
    /// Apply for a signature: a new key is made here, and a letter for the quality office.
    #[command(
        after_help = "Example: vermilion identity apply --name 张三 --organization 某某检测中心 --post 检测员 --purpose 检测报告 -o zhang.vletter"
    )]
    Apply(Box<Apply>),
    /// Change an identity's PIN; the initial one must be changed before the first use.
    #[command(after_help = "Example: vermilion identity pin 张三")]
    Pin {
        /// The identity, by id or name.
        identity: String,
        /// Read the PIN and then the new one from standard input, a line each.
        #[arg(long)]
        pin_stdin: bool,
    },
    /// Office: record that the person's identity was checked.
    #[command(after_help = "Example: vermilion identity check P0001 --by 赵主任 --attach id.jpg")]
    Check(Step),
    /// Office: approve an application.
    #[command(after_help = "Example: vermilion identity approve P0001 --by 赵主任")]
    Approve(Step),
    /// Office: turn an application down, saying why.
    #[command(after_help = "Example: vermilion identity reject P0001 --by 赵主任 --why 材料不全")]
    Reject(Step),
    /// Office: issue the copy; prints the initial PIN once.
    #[command(
        after_help = "Example: vermilion identity issue P0001 -o zhang.vissue --keyholder 赵主任 --keyholder 钱工"
    )]
    Issue {
        /// The person, by id or name.
        person: String,
        /// The package to write.
        #[arg(short, long)]
        output: PathBuf,
        /// The last day; a year where absent, never after post or employment.
        #[arg(long, value_name = "DATE")]
        until: Option<String>,
        /// Print JSON.
        #[arg(long)]
        json: bool,
        /// Who.
        #[command(flatten)]
        keyholders: Keyholders,
    },
    /// Office: suspend (挂失); holder: stop using an identity of this computer at once and write the notice for the office.
    #[command(
        after_help = "Example: vermilion identity suspend 张三 --loss --why 电脑丢失 -o notice.vletter"
    )]
    Suspend {
        /// The person in the register, or the identity of this computer.
        who: String,
        /// Holder: it is lost.
        #[arg(long, group = "trouble")]
        loss: bool,
        /// Holder: the PIN or the key may be known to somebody else.
        #[arg(long, group = "trouble")]
        leak: bool,
        /// Holder: it was used by somebody else.
        #[arg(long, group = "trouble")]
        misuse: bool,
        /// The rest.
        #[command(flatten)]
        how: Trouble,
    },
    /// Holder: report that it was found again; office: lift the suspension.
    #[command(after_help = "Example: vermilion identity resume P0001 --by 赵主任 --why 已找回")]
    Resume {
        /// The person in the register, or the identity of this computer.
        who: String,
        /// The rest.
        #[command(flatten)]
        how: Trouble,
    },
    /// Office: end it for good.
    #[command(after_help = "Example: vermilion identity revoke P0001 --by 赵主任 --why 离职")]
    Revoke {
        /// The step.
        #[command(flatten)]
        step: Step,
        /// The key may be in other hands: earlier signatures without a timestamp are in doubt too.
        #[arg(long)]
        compromise: bool,
    },
    /// Office: open a renewal; the holder applies again with a new key.
    #[command(after_help = "Example: vermilion identity renew P0001 --by 赵主任")]
    Renew(Step),
    /// Office: another post; what was bound to the old one is void.
    #[command(
        after_help = "Example: vermilion identity transfer P0001 --post 授权签字人 --from 2026-12-01 --by 赵主任 --why 调岗"
    )]
    Transfer {
        /// The step.
        #[command(flatten)]
        step: Step,
        /// The new post.
        #[arg(long)]
        post: String,
        /// Its field.
        #[arg(long, default_value = "")]
        field: String,
        /// Its first day.
        #[arg(long, value_name = "DATE")]
        from: String,
    },
    /// Holder: write the receipt of a copy that was taken over, for the office.
    #[command(after_help = "Example: vermilion identity receipt 张三 -o receipt.vletter")]
    Receipt {
        /// The identity of this computer.
        who: String,
        /// The letter to write.
        #[arg(short, long)]
        output: PathBuf,
    },
    /// Holder: ask the office for the tries of a locked identity; office: answer such a request.
    #[command(
        after_help = "Example: vermilion identity unlock 张三 -o request.vletter; vermilion identity unlock request.vletter -o unlock.vletter --keyholder 赵主任 --keyholder 钱工"
    )]
    Unlock {
        /// The identity of this computer; or, for the office, the request.
        what: String,
        /// The letter to write.
        #[arg(short, long)]
        output: PathBuf,
        /// Office: both keyholders.
        #[arg(long = "keyholder", value_name = "OFFICER")]
        keyholders: Vec<String>,
        /// Read the keyholders' PINs from standard input, a line each.
        #[arg(long)]
        pin_stdin: bool,
    },
    /// Destroy an identity's key on this computer; certificate, log and the record of destruction stay.
    #[command(after_help = "Example: vermilion identity destroy 张三")]
    Destroy {
        /// The identity of this computer; or, with --by, the person in the register.
        who: String,
        /// Office: why.
        #[arg(long, default_value = "")]
        why: String,
        /// Office: the officer who records it.
        #[arg(long = "by", value_name = "OFFICER")]
        officer: Option<String>,
        /// Read the officer's PIN from standard input.
        #[arg(long)]
        pin_stdin: bool,
    },
}

/// `vermilion identity apply`
#[derive(Debug, Args)]
pub struct Apply {
    /// The name, as it will stand in the certificate.
    #[arg(long)]
    pub name: String,
    /// The organisation.
    #[arg(long)]
    pub organization: String,
    /// The department.
    #[arg(long, default_value = "")]
    pub department: String,
    /// The post.
    #[arg(long, default_value = "")]
    pub post: String,
    /// Its field.
    #[arg(long, default_value = "")]
    pub field: String,
    /// How employed: regular, temporary, part-time, external.
    #[arg(long, default_value = "regular", value_parser = ["regular", "temporary", "part-time", "external"])]
    pub employment: String,
    /// The last day of the employment.
    #[arg(long, value_name = "DATE")]
    pub ends: Option<String>,
    /// The number of the identity card; only a masked form leaves this computer.
    #[arg(long, default_value = "")]
    pub id_number: String,
    /// What for.
    #[arg(long)]
    pub purpose: String,
    /// Where it shall be used: anywhere, off-site, devices.
    #[arg(long, default_value = "off-site", value_parser = ["anywhere", "off-site", "devices"])]
    pub condition: String,
    /// The specimen of the signature, PNG or JPEG.
    #[arg(long, value_name = "FILE")]
    pub image: Option<PathBuf>,
    /// Papers; their hashes go along.
    #[arg(long, num_args = 1.., value_name = "FILES")]
    pub attach: Vec<PathBuf>,
    /// The person that this renews, by id.
    #[arg(long, value_name = "PERSON")]
    pub renews: Option<String>,
    /// The kind of key.
    #[arg(long, value_enum, default_value_t = Key::Rsa3072)]
    pub key: Key,
    /// The letter to write.
    #[arg(short, long)]
    pub output: PathBuf,
    /// Read the PIN, good until the copy comes, from standard input.
    #[arg(long)]
    pub pin_stdin: bool,
}

/// `vermilion office`
#[derive(Debug, Subcommand)]
pub enum Office {
    /// Open a quality office here, with two keyholders.
    #[command(
        after_help = "Example: vermilion office init --organization 某某检测中心 --keyholder 赵主任 --keyholder 钱工 --auditor 孙审计"
    )]
    Init {
        /// The organisation.
        #[arg(long)]
        organization: String,
        /// A keyholder; name both.
        #[arg(long = "keyholder", value_name = "OFFICER", required = true)]
        keyholders: Vec<String>,
        /// An auditor.
        #[arg(long = "auditor", value_name = "OFFICER")]
        auditors: Vec<String>,
        /// Read the new PINs from standard input, a line each: keyholders, then auditors.
        #[arg(long)]
        pin_stdin: bool,
    },
    /// What this computer is to the rules.
    #[command(after_help = "Example: vermilion office show --json")]
    Show {
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
    /// The people of the register, or everything about one.
    #[command(after_help = "Example: vermilion office people --state issued")]
    People {
        /// A person, by id or name: everything about them.
        person: Option<String>,
        /// Only in this state.
        #[arg(long)]
        state: Option<String>,
        /// Only with this text in id, name or department.
        #[arg(long, default_value = "")]
        text: String,
        /// Write the picture of the person's signature, as they applied with it, to this file.
        #[arg(long, value_name = "FILE", requires = "person")]
        specimen: Option<PathBuf>,
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
    /// Change facts of a person.
    #[command(
        after_help = "Example: vermilion office person P0001 --training 2026-11-26 --kind 检测报告 --by 赵主任"
    )]
    Person(Box<Person>),
    /// The seals of the register, or register and change one.
    #[command(
        after_help = "Example: vermilion office seals --keep 检验检测专用章 --custodian P0003 --needs-post 授权签字人 --approver P0002 --by 赵主任"
    )]
    Seals(Box<Seals>),
    /// Hand a seal to a deputy for a period, or to a new keeper.
    #[command(
        after_help = "Example: vermilion office hand-over 检验检测专用章 --to P0002 --from 2026-11-26 --until 2026-11-30 --witness 钱工 --by 赵主任"
    )]
    HandOver {
        /// The seal.
        seal: String,
        /// To whom, by id.
        #[arg(long)]
        to: String,
        /// From when.
        #[arg(long)]
        from: String,
        /// Through when; absent for a new keeper.
        #[arg(long)]
        until: Option<String>,
        /// Who saw it.
        #[arg(long)]
        witness: String,
        /// Who.
        #[command(flatten)]
        by: By,
    },
    /// Add an officer; both keyholders agree.
    #[command(
        after_help = "Example: vermilion office add-officer 李审计 --role audit --keyholder 赵主任 --keyholder 钱工"
    )]
    AddOfficer {
        /// The name.
        name: String,
        /// What they do: manage, audit.
        #[arg(long, value_parser = ["manage", "audit"])]
        role: String,
        /// Who; their PINs are read first, then the new officer's.
        #[command(flatten)]
        keyholders: Keyholders,
    },
    /// Change an officer's PIN; a keyholder's half of the authority stays what it is.
    #[command(after_help = "Example: vermilion office pin 赵主任")]
    Pin {
        /// The officer.
        officer: String,
        /// Read the PIN and then the new one from standard input, a line each.
        #[arg(long)]
        pin_stdin: bool,
    },
    /// Change a rule of the house: pin-days, pin-warn-days, pin-history, pin-characters, idle-minutes, second-factor (none, device, token,
    /// person), directory-days, backup-days, unused-days, retention-years, outside-allowed, consent, clock-blocks,
    /// encrypt-output.
    #[command(after_help = "Example: vermilion office policy pin-days=90 --by 赵主任")]
    Policy {
        /// name=value
        #[arg(required = true)]
        settings: Vec<String>,
        /// Who.
        #[command(flatten)]
        by: By,
    },
    /// Say which version of the program the house approves of; it goes out with the next directory.
    #[command(
        after_help = "Example: vermilion office release 1.3.0 --security --place '\\\\server\\软件' --installer Vermilion-1.3.0.msi --by 赵主任"
    )]
    Release {
        /// The version's number; nothing where the notice is taken back.
        #[arg(required_unless_present = "withdraw")]
        version: Option<String>,
        /// It closes a security hole.
        #[arg(long)]
        security: bool,
        /// Where to get it, in words or as a path: it is shown, never opened.
        #[arg(long, default_value = "")]
        place: String,
        /// The installer, whose SHA-256 goes along.
        #[arg(long, value_name = "FILE", conflicts_with = "sha256")]
        installer: Option<PathBuf>,
        /// The installer's SHA-256.
        #[arg(long, value_name = "HEX", default_value = "")]
        sha256: String,
        /// What else is to be said.
        #[arg(long, value_name = "TEXT", default_value = "")]
        say: String,
        /// Take the notice back.
        #[arg(long, conflicts_with = "version")]
        withdraw: bool,
        /// Who.
        #[command(flatten)]
        by: By,
    },
    /// Write a new directory with a fresh revocation list.
    #[command(
        after_help = "Example: vermilion office export-update -o directory.vletter --keyholder 赵主任 --keyholder 钱工"
    )]
    ExportUpdate {
        /// The letter to write.
        #[arg(short, long)]
        output: PathBuf,
        /// Who.
        #[command(flatten)]
        keyholders: Keyholders,
    },
    /// Take over a letter: a directory, an approval, an unlock; at the office an application, a notice, a receipt, a returned
    /// report, a station's log.
    #[command(after_help = "Example: vermilion office import-update directory.vletter --bind 4f1c…")]
    ImportUpdate {
        /// The letters.
        #[arg(required = true)]
        files: Vec<PathBuf>,
        /// The first directory binds this computer to the office: the root's fingerprint, as the office told it.
        #[arg(long, value_name = "SHA256")]
        bind: Option<String>,
        /// Office: the officer who takes it over.
        #[arg(long = "by", value_name = "OFFICER")]
        officer: Option<String>,
        /// Read the officer's PIN from standard input.
        #[arg(long)]
        pin_stdin: bool,
    },
    /// Write the root's key to a file that is kept elsewhere, and destroy it here.
    #[command(
        after_help = "Example: vermilion office move-root -o root.p12 --keyholder 赵主任 --keyholder 钱工"
    )]
    MoveRoot {
        /// The key file to write.
        #[arg(short, long)]
        output: PathBuf,
        /// Who.
        #[command(flatten)]
        keyholders: Keyholders,
    },
    /// Inspect a month or a year.
    #[command(after_help = "Example: vermilion office report 2026-11 -o inspection.pdf")]
    Report {
        /// YYYY-MM or YYYY.
        period: String,
        /// The PDF to write.
        #[arg(short, long)]
        output: Option<PathBuf>,
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
    /// The register of incidents, or write one down.
    #[command(
        after_help = "Example: vermilion office incidents --add misuse --person P0001 --words 冒用 --measure 警告 --by 孙审计"
    )]
    Incidents {
        /// Write one down: loss, leak, misuse, tampering, other.
        #[arg(long, value_name = "KIND", requires_all = ["words", "officer"])]
        add: Option<String>,
        /// About whom.
        #[arg(long, default_value = "")]
        person: String,
        /// What happened.
        #[arg(long)]
        words: Option<String>,
        /// What was done.
        #[arg(long, default_value = "")]
        measure: String,
        /// Who writes.
        #[arg(long = "by", value_name = "OFFICER")]
        officer: Option<String>,
        /// Read the officer's PIN from standard input.
        #[arg(long)]
        pin_stdin: bool,
    },
    /// The reports that came back, or one of them taken out of the archive.
    #[command(after_help = "Example: vermilion office returned --take-out 9f2c… -o report.pdf")]
    Returned {
        /// The report to take out, by its SHA-256.
        #[arg(long, value_name = "SHA256", requires = "output")]
        take_out: Option<String>,
        /// The file to write.
        #[arg(short, long, requires = "take_out")]
        output: Option<PathBuf>,
    },
    /// Signatures that nobody uses.
    #[command(after_help = "Example: vermilion office unused")]
    Unused,
    /// Every rule of use with its clause.
    #[command(after_help = "Example: vermilion office rules")]
    Rules {
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
    /// The compliance sheet of a document, or of a year.
    #[command(after_help = "Example: vermilion office compliance signed.pdf -o sheet.pdf")]
    Compliance {
        /// A PDF, or a year.
        about: String,
        /// The PDF to write.
        #[arg(short, long)]
        output: PathBuf,
    },
    /// May this be sealed, or printed?
    #[command(
        after_help = "Example: vermilion office may-seal report.pdf --seal 检验检测专用章 --identity 王五"
    )]
    MaySeal {
        /// The PDF.
        input: PathBuf,
        /// The seal.
        #[arg(long)]
        seal: String,
        /// The identity that seals.
        #[arg(long)]
        identity: Option<String>,
        /// The kind of the document.
        #[arg(long, default_value = "")]
        kind: String,
        /// The department that the document is of.
        #[arg(long, default_value = "")]
        department: String,
        /// Pages from 1.
        #[arg(long, num_args = 1..)]
        page: Vec<u32>,
        /// It is to be printed; an approval for that is used up.
        #[arg(long)]
        print: bool,
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
    /// Make a sample laboratory in a folder, to try and to train with.
    #[command(after_help = "Example: vermilion office demo sample-laboratory")]
    Demo {
        /// The folder.
        folder: PathBuf,
    },
}

/// `vermilion office person`
#[derive(Debug, Args)]
pub struct Person {
    /// The person, by id or name.
    pub person: String,
    /// The department.
    #[arg(long)]
    pub department: Option<String>,
    /// The last day of the employment.
    #[arg(long, value_name = "DATE")]
    pub ends: Option<String>,
    /// Where it may be used: anywhere, off-site, devices.
    #[arg(long)]
    pub condition: Option<String>,
    /// Kinds of documents that it may be used for.
    #[arg(long = "kind", num_args = 1..)]
    pub kinds: Vec<String>,
    /// Departments whose documents.
    #[arg(long = "for-department", num_args = 1..)]
    pub departments: Vec<String>,
    /// First day of use.
    #[arg(long, value_name = "DATE")]
    pub from: Option<String>,
    /// Last day of use.
    #[arg(long, value_name = "DATE")]
    pub until: Option<String>,
    /// Devices that it may be used on.
    #[arg(long, num_args = 1..)]
    pub device: Vec<String>,
    /// The training was acknowledged.
    #[arg(long, value_name = "DATE")]
    pub training: Option<String>,
    /// A token: SERIAL:ISSUED:END-OF-LIFE[:STATE]
    #[arg(long, num_args = 1..)]
    pub token: Vec<String>,
    /// Why.
    #[arg(long, default_value = "")]
    pub why: String,
    /// Who.
    #[command(flatten)]
    pub by: By,
}

/// `vermilion office seals`
#[derive(Debug, Args)]
pub struct Seals {
    /// Register or change a seal of this name.
    #[arg(long, value_name = "NAME", requires_all = ["custodian", "officer"])]
    pub keep: Option<String>,
    /// Who keeps it.
    #[arg(long)]
    pub custodian: Option<String>,
    /// SHA-256 of its artwork.
    #[arg(long, default_value = "")]
    pub artwork: String,
    /// Kinds of documents that it is for.
    #[arg(long = "kind", num_args = 1..)]
    pub kinds: Vec<String>,
    /// Departments whose documents.
    #[arg(long = "for-department", num_args = 1..)]
    pub departments: Vec<String>,
    /// A person who must have signed before.
    #[arg(long, num_args = 1..)]
    pub needs: Vec<String>,
    /// A post whose holder must have signed before.
    #[arg(long, num_args = 1..)]
    pub needs_post: Vec<String>,
    /// In this order.
    #[arg(long)]
    pub ordered: bool,
    /// When an approval is needed: when-unsigned, always, never.
    #[arg(long, default_value = "when-unsigned", value_parser = ["when-unsigned", "always", "never"])]
    pub ticket: String,
    /// Who may write approvals.
    #[arg(long = "approver", num_args = 1..)]
    pub approvers: Vec<String>,
    /// It is put away.
    #[arg(long)]
    pub put_away: bool,
    /// Why.
    #[arg(long, default_value = "")]
    pub why: String,
    /// Who.
    #[arg(long = "by", value_name = "OFFICER")]
    pub officer: Option<String>,
    /// Read the officer's PIN from standard input.
    #[arg(long)]
    pub pin_stdin: bool,
    /// Print JSON.
    #[arg(long)]
    pub json: bool,
}
