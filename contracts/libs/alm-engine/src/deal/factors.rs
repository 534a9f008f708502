//! What a unit of face is worth in dealings with a customer.

use crate::{money::Amount, units::WAD};

/// Discount factors of one maturity, wad, at most one: as the rate model quotes them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Factors {
    /// A depositor pays this: on the lower curve less the half-spread.
    pub deposit: u128,
    /// A borrower gets this: on the higher curve plus the half-spread.
    pub loan: u128,
    /// The value on the higher curve: an early exit pays no more.
    pub low: u128,
    /// The value on the lower curve: a prepayment costs no less.
    pub high: u128,
}

impl Factors {
    /// Factors of nothing that would be quoted: everything at face, so that a debt can be repaid without a rate.
    pub const FACE: Self = Self {
        deposit: WAD,
        loan: WAD,
        low: WAD,
        high: WAD,
    };

    /// The same, none above one: whatever a model answers, a price is at most the face.
    #[must_use]
    pub fn bounded(self) -> Self {
        Self {
            deposit: self.deposit.min(WAD),
            loan: self.loan.min(WAD),
            low: self.low.min(WAD),
            high: self.high.min(WAD),
        }
    }

    /// What a depositor pays for a claim on `face`, rounded up.
    #[must_use]
    pub fn deposit(&self, face: Amount) -> Amount {
        face.part_up(self.deposit, WAD)
    }

    /// The most face that a depositor gets for a price, rounded down; nothing if a claim costs nothing.
    #[must_use]
    pub fn face_for(&self, price: Amount) -> Amount {
        if self.deposit == 0 {
            return Amount::ZERO;
        }
        price.part_down(WAD, self.deposit)
    }

    /// What a borrower gets for a debt of `face`, rounded down.
    #[must_use]
    pub fn loan(&self, face: Amount) -> Amount {
        face.part_down(self.loan, WAD)
    }

    /// What a claim on `face` fetches early: the lower of its amortised cost and its value, less the half-spread until
    /// maturity. Rounded down.
    #[must_use]
    pub fn early_exit(&self, face: Amount, cost: Amount) -> Amount {
        let value = face.part_up(self.low, WAD);
        let spread = value.less(self.loan(face));
        cost.min(value).less(spread)
    }

    /// What a debt of `face` costs early: the higher of its amortised cost and its value, at most the face. Rounded up.
    #[must_use]
    pub fn repayment(&self, face: Amount, cost: Amount) -> Amount {
        face.part_up(self.high, WAD).max(cost).min(face)
    }
}
