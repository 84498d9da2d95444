//! What other readers draw of a page, in points of colour.

use super::tools;
use std::path::Path;

/// A page as a reader drew it.
pub struct Seen {
    /// Points across.
    pub width: usize,
    /// Points down.
    pub height: usize,
    /// Red, green and blue, row by row.
    points: Vec<[u8; 3]>,
    dots_per_mm: f64,
}

/// Who draws.
#[derive(Clone, Copy, Debug)]
pub enum Reader {
    /// `mutool`.
    MuPdf,
    /// `pdftoppm`.
    Poppler,
}

impl Reader {
    /// Both.
    pub const ALL: [Reader; 2] = [Reader::MuPdf, Reader::Poppler];

    /// A page, from 1, at so many dots an inch.
    pub fn draw(self, file: &Path, page: usize, dpi: u32) -> Seen {
        let target = file.with_extension(format!("{self:?}-{page}.ppm"));
        let (dots, number) = (dpi.to_string(), page.to_string());
        let (file, made) = (file.to_str().unwrap(), target.to_str().unwrap());
        match self {
            Reader::MuPdf => {
                tools::succeed("mutool", &["draw", "-q", "-r", &dots, "-c", "rgb", "-o", made, file, &number])
            }
            Reader::Poppler => {
                let stem = made.strip_suffix(".ppm").unwrap();
                let words = ["-q", "-r", &dots, "-f", &number, "-l", &number, "-cropbox", "-singlefile"];
                tools::succeed("pdftoppm", &[&words[..], &[file, stem]].concat())
            }
        };
        Seen::read(&std::fs::read(target).unwrap(), dpi)
    }
}

impl Seen {
    fn read(ppm: &[u8], dpi: u32) -> Self {
        let mut rest = ppm;
        let mut words = Vec::new();
        while words.len() < 4 {
            let end = rest.iter().position(u8::is_ascii_whitespace).unwrap();
            words.push(String::from_utf8_lossy(&rest[..end]).into_owned());
            rest = &rest[end + 1..];
        }
        assert_eq!(words[0], "P6");
        let (width, height) = (words[1].parse().unwrap(), words[2].parse().unwrap());
        let points: Vec<[u8; 3]> = rest.chunks_exact(3).map(|point| [point[0], point[1], point[2]]).collect();
        assert_eq!(points.len(), width * height);
        Self { width, height, points, dots_per_mm: f64::from(dpi) / 25.4 }
    }

    /// The point at a place in millimetres from the top left.
    pub fn at(&self, x: f64, y: f64) -> [u8; 3] {
        let (column, row) = ((x * self.dots_per_mm) as usize, (y * self.dots_per_mm) as usize);
        self.points[row.min(self.height - 1) * self.width + column.min(self.width - 1)]
    }

    /// Where this differs from another: left, top, right and bottom in points of the picture.
    pub fn difference(&self, other: &Seen) -> Option<[usize; 4]> {
        assert_eq!((self.width, self.height), (other.width, other.height));
        let differs = |a: &[u8; 3], b: &[u8; 3]| a.iter().zip(b).any(|(a, b)| a.abs_diff(*b) > 40);
        let places = self.points.iter().zip(&other.points).enumerate().filter(|(_, (a, b))| differs(a, b));
        let mut bounds: Option<[usize; 4]> = None;
        for (index, _) in places {
            let (x, y) = (index % self.width, index / self.width);
            let [left, top, right, bottom] = bounds.unwrap_or([x, y, x + 1, y + 1]);
            bounds = Some([left.min(x), top.min(y), right.max(x + 1), bottom.max(y + 1)]);
        }
        bounds
    }

    /// Of a part of the page, in millimetres from the top left, the points that stand nowhere within a point of their place in
    /// another picture of it.
    pub fn apart(&self, other: &Seen, (left, top, width, height): (f64, f64, f64, f64)) -> usize {
        const ALIKE: u8 = 72;
        let point = |seen: &Seen, x: usize, y: usize| seen.points.get(y * seen.width + x).copied();
        let alike = |a: [u8; 3], b: [u8; 3]| a.iter().zip(b).all(|(a, b)| a.abs_diff(b) < ALIKE);
        let at = |length: f64| (length.max(0.0) * self.dots_per_mm) as usize;
        let mut apart = 0;
        for y in at(top)..at(top + height).min(self.height.min(other.height)) {
            for x in at(left)..at(left + width).min(self.width.min(other.width)) {
                let Some(own) = point(self, x, y) else { continue };
                let mut near = (y.saturating_sub(1)..=y + 1)
                    .flat_map(|y| (x.saturating_sub(1)..=x + 1).map(move |x| (x, y)))
                    .filter(|(x, y)| *x < other.width && *y < other.height);
                if !near.any(|(x, y)| point(other, x, y).is_some_and(|there| alike(own, there))) {
                    apart += 1;
                }
            }
        }
        apart
    }

    /// A part of the page, in points: its rows of colours.
    pub fn part(&self, left: usize, top: usize, width: usize, height: usize) -> Vec<Vec<[u8; 3]>> {
        let row = |y: usize| {
            let start = y * self.width + left;
            self.points.get(start..start + width.min(self.width - left)).unwrap_or_default().to_vec()
        };
        (top..(top + height).min(self.height)).map(row).collect()
    }
}
