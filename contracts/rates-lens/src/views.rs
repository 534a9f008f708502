//! What is told of a book.

use alm_engine::{
    analytics::{
        key_rates::{KNOTS, key_rates as figures_at},
        position::by_basel_buckets,
        redington::{Redington, Tolerance},
        shocks::{Move, Shock, Sizes, exactly},
        slots::{BUCKETS, MIDPOINTS},
        valuation::{Due, Valuation},
        value_at_shock::{Exposure, measure},
        zeros::Walk,
    },
    ladder::Side,
    money::Balance,
    rates::curve::{Curve, Node},
    units::{WAD, YEAR},
};
use alm_lens::{Book, append_liquidity};
use alm_stylus::{
    Failure,
    arguments::Arguments,
    words::{Output, signed},
};
use stylus_sdk::host::VM;

/// How far Redington's first two conditions may be missed.
const TOLERANCE: Tolerance = Tolerance {
    value: WAD / 400,
    duration: WAD / 200,
};

/// `valuation`.
pub(crate) fn valuation(
    vm: &VM,
    book: &Book<'_>,
    _: &Arguments<'_>,
    output: &mut Output,
) -> Result<(), Failure> {
    let (dues, nodes) = (book.dues(vm)?, book.curve(vm)?);
    append_valuation(&Valuation::of(&dues, Walk::along(Curve(&nodes))), output);
    Ok(())
}

/// `keyRates`.
pub(crate) fn key_rates(
    vm: &VM,
    book: &Book<'_>,
    _: &Arguments<'_>,
    output: &mut Output,
) -> Result<(), Failure> {
    let (dues, nodes) = (book.dues(vm)?, book.curve(vm)?);
    let mut figures = [Balance::ZERO; KNOTS.len()];
    let _ = figures_at(&dues, Walk::along(Curve(&nodes)), &KNOTS, &mut figures);
    for figure in figures {
        output.append(&signed(figure.raw()));
    }
    Ok(())
}

/// `shocks`.
pub(crate) fn shocks(
    vm: &VM,
    book: &Book<'_>,
    arguments: &Arguments<'_>,
    output: &mut Output,
) -> Result<(), Failure> {
    let sizes = sizes(arguments)?;
    let (dues, nodes) = (book.dues(vm)?, book.curve(vm)?);
    append_book_shocks(&dues, &nodes, sizes, output);
    Ok(())
}

/// `report`.
pub(crate) fn report(
    vm: &VM,
    book: &Book<'_>,
    arguments: &Arguments<'_>,
    output: &mut Output,
) -> Result<(), Failure> {
    let sizes = sizes(arguments)?;
    let (dues, nodes) = (book.dues(vm)?, book.curve(vm)?);
    append_liquidity(book, &dues, output);
    append_valuation(&Valuation::of(&dues, Walk::along(Curve(&nodes))), output);
    append_book_shocks(&dues, &nodes, sizes, output);
    Ok(())
}

/// The sizes from the third argument on.
fn sizes(arguments: &Arguments<'_>) -> Result<Sizes, Failure> {
    sizes_at(arguments, 2)
}

/// The sizes from an argument on.
pub(crate) fn sizes_at(arguments: &Arguments<'_>, first: usize) -> Result<Sizes, Failure> {
    let mut figures = [0; 3];
    arguments.numbers(first, &[2, 2, 2], &mut figures)?;
    let [parallel, short, long] = figures.map(|figure| figure as u16);
    Ok(Sizes {
        parallel,
        short,
        long,
    })
}

/// The shocks to dues on a curve.
fn append_book_shocks(dues: &[Due], nodes: &[Node], sizes: Sizes, output: &mut Output) {
    with_book_exposure(dues, nodes, sizes, |exposure| {
        append_shocks(exposure, output)
    });
}

/// Dues by bucket, and the rates of a curve; no rate falls below zero.
pub(crate) fn with_book_exposure<T>(
    dues: &[Due],
    nodes: &[Node],
    sizes: Sizes,
    told: impl FnOnce(&Exposure<'_>) -> T,
) -> T {
    let net = by_basel_buckets(dues);
    let mut walk = Walk::along(Curve(nodes));
    let mut rates: [Move; BUCKETS] = [0; BUCKETS];
    for ((rate, net), midpoint) in rates.iter_mut().zip(&net).zip(MIDPOINTS) {
        if net.raw() != 0 {
            // Below 2^18 * 2^25.
            let seconds = u64::from(midpoint).saturating_mul(YEAR) / 10_000;
            *rate = exactly(walk.rate(seconds));
        }
    }
    told(&Exposure {
        net: &net,
        rates: &rates,
        sizes,
        floor: Some(0),
    })
}

/// A `Valuation` of the interface.
#[inline(never)]
pub(crate) fn append_valuation(valuation: &Valuation, output: &mut Output) {
    let both = [Side::Assets, Side::Liabilities];
    output.numbers(&[
        valuation.value_down(Side::Assets).raw(),
        valuation.value_up(Side::Liabilities).raw(),
    ]);
    output.numbers(&both.map(|side| valuation.duration(side)));
    output.numbers(&both.map(|side| valuation.convexity(side)));
    output.numbers(&both.map(|side| valuation.dispersion(side)));
    for figure in [
        valuation.net_dv01().raw(),
        valuation.net_convexity().raw(),
        valuation.duration_gap().unwrap_or_default(),
        valuation.equity_duration().unwrap_or_default(),
    ] {
        output.append(&signed(figure));
    }
    let redington = Redington::of(valuation, TOLERANCE);
    let bits = [redington.convexity, redington.duration, redington.value];
    let conditions = bits
        .into_iter()
        .fold(0u128, |bits, holds| (bits << 1) | u128::from(holds));
    output.numbers(&[conditions]);
}

/// `Shocks` of the interface.
#[inline(never)]
pub(crate) fn append_shocks(exposure: &Exposure<'_>, output: &mut Output) {
    let losses = exposure.losses_up();
    output.append(&signed(exposure.value_down().raw()));
    for loss in losses {
        output.append(&signed(loss.raw()));
    }
    let (worst, _) = measure(&[losses]);
    output.numbers(&[worst.raw()]);
    for shock in [Shock::ParallelUp, Shock::ParallelDown] {
        output.append(&signed(exposure.income_loss_up(shock).raw()));
    }
}
