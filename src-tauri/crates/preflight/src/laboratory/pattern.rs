//! The patterns of dates, page marks and standards, each compiled once.

use std::sync::LazyLock;

use regex::Regex;

/// A pattern that is compiled when it is first used; one that does not compile finds nothing, and a test refuses it.
pub(super) struct Pattern(LazyLock<Option<Regex>>);

impl Pattern {
    const fn new(compile: fn() -> Option<Regex>) -> Self {
        Self(LazyLock::new(compile))
    }

    /// Every match with the texts of its groups; an absent group is the empty text.
    pub(super) fn find_all<'t, const N: usize>(&self, text: &'t str) -> Vec<Match<'t, N>> {
        let Some(regex) = self.0.as_ref() else { return Vec::new() };
        let found = regex.captures_iter(text).filter_map(|captures| {
            let whole = captures.get(0)?;
            let groups = std::array::from_fn(|index| {
                captures.get(index.saturating_add(1)).map_or("", |group| group.as_str())
            });
            Some(Match { start: whole.start(), end: whole.end(), groups })
        });
        found.collect()
    }
}

/// One match.
pub(super) struct Match<'t, const N: usize> {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) groups: [&'t str; N],
}

/// 2026-11-22, 2026/11/22, 2026.11.22, 2026年11月22日: year, month, day.
pub(super) static NUMERIC_DATE: Pattern = Pattern::new(|| {
    Regex::new(r"([12][0-9]{3}) ?[-/.年] ?([0-9]{1,2}) ?[-/.月] ?([0-9]{1,2})(?: ?日)?").ok()
});

/// 22 Nov 2026: day, month, year.
pub(super) static DAY_FIRST: Pattern = Pattern::new(|| {
    Regex::new(r"(?i)\b([0-9]{1,2})(?:st|nd|rd|th)? ?(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?,? ?([12][0-9]{3})\b").ok()
});

/// Nov 22, 2026: month, day, year.
pub(super) static MONTH_FIRST: Pattern = Pattern::new(|| {
    Regex::new(r"(?i)\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? ([0-9]{1,2})(?:st|nd|rd|th)?,? ([12][0-9]{3})\b").ok()
});

/// 第 1 页 共 4 页 in all its spellings: page, total.
pub(super) static CHINESE_MARK: Pattern =
    Pattern::new(|| Regex::new(r"第 ?([0-9]{1,4}) ?页 ?[,，、/(]? ?[共总] ?([0-9]{1,4}) ?页").ok());

/// 共 4 页 第 1 页: total, page.
pub(super) static CHINESE_MARK_TOTAL_FIRST: Pattern =
    Pattern::new(|| Regex::new(r"[共总] ?([0-9]{1,4}) ?页 ?[,，、/(]? ?第 ?([0-9]{1,4}) ?页").ok());

/// Page 1 of 4, Page 1/4: page, total.
pub(super) static ENGLISH_MARK: Pattern =
    Pattern::new(|| Regex::new(r"(?i)\bpage:? ?([0-9]{1,4}) ?(?:of|/) ?([0-9]{1,4})\b").ok());

/// 1/4 alone: page, total.
pub(super) static BARE_MARK: Pattern =
    Pattern::new(|| Regex::new(r"^-? ?([0-9]{1,4}) ?/ ?([0-9]{1,4}) ?-?$").ok());

/// A standard with its number: GB/T 3098.6-2023, HJ 828-2017, ISO 6892-1:2019. Issuer, number, edition.
pub(super) static STANDARD: Pattern = Pattern::new(|| {
    Regex::new(concat!(
        r"\b(GBZ?(?:/[TZ])?|HJ(?:/T)?|ISO(?:/(?:IEC|TS|TR))?|IEC|(?:BS |DIN )?EN(?: ISO)?|ASTM|DIN|JIS|JJ[GF]|AOAC|EPA|USP",
        r"|(?:YB|YS|JB|SH|SY|HG|NY|SN|CJ|WS|DL|QB|FZ|LY|SL|JG|JT|MT|TB|YY|AQ|GA|RB|SB|LS)(?:/T)?|CJJ|JGJ|JTG",
        r"|DB ?[0-9]{2}(?:/T)?|T/[A-Z]{2,8})",
        r" ?-? ?([A-Z]{0,2} ?[0-9]+(?:\.[0-9]+)*(?:-[0-9]{1,3}\b)?)(?: ?[-:] ?((?:19|20)[0-9]{2}))?"
    ))
    .ok()
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pattern_compiles() {
        for pattern in [
            &NUMERIC_DATE,
            &DAY_FIRST,
            &MONTH_FIRST,
            &CHINESE_MARK,
            &CHINESE_MARK_TOTAL_FIRST,
            &ENGLISH_MARK,
            &BARE_MARK,
            &STANDARD,
        ] {
            assert!(pattern.0.is_some());
        }
    }

    #[test]
    fn standards_come_apart() {
        let parts =
            |text| STANDARD.find_all::<3>(text).into_iter().map(|found| found.groups).collect::<Vec<_>>();
        assert_eq!(
            parts("按GB/T 3098.6-2023、 HJ 828-2017"),
            [["HJ", "828", "2017"]],
            "a word begins at a space"
        );
        assert_eq!(parts("GB/T 3098.6-2023"), [["GB/T", "3098.6", "2023"]]);
        assert_eq!(parts("ISO 6892-1:2019"), [["ISO", "6892-1", "2019"]]);
        assert_eq!(parts("ISO/IEC 17025"), [["ISO/IEC", "17025", ""]]);
        assert_eq!(parts("DB32/T 1234-2020"), [["DB32/T", "1234", "2020"]]);
        assert_eq!(parts("ASTM E8-2024"), [["ASTM", "E8", "2024"]]);
        assert!(parts("FENG 12 BEN 3").is_empty());
    }
}
