//! The strike against exact sums over a list of faces, and marks, ratios and their widening.
use std::collections::BTreeMap;

use alloy_primitives::{I256, U256};
use alm_engine::{
    ladder::{
        Cell, Cells, Discount, FRACTION, Factor, Ladder, Marks, Position, RATIO_ONE, Side, Sides,
        Strike,
    },
    money::{Amount, Balance},
    rates::curve::{Curve, Node},
    units::{DAY, WAD, YEAR},
    week::{LONGEST, WEEK, Week},
};
use proptest::prelude::*;

const START: u64 = 2_900 * WEEK;

struct Weeks(BTreeMap<Week, Cell>);

impl Cells for Weeks {
    fn faces(&mut self, week: Week) -> Sides<Amount> {
        self.0[&week].faces
    }

    fn retire(&mut self, week: Week) -> Cell {
        self.0.remove(&week).expect("a live week")
    }
}

/// A curve that knows its own discount factors: so far ahead, so much off.
struct Straight {
    per_week: u128,
    width: u128,
}

impl Discount for Straight {
    fn factor(&self, seconds: u64) -> Factor {
        let off = self.per_week * u128::from(seconds) / u128::from(WEEK);
        Factor {
            down: WAD - off - self.width,
            up: WAD - off,
        }
    }
}

/// A side, weeks ahead, face, price in parts of a thousand of the face.
type Entry = (bool, u16, u128, u128);

fn build(entries: &[Entry], now: u64) -> (Ladder, Weeks) {
    let mut ladder = Ladder {
        rolled: Week::at_or_before(now),
        ..Ladder::default()
    };
    let mut weeks = BTreeMap::new();
    for (asset, ahead, face, share) in entries {
        let side = if *asset {
            Side::Assets
        } else {
            Side::Liabilities
        };
        let week = ladder.rolled.later(*ahead);
        let price = Amount::new((face * share / 1_000).max(1));
        let position = Position::bought(side, week, Amount::new(*face), price, now).expect("fair");
        let cell = weeks.entry(week).or_default();
        ladder.book(cell, &position).expect("room");
    }
    (ladder, Weeks(weeks))
}

fn entries() -> impl Strategy<Value = Vec<Entry>> {
    let face = (0..90u32).prop_flat_map(|bits| 1..=(2u128 << bits));
    prop::collection::vec((any::<bool>(), 1..=LONGEST, face, 300..=1_000u128), 1..40)
}

fn wide(value: u128) -> I256 {
    I256::try_from(value).expect("below 2^255")
}

/// The exact present values at both ends and the exact exposure, over the list: units of 1e-18.
fn exact(entries: &[Entry], gone: u64, curve: &impl Discount) -> (I256, I256, [U256; 2]) {
    let (mut least, mut most) = (I256::ZERO, I256::ZERO);
    let mut exposures = [U256::ZERO; 2];
    for (asset, ahead, face, _) in entries {
        let seconds = u64::from(*ahead) * WEEK - gone;
        let Factor { down, up } = curve.factor(seconds);
        let (down, up) = (wide(*face) * wide(down), wide(*face) * wide(up));
        (least, most) = if *asset {
            (least + down, most + up)
        } else {
            (least - up, most - down)
        };
        let exposure = &mut exposures[usize::from(!asset)];
        *exposure += up.into_raw() * U256::from(seconds);
    }
    (least, most, exposures)
}

