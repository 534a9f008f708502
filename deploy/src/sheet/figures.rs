//! Figures that may be absent.

use ethers::types::U256;

use crate::convert::{tokens_to_f64, wad_to_f64};

/// Seconds of a day.
const DAY: f64 = 86_400.0;

/// A ratio, absent where nothing stands below it.
pub(super) fn ratio(value: U256) -> Option<f64> {
    (value != U256::MAX).then(|| wad_to_f64(value))
}

/// Days, absent where there is no end.
pub(super) fn days(seconds: U256) -> Option<f64> {
    (seconds != U256::MAX).then(|| tokens_to_f64(seconds, 0) / DAY)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn test_the_largest_number_is_no_ratio_and_no_horizon() {
        assert_eq!(ratio(U256::MAX), None);
        assert_eq!(ratio(U256::exp10(18)), Some(1.0));
        assert_eq!(days(U256::MAX), None);
        assert_eq!(days(U256::from(43_200)), Some(0.5));
    }
}
