//! Every kind of seal, with short names and long ones: its size, what is on it, and that nothing runs into anything.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use appearance::{Appearance, Artwork, Mark, SEAL_PRESETS, SealDesign, SealPreset, SealShape};
use kurbo::{Point, Shape as _};

const LONG: &str = "中国科学院苏州生物医学工程技术研究所检验检测中心有限公司第二分公司江苏省苏州市工业园区";

/// 通用规范汉字表 (2013), in its own order.
const TABLE: &str = include_str!("data/general-standard-characters.txt");

fn design(preset: &str, name: &str) -> SealDesign {
    SealPreset::named(preset).unwrap().design(name)
}

/// Whether there is ink at a place, in millimetres from the middle.
fn inked(artwork: &Artwork, x: f64, y: f64) -> bool {
    artwork.path().winding(Point::new(x, y)) != 0
}

fn bytes_of(artwork: &Artwork) -> usize {
    let form = Appearance::new(Mark::Seal(artwork.clone())).form(artwork.size()).unwrap();
    let mut next = 0;
    let number = || {
        next += 1;
        (next, 0)
    };
    form.place(number, [1.0, 0.0, 0.0, 1.0, 0.0, 0.0])
        .iter()
        .map(|(_, object)| object.as_stream().map_or(200, |stream| stream.content.len() + 120))
        .sum()
}

#[test]
fn every_kind_has_its_size_and_is_small_in_a_file() {
    for preset in SEAL_PRESETS {
        for name in ["某某检测技术有限公司", "国家食品质量监督检验中心（北京）技术研究院有限责任公司", "张"]
        {
            let mut design = preset.design(name);
            design.code = "1101080012345".to_owned();
            if preset.id == "invoice" {
                design.number = "91110108MA01ABCD2X".to_owned();
            }
            let Ok(artwork) = design.artwork() else {
                assert_eq!(preset.shape, SealShape::Square, "{name} fits a {}", preset.id);
                continue;
            };
            let ink = artwork.ink();
            assert!((ink.width() - preset.width).abs() < 0.01, "{} {ink:?}", preset.id);
            assert!((ink.height() - preset.height).abs() < 0.01, "{} {ink:?}", preset.id);
            assert!(ink.center().to_vec2().hypot() < 0.005, "{} {ink:?}", preset.id);
            assert!(bytes_of(&artwork) < 25_000, "{} bytes for {} {name}", bytes_of(&artwork), preset.id);
        }
    }
}

/// The contours of artwork, each as points along it.
fn contours(artwork: &Artwork) -> Vec<Vec<Point>> {
    let mut contours: Vec<Vec<Point>> = Vec::new();
    kurbo::flatten(artwork.path().elements().iter().copied(), 0.01, |element| match element {
        kurbo::PathEl::MoveTo(point) => contours.push(vec![point]),
        other => contours.last_mut().unwrap().extend(other.end_point()),
    });
    contours
}

#[test]
fn names_of_any_length_stay_off_the_ring_and_the_star() {
    let names = LONG.char_indices().map(|(at, character)| LONG.get(..at + character.len_utf8()).unwrap());
    for (index, name) in names.enumerate() {
        for preset in ["testing", "official-40", "official-30", "contract", "finance", "invoice"] {
            let mut design = design(preset, name);
            if index % 2 == 0 {
                design.code = "1101080012345".to_owned();
            }
            let artwork = design.artwork().unwrap_or_else(|error| panic!("{preset} {name}: {error}"));
            let (a, b) =
                (design.width / 2.0 - design.border - 0.25, design.height / 2.0 - design.border - 0.25);
            // The ring's two contours come first, the star of ten corners after everything else.
            let contours = contours(&artwork);
            let (ring, inside) = contours.split_at(2);
            let on_ring = |point: &Point| (point.x / a).powi(2) + (point.y / b).powi(2) > 1.0;
            assert!(ring.iter().flatten().all(on_ring), "{preset} {name}");
            assert!(!inside.iter().flatten().any(on_ring), "{preset} {name} touches the ring");
            if design.star > 0.0 {
                let (star, words) = inside.split_last().unwrap();
                assert_eq!(star.len(), 10, "{preset} {name}");
                let near =
                    words.iter().flatten().map(|point| point.to_vec2().hypot()).fold(f64::MAX, f64::min);
                assert!(near > design.star / 2.0 + 0.15, "{preset} {name}: {near} mm from the middle");
            }
        }
    }
}

