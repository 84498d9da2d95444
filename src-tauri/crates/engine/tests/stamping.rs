//! Stamps as the window places them.
//!
//! What is seen while a stamp is placed is what stands in the signed file: the planned picture, put where the plan says, and the
//! page as it is drawn from the file differ by antialiasing alone — turned pages, cut ones, larger units and A0. Kept ways of
//! stamping are offered to whom and for what they are meant.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use engine::{Clock, Engine, Profile};
use image::RgbaImage;
use wire::{
    BesideStamp, CaptionSide, CreateIdentity, DocumentId, DrawPage, DrawStamp, Edge, FittingPresets, KeyType,
    MakeSeal, PageSet, PlanSlots, PlanStamps, PlannedMark, PrepareFields, Preset, SealDesign, SealFace,
    SealKind, SealShape, Seam, SeamSlots, Secret, SignDocument, SignOptions, Stamp, StampArt, StampInk,
    StampPlace, Station, Template,
};

const PIN: &str = "135790";

/// An engine with a seal and somebody who signs.
struct Lab {
    engine: Engine,
    folder: tempfile::TempDir,
    seal: String,
    identity: String,
}

fn lab() -> Lab {
    let folder = tempfile::tempdir().unwrap();
    let engine = Engine::open(Profile::at(folder.path().join("profile")), Clock::system());
    let mut settings = engine.start(()).unwrap().settings;
    settings.station = Station::Office;
    engine.save_settings(settings).unwrap();
    let design = SealDesign {
        shape: SealShape::Round,
        width: 40.0,
        height: 40.0,
        border: 1.2,
        star: 14.0,
        name: "某某检测技术有限公司".to_owned(),
        line: "检验检测专用章".to_owned(),
        number: String::new(),
        code: "1101080012345".to_owned(),
        face: SealFace::Song,
    };
    let seal =
        engine.make_seal(MakeSeal { label: "章".to_owned(), kind: SealKind::Testing, design }).unwrap();
    let identity = CreateIdentity {
        name: "张三".to_owned(),
        organization: None,
        key: KeyType::P256,
        pin: Secret::new(PIN.to_owned()),
    };
    let identity = engine.create_identity(identity).unwrap().id;
    Lab { engine, folder, seal: seal.id, identity }
}

/// Two pages with these entries, and a line of text on each that the stamps come to lie over.
fn document(entries: &str) -> Vec<u8> {
    let text = "BT /F1 24 Tf 1 0 0 1 90 600 Tm (Result: 0.05 mg/L, the limit is 0.50 mg/L) Tj ET";
    let page = format!(
        "<< /Type /Page /Parent 2 0 R /Resources << /Font << /F1 3 0 R >> >> /Contents 6 0 R {entries} >>"
    );
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [4 0 R 5 0 R] /Count 2 >>".to_owned(),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned(),
        page.clone(),
        page,
        format!("<< /Length {} >>\nstream\n{text}\nendstream", text.len()),
    ];
    let mut file = b"%PDF-1.7\n".to_vec();
    let mut places = Vec::new();
    for (number, object) in (1..).zip(&objects) {
        places.push(file.len());
        file.extend(format!("{number} 0 obj\n{object}\nendobj\n").bytes());
    }
    let listing = file.len();
    file.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).bytes());
    places.iter().for_each(|place| file.extend(format!("{place:010} 00000 n \n").bytes()));
    let trailer =
        format!("trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{listing}\n%%EOF\n", objects.len() + 1);
    file.extend(trailer.bytes());
    file
}

fn picture(png: &[u8]) -> RgbaImage {
    image::load_from_memory(png).unwrap().to_rgba8()
}

impl Lab {
    fn page(&self, document: &DocumentId, page: u32, per_mm: f64) -> RgbaImage {
        let scale = per_mm * 25.4 / 72.0;
        picture(&self.engine.draw_page(DrawPage { document: document.clone(), page, scale }).unwrap())
    }

    /// The page before, with the planned pictures laid over it as the window lays them.
    fn preview(&self, page: &RgbaImage, marks: &[&PlannedMark], stamps: &[Stamp], per_mm: f64) -> RgbaImage {
        let mut seen = page.clone();
        for mark in marks {
            let place = mark.place;
            let stamp = stamps[mark.stamp as usize].clone();
            let asked = DrawStamp {
                stamp,
                slice: mark.slice,
                width: place.width,
                height: place.height,
                scale: per_mm,
            };
            let drawn = picture(&self.engine.draw_stamp(asked).unwrap());
            let (left, top) = ((place.left * per_mm).round() as i64, (place.top * per_mm).round() as i64);
            for (x, y, ink) in drawn.enumerate_pixels() {
                let at = (left + i64::from(x), top + i64::from(y));
                let (Ok(x), Ok(y)) = (u32::try_from(at.0), u32::try_from(at.1)) else { continue };
                let Some(paper) = seen.get_pixel_mut_checked(x, y) else { continue };
                let alpha = f64::from(ink.0[3]) / 255.0;
                for channel in 0..3 {
                    let (paper, ink) = (&mut paper.0[channel], f64::from(ink.0[channel]) / 255.0);
                    // Multiplied, as ink on paper is.
                    *paper = (f64::from(*paper) * (1.0 - alpha + alpha * ink)).round() as u8;
                }
            }
        }
        seen
    }
}

