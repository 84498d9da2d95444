use super::*;
use crate::testing::{Builder, open};
use crate::{Document, Entry, Location, Object};

#[test]
fn a_plain_file_is_one_revision() {
    let file = Builder::one_page();
    let document = file.open().unwrap();
    let [revision] = document.revisions() else { panic!() };
    assert_eq!((revision.start, revision.end, revision.kind), (0, document.len(), SectionKind::Table));
    assert_eq!(revision.eof, Some(document.len() - 1));
    assert!(revision.ends_at(document.len()) && revision.ends_at(document.len() - 1));
    assert!(!revision.ends_at(document.len() - 2));
    assert_eq!(document.next_object_number(), 4);
    assert_eq!(document.version(), (1, 7));
    assert_eq!(document.oddities(), []);
}

#[test]
fn revisions_have_exact_ranges_and_open_alone() {
    let mut file = Builder::one_page();
    let first_end = file.bytes.len() as u64;
    file.object(3, "<</Type/Page/Parent 2 0 R/Rotate 90>>");
    file.entry(9, 1, None);
    file.table("/Root 1 0 R");
    let document = file.open().unwrap();
    let ranges: Vec<_> = document.revisions().iter().map(|r| (r.start, r.end)).collect();
    assert_eq!(ranges, [(0, first_end), (first_end, document.len())]);
    let changed = document.changed_objects(1).unwrap();
    assert!(
        matches!(changed[..], [((3, 0), Entry::InFile { .. }), ((9, 1), Entry::Free { .. })]),
        "{changed:?}"
    );
    assert!(document.object((3, 0)).unwrap().as_dict().unwrap().has(b"Rotate"));
    assert_eq!(document.location((9, 0)).unwrap(), Location::Free);
    let alone = Document::open_until(Arc::new(file.bytes.clone()), first_end, Limits::default()).unwrap();
    let shared = document.at_revision(0).unwrap();
    for earlier in [alone, shared] {
        assert_eq!(earlier.revisions().len(), 1);
        assert_eq!(earlier.len(), first_end);
        assert!(!earlier.object((3, 0)).unwrap().as_dict().unwrap().has(b"Rotate"));
        assert_eq!(earlier.location((9, 0)).unwrap(), Location::Absent);
    }
    assert!(document.at_revision(2).is_err());
    // One byte earlier the mark is cut.
    let cut = Document::open_until(Arc::new(file.bytes.clone()), first_end - 2, Limits::default()).unwrap();
    assert!(cut.oddities().iter().any(|oddity| oddity.code() == "missing-eof"));
    assert_eq!(eof_marks(&file.bytes, document.len(), 9).unwrap(), [document.len() - 1, first_end - 1]);
}

#[test]
fn prefix_bytes_are_noted_and_both_ways_of_counting_work() {
    let file = Builder::one_page();
    let mut shifted = b"junk\n".to_vec();
    shifted.extend_from_slice(&file.bytes);
    let document = open(shifted).unwrap();
    assert_eq!(document.oddities(), [Oddity::PrefixBytes { length: 5 }, Oddity::OffsetsFromHeader]);
    assert!(document.object((3, 0)).unwrap().as_dict().is_ok());
    let mut absolute = Builder { bytes: b"junk\n%PDF-1.4\n".to_vec(), ..Builder::new() };
    absolute.object(1, "<</Type/Catalog>>");
    absolute.table("/Root 1 0 R");
    assert_eq!(absolute.open().unwrap().oddities(), [Oddity::PrefixBytes { length: 5 }]);
    assert!(absolute.open().unwrap().catalog().is_ok());
}

#[test]
fn what_stands_behind_the_end_is_noted() {
    let mut file = Builder::one_page();
    let end = file.bytes.len() as u64;
    let mut spaced = file.clone();
    spaced.raw("\r\n \n");
    assert_eq!(spaced.open().unwrap().oddities(), []);
    let mut zeros = file.clone();
    zeros.raw([0; 3000]);
    assert_eq!(zeros.open().unwrap().oddities(), [Oddity::TrailingBytes { offset: end }]);
    file.raw("<html>");
    let document = file.open().unwrap();
    assert_eq!(document.oddities(), [Oddity::TrailingBytes { offset: end }]);
    assert_eq!(document.revisions()[0].end, end);
}

#[test]
fn loops_and_long_chains_end_quickly() {
    let mut file = Builder::one_page();
    let at = file.bytes.len();
    file.raw(format!("xref\n0 0\ntrailer<</Size 4/Root 1 0 R/Prev {at}>>\nstartxref\n{at}\n%%EOF"));
    assert_eq!(file.open().unwrap_err(), Error::Xref { offset: at as u64, fault: XrefFault::Loop });
    let mut long = Builder::one_page();
    for _ in 0..1_200 {
        long.table("/Root 1 0 R");
    }
    assert_eq!(long.open().unwrap_err(), Error::Limit { limit: Limit::Revisions });
}

