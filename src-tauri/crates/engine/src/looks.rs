//! What a signature will look like: from the user's choice to a form, the same for the preview and for the file.

use appearance::{Appearance, CaptionPlace, Form, SizeMm};
use wire::{Caption, DrawLook, Failure, FailureCode, Look};

use crate::{Engine, failures};

/// The parts of an appearance, chosen.
pub(crate) struct Shown {
    pub(crate) mark: Option<appearance::Mark>,
    pub(crate) caption: Vec<String>,
}

impl Shown {
    /// Whether there is anything to see.
    pub(crate) fn is_visible(&self) -> bool {
        self.mark.is_some() || !self.caption.is_empty()
    }

    /// The height that goes with a width, by the shape of the mark and the number of lines; millimetres.
    pub(crate) fn natural_height_mm(&self, width_mm: f64) -> f64 {
        self.appearance().natural_height_mm(width_mm)
    }

    fn appearance(&self) -> Appearance {
        match self.mark.clone() {
            Some(mark) => Appearance::new(mark).with_caption(self.caption.clone(), CaptionPlace::Auto),
            None => Appearance::caption_only(self.caption.clone()),
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
        let name = match &request.identity {
            Some(id) => match self.on_token(id)? {
                Some(found) => found.certificate.certificate.display(),
                None => self.identity(id)?.certificate.display(),
            },
            None => String::new(),
        };
        let shown = self.shown(&request.look, &name, &request.reason)?;
        let form = shown.form(request.width, request.height)?;
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
        Ok(Shown { mark, caption: self.caption(&look.caption, name, reason) })
    }

    /// The lines that were ticked, as far as there is something to say.
    pub(crate) fn caption(&self, caption: &Caption, name: &str, reason: &str) -> Vec<String> {
        let mut lines = Vec::new();
        if caption.name && !name.is_empty() {
            lines.push(name.to_owned());
        }
        if caption.reason && !reason.is_empty() {
            lines.push(reason.to_owned());
        }
        if caption.date {
            lines.push(texts::day(self.texts().language(), self.clock.now()));
        }
        lines
    }
}
