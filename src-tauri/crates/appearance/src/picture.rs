//! A picture of a signature: PNG or JPEG bytes, checked, turned upright, cleaned, and made into image XObjects
//! (ISO 32000-2 §8.9.5).
//!
//! Owns the limits on what is decoded. A JPEG whose pixels need no change is passed through as it is (`DCTDecode`); anything
//! else is stored as deflated samples, grey where the picture is grey, with its alpha as a soft mask. Nothing else of the file
//! (profiles, places, names) reaches the document.

use crate::error::{Error, Result};
use crate::form::Parts;
use crate::scan::{self, InkColour, ScanFacts, ScanKind};
use flate2::{Compression, write::ZlibEncoder};
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, RgbaImage, imageops::FilterType};
use lopdf::{Dictionary, Object, ObjectId, Stream, dictionary};
use std::io::{Cursor, Write as _};

/// The largest picture file, in bytes.
pub const MAX_PICTURE_BYTES: usize = 32 << 20;
/// Alpha below this is not ink when margins are cut.
const FAINT: u8 = 16;
/// The largest picture, in pixels.
pub const MAX_PICTURE_PIXELS: u64 = 40_000_000;

/// What to do with a picture before it is used.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Cleaning {
    /// Make the paper transparent and keep the ink in its own colour.
    pub remove_background: bool,
    /// Cut off empty margins: transparent ones, and white ones of a picture without transparency.
    pub trim: bool,
}

/// A picture that is ready to be placed.
#[derive(Debug, Clone)]
pub struct Picture {
    pixels: RgbaImage,
    /// The file itself, when it is a JPEG whose pixels are used as they are.
    jpeg: Option<Jpeg>,
}

#[derive(Debug, Clone)]
struct Jpeg {
    bytes: Vec<u8>,
    grey: bool,
}

impl Picture {
    /// Reads a PNG or JPEG file, turns it upright as its EXIF orientation says, and cleans it.
    pub fn open(bytes: &[u8], cleaning: Cleaning) -> Result<Self> {
        let (pixels, format, orientation) = decoded(bytes)?;
        let as_it_is = format == ImageFormat::Jpeg && orientation == Orientation::NoTransforms;
        let jpeg = match jpeg_components(bytes) {
            Some(components @ (1 | 3)) if as_it_is => {
                Some(Jpeg { bytes: bytes.to_vec(), grey: components == 1 })
            }
            _ => None,
        };
        let mut picture = Picture { pixels, jpeg };
        if cleaning.remove_background {
            scan::without_paper(&mut picture.pixels)?;
            picture.jpeg = None;
        }
        if cleaning.trim {
            picture.trim()?;
        }
        Ok(picture)
    }

    /// Reads a scanned or photographed seal or signature and takes the ink out of it: without paper, shadows and print, upright
    /// and cut out, in one colour.
    pub fn of_scan(bytes: &[u8], kind: ScanKind, colour: InkColour) -> Result<(Self, ScanFacts)> {
        let (scan, ..) = decoded(bytes)?;
        let (pixels, facts) = scan::clean(&scan, kind, colour, scan::dots_per_inch(bytes))?;
        Ok((Picture { pixels, jpeg: None }, facts))
    }

    fn trim(&mut self) -> Result<()> {
        let (x, y, width, height) = inked_area(&self.pixels).ok_or(Error::EmptyPicture)?;
        if (width, height) != self.pixels.dimensions() {
            self.pixels = cut(&self.pixels, x, y, width, height);
            self.jpeg = None;
        }
        Ok(())
    }

    /// Width and height in pixels.
    pub fn pixels(&self) -> (u32, u32) {
        self.pixels.dimensions()
    }

    /// The pixels themselves: rows from the top, red, green, blue and alpha.
    pub fn rgba(&self) -> &[u8] {
        self.pixels.as_raw()
    }

    /// Width divided by height.
    pub fn aspect(&self) -> f64 {
        let (width, height) = self.pixels.dimensions();
        f64::from(width) / f64::from(height)
    }

