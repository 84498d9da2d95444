//! RS18 §9: nothing is sealed or printed before who must has signed it, or approved it, and each approval is used once.

use tests::kit::command::{Desk, Outcome};
use tests::kit::laboratory::{
    FIRST, KIND, Laboratory, PIN, SEAL, SECOND, approve, approve_for, assert_refused, letters, sign, stamps,
};

fn laboratory() -> Laboratory {
    let laboratory = Laboratory::open();
    for desk in [&laboratory.zhang, &laboratory.li, &laboratory.wang] {
        desk.put("in.pdf", std::fs::read(letters().join("JC-2026-0417.pdf")).unwrap());
        // One that 张三 and 李四 have signed, and one that 张三 alone has.
        desk.put("both.pdf", std::fs::read(letters().join("JC-2026-0417-1-b.pdf")).unwrap());
        desk.put("one.pdf", std::fs::read(letters().join("JC-2026-0417-1-a.pdf")).unwrap());
    }
    laboratory
}

fn may_seal(desk: &Desk, who: &str, file: &str, more: &[&str]) -> Outcome {
    let words = ["office", "may-seal", file, "--seal", SEAL, "--identity", who, "--kind", KIND];
    desk.run(&[&words[..], more].concat())
}

fn clause(ran: &Outcome, clause: &str) {
    assert_eq!(ran.status, 5, "{}{}", ran.out, ran.err);
    assert!(ran.out.contains(clause), "{}", ran.out);
}

/// approval-first, custodian, deputy, seal-kind, seal-maker
#[test]
fn who_must_have_signed_is_verified_on_the_document() {
    let laboratory = laboratory();
    let wang = &laboratory.wang;
    clause(&may_seal(wang, "王五", "in.pdf", &[]), "RS18 §9");
    clause(&may_seal(wang, "王五", "one.pdf", &[]), "RS18 §9");
    assert_eq!(may_seal(wang, "王五", "both.pdf", &[]).status, 0);
    // A document that was changed after they signed is signed by nobody.
    let mut bent = wang.read("both.pdf");
    let middle = bent.len() / 3;
    bent[middle] ^= 1;
    wang.put("bent.pdf", bent);
    assert_ne!(may_seal(wang, "王五", "bent.pdf", &[]).status, 0);
    clause(&may_seal(&laboratory.zhang, "张三", "both.pdf", &[]), "RS18 §6");
    let other = ["office", "may-seal", "both.pdf", "--seal", "公章", "--identity", "王五"];
    clause(&wang.run(&other), "RS18 §5");
    let kind = ["office", "may-seal", "both.pdf", "--seal", SEAL, "--identity", "王五", "--kind", "合同"];
    clause(&wang.run(&kind), "RS18 §3");

    let hand = |to: &str, witness: &str| {
        let words = [
            "office",
            "hand-over",
            SEAL,
            "--to",
            to,
            "--from",
            "2026-01-01",
            "--until",
            "2099-01-01",
            "--witness",
            witness,
            "--by",
            FIRST,
            "--pin-stdin",
        ];
        laboratory.office.run_with(&format!("{PIN}\n"), &words)
    };
    assert_eq!(hand("张三", "张三").status, 64, "who takes it over is no witness of it");
    assert_eq!(hand("张三", SECOND).status, 0);
    laboratory.update(&[&laboratory.zhang]);
    assert_eq!(may_seal(&laboratory.zhang, "张三", "both.pdf", &[]).status, 0, "a deputy for the time");
}

/// approver, ticket-file, ticket-used, print-approval
#[test]
fn an_approval_is_for_one_file_and_printing_is_gated_too() {
    let laboratory = laboratory();
    let (li, wang) = (&laboratory.li, &laboratory.wang);
    let write = |desk: &Desk, who: &str, output: &str| approve(desk, who, output, &["--print"]);
    assert_refused(&write(wang, "王五", "own.vletter"), "RS18 §9");
    assert_eq!(write(li, "李四", "ticket.vletter").status, 0);
    let letter = li.path("ticket.vletter");
    // One letter of the content exchanged: the signature does not hold.
    let bent = std::fs::read_to_string(&letter).unwrap().replacen("one.pdf", "two.pdf", 1);
    let bent = li.put("bent.vletter", bent);
    assert_eq!(wang.run(&["office", "import-update", bent.to_str().unwrap()]).status, 4);
    wang.succeed(&["office", "import-update", letter.to_str().unwrap()]);
    assert_eq!(may_seal(wang, "王五", "one.pdf", &[]).status, 0);
    // Another file has no approval; one that was changed since has none any more.
    clause(&may_seal(wang, "王五", "in.pdf", &[]), "RS18 §9");
    let approved = wang.read("one.pdf");
    wang.put("one.pdf", wang.read("in.pdf"));
    clause(&may_seal(wang, "王五", "one.pdf", &[]), "RS14 4");
    wang.put("one.pdf", approved);

    let print = || wang.run(&["office", "may-seal", "one.pdf", "--seal", SEAL, "--print"]);
    let ran = print();
    assert_eq!(ran.status, 0, "{}", ran.err);
    assert_refused(&print(), "RS14 4");
    let unapproved = wang.run(&["office", "may-seal", "in.pdf", "--seal", SEAL, "--print"]);
    assert_eq!(unapproved.status, 5);
    // The memory put back to before: the log knows better.
    let actions = wang.actions();
    assert!(actions.iter().any(|action| action == "ticket-used"), "{actions:?}");
}

