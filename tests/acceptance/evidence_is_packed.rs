//! A signed report goes into one file with everything that proves it: openssl and a PDF reader check it without this program,
//! what was changed, taken out or put in is named, and hostile packages end in typed failures.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _, Write as _};

use serde_json::Value;
use tests::kit::command::Desk;
use tests::kit::laboratory::{KIND, Laboratory, PIN, assert_refused, letters, sign, travel};
use tests::kit::pdf::Listing;
use tests::kit::village::{PASSWORD, Village};
use tests::kit::{structures, tools};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

/// A desk with a report that was signed twice there.
fn desk() -> Desk {
    let desk = Desk::new();
    desk.put("in.pdf", structures::report(Listing::Table, 1).bytes());
    desk.signed("in.pdf", "once.pdf", &["--reason", "审核"]);
    desk.signed("once.pdf", "报告.pdf", &["--reason", "批准"]);
    desk
}

fn pack(desk: &Desk, output: &str, more: &[&str]) {
    let root = Village::get().root();
    let words = ["evidence", "报告.pdf", "-o", output, "--trust", root.to_str().unwrap()];
    desk.succeed_with(&format!("{PASSWORD}\n"), &[&words[..], &AT, more].concat());
}

const AT: [&str; 2] = ["--at", "2026-06-01T12:00:00Z"];

fn signed_pack(desk: &Desk, output: &str) {
    let key_file = Village::get().key_file("zhang-2048");
    pack(desk, output, &["--p12", key_file.to_str().unwrap(), "--pin-stdin"]);
}

/// The members in their order.
/// The name and the bytes of a file in a package.
type Member = (String, Vec<u8>);

fn members(bytes: &[u8]) -> Vec<Member> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let read = |index: usize| {
        let mut member = zip.by_index(index).unwrap();
        let mut bytes = Vec::new();
        member.read_to_end(&mut bytes).unwrap();
        (member.name().unwrap().into_owned(), bytes)
    };
    (0..ZipArchive::new(Cursor::new(bytes)).unwrap().len()).map(read).collect()
}

