//! The chart of the sample report: force over extension of three bolts, drawn as lines.

use crate::letterhead::ACCENT;
use report::{Colour, Page, Style};

const LIMIT: Colour = Colour(0xc8, 0x32, 0x1f);
/// Ends of the axes: extension in millimetres, force in kilonewtons.
const FULL: (f64, f64) = (11.0, 70.0);
/// Smallest allowed breaking force: 700 MPa on the 84.3 mm² of an M12 thread.
const SMALLEST: f64 = 59.0;

/// One bolt: largest force, extension there, extension at fracture, its dashes and colour.
struct Bolt {
    name: &'static str,
    largest: f64,
    at: f64,
    fracture: f64,
    dash: Option<(f64, f64)>,
    colour: Colour,
}

const BOLTS: [Bolt; 3] = [
    Bolt { name: "-1", largest: 62.2, at: 7.0, fracture: 9.3, dash: None, colour: ACCENT },
    Bolt {
        name: "-2",
        largest: 62.9,
        at: 7.6,
        fracture: 9.9,
        dash: Some((2.2, 1.0)),
        colour: Colour(0x2a, 0x7f, 0x86),
    },
    Bolt {
        name: "-3",
        largest: 62.5,
        at: 7.2,
        fracture: 9.5,
        dash: Some((0.6, 0.8)),
        colour: Colour(0x8a, 0x6a, 0x2f),
    },
];

impl Bolt {
    /// Force at an extension: a soft start while the threads settle, a straight rise, hardening up to the largest force,
    /// and the fall before fracture.
    fn force(&self, extension: f64) -> f64 {
        if extension > self.at {
            let part = (extension - self.at) / (self.fracture - self.at);
            return self.largest * (1.0 - 0.2 * part.powf(2.2));
        }
        let stiffness = 46.0; // kN for each millimetre, of bolt and grips together
        let settled = extension - 0.12 * (1.0 - (-extension / 0.12).exp());
        let hardening = self.largest * (0.64 + 0.36 * (1.0 - (1.0 - extension / self.at).powf(2.6)));
        // The smaller of the two, with a round knee between them.
        let (elastic, sharpness) = (stiffness * settled, 7.0);
        (elastic.max(1e-9).powf(-sharpness) + hardening.powf(-sharpness)).powf(-1.0 / sharpness)
    }
}

/// Draws the chart with its plot area at `origin` (upper left) and of `size`; returns where it ends below.
pub fn draw(page: &mut Page<'_>, origin: (f64, f64), size: (f64, f64)) -> f64 {
    let place = |extension: f64, force: f64| {
        (origin.0 + extension / FULL.0 * size.0, origin.1 + size.1 - force / FULL.1 * size.1)
    };
    let small = Style::new(7.0).colour(Colour::GREY);
    for force in (0..=70).step_by(10) {
        let (x, y) = place(0.0, f64::from(force));
        page.line((x, y), (origin.0 + size.0, y), 0.12, Colour::LINE);
        page.text_to(x - 1.8, y + 0.9, small, &force.to_string());
    }
    for extension in 0..=11 {
        let (x, y) = place(f64::from(extension), 0.0);
        page.line((x, y), (x, y + 1.2), 0.2, Colour::INK);
        page.text_about(x, y + 4.4, small, &extension.to_string());
    }
    let corner = place(0.0, 0.0);
    page.line(corner, place(FULL.0, 0.0), 0.3, Colour::INK);
    page.line(corner, place(0.0, FULL.1), 0.3, Colour::INK);
    page.text(origin.0 - 11.5, origin.1 - 2.6, small, "力 Force  F / kN");
    page.text_to(origin.0 + size.0, corner.1 + 8.8, small, "伸长 Extension / mm");

    page.polyline(&[place(0.0, SMALLEST), place(FULL.0, SMALLEST)], 0.25, Some((1.6, 1.2)), LIMIT);
    page.text(
        place(0.25, SMALLEST).0,
        place(0.0, SMALLEST).1 - 1.2,
        Style::new(7.0).colour(LIMIT),
        "最小拉力 Minimum 59.0 kN",
    );
    for bolt in &BOLTS {
        let steps = 240;
        let points: Vec<_> = (0..=steps)
            .map(|n| bolt.fracture * f64::from(n) / f64::from(steps))
            .map(|extension| place(extension, bolt.force(extension)))
            .collect();
        page.polyline(&points, 0.45, bolt.dash, bolt.colour);
        if let Some((x, y)) = points.last() {
            page.line((x - 0.9, y - 0.9), (x + 0.9, y + 0.9), 0.35, bolt.colour);
            page.line((x - 0.9, y + 0.9), (x + 0.9, y - 0.9), 0.35, bolt.colour);
        }
    }
    legend(page, place(7.4, 27.0));
    corner.1 + 8.8
}

fn legend(page: &mut Page<'_>, (x, y): (f64, f64)) {
    for (n, bolt) in BOLTS.iter().enumerate() {
        let y = y + 5.2 * n as f64;
        page.polyline(&[(x, y), (x + 10.0, y)], 0.45, bolt.dash, bolt.colour);
        let text = format!("JC-2026-0417{}  Fm = {:.1} kN", bolt.name, bolt.largest);
        page.text(x + 12.5, y + 0.9, Style::new(7.0), &text);
    }
}
