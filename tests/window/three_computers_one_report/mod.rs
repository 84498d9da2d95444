//! The whole way of a report through three computers between which nothing goes but files: the quality office opens and
//! issues, a tester signs on a journey and sends it back, the office approves, the keeper seals; then the tester's signature
//! is lost and revoked, the report is verified again, and the month is inspected.
//!
//! Each part is one window on one person's computer; a file is handed over where the next part begins.

mod cast;
mod custodian;
mod holder;
mod office;

use cast::Laboratory;
use serde_json::Value;
use tests::kit::tools;
use tests::window::{Language, Person};

crate::in_both_languages!(from_the_application_to_the_inspection);

/// What the signatures of a verified file are: each one's name, integrity and revocation.
fn signatures(report: &Value) -> Vec<(String, String, String)> {
    let word = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let list = report["signatures"].as_array().expect("signatures").iter();
    list.map(|one| (word(&one["signer"]["commonName"]), word(&one["integrity"]), word(&one["revocation"])))
        .collect()
}

/// Everybody's signature is whole, and one person's alone is revoked where that is said.
fn assert_signatures(report: &Value, tester: &str, revoked: bool) {
    let found = signatures(report);
    assert!(found.len() >= 2, "{found:?}");
    for (who, integrity, revocation) in &found {
        assert!(integrity == "intact" || integrity == "extended", "{found:?}");
        assert_eq!(revocation == "revoked", revoked && who == tester, "{found:?}");
    }
    assert!(found.iter().any(|(who, ..)| who == tester), "{found:?}");
}

fn from_the_application_to_the_inspection(language: Language) {
    let laboratory = Laboratory::new(language);
    let cast = laboratory.cast;
    office::opens(&laboratory);
    holder::applies(&laboratory);
    custodian::applies(&laboratory);
    let secrets = office::issues(&laboratory);
    holder::travels_and_signs(&laboratory, &secrets.tester);
    office::approves(&laboratory);
    custodian::seals(&laboratory, &secrets.keeper);

    // A client who went by the office's fingerprint, and the keeper, say the same.
    let client = client(&laboratory, &secrets.root);
    let sealed = laboratory.keeper.path(cast.sealed);
    for person in [&laboratory.keeper, &client] {
        let report = person.verify(sealed.to_str().expect("a path"));
        assert_eq!(report["verdict"], "passed", "{report:#}");
        assert_signatures(&report, cast.tester, false);
    }
    let checked = tools::pdfsig(&sealed, None);
    assert!(checked.len() >= 2 && checked.iter().all(|one| one == "Signature is Valid."), "{checked:?}");
    assert_eq!(tools::qpdf_check(&sealed, None).0, 0);

    holder::loses(&laboratory);
    office::revokes(&laboratory);
    custodian::verifies_again(&laboratory);
    laboratory.hand_to(&laboratory.office, &client, cast.directory_after);
    let ran = client.run(&["office", "import-update", cast.directory_after]);
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    for person in [&laboratory.keeper, &client] {
        let report = person.verify(sealed.to_str().expect("a path"));
        assert_eq!(report["verdict"], "indeterminate", "{report:#}");
        assert_signatures(&report, cast.tester, true);
    }
    office::inspects(&laboratory);
}

/// Somebody outside the house, whose program took the office's directory over once the fingerprint was compared.
fn client(laboratory: &Laboratory, root: &str) -> Person {
    let client = Person::new(laboratory.language);
    laboratory.hand_to(&laboratory.office, &client, laboratory.cast.directory);
    let ran = client.run(&["office", "import-update", laboratory.cast.directory, "--bind", root]);
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    client
}
