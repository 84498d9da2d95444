//! Whole pages, from bytes through the reader to pixels and text.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use crate::{Area, Error, Limits, Omission, PageImage, Part, Pixels, compare, draw_form};
use appearance::{Appearance, CaptionPlace, Ink, InkPoint, Mark, SizeMm};
use pdf::{Document, PageGeometry, RectMm};
use std::fmt::Write as _;
use std::sync::Arc;

/// A document of one page: `page` are further entries of the page dictionary, `catalog` of the catalog; `objects` are
/// numbered from 4.
fn document_with(page: &str, catalog: &str, objects: &[&str]) -> Document {
    let mut file = String::from("%PDF-1.7\n");
    let mut offsets = Vec::new();
    let fixed = [
        format!("<</Type/Catalog/Pages 2 0 R{catalog}>>"),
        "<</Type/Pages/Count 1/Kids[3 0 R]>>".to_owned(),
        format!("<</Type/Page/Parent 2 0 R{page}>>"),
    ];
    for (index, object) in fixed.iter().map(String::as_str).chain(objects.iter().copied()).enumerate() {
        offsets.push(file.len());
        write!(file, "{} 0 obj\n{object}\nendobj\n", index + 1).unwrap();
    }
    let start = file.len();
    write!(file, "xref\n0 {}\n0000000000 65535 f\r\n", offsets.len() + 1).unwrap();
    for offset in &offsets {
        write!(file, "{offset:010} 00000 n\r\n").unwrap();
    }
    write!(file, "trailer\n<</Size {}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n", offsets.len() + 1).unwrap();
    Document::open(Arc::new(file.into_bytes()), pdf::Limits::default()).unwrap()
}

fn document(page: &str, objects: &[&str]) -> Document {
    document_with(page, "", objects)
}

fn stream(head: &str, data: &str) -> String {
    format!("<<{head}/Length {}>>\nstream\n{data}\nendstream", data.len())
}

fn page(document: &Document) -> PageImage {
    PageImage::extract(document, 0, &Limits::default()).unwrap()
}

fn is_red(pixels: &Pixels, x: f64, y: f64) -> bool {
    let [red, green, blue, _] = pixels.at(x as u32, y as u32).unwrap();
    red > 200 && green < 60 && blue < 60
}

const FONT: &str = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>";

#[test]
fn rotation_crop_box_and_user_unit_give_the_page_as_seen() {
    // A red square of 20 units at (130, 260) in user space and a word on it; the page shows (100, 200) to (300, 500).
    let content = stream("", "1 0 0 rg 130 260 20 20 re f 0 g BT /F 8 Tf 131 264 Td (Ag) Tj ET");
    for (rotate, unit) in [(0, 1.0), (90, 1.0), (180, 1.0), (270, 1.0), (-90, 2.0), (450, 0.5)] {
        let entries = format!(
            "/MediaBox[0 0 400 600]/CropBox[100 200 300 500]/Rotate {rotate}/UserUnit {unit}/Contents 4 0 R\
             /Resources<</Font<</F 5 0 R>>>>"
        );
        let document = document(&entries, &[&content, FONT]);
        let page = page(&document);
        let (width, height) = page.size_points();
        let turned = rotate % 180 != 0;
        let expected = if turned { (300.0 * unit, 200.0 * unit) } else { (200.0 * unit, 300.0 * unit) };
        assert!((width - expected.0).abs() < 1e-9 && (height - expected.1).abs() < 1e-9);
        let pixels = page.draw(2.0).unwrap();
        assert_eq!(f64::from(pixels.width()), (width * 2.0).round());
        let seen = page.geometry().rect_to_seen(pdf::Rect::new(130.0, 260.0, 150.0, 280.0));
        let points = |mm: f64| mm * 72.0 / 25.4;
        let (left, top) = (points(seen.x), points(seen.y));
        let (right, bottom) = (left + points(seen.width), top + points(seen.height));
        for (x, y) in [
            (left + 1.0, top + 1.0),
            (right - 1.5, top + 1.0),
            (left + 1.0, bottom - 1.5),
            (right - 1.5, bottom - 1.5),
        ] {
            assert!(is_red(&pixels, x * 2.0, y * 2.0), "rotate {rotate}: {x} {y} of {seen:?}");
        }
        assert!(!is_red(&pixels, (left - 3.0) * 2.0, (top + 1.0) * 2.0));
        let text = page.text().unwrap();
        let found = text.search("AG");
        assert_eq!(found.len(), 1);
        let Area { x, y, width, height } = found[0].areas[0];
        let slack = 1.0 * unit;
        assert!(
            x > left - slack && y > top - slack && x + width < right + slack && y + height < bottom + slack,
            "{rotate}: {found:?}"
        );
    }
}

