//! `vermilion seal`

use std::path::{Path, PathBuf};

use clap::{Subcommand, ValueEnum};
use engine::Engine;
use serde::Serialize;
use wire::{
    ChangeSeal, CleanScan, Failure, FailureCode, InkColour, KeepScan, MakeSeal, SealDesign, SealFace,
    SealKind, Text,
};

use crate::terminal::Terminal;

/// `vermilion seal`
#[derive(Debug, Subcommand)]
pub enum Seal {
    /// Make a seal. For the office's station (vermilion station office).
    #[command(
        after_help = "Example: vermilion seal make 某某检测技术有限公司 --preset testing --code 1101080012345"
    )]
    Make {
        /// The unit's name on the upper arc, or the person's name.
        name: String,
        /// The kind of seal, with its usual measures; `seal presets` lists them.
        #[arg(long, default_value = "testing")]
        preset: String,
        /// What to call it; the name and the line on it where absent.
        #[arg(long, default_value = "")]
        label: String,
        /// The line below the star; the preset's where absent, none where empty.
        #[arg(long)]
        line: Option<String>,
        /// Digits across the middle, such as the tax number of an invoice seal.
        #[arg(long, default_value = "")]
        number: String,
        /// Digits on the lower arc.
        #[arg(long, default_value = "")]
        code: String,
        /// Diameter, or width and height, in millimetres.
        #[arg(long, value_name = "W[,H]", value_parser = crate::values::size)]
        size: Option<(f64, Option<f64>)>,
        /// Width of the border in millimetres.
        #[arg(long, value_name = "MM")]
        border: Option<f64>,
        /// Diameter of the star in millimetres; none where 0.
        #[arg(long, value_name = "MM")]
        star: Option<f64>,
        /// The face of the lettering: 宋体, or the computer's own 仿宋.
        #[arg(long, value_enum, value_name = "FACE", default_value_t = Face::Song)]
        font: Face,
        /// Also write its picture, a PNG with 600 dots an inch. Never overwrites.
        #[arg(short, long, value_name = "OUT.png")]
        output: Option<PathBuf>,
    },
    /// Take over a seal's file that the office handed out, or clean a scanned seal or signature.
    #[command(
        after_help = "Example: vermilion seal import scan.jpg --name 检验检测专用章 --kind testing --size 40"
    )]
    Import {
        /// The seal's file (.vmseal), or a scan or photograph, PNG or JPEG.
        file: PathBuf,
        /// What to call a scan.
        #[arg(long, default_value = "")]
        name: String,
        /// What a scan is of.
        #[arg(long, value_enum, default_value_t = Kind::Seal)]
        kind: Kind,
        /// How wide it is on paper, in millimetres; by the file's own resolution, else the usual width, where absent.
        #[arg(long, value_name = "MM")]
        size: Option<f64>,
        /// Which ink is wanted of a scan.
        #[arg(long, value_enum, default_value_t = Colour::Auto)]
        colour: Colour,
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
    /// Rename a seal, retire it or take it into use again.
    #[command(after_help = "Example: vermilion seal change 检验检测专用章 --retire")]
    Change {
        /// The seal, by id or name.
        seal: String,
        /// What to call it.
        #[arg(long, value_name = "NAME")]
        rename: Option<String>,
        /// It stamps no longer.
        #[arg(long, conflicts_with = "resume")]
        retire: bool,
        /// It stamps again.
        #[arg(long)]
        resume: bool,
    },
    /// Delete a seal's artwork here. What it has stamped stays as it is.
    #[command(after_help = "Example: vermilion seal remove 3fa9c2d13fa9c2d1")]
    Remove {
        /// The seal, by id or name.
        seal: String,
    },
    /// List the kinds of seals with their usual measures.
    #[command(after_help = "Example: vermilion seal presets")]
    Presets {
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
    /// List the seals of this station.
    #[command(after_help = "Example: vermilion seal list --json")]
    List {
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
    /// Join the slices of a seam seal (骑缝章) again and say which pages are missing, moved or foreign: 0 whole, 1 not, 2 nobody
    /// can tell without looking, 3 no seam seal.
    #[command(
        after_help = "Example: vermilion seal check scan-1.png scan-2.png scan-3.png --seal 检验检测专用章 --picture joined.png"
    )]
    Check(crate::seam_check::SeamCheck),
    /// Show one seal, and write its picture.
    #[command(after_help = "Example: vermilion seal show 检验检测专用章 -o seal.png --dpi 600")]
    Show {
        /// The seal, by id or name.
        seal: String,
        /// Write its picture, a PNG with transparency. Never overwrites.
        #[arg(short, long, value_name = "OUT.png")]
        output: Option<PathBuf>,
        /// Write its file for another station. Never overwrites.
        #[arg(long, value_name = "OUT.vmseal")]
        export: Option<PathBuf>,
        /// Dots an inch of the picture.
        #[arg(long, default_value_t = 600.0)]
        dpi: f64,
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
}

/// The faces of a seal's lettering.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Face {
    /// 宋体, which comes with the program.
    Song,
    /// 仿宋, where this computer has such a font.
    Fangsong,
}

