//! What `vermilion sign` shows and where: the words of the command line, and what they ask of the engine.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use engine::{Engine, FileLook, FilePlace, KeepPreset};
use wire::{
    Caption, CaptionSide, DateFormat, Edge, Failure, FailureCode, Keyword, Occurrence, PageSet, Seam, Secret,
    Stamp, StampArt, StampInk, StampPlace,
};

use crate::values::{number, pair, size};

/// The width of a visible signature where none is given, millimetres.
const USUAL_WIDTH: f64 = 45.0;

/// What the signature shows, and what is stamped with it.
#[derive(Debug, Args)]
pub struct Placing {
    /// Show a PNG or JPEG.
    #[arg(long, value_name = "FILE", group = "appearance")]
    pub image: Option<PathBuf>,
    /// Show strokes of ink from a JSON file.
    #[arg(long, value_name = "FILE", group = "appearance")]
    pub ink: Option<PathBuf>,
    /// Stamp a seal of this computer, or a picture of one.
    #[arg(long, value_name = "NAME|FILE", group = "appearance")]
    pub seal: Option<String>,
    /// Show the signer's name, the reason and the date.
    #[arg(long, group = "appearance")]
    pub text: bool,
    /// Stamp all that a file lists, in JSON: what, where and with what ink.
    #[arg(long, value_name = "FILE")]
    pub layout: Option<PathBuf>,
    /// Stamp as it was kept under this name.
    #[arg(long, value_name = "NAME", conflicts_with = "preset_for_document")]
    pub preset: Option<String>,
    /// Stamp as it was kept for documents like this one.
    #[arg(long)]
    pub preset_for_document: bool,
    /// Keep all of this under a name: the stamps, what the signature shows and where, for documents with a first page of the
    /// same size.
    #[arg(long, value_name = "NAME")]
    pub keep_preset: Option<String>,
    /// Keep it for the identity that signs alone.
    #[arg(long, requires_all = ["keep_preset", "identity"])]
    pub preset_mine: bool,
    /// Keep them for documents with these words on the first page.
    #[arg(long, value_name = "TEXT", requires = "keep_preset")]
    pub preset_words: Option<String>,
    /// The page: a number from 1, "first", "last", "all", "odd", "even", or a list such as 1-3,5.
    #[arg(long, value_name = "N|last|all|…", value_parser = page, requires = "at")]
    pub page: Option<PageSet>,
    /// Left and top in millimetres from the top left of the page as a reader sees it.
    #[arg(long, value_name = "X,Y", value_parser = pair, conflicts_with = "field")]
    pub at: Option<(f64, f64)>,
    /// Width and, where it shall not follow the shape, height in millimetres.
    #[arg(long, value_name = "W[,H]", value_parser = size)]
    pub size: Option<(f64, Option<f64>)>,
    /// Sign this empty field.
    #[arg(long, value_name = "NAME")]
    pub field: Option<String>,
    /// Stand at these words of the text: a seal on them, a signature behind them.
    #[arg(long, value_name = "TEXT", requires = "appearance")]
    pub keyword: Option<String>,
    /// Which of the places where the words stand: a number from 1, "last" or "every".
    #[arg(long, value_name = "N|last|every", value_parser = occurrence, requires = "keyword")]
    pub occurrence: Option<Occurrence>,
    /// Moved from the words to the right and down, millimetres.
    #[arg(long, value_name = "X,Y", value_parser = pair, allow_hyphen_values = true, requires = "keyword")]
    pub offset: Option<(f64, f64)>,
    /// Divide it over the edges of the pages.
    #[command(flatten)]
    pub seam: SeamOver,
    /// How dense a stamp's ink is, above 0 up to 1.
    #[arg(long, value_name = "0…1", value_parser = share)]
    pub opacity: Option<f64>,
    /// A stamp's ink covers the text instead of letting it show through.
    #[arg(long)]
    pub no_multiply: bool,
    /// Turn a stamp counterclockwise by so many degrees, at most 45 either way.
    #[arg(long, value_name = "DEGREES", value_parser = number, allow_hyphen_values = true)]
    pub angle: Option<f64>,
    /// Write the day beside it like this: under the first stamp, where the signature has no place of its own.
    #[arg(long, value_enum, value_name = "FORM")]
    pub date_format: Option<DateForm>,
    /// Write the report's number beside it; the number that the document names where none is given.
    #[arg(long, value_name = "NUMBER", num_args = 0..=1, default_missing_value = "")]
    pub report_number: Option<String>,
    /// On which side day and number stand.
    #[arg(long, value_enum, value_name = "SIDE")]
    pub caption: Option<Beside>,
    /// List the pages and places of the stamps and how they would be bound; sign nothing.
    #[arg(long)]
    pub plan: bool,
}

/// The forms of a date.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum DateForm {
    /// 2026年11月22日
    Zh,
    /// 2026-11-22
    Iso,
    /// 22 Nov 2026
    En,
}

/// The sides on which a caption can stand.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Beside {
    /// To the right.
    Right,
    /// Below.
    Below,
}

