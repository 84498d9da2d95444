//! Puts a mark and its caption into one box: the mark keeps its proportions and is centred; the caption stands to its right
//! in a wide box and below it in a tall one.

use crate::artwork::Artwork;
use crate::content::Content;
use crate::error::{Error, Result};
use crate::face::{Face, Subsets};
use crate::form::{Form, Parts};
use crate::ink::Ink;
use crate::lines::{self, Block, Style};
use crate::modules::Modules;
use crate::outline::InkOutline;
use crate::picture::Picture;
use crate::units::{Colour, POINTS_PER_MM, SizeMm};
use kurbo::{Affine, Rect};
use lopdf::{Dictionary, Object};

/// Most pixels per inch a picture keeps at its placed size.
const MAX_DPI: f64 = 600.0;
/// A box at least this many times as wide as tall has its caption on the right.
const WIDE: f64 = 1.9;
/// Between mark and caption, in millimetres, but never more than a share of the box.
const GAP_MM: f64 = 1.5;
/// Ink is written in whole steps of this many to the nib: 0.01 mm for a usual signature.
const STEPS_PER_NIB: f64 = 64.0;
/// Artwork is written in whole steps of this many points (0.005 mm): a number that a content stream holds exactly, so that
/// the size on paper is exact as well.
const ARTWORK_STEP: f64 = 0.015;

/// What stands for the signer.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum Mark {
    /// A signature drawn by hand.
    Ink(Ink),
    /// A picture of a signature or seal.
    Picture(Picture),
    /// Artwork in one colour with a true size: a seal.
    Seal(Artwork),
    /// Lines of text as large as the box allows.
    Text(Vec<String>),
}

/// Where the caption stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CaptionPlace {
    /// To the right in a wide box, below in a tall one.
    #[default]
    Auto,
    /// To the right of the mark.
    Right,
    /// Below the mark.
    Below,
}

/// An appearance before it has a size: a mark, a caption, or both.
#[derive(Debug, Clone)]
pub struct Appearance {
    mark: Option<Mark>,
    caption: Vec<String>,
    place: CaptionPlace,
    code: Option<Modules>,
    largest_type: f64,
    max_dpi: f64,
}

impl Appearance {
    /// A mark without a caption.
    pub fn new(mark: Mark) -> Self {
        Appearance { mark: Some(mark), ..Appearance::caption_only(Vec::new()) }
    }

    /// A caption without a mark, set like a caption: small and to the left.
    pub fn caption_only(lines: Vec<String>) -> Self {
        Appearance {
            mark: None,
            caption: lines,
            place: CaptionPlace::Auto,
            code: None,
            largest_type: 9.0,
            max_dpi: MAX_DPI,
        }
    }

    /// The same with caption lines; the first (the name) is set a little larger than the others.
    pub fn with_caption(mut self, lines: Vec<String>, place: CaptionPlace) -> Self {
        (self.caption, self.place) = (lines, place);
        self
    }

    /// The same with a code on the right of everything else.
    pub fn with_code(mut self, code: Modules) -> Self {
        self.code = Some(code);
        self
    }

    /// The same with captions of at most this type size, in points (9 unless told; kept between 4 and 72).
    pub fn with_largest_type(mut self, points: f64) -> Self {
        self.largest_type =
            if points.is_finite() { points.clamp(lines::SMALLEST, 72.0) } else { self.largest_type };
        self
    }

    /// The same with pictures reduced to at most this many pixels per inch (600 unless told).
    pub fn with_max_dpi(mut self, dpi: f64) -> Self {
        self.max_dpi = if dpi.is_finite() { dpi.max(36.0) } else { self.max_dpi };
        self
    }