/// What a scan can be of.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Kind {
    /// A seal of another kind.
    Seal,
    /// 公章.
    Official,
    /// 检验检测专用章.
    Testing,
    /// 合同专用章.
    Contract,
    /// 财务专用章.
    Finance,
    /// 发票专用章.
    Invoice,
    /// 法定代表人名章.
    Representative,
    /// 个人名章.
    Personal,
    /// A handwritten signature.
    Signature,
}

/// The inks that can be taken out of a scan.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Colour {
    /// The one that there is most of; of a seal, red before all.
    Auto,
    /// Red.
    Red,
    /// Blue.
    Blue,
    /// Black.
    Black,
}

/// Dots an inch of a picture that is written along with a new seal.
const USUAL_DPI: f64 = 600.0;

/// Makes, lists and shows seals.
pub fn run(engine: &Engine, terminal: &Terminal, seal: Seal) -> Result<u8, Failure> {
    match seal {
        Seal::Make { name, preset, label, line, number, code, size, border, star, font, output } => {
            let presets = engine.seal_presets(())?;
            let found = presets.into_iter().find(|known| known.id == preset);
            let found = found
                .ok_or_else(|| Failure::new(FailureCode::NoSuchPreset).with("preset", preset.as_str()))?;
            let usual = found.design;
            let (width, height) = match size {
                Some((width, height)) => (width, height.unwrap_or(width * usual.height / usual.width)),
                None => (usual.width, usual.height),
            };
            let design = SealDesign {
                width,
                height,
                border: border.unwrap_or(usual.border),
                // A star keeps its share of a seal of another size.
                star: star.unwrap_or(usual.star * width / usual.width),
                name,
                line: line.unwrap_or(usual.line),
                number,
                code,
                shape: usual.shape,
                face: match font {
                    Face::Song => SealFace::Song,
                    Face::Fangsong => SealFace::Fangsong,
                },
            };
            let made = engine.make_seal(MakeSeal { label, kind: found.kind, design })?;
            describe(terminal, "cli-seal-made", &made);
            if let Some(output) = output {
                engine.write_seal_picture(&made.id, USUAL_DPI, &output)?;
            }
        }
        Seal::Import { file, name, kind, size, colour, json } => {
            import(engine, terminal, &file, KeepScan { how: how(kind, colour, size), label: name }, json)?;
        }
        Seal::Change { seal, rename, retire, resume } => {
            let retired = (retire || resume).then_some(retire);
            let id = engine.seal(&seal)?.id;
            describe(terminal, "cli-seal", &engine.change_seal(ChangeSeal { id, label: rename, retired })?);
        }
        Seal::Remove { seal } => {
            engine.remove_seal(seal.clone())?;
            terminal.tell(&Text::new("cli-seal-removed").with("seal", seal));
        }
        Seal::Presets { json } => {
            let presets = engine.seal_presets(())?;
            if json {
                terminal.json(&presets)?;
            } else {
                for preset in presets {
                    terminal.tell(
                        &Text::new("cli-seal-preset")
                            .with("preset", preset.id.as_str())
                            .with(
                                "kind",
                                terminal.words(&Text::new(format!("seal-kind-{}", preset.kind.as_str()))),
                            )
                            .with("width", preset.design.width.to_string())
                            .with("height", preset.design.height.to_string())
                            .with("line", preset.design.line.as_str()),
                    );
                }
            }
        }
        Seal::List { json } => {
            let seals = engine.seals(())?;
            if json {
                terminal.json(&seals)?;
            } else if seals.is_empty() {
                terminal.tell(&Text::new("cli-no-seals"));
            } else {
                seals.iter().for_each(|seal| describe(terminal, "cli-seal", seal));
            }
        }
        Seal::Check(check) => return crate::seam_check::run(engine, terminal, &check),
        Seal::Show { seal, output, export, dpi, json } => {
            let found = engine.seal(&seal)?;
            if json {
                terminal.json(&found)?;
            } else {
                describe(terminal, "cli-seal", &found);
            }
            if let Some(output) = output {
                engine.write_seal_picture(&found.id, dpi, &output)?;
            }
            if let Some(export) = export {
                engine.write_seal(&found.id, &export)?;
                terminal.tell(&Text::new("cli-seal-exported").with("file", export.display().to_string()));
            }
        }
    }
    Ok(0)
}

