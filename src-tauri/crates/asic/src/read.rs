//! Reading a container from anybody: its limits are checked before anything is unpacked, and each member is unpacked in a
//! stream that ends where it said that it would.

use std::collections::BTreeSet;
use std::io::{self, Read, Seek, SeekFrom, Write};

use sha2::{Digest as _, Sha256};
use zip::{CompressionMethod, ZipArchive};

use crate::{Error, MANIFEST, MIME_NAME, MIME_TYPE, Manifest, SIGNATURE};

/// What is looked at, at most.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Members.
    pub members: u64,
    /// Bytes of everything unpacked.
    pub unpacked: u64,
    /// Bytes unpacked for each byte of the container, beyond the first 64 MiB: honest files become no larger.
    pub ratio: u64,
    /// Bytes of a member that is held in memory.
    pub held: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { members: 1000, unpacked: 4 << 30, ratio: 100, held: 64 << 20 }
    }
}

/// Bytes that any container may unpack to.
const SMALL: u64 = 64 << 20;
/// The longest name, bytes.
const LONGEST_NAME: usize = 400;
/// The record at the end of a ZIP and the longest comment behind it.
const END: usize = 22;
const LONGEST_END: u64 = 22 + 65_535;

/// How a container differs from its manifest.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Difference {
    /// The member is not what the manifest says.
    Changed(String),
    /// The manifest names it, and it is not there.
    Missing(String),
    /// It is there, and the manifest does not name it.
    Added(String),
}

/// A container that was opened.
pub struct Container<R> {
    zip: ZipArchive<R>,
    names: Vec<String>,
    limits: Limits,
}

impl<R: Read + Seek> Container<R> {
    /// Opens it: every header is looked at, nothing is unpacked but the first member.
    pub fn open(mut reader: R, limits: Limits) -> Result<Self, Error> {
        let length = reader.seek(SeekFrom::End(0))?;
        let found = members(&mut reader, length)?;
        if found > limits.members {
            return Err(Error::TooMany { found, limit: limits.members });
        }
        let mut zip = ZipArchive::new(reader)?;
        let mut names = Vec::with_capacity(zip.len());
        let mut size: u64 = 0;
        for index in 0..zip.len() {
            let member = zip.by_index_raw(index)?;
            let name = member.name()?.into_owned();
            if !allowed(&name) || member.is_dir() || member.is_symlink() {
                return Err(Error::Name(name));
            }
            let method = member.compression();
            let plain = matches!(method, CompressionMethod::Stored | CompressionMethod::Deflated);
            if member.encrypted() || !plain {
                return Err(Error::Packing(name));
            }
            size = size.saturating_add(member.size());
            names.push(name);
        }
        let limit = limits.unpacked.min(SMALL.saturating_add(length.saturating_mul(limits.ratio)));
        if size > limit {
            return Err(Error::TooLarge { size, limit });
        }
        // Names twice, members over each other, headers that contradict each other or that nothing lists.
        zip.validate_header_consistency()?;
        let mut container = Self { zip, names, limits };
        let first = container.names.first().map(String::as_str);
        if first != Some(MIME_NAME) || container.read(MIME_NAME)? != MIME_TYPE.as_bytes() {
            return Err(Error::NotAContainer);
        }
        Ok(container)
    }

    /// The names of the members, in their order.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// A member's bytes; one larger than what is held in memory is refused.
    pub fn read(&mut self, name: &str) -> Result<Vec<u8>, Error> {
        let mut bytes = Vec::new();
        let limit = self.limits.held;
        self.unpack(name, limit, &mut bytes)?;
        Ok(bytes)
    }

    /// Unpacks a member into a writer.
    pub fn copy(&mut self, name: &str, to: &mut dyn Write) -> Result<(), Error> {
        self.unpack(name, self.limits.unpacked, to)
    }

    fn unpack(&mut self, name: &str, limit: u64, to: &mut dyn Write) -> Result<(), Error> {
        let Some(index) = self.names.iter().position(|known| known == name) else {
            return Err(Error::NoMember(name.to_owned()));
        };
        let member = self.zip.by_index(index)?;
        let size = member.size();
        if size > limit {
            return Err(Error::TooLarge { size, limit });
        }
        // One byte more than it says: a member that goes on is no honest one.
        let copied = io::copy(&mut member.take(size.saturating_add(1)), to)?;
        if copied == size { Ok(()) } else { Err(Error::Packing(name.to_owned())) }
    }

    /// The manifest and its bytes.
    pub fn manifest(&mut self) -> Result<(Manifest, Vec<u8>), Error> {
        let bytes = self.read(MANIFEST)?;
        Ok((Manifest::read(&bytes)?, bytes))
    }

    /// The signature over the manifest, where there is one.
    pub fn signature(&mut self) -> Result<Option<Vec<u8>>, Error> {
        match self.names.iter().any(|name| name == SIGNATURE) {
            true => self.read(SIGNATURE).map(Some),
            false => Ok(None),
        }
    }

    /// Every member held against the manifest.
    pub fn compare(&mut self, manifest: &Manifest) -> Result<Vec<Difference>, Error> {
        let mut differences = Vec::new();
        let mut known: BTreeSet<&str> = [MIME_NAME, MANIFEST].into();
        known.extend(manifest.signature.as_deref());
        for entry in &manifest.entries {
            known.insert(&entry.name);
            let mut state = Digesting(Sha256::new());
            match self.copy(&entry.name, &mut state) {
                Ok(()) if state.0.finalize().as_slice() == entry.sha256 => {}
                // What cannot be unpacked is not what was packed.
                Ok(()) | Err(Error::Io(_) | Error::Zip(_) | Error::Packing(_)) => {
                    differences.push(Difference::Changed(entry.name.clone()));
                }
                Err(Error::NoMember(name)) => differences.push(Difference::Missing(name)),
                Err(other) => return Err(other),
            }
        }
        if let Some(signature) = &manifest.signature
            && !self.names.contains(signature)
        {
            differences.push(Difference::Missing(signature.clone()));
        }
        let added = self.names.iter().filter(|name| !known.contains(name.as_str()));
        differences.extend(added.map(|name| Difference::Added(name.clone())));
        Ok(differences)
    }
}

struct Digesting(Sha256);

impl Write for Digesting {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Whether a name stays inside: parts of it that are something, and nothing that a system takes for a way elsewhere.
pub(crate) fn allowed(name: &str) -> bool {
    let part = |part: &str| !part.is_empty() && part != "." && part != ".." && !part.ends_with(' ');
    name.len() <= LONGEST_NAME
        && name.split('/').all(part)
        && !name.chars().any(|character| character.is_control() || matches!(character, '\\' | ':'))
}

/// How many members the record at the end tells of. A ZIP64 has other records and is not read.
fn members<R: Read + Seek>(reader: &mut R, length: u64) -> Result<u64, Error> {
    let tail = length.min(LONGEST_END);
    reader.seek(SeekFrom::Start(length - tail))?;
    let mut bytes = Vec::new();
    reader.take(tail).read_to_end(&mut bytes)?;
    let found = bytes.windows(END).rev().find_map(|record| match record {
        [b'P', b'K', 5, 6, _, _, _, _, _, _, low, high, ..] => Some(u16::from_le_bytes([*low, *high])),
        _ => None,
    });
    found.map(u64::from).ok_or(Error::NotAContainer)
}
