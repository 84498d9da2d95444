//! Writes PDFs of a chosen structure, byte for byte (ISO 32000-2 §7.5).
//!
//! Owns the four ways in which a file can list its objects and the incremental update. Refuses cleverness: what is asked for is
//! written, also where a reader will not like it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io::Write as _;

/// How a file, or an update, lists its objects.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Listing {
    /// A cross-reference table and a trailer (§7.5.4).
    Table,
    /// A cross-reference stream; every object stands by itself (§7.5.8).
    Stream,
    /// A cross-reference stream, and objects packed into an object stream (§7.5.7).
    Packed,
    /// A table, with a cross-reference stream beside it for objects that old readers do not see (§7.5.8.4).
    Hybrid,
}

/// An object's value.
#[derive(Clone, Debug)]
pub enum Body {
    /// As it stands between `obj` and `endobj`.
    Plain(String),
    /// The dictionary's entries but for `/Length`, and the data.
    Stream(String, Vec<u8>),
}

/// A PDF in the making: numbered objects and how they shall be listed.
#[derive(Clone, Debug)]
pub struct Pdf {
    /// By number; generation 0.
    pub objects: BTreeMap<u32, Body>,
    /// The catalogue's number.
    pub root: u32,
    /// How the first revision lists its objects.
    pub listing: Listing,
    /// What the header claims.
    pub version: &'static str,
    /// `\n`, `\r\n` or `\r`, around objects and in the table's surroundings.
    pub line_end: &'static str,
    /// The file's identifier, where it shall have one.
    pub identifier: bool,
    /// Further entries of the trailer.
    pub trailer: String,
    /// Objects that a hybrid file keeps out of its table.
    pub hidden: BTreeSet<u32>,
}

impl Pdf {
    /// An empty one whose catalogue is object 1.
    pub fn new(listing: Listing) -> Self {
        Self {
            objects: BTreeMap::new(),
            root: 1,
            listing,
            version: "1.7",
            line_end: "\n",
            identifier: true,
            trailer: String::new(),
            hidden: BTreeSet::new(),
        }
    }

    /// Gives an object its value.
    pub fn set(&mut self, number: u32, value: impl Into<String>) -> &mut Self {
        self.objects.insert(number, Body::Plain(value.into()));
        self
    }

    /// Gives an object a stream as its value.
    pub fn stream(&mut self, number: u32, entries: impl Into<String>, data: impl Into<Vec<u8>>) -> &mut Self {
        self.objects.insert(number, Body::Stream(entries.into(), data.into()));
        self
    }

    /// The first free number.
    pub fn free(&self) -> u32 {
        self.objects.keys().last().map_or(1, |last| last + 1)
    }

    /// The file's bytes.
    pub fn bytes(&self) -> Vec<u8> {
        let mut file = format!("%PDF-{}\n", self.version).into_bytes();
        file.extend_from_slice(b"%\xe2\xe3\xcf\xd3\n");
        let trailer = self.trailer(None);
        self.write(&mut file, &self.objects, self.listing, &trailer, self.free());
        file
    }

    /// The file with an update appended that sets `changed`, listed in its own way.
    pub fn updated(&mut self, mut file: Vec<u8>, changed: &[(u32, &str)], listing: Listing) -> Vec<u8> {
        let before = start_of_listing(&file);
        let mut objects = BTreeMap::new();
        for (number, value) in changed {
            self.set(*number, *value);
            objects.insert(*number, Body::Plain((*value).to_owned()));
        }
        let trailer = self.trailer(Some(before));
        self.write(&mut file, &objects, listing, &trailer, self.free());
        file
    }

    fn trailer(&self, before: Option<usize>) -> String {
        let mut entries = format!("/Root {} 0 R", self.root);
        if self.identifier {
            entries.push_str(" /ID [<6b69746b69746b69746b69746b69746b> <6b69746b69746b69746b69746b69746b>]");
        }
        entries.push_str(&self.trailer);
        if let Some(before) = before {
            let _ = write!(entries, " /Prev {before}");
        }
        entries
    }

