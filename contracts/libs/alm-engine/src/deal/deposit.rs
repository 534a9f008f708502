//! A fixed deposit: how much face an amount buys, fee and premium included.

use super::{Change, Factors, Standing};
use crate::{
    guard::band::Reading,
    imbalance::{potential::Snapshot, premium::most_premium},
    ladder::Side,
    money::Amount,
    refusal::{Cause, Refusal},
    week::Week,
};

/// An amount offered for a claim.
#[derive(Clone, Copy, Debug)]
pub struct Offer<'book> {
    /// The book before.
    pub standing: &'book Standing,
    /// The parameters of the potential.
    pub snapshot: &'book Snapshot,
    /// The pot before.
    pub pot: Amount,
    /// The quotes of the maturity.
    pub factors: &'book Factors,
    /// When the claim is due.
    pub week: Week,
    /// What is offered, base units.
    pub assets: Amount,
    /// The floating borrow rate, 1e-18 a second: no deposit may yield more.
    pub borrow_rate: u64,
}

/// What an offer buys.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Deposit {
    /// What is owed at maturity, premium included.
    pub face: Amount,
    /// What of the face rewards the repair of imbalance.
    pub premium: Amount,
    /// What the position is booked at. With the fee at most the offer, and short of it by the rounding of one unit of face.
    pub price: Amount,
    /// What the imbalance it causes costs.
    pub fee: Amount,
    /// The book's reading after it.
    pub after: Reading,
}

impl Offer<'_> {
    /// The most face whose price and fee the offer covers, and its premium.
    ///
    /// # Rounding
    /// The price up, the face down, the premium down.
    ///
    /// # Errors
    /// [`Cause::ZeroAmount`] if it buys nothing; [`Cause::AmountTooLarge`] beyond what storage holds.
    pub fn take(&self) -> Result<Deposit, Refusal> {
        let before = self.snapshot.potential(self.standing.reading());
        let most = self.factors.face_for(self.assets).stored()?;
        let mut found = self.of(most, before)?;
        if !self.covers(&found) {
            found = self.of(self.search(most, before)?, before)?;
        }
        if found.face.is_zero() || found.price.is_zero() {
            return Err(Refusal::new(Cause::ZeroAmount, 0_u128, self.assets.raw()));
        }
        let freed = self.freed(&found, before);
        if freed.is_zero() {
            return Ok(found);
        }
        self.rewarded(found, freed, before)
    }

    /// A deposit of a face without premium.
    fn of(&self, face: Amount, before: Amount) -> Result<Deposit, Refusal> {
        let price = self.factors.deposit(face);
        let after = self.reading(face, price)?;
        Ok(Deposit {
            face,
            premium: Amount::ZERO,
            price,
            fee: self.snapshot.potential(after).less(before),
            after,
        })
    }

    fn covers(&self, deposit: &Deposit) -> bool {
        deposit.price.raw().saturating_add(deposit.fee.raw()) <= self.assets.raw()
    }

    /// The most face that the offer covers, below `most`. The cost of a claim rises with its face: the price rises by
    /// more than what the cash it brings can take off the potential, whose slope is at most a tenth.
    fn search(&self, most: Amount, before: Amount) -> Result<Amount, Refusal> {
        let (mut low, mut high) = (0, most.raw());
        while high.saturating_sub(low) > 1 {
            let middle = low.saturating_add(high.saturating_sub(low) / 2);
            if self.covers(&self.of(Amount::new(middle), before)?) {
                low = middle;
            } else {
                high = middle;
            }
        }
        Ok(Amount::new(low))
    }

    /// Adds the premium: at most what the deposit frees of the pot, with the premium and without it. The potential is
    /// convex, so what is freed at any premium between is no less.
    fn rewarded(&self, plain: Deposit, freed: Amount, before: Amount) -> Result<Deposit, Refusal> {
        let term = self.week.instant().saturating_sub(self.standing.now);
        let most = most_premium(plain.price, plain.face, self.borrow_rate, term);
        let whole = self.with(plain, freed.min(most))?;
        let freed = self.freed(&whole, before);
        if freed < whole.premium {
            return self.with(plain, freed);
        }
        Ok(whole)
    }

    fn with(&self, plain: Deposit, premium: Amount) -> Result<Deposit, Refusal> {
        let face = plain.face.plus(premium)?;
        Ok(Deposit {
            face,
            premium,
            after: self.reading(face, plain.price)?,
            ..plain
        })
    }

    /// What a deposit frees of the pot.
    fn freed(&self, deposit: &Deposit, before: Amount) -> Amount {
        let funded = self.pot.min(before);
        funded.less(self.snapshot.potential(deposit.after))
    }

    fn reading(&self, face: Amount, price: Amount) -> Result<Reading, Refusal> {
        let change = Change {
            side: Side::Liabilities,
            week: self.week,
            face,
            comes: true,
            cash: price.signed(),
        };
        Ok(self.standing.after(&change)?.reading())
    }
}
