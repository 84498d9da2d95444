//! The catalog: which of its entries a later revision may touch, and who judges them.

use pdf::{Dictionary, Object};

use super::{acroform, extensions, metadata, permissions, structure_tree, validation_data};
use crate::changes::kind::ChangeKind;
use crate::changes::step::{Step, label};

/// Compares the catalogs entry by entry.
pub(crate) fn apply(step: &mut Step<'_>) {
    let (Ok(old), Ok(new)) = (step.old.catalog(), step.new.catalog()) else {
        step.report(ChangeKind::CatalogChanged, None, "Root");
        return;
    };
    for difference in step.differences(&old, &new) {
        let key = difference.key.as_slice();
        let explained = match key {
            // These are judged below, wherever they stand.
            b"AcroForm" | b"DSS" | b"Metadata" => true,
            b"Extensions" => extensions::extensions(step, &difference.new),
            b"Version" => extensions::version(step, &difference.old, &difference.new),
            b"Perms" => permissions::apply(step, &difference),
            b"MarkInfo" => extensions::mark_information(step, &difference.new),
            _ => false,
        };
        if !explained {
            let root = catalog_id(step);
            step.report(ChangeKind::CatalogChanged, root, label(key));
            step.settle_below(&difference.new);
        }
    }
    acroform::apply(step, &old, &new);
    validation_data::apply(step, &old, &new);
    metadata::xmp(step, &old, &new);
    structure_tree::apply(step);
    for trailer in [step.old.trailer(), step.new.trailer()].map(|trailer| trailer.get(b"Root").cloned()) {
        if let Ok(Object::Reference(id)) = trailer {
            step.settle(id);
        }
    }
}

fn catalog_id(step: &Step<'_>) -> Option<pdf::ObjectId> {
    step.old.trailer().get(b"Root").and_then(Object::as_reference).ok()
}

/// The entry of the catalog in both revisions, as written.
pub(crate) fn entries(old: &Dictionary, new: &Dictionary, key: &[u8]) -> (Object, Object) {
    let entry = |dictionary: &Dictionary| dictionary.get(key).cloned().unwrap_or(Object::Null);
    (entry(old), entry(new))
}
