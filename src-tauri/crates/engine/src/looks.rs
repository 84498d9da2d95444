//! What a signature will look like: from the user's choice to a form, the same for the preview and for the file.

use std::borrow::Cow;

use appearance::{Appearance, CaptionPlace, Form, SizeMm};
use wire::{Caption, CaptionSide, DateFormat, DrawLook, Failure, FailureCode, Language, Look, Text};

use crate::paper_code::PaperOrder;
use crate::{Engine, failures};

/// Type of a caption's lines that stand alone beside a stamp, millimetres from one to the next.
pub(crate) const LINE_MM: f64 = 4.5;

/// The parts of an appearance, chosen.
#[derive(Clone)]
pub(crate) struct Shown {
    mark: Option<appearance::Mark>,
    caption: Vec<String>,
    side: Option<CaptionSide>,
    /// Before which line the number comes that is still to be found in the document.
    number_before: Option<usize>,
    /// A code beside them.
    code: Option<appearance::Modules>,
}

impl Shown {
    /// Whether there is anything to see.
    pub(crate) fn is_visible(&self) -> bool {
        self.mark.is_some() || !self.caption.is_empty() || self.number_before.is_some() || self.code.is_some()
    }

    /// The same with the report's number found in the document, where it was asked for.
    ///
    /// Fails where the document names none.
    pub(crate) fn in_document(
        &self,
        document: &pdf::Document,
        texts: &texts::Catalogue,
    ) -> Result<Cow<'_, Self>, Failure> {
        let Some(before) = self.number_before else { return Ok(Cow::Borrowed(self)) };
        let number = preflight::report_number(document);
        let number = number.ok_or_else(|| Failure::new(FailureCode::Stamping).of_case("number"))?;
        let mut shown = Self { number_before: None, ..self.clone() };
        shown.caption.insert(before.min(shown.caption.len()), numbered(texts, number));
        Ok(Cow::Owned(shown))
    }

    /// The side of a stamp on which this stands, where it is a caption that is to stand beside one.
    pub(crate) fn beside_a_stamp(&self) -> Option<CaptionSide> {
        self.side.filter(|_| self.mark.is_none() && !self.caption.is_empty())
    }

    /// The height of the caption alone beside a stamp, millimetres.
    pub(crate) fn lines_mm(&self) -> f64 {
        self.caption.len() as f64 * LINE_MM
    }

    /// The caption alone, in the middle of a box of this size in millimetres.
    pub(crate) fn lines_form(&self, width_mm: f64, height_mm: f64) -> Result<Form, Failure> {
        let form = Appearance::new(appearance::Mark::Text(self.caption.clone()))
            .form(SizeMm::new(width_mm, height_mm));
        form.map_err(|error| failures::of_appearance(&error))
    }

    /// The same with a code beside everything else.
    pub(crate) fn with_code(&self, code: appearance::Modules) -> Self {
        Self { code: Some(code), ..self.clone() }
    }

    /// The height that goes with a width, by the shape of the mark and the number of lines; millimetres.
    pub(crate) fn natural_height_mm(&self, width_mm: f64) -> f64 {
        self.appearance().natural_height_mm(width_mm)
    }

    fn appearance(&self) -> Appearance {
        let side = match self.side {
            None => CaptionPlace::Auto,
            Some(CaptionSide::Right) => CaptionPlace::Right,
            Some(CaptionSide::Below) => CaptionPlace::Below,
        };
        let appearance = match self.mark.clone() {
            Some(mark) => Appearance::new(mark).with_caption(self.caption.clone(), side),
            None => Appearance::caption_only(self.caption.clone()),
        };
        match self.code.clone() {
            Some(code) => appearance.with_code(code),
            None => appearance,
        }
    }

    /// The form in a box of this size; `None` where there is nothing to show.
    pub(crate) fn form(&self, width_mm: f64, height_mm: f64) -> Result<Option<Form>, Failure> {
        if !self.is_visible() {
            return Ok(None);
        }
        let form = self.appearance().form(SizeMm::new(width_mm, height_mm));
        form.map(Some).map_err(|error| failures::of_appearance(&error))
    }
}

