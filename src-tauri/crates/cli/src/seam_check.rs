//! `vermilion seal check`

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use engine::{Engine, SeamSeal};
use wire::{Failure, SeamFate, SeamFinding, SeamOutcome};

use crate::secrets;
use crate::terminal::Terminal;

/// `vermilion seal check`
#[derive(Debug, Args)]
pub struct SeamCheck {
    /// A PDF, or the scanned pages in their order: PDF, PNG and JPEG.
    #[arg(required = true)]
    pub files: Vec<PathBuf>,
    /// The registered seal: one of this computer by its name, or a picture of it. Without it, neighbours are compared.
    #[arg(long, value_name = "NAME|IMAGE")]
    pub seal: Option<String>,
    /// The edge that bears the slices.
    #[arg(long, value_enum, default_value_t = Edge::Auto)]
    pub edge: Edge,
    /// Print JSON.
    #[arg(long)]
    pub json: bool,
    /// Write the joined seal to a new picture. Never overwrites.
    #[arg(long, value_name = "OUT.png")]
    pub picture: Option<PathBuf>,
    /// Read the document's password from standard input.
    #[arg(long)]
    pub password_stdin: bool,
}

/// An edge of the pages.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Edge {
    /// The one that has slices.
    Auto,
    /// The left edge.
    Left,
    /// The right edge.
    Right,
    /// The top edge.
    Top,
    /// The bottom edge.
    Bottom,
}

impl From<Edge> for Option<wire::Edge> {
    fn from(edge: Edge) -> Self {
        match edge {
            Edge::Auto => None,
            Edge::Left => Some(wire::Edge::Left),
            Edge::Right => Some(wire::Edge::Right),
            Edge::Top => Some(wire::Edge::Top),
            Edge::Bottom => Some(wire::Edge::Bottom),
        }
    }
}

/// Joins the slices and says what is missing: 0 complete or one page, 1 disturbed, 3 no seam seal, 2 nobody can tell without looking.
pub fn run(engine: &Engine, terminal: &Terminal, check: &SeamCheck) -> Result<u8, Failure> {
    let password = check
        .password_stdin
        .then(|| secrets::get(terminal, true, "cli-ask-document-password"))
        .transpose()?;
    let seal = check.seal.as_deref().map(|seal| match PathBuf::from(seal) {
        path if path.is_file() => SeamSeal::Picture(path),
        _ => SeamSeal::Kept(seal.to_owned()),
    });
    let checked =
        engine.check_seam_of_files(&check.files, seal.as_ref(), check.edge.into(), password.as_ref())?;
    if let Some(target) = &check.picture {
        checked.write_picture(target)?;
    }
    let finding = checked.finding;
    if check.json {
        terminal.json(&Told { words: Words::of(terminal, &finding), finding: &finding })?;
    } else {
        print(terminal, &finding);
    }
    Ok(match finding.outcome {
        SeamOutcome::OnePage => 0,
        SeamOutcome::Complete if finding.sureness == wire::Sureness::Low => 2,
        SeamOutcome::Complete => 0,
        SeamOutcome::Disturbed => 1,
        SeamOutcome::Unclear => 2,
        SeamOutcome::NoSeam => 3,
    })
}

/// The finding with its sentences in words.
#[derive(serde::Serialize)]
struct Told<'a> {
    #[serde(flatten)]
    finding: &'a SeamFinding,
    words: Words,
}

#[derive(serde::Serialize)]
struct Words {
    headline: String,
    basis: String,
    pages: Vec<String>,
    gaps: Vec<String>,
}

impl Words {
    fn of(terminal: &Terminal, finding: &SeamFinding) -> Self {
        Self {
            headline: terminal.words(&finding.headline),
            basis: terminal.words(&finding.basis),
            pages: finding.pages.iter().map(|page| terminal.words(&page.text)).collect(),
            gaps: finding.gaps.iter().map(|gap| terminal.words(&gap.text)).collect(),
        }
    }
}

fn print(terminal: &Terminal, finding: &SeamFinding) {
    terminal.tell(&finding.headline);
    let odd = finding.pages.iter().filter(|page| !matches!(page.fate, SeamFate::Fits | SeamFate::Spared));
    for text in odd.map(|page| &page.text).chain(finding.gaps.iter().map(|gap| &gap.text)) {
        terminal.say(format!("  {}", terminal.words(text)));
    }
    if finding.edge.is_some() {
        terminal.say(format!("  {}", terminal.words(&finding.basis)));
    }
}
