//! Properties of the covariances, and an independent model in floating point: the recursion of the covariance itself.

use alm_engine::{
    covariance::{
        Estimate, Marginal, Move, Stress,
        correlation::{COMPLETED, FLOOR, SAMPLES_MAX, pull_of},
        credit::{Portfolio, group_credit},
        triangle::{ASSETS, PAIRS, pack, place, unpack},
    },
    units::WAD,
};
use proptest::prelude::*;

const ONE: i128 = WAD as i128;
const TAU: u64 = 16 * 86_400;

/// Steps of two prices: seconds, and both relative moves in millionths.
fn walk() -> impl Strategy<Value = Vec<(u64, i64, i64)>> {
    prop::collection::vec(
        (60u64..259_200, -90_000i64..90_000, -90_000i64..90_000),
        2..80,
    )
}

fn moved(price: u128, millionths: i64) -> u128 {
    (price as i128 * (1_000_000 + i128::from(millionths)) / 1_000_000) as u128
}

/// The textbook: three sums of products, and a quotient at the end.
#[derive(Default)]
struct Textbook {
    variances: [f64; 2],
    covariance: f64,
}

impl Textbook {
    fn step(&mut self, returns: [f64; 2], dt: f64) {
        let past = if self.variances == [0.0; 2] {
            0.0
        } else {
            (-dt / TAU as f64).exp()
        };
        let mix = |old: f64, product: f64| past * old + (1.0 - past) * product / dt;
        self.covariance = mix(self.covariance, returns[0] * returns[1]);
        for (variance, step) in self.variances.iter_mut().zip(returns) {
            *variance = mix(*variance, step * step);
        }
    }

    fn correlation(&self) -> f64 {
        self.covariance / (self.variances[0] * self.variances[1]).sqrt()
    }
}

