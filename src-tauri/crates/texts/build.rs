//! Cuts the catalogue into its messages, so that a program which says one sentence does not read a thousand, and a new
//! `.ftl` is found without a line of code.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let locales = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../assets/locales").canonicalize()?;
    println!("cargo::rerun-if-changed={}", locales.display());
    let mut code = String::new();
    for (name, language) in [("CHINESE", "zh-CN"), ("ENGLISH", "en")] {
        let folder = locales.join(language);
        println!("cargo::rerun-if-changed={}", folder.display());
        let mut messages = BTreeMap::new();
        for file in fs::read_dir(&folder)? {
            let path = file?.path();
            if path.extension().is_some_and(|ending| ending == "ftl") {
                println!("cargo::rerun-if-changed={}", path.display());
                cut(&fs::read_to_string(&path)?, &mut messages)
                    .map_err(|id| io::Error::other(format!("{}: {id} is there twice", path.display())))?;
            }
        }
        let mut text = String::new();
        let mut spans = String::new();
        for source in messages.values() {
            let start = text.len();
            text.push_str(source);
            let _ = write!(spans, "({start}, {}), ", text.len());
        }
        let _ = writeln!(code, "static {name}: Messages = Messages {{ text: {text:?}, spans: &[{spans}] }};");
    }
    let out = env::var_os("OUT_DIR").unwrap_or_default();
    fs::write(Path::new(&out).join("catalogue.rs"), code)
}

/// Each message with its lines, by its id. A message begins where a line begins with its name; comments belong to nobody.
fn cut(source: &str, messages: &mut BTreeMap<String, String>) -> Result<(), String> {
    let mut current = None;
    for line in source.lines().filter(|line| !line.starts_with('#')) {
        if line.starts_with(|first: char| first.is_ascii_alphabetic())
            && let Some((id, _)) = line.split_once(" =")
        {
            if messages.contains_key(id) {
                return Err(id.to_owned());
            }
            current = Some(id.to_owned());
        }
        if let Some(id) = &current {
            let message: &mut String = messages.entry(id.clone()).or_default();
            message.push_str(line);
            message.push('\n');
        }
    }
    Ok(())
}