#[test]
fn chinese_fonts_that_are_not_embedded_are_drawn_and_read() {
    let content = stream("", "BT /F 20 Tf 20 100 Td <68C06D4B62A5544A> Tj ET");
    let font =
        "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[6 0 R]>>";
    let descendant = "<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/DW 1000\
                      /CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>>>";
    let document = document(
        "/MediaBox[0 0 200 200]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>",
        &[&content, font, descendant],
    );
    let page = page(&document);
    let text = page.text().unwrap();
    assert_eq!(text.plain(), "检测报告");
    let found = text.search("测 报");
    assert_eq!(found[0].characters, 1..3);
    let pixels = page.draw(1.0).unwrap();
    assert!(pixels.omissions().is_empty());
    let dark = |x0: u32, x1: u32| {
        (x0..x1)
            .flat_map(|x| (80..102).map(move |y| (x, y)))
            .filter(|(x, y)| pixels.at(*x, *y).unwrap()[0] < 128)
            .count()
    };
    assert!(dark(20, 40) > 30 && dark(80, 100) > 30 && dark(105, 180) == 0);
}

#[test]
fn embedded_chinese_fonts_without_a_unicode_map_are_read_through_their_encoding() {
    let form = Appearance::caption_only(vec!["检".to_owned()]).form(SizeMm::new(20.0, 10.0)).unwrap();
    let mut next = 0;
    let placed = form.place(
        || {
            next += 1;
            (next, 0)
        },
        [1.0, 0.0, 0.0, 1.0, 0.0, 0.0],
    );
    let program = placed
        .iter()
        .filter_map(|(_, object)| object.as_stream().ok())
        .find(|s| s.dict.has(b"Length1"))
        .unwrap();
    let hex: String = program.content.iter().map(|byte| format!("{byte:02x}")).collect();
    let program = stream("/Filter[/ASCIIHexDecode/FlateDecode]", &format!("{hex}>"));
    let descendant = "<</Type/Font/Subtype/CIDFontType2/BaseFont/ABCDEF+FZSSK/DW 1000/FontDescriptor 7 0 R\
                      /CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>>>";
    let descriptor = "<</Type/FontDescriptor/FontName/ABCDEF+FZSSK/Flags 4/FontFile2 8 0 R>>";
    // 检测 in GBK, in UCS-2, and as CIDs of Adobe-GB1.
    for (encoding, codes) in
        [("GBK-EUC-H", "BCECB2E2"), ("UniGB-UCS2-H", "68C06D4B"), ("Identity-H", "07FB0471")]
    {
        let content = stream("", &format!("BT /F 20 Tf 20 100 Td <{codes}> Tj ET"));
        let font = format!(
            "<</Type/Font/Subtype/Type0/BaseFont/ABCDEF+FZSSK/Encoding/{encoding}/DescendantFonts[6 0 R]>>"
        );
        let objects = [content.as_str(), font.as_str(), descendant, descriptor, program.as_str()];
        let document =
            document("/MediaBox[0 0 200 200]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>", &objects);
        let text = page(&document).text().unwrap().plain();
        assert_eq!(text.chars().count(), 2, "{encoding}: {text}");
        assert!(encoding == "Identity-H" || text == "检测", "{encoding}: {text}");
    }
}

