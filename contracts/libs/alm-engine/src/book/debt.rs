//! Floating debt: shares times an index that never falls.

use crate::{money::Amount, rates::index::Index, refusal::Refusal};

/// The floating debt of a book.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Debt {
    /// Debt shares, of all borrowers.
    pub shares: Amount,
    /// What a share owes.
    pub index: Index,
}

/// What a movement of debt did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Moved {
    /// Debt shares made or burned.
    pub shares: Amount,
    /// What the borrower received or paid.
    pub assets: Amount,
    /// The change of the book's debt beyond that, in the pool's favour: income. At most two units, plus what one
    /// share is worth.
    pub dust: Amount,
}

impl Debt {
    /// What all borrowers owe together, rounded up.
    #[must_use]
    pub fn owed(&self) -> Amount {
        self.index.debt_up(self.shares)
    }

    /// Issues the shares of a debt of `assets`, rounded up.
    ///
    /// # Errors
    /// `AmountTooLarge`.
    pub fn issue(&mut self, assets: Amount) -> Result<Amount, Refusal> {
        let shares = self.index.shares_drawn_up(assets);
        self.shares = self.shares.plus(shares)?;
        Ok(shares)
    }

    /// Lends an amount.
    ///
    /// # Rounding
    /// The shares are rounded up, so the debt grows by the amount or more.
    ///
    /// # Errors
    /// [`crate::refusal::Cause::AmountTooLarge`] if storage cannot hold the shares.
    pub fn draw(&mut self, assets: Amount) -> Result<Moved, Refusal> {
        let before = self.owed();
        let shares = self.issue(assets)?;
        Ok(Moved {
            shares,
            assets,
            dust: self.owed().less(before).less(assets),
        })
    }

    /// Takes an amount back.
    ///
    /// # Rounding
    /// The shares are rounded down, so the debt falls by the amount or less.
    ///
    /// # Errors
    /// [`crate::refusal::Cause::AmountTooSmall`] if that is more than all borrowers owe.
    pub fn repay(&mut self, assets: Amount) -> Result<Moved, Refusal> {
        let shares = self.index.shares_repaid_down(assets);
        self.burn(shares, assets)
    }

    /// Takes back what some shares owe, rounded up: how a borrower clears a debt exactly.
    ///
    /// # Errors
    /// [`crate::refusal::Cause::AmountTooSmall`] if there are fewer shares.
    pub fn repay_shares(&mut self, shares: Amount) -> Result<Moved, Refusal> {
        self.burn(shares, self.index.debt_up(shares))
    }

    /// Writes shares off. Returns the fall of the book's debt: the loss to be borne.
    ///
    /// # Errors
    /// [`crate::refusal::Cause::AmountTooSmall`] if there are fewer shares.
    pub fn write_off(&mut self, shares: Amount) -> Result<Amount, Refusal> {
        let before = self.owed();
        self.burn(shares, Amount::ZERO)?;
        Ok(before.less(self.owed()))
    }

    fn burn(&mut self, shares: Amount, assets: Amount) -> Result<Moved, Refusal> {
        let before = self.owed();
        self.shares = self.shares.minus(shares)?;
        Ok(Moved {
            shares,
            assets,
            dust: assets.less(before.less(self.owed())),
        })
    }
}
