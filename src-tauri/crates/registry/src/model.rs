//! What the office knows: people, posts, seals, rules of the house, and the directory that it sends out. Plain values.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::State;
use crate::states::coded;

coded! {
    /// How somebody is employed (RS12 2).
    Employment {
        /// For good.
        Regular = "regular",
        /// For a time.
        Temporary = "temporary",
        /// Part of the time.
        PartTime = "part-time",
        /// From outside.
        External = "external",
    }
}

coded! {
    /// What somebody does in the register (RS18 §7).
    Role {
        /// Manages: checks, approves, issues, revokes (管理).
        Manage = "manage",
        /// Uses signatures and seals (使用).
        Use = "use",
        /// Audits: reads, inspects, changes nothing (审计).
        Audit = "audit",
    }
}

coded! {
    /// Where a signature may be used (RS17 2, RS10 6.2).
    Condition {
        /// Anywhere.
        Anywhere = "anywhere",
        /// Only while an off-site declaration is open.
        OffSite = "off-site",
        /// Only on the devices that are named.
        Devices = "devices",
    }
}

coded! {
    /// When a seal needs an approval ticket (RS18 §9).
    TicketNeed {
        /// Where not everybody has signed who must.
        WhenUnsigned = "when-unsigned",
        /// Always.
        Always = "always",
        /// Never: signatures are enough, and are needed.
        Never = "never",
    }
}

coded! {
    /// What must come with the PIN (RS2, RS15).
    SecondFactor {
        /// Nothing.
        None = "none",
        /// The device that the key was made on; the vault sees to it.
        Device = "device",
        /// A token.
        Token = "token",
        /// A second named person, who confirms with their own PIN at the same station.
        Person = "person",
    }
}

/// What a signature or a seal may be used for; an empty list is no limit.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Scope {
    /// Kinds of documents, as the house calls them.
    pub kinds: Vec<String>,
    /// Departments whose documents.
    pub departments: Vec<String>,
    /// From this day on.
    pub from: Option<Date>,
    /// Through this day.
    pub until: Option<Date>,
}

/// A post that somebody holds; an authorised signatory (授权签字人) has a field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Post {
    /// The post, as it stands in the certificate.
    pub title: String,
    /// The field that it is authorised for.
    #[serde(default)]
    pub field: String,
    /// From this day on.
    pub from: Date,
    /// Through this day.
    #[serde(default)]
    pub until: Option<Date>,
}

impl Post {
    /// Whether it is held on a day.
    pub fn is_held_on(&self, day: Date) -> bool {
        self.from <= day && self.until.is_none_or(|until| day <= until)
    }
}

/// A hardware token in somebody's hands (RS8 3.3–5, RS16: two are possible).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Token {
    /// The number on it.
    pub serial: String,
    /// When it was handed out.
    pub issued: Date,
    /// When it is to be replaced.
    pub end_of_life: Date,
    /// Through when it is under warranty.
    #[serde(default)]
    pub warranty: Option<Date>,
    /// `primary`, `secondary`, `returned`, `lost`.
    pub state: String,
}

/// A file that was shown to the office; its bytes stay where they are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    /// Its name.
    pub name: String,
    /// SHA-256, hex.
    pub sha256: String,
    /// Bytes.
    pub size: u64,
}

/// A certificate that the office issued, or took note of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held {
    /// SHA-256 of the certificate, hex.
    pub sha256: String,
    /// Its serial number, hex.
    pub serial: String,
    /// The certificate (DER).
    #[serde(with = "crate::letter::octets")]
    pub der: Vec<u8>,
    /// When it was issued.
    pub issued: Timestamp,
    /// Its last moment.
    pub until: Timestamp,
    /// Since when it no longer counts, and why.
    #[serde(default)]
    pub ended: Option<Ended>,
    /// Issued by an authority outside (RS4 Art.16).
    #[serde(default)]
    pub outside: bool,
}

/// Why a certificate no longer counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ended {
    /// Since when.
    pub at: Timestamp,
    /// The reason's number on the list (RFC 5280 §5.3.1).
    pub reason: u8,
}