#[test]
fn a_name_stands_symmetrically_over_the_star() {
    for name in ["一丁卜川口日中国有限公司", "某某检测技术有限公司", "中日"] {
        let mut design = design("official-40", name);
        design.star = 0.0;
        let artwork = design.artwork().unwrap();
        let mut angles: Vec<f64> = Vec::new();
        kurbo::flatten(artwork.path().elements().iter().copied(), 0.005, |element| {
            if let Some(point) = element.end_point()
                && point.to_vec2().hypot() < 18.5
            {
                angles.push(point.x.atan2(point.y));
            }
        });
        let low = angles.iter().copied().fold(f64::INFINITY, f64::min);
        let high = angles.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        assert!((low + high).abs() < 0.01, "{name}: from {low} to {high}");
    }
}

#[test]
fn name_seals_fill_their_frames_in_columns_from_right_to_left() {
    // 一 is flat: what is right above the middle tells where it stands.
    let artwork = design("representative-20", "一口口口").artwork().unwrap();
    let covered = |x: std::ops::Range<f64>, y: std::ops::Range<f64>| {
        let steps = |range: &std::ops::Range<f64>| {
            let (from, width) = (range.start, range.end - range.start);
            (0..40).map(move |step| from + width * f64::from(step) / 40.0)
        };
        steps(&x)
            .flat_map(|x| steps(&y).map(move |y| (x, y)))
            .filter(|(x, y)| inked(&artwork, *x, *y))
            .count()
    };
    let quarter = |right: bool, above: bool| {
        let x = if right { 0.3..8.5 } else { -8.5..-0.3 };
        let y = if above { 0.3..8.5 } else { -8.5..-0.3 };
        covered(x, y)
    };
    let first = quarter(true, true);
    for other in [quarter(true, false), quarter(false, true), quarter(false, false)] {
        assert!(first * 2 < other, "the first character is not at the top right: {first} and {other}");
    }
    for name in ["张三", "欧阳修", "张三丰印", "欧阳修之印"] {
        let artwork = design("representative-18", name).artwork().unwrap();
        let inner = 9.0 - 1.0 - 0.3;
        let contours = contours(&artwork);
        let mut points = contours.iter().skip(2).flatten();
        assert!(
            points.all(|point| point.x.abs() < inner && point.y.abs() < inner),
            "{name} touches its frame"
        );
    }
}

#[test]
fn the_whole_table_of_characters_appears_on_seals_and_in_captions() {
    let table: Vec<char> = TABLE.chars().filter(|character| !character.is_whitespace()).collect();
    assert_eq!(table.len(), 8105);
    assert_eq!(table.iter().collect::<std::collections::BTreeSet<_>>().len(), 8105);
    assert_eq!(table.iter().filter(|character| u32::from(**character) > 0xffff).count(), 196);
    for characters in table.chunks(9) {
        let name: String = characters.iter().collect();
        let artwork = design("contract", &name).artwork().unwrap_or_else(|error| panic!("{name}: {error}"));
        assert!(artwork.path().elements().len() > 8 * characters.len());
    }
    for characters in table.chunks(1000) {
        Appearance::caption_only(vec![characters.iter().collect()])
            .form(appearance::SizeMm::new(600.0, 300.0))
            .unwrap();
    }
}

#[test]
fn what_cannot_be_on_a_seal_is_named() {
    let code = |change: &dyn Fn(&mut SealDesign)| {
        let mut design = design("testing", "某某检测技术有限公司");
        change(&mut design);
        design.artwork().unwrap_err().code()
    };
    assert_eq!(code(&|design| design.name = "某某😀".to_owned()), "missing-glyph");
    assert_eq!(code(&|design| design.line = "\u{E000}".to_owned()), "missing-glyph");
    assert_eq!(code(&|design| design.name = "  ".to_owned()), "nothing-to-show");
    assert_eq!(code(&|design| design.width = 3.0), "appearance-size");
    assert_eq!(code(&|design| design.height = f64::NAN), "appearance-size");
    assert_eq!(code(&|design| design.border = 9.0), "seal-measures");
    assert_eq!(code(&|design| design.star = 39.0), "seal-measures");
    assert_eq!(code(&|design| design.name = "某".repeat(500)), "seal-text");
    assert_eq!(code(&|design| design.code = "1".repeat(80)), "too-little-room");
}
