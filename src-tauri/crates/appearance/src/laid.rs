//! A finished form laid on paper as a stamp is: turned, in thin ink through which text shows, or only a slice of it.
//!
//! The form itself becomes an XObject of a new one, so that its outlines stay outlines and its pictures stay as they are.
//! Blending and opacity apply to the whole of it at once (a transparency group, ISO 32000-2 §11.6.6): where strokes of a
//! seal cross, the ink does not become darker.

use std::sync::Arc;

use crate::form::{Form, Parts, real};
use kurbo::{Affine, Point, Rect};
use lopdf::{Dictionary, Object, dictionary};

/// How the ink of a stamp lies.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Laid {
    /// From 0 (nothing is seen) to 1 (full).
    pub opacity: f64,
    /// The ink darkens what is below instead of covering it (the blend mode Multiply, §11.3.5).
    pub multiply: bool,
    /// Turned counterclockwise by this many degrees, about its middle.
    pub angle: f64,
}

impl Laid {
    /// Full, covering and straight.
    pub const PLAIN: Laid = Laid { opacity: 1.0, multiply: false, angle: 0.0 };

    /// The box, of any unit, that a box of this width and height needs when it is turned.
    pub fn turned_size(&self, width: f64, height: f64) -> (f64, f64) {
        let bounds = self.turn().transform_rect_bbox(Rect::new(0.0, 0.0, width, height));
        (bounds.width(), bounds.height())
    }

    fn turn(&self) -> Affine {
        if self.angle == 0.0 { Affine::IDENTITY } else { Affine::rotate(self.angle.to_radians()) }
    }
}

impl Form {
    /// The same, laid so; its box grows to what the turned one needs.
    pub fn laid(mut self, laid: Laid) -> Form {
        if laid == Laid::PLAIN {
            return self;
        }
        let (width, height) = laid.turned_size(self.width(), self.height());
        let middle = Point::new(self.width() / 2.0, self.height() / 2.0);
        let turn = laid.turn();
        let place = Affine::translate(Point::new(width / 2.0, height / 2.0) - turn * middle) * turn;
        let mut state = Dictionary::new();
        if laid.multiply {
            state.set("BM", "Multiply");
        }
        if laid.opacity < 1.0 {
            state.set("ca", real(laid.opacity.clamp(0.0, 1.0)));
            state.set("CA", real(laid.opacity.clamp(0.0, 1.0)));
        }
        self.is_group = !state.is_empty();
        within(Arc::new(self), (width, height), place, state)
    }

    /// The part of it in this rectangle (points from its lower left corner), as a form of its own. Slices of one form are
    /// drawn from one XObject.
    pub fn slice(self: &Arc<Self>, part: pdf::Rect) -> Form {
        let place = Affine::translate((-part.left, -part.bottom));
        within(Arc::clone(self), (part.width(), part.height()), place, Dictionary::new())
    }
}

/// A new box with a form in it, drawn in `state` where that says anything.
fn within(inner: Arc<Form>, (width, height): (f64, f64), place: Affine, state: Dictionary) -> Form {
    let mut resources = Dictionary::new();
    let mut content = String::new();
    if !state.is_empty() {
        resources.set("ExtGState", dictionary! { "Ink" => Object::Dictionary(state) });
        content.push_str("/Ink gs\n");
    }
    let [a, b, c, d, e, f] = place.as_coeffs();
    if place != Affine::IDENTITY {
        content.push_str(&format!("{a:.6} {b:.6} {c:.6} {d:.6} {e:.4} {f:.4} cm\n"));
    }
    content.push_str("/Art Do\n");
    let mut form = Form::new(width, height, content.into_bytes(), resources, Parts::default());
    form.inner = Some(inner);
    form
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::form::tests::written;
    use crate::{Appearance, SizeMm};

    fn form() -> Form {
        Appearance::caption_only(vec!["abc".to_owned()]).form(SizeMm::new(40.0, 20.0)).unwrap()
    }

    #[test]
    fn a_turned_form_keeps_its_middle() {
        let laid = Laid { angle: 90.0, ..Laid::PLAIN };
        let turned = form().laid(laid);
        assert!((turned.width() - form().height()).abs() < 1e-9);
        assert!((turned.height() - form().width()).abs() < 1e-9);
        let (width, height) = Laid { angle: 45.0, ..laid }.turned_size(1.0, 1.0);
        assert!((width - 2f64.sqrt()).abs() < 1e-9 && (height - width).abs() < 1e-9);
        assert_eq!(form().laid(Laid::PLAIN).content(), form().content());
    }

    #[test]
    fn ink_blends_as_one_and_an_archive_of_part_one_gets_none_of_it() {
        let laid = form().laid(Laid { opacity: 0.8, multiply: true, angle: 0.0 });
        let text = format!("{:?}", written(&laid));
        assert!(text.contains("Multiply") && text.contains("Transparency"), "{text}");
        let plain = Arc::new(laid).slice(pdf::Rect::new(0.0, 0.0, 10.0, 10.0)).for_archive(true).unwrap();
        let text = format!("{:?}", written(&plain));
        assert!(!text.contains("Multiply") && !text.contains("Transparency"), "{text}");
        assert_eq!(text.matches("DefaultRGB").count(), 3, "the form and both that it draws: {text}");
    }

    #[test]
    fn slices_share_what_they_are_slices_of() {
        let art = Arc::new(form().laid(Laid { opacity: 0.5, ..Laid::PLAIN }).for_archive(false).unwrap());
        let slice =
            |left: f64| art.slice(pdf::Rect::new(left, 0.0, left + 5.0, 10.0)).for_archive(false).unwrap();
        let (mut placed, mut known, mut next) = (Vec::new(), crate::Written::default(), 0);
        let mut number = || {
            next += 1;
            (next, 0)
        };
        slice(0.0).place_in(&mut placed, &mut number, [1.0; 6], &mut known);
        let all = placed.len();
        slice(5.0).place_in(&mut placed, &mut number, [1.0; 6], &mut known);
        assert_eq!(placed.len(), all + 1, "the second is one object more");
    }
}
