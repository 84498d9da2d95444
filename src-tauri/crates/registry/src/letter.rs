//! Letters: the signed files that stations exchange by mail, USB or a shared folder.
//!
//! A letter is a JSON object with its kind, its content as one JSON text, and CMS signatures over that text (RFC 5652,
//! detached). What is signed is the kind and the very octets of the content, with a purpose of our own in front, and the kind
//! stands in a signed attribute: a signature on a letter is worth nothing under a document or another kind of letter.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use cades::{BuildOptions, SignedAttribute, SignedData, Signer};
use pki::{Certificate, DigestAlgorithm, ObjectIdentifier, asn1};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::Error;
use crate::states::coded;

/// The largest letter that is read, octets; a returned report travels inside one.
pub const LARGEST: usize = 256 << 20;
const FORMAT: &str = "vermilion.letter/1";
/// A name of its own beside the one of the log's state (the arc that Microsoft gives away for that).
const KIND: ObjectIdentifier =
    ObjectIdentifier::new_unwrap("1.2.840.113556.1.8000.2554.11445.54147.25068.19686.34038.2657251.7664684");

coded! {
    /// What a letter is.
    Kind {
        /// Somebody applies for a signature; signed with the key that is to be certified.
        Application = "application",
        /// What the office hands out, inside a package under the initial PIN; signed by the office.
        Issue = "issue",
        /// The receipt of who took over a copy; signed with the holder's key.
        Receipt = "receipt",
        /// People, seals, states, rules, lists and heads; signed by the office.
        Directory = "directory",
        /// A loss or leak is reported, or withdrawn; needs no signature, because a PIN may be gone.
        Notice = "notice",
        /// A locked station asks for its tries back.
        UnlockRequest = "unlock-request",
        /// The office gives them back; signed by the office.
        Unlock = "unlock",
        /// An approval to seal one file; signed by the approver.
        Ticket = "ticket",
        /// A signed report comes back to the office, with its extract of the log; signed by the signer.
        Return = "return",
    }
}

/// A letter as it was read or written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    kind: Kind,
    content: String,
    signatures: Vec<Vec<u8>>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    format: String,
    kind: Kind,
    content: String,
    signatures: Vec<String>,
}

impl Letter {
    /// Writes a letter that nobody signs.
    pub fn plain(kind: Kind, content: &impl Serialize) -> Result<Self, Error> {
        Ok(Self { kind, content: serde_json::to_string(content)?, signatures: Vec::new() })
    }

    /// Writes a letter and has it signed.
    pub fn signed(kind: Kind, content: &impl Serialize, signer: &dyn Signer) -> Result<Self, Error> {
        let mut letter = Self::plain(kind, content)?;
        let options = BuildOptions { further: vec![kind_attribute(kind)], ..BuildOptions::default() };
        let digest = letter.digest(signer.digest());
        letter.signatures.push(cades::build::signed_data_as(signer, &digest, &options)?);
        Ok(letter)
    }

    /// Reads a letter of any kind.
    pub fn read(bytes: &[u8]) -> Result<Self, Error> {
        if bytes.len() > LARGEST {
            return Err(Error::Malformed("too large"));
        }
        let file: File = serde_json::from_slice(bytes).map_err(|_| Error::Malformed("not a letter"))?;
        if file.format != FORMAT {
            return Err(Error::Malformed("another format"));
        }
        let decode = |text: &String| BASE64.decode(text).map_err(|_| Error::Malformed("signature"));
        let signatures = file.signatures.iter().map(decode).collect::<Result<_, _>>()?;
        Ok(Self { kind: file.kind, content: file.content, signatures })
    }

    /// The letter as a file.
    pub fn to_bytes(&self) -> Result<Vec<u8>, Error> {
        let file = File {
            format: FORMAT.to_owned(),
            kind: self.kind,
            content: self.content.clone(),
            signatures: self.signatures.iter().map(|der| BASE64.encode(der)).collect(),
        };
        let mut bytes = serde_json::to_vec_pretty(&file)?;
        bytes.push(b'\n');
        Ok(bytes)
    }

    /// What it is.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// What it says; whether that can be believed, its signer tells.
    pub fn content<T: DeserializeOwned>(&self, kind: Kind) -> Result<T, Error> {
        if self.kind != kind {
            return Err(Error::Malformed("another kind of letter"));
        }
        Ok(serde_json::from_str(&self.content)?)
    }

    /// The certificate of the one who signed it: its key verifies the signature, over this content and this kind. Whose
    /// certificate that is, the caller knows from elsewhere.
    pub fn signer(&self) -> Result<Certificate, Error> {
        let [signature] = self.signatures.as_slice() else { return Err(Error::Forged("not signed once")) };
        let signed = SignedData::parse(signature).map_err(|_| Error::Forged("unreadable"))?;
        let digest = match signed.digest_algorithm() {
            Some(Ok(digest)) => self.digest(digest),
            _ => return Err(Error::Forged("digest")),
        };
        let check = signed.check(&digest);
        let bound = matches!(check.ess, cades::EssOutcome::Bound { .. });
        if !check.is_intact() || !bound || !signed.oddities().is_empty() {
            return Err(Error::Forged("broken"));
        }
        if signed.signed_attribute(KIND) != Some(kind_attribute(self.kind).value) {
            return Err(Error::Forged("made for something else"));
        }
        signed.signer_certificate().cloned().ok_or(Error::Forged("no certificate"))
    }

    /// That the letter was signed with this very certificate.
    pub fn signed_by(&self, certificate: &Certificate) -> Result<(), Error> {
        if &self.signer()? == certificate { Ok(()) } else { Err(Error::Forged("somebody else")) }
    }

    /// SHA-256 of the content, in hex: its name in the register and in the log.
    pub fn sha256(&self) -> String {
        hex::encode(self.digest(DigestAlgorithm::Sha256))
    }

    fn digest(&self, algorithm: DigestAlgorithm) -> Vec<u8> {
        let mut octets = format!("{FORMAT}\0{}\0", self.kind.code()).into_bytes();
        octets.extend_from_slice(self.content.as_bytes());
        algorithm.digest(&octets)
    }
}

fn kind_attribute(kind: Kind) -> SignedAttribute {
    SignedAttribute { oid: KIND, value: asn1::encode(asn1::UTF8_STRING, kind.code().as_bytes()) }
}

/// Octets as they stand in a letter.
pub mod octets {
    use super::{BASE64, Deserialize};
    use base64::Engine as _;
    use serde::{Deserializer, Serializer, de};

    /// Writes them in base64.
    pub fn serialize<S: Serializer>(bytes: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&BASE64.encode(bytes))
    }

    /// Reads them back.
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<u8>, D::Error> {
        let text = String::deserialize(deserializer)?;
        BASE64.decode(text).map_err(|_| de::Error::custom("base64 expected"))
    }
}
