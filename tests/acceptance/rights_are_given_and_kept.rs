//! Certification, locks and the rules of prepared fields: given by one signer, kept for the next, and named where they forbid.

use tests::kit::command::{Desk, Outcome, assert_passed};
use tests::kit::pdf::Listing;
use tests::kit::structures;

fn desk() -> Desk {
    let desk = Desk::new();
    desk.put("in.pdf", structures::with_fields(Listing::Table, true).bytes());
    desk
}

fn assert_refused(desk: &Desk, ran: &Outcome, output: &str) {
    assert_eq!(ran.status, 5, "{}{}", ran.out, ran.err);
    assert!(ran.err.lines().count() >= 2 && !ran.err.contains("failure-"), "{}", ran.err);
    assert!(!desk.path(output).exists());
}

#[test]
fn the_first_one_certifies_and_the_second_signs_where_that_is_allowed() {
    for permission in ["2", "3"] {
        let desk = desk();
        desk.signed("in.pdf", "certified.pdf", &["--certify", permission]);
        let (report, status) = desk.verify("certified.pdf", &[]);
        assert_eq!(
            (status, report["signatures"][0]["kind"].as_str()),
            (0, Some("certification")),
            "{report:#}"
        );
        desk.signed("certified.pdf", "signed.pdf", &["--field", "Inspector"]);
        assert_passed(&desk, "signed.pdf", 2);
    }
}

#[test]
fn what_may_not_change_at_all_is_not_signed_again() {
    let desk = desk();
    desk.signed("in.pdf", "final.pdf", &["--certify", "1"]);
    assert_passed(&desk, "final.pdf", 1);
    for more in [&[][..], &["--field", "Inspector"], &["--certify", "2"]] {
        assert_refused(&desk, &desk.sign("final.pdf", "out.pdf", more), "out.pdf");
    }
    assert_refused(&desk, &desk.run(&["prepare", "final.pdf", "-o", "out.pdf", "--field", "New"]), "out.pdf");
}

#[test]
fn only_the_first_signature_certifies() {
    let desk = desk();
    desk.signed("in.pdf", "signed.pdf", &[]);
    assert_refused(&desk, &desk.sign("signed.pdf", "out.pdf", &["--certify", "2"]), "out.pdf");
    assert_eq!(desk.sign("in.pdf", "out.pdf", &["--certify", "4"]).status, 64);
    assert_eq!(desk.sign("in.pdf", "out.pdf", &["--lock-all", "--lock", "Reviewer"]).status, 64);
}

#[test]
fn a_locked_field_stays_empty_and_the_others_stay_open() {
    let desk = desk();
    desk.signed("in.pdf", "locked.pdf", &["--field", "Inspector", "--lock", "Reviewer"]);
    assert_passed(&desk, "locked.pdf", 1);
    let ran = desk.sign("locked.pdf", "out.pdf", &["--field", "Reviewer"]);
    assert_refused(&desk, &ran, "out.pdf");
    assert!(ran.err.contains("Reviewer"), "which field: {}", ran.err);

    desk.signed("in.pdf", "other.pdf", &["--field", "Inspector", "--lock", "Elsewhere"]);
    desk.signed("other.pdf", "both.pdf", &["--field", "Reviewer"]);
    assert_passed(&desk, "both.pdf", 2);
}

#[test]
fn everything_is_locked() {
    let desk = desk();
    desk.signed("in.pdf", "locked.pdf", &["--lock-all"]);
    assert_passed(&desk, "locked.pdf", 1);
    assert_refused(&desk, &desk.sign("locked.pdf", "out.pdf", &["--field", "Reviewer"]), "out.pdf");
}

#[test]
fn the_rules_of_a_prepared_field_are_kept() {
    let desk = desk();
    let words = [
        "prepare",
        "in.pdf",
        "-o",
        "ready.pdf",
        "--field",
        "批准@1:60,240,40,15",
        "--reason",
        "批准",
        "--reason",
        "同意",
    ];
    desk.succeed(&words);
    assert_refused(
        &desk,
        &desk.sign("ready.pdf", "out.pdf", &["--field", "批准", "--reason", "审核"]),
        "out.pdf",
    );
    assert_refused(&desk, &desk.sign("ready.pdf", "out.pdf", &["--field", "批准"]), "out.pdf");
    desk.signed("ready.pdf", "out.pdf", &["--field", "批准", "--reason", "同意"]);
    assert_passed(&desk, "out.pdf", 1);

    desk.succeed(&["prepare", "in.pdf", "-o", "stamped.pdf", "--field", "Dated", "--timestamp"]);
    assert_refused(&desk, &desk.sign("stamped.pdf", "none.pdf", &["--field", "Dated"]), "none.pdf");
}

#[test]
fn a_prepared_field_locks_what_it_was_told_to() {
    let desk = desk();
    desk.succeed(&["prepare", "in.pdf", "-o", "ready.pdf", "--field", "Last@1:60,240,40,15", "--lock-all"]);
    desk.signed("ready.pdf", "one.pdf", &["--field", "Inspector"]);
    desk.signed("one.pdf", "two.pdf", &["--field", "Last"]);
    assert_passed(&desk, "two.pdf", 2);
    assert_refused(&desk, &desk.sign("two.pdf", "out.pdf", &["--field", "Reviewer"]), "out.pdf");
}

/// Seed values that others wrote (ISO 32000-2 §12.7.5.5): kept where they are required, and named.
#[test]
fn the_rules_of_a_field_that_others_prepared_are_kept() {
    let desk = Desk::new();
    let with_rule = |rule: &str| {
        let mut pdf = structures::with_fields(Listing::Table, true);
        pdf.set(10, format!("<< /Type /Annot /Subtype /Widget /FT /Sig /T (Inspector) /F 4 /P 4 0 R /Rect [72 100 242 156.7] /SV << /Type /SV {rule} >> >>"));
        pdf.bytes()
    };
    desk.put("digest.pdf", with_rule("/Ff 64 /DigestMethod [(SHA512)]"));
    assert_refused(
        &desk,
        &desk.sign("digest.pdf", "out.pdf", &["--field", "Inspector", "--digest", "sha256"]),
        "out.pdf",
    );
    desk.signed("digest.pdf", "digest-out.pdf", &["--field", "Inspector", "--digest", "sha512"]);
    assert_passed(&desk, "digest-out.pdf", 1);

    desk.put("filter.pdf", with_rule("/Ff 2 /SubFilter [/adbe.x509.rsa_sha1]"));
    assert_refused(&desk, &desk.sign("filter.pdf", "out.pdf", &["--field", "Inspector"]), "out.pdf");
    desk.put("wish.pdf", with_rule("/SubFilter [/adbe.x509.rsa_sha1 /ETSI.CAdES.detached]"));
    desk.signed("wish.pdf", "wish-out.pdf", &["--field", "Inspector"]);
    assert_passed(&desk, "wish-out.pdf", 1);
}
