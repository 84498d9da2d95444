//! The digests of all signatures in one pass over the file.
//!
//! One running state per algorithm reads from the first byte; where a signature's gap begins it is cloned, and the
//! clone goes on behind the gap. Memory: one chunk and the states, whatever the file's length.

use pki::{DigestAlgorithm, Hasher};

use crate::coverage::Range;

/// Bytes that are read at a time: few enough to be digested from the processor's own memory.
const CHUNK: u64 = 64 << 10;

/// One digest to be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Job {
    /// Over which bytes.
    pub(crate) range: Range,
    /// With which algorithm.
    pub(crate) algorithm: DigestAlgorithm,
}

struct Running {
    job: Job,
    /// `None` until the gap is reached.
    state: Option<Hasher>,
}

/// The digests, in the order of the jobs.
pub(crate) fn all(source: &dyn pdf::Source, jobs: &[Job]) -> std::io::Result<Vec<Vec<u8>>> {
    let mut running: Vec<Running> = jobs.iter().map(|job| Running { job: *job, state: None }).collect();
    let mut bases: Vec<(DigestAlgorithm, Hasher, u64)> = Vec::new();
    for job in jobs {
        match bases.iter_mut().find(|(algorithm, ..)| *algorithm == job.algorithm) {
            Some((_, _, until)) => *until = (*until).max(job.range.gap_start),
            None => bases.push((job.algorithm, job.algorithm.hasher(), job.range.gap_start)),
        }
    }
    let end = jobs.iter().map(|job| job.range.end).max().unwrap_or(0);
    let mut buffer = vec![0u8; usize::try_from(CHUNK.min(end)).unwrap_or(0)];
    let mut at = 0u64;
    while at < end {
        // A chunk never crosses a boundary, so that each state takes all of it or nothing.
        let boundaries = jobs.iter().flat_map(|job| [job.range.gap_start, job.range.gap_end, job.range.end]);
        let next = boundaries.filter(|boundary| *boundary > at).min().unwrap_or(end);
        let length = usize::try_from((next - at).min(CHUNK)).unwrap_or(0);
        let needed =
            running.iter().any(|one| takes(one, at)) || bases.iter().any(|(_, _, until)| at < *until);
        if let Some(bytes) = buffer.get_mut(..length).filter(|_| needed) {
            source.read_at(at, bytes)?;
            for (_, state, until) in &mut bases {
                if at < *until {
                    state.update(bytes);
                }
            }
            for one in &mut running {
                if takes(one, at)
                    && let Some(state) = &mut one.state
                {
                    state.update(bytes);
                }
            }
        }
        at += length as u64;
        for one in &mut running {
            if one.state.is_none() && at == one.job.range.gap_start {
                one.state = bases
                    .iter()
                    .find(|(algorithm, ..)| *algorithm == one.job.algorithm)
                    .map(|(_, s, _)| s.clone());
            }
        }
    }
    Ok(running.into_iter().map(|one| one.state.map(Hasher::finish).unwrap_or_default()).collect())
}

/// Whether a signature's own state wants the bytes from `at` on.
fn takes(one: &Running, at: u64) -> bool {
    one.state.is_some() && at >= one.job.range.gap_end && at < one.job.range.end
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn one_pass_equals_many() {
        let source: Vec<u8> = (0..3_000_000u32).map(|n| (n % 251) as u8).collect();
        let ranges = [(10, 20, 30), (1_048_576, 1_048_577, 2_000_000), (2_500_000, 2_600_000, 3_000_000)];
        let mut jobs = Vec::new();
        for (gap_start, gap_end, end) in ranges {
            for algorithm in [DigestAlgorithm::Sha256, DigestAlgorithm::Sha512] {
                jobs.push(Job { range: Range { gap_start, gap_end, end }, algorithm });
            }
        }
        let made = all(&source, &jobs).unwrap();
        for (job, digest) in jobs.iter().zip(made) {
            let mut hasher = job.algorithm.hasher();
            hasher.update(&source[..job.range.gap_start as usize]);
            hasher.update(&source[job.range.gap_end as usize..job.range.end as usize]);
            assert_eq!(hasher.finish(), digest);
        }
    }

    #[test]
    fn nothing_to_do_reads_nothing() {
        assert!(all(&Vec::new(), &[]).unwrap().is_empty());
    }
}
