//! A file on disk as the reader's source of bytes: read by position, never as a whole.

use std::fs::File;
use std::io;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::SystemTime;

use sha2::{Digest as _, Sha256};
use wire::Failure;

use crate::{failures, lock};

/// How much is read at once when a file is read from end to end.
const CHUNK: usize = 1 << 20;

/// An open file, with what tells whether somebody changed it meanwhile.
pub(crate) struct FileSource {
    file: File,
    length: u64,
    modified: Option<SystemTime>,
    /// The blocks read last, newest first: a reader goes to and fro between the cross-reference table, object streams
    /// and the objects themselves, and reads many small pieces that lie close together in each.
    blocks: Mutex<Vec<Block>>,
}

struct Block {
    start: u64,
    bytes: Vec<u8>,
}

const BLOCK: usize = 64 * 1024;
const BLOCKS: usize = 8;

impl FileSource {
    /// Opens a regular file for reading.
    pub(crate) fn open(path: &Path) -> Result<Arc<Self>, Failure> {
        Self::try_open(path).map(Arc::new).map_err(|fault| failures::unreadable(path, fault))
    }

    fn try_open(path: &Path) -> io::Result<Self> {
        Self::of(File::open(path)?)
    }

    /// A file that is open already; it must be a regular one.
    pub(crate) fn of(file: File) -> io::Result<Self> {
        let facts = file.metadata()?;
        if !facts.is_file() {
            return Err(io::ErrorKind::InvalidInput.into());
        }
        Ok(Self { file, length: facts.len(), modified: facts.modified().ok(), blocks: Mutex::default() })
    }

    /// The open file once more, for another process.
    pub(crate) fn handle(&self) -> io::Result<File> {
        self.file.try_clone()
    }

    /// Copies the first `length` bytes to the start of another file, inside the system where it can do that.
    pub(crate) fn copy_to(&self, length: u64, mut to: &File) -> io::Result<()> {
        let mut from = &self.file;
        io::Seek::rewind(&mut from)?;
        let copied = io::copy(&mut io::Read::take(from, length), &mut to)?;
        if copied == length { Ok(()) } else { Err(io::ErrorKind::UnexpectedEof.into()) }
    }

    /// Whether length and time of change are what they were when the file was opened.
    pub(crate) fn is_unchanged(&self) -> bool {
        self.file
            .metadata()
            .is_ok_and(|facts| facts.len() == self.length && facts.modified().ok() == self.modified)
    }
}

impl pdf::Source for FileSource {
    fn len(&self) -> u64 {
        self.length
    }

    fn read_at(&self, offset: u64, buf: &mut [u8]) -> io::Result<()> {
        let end = offset.checked_add(buf.len() as u64).ok_or(io::ErrorKind::UnexpectedEof)?;
        if end > self.length {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        if buf.len() >= BLOCK {
            return read_exact_at(&self.file, buf, offset);
        }
        let mut blocks = lock(&self.blocks);
        let mut at = offset;
        let mut rest = buf;
        while !rest.is_empty() {
            let block = self.block(&mut blocks, at)?;
            let from = (at - block.start) as usize;
            let length = rest.len().min(block.bytes.len().saturating_sub(from));
            let (part, left) = rest.split_at_mut(length);
            match block.bytes.get(from..from + length) {
                Some(bytes) if length > 0 => part.copy_from_slice(bytes),
                _ => return Err(io::ErrorKind::UnexpectedEof.into()),
            }
            at += length as u64;
            rest = left;
        }
        Ok(())
    }
}

impl FileSource {
    /// The block around a position, read where it is not kept. Blocks stand at multiples of their size, so that it does
    /// not matter from which side a reader comes.
    fn block<'a>(&self, blocks: &'a mut Vec<Block>, at: u64) -> io::Result<&'a Block> {
        let start = at - at % BLOCK as u64;
        match blocks.iter().position(|block| block.start == start) {
            Some(found) => blocks.get_mut(..=found).unwrap_or_default().rotate_right(1),
            None => {
                let oldest = if blocks.len() < BLOCKS { None } else { blocks.pop() };
                let mut bytes = oldest.map_or_else(Vec::new, |block| block.bytes);
                bytes.resize((self.length - start).min(BLOCK as u64) as usize, 0);
                read_exact_at(&self.file, &mut bytes, start)?;
                blocks.insert(0, Block { start, bytes });
            }
        }
        blocks.first().ok_or_else(|| io::ErrorKind::UnexpectedEof.into())
    }
}

