//! What the program promises, told through its command line: each module is a chapter, each test a sentence.

// A test that cannot go on stops with what it was about; there is nobody to hand an error to.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod a_file_falls_alone;
mod a_report_is_signed_verified_and_logged;
mod a_signature_proves_a_cut_log;
mod any_file_is_signed_beside_itself;
mod bad_input_is_refused_in_words;
mod contact_sheet;
mod copies_are_named_copies;
mod documents_are_checked_first;
mod earlier_signatures_stay_valid;
mod encrypted_documents_are_signed;
mod every_kind_of_key_signs;
mod every_structure_is_signed;
mod evidence_is_packed;
mod fields_are_prepared_in_order;
mod identities_live_in_the_vault;
mod keywords_find_their_place;
mod killed_at_any_moment;
mod many_are_signed_at_once;
mod many_are_verified_at_once;
mod marks_stand_where_they_were_planned;
mod nothing_is_overwritten;
mod paper_and_file_agree;
mod pictures_are_no_signatures;
mod reports_are_handed_on;
mod reports_keep_the_contract;
mod rights_are_given_and_kept;
mod rules;
mod seals_are_made_and_kept;
mod several_seals_in_one_pass;
mod signatures_become_provable;
mod signatures_look_as_asked;
mod statuses_say_what_happened;
mod the_house_tells_and_listens;
mod the_log_cannot_be_bent;
mod the_seam_is_divided_over_the_pages;
mod the_seam_tells_a_missing_page;
mod timestamps_are_asked_and_checked;
mod tokens_sign_too;
mod trust_is_given_for_something;
mod unfit_certificates_are_refused;
mod what_is_signed_is_encrypted;
mod whoever_bends_the_log_is_found;
mod wrong_pins_lock_the_identity;
