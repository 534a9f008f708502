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
    pub(crate) fn liquidity(&self, top: Amount) -> Liquidity {
        Liquidity {
            cash: self.book.cash,
            pot: self.claims.pot,
            drip: self.book.drip.remaining(self.book.accrued_at),
            floating: self.net_value().gain(),
            top,
            run_off: self.sheet.field(RUN_OFF) as u32,
            coverage: self.sheet.field(OUTFLOW_WEIGHT) as u16,
            ..Liquidity::default()
        }
    }

    /// Cash that belongs to nobody who has left: what exits and loans may use.
    pub(crate) fn kept(&self) -> Amount {
        self.claims.pot
    }

    /// The potential at a surplus.
    pub(crate) fn potential(&self, surplus: Balance) -> Amount {
        self.sheet.snapshot().potential(reading(surplus))
    }

    /// Moves the pot as the potential moves, and returns what the action pays.
    pub(crate) fn settle_pot(
        &mut self,
        before: Amount,
        after: Amount,
        terms: Terms,
    ) -> Result<Amount, Failure> {
        let settlement = settle(self.claims.pot, before, after, terms).map_err(refused)?;
        let change = settlement.pot.signed().minus(self.claims.pot.signed());
        self.book.change_claims(change).map_err(refused)?;
        self.claims.pot = settlement.pot;
        if !settlement.dripped.is_zero() {
            self.book.retain(settlement.dripped).map_err(refused)?;
        }
        Ok(settlement.paid)
    }
}

/// Refuses a move of the surplus beyond an edge.
pub(crate) fn admit(before: Balance, after: Balance, edge: Edge) -> Result<(), Failure> {
    guard(reading(before), reading(after), edge).map_err(refused)
}

fn reading(surplus: Balance) -> Reading {
    Reading {
        surplus,
        gap: Balance::ZERO,
    }
}
