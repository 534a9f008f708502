//! What every action on a book touches, at the instant of its last accrual.

use super::{debt::Debt, drip::Drip};
use crate::{
    money::{Amount, Balance},
    refusal::{Cause, Refusal},
};

/// The most that storage holds of the signed sum of claims: 2^95 - 1, either way.
pub const CLAIMS_MAX: i128 = (1 << 95) - 1;

/// The state of a book as of `accrued_at`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Book {
    /// Received less sent.
    pub cash: Amount,
    /// Floating loans.
    pub debt: Debt,
    /// Amortised cost of fixed assets less that of fixed liabilities, rounded down.
    pub carrying: Balance,
    /// What others than floating depositors and fixed claims own, in total: see [`super::claims::Claims`]; at most
    /// [`CLAIMS_MAX`] either way.
    pub claims: Balance,
    /// Gains not yet released.
    pub drip: Drip,
    /// The instant all of this holds at, seconds since 1970.
    pub accrued_at: u64,
}

impl Book {
    /// What floating depositors own. Negative if fixed claims and others exceed the assets.
    ///
    /// # Rounding
    /// Debt up and carrying value down, each once for the whole book: a change of either is posted as income.
    #[must_use]
    pub fn net_value(&self) -> Balance {
        let assets = self.cash.signed().plus(self.debt.owed().signed());
        assets
            .plus(self.carrying)
            .minus(self.claims)
            .minus(self.drip.remaining(self.accrued_at).signed())
    }

    /// Moves the sum of claims.
    ///
    /// # Errors
    /// [`Cause::AmountTooLarge`] if storage cannot hold it.
    pub fn change_claims(&mut self, by: Balance) -> Result<(), Refusal> {
        let claims = self.claims.plus(by);
        if claims.magnitude().signed().raw() > CLAIMS_MAX {
            return Err(Refusal::new(
                Cause::AmountTooLarge,
                claims.raw(),
                CLAIMS_MAX,
            ));
        }
        self.claims = claims;
        Ok(())
    }
}
