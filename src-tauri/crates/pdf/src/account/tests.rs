// Lists of one range are meant as such.
#![allow(clippy::single_range_in_vec_init)]

use super::*;
use crate::testing::{Builder, open};

fn behind(first: &Builder, appended: impl AsRef<[u8]>) -> Account {
    let mut file = first.clone();
    let start = file.raw(appended);
    let end = file.bytes.len() as u64;
    let document = open(file.bytes).unwrap();
    let mut account = unaccounted(&document, start..end).unwrap();
    for range in account.unaccounted.iter_mut().chain(&mut account.comments) {
        *range = range.start - start..range.end - start;
    }
    account
}

#[test]
fn every_byte_of_honest_files_belongs_to_something() {
    let mut file = Builder::one_page();
    let first_end = file.bytes.len() as u64;
    file.stream(4, "", b"startxref % junk endobj 1 0 obj");
    file.object(5, "(a)");
    file.table("/Root 1 0 R");
    file.raw("\r\n");
    file.object_stream(6, "", &[(7, "1")]);
    file.xref_stream(8, "/Root 1 0 R", &[(7, 6, 0)]);
    let document = file.open().unwrap();
    let whole = unaccounted(&document, 0..document.len()).unwrap();
    assert!(whole.is_complete() && whole.comments.is_empty(), "{whole:?}");
    assert_eq!(whole.objects.iter().map(|(id, _)| id.0).collect::<Vec<_>>(), [1, 2, 3, 4, 5, 6, 8]);
    assert_eq!(whole.tables.len(), 2);
    assert!(whole.unlisted(&document).unwrap().is_empty());
    let update = unaccounted(&document, first_end..document.len()).unwrap();
    assert_eq!(update.objects.len(), 4);
}

#[test]
fn stray_bytes_are_found() {
    let file = Builder::one_page();
    assert_eq!(behind(&file, "\n\n").unaccounted, []);
    assert_eq!(behind(&file, "junk").unaccounted, [0..4]);
    assert_eq!(behind(&file, [0; 300]).unaccounted, [0..300]);
    assert_eq!(behind(&file, "\njunk\n4 0 obj\n1\nendobj\n").unaccounted, [1..6]);
    assert_eq!(behind(&file, "4 0 obj\n(open\nendobj\n").unaccounted, [0..21]);
    let comment = behind(&file, "% a long story that somebody hides here\n");
    assert_eq!((comment.unaccounted, comment.comments), (vec![], vec![0..39]));
}

#[test]
fn a_dead_object_is_parsed_but_unlisted() {
    let mut file = Builder::one_page();
    let start = file.raw("3 0 obj\n<</Type/Page>>\nendobj\n");
    let document = file.open().unwrap();
    let account = unaccounted(&document, start..document.len()).unwrap();
    assert!(account.is_complete());
    assert_eq!(account.unlisted(&document).unwrap(), [((3, 0), start..start + 29)]);
}

#[test]
fn an_object_across_the_end_of_the_range_does_not_count() {
    let file = Builder::one_page();
    let document = file.open().unwrap();
    let whole = unaccounted(&document, 0..document.len()).unwrap();
    let (_, first) = whole.objects[0].clone();
    let cut = unaccounted(&document, 0..first.end - 1).unwrap();
    assert_eq!(cut.unaccounted, [first.start..first.end - 1]);
    assert!(cut.objects.is_empty());
}

#[test]
fn many_broken_items_end_quickly() {
    let file = Builder::one_page();
    let account = behind(&file, "1 0 obj (\n".repeat(90));
    assert_eq!(account.unaccounted, [0..900]);
}
