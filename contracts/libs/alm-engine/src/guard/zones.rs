//! How zones are governed: as shares of the book's scale, so that one set of parameters fits a book of any size.

use crate::{
    guard::band::{Edge, Edges},
    money::{Amount, Balance},
};

/// One, as a number of basis points.
const BASIS: u128 = 10_000;

/// One zone's limits, in basis points of the book's scale.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Zone {
    /// The least liquidity surplus; may be negative.
    pub surplus: i16,
    /// The most that one shock of interest rates may cost.
    pub loss: u16,
}

/// The governed limits of a book, from the inside out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Zones {
    /// Inside, nothing costs anything.
    pub neutral: Zone,
    /// Lending and new fixed positions end here.
    pub lending: Zone,
    /// Leaving early ends here.
    pub exit: Zone,
}

impl Zone {
    /// The zone of a book with this scale, for a shock in basis points. Rounded so that the zone is the smaller: the
    /// surplus up, the gap down. Without a shock no gap is too wide.
    #[must_use]
    #[inline(always)]
    pub fn of(self, scale: Amount, shock: u16) -> Edge {
        let share = self.surplus.unsigned_abs().into();
        let surplus = if self.surplus < 0 {
            Balance::ZERO.minus(scale.part_down(share, BASIS).signed())
        } else {
            scale.part_up(share, BASIS).signed()
        };
        let per_shock = BASIS.saturating_mul(shock.into());
        let gap = if shock == 0 {
            Amount::MAX
        } else {
            scale.part_down(self.loss.into(), per_shock)
        };
        Edge { surplus, gap }
    }
}

impl Zones {
    /// The edges of a book with this scale, for a shock in basis points.
    #[must_use]
    pub fn of(&self, scale: Amount, shock: u16) -> Edges {
        let [neutral, lending, exit] =
            [self.neutral, self.lending, self.exit].map(|zone| zone.of(scale, shock));
        Edges {
            neutral,
            lending,
            exit,
        }
    }
}
