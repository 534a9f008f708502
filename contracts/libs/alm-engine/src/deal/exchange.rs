//! The three deals beside a deposit: the price at which each happens, and the change of the book.

use super::{Change, Factors};
use crate::{
    ladder::{Position, Side},
    money::{Amount, Balance},
    week::Week,
};

/// A new fixed loan: its base price, and the change of the book.
#[must_use]
pub fn loan(factors: &Factors, week: Week, face: Amount) -> (Amount, Change) {
    let price = factors.loan(face);
    let change = Change {
        side: Side::Assets,
        week,
        face,
        comes: true,
        cash: opposite(price),
    };
    (price, change)
}

/// What a fixed deposit, or a part of one, fetches before its maturity.
#[must_use]
pub fn early_exit(factors: &Factors, position: &Position, now: u64) -> Amount {
    factors.early_exit(position.face, position.cost_down(now))
}

/// What a fixed loan, or a part of one, costs before its maturity.
#[must_use]
pub fn repayment(factors: &Factors, position: &Position, now: u64) -> Amount {
    factors.repayment(position.face, position.cost_up(now))
}

/// The early end of a position, with what the carrying value of the whole book rises by when it leaves.
///
/// The cash of this change is the opposite of that rise, whatever the price is: where they differ the book gains, the
/// gain drips, and what drips is not yet there to pay with.
#[must_use]
pub fn ended(position: &Position, carrying_rise: Balance) -> Change {
    Change {
        side: position.side,
        week: position.week,
        face: position.face,
        comes: false,
        cash: Balance::ZERO.minus(carrying_rise),
    }
}

fn opposite(amount: Amount) -> Balance {
    Balance::ZERO.minus(amount.signed())
}
