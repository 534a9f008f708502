//! Worth of amounts and amounts of a worth.

use alm_engine::credit::value::{COLLATERAL_MAX, owed_up, owned_down, units_down, units_up};
use proptest::prelude::*;

use crate::oracle::{narrow, worth_down, worth_up};

#[test]
fn test_worth_of_known_amounts() {
    // 1.5 WBTC (8 decimals) at 60,000.00000001 (8 decimals).
    assert_eq!(
        owned_down(150_000_000, 6_000_000_000_001, 16),
        90_000_000_000_015_000_000_000
    );
    // One millionth of USDC at a dollar and a hundred-millionth: rounded by direction.
    assert_eq!(owned_down(1, 100_000_001, 14), 1_000_000_010_000);
    // 18 and 18 decimals: one wei at 1.5e-18.
    assert_eq!(owned_down(1_000_000_000_000_000_001, 1, 36), 1);
    assert_eq!(owed_up(1_000_000_000_000_000_001, 1, 36), 2);
}

proptest! {
    #[test]
    fn test_worth_equals_the_wide_product(
        amount in 0u128..1 << 96, price in 1u128..1 << 88, decimals in 0u8..=36,
    ) {
        let down = narrow(worth_down(amount, price, decimals)).min(COLLATERAL_MAX);
        prop_assert_eq!(owned_down(amount, price, decimals), down);
        let have = owed_up(amount, price, decimals);
        let want = narrow(worth_up(amount, price, decimals));
        prop_assert_eq!(have, want);
    }

    #[test]
    fn test_units_are_the_inverse_of_worth(
        value in 0u128..1 << 110, price in 1u128..1 << 80, decimals in 6u8..=36,
    ) {
        let down = units_down(value, price, decimals);
        if down < 1 << 96 {
            prop_assert!(worth_up(down, price, decimals) <= worth_up(0, 1, 0) + crate::oracle::wide(value));
            prop_assert!(worth_up(down + 1, price, decimals) > crate::oracle::wide(value));
        }
        let up = units_up(value, price, decimals);
        if up < 1 << 96 && up > 0 {
            // No fewer would do: what they are worth, unrounded, is less.
            prop_assert!(worth_down(up, price, decimals) >= crate::oracle::wide(value));
            prop_assert!(worth_up(up - 1, price, decimals) <= crate::oracle::wide(value));
        }
    }
}
