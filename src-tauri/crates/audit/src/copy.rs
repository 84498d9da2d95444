//! The copy of the head beside the log. A lone database cannot tell that its last rows are gone
//! (a lost `-wal` file, an older copy put back); its head, kept in a second file, can. It is a
//! witness against accidents and careless hands: who can write both files can forge both, which
//! is why heads also travel in signed documents.

use crate::Error;
use crate::value::Head;
use serde::{Deserialize, Serialize};
use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

const FORMAT: &str = "vermilion-log-head";
const VERSION: u32 = 1;
/// A copy is some 250 bytes; whatever is much larger is none.
const LARGEST: u64 = 4096;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Contents {
    format: String,
    version: u32,
    #[serde(rename = "head")]
    head: Head,
}

/// What the file beside the log holds.
pub(crate) enum Found {
    Head(Head),
    Missing,
    Unreadable,
}

/// Where the copy of the head of the log at `path` lies: the same name with `.head` added.
pub(crate) fn path(path: &Path) -> PathBuf {
    with_suffix(path, ".head")
}

fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(suffix);
    name.into()
}

/// Reads the copy at `path`.
pub(crate) fn read(path: &Path) -> Result<Found, Error> {
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Found::Missing),
        Err(error) => return Err(error.into()),
    };
    let mut text = Vec::new();
    file.take(LARGEST).read_to_end(&mut text)?;
    Ok(match serde_json::from_slice::<Contents>(&text) {
        Ok(found) if found.format == FORMAT && found.version == VERSION => Found::Head(found.head),
        _ => Found::Unreadable,
    })
}

/// Replaces the copy at `path` in one step. The caller holds the log's write lock, so there is one writer.
pub(crate) fn write(path: &Path, head: &Head) -> Result<(), Error> {
    let contents = Contents { format: FORMAT.to_owned(), version: VERSION, head: *head };
    let mut text = serde_json::to_vec_pretty(&contents).map_err(io::Error::other)?;
    text.push(b'\n');
    let temporary = with_suffix(path, ".tmp");
    let mut file = File::create(&temporary)?;
    file.write_all(&text)?;
    file.sync_all()?; // before the rename: after a power cut the name leads to the old copy or to the new one
    drop(file);
    fs::rename(&temporary, path)?;
    Ok(())
}
