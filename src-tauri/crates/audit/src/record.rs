//! One record of the log and its canonical CBOR body: the bytes that are hashed, and the only
//! place where a row's facts are kept. Searching and exporting read the body, so that no second
//! copy of a fact can say something else than what the chain protects.

use crate::action::{Action, Outcome, Phase};
use crate::cbor::{self, Malformed, Map, Reader};
use crate::value::{Digest, OpId};
use crate::{BreakKind, Error};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The format of a body; it stands first in each.
const VERSION: u64 = 1;
/// The largest body, bytes: ample for texts typed by people, small enough to read any number of.
const LARGEST: usize = 64 * 1024;

/// Who did it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Who {
    /// The person's name as the program knows it, such as the signer's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The account of the operating system.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<String>,
}

/// Which document.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// The file's name, without the folder.
    pub name: String,
    /// SHA-256 of the file before the action.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<Digest>,
    /// SHA-256 of the file after it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<Digest>,
    /// Size of the file in bytes, as it stood after the action.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub size: Option<u64>,
}

/// Which identity was used.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identity {
    /// Its id in the vault.
    pub id: String,
    /// Its label.
    pub label: String,
    /// SHA-256 of its certificate (DER).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub certificate: Option<Digest>,
}

/// The sentence that the signer confirmed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consent {
    /// The sentence's id in the catalogue of texts.
    pub id: String,
    /// The sentence as it was shown.
    pub text: String,
}

/// What the log keeps of one action.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// What was done.
    pub action: Action,
    /// Where it stands, when it has an intent and an outcome.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phase: Option<Phase>,
    /// Ties the intent to its outcome.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub op: Option<OpId>,
    /// When, by the clock of the caller; kept to the microsecond.
    pub at: Timestamp,
    /// The offset of local time then and there, seconds east of UTC.
    pub offset: i32,
    /// Who did it.
    #[serde(default)]
    pub who: Who,
    /// Where, as typed by the user.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// On which document.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<Document>,
    /// With which identity.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub identity: Option<Identity>,
    /// On which device.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub device: Option<String>,
    /// How it ended.
    pub outcome: Outcome,
    /// The failure's code, when it did not end as wished.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// The sentence confirmed before it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub consent: Option<Consent>,
    /// Further facts by name: verdict, reason, page, tries left, setting …
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub params: BTreeMap<String, String>,
    /// A remark in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// The keys of the body's outer map, in ascending order as they are written.
mod key {
    pub(super) const VERSION: u64 = 1;
    pub(super) const ACTION: u64 = 2;
    pub(super) const PHASE: u64 = 3;
    pub(super) const OP: u64 = 4;
    pub(super) const AT: u64 = 5;
    pub(super) const OFFSET: u64 = 6;
    pub(super) const WHO: u64 = 7;
    pub(super) const PLACE: u64 = 8;
    pub(super) const DOCUMENT: u64 = 9;
    pub(super) const IDENTITY: u64 = 10;
    pub(super) const DEVICE: u64 = 11;
    pub(super) const OUTCOME: u64 = 12;
    pub(super) const CODE: u64 = 13;
    pub(super) const CONSENT: u64 = 14;
    pub(super) const PARAMS: u64 = 15;
    pub(super) const NOTE: u64 = 16;
}

impl Record {
    /// A record of an action that went well, with nothing else said about it yet.
    pub fn new(action: Action, at: Timestamp) -> Self {
        Self {
            action,
            phase: None,
            op: None,
            at,
            offset: 0,
            who: Who::default(),
            place: None,
            document: None,
            identity: None,
            device: None,
            outcome: Outcome::Ok,
            code: None,
            consent: None,
            params: BTreeMap::new(),
            note: None,
        }
    }

