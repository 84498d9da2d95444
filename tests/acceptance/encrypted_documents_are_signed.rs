//! RC4-128, AES-128, AES-256: opened with either password, signed, and the signature itself stays readable.

use tests::kit::command::Desk;
use tests::kit::structures::{self, OWNER, USER};
use tests::kit::tools;
use tests::kit::village::{PASSWORD, Village};

const KINDS: [&str; 3] = ["rc4-128", "aes-128", "aes-256"];

fn sign(desk: &Desk, input: &str, output: &str, password: &str) -> tests::kit::command::Outcome {
    let key_file = Village::get().key_file("zhang-2048");
    let words =
        ["sign", input, "-o", output, "--p12", key_file.to_str().unwrap(), "--pin-stdin", "--password-stdin"];
    desk.run_with(&format!("{PASSWORD}\n{password}\n"), &words)
}

#[test]
fn with_the_users_or_the_owners_password() {
    let desk = Desk::new();
    structures::by_qpdf(desk.folder());
    for kind in KINDS {
        for password in [USER, OWNER] {
            let (one, two) = (format!("{kind}-{password}-1.pdf"), format!("{kind}-{password}-2.pdf"));
            for (from, to) in [(format!("{kind}.pdf"), &one), (one.clone(), &two)] {
                let ran = sign(&desk, &from, to, password);
                assert_eq!(ran.status, 0, "{kind} with the password {password}: {}", ran.err);
            }
            let root = Village::get().root();
            let words = ["verify", "--json", "--trust", root.to_str().unwrap(), "--password-stdin", &two];
            let ran = desk.run_with(&format!("{password}\n"), &words);
            assert_eq!(ran.status, 0, "{kind}: {}", ran.out);
            let poppler = tools::pdfsig(&desk.path(&two), Some(USER));
            assert_eq!(poppler, ["Signature is Valid."; 2], "{kind}");
            let (status, said) = tools::qpdf_check(&desk.path(&two), Some(USER));
            assert_eq!(status, 0, "{kind}: {said}");
        }
    }
}

#[test]
fn without_a_password_where_none_is_needed() {
    let desk = Desk::new();
    structures::by_qpdf(desk.folder());
    desk.signed("aes-256-no-user-password.pdf", "out.pdf", &[]);
    assert_eq!(desk.verify("out.pdf", &[]).1, 0);
}

#[test]
fn never_without_the_password_or_with_a_wrong_one() {
    let desk = Desk::new();
    structures::by_qpdf(desk.folder());
    for kind in KINDS {
        let input = format!("{kind}.pdf");
        let none = desk.sign(&input, "out.pdf", &[]);
        let wrong = sign(&desk, &input, "out.pdf", "guess");
        assert_eq!((none.status, wrong.status), (4, 4), "{kind}: {} {}", none.err, wrong.err);
        assert_ne!(none.err, wrong.err, "{kind}: one asks for the password, the other says that it is wrong");
        assert!(!desk.path("out.pdf").exists());
    }
}
