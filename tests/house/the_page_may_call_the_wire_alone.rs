//! What the window's page may do: call the commands of the wire and listen to events, and nothing else.

use serde_json::Value;
use std::collections::BTreeSet;
use tests::kit::project;

macro_rules! names {
    ($($(#[doc = $doc:literal])+ $name:ident($request:ty) -> $response:tt $(< $inner:ty >)?;)+) => {
        [$(stringify!($name)),+]
    };
}

fn json(path: &str) -> Value {
    let text = std::fs::read(project().join("src-tauri").join(path)).expect(path);
    serde_json::from_slice(&text).expect(path)
}

#[test]
fn the_permissions_are_level_with_the_commands() {
    let capability = json("capabilities/main.json");
    let granted: BTreeSet<_> = capability["permissions"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|one| one.as_str().expect("a name"))
        .collect();
    let commands = wire::commands!(names).map(|name| format!("allow-{}", name.replace('_', "-")));
    let wanted: BTreeSet<_> = commands
        .iter()
        .map(String::as_str)
        .chain(["core:event:allow-listen", "core:event:allow-unlisten"])
        .collect();
    assert_eq!(granted, wanted);
    assert_eq!(capability["windows"], serde_json::json!(["main"]));
    let more = std::fs::read_dir(project().join("src-tauri/capabilities")).expect("the folder").count();
    assert_eq!(more, 1, "there is one window and one list");
}

#[test]
fn the_page_is_shut_in() {
    let security = &json("tauri.conf.json")["app"]["security"];
    let policy = security["csp"].as_str().expect("a policy");
    for open in ["unsafe-inline", "unsafe-eval", "*", "https:", "http: "] {
        assert!(!policy.contains(open), "{open} in {policy}");
    }
    assert!(policy.starts_with("default-src 'none';"), "{policy}");
    assert_eq!(security["freezePrototype"], true);
    assert_eq!(security["assetProtocol"]["enable"], false);
    assert_eq!(security["dangerousDisableAssetCspModification"], false);
    assert_eq!(json("tauri.conf.json")["app"]["withGlobalTauri"], false);
}