    /// The height that suits a width, both in millimetres: the mark's own proportions, and room for the caption.
    pub fn natural_height_mm(&self, width_mm: f64) -> f64 {
        let rows = lines::clean(&self.caption).len() as f64;
        let caption = rows * self.largest_type * 1.3 / POINTS_PER_MM;
        let mark = |width: f64| match &self.mark {
            Some(Mark::Ink(ink)) => width / ink.outline().aspect().max(0.05),
            Some(Mark::Picture(picture)) => width / picture.aspect().max(0.05),
            Some(Mark::Seal(artwork)) => width / artwork.aspect().max(0.05),
            Some(Mark::Text(lines)) => width / 4.0 * lines.len().max(1) as f64,
            None => 0.0,
        };
        let height = match (self.mark.is_some(), rows > 0.0, self.place) {
            (true, true, CaptionPlace::Below) => mark(width_mm) + GAP_MM + caption,
            (true, true, _) => mark(width_mm * 0.5).clamp(caption.min(width_mm / WIDE), width_mm / WIDE),
            (true, false, _) => mark(width_mm),
            (false, ..) => caption,
        };
        if height.is_finite() { height.clamp(SizeMm::MIN, SizeMm::MAX) } else { SizeMm::MIN }
    }

    /// The form for a box of this size.
    pub fn form(&self, size: SizeMm) -> Result<Form> {
        let (width, height) = size.points()?;
        let mut whole = Rect::new(0.0, 0.0, width, height);
        let caption = lines::clean(&self.caption);
        let mut page = Drawing::default();
        if let Some(code) = &self.code {
            let alone = self.mark.is_none() && caption.is_empty();
            let (square, rest) = code.divide(whole, alone);
            code.draw(&mut page.content, square);
            whole = rest;
        }
        match (&self.mark, caption.is_empty()) {
            (None, true) if self.code.is_some() => page.finish(width, height, None),
            (None, true) => Err(Error::Nothing),
            (None, false) => {
                let face = Face::bundled()?;
                let block = lines::set(&face, &caption, self.caption_style(), whole.width(), whole.height())?;
                page.block(&face, &block, whole, Side::Left, [Colour::TEXT, Colour::SECONDARY])?;
                page.finish(width, height, Some(&face))
            }
            (Some(mark), true) => {
                let face = self.mark_into(mark, &mut page, whole)?;
                page.finish(width, height, face.as_ref())
            }
            (Some(mark), false) => {
                let face = Face::bundled()?;
                let (mark_box, caption_box, side) = self.divide(mark, whole, &face, &caption)?;
                self.mark_into(mark, &mut page, mark_box)?;
                let (room_x, room_y) = (caption_box.width(), caption_box.height());
                let block = lines::set(&face, &caption, self.caption_style(), room_x, room_y)?;
                page.block(&face, &block, caption_box, side, [Colour::TEXT, Colour::SECONDARY])?;
                page.finish(width, height, Some(&face))
            }
        }
    }

    fn caption_style(&self) -> Style {
        Style { largest: self.largest_type, rest: 0.85 }
    }

    /// The boxes of mark and caption, and which way the caption leans.
    fn divide(
        &self,
        mark: &Mark,
        whole: Rect,
        face: &Face,
        caption: &[String],
    ) -> Result<(Rect, Rect, Side)> {
        let (width, height) = (whole.width(), whole.height());
        let right = match self.place {
            CaptionPlace::Auto => width >= height * WIDE,
            CaptionPlace::Right => true,
            CaptionPlace::Below => false,
        };
        if right {
            let gap = (GAP_MM * POINTS_PER_MM).min(width * 0.05);
            let aspect = match mark {
                Mark::Ink(ink) => ink.outline().aspect(),
                Mark::Picture(picture) => picture.aspect(),
                Mark::Seal(artwork) => artwork.aspect(),
                Mark::Text(_) => f64::INFINITY,
            };
            let split = (height * aspect).min((width - gap) * 0.55);
            Ok((Rect::new(0.0, 0.0, split, height), Rect::new(split + gap, 0.0, width, height), Side::Left))
        } else {
            let gap = (GAP_MM * POINTS_PER_MM).min(height * 0.05);
            let block = lines::set(face, caption, self.caption_style(), width, height * 0.5)?;
            // A hair more than the block, so that setting it again into this box gives the same block.
            let split = block.height * 1.001;
            Ok((Rect::new(0.0, split + gap, width, height), Rect::new(0.0, 0.0, width, split), Side::Middle))
        }
    }

