//! Quantities with units: `80 %`, `25 bps`, `50 ppm`, `2.3263`, `1 h`. No number of a plan passes
//! through binary floats, and none is rounded.

/// A quantity that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum UnitError {
    /// No number in front.
    #[error(
        "{0:?} is not a number with a unit; examples: \"80 %\", \"25 bps\", \"500 ppm\", \"1 h\""
    )]
    NotAQuantity(String),
    /// Finer than the contract stores.
    #[error("{text:?} is finer than the contract's resolution of 1/{scale}")]
    TooFine {
        /// As given.
        text: String,
        /// Units in one.
        scale: u32,
    },
    /// Beyond the range of the field.
    #[error("{text:?} exceeds the largest value of its field, {max}")]
    TooLarge {
        /// As given.
        text: String,
        /// The largest, in the field's own units.
        max: u64,
    },
    /// Not a number of whole tokens.
    #[error("{0:?} is not a number of whole tokens; examples: \"1_000\", \"0.5\"")]
    NotAnAmount(String),
    /// Finer than a base unit.
    #[error("{text:?} is finer than the token's {decimals} decimals")]
    FinerThanToken {
        /// As given.
        text: String,
        /// Of the token.
        decimals: u8,
    },
    /// Stored as an exponent.
    #[error("{0:?} is no power of ten of base units; examples: \"1_000\", \"0.1\"")]
    NotAPowerOfTen(String),
}

/// Reads a fraction or factor into units of `1/scale`: `5 %`, `500 bps`, `50000 ppm` and `0.05` are
/// the same.
///
/// # Errors
/// [`UnitError`]: nothing is rounded.
pub fn parse_fraction(text: &str, scale: u32) -> Result<u64, UnitError> {
    let trimmed = text.trim();
    let units = [("%", 2), ("bps", 4), ("ppm", 6), ("x", 0), ("", 0)];
    let found = units
        .into_iter()
        .find_map(|(unit, decimals)| Some((trimmed.strip_suffix(unit)?, decimals)));
    let bad = || UnitError::NotAQuantity(text.into());
    let (number, decimals) = found.ok_or_else(bad)?;
    let (digits, shift) = decimal(number.trim()).ok_or_else(bad)?;
    let divisor = 10u128.checked_pow(shift + decimals).ok_or_else(bad)?;
    let scaled = digits.checked_mul(u128::from(scale)).ok_or_else(bad)?;
    if scaled % divisor != 0 {
        return Err(UnitError::TooFine {
            text: text.into(),
            scale,
        });
    }
    u64::try_from(scaled / divisor).map_err(|_| bad())
}

/// Reads `90 s`, `5 min`, `1 h`, `7 d` or a number of seconds.
///
/// # Errors
/// [`UnitError`].
pub fn parse_duration(text: &str) -> Result<u64, UnitError> {
    let trimmed = text.trim();
    let units = [
        ("min", 60),
        ("s", 1),
        ("m", 60),
        ("h", 3_600),
        ("d", 86_400),
        ("", 1),
    ];
    let found = units
        .into_iter()
        .find_map(|(unit, seconds)| Some((trimmed.strip_suffix(unit)?, seconds)));
    let bad = || UnitError::NotAQuantity(text.into());
    let (number, seconds) = found.ok_or_else(bad)?;
    let count: u64 = number.trim().parse().map_err(|_| bad())?;
    count.checked_mul(seconds).ok_or_else(bad)
}

/// Digits without the point, and how many stood behind it.
fn decimal(text: &str) -> Option<(u128, u32)> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let all_digits = |part: &str| {
        part.bytes()
            .all(|byte| byte.is_ascii_digit() || byte == b'_')
    };
    if whole.is_empty() || !all_digits(whole) || !all_digits(fraction) {
        return None;
    }
    let digits = format!("{whole}{fraction}").replace('_', "");
    let behind = fraction.bytes().filter(u8::is_ascii_digit).count();
    Some((digits.parse().ok()?, u32::try_from(behind).ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn test_parse_fraction_units_agree() {
        for text in ["5 %", "5%", "500 bps", "50000 ppm", "0.05", "0.05x"] {
            assert_eq!(parse_fraction(text, 10_000), Ok(500), "{text}");
        }
        assert_eq!(parse_fraction("2.3263", 10_000), Ok(23_263));
        assert_eq!(parse_fraction("50 ppm", 1_000_000), Ok(50));
    }

    #[test]
    fn test_parse_fraction_never_rounds() {
        let fine = parse_fraction("0.005 %", 10_000).unwrap_err();
        assert!(
            matches!(fine, UnitError::TooFine { scale: 10_000, .. }),
            "{fine}"
        );
        for text in ["", "%", "five", "-5 %", "1e3", "5 apples"] {
            assert!(
                matches!(
                    parse_fraction(text, 10_000),
                    Err(UnitError::NotAQuantity(_))
                ),
                "{text}"
            );
        }
    }

    #[test]
    fn test_parse_duration_units() {
        for (text, seconds) in [
            ("90", 90),
            ("90 s", 90),
            ("5 min", 300),
            ("5m", 300),
            ("1 h", 3_600),
            ("7d", 604_800),
        ] {
            assert_eq!(parse_duration(text), Ok(seconds), "{text}");
        }
        assert!(parse_duration("h").is_err() && parse_duration("1.5 h").is_err());
    }
}
