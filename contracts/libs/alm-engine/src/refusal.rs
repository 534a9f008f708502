//! Why a rule refuses: a cause and the two numbers a caller needs.
//!
//! Every refusal has one shape, so that a contract encodes all of them by one function and a table of selectors.

/// What was asked for that cannot be had. `have` is what there is or was given, `want` what is needed or allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Cause {
    /// A figure leaves the range it is stored in: have the figure (saturated), want the largest allowed.
    AmountTooLarge,
    /// More is taken than there is: have what there is, want what was asked.
    AmountTooSmall,
    /// An amount, a face or a number of shares is zero, or rounds to zero.
    ZeroAmount,
    /// A maturity is not on the weekly grid: have it, want the next that is.
    MaturityOffGrid,
    /// A maturity has passed: have it, want the first open one.
    MaturityPassed,
    /// A maturity is too far ahead: have it, want the last open one.
    MaturityTooFar,
    /// A claim has not matured: have now, want its maturity.
    NotMatured,
    /// Cash would not cover what must be kept: have the cash at hand, want the payment.
    CashShort,
    /// A cap would be passed: have the new total, want the cap.
    CapExceeded,
    /// A position or request would be too small: have it, want the smallest allowed.
    BelowMinimum,
    /// A price is worse than the caller accepts: have the price or amount, want the caller's bound.
    SlippageExceeded,
    /// The caller's deadline has passed: have now, want the deadline.
    DeadlinePassed,
    /// Liquidity would end outside its edge: have the surplus after, want the least allowed.
    LiquidityBand,
    /// The duration gap would end outside its edge: have the gap after (absolute), want the most allowed.
    DurationBand,
    /// No floating deposit while they are worth nothing or in a loss's block; no fixed one while claims lack cover.
    DepositsClosed,
    /// New risk is paused.
    Paused,
    /// A request cannot be settled or claimed yet: have now, want the first instant it can.
    TooEarly,
    /// The rate or the curve is missing or too old: have its age, want the greatest age.
    RateStale,
    /// A governed figure is outside its compiled bounds: have the figure, want the bound.
    OutOfBounds,
}

/// A refusal with its numbers. Negative figures are possible (a surplus below zero).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Refusal {
    /// What was refused.
    pub cause: Cause,
    /// What there is, or was given.
    pub have: i128,
    /// What is needed, or allowed.
    pub want: i128,
}

impl Refusal {
    /// A refusal; numbers above the range of `i128` are shown as its end.
    #[must_use]
    pub fn new(cause: Cause, have: impl Into<Shown>, want: impl Into<Shown>) -> Self {
        Self {
            cause,
            have: have.into().0,
            want: want.into().0,
        }
    }
}

/// A number as a refusal shows it.
#[derive(Clone, Copy, Debug)]
pub struct Shown(i128);

impl From<i128> for Shown {
    fn from(value: i128) -> Self {
        Self(value)
    }
}

impl From<u128> for Shown {
    fn from(value: u128) -> Self {
        Self(i128::try_from(value).unwrap_or(i128::MAX))
    }
}

impl From<u64> for Shown {
    fn from(value: u64) -> Self {
        Self(value.into())
    }
}
