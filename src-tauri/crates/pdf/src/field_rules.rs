//! What a signature field demands of its signature and locks by it: /Lock and /SV (ISO 32000-2 §12.7.5.5).
//!
//! Owns the reading of the two dictionaries as facts. Refuses to enforce them: a signer obeys, a verifier judges.

use crate::text::{decode_text, text_string};
use crate::value::{ValueExt, integer};
use crate::{Dictionary, Document, Error, Object};

/// Fields that are locked, in a field's /Lock (Table 236) or in a FieldMDP transform (Table 259).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lock {
    /// /Action.
    pub action: LockAction,
    /// /Fields: fully qualified names.
    pub fields: Vec<String>,
    /// /P of a lock dictionary: the document permissions from then on, 1 to 3 (PDF 2.0).
    pub permissions: Option<i64>,
}

/// Which fields a lock means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum LockAction {
    /// Every field.
    All,
    /// The named fields.
    Include,
    /// Every field but the named ones.
    Exclude,
    /// No /Action, or one that the standard does not know.
    Unknown,
}

impl Lock {
    /// The /Lock of a field's dictionary.
    pub(crate) fn of_field(document: &Document, field: &Dictionary) -> Result<Option<Self>, Error> {
        match document.resolve(field.value(b"Lock"))? {
            Object::Dictionary(lock) => Self::read(document, &lock).map(Some),
            _ => Ok(None),
        }
    }

    /// The lock that a dictionary with /Action and /Fields describes.
    pub(crate) fn read(document: &Document, dictionary: &Dictionary) -> Result<Self, Error> {
        let action = match document.resolve(dictionary.value(b"Action"))? {
            Object::Name(name) => match name.as_slice() {
                b"All" => LockAction::All,
                b"Include" => LockAction::Include,
                b"Exclude" => LockAction::Exclude,
                _ => LockAction::Unknown,
            },
            _ => LockAction::Unknown,
        };
        Ok(Self {
            action,
            fields: texts(document, dictionary.value(b"Fields"))?,
            permissions: integer(document, dictionary.value(b"P"))?,
        })
    }

    /// The dictionary with /Action, /Fields and /P, as /Lock (`SigFieldLock`) and transform parameters have them; the
    /// caller adds /Type. An unknown action is written as /All, which is what it is taken for.
    pub fn to_dictionary(&self) -> Dictionary {
        let action: &[u8] = match self.action {
            LockAction::Include => b"Include",
            LockAction::Exclude => b"Exclude",
            LockAction::All | LockAction::Unknown => b"All",
        };
        let mut dictionary = Dictionary::new();
        dictionary.set("Action", Object::Name(action.to_vec()));
        if matches!(self.action, LockAction::Include | LockAction::Exclude) {
            let names = self.fields.iter().map(|name| text_string(name)).collect();
            dictionary.set("Fields", Object::Array(names));
        }
        if let Some(permissions) = self.permissions {
            dictionary.set("P", Object::Integer(permissions));
        }
        dictionary
    }

    /// Whether the lock covers the field of that fully qualified name, or one above it; an unknown action covers
    /// everything, to be on the safe side.
    pub fn covers(&self, name: &str) -> bool {
        let named = self.fields.iter().any(|locked| {
            name.strip_prefix(locked.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        });
        match self.action {
            LockAction::Include => named,
            LockAction::Exclude => !named,
            LockAction::All | LockAction::Unknown => true,
        }
    }
}

/// The /SV of a signature field: constraints on the signature to come (Table 237).
#[derive(Debug, Clone, PartialEq)]
pub struct SeedValue {
    /// /Ff: which of the constraints are binding.
    pub flags: i64,
    /// /Filter.
    pub filter: Option<String>,
    /// /SubFilter, in order of preference.
    pub sub_filters: Vec<String>,
    /// /DigestMethod, in order of preference.
    pub digest_methods: Vec<String>,
    /// /Reasons that may be given.
    pub reasons: Vec<String>,
    /// /MDP /P: 0 no certification, 1 to 3 the certification's permissions.
    pub certification: Option<i64>,
    /// /LockDocument: `true`, `false` or `auto` (PDF 2.0).
    pub lock_document: Option<String>,
    /// /TimeStamp: where the signature's timestamp is to come from.
    pub timestamp: Option<SeedTimestamp>,
    /// /Cert: what the signer's certificate must be like.
    pub certificate: Option<CertificateRules>,
    /// The dictionary itself, for what is not read here.
    pub dictionary: Dictionary,
}

/// The /TimeStamp of a seed value (Table 237).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SeedTimestamp {
    /// /URL of the authority.
    pub url: Option<String>,
    /// Whether the signature must have a timestamp: /Ff 1.
    pub is_required: bool,
}