/// the keeper's own signature is under the same rules as everybody's
#[test]
fn who_keeps_a_seal_signs_under_the_same_rules() {
    let laboratory = laboratory();
    let ran = sign(&laboratory.wang, "王五", "both.pdf", "out.pdf", &[]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    assert_eq!(laboratory.step("suspend", "王五", &["--why", "丢失"]).status, 0);
    laboratory.update(&[&laboratory.wang]);
    assert_refused(&sign(&laboratory.wang, "王五", "both.pdf", "again.pdf", &[]), "RS4 Art.15");
    clause(&may_seal(&laboratory.wang, "王五", "both.pdf", &[]), "RS4 Art.15");
}

/// approval-first, ticket-used, seal-maker: the stamp itself waits, in the same pass as the signature that binds it
#[test]
fn a_stamp_waits_for_its_approval_and_uses_it_up() {
    let laboratory = laboratory();
    let (office, li, wang) = (&laboratory.office, &laboratory.li, &laboratory.wang);
    laboratory.hand_the_seal_over();
    let stamp = |input: &str, output: &str, pin: &str| {
        let words = stamps(input, output, SEAL);
        wang.run_with(&format!("{pin}\n"), &words)
    };
    assert_refused(&stamp("one.pdf", "a.pdf", PIN), "RS18 §9");
    assert!(!wang.names().contains(&"a.pdf".to_owned()), "nothing was written");
    // Signed by who must have: no approval is needed.
    let ran = stamp("both.pdf", "b.pdf", PIN);
    assert_eq!(ran.status, 0, "{}", ran.err);

    approve_for(li, wang, "t.vletter", &[]);
    assert_eq!(stamp("one.pdf", "c.pdf", "wrong pin 6").status, 5, "a wrong PIN uses nothing up");
    let ran = stamp("one.pdf", "c.pdf", PIN);
    assert_eq!(ran.status, 0, "{}", ran.err);
    assert_refused(&stamp("one.pdf", "d.pdf", PIN), "RS14 4");

    // A picture of the seal is nobody's seal.
    office.succeed(&["seal", "show", SEAL, "-o", "seal.png"]);
    wang.put("seal.png", office.read("seal.png"));
    let words = stamps("both.pdf", "e.pdf", "seal.png");
    assert_refused(&wang.run_with(&format!("{PIN}\n"), &words), "RS18 §5");
}

/// print-approval: the approval of a file covers the print of what it became by the seal, where it says so, once
#[test]
fn what_was_sealed_is_printed_as_it_was_approved() {
    let laboratory = laboratory();
    let (li, wang) = (&laboratory.li, &laboratory.wang);
    laboratory.hand_the_seal_over();
    let stamp = |input: &str, output: &str| {
        let ran = wang.run_with(&format!("{PIN}\n"), &stamps(input, output, SEAL));
        assert_eq!(ran.status, 0, "{}", ran.err);
    };
    let print = |file: &str| wang.run(&["office", "may-seal", file, "--seal", SEAL, "--print"]);
    // Who must have signed did: nobody is asked again for the print.
    stamp("both.pdf", "b.pdf");
    let ran = print("b.pdf");
    assert_eq!(ran.status, 0, "{}", ran.err);

    approve_for(li, wang, "sealing.vletter", &[]);
    stamp("one.pdf", "c.pdf");
    assert_refused(&print("c.pdf"), "RS18 §9");

    approve_for(li, wang, "both.vletter", &["--print"]);
    stamp("one.pdf", "d.pdf");
    // Under another name it is the same document.
    wang.put("renamed.pdf", wang.read("d.pdf"));
    assert_eq!(print("renamed.pdf").status, 0);
    assert_refused(&print("d.pdf"), "RS14 4");
}
