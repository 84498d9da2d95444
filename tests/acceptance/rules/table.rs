//! The table of clauses, what is done about each, and the tests that show it: `tests/RULES.md` is written from here.
//!
//! Each named test must exist; each rule of the program must stand in the table; what has no test is said to be open.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;
use tests::kit::command::Desk;
use tests::kit::project;

/// Clause, what the program does, rules by id, tests.
type Row = (&'static str, &'static str, &'static [&'static str], &'static [&'static str]);

const LIFE: &str = "it_is_applied_for_issued_used_lost_and_revoked";
const JOURNEY: &str = "a_report_is_signed_off_site_and_comes_back";
const SCOPE: &str = "nothing_is_signed_without_consent_nor_outside_the_scope";
const RULED: &str = "it_is_used_where_and_for_what_it_was_given";
const ENDS: &str = "it_ends_with_the_state_the_post_and_the_employment";
const READ: &str = "the_signer_has_read_and_agrees_and_the_clock_goes_forward";
const SEALS: &str = "who_must_have_signed_is_verified_on_the_document";
const TICKET: &str = "an_approval_is_for_one_file_one_seal_its_pages_and_once";
const PRINT: &str = "an_approval_is_for_one_file_and_printing_is_gated_too";
const SEALED_PRINT: &str = "what_was_sealed_is_printed_as_it_was_approved";
const MONTH: &str = "a_month_is_inspected_and_the_report_says_what_is_to_be_done";
const BACKUP: &str = "a_restored_backup_gives_no_try_and_no_approval_back";
const LOCK: &str = "five_wrong_pins_lock_and_only_the_office_unlocks";
const DESTROY: &str = "what_is_destroyed_leaves_certificate_log_and_record";
const PIN: &str = "a_new_pin_is_strong_and_was_not_used_before";
const AGES: &str = "a_pin_is_initial_or_ages";
const BENT: &str = "whoever_bends_the_log_is_found";
const ROLES: &str = "managing_and_auditing_are_different_persons_work";
const PIN_TIME: &str = "a_pin_is_warned_about_at_fifty_days_and_ends_after_sixty";
const CLOCK: &str = "a_clock_that_goes_back_blocks_or_warns_as_the_house_wants";
const TOKEN: &str = "a_pin_alone_signs_nothing_where_a_token_is_wanted";
const LOGIN: &str = "nothing_is_signed_before_somebody_logged_in";
const SECOND: &str = "a_second_person_confirms_with_their_own_pin";
const RUNS_OUT: &str = "an_approval_runs_out";
const TRAINED: &str = "who_was_not_trained_is_told_until_it_is_acknowledged";
const KEPT: &str = "records_are_kept_for_the_years_of_the_law";
const PAGED: &str = "a_report_is_paged_through_before_it_is_signed";
const DUE: &str = "what_falls_due_is_told_in_time";
const OF_DEPARTMENT: &str = "a_document_is_of_a_department_and_others_do_not_sign_it";
const OFFICER_PINS: &str = "officers_come_later_and_change_their_pins";
const DIRECTORY: &str = "a_directory_is_the_offices_own_and_never_an_older_one";

