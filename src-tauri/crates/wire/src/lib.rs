//! What crosses to the window: the commands, their requests and answers, the events, the failure codes.
//!
//! Plain data only. No logic, no path, nothing of Tauri: a document, a mark or an output place is named by an
//! opaque id that the engine handed out, because a path that comes from the page could be anybody's.
//! `cargo test -p wire` writes the TypeScript of all this to `ui/src/bindings/` and fails where it was stale.

mod batch;
mod checking;
mod commands;
mod comparing;
mod contents;
mod copies;
mod detached;
mod documents;
mod failure;
mod history;
mod identities;
mod login;
mod many;
mod office;
mod package;
mod paper;
mod provable;
pub mod report;
mod seals;
mod seam;
mod settings;
mod signing;
mod stamping;
mod station;
mod text;
mod tokens;
mod trust;
mod upkeep;
mod verification;

#[cfg(test)]
mod bindings;

pub use batch::*;
pub use checking::*;
pub use comparing::*;
pub use contents::*;
pub use copies::*;
pub use detached::*;
pub use documents::*;
pub use failure::{Failure, FailureCode};
pub use history::*;
pub use identities::*;
pub use login::*;
pub use many::*;
pub use office::*;
pub use package::*;
pub use paper::*;
pub use provable::*;
pub use seals::*;
pub use seam::*;
pub use settings::*;
pub use signing::*;
pub use stamping::*;
pub use station::*;
pub use text::{Secret, Text, TextValue};
pub use tokens::*;
pub use trust::*;
pub use upkeep::*;
pub use verification::*;