/// A seal over the edges of the pages (骑缝章).
#[derive(Debug, Args)]
pub struct SeamOver {
    /// Divide the seal over this edge of the pages.
    #[arg(long, value_enum, value_name = "EDGE")]
    pub seam: Option<Side>,
    /// The seam on odd pages alone, for a duplex print.
    #[arg(long, requires = "seam")]
    pub seam_odd: bool,
    /// Most slices of one seal; with more pages it is repeated.
    #[arg(long, value_name = "N", default_value_t = 20, value_parser = clap::value_parser!(u32).range(2..))]
    pub seam_slices: u32,
    /// Where its middle stands along the edge, from 0 at the top or left to 1.
    #[arg(long, value_name = "0…1", default_value_t = 0.5, value_parser = share)]
    pub seam_along: f64,
}

impl SeamOver {
    /// The seam of a seal of this width, where one is asked for.
    pub fn seam(&self, width: Option<f64>) -> Option<Seam> {
        self.seam.map(|side| Seam {
            edge: side.into(),
            odd_only: self.seam_odd,
            along: self.seam_along,
            most_slices: self.seam_slices,
            width,
        })
    }
}

/// An edge of the pages.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Side {
    /// The left edge.
    Left,
    /// The right edge.
    Right,
    /// The upper edge.
    Top,
    /// The lower edge.
    Bottom,
}

impl From<Side> for Edge {
    fn from(side: Side) -> Self {
        match side {
            Side::Left => Self::Left,
            Side::Right => Self::Right,
            Side::Top => Self::Top,
            Side::Bottom => Self::Bottom,
        }
    }
}

/// What the words ask for.
pub struct Placed {
    /// What the signature itself shows.
    pub look: FileLook,
    /// The lines beside it.
    pub caption: Caption,
    /// Where.
    pub place: FilePlace,
    /// What is stamped with it.
    pub stamps: Vec<Stamp>,
}

impl Placing {
    /// What is shown and where. A picture or ink in one place is the signature's own; everything else is stamped.
    /// `input` is the file, or the first of many.
    pub fn resolve(
        &self,
        engine: &Engine,
        input: Option<&Path>,
        identity: Option<&str>,
        password: Option<&Secret>,
    ) -> Result<Placed, Failure> {
        let placed = self.placed(engine, input, identity, password)?;
        if let Some(name) = &self.keep_preset {
            engine.keep_as_preset(KeepPreset {
                name,
                stamps: &placed.stamps,
                look: &placed.look,
                caption: &placed.caption,
                place: &placed.place,
                like: input,
                words: self.preset_words.as_deref(),
                identity: identity.filter(|_| self.preset_mine),
                password,
            })?;
        }
        Ok(placed)
    }

    fn placed(
        &self,
        engine: &Engine,
        input: Option<&Path>,
        identity: Option<&str>,
        password: Option<&Secret>,
    ) -> Result<Placed, Failure> {
        let mut stamps = match &self.layout {
            Some(file) => engine.stamps_of_file(file)?,
            None => Vec::new(),
        };
        let preset = match (&self.preset, input.filter(|_| self.preset_for_document)) {
            (Some(name), _) => Some(engine.preset(name)?),
            (None, Some(input)) => Some(engine.preset_for(input, password, identity)?),
            (None, None) => None,
        };
        let mut kept = None;
        if let Some(preset) = preset {
            stamps.extend(preset.stamps);
            kept = preset.signature;
        }
        let (look, place) = (self.look(), self.place());
        // What is said here goes before what was kept.
        let silent = matches!((&look, &place), (FileLook::Invisible, FilePlace::None));
        let silent = silent && self.caption() == Caption::default() && self.further_places().is_empty();
        if let Some(signature) = kept.filter(|_| silent) {
            let (look, caption, place) = engine::as_kept(signature)?;
            return Ok(Placed { look, caption, place, stamps });
        }
        let plain = self.opacity.is_none() && self.angle.is_none() && self.seal.is_none();
        let own = matches!(look, FileLook::Invisible) || (plain && !matches!(place, FilePlace::None));
        let mut places = self.further_places();
        if !own {
            places.extend(self.first_place());
        }
        if !places.is_empty() {
            let art = self.art(engine)?;
            stamps.extend(places.into_iter().map(|at| Stamp { art: art.clone(), at, ink: self.ink_laid() }));
        } else if !own {
            return Err(Failure::new(FailureCode::PlaceMissing));
        }
        let caption = self.caption();
        if own {
            return Ok(Placed { look, caption, place, stamps });
        }
        // Beside the first stamp.
        let caption = Caption { side: caption.side.or(Some(CaptionSide::Below)), ..caption };
        Ok(Placed { look: FileLook::Invisible, caption, place: FilePlace::None, stamps })
    }

    fn caption(&self) -> Caption {
        Caption {
            date: self.date_format.is_some(),
            date_format: self.date_format.map(|form| match form {
                DateForm::Zh => DateFormat::Chinese,
                DateForm::Iso => DateFormat::Iso,
                DateForm::En => DateFormat::English,
            }),
            report_number: self.report_number.clone(),
            side: self.caption.map(|side| match side {
                Beside::Right => CaptionSide::Right,
                Beside::Below => CaptionSide::Below,
            }),
            ..Caption::default()
        }
    }

