//! One page of a copy.

use appearance::Form;
use lopdf::{Dictionary, Object, ObjectId, Stream};
use pdf::{Page, PageGeometry, RectMm};

use crate::annotations;
use crate::carry::Carrier;
use crate::error::Result;

/// What of a page decides how it looks, beside its boxes.
const KEPT: &[&[u8]] = &[b"Group", b"BleedBox", b"TrimBox", b"ArtBox", b"UserUnit"];
/// From the top and the right edge to the mark, in millimetres.
const MARGIN_MM: f64 = 4.0;

/// The mark in the new file: its form, written once, and its size in millimetres.
pub(crate) struct Mark<'a> {
    pub(crate) id: ObjectId,
    pub(crate) form: &'a Form,
    pub(crate) size: (f64, f64),
}

/// Carries a page into the new file; gives its id.
pub(crate) fn carry(
    carrier: &mut Carrier<'_>,
    page: &Page,
    mark: &Mark<'_>,
    parent: ObjectId,
) -> Result<ObjectId> {
    let document = carrier.from;
    let mut carried = Dictionary::new();
    carried.set("Type", "Page");
    carried.set("Parent", Object::Reference(parent));
    let sides = |rect: pdf::Rect| {
        Object::Array(rect.to_array().iter().map(|side| Object::Real(*side as f32)).collect::<Vec<_>>())
    };
    carried.set("MediaBox", sides(page.boxes.media_box));
    carried.set("CropBox", sides(page.boxes.crop_box));
    carried.set("Rotate", i64::from(page.boxes.rotation.degrees()));
    for key in KEPT {
        if let Ok(value) = page.dictionary.get(key) {
            carried.set(*key, carrier.value(value, 0)?);
        }
    }

    let mut resources = carrier.dictionary(&page.resources, 0)?;
    let mut drawn = match page.resources.get(b"XObject").map(|value| document.resolve(value)) {
        Ok(Ok(Object::Dictionary(drawn))) => carrier.dictionary(&drawn, 0)?,
        _ => Dictionary::new(),
    };
    let mut behind = String::from("\nQ\n");
    for look in annotations::looks(document, page) {
        let form = carrier.stream(&look.form, 0)?;
        let id = carrier.to.add_object(form);
        draw(&mut drawn, &mut behind, id, look.matrix);
    }
    let area = place_of(&page.geometry(), mark.size);
    draw(&mut drawn, &mut behind, mark.id, matrix(&page.geometry(), area, mark.form));
    resources.set("XObject", Object::Dictionary(drawn));
    carried.set("Resources", Object::Dictionary(resources));

    // What the page leaves behind of its graphics state is none of the looks' business.
    let before = carrier.to.add_object(Stream::new(Dictionary::new(), b"q\n".to_vec()));
    let behind = carrier.to.add_object(Stream::new(Dictionary::new(), behind.into_bytes()));
    let mut contents = vec![Object::Reference(before)];
    match page.dictionary.get(b"Contents") {
        Ok(Object::Reference(id)) => match document.object(*id) {
            Ok(Object::Array(items)) => {
                contents.extend(items.iter().map(|item| carrier.value(item, 0)).collect::<Result<Vec<_>>>()?);
            }
            _ => contents.push(carrier.value(&Object::Reference(*id), 0)?),
        },
        Ok(Object::Array(items)) => {
            contents.extend(items.iter().map(|item| carrier.value(item, 0)).collect::<Result<Vec<_>>>()?);
        }
        _ => {}
    }
    contents.push(Object::Reference(behind));
    carried.set("Contents", Object::Array(contents));
    carrier.finish()?;
    Ok(carrier.to.add_object(carried))
}

fn draw(drawn: &mut Dictionary, content: &mut String, id: ObjectId, matrix: [f64; 6]) {
    let free = (0..).map(|number: u32| format!("Copy{number}")).find(|name| !drawn.has(name.as_bytes()));
    let name = free.unwrap_or_default();
    drawn.set(name.as_bytes().to_vec(), Object::Reference(id));
    let [a, b, c, d, e, f] = matrix;
    content.push_str(&format!("q {a:.6} {b:.6} {c:.6} {d:.6} {e:.4} {f:.4} cm /{name} Do Q\n"));
}

/// The place of the mark: at the top right as a reader sees the page, smaller on a page that is smaller than the mark.
fn place_of(geometry: &PageGeometry, (width, height): (f64, f64)) -> RectMm {
    let (page_width, page_height) = geometry.size_mm();
    let room = ((page_width - 2.0 * MARGIN_MM) / width).min((page_height - 2.0 * MARGIN_MM) / height);
    let by = room.clamp(0.05, 1.0);
    let (width, height) = (width * by, height * by);
    RectMm {
        x: (page_width - MARGIN_MM - width).max(0.0),
        y: MARGIN_MM.min(page_height / 4.0),
        width,
        height,
    }
}

/// From the form's box to the place where it stands upright for the reader.
fn matrix(geometry: &PageGeometry, area: RectMm, form: &Form) -> [f64; 6] {
    let place = geometry.rect_to_user_space(area);
    let (width, height) = geometry.upright_size(place);
    let (across, up) = (width / form.width(), height / form.height());
    let [a, b, c, d, e, f] = geometry.appearance_matrix(width, height);
    [a * across, b * across, c * up, d * up, e + place.left, f + place.bottom]
}
