//! What the program promises, told through its command line: each module is a chapter, each test a sentence.

// A test that cannot go on stops with what it was about; there is nobody to hand an error to.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod a_report_is_signed_verified_and_logged;
mod bad_input_is_refused_in_words;
mod earlier_signatures_stay_valid;
mod encrypted_documents_are_signed;
mod every_structure_is_signed;
mod identities_live_in_the_vault;
mod killed_at_any_moment;
mod nothing_is_overwritten;
mod reports_keep_the_contract;
mod signatures_look_as_asked;
mod statuses_say_what_happened;
mod the_log_cannot_be_bent;
mod timestamps_are_asked_and_checked;
mod wrong_pins_lock_the_identity;
