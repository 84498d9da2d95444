//! What is said of a document, and its bytes.

use crate::error::{Error, Result};

/// The most octets of a text.
pub const MAX_TEXT: usize = 80;
/// The most name-and-value pairs.
pub const MAX_VALUES: usize = 8;
/// The octets of the certificate's SHA-256 that are kept: nobody finds another one that begins alike.
pub const CERTIFICATE_OCTETS: usize = 16;
/// The version of these bytes.
const VERSION: u8 = 1;

/// A day as the signer's clock had it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Day {
    /// From 1 to 9999.
    pub year: u16,
    /// From 1.
    pub month: u8,
    /// From 1.
    pub day: u8,
}

/// What is said of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// Its pages.
    pub pages: u16,
    /// When it was said.
    pub day: Day,
    /// The signer's name.
    pub signer: String,
    /// The first octets of the SHA-256 of the signer's certificate.
    pub certificate: [u8; CERTIFICATE_OCTETS],
    /// The seal's name; empty where there is none.
    pub seal: String,
    /// What else stands in the document, chosen by the signer: 报告编号 and its number first.
    pub values: Vec<(String, String)>,
}

impl Statement {
    /// The bytes that are signed, without the signature.
    pub(crate) fn body(&self, algorithm: u8) -> Result<Vec<u8>> {
        if self.values.len() > MAX_VALUES {
            return Err(Error::Values { count: self.values.len(), most: MAX_VALUES });
        }
        if !self.day.exists() {
            return Err(Error::Day);
        }
        let mut body = vec![VERSION];
        body.extend(self.pages.to_be_bytes());
        body.extend(self.day.year.to_be_bytes());
        body.extend([self.day.month, self.day.day]);
        body.extend(self.certificate);
        body.push(algorithm);
        text(&mut body, &self.signer, 1)?;
        text(&mut body, &self.seal, 0)?;
        body.push(self.values.len() as u8);
        for (name, value) in &self.values {
            text(&mut body, name, 1)?;
            text(&mut body, value, 1)?;
        }
        Ok(body)
    }

    /// Reads a body; gives the algorithm's number and where the body ends.
    pub(crate) fn read(bytes: &[u8]) -> Result<(Self, u8, usize)> {
        let mut reader = Reader { bytes, at: 0 };
        let version = reader.one()?;
        if version != VERSION {
            return Err(Error::Version { version });
        }
        let pages = reader.two()?;
        let day = Day { year: reader.two()?, month: reader.one()?, day: reader.one()? };
        if !day.exists() {
            return Err(Error::Damaged { at: reader.at });
        }
        let mut certificate = [0; CERTIFICATE_OCTETS];
        certificate.copy_from_slice(reader.some(CERTIFICATE_OCTETS)?);
        let algorithm = reader.one()?;
        let signer = reader.text(1)?;
        let seal = reader.text(0)?;
        let count = usize::from(reader.one()?);
        if count > MAX_VALUES {
            return Err(Error::Damaged { at: reader.at });
        }
        let values = (0..count).map(|_| Ok((reader.text(1)?, reader.text(1)?))).collect::<Result<_>>()?;
        Ok((Self { pages, day, signer, certificate, seal, values }, algorithm, reader.at))
    }
}

impl Day {
    fn exists(self) -> bool {
        let (year, month, day) = (i16::try_from(self.year), i8::try_from(self.month), i8::try_from(self.day));
        match (year, month, day) {
            (Ok(year @ 1..), Ok(month), Ok(day)) => jiff::civil::Date::new(year, month, day).is_ok(),
            _ => false,
        }
    }
}

/// Whether a text is of one line and can be shown as it is.
fn is_plain(text: &str) -> bool {
    !text.chars().any(|c| c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'))
}

fn text(body: &mut Vec<u8>, text: &str, least: usize) -> Result<()> {
    let octets = text.len();
    if octets > MAX_TEXT || octets < least || !is_plain(text) {
        return Err(Error::Text { octets, most: MAX_TEXT });
    }
    body.push(octets as u8);
    body.extend(text.as_bytes());
    Ok(())
}

/// Bytes being read, never beyond their end.
pub(crate) struct Reader<'a> {
    pub(crate) bytes: &'a [u8],
    pub(crate) at: usize,
}

impl<'a> Reader<'a> {
    pub(crate) fn some(&mut self, count: usize) -> Result<&'a [u8]> {
        let end = self.at.saturating_add(count);
        let some = self.bytes.get(self.at..end).ok_or(Error::Damaged { at: self.at })?;
        self.at = end;
        Ok(some)
    }

    fn one(&mut self) -> Result<u8> {
        let at = self.at;
        self.some(1)?.first().copied().ok_or(Error::Damaged { at })
    }

    pub(crate) fn two(&mut self) -> Result<u16> {
        let at = self.at;
        self.some(2)?.first_chunk().map(|two| u16::from_be_bytes(*two)).ok_or(Error::Damaged { at })
    }

    fn text(&mut self, least: usize) -> Result<String> {
        let at = self.at;
        let length = usize::from(self.one()?);
        let text = std::str::from_utf8(self.some(length)?).map_err(|_| Error::Damaged { at })?;
        if !(least..=MAX_TEXT).contains(&length) || !is_plain(text) {
            return Err(Error::Damaged { at });
        }
        Ok(text.to_owned())
    }
}
