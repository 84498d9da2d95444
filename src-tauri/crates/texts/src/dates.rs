//! Dates as each language writes them.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use wire::Language;

use crate::zone;

/// A moment in the computer's own zone: 2026年11月22日 14:05, 22 Nov 2026, 14:05.
pub fn moment(language: Language, at: Timestamp) -> String {
    write(language, at, zone(), true)
}

/// A day in the computer's own zone: 2026年11月22日, 22 Nov 2026.
pub fn day(language: Language, at: Timestamp) -> String {
    write(language, at, zone(), false)
}

/// A day in the computer's own zone as ISO 8601 has it: 2026-11-22.
pub fn day_in_figures(at: Timestamp) -> String {
    at.to_zoned(zone()).strftime("%Y-%m-%d").to_string()
}

fn write(language: Language, at: Timestamp, zone: TimeZone, clock: bool) -> String {
    let at = at.to_zoned(zone);
    let form = match (language, clock) {
        (Language::Chinese, true) => "%Y年%-m月%-d日 %H:%M",
        (Language::Chinese, false) => "%Y年%-m月%-d日",
        (Language::English, true) => "%-d %b %Y, %H:%M",
        (Language::English, false) => "%-d %b %Y",
    };
    at.strftime(form).to_string()
}

/// A value as it is shown: RFC 3339 in a gap that is named for a time becomes a date, all else stays.
pub(crate) fn shown(language: Language, name: &str, word: &str) -> String {
    const NAMES: [&str; 5] = ["date", "time", "at", "until", "from"];
    if !NAMES
        .iter()
        .any(|n| name.eq_ignore_ascii_case(n) || name.to_ascii_lowercase().ends_with(&format!("-{n}")))
    {
        return word.to_owned();
    }
    word.parse().map_or_else(|_| word.to_owned(), |at| moment(language, at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_language_writes_a_moment_its_own_way() {
        let at = Timestamp::UNIX_EPOCH;
        assert_eq!(write(Language::Chinese, at, TimeZone::UTC, true), "1970年1月1日 00:00");
        assert_eq!(write(Language::English, at, TimeZone::UTC, true), "1 Jan 1970, 00:00");
    }

    #[test]
    fn only_a_gap_named_for_a_time_is_read_as_one() {
        assert_eq!(shown(Language::English, "document", "2026-01-01T00:00:00Z"), "2026-01-01T00:00:00Z");
        assert_ne!(shown(Language::English, "at", "2026-01-01T00:00:00Z"), "2026-01-01T00:00:00Z");
        assert_eq!(shown(Language::English, "at", "yesterday"), "yesterday");
    }
}
