//! What a liquidator earns.

use alm_engine::credit::bonus::{LATE_RAMP, by_delay, by_shortfall};
use proptest::prelude::*;

const WAD: u128 = 1_000_000_000_000_000_000;

#[test]
fn test_bonus_grows_from_half_to_all() {
    // At a threshold of 0.5 a bonus of a tenth is borne down to a health of 0.55.
    let at = |percent: u128| by_shortfall(1_000_000, WAD / 100 * percent, 5_000_000);
    assert_eq!(
        [at(100), at(91), at(82), at(64), at(55), at(54), at(50)],
        [
            500_000, 600_000, 700_000, 900_000, 1_000_000, 800_000, 500_000
        ]
    );
}

#[test]
fn test_bonus_is_never_full_before_a_tenth() {
    // 0.86 * 1.1 bears it down to 0.946 only: half of the way to a tenth there is three quarters.
    let at = |permille: u128| by_shortfall(1_000_000, WAD / 1_000 * permille, 8_600_000);
    assert_eq!([at(1_000), at(980), at(950)], [500_000, 600_000, 750_000]);
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

    /// Of two accounts, whatever the threshold has come down to, the one nearer to owing more than it has pays no less, as long
    /// as its collateral bears the greatest bonus.
    #[test]
    fn test_the_most_urgent_pays_most(
        greatest in 1_000u32..=2_000_000, threshold in 1_000_000u32..9_000_000,
        first in 0u128..WAD, second in 0u128..WAD,
    ) {
        let borne = u128::from(threshold) * (10_000_000 + u128::from(greatest)) * 10_000;
        let (worse, better) = (first.min(second).max(borne), first.max(second));
        prop_assume!(worse <= better);
        let (worse_pays, better_pays) = (
            by_shortfall(greatest, worse, threshold),
            by_shortfall(greatest, better, threshold),
        );
        prop_assert!(worse_pays >= better_pays, "{worse_pays} {better_pays}");
        // A unit of the bonus beyond half is worth at most two of the greatest's parts of the health.
        let grain = WAD / u128::from(greatest) * 2 + 2;
        if better - worse > grain {
            prop_assert!(worse_pays > better_pays, "no two of them are alike");
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
