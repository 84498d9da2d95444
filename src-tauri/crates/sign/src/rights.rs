//! What a signature allows to happen to the document afterwards (ISO 32000-2 §12.8.2): certification and locks.

use lopdf::{Dictionary, Object, ObjectId, dictionary};
use pdf::Lock;

use crate::Error;

/// The rights that a signature gives and takes; by default it says nothing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rights {
    /// Certifies the document, with the DocMDP permission 1 (no changes), 2 (fill in and sign) or 3 (comment too).
    pub certify: Option<u8>,
    /// Locks fields (FieldMDP). A field that exists and has a /Lock of its own keeps to that.
    pub lock: Option<Lock>,
}

impl Rights {
    /// Refuses permissions that do not exist.
    pub(crate) fn check(&self) -> Result<(), Error> {
        let asked = [self.certify.map(i64::from), self.lock.as_ref().and_then(|lock| lock.permissions)];
        match asked.into_iter().flatten().find(|permission| !(1..=3).contains(permission)) {
            Some(permission) => Err(Error::NoSuchPermission { permission }),
            None => Ok(()),
        }
    }
}

/// Writes /Reference (table 256): DocMDP first, as the certification, then FieldMDP.
pub(crate) fn write_references(
    signature: &mut Dictionary,
    certify: Option<u8>,
    lock: Option<&Lock>,
    catalog: ObjectId,
) {
    let mut references = Vec::new();
    if let Some(permission) = certify {
        references.push(Object::Dictionary(dictionary! {
            "Type" => "SigRef",
            "TransformMethod" => "DocMDP",
            "TransformParams" => dictionary! {
                "Type" => "TransformParams",
                "V" => Object::Name(b"1.2".to_vec()),
                "P" => i64::from(permission),
            },
        }));
    }
    if let Some(lock) = lock {
        let mut parameters = dictionary! {
            "Type" => "TransformParams",
            "V" => Object::Name(b"1.2".to_vec()),
        };
        // With /P, which table 259 does not know: Acrobat writes it there, and readers look for it there.
        parameters.extend(&lock.to_dictionary());
        references.push(Object::Dictionary(dictionary! {
            "Type" => "SigRef",
            "TransformMethod" => "FieldMDP",
            "TransformParams" => parameters,
            "Data" => catalog,
        }));
    }
    if !references.is_empty() {
        signature.set("Reference", Object::Array(references));
    }
}

/// A field's /Lock (table 236).
pub(crate) fn lock_dictionary(lock: &Lock) -> Dictionary {
    let mut dictionary = dictionary! { "Type" => "SigFieldLock" };
    dictionary.extend(&lock.to_dictionary());
    dictionary
}