    /// The mean lightness, 0 to 255, of each cell of a grid over the picture on white paper, row by row: enough to tell one
    /// signature from another, whatever the size.
    pub fn grey_grid(&self, columns: usize, rows: usize) -> Vec<u8> {
        let (width, height) = self.pixels.dimensions();
        let mut cells = vec![(0_u64, 0_u64); columns * rows];
        let place = |at: u32, of: u32, cells: usize| (u64::from(at) * cells as u64 / u64::from(of)) as usize;
        for (x, y, pixel) in self.pixels.enumerate_pixels() {
            let [red, green, blue, alpha] = pixel.0.map(u64::from);
            let ink = (299 * red + 587 * green + 114 * blue) / 1000;
            let grey = (ink * alpha + 255 * (255 - alpha)) / 255;
            if let Some(cell) = cells.get_mut(place(y, height, rows) * columns + place(x, width, columns)) {
                cell.0 += grey;
                cell.1 += 1;
            }
        }
        cells.iter().map(|(sum, count)| (sum / (*count).max(1)).min(255) as u8).collect()
    }

    /// Whether any pixel lets the page show through.
    pub fn is_transparent(&self) -> bool {
        self.pixels.pixels().any(|pixel| pixel.0[3] < 255)
    }

    /// The cleaned picture as a PNG file, for showing it and for keeping it.
    pub fn to_png(&self) -> Result<Vec<u8>> {
        let mut bytes = Cursor::new(Vec::new());
        self.pixels.write_to(&mut bytes, ImageFormat::Png).map_err(|_| Error::PictureFormat)?;
        Ok(bytes.into_inner())
    }

    /// The picture as a PNG file of at most `most` pixels each way, for looking at it.
    pub fn to_png_within(&self, most: u32) -> Result<Vec<u8>> {
        let (width, height) = self.pixels.dimensions();
        let longest = width.max(height);
        if longest <= most {
            return self.to_png();
        }
        let side = |pixels: u32| (u64::from(pixels) * u64::from(most) / u64::from(longest)).max(1) as u32;
        Picture { pixels: scaled(&self.pixels, side(width), side(height)), jpeg: None }.to_png()
    }

    /// Adds the image XObject, sized for a place of `width` x `height` points with at most `max_dpi` pixels per inch.
    pub(crate) fn write(&self, parts: &mut Parts, width: f64, height: f64, max_dpi: f64) -> ObjectId {
        let most = |points: f64| (points / 72.0 * max_dpi).ceil().clamp(1.0, f64::from(u32::MAX)) as u32;
        let (columns, rows) = self.pixels.dimensions();
        let (to_columns, to_rows) = (columns.min(most(width)), rows.min(most(height)));
        if (to_columns, to_rows) != (columns, rows) {
            return write_samples(parts, &scaled(&self.pixels, to_columns, to_rows));
        }
        match &self.jpeg {
            Some(jpeg) => {
                let space = if jpeg.grey { "DeviceGray" } else { "DeviceRGB" };
                let mut head = image_dictionary(columns, rows, space);
                head.set("Filter", "DCTDecode");
                parts.add(Object::Stream(Stream::new(head, jpeg.bytes.clone())))
            }
            None => write_samples(parts, &self.pixels),
        }
    }
}

/// The pixels of a PNG or JPEG file, turned upright, with its format and how it had lain.
fn decoded(bytes: &[u8]) -> Result<(RgbaImage, ImageFormat, Orientation)> {
    if bytes.len() > MAX_PICTURE_BYTES {
        return Err(Error::PictureBytes { bytes: bytes.len(), limit: MAX_PICTURE_BYTES });
    }
    let format = image::guess_format(bytes).map_err(|_| Error::PictureFormat)?;
    if !matches!(format, ImageFormat::Png | ImageFormat::Jpeg) {
        return Err(Error::PictureFormat);
    }
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = image::Limits::default();
    limits.max_alloc = Some(MAX_PICTURE_PIXELS * 8 + (64 << 20)); // 16-bit RGBA and the decoder's own needs
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|_| Error::PictureFormat)?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MAX_PICTURE_PIXELS {
        return Err(Error::PicturePixels { width, height, limit: MAX_PICTURE_PIXELS });
    }
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let mut decoded = DynamicImage::from_decoder(decoder).map_err(|_| Error::PictureFormat)?;
    decoded.apply_orientation(orientation);
    let pixels = decoded.into_rgba8();
    if pixels.pixels().len() == 0 { Err(Error::EmptyPicture) } else { Ok((pixels, format, orientation)) }
}