const TABLE: &[Row] = &[
    ("RS1 两部分", "personal signatures and seals are separate kinds, listed apart", &[], &[SEALS]),
    (
        "RS1 1–5",
        "application, check, approval, issue as states",
        &["approved-first"],
        &[LIFE, "the_whole_life_goes_through_and_no_step_is_skipped"],
    ),
    ("RS1 机构", "the office is a role of its own, apart from signers", &["roles-apart"], &[ROLES]),
    ("RS1 记录", "who, when, where, what stands in the log of each use", &["place-recorded"], &[JOURNEY]),
    (
        "RS2 强密码",
        "strength, ageing, no reuse",
        &["pin-strength", "pin-history"],
        &[PIN, LIFE, PIN_TIME, OFFICER_PINS],
    ),
    (
        "RS2 多种验证",
        "a second factor by policy: device-bound key, token, or a second person",
        &["second-factor"],
        &[TOKEN, SECOND, READ],
    ),
    ("RS2 身份未验证", "no approval before the identity check is recorded", &["checked-first"], &[LIFE]),
    ("RS2 归档", "returned reports are kept under their hash and verified", &[], &[JOURNEY]),
    ("RS3 4.1", "number of the identity card (masked), papers with their hashes", &[], &[LIFE]),
    ("RS3 4.2", "report of loss or leak suspends at once and writes the notice", &["suspended"], &[LIFE]),
    (
        "RS3 4.3 姓名",
        "the visible name is the certificate's; the picture is clear",
        &["name-matches", "clear-image"],
        &["a_picture_is_clear_and_nobody_elses_and_the_name_is_the_certificates"],
    ),
    (
        "RS3 5.2",
        "leaving ends it; a new one is applied for and linked to the old",
        &["left", "ended-for-good"],
        &[ENDS, LIFE],
    ),
    ("RS3 5.3", "the inspection lists what is to be done", &[], &[MONTH]),
    ("RS4 Art.2", "consent is confirmed and recorded", &["consent"], &[SCOPE, READ]),
    ("RS4 Art.3", "kinds that the law excludes are warned about", &["barred-kind"], &[SCOPE, READ]),
    ("RS4 Art.13", "the four conditions in the verification report", &[], &["reports_keep_the_contract"]),
    ("RS4 Art.15", "what is in doubt is not used; affected documents are listed", &["suspended"], &[LIFE]),
    (
        "RS4 Art.16",
        "certificates from outside are told as such",
        &["outside-identity"],
        &["an_outside_certificate_is_told_and_can_be_forbidden", READ],
    ),
    (
        "RS4 Art.24",
        "records stay: steps cannot be removed, retention by policy",
        &["retention"],
        &[KEPT, DESTROY],
    ),
    (
        "RS5 有效期",
        "outside its period nothing is signed; its end is told before",
        &["period"],
        &[RULED, DUE],
    ),
    (
        "RS5 撤销",
        "revocation list in the directory, used by every verifier",
        &["revoked", "directory-stale"],
        &[LIFE, ENDS, READ],
    ),
    ("RS6 3", "one active identity for a person", &["one-identity"], &[DESTROY]),
    (
        "RS6 9",
        "no delegation of personal signatures",
        &["no-delegation"],
        &["a_personal_signature_cannot_be_handed_over"],
    ),
    (
        "RS6 11",
        "loss, then a new copy with a new key",
        &["new-key"],
        &["at_calls_that_touch_the_disk_while_issuing"],
    ),
    ("RS6 12", "leave and transfer", &["left"], &["another_post_ends_what_was_bound_to_the_old_one", ENDS]),
    ("RS6 14–17", "register of incidents with measures", &[], &[ROLES]),
    (
        "RS7 1",
        "authorisation by scope, department, period",
        &["scope", "department"],
        &[RULED, SCOPE, OF_DEPARTMENT],
    ),
    (
        "RS7 3 彻底删除",
        "keys are wiped; certificate, log and record of destruction stay",
        &["destruction"],
        &[DESTROY],
    ),
    (
        "RS7 4 培训",
        "training is acknowledged; a sample laboratory to train with",
        &["training"],
        &[TRAINED, MONTH],
    ),
    (
        "RS7 6 备份",
        "encrypted backups that are really tried, and told when due",
        &["backup"],
        &[BACKUP, "the_offices_backup_holds_the_register", DUE],
    ),
    ("RS8 一.1", "the initial PIN is changed before the first use", &["initial-pin"], &[LIFE, AGES]),
    ("RS8 一.2", "use within what it was given for", &["scope"], &[SCOPE]),
    ("RS8 一.4", "bound to person and device", &["device"], &[SCOPE, RULED]),
    ("RS8 一.5", "destruction", &["destruction"], &[DESTROY]),
    (
        "RS8 二.1",
        "renewal",
        &[],
        &["at_calls_that_touch_the_disk_while_issuing", "the_whole_life_goes_through_and_no_step_is_skipped"],
    ),
    ("RS8 二.2", "loss and found again", &["suspended"], &[LIFE, ENDS]),
    (
        "RS8 三.2",
        "five wrong tries lock; the office unlocks",
        &["five-tries", "unlock-by-office"],
        &[LOCK, "at_calls_that_touch_the_disk_while_unlocking"],
    ),
    (
        "RS8 三.3–5",
        "inventory of tokens with end of life",
        &["token-life"],
        &["tokens_are_kept_in_an_inventory_and_watched"],
    ),
    ("RS9 四", "a refusal says why", &["reason-needed"], &[LIFE]),
    ("RS9 五.2", "purpose is held against what is signed", &["scope"], &[SCOPE]),
    ("RS9 六.3", "unused signatures are listed for review", &["unused"], &[MONTH]),
    ("RS10 五", "the office's own authority issues after approval", &["approved-first"], &[LIFE]),
    ("RS10 六.1", "own department only", &["department"], &[OF_DEPARTMENT, RULED]),
    ("RS10 六.2", "authorised devices only", &["device"], &[SCOPE, RULED]),
    (
        "RS10 六.3",
        "packages are encrypted",
        &[],
        &[LIFE, "a_package_opens_with_its_secret_and_as_its_kind_alone"],
    ),
    ("RS10 七.1", "yearly inspection report", &["inspection"], &[MONTH]),
    ("RS11 3.1", "keys are made on the holder's station", &[], &[LIFE]),
    ("RS11 3.2", "request, issue, verification of certificates", &[], &[LIFE]),
    (
        "RS11 4.2",
        "the authority works with two persons only",
        &["two-persons"],
        &[LIFE, "the_root_is_kept_elsewhere"],
    ),
    ("RS12 2", "employment with an end ends the signature", &["left"], &[ENDS]),
    (
        "RS12 3.2 唯一",
        "a picture is nobody else's",
        &["unique-image"],
        &[
            "a_fainter_copy_is_the_same_and_another_hand_is_not",
            "a_picture_is_clear_and_nobody_elses_and_the_name_is_the_certificates",
        ],
    ),
    ("RS12 3.2 时间", "the clock does not go back", &["clock-back"], &[CLOCK, READ]),
    ("RS12 4.1", "every page was looked at", &["reviewed"], &[PAGED, READ]),
    ("RS12 4.2", "consent is recorded", &["consent"], &[SCOPE]),
    ("RS13 2.1", "permissions by person, post, department and kind", &["scope", "period"], &[RULED]),
    (
        "RS13 2.3",
        "the log is immutable; cutting it is noticed",
        &["log-cut"],
        &[
            BENT,
            "a_log_that_was_cut_is_noticed_from_the_offices_memory",
            "a_log_that_was_exchanged_is_noticed_too",
            "a_signature_proves_a_cut_log",
        ],
    ),
    ("RS13 3.2", "backups and restoring", &["backup-fresh"], &[BACKUP]),
    (
        "RS14 4 一次性",
        "one approval, one file, once; also after a restore",
        &["ticket-file", "ticket-used", "backup-fresh"],
        &[TICKET, PRINT, BACKUP],
    ),
    ("RS15 本地", "no server: letters between stations, bound to one office", &[], &[DIRECTORY]),
    ("RS15 双因素", "second factor by policy", &["second-factor"], &[TOKEN, SECOND]),
    ("RS16 谁领取", "the holder's receipt is signed", &[], &[LIFE]),
    (
        "RS16 两个 key",
        "several tokens per person in the inventory",
        &[],
        &["tokens_are_kept_in_an_inventory_and_watched"],
    ),
    ("RS17 2", "off-site declaration: place, reason, from and to", &["off-site"], &[JOURNEY, RULED]),
    ("RS17 4.1", "directory and sealed master", &[], &[DIRECTORY]),
    ("RS17 4.2", "copy as encrypted package with receipt", &["initial-pin"], &[LIFE]),
    (
        "RS17 4.3",
        "read first; the report goes back with hash, extract of the log and receipt",
        &["reviewed", "return-package"],
        &[JOURNEY, PAGED],
    ),
    (
        "RS17 4.4",
        "void after leaving or another post",
        &["left"],
        &["another_post_ends_what_was_bound_to_the_old_one", ENDS],
    ),
    (
        "RS17 4.5",
        "loss: old copy void everywhere, new one with a new key",
        &["new-key"],
        &[LIFE, "at_calls_that_touch_the_disk_while_issuing"],
    ),
    (
        "RS18 §3",
        "classes of documents allowed and kept out",
        &["excluded-kind", "seal-kind"],
        &[SCOPE, SEALS],
    ),
    (
        "RS18 §5",
        "seals are the office's alone",
        &["seal-maker"],
        &[SEALS, "a_seal_is_one_of_the_offices_and_for_its_kind"],
    ),
    (
        "RS18 §6",
        "custodian, hand-over, deputy for a period (seals only)",
        &["custodian", "deputy"],
        &[SEALS, "a_seal_is_used_by_its_keeper_or_a_deputy_in_time"],
    ),
    (
        "RS18 §7",
        "managing, using, auditing apart",
        &["roles-apart", "two-persons"],
        &[ROLES, LIFE, OFFICER_PINS],
    ),
    (
        "RS18 §8",
        "sixty days, warned at fifty; initial PIN; strength",
        &["pin-age", "pin-ageing", "pin-strength"],
        &[PIN_TIME, "an_officers_pin_ages_too", AGES, PIN, LIFE],
    ),
    (
        "RS18 §9 加盖",
        "nothing is sealed before who must has signed or approved",
        &["approval-first", "approver", "ticket-seal", "ticket-expired"],
        &[
            SEALS,
            TICKET,
            RUNS_OUT,
            "a_stamp_waits_for_its_approval_and_uses_it_up",
            "a_seal_wants_the_right_persons_in_their_order",
        ],
    ),
    ("RS18 §9 打印", "printing is gated alike", &["print-approval"], &[PRINT, SEALED_PRINT, TICKET]),
    ("RS4 Art.6", "dispatch register of letters and returned reports", &[], &[JOURNEY]),
    ("RS4 Art.7/8", "evidence package export", &[], &["evidence_is_packed"]),
    ("RS2 算法", "algorithm policy of the verifier", &[], &["unfit_certificates_are_refused"]),
    ("RS5 电子邮件", "detached signatures for any file", &[], &["any_file_is_signed_beside_itself"]),
    (
        "RS6 6",
        "a login to the program before the signing PIN; a fingerprint of the system may stand in for its password",
        &["login"],
        &[
            LOGIN,
            "a_login_that_is_set_counts_without_a_house_too",
            "five_wrong_logins_wait_and_the_wait_ends",
            "a_login_that_is_killed_counts",
            "while_nobody_is_logged_in_nothing_of_the_profile_is_told",
            "the_window_opens_on_the_login",
        ],
    ),
    (
        "RS7 2",
        "encryption of signed output: encrypted first, compared, signed as that",
        &["encrypt-output"],
        &[
            "what_is_signed_opens_with_a_password_alone",
            "what_cannot_be_encrypted_is_refused_with_the_way_round",
            "the_house_wants_what_is_signed_encrypted",
        ],
    ),
    (
        "RS14 1",
        "signing by PIN, key file or token; unlocking the program by password or, on Linux, by fingerprint, which can be the second factor beside the PIN and never in its place",
        &["second-factor"],
        &[
            "a_fingerprint_or_what_is_at_least_as_much",
            "where_a_fingerprint_is_wanted_a_second_person_is_as_good",
            "a_finger_stands_in_for_the_password_once_it_was_switched_on_with_it",
            "a_finger_opens_the_window_and_confirms_a_signature",
            "five_wrong_tries_lock_it_for_good",
            "tokens_sign_too",
        ],
    ),
    (
        "RS15 更新",
        "newer versions told by the office's directory where that is wanted, the installer compared; feedback as a file",
        &[],
        &[
            "the_office_tells_of_a_newer_version_and_stations_compare_the_installer",
            "feedback_is_a_file_with_codes_and_without_names",
        ],
    ),
    (
        "RS16 5日",
        "due date and pick-up notice of an application",
        &["issue-due", "pick-up"],
        &["an_application_has_its_day_and_a_copy_is_picked_up"],
    ),
    ("RS18 §4", "converted copies are told apart", &[], &["copies_are_named_copies"]),
];

