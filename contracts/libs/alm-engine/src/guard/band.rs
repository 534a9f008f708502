//! The band: where an action must leave a book.
//!
//! Three edges, each outside the one before: the neutral zone, in which nothing costs anything; the lending edge,
//! where new lending stops; the exit edge, where instant exits stop. So borrowers cannot use up what depositors need
//! to leave. Repaying, liquidating, depositing, queueing to leave and collecting what is due are never guarded.

use crate::{
    money::{Amount, Balance},
    refusal::{Cause, Refusal},
};

/// What is guarded, as read off a book.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// The liquidity surplus, base units.
    pub surplus: Balance,
    /// The duration gap, base units per basis point.
    pub gap: Balance,
}

/// The limits of one zone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Edge {
    /// The least liquidity surplus inside, base units; may be negative.
    pub surplus: Balance,
    /// The widest duration gap inside, on either side, base units per basis point.
    pub gap: Amount,
}

/// The zones of a book, from the inside out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Edges {
    /// Inside, nothing costs anything.
    pub neutral: Edge,
    /// Lending and new fixed positions end here.
    pub lending: Edge,
    /// Leaving early ends here.
    pub exit: Edge,
}

/// What a guarded action does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// A desk draws on a floating line.
    Draw,
    /// A new fixed loan.
    FixedLoan,
    /// A new fixed deposit.
    FixedDeposit,
    /// The treasury moves units between the book and its buffer.
    TreasuryMove,
    /// Floating deposits leave at once.
    InstantExit,
    /// A fixed deposit leaves before its maturity.
    EarlyExit,
    /// Buffer units leave.
    BufferExit,
}

impl Edges {
    /// The edge an action is held to.
    #[must_use]
    pub const fn of(&self, action: Action) -> Edge {
        match action {
            Action::InstantExit | Action::EarlyExit | Action::BufferExit => self.exit,
            Action::Draw | Action::FixedLoan | Action::FixedDeposit | Action::TreasuryMove => {
                self.lending
            }
        }
    }

    /// Whether each zone lies inside the next.
    #[must_use]
    pub fn nested(&self) -> bool {
        self.neutral.within(self.lending) && self.lending.within(self.exit)
    }
}

impl Edge {
    /// Whether a book with these limits as its reading would be inside another edge.
    fn within(self, outer: Self) -> bool {
        self.surplus >= outer.surplus && self.gap <= outer.gap
    }
}

/// Lets an action pass that leaves every figure inside its edge, or where it already was outside, no further out.
///
/// # Errors
/// [`Cause::LiquidityBand`] with the surplus after and the least allowed; [`Cause::DurationBand`] with the size of the
/// gap after and the widest allowed. What is allowed is the edge, or the figure before the action if that was outside.
#[inline(always)]
pub fn guard(before: Reading, after: Reading, edge: Edge) -> Result<(), Refusal> {
    let least = edge.surplus.min(before.surplus);
    if after.surplus < least {
        let (have, want) = (after.surplus.raw(), least.raw());
        return Err(Refusal::new(Cause::LiquidityBand, have, want));
    }
    let widest = edge.gap.max(before.gap.magnitude());
    let wide = after.gap.magnitude();
    if wide > widest {
        let (have, want) = (wide.raw(), widest.raw());
        return Err(Refusal::new(Cause::DurationBand, have, want));
    }
    Ok(())
}
