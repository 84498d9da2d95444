//! `/DSS` (ISO 32000-2 §12.8.4.3): validation data may be added, in exactly the shape that the standard gives it.
//!
//! The streams must hold DER, so that nothing that draws can hide behind the name, and an array that is written
//! again in place must not be anything else in the signed version.

use std::collections::HashSet;

use pdf::{Dictionary, Object, ObjectId};

use super::catalog::entries;
use crate::changes::kind::ChangeKind;
use crate::changes::step::{Step, label};
use crate::graph::Edge;

/// Compares the document security stores.
pub(crate) fn apply(step: &mut Step<'_>, old_catalog: &Dictionary, new_catalog: &Dictionary) {
    let (old, new) = entries(old_catalog, new_catalog, b"DSS");
    let (before, after) =
        (step.old.resolve(&old).unwrap_or(Object::Null), step.new.resolve(&new).unwrap_or(Object::Null));
    if before.is_null() && after.is_null() {
        return;
    }
    let Object::Dictionary(after) = after else {
        step.report(ChangeKind::ValidationDataChanged, None, "DSS");
        return;
    };
    let before = before.as_dict().cloned().unwrap_or_default();
    let open_before = step.open().len();
    let mut check = Check { step, containers: Vec::new(), fault: None };
    check.store(&before, &after);
    let Check { containers, fault, .. } = check;
    if let Some(key) = fault {
        step.report(ChangeKind::ValidationDataChanged, new.as_reference().ok(), key);
        return;
    }
    let inside: HashSet<ObjectId> = containers.iter().copied().chain(new.as_reference().ok()).collect();
    let known =
        |edge: &Edge| inside.contains(&edge.from) || edge.path == "/DSS" || edge.path.starts_with("/DSS/");
    for id in &inside {
        if step.is_open(*id) && (step.is_new(*id) || step.only_referred(*id, known)) {
            step.settle(*id);
        }
    }
    if step.open().len() < open_before || old != new {
        step.report(ChangeKind::ValidationData, new.as_reference().ok(), "");
    }
}

struct Check<'s, 'a> {
    step: &'s mut Step<'a>,
    /// The dictionaries and arrays of the store that are objects of their own.
    containers: Vec<ObjectId>,
    fault: Option<String>,
}

impl Check<'_, '_> {
    fn store(&mut self, old: &Dictionary, new: &Dictionary) {
        // Evidence may be sorted anew and superseded answers may go; its tie to the signatures may not.
        if old.has(b"VRI") && !new.has(b"VRI") {
            self.fail(b"VRI");
        }
        for (key, value) in new.iter() {
            match key.as_slice() {
                b"Type" => {
                    if !matches!(value, Object::Name(name) if name == b"DSS") {
                        self.fail(key);
                    }
                }
                b"Certs" | b"OCSPs" | b"CRLs" => self.streams(key, value),
                b"VRI" => self.related(value),
                _ => self.fail(key),
            }
        }
    }

    fn related(&mut self, value: &Object) {
        let Some(new) = self.dictionary(value) else {
            self.fail(b"VRI");
            return;
        };
        for (key, entry) in new.iter() {
            if key == b"Type" && matches!(entry, Object::Name(_)) {
                continue;
            }
            let is_digest = key.len() == 40 && key.iter().all(u8::is_ascii_hexdigit);
            let Some(one) = self.dictionary(entry).filter(|_| is_digest) else {
                self.fail(key);
                return;
            };
            for (part, value) in one.iter() {
                match part.as_slice() {
                    b"Type" if matches!(value, Object::Name(_)) => {}
                    b"Cert" | b"CRL" | b"OCSP" => self.streams(part, value),
                    b"TU" if matches!(self.step.new.resolve(value), Ok(Object::String(..))) => {}
                    b"TS" => self.stream(part, value),
                    _ => self.fail(part),
                }
            }
        }
    }

    fn dictionary(&mut self, value: &Object) -> Option<Dictionary> {
        if let Ok(id) = value.as_reference() {
            self.containers.push(id);
        }
        match self.step.new.resolve(value) {
            Ok(Object::Dictionary(dictionary)) => Some(dictionary),
            _ => None,
        }
    }

    fn streams(&mut self, key: &[u8], value: &Object) {
        if let Ok(id) = value.as_reference() {
            self.containers.push(id);
        }
        let Ok(Object::Array(items)) = self.step.new.resolve(value) else {
            self.fail(key);
            return;
        };
        for item in &items {
            self.stream(key, item);
        }
    }

    fn stream(&mut self, key: &[u8], value: &Object) {
        let Ok(id) = value.as_reference() else {
            self.fail(key);
            return;
        };
        // What the signed version has already, unchanged, needs no second look.
        if !self.step.is_open(id) && !self.step.is_new(id) {
            return;
        }
        let fits = match self.step.new.shared(id).as_deref() {
            Ok(Object::Stream(stream)) => self.step.new.stream_data(stream).map_or(
                // Behind a password the data cannot be seen, and neither can a page show it.
                matches!(self.step.new.encryption(), Some(encryption) if encryption.is_locked()),
                |data| is_der(&data),
            ),
            _ => false,
        };
        if !fits {
            self.fail(key);
        } else if self.step.is_new(id) {
            self.step.settle(id);
            if let Ok(object) = self.step.new.object(id) {
                self.step.settle_below(&object);
            }
        }
    }

    fn fail(&mut self, key: &[u8]) {
        self.fault.get_or_insert_with(|| label(key));
    }
}

/// Whether data is one DER SEQUENCE, allowing for the line end that some producers count into the length.
pub(crate) fn is_der(data: &[u8]) -> bool {
    let (length, header) = match data {
        [0x30, short, ..] if *short < 0x80 => (usize::from(*short), 2),
        [0x30, 0x81, a, ..] => (usize::from(*a), 3),
        [0x30, 0x82, a, b, ..] => (usize::from(*a) << 8 | usize::from(*b), 4),
        [0x30, 0x83, a, b, c, ..] => (usize::from(*a) << 16 | usize::from(*b) << 8 | usize::from(*c), 5),
        [0x30, 0x84, a, b, c, d, ..] => match usize::try_from(u32::from_be_bytes([*a, *b, *c, *d])) {
            Ok(length) => (length, 6),
            Err(_) => return false,
        },
        _ => return false,
    };
    match data.len().checked_sub(header).and_then(|body| body.checked_sub(length)) {
        Some(rest) => rest <= 2 && data.iter().rev().take(rest).all(|byte| matches!(byte, b'\r' | b'\n')),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::is_der;

    #[test]
    fn der_is_one_whole_sequence() {
        assert!(is_der(&[0x30, 1, 0]));
        assert!(is_der(&[0x30, 1, 0, b'\n']));
        assert!(!is_der(&[0x30, 1, 0, b'q']));
        assert!(!is_der(&[0x30, 2, 0]));
        assert!(is_der(&[0x30, 0x84, 0, 0, 0, 1, 0]));
        assert!(!is_der(&[0x30, 0x84, 0xff, 0xff, 0xff, 0xff, 0]));
        assert!(!is_der(b"BT (x) Tj ET"));
    }
}
