//! Liquidations that push the price that sets off liquidations.
//!
//! For a price after a shock, the quantity sold and the price hold each other: what is liquidatable at the price is
//! sold, and the sale makes the price. Both rules are monotone, so the consistent outcomes have a least and a greatest
//! element (Tarski): from no sale upwards the iteration finds the mildest, from everything downwards the worst. A gap
//! between them means that it takes an expectation alone to get from one to the other.
//!
//! Prices, quantities and debts are wads; a price is per unit of collateral. Sales round up, prices down.

use alm_math::lean;

use crate::{units::WAD, wide};

/// How the price answers a sale; the shapes are those of [`Impact`], lambda is the depth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Impact {
    /// `p e^(-Q / lambda)`.
    Exponential,
    /// `p (1 - Q / lambda)`, at least a hundredth of p.
    Linear,
    /// `p (lambda / (lambda + Q))^2`: a pool with lambda of collateral on its side.
    ConstantProduct,
}

/// A market after a shock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Market {
    /// The price before anything is sold.
    pub price: u128,
    /// Depth, in units of collateral.
    pub depth: u128,
    /// The shape of the impact.
    pub impact: Impact,
}

/// How loans are liquidated; wad.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Terms {
    /// Liquidation threshold.
    pub threshold: u128,
    /// Bonus on the repaid debt.
    pub bonus: u128,
    /// The part of a debt that is repaid at once.
    pub close_factor: u128,
}

/// A loan, or many with one ratio of debt to collateral.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Position {
    /// Units of collateral.
    pub collateral: u128,
    /// Debt.
    pub debt: u128,
}

/// A quantity and a price that hold each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clearing {
    /// Units of collateral sold.
    pub sold: u128,
    /// The price it is sold at.
    pub price: u128,
    /// Whether the iteration came to rest. If not, a rise from nothing is still below the mildest outcome, and a fall
    /// from everything still above the worst.
    pub settled: bool,
}

impl Market {
    /// The price at which a quantity is sold, rounded down.
    #[must_use]
    pub fn price_after(&self, sold: u128) -> u128 {
        match self.impact {
            Impact::Exponential => {
                let exponent = wide::mul_div_up(sold, WAD, self.depth);
                wide::mul_div_down(self.price, lean::exp_neg(exponent), WAD)
            }
            Impact::Linear => {
                let left = self.depth.saturating_sub(sold);
                let price = if self.depth == 0 {
                    0
                } else {
                    wide::mul_div_down(self.price, left, self.depth)
                };
                price.max(self.price / 100)
            }
            Impact::ConstantProduct => {
                let after = self.depth.saturating_add(sold).max(1);
                let once = wide::mul_div_down(self.price, self.depth, after);
                wide::mul_div_down(once, self.depth, after)
            }
        }
    }

    /// How much a small sale moves the price, as a share of it: `gain * sold / depth`, wad, rounded up, saturating.
    #[must_use]
    pub fn slope(&self, sold: u128) -> u128 {
        let slope = wide::mul_div_up(sold, WAD, self.depth);
        match self.impact {
            Impact::ConstantProduct => slope.saturating_mul(2),
            Impact::Exponential | Impact::Linear => slope,
        }
    }

    /// The mildest outcome, in at most `rounds` steps.
    #[must_use]
    pub fn least(&self, terms: &Terms, positions: &[Position], rounds: u32) -> Clearing {
        self.iterate(0, terms, positions, rounds)
    }

    /// The worst outcome, in at most `rounds` steps.
    #[must_use]
    pub fn greatest(&self, terms: &Terms, positions: &[Position], rounds: u32) -> Clearing {
        let all = positions
            .iter()
            .fold(0u128, |sum, one| sum.saturating_add(one.collateral));
        self.iterate(all, terms, positions, rounds)
    }

    fn iterate(&self, start: u128, terms: &Terms, positions: &[Position], rounds: u32) -> Clearing {
        let mut sold = start;
        let mut left = rounds;
        loop {
            let price = self.price_after(sold);
            let next = terms.sold(positions, price);
            if next == sold || left == 0 {
                return Clearing {
                    sold,
                    price,
                    settled: next == sold,
                };
            }
            sold = next;
            left = left.saturating_sub(1);
        }
    }
}

impl Terms {
    /// What all positions sell at a price, rounded up a position.
    #[must_use]
    pub fn sold(&self, positions: &[Position], price: u128) -> u128 {
        positions.iter().fold(0u128, |sum, one| {
            sum.saturating_add(self.sold_of(one, price))
        })
    }

    /// What one position sells at a price: nothing while it is healthy, else what the close factor repays, with the
    /// bonus, at most all. Rounded up.
    #[must_use]
    pub fn sold_of(&self, position: &Position, price: u128) -> u128 {
        let value = wide::mul_div_down(position.collateral, price, WAD);
        let allowed = wide::mul_div_down(value, self.threshold, WAD);
        if position.debt <= allowed {
            return 0;
        }
        let closed = wide::mul_div_up(position.debt, self.close_factor, WAD);
        let paid = wide::mul_div_up(closed, WAD.saturating_add(self.bonus), WAD);
        wide::mul_div_up(paid, WAD, price).min(position.collateral)
    }

    /// What a position still owes beyond what its remaining collateral is worth, once it was liquidated at a price.
    /// Rounded up.
    #[must_use]
    pub fn bad_debt_of(&self, position: &Position, price: u128) -> u128 {
        let sold = self.sold_of(position, price);
        let proceeds = wide::mul_div_down(sold, price, WAD);
        let repaid = wide::mul_div_down(proceeds, WAD, WAD.saturating_add(self.bonus));
        let kept = position.collateral.saturating_sub(sold);
        let worth = wide::mul_div_down(kept, price, WAD);
        position.debt.saturating_sub(repaid).saturating_sub(worth)
    }

    /// Bad debt of all positions at a price.
    #[must_use]
    pub fn bad_debt(&self, positions: &[Position], price: u128) -> u128 {
        positions.iter().fold(0u128, |sum, one| {
            sum.saturating_add(self.bad_debt_of(one, price))
        })
    }
}

/// How much larger the fall became: `(before - clearing) / (before - shocked)`, wad, rounded up; one where the shock
/// moved nothing.
#[must_use]
pub fn amplification(before: u128, shocked: u128, clearing: u128) -> u128 {
    let shock = before.saturating_sub(shocked);
    if shock == 0 {
        return WAD;
    }
    wide::mul_div_up(before.saturating_sub(clearing), WAD, shock)
}