/// The /Cert of a seed value (Table 238).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CertificateRules {
    /// /Ff: which of the rules are binding.
    pub flags: i64,
    /// /Subject: DER of the certificates of which the signer's must be one.
    pub subjects: Vec<Vec<u8>>,
    /// /Issuer: DER of the certificates of which one must be above the signer's.
    pub issuers: Vec<Vec<u8>>,
    /// /KeyUsage: each a string of `0`, `1` and `X`, one for each usage from digitalSignature on.
    pub key_usages: Vec<String>,
    /// /OID: dotted numbers of the policies that the signer's must be under; empty for one that cannot be read.
    pub policies: Vec<String>,
    /// /SubjectDN: of each list, all attributes (without the slash) and their values; the signer's must have one list's. An
    /// attribute without a name stands for a list that cannot be read.
    pub subject_names: Vec<Vec<(String, String)>>,
}

impl CertificateRules {
    fn read(document: &Document, dictionary: &Dictionary) -> Result<Self, Error> {
        let mut rules =
            Self { flags: integer(document, dictionary.value(b"Ff"))?.unwrap_or(0), ..Self::default() };
        for (key, value) in dictionary {
            match key.as_slice() {
                b"Subject" => rules.subjects = strings(document, value)?,
                b"Issuer" => rules.issuers = strings(document, value)?,
                b"KeyUsage" => rules.key_usages = texts(document, value)?,
                b"OID" => rules.policies = policies(document, value)?,
                b"SubjectDN" => rules.subject_names = attributes(document, value)?,
                _ => {}
            }
        }
        Ok(rules)
    }
}

impl SeedValue {
    /// The /SV of a field's dictionary.
    pub fn of_field(document: &Document, field: &Dictionary) -> Result<Option<Self>, Error> {
        let Object::Dictionary(dictionary) = document.resolve(field.value(b"SV"))? else {
            return Ok(None);
        };
        let certification = match document.resolve(dictionary.value(b"MDP"))? {
            Object::Dictionary(mdp) => integer(document, mdp.value(b"P"))?,
            _ => None,
        };
        Ok(Some(Self {
            flags: integer(document, dictionary.value(b"Ff"))?.unwrap_or(0),
            filter: texts(document, dictionary.value(b"Filter"))?.into_iter().next(),
            sub_filters: texts(document, dictionary.value(b"SubFilter"))?,
            digest_methods: texts(document, dictionary.value(b"DigestMethod"))?,
            reasons: texts(document, dictionary.value(b"Reasons"))?,
            certification,
            lock_document: texts(document, dictionary.value(b"LockDocument"))?.into_iter().next(),
            timestamp: match document.resolve(dictionary.value(b"TimeStamp"))? {
                Object::Dictionary(stamp) => Some(SeedTimestamp {
                    url: texts(document, stamp.value(b"URL"))?.into_iter().next(),
                    is_required: integer(document, stamp.value(b"Ff"))?.unwrap_or(0) & 1 != 0,
                }),
                _ => None,
            },
            certificate: match document.resolve(dictionary.value(b"Cert"))? {
                Object::Dictionary(rules) => Some(CertificateRules::read(document, &rules)?),
                _ => None,
            },
            dictionary,
        }))
    }
}

/// The names and text strings of an array, or the one that a value is.
pub(crate) fn texts(document: &Document, value: &Object) -> Result<Vec<String>, Error> {
    let items = match document.resolve(value)? {
        Object::Array(items) => items,
        single => vec![single],
    };
    let mut texts = Vec::new();
    for item in &items {
        match document.resolve(item)? {
            Object::String(bytes, _) => texts.push(decode_text(&bytes)),
            Object::Name(name) => texts.push(String::from_utf8_lossy(&name).into_owned()),
            _ => {}
        }
    }
    Ok(texts)
}

/// The texts of an array, or the one that a value is, all of which are demanded: what is no text must not count as no demand.
fn policies(document: &Document, value: &Object) -> Result<Vec<String>, Error> {
    let items = match document.resolve(value)? {
        Object::Array(items) => items,
        single => vec![single],
    };
    let text = |item: &Object| Ok(texts(document, item)?.into_iter().next().unwrap_or_default());
    items.iter().map(text).collect()
}

/// The keys and texts of each dictionary of an array, one of which is demanded.
fn attributes(document: &Document, value: &Object) -> Result<Vec<Vec<(String, String)>>, Error> {
    let Object::Array(items) = document.resolve(value)? else { return Ok(vec![vec![Default::default()]]) };
    let mut lists = Vec::new();
    for item in &items {
        let Object::Dictionary(dictionary) = document.resolve(item)? else {
            lists.push(vec![Default::default()]);
            continue;
        };
        let mut list = Vec::new();
        for (key, value) in &dictionary {
            let text = texts(document, value)?.into_iter().next().unwrap_or_default();
            list.push((String::from_utf8_lossy(key).into_owned(), text));
        }
        lists.push(list);
    }
    Ok(lists)
}

/// The byte strings of an array, or the one that a value is.
fn strings(document: &Document, value: &Object) -> Result<Vec<Vec<u8>>, Error> {
    let items = match document.resolve(value)? {
        Object::Array(items) => items,
        single => vec![single],
    };
    let mut strings = Vec::new();
    for item in &items {
        if let Object::String(bytes, _) = document.resolve(item)? {
            strings.push(bytes);
        }
    }
    Ok(strings)
}
