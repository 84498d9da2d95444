//! The finding on a file as a report to hand on: a PDF that its verifier may sign, XML as ETSI TS 119 102-2 has it, and the
//! four conditions of a reliable electronic signature in each.

use serde_json::Value;
use std::path::Path;
use tests::kit::command::{Desk, assert_passed};
use tests::kit::pdf::Listing;
use tests::kit::structures;
use tests::kit::tools;
use tests::kit::village::Village;

const PIN: &str = "correct horse 7";
const AT: [&str; 2] = ["--at", "2026-06-01T12:00:00Z"];

fn desk() -> Desk {
    let desk = Desk::new();
    desk.put("in.pdf", structures::with_fields(Listing::Table, true).bytes());
    desk.signed("in.pdf", "one.pdf", &["--field", "Inspector", "--text", "--reason", "Approved"]);
    desk.signed("one.pdf", "two.pdf", &["--field", "Reviewer", "--text"]);
    desk
}

fn verify(desk: &Desk, file: &str, more: &[&str]) -> tests::kit::command::Outcome {
    let root = Village::get().root();
    desk.run(&[&["verify", "--trust", root.to_str().unwrap(), file][..], &AT, more].concat())
}

/// The words of a PDF without the breaks of its lines.
fn words(file: &Path) -> String {
    tools::succeed("pdftotext", &["-layout".as_ref(), file.as_os_str(), "-".as_ref()])
        .split_whitespace()
        .collect()
}

#[test]
fn the_paper_says_all_that_was_found() {
    let desk = desk();
    let ran = verify(&desk, "two.pdf", &["--report", "report.pdf", "--json"]);
    assert_eq!(ran.status, 0, "{}{}", ran.out, ran.err);
    let report: Value = serde_json::from_str(&ran.out).unwrap();
    assert!(ran.err.contains("report.pdf"), "beside JSON it is told to people: {}", ran.err);
    let words = words(&desk.path("report.pdf"));
    let expected = |value: &Value| value.as_str().unwrap().split_whitespace().collect::<String>();
    for value in [
        &report[0]["file"]["sha256"],
        &report[0]["policy"]["name"],
        &report[0]["policy"]["validationTime"],
        &report[0]["policy"]["trustAnchors"][0],
        &report[0]["signatures"][0]["signer"]["sha256"],
        &report[0]["signatures"][0]["signer"]["serial"],
        &report[0]["signatures"][1]["indication"],
        &report[0]["signatures"][0]["article13"][2]["text"],
        &report[0]["signatures"][0]["changes"][0]["text"],
    ] {
        assert!(words.contains(&expected(value)), "{value} in {words}");
    }
    let (code, said) = tools::qpdf_check(&desk.path("report.pdf"), None);
    assert_eq!(code, 0, "{said}");
    assert_eq!(verify(&desk, "two.pdf", &["--report", "report.pdf"]).status, 4, "never overwritten");

    let root = Village::get().root();
    let chinese = ["--lang", "zh-CN", "verify", "--trust", root.to_str().unwrap(), "two.pdf"];
    desk.run(&[&chinese[..], &["--report", "chinese.pdf"]].concat());
    assert!(self::words(&desk.path("chinese.pdf")).contains("第十三条"));
    assert_eq!(
        desk.run(&["verify", "two.pdf", "in.pdf", "--report", "x.pdf"]).status,
        64,
        "one file, one report"
    );
}

