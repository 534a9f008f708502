//! Accounts with debts in several currencies, liquidated by anybody in any order and pieces: what every currency gets is what
//! it would get if all collateral were sold at once and the proceeds shared by worth.

use alm_engine::credit::{
    bonus::by_shortfall,
    liquidation::{Leg, Liquidation, Taking},
    proportion::{Proportion, paid_by},
    tally::Tally,
    value::{owed_up, owned_down},
};
use proptest::prelude::*;

const ONE: f64 = 10_000_000.0;
const LEAST: u128 = 1_000_000;
/// Of what is compared: units of the smallest debt and collateral, repeatedly rounded.
const GRAIN: f64 = 1e-5;

/// A collateral with its threshold and greatest bonus.
#[derive(Clone, Copy, Debug)]
struct Owned(Leg, u32, u32);

/// A debt: what is left, what there was, what was paid of it and what was lost.
#[derive(Clone, Copy, Debug)]
struct Owed {
    leg: Leg,
    first: u128,
    paid: u128,
    lost: u128,
}

#[derive(Clone, Debug)]
struct Account {
    owned: Vec<Owned>,
    owed: Vec<Owed>,
}

/// One call: debt, collateral, and of what is owed how much is offered, in thousandths.
type Call = (prop::sample::Index, prop::sample::Index, u32);

fn worth(leg: &Leg, amount: u128) -> f64 {
    amount as f64 * leg.price as f64 / 10f64.powi(leg.decimals.into())
}

impl Account {
    fn tally(&self) -> (Tally, u128) {
        let (mut tally, mut paid) = (Tally::default(), 0);
        for Owned(leg, threshold, greatest) in &self.owned {
            let worth = owned_down(leg.amount, leg.price, leg.decimals);
            tally.own(worth, *threshold, 0);
            paid += paid_by(worth, *greatest);
        }
        for Owed { leg, .. } in &self.owed {
            tally.owe(owed_up(leg.amount, leg.price, leg.decimals));
        }
        (tally, paid)
    }

    /// As the desk puts it to the rules.
    fn liquidation(&self, debt: usize, collateral: usize) -> Liquidation {
        let (tally, paid) = self.tally();
        let Owned(leg, threshold, greatest) = self.owned[collateral];
        let proportion = Proportion::new(paid, tally.owed);
        let debts = self.owed.iter().filter(|owed| owed.leg.amount != 0);
        Liquidation {
            debt: self.owed[debt].leg,
            collateral: leg,
            threshold,
            bonus: proportion.spared(by_shortfall(greatest, tally.health(), threshold), greatest),
            least: LEAST,
            proportion: if debts.count() > 1 {
                proportion
            } else {
                Proportion::default()
            },
        }
    }

    /// Liquidates, if that is allowed. Tells whether it was.
    fn liquidate(&mut self, debt: usize, collateral: usize, offered: u128) -> bool {
        let (tally, _) = self.tally();
        if tally.covers() {
            return false;
        }
        let rules = self.liquidation(debt, collateral);
        let Ok(part) = rules.part(offered, rules.allowed(&tally)) else {
            return false;
        };
        let Ok(Taking { repaid, seized }) = rules.taking(part) else {
            return false;
        };
        let lost = rules.lost_with(repaid);
        let owed = &mut self.owed[debt];
        owed.leg.amount -= repaid + lost;
        owed.paid += repaid;
        owed.lost += lost;
        self.owned[collateral].0.amount -= seized;
        true
    }

    /// Whatever the calls left is taken, by whoever prefers the first debts and collaterals, or the last.
    fn finish(&mut self, backwards: bool) {
        let (debts, collaterals) = (self.owed.len(), self.owned.len());
        for turn in 0..debts * collaterals {
            let turn = if backwards {
                debts * collaterals - 1 - turn
            } else {
                turn
            };
            self.liquidate(turn / collaterals, turn % collaterals, u128::MAX);
        }
    }

