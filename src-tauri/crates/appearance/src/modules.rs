//! A square of modules, such as a QR code, drawn as vectors: sharp at every resolution of paper and printer.

use crate::content::Content;
use crate::units::{Colour, POINTS_PER_MM};
use kurbo::{BezPath, Rect, Shape as _};

/// White modules that must surround a code (ISO/IEC 18004 §6.3.8).
const QUIET: usize = 4;
/// Between the code and what stands beside it, in millimetres.
const GAP_MM: f64 = 1.5;
/// Most of a box's width that a code takes where something stands beside it.
const SHARE: f64 = 0.62;

/// Dark and light modules in rows from the top.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Modules {
    side: usize,
    dark: Vec<bool>,
}

impl Modules {
    /// A square of `side` by `side` modules; `None` where there are not so many.
    pub fn new(side: usize, dark: Vec<bool>) -> Option<Self> {
        (side > 0 && side.checked_mul(side) == Some(dark.len())).then_some(Modules { side, dark })
    }

    /// The side of the smallest square, in millimetres, in which a module is this many millimetres wide.
    pub fn least_side_mm(&self, module: f64) -> f64 {
        (self.side + 2 * QUIET) as f64 * module
    }

    /// Its square on the right of a box, and what is left of the box; all of it is the code's where it is alone.
    pub(crate) fn divide(&self, whole: Rect, alone: bool) -> (Rect, Rect) {
        let widest = if alone { whole.width() } else { whole.width() * SHARE };
        let side = whole.height().min(widest);
        let middle = whole.center().y;
        let square = Rect::new(whole.x1 - side, middle - side / 2.0, whole.x1, middle + side / 2.0);
        let left = (square.x0 - GAP_MM * POINTS_PER_MM).max(whole.x0);
        (square, Rect { x1: left, ..whole })
    }

    /// Draws it with its quiet zone, black on white.
    pub(crate) fn draw(&self, content: &mut Content, square: Rect) {
        let count = (self.side + 2 * QUIET) as f64;
        let step = square.width() / count;
        let mut dark = BezPath::new();
        for (row, modules) in self.dark.chunks_exact(self.side).enumerate() {
            let top = count - (QUIET + row) as f64;
            let mut at = 0;
            while at < self.side {
                let run = modules.iter().skip(at).take_while(|dark| **dark).count();
                if run > 0 {
                    let left = (QUIET + at) as f64;
                    dark.extend(Rect::new(left, top - 1.0, left + run as f64, top).path_elements(0.1));
                }
                at += run.max(1);
            }
        }
        content.save();
        content.transform([step, 0.0, 0.0, step, square.x0, square.y0]);
        content.fill_colour(Colour { red: 255, green: 255, blue: 255 });
        content.fill(&Rect::new(0.0, 0.0, count, count).to_path(0.1));
        content.fill_colour(Colour { red: 0, green: 0, blue: 0 });
        content.fill(&dark);
        content.restore();
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::{Appearance, SizeMm};

    #[test]
    fn a_code_stands_on_the_right_and_the_caption_beside_it() {
        let modules = Modules::new(3, vec![true, false, true, false, true, false, true, true, true]).unwrap();
        let whole = Rect::new(0.0, 0.0, 200.0, 80.0);
        let (square, rest) = modules.divide(whole, false);
        assert_eq!((square.x0, square.width(), square.height()), (120.0, 80.0, 80.0));
        assert!(rest.x1 < square.x0 && rest.x0 == 0.0);
        let alone = modules.divide(Rect::new(0.0, 0.0, 60.0, 80.0), true).0;
        assert_eq!((alone.width(), alone.y0), (60.0, 10.0));
        let form = Appearance::caption_only(vec!["张三".to_owned()])
            .with_code(modules.clone())
            .form(SizeMm::new(70.0, 30.0))
            .unwrap();
        let text = String::from_utf8_lossy(form.content()).into_owned();
        assert!(text.contains(" Tj") && text.contains("0 0 0 rg"), "{text}");
        assert!(
            Appearance::caption_only(Vec::new()).with_code(modules).form(SizeMm::new(30.0, 30.0)).is_ok()
        );
    }

    #[test]
    fn what_is_no_square_is_refused() {
        assert!(Modules::new(2, vec![true; 3]).is_none() && Modules::new(0, Vec::new()).is_none());
    }
}
