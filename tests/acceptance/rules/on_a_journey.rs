//! RS17: a tester signs only while travelling, reads first, agrees, and sends the report back.

use tests::kit::laboratory::{FIRST, KIND, Laboratory, PIN, assert_refused, letters, sign, travel};

fn laboratory() -> Laboratory {
    let laboratory = Laboratory::open();
    laboratory.zhang.put("in.pdf", std::fs::read(letters().join("JC-2026-0417.pdf")).unwrap());
    laboratory
}

/// off-site, reason-needed, place-recorded, return-package
#[test]
fn a_report_is_signed_off_site_and_comes_back() {
    let laboratory = laboratory();
    let zhang = &laboratory.zhang;
    assert_refused(&sign(zhang, "张三", "in.pdf", "out.pdf", &[]), "RS17 2");
    let empty = ["travel", "begin", "--place", "苏州", "--reason", "", "--until", "2099-01-01"];
    assert_refused(&zhang.run(&empty), "RS9 四");
    let past = ["travel", "begin", "--place", "苏州", "--reason", "检测", "--until", "2020-01-01"];
    assert_eq!(zhang.run(&past).status, 64);
    travel(zhang);
    let ran = sign(zhang, "张三", "in.pdf", "out.pdf", &[]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    let export = {
        zhang.succeed(&["log", "export", "-o", "log.json"]);
        std::fs::read_to_string(zhang.path("log.json")).unwrap()
    };
    assert!(export.contains("\"off-site\":\"苏州市政水厂\"") && export.contains("place-recorded (RS1"));

    let pack = ["travel", "return", "out.pdf", "--identity", "张三", "-o", "out.vletter", "--pin-stdin"];
    zhang.succeed_with(&format!("{PIN}\n"), &pack);
    let ran = laboratory.receive(&zhang.path("out.vletter"));
    assert_eq!(ran.status, 0, "{}", ran.err);
    assert!(ran.out.contains("valid"), "{}", ran.out);
    // The office takes it out of its archive, byte for byte, to have it sealed.
    let returned: serde_json::Value =
        serde_json::from_str(&laboratory.office.succeed(&["office", "returned"])).unwrap();
    let sha256 = returned[0]["sha256"].as_str().unwrap();
    laboratory.office.succeed(&["office", "returned", "--take-out", sha256, "-o", "taken-out.pdf"]);
    assert_eq!(laboratory.office.read("taken-out.pdf"), zhang.read("out.pdf"));
    let strange = laboratory.office.run(&["office", "returned", "--take-out", "00", "-o", "other.pdf"]);
    assert_eq!(strange.status, 64, "{}", strange.err);
    // A letter whose document was exchanged is not taken.
    let bent = std::fs::read_to_string(zhang.path("out.vletter")).unwrap().replacen("JVBER", "JVBES", 1);
    let bent = zhang.put("bent.vletter", bent);
    assert_eq!(laboratory.receive(&bent).status, 4);

    zhang.succeed(&["travel", "end"]);
    assert_refused(&sign(zhang, "张三", "in.pdf", "late.pdf", &[]), "RS17 2");
    let refusals = zhang.actions();
    assert!(refusals.iter().any(|action| action == "rule-refused"), "{refusals:?}");
}

/// consent, excluded-kind, barred-kind, scope, device
#[test]
fn nothing_is_signed_without_consent_nor_outside_the_scope() {
    let laboratory = laboratory();
    let zhang = &laboratory.zhang;
    travel(zhang);
    let with = |more: &[&str], output: &str| {
        let words = ["sign", "in.pdf", "-o", output, "--identity", "张三", "--pin-stdin"];
        zhang.run_with(&format!("{PIN}\n"), &[&words[..], more].concat())
    };
    assert_refused(&with(&["--kind", KIND], "a.pdf"), "RS12 4.2");
    assert_refused(&with(&["--consent", "--kind", "党组文件"], "a.pdf"), "RS18 §3");
    assert_eq!(with(&["--consent", "--kind", "继承协议"], "law.pdf").status, 0);
    zhang.succeed(&["log", "export", "-o", "log.json"]);
    let log = std::fs::read_to_string(zhang.path("log.json")).unwrap();
    assert!(log.contains("barred-kind (RS4 Art.3)"), "the warning is in the log");

    let change = |more: &[&str]| {
        let words = ["office", "person", "张三", "--by", FIRST, "--pin-stdin"];
        laboratory.office.succeed_with(&format!("{PIN}\n"), &[&words[..], more].concat());
        laboratory.update(&[zhang]);
    };
    change(&["--kind", "检测报告", "--condition", "devices", "--device", "0123456789abcdef"]);
    assert_refused(&with(&["--consent", "--kind", KIND], "b.pdf"), "RS10 六.2");
    change(&["--condition", "anywhere"]);
    assert_refused(&with(&["--consent", "--kind", "合同"], "b.pdf"), "RS8 一.2");
    assert_eq!(with(&["--consent", "--kind", KIND], "b.pdf").status, 0);
}

/// outside-identity: a certificate of another authority is told as such (RS4 Art.16)
#[test]
fn an_outside_certificate_is_told_and_can_be_forbidden() {
    let laboratory = laboratory();
    let zhang = &laboratory.zhang;
    let create = ["identity", "create", "--name", "外人", "--key", "p256", "--pin-stdin"];
    zhang.succeed_with("outside pin 7\n", &create);
    let with = |output: &str| {
        let words = ["sign", "in.pdf", "-o", output, "--identity", "外人", "--consent", "--pin-stdin"];
        zhang.run_with("outside pin 7\n", &words)
    };
    assert_eq!(with("a.pdf").status, 0);
    zhang.succeed(&["log", "export", "-o", "log.json"]);
    assert!(
        std::fs::read_to_string(zhang.path("log.json")).unwrap().contains("outside-identity (RS4 Art.16)")
    );
    let words = ["office", "policy", "outside-allowed=false", "--by", FIRST, "--pin-stdin"];
    laboratory.office.succeed_with(&format!("{PIN}\n"), &words);
    laboratory.update(&[zhang]);
    assert_refused(&with("b.pdf"), "RS4 Art.16");
}

/// no-delegation: there is no word with which a personal signature could be handed over
#[test]
fn a_personal_signature_cannot_be_handed_over() {
    let laboratory = laboratory();
    let help = laboratory.office.run(&["identity", "--help"]).out;
    assert!(!help.contains("delegate") && !help.contains("hand-over"), "{help}");
    // Another station has not got the key, whatever the directory says.
    laboratory.wang.put("in.pdf", std::fs::read(letters().join("JC-2026-0417.pdf")).unwrap());
    assert_eq!(sign(&laboratory.wang, "张三", "in.pdf", "out.pdf", &[]).status, 64);
}
