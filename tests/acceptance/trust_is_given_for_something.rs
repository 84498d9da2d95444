//! Whom the user trusts: each with an origin and a purpose, added, changed and removed; trusted lists, whose signature is
//! checked and whose signer is accepted first; and asking about revocations, on request alone.

use serde_json::Value;
use tests::kit::command::Desk;
use tests::kit::pdf::Listing;
use tests::kit::servers::Manner;
use tests::kit::station::Station;
use tests::kit::{project, structures};

fn trusted(desk: &Desk) -> Vec<Value> {
    let shown: Value = serde_json::from_str(&desk.succeed(&["trust", "list", "--json"])).unwrap();
    shown.as_array().unwrap().clone()
}

/// Trust and verdict of the one signature of a file, by what the desk trusts.
fn told(desk: &Desk, file: &str, more: &[&str]) -> (String, String, Value) {
    let ran = desk.run(&[&["verify", "--json", file][..], more].concat());
    let report: Value = serde_json::from_str(&ran.out).unwrap_or_else(|_| panic!("{}{}", ran.out, ran.err));
    let signature = report[0]["signatures"][0].clone();
    let word = |key: &str| signature[key].as_str().unwrap().to_owned();
    (word("trust"), word("verdict"), signature)
}

fn has(signature: &Value, code: &str) -> bool {
    signature["findings"].as_array().unwrap().iter().any(|finding| finding["code"] == code)
}

#[test]
fn each_certificate_has_an_origin_and_a_purpose() {
    let station = Station::open();
    let desk = &station.desk;
    desk.put("in.pdf", structures::report(Listing::Table, 1).bytes());
    station.signed("good-p256", "in.pdf", "signed.pdf", &[]);
    assert!(desk.succeed(&["trust", "list"]).contains("Nobody is trusted yet"));
    assert_eq!(told(desk, "signed.pdf", &[]).0, "unknown");

    let root = station.village.certificate("root");
    desk.succeed(&["trust", "add", root.to_str().unwrap(), "--for", "signing"]);
    let list = trusted(desk);
    assert_eq!((list.len(), &list[0]["source"], &list[0]["origin"]), (1, &"file".into(), &"root.pem".into()));
    assert_eq!(list[0]["purpose"], "signing");
    assert_eq!(told(desk, "signed.pdf", &[]).0, "trusted");

    let sha256 = list[0]["certificate"]["sha256"].as_str().unwrap().to_owned();
    let start = &sha256[..12];
    desk.succeed(&["trust", "change", start, "--for", "time-stamping"]);
    assert_eq!(told(desk, "signed.pdf", &[]).0, "unknown", "trusted with times alone");
    // Added again for the other purpose, it has both.
    desk.succeed(&["trust", "add", root.to_str().unwrap(), "--for", "signing"]);
    assert_eq!(trusted(desk)[0]["purpose"], "all");

    desk.succeed(&["trust", "remove", start]);
    assert!(trusted(desk).is_empty());
    let again = desk.run(&["trust", "remove", start]);
    assert_eq!(again.status, 64, "{}", again.err);
    let actions = desk.actions();
    let count = |action: &str| actions.iter().filter(|one| *one == action).count();
    assert_eq!((count("trust-added"), count("trust-removed")), (3, 1), "{actions:?}");
}

#[test]
fn a_signer_is_trusted_by_the_fingerprint_that_they_told() {
    let station = Station::open();
    let desk = &station.desk;
    desk.put("in.pdf", structures::report(Listing::Table, 1).bytes());
    station.signed("good-p256", "in.pdf", "signed.pdf", &[]);
    let (_, _, signature) = told(desk, "signed.pdf", &[]);
    let sha256 = signature["signer"]["sha256"].as_str().unwrap().to_owned();
    let wrong = desk.run(&["trust", "add", "--signer-of", "signed.pdf", "--fingerprint", &"0".repeat(64)]);
    assert_ne!(wrong.status, 0);
    assert!(trusted(desk).is_empty());
    desk.succeed(&["trust", "add", "--signer-of", "signed.pdf", "--fingerprint", &sha256.to_uppercase()]);
    let list = trusted(desk);
    assert_eq!((&list[0]["source"], &list[0]["origin"]), (&"signature".into(), &"signed.pdf".into()));
    assert_eq!(
        told(desk, "signed.pdf", &[]).1,
        "passed",
        "their own anchor needs no answer about a revocation"
    );
}

#[test]
fn the_system_is_trusted_only_where_the_user_wants_that() {
    let desk = Desk::new();
    let count = |more: &[&str]| {
        desk.put("in.pdf", structures::report(Listing::Table, 1).bytes());
        let ran = desk.run(&[&["verify", "--json", "in.pdf"][..], more].concat());
        let report: Value = serde_json::from_str(&ran.out).unwrap();
        report[0]["policy"]["trustAnchors"].as_array().unwrap().len()
    };
    let system: Value =
        serde_json::from_str(&desk.succeed(&["trust", "list", "--system", "--json"])).unwrap();
    let system = system.as_array().unwrap();
    assert!(system.iter().all(|one| one["source"] == "system"));
    assert_eq!(count(&[]), 0);
    desk.succeed(&["trust", "add", "--system"]);
    assert_eq!(count(&[]), system.len());
    desk.succeed(&["trust", "remove", "--system"]);
    assert_eq!(count(&[]), 0);
    assert!(desk.actions().contains(&"settings-changed".to_owned()));
}