proptest! {
    #[test]
    fn fuzz_correlation_is_the_textbooks(steps in walk()) {
        let mut prices = [100_000_000_000_000_000u128, 7_000_000_000_000_000];
        let mut state = [Marginal::default(); 2];
        let mut pair = Estimate::default();
        let mut book = Textbook::default();
        for (dt, a, b) in steps {
            // A first return of nothing leaves the textbook without a quotient.
            let (a, b) = (if a == 0 { 1 } else { a }, if b == 0 { 1 } else { b });
            let next = [moved(prices[0], a), moved(prices[1], b)];
            let returns = [0, 1].map(|i| (next[i] as f64 / prices[i] as f64).ln());
            book.step(returns, dt as f64);
            let (one, first) = state[0].after(prices[0], next[0], dt, TAU);
            let (other, second) = state[1].after(prices[1], next[1], dt, TAU);
            (prices, state) = (next, [one, other]);
            pair = pair.after(first, second, 1);
            let have = pair.correlation as f64 / 1e18;
            prop_assert!((have - book.correlation()).abs() < 1e-9, "{have} {}", book.correlation());
        }
    }

    #[test]
    fn fuzz_correlation_stays_in_its_range(
        start in -ONE..=ONE,
        moves in prop::collection::vec((-ONE..=ONE, -ONE..=ONE), 1..40),
    ) {
        let mut pair = Estimate { correlation: start, samples: 0 };
        for (one, other) in moves {
            pair = pair.after(Move { fresh: one }, Move { fresh: other }, 1);
            prop_assert!(pair.correlation.abs() <= ONE);
        }
    }

    #[test]
    fn fuzz_storage_rounds_up_and_keeps_what_it_stored(correlation in -ONE..=ONE, samples in -1i16..=SAMPLES_MAX) {
        let packed = pack(Estimate { correlation, samples });
        let stored = unpack(packed);
        prop_assert!(stored.correlation >= correlation - 1, "INV-RISK-01 storing lowered a correlation");
        prop_assert!(stored.correlation - correlation <= ONE / 8_388_607 + 1);
        prop_assert_eq!(stored.samples, samples);
        prop_assert_eq!(pack(stored), packed);
    }

    #[test]
    fn fuzz_credit_is_bounded_and_falls_with_correlation(
        haircuts in prop::collection::vec(0u128..1 << 96, 1..=ASSETS),
        low in FLOOR..=WAD,
        high in FLOOR..=WAD,
    ) {
        let (low, high) = (low.min(high), low.max(high));
        let whole = Portfolio(&haircuts);
        let sum = whole.summed();
        let largest = haircuts.iter().copied().max().unwrap_or(0);
        let at = |rho: u128| whole.haircut(|_, _| rho as i128);
        prop_assert!(at(low) <= at(high) && at(high) <= sum);
        prop_assert!(at(low) >= largest, "INV-RISK-01 a part is cut more than the whole");
        prop_assert!(whole.credit(|_, _| low as i128) <= sum / 4, "INV-RISK-01 credit above a quarter");
        prop_assert!(whole.credit(|_, _| low as i128) >= whole.credit(|_, _| high as i128));
        prop_assert_eq!(whole.credit(|_, _| ONE), 0);
    }

    #[test]
    fn fuzz_portfolio_is_the_naive_double_sum(
        haircuts in prop::collection::vec(0u128..1 << 60, 1..=ASSETS),
        seed in prop::collection::vec(-ONE..=ONE, PAIRS),
    ) {
        let rho = |a: usize, b: usize| seed[place(a, b).expect("a pair")];
        let mut square = 0.0;
        for (i, one) in haircuts.iter().enumerate() {
            for (j, other) in haircuts.iter().enumerate() {
                let correlation = if i == j { 1.0 } else { rho(i, j) as f64 / 1e18 };
                square += correlation * *one as f64 * *other as f64;
            }
        }
        let sum: f64 = haircuts.iter().map(|one| *one as f64).sum();
        let want = square.max(0.0).sqrt().min(sum);
        let have = Portfolio(&haircuts).haircut(rho) as f64;
        // A root near zero loses half of its digits.
        prop_assert!((have - want).abs() <= 1e-7 * sum + 2.0, "{have} {want}");
    }

    #[test]
    fn fuzz_group_credit_gives_no_portfolio_more_than_it_saves(
        haircuts in prop::collection::vec(0u128..1 << 96, 1..=ASSETS),
        correlation in FLOOR..=WAD,
    ) {
        let whole = Portfolio(&haircuts);
        let sum = whole.summed();
        let rest = sum - haircuts.iter().copied().max().unwrap_or(0);
        let given = (rest as f64) * group_credit(correlation) as f64 / 1e18;
        let saved = (sum - whole.haircut(|_, _| correlation as i128)) as f64;
        prop_assert!(given <= saved + 1e-12 * sum as f64 + 2.0, "INV-RISK-01 given {given} saved {saved}");
        prop_assert!(group_credit(correlation) <= WAD / 4, "INV-RISK-01 credit above a quarter");
    }

    #[test]
    fn fuzz_believed_is_cautious(correlation in -ONE..=ONE, samples in -1i16..=SAMPLES_MAX, pull in 0u16..=10_000, min_samples: u8) {
        let estimate = Estimate { correlation, samples };
        let believed = estimate.believed(&Stress { pull, min_samples });
        prop_assert!((FLOOR..=WAD).contains(&believed), "INV-RISK-01 correlation {believed}");
        prop_assert!(believed as i128 >= correlation, "INV-RISK-01 below the measured one");
        let more = estimate.believed(&Stress { pull: pull.saturating_add(100).min(10_000), min_samples });
        prop_assert!(more >= believed);
        if samples < min_samples.into() {
            prop_assert_eq!(believed, WAD);
        }
    }
}