    fn look(&self) -> FileLook {
        match (&self.image, &self.ink, &self.seal, self.text) {
            (Some(image), ..) => FileLook::Image(image.clone()),
            (_, Some(ink), ..) => FileLook::Ink(ink.clone()),
            // Only tells that there is something; a seal is always stamped.
            (_, _, Some(_), _) => FileLook::Text,
            (_, _, _, true) => FileLook::Text,
            _ => FileLook::Invisible,
        }
    }

    /// The signature's own place, where that is one.
    fn place(&self) -> FilePlace {
        match (&self.field, self.at) {
            (Some(field), _) => FilePlace::Field(field.clone()),
            (None, Some(at)) => match self.single_page() {
                Some(page) => FilePlace::Page { page, at, size: self.size.unwrap_or((USUAL_WIDTH, None)) },
                None => FilePlace::None,
            },
            (None, None) => FilePlace::None,
        }
    }

    /// The one page, from 0; `Some(None)` is the last.
    #[allow(clippy::option_option)] // as the engine names the last page
    fn single_page(&self) -> Option<Option<u32>> {
        match &self.page {
            None | Some(PageSet::First) => Some(Some(0)),
            Some(PageSet::Last) => Some(None),
            Some(PageSet::Listed(list)) => list.trim().parse::<u32>().ok()?.checked_sub(1).map(Some),
            Some(_) => None,
        }
    }

    /// The first place as a stamp's.
    fn first_place(&self) -> Option<StampPlace> {
        if let Some(field) = &self.field {
            return Some(StampPlace::Field(field.clone()));
        }
        let (left, top) = self.at?;
        let pages = self.page.clone().unwrap_or(PageSet::First);
        Some(StampPlace::Pages { pages, left, top, width: self.width() })
    }

    /// The places at words and over the edges.
    fn further_places(&self) -> Vec<StampPlace> {
        let (right, down) = self.offset.unwrap_or_default();
        let keyword = self.keyword.as_ref().map(|text| {
            StampPlace::Keyword(Keyword {
                text: text.clone(),
                occurrence: self.occurrence.unwrap_or(Occurrence::Nth(1)),
                right,
                down,
                width: self.width(),
            })
        });
        let seam = self.seam.seam(self.width()).map(StampPlace::Seam);
        keyword.into_iter().chain(seam).collect()
    }

    fn width(&self) -> Option<f64> {
        self.size.map(|(width, _)| width)
    }

    fn art(&self, engine: &Engine) -> Result<StampArt, Failure> {
        match (&self.image, &self.ink, &self.seal) {
            (Some(image), ..) => engine.picture_to_stamp(image),
            (_, Some(ink), _) => engine.ink_to_stamp(ink),
            (_, _, Some(seal)) => engine.seal_to_stamp(seal),
            // Words have no shape of their own to be stamped.
            _ => Err(Failure::new(FailureCode::Usage)),
        }
    }

    fn ink_laid(&self) -> StampInk {
        StampInk {
            opacity: self.opacity.unwrap_or(1.0),
            multiply: !self.no_multiply,
            angle: self.angle.unwrap_or(0.0),
        }
    }
}

fn page(text: &str) -> Result<PageSet, String> {
    Ok(match text {
        "first" => PageSet::First,
        "last" => PageSet::Last,
        "all" => PageSet::All,
        "odd" => PageSet::Odd,
        "even" => PageSet::Even,
        "0" => return Err("pages are counted from 1".to_owned()),
        // How many pages there are is not known yet.
        list if list.starts_with(|c: char| c.is_ascii_digit()) => PageSet::Listed(list.to_owned()),
        _ => return Err("a number from 1, first, last, all, odd, even, or a list such as 1-3,5".to_owned()),
    })
}

fn occurrence(text: &str) -> Result<Occurrence, String> {
    match (text, text.parse()) {
        ("last", _) => Ok(Occurrence::Last),
        ("every", _) => Ok(Occurrence::Every),
        (_, Ok(number)) if number > 0 => Ok(Occurrence::Nth(number)),
        _ => Err("a number from 1, \"last\" or \"every\"".to_owned()),
    }
}

fn share(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(share) if (0.0..=1.0).contains(&share) => Ok(share),
        _ => Err("a number from 0 to 1".to_owned()),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn sizes_and_pages_are_read_as_people_write_them() {
        assert_eq!(size("45").unwrap(), (45.0, None));
        assert_eq!(size("45, 20").unwrap(), (45.0, Some(20.0)));
        assert!(size("0").is_err() && size("-1,2").is_err() && pair("12").is_err() && page("0").is_err());
        assert_eq!(page("last").unwrap(), PageSet::Last);
        assert_eq!(page("1-3,5").unwrap(), PageSet::Listed("1-3,5".to_owned()));
        assert!(page("three").is_err() && occurrence("0").is_err() && share("1.1").is_err());
    }
}
