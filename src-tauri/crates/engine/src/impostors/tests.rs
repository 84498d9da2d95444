//! Drawn pages with seals, handwriting, and with what looks like them and is not.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::f64::consts::TAU;
use std::fmt::Write as _;
use std::sync::Arc;

use pdf::Document;
use render::{Limits, PageImage};

use super::*;

const MM: f64 = 72.0 / 25.4;
const RED: &str = "0.84 0.16 0.13";

/// A page of A4 with a drawing and at most one picture, /P, of gray or coloured pixels.
fn page(drawing: &str, picture: Option<(u32, u32, &str, Vec<u8>)>) -> PageImage {
    let mut file: Vec<u8> = b"%PDF-1.7\n".to_vec();
    let mut offsets = Vec::new();
    let (width, height, space, pixels) = picture.unwrap_or((1, 1, "DeviceGray", vec![255]));
    let objects: Vec<(String, Vec<u8>)> = vec![
        ("<</Type/Catalog/Pages 2 0 R>>".to_owned(), Vec::new()),
        ("<</Type/Pages/Count 1/Kids[3 0 R]>>".to_owned(), Vec::new()),
        (
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 6 0 R>>/XObject<</P 5 0 R>>>>>>"
                .to_owned(),
            Vec::new(),
        ),
        (format!("<</Length {}>>", drawing.len()), drawing.as_bytes().to_vec()),
        (
            format!(
                "<</Type/XObject/Subtype/Image/Width {width}/Height {height}/ColorSpace/{space}/BitsPerComponent 8/Length {}>>",
                pixels.len()
            ),
            pixels,
        ),
        (
            "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/DW 1000/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>>>]>>"
                .to_owned(),
            Vec::new(),
        ),
    ];
    for (index, (head, data)) in objects.iter().enumerate() {
        offsets.push(file.len());
        file.extend(format!("{} 0 obj\n{head}\n", index + 1).into_bytes());
        if !data.is_empty() {
            file.extend(b"stream\n");
            file.extend(data);
            file.extend(b"\nendstream\n");
        }
        file.extend(b"endobj\n");
    }
    let start = file.len();
    file.extend(format!("xref\n0 {}\n0000000000 65535 f\r\n", offsets.len() + 1).into_bytes());
    for offset in &offsets {
        file.extend(format!("{offset:010} 00000 n\r\n").into_bytes());
    }
    file.extend(
        format!("trailer\n<</Size {}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n", offsets.len() + 1)
            .into_bytes(),
    );
    let document = Document::open(Arc::new(file), pdf::Limits::default()).unwrap();
    PageImage::extract(&document, 0, &Limits::default()).unwrap()
}

/// Chinese words at a place.
fn words(text: &str, x: f64, y: f64) -> String {
    let hex: String = text.encode_utf16().map(|unit| format!("{unit:04X}")).collect();
    format!("0 g BT /F 12 Tf {x} {y} Td <{hex}> Tj ET\n")
}

/// A part of an ellipse as a line.
fn arc(middle: (f64, f64), radii: (f64, f64), from: f64, to: f64) -> String {
    let mut path = String::new();
    for step in 0..=120 {
        let at = from + (to - from) * f64::from(step) / 120.0;
        let (x, y) = (middle.0 + radii.0 * at.cos(), middle.1 + radii.1 * at.sin());
        write!(path, "{x:.2} {y:.2} {} ", if step == 0 { "m" } else { "l" }).unwrap();
    }
    path
}

/// A seal of an office as a drawing: a ring, a star, and characters along the ring.
fn seal(middle: (f64, f64), radii: (f64, f64), colour: &str) -> String {
    let mut drawing = format!("q {colour} RG {colour} rg {:.2} w ", MM * 1.1);
    drawing += &arc(middle, radii, 0.0, TAU);
    drawing += "s ";
    for number in 0..11 {
        let at = -0.5 + f64::from(number) / 10.0 * (TAU / 2.0 + 1.0);
        let (x, y) = (middle.0 + radii.0 * 0.72 * at.cos(), middle.1 + radii.1 * 0.72 * at.sin());
        let side = radii.0 * 0.13;
        for (right, up) in [(-1.0, -1.0), (0.1, -1.0), (-0.45, 0.1)] {
            write!(drawing, "{:.2} {:.2} {side:.2} {:.2} re ", x + right * side, y + up * side, side * 0.6)
                .unwrap();
        }
    }
    drawing += "f ";
    for point in 0..5 {
        let at = TAU / 4.0 + f64::from(point) * TAU * 2.0 / 5.0;
        let (x, y) = (middle.0 + radii.0 * 0.3 * at.cos(), middle.1 + radii.0 * 0.3 * at.sin());
        write!(drawing, "{x:.2} {y:.2} {} ", if point == 0 { "m" } else { "l" }).unwrap();
    }
    drawing += "f Q\n";
    drawing
}

