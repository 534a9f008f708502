//! The potential of a book: what its imbalance costs, in base units of its token.

use crate::{
    guard::band::{Edge, Reading},
    imbalance::huber::Huber,
    money::{Amount, Balance},
};

/// The parameters of the potential, frozen for an epoch (theta), but for those inside the reading: run-off, coverage
/// and the ratios of the last strike.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Snapshot {
    /// The shape, the same for both figures.
    pub huber: Huber,
    /// The zone in which nothing costs anything.
    pub neutral: Edge,
    /// The move of interest rates, in basis points, that turns a duration gap into an amount.
    pub shock: u16,
}

impl Snapshot {
    /// `Phi`: the potential of the liquidity short of the neutral zone, and of the duration gap beyond it.
    ///
    /// An integer function of the reading, each part rounded up; zero inside the neutral zone.
    #[must_use]
    #[inline(always)]
    pub fn potential(&self, reading: Reading) -> Amount {
        let liquidity = self.liquidity_potential(reading.surplus);
        let duration = self.duration_potential(reading.gap);
        Amount::new(liquidity.raw().saturating_add(duration.raw()))
    }

    /// The part of the potential that a liquidity surplus short of the neutral zone makes.
    #[must_use]
    pub fn liquidity_potential(&self, surplus: Balance) -> Amount {
        self.huber.at(self.neutral.surplus.minus(surplus).gain())
    }

    /// The part that a duration gap beyond the neutral zone makes: what the book would lose on it, in one shock, is
    /// the distance.
    #[must_use]
    #[inline(always)]
    pub fn duration_potential(&self, gap: Balance) -> Amount {
        if gap == Balance::ZERO {
            return Amount::ZERO;
        }
        let wide = gap.magnitude().less(self.neutral.gap);
        let loss = wide.raw().saturating_mul(self.shock.into());
        self.huber.at(Amount::new(loss))
    }
}
