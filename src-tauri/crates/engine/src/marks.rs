//! The signatures that a user draws or scans: those of this session, and those kept for next time.
//!
//! A kept mark is a file of its own in the profile. What is kept is the strokes or the picture as it came; how it
//! looks is made anew each time.

use std::path::PathBuf;

use appearance::{Appearance, Cleaning, Ink, InkPoint, Picture, SizeMm};
use serde::{Deserialize, Serialize};
use wire::{ChangeMark, DrawnMark, Failure, FailureCode, Mark, MarkKind, Stroke};

use crate::source::file_name;
use crate::{Engine, failures, lock, output, profile, random_hex};

/// The width of a drawn specimen, and how finely it is drawn: pixels a millimetre.
const SPECIMEN_MM: f64 = 50.0;
const SPECIMEN_SCALE: f64 = 16.0;

/// What a mark is made of.
#[derive(Clone)]
enum Art {
    Ink(Ink),
    Image { file: Vec<u8>, remove_background: bool },
}

#[derive(Clone)]
struct Entry {
    id: String,
    art: Art,
    kept: bool,
    /// A seal's picture that the command line named.
    is_seal: bool,
    /// The identity that first signed with it.
    owner: Option<String>,
}

/// The marks, newest first; filled from the profile at the first use.
#[derive(Default)]
pub(crate) struct Marks {
    entries: Vec<Entry>,
    loaded: bool,
}

/// What stands beside the file of a kept mark.
#[derive(Default, Serialize, Deserialize)]
struct Note {
    #[serde(default)]
    remove_background: bool,
    /// The identity that first signed with it.
    #[serde(default)]
    owner: Option<String>,
}

impl Engine {
    /// The kept marks and those of this session, newest first.
    pub fn marks(&self, (): ()) -> Result<Vec<Mark>, Failure> {
        self.with_marks(|marks| marks.entries.iter().map(describe).collect())
    }

    /// Takes in a drawn signature.
    pub fn add_drawn_mark(&self, drawn: DrawnMark) -> Result<Mark, Failure> {
        let ink = ink_of(&drawn.strokes)?;
        self.add_mark(Art::Ink(ink), drawn.keep)
    }

    /// Takes in a picture that the user picked; its white paper is taken away at first, because it mostly is paper.
    pub fn add_image_mark(&self, path: &std::path::Path) -> Result<Mark, Failure> {
        let file = read_picture(path)?;
        let cleaned = Cleaning { remove_background: true, trim: true };
        let remove_background = match Picture::open(&file, cleaned) {
            Ok(_) => true,
            // A dark or transparent picture is used as it is.
            Err(appearance::Error::DarkBackground | appearance::Error::EmptyPicture) => false,
            Err(error) => return Err(failures::of_appearance(&error).with("name", file_name(path))),
        };
        self.add_mark(Art::Image { file, remove_background }, true)
    }

    /// Keeps or forgets a mark, or takes its white paper away.
    pub fn change_mark(&self, change: ChangeMark) -> Result<Mark, Failure> {
        let entry = self.with_marks(|marks| {
            let entry = marks.entries.iter_mut().find(|entry| entry.id == change.id);
            let entry = entry.ok_or_else(|| Failure::new(FailureCode::NoSuchMark))?;
            entry.kept = change.keep.unwrap_or(entry.kept);
            if let (Art::Image { remove_background, .. }, Some(remove)) =
                (&mut entry.art, change.remove_background)
            {
                *remove_background = remove;
            }
            Ok(entry.clone())
        })?;
        if entry.kept {
            self.keep(&entry)?
        } else {
            self.forget(&entry.id)
        }
        describe(&entry)
    }

    /// Forgets a mark.
    pub fn remove_mark(&self, id: String) -> Result<(), Failure> {
        self.with_marks(|marks| {
            marks.entries.retain(|entry| entry.id != id);
            Ok(())
        })?;
        self.forget(&id);
        Ok(())
    }

    /// Keeps a specimen that came with an issued copy; the hand that it was made from may be here still.
    pub(crate) fn keep_specimen(&self, file: &[u8]) -> Result<(), Failure> {
        let known = self.with_marks(|marks| Ok(marks.entries.clone()))?;
        if known
            .into_iter()
            .filter(|entry| entry.kept)
            .any(|entry| specimen(entry.art).is_ok_and(|own| own == file))
        {
            return Ok(());
        }
        let remove_background = open_picture(file, true).is_ok();
        self.add_mark(Art::Image { file: file.to_vec(), remove_background }, true).map(drop)
    }

