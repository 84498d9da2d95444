//! The computer's own 仿宋, for the lettering of seals (国家税务总局公告 2011 年第 7 号 has invoice seals in it).
//!
//! It is looked for by the names of its files in the folders where systems keep fonts, the user's own first; nothing is
//! installed and nothing of it is embedded: a seal keeps outlines. A face with the simplified characters of a seal goes
//! before one that has only some of them.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use appearance::SealFont;
use wire::{Failure, SealFace};

use crate::{Engine, lock};

/// Parts of the names of font files in the style of 仿宋, in lower case: those of Windows, of its office programs and of
/// macOS, of 方正, Fandol and cwTeX, and whatever says so itself.
const NAMES: &[&str] = &["simfang", "stfang", "fangsong", "fandolfang", "cwfs", "fzfs", "仿宋"];
/// What a font file's name ends with.
const ENDINGS: &[&str] = &["ttf", "otf", "ttc", "otc"];
/// The largest font file that is read, bytes.
const LARGEST: u64 = 64 << 20;
/// How many folders are looked into at most, and how deep.
const MOST_FOLDERS: usize = 4000;
const DEEPEST: usize = 8;
/// Characters that a seal of a laboratory has.
const USUAL: &str = "检验检测专用章技术有限公司";

impl Engine {
    /// The faces that a seal's lettering can have on this computer.
    pub fn seal_faces(&self, (): ()) -> Result<Vec<SealFace>, Failure> {
        let fangsong = self.fangsong().map(|_| SealFace::Fangsong);
        Ok(std::iter::once(SealFace::Song).chain(fangsong).collect())
    }

    /// The computer's own 仿宋; found once, and looked for again while there is none.
    pub(super) fn fangsong(&self) -> Option<Arc<SealFont>> {
        let mut kept = lock(&self.fangsong);
        if kept.is_none() {
            *kept = find(&folders()).map(Arc::new);
        }
        kept.clone()
    }
}

/// The first font among those found that has a seal's usual characters, else the first.
fn find(folders: &[PathBuf]) -> Option<SealFont> {
    let mut files: Vec<PathBuf> = Vec::new();
    let mut seen = 0;
    for folder in folders {
        gather(folder, DEEPEST, &mut seen, &mut files);
    }
    let mut second = None;
    for font in files.iter().filter_map(|file| read(file)) {
        if font.has(USUAL) {
            return Some(font);
        }
        second = second.or(Some(font));
    }
    second
}

fn read(file: &Path) -> Option<SealFont> {
    let facts = std::fs::metadata(file).ok().filter(|facts| facts.len() <= LARGEST)?;
    let bytes = std::fs::read(file).ok().filter(|bytes| bytes.len() as u64 == facts.len())?;
    SealFont::open(bytes).ok()
}

/// The files of such names in a folder and those below it, in the order of their names.
fn gather(folder: &Path, depth: usize, seen: &mut usize, files: &mut Vec<PathBuf>) {
    *seen += 1;
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    let mut entries: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    entries.sort();
    for path in &entries {
        if is_fangsong(path) {
            files.push(path.clone());
        } else if depth > 0 && *seen < MOST_FOLDERS && path.is_dir() && !path.is_symlink() {
            gather(path, depth - 1, seen, files);
        }
    }
}

fn is_fangsong(path: &Path) -> bool {
    let name = path.file_stem().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default();
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
    ENDINGS.contains(&ending.as_str()) && NAMES.iter().any(|part| name.contains(part))
}

/// Where fonts are kept: the user's own folder, then the system's.
fn folders() -> Vec<PathBuf> {
    let own = directories::UserDirs::new().and_then(|dirs| dirs.font_dir().map(Path::to_owned));
    let local =
        directories::BaseDirs::new().map(|dirs| dirs.data_local_dir().join("Microsoft/Windows/Fonts"));
    let windows = std::env::var_os("WINDIR").map(|windows| Path::new(&windows).join("Fonts"));
    const SYSTEM: &[&str] = &[
        "/usr/local/share/fonts",
        "/usr/share/fonts",
        "/usr/share/texmf/fonts",
        "/usr/share/texlive/texmf-dist/fonts/opentype/public/fandol",
        "/usr/local/texlive/texmf-dist/fonts/opentype/public/fandol",
        "/Library/Fonts",
        "/System/Library/Fonts",
        "/System/Library/AssetsV2",
    ];
    let system = SYSTEM.iter().map(PathBuf::from);
    own.into_iter().chain(local).chain(windows).chain(system).filter(|folder| folder.is_dir()).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    /// A face that comes with the program stands in for one of 仿宋: what is asked is which file is taken.
    const FACE: &[u8] = include_bytes!("../../../../../assets/fonts/vermilion-song.otf");

    #[test]
    fn fonts_are_known_by_their_files_names() {
        for name in
            ["simfang.ttf", "STFANGSO.TTF", "FandolFang-Regular.otf", "cwTeXFangSong.ttf", "华文仿宋.ttf"]
        {
            assert!(is_fangsong(Path::new(name)), "{name}");
        }
        for name in ["simsun.ttc", "simfang.fon", "FandolSong-Regular.otf", "fangsong"] {
            assert!(!is_fangsong(Path::new(name)), "{name}");
        }
    }

    #[test]
    fn a_font_that_has_the_characters_goes_before_one_that_has_not() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        std::fs::create_dir_all(at("deep/er")).unwrap();
        assert!(find(&[folder.path().to_owned()]).is_none());
        std::fs::write(at("fangsong-damaged.ttf"), b"no font").unwrap();
        std::fs::write(at("fangsong-latin.otf"), latin_alone()).unwrap();
        assert!(!find(&[folder.path().to_owned()]).unwrap().has(USUAL));
        std::fs::write(at("deep/er/FandolFang-Regular.otf"), FACE).unwrap();
        assert!(find(&[folder.path().to_owned()]).unwrap().has(USUAL));
    }

    /// A font file whose characters are none of a seal's: the same face with every mapping taken away.
    fn latin_alone() -> Vec<u8> {
        let mut bytes = FACE.to_vec();
        let tables = u16::from_be_bytes([bytes[4], bytes[5]]) as usize;
        for table in 0..tables {
            let at = 12 + table * 16;
            if &bytes[at..at + 4] == b"cmap" {
                bytes[at..at + 4].copy_from_slice(b"xmap");
            }
        }
        bytes
    }
}
