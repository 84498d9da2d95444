//! A form as archive documents allow it (ISO 19005): colours that need no output intent of the right kind, and where the
//! document asks for it nothing that lets the page shine through.
//!
//! Owns the change of a finished form; fonts are embedded in every form anyway. Refuses to change what it does not know:
//! a picture whose mask cannot be laid on white stays an error of the caller's document, not a silent breach.

use std::io::Read as _;
use std::sync::Arc;

use flate2::read::ZlibDecoder;
use lopdf::{Dictionary, Object, ObjectId, Stream, dictionary};

use crate::error::{Error, Result};
use crate::form::{Form, numbers, renumber_dictionary};
use crate::picture::{MAX_PICTURE_PIXELS, deflated};

impl Form {
    /// The form for a document that claims a part of ISO 19005.
    ///
    /// Device colours get a calibrated meaning, for the document's output intent may be of another kind (part 1 §6.2.3,
    /// parts 2 and 3 §6.2.4). Where it has to be opaque, soft masks are laid on white, and blending and opacity are
    /// switched off.
    pub fn for_archive(&self, opaque: bool) -> Result<Self> {
        if self.archive == Some(opaque) {
            return Ok(self.clone());
        }
        let mut form = self.clone();
        form.archive = Some(opaque);
        form.resources.set("ColorSpace", default_colours());
        if let Some(inner) = form.inner.as_ref().filter(|inner| inner.archive != Some(opaque)) {
            form.inner = Some(Arc::new(inner.for_archive(opaque)?));
        }
        if opaque {
            make_opaque(&mut form)?;
        }
        Ok(form)
    }
}

/// What device colours mean inside the form (ISO 32000-2 §8.6.5.6): close to sRGB, and its grey.
fn default_colours() -> Dictionary {
    let white = || numbers(&[0.9505, 1.0, 1.089]);
    let grey = dictionary! { "WhitePoint" => white(), "Gamma" => numbers(&[2.2]) };
    let colour = dictionary! {
        "WhitePoint" => white(),
        "Gamma" => numbers(&[2.2, 2.2, 2.2]),
        "Matrix" => numbers(&[0.4124, 0.2126, 0.0193, 0.3576, 0.7152, 0.1192, 0.1805, 0.0722, 0.9505]),
    };
    let space = |name: &str, parameters: Dictionary| {
        Object::Array(vec![Object::Name(name.as_bytes().to_vec()), Object::Dictionary(parameters)])
    };
    dictionary! {
        "DefaultRGB" => space("CalRGB", colour),
        "DefaultGray" => space("CalGray", grey),
    }
}

/// Makes the form opaque: pictures are laid on white, and the masks that they had are left out.
fn make_opaque(form: &mut Form) -> Result<()> {
    form.is_group = false;
    let mask_of = |object: &Object| object.as_stream().ok()?.dict.get(b"SMask").ok()?.as_reference().ok();
    let old = std::mem::take(&mut form.parts);
    let masks: Vec<ObjectId> = old.objects().iter().filter_map(mask_of).collect();
    let mut ids = Vec::new();
    for (number, object) in (1u32..).zip(old.objects()) {
        if masks.iter().any(|mask| mask.0 == number) {
            ids.push((0, 0)); // nothing refers to it any more
            continue;
        }
        let mut object = object.clone();
        match &mut object {
            Object::Stream(stream) => {
                if let Ok(mask) = stream.dict.get(b"SMask").and_then(Object::as_reference) {
                    let mask = old.get(mask).and_then(|mask| mask.as_stream().ok());
                    *stream = on_white(stream, mask.ok_or(Error::PictureFormat)?)?;
                }
                stream.dict.remove(b"Group");
                if let Ok(resources) = stream.dict.get_mut(b"Resources").and_then(Object::as_dict_mut) {
                    plain_states(resources);
                }
            }
            Object::Dictionary(state) => plain_state(state),
            _ => {}
        }
        ids.push(form.parts.add(object));
    }
    form.parts.renumber(&ids);
    plain_states(&mut form.resources);
    renumber_dictionary(&mut form.resources, &ids);
    Ok(())
}

