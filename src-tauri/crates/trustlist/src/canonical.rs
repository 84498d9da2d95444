//! Canonical XML without comments: inclusive (W3C xml-c14n 1.0 and 1.1) and exclusive (xml-exc-c14n 1.0).
//!
//! Names are taken as they stand in the text, so that two prefixes of one namespace stay apart. Of the inclusive form
//! only the case in which nothing is inherited is done: `xml:` attributes above the apex are refused.

use std::collections::BTreeMap;

use roxmltree::{Node, NodeId};

use crate::Error;

/// Deepest nesting of elements.
const MAX_DEPTH: usize = 64;
/// The namespace that the prefix `xml` always has.
const XML: &str = "http://www.w3.org/XML/1998/namespace";

/// How namespaces are written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Method {
    /// All that are in scope.
    Inclusive,
    /// Those that an element uses, and these prefixes as if inclusive; `""` is the default namespace.
    Exclusive(Vec<String>),
}

/// The canonical form of a node and all below it, without the node `left_out`.
pub(crate) fn canonical(
    source: &str,
    apex: Node<'_, '_>,
    method: &Method,
    left_out: Option<NodeId>,
) -> Result<Vec<u8>, Error> {
    let inherits = |node: Node<'_, '_>| node.attributes().any(|one| one.namespace() == Some(XML));
    if *method == Method::Inclusive && apex.ancestors().skip(1).any(inherits) {
        return Err(Error::Method("xml: attributes above the signed part".to_owned()));
    }
    let mut writer = Writer { source, method, left_out, rendered: Vec::new(), out: Vec::new() };
    writer.node(apex, 0)?;
    Ok(writer.out)
}

struct Writer<'s> {
    source: &'s str,
    method: &'s Method,
    left_out: Option<NodeId>,
    /// The namespaces written so far on the way down, the newest last.
    rendered: Vec<(String, String)>,
    out: Vec<u8>,
}

impl Writer<'_> {
    fn node(&mut self, node: Node<'_, '_>, depth: usize) -> Result<(), Error> {
        if depth > MAX_DEPTH {
            return Err(Error::TooLarge);
        }
        if Some(node.id()) == self.left_out {
            return Ok(());
        }
        if node.is_root() {
            return self.document(node, depth);
        }
        if node.is_element() {
            return self.element(node, depth);
        }
        if let Some(text) = node.text().filter(|_| node.is_text()) {
            escape(text, &mut self.out, |c| match c {
                '&' => Some("&amp;"),
                '<' => Some("&lt;"),
                '>' => Some("&gt;"),
                '\r' => Some("&#xD;"),
                _ => None,
            });
        } else if let Some(instruction) = node.pi() {
            self.write("<?");
            self.write(instruction.target);
            if let Some(value) = instruction.value.filter(|value| !value.is_empty()) {
                self.write(" ");
                self.write(value);
            }
            self.write("?>");
        }
        Ok(())
    }

    /// Instructions beside the root element stand on lines of their own.
    fn document(&mut self, document: Node<'_, '_>, depth: usize) -> Result<(), Error> {
        let mut passed_root = false;
        for child in document.children() {
            if child.is_element() {
                passed_root = true;
                self.node(child, depth + 1)?;
            } else if child.is_pi() {
                if passed_root {
                    self.write("\n");
                }
                self.node(child, depth + 1)?;
                if !passed_root {
                    self.write("\n");
                }
            }
        }
        Ok(())
    }

    fn element(&mut self, element: Node<'_, '_>, depth: usize) -> Result<(), Error> {
        let name = self.name_of(element)?.to_owned();
        let before = self.rendered.len();
        let mut attributes = Vec::new();
        for attribute in element.attributes() {
            let qualified = self.source.get(attribute.range_qname()).ok_or(Error::Shape("attribute"))?;
            attributes.push((
                attribute.namespace().unwrap_or_default(),
                attribute.name(),
                qualified,
                attribute.value(),
            ));
        }
        attributes.sort_unstable_by_key(|(namespace, local, ..)| (*namespace, *local));
        self.write("<");
        self.write(&name);
        let used = std::iter::once(name.as_str()).chain(
            attributes.iter().map(|(_, _, qualified, _)| *qualified).filter(|name| name.contains(':')),
        );
        let used: Vec<&str> =
            used.map(|name| name.split_once(':').map_or("", |(prefix, _)| prefix)).collect();
        for (prefix, uri) in self.declared(element, &used) {
            let attribute = if prefix.is_empty() { "xmlns".to_owned() } else { format!("xmlns:{prefix}") };
            self.attribute(&attribute, &uri);
            self.rendered.push((prefix, uri));
        }
        for (_, _, qualified, value) in attributes {
            self.attribute(qualified, value);
        }
        self.write(">");
        for child in element.children() {
            self.node(child, depth + 1)?;
        }
        self.write("</");
        self.write(&name);
        self.write(">");
        self.rendered.truncate(before);
        Ok(())
    }

    /// The namespaces that must be written at an element, in the order of their prefixes.
    fn declared(&self, element: Node<'_, '_>, used: &[&str]) -> BTreeMap<String, String> {
        let mut scope: BTreeMap<&str, &str> = BTreeMap::from([("", "")]);
        scope.extend(element.namespaces().map(|one| (one.name().unwrap_or_default(), one.uri())));
        let wanted = |prefix: &str| match self.method {
            Method::Inclusive => true,
            Method::Exclusive(inclusive) => {
                used.contains(&prefix) || inclusive.iter().any(|listed| listed == prefix)
            }
        };
        let written = |prefix: &str| {
            self.rendered.iter().rev().find(|(known, _)| known == prefix).map_or("", |(_, uri)| uri.as_str())
        };
        scope
            .into_iter()
            .filter(|(prefix, uri)| *prefix != "xml" && wanted(prefix) && written(prefix) != *uri)
            .map(|(prefix, uri)| (prefix.to_owned(), uri.to_owned()))
            .collect()
    }

    /// The qualified name of an element as it stands in the text.
    fn name_of(&self, element: Node<'_, '_>) -> Result<&str, Error> {
        let text = self.source.get(element.range()).and_then(|text| text.strip_prefix('<'));
        let name = text.and_then(|text| text.split([' ', '\t', '\r', '\n', '/', '>']).next());
        name.filter(|name| !name.is_empty()).ok_or(Error::Shape("element"))
    }

    fn attribute(&mut self, name: &str, value: &str) {
        self.write(" ");
        self.write(name);
        self.write("=\"");
        escape(value, &mut self.out, |c| match c {
            '&' => Some("&amp;"),
            '<' => Some("&lt;"),
            '"' => Some("&quot;"),
            '\t' => Some("&#x9;"),
            '\n' => Some("&#xA;"),
            '\r' => Some("&#xD;"),
            _ => None,
        });
        self.write("\"");
    }

    fn write(&mut self, text: &str) {
        self.out.extend_from_slice(text.as_bytes());
    }
}