/// The smallest rectangle (x, y, width, height) with a hair of margin that holds all ink; `None` when there is none.
fn inked_area(pixels: &RgbaImage) -> Option<(u32, u32, u32, u32)> {
    let (width, height) = pixels.dimensions();
    let inked = |&[red, green, blue, alpha]: &[u8; 4]| alpha >= FAINT && red.min(green).min(blue) < 244;
    let mut area: Option<(u32, u32, u32, u32)> = None;
    for (y, row) in (0..height).zip(pixels.as_raw().chunks_exact(width.max(1) as usize * 4)) {
        // Whole rows at a time: most hold no ink at their ends.
        let (row, _) = row.as_chunks::<4>();
        let ends = row.iter().position(inked).zip(row.iter().rposition(inked));
        let Some((first, last)) = ends.map(|(first, last)| (first as u32, last as u32)) else { continue };
        let (left, top, right, _) = area.unwrap_or((first, y, last, y));
        area = Some((left.min(first), top, right.max(last), y));
    }
    let (left, top, right, bottom) = area?;
    let (left, top) = (left.saturating_sub(1), top.saturating_sub(1));
    let (right, bottom) = ((right + 1).min(width - 1), (bottom + 1).min(height - 1));
    Some((left, top, right - left + 1, bottom - top + 1))
}

/// A part of the picture, row by row; `view(…).to_image()` goes pixel by pixel.
fn cut(pixels: &RgbaImage, x: u32, y: u32, width: u32, height: u32) -> RgbaImage {
    let mut part = RgbaImage::new(width, height);
    let (from, row) = (x as usize * 4, width as usize * 4);
    let rows = pixels.as_raw().chunks_exact(pixels.width().max(1) as usize * 4).skip(y as usize);
    for (to, line) in part.chunks_exact_mut(row.max(1)).zip(rows) {
        if let Some(line) = line.get(from..from + row) {
            to.copy_from_slice(line);
        }
    }
    part
}

/// The picture at another size; colours are weighted by alpha so that transparent pixels leave no fringe.
fn scaled(pixels: &RgbaImage, width: u32, height: u32) -> RgbaImage {
    let mut weighted = pixels.clone();
    for pixel in weighted.pixels_mut() {
        let [red, green, blue, alpha] = pixel.0;
        let by_alpha = |value: u8| (u16::from(value) * u16::from(alpha) / 255) as u8;
        pixel.0 = [by_alpha(red), by_alpha(green), by_alpha(blue), alpha];
    }
    let mut small = image::imageops::resize(&weighted, width, height, FilterType::Triangle);
    for pixel in small.pixels_mut() {
        let [red, green, blue, alpha] = pixel.0;
        let back = |value: u8| (u16::from(value) * 255 / u16::from(alpha.max(1))).min(255) as u8;
        pixel.0 = [back(red), back(green), back(blue), alpha];
    }
    small
}

fn write_samples(parts: &mut Parts, pixels: &RgbaImage) -> ObjectId {
    let (width, height) = pixels.dimensions();
    // As an array of pixels: its loops run several pixels at a time.
    let (colours, _) = pixels.as_raw().as_chunks::<4>();
    let (mut head, samples) = match Ink::of(colours) {
        Ink::Flat(colour) => flat(width, height, colour),
        Ink::Grey => (
            image_dictionary(width, height, "DeviceGray"),
            colours.iter().map(|[grey, .., alpha]| if *alpha == 0 { 0 } else { *grey }).collect(),
        ),
        Ink::Coloured => {
            let shown =
                |&[red, green, blue, alpha]: &[u8; 4]| if alpha == 0 { [0; 3] } else { [red, green, blue] };
            let samples = colours.iter().map(shown).collect::<Vec<_>>().into_flattened();
            (image_dictionary(width, height, "DeviceRGB"), samples)
        }
    };
    if colours.iter().any(|[.., alpha]| *alpha < 255) {
        let alpha: Vec<u8> = colours.iter().map(|[.., alpha]| *alpha).collect();
        let mask = deflated(image_dictionary(width, height, "DeviceGray"), &alpha);
        let mask = parts.add(Object::Stream(mask));
        head.set("SMask", Object::Reference(mask));
    }
    parts.add(Object::Stream(deflated(head, &samples)))
}

/// What the visible pixels of a picture are painted in.
enum Ink {
    /// One colour; the shape is in the alpha, as in a seal's clean artwork.
    Flat([u8; 3]),
    Grey,
    Coloured,
}

