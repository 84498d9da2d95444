//! What a scanner makes of a printed document: a PDF with one picture on each page and nothing else.

use super::pdf::{Listing, Pdf};
use super::tools;
use std::path::Path;

/// Prints a document and scans it at so many dots an inch.
pub fn scan(from: &Path, to: &Path, dpi: u32) {
    let folder = tempfile::TempDir::new().unwrap();
    let base = folder.path().join("page");
    let words = ["-r".to_owned(), dpi.to_string(), "-jpeg".to_owned()];
    let paths = [from.display().to_string(), base.display().to_string()];
    tools::succeed("pdftoppm", &[&words[..], &paths[..]].concat());
    let mut pages: Vec<_> =
        std::fs::read_dir(folder.path()).unwrap().map(|page| page.unwrap().path()).collect();
    pages.sort();
    let pictures: Vec<Vec<u8>> = pages.iter().map(|page| std::fs::read(page).unwrap()).collect();
    std::fs::write(to, of_pictures(&pictures, dpi).bytes()).unwrap();
}

/// A document of JPEG pictures, each on a page of its own size at so many dots an inch.
pub fn of_pictures(pictures: &[Vec<u8>], dpi: u32) -> Pdf {
    let mut pdf = Pdf::new(Listing::Table);
    let mut kids = String::new();
    for (number, picture) in (3..).step_by(3).zip(pictures) {
        let (width, height, colours) = facts(picture);
        let points = |pixels: u32| f64::from(pixels) * 72.0 / f64::from(dpi);
        kids.push_str(&format!("{number} 0 R "));
        pdf.set(
            number,
            format!(
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {:.3} {:.3}] /Resources << /XObject << /I {} 0 R >> >> /Contents {} 0 R >>",
                points(width), points(height), number + 1, number + 2
            ),
        );
        let space = if colours == 1 { "DeviceGray" } else { "DeviceRGB" };
        pdf.stream(
            number + 1,
            format!(
                "/Type /XObject /Subtype /Image /Width {width} /Height {height} /ColorSpace /{space} /BitsPerComponent 8 /Filter /DCTDecode"
            ),
            picture.clone(),
        );
        pdf.stream(
            number + 2,
            "",
            format!("q {:.3} 0 0 {:.3} 0 0 cm /I Do Q", points(width), points(height)),
        );
    }
    pdf.set(2, format!("<< /Type /Pages /Kids [{kids}] /Count {} >>", pictures.len()));
    pdf.set(1, "<< /Type /Catalog /Pages 2 0 R >>");
    pdf
}

/// Width, height and number of colours of a JPEG, from its frame header (ITU-T T.81 §B.2.2).
fn facts(jpeg: &[u8]) -> (u32, u32, u8) {
    let two = |at: usize| u32::from(jpeg[at]) << 8 | u32::from(jpeg[at + 1]);
    let mut at = 2;
    loop {
        let (marker, length) = (jpeg[at + 1], two(at + 2) as usize);
        if (0xc0..=0xc2).contains(&marker) {
            return (two(at + 7), two(at + 5), jpeg[at + 9]);
        }
        at += 2 + length;
    }
}
