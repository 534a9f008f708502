//! Cascades and the histogram: properties, and another way to the same outcome.

use alm_engine::{
    monitor::{
        cascade::{Clearing, Impact, Market, Position, Terms, amplification},
        histogram::{
            CELLS, NEIGHBOURS, Steepest, WIDTH, cell_of, cell_of_loan, edge_of, gain, position,
        },
    },
    units::WAD,
};
use proptest::prelude::*;

const ROUNDS: u32 = 2_000;

fn impact() -> impl Strategy<Value = Impact> {
    prop_oneof![
        Just(Impact::Exponential),
        Just(Impact::Linear),
        Just(Impact::ConstantProduct),
    ]
}

fn market() -> impl Strategy<Value = Market> {
    (1_000u128..2_000, 1_000u128..60_000, impact()).prop_map(|(price, depth, impact)| Market {
        price: price * WAD,
        depth: depth * WAD,
        impact,
    })
}

fn terms() -> impl Strategy<Value = Terms> {
    (70u128..90, 0u128..10, 25u128..=100).prop_map(|(threshold, bonus, close)| Terms {
        threshold: threshold * WAD / 100,
        bonus: bonus * WAD / 100,
        close_factor: close * WAD / 100,
    })
}

fn loans() -> impl Strategy<Value = Vec<Position>> {
    let loan = (1u128..500, 600u128..1_800).prop_map(|(units, price)| Position {
        collateral: units * WAD,
        debt: units * price * WAD,
    });
    prop::collection::vec(loan, 1..25)
}

/// The price after a sale, in floating point.
fn price_of(market: &Market, sold: f64) -> f64 {
    let (price, depth) = (market.price as f64 / 1e18, market.depth as f64 / 1e18);
    match market.impact {
        Impact::Exponential => price * (-sold / depth).exp(),
        Impact::Linear => (price * (1.0 - sold / depth)).max(price / 100.0),
        Impact::ConstantProduct => price * (depth / (depth + sold)).powi(2),
    }
}

/// The least outcome by growing the set of failed loans, the riskiest first: for each set the sale is the least root of
/// a smooth equation, found by bisection between the root of the smaller set and everything.
fn by_sets(market: &Market, terms: &Terms, loans: &[Position]) -> f64 {
    let real = |wad: u128| wad as f64 / 1e18;
    let mut order: Vec<(f64, f64)> = loans
        .iter()
        .map(|one| (real(one.collateral), real(one.debt)))
        .collect();
    order.sort_by(|a, b| (b.1 / b.0).total_cmp(&(a.1 / a.0)));
    let (threshold, paid) = (
        real(terms.threshold),
        real(terms.close_factor) * (1.0 + real(terms.bonus)),
    );
    let mut sold = 0.0;
    for failed in 0..=order.len() {
        let wanted = |sold: f64| -> f64 {
            let price = price_of(market, sold);
            order[..failed]
                .iter()
                .map(|(units, debt)| units.min(debt * paid / price))
                .sum()
        };
        // The least root: steps so small that no crossing is missed, then bisection.
        let all: f64 = order[..failed].iter().map(|one| one.0).sum();
        let step = ((all - sold) / 4_000.0).max(1e-12);
        let mut high = sold;
        while wanted(high) > high && high < all {
            high += step;
        }
        let mut low = (high - step).max(sold);
        for _ in 0..80 {
            let middle = (low + high) / 2.0;
            if wanted(middle) > middle {
                low = middle;
            } else {
                high = middle;
            }
        }
        sold = high.min(all);
        let price = price_of(market, sold);
        match order.get(failed) {
            Some((units, debt)) if *debt > threshold * units * price => {}
            _ => return sold,
        }
    }
    sold
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn fuzz_least_is_found_by_growing_the_failed_set(market in market(), terms in terms(), loans in loans()) {
        let have = market.least(&terms, &loans, ROUNDS);
        prop_assume!(have.settled);
        let want = by_sets(&market, &terms, &loans);
        let sold = have.sold as f64 / 1e18;
        // A loan on its threshold may fall either way.
        let edge = loans.iter().any(|one| {
            let value = one.collateral as f64 / 1e36 * terms.threshold as f64 / 1e18 * have.price as f64;
            (one.debt as f64 / 1e18 / value - 1.0).abs() < 1e-6
        });
        prop_assert!(edge || (sold - want).abs() <= 1e-6 * want + 1e-9, "{sold} {want}");
    }

    #[test]
    fn fuzz_outcomes_are_ordered_and_hold_themselves(market in market(), terms in terms(), loans in loans()) {
        let least = market.least(&terms, &loans, ROUNDS);
        let worst = market.greatest(&terms, &loans, ROUNDS);
        prop_assert!(least.sold <= worst.sold && least.price >= worst.price);
        for outcome in [least, worst] {
            prop_assert_eq!(market.price_after(outcome.sold), outcome.price);
            if outcome.settled {
                prop_assert_eq!(terms.sold(&loans, outcome.price), outcome.sold);
            }
        }
        prop_assert!(amplification(2_500 * WAD, market.price, least.price) >= WAD);
        prop_assert!(terms.bad_debt(&loans, worst.price) >= terms.bad_debt(&loans, market.price) || terms.close_factor < WAD);
    }

    #[test]
    fn fuzz_one_round_less_is_milder_from_below_and_worse_from_above(
        market in market(), terms in terms(), loans in loans(), rounds in 0u32..20,
    ) {
        let at = |rounds| market.least(&terms, &loans, rounds).sold;
        prop_assert!(at(rounds) <= at(rounds + 1));
        let from_above = |rounds| market.greatest(&terms, &loans, rounds).sold;
        prop_assert!(from_above(rounds) >= from_above(rounds + 1));
    }

    #[test]
    fn fuzz_a_price_lies_in_its_cell(price in 1u128..1 << 86) {
        let cell = cell_of(price);
        prop_assert!(cell < CELLS);
        if cell > 0 && cell < CELLS - 1 {
            prop_assert!(edge_of(cell) <= price + 3 + price / 1_000_000_000_000_000_000);
            prop_assert!(edge_of(cell + 1) > price);
        }
    }

    #[test]
    fn fuzz_a_cells_loan_is_liquidatable_no_later(units in 1u128..1 << 70, price in 1_000_000_000u128..1 << 80) {
        let debt = units * (price >> 20) / WAD * (1 << 20);
        prop_assume!(debt > units / 1_000_000_000);
        let cell = cell_of_loan(debt, units);
        prop_assert!(position(cell, units).debt >= debt, "the histogram shows less debt than there is");
    }

    #[test]
    fn fuzz_gain_grows_with_collateral_and_falls_with_depth(
        market in market(), terms in terms(), cell in 4_700u16..5_000, units in 1u128..10_000, more in 1u128..10_000,
    ) {
        let at = |market: &Market, units: u128| gain(market, &terms, cell, units * WAD);
        prop_assert!(at(&market, units) <= at(&market, units + more));
        let deeper = Market { depth: market.depth * 2, ..market };
        prop_assert!(at(&deeper, units) <= at(&market, units));
    }
}

