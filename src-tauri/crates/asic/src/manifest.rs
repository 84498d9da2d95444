//! The manifest: which files the container holds, with their SHA-256 (EN 319 162-1 §5.2.2, clause A.4).

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

use crate::Error;

const NAMESPACE: &str = "http://uri.etsi.org/02918/v1.2.1#";
const DSIG: &str = "http://www.w3.org/2000/09/xmldsig#";
const SHA256: &str = "http://www.w3.org/2001/04/xmlenc#sha256";

/// One file of the manifest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its name in the container.
    pub name: String,
    /// Its media type.
    pub media: String,
    /// SHA-256 of its bytes.
    pub sha256: [u8; 32],
}

/// What the manifest says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Manifest {
    /// The name of the signature over it; `None` where nobody signs it.
    pub signature: Option<String>,
    /// The files.
    pub entries: Vec<Entry>,
}

impl Manifest {
    /// The XML; the same for the same manifest.
    pub fn write(&self) -> Result<Vec<u8>, Error> {
        let mut xml = Writer::new_with_indent(Vec::new(), b' ', 2);
        xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
        let mut root = BytesStart::new("asic:ASiCManifest");
        root.push_attribute(("xmlns:asic", NAMESPACE));
        root.push_attribute(("xmlns:ds", DSIG));
        xml.write_event(Event::Start(root))?;
        if let Some(signature) = &self.signature {
            let mut element = BytesStart::new("asic:SigReference");
            element.push_attribute(("URI", uri(signature).as_str()));
            element.push_attribute(("MimeType", "application/pkcs7-signature"));
            xml.write_event(Event::Empty(element))?;
        }
        for entry in &self.entries {
            let mut element = BytesStart::new("asic:DataObjectReference");
            element.push_attribute(("URI", uri(&entry.name).as_str()));
            element.push_attribute(("MimeType", entry.media.as_str()));
            xml.write_event(Event::Start(element))?;
            let mut method = BytesStart::new("ds:DigestMethod");
            method.push_attribute(("Algorithm", SHA256));
            xml.write_event(Event::Empty(method))?;
            xml.write_event(Event::Start(BytesStart::new("ds:DigestValue")))?;
            xml.write_event(Event::Text(BytesText::new(&STANDARD.encode(entry.sha256))))?;
            xml.write_event(Event::End(BytesEnd::new("ds:DigestValue")))?;
            xml.write_event(Event::End(BytesEnd::new("asic:DataObjectReference")))?;
        }
        xml.write_event(Event::End(BytesEnd::new("asic:ASiCManifest")))?;
        let mut bytes = xml.into_inner();
        bytes.push(b'\n');
        Ok(bytes)
    }

    /// Reads it. Another digest than SHA-256, or none, is no manifest that anything can be held against.
    pub fn read(bytes: &[u8]) -> Result<Self, Error> {
        let fault = |what: &str| Error::Manifest(what.to_owned());
        let text = std::str::from_utf8(bytes).map_err(|_| fault("no UTF-8"))?;
        // Without document types there are no entities to expand.
        let tree = roxmltree::Document::parse(text).map_err(|error| Error::Manifest(error.to_string()))?;
        let root = tree.root_element();
        if !root.has_tag_name((NAMESPACE, "ASiCManifest")) {
            return Err(fault("another root element"));
        }
        let mut manifest = Self::default();
        for element in root.children().filter(roxmltree::Node::is_element) {
            let name = element.attribute("URI").and_then(name_of).ok_or_else(|| fault("no URI"))?;
            if element.has_tag_name((NAMESPACE, "SigReference")) {
                manifest.signature = Some(name);
                continue;
            }
            if !element.has_tag_name((NAMESPACE, "DataObjectReference")) {
                return Err(fault("an unknown element"));
            }
            let child = |tag| element.children().find(|child| child.has_tag_name((DSIG, tag)));
            let is_sha256 =
                child("DigestMethod").and_then(|method| method.attribute("Algorithm")) == Some(SHA256);
            let value = child("DigestValue").and_then(|value| value.text());
            let sha256 = value
                .filter(|_| is_sha256)
                .and_then(|value| STANDARD.decode(value.split_whitespace().collect::<String>()).ok())
                .and_then(|value| value.try_into().ok())
                .ok_or_else(|| fault("no SHA-256"))?;
            let media = element.attribute("MimeType").unwrap_or_default().to_owned();
            if manifest.entries.iter().any(|known| known.name == name) {
                return Err(fault("a file twice"));
            }
            manifest.entries.push(Entry { name, media, sha256 });
        }
        Ok(manifest)
    }
}

/// A member's name as a relative reference (RFC 3986): what is not plain is written in percent.
fn uri(name: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte);
    name.bytes().fold(String::new(), |mut uri, byte| {
        if plain(byte) {
            uri.push(char::from(byte));
        } else {
            uri.push_str(&format!("%{byte:02X}"));
        }
        uri
    })
}

fn name_of(uri: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(uri.len());
    let mut rest = uri.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        rest = after;
        if *first != b'%' {
            bytes.push(*first);
            continue;
        }
        let (digits, after) = rest.split_at_checked(2)?;
        bytes.extend(hex::decode(digits).ok()?);
        rest = after;
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        let entry =
            |name: &str, byte| Entry { name: name.into(), media: "text/plain".into(), sha256: [byte; 32] };
        let manifest = Manifest {
            signature: Some("META-INF/signature.p7s".into()),
            entries: vec![entry("document/检测报告 1&2%.pdf", 1), entry("说明 README.txt", 2)],
        };
        let bytes = manifest.write().unwrap();
        assert!(String::from_utf8_lossy(&bytes).contains("URI=\"META-INF/signature.p7s\""));
        assert_eq!(Manifest::read(&bytes).unwrap(), manifest);
        let twice = Manifest { entries: vec![entry("a", 1), entry("a", 2)], ..Manifest::default() };
        for wrong in [twice.write().unwrap(), b"<x/>".to_vec(), b"\xff".to_vec(), Vec::new()] {
            assert!(Manifest::read(&wrong).is_err());
        }
        let sha1 = String::from_utf8(bytes).unwrap().replace("xmlenc#sha256", "xmlenc#sha1");
        assert!(Manifest::read(sha1.as_bytes()).is_err());
    }
}