    /// The picture of a mark for an application.
    pub(crate) fn specimen_of(&self, id: &str) -> Result<Vec<u8>, Failure> {
        let found =
            self.with_marks(|marks| Ok(marks.entries.iter().find(|entry| entry.id == id).cloned()))?;
        specimen(found.ok_or_else(|| Failure::new(FailureCode::NoSuchMark))?.art)
    }

    /// A mark as the appearance maker takes it.
    pub(crate) fn art_of(&self, id: &str) -> Result<appearance::Mark, Failure> {
        let found =
            self.with_marks(|marks| Ok(marks.entries.iter().find(|entry| entry.id == id).cloned()))?;
        match found.ok_or_else(|| Failure::new(FailureCode::NoSuchMark))?.art {
            Art::Ink(ink) => Ok(appearance::Mark::Ink(ink)),
            Art::Image { file, remove_background } => {
                Ok(appearance::Mark::Picture(open_picture(&file, remove_background)?))
            }
        }
    }

    /// Whether a mark is a seal's picture.
    pub(crate) fn is_seal(&self, id: &str) -> Result<bool, Failure> {
        self.with_marks(|marks| Ok(marks.entries.iter().any(|entry| entry.id == id && entry.is_seal)))
    }

    /// Whether a mark is kept for next time.
    pub(crate) fn is_kept(&self, id: &str) -> Result<bool, Failure> {
        self.with_marks(|marks| Ok(marks.entries.iter().any(|entry| entry.id == id && entry.kept)))
    }

    /// A picture file as a mark of this session, by its id; its paper is left as it is.
    pub(crate) fn add_session_picture(
        &self,
        path: &std::path::Path,
        is_seal: bool,
    ) -> Result<String, Failure> {
        let file = read_picture(path)?;
        open_picture(&file, false).map_err(|failure| failure.with("name", file_name(path)))?;
        self.add_for_session(Art::Image { file, remove_background: false }, is_seal)
    }

    /// An ink file as a mark of this session, by its id.
    pub(crate) fn add_session_ink(&self, path: &std::path::Path) -> Result<String, Failure> {
        self.add_for_session(Art::Ink(read_ink(path)?), false)
    }

    fn add_for_session(&self, art: Art, is_seal: bool) -> Result<String, Failure> {
        let id = random_hex(8)?;
        self.with_marks(|marks| {
            marks.entries.insert(0, Entry { id: id.clone(), art, kept: false, is_seal, owner: None });
            Ok(id)
        })
    }

    /// Remembers whose hand a kept mark is: the first identity that signs with it.
    pub(crate) fn mark_signed(&self, id: &str, identity: &str) -> Result<(), Failure> {
        let tied = self.with_marks(|marks| {
            let free = |entry: &&mut Entry| entry.id == id && entry.kept && entry.owner.is_none();
            let entry = marks.entries.iter_mut().find(free);
            Ok(entry.map(|entry| {
                entry.owner = Some(identity.to_owned());
                entry.clone()
            }))
        })?;
        tied.iter().try_for_each(|entry| self.keep(entry))
    }

    fn add_mark(&self, art: Art, keep: bool) -> Result<Mark, Failure> {
        let entry = Entry { id: random_hex(8)?, art, kept: keep, is_seal: false, owner: None };
        let mark = describe(&entry)?;
        if keep {
            self.keep(&entry)?;
        }
        self.with_marks(|marks| {
            marks.entries.insert(0, entry);
            Ok(())
        })?;
        Ok(mark)
    }

    fn with_marks<T>(&self, work: impl FnOnce(&mut Marks) -> Result<T, Failure>) -> Result<T, Failure> {
        let mut marks = lock(&self.marks);
        if !marks.loaded {
            marks.entries = self.kept_marks();
            marks.loaded = true;
        }
        work(&mut marks)
    }

    /// The marks in the profile, newest first; a file that is no mark is passed over.
    fn kept_marks(&self) -> Vec<Entry> {
        let Ok(files) = std::fs::read_dir(self.profile.marks()) else { return Vec::new() };
        let mut found: Vec<_> = files
            .flatten()
            .filter_map(|file| {
                let path = file.path();
                let id = path.file_stem()?.to_str()?.to_owned();
                let bytes = std::fs::read(&path).ok()?;
                let note = std::fs::read(path.with_extension("json")).unwrap_or_default();
                let note = serde_json::from_slice::<Note>(&note).unwrap_or_default();
                let art = match path.extension()?.to_str()? {
                    "ink" => Art::Ink(Ink::from_json(&bytes).ok()?),
                    "picture" => Art::Image { file: bytes, remove_background: note.remove_background },
                    _ => return None,
                };
                Some((
                    file.metadata().and_then(|facts| facts.modified()).ok(),
                    Entry { id, art, kept: true, is_seal: false, owner: note.owner },
                ))
            })
            .collect();
        found.sort_by_key(|(modified, _)| std::cmp::Reverse(*modified));
        found.into_iter().map(|(_, entry)| entry).collect()
    }

