//! What sales fetch: against a naive book sold off slice by slice, and the properties that leave no arbitrage.

use alm_crisis::market::{Depth, Market};

const DEPTH: Depth = Depth {
    amount: 10_000_000.0,
    slippage: 0.02,
    half_spread: 0.001,
    refill: 3_600.0,
    reference: 0.8,
};

/// Sells in thin slices, each at the price that the book shows before it.
fn sliced(used: f64, worth: f64) -> f64 {
    const SLICES: u32 = 100_000;
    let slice = worth / f64::from(SLICES);
    (0..SLICES)
        .map(|k| {
            let before = used + slice * (f64::from(k) + 0.5);
            slice * (1.0 - DEPTH.half_spread - DEPTH.slippage * before / DEPTH.amount)
        })
        .sum()
}

#[test]
fn test_proceeds_are_those_of_a_book_sold_slice_by_slice() {
    let mut market = Market::new(DEPTH);
    let mut used = 0.0;
    for worth in [1_000.0, 2_500_000.0, 4_000_000.0] {
        let want = sliced(used, worth);
        let have = market.sell(worth);
        assert!((have - want).abs() < 1e-3, "{have} against {want}");
        used += worth;
    }
}

#[test]
fn test_splitting_a_sale_gains_nothing_and_a_later_one_fetches_less() {
    let mut whole = Market::new(DEPTH);
    let mut parts = whole;
    let at_once = whole.sell(6_000_000.0);
    let halves = [parts.sell(3_000_000.0), parts.sell(3_000_000.0)];
    assert!((at_once - halves[0] - halves[1]).abs() < 1e-6);
    assert!(halves[1] < halves[0]);
    assert!((whole.room() - 4_000_000.0).abs() < 1e-6);
}

#[test]
fn test_depth_recovers_evenly_and_never_beyond_itself() {
    let mut market = Market::new(DEPTH);
    market.sell(8_000_000.0);
    market.recover(900, 0.5);
    assert!(
        (market.room() - 4_500_000.0).abs() < 1e-6,
        "a quarter of it in a quarter of an hour"
    );
    market.recover(7_200, 0.5);
    assert!((market.room() - DEPTH.amount).abs() < 1e-6);
}

#[test]
fn test_a_market_is_thinner_when_prices_move_more() {
    let mut market = Market::new(DEPTH);
    market.recover(60, 3.2);
    assert!((market.capacity() - 2_500_000.0).abs() < 1e-6);
    assert!((market.marginal(2_500_000.0) - (1.0 - 0.001 - 0.02)).abs() < 1e-12);
    // What is used up is not forgotten when the market thins: there is no room until it has recovered.
    let mut market = Market::new(DEPTH);
    market.sell(5_000_000.0);
    market.recover(60, 3.2);
    assert!(market.room() < 1e-9 && market.most_at(0.5) < 1e-9);
    market.recover(3_600, 0.8);
    assert!((market.room() - DEPTH.amount).abs() < 1e-6);
}

#[test]
fn test_most_at_ends_where_the_last_unit_fetches_the_price() {
    let market = Market::new(DEPTH);
    let most = market.most_at(0.99);
    assert!((market.marginal(most) - 0.99).abs() < 1e-12);
    assert!(
        (market.most_at(0.5) - DEPTH.amount).abs() < 1e-6,
        "no more than there is room"
    );
    assert!(
        market.most_at(0.9995) <= 0.0,
        "dearer than the spread leaves"
    );
}
