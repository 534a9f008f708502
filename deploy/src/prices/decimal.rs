//! Decimal text to fixed-point prices, without a detour through binary floats.

use super::error::Fault;

/// Decimals of every price here and of every feed a replay deploys.
pub const PRICE_DECIMALS: u8 = 8;
/// One, at [`PRICE_DECIMALS`].
pub const PRICE_SCALE: u64 = 100_000_000;

/// Parses a positive decimal number into units of 1e-8, rounding half up at the ninth decimal.
///
/// # Errors
/// [`Fault`] naming `column` when the text is no number, not finite, negative, zero or too large.
pub fn parse_price(column: &str, text: &str) -> Result<u64, Fault> {
    let value = parse_unsigned(column, text)?;
    if value == 0 {
        return Err(Fault::Zero {
            column: column.into(),
            text: text.into(),
        });
    }
    Ok(value)
}

/// As [`parse_price`], but zero passes.
pub(crate) fn parse_unsigned(column: &str, text: &str) -> Result<u64, Fault> {
    let value = parse_fixed(column, text, PRICE_DECIMALS)?;
    u64::try_from(value).map_err(|_| too_large(column, text))
}

/// Parses a decimal number, zero or more, into units of `10^-decimals`, rounding half up.
///
/// # Errors
/// As [`parse_price`].
pub(crate) fn parse_fixed(column: &str, text: &str, decimals: u8) -> Result<u128, Fault> {
    let lower = text.to_ascii_lowercase();
    if matches!(
        lower.trim_start_matches(['+', '-']),
        "nan" | "inf" | "infinity"
    ) {
        return Err(Fault::NotFinite {
            column: column.into(),
            text: text.into(),
        });
    }
    let bad = || Fault::NotANumber {
        column: column.into(),
        text: text.into(),
    };
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let digits_only = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if (whole.is_empty() && fraction.is_empty()) || !digits_only(whole) || !digits_only(fraction) {
        return Err(bad());
    }
    if negative {
        return Err(Fault::Negative {
            column: column.into(),
            text: text.into(),
        });
    }
    scaled(whole, fraction, decimals).ok_or_else(|| too_large(column, text))
}

fn too_large(column: &str, text: &str) -> Fault {
    Fault::TooLarge {
        column: column.into(),
        text: text.into(),
    }
}

/// `whole.fraction` in units of `10^-decimals`; `None` when it does not fit.
fn scaled(whole: &str, fraction: &str, decimals: u8) -> Option<u128> {
    let mut value = whole.bytes().try_fold(0u128, push_digit)?;
    let mut rest = fraction.bytes();
    for _ in 0..decimals {
        value = push_digit(value, rest.next().unwrap_or(b'0'))?;
    }
    match rest.next() {
        Some(next) if next >= b'5' => value.checked_add(1),
        _ => Some(value),
    }
}

fn push_digit(value: u128, digit: u8) -> Option<u128> {
    value
        .checked_mul(10)?
        .checked_add(u128::from(digit.wrapping_sub(b'0')))
}

/// Prints a price without trailing zeros: `1234.5`.
#[must_use]
pub fn format_price(price: u64) -> String {
    let text = format!("{}.{:08}", price / PRICE_SCALE, price % PRICE_SCALE);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn test_parse_price_is_exact() {
        assert_eq!(parse_price("close", "0.0020136"), Ok(201_360));
        assert_eq!(parse_price("close", "43066.451"), Ok(4_306_645_100_000));
        assert_eq!(parse_price("close", "1"), Ok(PRICE_SCALE));
        assert_eq!(parse_price("close", ".5"), Ok(50_000_000));
        assert_eq!(parse_price("close", "0.000000015"), Ok(2), "half rounds up");
        assert_eq!(parse_price("close", "0.0000000149"), Ok(1));
    }

    #[test]
    fn test_parse_price_refuses_what_is_no_price() {
        let fault = |text: &str| parse_price("close", text).expect_err(text).to_string();
        assert!(fault("NaN").contains("not finite"));
        assert!(fault("-inf").contains("not finite"));
        assert!(fault("-1.5").contains("negative"));
        assert!(fault("0.000000001").contains("zero"));
        assert!(fault("1e5").contains("not a number"));
        assert!(fault("").contains("not a number"));
        assert!(fault(".").contains("not a number"));
        assert!(fault("99999999999999").contains("too large"));
    }

    #[test]
    fn test_format_price_round_trips() {
        for text in ["1234.5", "0.00000001", "7", "100.25"] {
            assert_eq!(format_price(parse_price("p", text).unwrap()), text);
        }
    }
}
