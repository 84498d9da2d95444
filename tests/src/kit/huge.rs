//! Huge files, streamed to disk: what a scanner or a plotting program makes on a bad day.

use super::pdf::deflate;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

/// Counts what goes through, for offsets.
struct Counted<W> {
    to: W,
    at: u64,
}

impl<W: Write> Write for Counted<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.to.write(bytes)?;
        self.at += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}

fn create(path: &Path) -> Counted<BufWriter<File>> {
    Counted { to: BufWriter::with_capacity(1 << 20, File::create(path).unwrap()), at: 0 }
}

/// A PDF of one page with one unfiltered grey picture of at least `bytes` bytes of noise.
pub fn picture(path: &Path, bytes: u64) {
    let mut file = create(path);
    let width = 8192;
    let height = bytes.div_ceil(width);
    let mut places = Vec::new();
    file.write_all(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n").unwrap();
    let content = "q 595 0 0 842 0 0 cm /Im0 Do Q";
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /XObject << /Im0 5 0 R >> >> /Contents 4 0 R >>".to_owned(),
        format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()),
    ];
    for (index, object) in objects.iter().enumerate() {
        places.push(file.at);
        write!(file, "{} 0 obj\n{object}\nendobj\n", index + 1).unwrap();
    }
    places.push(file.at);
    let length = width * height;
    write!(file, "5 0 obj\n<< /Type /XObject /Subtype /Image /Width {width} /Height {height} /ColorSpace /DeviceGray /BitsPerComponent 8 /Length {length} >>\nstream\n").unwrap();
    let mut noise = 0x9e37_79b9_7f4a_7c15_u64;
    let mut row = vec![0; width as usize];
    for _ in 0..height {
        for byte in &mut row {
            noise ^= noise << 13;
            noise ^= noise >> 7;
            noise ^= noise << 17;
            *byte = noise as u8;
        }
        file.write_all(&row).unwrap();
    }
    file.write_all(b"\nendstream\nendobj\n").unwrap();
    table(&mut file, &places);
}

/// A PDF of `objects` small objects, all of them reachable from the catalogue, listed in a table.
pub fn objects_in_table(path: &Path, objects: u32) {
    let mut file = create(path);
    file.write_all(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n").unwrap();
    let mut places = Vec::new();
    for number in 1..=objects {
        places.push(file.at);
        write!(file, "{number} 0 obj\n{}\nendobj\n", small(number, objects)).unwrap();
    }
    table(&mut file, &places);
}

/// The same packed into object streams of 200, listed in a cross-reference stream.
pub fn objects_in_streams(path: &Path, objects: u32) {
    const PACK: u32 = 200;
    let mut file = create(path);
    file.write_all(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n").unwrap();
    let mut rows: Vec<u8> = [&[0][..], &[0; 4], &[0xff, 0xff]].concat();
    let packs = objects.div_ceil(PACK);
    for number in 0..objects {
        let row =
            [&[2][..], &(objects + 1 + number / PACK).to_be_bytes(), &((number % PACK) as u16).to_be_bytes()];
        rows.extend_from_slice(&row.concat());
    }
    for pack in 0..packs {
        let numbers = pack * PACK + 1..=((pack + 1) * PACK).min(objects);
        let (mut index, mut values) = (String::new(), String::new());
        let count = numbers.clone().count();
        for number in numbers {
            index.push_str(&format!("{number} {} ", values.len()));
            values.push_str(&small(number, objects));
            values.push('\n');
        }
        let data = deflate((index.clone() + &values).as_bytes());
        rows.extend_from_slice(&[&[1][..], &(file.at as u32).to_be_bytes(), &[0, 0]].concat());
        write!(
            file,
            "{} 0 obj\n<< /Type /ObjStm /N {count} /First {} /Filter /FlateDecode /Length {} >>\nstream\n",
            objects + 1 + pack,
            index.len(),
            data.len()
        )
        .unwrap();
        file.write_all(&data).unwrap();
        file.write_all(b"\nendstream\nendobj\n").unwrap();
    }
    let (start, own) = (file.at, objects + 1 + packs);
    rows.extend_from_slice(&[&[1][..], &(start as u32).to_be_bytes(), &[0, 0]].concat());
    let data = deflate(&rows);
    write!(file, "{own} 0 obj\n<< /Type /XRef /Size {} /W [1 4 2] /Root 1 0 R /Filter /FlateDecode /Length {} >>\nstream\n", own + 1, data.len()).unwrap();
    file.write_all(&data).unwrap();
    write!(file, "\nendstream\nendobj\nstartxref\n{start}\n%%EOF\n").unwrap();
    file.flush().unwrap();
}

/// Catalogue, page tree, page; then lists of a thousand, and numbers that the lists refer to.
fn small(number: u32, objects: u32) -> String {
    const LIST: u32 = 1000;
    let lists = (objects - 3).div_ceil(LIST + 1);
    let references = |numbers: std::ops::Range<u32>| {
        numbers.filter(|number| *number <= objects).map(|number| format!("{number} 0 R ")).collect::<String>()
    };
    match number {
        1 => format!("<< /Type /Catalog /Pages 2 0 R /Kit [{}] >>", references(4..4 + lists)),
        2 => "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        3 => "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << >> >>".to_owned(),
        list if list < 4 + lists => {
            let first = 4 + lists + (list - 4) * LIST;
            format!("[ {} ]", references(first..first + LIST))
        }
        other => format!("<< /Kind /Point /At [{} {}] >>", other % 595, other % 842),
    }
}

fn table(file: &mut Counted<BufWriter<File>>, places: &[u64]) {
    let start = file.at;
    let size = places.len() + 1;
    write!(file, "xref\n0 {size}\n0000000000 65535 f\r\n").unwrap();
    for place in places {
        write!(file, "{place:010} 00000 n\r\n").unwrap();
    }
    write!(file, "trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n").unwrap();
    file.flush().unwrap();
}
