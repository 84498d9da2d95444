//! Answers on disk, so that what was fetched once serves offline and is not asked for again while it is fresh.
//!
//! The cache knows nothing of what it keeps: the caller says whether bytes are a fresh answer, before they are
//! given out and before they are kept. A file that was bent is thus the same as none.

use std::fs::{self, File};
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use pki::DigestAlgorithm;

use crate::revocation::{MAX_CRL, MAX_OCSP};
use crate::{Error, Network};

/// A folder of CRLs and OCSP responses.
#[derive(Clone, Debug)]
pub struct Cache {
    folder: PathBuf,
    limit: u64,
}

impl Cache {
    /// Uses the folder, made where it is missing, for at most `limit` octets; the entries written longest ago go first.
    pub fn open(folder: &Path, limit: u64) -> Result<Self, Error> {
        fs::create_dir_all(folder).map_err(|fault| Error::Cache { kind: fault.kind() })?;
        Ok(Self { folder: folder.to_owned(), limit })
    }

    /// The CRL of an address: the kept one while `fresh` accepts it, or else fetched (see [`Network::fetch_crl`]).
    pub fn crl(&self, network: &Network, url: &str, fresh: impl Fn(&[u8]) -> bool) -> Result<Vec<u8>, Error> {
        self.kept_or(&name(url, &[], "crl"), MAX_CRL, fresh, || network.fetch_crl(url))
    }

    /// The OCSP response to a request: the kept one while `fresh` accepts it, or else asked for (see
    /// [`Network::fetch_ocsp`]). A request with a nonce is never answered from here.
    pub fn ocsp(
        &self,
        network: &Network,
        url: &str,
        request: &[u8],
        fresh: impl Fn(&[u8]) -> bool,
    ) -> Result<Vec<u8>, Error> {
        self.kept_or(&name(url, request, "ocsp"), MAX_OCSP, fresh, || network.fetch_ocsp(url, request))
    }

    fn kept_or(
        &self,
        name: &str,
        limit: u64,
        fresh: impl Fn(&[u8]) -> bool,
        fetch: impl Fn() -> Result<Vec<u8>, Error>,
    ) -> Result<Vec<u8>, Error> {
        if let Some(kept) = self.read(name, limit).filter(|kept| fresh(kept)) {
            return Ok(kept);
        }
        let fetched = fetch()?;
        if fresh(&fetched) {
            // A full disk must not keep a signature from being judged: the answer is there, only not kept.
            let _ = self.keep(name, &fetched);
        }
        Ok(fetched)
    }

    fn read(&self, name: &str, limit: u64) -> Option<Vec<u8>> {
        let file = File::open(self.folder.join(name)).ok()?;
        let mut bytes = Vec::new();
        file.take(limit.saturating_add(1)).read_to_end(&mut bytes).ok()?;
        (u64::try_from(bytes.len()).is_ok_and(|octets| octets <= limit)).then_some(bytes)
    }

    fn keep(&self, name: &str, bytes: &[u8]) -> std::io::Result<()> {
        let octets = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        if octets > self.limit {
            return Ok(());
        }
        self.make_room(name, octets)?;
        let mut file = tempfile::NamedTempFile::new_in(&self.folder)?;
        file.write_all(bytes)?;
        file.as_file().sync_data()?;
        file.persist(self.folder.join(name))?;
        Ok(())
    }

    /// Removes the entries written longest ago until `octets` more fit.
    fn make_room(&self, name: &str, octets: u64) -> std::io::Result<()> {
        let mut entries: Vec<(SystemTime, u64, PathBuf)> = Vec::new();
        for entry in fs::read_dir(&self.folder)? {
            let entry = entry?;
            let ours = entry.path().extension().is_some_and(|ending| ending == "crl" || ending == "ocsp");
            if ours && entry.file_name() != *name {
                let about = entry.metadata()?;
                entries.push((about.modified()?, about.len(), entry.path()));
            }
        }
        entries.sort();
        let mut total = entries.iter().fold(octets, |sum, (_, octets, _)| sum.saturating_add(*octets));
        for (_, octets, path) in entries {
            if total <= self.limit {
                break;
            }
            fs::remove_file(path)?;
            total = total.saturating_sub(octets);
        }
        Ok(())
    }
}

/// The file of an answer; what was asked cannot be read off it.
fn name(url: &str, request: &[u8], ending: &str) -> String {
    let asked = [url.as_bytes(), &[0], request].concat();
    format!("{}.{ending}", hex::encode(DigestAlgorithm::Sha256.digest(&asked)))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn sizes(folder: &Path) -> Vec<u64> {
        let mut sizes: Vec<u64> =
            fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().metadata().unwrap().len()).collect();
        sizes.sort_unstable();
        sizes
    }

    #[test]
    fn a_fresh_answer_is_kept_and_given_out_without_asking_again() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::open(&folder.path().join("new"), 100).unwrap();
        let nobody = || Err(Error::Offline);
        assert_eq!(cache.kept_or("a.crl", 10, |_| true, nobody), Err(Error::Offline));
        assert_eq!(cache.kept_or("a.crl", 10, |_| true, || Ok(vec![1])), Ok(vec![1]));
        assert_eq!(cache.kept_or("a.crl", 10, |_| true, nobody), Ok(vec![1]));
        assert_eq!(cache.kept_or("a.crl", 10, |bytes| bytes == [2], || Ok(vec![2])), Ok(vec![2]));
        assert_eq!(cache.kept_or("a.crl", 10, |_| true, nobody), Ok(vec![2]));
        assert_eq!(cache.kept_or("b.crl", 10, |_| false, || Ok(vec![3])), Ok(vec![3]));
        assert_eq!(cache.kept_or("b.crl", 10, |_| true, nobody), Err(Error::Offline));
    }

    #[test]
    fn the_cache_never_holds_more_than_its_limit() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::open(folder.path(), 100).unwrap();
        for (name, size) in [("a.crl", 40), ("b.ocsp", 50), ("c.crl", 30), ("d.crl", 101)] {
            let fetched = cache.kept_or(name, 1000, |_| true, || Ok(vec![0; size])).unwrap();
            assert_eq!(fetched.len(), size);
            assert!(sizes(folder.path()).iter().sum::<u64>() <= 100);
        }
        assert!(cache.read("c.crl", 1000).is_some());
        assert!(cache.read("d.crl", 1000).is_none());
        assert!(cache.read("c.crl", 29).is_none(), "larger than is read");
    }

    #[test]
    fn answers_to_different_questions_have_different_names() {
        let names = [
            name("a", b"b", "ocsp"),
            name("ab", b"", "ocsp"),
            name("a", b"b", "crl"),
            name("a", b"", "ocsp"),
        ];
        let distinct: std::collections::BTreeSet<_> = names.iter().collect();
        assert_eq!(distinct.len(), names.len());
    }
}