/// The pixels of one picture that stand nowhere within a pixel of their place in the other.
fn apart(one: &RgbaImage, other: &RgbaImage) -> usize {
    const ALIKE: i16 = 64;
    let near = |x: u32, y: u32, pixel: &image::Rgba<u8>| {
        (-1i64..=1).any(|dy| {
            (-1i64..=1).any(|dx| {
                let at = (u32::try_from(i64::from(x) + dx), u32::try_from(i64::from(y) + dy));
                let (Ok(x), Ok(y)) = at else { return false };
                let Some(there) = other.get_pixel_checked(x, y) else { return false };
                (0..3).all(|part| (i16::from(there.0[part]) - i16::from(pixel.0[part])).abs() < ALIKE)
            })
        })
    };
    one.enumerate_pixels().filter(|(x, y, pixel)| !near(*x, *y, pixel)).count()
}

#[test]
fn a_planned_picture_and_the_signed_page_differ_by_antialiasing_alone() {
    let lab = lab();
    // Sizes in whole millimetres, so that no place lies between two pixels.
    let ways = [
        ("plain", "/MediaBox [0 0 595.27559 841.88976]", 6.0),
        ("turned 90", "/MediaBox [0 0 595.27559 841.88976] /Rotate 90", 6.0),
        ("turned 180", "/MediaBox [0 0 595.27559 841.88976] /Rotate 180", 6.0),
        ("turned 270", "/MediaBox [0 0 595.27559 841.88976] /Rotate 270", 6.0),
        ("cut", "/MediaBox [0 0 700 900] /CropBox [50 30 645.27559 871.88976]", 6.0),
        (
            "cut and turned",
            "/MediaBox [-100 -50 700 900] /CropBox [50 30 645.27559 871.88976] /Rotate 90",
            6.0,
        ),
        ("unit 2", "/MediaBox [0 0 297.6378 420.94488] /UserUnit 2", 6.0),
        ("A0", "/MediaBox [0 0 2383.93701 3370.3937]", 2.0),
    ];
    for (name, entries, per_mm) in ways {
        let path = lab.folder.path().join(format!("{name}.pdf"));
        std::fs::write(&path, document(entries)).unwrap();
        let opened = lab.engine.open_path(&path).unwrap();
        let art = StampArt::Seal(lab.seal.clone());
        let on_first = |left: f64, top: f64, angle: f64| Stamp {
            art: art.clone(),
            at: StampPlace::Pages { pages: PageSet::First, left, top, width: None },
            ink: StampInk { angle, ..StampInk::default() },
        };
        let seam = Seam { edge: Edge::Right, odd_only: false, along: 0.4, most_slices: 20, width: None };
        // The first is the signature's own look, the others are drawn into the pages.
        let stamps = vec![
            on_first(60.0, 70.0, 0.0),
            on_first(20.0, 120.0, 12.0),
            Stamp { art: art.clone(), at: StampPlace::Seam(seam), ink: StampInk::default() },
        ];
        let plan = PlanStamps { document: opened.id.clone(), stamps: stamps.clone(), caption: None };
        let plan = lab.engine.plan_stamps(plan).unwrap();
        assert_eq!(plan.marks.len(), 4, "{name}");
        let signed = SignDocument {
            document: opened.id.clone(),
            identity: lab.identity.clone(),
            pin: Secret::new(PIN.to_owned()),
            look: wire::Look::default(),
            options: SignOptions::default(),
            accepted: Vec::new(),
            place: None,
            field: None,
            stamps: stamps.clone(),
            paper: Vec::new(),
            reason: String::new(),
            location: String::new(),
            consent: true,
            second: None,
            encrypt: None,
            output: None,
        };
        let signed =
            lab.engine.sign_document(signed, &|_| ()).unwrap_or_else(|failure| panic!("{name}: {failure:?}"));
        for page in 0..2 {
            let bare = lab.page(&opened.id, page, per_mm);
            let marks: Vec<_> = plan.marks.iter().filter(|mark| mark.place.page == page).collect();
            let preview = lab.preview(&bare, &marks, &stamps, per_mm);
            let output = lab.page(&signed.document.id, page, per_mm);
            assert_eq!(preview.dimensions(), output.dimensions(), "{name}");
            assert!(apart(&bare, &output) > 40, "{name}: nothing is stamped on page {}", page + 1);
            let odd = apart(&preview, &output) + apart(&output, &preview);
            // Of a quarter of a million: where strokes of a pixel cross in the turned seal, whose box ends between two pixels. A
            // shift of a pixel and a half has thousands.
            assert!(odd < 250, "{name}, page {}: {odd} pixels are elsewhere", page + 1);
        }
    }
}