    /// The canonical body.
    pub(crate) fn encode(&self) -> Result<Vec<u8>, Error> {
        let mut map = Map::default();
        cbor::put_unsigned(map.key(key::VERSION), VERSION);
        cbor::put_text(map.key(key::ACTION), self.action.code());
        if let Some(phase) = self.phase {
            cbor::put_text(map.key(key::PHASE), phase.code());
        }
        if let Some(op) = self.op {
            cbor::put_bytes(map.key(key::OP), &op.0);
        }
        cbor::put_integer(map.key(key::AT), self.at.as_microsecond());
        cbor::put_integer(map.key(key::OFFSET), i64::from(self.offset));
        let mut who = Map::default();
        put_text(&mut who, 1, self.who.name.as_deref());
        put_text(&mut who, 2, self.who.account.as_deref());
        who.put(map.key(key::WHO));
        put_text(&mut map, key::PLACE, self.place.as_deref());
        if let Some(document) = &self.document {
            let mut inner = Map::default();
            put_text(&mut inner, 1, Some(&document.name));
            put_digest(&mut inner, 2, document.before);
            put_digest(&mut inner, 3, document.after);
            if let Some(size) = document.size {
                cbor::put_unsigned(inner.key(4), size);
            }
            inner.put(map.key(key::DOCUMENT));
        }
        if let Some(identity) = &self.identity {
            let mut inner = Map::default();
            put_text(&mut inner, 1, Some(&identity.id));
            put_text(&mut inner, 2, Some(&identity.label));
            put_digest(&mut inner, 3, identity.certificate);
            inner.put(map.key(key::IDENTITY));
        }
        put_text(&mut map, key::DEVICE, self.device.as_deref());
        cbor::put_text(map.key(key::OUTCOME), self.outcome.code());
        put_text(&mut map, key::CODE, self.code.as_deref());
        if let Some(consent) = &self.consent {
            let mut inner = Map::default();
            put_text(&mut inner, 1, Some(&consent.id));
            put_text(&mut inner, 2, Some(&consent.text));
            inner.put(map.key(key::CONSENT));
        }
        if !self.params.is_empty() {
            let mut pairs: Vec<_> = self.params.iter().collect();
            pairs.sort_by_key(|(name, _)| (name.len(), name.as_str()));
            let mut inner = Map::default();
            for (name, value) in pairs {
                cbor::put_text(inner.text_key(name), value);
            }
            inner.put(map.key(key::PARAMS));
        }
        put_text(&mut map, key::NOTE, self.note.as_deref());
        let mut body = Vec::new();
        map.put(&mut body);
        if body.len() > LARGEST { Err(Error::TooLarge { len: body.len() }) } else { Ok(body) }
    }

    /// The record that a body holds, or nothing when it is not in canonical form.
    pub(crate) fn decode(body: &[u8]) -> Option<Self> {
        let view = View::read(body).ok()?;
        Some(Self {
            action: view.action,
            phase: view.phase,
            op: view.op,
            at: view.at,
            offset: view.offset,
            who: Who { name: owned(view.who), account: owned(view.account) },
            place: owned(view.place),
            document: view.document.as_ref().map(|d| Document {
                name: d.name.to_owned(),
                before: d.before,
                after: d.after,
                size: d.size,
            }),
            identity: view.identity.as_ref().map(|i| Identity {
                id: i.id.to_owned(),
                label: i.label.to_owned(),
                certificate: i.certificate,
            }),
            device: owned(view.device),
            outcome: view.outcome,
            code: owned(view.code),
            consent: view.consent.map(|(id, text)| Consent { id: id.to_owned(), text: text.to_owned() }),
            params: view.params().map(|(name, value)| (name.to_owned(), value.to_owned())).collect(),
            note: owned(view.note),
        })
    }

    /// Like [`Record::decode`], naming the row when it fails.
    pub(crate) fn of_row(seq: u64, body: &[u8]) -> Result<Self, Error> {
        Self::decode(body).ok_or(Error::Broken { seq, kind: BreakKind::BodyMalformed })
    }
}

fn owned(text: Option<&str>) -> Option<String> {
    text.map(str::to_owned)
}

fn put_text(map: &mut Map, key: u64, value: Option<&str>) {
    if let Some(value) = value {
        cbor::put_text(map.key(key), value);
    }
}

fn put_digest(map: &mut Map, key: u64, value: Option<Digest>) {
    if let Some(value) = value {
        cbor::put_bytes(map.key(key), &value.0);
    }
}

/// A body's facts, read in place: searching a hundred thousand rows makes no copies.
pub(crate) struct View<'a> {
    pub(crate) action: Action,
    pub(crate) phase: Option<Phase>,
    pub(crate) op: Option<OpId>,
    pub(crate) at: Timestamp,
    offset: i32,
    who: Option<&'a str>,
    account: Option<&'a str>,
    place: Option<&'a str>,
    pub(crate) document: Option<DocumentView<'a>>,
    identity: Option<IdentityView<'a>>,
    device: Option<&'a str>,
    pub(crate) outcome: Outcome,
    code: Option<&'a str>,
    consent: Option<(&'a str, &'a str)>,
    params: Option<Reader<'a>>,
    note: Option<&'a str>,
}

