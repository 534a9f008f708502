//! Samples and what they do to the matrix, against the textbook in floating point.

mod common;

use alloy_primitives::U256;
use alm_abi::ICovariance::{
    MatrixSampled, RuleOutOfBounds, correlationCall, correlationReturn, creditCall,
    groupCreditCall, memberAtCall,
};
use common::*;

/// A small generator (xorshift64*), so that a failure can be repeated.
struct Dice(u64);

impl Dice {
    /// Between minus one and one.
    fn roll(&mut self) -> f64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let number = self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 11;
        number as f64 / (1u64 << 52) as f64 - 1.0
    }
}

/// The textbook: every covariance by its own recursion, variances started at 12.6e-9 a second, covariances at one.
struct Textbook {
    covariance: Vec<Vec<f64>>,
}

impl Textbook {
    fn new(assets: usize) -> Self {
        Self {
            covariance: vec![vec![1.26e-8; assets]; assets],
        }
    }

    fn step(&mut self, returns: &[f64], seconds: f64) {
        let past = (-seconds / (16.0 * 86_400.0)).exp();
        for (row, one) in self.covariance.iter_mut().zip(returns) {
            for (cell, other) in row.iter_mut().zip(returns) {
                *cell = past * *cell + (1.0 - past) * one * other / seconds;
            }
        }
    }

    fn correlation(&self, one: usize, other: usize) -> f64 {
        let [variance, second] = [one, other].map(|place| self.covariance[place][place]);
        self.covariance[one][other] / (variance * second).sqrt()
    }
}

fn correlation(bench: &mut Bench, one: usize, other: usize) -> correlationReturn {
    let call = correlationCall {
        one: one as u8,
        other: other as u8,
    };
    bench.call(ANYONE, call).expect("told")
}

fn real(told: &correlationReturn) -> f64 {
    told.measured.to_string().parse::<f64>().expect("a number") / 1e18
}

/// Returns with a common part, and prices that follow.
fn step(dice: &mut Dice, prices: &mut [u128]) -> Vec<f64> {
    let common = dice.roll();
    prices
        .iter_mut()
        .map(|price| {
            let before = *price as f64;
            let change = 1.0 + 0.01 * (common + dice.roll());
            *price = (before * change) as u128;
            (*price as f64 / before).ln()
        })
        .collect()
}

#[test]
fn test_all_pairs_follow_the_textbook() {
    let mut bench = Bench::joined(16);
    let mut book = Textbook::new(16);
    let mut dice = Dice(7);
    let mut prices = [1_000_000_000u128; 16];
    for hour in 1..=60 {
        let returns = step(&mut dice, &mut prices);
        book.step(&returns, 3_600.0);
        bench.prices(&prices, START + hour * HOUR + 17);
        assert_eq!(bench.sample_all(), Ok(U256::from(16)));
        assert_eq!(bench.event::<MatrixSampled>().places, u16::MAX);
        assert_eq!(
            bench.sample_all(),
            Ok(U256::ZERO),
            "INV-RISK-02 a slot is sampled once"
        );
    }
    for high in 0..16 {
        for low in 0..high {
            let told = correlation(&mut bench, low, high);
            let (have, want) = (real(&told), book.correlation(low, high));
            // Sixty steps of at most 1.2e-7 each, upwards.
            assert!(
                have >= want - 1e-9 && have <= want + 8e-6,
                "{low} {high}: {have} {want}"
            );
            assert_eq!(told.samples, 60);
            let believed = told.believed.to_string().parse::<f64>().expect("a number") / 1e18;
            assert!((believed - have.max(0.5)).abs() < 1e-9, "{believed} {have}");
        }
        let member = bench
            .call(ANYONE, memberAtCall { place: high as u8 })
            .expect("told");
        let variance = member
            .variance
            .to_string()
            .parse::<f64>()
            .expect("a number")
            / 1e36;
        assert!((variance / book.covariance[high][high] - 1.0).abs() < 1e-9);
    }
}

