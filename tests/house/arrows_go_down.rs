//! The directions of imports between our crates, read from `cargo metadata`: exactly these are allowed.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;
use tests::kit::project;

const ALLOWED: &[(&str, &[&str])] = &[
    ("wire", &[]),
    ("pdf", &[]),
    ("pki", &[]),
    ("audit", &[]),
    ("texts", &["wire"]),
    ("cades", &["pki"]),
    ("trustlist", &["pki"]),
    ("net", &["cades", "pki"]),
    ("keys", &["cades", "pki"]),
    ("registry", &["audit", "cades", "keys", "pki"]),
    ("appearance", &["pdf"]),
    ("render", &["appearance", "pdf"]),
    ("report", &["appearance"]),
    ("preflight", &["pdf", "render"]),
    ("paperlink", &["cades", "pki"]),
    ("copies", &["appearance", "pdf"]),
    ("seam", &[]),
    ("asic", &[]),
    ("sign", &["appearance", "cades", "pdf", "pki"]),
    ("verify", &["cades", "pdf", "pki", "render"]),
    (
        "engine",
        &[
            "appearance",
            "asic",
            "audit",
            "cades",
            "copies",
            "keys",
            "net",
            "paperlink",
            "pdf",
            "pki",
            "preflight",
            "registry",
            "render",
            "report",
            "seam",
            "sign",
            "texts",
            "trustlist",
            "verify",
            "wire",
        ],
    ),
    ("cli", &["engine", "texts", "wire"]),
    ("desktop", &["engine", "texts", "wire"]),
    ("xtask", &[]),
];

fn metadata() -> serde_json::Value {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--no-deps", "--offline"])
        .current_dir(project())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

/// Each crate with what it imports, by the predicate on the kind of dependency.
fn imports(wanted: impl Fn(Option<&str>) -> bool) -> BTreeMap<String, BTreeSet<String>> {
    let metadata = metadata();
    let packages = metadata["packages"].as_array().unwrap();
    let name = |value: &serde_json::Value| value["name"].as_str().unwrap().to_owned();
    packages
        .iter()
        .map(|package| {
            let dependencies = package["dependencies"].as_array().unwrap().iter();
            (name(package), dependencies.filter(|one| wanted(one["kind"].as_str())).map(name).collect())
        })
        .collect()
}

#[test]
fn no_crate_imports_what_it_may_not() {
    let imports = imports(|kind| kind != Some("dev"));
    let allowed: BTreeMap<_, _> = ALLOWED.iter().copied().collect();
    for (package, imported) in &imports {
        let ours: Vec<_> =
            imported.iter().filter(|name| imports.contains_key(*name)).map(String::as_str).collect();
        if package == "tests" {
            assert!(ours.is_empty(), "the kit speaks bytes: {ours:?}");
            continue;
        }
        let allowed = allowed
            .get(package.as_str())
            .unwrap_or_else(|| panic!("the new crate {package} needs its row here"));
        let others: Vec<_> = ours.iter().filter(|name| !allowed.contains(name)).collect();
        assert!(others.is_empty(), "{package} may not import {others:?}");
    }
}

#[test]
fn verify_never_imports_sign_not_even_for_its_tests() {
    let all = imports(|_| true);
    assert!(!all["verify"].contains("sign"));
    for lower in ["wire", "pdf", "pki", "audit"] {
        let ours: Vec<_> = all[lower].iter().filter(|name| all.contains_key(*name)).collect();
        assert!(ours.is_empty(), "{lower}: {ours:?}");
    }
}

#[test]
fn each_third_party_stays_in_its_place() {
    let places: [(&str, &[&str]); 8] = [
        ("tauri", &["desktop"]),
        ("rusqlite", &["audit", "registry"]),
        ("hayro", &["render"]),
        ("aws-lc-rs", &["keys"]),
        ("printpdf", &["report"]),
        // Sockets are opened by one crate; the tests speak WebDriver.
        ("ureq", &["net", "tests"]),
        ("rustls", &["net"]),
        // Its object model is what those that write speak in; its loader is used by nobody.
        ("lopdf", &["pdf", "appearance", "sign", "copies"]),
    ];
    let imports = imports(|kind| kind != Some("dev"));
    for (crate_name, allowed) in places {
        for (package, imported) in &imports {
            assert!(
                !imported.contains(crate_name) || allowed.contains(&package.as_str()),
                "{package} imports {crate_name}"
            );
        }
    }
}