fn zipped(members: &[Member]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        let method = if name == "mimetype" { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        zip.start_file(name, SimpleFileOptions::default().compression_method(method)).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn check(desk: &Desk, package: &str) -> (Value, i32) {
    let root = Village::get().root();
    let words = ["evidence", "check", package, "--json", "--trust", root.to_str().unwrap()];
    let ran = desk.run(&[&words[..], &AT].concat());
    let told = serde_json::from_str(&ran.out);
    (told.unwrap_or_else(|fault| panic!("{fault}: {}{}", ran.out, ran.err)), ran.status)
}

fn codes(checked: &Value) -> Vec<&str> {
    checked["findings"].as_array().unwrap().iter().map(|one| one["code"].as_str().unwrap()).collect()
}

#[test]
fn it_holds_what_proves_the_report_and_answers_the_law() {
    let desk = desk();
    signed_pack(&desk, "evidence.zip");
    let all = members(&desk.read("evidence.zip"));
    assert_eq!(all[0], ("mimetype".to_owned(), b"application/vnd.etsi.asic-e+zip".to_vec()));
    assert_eq!(
        &desk.read("evidence.zip")[38..69],
        b"application/vnd.etsi.asic-e+zip",
        "first, stored, at its place"
    );
    let by_name: BTreeMap<&str, &[u8]> =
        all.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    let expected = [
        "META-INF/ASiCManifest.xml",
        "META-INF/signature.p7s",
        "certificates/signature-1.cer",
        "certificates/signature-1.pem",
        "certificates/signature-2.cer",
        "certificates/signature-2.pem",
        "document/报告.pdf",
        "log/compliance.pdf",
        "log/excerpt.json",
        "mimetype",
        "reports/verification-etsi.xml",
        "reports/verification.json",
        "reports/verification.pdf",
        "signatures/signature-1.p7s",
        "signatures/signature-2.p7s",
        "versions/signed-1.pdf",
        "说明 README.txt",
    ];
    assert_eq!(by_name.keys().copied().collect::<Vec<_>>(), expected);
    assert_eq!(by_name["document/报告.pdf"], desk.read("报告.pdf"), "the report as it is");
    assert_eq!(
        by_name["versions/signed-1.pdf"],
        desk.read("once.pdf"),
        "what the first signature was made over"
    );
    let report: Value = serde_json::from_slice(by_name["reports/verification.json"]).unwrap();
    assert_eq!(report[0]["verdict"], "passed");
    for (name, bytes) in &all {
        assert!(!name.ends_with(".pdf") || bytes.starts_with(b"%PDF"), "{name}");
    }

    let words = String::from_utf8(by_name["说明 README.txt"].to_vec()).unwrap();
    for question in [
        "生成、储存或者传递数据电文方法的可靠性",
        "保持内容完整性方法的可靠性",
        "用以鉴别发件人方法的可靠性",
        "不能说明的",
        "没有时间戳",
        "Not shown",
        "Art. 8 (3)",
    ] {
        assert!(words.contains(question), "{question}: {words}");
    }
    assert!(expected.iter().filter(|name| **name != "mimetype").all(|name| words.contains(name)), "{words}");

    let (checked, status) = check(&desk, "evidence.zip");
    assert_eq!((status, &checked["verdict"]), (0, &"passed".into()), "{checked}");
    assert_eq!(
        codes(&checked),
        ["package-all-there", "package-signed", "package-document", "package-log"],
        "{checked}"
    );
    let actions = desk.actions();
    assert!(
        actions.ends_with(&["signed-intent", "signed", "report-exported", "verified"].map(str::to_owned)),
        "{actions:?}"
    );
}

#[test]
fn others_check_it_with_the_commands_that_stand_in_it() {
    let desk = desk();
    signed_pack(&desk, "evidence.zip");
    let all = members(&desk.read("evidence.zip"));
    let folder = desk.path("unpacked");
    for (name, bytes) in &all {
        let path = folder.join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
    let words = std::fs::read_to_string(folder.join("说明 README.txt")).unwrap();
    let english = words.rsplit_once("====").unwrap().1;
    let commands: Vec<&str> = english
        .lines()
        .map(str::trim)
        .filter(|line| line.starts_with("( tail") || line.starts_with("openssl cms"))
        .collect();
    assert_eq!(commands.len(), 5, "the manifest, and two for each signature: {commands:?}");
    for command in commands {
        let script = format!(
            "cd '{}' && {command} > /dev/null 2>errors || {{ cat errors; exit 1; }}",
            folder.display()
        );
        let script = script.replace(".bin > /dev/null", ".bin");
        tools::succeed("sh", &["-c", &script]);
    }
    let root = Village::get().root();
    let (manifest, signature) =
        (folder.join("META-INF/ASiCManifest.xml"), folder.join("META-INF/signature.p7s"));
    let words =
        ["cms", "-verify", "-binary", "-inform", "DER", "-in", signature.to_str().unwrap(), "-content"];
    let rest = [
        manifest.to_str().unwrap(),
        "-CAfile",
        root.to_str().unwrap(),
        "-purpose",
        "any",
        "-attime",
        "1780315200",
        "-out",
        "/dev/null",
    ];
    tools::succeed("openssl", &[&words[..], &rest].concat());
    // The digests of the manifest are those of openssl.
    let manifest = std::fs::read_to_string(manifest).unwrap();
    let script = format!(
        "openssl dgst -sha256 -binary '{}' | openssl base64",
        folder.join("log/excerpt.json").display()
    );
    let digest = tools::succeed("sh", &["-c", &script]);
    assert!(manifest.contains(digest.trim()), "{manifest}");
    let pem = folder.join("certificates/signature-1.pem");
    tools::succeed("openssl", &["x509", "-in", pem.to_str().unwrap(), "-noout", "-subject"]);
    assert_eq!(tools::pdfsig(&folder.join("document/报告.pdf"), None).len(), 2);
}

#[test]
fn what_was_changed_taken_out_or_put_in_is_named() {
    let desk = desk();
    signed_pack(&desk, "evidence.zip");
    let all = members(&desk.read("evidence.zip"));
    let forged = |name: &str, change: &dyn Fn(&mut Vec<Member>)| {
        let mut members = all.clone();
        change(&mut members);
        desk.put(name, zipped(&members));
        let (checked, status) = check(&desk, name);
        assert_eq!((status, &checked["verdict"]), (1, &"failed".into()), "{name}: {checked}");
        checked
    };
    let named = |checked: &Value, code: &str, name: &str| {
        let found = checked["findings"].as_array().unwrap().iter().find(|one| one["code"] == code);
        assert!(
            found.is_some_and(|one| one["text"].as_str().unwrap().contains(name)),
            "{code} {name}: {checked}"
        );
    };
    let at = |members: &[Member], name: &str| members.iter().position(|(known, _)| known == name).unwrap();
    let checked = forged("changed.zip", &|members| {
        let index = at(members, "log/excerpt.json");
        members[index].1.push(b' ');
    });
    named(&checked, "package-changed", "log/excerpt.json");
    let checked = forged("missing.zip", &|members| {
        members.remove(at(members, "certificates/signature-1.cer"));
    });
    named(&checked, "package-missing", "certificates/signature-1.cer");
    let checked =
        forged("added.zip", &|members| members.push(("reports/second.pdf".to_owned(), b"%PDF".to_vec())));
    named(&checked, "package-added", "reports/second.pdf");
    let checked = forged("document.zip", &|members| {
        let index = at(members, "document/报告.pdf");
        let inside = members[index].1.windows(11).position(|window| window == b"Test report").unwrap();
        members[index].1[inside] = b'B';
    });
    named(&checked, "package-changed", "document/报告.pdf");
    // Whoever writes a manifest that fits the change breaks its signature.
    let checked = forged("manifest.zip", &|members| {
        members.retain(|(name, _)| name != "certificates/signature-1.cer");
        let index = at(members, "META-INF/ASiCManifest.xml");
        let text = String::from_utf8(members[index].1.clone()).unwrap();
        let (before, after) =
            text.split_once("  <asic:DataObjectReference URI=\"certificates/signature-1.cer\"").unwrap();
        let after = after.split_once("</asic:DataObjectReference>\n").unwrap().1;
        members[index].1 = format!("{before}{after}").into_bytes();
    });
    named(&checked, "package-signed", "not what was signed");
    // Without a signature that is said; the log of another report is found out.
    pack(&desk, "unsigned.zip", &[]);
    let (checked, status) = check(&desk, "unsigned.zip");
    assert_eq!(status, 0, "{checked}");
    assert!(codes(&checked).contains(&"package-unsigned"), "{checked}");
}

#[test]
fn hostile_packages_end_in_failures_within_limits() {
    let desk = Desk::new();
    let mime = ("mimetype".to_owned(), b"application/vnd.etsi.asic-e+zip".to_vec());
    let with = |members: Vec<Member>| zipped(&[vec![mime.clone()], members].concat());
    let one = |name: &str| with(vec![(name.to_owned(), b"x".to_vec())]);
    let mut twice = with(vec![("aaaa".into(), b"1".to_vec()), ("aaab".into(), b"2".to_vec())]);
    while let Some(at) = twice.windows(4).position(|window| window == b"aaab") {
        twice[at + 3] = b'a';
    }
    let many = with((0..2000).map(|number| (format!("{number}"), Vec::new())).collect());
    let bomb = with(vec![("zeros".into(), vec![0; 300 << 20])]);
    let mut lying = with(vec![("zeros".into(), vec![0; 1 << 20])]);
    let central = lying.windows(4).rposition(|window| window == b"PK\x01\x02").unwrap();
    lying[central + 24..central + 28].copy_from_slice(&10u32.to_le_bytes());
    for (name, bytes, case) in [
        ("up.zip", one("../x"), "package-name"),
        ("root.zip", one("/etc/x"), "package-name"),
        ("drive.zip", one("C:x"), "package-name"),
        ("twice.zip", twice, "package-damaged"),
        ("many.zip", many, "package-too-large"),
        ("bomb.zip", bomb, "package-too-large"),
        ("lying.zip", lying, "package-damaged"),
        ("bare.zip", zipped(&[("a".into(), b"x".to_vec())]), "package-none"),
        ("empty.zip", Vec::new(), "package-none"),
        ("text.zip", b"no ZIP at all".to_vec(), "package-none"),
        ("no-manifest.zip", one("a"), "package-manifest"),
    ] {
        desk.put(name, bytes);
        let ran = desk.run(&["evidence", "check", name]);
        assert_eq!(ran.status, 4, "{name}: {}{}", ran.out, ran.err);
        let words =
            texts::Catalogue::new(wire::Language::English).text(&wire::Text::new(case).with("name", name));
        assert!(ran.err.contains(&words), "{name}: {words}: {}", ran.err);
    }
    let whole = {
        let desk = self::desk();
        pack(&desk, "evidence.zip", &[]);
        desk.read("evidence.zip")
    };
    for cut in [1, 22, 100, whole.len() / 2, whole.len() - 1] {
        desk.put("cut.zip", &whole[..cut]);
        assert_eq!(desk.run(&["evidence", "check", "cut.zip"]).status, 4, "{cut}");
    }
}

#[test]
fn the_rules_of_use_hold_for_who_signs_a_package() {
    let laboratory = Laboratory::open();
    let zhang = &laboratory.zhang;
    zhang.put("in.pdf", std::fs::read(letters().join("JC-2026-0417.pdf")).unwrap());
    travel(zhang);
    assert_eq!(sign(zhang, "张三", "in.pdf", "out.pdf", &[]).status, 0);
    let pack = |more: &[&str]| {
        let words = [
            "evidence",
            "out.pdf",
            "-o",
            "evidence.zip",
            "--identity",
            "张三",
            "--pin-stdin",
            "--kind",
            KIND,
        ];
        zhang.run_with(&format!("{PIN}\n"), &[&words[..], more].concat())
    };
    assert_refused(&pack(&[]), "RS12 4.2");
    assert!(!zhang.names().contains(&"evidence.zip".to_owned()), "nothing was written");
    let ran = pack(&["--consent"]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    let all = members(&zhang.read("evidence.zip"));
    let signers =
        all.iter().find(|(name, _)| name == "directory/signers.json").expect("the directory's word");
    let said: Value = serde_json::from_slice(&signers.1).unwrap();
    assert_eq!(said["signers"][0]["name"], "张三", "{said}");
    assert!(!String::from_utf8_lossy(&signers.1).contains("idNumber"), "{said}");
    assert!(all.iter().any(|(name, _)| name == "revocation/list-1.crl"), "the directory's list was used");
    let ran = zhang.run(&["evidence", "check", "evidence.zip"]);
    assert_eq!(ran.status, 0, "{}{}", ran.out, ran.err);

    // What is not signed has no evidence; a name that is taken is never overwritten.
    assert_eq!(zhang.run(&["evidence", "in.pdf", "-o", "none.zip"]).status, 3);
    assert_eq!(zhang.run(&["evidence", "out.pdf", "-o", "evidence.zip"]).status, 4);
}