    /// Draws the mark into a box; returns the face when it was used.
    fn mark_into(&self, mark: &Mark, page: &mut Drawing, place: Rect) -> Result<Option<Face>> {
        match mark {
            Mark::Ink(ink) => page.ink(&ink.outline(), ink.colour(), place),
            Mark::Picture(picture) => page.picture(picture, place, self.max_dpi),
            Mark::Seal(artwork) => page.artwork(artwork, place),
            Mark::Text(text) => {
                let face = Face::bundled()?;
                let text = lines::clean(text);
                if text.is_empty() {
                    return Err(Error::Nothing);
                }
                let style = Style { largest: place.height(), rest: 1.0 };
                let block = lines::set(&face, &text, style, place.width(), place.height())?;
                page.block(&face, &block, place, Side::Middle, [Colour::INK, Colour::INK])?;
                return Ok(Some(face));
            }
        }
        Ok(None)
    }
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Side {
    Left,
    Middle,
}

/// A form being drawn; y goes upwards.
#[derive(Default)]
struct Drawing {
    content: Content,
    subsets: Subsets,
    images: Dictionary,
    parts: Parts,
}

impl Drawing {
    fn ink(&mut self, outline: &InkOutline, colour: Colour, place: Rect) {
        let bounds = outline.bounds();
        let step = outline.nib() / STEPS_PER_NIB;
        let fitted = fitted(bounds.width() / bounds.height(), place);
        let scale = fitted.width() / bounds.width() * step;
        // Whole numbers in the content, mirrored into the box by the matrix.
        let to_steps = Affine::scale(1.0 / step) * Affine::translate(-bounds.origin().to_vec2());
        let mut path = outline.path().clone();
        path.apply_affine(to_steps);
        let path = path.elements().iter().map(|element| rounded(*element)).collect();
        self.content.save();
        self.content.fill_colour(colour);
        self.content.transform([scale, 0.0, 0.0, -scale, fitted.x0, fitted.y1]);
        self.content.fill(&path);
        self.content.restore();
    }

    fn artwork(&mut self, artwork: &Artwork, place: Rect) {
        let fitted = fitted(artwork.aspect(), place);
        let mut path = artwork.path().clone();
        path.apply_affine(Affine::scale(fitted.width() / artwork.size().width / ARTWORK_STEP));
        let path = path.elements().iter().map(|element| rounded(*element)).collect();
        self.content.save();
        self.content.fill_colour(artwork.colour());
        self.content.transform([ARTWORK_STEP, 0.0, 0.0, ARTWORK_STEP, fitted.center().x, fitted.center().y]);
        self.content.fill(&path);
        self.content.restore();
    }

    fn picture(&mut self, picture: &Picture, place: Rect, max_dpi: f64) {
        let fitted = fitted(picture.aspect(), place);
        let image = picture.write(&mut self.parts, fitted.width(), fitted.height(), max_dpi);
        self.images.set("Im0", Object::Reference(image));
        self.content.save();
        self.content.transform([fitted.width(), 0.0, 0.0, fitted.height(), fitted.x0, fitted.y0]);
        self.content.draw("Im0");
        self.content.restore();
    }

    fn block(
        &mut self,
        face: &Face,
        block: &Block,
        place: Rect,
        side: Side,
        colours: [Colour; 2],
    ) -> Result<()> {
        let top = place.y1 - (place.height() - block.height) / 2.0;
        let mut ink = None;
        for line in &block.lines {
            let [first, rest] = colours;
            let colour = if line.first { first } else { rest };
            if ink != Some(colour) {
                self.content.fill_colour(colour);
                ink = Some(colour);
            }
            let x = match side {
                Side::Left => place.x0,
                Side::Middle => place.x0 + (place.width() - line.width) / 2.0,
            };
            let mut at = x;
            for run in self.subsets.runs(face, &line.text)? {
                self.content.text(run.font, line.size, at, top - line.down, &run.codes);
                at += run.width * line.size;
            }
        }
        Ok(())
    }

