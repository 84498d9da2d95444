//! Where the bytes come from. Owns the [`Source`] trait and its in-memory forms; opens no file.

use std::io;
use std::sync::Arc;

use crate::Error;

/// A file's bytes, read by position; implementations must not change while a document is open on them.
pub trait Source: Send + Sync {
    /// The length in bytes.
    fn len(&self) -> u64;

    /// Fills `buf` with the bytes from `offset` on, or fails; a short read is a failure.
    fn read_at(&self, offset: u64, buf: &mut [u8]) -> io::Result<()>;

    /// Whether there are no bytes at all.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl Source for Vec<u8> {
    fn len(&self) -> u64 {
        self.as_slice().len() as u64
    }

    fn read_at(&self, offset: u64, buf: &mut [u8]) -> io::Result<()> {
        let start = usize::try_from(offset).map_err(|_| io::ErrorKind::UnexpectedEof)?;
        let end = start.checked_add(buf.len()).ok_or(io::ErrorKind::UnexpectedEof)?;
        let bytes = self.get(start..end).ok_or(io::ErrorKind::UnexpectedEof)?;
        buf.copy_from_slice(bytes);
        Ok(())
    }
}

/// A source followed by appended bytes: a document and the increment that was just made for it.
pub struct Joined {
    first: Arc<dyn Source>,
    appended: Arc<[u8]>,
}

impl Joined {
    /// Puts `appended` behind the bytes of `first`.
    pub fn new(first: Arc<dyn Source>, appended: impl Into<Arc<[u8]>>) -> Self {
        Self { first, appended: appended.into() }
    }
}

impl Source for Joined {
    fn len(&self) -> u64 {
        self.first.len().saturating_add(self.appended.len() as u64)
    }

    fn read_at(&self, offset: u64, buf: &mut [u8]) -> io::Result<()> {
        let middle = self.first.len();
        let in_first = usize::try_from(middle.saturating_sub(offset)).unwrap_or(usize::MAX).min(buf.len());
        let (head, tail) = buf.split_at_mut(in_first);
        if !head.is_empty() {
            self.first.read_at(offset, head)?;
        }
        if tail.is_empty() {
            return Ok(());
        }
        let start =
            usize::try_from(offset.saturating_sub(middle)).map_err(|_| io::ErrorKind::UnexpectedEof)?;
        let end = start.checked_add(tail.len()).ok_or(io::ErrorKind::UnexpectedEof)?;
        let bytes = self.appended.get(start..end).ok_or(io::ErrorKind::UnexpectedEof)?;
        tail.copy_from_slice(bytes);
        Ok(())
    }
}

/// Reads `[start, end)` into memory; the caller has bounded its length.
pub(crate) fn read_range(source: &dyn Source, start: u64, end: u64) -> Result<Vec<u8>, Error> {
    let unreadable = |kind| Error::Io { offset: start, kind };
    let length = end.checked_sub(start).and_then(|n| usize::try_from(n).ok());
    let length = length.ok_or(unreadable(io::ErrorKind::UnexpectedEof))?;
    let mut bytes = vec![0; length];
    source.read_at(start, &mut bytes).map_err(|e| unreadable(e.kind()))?;
    Ok(bytes)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn joined_reads_across_the_seam() {
        let joined = Joined::new(Arc::new(b"abc".to_vec()), b"defg".to_vec());
        assert_eq!(joined.len(), 7);
        for start in 0..7u64 {
            for end in start..=7 {
                let got = read_range(&joined, start, end).unwrap();
                assert_eq!(got, &b"abcdefg"[start as usize..end as usize]);
            }
        }
    }

    #[test]
    fn reading_past_the_end_fails() {
        let joined = Joined::new(Arc::new(b"abc".to_vec()), b"d".to_vec());
        assert!(read_range(&joined, 2, 5).is_err());
        assert!(read_range(&joined, 9, 10).is_err());
        assert!(read_range(&b"abc".to_vec(), u64::MAX, u64::MAX).is_err());
    }
}