#[test]
fn a_chain_that_leads_forward_is_refused() {
    let mut file = Builder::one_page();
    let first = file.bytes.len();
    let second = first + 80;
    file.raw(format!("xref\n0 0\ntrailer<</Size 4/Root 1 0 R/Prev {second}>>\nstartxref\n{first}\n%%EOF\n"));
    while file.bytes.len() < second {
        file.raw("\n");
    }
    let second = file.bytes.len().max(second);
    file.raw("xref\n0 0\ntrailer<</Size 4/Root 1 0 R>>\nstartxref\n7\n%%EOF\n");
    file.raw(format!("startxref\n{first}\n%%EOF\n"));
    assert_eq!(second, first + 80, "the fixture's offsets");
    assert_eq!(file.open().unwrap_err(), Error::Xref { offset: first as u64, fault: XrefFault::Order });
}

#[test]
fn a_linearised_file_is_one_revision_even_when_updated() {
    let mut file = Builder::new();
    file.raw("9 0 obj\n<</Linearized 1>>\nendobj\n");
    let first = file.bytes.len();
    let head = |main: usize| {
        format!(
            "xref\n1 1\n{:010} 00000 n \ntrailer\n<</Size 4/Root 1 0 R/Prev {main:010}>>\nstartxref\n0\n%%EOF\n",
            first + 117
        )
    };
    let length = head(0).len();
    let catalog = "1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n";
    let pages = "2 0 obj\n<</Type/Pages/Count 0/Kids[]>>\nendobj\n";
    let main = first + length + catalog.len() + pages.len();
    let text = head(main)
        .replace(&format!("{:010} 00000 n", first + 117), &format!("{:010} 00000 n", first + length));
    file.raw(text);
    file.raw(catalog);
    let pages_at = file.raw(pages);
    assert_eq!(file.bytes.len(), main);
    file.raw(format!("xref\n0 1\n0000000000 65535 f \n2 1\n{pages_at:010} 00000 n \ntrailer\n<</Size 4>>\nstartxref\n{first}\n%%EOF\n"));
    let end = file.bytes.len() as u64;
    let document = file.open().unwrap();
    let [revision] = document.revisions() else { panic!() };
    assert_eq!((revision.start, revision.end), (0, end));
    assert_eq!(revision.sections, [first as u64, main as u64]);
    assert_eq!(document.oddities(), []);
    assert_eq!(document.changed_objects(0).unwrap().len(), 3);
    assert!(matches!(document.object((2, 0)).unwrap(), Object::Dictionary(_)));
    let at = file.raw("2 0 obj\n<</Type/Pages/Count 0/Kids[]/New 1>>\nendobj\n");
    let xref = file.bytes.len();
    file.raw(format!("xref\n2 1\n{at:010} 00000 n \ntrailer\n<</Size 4/Root 1 0 R/Prev {first}>>\nstartxref\n{xref}\n%%EOF\n"));
    let document = file.open().unwrap();
    assert_eq!(
        document.revisions().iter().map(|r| (r.start, r.end)).collect::<Vec<_>>(),
        [(0, end), (end, document.len())]
    );
    let before = document.at_revision(0).unwrap().object((2, 0)).unwrap();
    assert!(!before.as_dict().unwrap().has(b"New"));
}

#[test]
fn tables_of_odd_width_are_read_and_noted() {
    let plain = String::from_utf8_lossy(&Builder::one_page().bytes[15..]).into_owned();
    for end in ["\n", "\r", " \r\n", "  \n"] {
        let text = plain.replace(" \n", end);
        let mut bytes = Builder::new().bytes;
        bytes.extend_from_slice(text.as_bytes());
        let document = open(bytes).unwrap_or_else(|error| panic!("{end:?}: {error}"));
        assert!(document.object((3, 0)).unwrap().as_dict().is_ok());
        assert!(document.oddities().iter().any(|oddity| oddity.code() == "entry-width"), "{end:?}");
    }
    // Mixed widths: read one by one.
    let mixed = plain.replacen(" \n", "\n", 2);
    let mut bytes = Builder::new().bytes;
    bytes.extend_from_slice(mixed.as_bytes());
    assert!(open(bytes).unwrap().object((3, 0)).unwrap().as_dict().is_ok());
}