#[derive(Default)]
pub(crate) struct DocumentView<'a> {
    name: &'a str,
    pub(crate) before: Option<Digest>,
    pub(crate) after: Option<Digest>,
    size: Option<u64>,
}

#[derive(Default)]
struct IdentityView<'a> {
    id: &'a str,
    label: &'a str,
    certificate: Option<Digest>,
}

impl<'a> View<'a> {
    /// Reads a body, refusing every form but the canonical one.
    pub(crate) fn read(body: &'a [u8]) -> Result<Self, Malformed> {
        let (mut version, mut action, mut phase, mut op) = (None, None, None, None);
        let (mut at, mut offset, mut outcome) = (None, None, None);
        let (mut who, mut account, mut place, mut device) = (None, None, None, None);
        let (mut document, mut identity, mut code) = (None, None, None);
        let (mut consent, mut params, mut note) = (None, None, None);
        let mut reader = Reader::new(body);
        reader.entries(|r, key| {
            match key {
                key::VERSION => version = Some(r.unsigned()?),
                key::ACTION => action = Some(Action::from_code(r.text()?).ok_or(Malformed)?),
                key::PHASE => phase = Some(Phase::from_code(r.text()?).ok_or(Malformed)?),
                key::OP => op = Some(OpId(r.array()?)),
                key::AT => at = Some(Timestamp::from_microsecond(r.integer()?).map_err(|_| Malformed)?),
                key::OFFSET => offset = Some(i32::try_from(r.integer()?).map_err(|_| Malformed)?),
                key::WHO => r.entries(|r, key| match key {
                    1 => r.text().map(|text| who = Some(text)),
                    2 => r.text().map(|text| account = Some(text)),
                    _ => Err(Malformed),
                })?,
                key::PLACE => place = Some(r.text()?),
                key::DOCUMENT => document = Some(DocumentView::read(r)?),
                key::IDENTITY => identity = Some(IdentityView::read(r)?),
                key::DEVICE => device = Some(r.text()?),
                key::OUTCOME => outcome = Some(Outcome::from_code(r.text()?).ok_or(Malformed)?),
                key::CODE => code = Some(r.text()?),
                key::CONSENT => {
                    let (mut id, mut text) = (None, None);
                    r.entries(|r, key| match key {
                        1 => r.text().map(|value| id = Some(value)),
                        2 => r.text().map(|value| text = Some(value)),
                        _ => Err(Malformed),
                    })?;
                    consent = Some((id.ok_or(Malformed)?, text.ok_or(Malformed)?));
                }
                key::PARAMS => params = Some(read_params(r)?),
                key::NOTE => note = Some(r.text()?),
                _ => return Err(Malformed),
            }
            Ok(())
        })?;
        reader.end()?;
        if version != Some(VERSION) {
            return Err(Malformed);
        }
        Ok(Self {
            action: action.ok_or(Malformed)?,
            phase,
            op,
            at: at.ok_or(Malformed)?,
            offset: offset.ok_or(Malformed)?,
            who,
            account,
            place,
            document,
            identity,
            device,
            outcome: outcome.ok_or(Malformed)?,
            code,
            consent,
            params,
            note,
        })
    }

    fn params(&self) -> impl Iterator<Item = (&'a str, &'a str)> + use<'a> {
        let mut reader = self.params.clone();
        let left = reader.as_mut().and_then(|r| r.map().ok()).unwrap_or(0);
        (0..left).map_while(move |_| {
            let reader = reader.as_mut()?;
            Some((reader.text().ok()?, reader.text().ok()?))
        })
    }

    /// Every text in the record that a person may look for.
    pub(crate) fn texts(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        let identity = self.identity.as_ref();
        [
            Some(self.action.code()),
            self.document.as_ref().map(|d| d.name),
            self.who,
            self.account,
            self.place,
            identity.map(|i| i.label),
            identity.map(|i| i.id),
            self.device,
            self.code,
            self.note,
            self.consent.map(|(_, text)| text),
        ]
        .into_iter()
        .flatten()
        .chain(self.params().map(|(_, value)| value))
    }
}