/// Every source of a test, as one text.
fn sources() -> String {
    fn read(folder: &Path, all: &mut String) {
        for path in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() && path.file_name().is_none_or(|name| name != "target") {
                read(&path, all);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                all.push_str(&std::fs::read_to_string(&path).unwrap());
                // A whole chapter can be named too.
                let _ = writeln!(all, "mod {} ", path.file_stem().unwrap().to_string_lossy());
            }
        }
    }
    let mut all = String::new();
    read(&project().join("tests"), &mut all);
    read(&project().join("src-tauri/crates"), &mut all);
    all
}

#[test]
fn each_clause_has_its_feature_and_its_test() {
    let sources = sources();
    let exists =
        |name: &str| sources.contains(&format!("fn {name}(")) || sources.contains(&format!("mod {name} "));
    let mut text = String::from(
        "# Rules of use\n\nWritten by the test `each_clause_has_its_feature_and_its_test`; do not edit.\n\n\
         | Clause | What is done | Rules | Tests |\n|---|---|---|---|\n",
    );
    let mut named = BTreeSet::new();
    for (clause, feature, rules, tests) in TABLE {
        assert!(!tests.is_empty(), "{clause} has no test");
        for name in *tests {
            assert!(exists(name), "{clause}: there is no test {name}");
        }
        named.extend(rules.iter().copied());
        let tests: Vec<_> = tests.iter().map(|name| format!("`{name}`")).collect();
        let _ = writeln!(text, "| {clause} | {feature} | {} | {} |", rules.join(", "), tests.join(", "));
    }
    for set in 1..=18 {
        assert!(TABLE.iter().any(|row| row.0.starts_with(&format!("RS{set} "))), "RS{set} has no row");
    }
    let listed: serde_json::Value =
        serde_json::from_str(&Desk::new().succeed(&["office", "rules", "--json"])).unwrap();
    for rule in listed.as_array().unwrap() {
        let id = rule["id"].as_str().unwrap();
        assert!(named.contains(id), "the rule {id} stands in no row of the table");
    }
    let path = project().join("tests/RULES.md");
    let before = std::fs::read_to_string(&path).unwrap_or_default();
    if before != text {
        std::fs::write(&path, &text).unwrap();
    }
    assert!(before.is_empty() || before == text, "tests/RULES.md was stale and has been rewritten");
}
