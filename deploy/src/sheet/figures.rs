//! From base units and wads to what a page shows.

use ethers::types::{I256, U256};

/// Seconds of a day.
const DAY: f64 = 86_400.0;

/// Whole tokens.
pub(super) fn tokens(units: U256, decimals: u8) -> f64 {
    scaled(&units.to_string(), decimals)
}

/// Whole tokens, signed.
pub(super) fn signed_tokens(units: I256, decimals: u8) -> f64 {
    scaled(&units.to_string(), decimals)
}

/// A wad as a number.
pub(super) fn wad(value: U256) -> f64 {
    scaled(&value.to_string(), 18)
}

/// A signed wad as a number.
pub(super) fn signed_wad(value: I256) -> f64 {
    scaled(&value.to_string(), 18)
}

/// A ratio, absent where nothing stands below it.
pub(super) fn ratio(value: U256) -> Option<f64> {
    (value != U256::MAX).then(|| wad(value))
}

/// Days, absent where there is no end.
pub(super) fn days(seconds: U256) -> Option<f64> {
    (seconds != U256::MAX).then(|| scaled(&seconds.to_string(), 0) / DAY)
}

/// A number without a part of it, as sixteen digits tell.
fn scaled(digits: &str, decimals: u8) -> f64 {
    // Digits of an integer always parse.
    digits.parse::<f64>().unwrap_or(f64::NAN) / 10f64.powi(decimals.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(have: f64, want: f64) {
        assert!((have - want).abs() < 1e-12, "{have} for {want}");
    }

    #[test]
    fn test_units_become_tokens_of_their_decimals() {
        near(tokens(U256::from(1_234_567), 6), 1.234_567);
        near(signed_tokens(I256::from(-5), 0), -5.0);
        near(wad(U256::exp10(17)), 0.1);
        near(signed_wad(I256::from(-2) * I256::exp10(18)), -2.0);
    }

    #[test]
    fn test_the_largest_number_is_no_ratio_and_no_horizon() {
        assert_eq!(ratio(U256::MAX), None);
        assert_eq!(ratio(U256::exp10(18)), Some(1.0));
        assert_eq!(days(U256::MAX), None);
        assert_eq!(days(U256::from(43_200)), Some(0.5));
    }
}