#[test]
fn words_are_found_across_runs_lines_and_widths() {
    let content = stream(
        "",
        "BT /F 10 Tf 20 150 Td [(Re)-10(port N)] TJ ET BT /F 10 Tf 60.5 150 Td (o. 17) Tj ET BT /F 10 Tf 20 130 Td (of the labo) Tj 0 -12 Td (ratory) Tj ET",
    );
    let document =
        document("/MediaBox[0 0 200 200]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>", &[&content, FONT]);
    let text = page(&document).text().unwrap();
    assert_eq!(text.plain(), "Report No. 17\nof the labo\nratory");
    assert_eq!(text.search("report NO.17").len(), 1);
    assert_eq!(text.search("17of").len(), 1);
    let laboratory = text.search("LABOratory");
    assert_eq!(laboratory[0].areas.len(), 2, "one rectangle a line");
    assert_eq!(text.search("o").len(), 5);
    assert!(text.search(" ").is_empty() && text.search("absent").is_empty());
}

#[test]
fn the_preview_is_what_the_page_shows_at_every_rotation() {
    let line = (0..40)
        .map(|i| f64::from(i) * 0.2)
        .map(|t| InkPoint::new(t * 20.0, (t * 2.0).sin() * 20.0))
        .collect();
    let ink = Ink::new(vec![line]).unwrap();
    let lines = vec!["张三".to_owned(), "2026-11-22".to_owned()];
    let appearance = Appearance::new(Mark::Ink(ink)).with_caption(lines, CaptionPlace::Right);
    let size = SizeMm::new(60.0, 20.0);
    let form = appearance.form(size).unwrap();
    for rotate in [0, 90, 180, 270] {
        let empty = document(&format!("/MediaBox[20 30 420 430]/Rotate {rotate}"), &[]);
        let geometry: PageGeometry = *page(&empty).geometry();
        let place = RectMm { x: 30.0, y: 50.0, width: size.width, height: size.height };
        let rect = geometry.rect_to_user_space(place);
        let matrix = geometry.appearance_matrix(form.width(), form.height());
        // The form's objects as text, through the writer that makes page files.
        let mut next = 4;
        let number = || {
            next += 1;
            (next, 0)
        };
        let placed = form.place(number, matrix);
        let mut file = crate::page_file::PageFile::new(1 << 20);
        let numbers: Vec<u32> = (0..next).map(|_| file.number()).collect();
        let parse = |text: String| lopdf_object(&text);
        file.object(numbers[0], &parse("<</Type/Catalog/Pages 2 0 R>>".into())).unwrap();
        file.object(numbers[1], &parse("<</Type/Pages/Count 1/Kids[3 0 R]>>".into())).unwrap();
        let entries =
            format!("<</Type/Page/Parent 2 0 R/MediaBox[20 30 420 430]/Rotate {rotate}/Annots[4 0 R]>>");
        file.object(numbers[2], &parse(entries)).unwrap();
        let [x0, y0, x1, y1] = rect.to_array();
        let form_number = placed.last().unwrap().0.0;
        let widget = format!(
            "<</Type/Annot/Subtype/Widget/F 132/Rect[{x0} {y0} {x1} {y1}]/AP<</N {form_number} 0 R>>>>"
        );
        file.object(numbers[3], &parse(widget)).unwrap();
        for (id, object) in &placed {
            file.object(id.0, object).unwrap();
        }
        let document = Document::open(Arc::new(file.finish(1)), pdf::Limits::default()).unwrap();
        let points = 72.0 / 25.4;
        let (width, height) = (360u32, 120u32);
        let area = Area {
            x: place.x * points,
            y: place.y * points,
            width: place.width * points,
            height: place.height * points,
        };
        let drawn = page(&document).draw_area(area, f64::from(width) / area.width).unwrap();
        let preview = draw_form(&form, width, height, &Limits::default()).unwrap();
        assert_eq!((drawn.width(), drawn.height()), (width, height));
        let mut different = 0;
        for (a, b) in drawn.rgba().chunks_exact(4).zip(preview.rgba().chunks_exact(4)) {
            let on_white = |channel: usize| 255 - (255 - u32::from(b[channel])) * u32::from(b[3]) / 255;
            different +=
                usize::from((0..3).any(|channel| u32::from(a[channel]).abs_diff(on_white(channel)) > 48));
        }
        let inked = preview.rgba().chunks_exact(4).filter(|pixel| pixel[3] > 128).count();
        assert!(inked > 800, "the preview is not empty: {inked}");
        assert!(different < inked / 50, "rotate {rotate}: {different} of {inked} pixels differ");
    }
}