    /// What an auction of everything would bring for each unit of worth owed, counted with nothing of the rules.
    fn naive_share(&self) -> f64 {
        let brought = self.owned.iter().map(|Owned(leg, _, greatest)| {
            worth(leg, leg.amount) / (1.0 + f64::from(greatest / 2) / ONE)
        });
        let owed = self.owed.iter().map(|owed| worth(&owed.leg, owed.first));
        brought.sum::<f64>() / owed.sum::<f64>()
    }
}

/// Accounts whose collateral brings so many thousandths of what they owe.
fn account(permille: std::ops::Range<u128>) -> impl Strategy<Value = Account> {
    let leg = || {
        (1u128 << 44..1 << 60, 1_000_000u128..100_000_000_000).prop_map(|(amount, price)| Leg {
            amount,
            price,
            decimals: 14,
        })
    };
    let owned = (leg(), 1_000_000u32..8_200_000, 0u32..=2_000_000)
        .prop_map(|(leg, threshold, greatest)| Owned(leg, threshold, greatest));
    let owned = proptest::collection::vec(owned, 1..=3);
    let owed = proptest::collection::vec(leg(), 2..=4);
    (owned, owed, permille).prop_map(|(owned, owed, permille)| {
        let owed = owed.into_iter().map(|leg| Owed {
            leg,
            first: leg.amount,
            paid: 0,
            lost: 0,
        });
        let mut account = Account {
            owned,
            owed: owed.collect(),
        };
        let scale = account.naive_share() * 1_000.0 / permille as f64;
        for owed in &mut account.owed {
            owed.leg.amount = (owed.leg.amount as f64 * scale) as u128 + LEAST;
            owed.first = owed.leg.amount;
        }
        account
    })
}

fn calls() -> impl Strategy<Value = Vec<Call>> {
    proptest::collection::vec(
        (
            any::<prop::sample::Index>(),
            any::<prop::sample::Index>(),
            1u32..1_500,
        ),
        0..24,
    )
}

fn play(account: &mut Account, calls: &[Call]) {
    for (debt, collateral, thousandths) in calls {
        let debt = debt.index(account.owed.len());
        let collateral = collateral.index(account.owned.len());
        let offered = account.owed[debt].first * u128::from(*thousandths) / 1_000;
        account.liquidate(debt, collateral, offered);
    }
}

#[test]
fn test_half_of_one_then_all_of_the_other_then_the_rest() {
    let leg = |amount| Leg {
        amount,
        price: 100_000_000,
        decimals: 14,
    };
    let owed = |amount| Owed {
        leg: leg(amount),
        first: amount,
        paid: 0,
        lost: 0,
    };
    // 126 at a bonus of 10 %, half of which is paid: 120 for debts of 150 and 50.
    let mut account = Account {
        owned: vec![Owned(leg(126_000_000), 8_000_000, 1_000_000)],
        owed: vec![owed(150_000_000), owed(50_000_000)],
    };
    let rules = account.liquidation(0, 0);
    assert_eq!((rules.bonus, rules.whole()), (500_000, 90_000_000));
    assert_eq!(rules.lost_with(45_000_000), 30_000_000, "INV-LOSS-01");
    assert!(account.liquidate(0, 0, 45_000_000));
    assert_eq!(account.owed[0].leg.amount, 75_000_000);
    assert!(account.liquidate(1, 0, u128::MAX));
    assert_eq!(
        (account.owed[1].paid, account.owed[1].lost),
        (30_000_000, 20_000_000)
    );
    // One currency is left: what it is not paid is given up with the last of the collateral, by the desk.
    assert!(account.liquidate(0, 0, u128::MAX));
    assert_eq!(
        (account.owed[0].paid, account.owed[0].leg.amount),
        (90_000_000, 30_000_000)
    );
    assert_eq!(account.owned[0].0.amount, 0);
}

