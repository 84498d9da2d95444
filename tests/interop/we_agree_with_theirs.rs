//! Signatures made by pyHanko and by openssl, judged by us.

use crate::pyhanko;
use std::path::PathBuf;
use tests::kit::command::{Desk, assert_passed};
use tests::kit::pdf::{Listing, Pdf};
use tests::kit::village::Village;
use tests::kit::{structures, tools};

#[test]
fn every_style_of_pyhanko() {
    let desk = Desk::new();
    let styles = [
        "adobe",
        "pades",
        "pades visible",
        "pades sha512",
        "pades pss",
        "adobe visible sha512",
        "certify pades",
        "certify visible",
    ];
    let mut jobs: Vec<(PathBuf, PathBuf, String)> = Vec::new();
    for sample in structures::plain() {
        if !["table", "xref-stream", "object-streams", "revisions-packed", "form-direct", "annots-indirect"]
            .contains(&sample.name)
        {
            continue;
        }
        let source = desk.put(&format!("{}.pdf", sample.name), &sample.bytes);
        for style in styles {
            let target = desk.path(&format!("{}-{}.pdf", sample.name, style.replace(' ', "-")));
            jobs.push((source.clone(), target, style.to_owned()));
        }
        let first = desk.path(&format!("{}-pades.pdf", sample.name));
        jobs.push((first, desk.path(&format!("{}-two.pdf", sample.name)), "pades second visible".to_owned()));
        let first = desk.path(&format!("{}-certify-pades.pdf", sample.name));
        jobs.push((
            first,
            desk.path(&format!("{}-certified-two.pdf", sample.name)),
            "pades second".to_owned(),
        ));
    }
    let borrowed: Vec<_> = jobs
        .iter()
        .map(|(source, target, style)| (source.as_path(), target.as_path(), style.as_str()))
        .collect();
    pyhanko::sign(&borrowed);
    for (_, target, style) in &jobs {
        let name = target.file_name().unwrap().to_str().unwrap();
        let signatures = if style.contains("second") { 2 } else { 1 };
        let (report, status) = desk.verify(name, &[]);
        if style.contains("pss") {
            // As much salt as the key has room for: RFC 4055 §3.1 allows it and advises against it.
            assert_eq!(report["integrity"], "intact", "{name}: {report:#}");
            continue;
        }
        assert_eq!((status, report["verdict"].as_str()), (0, Some("passed")), "{name}: {report:#}");
        assert_eq!(report["signatures"].as_array().unwrap().len(), signatures, "{name}");
        let kind = if style.contains("certify") { "certification" } else { "approval" };
        if signatures == 1 {
            assert_eq!(report["signatures"][0]["kind"], kind, "{name}");
        }
    }
    println!("{} files of pyHanko passed", jobs.len());
}

#[test]
fn one_of_theirs_and_one_of_ours_in_one_file() {
    let desk = Desk::new();
    desk.put("in.pdf", structures::report(Listing::Packed, 1).bytes());
    pyhanko::sign(&[(&desk.path("in.pdf"), &desk.path("theirs.pdf"), "pades visible")]);
    desk.signed("theirs.pdf", "both.pdf", &[]);
    assert_passed(&desk, "both.pdf", 2);
    pyhanko::assert_valid(&pyhanko::judge([(desk.path("both.pdf").as_path(), None)])[0], 2, "both");
    desk.signed("in.pdf", "ours.pdf", &[]);
    pyhanko::sign(&[(&desk.path("ours.pdf"), &desk.path("theirs-last.pdf"), "pades second visible")]);
    assert_passed(&desk, "theirs-last.pdf", 2);
}

#[test]
fn a_file_that_pyhanko_signed_and_somebody_bent() {
    let desk = Desk::new();
    desk.put("in.pdf", structures::report(Listing::Table, 1).bytes());
    pyhanko::sign(&[(&desk.path("in.pdf"), &desk.path("signed.pdf"), "pades")]);
    let mut bytes = desk.read("signed.pdf");
    let at = bytes.windows(11).position(|window| window == b"Test report").unwrap();
    bytes[at] = b'B';
    desk.put("bent.pdf", bytes);
    let (report, status) = desk.verify("bent.pdf", &[]);
    assert_eq!((status, report["integrity"].as_str()), (1, Some("broken")), "{report:#}");
}

