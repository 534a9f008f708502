//! `poke` and `pokeMany`: what becomes a sample, and what a feed may do.

mod common;

use alloy_primitives::{I256, U256, Uint, address};
use alloy_sol_types::{SolError, SolValue};
use alm_abi::IRiskEngine::{
    FeedFailed, FeedGarbage, InvalidPrice, InvalidRoundTime, NotListed, RoundWentBack,
    SampleFailed, Sampled, lastSampleCall, pokeCall, pokeManyCall,
};
use common::*;

#[test]
fn test_poke_new_slot_samples() {
    let mut bench = Bench::listed();
    let before = bench.risk();
    assert_eq!(
        bench.sample(9, 190_000_000_000, START + HOUR),
        Ok(U256::from(1))
    );
    let after = bench.risk();
    assert!(
        after.sigmaFast > before.sigmaFast,
        "a fall of 5 % in an hour raises volatility"
    );
    assert!(after.haircut > before.haircut);
    assert_eq!(after.sampledAt, START + HOUR);
    let event: Sampled = bench.event();
    assert_eq!(
        (event.asset, event.roundId, event.price),
        (ASSET, Uint::from(9), U256::from(190_000_000_000u64))
    );
    let sample = bench.call(ANYONE, lastSampleCall { asset: ASSET }).unwrap();
    assert_eq!(sample.updatedAt, START + HOUR);
    assert_eq!(sample.price, U256::from(190_000_000_000u64));
}

#[test]
fn test_poke_same_slot_changes_nothing() {
    let mut bench = Bench::listed();
    let before = bench.risk();
    assert_eq!(
        bench.sample(9, 100_000_000_000, START + HOUR - 1),
        Ok(U256::ZERO)
    );
    assert_eq!(bench.events::<Sampled>(), 0);
    assert_eq!(bench.risk().sigmaUsed, before.sigmaUsed, "INV-RISK-02");
}

#[test]
fn test_poke_unchanged_round_is_no_sample() {
    let mut bench = Bench::listed();
    bench.at(START + 5 * HOUR);
    assert_eq!(
        bench.call(ANYONE, pokeCall { asset: ASSET }),
        Ok(U256::ZERO)
    );
}

#[test]
fn test_poke_calm_prices_let_used_sigma_fall_no_faster_than_slow_weight() {
    let mut bench = Bench::listed();
    let first = bench.risk().sigmaUsed;
    for hour in 1..=24u64 {
        bench
            .sample(8 + u128::from(hour), 200_000_000_000, START + hour * HOUR)
            .unwrap();
    }
    let last = bench.risk().sigmaUsed;
    // One day of sixteen: e^(-1/32) = 0.9692.
    assert!(
        last < first && last > first * U256::from(969) / U256::from(1000),
        "{last} after {first}"
    );
}

#[test]
fn test_poke_unknown_asset_reverts() {
    let mut bench = Bench::listed();
    assert_error(
        bench.call(ANYONE, pokeCall { asset: FEED }),
        NotListed { asset: FEED },
    );
}

#[test]
fn test_poke_feed_reverts() {
    let mut bench = Bench::listed();
    bench.revert();
    assert_error(
        bench.call(ANYONE, pokeCall { asset: ASSET }),
        FeedFailed { feed: FEED },
    );
}

#[test]
fn test_poke_feed_without_code_is_a_failed_feed() {
    let mut bench = Bench::listed();
    bench.answer(vec![]);
    assert_error(
        bench.call(ANYONE, pokeCall { asset: ASSET }),
        FeedFailed { feed: FEED },
    );
}

#[test]
fn test_poke_feed_returns_too_little() {
    let mut bench = Bench::listed();
    for bytes in [vec![7; 31], vec![0; 159]] {
        bench.answer(bytes);
        assert_error(
            bench.call(ANYONE, pokeCall { asset: ASSET }),
            FeedGarbage { feed: FEED },
        );
    }
}

#[test]
fn test_poke_feed_returns_round_beyond_80_bits() {
    let mut bench = Bench::listed();
    bench.quote(1 << 80, 1, START);
    assert_error(
        bench.call(ANYONE, pokeCall { asset: ASSET }),
        FeedGarbage { feed: FEED },
    );
}

#[test]
fn test_poke_price_zero_or_negative_reverts() {
    let mut bench = Bench::listed();
    for price in [0, -1, i64::MIN] {
        let answer = I256::try_from(price).unwrap();
        assert_error(
            bench.sample(9, price, START + HOUR),
            InvalidPrice { feed: FEED, answer },
        );
    }
}

#[test]
fn test_poke_price_too_large_reverts() {
    let mut bench = Bench::listed();
    for answer in [I256::try_from(1i128 << 88).unwrap(), I256::MAX] {
        bench.answer(
            (
                U256::from(9),
                answer,
                U256::ZERO,
                U256::from(START),
                U256::ZERO,
            )
                .abi_encode(),
        );
        assert_error(
            bench.call(ANYONE, pokeCall { asset: ASSET }),
            InvalidPrice { feed: FEED, answer },
        );
    }
}

#[test]
fn test_poke_round_in_future_or_never_written_reverts() {
    let mut bench = Bench::listed();
    for time in [0, START + 1, u64::MAX] {
        bench.quote(9, 1, time);
        let error = InvalidRoundTime {
            feed: FEED,
            updatedAt: U256::from(time),
            blockTime: U256::from(START),
        };
        assert_error(bench.call(ANYONE, pokeCall { asset: ASSET }), error);
    }
}

#[test]
fn test_poke_round_went_back_reverts_until_stale() {
    let mut bench = Bench::listed();
    let error = RoundWentBack {
        feed: FEED,
        lastRound: Uint::from(8),
        round: Uint::from(7),
    };
    assert_error(bench.sample(7, 200_000_000_000, START + HOUR), error);
    assert_eq!(
        bench.sample(7, 200_000_000_000, START + 3 * DAY + 1),
        Ok(U256::from(1)),
        "no asset is stuck for good"
    );
}

#[test]
fn test_poke_history_fails_until_stale() {
    let mut bench = Bench::listed();
    // Rounds 9 to 29 are looked up; the test VM answers nothing.
    assert_error(
        bench.sample(30, 200_000_000_000, START + HOUR),
        FeedFailed { feed: FEED },
    );
    assert_eq!(
        bench.sample(30, 200_000_000_000, START + 3 * DAY + 1),
        Ok(U256::from(1))
    );
}

#[test]
fn test_poke_new_phase_takes_newest_round() {
    let mut bench = Bench::listed();
    assert_eq!(
        bench.sample((2 << 64) | 900, 200_000_000_000, START + HOUR),
        Ok(U256::from(1))
    );
}

#[test]
fn test_poke_many_reports_failures_and_goes_on() {
    let mut bench = Bench::listed();
    let unknown = address!("0x5555555555555555555555555555555555555555");
    bench.at(START + HOUR);
    bench.quote(9, 199_000_000_000, START + HOUR);
    let taken = bench.call(
        ANYONE,
        pokeManyCall {
            assets: vec![unknown, ASSET],
        },
    );
    assert_eq!(taken, Ok(U256::from(1)));
    let event: SampleFailed = bench.event();
    assert_eq!(
        (event.asset, event.reason.0),
        (unknown, NotListed::SELECTOR)
    );
    assert_eq!(
        bench.call(ANYONE, pokeManyCall { assets: vec![] }),
        Ok(U256::ZERO)
    );
}