#[test]
fn test_an_expectation_alone_can_set_off_a_cascade() {
    // One large loan, healthy at the shocked price; sold in full it would have failed.
    let market = Market {
        price: 1_000 * WAD,
        depth: 1_000 * WAD,
        impact: Impact::ConstantProduct,
    };
    let terms = Terms {
        threshold: WAD * 8 / 10,
        bonus: WAD / 20,
        close_factor: WAD,
    };
    let loans = [Position {
        collateral: 1_000 * WAD,
        debt: 700_000 * WAD,
    }];
    let Clearing { sold, settled, .. } = market.least(&terms, &loans, 10);
    assert_eq!((sold, settled), (0, true));
    let worst = market.greatest(&terms, &loans, 10);
    assert_eq!((worst.sold, worst.settled), (1_000 * WAD, true));
    assert_eq!(worst.price, 250 * WAD);
}

#[test]
fn test_gain_by_hand() {
    let market = Market {
        price: 1_000 * WAD,
        depth: 10_000 * WAD,
        impact: Impact::Exponential,
    };
    let terms = Terms {
        threshold: WAD / 2,
        bonus: 0,
        close_factor: WAD,
    };
    // Debt at half of the value: half of 200 units is sold, one per cent of the depth, in a cell of one per cent.
    let cell = cell_of(1_000 * WAD);
    let have = gain(&market, &terms, cell, 200 * WAD);
    assert!((WAD..WAD * 102 / 100).contains(&have), "{have}");
    assert_eq!(gain(&market, &terms, cell, 0), 0);
    let empty = Market { depth: 0, ..market };
    assert_eq!(gain(&empty, &terms, cell, WAD), u128::MAX);
    assert_eq!(WIDTH, WAD / 100);
}

#[test]
fn test_a_lone_cell_counts_for_a_fifth() {
    let steepest = |gains: &[u128]| {
        let mut steepest = Steepest::default();
        gains.iter().for_each(|gain| steepest.include(*gain));
        steepest.gain()
    };
    assert_eq!(steepest(&[]), 0);
    // At either end of the run as in its middle; a fifth of a unit is one.
    assert_eq!(steepest(&[WAD, 0, 0, 0, 0, 0, 0]), WAD / 5);
    assert_eq!(steepest(&[0, 0, 0, WAD, 0, 0, 0]), WAD / 5);
    assert_eq!(steepest(&[0, 0, 0, 0, 0, 0, WAD + 1]), WAD / 5 + 1);
    assert_eq!(steepest(&[WAD; 40]), WAD);
    assert_eq!(steepest(&[WAD, 0, 0, 0, WAD, 0, 0, 0, WAD]), WAD / 5 * 2);
    assert_eq!(steepest(&[u128::MAX; 2]), u128::MAX.div_ceil(5));
}

proptest! {
    #[test]
    fn fuzz_the_steepest_five(gains in prop::collection::vec(0u128..WAD * 10, 0..60)) {
        let mut steepest = Steepest::default();
        gains.iter().for_each(|gain| steepest.include(*gain));
        let mut padded = vec![0; NEIGHBOURS];
        padded.extend(&gains);
        padded.extend([0; NEIGHBOURS]);
        let naive = padded.windows(NEIGHBOURS).map(|five| five.iter().sum::<u128>()).max();
        prop_assert_eq!(steepest.gain(), naive.unwrap_or(0).div_ceil(NEIGHBOURS as u128));
        let largest = gains.iter().max().copied().unwrap_or(0);
        prop_assert!(steepest.gain() <= largest && steepest.gain() >= largest.div_ceil(5));
    }
}
