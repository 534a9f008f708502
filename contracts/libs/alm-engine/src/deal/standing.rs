//! Where a book stands, and where a deal would leave it.

use crate::{
    guard::{
        band::Reading,
        gap::{Exposure, gap},
        surplus::Liquidity,
    },
    ladder::{Position, Side, Sides, Slope, Window},
    money::{Amount, Balance},
    refusal::Refusal,
    week::Week,
};

/// What the limits of a book are read from, fixed positions included.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// The liquidity; what is due is read from the window instead.
    pub liquidity: Liquidity,
    /// What the next five grid dates hold.
    pub window: Window,
    /// The faces of the week that counts in part.
    pub entering: Sides<Amount>,
    /// The interest rate exposure of each side.
    pub exposures: Sides<Exposure>,
    /// The last rolled grid date.
    pub rolled: Week,
    /// Seconds since 1970.
    pub now: u64,
}

/// A change of the fixed positions, and the cash that goes with it but for the legs to the pot and to the drip.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    /// The side of the position.
    pub side: Side,
    /// Its maturity.
    pub week: Week,
    /// Its face.
    pub face: Amount,
    /// Whether it comes or goes.
    pub comes: bool,
    /// What the cash net of pot and drip changes by.
    pub cash: Balance,
}

impl Standing {
    /// What is guarded, as of now.
    #[must_use]
    pub fn reading(&self) -> Reading {
        let due = self.window.due(&self.entering, self.rolled, self.now);
        let liquidity = Liquidity {
            due_assets: due.assets,
            due_liabilities: due.liabilities,
            ..self.liquidity
        };
        Reading {
            surplus: liquidity.surplus(),
            gap: gap(self.exposures.assets, self.exposures.liabilities),
        }
    }

    /// The standing after a change.
    ///
    /// # Errors
    /// [`crate::refusal::Cause::AmountTooLarge`] or [`crate::refusal::Cause::AmountTooSmall`] if the window cannot hold
    /// what comes or has not what goes.
    pub fn after(&self, change: &Change) -> Result<Self, Refusal> {
        let mut after = *self;
        let position = Position {
            side: change.side,
            week: change.week,
            face: change.face,
            slope: Slope::ZERO,
        };
        let left = change.week.instant().saturating_sub(self.now);
        // Below 2^122, as a time ahead is below 2^26 seconds.
        let moved = change.face.raw().saturating_mul(left.into());
        let exposure = &mut after.exposures.of_mut(change.side).unit_seconds;
        let entering = after.entering.of_mut(change.side);
        let enters = change.week == Window::entering(self.rolled, self.now);
        if change.comes {
            after.window.add(&position, self.rolled)?;
            *exposure = exposure.saturating_add(moved);
            if enters {
                *entering = entering.plus(change.face)?;
            }
        } else {
            after.window.remove(&position, self.rolled)?;
            *exposure = exposure.saturating_sub(moved);
            if enters {
                *entering = entering.less(change.face);
            }
        }
        after.liquidity.cash = shifted(self.liquidity.cash, change.cash);
        Ok(after)
    }
}

/// An amount moved by a signed one. Cash that would fall below zero is refused when it is paid: here it counts as none.
fn shifted(amount: Amount, by: Balance) -> Amount {
    amount.signed().plus(by).gain()
}
