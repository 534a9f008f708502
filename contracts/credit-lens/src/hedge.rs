//! Hedging a loan with a perpetual.

use alm_engine::analytics::hedge::{Hedge, half_band, leland_long, leland_number, leland_short};
use alm_stylus::{
    Failure,
    arguments::Arguments,
    words::{Output, signed as signed_word},
};

use crate::numbers::{out_of_range, signed, unsigned};

/// `hedgeOf`.
pub(crate) fn hedge(arguments: &Arguments<'_>, output: &mut Output) -> Result<(), Failure> {
    let [exposure, debt, sigma_spot, sigma_perpetual] = unsigned(arguments, 0, [16, 16, 8, 8])?;
    let [time] = unsigned(arguments, 5, [8])?;
    let [trading] = unsigned(arguments, 7, [8])?;
    let hedge = Hedge {
        exposure,
        debt,
        sigma_spot,
        sigma_perpetual,
        correlation: signed(arguments, 4)?,
        time,
        funding: signed(arguments, 6)?,
        trading,
    };
    let outcome = hedge.outcome().ok_or_else(out_of_range)?;
    output
        .append(&signed_word(outcome.ratio))
        .numbers(&[outcome.residual, outcome.unhedged, outcome.hedged])
        .append(&signed_word(outcome.cost))
        .numbers(&[outcome.worthwhile().into()]);
    Ok(())
}

/// `rebalancingOf`.
pub(crate) fn rebalancing(arguments: &Arguments<'_>, output: &mut Output) -> Result<(), Failure> {
    let [discount, cost, spot, gamma, aversion, sigma, interval] =
        unsigned(arguments, 0, [8, 8, 16, 8, 8, 8, 8])?;
    let band = half_band(discount, cost, spot, gamma, aversion).ok_or_else(out_of_range)?;
    let number = leland_number(cost, sigma, interval).ok_or_else(out_of_range)?;
    let short = leland_short(sigma, number).ok_or_else(out_of_range)?;
    let long = leland_long(sigma, number).ok_or_else(out_of_range)?;
    output.numbers(&[band, number, short, long]);
    Ok(())
}
