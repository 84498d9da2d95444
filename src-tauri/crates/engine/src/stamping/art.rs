//! What a stamp is made of: a seal's or a mark's artwork at its size on paper, with its ink.

use appearance::{Appearance, Form, Laid, SizeMm};
use wire::{Failure, FailureCode, Stamp, StampArt, StampInk};

use crate::{Engine, failures};

/// The width of a signature where none is given, millimetres.
const USUAL_WIDTH: f64 = 45.0;
/// The width of a seal whose picture does not tell it, millimetres: the usual round one.
const USUAL_SEAL: f64 = 40.0;
/// The furthest that a stamp is turned either way, degrees.
const MOST_TURNED: f64 = 45.0;

/// Artwork with its own size.
pub(super) struct Artwork {
    mark: appearance::Mark,
    /// Width and height, millimetres.
    own: (f64, f64),
    /// A seal stands centred on words, a signature behind them.
    pub(super) is_seal: bool,
    /// The kept seal that it is.
    pub(super) seal: Option<Stamped>,
    laid: Laid,
}

/// A kept seal that is stamped, for the log and for whoever decides about its use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Stamped {
    /// Names it on every station.
    pub(crate) id: String,
    /// What it is called here.
    pub(crate) name: String,
    /// SHA-256 of its artwork, hex.
    pub(crate) sha256: String,
}

impl Stamped {
    /// What stands for a picture of a seal that nobody made here.
    pub(super) fn picture() -> Self {
        Self { id: String::new(), name: String::new(), sha256: String::new() }
    }
}

impl Artwork {
    /// Its width and height straight, millimetres: its own, or of this width.
    pub(super) fn straight(&self, width: Option<f64>) -> (f64, f64) {
        match width.filter(|width| *width > 0.0) {
            Some(width) => (width, width / self.own.0 * self.own.1),
            None => self.own,
        }
    }

    /// The width and height of the box that it needs as it is turned, millimetres.
    pub(super) fn size(&self, width: Option<f64>) -> (f64, f64) {
        let (width, height) = self.straight(width);
        self.laid.turned_size(width, height)
    }

    /// Its form at its own size, or at this width.
    pub(super) fn form(&self, width: Option<f64>) -> Result<Form, Failure> {
        self.form_of(self.straight(width))
    }

    /// Its form in a box of this size, millimetres.
    pub(super) fn form_of(&self, (width, height): (f64, f64)) -> Result<Form, Failure> {
        let form = Appearance::new(self.mark.clone()).form(SizeMm::new(width, height));
        Ok(form.map_err(|error| failures::of_appearance(&error))?.laid(self.laid))
    }
}

impl Engine {
    /// The artwork of a stamp, with its ink.
    pub(super) fn artwork(&self, stamp: &Stamp) -> Result<Artwork, Failure> {
        let laid = laid(&stamp.ink)?;
        let id = match &stamp.art {
            StampArt::Seal(id) => {
                let seal = self.seal_art(id)?;
                let own = (seal.size.width, seal.size.height);
                let stamped = Stamped { id: seal.id, name: seal.name, sha256: seal.sha256 };
                return Ok(Artwork { mark: seal.mark, own, is_seal: true, seal: Some(stamped), laid });
            }
            StampArt::Mark(id) => id,
        };
        let (mark, is_seal) = (self.art_of(id)?, self.is_seal(id)?);
        let width = if is_seal { USUAL_SEAL } else { USUAL_WIDTH };
        let height = Appearance::new(mark.clone()).natural_height_mm(width);
        Ok(Artwork { mark, own: (width, height), is_seal, seal: None, laid })
    }
}

fn laid(ink: &StampInk) -> Result<Laid, Failure> {
    let fits = ink.opacity > 0.0 && ink.opacity <= 1.0 && ink.angle.abs() <= MOST_TURNED;
    if !fits {
        return Err(Failure::new(FailureCode::Stamping).of_case("ink"));
    }
    Ok(Laid { opacity: ink.opacity, multiply: ink.multiply, angle: ink.angle })
}