proptest! {
    #[test]
    fn fuzz_strike_encloses_the_exact_sums(
        entries in entries(), gone in 0..WEEK, low in 0..4_000_000_000_000_000u128,
        more in 0..4_000_000_000_000_000u128, width in 0..5u128,
    ) {
        let now = START + gone;
        let (ladder, mut weeks) = build(&entries, now);
        let low_yields = Straight { per_week: low, width };
        let high_yields = Straight { per_week: low + more, width };
        let strike = ladder.strike(now, &mut weeks, &low_yields, &high_yields);

        let (least, most, exposures) = exact(&entries, gone, &low_yields);
        let (other_least, other_most, _) = exact(&entries, gone, &high_yields);
        let cost = I256::try_from(ladder.carrying.value_at(gone)).unwrap();
        let wad = wide(WAD) << FRACTION;
        let mark = |mark: Balance| I256::try_from(mark.raw()).unwrap() * wad;
        let low = (least.min(other_least) << FRACTION) - cost * wide(WAD);
        let high = (most.max(other_most) << FRACTION) - cost * wide(WAD);
        // Never on the wrong side, and within a unit and a Q26 bit a week.
        let width = wad + wide(WAD) * wide(2 * 105);
        prop_assert!(mark(strike.marks.low) <= low && mark(strike.marks.low) >= low - width);
        prop_assert!(mark(strike.marks.high) >= high && mark(strike.marks.high) <= high + width);

        for (side, exposure) in [(Side::Assets, exposures[0]), (Side::Liabilities, exposures[1])] {
            let dv01 = U256::from(strike.dv01.of(side).raw());
            let unit = U256::from(WAD) * U256::from(YEAR) * U256::from(10_000);
            prop_assert!(dv01 * unit >= exposure);
            prop_assert!(dv01 * unit <= exposure + unit + U256::from(WAD) * U256::from(105));
            let undiscounted = ladder.moments.of(side).unit_seconds(now);
            let ratio = strike.ratios.of(side);
            prop_assert!(ratio <= RATIO_ONE);
            if undiscounted == 0 {
                prop_assert_eq!(ratio, RATIO_ONE);
                continue;
            }
            let applied = U256::from(undiscounted) * U256::from(ratio) * U256::from(WAD / 1_000_000_000);
            prop_assert!(applied >= exposure);
        }
    }

    #[test]
    fn fuzz_at_a_rate_of_zero_the_marks_are_the_unearned_discount(entries in entries(), gone in 0..WEEK) {
        let now = START + gone;
        let (ladder, mut weeks) = build(&entries, now);
        let flat = Curve(&[]);
        let strike = ladder.strike(now, &mut weeks, &flat, &flat);
        let faces = |side: Side| ladder.moments.of(side).face.signed();
        let net = faces(Side::Assets).minus(faces(Side::Liabilities));
        let floor = ladder.carrying.floor_at(gone);
        let fraction = ladder.carrying.value_at(gone) & ((1 << FRACTION) - 1);
        let expected = net.minus(floor);
        prop_assert_eq!(strike.marks.high, expected);
        let low = expected.minus(Balance::new(i128::from(fraction != 0)));
        prop_assert_eq!(strike.marks.low, low);
        prop_assert!(strike.ratios.assets == RATIO_ONE && strike.ratios.liabilities == RATIO_ONE);
    }

    #[test]
    fn fuzz_widening_never_favours_anyone(
        low in -(1i128 << 94)..1 << 94, more in 0..1i128 << 90, missed in any::<u16>(), allowance in 0..1u128 << 96,
    ) {
        let marks = Marks { low: Balance::new(low), high: Balance::new(low + more) };
        let wider = marks.widened(missed, Amount::new(allowance));
        let next = marks.widened(missed.saturating_add(1), Amount::new(allowance));
        prop_assert!(wider.low <= marks.low && wider.high >= marks.high);
        prop_assert!(next.low <= wider.low && next.high >= wider.high);
        prop_assert!(wider.high.raw() < 1 << 95 && wider.low.raw() > -(1 << 95));
        prop_assert_eq!(marks.widened(0, Amount::new(allowance)), marks);
        let exact = U256::from(missed) * U256::from(allowance);
        if exact < U256::from(1u128 << 90) {
            prop_assert_eq!(marks.low.minus(wider.low).raw(), exact.to::<i128>());
            prop_assert_eq!(wider.high.minus(marks.high).raw(), exact.to::<i128>());
        }
    }
}

