//! Other people's programs: run, and read what they say.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// Runs a program and gives what it said. A program that is missing fails the test: set-up installs all of them.
pub fn run(program: &str, arguments: &[impl AsRef<OsStr>]) -> Output {
    let output = Command::new(program).args(arguments).stdin(Stdio::null()).output();
    output.unwrap_or_else(|fault| panic!("{program} does not run ({fault}); `cargo xtask setup` installs it"))
}

/// Runs a program that has to succeed; its standard output.
pub fn succeed(program: &str, arguments: &[impl AsRef<OsStr> + std::fmt::Debug]) -> String {
    let output = run(program, arguments);
    assert!(output.status.success(), "{program} {arguments:?}: {}", both(&output));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// Standard output and standard error.
pub fn both(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

/// The Python that has pyHanko.
pub fn python() -> PathBuf {
    std::env::var_os("VERMILION_PYTHON").map_or_else(|| PathBuf::from("python3"), PathBuf::from)
}

/// What `qpdf --check` makes of a file: 0 clean, 3 warnings, 2 errors.
pub fn qpdf_check(file: &Path, password: Option<&str>) -> (i32, String) {
    let password = format!("--password={}", password.unwrap_or_default());
    let output = run("qpdf", &["--check".as_ref(), password.as_ref(), file.as_os_str()]);
    (output.status.code().unwrap_or(-1), both(&output))
}

/// The validity lines of poppler's pdfsig, one for each signature, in the order of the fields.
pub fn pdfsig(file: &Path, password: Option<&str>) -> Vec<String> {
    let mut words = vec!["-nocert".into(), file.as_os_str().to_owned()];
    if let Some(password) = password {
        words.splice(0..0, ["-upw".into(), password.into()]);
    }
    let said = both(&run("pdfsig", &words));
    let validity = said.lines().filter_map(|line| line.split_once("Signature Validation: "));
    validity.map(|(_, verdict)| verdict.trim().to_owned()).collect()
}
