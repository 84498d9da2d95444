//! Pictures that look like seals or signatures.
//!
//! Whoever wants to pass off a report pastes a scanned seal or a written name into it; a reader takes it for a signature. This
//! module looks at a page as a reader does — from which the marks of real signatures have been taken — and finds red seals by
//! their drawn shape ([`seal`]) and handwriting by its place beside words like 批准 and by its strokes ([`handwriting`]).
//! When in doubt it is silent: photographs, charts, logos and codes must never be marked. [`names`] compares what the mark of a
//! real signature says with its certificate.

mod handwriting;
pub(crate) mod names;
mod seal;
#[cfg(test)]
mod tests;

use render::{Area, PageImage, Pixels};
use wire::{PictureKind, PictureMark};

use crate::read::area;

/// Pixels per point at which a page is looked at: the ring of a seal is then some four pixels thick.
const SCALE: f64 = 1.5;

/// The pictures of a page that look like seals and signatures.
pub(crate) fn find(image: &PageImage) -> Result<Vec<PictureMark>, render::Error> {
    let canvas = Canvas::of(image.draw(SCALE)?);
    let seals = seal::find(&canvas);
    let written = handwriting::find(&canvas, &image.text()?, &image.shapes()?);
    let apart = |place: &Area| !seals.iter().any(|seal| meet(seal, place));
    let written: Vec<Area> = written.into_iter().filter(apart).collect();
    let marks = |kind| move |found: &Area| PictureMark { kind, area: area(*found) };
    let seals = seals.iter().map(marks(PictureKind::Seal));
    Ok(seals.chain(written.iter().map(marks(PictureKind::Signature))).collect())
}

fn meet(one: &Area, other: &Area) -> bool {
    one.x < other.x + other.width
        && other.x < one.x + one.width
        && one.y < other.y + other.height
        && other.y < one.y + one.height
}

/// A drawn page, white beyond its edges.
struct Canvas {
    pixels: Pixels,
}

impl Canvas {
    fn of(pixels: Pixels) -> Self {
        Self { pixels }
    }

    fn width(&self) -> i64 {
        i64::from(self.pixels.width())
    }

    fn height(&self) -> i64 {
        i64::from(self.pixels.height())
    }

    fn at(&self, x: i64, y: i64) -> Colour {
        let place = u32::try_from(x).ok().zip(u32::try_from(y).ok());
        match place.and_then(|(x, y)| self.pixels.at(x, y)) {
            Some([red, green, blue, _]) => Colour { red, green, blue },
            None => Colour { red: 255, green: 255, blue: 255 },
        }
    }

    /// Pixels in so many millimetres.
    fn pixels_of(&self, mm: f64) -> f64 {
        mm * 72.0 / 25.4 * self.pixels.scale()
    }

    /// A rectangle of pixels as a part of the page.
    fn area_of(&self, frame: Frame) -> Area {
        let scale = self.pixels.scale();
        Area {
            x: frame.left as f64 / scale,
            y: frame.top as f64 / scale,
            width: frame.width() as f64 / scale,
            height: frame.height() as f64 / scale,
        }
    }

    /// A part of the page as a rectangle of pixels.
    fn frame_of(&self, area: &Area) -> Frame {
        let scale = self.pixels.scale();
        Frame {
            left: (area.x * scale).floor() as i64,
            top: (area.y * scale).floor() as i64,
            right: ((area.x + area.width) * scale).ceil() as i64,
            bottom: ((area.y + area.height) * scale).ceil() as i64,
        }
    }
}

/// A rectangle of pixels, without its right and bottom edge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Frame {
    left: i64,
    top: i64,
    right: i64,
    bottom: i64,
}

impl Frame {
    fn width(&self) -> i64 {
        self.right - self.left
    }

    fn height(&self) -> i64 {
        self.bottom - self.top
    }

    fn around(self, other: Frame) -> Frame {
        Frame {
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
        }
    }

    fn holds(&self, other: &Frame) -> bool {
        self.left <= other.left
            && self.top <= other.top
            && self.right >= other.right
            && self.bottom >= other.bottom
    }
}

/// A colour on white paper.
#[derive(Debug, Clone, Copy)]
struct Colour {
    red: u8,
    green: u8,
    blue: u8,
}

impl Colour {
    fn highest(self) -> u8 {
        self.red.max(self.green).max(self.blue)
    }

    fn lowest(self) -> u8 {
        self.red.min(self.green).min(self.blue)
    }

    /// How far it is from grey.
    fn saturation(self) -> u8 {
        self.highest() - self.lowest()
    }

    /// Seal ink, fresh or pale; not orange and not violet.
    fn is_red(self) -> bool {
        self.red >= 110
            && self.red.saturating_sub(self.green.max(self.blue)) >= 36
            && self.green.abs_diff(self.blue) <= 60
    }

    fn is_light(self) -> bool {
        self.lowest() >= 165
    }

    /// Pen ink: black, grey or blue.
    fn is_pen(self) -> bool {
        self.lowest() < 150 && (self.saturation() < 60 || self.blue > self.red.saturating_add(20))
    }

    /// Neither paper, nor pen, nor seal.
    fn is_other(self) -> bool {
        self.saturation() > 60 && !self.is_red() && !self.is_pen()
    }
}

/// What part of some points something is true of; 0 where there are none.
fn share(points: impl Iterator<Item = bool>) -> f64 {
    let (hits, all) = points.fold((0u32, 0u32), |(hits, all), hit| (hits + u32::from(hit), all + 1));
    if all == 0 { 0.0 } else { f64::from(hits) / f64::from(all) }
}
