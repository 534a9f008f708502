//! Liquidations of whole accounts: what is left is tallied anew, from amounts.

use alm_engine::{
    credit::{
        bonus::by_shortfall,
        liquidation::{Leg, Liquidation, TARGET, Taking},
        proportion::Proportion,
        tally::Tally,
        value::{owed_up, owned_down},
    },
    refusal::{Cause, Refusal},
};
use proptest::prelude::*;

const WAD: u128 = 1_000_000_000_000_000_000;
const LEAST: u128 = 1_000_000;

/// A collateral with its threshold and greatest bonus.
#[derive(Clone, Copy, Debug)]
struct Owned(Leg, u32, u32);

#[derive(Clone, Debug)]
struct Account {
    owned: Vec<Owned>,
    owed: Vec<Leg>,
}

impl Account {
    fn tally(&self) -> Tally {
        let mut tally = Tally::default();
        for Owned(leg, threshold, _) in &self.owned {
            tally.own(
                owned_down(leg.amount, leg.price, leg.decimals),
                *threshold,
                0,
            );
        }
        for leg in &self.owed {
            tally.owe(owed_up(leg.amount, leg.price, leg.decimals));
        }
        tally
    }

    fn liquidation(&self, debt: usize, collateral: usize) -> Liquidation {
        let Owned(leg, threshold, greatest) = self.owned[collateral];
        let greatest =
            greatest.min((99_500_000_000_000 / u64::from(threshold) - 10_000_000) as u32);
        Liquidation {
            debt: self.owed[debt],
            collateral: leg,
            threshold,
            bonus: by_shortfall(greatest, self.tally().health(), threshold),
            least: LEAST,
            proportion: Proportion::default(),
        }
    }

    fn after(&self, debt: usize, collateral: usize, taking: Taking) -> Self {
        let mut after = self.clone();
        after.owned[collateral].0.amount -= taking.seized;
        after.owed[debt].amount -= taking.repaid;
        after
    }
}

fn take(liquidation: &Liquidation, offered: u128, allowed: u128) -> Result<Taking, Refusal> {
    liquidation.taking(liquidation.part(offered, allowed)?)
}

/// Accounts of tokens of six decimals, at prices of eight, from cents to thousands.
fn account(collaterals: usize, debts: usize) -> impl Strategy<Value = Account> {
    let leg = |most: u128| {
        (1_000_000_000u128..most, 1_000_000u128..100_000_000_000).prop_map(|(amount, price)| Leg {
            amount,
            price,
            decimals: 14,
        })
    };
    let owned = (leg(1 << 60), 1_000_000u32..9_400_000, 0u32..=2_000_000)
        .prop_map(|(leg, threshold, bonus)| Owned(leg, threshold, bonus));
    let owned = proptest::collection::vec(owned, 1..=collaterals);
    let owed = proptest::collection::vec(leg(1 << 60), 1..=debts);
    (owned, owed, 700u128..1_000).prop_map(|(owned, owed, permille)| {
        let mut account = Account { owned, owed };
        // Debts as large as leaves the health at a part of one.
        let tally = account.tally();
        for leg in &mut account.owed {
            let scaled = leg.amount as f64 * tally.counted as f64 / tally.owed as f64;
            leg.amount = ((scaled * 1_000.0 / permille as f64) as u128).max(LEAST);
        }
        account
    })
}

#[test]
fn test_repay_to_target_of_a_known_account() {
    // 100 owed against 120 at a threshold of 0.8: health 0.96, bonus of 5 % grown from half by 0.04 of 0.16.
    let leg = |amount| Leg {
        amount,
        price: 100_000_000,
        decimals: 14,
    };
    let account = Account {
        owned: vec![Owned(leg(120_000_000), 8_000_000, 500_000)],
        owed: vec![leg(100_000_000)],
    };
    let liquidation = account.liquidation(0, 0);
    assert_eq!(liquidation.bonus, 312_500);
    let allowed = liquidation.allowed(&account.tally());
    // (1.05 * 100 - 96) / (1.05 - 0.8 * 1.03125)
    assert_eq!(allowed, 40_000_000);
    let taking = take(&liquidation, u128::MAX, allowed).unwrap();
    assert_eq!(
        taking,
        Taking {
            repaid: 40_000_000,
            seized: 41_250_000
        }
    );
    let health = account.after(0, 0, taking).tally().health();
    assert!(health.abs_diff(TARGET) < WAD / 10_000_000);
}

#[test]
fn test_dust_is_closed_and_never_left() {
    let leg = |amount| Leg {
        amount,
        price: 100_000_000,
        decimals: 14,
    };
    let account = Account {
        owned: vec![Owned(leg(1_900_000), 8_000_000, 500_000)],
        owed: vec![leg(1_600_000)],
    };
    let liquidation = account.liquidation(0, 0);
    let allowed = liquidation.allowed(&account.tally());
    assert_eq!(allowed, 1_600_000, "what would be left is dust");
    let refusal = liquidation.part(1_000_000, allowed).unwrap_err();
    assert_eq!(
        (refusal.cause, refusal.have, refusal.want),
        (Cause::BelowMinimum, 600_000, 1_000_000)
    );
    let refusal = liquidation.part(999, 1_000_000).unwrap_err();
    assert_eq!(refusal.have, 999, "nor is dust repaid");
    assert_eq!(liquidation.taking(0).unwrap_err().cause, Cause::ZeroAmount);
}

