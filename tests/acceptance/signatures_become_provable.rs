//! Levels: a signature gets a timestamp, what proves its certificates, and a document timestamp over all that; at once, or
//! later and by somebody else; with the first authority that answers well, or with what was supplied.

use serde_json::Value;
use tests::kit::command::Desk;
use tests::kit::http::{Reply, Server};
use tests::kit::pdf::Listing;
use tests::kit::servers::Manner;
use tests::kit::station::Station;
use tests::kit::structures;

fn station() -> Station {
    let station = Station::open();
    station.desk.put("in.pdf", structures::report(Listing::Table, 1).bytes());
    station
}

/// The levels of the signatures that are no document timestamps, and how many of these there are.
fn levels(report: &Value) -> (Vec<String>, usize) {
    let all = report["signatures"].as_array().unwrap();
    let (stamps, signatures): (Vec<_>, Vec<_>) = all.iter().partition(|one| one["kind"] == "timestamp");
    let level = |one: &&Value| one["level"].as_str().unwrap_or_default().to_owned();
    (signatures.iter().map(level).collect(), stamps.len())
}

fn assert_level(station: &Station, desk: &Desk, file: &str, level: &str, stamps: usize) {
    let (report, status) = station.verify(desk, file, &[]);
    assert_eq!(levels(&report), (vec![level.to_owned()], stamps), "{file}: {report:#}");
    assert_eq!((status, report["verdict"].as_str()), (0, Some("passed")), "{file}: {report:#}");
    let signature = &report["signatures"][0];
    assert_eq!(signature["time"]["source"], "timestamp", "{file}");
    assert!(signature["time"]["proven"].is_string(), "{file}: {signature:#}");
    if level != "B-T" {
        assert_eq!(signature["revocation"], "good", "{file}: {signature:#}");
    }
}

#[test]
fn at_once_at_every_level() {
    let station = station();
    let clock = station.clock(Manner::Good);
    let url = clock.url();
    for (word, level, stamps) in [("t", "B-T", 0), ("lt", "B-LT", 0), ("lta", "B-LTA", 1)] {
        let output = format!("{word}.pdf");
        station.signed("good-p256", "in.pdf", &output, &["--level", word, "--tsa", &url]);
        let bytes = station.desk.read(&output);
        assert!(bytes.starts_with(&station.desk.read("in.pdf")));
        if level == "B-T" {
            // The certificates name responders that nobody has asked: a timestamp alone proves no state, not even its own.
            let (report, status) = station.verify(&station.desk, &output, &[]);
            assert_eq!(levels(&report), (vec![level.to_owned()], stamps), "{report:#}");
            assert_eq!((status, report["integrity"].as_str()), (2, Some("intact")), "{report:#}");
            // With the lists in hand it counts.
            let lists = station.lists();
            let more: Vec<&str> = lists.iter().flat_map(|list| ["--crl", list.as_str()]).collect();
            let (report, status) = station.verify(&station.desk, &output, &more);
            assert_eq!(report["signatures"][0]["time"]["source"], "timestamp", "{report:#}");
            assert_eq!((status, report["verdict"].as_str()), (0, Some("passed")), "{report:#}");
        } else {
            assert_level(&station, &station.desk, &output, level, stamps);
        }
    }
    assert_eq!(clock.seen().len(), 4, "one stamp for each signature, one more for the document");
}

#[test]
fn later_and_by_somebody_else_from_level_to_level() {
    let station = station();
    station.signed("good-rsa", "in.pdf", "b.pdf", &[]);
    let clock = station.clock(Manner::Good);
    let url = clock.url();
    let other = station.another_desk();
    other.put("b.pdf", station.desk.read("b.pdf"));
    // A signature that is there gets no timestamp inside; one over the document dates it as well.
    other.succeed(&["timestamp", "b.pdf", "-o", "t.pdf", "--tsa", &url]);
    other.succeed(&["extend", "t.pdf", "--level", "lt", "-o", "lt.pdf", "--tsa", &url]);
    other.succeed(&["extend", "lt.pdf", "--level", "lta", "-o", "lta.pdf", "--tsa", &url]);
    other.succeed(&["extend", "lta.pdf", "--level", "lta", "-o", "again.pdf", "--tsa", &url]);
    for (shorter, longer) in [("b", "t"), ("t", "lt"), ("lt", "lta"), ("lta", "again")] {
        let (before, after) = (other.read(&format!("{shorter}.pdf")), other.read(&format!("{longer}.pdf")));
        assert!(after.starts_with(&before) && after.len() > before.len(), "{longer}");
    }
    for (file, stamps) in [("lta.pdf", 2), ("again.pdf", 3)] {
        let (report, status) = station.verify(&other, file, &[]);
        assert_eq!(levels(&report), (vec!["B-LTA".to_owned()], stamps), "{file}: {report:#}");
        assert_eq!((status, report["integrity"].as_str()), (0, Some("intact")), "{file}: {report:#}");
    }
    let actions = other.actions();
    assert_eq!(actions.iter().filter(|action| *action == "extended").count(), 4, "{actions:?}");

    // In one step from the bare signature.
    other.succeed(&["extend", "b.pdf", "--level", "lta", "-o", "once.pdf", "--tsa", &url]);
    let (report, status) = station.verify(&other, "once.pdf", &[]);
    assert_eq!((levels(&report).0, status), (vec!["B-LTA".to_owned()], 0), "{report:#}");
}

