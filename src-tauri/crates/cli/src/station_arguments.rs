//! The words of the command line for the stations: approvals, journeys, backups.

use std::path::PathBuf;

use clap::Subcommand;

/// `vermilion ticket`
#[derive(Debug, Subcommand)]
pub enum Ticket {
    /// Approve that a file is sealed.
    #[command(
        after_help = "Example: vermilion ticket issue report.pdf --seal 检验检测专用章 --identity 李四 -o report.vletter"
    )]
    Issue {
        /// The PDF as it is to be sealed.
        input: PathBuf,
        /// The seal.
        #[arg(long)]
        seal: String,
        /// The approver's identity.
        #[arg(long)]
        identity: String,
        /// Pages from 1; every one where absent.
        #[arg(long, num_args = 1..)]
        page: Vec<u32>,
        /// How many impressions at most.
        #[arg(long, default_value_t = 1)]
        count: u32,
        /// It may be printed too.
        #[arg(long)]
        print: bool,
        /// For how many hours.
        #[arg(long, default_value_t = 24)]
        hours: u32,
        /// Why.
        #[arg(long, default_value = "")]
        words: String,
        /// The letter to write.
        #[arg(short, long)]
        output: PathBuf,
        /// Read the PIN from standard input.
        #[arg(long)]
        pin_stdin: bool,
    },
    /// Show the approvals of this computer.
    #[command(after_help = "Example: vermilion ticket show")]
    Show,
}

/// `vermilion travel`
#[derive(Debug, Subcommand)]
pub enum Travel {
    /// Declare a journey: place, reason, through when.
    #[command(
        after_help = "Example: vermilion travel begin --place 苏州市政水厂 --reason 现场检测 --until 2026-11-28"
    )]
    Begin {
        /// Where.
        #[arg(long)]
        place: String,
        /// Why.
        #[arg(long)]
        reason: String,
        /// From when; now where absent.
        #[arg(long)]
        from: Option<String>,
        /// Through when: a day, or a time in RFC 3339.
        #[arg(long)]
        until: String,
    },
    /// End the journey under way.
    #[command(after_help = "Example: vermilion travel end")]
    End,
    /// Show the journeys.
    #[command(after_help = "Example: vermilion travel show")]
    Show,
    /// Pack a signed report for the office.
    #[command(after_help = "Example: vermilion travel return signed.pdf --identity 张三 -o report.vletter")]
    Return {
        /// The signed PDF.
        input: PathBuf,
        /// Who returns it.
        #[arg(long)]
        identity: String,
        /// The letter to write.
        #[arg(short, long)]
        output: PathBuf,
        /// Read the PIN from standard input.
        #[arg(long)]
        pin_stdin: bool,
    },
}

/// `vermilion backup`
#[derive(Debug, Subcommand)]
pub enum Backup {
    /// Make an encrypted backup of everything.
    #[command(after_help = "Example: vermilion backup create -o friday.vbackup")]
    Create {
        /// The file to write.
        #[arg(short, long)]
        output: PathBuf,
        /// Read the backup's new password from standard input.
        #[arg(long)]
        password_stdin: bool,
    },
    /// Try a backup: it is really restored, into a folder of its own.
    #[command(after_help = "Example: vermilion backup check friday.vbackup")]
    Check {
        /// The backup.
        file: PathBuf,
        /// Read its password from standard input.
        #[arg(long)]
        password_stdin: bool,
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
    /// Restore a backup into an empty profile.
    #[command(after_help = "Example: VERMILION_HOME=new vermilion backup restore friday.vbackup")]
    Restore {
        /// The backup.
        file: PathBuf,
        /// Read its password from standard input.
        #[arg(long)]
        password_stdin: bool,
    },
}