impl Engine {
    /// The signature as it will be, as a PNG with transparency.
    pub fn draw_look(&self, request: DrawLook) -> Result<Vec<u8>, Failure> {
        let signer = match &request.identity {
            Some(id) => Some(match self.on_token(id)? {
                Some(found) => found.certificate.certificate,
                None => self.identity(id)?.certificate,
            }),
            None => None,
        };
        let name = signer.as_ref().map(pki::Certificate::display).unwrap_or_default();
        let shown = self.shown(&request.look, &name, &request.reason)?;
        let open = request.document.as_ref().map(|id| self.open.get(id)).transpose()?;
        let shown = match &open {
            Some(open) => shown.in_document(&open.document(), &self.texts())?,
            None => Cow::Borrowed(&shown),
        };
        let asked = PaperOrder { names: &request.paper, stamps: &[], of_many: false };
        let size = Some((request.width, request.height));
        let paper = match &open {
            Some(open) => self.paper_side(&open.document(), &asked, &shown, size, open.path())?,
            None => None,
        };
        let form = match (shown.beside_a_stamp(), paper.zip(signer.as_ref())) {
            // A caption beside a stamp stands in the middle of its box.
            (Some(_), _) => Some(shown.lines_form(request.width, request.height)?),
            (None, Some((paper, signer))) => Some(paper.sampled(signer, self.clock.here())?),
            (None, None) => shown.form(request.width, request.height)?,
        };
        let pixels = |millimetres: f64| (millimetres * request.scale).round().clamp(1.0, 4096.0) as u32;
        let (width, height) = (pixels(request.width), pixels(request.height));
        let form = form.ok_or_else(|| Failure::new(FailureCode::NoSuchMark))?;
        render::draw_form(&form, width, height, &render::Limits::default())
            .and_then(|pixels| pixels.to_png())
            .map_err(|error| failures::of_render(&error))
    }

    /// The parts of a look, with the words of its caption.
    pub(crate) fn shown(&self, look: &Look, name: &str, reason: &str) -> Result<Shown, Failure> {
        let mark = look.mark.as_deref().map(|id| self.art_of(id)).transpose()?;
        Ok(self.shown_as(mark, &look.caption, name, reason))
    }

    /// A mark with the lines that were ticked, as far as there is something to say.
    pub(crate) fn shown_as(
        &self,
        mark: Option<appearance::Mark>,
        caption: &Caption,
        name: &str,
        reason: &str,
    ) -> Shown {
        let mut lines = Vec::new();
        if caption.name && !name.is_empty() {
            lines.push(name.to_owned());
        }
        if caption.reason && !reason.is_empty() {
            lines.push(reason.to_owned());
        }
        let mut number_before = None;
        match caption.report_number.as_deref().map(str::trim) {
            Some("") => number_before = Some(lines.len()),
            Some(number) => lines.push(numbered(&self.texts(), number.to_owned())),
            None => {}
        }
        if caption.date {
            lines.push(self.day(caption.date_format));
        }
        Shown { mark, caption: lines, side: caption.side, number_before, code: None }
    }

    /// Today, as it is asked for.
    fn day(&self, format: Option<DateFormat>) -> String {
        let now = self.clock.now();
        match format {
            None => texts::day(self.texts().language(), now),
            Some(DateFormat::Chinese) => texts::day(Language::Chinese, now),
            Some(DateFormat::English) => texts::day(Language::English, now),
            Some(DateFormat::Iso) => texts::day_in_figures(now),
        }
    }
}

fn numbered(texts: &texts::Catalogue, number: String) -> String {
    texts.text(&Text::new("caption-report-number").with("number", number))
}
