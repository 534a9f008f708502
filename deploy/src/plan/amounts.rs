//! Amounts of a token, as people write them, in its base units; and yearly spreads of either sign.

use super::units::{UnitError, parse_fraction};

const BPS: u32 = 10_000;

/// Reads whole tokens (`1_000`, `0.5`) into base units of a token with that many decimals.
///
/// # Errors
/// [`UnitError`]: nothing is rounded.
pub fn parse_amount(text: &str, decimals: u8) -> Result<u128, UnitError> {
    let bad = || UnitError::NotAnAmount(text.into());
    let (whole, fraction) = text.trim().split_once('.').unwrap_or((text.trim(), ""));
    let digits: String = [whole, fraction].concat().replace('_', "");
    let count = fraction.bytes().filter(u8::is_ascii_digit).count();
    if whole.is_empty() || digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(bad());
    }
    let missing = usize::from(decimals).checked_sub(count);
    let missing = missing.ok_or_else(|| UnitError::FinerThanToken {
        text: text.into(),
        decimals,
    })?;
    format!("{digits}{}", "0".repeat(missing))
        .parse()
        .map_err(|_| bad())
}

/// Reads whole tokens that are a power of ten of base units into the exponent.
///
/// # Errors
/// [`UnitError`].
pub fn parse_power(text: &str, decimals: u8) -> Result<u8, UnitError> {
    let amount = parse_amount(text, decimals)?;
    let exponent = amount.checked_ilog10().unwrap_or_default();
    match 10u128.checked_pow(exponent) {
        Some(power) if power == amount => Ok(u8::try_from(exponent).unwrap_or(u8::MAX)),
        _ => Err(UnitError::NotAPowerOfTen(text.into())),
    }
}

/// Reads a fraction of either sign into basis points.
///
/// # Errors
/// [`UnitError`].
pub fn parse_spread(text: &str) -> Result<i16, UnitError> {
    let (sign, size) = match text.trim().strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text),
    };
    let bps = parse_fraction(size, BPS)?;
    let bps = i16::try_from(bps).map_err(|_| UnitError::TooLarge {
        text: text.into(),
        max: i16::MAX.unsigned_abs().into(),
    })?;
    Ok(sign * bps)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn test_parse_amount_counts_base_units() {
        assert_eq!(parse_amount("1", 6), Ok(1_000_000));
        assert_eq!(parse_amount("0.000_001", 6), Ok(1));
        assert_eq!(
            parse_amount(" 12_345.5 ", 18),
            Ok(12_345 * 10u128.pow(18) + 5 * 10u128.pow(17))
        );
        assert_eq!(parse_amount("7", 0), Ok(7));
    }

    #[test]
    fn test_parse_amount_never_rounds() {
        let fine = parse_amount("0.0000001", 6);
        assert!(
            matches!(fine, Err(UnitError::FinerThanToken { decimals: 6, .. })),
            "{fine:?}"
        );
        for text in ["", ".5", "-1", "1e6", "1 token", "9".repeat(40).as_str()] {
            let read = parse_amount(text, 6);
            assert!(
                matches!(read, Err(UnitError::NotAnAmount(_))),
                "{text}: {read:?}"
            );
        }
    }

    #[test]
    fn test_parse_power_takes_powers_of_ten_only() {
        assert_eq!(parse_power("1_000", 6), Ok(9));
        assert_eq!(parse_power("0.000001", 6), Ok(0));
        for text in ["2_000", "0", "1_001"] {
            let read = parse_power(text, 6);
            assert!(
                matches!(read, Err(UnitError::NotAPowerOfTen(_))),
                "{text}: {read:?}"
            );
        }
    }

    #[test]
    fn test_parse_spread_has_a_sign() {
        assert_eq!(
            [parse_spread("-0.5 %"), parse_spread("25 bps")],
            [Ok(-50), Ok(25)]
        );
        assert!(parse_spread("400 %").is_err() && parse_spread("--1 %").is_err());
    }
}