impl<'a> DocumentView<'a> {
    fn read(reader: &mut Reader<'a>) -> Result<Self, Malformed> {
        let (mut view, mut name) = (Self::default(), None);
        reader.entries(|r, key| {
            match key {
                1 => name = Some(r.text()?),
                2 => view.before = Some(Digest(r.array()?)),
                3 => view.after = Some(Digest(r.array()?)),
                4 => view.size = Some(r.unsigned()?),
                _ => return Err(Malformed),
            }
            Ok(())
        })?;
        view.name = name.ok_or(Malformed)?;
        Ok(view)
    }
}

impl<'a> IdentityView<'a> {
    fn read(reader: &mut Reader<'a>) -> Result<Self, Malformed> {
        let (mut id, mut label, mut certificate) = (None, None, None);
        reader.entries(|r, key| {
            match key {
                1 => id = Some(r.text()?),
                2 => label = Some(r.text()?),
                3 => certificate = Some(Digest(r.array()?)),
                _ => return Err(Malformed),
            }
            Ok(())
        })?;
        Ok(Self { id: id.ok_or(Malformed)?, label: label.ok_or(Malformed)?, certificate })
    }
}

/// Checks the map of further facts (not empty, names ascending) and returns a reader that stands at it.
fn read_params<'a>(reader: &mut Reader<'a>) -> Result<Reader<'a>, Malformed> {
    let start = reader.clone();
    let count = reader.map()?;
    let mut last: Option<&str> = None;
    for _ in 0..count {
        let name = reader.text()?;
        if last.is_some_and(|last| (name.len(), name) <= (last.len(), last)) {
            return Err(Malformed);
        }
        last = Some(name);
        reader.text()?;
    }
    if count == 0 { Err(Malformed) } else { Ok(start) }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;

    pub(crate) fn full() -> Record {
        Record {
            phase: Some(Phase::Done),
            op: Some(OpId([7; 16])),
            offset: 8 * 3600,
            who: Who { name: Some("张三".into()), account: Some("zhang".into()) },
            place: Some("苏州 Suzhou".into()),
            document: Some(Document {
                name: "报告.pdf".into(),
                before: Some(Digest([1; 32])),
                after: Some(Digest([2; 32])),
                size: Some(u64::MAX),
            }),
            identity: Some(Identity {
                id: "a1".into(),
                label: "张三".into(),
                certificate: Some(Digest([3; 32])),
            }),
            device: Some("laptop".into()),
            outcome: Outcome::Refused,
            code: Some("wrong-pin".into()),
            consent: Some(Consent { id: "consent-report".into(), text: "我已审阅".into() }),
            params: [("z", "1"), ("page", "2"), ("aa", "3")].map(|(k, v)| (k.into(), v.into())).into(),
            note: Some("…".into()),
            ..Record::new(Action::Signed, "2026-11-22T06:05:03.123456Z".parse().unwrap())
        }
    }

    #[test]
    fn a_record_comes_back_as_it_went_in() {
        for record in [full(), Record::new(Action::Opened, Timestamp::UNIX_EPOCH)] {
            let body = record.encode().unwrap();
            assert_eq!(Record::decode(&body), Some(record.clone()));
            let json = serde_json::to_string(&record).unwrap();
            assert_eq!(serde_json::from_str::<Record>(&json).unwrap(), record);
        }
    }

    #[test]
    fn no_damaged_body_passes_for_the_same_record() {
        let record = full();
        let body = record.encode().unwrap();
        for cut in 0..body.len() {
            assert_eq!(Record::decode(&body[..cut]), None);
        }
        for at in 0..body.len() {
            for bit in 0..8 {
                let mut other = body.clone();
                other[at] ^= 1 << bit;
                if let Some(decoded) = Record::decode(&other) {
                    assert_ne!(decoded, record, "two bodies for one record");
                    assert_eq!(decoded.encode().unwrap(), other, "what is read is canonical");
                }
            }
        }
        assert_eq!(Record::decode(&[body, vec![0]].concat()), None);
    }

    #[test]
    fn a_record_beyond_all_measure_is_refused() {
        let mut record = full();
        record.note = Some("x".repeat(LARGEST));
        assert!(matches!(record.encode(), Err(Error::TooLarge { .. })));
    }
}