/// A document of the kit with a signature that openssl's command line made.
fn by_openssl(desk: &Desk, listing: Listing, sub_filter: &str, words: &[&str]) -> Vec<u8> {
    const ROOM: usize = 12_000;
    let mut pdf: Pdf = structures::with_fields(listing, true);
    let field = "<< /Type /Annot /Subtype /Widget /FT /Sig /T (Inspector) /F 4 /P 4 0 R /Rect [72 100 242 156.7] /V 20 0 R >>";
    pdf.set(10, field);
    pdf.set(1, "<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [10 0 R 11 0 R] /SigFlags 3 >> >>");
    pdf.set(
        20,
        format!(
            "<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /{sub_filter} /M (D:20260101120000Z) /ByteRange [0 ********** ********** **********] /Contents <{}> >>",
            "0".repeat(ROOM)
        ),
    );
    let mut file = pdf.bytes();
    let contents = file.windows(11).position(|window| window == b"/Contents <").unwrap() + 10;
    let after = contents + ROOM + 2;
    for number in [contents, after, file.len() - after] {
        let star = file.iter().position(|byte| *byte == b'*').unwrap();
        file[star..star + 10].copy_from_slice(format!("{number:<10}").as_bytes());
    }
    let content = desk.put("content.bin", [&file[..contents], &file[after..]].concat());
    let village = Village::get();
    let cms = desk.path("cms.der");
    let paths = [
        &content,
        &village.certificate("zhang-2048"),
        &village.key("zhang-2048"),
        &village.certificate("issuing"),
        &cms,
    ]
    .map(|path| path.to_str().unwrap().to_owned());
    let [content, signer, key, chain, out] = &paths;
    let common = [
        "cms",
        "-sign",
        "-binary",
        "-outform",
        "DER",
        "-in",
        content,
        "-signer",
        signer,
        "-inkey",
        key,
        "-certfile",
        chain,
        "-out",
        out,
    ];
    tools::succeed("openssl", &[&common[..], words].concat());
    let hex = hex::encode(desk.read("cms.der"));
    file[contents + 1..contents + 1 + hex.len()].copy_from_slice(hex.as_bytes());
    file
}

#[test]
fn what_openssl_signed() {
    let desk = Desk::new();
    for (name, sub_filter, words) in [
        ("cades", "ETSI.CAdES.detached", &["-cades", "-nosmimecap", "-md", "sha256"][..]),
        ("adobe", "adbe.pkcs7.detached", &["-cades", "-md", "sha512"]),
        (
            "pss",
            "ETSI.CAdES.detached",
            &[
                "-cades",
                "-nosmimecap",
                "-md",
                "sha256",
                "-keyopt",
                "rsa_padding_mode:pss",
                "-keyopt",
                "rsa_pss_saltlen:32",
            ],
        ),
    ] {
        let file = format!("{name}.pdf");
        desk.put(&file, by_openssl(&desk, Listing::Table, sub_filter, words));
        let (report, status) = desk.verify(&file, &[]);
        assert_eq!(
            (status, report["verdict"].as_str(), report["integrity"].as_str()),
            (0, Some("passed"), Some("intact")),
            "{name}: {report:#}"
        );
    }
    // Without the attribute that binds the certificate the bytes are whole, and the rest is open.
    desk.put("unbound.pdf", by_openssl(&desk, Listing::Table, "ETSI.CAdES.detached", &["-md", "sha256"]));
    let (report, status) = desk.verify("unbound.pdf", &[]);
    assert_eq!((status, report["integrity"].as_str()), (2, Some("intact")), "{report:#}");
    // No signed attributes: refused for what calls itself CAdES, whatever the digest says.
    desk.put(
        "bare.pdf",
        by_openssl(&desk, Listing::Table, "ETSI.CAdES.detached", &["-noattr", "-md", "sha256"]),
    );
    let (report, status) = desk.verify("bare.pdf", &[]);
    assert_eq!((status, report["verdict"].as_str()), (1, Some("failed")), "{report:#}");
}