#[test]
fn damaged_tables_are_refused() {
    let good = String::from_utf8_lossy(&Builder::one_page().bytes[15..]).into_owned();
    let faulty = |from: &str, to: &str| {
        assert!(good.contains(from), "{from}");
        let mut bytes = Builder::new().bytes;
        bytes.extend_from_slice(good.replacen(from, to, 1).as_bytes());
        match open(bytes) {
            Err(Error::Xref { fault, .. }) => fault,
            other => panic!("{from} -> {to}: {other:?}"),
        }
    };
    assert_eq!(faulty("65535 f", "65535 x"), XrefFault::Entry);
    assert_eq!(faulty("trailer", "tailer"), XrefFault::NoTrailer);
    assert_eq!(faulty("/Size 4", "/Syze 4"), XrefFault::Size);
    assert_eq!(faulty("0 4\n", "0 5\n"), XrefFault::Entry);
    let mut shorter = Builder::new().bytes;
    shorter.extend_from_slice(good.replacen("0 4\n", "0 3\n", 1).as_bytes());
    assert!(open(shorter).is_err());
}

#[test]
fn an_object_defined_twice_in_one_section() {
    let mut file = Builder::one_page();
    let at = file.bytes.len();
    file.raw(format!("xref\n1 1\n0000000015 00000 n \n1 1\n0000000015 00000 n \ntrailer<</Size 4/Root 1 0 R>>\nstartxref\n{at}\n%%EOF"));
    assert_eq!(file.open().unwrap().oddities()[0], Oddity::RepeatedEntry { number: 1 });
    let text = String::from_utf8_lossy(&file.bytes[at..]).replacen("0000000015", "0000000099", 1);
    file.bytes.truncate(at);
    file.raw(text);
    assert_eq!(file.open().unwrap_err(), Error::Xref { offset: at as u64, fault: XrefFault::Overlap });
}

#[test]
fn hostile_sections_fail_fast() {
    let section = |text: &str| {
        let mut file = Builder::one_page();
        let at = file.bytes.len();
        file.raw(text);
        file.raw(format!("\nstartxref\n{at}\n%%EOF"));
        file.open().unwrap_err()
    };
    let table = "trailer<</Size 4/Root 1 0 R>>";
    assert_eq!(section(&format!("xref\n0 4000000000\n{table}")), Error::Limit { limit: Limit::Objects });
    assert_eq!(section(&format!("xref\n9000000 1\n{table}")), Error::Limit { limit: Limit::ObjectNumber });
    assert!(section(&format!("xref\n18446744073709551615 2\n{table}")).to_string().contains("limit"));
    let stream = |dictionary: &str| {
        section(&format!("7 0 obj\n<</Type/XRef/Length 4{dictionary}>>\nstream\nabcd\nendstream\nendobj"))
    };
    let fault = |dictionary: &str| match stream(dictionary) {
        Error::Xref { fault, .. } => fault,
        other => panic!("{other:?}"),
    };
    assert_eq!(fault("/Size 1/W[1 9999999999 1]"), XrefFault::Widths);
    assert_eq!(fault("/Size 1/W[1 1]"), XrefFault::Widths);
    assert_eq!(fault("/Size 1/W[0 0 0]"), XrefFault::Widths);
    assert_eq!(fault("/Size 1/W[1 -1 1]"), XrefFault::Widths);
    assert_eq!(fault("/Size 500000/W[1 2 1]"), XrefFault::TooShort);
    assert_eq!(fault("/Size 1/W[1 2 1]/Index[0]"), XrefFault::Index);
    assert_eq!(fault("/W[1 2 1]"), XrefFault::Size);
    assert_eq!(fault("/Size 1/W[1 2 1]/Prev 1.5"), XrefFault::Link);
    assert_eq!(stream("/Size 99999999/W[1 2 1]"), Error::Limit { limit: Limit::Objects });
    assert_eq!(open(b"hello".to_vec()).unwrap_err(), Error::NoHeader);
    assert_eq!(open(b"%PDF-1.4\n".to_vec()).unwrap_err(), Error::NoStartxref);
    assert_eq!(open(Vec::new()).unwrap_err(), Error::NoHeader);
}

#[test]
fn what_is_remembered_of_many_sections_is_what_they_say() {
    let mut file = Builder::one_page();
    for number in 10..10 + 2 * MANY_SECTIONS as u32 {
        file.object(number % 25, "<</A 1>>");
        file.entry(100, 1, None);
        file.table("/Root 1 0 R");
    }
    let document = file.open().unwrap();
    let all = || (0..110).map(|number| document.entry(number).unwrap()).collect::<Vec<_>>();
    let asked = all();
    assert!(asked.iter().flatten().filter(|entry| entry.in_use()).count() > 20);
    while document.inner.chain.places.asked.load(Ordering::Relaxed) <= MANY_LOOKUPS {
        assert_eq!(all(), asked);
    }
    assert_eq!(all(), asked);
    assert!(document.inner.chain.places.known.get().is_some());
}
