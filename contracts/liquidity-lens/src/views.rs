//! What is told of a book.

use alloy_sol_types::SolError;
use alm_abi::ILiquidityLens::UnknownHorizon;
use alm_engine::{
    analytics::{
        coverage::{of_book, ratio_down},
        position::by_pool_buckets,
        stress::{Scenario, breaking_default, breaking_run_off},
    },
    guard::surplus::Liquidity,
    ladder::Sides,
    money::{Amount, Balance},
};
use alm_lens::{Book, HORIZONS, append_liquidity, lists, or_never};
use alm_stylus::{
    Failure,
    arguments::Arguments,
    words::{Output, signed, word},
};
use stylus_sdk::host::VM;

/// `coverage`.
pub(crate) fn coverage(
    _: &VM,
    book: &Book<'_>,
    _: &Arguments<'_>,
    output: &mut Output,
) -> Result<(), Failure> {
    append_coverage(&book.position.liquidity, output);
    Ok(())
}

/// `coverageWithin`.
pub(crate) fn coverage_within(
    vm: &VM,
    book: &Book<'_>,
    arguments: &Arguments<'_>,
    output: &mut Output,
) -> Result<(), Failure> {
    let asked = arguments.word(2).ok_or_else(Failure::empty)?;
    let horizon = HORIZONS
        .into_iter()
        .find(|horizon| word((*horizon).into()) == *asked)
        .ok_or_else(|| Failure::new(UnknownHorizon::SELECTOR, &[*asked]))?;
    let dues = book.dues(vm)?;
    let ladder = dues.get(1..).unwrap_or_default();
    append_coverage(&book.position.within(horizon, ladder), output);
    Ok(())
}

/// `liquidity`.
pub(crate) fn liquidity(
    vm: &VM,
    book: &Book<'_>,
    _: &Arguments<'_>,
    output: &mut Output,
) -> Result<(), Failure> {
    append_liquidity(book, &book.dues(vm)?, output);
    Ok(())
}

/// `gaps`.
pub(crate) fn gaps(
    vm: &VM,
    book: &Book<'_>,
    _: &Arguments<'_>,
    output: &mut Output,
) -> Result<(), Failure> {
    let dues = book.dues(vm)?;
    let buckets = by_pool_buckets(&dues);
    let mut words = alloc::boxed::Box::new([[0; 32]; 33]);
    let mut gap = book.position.liquidity.cash.signed();
    for (place, bucket) in buckets.iter().enumerate() {
        let Sides {
            assets,
            liabilities,
        } = *bucket;
        // On demand, floating positions neither come in nor leave.
        if place > 0 {
            gap = gap.plus(assets.signed()).minus(liabilities.signed());
        }
        let columns = [
            word(assets.raw()),
            word(liabilities.raw()),
            signed(gap.raw()),
        ];
        for (column, figure) in words.chunks_exact_mut(11).zip(columns) {
            if let Some(to) = column.get_mut(place) {
                *to = figure;
            }
        }
    }
    output.replace(words);
    Ok(())
}

/// `stress`.
pub(crate) fn stress(
    _: &VM,
    book: &Book<'_>,
    arguments: &Arguments<'_>,
    output: &mut Output,
) -> Result<(), Failure> {
    let scenario = scenario(arguments)?;
    append_coverage(&scenario.applied_to(&book.position.liquidity), output);
    Ok(())
}

/// `reverseStress`.
pub(crate) fn reverse_stress(
    _: &VM,
    book: &Book<'_>,
    arguments: &Arguments<'_>,
    output: &mut Output,
) -> Result<(), Failure> {
    let scenario = scenario(arguments)?;
    let limit = arguments.word(6).ok_or_else(Failure::empty)?;
    let limit = Balance::new(lists::signed(limit, 127)?);
    let liquidity = &book.position.liquidity;
    for found in [
        breaking_run_off(liquidity, scenario, limit),
        breaking_default(liquidity, scenario, limit),
    ] {
        output.append(&or_never(found.map(u128::from)));
    }
    Ok(())
}

/// `solvency`.
pub(crate) fn solvency(
    vm: &VM,
    book: &Book<'_>,
    _: &Arguments<'_>,
    output: &mut Output,
) -> Result<(), Failure> {
    let (assets, owed) = book.position.solvency(&book.dues(vm)?);
    output
        .numbers(&[assets.raw(), owed.raw()])
        .append(&or_never(ratio_down(assets, owed)))
        .numbers(&[book.now.into()]);
    Ok(())
}

/// The scenario from the third argument on.
fn scenario(arguments: &Arguments<'_>) -> Result<Scenario, Failure> {
    let mut figures = [0; 4];
    arguments.numbers(2, &[4, 4, 4, 12], &mut figures)?;
    let [run_off, default, buffer_loss, calls] = figures;
    Ok(Scenario {
        run_off: run_off as u32,
        default: default as u32,
        buffer_loss: buffer_loss as u32,
        calls: Amount::new(calls),
    })
}

fn append_coverage(liquidity: &Liquidity, output: &mut Output) {
    let (counted, flows) = of_book(liquidity);
    output
        .append(&or_never(ratio_down(counted, flows.net())))
        .numbers(&[counted.raw(), flows.out.raw(), flows.into.raw()])
        .append(&signed(
            liquidity.resources().minus(flows.net().signed()).raw(),
        ));
}