/// A dictionary from its text, read by the reader itself.
fn lopdf_object(text: &str) -> pdf::Object {
    document("", &[text]).object((4, 0)).unwrap()
}

#[test]
fn what_is_hidden_is_not_drawn() {
    let square = stream("/Type/XObject/Subtype/Form/BBox[0 0 10 10]", "1 0 0 rg 0 0 10 10 re f");
    let annotation =
        |x: u32, more: &str| format!("<</Subtype/Stamp/Rect[{x} 10 {} 20]/AP<</N 4 0 R>>{more}>>", x + 10);
    let states = "<</Subtype/Widget/Rect[90 10 100 20]/AS/On/AP<</N<</On 4 0 R/Off 11 0 R>>>>>>".to_owned();
    let empty = stream("/Type/XObject/Subtype/Form/BBox[0 0 10 10]", "");
    let content = stream("", "/OC /G BDC 1 0 0 rg 110 10 10 10 re f EMC /OC /H BDC 130 10 10 10 re f EMC");
    let objects = [
        square.clone(),
        annotation(10, "/F 4"),
        annotation(30, "/F 2"),
        annotation(50, "/F 32"),
        annotation(70, "/OC 12 0 R"),
        states,
        content,
        empty,
        "<</Type/OCG/Name(off)>>".to_owned(),
        "<</Type/OCG/Name(on)>>".to_owned(),
    ];
    let objects: Vec<&str> = objects.iter().map(String::as_str).collect();
    let document = document_with(
        "/MediaBox[0 0 200 30]/Contents 10 0 R/Annots[5 0 R 6 0 R 7 0 R 8 0 R 9 0 R]/Resources<</Properties<</G 12 0 R/H 13 0 R>>>>",
        "/OCProperties<</OCGs[12 0 R 13 0 R]/D<</OFF[12 0 R]>>>>",
        &objects,
    );
    let pixels = page(&document).draw(1.0).unwrap();
    let shown: Vec<bool> =
        [15.0, 35.0, 55.0, 75.0, 95.0, 115.0, 135.0].map(|x| is_red(&pixels, x, 15.0)).to_vec();
    assert_eq!(shown, [true, false, false, false, true, false, true]);
}

#[test]
fn other_pages_do_not_come_along_and_bounds_are_kept() {
    let content = stream("", "0 g");
    let link = "<</Subtype/Link/Rect[0 0 9 9]/P 3 0 R/Dest[3 0 R/Fit]/Parent 2 0 R>>";
    let forms: Vec<String> =
        (0..50).map(|i| stream("/Subtype/Form/BBox[0 0 1 1]", &format!("% {i}"))).collect();
    let mut objects = vec![content.as_str(), link];
    objects.extend(forms.iter().map(String::as_str));
    let mut resources = String::new();
    for number in 6..56 {
        write!(resources, "/X{number} {number} 0 R").unwrap();
    }
    let entries =
        format!("/MediaBox[0 0 9 9]/Contents 4 0 R/Annots[5 0 R]/Resources<</XObject<<{resources}>>>>");
    let document = document(&entries, &objects);
    let limits = Limits { objects: 20, ..Limits::default() };
    assert!(matches!(PageImage::extract(&document, 0, &limits), Err(Error::Limit { .. })));
    let limits = Limits { bytes: 900, ..Limits::default() };
    assert!(matches!(PageImage::extract(&document, 0, &limits), Err(Error::Limit { .. })));
    let page = page(&document);
    assert!(!String::from_utf8_lossy(page.page_file()).contains("Link"));
    assert!(matches!(PageImage::extract(&document, 1, &Limits::default()), Err(Error::Pdf(_))));
}

