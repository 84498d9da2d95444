//! The preview of an appearance: the same objects that will be written, drawn by the same renderer, on nothing.

use crate::draw::Paper;
use crate::error::{Error, Result};
use crate::limits::Limits;
use crate::page_file::PageFile;
use crate::page_image::{Area, PageImage};
use crate::pixels::Pixels;
use appearance::Form;
use pdf::{Dictionary, Object, PageGeometry, Rect, Rotation, Stream};
use std::sync::Arc;

/// Draws an appearance alone at a size in pixels, transparent where nothing is drawn.
pub fn draw_form(form: &Form, width: u32, height: u32, limits: &Limits) -> Result<Pixels> {
    let scale_x = f64::from(width) / form.width();
    let scale_y = f64::from(height) / form.height();
    if width == 0 || height == 0 || !scale_x.is_finite() || !scale_y.is_finite() {
        return Err(Error::Area);
    }
    // The page has the shape that was asked for, and the form is stretched to fill it, as a viewer does (§12.5.5).
    let (page_width, page_height) = (f64::from(width), f64::from(height));
    let mut file = PageFile::new(limits.bytes);
    let (catalog, pages, leaf, content) = (file.number(), file.number(), file.number(), file.number());
    let mut last = (0, 0);
    for (id, object) in form.place(|| (file.number(), 0), [1.0, 0.0, 0.0, 1.0, 0.0, 0.0]) {
        file.object(id.0, &object)?;
        last = id;
    }
    let drawing = format!("{scale_x:.6} 0 0 {scale_y:.6} 0 0 cm /Form Do");
    file.object(content, &Object::Stream(Stream::new(Dictionary::new(), drawing.into_bytes())))?;
    let dictionary = |entries: Vec<(&str, Object)>| {
        let mut dictionary = Dictionary::new();
        entries.into_iter().for_each(|(key, value)| dictionary.set(key, value));
        Object::Dictionary(dictionary)
    };
    let reference = |number: u32| Object::Reference((number, 0));
    let forms = dictionary(vec![("Form", Object::Reference(last))]);
    let sides = [0.0, 0.0, page_width, page_height].map(|side| Object::Real(side as f32));
    let page = dictionary(vec![
        ("Type", Object::from("Page")),
        ("Parent", reference(pages)),
        ("MediaBox", Object::Array(sides.to_vec())),
        ("Resources", dictionary(vec![("XObject", forms)])),
        ("Contents", reference(content)),
    ]);
    file.object(leaf, &page)?;
    let kids = Object::Array(vec![reference(leaf)]);
    file.object(pages, &dictionary(vec![("Type", "Pages".into()), ("Count", 1.into()), ("Kids", kids)]))?;
    file.object(catalog, &dictionary(vec![("Type", "Catalog".into()), ("Pages", reference(pages))]))?;
    let geometry = PageGeometry::new(Rect::new(0.0, 0.0, page_width, page_height), Rotation::None, 1.0);
    let page = PageImage::from_file(file.finish(catalog), geometry, limits, Arc::default())?;
    page.draw_on(Paper::Clear, Area { x: 0.0, y: 0.0, width: page_width, height: page_height }, 1.0)
}
