use super::*;
use crate::testing::Builder;

#[test]
fn a_signature_dictionary_tells_where_its_parts_stand() {
    let mut file = Builder::one_page();
    let body = "<</Type/Sig % /Contents<00> /ByteRange[9 9 9 9]\n/Name(/ByteRange[1 2 3 4])/ByteRange [0 1 2 3]/Contents <AB00>>>";
    let at = file.object(4, body);
    file.table("/Root 1 0 R");
    let document = file.open().unwrap();
    let found = indirect_at(&document, at).unwrap();
    assert_eq!((found.id, found.span.start, found.data), ((4, 0), at, None));
    let text = |span: &Range<u64>| file.bytes[span.start as usize..span.end as usize].to_vec();
    assert_eq!(text(&found.span), format!("4 0 obj\n{body}\nendobj").as_bytes());
    assert_eq!(text(&found.value.span), body.as_bytes());
    let parts: Vec<_> =
        found.value.pairs.iter().map(|pair| (text(&pair.key_span), text(&pair.value_span))).collect();
    assert_eq!(parts.len(), 4);
    assert_eq!(parts[2], (b"/ByteRange".to_vec(), b"[0 1 2 3]".to_vec()));
    assert_eq!(parts[3], (b"/Contents".to_vec(), b"<AB00>".to_vec()));
    assert!(found.value.duplicates.is_empty());
    assert!(indirect_at(&document, at - 1).is_err());
    assert!(indirect_at(&document, at + 1).is_err());
    let inner = value_at(&document, found.value.span.start).unwrap();
    assert_eq!(inner, found.value);
    assert!(value_at(&document, found.value.span.start - 1).is_err());
    assert!(value_at(&document, u64::MAX).is_err());
}

#[test]
fn a_stream_tells_where_its_data_stand() {
    let mut file = Builder::one_page();
    let at = file.stream(4, "/A 1/A 2", b"/Contents<00>");
    file.table("/Root 1 0 R");
    let found = indirect_at(&file.open().unwrap(), at).unwrap();
    let data = found.data.unwrap();
    assert_eq!(&file.bytes[data.start as usize..data.end as usize], b"/Contents<00>");
    assert_eq!(found.value.duplicates, [b"A".to_vec()]);
    assert_eq!(found.value.pairs.len(), 3);
}