#[test]
fn what_cannot_be_drawn_is_named() {
    let picture = stream(
        "/Subtype/Image/Width 9/Height 9/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/DCTDecode",
        "no JPEG",
    );
    let content = stream("", "9 0 0 9 0 0 cm /P Do");
    let file = document(
        "/MediaBox[0 0 9 9]/Contents 4 0 R/Resources<</XObject<</P 5 0 R>>>>",
        &[&content, &picture],
    );
    assert_eq!(page(&file).draw(1.0).unwrap().omissions(), [Omission::Picture]);
    for (annotation, omissions) in [
        ("/Subtype/Square", &[Omission::Annotation][..]),
        ("/Subtype/Square/F 2", &[]),
        ("/Subtype/Widget/FT/Sig", &[]),
        ("/Subtype/Widget/FT/Tx/V(text)", &[Omission::Annotation]),
        ("/Subtype/Link", &[]),
    ] {
        let annotation = format!("<<{annotation}/Rect[1 1 5 5]>>");
        let file = document("/MediaBox[0 0 9 9]/Annots[4 0 R]", &[&annotation]);
        assert_eq!(page(&file).draw(1.0).unwrap().omissions(), omissions, "{annotation}");
    }
}

#[test]
fn a_png_reads_back() {
    let document = document("/MediaBox[0 0 30 20]/Contents 4 0 R", &[&stream("", "1 0 0 rg 0 0 15 20 re f")]);
    let pixels = page(&document).draw(3.0).unwrap();
    let decoded = image::load_from_memory(&pixels.to_png().unwrap()).unwrap();
    assert_eq!((decoded.width(), decoded.height()), (90, 60));
    assert_eq!(decoded.to_rgba8().into_raw(), pixels.rgba());
}

#[test]
fn parts_of_a_page_are_taken_out_and_shapes_are_found() {
    let square = stream("/Subtype/Form/BBox[0 0 10 10]", "1 0 0 rg 0 0 10 10 re f");
    let mark = |left: u32| format!("<</Subtype/Stamp/Rect[{left} 10 {} 20]/AP<</N 4 0 R>>>>", left + 10);
    let content = stream("", "1 0 0 rg 50 10 10 10 re f 0 g 70 10 m 75 20 85 0 90 10 c S");
    let document = document(
        "/MediaBox[0 0 100 30]/Contents 7 0 R/Annots[5 0 R 6 0 R]",
        &[&square, &mark(10), &mark(30), &content],
    );
    let shown = |part: Part<'_>| {
        let page = PageImage::extract_part(&document, 0, part, &Limits::default()).unwrap();
        let pixels = page.draw(1.0).unwrap();
        [15.0, 35.0, 55.0].map(|x| is_red(&pixels, x, 15.0))
    };
    assert_eq!(shown(Part::Whole), [true, true, true]);
    assert_eq!(shown(Part::Without(&[(5, 0)].into())), [false, true, true]);
    assert_eq!(shown(Part::Only((6, 0))), [false, true, false]);
    let shapes = page(&document).shapes().unwrap();
    assert_eq!(shapes.iter().filter(|shape| shape.curves == Some(1)).count(), 1, "{shapes:?}");
    assert_eq!(shapes.iter().filter(|shape| shape.curves == Some(0)).count(), 3, "{shapes:?}");
}

#[test]
fn large_pages_are_compared_as_finely_as_small_ones() {
    // A strip of three metres: at one drawing's limit of pixels a full stop would be gone.
    let of = |dot: &str| document("/MediaBox[0 0 700 8000]/Contents 4 0 R", &[&stream("", dot)]);
    let (before, after) = (of("0 g"), of("0 g 300 40 1 1 re f"));
    let difference = compare(&page(&before), &page(&after), 110.0).unwrap();
    assert_eq!(difference.areas.len(), 1);
    let area = difference.areas[0];
    assert!((area.x - 300.0).abs() < 1.0 && (area.y - 7959.0).abs() < 1.5 && area.width < 2.5, "{area:?}");
    assert!(compare(&page(&before), &page(&before), 110.0).unwrap().areas.is_empty());
    let vast = document("/MediaBox[0 0 14400 14400]/UserUnit 100", &[]);
    assert!(matches!(compare(&page(&vast), &page(&vast), 110.0), Err(Error::Limit { .. })));
}
