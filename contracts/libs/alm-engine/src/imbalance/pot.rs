//! The pot: the funded part of the potential. Nobody is paid what nobody paid in.
//!
//! Before each action what the pot holds above the potential goes to the drip. An action that raises the potential
//! pays the difference in; one that lowers it frees what the pot holds above the potential it leaves, and receives of
//! that what it is entitled to; the rest goes to the drip. So potential that nobody funded, because time, the
//! parameters or an action without charge raised it, is worked off first and earns nothing.
//!
//! INV-PHI-01: collected - received - released to the drip = pot, and 0 <= pot <= potential after every action.
//! INV-PHI-02: at one snapshot the unfunded part, potential - pot, never rises but by an action without charge.

use crate::{
    money::Amount,
    refusal::{Cause, Refusal},
};

/// What an action owes for raising the potential, and what it may receive for lowering it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Terms {
    /// Whether a rise is paid for.
    pub pays: bool,
    /// The most that is received for a fall, base units.
    pub receives: Amount,
}

impl Terms {
    /// What is never guarded nor charged: depositing, queueing to leave and being settled, collecting what is due,
    /// liquidating.
    pub const FREE: Self = Self {
        pays: false,
        receives: Amount::ZERO,
    };
    /// What earns nothing: drawing, new fixed loans, leaving at once, buffer exits, treasury moves.
    pub const CHARGED: Self = Self {
        pays: true,
        receives: Amount::ZERO,
    };

    /// Repaying a floating loan: not charged, and gets back at most what the position paid ([`refund`]). Only for what
    /// cannot raise the potential: else a part that lowers it would be refunded, and the part that raises it again
    /// would be free.
    #[must_use]
    pub const fn refunded(most: Amount) -> Self {
        Self {
            pays: false,
            receives: most,
        }
    }

    /// A new fixed deposit, with the most premium it may earn; an early exit or the prepayment of a fixed loan, with the
    /// most refund.
    #[must_use]
    pub const fn rewarded(most: Amount) -> Self {
        Self {
            pays: true,
            receives: most,
        }
    }
}

/// What one action moves. Only `paid` and `received` concern the one who acts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Settlement {
    /// The pot after the action.
    pub pot: Amount,
    /// What the actor pays into it.
    pub paid: Amount,
    /// What the actor receives from it.
    pub received: Amount,
    /// What it releases to the drip.
    pub dripped: Amount,
}

/// Settles an action that moves the potential from `before` to `after`, both at one snapshot. Exact.
///
/// # Errors
/// [`Cause::AmountTooLarge`] if storage cannot hold the pot.
#[inline(always)]
pub fn settle(
    pot: Amount,
    before: Amount,
    after: Amount,
    terms: Terms,
) -> Result<Settlement, Refusal> {
    let funded = pot.min(before);
    let kept = funded.min(after);
    let freed = funded.less(kept);
    let paid = if terms.pays {
        after.less(before)
    } else {
        Amount::ZERO
    };
    let received = freed.min(terms.receives);
    Ok(Settlement {
        pot: kept.plus(paid)?,
        paid,
        received,
        dripped: pot.less(funded).plus(freed.less(received))?,
    })
}

/// What a position has paid for its imbalance, and of it the part that a partial close may get back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Refund {
    /// The most that closing the part may receive, rounded down.
    pub most: Amount,
    /// What stays with the rest of the position.
    pub rest: Amount,
}

/// Divides what a position paid by the part of it that is closed. The two always sum to `paid`, so closing in parts
/// claims what closing at once does.
///
/// # Errors
/// [`Cause::AmountTooSmall`] with the size of the position and the part, if the part is the larger;
/// [`Cause::ZeroAmount`] if there is no position.
pub fn refund(paid: Amount, part: Amount, whole: Amount) -> Result<Refund, Refusal> {
    whole.minus(part)?;
    if whole.is_zero() {
        return Err(Refusal::new(Cause::ZeroAmount, 0u128, 1u128));
    }
    let most = paid.part_down(part.raw(), whole.raw());
    Ok(Refund {
        most,
        rest: paid.less(most),
    })
}
