//! What links a printed page to its file (纸电互验): a small signed statement in a QR code (ISO/IEC 18004).
//!
//! Owns the statement ([`Statement`]), its bytes and their strict reading, the signature over them by the signer's own key
//! ([`sign`]), its check with certificates that are at hand ([`Link::check`]), and the way into and out of a QR code
//! ([`Code`], [`find`]). It knows no PDF and no picture files, keeps no keys, and does not say whether a certificate is to be
//! trusted. The statement is a claim about a document; whether the document agrees is for whoever has both.
//!
//! ```text
//! "VM1:" base45( body  signature-length:u16  signature )             RFC 9285
//! body = version:u8=1  pages:u16  year:u16 month:u8 day:u8
//!        certificate: the first 16 octets of its SHA-256
//!        algorithm:u8  signer:string  seal:string  count:u8 (name:string value:string)*
//! string = length:u8 UTF-8
//! signed = "vermilion paper link 1\0" body
//! ```

mod base45;
mod code;
mod error;
mod link;
mod statement;
#[cfg(test)]
mod tests;

pub use code::{Code, find};
pub use error::{Error, Result};
pub use link::{Link, Signed, sample, sign};
pub use statement::{CERTIFICATE_OCTETS, Day, MAX_TEXT, MAX_VALUES, Statement};
