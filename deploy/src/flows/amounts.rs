//! Amounts of flows: millionths of a token, and the factor they are multiplied by.

use super::error::FlowError;
use crate::prices::{Fault, decimal::parse_fixed};

/// Decimals of an amount here, and of the token of a replayed pool.
const DECIMALS: u8 = 6;
/// One token, in the units of an amount.
pub const MICRO: u128 = 1_000_000;
/// Decimals a factor may have.
const FACTOR_DECIMALS: u8 = 12;
const FACTOR_ONE: u128 = 1_000_000_000_000;

/// Parses an amount of whole tokens into millionths, rounding half up.
///
/// # Errors
/// [`Fault`] naming `column`.
pub fn parse_tokens(column: &str, text: &str) -> Result<u128, Fault> {
    let value = parse_fixed(column, text, DECIMALS)?;
    // Above it, sums of a history and products with a scale could leave 128 bits.
    if value >= 1 << 80 {
        return Err(Fault::TooLarge {
            column: column.into(),
            text: text.into(),
        });
    }
    Ok(value)
}

/// Prints an amount in whole tokens without trailing zeros: `1234.5`.
#[must_use]
pub fn format_amount(amount: u128) -> String {
    let text = format!("{}.{:06}", amount / MICRO, amount % MICRO);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// What every amount of a file is multiplied by, in units of 1e-12.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scale(u128);

impl Default for Scale {
    fn default() -> Self {
        Self(FACTOR_ONE)
    }
}

impl Scale {
    /// A factor from the text of `--scale`.
    ///
    /// # Errors
    /// [`FlowError::BadScale`].
    pub fn parse(text: &str) -> Result<Self, FlowError> {
        let bad = || FlowError::BadScale(text.into());
        let factor = parse_fixed("scale", text.trim(), FACTOR_DECIMALS).map_err(|_| bad())?;
        if factor == 0 || factor > FACTOR_ONE * FACTOR_ONE {
            return Err(bad());
        }
        Ok(Self(factor))
    }

    /// An amount times the factor, rounded down; saturates.
    #[must_use]
    pub fn apply(self, amount: u128) -> u128 {
        // Whole and fraction apart: the product of two 80 bit numbers does not fit.
        let (whole, part) = (self.0 / FACTOR_ONE, self.0 % FACTOR_ONE);
        amount
            .saturating_mul(whole)
            .saturating_add(amount.saturating_mul(part) / FACTOR_ONE)
    }

    /// The factor as a number, for reports.
    #[must_use]
    #[expect(
        clippy::cast_precision_loss,
        reason = "sixteen digits are more than a report shows"
    )]
    pub fn to_f64(self) -> f64 {
        self.0 as f64 / FACTOR_ONE as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn test_scale_multiplies_exactly() {
        let times = |text: &str, amount| Scale::parse(text).unwrap().apply(amount);
        assert_eq!(times("1", 7), 7);
        assert_eq!(times("0.001", 1_234_567), 1_234);
        assert_eq!(times("2.5", 1 << 79), (1 << 79) * 5 / 2);
        assert_eq!(Scale::default(), Scale::parse("1.0").unwrap());
    }

    #[test]
    fn test_scale_refuses_what_is_no_factor() {
        for text in ["", "0", "-1", "1 %", "1e3", "much", "0.0000000000001"] {
            let error = Scale::parse(text).expect_err(text);
            assert!(matches!(error, FlowError::BadScale(_)), "{text}");
        }
    }

    #[test]
    fn test_parse_tokens_is_exact_and_bounded() {
        assert_eq!(parse_tokens("deposit", "2101378.32"), Ok(2_101_378_320_000));
        assert_eq!(format_amount(2_101_378_320_000), "2101378.32");
        let large = "1".repeat(25);
        assert!(matches!(
            parse_tokens("deposit", &large),
            Err(Fault::TooLarge { .. })
        ));
    }
}
