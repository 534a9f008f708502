//! What a liquidator earns.

use alm_engine::credit::bonus::{LATE_RAMP, by_delay, by_shortfall};
use proptest::prelude::*;

const WAD: u128 = 1_000_000_000_000_000_000;

#[test]
fn test_bonus_grows_from_half_to_all() {
    let at = |percent: u128| by_shortfall(1_000_000, WAD / 100 * percent, 5_000_000);
    assert_eq!(
        [at(100), at(95), at(90), at(50)],
        [500_000, 750_000, 1_000_000, 500_000]
    );
}

#[test]
fn test_beyond_half_it_is_what_the_collateral_bears() {
    // At a threshold of 0.85 and a health of 0.92, one repaid may take 0.92 / 0.85 of the collateral.
    assert_eq!(by_shortfall(1_000_000, WAD / 100 * 92, 8_500_000), 823_529);
    // Below the threshold there is nothing to bear it, and half is paid.
    assert_eq!(by_shortfall(1_000_000, WAD / 100 * 80, 8_500_000), 500_000);
}

#[test]
fn test_bonus_after_maturity() {
    let at = |seconds| by_delay(1_000_000, seconds);
    assert_eq!(
        [at(0), at(LATE_RAMP / 2), at(LATE_RAMP), at(u64::MAX)],
        [0, 250_000, 500_000, 500_000]
    );
}

proptest! {
    #[test]
    fn test_bonus_between_half_and_all(
        greatest in 0u32..=2_000_000, health in 0u128..WAD, threshold in 1_000u32..9_950_000,
    ) {
        let bonus = by_shortfall(greatest, health, threshold);
        prop_assert!(bonus >= greatest / 2 && bonus <= greatest);
        if bonus > greatest / 2 {
            // threshold (1 + bonus) <= health: taking it does not lower the health.
            let taken = u128::from(threshold) * (10_000_000 + u128::from(bonus)) * 10_000;
            prop_assert!(taken <= health, "INV-CREDIT-03");
        }
    }

    #[test]
    fn test_a_wider_shortfall_never_pays_less_while_it_is_borne(
        greatest in 0u32..=2_000_000, health in 0u128..WAD, step in 0u128..WAD / 10,
    ) {
        // A threshold so low that the collateral bears all.
        let (higher, lower) = (health, health.saturating_sub(step));
        prop_assume!(lower > WAD / 100);
        prop_assert!(by_shortfall(greatest, lower, 1_000) >= by_shortfall(greatest, higher, 1_000));
    }
}
