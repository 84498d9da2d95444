//! Which pages a person means: first, last, odd, or a list as it is written for a printer.

use std::collections::BTreeSet;

use wire::{Failure, FailureCode, PageSet};

/// The pages of a document with `count` pages, from 0, in order and each once.
///
/// Fails where a list cannot be read, or names a page that the document does not have.
pub(super) fn chosen(set: &PageSet, count: usize) -> Result<Vec<usize>, Failure> {
    let every = |first: usize| (first..count).step_by(2).collect();
    let pages: Vec<usize> = match set {
        PageSet::First => (0..count.min(1)).collect(),
        PageSet::Last => (count.saturating_sub(1)..count).collect(),
        PageSet::All => (0..count).collect(),
        PageSet::Odd => every(0),
        PageSet::Even => every(1),
        PageSet::Listed(list) => listed(list, count)?,
    };
    if pages.is_empty() {
        // Even pages of a single one: nothing would be stamped, which nobody means.
        return Err(failure("no-pages", count));
    }
    Ok(pages)
}

/// Pages, from 0, as they are written for a printer: `1-3,5`.
pub(super) fn written(pages: impl Iterator<Item = usize>) -> String {
    let pages: Vec<usize> = pages.collect::<BTreeSet<_>>().into_iter().collect();
    let runs = pages.chunk_by(|a, b| a + 1 == *b).filter_map(|run| Some((run.first()? + 1, run.last()? + 1)));
    let runs = runs.map(|(first, last)| match first == last {
        true => first.to_string(),
        false => format!("{first}-{last}"),
    });
    runs.collect::<Vec<_>>().join(",")
}

/// `1-3,5`, from 1; also with the signs of a Chinese keyboard.
fn listed(list: &str, count: usize) -> Result<Vec<usize>, Failure> {
    let unread = || failure("pages", count).with("written", list);
    let number = |text: &str| match text.trim().parse::<usize>() {
        Ok(number) if number > 0 => Ok(number),
        _ => Err(unread()),
    };
    let mut pages = Vec::new();
    for part in list.split([',', ';', '，', '、', '；']) {
        let (first, last) = match part.split_once(['-', '–', '—', '~', '～', '至']) {
            Some((first, last)) => (number(first)?, number(last)?),
            None => (number(part)?, number(part)?),
        };
        if first > last {
            return Err(unread());
        }
        if last > count {
            return Err(Failure::new(FailureCode::NoSuchPage).with("page", last).with("pages", count));
        }
        pages.extend(first - 1..last);
    }
    pages.sort_unstable();
    pages.dedup();
    Ok(pages)
}

fn failure(case: &str, count: usize) -> Failure {
    Failure::new(FailureCode::Stamping).of_case(case).with("pages", count)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn of(list: &str) -> Result<Vec<usize>, (FailureCode, Option<String>)> {
        chosen(&PageSet::Listed(list.to_owned()), 9).map_err(|failure| (failure.code, failure.case))
    }

    #[test]
    fn lists_are_read_as_they_are_written() {
        assert_eq!(of("1-3,5").unwrap(), [0, 1, 2, 4]);
        assert_eq!(of(" 5 ，2、2-3 ").unwrap(), [1, 2, 4]);
        assert_eq!(of("9").unwrap(), [8]);
        assert_eq!(written(of("9,1-3,5,2").unwrap().into_iter()), "1-3,5,9");
        assert_eq!(of("8-10").unwrap_err(), (FailureCode::NoSuchPage, None));
        for bad in ["", "0", "3-1", "a", "1,,2", "1-", "-2", "99999999999999999999"] {
            assert_eq!(of(bad).unwrap_err(), (FailureCode::Stamping, Some("pages".to_owned())), "{bad}");
        }
    }

    #[test]
    fn sets_count_as_a_reader_does() {
        assert_eq!(chosen(&PageSet::Odd, 5).unwrap(), [0, 2, 4]);
        assert_eq!(chosen(&PageSet::Even, 5).unwrap(), [1, 3]);
        assert_eq!(chosen(&PageSet::Last, 5).unwrap(), [4]);
        assert_eq!(chosen(&PageSet::All, 2).unwrap(), [0, 1]);
        assert_eq!(chosen(&PageSet::Even, 1).unwrap_err().case.as_deref(), Some("no-pages"));
    }
}
