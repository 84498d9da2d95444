//! A file with half a million objects is opened, read and walked in the time of a small one, as far as that is possible.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod counted;

use std::fmt::Write;
use std::sync::Arc;
use std::time::Instant;

use counted::Counted;
use pdf::{Document, Limits, Object, Source};

fn big(objects: usize) -> Vec<u8> {
    let mut text = String::from("%PDF-1.7\n");
    let mut offsets = Vec::with_capacity(objects);
    for number in 1..=objects {
        offsets.push(text.len());
        let body = match number {
            1 => "<</Type/Catalog/Pages 2 0 R>>",
            2 => "<</Type/Pages/Count 0/Kids[]>>",
            _ => "<</Type/Something/Value(some text of an ordinary length)>>",
        };
        writeln!(text, "{number} 0 obj\n{body}\nendobj").unwrap();
    }
    let at = text.len();
    write!(text, "xref\n0 {}\n0000000000 65535 f \n", objects + 1).unwrap();
    for offset in offsets {
        writeln!(text, "{offset:010} 00000 n ").unwrap();
    }
    write!(text, "trailer\n<</Size {}/Root 1 0 R>>\nstartxref\n{at}\n%%EOF\n", objects + 1).unwrap();
    text.into_bytes()
}

#[test]
fn opening_reads_the_tail_only() {
    let source = Arc::new(Counted::new(big(500_000)));
    let start = Instant::now();
    let document = Document::open(Arc::clone(&source) as Arc<dyn Source>, Limits::default()).unwrap();
    document.catalog().unwrap();
    for number in [3, 250_000, 500_000] {
        assert!(document.object((number, 0)).unwrap().as_dict().is_ok());
    }
    let took = start.elapsed();
    let read = source.bytes_read();
    println!("opened {} bytes in {took:?}, having read {read}", source.len());
    assert!(read < 100_000, "{read} bytes read");

    let start = Instant::now();
    let mut update = pdf::Update::new(&document).unwrap();
    let catalog = document.catalog().unwrap();
    update.set(update.catalog_id().unwrap(), Object::Dictionary(catalog));
    update.add(Object::Null);
    let increment = update.finish().unwrap();
    let took = start.elapsed();
    println!("{} bytes to append made in {took:?}", increment.bytes().len());

    let start = Instant::now();
    assert_eq!(document.changed_objects(0).unwrap().len(), 500_001);
    println!("listed in {:?}", start.elapsed());
    // Everything below reads the whole file; unoptimised code is not worth measuring.
    if cfg!(debug_assertions) {
        return;
    }
    let start = Instant::now();
    let account = pdf::account::unaccounted(&document, 0..document.len()).unwrap();
    assert!(account.is_complete());
    println!("accounted for in {:?}", start.elapsed());
    let start = Instant::now();
    for number in 1..=500_000 {
        assert_ne!(*document.shared((number, 0)).unwrap(), Object::Null);
    }
    println!("all objects read in {:?}", start.elapsed());
}
