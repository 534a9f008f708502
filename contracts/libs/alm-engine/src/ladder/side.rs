//! The two sides of a balance sheet.

/// A side of the balance sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Side {
    /// What is owed to the pool: fixed loans.
    Assets,
    /// What the pool owes: fixed deposits.
    Liabilities,
}

/// One figure for each side: a storage slot of the ladder holds such a pair.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Sides<T> {
    /// The figure of the fixed assets.
    pub assets: T,
    /// The figure of the fixed liabilities.
    pub liabilities: T,
}

impl<T: Copy> Sides<T> {
    /// The figure of a side.
    #[must_use]
    pub fn of(&self, side: Side) -> T {
        match side {
            Side::Assets => self.assets,
            Side::Liabilities => self.liabilities,
        }
    }

    /// The figure of a side, to be changed.
    pub fn of_mut(&mut self, side: Side) -> &mut T {
        match side {
            Side::Assets => &mut self.assets,
            Side::Liabilities => &mut self.liabilities,
        }
    }
}
