//! At which prices how much collateral becomes liquidatable.
//!
//! A loan stands in the cell of its debt per unit of collateral: the price at which it would owe all it has. It becomes
//! liquidatable where price times threshold falls below that, so a ramp of the threshold moves no loan to another cell.
//! Cells are steps of one per cent of the logarithm, counted from e^-42: a cell's edge is `e^(cell / 100 - 42)`.

use alm_math::lean;

use crate::{
    monitor::cascade::{Market, Position, Terms},
    units::WAD,
    wide,
};

/// Number of cells: up to e^20, four hundred million units of account for one of collateral.
pub const CELLS: u16 = 6_200;
/// Width of a cell, as a wad of the logarithm.
pub const WIDTH: u128 = WAD / 100;
/// Cells that the gain of a fall is the mean of: a fall of five per cent.
pub const NEIGHBOURS: usize = 5;
/// Minus the logarithm of the lowest edge, wad.
const LOWEST: i128 = 42 * WAD as i128;

/// The cell of a price, wad; prices beyond the grid are in its last cells.
#[must_use]
pub fn cell_of(price: u128) -> u16 {
    // A price of zero has no logarithm and is lower than all.
    let above = lean::ln(price).unwrap_or(-LOWEST).saturating_add(LOWEST);
    let cell = u128::try_from(above).unwrap_or(0) / WIDTH;
    cell.min(u128::from(CELLS).saturating_sub(1)) as u16
}

/// The lower edge of a cell, wad, rounded up by at most two units so that it lies in its cell.
#[must_use]
pub fn edge_of(cell: u16) -> u128 {
    let exponent = i128::from(cell)
        .saturating_mul(WIDTH as i128)
        .saturating_sub(LOWEST);
    lean::exp(exponent).unwrap_or(u128::MAX).saturating_add(2)
}

/// The cell of a loan: of its debt per unit of collateral, both at one scale. The highest without collateral.
#[must_use]
pub fn cell_of_loan(debt: u128, collateral: u128) -> u16 {
    cell_of(wide::mul_div_up(debt, WAD, collateral))
}

/// A cell as one loan: its collateral, and a debt at the cell's upper edge.
#[must_use]
pub fn position(cell: u16, collateral: u128) -> Position {
    Position {
        collateral,
        debt: wide::mul_div_up(collateral, edge_of(cell.saturating_add(1)), WAD),
    }
}

/// The cascade gain of one cell: by how much a fall of the price through the cell makes the price fall further, wad,
/// rounded up. From one on, a fall feeds itself.
///
/// Falling through the cell, the price moves by [`WIDTH`] of itself, and what the cell then sells moves it by the slope of
/// the impact.
#[must_use]
pub fn gain(market: &Market, terms: &Terms, cell: u16, collateral: u128) -> u128 {
    if collateral == 0 {
        return 0;
    }
    // At the price where the cell becomes liquidatable, with the debt at its upper edge.
    let position = position(cell, collateral);
    let price = wide::mul_div_down(edge_of(cell), WAD, terms.threshold);
    let sold = terms.sold_of(&position, price);
    wide::mul_div_up(market.slope(sold), WAD, WIDTH)
}

/// The greatest gain over a run of cells, as the mean of so many neighbours: a fall feeds itself where it goes on finding loans
/// on its way, and one large loan alone, with nothing behind it, is sold once.
#[derive(Clone, Copy, Debug, Default)]
pub struct Steepest {
    last: [u128; NEIGHBOURS],
    next: usize,
    greatest: u128,
}

impl Steepest {
    /// Takes the gain of the next cell of the run.
    pub fn include(&mut self, gain: u128) {
        if let Some(oldest) = self.last.get_mut(self.next) {
            *oldest = gain;
        }
        self.next = self.next.saturating_add(1) % NEIGHBOURS;
        let sum = self
            .last
            .iter()
            .fold(0u128, |sum, one| sum.saturating_add(*one));
        self.greatest = self.greatest.max(sum);
    }

    /// The greatest mean, wad, rounded up. Beyond the run's ends there is nothing.
    #[must_use]
    pub const fn gain(&self) -> u128 {
        self.greatest.div_ceil(NEIGHBOURS as u128)
    }
}
