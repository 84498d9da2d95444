use super::*;
use crate::testing::Builder;
use crate::{Location, SectionKind};

fn integer(object: Result<Object, Error>) -> i64 {
    object.unwrap().as_i64().unwrap()
}

#[test]
fn undefined_and_free_objects_are_null() {
    let document = Builder::one_page().open().unwrap();
    assert_eq!(document.object((77, 0)).unwrap(), Object::Null);
    assert_eq!(document.object((3, 1)).unwrap(), Object::Null);
    assert_eq!(document.object((0, 65535)).unwrap(), Object::Null);
    assert_eq!(document.location((3, 1)).unwrap(), Location::Absent);
}

#[test]
fn an_object_elsewhere_than_its_entry_says_is_an_error() {
    let mut file = Builder::one_page();
    file.object(4, "1");
    let at = file.object(5, "2");
    file.entry(6, 0, Some(at));
    file.entry(7, 0, Some(at + 2));
    file.entry(8, 0, Some(999_999));
    file.entry(9, 0, Some(at - 1));
    file.entry(10, 0, Some(0));
    file.table("/Root 1 0 R");
    let document = file.open().unwrap();
    assert_eq!(integer(document.object((5, 0))), 2);
    for id in [(6, 0), (7, 0), (8, 0), (9, 0)] {
        assert!(
            matches!(document.object(id), Err(Error::Misplaced { id: named, .. }) if named == id),
            "{id:?}"
        );
    }
    assert_eq!(document.object((10, 0)).unwrap(), Object::Null);
    assert_eq!(document.location((5, 0)).unwrap(), Location::InFile { start: at, end: at + 16 });
}

#[test]
fn stream_lengths_decide_and_are_checked() {
    let mut file = Builder::one_page();
    file.stream(4, "", b"hello");
    file.object(5, "<</Length 6 0 R>>\nstream\r\nhello\r\nendstream");
    file.object(6, "5");
    file.object(7, "<</Length 4>>\nstream\nhello\nendstream");
    file.object(8, "<</Length 9>>\nstream\nhello\nendstream");
    file.object(9, "<</Length 9 0 R>>\nstream\nhello\nendstream");
    file.object(10, "<</Length 5>>\nstream\nhello  \n\nendstream");
    file.object(11, "<</Length -5>>\nstream\nhello\nendstream");
    file.object(12, "<<>>\nstream\nhello\nendstream");
    file.object(13, "<</Length 5>>\nstream\rhello\rendstream");
    file.object(14, "<</Length 99999999999>>\nstream\nhello\nendstream");
    file.table("/Root 1 0 R");
    let document = file.open().unwrap();
    for number in [4, 5, 10, 13] {
        let object = document.object((number, 0)).unwrap();
        assert_eq!(object.as_stream().unwrap().content, b"hello", "{number}");
        assert_eq!(document.stream_data(object.as_stream().unwrap()).unwrap(), b"hello");
        let bare = document.object_without_data((number, 0)).unwrap();
        assert!(bare.as_stream().unwrap().content.is_empty());
    }
    for number in [7, 8, 14] {
        assert!(matches!(document.object((number, 0)), Err(Error::StreamLength { .. })), "{number}");
    }
    assert!(matches!(document.object((9, 0)), Err(Error::ReferenceLoop { .. })));
    for number in [11, 12] {
        assert!(
            matches!(document.object((number, 0)), Err(Error::Syntax { fault: Syntax::Length, .. })),
            "{number}"
        );
    }
    let codes: Vec<_> = document.oddities().iter().map(|oddity| oddity.code()).collect();
    assert_eq!(codes, ["stream-spacing", "stream-keyword"]);
}

#[test]
fn references_are_followed_but_not_for_ever() {
    let mut file = Builder::one_page();
    file.object(4, "5 0 R");
    file.object(5, "42");
    file.object(6, "7 0 R");
    file.object(7, "6 0 R");
    file.table("/Root 1 0 R");
    let document = file.open().unwrap();
    assert_eq!(integer(document.resolve(&Object::Reference((4, 0)))), 42);
    assert!(matches!(document.resolve(&Object::Reference((6, 0))), Err(Error::ReferenceLoop { .. })));
}

#[test]
fn missing_endobj_is_noted_where_the_next_object_begins() {
    let mut file = Builder::one_page();
    let at = file.raw("4 0 obj\n17\n");
    file.entry(4, 0, Some(at));
    file.object(5, "1");
    let at = file.raw("6 0 obj\n17 junk\nendobj\n");
    file.entry(6, 0, Some(at));
    file.table("/Root 1 0 R");
    let document = file.open().unwrap();
    assert_eq!(integer(document.object((4, 0))), 17);
    assert_eq!(document.oddities(), [Oddity::MissingEndobj { object: (4, 0) }]);
    assert!(matches!(document.object((6, 0)), Err(Error::Syntax { fault: Syntax::Endobj, .. })));
}

