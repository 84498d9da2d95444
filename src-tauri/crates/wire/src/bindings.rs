//! Writes `ui/src/bindings/` and fails where it was stale.
#![allow(clippy::unwrap_used)]

use std::path::PathBuf;
use std::{fs, io};

use ts_rs::{Config, TS};

use crate::*;

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../ui/src/bindings")
}

/// Collects a type and all it is made of.
struct Collector<'a> {
    config: &'a Config,
    out: &'a mut std::collections::BTreeMap<String, String>,
}

impl ts_rs::TypeVisitor for Collector<'_> {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        collect::<T>(self.config, self.out);
    }
}

fn collect<T: TS + 'static + ?Sized>(config: &Config, out: &mut std::collections::BTreeMap<String, String>) {
    if T::output_path().is_none() {
        T::visit_dependencies(&mut Collector { config, out });
        T::visit_generics(&mut Collector { config, out });
        return;
    }
    let name = T::ident(config);
    if out.contains_key(&name) {
        return;
    }
    let docs = T::docs().unwrap_or_default();
    out.insert(name, format!("{docs}export {}\n", T::decl(config)));
    T::visit_dependencies(&mut Collector { config, out });
}

macro_rules! write_commands {
    ($($(#[doc = $doc:literal])+ $name:ident($request:ty) -> $response:tt $(< $inner:ty >)?;)+) => {
        fn commands(config: &Config, types: &mut std::collections::BTreeMap<String, String>) -> String {
            let mut text = String::from("export interface Commands {\n");
            $(
                collect::<$request>(config, types);
                $(text.push_str(&format!("  /**{} */\n", $doc));)+
                let request = <$request as TS>::name(config);
                text.push_str(&format!(
                    "  {}: {{ request: {}; response: {} }};\n",
                    stringify!($name), request, response!(config, types, $response $(< $inner >)?)
                ));
            )+
            text.push_str("}\n");
            text
        }
    };
}

macro_rules! response {
    ($config:ident, $types:ident, bytes) => {
        "Uint8Array".to_owned()
    };
    ($config:ident, $types:ident, $response:tt $(< $inner:ty >)?) => {{
        collect::<$response $(< $inner >)?>($config, $types);
        <$response $(< $inner >)? as TS>::name($config)
    }};
}

commands!(write_commands);

#[test]
fn the_page_has_the_types_of_today() -> io::Result<()> {
    let config = Config::default();
    let mut types = std::collections::BTreeMap::new();
    let list = commands(&config, &mut types);
    collect::<SigningProgress>(&config, &mut types);
    collect::<FingerStep>(&config, &mut types);
    collect::<BatchProgress>(&config, &mut types);
    collect::<ComparingProgress>(&config, &mut types);
    collect::<VerifyProgress>(&config, &mut types);
    collect::<Failure>(&config, &mut types);
    let mut text =
        String::from("// Written by `cargo test -p wire` from src-tauri/crates/wire; do not edit.\n\n");
    for declaration in types.values() {
        text.push_str(declaration);
        text.push('\n');
    }
    text.push_str(&list);
    let path = folder().join("wire.ts");
    let before = fs::read_to_string(&path).unwrap_or_default();
    if before != text {
        fs::create_dir_all(folder())?;
        fs::write(&path, &text)?;
    }
    // A first run without the file writes it; a stale one fails so that the commit holds both.
    assert!(before.is_empty() || before == text, "ui/src/bindings/wire.ts was stale and has been rewritten");
    Ok(())
}
