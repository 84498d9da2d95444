use std::io::Cursor;

use appearance::{Appearance, Cleaning, Form, Mark, Picture, SizeMm};
use image::{ImageFormat, Rgba, RgbaImage};
use pdf::{Document, Object, Stream};
use sign::{Draft, Extras, Rights, Target};

use crate::kit::{claims, digest, one_page, somewhere};
use crate::person::Person;

/// A picture that lets the page shine through.
fn form() -> Form {
    let pixels = RgbaImage::from_fn(8, 8, |x, _| Rgba([200, 0, 0, if x < 4 { 0 } else { 128 }]));
    let mut png = Cursor::new(Vec::new());
    pixels.write_to(&mut png, ImageFormat::Png).unwrap();
    let picture = Picture::open(&png.into_inner(), Cleaning::default()).unwrap();
    Appearance::new(Mark::Picture(picture)).form(SizeMm { width: 40.0, height: 15.0 }).unwrap()
}

/// With an output intent, which gives transparency its colour space.
fn claiming(part: &str) -> Document {
    claiming_with(part, "/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1/DestOutputProfile 5 0 R>>]")
}

fn claiming_with(part: &str, intents: &str) -> Document {
    let packet =
        format!("<x xmlns:pdfaid='http://www.aiim.org/pdfa/ns/id/'><pdfaid:part>{part}</pdfaid:part></x>");
    let metadata =
        format!("<</Type/Metadata/Subtype/XML/Length {}>>stream\n{packet}\nendstream", packet.len());
    let profile = "<</N 3/Length 0>>stream\n\nendstream";
    one_page(&format!("/Metadata 4 0 R{intents}"), "", &[(4, &metadata), (5, profile)])
}

/// The streams that signing adds.
fn streams(document: &Document, target: &Target) -> Vec<Stream> {
    let (claims, form) = (claims(), form());
    let draft = Draft::new(document, target, Some(&form), &claims, &Rights::default(), [7; 16]).unwrap();
    let signed = draft.sign(&Person::new(7), &digest(document), &Extras::default()).unwrap();
    let after = document.followed_by(signed.increment()).unwrap();
    let added = after.changed_objects(1).unwrap();
    let objects = added.iter().map(|(id, _)| after.object(*id).unwrap());
    objects
        .filter_map(|object| if let Object::Stream(stream) = object { Some(stream) } else { None })
        .collect()
}

#[test]
fn part_one_gets_an_opaque_picture_and_part_two_keeps_its_mask() {
    let masked =
        |part| streams(&claiming(part), &Target::Visible(somewhere())).iter().any(|s| s.dict.has(b"SMask"));
    assert_eq!((masked("1"), masked("2"), masked("x")), (false, true, true));
}

#[test]
fn without_an_output_intent_later_parts_have_nothing_to_blend_in() {
    let streams = streams(&claiming_with("2", ""), &Target::Visible(somewhere()));
    assert!(streams.iter().any(|stream| stream.dict.has(b"Width")), "the picture is there");
    assert!(!streams.iter().any(|stream| stream.dict.has(b"SMask")));
}

#[test]
fn an_invisible_field_of_part_one_has_an_appearance() {
    let blank = streams(&claiming("1"), &Target::Invisible);
    assert_eq!(blank.len(), 1);
    assert!(blank[0].content.is_empty());
    assert!(streams(&claiming("2"), &Target::Invisible).is_empty());
}