#[test]
fn test_a_debt_is_neither_repaid_nor_left_as_dust_with_its_loss() {
    let leg = |amount| Leg {
        amount,
        price: 100_000_000,
        decimals: 14,
    };
    let rules = Liquidation {
        debt: leg(10_000_000),
        collateral: leg(8_000_000),
        threshold: 8_000_000,
        bonus: 0,
        least: LEAST,
        proportion: Proportion::new(8, 16),
    };
    assert_eq!(rules.part(4_600_000, 5_000_000).unwrap_err().have, 800_000);
    assert_eq!(rules.part(999_999, 5_000_000).unwrap_err().have, 999_999);
    assert_eq!(rules.part(4_500_000, 5_000_000), Ok(4_500_000));
    assert_eq!(rules.lost_with(5_000_000), 5_000_000);
}

#[test]
fn test_a_worthless_collateral_pays_nothing_and_all_is_lost() {
    let nothing = Proportion::new(0, 16);
    assert!(nothing.is_short());
    assert_eq!((nothing.part_of(7), nothing.ended_by(0, 7)), (0, 7));
    assert_eq!(Proportion::default().part_of(7), 7);
    assert_eq!(Proportion::default().ended_by(3, 7), 3);
    assert_eq!(Proportion::default().spared(9, 4), 9);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    /// Whatever the order, the pieces and the collaterals: to every currency the same part of its worth.
    #[test]
    fn inv_loss_01_every_currency_gets_its_part(
        account in account(50..1_000), calls in calls(), backwards in any::<bool>(),
    ) {
        let mut account = account;
        let share = account.naive_share();
        play(&mut account, &calls);
        account.finish(backwards);
        for owed in &account.owed {
            let got = worth(&owed.leg, owed.paid) / worth(&owed.leg, owed.first);
            prop_assert!((got - share).abs() < GRAIN, "INV-LOSS-01: {got} of {share}, {account:?}");
        }
    }

    /// Not only at the end: after every call, of what has ended of a debt its part was paid.
    #[test]
    fn inv_loss_01_no_currency_is_ever_ahead(account in account(50..1_000), calls in calls()) {
        let mut account = account;
        let share = account.naive_share();
        for call in &calls {
            play(&mut account, std::slice::from_ref(call));
            let open = account.owed.iter().filter(|owed| owed.leg.amount != 0).count();
            for owed in account.owed.iter().filter(|_| open > 1) {
                let ended = worth(&owed.leg, owed.paid + owed.lost);
                let ahead = (worth(&owed.leg, owed.paid) - share * ended).abs();
                let all = worth(&owed.leg, owed.first);
                prop_assert!(ahead <= all * GRAIN, "INV-LOSS-01: {ahead} of {all}");
            }
        }
    }

    /// What could pay all pays all: no bonus makes it unable to, and nothing is lost.
    #[test]
    fn inv_loss_01_nothing_is_lost_of_what_is_paid_for(
        account in account(1_001..1_200), calls in calls(), backwards in any::<bool>(),
    ) {
        let mut account = account;
        play(&mut account, &calls);
        account.finish(backwards);
        let (tally, paid) = account.tally();
        prop_assert!(account.owed.iter().all(|owed| owed.lost == 0), "INV-LOSS-01: {account:?}");
        prop_assert!(paid >= tally.owed || tally.owed < 1 << 60, "INV-LOSS-01: {account:?}");
    }

    /// Nor does its loss make an account healthy that was not: no order of calls ends before the collateral does.
    #[test]
    fn inv_credit_03_a_short_account_stays_due(account in account(50..999), calls in calls()) {
        let mut account = account;
        let (before, paid) = account.tally();
        prop_assert!(!before.covers() && paid < before.owed);
        for call in &calls {
            play(&mut account, std::slice::from_ref(call));
            let (tally, _) = account.tally();
            prop_assert!(tally.owed == 0 || !tally.covers(), "INV-CREDIT-03: {account:?}");
        }
    }
}