#[test]
fn a_trusted_list_is_taken_over_when_its_signer_is_accepted() {
    let desk = Desk::new();
    let made = project().join("src-tauri/crates/trustlist/tests/made/rsa.xml");
    let text = std::fs::read_to_string(made).unwrap();
    desk.put("list.xml", &text);
    let refused = desk.run(&["trust", "import-list", "list.xml"]);
    assert_eq!(refused.status, 5, "{}", refused.err);
    let fingerprint =
        refused.err.split(|c: char| !c.is_ascii_hexdigit()).find(|word| word.len() == 64).unwrap();
    assert!(trusted(&desk).is_empty());

    let told = desk.succeed(&["trust", "import-list", "list.xml", "--fingerprint", fingerprint, "--json"]);
    let told: Value = serde_json::from_str(&told).unwrap();
    assert_eq!((&told["authorities"], &told["removed"]), (&2.into(), &0.into()));
    let mut found: Vec<_> = trusted(&desk)
        .iter()
        .map(|one| (one["certificate"]["name"].as_str().unwrap().to_owned(), one["purpose"].clone()))
        .collect();
    found.sort_by(|a, b| a.0.cmp(&b.0));
    assert_eq!(found[0], ("Recognised Authority".to_owned(), "signing".into()));
    assert_eq!(found[1], ("Recognised Clock".to_owned(), "time-stamping".into()));
    // Who signed it once is known.
    desk.succeed(&["trust", "import-list", "list.xml"]);
    assert_eq!(trusted(&desk).len(), 2);

    for (from, to) in
        [("Svcstatus/withdrawn", "Svcstatus/granted"), ("Office of Examples", "Office of Examplas")]
    {
        desk.put("bent.xml", text.replacen(from, to, 1));
        let bent = desk.run(&["trust", "import-list", "bent.xml", "--fingerprint", fingerprint]);
        assert_eq!(bent.status, 4, "{}", bent.err);
        assert!(bent.err.contains("changed after it was signed"), "{}", bent.err);
    }
    desk.put("no.xml", "<html/>");
    assert_eq!(desk.run(&["trust", "import-list", "no.xml"]).status, 4);
    assert_eq!(trusted(&desk).len(), 2);

    let name = told["origin"].as_str().unwrap();
    desk.succeed(&["trust", "remove", "--list", name]);
    assert!(trusted(&desk).is_empty());
}

#[test]
fn revocation_is_asked_about_on_request_alone() {
    let station = Station::open();
    let desk = &station.desk;
    desk.put("in.pdf", structures::report(Listing::Table, 1).bytes());
    let clock = station.clock(Manner::Good);
    station.signed("good-p256", "in.pdf", "signed.pdf", &["--level", "t", "--tsa", &clock.url()]);
    for root in station.village.roots() {
        desk.succeed(&["trust", "add", root.to_str().unwrap()]);
    }
    let seen = || station.village.server().seen().len();
    let before = seen();
    let (_, verdict, signature) = told(desk, "signed.pdf", &[]);
    assert_eq!((verdict.as_str(), seen()), ("indeterminate", before), "{signature:#}");
    assert!(has(&signature, "timestamp-ignored"), "{signature:#}");

    let (_, verdict, signature) = told(desk, "signed.pdf", &["--online"]);
    assert_eq!((verdict.as_str(), &signature["revocation"]), ("passed", &"good".into()), "{signature:#}");
    assert_eq!(signature["time"]["source"], "timestamp");
    assert!(seen() > before);
    // Nobody is asked about a stranger.
    let other = station.another_desk();
    other.put("signed.pdf", desk.read("signed.pdf"));
    let before = seen();
    assert_eq!(told(&other, "signed.pdf", &["--online"]).1, "indeterminate");
    assert_eq!(seen(), before);

    // Revoked afterwards, with the time proven: the signature stays good.
    station.village.admit_signer("late", "ec:P-256");
    station.signed("late", "in.pdf", "late.pdf", &[]);
    station.village.revoke("late");
    station.village.publish("issuing");
    let (_, _, signature) = told(desk, "late.pdf", &["--online"]);
    assert_eq!(
        (&signature["revocation"], &signature["subIndication"]),
        (&"revoked".into(), &"REVOKED_NO_POE".into()),
        "{signature:#}"
    );
    // Where the settings forbid the network, the request does not lift that.
    let settings = desk.profile().join("settings.json");
    std::fs::write(settings, r#"{"hosts":["127.0.0.1"],"offline":true}"#).unwrap();
    let before = seen();
    told(desk, "late.pdf", &["--online"]);
    assert_eq!(seen(), before);
}
