use std::collections::BTreeSet;

use proptest::prelude::*;

use super::Skimmer;
use crate::sample::{Sample, open};
use crate::{Document, Object, ObjectId, Oddity};

/// The references inside a value, as the reader has them.
fn inside(value: &Object, found: &mut Vec<ObjectId>) {
    match value {
        Object::Reference(id) => found.push(*id),
        Object::Name(name) => assert_ne!(name, b"Watched"),
        Object::Array(items) => items.iter().for_each(|item| inside(item, found)),
        Object::Dictionary(pairs) => pairs.iter().for_each(|(_, item)| inside(item, found)),
        Object::Stream(stream) => stream.dict.iter().for_each(|(_, item)| inside(item, found)),
        _ => {}
    }
}

/// Looks at every number both ways; how many the glance took.
fn compare(document: &Document, numbers: u32) -> usize {
    let mut skimmer = Skimmer::new(document);
    let mut taken = 0;
    for number in 0..numbers {
        let (id, mut found) = ((number, 0), vec![(7, 7)]);
        let seen = skimmer.references(id, |name| name == b"Watched", &mut found);
        if !seen {
            assert_eq!(found, [(7, 7)]);
            continue;
        }
        let object = document.object_without_data(id).expect("what a glance takes the reader takes");
        let mut expected = vec![(7, 7)];
        inside(&object, &mut expected);
        assert_eq!(found, expected, "{object:?}");
        taken += usize::from(!object.is_null());
        if let Ok(raw) = document.inner.raw(id, 0) {
            let at = raw.span.start;
            assert_eq!(skimmer.object_at(at), Some((id, raw.span)));
        }
    }
    taken
}

#[test]
fn what_is_usual_is_taken() {
    let sample =
        Sample::one_page("/Names [(a\\)b(c)) <4 1>] /X -1.5 /Y true", "/Contents 4 0 R/Z[5 0 R 6 1 R 7 8]")
            .object(4, "<</Length 5/A<</Length 9>>>>\nstream\n%abcd\nendstream")
            .object(5, "[1 0 R 2 0 R[3 0 R]<</K 4 0 R>>null]");
    for bytes in [sample.table(), sample.stream(false), sample.stream(true)] {
        // In an object stream the last object ends with the data and object 4 cannot be a stream; no matter here.
        assert!(compare(&open(bytes), 9) >= 4);
    }
}

#[test]
fn what_is_odd_is_left_to_the_reader() {
    let odd = [
        "<</A 1/A 2>>",
        "<</A#41 1>>",
        "[1 %x\n]",
        "<</Watched 1>>",
        "[/Watched]",
        "<</Length 3 0 R>>\nstream\nabc\nendstream",
        "<</Length 3>>\nstream \nabc\nendstream",
        "<</Length 9>>\nstream\nabc\nendstream",
        "-",
        "1.2.3",
        "[5000000000 0 R]",
        "<</A>>",
        "<4g>",
        "nul",
        "[",
        "(",
        "<<",
        "1 0 0 R x",
    ];
    for text in odd {
        let document = Sample::one_page("", "").object(4, text).open();
        let mut skimmer = Skimmer::new(&document);
        assert!(!skimmer.references((4, 0), |name| name == b"Watched", &mut Vec::new()), "{text}");
    }
    assert!(!Skimmer::new(&Sample::one_page("", "").open()).references(
        (1, 0),
        |name| name == b"Pages",
        &mut Vec::new()
    ));
}

#[test]
fn entries_are_those_of_a_look_up() {
    let document = Sample::one_page("", "").object(9, "[1 0 R]").open();
    let all = document.inner.all_entries().unwrap().unwrap();
    for number in 0..20u32 {
        assert_eq!(all.get(number as usize).copied().flatten(), document.entry(number).unwrap(), "{number}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn the_reader_takes_what_a_glance_takes(parts in prop::collection::vec(prop::sample::select(vec![
        "<<", ">>", "[", "]", "(", ")", "\\", "<", ">", "4a", "/A", "/B", "/Length", "/Watched", "1", "0", "12", "R", " ", "\n", "-", ".5",
        "true", "null", "%c\n", "#20", "3 0 R", "/K 1", "endobj", "stream\n", "\nendstream", "\0", "+7", "65536",
    ]), 0..24)) {
        let document = Sample::one_page("", "").object(4, parts.concat()).open();
        compare(&document, 5);
        // A list of what is odd must not depend on who looked first.
        let noted: BTreeSet<String> = document.oddities().iter().map(|odd: &Oddity| format!("{odd:?}")).collect();
        prop_assert!(noted.len() < 1_000);
        let packed = open(Sample::one_page("", "").object(4, parts.concat()).stream(true));
        compare(&packed, 5);
    }
}
