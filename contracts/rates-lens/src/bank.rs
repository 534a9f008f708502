//! The same figures of any ladder, curve and currency.

use alloc::vec::Vec;

use alloy_sol_types::SolError;
use alm_abi::IRatesLens::TooMany;
use alm_engine::{
    analytics::{
        key_rates::key_rates as figures_at,
        shocks::{Calibration, Move, Sizes, exactly},
        slots::BUCKETS,
        valuation::{Due, MOST_DUES, Valuation},
        value_at_shock::Exposure,
        zeros::Walk,
    },
    ladder::Sides,
    money::{Amount, Balance},
    rates::curve::{Curve, Node},
};
use alm_lens::lists::{self, lower, upper};
use alm_stylus::{
    Failure,
    arguments::Arguments,
    words::{Output, Word, signed, word},
};

use crate::views::{append_shocks, append_valuation, sizes_at};

/// `valuationOf`.
pub(crate) fn valuation(arguments: &Arguments<'_>, output: &mut Output) -> Result<(), Failure> {
    let (dues, nodes) = (dues(arguments)?, nodes(arguments)?);
    append_valuation(&Valuation::of(&dues, Walk::along(Curve(&nodes))), output);
    Ok(())
}

/// `keyRatesOf`.
pub(crate) fn key_rates(arguments: &Arguments<'_>, output: &mut Output) -> Result<(), Failure> {
    let (dues, nodes) = (dues(arguments)?, nodes(arguments)?);
    let knots: Vec<u64> = list(arguments, 2)?
        .iter()
        .map(|word| lower(word) as u64)
        .collect();
    let mut figures = alloc::vec![Balance::ZERO; knots.len()];
    let _ = figures_at(&dues, Walk::along(Curve(&nodes)), &knots, &mut figures);
    let count = knots.len() as u128;
    let words: Vec<Word> = [word(32), word(count)]
        .into_iter()
        .chain(figures.iter().map(|figure| signed(figure.raw())))
        .collect();
    output.replace(words.into_boxed_slice());
    Ok(())
}

/// `shocksOf`.
pub(crate) fn shocks(arguments: &Arguments<'_>, output: &mut Output) -> Result<(), Failure> {
    let mut net = [Balance::ZERO; BUCKETS];
    for (place, net) in net.iter_mut().enumerate() {
        let given = arguments.word(place).ok_or_else(Failure::empty)?;
        *net = Balance::new(lists::signed(given, 95)?);
    }
    let mut rates: [Move; BUCKETS] = [0; BUCKETS];
    for (place, rate) in (BUCKETS..).zip(&mut rates) {
        *rate = rate_at(arguments, place)?;
    }
    let after = BUCKETS.saturating_mul(2);
    let floor = rate_at(arguments, after.saturating_add(3))?;
    append_shocks(
        &Exposure {
            net: &net,
            rates: &rates,
            sizes: sizes_at(arguments, after)?,
            floor: (floor != exactly(i64::MIN)).then_some(floor),
        },
        output,
    );
    Ok(())
}

/// `sizesOf`.
pub(crate) fn sizes(arguments: &Arguments<'_>, output: &mut Output) -> Result<(), Failure> {
    let given = arguments.word(0).ok_or_else(Failure::empty)?;
    let code = given.first_chunk().copied().unwrap_or_default();
    let sizes = Sizes::of(code, Calibration::D578);
    output.numbers(&[sizes.parallel, sizes.short, sizes.long].map(u128::from));
    Ok(())
}

/// A rate by the year at a place.
fn rate_at(arguments: &Arguments<'_>, place: usize) -> Result<Move, Failure> {
    let given = arguments.word(place).ok_or_else(Failure::empty)?;
    // 64 bits with the sign: the least number has 64 below it, the others 63.
    let rate = i64::try_from(lists::signed(given, 64)?).map_err(|_| Failure::empty())?;
    Ok(exactly(rate))
}

/// A list of at most as many words as a valuation takes.
pub(crate) fn list<'a>(arguments: &Arguments<'a>, place: usize) -> Result<&'a [Word], Failure> {
    let words = lists::list(arguments, place)?;
    if words.len() > MOST_DUES {
        let figures = [words.len() as u128, MOST_DUES as u128].map(word);
        return Err(Failure::new(TooMany::SELECTOR, &figures));
    }
    Ok(words)
}

/// Dues: seconds, assets and liabilities in one word.
fn dues(arguments: &Arguments<'_>) -> Result<Vec<Due>, Failure> {
    const AMOUNT: u128 = (1 << 96) - 1;
    let due = |word: &Word| {
        // 64 bits of seconds and the upper 64 of the assets, then their lower 32 and the liabilities.
        let (top, bottom) = (upper(word), lower(word));
        let assets = ((top & u128::from(u64::MAX)) << 32) | (bottom >> 96);
        Due {
            seconds: (top >> 64) as u64,
            faces: Sides {
                assets: Amount::new(assets),
                liabilities: Amount::new(bottom & AMOUNT),
            },
        }
    };
    Ok(list(arguments, 0)?.iter().map(due).collect())
}

/// Nodes: seconds and a rate in one word.
fn nodes(arguments: &Arguments<'_>) -> Result<Vec<Node>, Failure> {
    let node = |word: &Word| Node {
        seconds: (lower(word) >> 64) as u32,
        rate: lower(word) as i64,
    };
    Ok(list(arguments, 1)?.iter().map(node).collect())
}
