//! Lists the catalogue's files, so that a new `.ftl` is found without a line of code.

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
        let mut files: Vec<_> = fs::read_dir(&folder)?.collect::<Result<Vec<_>, _>>()?;
        files.sort_by_key(fs::DirEntry::file_name);
        let _ = writeln!(code, "const {name}: &[&str] = &[");
        for file in files.iter().filter(|f| f.path().extension().is_some_and(|e| e == "ftl")) {
            println!("cargo::rerun-if-changed={}", file.path().display());
            let _ = writeln!(code, "    include_str!({:?}),", file.path());
        }
        let _ = writeln!(code, "];");
    }
    let out = env::var_os("OUT_DIR").unwrap_or_default();
    fs::write(Path::new(&out).join("catalogue.rs"), code)
}