fn kinds(drawing: &str, picture: Option<(u32, u32, &str, Vec<u8>)>) -> Vec<PictureKind> {
    find(&page(drawing, picture)).unwrap().iter().map(|mark| mark.kind).collect()
}

/// Numbers that look like chance and are the same every time.
fn chance(seed: &mut u32) -> u32 {
    *seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
    *seed >> 16
}

/// Gray pixels of a written name on white.
fn written(width: u32, height: u32) -> Vec<u8> {
    let mut pixels = vec![255u8; (width * height) as usize];
    for step in 0..4000u32 {
        let along = f64::from(step) / 4000.0;
        let x = f64::from(width) * (0.06 + 0.88 * along);
        let y = f64::from(height) * (0.5 + 0.3 * (along * 31.0).sin() * (along * 7.0).cos());
        for (right, down) in [(0, 0), (1, 0), (0, 1), (1, 1), (2, 1), (1, 2)] {
            let place = (y as u32 + down) * width + x as u32 + right;
            if let Some(pixel) = pixels.get_mut(place as usize) {
                *pixel = 30;
            }
        }
    }
    pixels
}

#[test]
fn seals_are_found_round_oval_square_and_over_text() {
    let text = words("检测结果仅对来样负责，未经本机构书面同意不得部分复制本报告。", 120.0, 300.0);
    let round = seal((300.0, 300.0), (20.0 * MM, 20.0 * MM), RED);
    let found = find(&page(&(text.clone() + &round), None)).unwrap();
    assert_eq!(found.len(), 1);
    let area = found.first().unwrap().area;
    assert!((area.x - (300.0 - 20.5 * MM)).abs() < 3.0 && (area.width - 41.0 * MM).abs() < 4.0, "{area:?}");
    let seals = [PictureKind::Seal];
    assert_eq!(kinds(&seal((300.0, 400.0), (22.5 * MM, 15.0 * MM), RED), None), seals);
    assert_eq!(
        kinds(&seal((300.0, 400.0), (20.0 * MM, 20.0 * MM), "0.93 0.6 0.58"), None),
        seals,
        "pale ink"
    );
    let mut square = format!("q {RED} RG {RED} rg 3 w 300 300 56 56 re S ");
    for (x, y) in [(308, 332), (332, 332), (308, 306), (332, 306)] {
        write!(square, "{x} {y} 16 4 re {} {} 4 18 re {x} {} 16 4 re ", x + 6, y, y + 12).unwrap();
    }
    assert_eq!(kinds(&(square + "f Q\n"), None), seals);
    let two = seal((150.0, 200.0), (20.0 * MM, 20.0 * MM), RED)
        + &seal((430.0, 600.0), (19.0 * MM, 19.0 * MM), RED);
    assert_eq!(kinds(&two, None), [PictureKind::Seal, PictureKind::Seal]);
}