impl Ink {
    fn of(pixels: &[[u8; 4]]) -> Self {
        let Some(&[red, green, blue, _]) = pixels.iter().find(|[.., alpha]| *alpha != 0) else {
            return Self::Flat([0; 3]);
        };
        let first = u32::from_le_bytes([red, green, blue, 0]);
        if all_visible(pixels, |pixel| pixel ^ first) {
            Self::Flat([red, green, blue])
        } else if all_visible(pixels, |pixel| (pixel ^ (pixel >> 8)) & 0xFFFF) {
            Self::Grey
        } else {
            Self::Coloured
        }
    }
}

/// Whether `differs` gives nothing but zeros for the colours of the visible pixels, red in the lowest byte. A block at a
/// time, without a way out in between, so that the loop runs several pixels at a time.
fn all_visible(pixels: &[[u8; 4]], differs: impl Fn(u32) -> u32) -> bool {
    let difference = |pixel: &[u8; 4]| {
        let pixel = u32::from_le_bytes(*pixel);
        if pixel >> 24 == 0 { 0 } else { differs(pixel & 0xFF_FFFF) }
    };
    pixels.chunks(1024).all(|block| block.iter().fold(0, |so_far, pixel| so_far | difference(pixel)) == 0)
}

/// A picture in one colour: a palette with one entry, one bit a pixel, all of them zero (ISO 32000-2 §8.6.6.3).
fn flat(width: u32, height: u32, colour: [u8; 3]) -> (Dictionary, Vec<u8>) {
    let [red, green, blue] = colour;
    let (space, entry) = match red == green && green == blue {
        true => ("DeviceGray", vec![red]),
        false => ("DeviceRGB", colour.to_vec()),
    };
    let mut head = image_dictionary(width, height, space);
    let palette = Object::String(entry, lopdf::StringFormat::Hexadecimal);
    head.set("ColorSpace", vec!["Indexed".into(), space.into(), 0.into(), palette]);
    head.set("BitsPerComponent", 1);
    (head, vec![0; width.div_ceil(8) as usize * height as usize])
}

/// Without `/Interpolate`, which PDF/A forbids.
fn image_dictionary(width: u32, height: u32, space: &str) -> Dictionary {
    dictionary! {
        "Type" => "XObject", "Subtype" => "Image",
        "Width" => i64::from(width), "Height" => i64::from(height),
        "ColorSpace" => space, "BitsPerComponent" => 8,
    }
}

/// A stream whose bytes are deflated, with the filter named in its dictionary.
pub(crate) fn deflated(mut head: Dictionary, bytes: &[u8]) -> Stream {
    // The most effort takes thirty times as long for one byte in six.
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::new(3));
    match encoder.write_all(bytes).and_then(|()| encoder.finish()) {
        Ok(packed) => {
            head.set("Filter", "FlateDecode");
            Stream::new(head, packed)
        }
        Err(_) => Stream::new(head, bytes.to_vec()), // writing into memory does not fail
    }
}