#[test]
fn the_verifier_signs_the_paper_where_they_wish() {
    let desk = desk();
    let pin = format!("{PIN}\n");
    desk.succeed_with(&pin, &["identity", "create", "--name", "Li Si", "--key", "p256", "--pin-stdin"]);
    let by = ["verify", "two.pdf", "--report", "report.pdf", "--sign-as", "Li Si", "--pin-stdin"];
    let wrong = desk.run_with("wrong horse 1\n", &by);
    assert_eq!(wrong.status, 5, "{}", wrong.err);
    assert!(!desk.path("report.pdf").exists());
    let ran = desk.run_with(&pin, &by);
    assert_eq!(ran.status, 2, "of the file, not of the report: {}{}", ran.out, ran.err);
    assert!(!desk.names().iter().any(|name| name.starts_with('.')), "{:?}", desk.names());
    let report: Value = serde_json::from_str(&desk.run(&["verify", "--json", "report.pdf"]).out).unwrap();
    let signature = &report[0]["signatures"][0];
    assert_eq!(signature["kind"], "certification", "nothing may be changed in it");
    assert_eq!(signature["signer"]["commonName"], "Li Si");
    assert_eq!((&signature["integrity"], &signature["coversWholeFile"]), (&"intact".into(), &true.into()));
    assert_eq!(tools::pdfsig(&desk.path("report.pdf"), None), ["Signature is Valid."]);
    assert!(desk.actions().contains(&"report-exported".to_owned()));
    assert_eq!(desk.run(&["verify", "two.pdf", "--sign-as", "Li Si"]).status, 64, "there is nothing to sign");
}