#[test]
fn what_has_no_signature_cannot_be_brought_to_a_level() {
    let station = station();
    let clock = station.clock(Manner::Good);
    let ran =
        station.desk.run(&["extend", "in.pdf", "--level", "lt", "-o", "out.pdf", "--tsa", &clock.url()]);
    assert_eq!(ran.status, 3, "{}", ran.err);
    assert!(!station.desk.path("out.pdf").exists());
    // A document timestamp needs none.
    station.desk.succeed(&["timestamp", "in.pdf", "-o", "stamped.pdf", "--tsa", &clock.url()]);
    let (report, _) = station.verify(&station.desk, "stamped.pdf", &[]);
    assert_eq!(levels(&report), (Vec::new(), 1), "{report:#}");
}

#[test]
fn signed_without_network_and_stamped_when_it_is_back() {
    let station = station();
    let nobody = "http://127.0.0.1:9/tsa";
    // Without the word for later nothing is signed.
    let ran = station.sign("good-rsa", "in.pdf", "out.pdf", &["--level", "lta", "--tsa", nobody]);
    assert_eq!(ran.status, 4, "{}{}", ran.out, ran.err);
    assert!(!station.desk.path("out.pdf").exists());

    let more = ["--level", "lta", "--timestamp-later", "--tsa", nobody, "--json"];
    let ran = station.sign("good-rsa", "in.pdf", "out.pdf", &more);
    assert_eq!(ran.status, 0, "{}{}", ran.out, ran.err);
    let rows: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!((&rows[0]["waiting"], &rows[0]["level"]), (&Value::Bool(true), &"b".into()), "{rows:#}");
    let signed = station.desk.read("out.pdf");

    // The authority of the settings answers now.
    let clock = station.clock(Manner::Good);
    let kept = serde_json::json!([{ "url": clock.url() }]);
    let places = std::fs::read_dir(station.desk.profile()).unwrap();
    let names: Vec<_> = places.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    std::fs::write(station.desk.profile().join("authorities.json"), kept.to_string()).unwrap();
    let told = station.desk.succeed(&["timestamp", "--waiting"]);
    assert!(told.contains("out.pdf"), "{told} ({names:?})");
    let stamped = station.desk.read("out.pdf");
    assert!(stamped.starts_with(&signed) && stamped.len() > signed.len());
    let (report, status) = station.verify(&station.desk, "out.pdf", &[]);
    assert_eq!((levels(&report).0, status), (vec!["B-LTA".to_owned()], 0), "{report:#}");
    assert!(
        !station.desk.succeed(&["timestamp", "--waiting"]).contains("out.pdf"),
        "nothing waits any longer"
    );
}

