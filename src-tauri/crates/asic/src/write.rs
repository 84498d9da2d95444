//! Writing a container: member by member, digested on the way, in constant memory.

use std::io::{self, Read, Seek, Write};

use sha2::{Digest as _, Sha256};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::read::allowed;
use crate::{Entry, Error, MANIFEST, MIME_NAME, MIME_TYPE, Manifest, SIGNATURE};

/// A civil time for the members: all get the same, so that the same input gives the same bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct At {
    /// 1980 to 2107.
    pub year: u16,
    /// From 1.
    pub month: u8,
    /// From 1.
    pub day: u8,
    /// 0 to 23.
    pub hour: u8,
    /// 0 to 59.
    pub minute: u8,
    /// 0 to 59; even seconds are kept.
    pub second: u8,
}

/// A container in the making.
pub struct Builder<W: Write + Seek> {
    zip: ZipWriter<W>,
    options: SimpleFileOptions,
    manifest: Manifest,
}

impl<W: Write + Seek> Builder<W> {
    /// Begins a container with what makes it one; `signed` where a signature over the manifest will follow.
    pub fn new(inner: W, at: At, signed: bool) -> Result<Self, Error> {
        let time = DateTime::from_date_and_time(at.year, at.month, at.day, at.hour, at.minute, at.second);
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(time.unwrap_or(DateTime::DEFAULT))
            .unix_permissions(0o644);
        let mut zip = ZipWriter::new(inner);
        zip.start_file(MIME_NAME, options.compression_method(CompressionMethod::Stored))?;
        zip.write_all(MIME_TYPE.as_bytes())?;
        let manifest = Manifest { signature: signed.then(|| SIGNATURE.to_owned()), ..Manifest::default() };
        Ok(Self { zip, options, manifest })
    }

    /// Adds a file. What is packed already (PDF) is stored.
    pub fn add(&mut self, name: &str, media: &str, from: &mut dyn Read) -> Result<(), Error> {
        let taken = self.manifest.entries.iter().any(|entry| entry.name == name);
        if taken || !allowed(name) || name.starts_with("META-INF/") || name == MIME_NAME {
            return Err(Error::Name(name.to_owned()));
        }
        let method = match media {
            "application/pdf" => CompressionMethod::Stored,
            _ => CompressionMethod::Deflated,
        };
        self.zip.start_file(name, self.options.compression_method(method))?;
        let mut to = Digesting { inner: &mut self.zip, state: Sha256::new() };
        io::copy(from, &mut to)?;
        let sha256 = to.state.finalize().into();
        self.manifest.entries.push(Entry { name: name.to_owned(), media: media.to_owned(), sha256 });
        Ok(())
    }

    /// What was added so far.
    pub fn entries(&self) -> &[Entry] {
        &self.manifest.entries
    }

    /// Writes the manifest and gives its bytes, to be signed.
    pub fn seal(&mut self) -> Result<Vec<u8>, Error> {
        let bytes = self.manifest.write()?;
        self.zip.start_file(MANIFEST, self.options)?;
        self.zip.write_all(&bytes)?;
        Ok(bytes)
    }

    /// Ends it, with the signature over the manifest where there is one.
    pub fn finish(mut self, signature: Option<&[u8]>) -> Result<W, Error> {
        if let Some(signature) = signature {
            self.zip.start_file(SIGNATURE, self.options)?;
            self.zip.write_all(signature)?;
        }
        Ok(self.zip.finish()?)
    }
}

struct Digesting<'a, W: Write> {
    inner: &'a mut W,
    state: Sha256,
}

impl<W: Write> Write for Digesting<'_, W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.inner.write(bytes)?;
        self.state.update(bytes.get(..written).unwrap_or_default());
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}
