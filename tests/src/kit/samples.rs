//! Small files that are not PDFs: ink, pictures.

use super::pdf::deflate;

/// A drawn signature in the form of `--ink`.
pub const INK: &str = r##"{ "format": "vermilion-ink", "version": 1, "colour": "#14161f", "strokes": [
 [[10,40],[22,20,0.4],[38,12,0.7],[52,30,0.9],[46,58,0.6],[30,66,0.3]], [[60,52],[78,30,0.5],[96,48,0.8],[120,24,0.4]], [[130,60]] ] }"##;

/// A PNG of 60 × 40 points: a red ring on nothing.
pub fn ring() -> Vec<u8> {
    let (width, height) = (60_u32, 40_u32);
    let mut rows = Vec::new();
    for y in 0..height {
        rows.push(0);
        for x in 0..width {
            let (dx, dy) = (f64::from(x) - 30.0, f64::from(y) - 20.0);
            let on_ring = (13.0..18.0).contains(&dx.hypot(dy));
            rows.extend_from_slice(if on_ring { &[200, 20, 20, 255] } else { &[0, 0, 0, 0] });
        }
    }
    png(width, height, 6, None, &rows)
}

/// A sheet as a scanner at 300 dots an inch leaves it: cream paper, shaded towards the right, and on it, where asked for, a
/// red seal of 40 mm — a ring, and a bar below its middle.
pub fn scanned(with_seal: bool) -> Vec<u8> {
    const SIDE: u32 = 600;
    const RADIUS: f64 = 40.0 / 25.4 * 300.0 / 2.0;
    let mut rows = Vec::new();
    for y in 0..SIDE {
        rows.push(0);
        for x in 0..SIDE {
            let (dx, dy) = (f64::from(x) + 0.5 - 300.0, f64::from(y) + 0.5 - 300.0);
            let bar = dx.abs() < 120.0 && (60.0..100.0).contains(&dy);
            // The edge of the ring lies between two dots.
            let inside = (RADIUS + 0.5 - dx.hypot(dy)).clamp(0.0, 1.0);
            let outside = (dx.hypot(dy) - (RADIUS - 14.0) + 0.5).clamp(0.0, 1.0);
            let cover = if !with_seal {
                0.0
            } else if bar {
                1.0
            } else {
                inside * outside
            };
            let shade = 1.0 - 0.2 * f64::from(x) / f64::from(SIDE);
            let seen = |paper: f64, ink: f64| ((paper * (1.0 - cover) + ink * cover) * shade) as u8;
            rows.extend_from_slice(&[seen(250.0, 205.0), seen(246.0, 30.0), seen(236.0, 45.0)]);
        }
    }
    png(SIDE, SIDE, 2, Some(300.0), &rows)
}

/// A PNG of rows of colours.
pub fn picture(rows: &[Vec<[u8; 3]>]) -> Vec<u8> {
    let (width, height) = (rows.first().map_or(0, Vec::len), rows.len());
    let filtered: Vec<u8> =
        rows.iter().flat_map(|row| std::iter::once(0).chain(row.iter().flatten().copied())).collect();
    png(width as u32, height as u32, 2, None, &filtered)
}

/// A PNG of filtered rows; `kind` is 2 for RGB and 6 for RGBA.
fn png(width: u32, height: u32, kind: u8, dpi: Option<f64>, rows: &[u8]) -> Vec<u8> {
    let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
    let header = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[8, kind, 0, 0, 0]].concat();
    chunk(&mut png, b"IHDR", &header);
    if let Some(dpi) = dpi {
        let a_metre = ((dpi / 0.0254).round() as u32).to_be_bytes();
        chunk(&mut png, b"pHYs", &[&a_metre[..], &a_metre, &[1]].concat());
    }
    chunk(&mut png, b"IDAT", &deflate(rows));
    chunk(&mut png, b"IEND", &[]);
    png
}

fn chunk(png: &mut Vec<u8>, kind: &[u8; 4], data: &[u8]) {
    png.extend_from_slice(&(data.len() as u32).to_be_bytes());
    let start = png.len();
    png.extend_from_slice(kind);
    png.extend_from_slice(data);
    let mut sum = flate2::Crc::new();
    sum.update(&png[start..]);
    png.extend_from_slice(&sum.sum().to_be_bytes());
}