    fn finish(mut self, width: f64, height: f64, face: Option<&Face>) -> Result<Form> {
        let mut resources = Dictionary::new();
        if let Some(face) = face {
            let fonts = self.subsets.write(face, &mut self.parts)?;
            if !fonts.is_empty() {
                resources.set("Font", fonts);
            }
        }
        if !self.images.is_empty() {
            resources.set("XObject", self.images);
        }
        Ok(Form::new(width, height, self.content.into_bytes(), resources, self.parts))
    }
}

/// The largest box of this aspect in the middle of `place`.
fn fitted(aspect: f64, place: Rect) -> Rect {
    let aspect = if aspect.is_finite() && aspect > 0.0 { aspect } else { 1.0 };
    let width = place.width().min(place.height() * aspect);
    Rect::from_center_size(place.center(), (width, width / aspect))
}

fn rounded(element: kurbo::PathEl) -> kurbo::PathEl {
    use kurbo::PathEl::{ClosePath, CurveTo, LineTo, MoveTo, QuadTo};
    match element {
        MoveTo(p) => MoveTo(p.round()),
        LineTo(p) => LineTo(p.round()),
        QuadTo(a, p) => QuadTo(a.round(), p.round()),
        CurveTo(a, b, p) => CurveTo(a.round(), b.round(), p.round()),
        ClosePath => ClosePath,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;
    use crate::ink::InkPoint;

    fn bytes_of(form: &Form) -> usize {
        let mut next = 0;
        let number = || {
            next += 1;
            (next, 0)
        };
        let size = |object: &Object| match object {
            Object::Stream(stream) => stream.content.len() + 120,
            _ => 200,
        };
        form.place(number, [1.0, 0.0, 0.0, 1.0, 0.0, 0.0]).iter().map(|(_, object)| size(object)).sum()
    }

    fn lines(text: &[&str]) -> Vec<String> {
        text.iter().map(|line| (*line).to_owned()).collect()
    }

    #[test]
    fn a_two_line_chinese_appearance_is_small() {
        let form =
            Appearance::caption_only(lines(&["批准:欧阳修文", "某某市产品质量监督检验研究院 2026-11-22"]))
                .form(SizeMm::new(60.0, 12.0))
                .unwrap();
        assert!(bytes_of(&form) < 12_000, "{} bytes", bytes_of(&form));
    }

    #[test]
    fn a_usual_signature_is_small() {
        let form = Appearance::new(Mark::Ink(crate::outline::tests::signature()))
            .form(SizeMm::new(50.0, 20.0))
            .unwrap();
        assert!(bytes_of(&form) < 6_000, "{} bytes", bytes_of(&form));
    }

    #[test]
    fn local_references_are_all_replaced() {
        let form = Appearance::new(Mark::Text(lines(&["张三"])))
            .with_caption(lines(&["Zhang San"]), CaptionPlace::Below)
            .form(SizeMm::new(40.0, 20.0))
            .unwrap();
        let mut next = 100;
        let placed = form.place(
            || {
                next += 1;
                (next, 0)
            },
            [0.0, 1.0, -1.0, 0.0, 0.0, 0.0],
        );
        let text = format!("{placed:?}");
        assert!(!text.contains("65535"), "{text}");
        let (_, Object::Stream(stream)) = placed.last().unwrap() else { panic!() };
        assert_eq!(stream.dict.get(b"Matrix").unwrap().as_array().unwrap().len(), 6);
    }

    #[test]
    fn the_mark_keeps_its_proportions_within_the_box() {
        assert_eq!(fitted(2.0, Rect::new(0.0, 0.0, 100.0, 100.0)), Rect::new(0.0, 25.0, 100.0, 75.0));
        assert_eq!(fitted(0.5, Rect::new(0.0, 0.0, 100.0, 100.0)), Rect::new(25.0, 0.0, 75.0, 100.0));
        assert_eq!(fitted(f64::NAN, Rect::new(0.0, 0.0, 10.0, 20.0)), Rect::new(0.0, 5.0, 10.0, 15.0));
    }

    #[test]
    fn sizes_no_mark_can_have_are_refused() {
        let ink = Ink::new(vec![vec![InkPoint::new(0.0, 0.0), InkPoint::new(10.0, 5.0)]]).unwrap();
        let appearance = Appearance::new(Mark::Ink(ink));
        for (width, height) in [(0.0, 10.0), (-5.0, 10.0), (f64::NAN, 10.0), (10.0, 1e9)] {
            assert_eq!(appearance.form(SizeMm::new(width, height)).unwrap_err().code(), "appearance-size");
        }
        assert_eq!(
            Appearance::caption_only(vec![]).form(SizeMm::new(9.0, 9.0)).unwrap_err().code(),
            "nothing-to-show"
        );
        assert!(appearance.natural_height_mm(40.0) > 5.0);
    }
}
