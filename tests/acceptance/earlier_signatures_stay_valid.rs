//! A further signature never hurts one that is there.

use tests::kit::command::{Desk, assert_passed};
use tests::kit::pdf::Listing;
use tests::kit::{samples, structures};

#[test]
fn ten_people_sign_one_report() {
    for listing in [Listing::Table, Listing::Packed] {
        let desk = Desk::new();
        desk.put("0.pdf", structures::report(listing, 3).bytes());
        desk.put("ink.json", samples::INK);
        for number in 1..=10_usize {
            let at = format!("{},{}", 10 + 60 * (number % 3), 40 + 22 * number);
            let visible: &[&str] = match number % 2 {
                0 => &[],
                _ => &["--ink", "ink.json", "--page", "1", "--at", &at, "--size", "40,15"],
            };
            desk.signed(&format!("{}.pdf", number - 1), &format!("{number}.pdf"), visible);
            assert!(
                desk.read(&format!("{number}.pdf")).starts_with(&desk.read(&format!("{}.pdf", number - 1)))
            );
        }
        assert_passed(&desk, "2.pdf", 2);
        assert_passed(&desk, "10.pdf", 10);
        let (report, _) = desk.verify("10.pdf", &[]);
        for (index, signature) in report["signatures"].as_array().unwrap().iter().enumerate() {
            let last = index == 9;
            assert_eq!(
                signature["integrity"],
                if last { "intact" } else { "extended" },
                "signature {}",
                index + 1
            );
            assert_eq!(signature["coversWholeFile"], last);
            assert_eq!(signature["revision"], index + 2);
            for change in signature["changes"].as_array().unwrap() {
                assert_eq!(change["allowed"], true, "{change}");
            }
        }
    }
}

#[test]
fn a_change_after_signing_is_found() {
    let desk = Desk::new();
    let mut pdf = structures::report(Listing::Table, 1);
    desk.put("in.pdf", pdf.bytes());
    desk.signed("in.pdf", "signed.pdf", &[]);
    let words = "BT /F1 18 Tf 72 760 Td (All limits kept) Tj ET";
    let content = format!("<< /Length {} >>\nstream\n{words}\nendstream", words.len());
    let changed = pdf.updated(desk.read("signed.pdf"), &[(5, &content)], Listing::Table);
    desk.put("changed.pdf", changed);
    let (report, status) = desk.verify("changed.pdf", &[]);
    assert_eq!(status, 2, "{report:#}");
    assert_eq!(report["integrity"], "changed");
}

#[test]
fn one_flipped_byte_is_found_wherever_it_is() {
    let desk = Desk::new();
    desk.put("in.pdf", structures::report(Listing::Table, 1).bytes());
    desk.signed("in.pdf", "signed.pdf", &[]);
    let good = desk.read("signed.pdf");
    for step in 0..40 {
        let at = good.len() * step / 40 + step % 7;
        let mut bad = good.clone();
        bad[at] ^= 1;
        desk.put("bad.pdf", bad);
        let (report, status) = desk.verify("bad.pdf", &[]);
        assert!(status != 0 && report["verdict"] != "passed", "byte {at} of {}", good.len());
    }
}
