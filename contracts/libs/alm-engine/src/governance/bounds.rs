//! Bounds and steps compiled into the code. The contracts that use the parameters have the same bounds again.

use super::{COUNT, Rule, Violation, within};
use crate::{money::Amount, rates::spreads};

/// Lowest value, highest value, and the largest step a steward's band may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bound {
    /// Lowest value.
    pub low: i128,
    /// Highest value.
    pub high: i128,
    /// Largest step.
    pub step: u128,
}

const fn bound(low: i128, high: i128, step: u128) -> Bound {
    Bound { low, high, step }
}

/// A cap in base units: any amount, by any step, because what is large depends on the token.
const CAP: Bound = bound(0, Amount::MAX.raw() as i128, Amount::MAX.raw());
/// A spread of the curve.
const SPREAD: Bound = bound(
    -(spreads::LARGEST as i128),
    spreads::LARGEST as i128,
    spreads::STEP as u128,
);

/// The bounds, in the order of the parameters: the floating terms of a book, its fixed terms, the spreads of its curve.
pub static BOUNDS: [Bound; COUNT] = [
    bound(0, 5_000, 500),        // reserve factor, bps
    bound(0, 5_000, 500),        // buffer share, bps
    bound(5_000, 20_000, 1_000), // outflow weight, bps
    bound(100, 10_000, 1_000),   // run-off floor, bps
    bound(0, 50_000, 5_000),     // curvature, bps
    bound(0, 1_000, 100),        // steepest slope, bps
    bound(0, 20_000, 1_000),     // neutral surplus, bps of the scale
    bound(0, 20_000, 1_000),     // lending surplus, bps of the scale
    bound(0, 20_000, 1_000),     // exit surplus, bps of the scale
    bound(0, 24, 1),             // scale exponent
    bound(0, 24, 1),             // minimum exponent
    CAP,                         // cap of the floating deposits
    bound(0, 255, 25),           // half-spread, bps a year
    bound(0, 1_000, 100),        // shock, bps
    bound(0, 10_000, 500),       // neutral loss, bps of the scale
    bound(0, 10_000, 500),       // lending loss, bps of the scale
    bound(0, 10_000, 500),       // exit loss, bps of the scale
    CAP,                         // cap of the fixed deposits
    SPREAD,                      // spreads at 7, 30, 91, 182, 364 and 728 days, bps a year
    SPREAD,
    SPREAD,
    SPREAD,
    SPREAD,
    SPREAD,
];

/// The bound of a parameter.
///
/// # Errors
/// `UnknownParameter`.
#[inline(never)]
pub fn of(parameter: u8) -> Result<&'static Bound, Violation> {
    let last = (COUNT as i128).saturating_sub(1);
    BOUNDS.get(usize::from(parameter)).ok_or(Violation {
        rule: Rule::UnknownParameter,
        subject: parameter,
        have: parameter as i128,
        want: last,
    })
}

impl Bound {
    /// What the owner may set.
    ///
    /// # Errors
    /// `ParameterOutOfBounds`.
    pub fn permits(&self, parameter: u8, value: i128) -> Result<(), Violation> {
        let edges = [self.low, self.high];
        within(Rule::ParameterOutOfBounds, parameter, value, edges)
    }
}
