use std::io::Write;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use proptest::prelude::*;

use super::*;

fn dictionary(pairs: &[(&str, Object)]) -> Dictionary {
    let mut dictionary = Dictionary::new();
    for (key, value) in pairs {
        dictionary.set(*key, value.clone());
    }
    dictionary
}

fn zlib(data: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(data).unwrap();
    encoder.finish().unwrap()
}

fn decoded(filter: &str, data: &[u8]) -> Result<Vec<u8>, Error> {
    decode(&dictionary(&[("Filter", filter.into())]), data, &Limits::default())
}

#[test]
fn ascii_filters() {
    assert_eq!(decoded("ASCIIHexDecode", b"48 65 6c6C 6f7>junk").unwrap(), b"Hellop");
    assert_eq!(decoded("ASCII85Decode", b"87cURD]i,\"Ebo80~>").unwrap(), b"Hello World!");
    assert_eq!(decoded("ASCII85Decode", b"z87 cU~>").unwrap(), b"\0\0\0\0Hel");
    assert!(decoded("ASCII85Decode", b"v~>").is_err());
    assert!(decoded("ASCII85Decode", b"s8W-\"~>").is_err());
    assert_eq!(decoded("RunLengthDecode", &[2, b'a', b'b', b'c', 254, b'x', 128, 9]).unwrap(), b"abcxxx");
    assert!(decoded("RunLengthDecode", &[5, b'a']).is_err());
    assert_eq!(decoded("DCTDecode", b""), Err(Error::UnsupportedFilter { name: b"DCTDecode".to_vec() }));
}

#[test]
fn flate_is_bounded_and_whole() {
    let text = b"the same again, the same again, the same again".repeat(10);
    assert_eq!(decoded("FlateDecode", &zlib(&text)).unwrap(), text);
    let mut cut = zlib(&text);
    cut.truncate(cut.len() / 2);
    assert_eq!(decoded("FlateDecode", &cut), Err(Error::Damaged { filter: "FlateDecode" }));
    assert!(decoded("FlateDecode", b"no zlib data").is_err());
    let bomb = zlib(&vec![0; 8 << 20]);
    assert_eq!(decoded("FlateDecode", &bomb), Err(Error::Limit { limit: Limit::Ratio }));
    let limits = Limits { decoded_stream: 100, ..Limits::default() };
    let small = decode(&dictionary(&[("Filter", "FlateDecode".into())]), &zlib(&text), &limits);
    assert_eq!(small, Err(Error::Limit { limit: Limit::DecodedStream }));
}

#[test]
fn filters_come_in_order_and_are_counted() {
    let hex: String = zlib(b"abc").iter().map(|byte| format!("{byte:02x}")).collect();
    let two = vec![Object::Name(b"AHx".to_vec()), Object::Name(b"Fl".to_vec())];
    let both = dictionary(&[("Filter", Object::Array(two.clone()))]);
    assert_eq!(decode(&both, hex.as_bytes(), &Limits::default()).unwrap(), b"abc");
    let five = Object::Array(vec![Object::Name(b"AHx".to_vec()); 5]);
    let many = decode(&dictionary(&[("Filter", five)]), b"", &Limits::default());
    assert_eq!(many, Err(Error::Limit { limit: Limit::Filters }));
}