#[test]
fn test_pairs_fill_the_triangle_without_a_gap() {
    let mut seen = [false; PAIRS];
    for high in 1..ASSETS {
        for low in 0..high {
            let at = place(low, high).expect("a pair");
            assert_eq!(place(high, low), Some(at));
            assert!(!std::mem::replace(&mut seen[at], true), "place {at} twice");
        }
    }
    assert!(seen.iter().all(|place| *place));
    assert_eq!(place(3, 3), None);
    assert_eq!(place(0, ASSETS), None);
}

#[test]
fn test_a_pair_never_written_is_one_asset() {
    assert_eq!(unpack([0; 4]), Estimate::default());
    assert_eq!(Estimate::default().correlation, ONE);
}

#[test]
fn test_samples_are_counted_and_forgotten() {
    let still = Move { fresh: 0 };
    let estimate = Estimate::default()
        .after(still, still, 1)
        .after(still, still, COMPLETED);
    assert_eq!((estimate.correlation, estimate.samples), (ONE, 3));
    assert_eq!(estimate.missed().samples, 2);
    // What was missed at nothing is made up for by a completion, and by nothing else.
    let missed = Estimate::default().missed();
    assert_eq!((missed.samples, missed.missed().samples), (-1, -1));
    assert_eq!(missed.after(still, still, COMPLETED).samples, 1);
    assert_eq!(missed.after(still, still, 1).samples, 1);
}

proptest! {
    /// Slots in which both, or only one of two assets has a sample, taken in one call or asset by asset.
    #[test]
    fn fuzz_counting_does_not_depend_on_the_calls(
        slots in prop::collection::vec((prop::bool::weighted(0.6), any::<bool>()), 1..600),
    ) {
        let still = Move { fresh: 0 };
        let (mut whole, mut parts, mut naive) = (Estimate::default(), Estimate::default(), 0i32);
        for (both, apart) in slots {
            if both {
                whole = whole.after(still, still, 1);
                parts = if apart {
                    unpack(pack(parts.missed())).after(still, still, COMPLETED)
                } else {
                    parts.after(still, still, 1)
                };
                naive = (naive + 1).min(254);
            } else {
                (whole, parts) = (whole.missed(), parts.missed());
                naive = (naive - 1).max(0);
            }
            prop_assert_eq!(whole, parts, "INV-RISK-02");
            prop_assert_eq!(i32::from(whole.samples.max(0)), naive);
        }
    }
}

#[test]
fn test_pull_follows_the_ratio_of_deviations() {
    assert_eq!(pull_of(4, 1), 10_000);
    assert_eq!(pull_of(900, 1), 10_000);
    assert_eq!(pull_of(1, 1), 0);
    assert_eq!(pull_of(1, 0), 10_000);
    assert_eq!(pull_of(0, 0), 0);
    // sqrt(1.21) - 1 is a tenth, and one unit of caution.
    assert!((1_000..=1_001).contains(&pull_of(121, 100)));
}

#[test]
fn test_group_credit_by_hand() {
    assert_eq!(group_credit(WAD), 0);
    // 2 - sqrt(3) would be 0.268.
    assert_eq!(group_credit(WAD / 2), WAD / 4);
    // sqrt(3.61) is 1.9.
    assert_eq!(group_credit(WAD * 805 / 1_000), WAD / 10 - 1);
}

#[test]
fn test_an_asset_starts_from_a_volatility() {
    // 63 % a year, and a return of one deviation of a day moves the estimate by little.
    let start = Marginal::of_sigma(630_000_000_000_000_000);
    let (after, step) = start.after(1_000_000, 1_033_000, 86_400, TAU);
    assert!(after.variance.abs_diff(start.variance) < start.variance / 200);
    assert!(step.fresh > 0 && (step.fresh as u128) < WAD / 3);
    let (still, none) = start.after(1_000_000, 1_000_000, 86_400, TAU);
    assert!(still.variance < start.variance);
    assert_eq!(none, Move { fresh: 0 });
    assert_eq!(none.kept(), WAD);
}
