//! The premium of a new fixed deposit: paid by the pot for the time it lends, earned over that time.

use alm_math::lean;

use crate::money::Amount;

/// The largest exponent of [`lean::exp`].
const LONGEST: i128 = 20 * lean::ONE as i128;

/// A premium granted to one fixed deposit. Times are seconds since 1970.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Premium {
    /// The whole premium, base units.
    pub amount: Amount,
    /// When it was granted.
    pub start: u64,
    /// When all of it is earned: the maturity of the deposit.
    pub maturity: u64,
}

impl Premium {
    /// What is earned by now: linear, rounded down, all of it from maturity. The rest is forfeited on early exit.
    #[must_use]
    pub fn vested(&self, now: u64) -> Amount {
        if now >= self.maturity {
            return self.amount;
        }
        let term = self.maturity.saturating_sub(self.start);
        let elapsed = now.saturating_sub(self.start);
        self.amount.part_down(elapsed.into(), term.into())
    }
}

/// The most premium, paid at maturity, with which a deposit of `price` for `face` yields less than the floating borrow
/// rate (1e-18 per second, continuously compounded) over `term` seconds; rounded down.
///
/// Without that bound one could borrow here, lend it back for a term, and keep the difference.
#[must_use]
pub fn most_premium(price: Amount, face: Amount, borrow_rate: u64, term: u64) -> Amount {
    let exponent = u128::from(borrow_rate).saturating_mul(term.into());
    // Beyond e^20 the growth is taken as e^20: a lower bound.
    let exponent = i128::try_from(exponent).unwrap_or(i128::MAX).min(LONGEST);
    let growth = lean::exp(exponent).unwrap_or(lean::ONE).saturating_sub(1);
    let owed = price.part_down(growth, lean::ONE);
    owed.less(Amount::new(1)).less(face)
}