/// One loan of a million for a year (52 weeks), at 5 %, revalued at 5 % and at 15 %: by hand, in doubles.
#[test]
fn test_a_rise_of_ten_points_on_a_long_book() {
    let face = 1_000_000_000_000u128;
    let years = 364.0 / 365.0;
    let price = (1e12 * f64::exp(-0.05 * years)) as u128;
    let mut ladder = Ladder {
        rolled: Week::at_or_before(START),
        ..Ladder::default()
    };
    let week = ladder.rolled.later(52);
    let (amount, paid) = (Amount::new(face), Amount::new(price));
    let loan = Position::bought(Side::Assets, week, amount, paid, START).expect("a fair price");
    let mut cell = Cell::default();
    ladder.book(&mut cell, &loan).expect("room");
    let mut weeks = Weeks(BTreeMap::from([(week, cell)]));
    let flat = |rate| {
        [Node {
            seconds: DAY as u32,
            rate,
        }]
    };
    let (low, high) = (flat(50_000_000_000_000_000), flat(150_000_000_000_000_000));
    let strike = ladder.strike(START, &mut weeks, &Curve(&low), &Curve(&high));
    let close = |have: f64, want: f64, what: &str| {
        assert!(
            (have - want).abs() <= 2.0,
            "{what}: have {have}, want {want}"
        );
    };
    let loss = 1e12 * (f64::exp(-0.15 * years) - f64::exp(-0.05 * years));
    close(strike.marks.low.raw() as f64, loss, "low");
    close(strike.marks.high.raw() as f64, 0.0, "high");
    let dv01 = 1e8 * years * f64::exp(-0.05 * years);
    close(strike.dv01.assets.raw() as f64, dv01, "DV01");
    close(
        strike.ratios.assets.into(),
        1e9 * f64::exp(-0.05 * years),
        "ratio",
    );
    assert_eq!(strike.ratios.liabilities, RATIO_ONE);
    assert_eq!(strike.dv01.liabilities, Amount::ZERO);
    close(
        strike.allowance(25).raw() as f64,
        25.0 * strike.dv01.assets.raw() as f64,
        "allowance",
    );
}

/// A matched book is worth its difference on whichever curve: the distance of the curves costs nobody.
#[test]
fn test_a_matched_book_has_no_mark() {
    let week = 30;
    let entries = [(true, week, 5_000_000, 980), (false, week, 5_000_000, 980)];
    let (ladder, mut weeks) = build(&entries, START);
    let low = Straight {
        per_week: 0,
        width: 0,
    };
    let high = Straight {
        per_week: 5_000_000_000_000_000,
        width: 0,
    };
    let Strike { marks, dv01, .. } = ladder.strike(START, &mut weeks, &low, &high);
    // Booking both cost less than two units of dust, all of it in the cost.
    assert!(
        (-2..=0).contains(&marks.low.raw()) && (-2..=0).contains(&marks.high.raw()),
        "{marks:?}"
    );
    assert_eq!(dv01.assets, dv01.liabilities);
}

#[test]
fn test_widened_ratios_move_apart_and_stop_at_their_ends() {
    let strike = Strike {
        ratios: Sides {
            assets: 900_000_000,
            liabilities: 800_000_000,
        },
        ..Strike::default()
    };
    let ratios = |assets, liabilities| Sides {
        assets,
        liabilities,
    };
    let step = 10_000_000;
    assert_eq!(strike.ratios_widened(Side::Assets, 0, step), strike.ratios);
    assert_eq!(
        strike.ratios_widened(Side::Assets, 3, step),
        ratios(930_000_000, 770_000_000)
    );
    assert_eq!(
        strike.ratios_widened(Side::Liabilities, 3, step),
        ratios(870_000_000, 830_000_000)
    );
    assert_eq!(
        strike.ratios_widened(Side::Assets, u16::MAX, step),
        ratios(RATIO_ONE, 0)
    );
}
