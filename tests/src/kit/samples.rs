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
    let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
    let header = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[8, 6, 0, 0, 0]].concat();
    chunk(&mut png, b"IHDR", &header);
    chunk(&mut png, b"IDAT", &deflate(&rows));
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
