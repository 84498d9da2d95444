//! Makes the files of `assets/samples`: a test report of a laboratory that does not exist, and its seal.
//!
//! `cargo run -p report --example samples -- assets/samples`, or `cargo xtask samples`. Made twice, the
//! files are the same byte for byte.

mod chart;
mod letterhead;
mod results;
mod seal;
mod test_report;

use std::error::Error;
use std::path::PathBuf;
use std::{env, fs};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(env::args_os().nth(1).ok_or("usage: samples FOLDER")?);
    fs::create_dir_all(&folder)?;
    for (name, contents) in [
        (format!("report-{}.pdf", letterhead::NUMBER), test_report::make()?),
        ("seal.png".to_owned(), seal::make()?),
    ] {
        let path = folder.join(name);
        fs::write(&path, &contents)?;
        println!("{} ({} bytes)", path.display(), contents.len());
    }
    Ok(())
}