#[test]
fn test_the_outcome_does_not_depend_on_the_calls() {
    let (mut whole, mut parts) = (Bench::joined(5), Bench::joined(5));
    let mut dice = Dice(11);
    let mut prices = [1_000_000_000u128; 5];
    for hour in 1..=40u64 {
        step(&mut dice, &mut prices);
        for bench in [&mut whole, &mut parts] {
            bench.prices(&prices, START + hour * HOUR);
        }
        whole.sample_all().expect("sampled");
        // In pieces, in another order every hour, some of them twice.
        for turn in 0..5u64 {
            let place = (turn * 3 + hour) % 5;
            let taken = parts.sample(1 << place).expect("sampled");
            assert_eq!(taken, U256::ONE);
            assert_eq!(parts.sample(1 << place), Ok(U256::ZERO));
        }
    }
    for high in 0..5 {
        for low in 0..high {
            let (one, other) = (
                correlation(&mut whole, low, high),
                correlation(&mut parts, low, high),
            );
            assert_eq!(one.measured, other.measured, "INV-RISK-02 {low} {high}");
            assert_eq!(one.samples, other.samples, "INV-RISK-02 {low} {high}");
        }
    }
    assert_eq!(
        whole.storage(),
        parts.storage(),
        "INV-RISK-02 to the last bit"
    );
}

#[test]
fn test_an_asset_without_a_sample_is_completed_or_missed() {
    let mut bench = Bench::joined(2);
    bench.prices(&[1_010_000_000, 1_000_000_000], START + HOUR);
    bench.told[1].updatedAt = START;
    bench.answer();
    assert_eq!(bench.sample_all(), Ok(U256::ONE));
    assert_eq!(correlation(&mut bench, 0, 1).samples, 0);
    // Its sample of the same slot comes later: the pair is completed.
    bench.prices(&[1_010_000_000, 1_020_000_000], START + HOUR);
    assert_eq!(bench.sample_all(), Ok(U256::ONE));
    let completed = correlation(&mut bench, 0, 1);
    assert_eq!(completed.samples, 1, "as if both had come at once");
    // A slot of which only one has a sample takes one off, and leaves the rest.
    bench.told[0].updatedAt = START + 2 * HOUR;
    bench.told[0].price = U256::from(900_000_000);
    bench.answer();
    assert_eq!(bench.sample_all(), Ok(U256::ONE));
    let missed = correlation(&mut bench, 0, 1);
    assert_eq!((missed.measured, missed.samples), (completed.measured, 0));
    // The next common slot is the other's second and this one's first: not the same time.
    bench.prices(&[950_000_000, 980_000_000], START + 3 * HOUR);
    assert_eq!(bench.sample_all(), Ok(U256::from(2)));
    let apart = correlation(&mut bench, 0, 1);
    assert_eq!((apart.measured, apart.samples), (completed.measured, 0));
    let member = bench.call(ANYONE, memberAtCall { place: 1 }).expect("told");
    assert_eq!(member.span, 2);
}

#[test]
fn test_a_new_feed_measures_no_move() {
    let mut bench = Bench::joined(2);
    bench.prices(&[1_010_000_000, 1_010_000_000], START + HOUR);
    bench.sample_all().expect("sampled");
    let before = bench.call(ANYONE, memberAtCall { place: 0 }).expect("told");
    // The same asset at ten more decimals.
    bench.prices(
        &[10_100_000_000_000_000_000, 1_020_000_000],
        START + 2 * HOUR,
    );
    bench.told[0].feed = ENGINE;
    bench.answer();
    assert_eq!(bench.sample_all(), Ok(U256::from(2)));
    let after = bench.call(ANYONE, memberAtCall { place: 0 }).expect("told");
    assert_eq!((after.variance, after.span), (before.variance, 0));
    assert_eq!(correlation(&mut bench, 0, 1).samples, 0);
    // From there on it moves as any other.
    bench.prices(
        &[10_200_000_000_000_000_000, 1_030_000_000],
        START + 3 * HOUR,
    );
    bench.sample_all().expect("sampled");
    assert_eq!(correlation(&mut bench, 0, 1).samples, 1);
}

#[test]
fn test_slots_of_another_length_are_passed_over() {
    let mut bench = Bench::joined(2);
    bench.prices(&[1_010_000_000, 1_010_000_000], START + HOUR);
    bench.told[0].interval = 300;
    bench.answer();
    assert_eq!(bench.sample_all(), Ok(U256::ONE));
    assert_eq!(bench.event::<MatrixSampled>().places, 2);
}

