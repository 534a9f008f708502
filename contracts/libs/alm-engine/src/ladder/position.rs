//! A fixed-term position: zero-coupon, bought below its face and worth its face at maturity.

use super::side::Side;
use crate::{
    money::Amount,
    refusal::{Cause, Refusal},
    week::Week,
    wide,
};

/// Fractional bits of slopes and carrying values. A slope's rounding is worth less than one second's last bit, and the
/// longest term has 62,899,200 seconds, fewer than 2^26: the rounding of a position stays below one base unit.
pub const FRACTION: u32 = 26;

/// How fast a carrying value approaches its face: base units per second, with [`FRACTION`] fractional bits (Q26).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slope(u128);

impl Slope {
    /// No approach: what was bought at its face.
    pub const ZERO: Self = Self(0);
    /// The most that a side of one week may hold: 2^104 - 1. With it, at most 104 live weeks keep the sum of a side
    /// below 2^111, which a signed 112-bit field holds. Only discounts earned at more than 2^78 units a second reach it.
    pub const MAX: Self = Self((1 << 104) - 1);

    /// Takes a Q26 number of base units per second.
    #[must_use]
    pub const fn new(raw: u128) -> Self {
        Self(raw)
    }

    /// The Q26 number of base units per second.
    #[must_use]
    pub const fn raw(self) -> u128 {
        self.0
    }

    /// The exact sum.
    ///
    /// # Errors
    /// [`Cause::AmountTooLarge`] above [`Slope::MAX`], with the sum and that limit.
    #[inline(never)]
    pub fn plus(self, other: Self) -> Result<Self, Refusal> {
        let sum = self.0.saturating_add(other.0);
        if sum > Self::MAX.0 {
            return Err(Refusal::new(Cause::AmountTooLarge, sum, Self::MAX.0));
        }
        Ok(Self(sum))
    }

    /// The exact difference.
    ///
    /// # Errors
    /// [`Cause::AmountTooSmall`] with both, if `other` is the larger.
    #[inline(never)]
    pub fn minus(self, other: Self) -> Result<Self, Refusal> {
        let difference = self.0.checked_sub(other.0).map(Self);
        difference.ok_or_else(|| Refusal::new(Cause::AmountTooSmall, self.0, other.0))
    }

    /// As a signed Q26 number; slopes are at most 104 bits.
    pub(super) fn signed(self) -> i128 {
        Amount::new(self.0).signed().raw()
    }
}

/// A position, a part of one, or the sum of those of one side and week: what is booked and unbooked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Position {
    /// Whether the pool owns or owes it.
    pub side: Side,
    /// When it matures.
    pub week: Week,
    /// What is paid at maturity.
    pub face: Amount,
    /// How fast its carrying value approaches the face.
    pub slope: Slope,
}

impl Position {
    /// A position bought now: the slope is `(face - price) 2^26 / (maturity - now)`.
    ///
    /// # Rounding
    /// For the pool: an asset's slope down, a liability's up. The carrying value `face - slope (maturity - now)` is then
    /// never below the price of an asset nor above that of a liability, so booking never lowers the net value; it
    /// raises it by less than one unit, because the slope is off by less than 2^-26 a second for less than 2^26 seconds.
    ///
    /// # Errors
    /// [`Cause::ZeroAmount`] if face or price is nothing; [`Cause::AmountTooLarge`] if the face does not fit storage or
    /// the slope exceeds [`Slope::MAX`]; [`Cause::AmountTooSmall`] with face and price, if the price is the higher;
    /// [`Cause::MaturityPassed`] if the week is not after now.
    pub fn bought(
        side: Side,
        week: Week,
        face: Amount,
        price: Amount,
        now: u64,
    ) -> Result<Self, Refusal> {
        if face.is_zero() || price.is_zero() {
            return Err(Refusal::new(Cause::ZeroAmount, face.raw(), price.raw()));
        }
        let discount = face.stored()?.minus(price)?.raw();
        let term = week.instant().saturating_sub(now);
        if term == 0 {
            return Err(Refusal::new(Cause::MaturityPassed, week.instant(), now));
        }
        let slope = Slope::ZERO.plus(share(side, 1 << FRACTION, discount, term.into()))?;
        Ok(Self {
            side,
            week,
            face,
            slope,
        })
    }

    /// The part of this position with a given face: of a loan repaid in part, or of a week's fungible claims.
    ///
    /// # Rounding
    /// The slope pro rata, an asset's down and a liability's up: who leaves pays not less and receives not more than
    /// the exact share. The rest keeps the exact difference, so sums stay exact, and the whole face takes the whole
    /// slope. A liability's is not rounded up where its value would fall below zero, which the exact share's never
    /// does: a liability worth less than nothing would lower the net value by leaving.
    ///
    /// # Errors
    /// [`Cause::ZeroAmount`] for no face; [`Cause::AmountTooSmall`] if there is less face.
    pub fn part(&self, face: Amount, now: u64) -> Result<Self, Refusal> {
        if face.is_zero() {
            return Err(Refusal::new(Cause::ZeroAmount, 0u128, self.face.raw()));
        }
        self.face.minus(face)?;
        let mut slope = share(self.side, self.slope.0, face.raw(), self.face.raw());
        if self.side == Side::Liabilities {
            let left = self.week.instant().saturating_sub(now);
            let steepest = wide::mul_div_down(face.raw(), 1 << FRACTION, left.into());
            slope = slope.min(Slope(steepest));
        }
        Ok(Self {
            face,
            slope,
            ..*self
        })
    }

    /// The carrying value in Q26 units: `face - slope (maturity - now)`, exact; the face from maturity on.
    ///
    /// Below zero only before its purchase, or by less than one unit for each part that was taken out of an asset.
    #[must_use]
    pub fn carrying_value(&self, now: u64) -> i128 {
        let left = i128::from(self.week.instant().saturating_sub(now));
        let face = Amount::new(scaled(self.face)).signed().raw();
        face.saturating_sub(self.slope.signed().saturating_mul(left))
    }

    /// The amortised cost, rounded down: what a depositor who leaves early is paid at most.
    #[must_use]
    pub fn cost_down(&self, now: u64) -> Amount {
        units(self.carrying_value(now))
    }

    /// The amortised cost, rounded up: what a borrower who prepays owes at least.
    #[must_use]
    pub fn cost_up(&self, now: u64) -> Amount {
        units(self.carrying_value(now).saturating_add((1 << FRACTION) - 1))
    }
}

/// `slope * part / whole`, for the pool: an asset's down, a liability's up. Saturates, above every limit.
fn share(side: Side, slope: u128, part: u128, whole: u128) -> Slope {
    Slope(match side {
        Side::Assets => wide::mul_div_down(slope, part, whole),
        Side::Liabilities => wide::mul_div_up(slope, part, whole),
    })
}

/// An amount in Q26: below 2^122, as amounts have at most 96 bits.
pub(super) fn scaled(amount: Amount) -> u128 {
    amount.raw().saturating_mul(1 << FRACTION)
}

/// Whole units of a Q26 number, rounded down; nothing of what is below zero.
fn units(value: i128) -> Amount {
    Amount::new(u128::try_from(value >> FRACTION).unwrap_or(0))
}
