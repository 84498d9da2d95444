//! Documents of differing structure, each named by what is peculiar about it.

use super::pdf::{Listing, Pdf};
use super::tools;
use std::path::Path;

/// A document and its peculiarity.
#[derive(Clone)]
pub struct Sample {
    /// What is peculiar, in a word or two; fit for a file name.
    pub name: &'static str,
    /// The file.
    pub bytes: Vec<u8>,
    /// The password that opens it, where one is needed.
    pub password: Option<&'static str>,
}

/// A report of some pages: catalogue 1, page tree 2, font 3, then a page and its content each.
pub fn report(listing: Listing, pages: u32) -> Pdf {
    let mut pdf = Pdf::new(listing);
    pdf.set(3, "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>");
    let mut kids = String::new();
    for page in 0..pages {
        let (this, content) = (4 + 2 * page, 5 + 2 * page);
        kids.push_str(&format!("{this} 0 R "));
        pdf.set(
            this,
            format!(
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents {content} 0 R >>"
            ),
        );
        pdf.stream(content, "", format!("BT /F1 18 Tf 72 760 Td (Test report, page {}) Tj ET", page + 1));
    }
    pdf.set(2, format!("<< /Type /Pages /Kids [{kids}] /Count {pages} >>"));
    pdf.set(1, "<< /Type /Catalog /Pages 2 0 R >>");
    pdf
}

/// One page with these entries in its dictionary.
pub fn page_with(entries: &str) -> Pdf {
    let mut pdf = report(Listing::Table, 1);
    pdf.set(
        4,
        format!(
            "<< /Type /Page /Parent 2 0 R /Resources << /Font << /F1 3 0 R >> >> /Contents 5 0 R {entries} >>"
        ),
    );
    pdf
}

