//! Fractions of wide integers, with their two roundings: the oracle of every product and quotient.

use alloy_primitives::U512;

/// A number that is not negative, as a fraction.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Exact(U512, U512);

impl Exact {
    pub(crate) fn new(number: u128) -> Self {
        Self(U512::from(number), U512::ONE)
    }

    pub(crate) fn times(self, number: u128) -> Self {
        Self(self.0 * U512::from(number), self.1)
    }

    pub(crate) fn over(self, number: u128) -> Self {
        Self(self.0, self.1 * U512::from(number))
    }

    pub(crate) fn is_at_least(self, other: Self) -> bool {
        self.0 * other.1 >= other.0 * self.1
    }

    pub(crate) fn floor(self) -> u128 {
        (self.0 / self.1).to()
    }

    pub(crate) fn ceil(self) -> u128 {
        self.0.div_ceil(self.1).to()
    }
}
