//! One put, one loan, one haircut.

use alm_engine::{
    analytics::put::Put,
    haircut::shortfall::{Loan, deviation_up, expected_shortfall_haircut, value_at_risk_haircut},
    units::{WAD, YEAR},
};
use alm_math::lean;
use alm_stylus::{
    Failure,
    arguments::Arguments,
    words::{Output, signed as signed_word},
};

use crate::numbers::{out_of_range, signed, unsigned};

/// `putOf`.
pub(crate) fn put(arguments: &Arguments<'_>, output: &mut Output) -> Result<(), Failure> {
    let [spot, strike, sigma] = unsigned(arguments, 0, [16, 16, 8])?;
    let [time] = unsigned(arguments, 5, [16])?;
    let put = Put {
        spot,
        strike,
        sigma,
        rate: signed(arguments, 3)?,
        carry: signed(arguments, 4)?,
        time,
    };
    let greeks = put.greeks().ok_or_else(out_of_range)?;
    let (gamma, exponent) = greeks.gamma.parts();
    output
        .numbers(&[greeks.value])
        .append(&signed_word(greeks.delta))
        .numbers(&[gamma.into()])
        .append(&signed_word(i128::from(exponent).saturating_sub(64)))
        .append(&signed_word(greeks.theta))
        .numbers(&[greeks.vega, greeks.in_the_money]);
    Ok(())
}

/// `lossOf`.
pub(crate) fn loss(arguments: &Arguments<'_>, output: &mut Output) -> Result<(), Failure> {
    let [value, debt, cost] = unsigned(arguments, 0, [16, 16, 8])?;
    let Horizon { deviation, drift } = horizon(arguments, 3)?;
    let kept = WAD.saturating_sub(cost);
    let loan = Loan {
        proceeds: lean::mul_down(value, kept).map_err(|_| out_of_range())?,
        debt,
        deviation,
        drift,
    };
    output.numbers(&[
        loan.shortfall_probability(),
        loan.expected_loss_up(),
        loan.loss_given_shortfall(),
        loan.first_passage_probability(),
    ]);
    Ok(())
}

/// `haircutsOf`.
pub(crate) fn haircuts(arguments: &Arguments<'_>, output: &mut Output) -> Result<(), Failure> {
    let [cost] = unsigned(arguments, 0, [8])?;
    let Horizon { deviation, drift } = horizon(arguments, 1)?;
    let [quantile] = unsigned(arguments, 4, [8])?;
    output.numbers(&[
        value_at_risk_haircut(deviation, quantile, cost, drift),
        expected_shortfall_haircut(deviation, quantile, cost, drift),
    ]);
    Ok(())
}

/// What the logarithm of a price does over a horizon, wad.
struct Horizon {
    deviation: u128,
    drift: i128,
}

/// A volatility and a drift by the year, and seconds, from a place on.
#[allow(
    clippy::arithmetic_side_effects,
    reason = "a year is not zero, and products saturate"
)]
fn horizon(arguments: &Arguments<'_>, first: usize) -> Result<Horizon, Failure> {
    let [sigma] = unsigned(arguments, first, [8])?;
    let drift = signed(arguments, first.saturating_add(1))?;
    let [seconds] = unsigned(arguments, first.saturating_add(2), [4])?;
    let year = u128::from(YEAR);
    // Below 2^128; per second at scale 1e36, to the nearest.
    let variance = sigma.saturating_mul(sigma).saturating_add(year / 2) / year;
    // Below 2^63 times 2^32.
    let drift = drift.saturating_mul(seconds as i128) / (YEAR as i128);
    Ok(Horizon {
        deviation: deviation_up(variance, seconds as u64),
        drift,
    })
}