/// A plain LZW encoder with the standard's early change.
fn lzw(data: &[u8], early: usize) -> Vec<u8> {
    let mut bits: Vec<bool> = Vec::new();
    let mut put =
        |code: usize, width: usize| (0..width).rev().for_each(|bit| bits.push(code >> bit & 1 == 1));
    let mut table: std::collections::HashMap<Vec<u8>, usize> = (0..256).map(|b| (vec![b as u8], b)).collect();
    let (mut next, mut width, mut current) = (258usize, 9usize, Vec::new());
    put(256, 9);
    for byte in data {
        let mut longer: Vec<u8> = current.clone();
        longer.push(*byte);
        if table.contains_key(&longer) {
            current = longer;
            continue;
        }
        put(table[&current], width);
        table.insert(longer, next);
        next += 1;
        if next + early > 1 << width {
            width += 1;
        }
        if next == 4094 {
            put(256, 12);
            table.retain(|key, _| key.len() == 1);
            (next, width) = (258, 9);
        }
        current = vec![*byte];
    }
    if !current.is_empty() {
        put(table[&current], width);
        next += 1;
        if next + early > 1 << width {
            width += 1;
        }
    }
    put(257, width.min(12));
    bits.chunks(8)
        .map(|byte| byte.iter().enumerate().fold(0, |v, (i, b)| v | u8::from(*b) << (7 - i)))
        .collect()
}

#[test]
fn lzw_of_the_standards_example() {
    // ISO 32000-2 §7.4.4.2, example 2.
    let coded = [0x80, 0x0B, 0x60, 0x50, 0x22, 0x0C, 0x0C, 0x85, 0x01];
    assert_eq!(decoded("LZWDecode", &coded).unwrap(), [45, 45, 45, 45, 45, 65, 45, 45, 45, 66]);
    assert!(decoded("LZWDecode", &[0xff; 8]).is_err());
}

#[test]
fn png_predictors_are_undone() {
    let parms = dictionary(&[("Predictor", 15.into()), ("Columns", 3.into())]);
    let rows = [0, 1, 2, 3, 1, 1, 1, 1, 2, 1, 1, 1, 3, 2, 2, 2, 4, 1, 0, 0];
    let all = dictionary(&[("Filter", "FlateDecode".into()), ("DecodeParms", Object::Dictionary(parms))]);
    let plain = decode(&all, &zlib(&rows), &Limits::default()).unwrap();
    assert_eq!(plain, [1, 2, 3, 1, 2, 3, 2, 3, 4, 3, 5, 6, 4, 5, 6]);
}

#[test]
fn tiff_predictor_is_undone() {
    let undo = |bits: i64, colors: i64, columns: i64, data: &[u8]| {
        let parms = dictionary(&[
            ("Predictor", 2.into()),
            ("Columns", columns.into()),
            ("Colors", colors.into()),
            ("BitsPerComponent", bits.into()),
        ]);
        predictor::undo(data.to_vec(), Some(&parms), &Limits::default()).unwrap()
    };
    assert_eq!(undo(8, 1, 4, &[1, 1, 1, 1, 5, 0, 0, 0]), [1, 2, 3, 4, 5, 5, 5, 5]);
    assert_eq!(undo(8, 2, 2, &[1, 10, 1, 10]), [1, 10, 2, 20]);
    assert_eq!(undo(16, 1, 2, &[1, 255, 0, 1]), [1, 255, 2, 0]);
    assert_eq!(undo(4, 1, 4, &[0x11, 0x11]), [0x12, 0x34]);
    assert_eq!(undo(1, 1, 8, &[0b1000_0001]), [0b1111_1110]);
}

proptest! {
    #[test]
    fn no_filter_panics(data in prop::collection::vec(any::<u8>(), 0..300), predictor in 0i64..16, columns in -1i64..9) {
        for filter in ["FlateDecode", "LZWDecode", "ASCII85Decode", "ASCIIHexDecode", "RunLengthDecode"] {
            let parms = dictionary(&[("Predictor", predictor.into()), ("Columns", columns.into())]);
            let all = dictionary(&[("Filter", filter.into()), ("DecodeParms", Object::Dictionary(parms))]);
            let _ = decode(&all, &data, &Limits::default());
        }
    }

    #[test]
    fn lzw_round_trip(seed in prop::collection::vec(0u8..4, 0..9000), early: bool) {
        let coded = lzw(&seed, usize::from(early));
        prop_assert_eq!(lzw::decode(&coded, early, &Limits::default()).unwrap(), seed);
    }
}