/// A person in the register.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Person {
    /// Names the person: `P0001`.
    pub id: String,
    /// The name, as it stands in the certificate and in the picture.
    pub name: String,
    /// Where the person works.
    #[serde(default)]
    pub department: String,
    /// How.
    pub employment: Employment,
    /// The last day, where it is known (RS12 2).
    #[serde(default)]
    pub ends: Option<Date>,
    /// The number of the identity card, masked but for six characters; never in the directory.
    #[serde(default)]
    pub id_number: String,
    /// Posts held, past ones too.
    #[serde(default)]
    pub posts: Vec<Post>,
    /// Where the signature may be used.
    pub condition: Condition,
    /// What it may be used for.
    #[serde(default)]
    pub scope: Scope,
    /// Device ids that it may be used on.
    #[serde(default)]
    pub devices: Vec<String>,
    /// Tokens.
    #[serde(default)]
    pub tokens: Vec<Token>,
    /// When the training was acknowledged (RS7 4).
    #[serde(default)]
    pub training: Option<Date>,
    /// When this file is to be looked at again (RS14 3).
    #[serde(default)]
    pub review: Option<Date>,
    /// Where the identity stands.
    pub state: State,
    /// Certificates, the newest last.
    #[serde(default)]
    pub certificates: Vec<Held>,
    /// The purpose that was applied for (RS9 三).
    #[serde(default)]
    pub purpose: String,
}

impl Person {
    /// The certificate that counts now.
    pub fn current(&self) -> Option<&Held> {
        self.certificates.iter().rev().find(|held| held.ended.is_none())
    }

    /// Whether a post of this title is held on a day.
    pub fn holds(&self, title: &str, day: Date) -> bool {
        self.posts.iter().any(|post| post.title == title && post.is_held_on(day))
    }
}

/// Somebody who must have signed before a seal is set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Need {
    /// A person, by id; or
    #[serde(default)]
    pub person: Option<String>,
    /// whoever holds a post.
    #[serde(default)]
    pub post: Option<String>,
}

/// A deputy who keeps a seal for a period (RS18 §6); persons have none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deputy {
    /// The person.
    pub person: String,
    /// From this moment on.
    pub from: Timestamp,
    /// Through this moment.
    pub until: Timestamp,
    /// Who saw the hand-over.
    pub witness: String,
}

/// A seal in the register.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Seal {
    /// Its name.
    pub name: String,
    /// SHA-256 of its artwork, hex; empty where only the certificate counts.
    #[serde(default)]
    pub artwork: String,
    /// Who keeps it, by id.
    pub custodian: String,
    /// Deputies, past ones too.
    #[serde(default)]
    pub deputies: Vec<Deputy>,
    /// What it is for.
    #[serde(default)]
    pub scope: Scope,
    /// Who must have signed before.
    #[serde(default)]
    pub needs: Vec<Need>,
    /// Whether in this order.
    #[serde(default)]
    pub ordered: bool,
    /// When a ticket is needed.
    pub ticket: TicketNeed,
    /// Who may write tickets, by id.
    #[serde(default)]
    pub approvers: Vec<String>,
    /// In use; else it is put away or reported lost.
    pub in_use: bool,
}

/// An officer of the quality office.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Officer {
    /// The name.
    pub name: String,
    /// What they do.
    pub role: Role,
    /// The identity in the office's vault.
    pub identity: String,
    /// One of the two without whom the authority does not work.
    pub keyholder: bool,
}

/// The rules of the house: the settings that resolve where rule sets differ.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Policy {
    /// Its edition.
    pub edition: u32,
    /// In force since.
    pub effective: Date,
    /// Days after which a PIN is too old.
    pub pin_days: u32,
    /// Days after which that is told.
    pub pin_warn_days: u32,
    /// How many earlier PINs are not taken again.
    pub pin_history: u32,
    /// The fewest characters of a PIN.
    pub pin_characters: u32,
    /// Minutes without use after which the window forgets a PIN.
    pub idle_minutes: u32,
    /// What must come with the PIN.
    pub second_factor: SecondFactor,
    /// Days for which a directory and its list count; at most 7.
    pub directory_days: u32,
    /// Days after which the next backup is due (RS7 6).
    pub backup_days: u32,
    /// Days without use after which a signature is reviewed.
    pub unused_days: u32,
    /// Years for which records are kept (the law asks for 5 after the end, laboratories for 6).
    pub retention_years: u32,
    /// Identities that are not of the directory may be used.
    pub outside_allowed: bool,
    /// Consent must be confirmed on the command line too.
    pub consent: bool,
    /// A clock that went back blocks signing; else it is told.
    pub clock_blocks: bool,
    /// What is signed must open with a password alone, wherever the document can still be encrypted (RS7 2).
    pub encrypt_output: bool,
    /// Kinds of documents that are kept out of electronic signing (RS18 §3).
    pub excluded_kinds: Vec<String>,
    /// Kinds of documents of which the law's Article 3 is told.
    pub barred_kinds: Vec<String>,
    /// Where the rules stand, for people.
    pub basis: String,
}

