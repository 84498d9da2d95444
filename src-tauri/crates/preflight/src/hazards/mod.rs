//! What could make the signed document show something else later.
//!
//! One bounded walk ([`walk`]) meets every object that the document reaches and shows its dictionaries to [`active`],
//! [`annotations`] and [`outside`]; what the catalog decides as a whole is asked by [`layers`], [`form`] and [`structure`].

mod active;
mod annotations;
mod form;
mod layers;
mod outside;
mod structure;
mod walk;

use pdf::Document;

use crate::Limits;
use crate::code::Code;
use crate::finding::Collector;

/// Examines the document and gives the number of its pages, 0 where they cannot be counted.
pub(crate) fn examine(document: &Document, limits: &Limits, out: &mut Collector) -> usize {
    let mut walk = walk::Walk::new(document, limits, out);
    walk.run();
    let found = walk.finish();
    layers::examine(document, &found, out);
    form::examine(document, &found, out);
    structure::examine(document, &found, limits, out);
    if let (count, Some(target)) = &found.web_links {
        out.add(Code::WebLink, found.web_page, None, [count.to_string(), target.clone()]);
    }
    if found.truncated {
        out.add(Code::PartlyChecked, None, None, ["objects".to_owned()]);
    }
    found.page_count
}