#[test]
fn duplicate_keys_are_noted_with_their_object() {
    let mut file = Builder::one_page();
    file.object(4, "<</A 1/A 2>>");
    file.table("/Root 1 0 R");
    let document = file.open().unwrap();
    assert_eq!(document.oddities(), []);
    assert_eq!(document.object((4, 0)).unwrap().as_dict().unwrap().get(b"A").unwrap(), &Object::Integer(2));
    assert_eq!(document.oddities(), [Oddity::DuplicateKey { object: (4, 0), key: b"A".to_vec() }]);
}

fn with_object_stream(extra: &str, objects: &[(u32, &str)], inside: &[(u32, u32, u16)]) -> crate::Document {
    let mut file = Builder::new();
    file.object(1, "<</Type/Catalog/Pages 2 0 R>>");
    file.object_stream(5, extra, objects);
    file.xref_stream(6, "/Root 1 0 R", inside);
    file.open().unwrap()
}

#[test]
fn objects_come_out_of_object_streams() {
    let document = with_object_stream(
        "",
        &[(2, "<</Type/Pages>>"), (3, "[1 2 (x)]")],
        &[(2, 5, 0), (3, 5, 1), (9, 5, 1)],
    );
    assert_eq!(document.revisions()[0].kind, SectionKind::Stream);
    assert!(document.object((2, 0)).unwrap().as_dict().is_ok());
    assert_eq!(document.object((3, 0)).unwrap().as_array().unwrap().len(), 3);
    assert_eq!(document.location((3, 0)).unwrap(), Location::InStream { container: 5, index: 1 });
    assert!(matches!(
        document.object((9, 0)),
        Err(Error::ObjectStream { container: 5, fault: Syntax::NotInStream })
    ));
    assert_eq!(document.object((3, 1)).unwrap(), Object::Null);
    assert_eq!(document.next_object_number(), 10);
}

#[test]
fn object_streams_are_checked() {
    let repeated = with_object_stream("", &[(2, "1"), (2, "2")], &[(2, 5, 1)]);
    assert!(matches!(
        repeated.object((2, 0)),
        Err(Error::ObjectStream { fault: Syntax::RepeatedInStream, .. })
    ));
    let elsewhere = with_object_stream("", &[(3, "1"), (2, "2")], &[(2, 5, 0)]);
    assert_eq!(integer(elsewhere.object((2, 0))), 2);
    assert_eq!(elsewhere.oddities(), [Oddity::IndexElsewhere { object: (2, 0) }]);
    // The container is no object stream; the container is itself in an object stream; it does not exist.
    let wrong = with_object_stream("", &[(2, "1"), (7, "1")], &[(2, 1, 0), (7, 5, 1), (8, 7, 0), (9, 33, 0)]);
    for number in [2, 8, 9] {
        assert!(matches!(wrong.object((number, 0)), Err(Error::ObjectStream { .. })), "{number}");
    }
    let loops = with_object_stream("/Extends 5 0 R", &[(2, "1")], &[(2, 5, 0)]);
    assert!(matches!(loops.object((2, 0)), Err(Error::ReferenceLoop { .. })));
    let many = with_object_stream("/N 100001", &[(2, "1")], &[(2, 5, 0)]);
    assert!(matches!(many.object((2, 0)), Err(Error::Limit { limit: Limit::ObjectStreamEntries })));
}

#[test]
fn a_length_inside_its_own_object_stream_is_a_loop() {
    let mut file = Builder::new();
    file.object(1, "<</Type/Catalog>>");
    file.object(5, "<</Type/ObjStm/N 1/First 4/Length 2 0 R>>\nstream\n2 0 7\nendstream");
    file.xref_stream(6, "/Root 1 0 R", &[(2, 5, 0)]);
    assert!(matches!(file.open().unwrap().object((2, 0)), Err(Error::ReferenceLoop { .. })));
}

#[test]
fn a_hybrid_file_hides_objects_from_old_readers() {
    let mut file = Builder::new();
    file.object(1, "<</Type/Catalog/Pages 2 0 R>>");
    let plain = file.object(4, "(for all)");
    let other = file.raw("4 0 obj\n(for some)\nendobj\n");
    let mut hidden = file.clone();
    hidden.entry(2, 0, None);
    hidden.object_stream(5, "", &[(2, "<</Type/Pages>>")]);
    let mut stream = Builder { bytes: hidden.bytes.clone(), ..Builder::new() };
    stream.entry(4, 0, Some(other));
    let at = stream.xref_stream_only(6, "", &[(2, 5, 0)]);
    hidden.bytes = stream.bytes;
    hidden.table(&format!("/Root 1 0 R/XRefStm {at}"));
    let document = hidden.open().unwrap();
    assert_eq!(document.revisions()[0].kind, SectionKind::Hybrid);
    assert!(document.object((2, 0)).unwrap().as_dict().is_ok());
    assert_eq!(document.location((4, 0)).unwrap(), Location::InFile { start: plain, end: plain + 24 });
    let views = document.hybrid_views(0).unwrap();
    assert_eq!((views.hidden, views.conflicts), (vec![2, 6], vec![4]));
    assert_eq!(document.oddities()[0].code(), "hybrid");
    assert_eq!(document.changed_objects(0).unwrap().len(), 6);
}
