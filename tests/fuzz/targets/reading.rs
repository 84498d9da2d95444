//! The reader: lexer, cross-reference chain, object streams, filters, and everything that resolves objects.

use pdf::{Dictionary, Document, Object, Stream};

use super::paper::{objects, open, revision};

/// One object.
pub fn lexer(data: &[u8]) -> bool {
    let mut file = Vec::new();
    revision(&mut file, &[(1, data)], "/Root 1 0 R");
    let Some(document) = open(file) else { return false };
    let start = b"%PDF-1.7\n".len() as u64;
    let _ = pdf::parse::indirect_at(&document, start);
    let value = pdf::parse::value_at(&document, start + b"1 0 obj\n".len() as u64);
    let _ = document.object((1, 0));
    let _ = document.object_without_data((1, 0));
    let _ = pdf::account::unaccounted(&document, 0..document.len());
    value.is_ok()
}

/// A whole file, or the cross-reference section of one.
pub fn chain(data: &[u8]) -> bool {
    let file = if data.starts_with(b"%PDF-") {
        data.to_vec()
    } else {
        let mut file = b"%PDF-1.7\n1 0 obj\n<</Type/Catalog>>\nendobj\n".to_vec();
        let start = file.len();
        file.extend(data);
        file.extend(format!("\nstartxref\n{start}\n%%EOF\n").bytes());
        file
    };
    let _ = pdf::eof_marks(&file, file.len() as u64, 100);
    let Some(document) = open(file) else { return false };
    for index in 0..document.revisions().len() {
        let _ = document.hybrid_views(index);
        let entries = document.changed_objects(index).unwrap_or_default();
        let Ok(older) = document.at_revision(index) else { continue };
        for (id, _) in entries.iter().take(100) {
            let _ = older.location(*id);
            let _ = document.entry(id.0);
        }
    }
    let _ = pdf::account::unaccounted(&document, 0..document.len());
    true
}

/// The content of an object stream behind four bytes that say what its dictionary claims.
pub fn object_streams(data: &[u8]) -> bool {
    let Some(([count, first, shape, numbers], content)) = data.split_first_chunk::<4>() else { return false };
    let extends = match shape % 4 {
        0 => "",
        1 => "/Extends 4 0 R",
        2 => "/Extends 5 0 R",
        _ => "/Extends 1 0 R",
    };
    let filter = if shape & 4 == 0 { "" } else { "/Filter/FlateDecode" };
    let length = if shape & 8 == 0 { content.len().to_string() } else { "7 0 R".to_owned() };
    let head = format!("<</Type/ObjStm/N {count}/First {first}/Length {length}{extends}{filter}>>\nstream\n");
    let container = [head.as_bytes(), content, b"\nendstream"].concat();
    let other = b"<</Type/ObjStm/N 1/First 4/Length 6/Extends 4 0 R>>\nstream\n9 0 42\nendstream";
    let size = content.len().to_string();
    // One revision with a cross-reference stream: what stands in an older one's container is refused before it is read.
    let mut file = b"%PDF-1.7\n".to_vec();
    let mut rows = Vec::new();
    for (number, text) in [(4, container.as_slice()), (5, other), (7, size.as_bytes())] {
        let [high, low] = u16::try_from(file.len()).unwrap_or(u16::MAX).to_be_bytes();
        rows.extend([1, high, low, 0]);
        file.extend(format!("{number} 0 obj\n").bytes());
        file.extend(text);
        file.extend(b"\nendobj\n");
    }
    let inside = numbers % 32;
    rows.extend((0..inside).flat_map(|index| [2, 0, 4, index]));
    let start = file.len();
    let dictionary = format!(
        "<</Type/XRef/Size 100/W[1 2 1]/Index[4 2 7 1 10 {inside}]/Length {}/Root 10 0 R>>",
        rows.len()
    );
    file.extend(format!("8 0 obj\n{dictionary}\nstream\n").bytes());
    file.extend(&rows);
    file.extend(format!("\nendstream\nendobj\nstartxref\n{start}\n%%EOF\n").bytes());
    let Some(document) = open(file) else { return false };
    let mut read = false;
    for number in 10..10 + u32::from(*numbers % 32) {
        read |= document.object((number, 0)).is_ok_and(|object| !object.is_null());
        let _ = document.object_without_data((number, 0));
    }
    read
}

/// A stream's data behind four bytes that choose its filters and their parameters.
pub fn filters(data: &[u8]) -> bool {
    let Some(([kinds, predictor, columns, shape], content)) = data.split_first_chunk::<4>() else {
        return false;
    };
    const NAMES: [&str; 8] = [
        "FlateDecode",
        "LZWDecode",
        "ASCIIHexDecode",
        "ASCII85Decode",
        "RunLengthDecode",
        "Fl",
        "Crypt",
        "A85",
    ];
    let kinds = [kinds & 7, (kinds >> 3) & 7];
    let mut dictionary = Dictionary::new();
    let count = usize::from(shape & 1) + 1;
    let name = |kind: &u8| {
        NAMES.get(usize::from(*kind)).map_or(Object::Null, |name| Object::Name(name.as_bytes().to_vec()))
    };
    dictionary.set("Filter", Object::Array(kinds.iter().take(count).map(name).collect()));
    let mut parameters = Dictionary::new();
    let mut set = |key: &str, value: u8| parameters.set(key, Object::Integer(value.into()));
    set("Predictor", *predictor);
    set("Columns", *columns);
    set("Colors", 1 + (shape >> 1 & 3));
    set("BitsPerComponent", 1 << (shape >> 3 & 3));
    set("EarlyChange", shape >> 5 & 1);
    if shape & 64 != 0 {
        let each = vec![Object::Dictionary(parameters); count];
        dictionary.set("DecodeParms", Object::Array(each));
    }
    let mut file = Vec::new();
    revision(&mut file, &[(1, b"<</Type/Catalog>>")], "/Root 1 0 R");
    let Some(document) = open(file) else { return false };
    document.stream_data(&Stream::new(dictionary, content.to_vec())).is_ok_and(|data| !data.is_empty())
}

/// A whole file, or the objects of one: everything that a reader of it asks.
pub fn resolver(data: &[u8]) -> bool {
    let file = if data.starts_with(b"%PDF-") {
        data.to_vec()
    } else {
        let mut file = Vec::new();
        revision(&mut file, &objects(data), "/Root 1 0 R/Encrypt 60 0 R/Info 61 0 R/ID[(a)(b)]");
        file
    };
    open(file).is_some_and(|document| ask(&document))
}

fn ask(document: &Document) -> bool {
    let _ = document.unlock("");
    let _ = document.version();
    for index in 0..document.revisions().len().min(4) {
        let Ok(older) = document.at_revision(index) else { continue };
        for (id, _) in older.changed_objects(index).unwrap_or_default().into_iter().take(200) {
            let Ok(object) = older.object(id) else { continue };
            if let Object::Stream(stream) = &object {
                let _ = document.stream_data(stream);
            }
            let _ = document.resolve(&object);
            let _ = document.location(id);
        }
    }
    let _ = pdf::archive(document);
    let _ = pdf::form(document);
    let _ = pdf::fields(document);
    for place in pdf::signatures(document).unwrap_or_default() {
        let _ = place.dictionary().map(|dictionary| dictionary.byte_range.numbers());
    }
    let pages = document.page_count().unwrap_or(0);
    for index in 0..pages.min(8) {
        let _ = document.page(index).map(|page| page.geometry());
    }
    let _ = pdf::account::unaccounted(document, 0..document.len()).map(|account| account.unlisted(document));
    document.catalog().is_ok()
}
