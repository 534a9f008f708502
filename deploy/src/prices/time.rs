//! Times on the command line and in reports: unix seconds and UTC dates.

use super::error::PriceError;

const DAY: u64 = 86_400;

/// A span of time, both ends included; an absent end is open.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Span {
    /// First second.
    pub from: Option<u64>,
    /// Last second.
    pub to: Option<u64>,
}

impl Span {
    /// A span from the texts of `--from` and `--to`. A bare date in `--to` means its last second.
    ///
    /// # Errors
    /// [`PriceError::BadTime`], [`PriceError::EmptySpan`].
    pub fn parse(from: Option<&str>, to: Option<&str>) -> Result<Self, PriceError> {
        let start = from.map(parse_time).transpose()?;
        let mut end = to.map(parse_time).transpose()?;
        if let (Some(text), Some(second)) = (to, end)
            && text.len() == 10
            && text.contains('-')
        {
            end = Some(second + DAY - 1);
        }
        match (start, end) {
            (Some(first), Some(last)) if first > last => Err(PriceError::EmptySpan {
                from: format_time(first),
                to: format_time(last),
            }),
            _ => Ok(Self {
                from: start,
                to: end,
            }),
        }
    }

    /// Whether `time` lies inside.
    #[must_use]
    pub fn contains(&self, time: u64) -> bool {
        self.from.is_none_or(|from| from <= time) && self.to.is_none_or(|to| time <= to)
    }
}

/// Unix seconds, `YYYY-MM-DD` or `YYYY-MM-DD[T ]HH:MM[:SS][Z]`, in UTC.
///
/// # Errors
/// [`PriceError::BadTime`].
pub fn parse_time(text: &str) -> Result<u64, PriceError> {
    text.parse()
        .ok()
        .or_else(|| parse_date_time(text))
        .ok_or_else(|| PriceError::BadTime(text.into()))
}

fn parse_date_time(text: &str) -> Option<u64> {
    let text = text.strip_suffix('Z').unwrap_or(text);
    let (date, clock) = text.split_once(['T', ' ']).unwrap_or((text, "00:00"));
    let mut date = date.splitn(3, '-').map(str::parse::<u64>);
    let (year, month, day) = (date.next()?.ok()?, date.next()?.ok()?, date.next()?.ok()?);
    let clock: Vec<u64> = clock
        .split(':')
        .map(|part| part.parse().ok())
        .collect::<Option<_>>()?;
    let (hour, minute) = (*clock.first()?, *clock.get(1)?);
    let second = clock.get(2).copied().unwrap_or(0);
    if hour > 23 || minute > 59 || second > 59 || clock.len() > 3 {
        return None;
    }
    Some(days_from_civil(year, month, day)? * DAY + hour * 3600 + minute * 60 + second)
}

/// Days from 1970-01-01 to a date of the Gregorian calendar; `None` for an impossible date.
fn days_from_civil(year: u64, month: u64, day: u64) -> Option<u64> {
    if !(1970..=9999).contains(&year) || !(1..=12).contains(&month) {
        return None;
    }
    if day == 0 || day > month_length(year, month) {
        return None;
    }
    let leap_days = |y: u64| y / 4 - y / 100 + y / 400;
    let years = (year - 1970) * 365 + leap_days(year - 1) - leap_days(1969);
    let months: u64 = (1..month).map(|m| month_length(year, m)).sum();
    Some(years + months + day - 1)
}

fn month_length(year: u64, month: u64) -> u64 {
    let leap = (year.is_multiple_of(4) && !year.is_multiple_of(100)) || year.is_multiple_of(400);
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// `2020-03-12`.
#[must_use]
pub fn format_date(time: u64) -> String {
    let mut days = time / DAY;
    let mut year = 1970;
    let mut month = 1;
    loop {
        let length = if month_length(year, 2) == 29 {
            366
        } else {
            365
        };
        if days < length {
            break;
        }
        days -= length;
        year += 1;
    }
    while days >= month_length(year, month) {
        days -= month_length(year, month);
        month += 1;
    }
    format!("{year:04}-{month:02}-{:02}", days + 1)
}

/// `2020-03-12 10:00 UTC`.
#[must_use]
pub fn format_time(time: u64) -> String {
    let second = time % DAY;
    format!(
        "{} {:02}:{:02} UTC",
        format_date(time),
        second / 3600,
        second % 3600 / 60
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn test_parse_time_forms_agree() {
        assert_eq!(parse_time("1577836800").unwrap(), 1_577_836_800);
        assert_eq!(parse_time("2020-01-01").unwrap(), 1_577_836_800);
        assert_eq!(parse_time("2020-01-01T01:00").unwrap(), 1_577_840_400);
        assert_eq!(parse_time("2020-03-12 10:30:15Z").unwrap(), 1_584_009_015);
        assert_eq!(parse_time("2000-02-29").unwrap(), 951_782_400);
    }

    #[test]
    fn test_parse_time_refuses_impossible_dates() {
        for text in [
            "2021-02-29",
            "2021-13-01",
            "yesterday",
            "2021-01-00",
            "2021-01-01T24:00",
            "",
        ] {
            assert!(parse_time(text).is_err(), "{text}");
        }
    }

    #[test]
    fn test_format_time_inverts_parse_time() {
        for time in [0, 951_782_400, 1_584_009_000, 1_709_164_800] {
            let text = format_time(time);
            assert_eq!(
                parse_time(text.trim_end_matches(" UTC")).unwrap(),
                time,
                "{text}"
            );
        }
    }

    #[test]
    fn test_span_parse_to_includes_its_day() {
        let span = Span::parse(Some("2020-03-12"), Some("2020-03-12")).unwrap();
        assert!(span.contains(1_584_057_599) && !span.contains(1_584_057_600));
        assert!(Span::parse(Some("2020-03-13"), Some("2020-03-12")).is_err());
    }
}
