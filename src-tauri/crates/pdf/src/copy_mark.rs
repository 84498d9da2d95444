//! What a converted copy (副本) says of itself, in its /Info (ISO 32000-2 §14.3.3).
//!
//! It proves nothing — anybody can write or remove it — but whoever reads a copy is told that it is one, and of what.

use crate::{Dictionary, Document, Error, Object, decode_text};

/// The keys, in the order in which they are written.
const OF: &str = "VMCopyOf";
const ID: &str = "VMCopyId";
const NUMBER: &str = "VMCopyNumber";
const FOR: &str = "VMCopyFor";
/// The longest name of a recipient, in characters.
const LONGEST: usize = 200;

/// What a copy says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CopyMark {
    /// SHA-256 of the original.
    pub of: [u8; 32],
    /// Its own id: no two copies are alike.
    pub id: [u8; 16],
    /// Its number, where the copies are numbered.
    pub number: Option<u32>,
    /// Whom it is for.
    pub recipient: Option<String>,
}

impl CopyMark {
    /// The entries of /Info.
    pub fn entries(&self) -> Vec<(&'static str, String)> {
        let mut entries = vec![(OF, hex(&self.of)), (ID, hex(&self.id))];
        entries.extend(self.number.map(|number| (NUMBER, number.to_string())));
        entries.extend(self.recipient.as_ref().map(|name| (FOR, name.clone())));
        entries
    }

    /// What the document says of itself; `None` where it says nothing or nothing that could be meant.
    pub fn of(document: &Document) -> Result<Option<Self>, Error> {
        let Ok(info) = document.trailer().get(b"Info") else { return Ok(None) };
        let Object::Dictionary(info) = document.resolve(info)? else { return Ok(None) };
        let text = |info: &Dictionary, key: &str| match info
            .get(key.as_bytes())
            .map(|value| document.resolve(value))
        {
            Ok(Ok(Object::String(bytes, _))) => Some(decode_text(&bytes)),
            _ => None,
        };
        let of = text(&info, OF).and_then(|hex| bytes(&hex));
        let id = text(&info, ID).and_then(|hex| bytes(&hex));
        let (Some(of), Some(id)) = (of, id) else { return Ok(None) };
        let number = text(&info, NUMBER).and_then(|number| number.parse().ok());
        let recipient = text(&info, FOR).map(|name| name.chars().take(LONGEST).collect());
        Ok(Some(Self { of, id, number, recipient }))
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn bytes<const N: usize>(hex: &str) -> Option<[u8; N]> {
    let mut bytes = [0; N];
    if hex.len() != 2 * N || !hex.is_ascii() {
        return None;
    }
    for (at, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(hex.get(2 * at..2 * at + 2)?, 16).ok()?;
    }
    Some(bytes)
}
