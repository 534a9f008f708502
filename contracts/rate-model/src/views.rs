//! What the model tells: everything brought to the block's time.

use alm_engine::rates::curve::Node;
use alm_stylus::words::Output;

use crate::{
    book::{Book, CURVE},
    events::append_spreads,
};

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

/// `Rates` as of `now`.
pub(crate) fn rates(book: &Book, now: u64, output: &mut Output) {
    let floating = book.floating(now);
    let rate = floating.rate(&CURVE);
    output.append(&book.balance_sheet).numbers(&[
        rate.per_second_up().raw().into(),
        rate.wad(),
        floating.at_target.wad(),
        floating.lagged.low.wad(),
        floating.lagged.high.wad(),
        floating.reported.into(),
        floating.mean.into(),
        book.stored().updated_at.into(),
        book.changed_at().into(),
    ]);
}

/// The governed spreads.
pub(crate) fn spreads(book: &Book, output: &mut Output) {
    append_spreads(output, &book.spreads());
}
