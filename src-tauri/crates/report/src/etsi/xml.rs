//! Elements in their order, and how they are written.

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

use crate::Error;

/// An element: its attributes, and either text or other elements.
pub(super) struct Element {
    name: &'static str,
    attributes: Vec<(&'static str, String)>,
    text: String,
    children: Vec<Element>,
}

impl Element {
    /// An empty one; a prefix is part of the name.
    pub(super) fn new(name: &'static str) -> Self {
        Self { name, attributes: Vec::new(), text: String::new(), children: Vec::new() }
    }

    /// One with text.
    pub(super) fn with(name: &'static str, text: impl AsRef<str>) -> Self {
        Self { text: allowed(text.as_ref()), ..Self::new(name) }
    }

    pub(super) fn attribute(mut self, name: &'static str, value: &str) -> Self {
        self.attributes.push((name, allowed(value)));
        self
    }

    pub(super) fn child(mut self, child: Self) -> Self {
        self.children.push(child);
        self
    }

    /// The same with a child before all others.
    pub(super) fn first(mut self, child: Self) -> Self {
        self.children.insert(0, child);
        self
    }

    pub(super) fn maybe(mut self, child: Option<Self>) -> Self {
        self.children.extend(child);
        self
    }

    pub(super) fn children(mut self, children: impl IntoIterator<Item = Self>) -> Self {
        self.children.extend(children);
        self
    }

    /// It as the root of a document, indented by two.
    pub(super) fn document(&self) -> Result<Vec<u8>, Error> {
        let mut writer = Writer::new_with_indent(Vec::new(), b' ', 2);
        writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
        self.write(&mut writer)?;
        let mut bytes = writer.into_inner();
        bytes.push(b'\n');
        Ok(bytes)
    }

    fn write(&self, writer: &mut Writer<Vec<u8>>) -> Result<(), Error> {
        let mut start = BytesStart::new(self.name);
        for (name, value) in &self.attributes {
            start.push_attribute((*name, value.as_str()));
        }
        if self.text.is_empty() && self.children.is_empty() {
            return Ok(writer.write_event(Event::Empty(start))?);
        }
        writer.write_event(Event::Start(start))?;
        if !self.text.is_empty() {
            writer.write_event(Event::Text(BytesText::new(&self.text)))?;
        }
        for child in &self.children {
            child.write(writer)?;
        }
        Ok(writer.write_event(Event::End(BytesEnd::new(self.name)))?)
    }
}

/// A text without the characters that XML 1.0 cannot hold (clause 2.2), which a name in a certificate may well have.
fn allowed(text: &str) -> String {
    let fits = |character: char| {
        matches!(
            character,
            '\t' | '\n' | '\r' | '\u{20}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..
        )
    };
    text.chars().map(|character| if fits(character) { character } else { '\u{fffd}' }).collect()
}
