//! What the model tells: everything brought to the block's time.

use alloc::boxed::Box;

use alm_engine::{
    rates::{
        curve::Node,
        quote::{Quotes, Wanted, fresh},
        rate::Rate,
    },
    units::DAY,
    week::{LONGEST, WEEK},
};
use alm_stylus::{
    Failure,
    words::{Output, Word, word},
};

use crate::{
    book::{Book, CURVE},
    errors,
    events::append_spreads,
};

/// The grid dates on which positions may be open.
const WEEKS: usize = LONGEST as usize;
/// The greatest age of the report a quote may rest on.
const GREATEST_AGE: u64 = DAY;

/// Floating rate by the second.
pub(crate) fn floating_rate(book: &Book, now: u64) -> u128 {
    let rate = book.floating(now).rate(&CURVE);
    rate.per_second_up().raw().into()
}

/// The lagged rates, low and high.
pub(crate) fn lagged_rate(book: &Book, now: u64) -> [u128; 2] {
    let lagged = book.floating(now).lagged;
    [lagged.low.wad(), lagged.high.wad()]
}

/// The zero rates of both curves.
pub(crate) fn curve(book: &Book, now: u64, output: &mut Output) {
    let curves = book.curves(now);
    append_rates(output, &curves.low);
    append_rates(output, &curves.high);
}

/// No zero rate of the anchor curve is negative.
#[inline(never)]
fn append_rates(output: &mut Output, nodes: &[Node]) {
    for node in nodes {
        output.numbers(&[node.rate.unsigned_abs().into()]);
    }
}

/// Discount factors: the lower on the higher curve, the higher on the lower.
pub(crate) fn discount_factors(book: &Book, now: u64, ahead: u64) -> [u128; 2] {
    let curves = book.curves(now);
    [
        curves.high().discount_down(ahead),
        curves.low().discount_up(ahead),
    ]
}

/// What one unit of face is worth in dealings with a customer: deposit, loan, low, high; zero what is not wanted.
pub(crate) fn quotes(
    token: &Word,
    book: &Book,
    now: u64,
    ahead: u64,
    half_spread: u64,
    wanted: Wanted,
    output: &mut Output,
) -> Result<(), Failure> {
    check_age(token, book, now)?;
    let quotes = Quotes::new(book.curves_for(now, wanted), Rate::new(half_spread));
    let factors = quotes.factors(ahead, wanted);
    output.numbers(&[factors.deposit, factors.loan, factors.low, factors.high]);
    Ok(())
}

/// Discount factors of the grid dates from `first` on: those of the higher curve, then those of the lower. What is not
/// after now is worth one.
pub(crate) fn weekly_factors(
    token: &Word,
    book: &Book,
    now: u64,
    first: u64,
    output: &mut Output,
) -> Result<(), Failure> {
    check_age(token, book, now)?;
    let curves = book.curves(now);
    let mut words = Box::new([[0; 32]; 2 * WEEKS]);
    if let Some((low, high)) = words.split_at_mut_checked(WEEKS) {
        let mut date = first;
        for (low, high) in low.iter_mut().zip(high) {
            let ahead = date.saturating_sub(now);
            *low = word(curves.high().discount_down(ahead));
            *high = word(curves.low().discount_up(ahead));
            date = date.saturating_add(WEEK);
        }
    }
    output.replace(words);
    Ok(())
}

/// Refuses to quote from a report that is too old.
#[inline(never)]
fn check_age(token: &Word, book: &Book, now: u64) -> Result<(), Failure> {
    fresh(book.updated_at(), now, GREATEST_AGE)
        .map_err(|refusal| errors::report_too_old(token, &refusal))
}

/// `Rates` as of `now`.
pub(crate) fn rates(balance_sheet: &Word, book: &Book, now: u64, output: &mut Output) {
    let floating = book.floating(now);
    let rate = floating.rate(&CURVE);
    output.append(balance_sheet).numbers(&[
        rate.per_second_up().raw().into(),
        rate.wad(),
        floating.at_target.wad(),
        floating.lagged.low.wad(),
        floating.lagged.high.wad(),
        floating.reported.into(),
        floating.mean.into(),
        book.updated_at().into(),
        book.changed_at().into(),
    ]);
}

/// The governed spreads.
pub(crate) fn spreads(book: &Book, output: &mut Output) {
    append_spreads(output, &book.spreads());
}
