//! The form, its empty signature fields, and what the protection permits (ISO 32000-2 §12.7, §7.6.4.2).

use pdf::{Access, Document, FieldKind, Object};

use super::walk::Found;
use crate::code::Code;
use crate::finding::Collector;

/// Permission bits 6 (annotate and fill) and 9 (fill, signing included), Table 22.
const FILL: i64 = 1 << 5 | 1 << 8;

/// Takes down what the form and the protection mean for signing.
pub(super) fn examine(document: &Document, found: &Found, out: &mut Collector) {
    if let Some(encryption) = document.encryption()
        && encryption.access() != Some(Access::Owner)
        && permissions(document).is_some_and(|bits| bits & FILL == 0)
    {
        out.add(Code::SigningForbidden, None, None, []);
    }
    let form = match pdf::form(document) {
        Ok(form) => form,
        Err(pdf::Error::Limit { .. }) => {
            out.add(Code::PartlyChecked, None, None, ["fields".to_owned()]);
            return;
        }
        // A catalog that cannot be read is an unreadable object already.
        Err(_) => return,
    };
    if form.has_xfa {
        out.add(Code::Xfa, None, None, []);
    }
    if form.need_appearances && form.fields.iter().any(|field| field.kind != FieldKind::Signature) {
        let page = form.fields.iter().flat_map(|field| &field.widgets).filter_map(|widget| widget.page).min();
        out.add(Code::NeedAppearances, page, None, []);
    }
    for field in form.fields.iter().filter(|field| field.is_empty_signature()) {
        let widget = field.widgets.first();
        let page = widget.and_then(|widget| widget.page);
        let entry = page.and_then(|page| found.entries.get(page));
        let area = widget
            .filter(|widget| !widget.rect.is_empty())
            .zip(entry)
            .map(|(widget, entry)| entry.boxes.geometry().rect_to_seen(widget.rect));
        out.add(Code::EmptySignatureField, page, area, [field.name.clone()]);
    }
}

fn permissions(document: &Document) -> Option<i64> {
    let entry = document.trailer().get(b"Encrypt").ok()?;
    let Ok(Object::Dictionary(dictionary)) = document.resolve(entry) else { return None };
    dictionary.get(b"P").and_then(Object::as_i64).ok()
}