#[test]
fn what_came_along_is_kept_for_the_timestamp_that_waits() {
    let station = station();
    let here = |path: &std::path::Path| {
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        station.desk.put(&name, std::fs::read(path).unwrap());
        name
    };
    let lists = station.lists().map(|list| here(list.as_ref()));
    let roots = station.village.roots().map(|root| here(&root));
    let mut more = vec!["--level", "lt", "--timestamp-later", "--tsa", "http://127.0.0.1:9/tsa"];
    lists.iter().for_each(|list| more.extend(["--crl", list.as_str()]));
    roots.iter().for_each(|root| more.extend(["--chain", root.as_str()]));
    station.signed("good-rsa", "in.pdf", "out.pdf", &more);

    // The files are gone, and nobody may be asked for them; the authority that did not answer still does not.
    lists.iter().chain(&roots).for_each(|name| std::fs::remove_file(station.desk.path(name)).unwrap());
    std::fs::remove_file(station.desk.profile().join("settings.json")).unwrap();
    let clock = station.clock(Manner::Good);
    let kept = serde_json::json!([{ "url": clock.url() }]);
    std::fs::write(station.desk.profile().join("authorities.json"), kept.to_string()).unwrap();
    station.desk.succeed(&["timestamp", "--waiting"]);
    assert_level(&station, &station.desk, "out.pdf", "B-LT", 1);
    // Nothing needs the copies any longer.
    assert_eq!(std::fs::read_dir(station.desk.profile().join("waiting")).unwrap().count(), 0);
}

#[test]
fn a_file_that_was_changed_meanwhile_is_left_alone() {
    let station = station();
    let more = ["--level", "t", "--timestamp-later", "--tsa", "http://127.0.0.1:9/tsa"];
    station.signed("good-rsa", "in.pdf", "out.pdf", &more);
    station.desk.put("out.pdf", structures::report(Listing::Table, 2).bytes());
    let clock = station.clock(Manner::Good);
    let kept = serde_json::json!([{ "url": clock.url() }]);
    std::fs::write(station.desk.profile().join("authorities.json"), kept.to_string()).unwrap();
    let ran = station.desk.run(&["timestamp", "--waiting"]);
    assert_eq!(ran.status, 4, "{}{}", ran.out, ran.err);
    assert_eq!(station.desk.read("out.pdf"), structures::report(Listing::Table, 2).bytes());
}

#[test]
fn the_first_authority_that_answers_well_is_taken() {
    let station = station();
    let bad = [
        Manner::Status(500),
        Manner::OtherImprint,
        Manner::NoNonce,
        Manner::Refuses,
        Manner::ContentType("text/html"),
    ];
    let bad: Vec<_> = bad.into_iter().map(|manner| station.clock(manner)).collect();
    let good = station.clock(Manner::Good);
    let urls: Vec<_> = bad.iter().chain([&good]).map(|clock| clock.url()).collect();
    let mut more = vec!["--level", "t"];
    urls.iter().for_each(|url| more.extend(["--tsa", url.as_str()]));
    station.signed("good-p256", "in.pdf", "out.pdf", &more);
    assert!(bad.iter().all(|clock| clock.seen().len() == 1) && good.seen().len() == 1);
    let (report, _) = station.verify(&station.desk, "out.pdf", &[]);
    assert_eq!(report["signatures"][0]["level"], "B-T", "{report:#}");

    // None of them: nothing is signed, and the reason is told.
    let ran = station.sign("good-p256", "in.pdf", "none.pdf", &more[..more.len() - 2]);
    assert_eq!(ran.status, 4, "{}", ran.err);
    assert!(
        ran.err.lines().count() >= 2 && !ran.err.contains("failure-") && !ran.err.contains("stamp-"),
        "{}",
        ran.err
    );
    assert!(!station.desk.path("none.pdf").exists());
}

#[test]
fn an_authority_that_wants_a_password_gets_it_and_nobody_else_sees_it() {
    let station = station();
    let clock = station.clock(Manner::Password("zhang", "open sesame"));
    let url = clock.url();
    let more = ["--level", "t", "--tsa", &url, "--tsa-user", "zhang", "--tsa-password-stdin"];
    let wrong = station.sign_with("good-p256", "in.pdf", "out.pdf", &more, "wrong\n");
    assert_eq!(wrong.status, 4, "{}", wrong.err);
    let right = station.sign_with("good-p256", "in.pdf", "out.pdf", &more, "open sesame\n");
    assert_eq!(right.status, 0, "{}", right.err);
    for said in [&wrong.out, &wrong.err, &right.out, &right.err] {
        assert!(!said.contains("sesame"), "{said}");
    }
    assert!(
        !String::from_utf8_lossy(&std::fs::read(station.desk.profile().join("log.sqlite")).unwrap())
            .contains("sesame")
    );
}