/// How many components the frame header (ITU-T T.81 B.2.2) announces; `None` when it is not an 8-bit picture.
fn jpeg_components(bytes: &[u8]) -> Option<u8> {
    let mut at = 2usize;
    loop {
        let &[0xFF, marker] = bytes.get(at..at.checked_add(2)?)? else { return None };
        match marker {
            0xFF => at += 1,
            0x01 | 0xD0..=0xD7 => at += 2,
            // Baseline, extended and progressive; not lossless, hierarchical or arithmetic, which readers may not know.
            0xC0..=0xC2 => {
                let &[_, _, precision, _, _, _, _, components] = bytes.get(at + 2..at.checked_add(10)?)?
                else {
                    return None;
                };
                return (precision == 8).then_some(components);
            }
            0xC3 | 0xC5..=0xC7 | 0xC9..=0xCB | 0xCD..=0xCF | 0xDA => return None,
            _ => {
                let &[high, low] = bytes.get(at + 2..at.checked_add(4)?)? else { return None };
                at = at.checked_add(2 + usize::from(u16::from_be_bytes([high, low])))?;
            }
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;
    use image::{Rgb, RgbImage, Rgba};

    fn png(picture: &DynamicImage) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        picture.write_to(&mut bytes, ImageFormat::Png).unwrap();
        bytes.into_inner()
    }

    fn jpeg(picture: &DynamicImage) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        picture.write_to(&mut bytes, ImageFormat::Jpeg).unwrap();
        bytes.into_inner()
    }

    /// Greyish, unevenly lit paper with a blue bar across its middle.
    fn scan() -> DynamicImage {
        RgbImage::from_fn(200, 100, |x, y| {
            let shade = 215 + (x / 10) as u8 + ((x * 7 + y * 13) % 5) as u8;
            if (60..140).contains(&x) && (45..55).contains(&y) {
                Rgb([30, 50, 160])
            } else {
                Rgb([shade, shade, shade - 6])
            }
        })
        .into()
    }

    #[test]
    fn paper_goes_and_ink_keeps_its_colour() {
        let cleaning = Cleaning { remove_background: true, trim: true };
        let picture = Picture::open(&png(&scan()), cleaning).unwrap();
        let (width, height) = picture.pixels();
        assert!((80..=86).contains(&width) && (10..=16).contains(&height), "{width} x {height}");
        let Rgba([red, green, blue, alpha]) = *picture.pixels.get_pixel(width / 2, height / 2);
        assert!(
            alpha > 250 && red < 45 && green < 65 && (145..175).contains(&blue),
            "{red} {green} {blue} {alpha}"
        );
        assert!(picture.is_transparent());
    }

    #[test]
    fn dark_and_empty_pictures_are_refused() {
        let dark: DynamicImage = RgbImage::from_pixel(50, 50, Rgb([20, 20, 20])).into();
        let white: DynamicImage = RgbImage::from_pixel(50, 50, Rgb([250, 250, 250])).into();
        let cleaning = Cleaning { remove_background: true, trim: true };
        assert_eq!(Picture::open(&png(&dark), cleaning).unwrap_err().code(), "picture-dark-background");
        assert_eq!(Picture::open(&png(&white), cleaning).unwrap_err().code(), "picture-empty");
        assert_eq!(Picture::open(b"GIF89a", Cleaning::default()).unwrap_err().code(), "picture-format");
        assert_eq!(
            Picture::open(b"\x89PNG\r\n\x1a\n", Cleaning::default()).unwrap_err().code(),
            "picture-format"
        );
    }

    #[test]
    fn an_untouched_jpeg_passes_through_and_a_large_one_is_made_smaller() {
        let bytes = jpeg(&scan());
        let picture = Picture::open(&bytes, Cleaning::default()).unwrap();
        let mut parts = Parts::default();
        let id = picture.write(&mut parts, 200.0, 100.0, 600.0);
        let stream = parts.get(id).unwrap().as_stream().unwrap();
        assert_eq!(stream.content, bytes);
        assert_eq!(stream.dict.get(b"Filter").unwrap().as_name().unwrap(), b"DCTDecode");
        let id = picture.write(&mut parts, 12.0, 6.0, 600.0);
        let stream = parts.get(id).unwrap().as_stream().unwrap();
        assert_eq!(stream.dict.get(b"Width").unwrap().as_i64().unwrap(), 100);
        assert!(!stream.dict.has(b"SMask"));
    }

    #[test]
    fn exif_orientation_turns_the_picture() {
        let plain = jpeg(&scan());
        // An APP1 segment with orientation 6 (turn clockwise by 90 degrees), straight after SOI.
        let exif = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0";
        let mut bytes = plain[..2].to_vec();
        bytes.extend([0xFF, 0xE1, 0, (exif.len() + 2) as u8]);
        bytes.extend(exif);
        bytes.extend(&plain[2..]);
        let picture = Picture::open(&bytes, Cleaning::default()).unwrap();
        assert_eq!(picture.pixels(), (100, 200));
        assert!(picture.jpeg.is_none());
    }

    #[test]
    fn alpha_becomes_a_soft_mask() {
        let picture = RgbaImage::from_fn(20, 10, |x, _| Rgba([200, 30, 30, (x * 12) as u8]));
        let picture = Picture::open(&png(&picture.into()), Cleaning::default()).unwrap();
        let mut parts = Parts::default();
        let id = picture.write(&mut parts, 100.0, 50.0, 600.0);
        let stream = parts.get(id).unwrap().as_stream().unwrap();
        let mask = stream.dict.get(b"SMask").unwrap().as_reference().unwrap();
        let mask = parts.get(mask).unwrap().as_stream().unwrap();
        assert_eq!(mask.dict.get(b"ColorSpace").unwrap().as_name().unwrap(), b"DeviceGray");
    }
}