/// A picture's samples weighted by its mask, over white.
fn on_white(picture: &Stream, mask: &Stream) -> Result<Stream> {
    let alpha = inflated(mask)?;
    let space = picture.dict.get(b"ColorSpace").map_err(|_| Error::PictureFormat)?;
    // A picture in one colour names it in its palette.
    let (name, samples) = match space.as_array().map(Vec::as_slice) {
        Ok([_, base, _, Object::String(colour, _)]) => (base, colour.repeat(alpha.len())),
        _ => (space, inflated(picture)?),
    };
    let channels = match name.as_name() {
        Ok(b"DeviceGray") => 1,
        Ok(b"DeviceRGB") => 3,
        _ => return Err(Error::PictureFormat),
    };
    let name = name.clone();
    if alpha.len().checked_mul(channels) != Some(samples.len()) {
        return Err(Error::PictureFormat);
    }
    let over = |value: u8, alpha: u8| {
        let (value, alpha) = (u32::from(value), u32::from(alpha));
        u8::try_from((value * alpha + 255 * (255 - alpha) + 127) / 255).unwrap_or(255)
    };
    let laid: Vec<u8> = samples
        .chunks(channels)
        .zip(&alpha)
        .flat_map(|(pixel, alpha)| pixel.iter().map(move |value| over(*value, *alpha)))
        .collect();
    let mut head = picture.dict.clone();
    for key in [b"SMask".as_slice(), b"Filter", b"Length"] {
        head.remove(key);
    }
    head.set("ColorSpace", name);
    head.set("BitsPerComponent", 8);
    Ok(deflated(head, &laid))
}

fn inflated(stream: &Stream) -> Result<Vec<u8>> {
    if !stream.dict.get(b"Filter").and_then(Object::as_name).is_ok_and(|name| name == b"FlateDecode") {
        return Err(Error::PictureFormat);
    }
    let mut bytes = Vec::new();
    let most = MAX_PICTURE_PIXELS.saturating_mul(4);
    ZlibDecoder::new(stream.content.as_slice())
        .take(most)
        .read_to_end(&mut bytes)
        .map_err(|_| Error::PictureFormat)?;
    Ok(bytes)
}

/// Graphics states that stand in resources.
fn plain_states(resources: &mut Dictionary) {
    if let Ok(states) = resources.get_mut(b"ExtGState").and_then(Object::as_dict_mut) {
        for (_, state) in states.iter_mut() {
            if let Ok(state) = state.as_dict_mut() {
                plain_state(state);
            }
        }
    }
}

/// Opacity 1, normal blending, no mask (ISO 19005-1 §6.4).
fn plain_state(state: &mut Dictionary) {
    for key in [b"ca".as_slice(), b"CA", b"BM", b"SMask", b"AIS"] {
        state.remove(key);
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;
    use crate::form::tests::written;
    use crate::{Appearance, Cleaning, Mark, Picture, SizeMm};
    use image::{ImageFormat, Rgba, RgbaImage};
    use std::io::Cursor;

    fn form() -> Form {
        let pixels = RgbaImage::from_fn(8, 8, |x, _| Rgba([200, 0, 0, if x < 4 { 0 } else { 128 }]));
        let mut png = Cursor::new(Vec::new());
        pixels.write_to(&mut png, ImageFormat::Png).unwrap();
        let picture = Picture::open(&png.into_inner(), Cleaning::default()).unwrap();
        Appearance::new(Mark::Picture(picture)).form(SizeMm { width: 20.0, height: 20.0 }).unwrap()
    }

    #[test]
    fn an_opaque_form_has_no_soft_mask() {
        let plain = form();
        assert!(written(&plain).iter().any(|o| o.as_stream().is_ok_and(|s| s.dict.has(b"SMask"))));
        let laid = written(&plain.for_archive(true).unwrap());
        assert!(!laid.iter().any(|o| o.as_stream().is_ok_and(|s| s.dict.has(b"SMask"))));
        let picture = laid
            .iter()
            .filter_map(|object| object.as_stream().ok())
            .find(|stream| stream.dict.has(b"Width"))
            .unwrap();
        let samples = inflated(picture).unwrap();
        assert_eq!(samples.get(..3).unwrap(), [255, 255, 255], "what was clear is white");
        assert_eq!(samples.get(12..15).unwrap(), [227, 127, 127], "what was half clear is half white");
    }

    #[test]
    fn the_mask_stays_where_it_may_and_all_have_calibrated_colours() {
        for opaque in [true, false] {
            let form = written(&form().for_archive(opaque).unwrap()).pop().unwrap();
            let resources =
                form.as_stream().unwrap().dict.get(b"Resources").unwrap().as_dict().unwrap().clone();
            assert!(resources.get(b"ColorSpace").unwrap().as_dict().unwrap().has(b"DefaultRGB"));
        }
        let kept = written(&form().for_archive(false).unwrap());
        assert!(kept.iter().any(|o| o.as_stream().is_ok_and(|s| s.dict.has(b"SMask"))));
    }
}