#[test]
fn with_supplied_lists_and_answers_where_nobody_may_be_asked() {
    let station = station();
    let clock = station.clock(Manner::Good);
    let url = clock.url();
    // Without the permission to ask loopback every address in the certificates is out of reach.
    std::fs::write(station.desk.profile().join("settings.json"), "{}").unwrap();
    let ran = station.sign("good-rsa", "in.pdf", "out.pdf", &["--level", "lt", "--tsa", &url]);
    assert_eq!(ran.status, 4, "{}{}", ran.out, ran.err);
    assert!(!station.desk.path("out.pdf").exists());
    assert!(
        station.village.server().seen().is_empty(),
        "an address of loopback in a certificate is not asked"
    );

    let lists = station.lists();
    let roots = station.village.roots().map(|root| root.to_str().unwrap().to_owned());
    let mut more = vec!["--level", "lt", "--tsa", url.as_str()];
    roots.iter().for_each(|root| more.extend(["--chain", root.as_str()]));
    lists.iter().for_each(|list| more.extend(["--crl", list.as_str()]));
    station.signed("good-rsa", "in.pdf", "lists.pdf", &more);
    assert_level(&station, &station.desk, "lists.pdf", "B-LT", 0);

    let answer = station.desk.path("good-rsa.ocsp");
    let request = station.village.ocsp_request("good-rsa");
    let response = ureq::post(station.village.ocsp_url())
        .header("content-type", "application/ocsp-request")
        .send(&request[..])
        .unwrap()
        .body_mut()
        .read_to_vec()
        .unwrap();
    std::fs::write(&answer, response).unwrap();
    let mut more = vec!["--level", "lt", "--tsa", url.as_str(), "--ocsp", answer.to_str().unwrap()];
    roots.iter().for_each(|root| more.extend(["--chain", root.as_str()]));
    lists
        .iter()
        .filter(|list| !list.ends_with("/issuing.crl"))
        .for_each(|list| more.extend(["--crl", list.as_str()]));
    station.signed("good-rsa", "in.pdf", "answer.pdf", &more);
    assert_level(&station, &station.desk, "answer.pdf", "B-LT", 0);
}

/// A field may want the answers inside the message (ISO 32000-2 table 237, /AddRevInfo): verified offline like those of the document.
#[test]
fn answers_go_into_the_message_where_a_field_wants_them_there() {
    let station = station();
    let mut pdf = structures::with_fields(Listing::Table, true);
    let rule = "/SV << /Type /SV /Ff 32 /AddRevInfo true >>";
    pdf.set(10, format!("<< /Type /Annot /Subtype /Widget /FT /Sig /T (Inspector) /F 4 /P 4 0 R /Rect [72 100 242 156.7] {rule} >>"));
    station.desk.put("wanted.pdf", pdf.bytes());
    let clock = station.clock(Manner::Good);
    let url = clock.url();
    station.signed(
        "good-rsa",
        "wanted.pdf",
        "out.pdf",
        &["--field", "Inspector", "--level", "t", "--tsa", &url],
    );
    let lists = station.lists();
    let authority: Vec<&str> = lists
        .iter()
        .filter(|list| !list.ends_with("/issuing.crl"))
        .flat_map(|list| ["--crl", list.as_str()])
        .collect();
    let (report, status) = station.verify(&station.desk, "out.pdf", &authority);
    assert_eq!((status, report["verdict"].as_str()), (0, Some("passed")), "{report:#}");
    let codes = report["signatures"][0]["findings"].to_string();
    assert!(!codes.contains("revocation-unknown") && !codes.contains("seed"), "{codes}");

    // Where nobody may be asked nothing is signed.
    std::fs::write(station.desk.profile().join("settings.json"), "{}").unwrap();
    let ran = station.sign("good-p256", "wanted.pdf", "none.pdf", &["--field", "Inspector"]);
    assert_eq!(ran.status, 4, "{}{}", ran.out, ran.err);
    assert!(!station.desk.path("none.pdf").exists());
}

#[test]
fn a_proxy_of_nobody_else_sees_what_is_fetched() {
    let station = station();
    let proxy = Server::start(|_| Reply::status(407));
    let settings = serde_json::json!({ "hosts": ["127.0.0.1"], "proxy": proxy.at("") });
    std::fs::write(station.desk.profile().join("settings.json"), settings.to_string()).unwrap();
    let clock = station.clock(Manner::Good);
    let ran = station.sign("good-rsa", "in.pdf", "out.pdf", &["--level", "t", "--tsa", &clock.url()]);
    assert_eq!(ran.status, 4, "a proxy that refuses is told, not gone around: {}{}", ran.out, ran.err);
    assert!(clock.seen().is_empty() && !proxy.seen().is_empty());
}
