//! What a copy says of itself, twice: in /Info and in XMP (ISO 32000-2 §14.3).

use lopdf::{Dictionary, Object, Stream, StringFormat};
use pdf::CopyMark;

/// The information dictionary.
pub(crate) fn info(mark: &CopyMark, title: &str) -> Dictionary {
    let mut info = Dictionary::new();
    let mut say = |key: &str, value: &str| {
        info.set(key, Object::String(pdf::encode_text(value), StringFormat::Literal));
    };
    say("Producer", "Vermilion");
    if !title.is_empty() {
        say("Title", title);
    }
    for (key, value) in mark.entries() {
        say(key, &value);
    }
    info
}

/// The XMP packet.
pub(crate) fn xmp(mark: &CopyMark, title: &str) -> Stream {
    let mut properties = String::new();
    for (key, value) in mark.entries() {
        properties.push_str(&format!("   <vm:{key}>{}</vm:{key}>\n", escaped(&value)));
    }
    let packet = format!(
        "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n\
         <x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n\
         <rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n\
         <rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:vm=\"urn:vermilion:copy:1\">\n\
         {properties}   <dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">{}</rdf:li></rdf:Alt></dc:title>\n\
         </rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>",
        escaped(title)
    );
    let mut head = Dictionary::new();
    head.set("Type", "Metadata");
    head.set("Subtype", "XML");
    let mut stream = Stream::new(head, packet.into_bytes());
    stream.allows_compression = false; // any program may look for it
    stream
}

fn escaped(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_control())
        .map(|c| match c {
            '&' => "&amp;".to_owned(),
            '<' => "&lt;".to_owned(),
            '>' => "&gt;".to_owned(),
            '"' => "&quot;".to_owned(),
            other => other.to_string(),
        })
        .collect()
}
