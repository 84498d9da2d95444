//! `vermilion seal`

use std::path::PathBuf;

use clap::Subcommand;
use engine::Engine;
use wire::{Failure, FailureCode, MakeSeal, SealDesign, Text};

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
        #[arg(long, value_name = "W[,H]", value_parser = crate::arguments::size)]
        size: Option<(f64, Option<f64>)>,
        /// Width of the border in millimetres.
        #[arg(long, value_name = "MM")]
        border: Option<f64>,
        /// Diameter of the star in millimetres; none where 0.
        #[arg(long, value_name = "MM")]
        star: Option<f64>,
        /// Also write its picture, a PNG with 600 dots an inch. Never overwrites.
        #[arg(short, long, value_name = "OUT.png")]
        output: Option<PathBuf>,
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
    /// Show one seal, and write its picture.
    #[command(after_help = "Example: vermilion seal show 检验检测专用章 -o seal.png --dpi 600")]
    Show {
        /// The seal, by id or name.
        seal: String,
        /// Write its picture, a PNG with transparency. Never overwrites.
        #[arg(short, long, value_name = "OUT.png")]
        output: Option<PathBuf>,
        /// Dots an inch of the picture.
        #[arg(long, default_value_t = 600.0)]
        dpi: f64,
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
}

/// Dots an inch of a picture that is written along with a new seal.
const USUAL_DPI: f64 = 600.0;

/// Makes, lists and shows seals.
pub fn run(engine: &Engine, terminal: &Terminal, seal: Seal) -> Result<u8, Failure> {
    match seal {
        Seal::Make { name, preset, label, line, number, code, size, border, star, output } => {
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
            };
            let made = engine.make_seal(MakeSeal { label, kind: found.kind, design })?;
            describe(terminal, "cli-seal-made", &made);
            if let Some(output) = output {
                engine.write_seal_picture(&made.id, USUAL_DPI, &output)?;
            }
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
        Seal::Show { seal, output, dpi, json } => {
            let found = engine.seal(&seal)?;
            if json {
                terminal.json(&found)?;
            } else {
                describe(terminal, "cli-seal", &found);
            }
            if let Some(output) = output {
                engine.write_seal_picture(&found.id, dpi, &output)?;
            }
        }
    }
    Ok(0)
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