    fn keep(&self, entry: &Entry) -> Result<(), Failure> {
        profile::make_private(&self.profile.marks())?;
        let remove_background = matches!(entry.art, Art::Image { remove_background: true, .. });
        let note = serde_json::to_vec(&Note { remove_background, owner: entry.owner.clone() })
            .map_err(|fault| Failure::new(FailureCode::Internal).because(fault))?;
        output::replace(&self.mark_file(&entry.id, "json"), &note)?;
        match &entry.art {
            Art::Ink(ink) => output::replace(&self.mark_file(&entry.id, "ink"), ink.to_json().as_bytes()),
            Art::Image { file, .. } => output::replace(&self.mark_file(&entry.id, "picture"), file),
        }
    }

    fn forget(&self, id: &str) {
        for ending in ["ink", "picture", "json"] {
            let _ = std::fs::remove_file(self.mark_file(id, ending));
        }
    }

    fn mark_file(&self, id: &str, ending: &str) -> PathBuf {
        // Ids are ours; one that came from elsewhere must not lead out of the folder.
        let id: String = id.chars().filter(char::is_ascii_hexdigit).collect();
        self.profile.marks().join(id).with_extension(ending)
    }
}

/// The picture file at `path`, its size checked before it is read.
pub(crate) fn read_picture(path: &std::path::Path) -> Result<Vec<u8>, Failure> {
    let unreadable = |fault: std::io::Error| {
        Failure::new(FailureCode::ImageUnreadable).with("name", file_name(path)).because(fault)
    };
    let facts = std::fs::metadata(path).map_err(unreadable)?;
    if facts.len() > appearance::MAX_PICTURE_BYTES as u64 {
        return Err(Failure::new(FailureCode::ImageUnreadable).with("name", file_name(path)));
    }
    std::fs::read(path).map_err(unreadable)
}

/// The ink of a file in the JSON form of the command line.
pub(crate) fn read_ink(path: &std::path::Path) -> Result<Ink, Failure> {
    let bytes = std::fs::read(path).map_err(|fault| failures::unreadable(path, fault))?;
    Ink::from_json(&bytes).map_err(|error| failures::of_appearance(&error).with("name", file_name(path)))
}

/// A picture ready to be placed, with its margins cut off.
pub(crate) fn open_picture(file: &[u8], remove_background: bool) -> Result<Picture, Failure> {
    Picture::open(file, Cleaning { remove_background, trim: true })
        .map_err(|error| failures::of_appearance(&error))
}

/// The file of a picture as it came; of a drawing, a picture of it on transparent paper.
fn specimen(art: Art) -> Result<Vec<u8>, Failure> {
    let ink = match art {
        Art::Image { file, .. } => return Ok(file),
        Art::Ink(ink) => ink,
    };
    let drawn = Appearance::new(appearance::Mark::Ink(ink));
    let height = drawn.natural_height_mm(SPECIMEN_MM);
    let form =
        drawn.form(SizeMm::new(SPECIMEN_MM, height)).map_err(|error| failures::of_appearance(&error))?;
    let pixels = |millimetres: f64| (millimetres * SPECIMEN_SCALE).round().clamp(1.0, 4096.0) as u32;
    render::draw_form(&form, pixels(SPECIMEN_MM), pixels(height), &render::Limits::default())
        .and_then(|pixels| pixels.to_png())
        .map_err(|error| failures::of_render(&error))
}

fn ink_of(strokes: &[Stroke]) -> Result<Ink, Failure> {
    let strokes = strokes.iter().map(|stroke| {
        let points = stroke.points.iter().map(|point| {
            let mut drawn = InkPoint::new(point.x, point.y);
            drawn.pressure = point.pressure;
            drawn.time = point.time;
            drawn
        });
        points.collect()
    });
    Ink::new(strokes.collect()).map_err(|error| failures::of_appearance(&error))
}

fn describe(entry: &Entry) -> Result<Mark, Failure> {
    let (kind, aspect, background_removed) = match &entry.art {
        Art::Ink(ink) => (MarkKind::Ink, ink.outline().aspect(), false),
        Art::Image { file, remove_background } => {
            (MarkKind::Image, open_picture(file, *remove_background)?.aspect(), *remove_background)
        }
    };
    Ok(Mark {
        id: entry.id.clone(),
        kind,
        aspect,
        kept: entry.kept,
        background_removed,
        owner: entry.owner.clone(),
    })
}
