//! Key-rate DV01s: what a book loses when one part of the curve rises by a basis point.
//!
//! A rise at a knot falls off linearly to the knots beside it and is flat beyond the first and the last, so the weights of
//! a time sum to one, and the figures to the DV01: exactly, unit by unit.
#![allow(
    clippy::arithmetic_side_effects,
    reason = "ranges are argued line by line"
)]

use crate::{
    analytics::{
        factor::fraction_of,
        valuation::{Due, Valuation},
        zeros::Walk,
    },
    money::Balance,
    units::DAY,
};

/// The pool's knots, seconds: a day, a week, 30, 90, 180 and 365 days.
pub const KNOTS: [u64; 6] = [DAY, 7 * DAY, 30 * DAY, 90 * DAY, 180 * DAY, 365 * DAY];

/// Values the dues, and fills `figures` with the key-rate DV01s at `knots`, assets less liabilities. Knots are by
/// increasing time and as many as the figures.
///
/// # Rounding
/// To the nearest so that the sum is the DV01, to the unit: each figure is the difference of two rounded running sums, so
/// within one unit of its own.
#[must_use]
pub fn key_rates(
    dues: &[Due],
    walk: Walk<'_>,
    knots: &[u64],
    figures: &mut [Balance],
) -> Valuation {
    // A figure holds a scaled sum until the end.
    figures.fill(Balance::ZERO);
    let mut at = 0;
    let valuation = Valuation::observed(dues, walk, |seconds, first| {
        while at > 0 && knots.get(at).is_some_and(|knot| seconds < *knot) {
            at -= 1;
        }
        while knots.get(at + 1).is_some_and(|knot| seconds >= *knot) {
            at += 1;
        }
        let further = further(knots.get(at), knots.get(at + 1), seconds, first);
        add(figures.get_mut(at), first - further);
        add(figures.get_mut(at + 1), further);
    });
    let (mut running, mut told) = (0i128, 0i128);
    for figure in figures {
        running += figure.raw();
        let total = valuation.per_basis_point(running).raw();
        *figure = Balance::new(total - told);
        told = total;
    }
    valuation
}

/// What of a figure belongs to the next knot: its share of the way.
fn further(last: Option<&u64>, next: Option<&u64>, seconds: u64, first: i128) -> i128 {
    let (Some(last), Some(next)) = (last, next) else {
        return 0;
    };
    let passed = seconds.saturating_sub(*last);
    if passed == 0 || next <= last {
        return 0;
    }
    // Below 2^64, as times are below 2^32, and below one: the next knot is not reached.
    let share = ((u128::from(passed) << 64) / u128::from(next - last)).min(u64::MAX.into()) as u64;
    let size = fraction_of(first.unsigned_abs(), share) as i128;
    if first < 0 { -size } else { size }
}

fn add(to: Option<&mut Balance>, amount: i128) {
    if let Some(to) = to {
        *to = Balance::new(to.raw() + amount);
    }
}