    fn write(
        &self,
        file: &mut Vec<u8>,
        objects: &BTreeMap<u32, Body>,
        listing: Listing,
        trailer: &str,
        free: u32,
    ) {
        let mut places = Places::default();
        let hybrid = listing == Listing::Hybrid;
        let packable = |number: &u32, body: &Body| {
            matches!(body, Body::Plain(_))
                && (listing == Listing::Packed || hybrid && self.hidden.contains(number))
        };
        for (number, body) in objects.iter().filter(|(number, body)| !packable(number, body)) {
            places.in_file.insert(*number, file.len());
            self.write_object(file, *number, body);
        }
        let mut next = free;
        if listing == Listing::Packed || hybrid {
            let packed: Vec<_> = objects.iter().filter(|(number, body)| packable(number, body)).collect();
            let (mut index, mut values) = (String::new(), String::new());
            for (at, (number, body)) in packed.iter().enumerate() {
                let Body::Plain(value) = body else { continue };
                let _ = write!(index, "{number} {} ", values.len());
                values.push_str(value);
                values.push(' ');
                places.packed.insert(**number, (next, at));
            }
            let entries =
                format!("/Type /ObjStm /N {} /First {} /Filter /FlateDecode", packed.len(), index.len());
            places.in_file.insert(next, file.len());
            self.write_object(file, next, &Body::Stream(entries, deflate((index + &values).as_bytes())));
            next += 1;
        }
        let end = self.line_end;
        let start = match listing {
            Listing::Table => {
                let start = file.len();
                write_table(file, &places.in_file, next, end);
                let _ = write!(file, "trailer{end}<< /Size {next} {trailer} >>{end}");
                start
            }
            Listing::Stream | Listing::Packed => {
                let start = file.len();
                places.in_file.insert(next, start);
                self.write_listing_stream(file, next, &places, trailer, true);
                start
            }
            Listing::Hybrid => {
                let stream = file.len();
                self.write_listing_stream(
                    file,
                    next,
                    &Places { in_file: BTreeMap::new(), ..places.clone() },
                    "",
                    false,
                );
                let start = file.len();
                places.in_file.insert(next, stream);
                write_table(file, &places.in_file, next + 1, end);
                let size = next + 1;
                let _ = write!(file, "trailer{end}<< /Size {size} {trailer} /XRefStm {stream} >>{end}");
                start
            }
        };
        let _ = write!(file, "startxref{end}{start}{end}%%EOF{end}");
    }

    fn write_object(&self, file: &mut Vec<u8>, number: u32, body: &Body) {
        let end = self.line_end;
        match body {
            Body::Plain(value) => {
                let _ = write!(file, "{number} 0 obj{end}{value}{end}endobj{end}");
            }
            Body::Stream(entries, data) => {
                // After the keyword a lone carriage return is not allowed (§7.3.8.1).
                let _ = write!(file, "{number} 0 obj{end}<< {entries} /Length {} >>{end}stream", data.len());
                file.push(b'\n');
                file.extend_from_slice(data);
                let _ = write!(file, "\nendstream{end}endobj{end}");
            }
        }
    }

    fn write_listing_stream(
        &self,
        file: &mut Vec<u8>,
        number: u32,
        places: &Places,
        trailer: &str,
        whole: bool,
    ) {
        let mut rows: BTreeMap<u32, (u8, u32, u16)> = BTreeMap::new();
        if whole {
            rows.insert(0, (0, 0, u16::MAX));
        }
        rows.extend(places.in_file.iter().map(|(number, at)| (*number, (1, *at as u32, 0))));
        rows.extend(places.packed.iter().map(|(number, (stream, at))| (*number, (2, *stream, *at as u16))));
        let (mut index, mut data) = (String::new(), Vec::new());
        for run in runs(rows.keys().copied()) {
            let _ = write!(index, "{} {} ", run.0, run.1);
        }
        for (kind, second, third) in rows.values() {
            data.push(*kind);
            data.extend_from_slice(&second.to_be_bytes());
            data.extend_from_slice(&third.to_be_bytes());
        }
        let size = number + 1;
        let entries =
            format!("/Type /XRef /Size {size} /W [1 4 2] /Index [{index}] /Filter /FlateDecode {trailer}");
        self.write_object(file, number, &Body::Stream(entries, deflate(&data)));
    }
}

/// Where objects stand.
#[derive(Clone, Default)]
struct Places {
    in_file: BTreeMap<u32, usize>,
    packed: BTreeMap<u32, (u32, usize)>,
}

/// Every entry has exactly twenty bytes (§7.5.4); number 0 heads the list of free ones in the first revision.
fn write_table(file: &mut Vec<u8>, places: &BTreeMap<u32, usize>, size: u32, end: &str) {
    let first = !file.windows(9).any(|window| window == b"startxref");
    let _ = write!(file, "xref{end}");
    if first {
        let _ = write!(file, "0 {size}{end}");
        let _ = write!(file, "0000000000 65535 f\r\n");
        for number in 1..size {
            match places.get(&number) {
                Some(at) => write!(file, "{at:010} 00000 n\r\n").unwrap(),
                None => write!(file, "0000000000 00000 f\r\n").unwrap(),
            }
        }
        return;
    }
    for (start, count) in runs(places.keys().copied()) {
        let _ = write!(file, "{start} {count}{end}");
        for number in start..start + count {
            let _ = write!(file, "{:010} 00000 n\r\n", places[&number]);
        }
    }
}

fn runs(numbers: impl Iterator<Item = u32>) -> Vec<(u32, u32)> {
    let mut runs: Vec<(u32, u32)> = Vec::new();
    for number in numbers {
        match runs.last_mut() {
            Some((start, count)) if *start + *count == number => *count += 1,
            _ => runs.push((number, 1)),
        }
    }
    runs
}

/// The number after the last `startxref`.
pub fn start_of_listing(file: &[u8]) -> usize {
    let at = file
        .windows(9)
        .rposition(|window| window == b"startxref")
        .expect("a PDF says where its listing starts");
    let digits: String = file[at + 9..]
        .iter()
        .map(|byte| char::from(*byte))
        .skip_while(|c| !c.is_ascii_digit())
        .take_while(char::is_ascii_digit)
        .collect();
    digits.parse().unwrap()
}

/// zlib, as `/FlateDecode` undoes it.
pub fn deflate(data: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(data).unwrap();
    encoder.finish().unwrap()
}
