//! Utilisation: floating loans over cash and floating loans.

use crate::{money::Amount, units::WAD, wide};

/// Floating loans over cash and floating loans, wad, rounded up; zero where there is neither.
#[must_use]
pub fn utilisation_up(loans: Amount, cash: Amount) -> u128 {
    if loans.is_zero() {
        return 0;
    }
    let total = loans.raw().saturating_add(cash.raw());
    wide::mul_div_up(loans.raw(), WAD, total).min(WAD)
}
