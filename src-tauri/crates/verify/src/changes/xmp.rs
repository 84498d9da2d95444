//! Whether bytes are a well-formed XMP packet: tags in balance, no document type, no entities of its own.
//!
//! Not an XML processor: it refuses what it does not need, so that no reader can be made to expand or fetch anything.

/// How deep elements may be nested.
const MAX_DEPTH: usize = 200;

/// Whether `data` is UTF-8 or UTF-16 text that is one well-formed XMP packet.
pub(crate) fn is_packet(data: &[u8]) -> bool {
    let text = match data {
        [0xFE, 0xFF, ..] | [0xFF, 0xFE, ..] => pdf::decode_text(data),
        [0xEF, 0xBB, 0xBF, rest @ ..] => match std::str::from_utf8(rest) {
            Ok(text) => text.to_owned(),
            Err(_) => return false,
        },
        _ => match std::str::from_utf8(data) {
            Ok(text) => text.to_owned(),
            Err(_) => return false,
        },
    };
    well_formed(&text).is_some()
}

fn well_formed(text: &str) -> Option<()> {
    let mut rest = text;
    let mut open: Vec<&str> = Vec::new();
    let mut root: Option<&str> = None;
    loop {
        let Some(at) = rest.find('<') else {
            entities(rest)?;
            let done = open.is_empty()
                && root.is_some()
                && rest.trim_matches(['\0', ' ', '\t', '\r', '\n']).is_empty();
            return done.then_some(());
        };
        let (before, tag) = rest.split_at(at);
        entities(before)?;
        if open.is_empty() && !before.trim_matches(['\u{FEFF}', ' ', '\t', '\r', '\n']).is_empty() {
            return None;
        }
        if let Some(comment) = tag.strip_prefix("<!--") {
            rest = comment.split_once("-->")?.1;
        } else if let Some(instruction) = tag.strip_prefix("<?") {
            rest = instruction.split_once("?>")?.1;
        } else if tag.starts_with("<!") {
            return None;
        } else if let Some(end) = tag.strip_prefix("</") {
            let (name, after) = end.split_once('>')?;
            if open.pop()? != name.trim_end() {
                return None;
            }
            rest = after;
        } else {
            let (name, empty, after) = start_tag(tag.get(1..)?)?;
            if open.is_empty() {
                if root.is_some() {
                    return None;
                }
                let local = name.rsplit(':').next()?;
                if local != "xmpmeta" && local != "xapmeta" && local != "RDF" {
                    return None;
                }
                root = Some(name);
            }
            if !empty {
                open.push(name);
                if open.len() > MAX_DEPTH {
                    return None;
                }
            }
            rest = after;
        }
    }
}

/// The name, whether the element is empty, and what follows the tag.
fn start_tag(tag: &str) -> Option<(&str, bool, &str)> {
    let name_end = tag.find(|c: char| c.is_whitespace() || c == '>' || c == '/')?;
    let (name, mut rest) = tag.split_at(name_end);
    if name.is_empty() || !name.chars().all(|c| c.is_alphanumeric() || matches!(c, ':' | '_' | '-' | '.')) {
        return None;
    }
    loop {
        rest = rest.trim_start();
        if let Some(after) = rest.strip_prefix("/>") {
            return Some((name, true, after));
        }
        if let Some(after) = rest.strip_prefix('>') {
            return Some((name, false, after));
        }
        let (attribute, after) = rest.split_once('=')?;
        if attribute.trim().is_empty() || attribute.contains(['<', '>', '"', '\'']) {
            return None;
        }
        let after = after.trim_start();
        let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let (value, after) = after.get(1..)?.split_once(quote)?;
        if value.contains('<') {
            return None;
        }
        entities(value)?;
        rest = after;
    }
}

/// Only the five predefined entities and character references.
fn entities(text: &str) -> Option<()> {
    let mut rest = text;
    while let Some((_, after)) = rest.split_once('&') {
        let (name, tail) = after.split_once(';')?;
        let predefined = matches!(name, "amp" | "lt" | "gt" | "quot" | "apos");
        if !predefined && !name.starts_with('#') {
            return None;
        }
        rest = tail;
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::is_packet;

    #[test]
    fn a_packet_passes() {
        let packet = "<?xpacket begin='\u{FEFF}' id='W5M0'?><x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF \
                      a='b'><rdf:Description t=\"a &amp; b\"/></rdf:RDF></x:xmpmeta>  \n<?xpacket end='w'?>\n";
        assert!(is_packet(packet.as_bytes()));
    }

    #[test]
    fn entities_doctypes_and_foreign_roots_do_not() {
        for bad in [
            "<!DOCTYPE x [<!ENTITY a 'b'>]><x:xmpmeta>&a;</x:xmpmeta>",
            "<x:xmpmeta>&a;</x:xmpmeta>",
            "<a/>",
            "<x:xmpmeta><b></x:xmpmeta></b>",
            "<x:xmpmeta/><x:xmpmeta/>",
            "<x:xmpmeta>",
            "BT ET",
            "",
        ] {
            assert!(!is_packet(bad.as_bytes()), "{bad}");
        }
    }
}
