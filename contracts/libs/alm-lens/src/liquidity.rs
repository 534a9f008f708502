//! The liquidity of a book: coverage, stable funding and survival, of one read.

use alm_engine::{
    analytics::{
        coverage::{of_book, ratio_down},
        survival::Stress,
        valuation::Due,
    },
    units::DAY,
};
use alm_stylus::words::{Output, Word, signed, word};

use crate::Book;

/// The horizons of coverage.
pub const HORIZONS: [u64; 3] = [DAY, 7 * DAY, 30 * DAY];
/// What there is no ratio, no instant or no severity for.
const NEVER: Word = [0xff; 32];

/// A figure, the largest where there is none.
#[must_use]
pub fn or_never(figure: Option<u128>) -> Word {
    figure.map_or(NEVER, word)
}

/// A `Liquidity` of the interfaces, of a book and its dues.
#[inline(never)]
pub fn append_liquidity(book: &Book<'_>, dues: &[Due], output: &mut Output) {
    // What the book holds and owes on demand comes first.
    let ladder = dues.get(1..).unwrap_or_default();
    let position = &book.position;
    for horizon in HORIZONS {
        let (counted, flows) = of_book(&position.within(horizon, ladder));
        output.append(&or_never(ratio_down(counted, flows.net())));
    }
    let funding = position.stable_funding(ladder);
    let survival = Stress::of_book(&position.liquidity).survival(ladder);
    output
        .append(&or_never(funding.ratio_down()))
        .numbers(&[funding.available.raw(), funding.required.raw()])
        .append(&or_never(survival.horizon.map(u128::from)))
        .append(&signed(survival.least.raw()));
}