/// Forty hours of two assets that move apart.
fn apart() -> Bench {
    let mut bench = Bench::joined(2);
    let mut dice = Dice(3);
    let mut prices = [1_000_000_000u128; 2];
    for hour in 1..=40 {
        for price in &mut prices {
            *price = (*price as f64 * (1.0 + 0.02 * dice.roll())) as u128;
        }
        bench.prices(&prices, START + hour * HOUR);
        bench.sample_all().expect("sampled");
    }
    bench
}

#[test]
fn test_what_is_believed_is_cautious() {
    let mut bench = apart();
    let told = correlation(&mut bench, 0, 1);
    assert!(real(&told) < 1.0 && told.samples == 40);
    assert!(told.believed >= U256::from(WAD / 2) && told.believed < U256::from(WAD));
    // Moves twice as fast as it did: everything counts as one asset.
    bench.prices(&[1_000_000_000, 1_000_000_000], START + 41 * HOUR);
    bench.told[1].varianceFast = bench.told[1].varianceSlow * U256::from(4);
    bench.answer();
    bench.sample_all().expect("sampled");
    assert_eq!(correlation(&mut bench, 0, 1).believed, U256::from(WAD));
    // Calm again, then silent for three days.
    bench.prices(&[1_000_000_000, 1_000_000_000], START + 42 * HOUR);
    bench.told[1].varianceFast = bench.told[1].varianceSlow;
    bench.answer();
    bench.sample_all().expect("sampled");
    assert!(correlation(&mut bench, 0, 1).believed < U256::from(WAD));
    bench.vm.set_block_timestamp(START + (43 + 72) * HOUR + 1);
    assert_eq!(correlation(&mut bench, 0, 1).believed, U256::from(WAD));
}

#[test]
fn test_credits_follow_what_is_believed() {
    let mut bench = apart();
    let mut haircuts = [U256::ZERO; 16];
    (haircuts[0], haircuts[1]) = (U256::from(3_000_000), U256::from(4_000_000));
    let credit = |bench: &mut Bench, haircuts| bench.call(ANYONE, creditCall { haircuts });
    let believed = correlation(&mut bench, 0, 1).believed;
    let rho = believed.to_string().parse::<f64>().expect("a number") / 1e18;
    let want = 7e6 - (9e12 + 16e12 + 24e12 * rho).sqrt();
    let have = credit(&mut bench, haircuts).expect("told").to::<u64>() as f64;
    assert!(have <= want && have > want - 2.0, "{have} {want}");
    // One collateral is credited nothing; a place without a member counts as one with all.
    haircuts[0] = U256::ZERO;
    assert_eq!(credit(&mut bench, haircuts), Ok(U256::ZERO));
    haircuts[9] = U256::from(1_000_000);
    assert_eq!(credit(&mut bench, haircuts), Ok(U256::ZERO));
    haircuts[0] = U256::from(1u128 << 112);
    assert_error(
        credit(&mut bench, haircuts),
        RuleOutOfBounds {
            rule: 4,
            have: U256::from(1u128 << 112),
            min: U256::ZERO,
            max: U256::from((1u128 << 112) - 1),
        },
    );
    // By groups: two of them are credited by their correlation, one of them nothing.
    let groups = |bench: &mut Bench, groups| {
        let told = bench.call(ANYONE, groupCreditCall { groups });
        told.expect("told").to::<u64>() as f64 / 1e18
    };
    let want = (2.0 - (2.0 + 2.0 * rho).sqrt()).min(0.25);
    assert!((groups(&mut bench, 0x10) - want).abs() < 1e-9);
    assert_eq!(groups(&mut bench, 0x11), 0.0);
}

#[test]
fn test_nobody_sampled_means_no_credit() {
    let mut bench = Bench::joined(4);
    let told = bench.call(ANYONE, groupCreditCall { groups: 0x3210 });
    assert_eq!(told, Ok(U256::ZERO));
    let mut empty = Bench::new(0);
    let told = empty.call(ANYONE, groupCreditCall { groups: 0x3210 });
    assert_eq!(told, Ok(U256::ZERO));
    // A matrix without members has nothing to sample.
    empty.answer();
    assert_eq!(empty.sample_all(), Ok(U256::ZERO));
}