#[cfg(unix)]
fn read_exact_at(file: &File, buf: &mut [u8], offset: u64) -> io::Result<()> {
    std::os::unix::fs::FileExt::read_exact_at(file, buf, offset)
}

#[cfg(windows)]
fn read_exact_at(file: &File, mut buf: &mut [u8], mut offset: u64) -> io::Result<()> {
    while !buf.is_empty() {
        let read = std::os::windows::fs::FileExt::seek_read(file, buf, offset)?;
        if read == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        buf = &mut buf[read..];
        offset += read as u64;
    }
    Ok(())
}

/// SHA-256 of all bytes, read once and never held.
pub(crate) fn sha256_of(source: &dyn pdf::Source) -> io::Result<[u8; 32]> {
    sha256_of_prefix(source, source.len())
}

/// SHA-256 of the first `length` bytes; fails where there are fewer.
pub(crate) fn sha256_of_prefix(source: &dyn pdf::Source, length: u64) -> io::Result<[u8; 32]> {
    let mut state = Sha256::new();
    in_chunks(source, length, |part| state.update(part))?;
    Ok(state.finalize().into())
}

/// SHA-256 of all bytes and their digest by another algorithm, read once and never held.
pub(crate) fn digests_of(
    source: &dyn pdf::Source,
    algorithm: pki::DigestAlgorithm,
) -> io::Result<([u8; 32], Vec<u8>)> {
    let (mut state, mut other) = (Sha256::new(), algorithm.hasher());
    let is_other = algorithm != pki::DigestAlgorithm::Sha256;
    in_chunks(source, source.len(), |part| {
        state.update(part);
        if is_other {
            other.update(part);
        }
    })?;
    let sha256: [u8; 32] = state.finalize().into();
    Ok((sha256, if is_other { other.finish() } else { sha256.to_vec() }))
}

/// Hands the first `length` bytes over, a chunk at a time.
fn in_chunks(source: &dyn pdf::Source, length: u64, mut take: impl FnMut(&[u8])) -> io::Result<()> {
    let mut chunk = vec![0; CHUNK];
    let mut at = 0;
    while at < length {
        let part = chunk.split_at_mut(usize::try_from(length - at).map_or(CHUNK, |left| left.min(CHUNK))).0;
        source.read_at(at, part)?;
        take(part);
        at += part.len() as u64;
    }
    Ok(())
}

/// A path's last part, for display.
pub(crate) fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

/// A path's folder, for display.
pub(crate) fn folder_name(path: &Path) -> String {
    path.parent().unwrap_or(Path::new("")).display().to_string()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use pdf::Source as _;

    use super::*;

    #[test]
    fn reads_anywhere_and_never_past_the_end() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("bytes");
        let bytes: Vec<u8> = (0..200_000u32).map(|n| n as u8).collect();
        std::fs::write(&path, &bytes).unwrap();
        let source = FileSource::open(&path).unwrap();
        for (start, length) in [(0, 10), (5, 70_000), (199_990, 10), (60_000, 9_000), (3, 1)] {
            let mut got = vec![0; length];
            source.read_at(start as u64, &mut got).unwrap();
            assert_eq!(got, &bytes[start..start + length]);
        }
        assert!(source.read_at(199_995, &mut [0; 10]).is_err());
        assert!(source.read_at(u64::MAX, &mut [0; 10]).is_err());
    }
}
