//! What the signer claims about the signing: entries of the signature dictionary (ISO 32000-2 table 255).
//!
//! They are signed, but proven by nobody: the verifier shows them as typed by the signer.

use jiff::Zoned;
use lopdf::{Dictionary, Object};
use pdf::{StringFormat, text_string};

/// The claims. Empty texts are left out of the file.
#[derive(Clone, Debug)]
pub struct Claims {
    /// `/M`: the signer's own clock.
    pub at: Zoned,
    /// `/Name`.
    pub name: String,
    /// `/Reason`.
    pub reason: String,
    /// `/Location`.
    pub location: String,
    /// `/ContactInfo`.
    pub contact: String,
}

impl Claims {
    /// Nothing but a time.
    pub fn at(at: Zoned) -> Self {
        let none = String::new;
        Self { at, name: none(), reason: none(), location: none(), contact: none() }
    }

    pub(crate) fn write(&self, dictionary: &mut Dictionary) {
        for (key, text) in [
            ("Name", &self.name),
            ("Reason", &self.reason),
            ("Location", &self.location),
            ("ContactInfo", &self.contact),
        ] {
            if !text.is_empty() {
                dictionary.set(key, text_string(text));
            }
        }
        dictionary.set("M", Object::String(pdf_date(&self.at).into_bytes(), StringFormat::Literal));
    }
}

/// A date as §7.9.4 writes it: `D:20261122140530+08'00'`.
fn pdf_date(at: &Zoned) -> String {
    let offset = at.offset().seconds();
    let sign = if offset < 0 { '-' } else { '+' };
    let minutes = offset.unsigned_abs() / 60;
    format!("D:{}{sign}{:02}'{:02}'", at.strftime("%Y%m%d%H%M%S"), minutes / 60, minutes % 60)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn dates_carry_the_zone_of_the_place() {
        let at: Zoned = "2026-11-22T14:05:30+08:00[+08:00]".parse().unwrap();
        assert_eq!(pdf_date(&at), "D:20261122140530+08'00'");
        let at: Zoned = "2026-11-22T14:05:30-03:30[-03:30]".parse().unwrap();
        assert_eq!(pdf_date(&at), "D:20261122140530-03'30'");
    }
}