#[test]
fn kept_ways_are_offered_to_whom_and_for_what_they_are_meant() {
    let lab = lab();
    let path = lab.folder.path().join("report.pdf");
    std::fs::write(&path, document("/MediaBox [0 0 595 842]")).unwrap();
    let opened = lab.engine.open_path(&path).unwrap();
    let (a4, a3) = ((210.0, 297.0), (297.0, 420.0));
    let keep = |name: &str, template: Option<((f64, f64), Option<&str>)>, identity: Option<&str>| {
        let template = template.map(|((width, height), words)| Template {
            width,
            height,
            words: words.map(str::to_owned),
        });
        let (name, identity) = (name.to_owned(), identity.map(str::to_owned));
        lab.engine
            .save_preset(Preset { name, stamps: Vec::new(), template, signature: None, identity })
            .unwrap();
    };
    keep("anybody's", None, None);
    keep("mine", None, Some(&lab.identity));
    keep("somebody's", None, Some("another"));
    keep("A4", Some((a4, None)), None);
    keep("A3", Some((a3, None)), None);
    keep("a result", Some((a4, Some("0.05 mg/L"))), None);
    keep("another result", Some((a4, Some("certificate"))), None);
    let fitting = |document: Option<&DocumentId>, identity: Option<&str>| {
        let (document, identity) = (document.cloned(), identity.map(str::to_owned));
        lab.engine.fitting_presets(FittingPresets { document, identity }).unwrap()
    };
    assert_eq!(fitting(Some(&opened.id), Some(&lab.identity)), ["a result", "A4", "mine", "anybody's"]);
    assert_eq!(fitting(Some(&opened.id), None), ["a result", "A4", "anybody's"]);
    assert_eq!(fitting(None, Some(&lab.identity)), ["mine", "anybody's"]);
}

#[test]
fn a_caption_stands_beside_the_stamp_and_fields_where_the_seam_will_be() {
    let lab = lab();
    let path = lab.folder.path().join("report.pdf");
    std::fs::write(&path, document("/MediaBox [0 0 595 842]")).unwrap();
    let opened = lab.engine.open_path(&path).unwrap();
    let stamp = Stamp {
        art: StampArt::Seal(lab.seal.clone()),
        at: StampPlace::Pages { pages: PageSet::Last, left: 100.0, top: 100.0, width: Some(30.0) },
        ink: StampInk::default(),
    };
    let caption = |side| {
        let caption = Some(BesideStamp { side, lines: 2 });
        let asked = PlanStamps { document: opened.id.clone(), stamps: vec![stamp.clone()], caption };
        lab.engine.plan_stamps(asked).unwrap().caption.unwrap()
    };
    let below = caption(CaptionSide::Below);
    assert_eq!((below.page, below.width, below.height), (1, 40.0, 9.0));
    assert!((below.left - 95.0).abs() < 1e-6 && (below.top - 131.0).abs() < 1e-6, "{below:?}");
    let right = caption(CaptionSide::Right);
    assert!((right.left - 131.0).abs() < 1e-6 && (right.top - 110.5).abs() < 1e-6, "{right:?}");

    let seam = Seam { edge: Edge::Right, odd_only: false, along: 0.5, most_slices: 20, width: Some(42.0) };
    let slots = SeamSlots { seam, height: 42.0 };
    let planned =
        lab.engine.plan_slots(PlanSlots { document: opened.id.clone(), slots: slots.clone() }).unwrap();
    assert_eq!(planned.iter().map(|place| place.page).collect::<Vec<_>>(), [0, 1]);
    assert!(planned.iter().all(|place| (place.width - 21.0).abs() < 1e-6), "{planned:?}");
    let prepare = PrepareFields { document: opened.id, fields: Vec::new(), slots: Some(slots) };
    let prepared = lab.engine.prepare_fields(prepare).unwrap();
    let fields = lab.engine.signature_fields(prepared.id).unwrap();
    assert_eq!(fields.len(), 2);
    for (field, place) in fields.iter().zip(&planned) {
        let stands = field.place.unwrap();
        assert!(
            (stands.left - place.left).abs() < 0.05 && (stands.top - place.top).abs() < 0.05,
            "{stands:?}"
        );
    }
}