#[test]
fn what_is_red_and_no_seal_is_not_marked() {
    let (middle, radii) = ((300.0, 400.0), (20.0 * MM, 20.0 * MM));
    let circle = arc(middle, radii, 0.0, TAU);
    let disc = format!("{RED} rg {circle} f\n");
    let ring = format!("{RED} RG 3 w {circle} s\n");
    let figure = format!("{ring} {RED} rg 294 392 4 18 re f\n");
    let donut = format!("{RED} RG 40 w {circle} s\n");
    let pie = format!(
        "{RED} rg {} 300 400 l f 0 0.4 0.8 rg {} 300 400 l f\n",
        arc(middle, radii, 0.0, 2.0),
        arc(middle, radii, 2.0, TAU)
    );
    // The mark of an accredited laboratory: an open ring with letters.
    let open = format!(
        "{RED} RG {RED} rg 6 w {} S 280 390 8 24 re 300 390 8 24 re f\n",
        arc(middle, radii, 0.7, TAU - 0.7)
    );
    let table = format!("{RED} RG 1 w 100 300 400 200 re S 100 400 m 500 400 l S\n");
    let gauge = format!("{RED} RG 8 w {} S\n", arc(middle, radii, 0.0, TAU / 2.0));
    let blue = seal(middle, radii, "0.1 0.2 0.8");
    let small = seal(middle, (6.0 * MM, 6.0 * MM), RED);
    for drawing in [disc, ring, figure, donut, pie, open, table, gauge, blue, small] {
        assert_eq!(kinds(&drawing, None), [], "{drawing}");
    }
    let mut code = format!("{RED} rg ");
    let mut seed = 7;
    for cell in 0..625 {
        let (row, column) = (cell / 25, cell % 25);
        let corner = |at: i32| !(7..=17).contains(&at);
        if (corner(row) && corner(column) && !(row > 17 && column > 17))
            || chance(&mut seed).is_multiple_of(2)
        {
            write!(code, "{} {} 4 4 re ", 200 + column * 4, 300 + row * 4).unwrap();
        }
    }
    assert_eq!(kinds(&(code + "f\n"), None), [], "a code");
    // A photograph of something red.
    let mut photograph = Vec::new();
    for place in 0..120 * 120 {
        let (x, y) = (f64::from(place % 120) - 60.0, f64::from(place / 120) - 60.0);
        let noise = (chance(&mut seed) % 40) as u8;
        let is_fruit = (x * x + y * y).sqrt() < 48.0;
        photograph.extend(if is_fruit {
            [200 - noise, 30 + noise, 20 + noise]
        } else {
            [40 + noise, 120 + noise, 50]
        });
    }
    assert_eq!(
        kinds("q 130 0 0 130 200 400 cm /P Do Q", Some((120, 120, "DeviceRGB", photograph))),
        [],
        "a photograph"
    );
}

#[test]
fn handwriting_is_found_beside_the_words_alone() {
    let picture = || Some((300, 100, "DeviceGray", written(300, 100)));
    let placed = "q 110 0 0 36 180 290 cm /P Do Q\n";
    let beside = words("批准：", 120.0, 300.0) + placed;
    let found = find(&page(&beside, picture())).unwrap();
    assert_eq!(found.iter().map(|mark| mark.kind).collect::<Vec<_>>(), [PictureKind::Signature]);
    assert!((found.first().unwrap().area.x - 180.0).abs() < 1.0);
    assert_eq!(kinds(placed, picture()), [], "no words ask for a signature");
    let far = words("批准：", 120.0, 700.0) + placed;
    assert_eq!(kinds(&far, picture()), [], "the words are elsewhere");

    let mut strokes = words("审核", 120.0, 300.0) + "q 0.05 0.05 0.2 RG 1.2 w ";
    for stroke in 0..6 {
        let x = 180 + stroke * 14;
        write!(
            strokes,
            "{x} 296 m {} 320 {} 282 {} 304 c {} 290 {} 312 {} 298 c S ",
            x + 4,
            x + 9,
            x + 12,
            x + 14,
            x + 8,
            x + 2
        )
        .unwrap();
    }
    assert_eq!(kinds(&(strokes + "Q\n"), None), [PictureKind::Signature], "drawn strokes");
}

#[test]
fn pictures_beside_the_words_that_are_no_handwriting_are_not_marked() {
    let placed = words("批准：", 120.0, 300.0) + "q 110 0 0 40 180 285 cm /P Do Q\n";
    let mut seed = 3;
    let of = |paint: &mut dyn FnMut(u32, u32) -> u8| -> Vec<u8> {
        (0..300 * 100).map(|place| paint(place % 300, place / 300)).collect()
    };
    let bars = of(&mut |x, _| if ((x / 4).wrapping_mul(2_654_435_761) >> 7) % 2 == 0 { 0 } else { 255 });
    let code = of(&mut |_, _| if chance(&mut seed).is_multiple_of(2) { 0 } else { 255 });
    let photograph = of(&mut |x, y| ((x * 3 + y * 5) % 200) as u8 + 20);
    let logo = of(&mut |x, y| if (60..130).contains(&x) && (20..80).contains(&y) { 20 } else { 255 });
    let table = of(&mut |x, y| if x % 60 < 3 || y % 25 < 3 { 0 } else { 255 });
    let blank = of(&mut |_, _| 255);
    for (name, pixels) in [
        ("bars", bars),
        ("code", code),
        ("photograph", photograph),
        ("logo", logo),
        ("table", table),
        ("blank", blank),
    ] {
        assert_eq!(kinds(&placed, Some((300, 100, "DeviceGray", pixels))), [], "{name}");
    }
}