impl Default for Policy {
    fn default() -> Self {
        let words = |list: &[&str]| list.iter().map(|word| (*word).to_owned()).collect();
        Self {
            edition: 1,
            effective: Date::constant(2016, 10, 1),
            pin_days: 60,
            pin_warn_days: 50,
            pin_history: 5,
            pin_characters: 8,
            idle_minutes: 10,
            second_factor: SecondFactor::Device,
            directory_days: 7,
            backup_days: 30,
            unused_days: 180,
            retention_years: 6,
            outside_allowed: true,
            consent: true,
            clock_blocks: true,
            encrypt_output: false,
            excluded_kinds: words(&["党组文件"]),
            barred_kinds: words(&["婚姻", "收养", "继承", "停止供水", "停止供热", "停止供气"]),
            basis: "ZQY-ZY-01-17-2016".to_owned(),
        }
    }
}

/// The state of a station's log, as the office saw and countersigned it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeenHead {
    /// The station's device name, for people.
    pub station: String,
    /// Rows.
    pub size: u64,
    /// Merkle tree hash over them, hex.
    pub root: String,
    /// Hash of the last row, hex.
    pub hash: String,
    /// Hash of the first row, hex: it tells this log from every other.
    pub log: String,
    /// When the office saw it.
    pub at: Timestamp,
}

/// The newest version of the program that the house approves of (RS15).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Release {
    /// Its number, by the rules of semantic versioning.
    pub version: String,
    /// It closes a security hole.
    pub security: bool,
    /// Where to get it, for people.
    pub place: String,
    /// SHA-256 of the installer, hex; empty where the house does not say.
    pub sha256: String,
    /// What else is to be said.
    pub words: String,
}

/// What the office sends out: everything that stations and verifiers must know.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Directory {
    /// The organisation.
    pub organisation: String,
    /// Growing.
    pub number: u64,
    /// When it was made.
    pub issued: Timestamp,
    /// When the next one comes at the latest.
    pub next: Timestamp,
    /// Marked as a sample, to try and to train with.
    #[serde(default)]
    pub sample: bool,
    /// The root (DER): the anchor of trust.
    #[serde(with = "crate::letter::octets")]
    pub root: Vec<u8>,
    /// The issuing certificate (DER), which signs the directory.
    #[serde(with = "crate::letter::octets")]
    pub issuing: Vec<u8>,
    /// The revocation list (DER).
    #[serde(with = "crate::letter::octets")]
    pub crl: Vec<u8>,
    /// The root's own list (DER): that the issuing certificate stands. The root is kept elsewhere, so it is made when the
    /// root is at hand and good for the issuing certificate's life.
    #[serde(default, with = "crate::letter::octets")]
    pub root_crl: Vec<u8>,
    /// The rules of the house.
    pub policy: Policy,
    /// People, without the numbers of their identity cards.
    pub people: Vec<Person>,
    /// Seals.
    pub seals: Vec<Seal>,
    /// Heads of the stations' logs.
    pub heads: Vec<SeenHead>,
    /// Which version of the program the house approves of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub release: Option<Release>,
    /// Roots of licensed authorities outside whose certificates are accepted (DER), by name.
    #[serde(default)]
    pub outside: BTreeMap<String, String>,
}

impl Directory {
    /// Whose certificate this is.
    pub fn holder(&self, sha256: &str) -> Option<(&Person, &Held)> {
        self.people.iter().find_map(|person| {
            person.certificates.iter().find(|held| held.sha256 == sha256).map(|held| (person, held))
        })
    }

    /// A person by id, or by a name that is one person's alone.
    pub fn person(&self, name: &str) -> Option<&Person> {
        self.people.iter().find(|person| person.id == name).or_else(|| {
            let mut named = self.people.iter().filter(|person| person.name == name);
            named.next().filter(|_| named.next().is_none())
        })
    }

    /// A seal by its name.
    pub fn seal(&self, name: &str) -> Option<&Seal> {
        self.seals.iter().find(|seal| seal.name == name)
    }

    /// The seal with this artwork, whatever it is called on a station; else the one of this name.
    pub fn seal_with(&self, name: &str, artwork: &str) -> Option<&Seal> {
        let same = |seal: &&Seal| !artwork.is_empty() && seal.artwork == artwork;
        self.seals.iter().find(same).or_else(|| self.seal(name))
    }
}

/// The number of an identity card with only the first six and the last character left.
pub fn masked(number: &str) -> String {
    let characters: Vec<char> = number.trim().chars().filter(|c| c.is_alphanumeric()).collect();
    if characters.len() < 8 {
        return "*".repeat(characters.len());
    }
    let last = characters.len() - 1;
    characters.iter().enumerate().map(|(at, c)| if at < 6 || at == last { *c } else { '*' }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_masked() {
        assert_eq!(masked("320501 19800101 123X"), "320501***********X");
        assert_eq!(masked("1234"), "****");
    }
}
