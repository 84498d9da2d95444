//! Writes content streams (ISO 32000-2 §7.8.2, §8, §9): only the operators an appearance needs, numbers as short as they can be.

use crate::units::Colour;
use kurbo::{BezPath, PathEl, Point};
use std::io::Write as _;

/// A content stream being written.
#[derive(Debug, Default)]
pub(crate) struct Content {
    bytes: Vec<u8>,
}

impl Content {
    pub(crate) fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    fn operands(&mut self, numbers: &[f64], operator: &str) {
        for &number in numbers {
            self.number(number);
            self.bytes.push(b' ');
        }
        self.bytes.extend_from_slice(operator.as_bytes());
        self.bytes.push(b'\n');
    }

    /// A number with at most four decimals and no trailing zeros; what is not finite becomes 0.
    fn number(&mut self, value: f64) {
        let mut text = format!("{:.4}", if value.is_finite() { value } else { 0.0 });
        while text.ends_with('0') {
            text.pop();
        }
        if text.ends_with('.') {
            text.pop();
        }
        let text = match text.as_str() {
            "-0" | "" => "0",
            other => other.strip_prefix('0').filter(|rest| rest.starts_with('.')).unwrap_or(other),
        };
        self.bytes.extend_from_slice(text.as_bytes());
    }

    /// `q`
    pub(crate) fn save(&mut self) {
        self.operands(&[], "q");
    }

    /// `Q`
    pub(crate) fn restore(&mut self) {
        self.operands(&[], "Q");
    }

    /// `cm`
    pub(crate) fn transform(&mut self, matrix: [f64; 6]) {
        self.operands(&matrix, "cm");
    }

    /// `rg`
    pub(crate) fn fill_colour(&mut self, colour: Colour) {
        let part = |value: u8| f64::from(value) / 255.0;
        self.operands(&[part(colour.red), part(colour.green), part(colour.blue)], "rg");
    }

    /// `Do`
    pub(crate) fn draw(&mut self, name: &str) {
        let _ = writeln!(self.bytes, "/{name} Do"); // writing into memory does not fail
    }

    /// A path and `f`: filled by the non-zero winding rule (§8.5.3.3.2).
    pub(crate) fn fill(&mut self, path: &BezPath) {
        let mut at = Point::ZERO;
        for element in path.elements() {
            match *element {
                PathEl::MoveTo(p) => self.operands(&[p.x, p.y], "m"),
                PathEl::LineTo(p) => self.operands(&[p.x, p.y], "l"),
                PathEl::QuadTo(c, p) => {
                    let (a, b) = (at.lerp(c, 2.0 / 3.0), p.lerp(c, 2.0 / 3.0));
                    self.operands(&[a.x, a.y, b.x, b.y, p.x, p.y], "c");
                }
                PathEl::CurveTo(a, b, p) => self.operands(&[a.x, a.y, b.x, b.y, p.x, p.y], "c"),
                PathEl::ClosePath => self.operands(&[], "h"),
            }
            at = element.end_point().unwrap_or(at);
        }
        self.operands(&[], "f");
    }

    /// `BT … Tf … Td <codes> Tj ET`: one line of two-byte codes at a baseline position.
    pub(crate) fn text(&mut self, font: &str, size: f64, x: f64, y: f64, codes: &[u16]) {
        let _ = write!(self.bytes, "BT /{font} ");
        self.operands(&[size], "Tf");
        self.operands(&[x, y], "Td");
        self.bytes.push(b'<');
        for code in codes {
            let _ = write!(self.bytes, "{code:04X}");
        }
        self.bytes.extend_from_slice(b"> Tj ET\n");
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short() {
        let mut content = Content::default();
        content.operands(&[0.5, -0.00001, 12.0, 100.25, -3.12345, f64::NAN], "x");
        assert_eq!(content.into_bytes(), b".5 0 12 100.25 -3.1235 0 x\n");
    }
}
