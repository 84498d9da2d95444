//! Before anything is signed: a certificate that is revoked, over, to come, or meant for something else is refused with the
//! reason, and neither a file nor a signature is left.

use tests::kit::command::Outcome;
use tests::kit::pdf::Listing;
use tests::kit::servers::Manner;
use tests::kit::station::Station;
use tests::kit::structures;

fn station() -> Station {
    let station = Station::open();
    station.desk.put("in.pdf", structures::report(Listing::Table, 1).bytes());
    station
}

fn assert_refused(station: &Station, ran: &Outcome, reason: &str) {
    assert_eq!(ran.status, 5, "{}{}", ran.out, ran.err);
    assert!(ran.err.to_lowercase().contains(reason), "{reason}: {}", ran.err);
    assert!(ran.err.lines().count() >= 2, "with what to do: {}", ran.err);
    assert!(!station.desk.path("out.pdf").exists());
}

#[test]
fn over_or_meant_for_something_else() {
    let station = station();
    let clock = station.clock(Manner::Good);
    for more in [&[][..], &["--level", "lt", "--tsa", &clock.url()]] {
        assert_refused(&station, &station.sign("expired", "in.pdf", "out.pdf", more), "valid");
        assert_refused(&station, &station.sign("wrong-usage", "in.pdf", "out.pdf", more), "sign");
    }
    assert!(clock.seen().is_empty(), "nobody is asked for a stamp of what is not made");
}

#[test]
fn revoked_as_the_responder_says() {
    let station = station();
    let clock = station.clock(Manner::Good);
    for level in ["t", "lt"] {
        let ran = station.sign("revoked", "in.pdf", "out.pdf", &["--level", level, "--tsa", &clock.url()]);
        assert_refused(&station, &ran, "revoked");
    }
    assert!(clock.seen().is_empty());
}

#[test]
fn revoked_as_a_supplied_list_says_without_any_network() {
    let station = station();
    std::fs::write(station.desk.profile().join("settings.json"), r#"{"offline":true}"#).unwrap();
    let list = station.village.folder().join("issuing.crl");
    let ran = station.sign("revoked", "in.pdf", "out.pdf", &["--crl", list.to_str().unwrap()]);
    assert_refused(&station, &ran, "revoked");
    // The others on that list's authority may sign.
    station.signed("good-p256", "in.pdf", "out.pdf", &["--crl", list.to_str().unwrap()]);
}

#[test]
fn revoked_is_remembered_when_the_network_is_gone() {
    let station = station();
    let clock = station.clock(Manner::Good);
    let ran = station.sign("revoked", "in.pdf", "out.pdf", &["--level", "t", "--tsa", &clock.url()]);
    assert_refused(&station, &ran, "revoked");
    std::fs::write(station.desk.profile().join("settings.json"), r#"{"hosts":["127.0.0.1"],"offline":true}"#)
        .unwrap();
    assert_refused(&station, &station.sign("revoked", "in.pdf", "out.pdf", &[]), "revoked");
}

#[test]
fn a_list_that_is_none_is_an_unreadable_file() {
    let station = station();
    station.desk.put("list.crl", "no list");
    let ran = station.sign("good-p256", "in.pdf", "out.pdf", &["--crl", "list.crl"]);
    assert_eq!(ran.status, 4, "{}", ran.err);
    assert!(ran.err.contains("list.crl"), "{}", ran.err);
}