/// What an element holds, by its path; a reader of its own, so that the writer cannot excuse itself.
struct Xml(roxmltree::Document<'static>);

const NAMESPACE: &str = "http://uri.etsi.org/19102/v1.2.1#";

impl Xml {
    fn read(desk: &Desk, name: &str) -> Self {
        let text: &'static str = String::from_utf8(desk.read(name)).unwrap().leak();
        Self(roxmltree::Document::parse(text).unwrap())
    }

    fn all(&self, name: &str) -> Vec<roxmltree::Node<'_, 'static>> {
        self.0.descendants().filter(|node| node.tag_name().name() == name).collect()
    }

    fn texts(&self, name: &str) -> Vec<&str> {
        self.all(name).iter().filter_map(|node| node.text()).collect()
    }
}

fn children<'a>(node: &roxmltree::Node<'a, '_>) -> Vec<&'a str> {
    node.children().filter(roxmltree::Node::is_element).map(|child| child.tag_name().name()).collect()
}

#[test]
fn the_xml_is_that_of_the_standard() {
    let desk = desk();
    let ran = verify(&desk, "two.pdf", &["--etsi", "report.xml", "--json"]);
    assert_eq!(ran.status, 0, "{}{}", ran.out, ran.err);
    let json: Value = serde_json::from_str(&ran.out).unwrap();
    let xml = Xml::read(&desk, "report.xml");
    let root = xml.0.root_element();
    assert_eq!((root.tag_name().namespace(), root.tag_name().name()), (Some(NAMESPACE), "ValidationReport"));
    assert_eq!(
        children(&root),
        [
            "SignatureValidationReport",
            "SignatureValidationReport",
            "SignatureValidationObjects",
            "SignatureValidator"
        ]
    );
    for report in xml.all("SignatureValidationReport") {
        assert_eq!(
            children(&report),
            [
                "SignatureIdentifier",
                "ValidationConstraintsEvaluationReport",
                "ValidationTimeInfo",
                "SignersDocument",
                "SignatureAttributes",
                "SignerInformation",
                "SignatureValidationProcess",
                "SignatureValidationStatus"
            ]
        );
    }
    assert_eq!(xml.texts("MainIndication"), ["urn:etsi:019102:mainindication:total-passed"; 2]);
    assert_eq!(xml.texts("DAIdentifier"), ["Inspector", "Reviewer"]);
    assert_eq!(xml.texts("ValidationTime"), ["2026-06-01T12:00:00Z"; 2]);
    assert_eq!(xml.texts("ReasonElement"), ["Approved"]);

    // Every reference leads to an object, every object is the certificate that its name says.
    let ids: Vec<_> = xml.all("ValidationObject").iter().filter_map(|node| node.attribute("id")).collect();
    for node in xml.0.descendants().filter_map(|node| node.attribute("VOReference")) {
        assert!(node.split(' ').all(|id| ids.contains(&id)), "{node} is not among {ids:?}");
    }
    let signer = json[0]["signatures"][0]["signer"]["sha256"].as_str().unwrap();
    assert!(ids.contains(&format!("C-{signer}").as_str()), "{ids:?}");
    assert!(xml.texts("base64").iter().all(|der| der.starts_with("MII")), "DER in base64");
    let anchor = json[0]["policy"]["trustAnchors"][0].as_str().unwrap();
    let chain = xml.all("CertificateChain")[0];
    let last = chain.children().rfind(roxmltree::Node::is_element).unwrap();
    assert_eq!(last.tag_name().name(), "TrustAnchor");
    assert_eq!(last.attribute("VOReference"), Some(format!("C-{anchor}").as_str()));

    // The digest of the signed bytes is that of the file up to its end, without the value.
    assert!(xml.all("DigestMethod").iter().all(|node| {
        node.tag_name().namespace() == Some("http://www.w3.org/2000/09/xmldsig#")
            && node.attribute("Algorithm") == Some("http://www.w3.org/2001/04/xmlenc#sha256")
    }));
    verify(&desk, "two.pdf", &["--etsi", "again.xml"]);
    assert_eq!(desk.read("report.xml"), desk.read("again.xml"), "the same bytes every time");
}

#[test]
fn the_xml_names_what_is_wrong() {
    let desk = desk();
    let mut bytes = desk.read("one.pdf");
    let at = bytes.windows(8).position(|window| window == b"/MediaBo").unwrap();
    let digit = bytes[at..].iter().position(u8::is_ascii_digit).unwrap() + at;
    bytes[digit] ^= 1;
    desk.put("broken.pdf", bytes);
    assert_eq!(verify(&desk, "broken.pdf", &["--etsi", "broken.xml"]).status, 1);
    let xml = Xml::read(&desk, "broken.xml");
    assert_eq!(xml.texts("MainIndication"), ["urn:etsi:019102:mainindication:total-failed"]);
    assert_eq!(xml.texts("SubIndication"), ["urn:etsi:019102:subindication:HASH_FAILURE"]);
    let ran = verify(&desk, "in.pdf", &["--etsi", "none.xml"]);
    assert_eq!(ran.status, 3, "the standard has no report without a signature: {}", ran.err);
    assert!(!desk.path("none.xml").exists());
}

fn answers(report: &Value) -> Vec<String> {
    let conditions = report["signatures"][0]["article13"].as_array().unwrap();
    conditions.iter().map(|one| one["answer"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn article_13_is_answered_honestly() {
    let desk = desk();
    let (report, _) = desk.verify("one.pdf", &[]);
    let conditions = report["signatures"][0]["article13"].as_array().unwrap();
    let numbers: Vec<_> = conditions.iter().map(|one| one["condition"].as_u64().unwrap()).collect();
    assert_eq!(numbers, [1, 2, 3, 4]);
    assert_eq!(
        answers(&report),
        ["not-provable", "not-provable", "yes", "yes"],
        "no file proves who held the key"
    );
    assert!(conditions.iter().all(|one| !one["text"].as_str().unwrap().starts_with("article13-")));

    // What was signed is as it was, and the changes since are allowed.
    assert_eq!(answers(&desk.verify("two.pdf", &[]).0), ["not-provable", "not-provable", "yes", "yes"]);
    let mut bytes = desk.read("one.pdf");
    let at = bytes.windows(8).position(|window| window == b"/MediaBo").unwrap();
    let digit = bytes[at..].iter().position(u8::is_ascii_digit).unwrap() + at;
    bytes[digit] ^= 1;
    desk.put("broken.pdf", &bytes);
    assert_eq!(answers(&desk.verify("broken.pdf", &[]).0), ["not-provable", "not-provable", "yes", "no"]);
    assert_passed(&desk, "two.pdf", 2);
}