/// A scan that was kept, as JSON.
#[derive(Serialize)]
struct Imported {
    seal: wire::Seal,
    scan: Option<wire::CleanedScan>,
}

fn import(
    engine: &Engine,
    terminal: &Terminal,
    file: &Path,
    request: KeepScan,
    json: bool,
) -> Result<(), Failure> {
    let is_seal = file.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("vmseal"));
    let (seal, scan) = if is_seal {
        (engine.import_seal(file)?, None)
    } else {
        let (seal, scan) = engine.import_scan(file, request)?;
        (seal, Some(scan))
    };
    if json {
        return terminal.json(&Imported { seal, scan });
    }
    describe(terminal, "cli-seal-imported", &seal);
    for advice in scan.iter().flat_map(|scan| &scan.advice) {
        let text = Text::new(format!("scan-advice-{}", advice.code));
        terminal.note(&text.with("number", advice.number.unwrap_or_default().to_string()));
    }
    Ok(())
}

fn how(kind: Kind, colour: Colour, width: Option<f64>) -> CleanScan {
    let kind = match kind {
        Kind::Seal => SealKind::Other,
        Kind::Official => SealKind::Official,
        Kind::Testing => SealKind::Testing,
        Kind::Contract => SealKind::Contract,
        Kind::Finance => SealKind::Finance,
        Kind::Invoice => SealKind::Invoice,
        Kind::Representative => SealKind::Representative,
        Kind::Personal => SealKind::Personal,
        Kind::Signature => SealKind::Signature,
    };
    let colour = match colour {
        Colour::Auto => InkColour::Auto,
        Colour::Red => InkColour::Red,
        Colour::Blue => InkColour::Blue,
        Colour::Black => InkColour::Black,
    };
    CleanScan { id: String::new(), kind, colour, width }
}

fn describe(terminal: &Terminal, id: &str, seal: &wire::Seal) {
    let state = if seal.retired.is_some() { "seal-state-retired" } else { "seal-state-used" };
    terminal.tell(
        &Text::new(id)
            .with("seal", seal.label.as_str())
            .with("id", seal.id.as_str())
            .with("kind", terminal.words(&Text::new(format!("seal-kind-{}", seal.kind.as_str()))))
            .with("width", seal.width.to_string())
            .with("height", seal.height.to_string())
            .with("made", seal.made.as_str())
            .with("state", terminal.words(&Text::new(state))),
    );
}
