//! Moments in UTC, and the two ASN.1 forms of them (RFC 5280 §4.1.2.5, RFC 3161 §2.4.2).

use std::fmt;

use crate::Error;
use crate::asn1::{self, Element};

/// Seconds since 1970-01-01T00:00:00Z, leap seconds not counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Time(i64);

impl Time {
    /// The moment `seconds` after (or before, when negative) the epoch.
    pub const fn from_unix(seconds: i64) -> Self {
        Self(seconds)
    }

    /// Seconds since the epoch.
    pub const fn unix(self) -> i64 {
        self.0
    }

    /// The moment of a date in the Gregorian calendar, UTC; `None` when there is no such date.
    pub fn from_civil(year: i64, month: u32, day: u32, hour: u32, minute: u32, second: u32) -> Option<Self> {
        let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        let days_in_month = match month {
            1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
            4 | 6 | 9 | 11 => 30,
            2 if leap => 29,
            2 => 28,
            _ => return None,
        };
        if !(0..=9999).contains(&year) || day == 0 || day > days_in_month {
            return None;
        }
        // RFC 5280 has no leap seconds; RFC 3161 clocks may write 60, which is the next minute.
        if hour > 23 || minute > 59 || second > 60 {
            return None;
        }
        let days = days_from_civil(year, month, day);
        Some(Self(days * 86_400 + i64::from(hour) * 3600 + i64::from(minute) * 60 + i64::from(second)))
    }

    /// Year, month, day, hour, minute, second in UTC.
    pub fn civil(self) -> (i64, u32, u32, u32, u32, u32) {
        let days = self.0.div_euclid(86_400);
        let rest = u32::try_from(self.0.rem_euclid(86_400)).unwrap_or(0);
        let (year, month, day) = civil_from_days(days);
        (year, month, day, rest / 3600, rest / 60 % 60, rest % 60)
    }

    /// This moment moved by `seconds`, held at the ends of the range.
    pub const fn plus_seconds(self, seconds: i64) -> Self {
        Self(self.0.saturating_add(seconds))
    }

    /// Reads a UTCTime or GeneralizedTime element; fractions of a second are cut off.
    ///
    /// Forms without seconds or with an offset from UTC are not DER but occur in old certificates, and are read.
    pub fn from_element(element: &Element<'_>) -> Result<Self, Error> {
        match element.tag {
            asn1::UTC_TIME => parse(element.content, 2),
            asn1::GENERALIZED_TIME => parse(element.content, 4),
            _ => Err(Error::Time),
        }
    }
}

/// RFC 3339 in UTC: `2026-11-22T19:50:00Z`.
impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (y, mo, d, h, mi, s) = self.civil();
        write!(f, "{y:04}-{mo:02}-{d:02}T{h:02}:{mi:02}:{s:02}Z")
    }
}

fn parse(text: &[u8], year_digits: usize) -> Result<Time, Error> {
    let mut rest = text;
    let mut number = |digits: usize| -> Option<i64> {
        let (head, tail) = rest.split_at_checked(digits)?;
        let mut value = 0i64;
        for byte in head {
            value = value * 10 + i64::from(byte.checked_sub(b'0').filter(|digit| *digit < 10)?);
        }
        rest = tail;
        Some(value)
    };
    let year = number(year_digits).ok_or(Error::Time)?;
    // RFC 5280 §4.1.2.5.1: two digits from 50 on are of the twentieth century.
    let year = match year_digits {
        2 if year >= 50 => year + 1900,
        2 => year + 2000,
        _ => year,
    };
    let mut field = || number(2).and_then(|value| u32::try_from(value).ok());
    let (month, day) = (field().ok_or(Error::Time)?, field().ok_or(Error::Time)?);
    let (hour, minute) = (field().ok_or(Error::Time)?, field().ok_or(Error::Time)?);
    let second = field().unwrap_or(0);
    let time = Time::from_civil(year, month, day, hour, minute, second).ok_or(Error::Time)?;
    if let Some(b'.' | b',') = rest.first() {
        let digits = rest.iter().skip(1).take_while(|byte| byte.is_ascii_digit()).count();
        rest = rest.get(1 + digits..).unwrap_or_default();
    }
    match rest {
        b"Z" => Ok(time),
        [sign @ (b'+' | b'-'), digits @ ..] if digits.len() == 4 && digits.iter().all(u8::is_ascii_digit) => {
            let value = |pair: &[u8]| pair.iter().fold(0i64, |sum, byte| sum * 10 + i64::from(byte - b'0'));
            let (hours, minutes) = digits.split_at(2);
            let offset = value(hours) * 3600 + value(minutes) * 60;
            Ok(time.plus_seconds(if *sign == b'+' { -offset } else { offset }))
        }
        _ => Err(Error::Time),
    }
}

/// Days since the epoch of a date; the year is taken to begin in March so that the leap day comes last.
fn days_from_civil(year: i64, month: u32, day: u32) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let month_from_march = i64::from((month + 9) % 12);
    let day_of_year = (153 * month_from_march + 2) / 5 + i64::from(day) - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

fn civil_from_days(days: i64) -> (i64, u32, u32) {
    let shifted = days.saturating_add(719_468);
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year, u32::try_from(month).unwrap_or(1), u32::try_from(day).unwrap_or(1))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn civil_dates_go_there_and_back() {
        for (y, m, d, unix) in [(1970, 1, 1, 0), (2000, 2, 29, 951_782_400), (2026, 11, 22, 1_795_305_600)] {
            let time = Time::from_civil(y, m, d, 0, 0, 0).unwrap();
            assert_eq!(time.unix(), unix);
            assert_eq!(time.civil(), (y, m, d, 0, 0, 0));
        }
        assert!(Time::from_civil(2023, 2, 29, 0, 0, 0).is_none());
        let mut last = Time::from_civil(1599, 12, 31, 0, 0, 0).unwrap();
        for _ in 0..300_000 {
            let next = last.plus_seconds(86_400);
            let (y, m, d, ..) = next.civil();
            assert_eq!(Time::from_civil(y, m, d, 0, 0, 0).unwrap(), next);
            last = next;
        }
    }

    #[test]
    fn reads_the_forms_found_in_old_certificates() {
        let time = |text: &str, digits| parse(text.as_bytes(), digits).map(|t| t.to_string());
        assert_eq!(time("491231235959Z", 2).unwrap(), "2049-12-31T23:59:59Z");
        assert_eq!(time("500101000000Z", 2).unwrap(), "1950-01-01T00:00:00Z");
        assert_eq!(time("9912312359Z", 2).unwrap(), "1999-12-31T23:59:00Z");
        assert_eq!(time("990101000000+0100", 2).unwrap(), "1998-12-31T23:00:00Z");
        assert_eq!(time("20260229000000Z", 4), Err(Error::Time));
        assert_eq!(time("20260228000000.123Z", 4).unwrap(), "2026-02-28T00:00:00Z");
        assert_eq!(time("20260228000000", 4), Err(Error::Time));
    }
}
