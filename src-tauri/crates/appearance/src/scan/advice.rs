//! Whether a scan is good enough for its size on paper.

use super::ScanFacts;

/// Something to know about a cleaned scan before it is used; the words are in the catalogue.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum ScanAdvice {
    /// So coarse at its size that it looks ragged: scan again. Dots an inch.
    TooCoarse(f64),
    /// Coarser than print is: better scanned again. Dots an inch.
    Coarse(f64),
    /// The ink is so pale that parts of it may be lost.
    Pale,
    /// The edges are soft: out of focus, or scanned too coarsely.
    Blurred,
    /// The ink reaches the edge of the scan: a part of it may be missing.
    CutOff,
    /// Print ran over it, and what that hid was filled in. Share of it, 0 to 1.
    Overprinted(f64),
    /// It was turned upright. Degrees.
    Turned(f64),
    /// The file's resolution says another size. Millimetres across.
    OtherSize(f64),
}

impl ScanAdvice {
    /// The stable name, for the catalogue of texts.
    pub fn code(&self) -> &'static str {
        match self {
            ScanAdvice::TooCoarse(_) => "too-coarse",
            ScanAdvice::Coarse(_) => "coarse",
            ScanAdvice::Pale => "pale",
            ScanAdvice::Blurred => "blurred",
            ScanAdvice::CutOff => "cut-off",
            ScanAdvice::Overprinted(_) => "overprinted",
            ScanAdvice::Turned(_) => "turned",
            ScanAdvice::OtherSize(_) => "other-size",
        }
    }

    /// Every name that there is.
    pub const CODES: [&'static str; 8] =
        ["too-coarse", "coarse", "pale", "blurred", "cut-off", "overprinted", "turned", "other-size"];

    /// The number that goes with it, where one does: as the variant says, shares in per cent.
    pub fn number(&self) -> Option<f64> {
        match self {
            ScanAdvice::TooCoarse(dpi) | ScanAdvice::Coarse(dpi) => Some(dpi.round()),
            ScanAdvice::Overprinted(share) => Some((share * 100.0).round()),
            ScanAdvice::Turned(degrees) => Some((degrees * 10.0).round() / 10.0),
            ScanAdvice::OtherSize(across) => Some((across * 10.0).round() / 10.0),
            ScanAdvice::Pale | ScanAdvice::Blurred | ScanAdvice::CutOff => None,
        }
    }

    /// Whether it is rather a fact than a fault.
    pub fn is_harmless(&self) -> bool {
        matches!(self, ScanAdvice::Turned(_))
    }
}

impl ScanFacts {
    /// How wide it is on paper by the file's own resolution, in millimetres.
    pub fn natural_width_mm(&self) -> Option<f64> {
        self.dots_per_inch.map(|dpi| f64::from(self.pixels) / dpi * 25.4)
    }

    /// What to know about it at this width on paper, the worst first.
    pub fn advice(&self, width_mm: f64) -> Vec<ScanAdvice> {
        let mut advice = Vec::new();
        if self.cut_off {
            advice.push(ScanAdvice::CutOff);
        }
        let dpi = f64::from(self.pixels) / width_mm.max(0.1) * 25.4;
        if dpi < 200.0 {
            advice.push(ScanAdvice::TooCoarse(dpi));
        } else if dpi < 290.0 {
            advice.push(ScanAdvice::Coarse(dpi));
        }
        if self.contrast < 0.5 {
            advice.push(ScanAdvice::Pale);
        }
        if self.softness > 3.5 {
            advice.push(ScanAdvice::Blurred);
        }
        if self.filled > 0.01 {
            advice.push(ScanAdvice::Overprinted(f64::from(self.filled)));
        }
        let natural = self.natural_width_mm().filter(|natural| (natural / width_mm - 1.0).abs() > 0.05);
        advice.extend(natural.map(ScanAdvice::OtherSize));
        if self.turned != 0.0 {
            advice.push(ScanAdvice::Turned(f64::from(self.turned.abs())));
        }
        advice
    }
}
