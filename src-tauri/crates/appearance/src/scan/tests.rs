//! A drawn sheet with everything on it that a scan has to be freed from.

use super::*;

/// Paper under a lamp at its left, with a red frame and a cross in it that leans by `degrees`, and black lines of print.
fn sheet(degrees: f32, left: f32) -> RgbaImage {
    let (sin, cos) = degrees.to_radians().sin_cos();
    RgbaImage::from_fn(420, 400, |x, y| {
        let shade = 1.0 - 0.45 * x as f32 / 420.0;
        let grain = ((x * 31 + y * 17) % 7) as f32 / 255.0;
        let (dx, dy) = (x as f32 - left, y as f32 - 200.0);
        let (u, v) = (dx * cos + dy * sin, -dx * sin + dy * cos);
        let frame = u.abs().max(v.abs());
        let red = (110.0..124.0).contains(&frame) || frame < 90.0 && (u.abs() < 9.0 || v.abs() < 9.0);
        let black = y % 60 < 6 && (20..400).contains(&x);
        let mut light = [0.92f32, 0.89, 0.82];
        let through =
            |light: &mut [f32; 3], by: [f32; 3]| light.iter_mut().zip(by).for_each(|(l, b)| *l *= b);
        if red {
            through(&mut light, [0.72, 0.06, 0.09]);
        }
        if black {
            through(&mut light, [0.05; 3]);
        }
        let [r, g, b] = light.map(|light| value(light * shade + grain * 0.2));
        Rgba([r, g, b, 255])
    })
}

#[test]
fn a_seal_is_freed_from_paper_shadow_and_print_and_set_straight() {
    let (pixels, facts) = clean(&sheet(4.0, 210.0), ScanKind::Seal, InkColour::Auto, Some(300.0)).unwrap();
    assert_eq!(facts.colour, InkColour::Red);
    assert!((facts.turned + 4.0).abs() < 0.3, "{facts:?}");
    assert!(!facts.cut_off && facts.filled > 0.02 && facts.contrast > 0.8, "{facts:?}");
    let (width, height) = pixels.dimensions();
    assert!((244..=258).contains(&width) && (244..=258).contains(&height), "{width} x {height}");
    let natural = facts.natural_width_mm().unwrap();
    assert!((natural - 248.0 / 300.0 * 25.4).abs() < 1.0, "{natural}");
    // One red, whole frames across the print, and nothing in between.
    let colours: std::collections::BTreeSet<_> = pixels
        .pixels()
        .filter(|pixel| pixel.0[3] > 0)
        .map(|pixel| [pixel.0[0], pixel.0[1], pixel.0[2]])
        .collect();
    assert_eq!(colours.len(), 1);
    let [red, green, blue] = *colours.first().unwrap();
    assert!(red > 180 && green < 90 && blue < 100, "{red} {green} {blue}");
    let inked = |x: u32, y: u32| pixels.get_pixel(x, y).0[3] > 200;
    let down: Vec<bool> = (12..height - 12).map(|y| inked(9, y)).collect();
    let whole = down.iter().filter(|inked| **inked).count();
    assert!(whole * 100 >= down.len() * 97, "{whole} of {}", down.len());
    let clear = (30..90).flat_map(|y| (30..90).map(move |x| (x, y))).filter(|(x, y)| inked(*x, *y)).count();
    assert!(clear < 20, "{clear} pixels of print were left");
}

#[test]
fn print_is_had_without_the_seal_over_it() {
    let (pixels, facts) = clean(&sheet(0.0, 210.0), ScanKind::Signature, InkColour::Black, None).unwrap();
    assert_eq!(facts.colour, InkColour::Black);
    let inked = pixels.pixels().filter(|pixel| pixel.0[3] > 128).count();
    let expected = 380 * 6 * 6;
    assert!((inked as f32 / expected as f32 - 1.0).abs() < 0.2, "{inked} of about {expected}");
}

#[test]
fn what_reaches_the_edge_is_told() {
    let (_, facts) = clean(&sheet(0.0, 100.0), ScanKind::Seal, InkColour::Red, None).unwrap();
    assert!(facts.cut_off);
    let codes: Vec<_> = facts.advice(40.0).iter().map(ScanAdvice::code).collect();
    assert!(codes.starts_with(&["cut-off", "too-coarse"]), "{codes:?}");
}

#[test]
fn a_sheet_without_ink_and_a_dark_one_are_refused() {
    let blank = RgbaImage::from_pixel(200, 200, Rgba([240, 238, 230, 255]));
    let dark = RgbaImage::from_pixel(200, 200, Rgba([40, 38, 30, 255]));
    for colour in [InkColour::Auto, InkColour::Red, InkColour::Blue, InkColour::Black] {
        assert!(matches!(clean(&blank, ScanKind::Seal, colour, None), Err(Error::EmptyPicture)));
        assert!(matches!(clean(&dark, ScanKind::Seal, colour, None), Err(Error::DarkBackground)));
    }
    let one = RgbaImage::from_pixel(1, 1, Rgba([255; 4]));
    assert!(clean(&one, ScanKind::Seal, InkColour::Auto, None).is_err());
}
