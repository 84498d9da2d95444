//! The rules that can excuse a change, one file each, in the order in which they are asked.
//!
//! A rule explains a difference by its path from the trailer and by its shape. None excuses an object because of a
//! key's name, and none follows a hint that the newer revision gives about itself.

pub(crate) mod acroform;
pub(crate) mod annotations;
pub(crate) mod catalog;
pub(crate) mod extensions;
pub(crate) mod fields;
pub(crate) mod form_fill;
pub(crate) mod leftovers;
pub(crate) mod metadata;
pub(crate) mod pages;
pub(crate) mod permissions;
pub(crate) mod rewrite;
pub(crate) mod signature_field;
pub(crate) mod structure_tree;
pub(crate) mod trailer;
pub(crate) mod validation_data;

use super::step::Step;

/// Asks every rule, then reports what none explains; `None` where the update asks for more work than is allowed.
pub(crate) fn apply(step: &mut Step<'_>) -> Option<()> {
    rewrite::apply(step)?;
    trailer::apply(step);
    metadata::information(step);
    fields::apply(step);
    catalog::apply(step);
    pages::apply(step);
    leftovers::apply(step);
    Some(())
}