fn escape(text: &str, out: &mut Vec<u8>, escaped: impl Fn(char) -> Option<&'static str>) {
    let mut buffer = [0; 4];
    for character in text.chars() {
        match escaped(character) {
            Some(text) => out.extend_from_slice(text.as_bytes()),
            None => out.extend_from_slice(character.encode_utf8(&mut buffer).as_bytes()),
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn form(source: &str, method: &Method, apex: Option<&str>) -> String {
        let document = roxmltree::Document::parse(source).unwrap();
        let node = match apex {
            None => document.root(),
            Some(name) => document.descendants().find(|node| node.tag_name().name() == name).unwrap(),
        };
        String::from_utf8(canonical(source, node, method, None).unwrap()).unwrap()
    }

    #[test]
    fn attributes_are_sorted_and_written_in_one_way() {
        let source = "<?xml version='1.0'?>\n<!-- c --><?go  now ?><a:r xmlns:a='urn:a' xmlns='urn:d' b=\"&lt;'2&#9;\" a:z='1' a='\"' ><e/><![CDATA[<&>]]>\r\n</a:r>";
        let expected = "<?go now ?>\n<a:r xmlns=\"urn:d\" xmlns:a=\"urn:a\" a=\"&quot;\" b=\"&lt;'2&#x9;\" a:z=\"1\"><e></e>&lt;&amp;&gt;\n</a:r>";
        assert_eq!(form(source, &Method::Inclusive, None), expected);
    }

    #[test]
    fn the_exclusive_form_takes_along_what_is_used_alone() {
        let source = "<n0:local xmlns:n0='foo:bar' xmlns:n3='ftp://example.org'><n1:elem2 xmlns:n1='http://example.net' xml:lang='en'><n3:stuff xmlns:n3='ftp://example.org'/></n1:elem2></n0:local>";
        let exclusive = Method::Exclusive(Vec::new());
        assert_eq!(
            form(source, &exclusive, Some("elem2")),
            "<n1:elem2 xmlns:n1=\"http://example.net\" xml:lang=\"en\"><n3:stuff xmlns:n3=\"ftp://example.org\"></n3:stuff></n1:elem2>"
        );
        assert_eq!(
            form(source, &Method::Inclusive, Some("elem2")),
            "<n1:elem2 xmlns:n0=\"foo:bar\" xmlns:n1=\"http://example.net\" xmlns:n3=\"ftp://example.org\" xml:lang=\"en\"><n3:stuff></n3:stuff></n1:elem2>"
        );
        let listed = Method::Exclusive(vec!["n0".to_owned()]);
        assert!(form(source, &listed, Some("elem2")).starts_with("<n1:elem2 xmlns:n0=\"foo:bar\" xmlns:n1="));
    }

    #[test]
    fn a_default_namespace_that_ends_is_said_to_end() {
        let source = "<a xmlns='urn:a'><b xmlns=''><c/></b></a>";
        for method in [Method::Inclusive, Method::Exclusive(Vec::new())] {
            assert_eq!(form(source, &method, None), "<a xmlns=\"urn:a\"><b xmlns=\"\"><c></c></b></a>");
        }
    }

    #[test]
    fn nesting_is_bounded_and_what_is_inherited_refused() {
        let deep = format!("{}{}", "<a>".repeat(100), "</a>".repeat(100));
        let document = roxmltree::Document::parse(&deep).unwrap();
        assert_eq!(canonical(&deep, document.root(), &Method::Inclusive, None), Err(Error::TooLarge));
        let source = "<a xml:lang='en'><b/></a>";
        let document = roxmltree::Document::parse(source).unwrap();
        let below = document.root_element().first_child().unwrap();
        assert!(matches!(canonical(source, below, &Method::Inclusive, None), Err(Error::Method(_))));
    }
}