/// A report with an empty signature field `Inspector` of 60 × 20 mm on its page, and `Reviewer` beside it.
///
/// `direct`: the form and its list of fields stand in the catalogue instead of in objects of their own.
pub fn with_fields(listing: Listing, direct: bool) -> Pdf {
    let mut pdf = report(listing, 1);
    pdf.set(4, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents 5 0 R /Annots [10 0 R 11 0 R] >>");
    for (number, name, left) in [(10, "Inspector", 72), (11, "Reviewer", 320)] {
        pdf.set(
            number,
            format!(
                "<< /Type /Annot /Subtype /Widget /FT /Sig /T ({name}) /F 4 /P 4 0 R /Rect [{left} 100 {} 156.7] >>",
                left + 170
            ),
        );
    }
    if direct {
        pdf.set(1, "<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [10 0 R 11 0 R] /SigFlags 0 >> >>");
    } else {
        pdf.set(12, "[10 0 R 11 0 R]").set(13, "<< /Fields 12 0 R >>");
        pdf.set(1, "<< /Type /Catalog /Pages 2 0 R /AcroForm 13 0 R >>");
    }
    pdf
}

/// A form whose signature field has a parent and a widget of its own: `Approval.Head`.
fn nested_field() -> Pdf {
    let mut pdf = report(Listing::Table, 1);
    pdf.set(4, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R /Annots 14 0 R >>");
    pdf.set(14, "[12 0 R]");
    pdf.set(10, "<< /T (Approval) /Kids [11 0 R] >>");
    pdf.set(11, "<< /T (Head) /Parent 10 0 R /FT /Sig /Kids [12 0 R] >>");
    pdf.set(12, "<< /Type /Annot /Subtype /Widget /Parent 11 0 R /F 4 /P 4 0 R /Rect [72 100 242 156] >>");
    pdf.set(1, "<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [10 0 R] >> >>");
    pdf
}

fn hybrid() -> Pdf {
    let mut pdf = report(Listing::Hybrid, 1);
    pdf.set(4, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents 5 0 R /Annots [9 0 R] >>");
    pdf.set(9, "<< /Type /Annot /Subtype /Link /Rect [72 700 200 720] /Border [0 0 0] /Dest [4 0 R /Fit] >>");
    pdf.hidden.insert(9);
    pdf
}

fn revisions(first: Listing, then: Listing) -> Vec<u8> {
    let mut pdf = report(first, 2);
    let page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents 7 0 R /Rotate 0 >>";
    let mut file = pdf.bytes();
    // The objects that hold the listing itself take numbers too; what follows stays clear of them.
    file = pdf.updated(file, &[(6, page), (30, "(a remark)")], then);
    pdf.updated(file, &[(30, "(another remark)"), (40, "[1 2 3]")], then)
}

fn deep_tree() -> Pdf {
    let mut pdf = report(Listing::Table, 1);
    pdf.set(2, "<< /Type /Pages /Kids [20 0 R] /Count 1 /MediaBox [0 0 842 595] /Rotate 90 /Resources << /Font << /F1 3 0 R >> >> >>");
    pdf.set(20, "<< /Type /Pages /Parent 2 0 R /Kids [21 0 R] /Count 1 /CropBox [20 20 822 575] >>");
    pdf.set(21, "<< /Type /Pages /Parent 20 0 R /Kids [4 0 R] /Count 1 >>");
    pdf.set(4, "<< /Type /Page /Parent 21 0 R /Contents [5 0 R] >>");
    pdf
}

fn line_ends(line_end: &'static str) -> Pdf {
    let mut pdf = report(Listing::Table, 1);
    pdf.line_end = line_end;
    pdf
}

fn without_identifier() -> Pdf {
    let mut pdf = report(Listing::Table, 1);
    pdf.identifier = false;
    pdf
}

/// Every structure that needs no tool to make.
pub fn plain() -> Vec<Sample> {
    let sample = |name, bytes| Sample { name, bytes, password: None };
    let annotation = "<< /Type /Annot /Subtype /Text /Rect [10 10 30 30] /Contents (note) >>";
    let annotated = |entries: &str, extra: &str| {
        let mut pdf = page_with(&format!("/MediaBox [0 0 595 842] {entries}"));
        pdf.set(8, annotation);
        if !extra.is_empty() {
            pdf.set(9, extra);
        }
        pdf.bytes()
    };
    vec![
        sample("table", report(Listing::Table, 3).bytes()),
        sample("xref-stream", report(Listing::Stream, 2).bytes()),
        sample("object-streams", report(Listing::Packed, 2).bytes()),
        sample("hybrid", hybrid().bytes()),
        sample("revisions-table", revisions(Listing::Table, Listing::Table)),
        sample("revisions-stream", revisions(Listing::Stream, Listing::Stream)),
        sample("revisions-packed", revisions(Listing::Packed, Listing::Packed)),
        sample("revisions-mixed", revisions(Listing::Table, Listing::Stream)),
        sample("rotated-90", page_with("/MediaBox [0 0 595 842] /Rotate 90").bytes()),
        sample("rotated-180", page_with("/MediaBox [0 0 595 842] /Rotate 180").bytes()),
        sample("rotated-270", page_with("/MediaBox [0 0 595 842] /Rotate 270").bytes()),
        sample("rotated-minus-90", page_with("/MediaBox [0 0 595 842] /Rotate -90").bytes()),
        sample("crop-box", page_with("/MediaBox [0 0 700 900] /CropBox [50 30 645 872]").bytes()),
        sample("origin-elsewhere", page_with("/MediaBox [-300 -400 295 442]").bytes()),
        sample("user-unit", page_with("/MediaBox [0 0 595 842] /UserUnit 2").bytes()),
        sample("inherited", deep_tree().bytes()),
        sample("annots-direct", annotated("/Annots [8 0 R]", "")),
        sample("annots-inline", annotated(&format!("/Annots [{annotation}]"), "")),
        sample("annots-indirect", annotated("/Annots 9 0 R", "[8 0 R]")),
        sample("annots-empty", annotated("/Annots []", "")),
        sample("form-direct", with_fields(Listing::Table, true).bytes()),
        sample("form-indirect", with_fields(Listing::Table, false).bytes()),
        sample("form-packed", with_fields(Listing::Packed, false).bytes()),
        sample("field-nested", nested_field().bytes()),
        sample("lines-crlf", line_ends("\r\n").bytes()),
        sample("lines-cr", line_ends("\r").bytes()),
        sample("no-identifier", without_identifier().bytes()),
    ]
}

/// The structures that qpdf makes of a plain file: linearised, and encrypted in three ways with user and owner password.
pub fn by_qpdf(folder: &Path) -> Vec<Sample> {
    let plain = folder.join("plain.pdf");
    std::fs::write(&plain, report(Listing::Table, 3).bytes()).unwrap();
    let encrypted = |words: &[&'static str]| [&["--encrypt", USER, OWNER], words, &["--"]].concat();
    let jobs: [(&'static str, Vec<&str>, Option<&'static str>); 6] = [
        ("linearised", vec!["--linearize"], None),
        ("linearised-packed", vec!["--linearize", "--object-streams=generate"], None),
        ("rc4-128", [vec!["--allow-weak-crypto"], encrypted(&["128", "--use-aes=n"])].concat(), Some(USER)),
        ("aes-128", [vec!["--allow-weak-crypto"], encrypted(&["128", "--use-aes=y"])].concat(), Some(USER)),
        ("aes-256", encrypted(&["256"]), Some(USER)),
        ("aes-256-no-user-password", vec!["--encrypt", "", OWNER, "256", "--"], None),
    ];
    jobs.into_iter()
        .map(|(name, words, password)| {
            let made = folder.join(format!("{name}.pdf"));
            let paths = [plain.to_str().unwrap(), made.to_str().unwrap()];
            tools::succeed("qpdf", &[&words[..], &paths[..]].concat());
            Sample { name, bytes: std::fs::read(made).unwrap(), password }
        })
        .collect()
}

/// The user password of the encrypted samples.
pub const USER: &str = "reader";
/// Their owner password.
pub const OWNER: &str = "keeper";
