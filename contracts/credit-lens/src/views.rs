//! What is told of the loans against an asset.

use alloc::boxed::Box;

use alm_engine::analytics::collateral::{Blow, Limit, Puts, Underlying};
use alm_lens::or_never;
use alm_math::lean;
use alm_stylus::{
    Failure,
    arguments::Arguments,
    words::{Output, signed as signed_word, word},
};

use crate::{
    asset::{Asset, CELLS},
    cascade::Shocked,
    numbers::{out_of_range, signed, unsigned},
};

/// Most steps of an iteration. As many cells can be set off, one by one.
const ROUNDS: u32 = CELLS as u32;
/// One, as a number of millionths.
const MILLION: u128 = 1_000_000;

/// `density`.
pub(crate) fn density(
    asset: &Asset,
    _: &Arguments<'_>,
    output: &mut Output,
) -> Result<(), Failure> {
    let mut words = Box::new([[0; 32]; CELLS + 1]);
    let told = core::iter::once(asset.highest()).chain(asset.cells);
    for (to, figure) in words.iter_mut().zip(told) {
        *to = word(figure);
    }
    output.replace(words);
    Ok(())
}

/// `stress`.
pub(crate) fn stress(
    asset: &Asset,
    arguments: &Arguments<'_>,
    output: &mut Output,
) -> Result<(), Failure> {
    let blow = blow(arguments)?;
    let [wilder] = unsigned(arguments, 4, [4])?;
    let [horizon] = unsigned(arguments, 6, [4])?;
    let positions = asset.positions();
    let market = blow.applied_to(&asset.market);
    let sigma = lean::mul_div_up(asset.sigma, MILLION.saturating_add(wilder), MILLION);
    let underlying = Underlying {
        price: market.price,
        sigma: sigma.map_err(|_| out_of_range())?,
        rate: signed(arguments, 5)?,
        horizon: horizon as u64,
    };
    let puts = Puts::of(&underlying, &positions).ok_or_else(out_of_range)?;
    let shocked = Shocked {
        before: asset.market.price,
        market: &market,
        terms: &asset.terms,
        positions: &positions,
        rounds: ROUNDS,
    };
    shocked.append(output);
    output
        .numbers(&[
            underlying.price,
            underlying.sigma,
            puts.collateral,
            puts.debt,
            puts.value,
            puts.delta,
            puts.gamma,
        ])
        .append(&signed_word(puts.theta))
        .numbers(&[puts.vega, puts.uncovered]);
    Ok(())
}

/// `reverseStress`.
pub(crate) fn reverse_stress(
    asset: &Asset,
    arguments: &Arguments<'_>,
    output: &mut Output,
) -> Result<(), Failure> {
    let blow = blow(arguments)?;
    let [bad_debt] = unsigned(arguments, 7, [16])?;
    let positions = asset.positions();
    let limit = Limit {
        market: &asset.market,
        terms: &asset.terms,
        positions: &positions,
        rounds: ROUNDS,
        bad_debt,
    };
    for found in [limit.breaking_fall(blow), limit.breaking_thinness(blow)] {
        output.append(&or_never(found.map(u128::from)));
    }
    Ok(())
}

/// What happens to the market, from the third argument on.
fn blow(arguments: &Arguments<'_>) -> Result<Blow, Failure> {
    let [fall, thinner] = unsigned(arguments, 2, [4, 4])?;
    Ok(Blow {
        fall: fall as u32,
        thinner: thinner as u32,
    })
}
