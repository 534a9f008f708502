//! What a book's liquidity allows, and what moving it costs.

use alm_engine::{
    guard::{
        band::{Edge, Reading, guard},
        surplus::Liquidity,
    },
    imbalance::pot::{Terms, settle},
    money::{Amount, Balance},
};
use alm_stylus::Failure;

use crate::{
    errors::refused,
    layout::{OUTFLOW_WEIGHT, RUN_OFF},
    open::Open,
};

impl Open {
    /// The book's liquidity, with the largest holder's part of the floating deposits.
    #[inline(never)]
    pub(crate) fn liquidity(&self, top: Amount, into: &mut Liquidity) {
        into.cash = self.book.cash;
        into.pot = self.claims.pot;
        into.drip = self.book.drip.remaining(self.book.accrued_at);
        into.floating = self.net_value().gain();
        into.top = top;
        into.run_off = self.sheet.field(RUN_OFF) as u32;
        into.coverage = self.sheet.field(OUTFLOW_WEIGHT) as u16;
    }

    /// Cash that belongs to nobody who has left: what exits and loans may use.
    pub(crate) fn kept(&self) -> Amount {
        self.claims.pot
    }

    /// The potential at a surplus.
    #[inline(never)]
    pub(crate) fn potential(&self, surplus: Balance) -> Amount {
        self.sheet.snapshot().potential(reading(surplus))
    }

    /// Refuses a move of the surplus beyond an edge, and takes what the move costs into the pot.
    #[inline(never)]
    pub(crate) fn charge(
        &mut self,
        before: Balance,
        after: Balance,
        edge: usize,
    ) -> Result<(), Failure> {
        let edge = Edge {
            surplus: self.sheet.edge(edge),
            gap: Amount::MAX,
        };
        guard(reading(before), reading(after), edge).map_err(refused)?;
        self.settle_pot(self.potential(before), self.potential(after), true)
    }

    /// Moves the pot as the potential moves: an action pays for a rise, or nothing.
    #[inline(never)]
    pub(crate) fn settle_pot(
        &mut self,
        before: Amount,
        after: Amount,
        pays: bool,
    ) -> Result<(), Failure> {
        let terms = Terms {
            pays,
            ..Terms::FREE
        };
        let settlement = settle(self.claims.pot, before, after, terms).map_err(refused)?;
        let change = settlement.pot.signed().minus(self.claims.pot.signed());
        self.book.change_claims(change).map_err(refused)?;
        self.claims.pot = settlement.pot;
        if !settlement.dripped.is_zero() {
            self.book.retain(settlement.dripped).map_err(refused)?;
        }
        Ok(())
    }
}

fn reading(surplus: Balance) -> Reading {
    Reading {
        surplus,
        gap: Balance::ZERO,
    }
}
