//! Gives every command of the wire a permission of its own; without the list each would be open to every window.

macro_rules! names {
    ($($(#[doc = $doc:literal])+ $name:ident($request:ty) -> $response:tt $(< $inner:ty >)?;)+) => {
        &[$(stringify!($name)),+]
    };
}

fn main() {
    println!("cargo::rerun-if-changed=../ui/dist");
    let manifest = tauri_build::AppManifest::new().commands(wire::commands!(names));
    if let Err(fault) = tauri_build::try_build(tauri_build::Attributes::new().app_manifest(manifest)) {
        println!("cargo::error={fault:#}");
    }
}
