//! The trailer: the catalog's address and the encryption stay, the information dictionary may move.

use pdf::Object;

use crate::changes::kind::ChangeKind;
use crate::changes::step::{Step, label};

/// Compares the trailers: only the entries that have a role (ISO 32000-2 table 15).
///
/// The catalog may move to a new object, as some producers do on every save: the catalog rule compares what it says.
/// An object that was there before is no new catalog but another document inside the document.
pub(crate) fn apply(step: &mut Step<'_>) {
    let (old, new) = (step.old.trailer().clone(), step.new.trailer().clone());
    let moved = new.get(b"Root").and_then(Object::as_reference).is_ok_and(|root| step.is_new(root));
    if old.get(b"Root").ok() != new.get(b"Root").ok() && !moved {
        step.report(ChangeKind::TrailerChanged, None, "Root");
    }
    let encrypted = old.has(b"Encrypt") || new.has(b"Encrypt");
    for difference in step.differences(&old, &new) {
        let key = difference.key.as_slice();
        if key != b"ID" && key != b"Encrypt" {
            continue;
        }
        // The first half of the identifier enters the key of an encrypted file; elsewhere it shows nothing.
        if key == b"ID" {
            let first = |value: &Object| value.as_array().ok().and_then(|items| items.first().cloned());
            if !encrypted || first(&difference.old) == first(&difference.new) {
                continue;
            }
        }
        step.report(ChangeKind::TrailerChanged, None, label(key));
    }
}