/// What would close the debt is not taken where it closes nothing.
#[test]
fn test_dust_beyond_the_collateral_is_left() {
    let leg = |amount| Leg {
        amount,
        price: 100_000_000,
        decimals: 14,
    };
    let account = Account {
        owned: vec![
            Owned(leg(3_000_000), 8_000_000, 500_000),
            Owned(leg(4_500_000), 8_000_000, 500_000),
        ],
        owed: vec![leg(3_500_000), leg(2_800_000)],
    };
    let tally = account.tally();
    let short = account.liquidation(0, 0);
    // (1.05 * 6.3 - 6) / (1.05 - 0.8 * 1.0324404): what is left of 3.5 is dust, and 3 do not close it.
    let allowed = short.allowed(&tally);
    assert_eq!(allowed, 2_744_951);
    let taking = take(&short, u128::MAX, allowed).unwrap();
    let health = account.after(0, 0, taking).tally().health();
    assert!(health.abs_diff(TARGET) < WAD / 1_000_000, "INV-CREDIT-03");
    assert_eq!(account.liquidation(0, 1).allowed(&tally), 3_500_000);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn inv_credit_03_health_after_a_liquidation(
        account in account(4, 3), debt in any::<prop::sample::Index>(), which in any::<prop::sample::Index>(),
        offered in 1u128..1 << 70,
    ) {
        let (debt, which) = (debt.index(account.owed.len()), which.index(account.owned.len()));
        let before = account.tally();
        prop_assume!(!before.covers());
        let liquidation = account.liquidation(debt, which);
        let allowed = liquidation.allowed(&before);
        let Ok(taking) = take(&liquidation, offered, allowed) else { return Ok(()) };
        let left = account.after(debt, which, taking);
        let (have, want) = (left.tally().health(), before.health());
        let ends = left.owed[debt].amount == 0;
        // Beyond the target only by closing a debt that would have left dust.
        prop_assert!(have <= TARGET + WAD / 1_000_000 || ends, "INV-CREDIT-03: {have} above the target");
        let owned = liquidation.threshold;
        let taken = u128::from(owned) * (10_000_000 + u128::from(liquidation.bonus)) * 10_000;
        if taken <= want {
            // Amounts of whole units: a millionth of the health.
            prop_assert!(have + WAD / 1_000_000 >= want, "INV-CREDIT-03: {have} below {want}");
        }
        let rest = left.owed[debt].amount;
        let out = taking.seized == account.owned[which].0.amount || taking.repaid == allowed;
        prop_assert!(rest == 0 || rest >= LEAST || out, "INV-CREDIT-03: dust");
    }

    #[test]
    fn test_a_liquidator_gets_no_more_than_the_bonus(
        account in account(2, 2), offered in 1u128..1 << 70,
    ) {
        let liquidation = account.liquidation(0, 0);
        let Ok(taking) = take(&liquidation, offered, liquidation.whole()) else { return Ok(()) };
        let Leg { price, decimals, .. } = liquidation.debt;
        let paid = owed_up(taking.repaid, price, decimals);
        let Leg { price, decimals, .. } = liquidation.collateral;
        let got = owned_down(taking.seized, price, decimals);
        let most = paid + paid / 10_000_000 * u128::from(liquidation.bonus) + 10_000_000;
        prop_assert!(got <= most, "{got} for {paid}");
    }
}

#[test]
fn test_an_offer_is_bounded_and_never_dust() {
    let leg = |amount| Leg {
        amount,
        price: 100_000_000,
        decimals: 14,
    };
    // 100 owed against 128 at 0.8: health 1.024.
    let account = Account {
        owned: vec![Owned(leg(128_000_000), 8_000_000, 500_000)],
        owed: vec![leg(100_000_000)],
    };
    let mut liquidation = account.liquidation(0, 0);
    liquidation.bonus = 100_000;
    let tally = account.tally();
    assert_eq!(liquidation.offered(&tally, 5 * WAD), 5_000_000);
    // (1.05 * 100 - 102.4) / (1.05 - 0.8 * 1.01)
    assert_eq!(liquidation.offered(&tally, u128::MAX), 10_743_801);
    assert_eq!(liquidation.offered(&tally, WAD - 1), 0, "dust");
    assert_eq!(liquidation.offered(&tally, 0), 0);
    liquidation.debt.amount = 2_500_000;
    assert_eq!(
        liquidation.offered(&tally, u128::MAX),
        1_500_000,
        "no dust is left"
    );
    liquidation.debt.amount = 1_500_000;
    assert_eq!(liquidation.offered(&tally, u128::MAX), 0);
}

proptest! {
    /// Whatever is offered: the health of a healthy account rises, and not above the target.
    #[test]
    fn fuzz_offers_lift_health_to_the_target_at_most(
        account in account(3, 3), worth in 0u128..1 << 100, ease in 1_000u128..1_050,
    ) {
        let mut account = account;
        let tally = account.tally();
        for leg in &mut account.owed {
            // From below one to above.
            let scaled = leg.amount as f64 * tally.counted as f64 / tally.owed as f64;
            leg.amount = ((scaled * 1_000.0 / ease as f64) as u128).max(LEAST);
        }
        let tally = account.tally();
        prop_assume!(tally.covers());
        let mut liquidation = account.liquidation(0, 0);
        liquidation.bonus /= 2;
        let units = liquidation.offered(&tally, worth);
        prop_assume!(units != 0);
        let part = owed_up(units, liquidation.debt.price, liquidation.debt.decimals);
        prop_assert!(part <= tally.owed / 5 + WAD);
        if let Ok(taking) = liquidation.taking(units) {
            let after = account.after(0, 0, taking).tally().health();
            let grain = WAD / 1_000_000;
            prop_assert!(after + grain >= tally.health(), "INV-CREDIT-03");
            prop_assert!(after <= TARGET.max(tally.health()) + grain, "INV-CREDIT-03");
        }
    }
}
