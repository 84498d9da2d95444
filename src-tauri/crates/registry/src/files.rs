//! What stands in the letters.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::letter::octets;
use crate::model::{Attachment, Condition, Employment, SeenHead};
use crate::states::coded;

/// Somebody applies for a signature (RS1 1, RS3 4.1, RS9 三, RS16).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Application {
    /// The name.
    pub name: String,
    /// The organisation.
    pub organisation: String,
    /// The department.
    #[serde(default)]
    pub department: String,
    /// The post that is applied for.
    #[serde(default)]
    pub post: String,
    /// Its field.
    #[serde(default)]
    pub field: String,
    /// How employed.
    pub employment: Employment,
    /// The last day, where it is known.
    #[serde(default)]
    pub ends: Option<Date>,
    /// The number of the identity card, masked.
    #[serde(default)]
    pub id_number: String,
    /// What for.
    pub purpose: String,
    /// Where it shall be used.
    pub condition: Condition,
    /// The device that the key was made on.
    pub device: String,
    /// The device's name, for people.
    pub device_name: String,
    /// When.
    pub at: Timestamp,
    /// Papers that come along.
    #[serde(default)]
    pub attachments: Vec<Attachment>,
    /// The specimen of the signature, PNG or JPEG; none where it will be drawn.
    #[serde(default, with = "octets")]
    pub specimen: Vec<u8>,
    /// The request for a certificate (PKCS #10, DER).
    #[serde(with = "octets")]
    pub request: Vec<u8>,
    /// The person that this renews, by id.
    #[serde(default)]
    pub renews: Option<String>,
}

/// What the office hands out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Copy {
    /// The person, by id.
    pub person: String,
    /// The name.
    pub name: String,
    /// The copy's number: of this person, from 1.
    pub number: u32,
    /// When.
    pub at: Timestamp,
    /// The certificate (DER).
    #[serde(with = "octets")]
    pub certificate: Vec<u8>,
    /// A copy of the specimen; empty where there is none.
    #[serde(default, with = "octets")]
    pub specimen: Vec<u8>,
    /// The directory of the day (RS17 4.1), as the signed letter that it is: the rules hold from the first moment.
    pub directory: String,
}

/// Who took over a copy (RS17 4.2, RS16: 谁领取、谁负责).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// The person, by id.
    pub person: String,
    /// The copy's number.
    pub number: u32,
    /// SHA-256 of the certificate, hex.
    pub certificate: String,
    /// When.
    pub at: Timestamp,
    /// On which device.
    pub device: String,
}

coded! {
    /// What a notice tells.
    Trouble {
        /// It is lost.
        Loss = "loss",
        /// Somebody else may know the PIN or have the key.
        Leak = "leak",
        /// It was found again.
        Found = "found",
        /// It was used by somebody else, or for something else.
        Misuse = "misuse",
    }
}

/// A report of loss, leak or misuse (RS4 Art.15, RS8 2.2, RS17 4.5).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// What.
    pub trouble: Trouble,
    /// SHA-256 of the certificate, hex.
    pub certificate: String,
    /// Whose.
    pub name: String,
    /// In words.
    pub words: String,
    /// When.
    pub at: Timestamp,
    /// From which device.
    pub device: String,
    /// Documents signed with it since it may be in other hands: name and SHA-256 after signing.
    #[serde(default)]
    pub documents: Vec<(String, String)>,
}

/// A locked station asks for its tries back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnlockRequest {
    /// SHA-256 of the certificate, hex.
    pub certificate: String,
    /// Whose.
    pub name: String,
    /// The device.
    pub device: String,
    /// A number that is used once.
    pub nonce: String,
    /// When.
    pub at: Timestamp,
}

/// The office gives them back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unlock {
    /// The request that it answers.
    pub request: UnlockRequest,
    /// Who saw whose it is.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// Until when it may be used.
    pub until: Timestamp,
}

/// An approval to seal one file (RS18 §9, RS14 4).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ticket {
    /// Its number, random.
    pub id: String,
    /// The file's name, for people.
    pub name: String,
    /// SHA-256 of the file as it is to be sealed, hex.
    pub sha256: String,
    /// The seal.
    pub seal: String,
    /// Pages from 1; empty for every one.
    #[serde(default)]
    pub pages: Vec<u32>,
    /// How many impressions at most.
    pub count: u32,
    /// Whether the sealed file may be printed with it.
    #[serde(default)]
    pub print: bool,
    /// Who approves, by id.
    pub approver: String,
    /// Their name.
    pub approver_name: String,
    /// Why.
    #[serde(default)]
    pub words: String,
    /// When.
    pub at: Timestamp,
    /// Until when.
    pub until: Timestamp,
}

/// A signed report comes back (RS17 4.3).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Return {
    /// The file's name.
    pub name: String,
    /// SHA-256 of the file, hex.
    pub sha256: String,
    /// The file.
    #[serde(with = "octets")]
    pub document: Vec<u8>,
    /// The rows of the log about it, which prove themselves (a log export).
    pub log: serde_json::Value,
    /// The log's head.
    pub head: SeenHead,
    /// Where it was signed, why there, and from when to when, as declared.
    pub travel: Option<crate::station::Travel>,
    /// Who returns it.
    pub by: String,
    /// When.
    pub at: Timestamp,
}
