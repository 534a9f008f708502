//! The rules of one asset, and what governance may do to them.
//!
//! Every parameter has bounds compiled into the code, and a largest step per change; see [`bounds`].

pub mod bounds;

/// Number of parameters of an asset.
pub const COUNT: usize = 12;

/// The parameters of an asset in the order of the interface's struct; see the interface for the meaning and the unit
/// of each. A view of numbers of at most 16 bits wherever they lie, so that checks and packing are loops.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parameters<'a>(pub &'a [u128; COUNT]);

macro_rules! fields {
    ($($(#[$doc:meta])* $name:ident = $index:literal),+ $(,)?) => {
        impl Parameters<'_> {$(
            $(#[$doc])*
            #[must_use]
            pub const fn $name(&self) -> u16 {
                let Self(values) = self;
                #[allow(clippy::indexing_slicing)] // a literal below COUNT
                { values[$index] as u16 }
            }
        )+}
    };
}

fields! {
    /// Normal quantile at the governed confidence, 1e-4.
    quantile = 0,
    /// Multiplier of the deviation for fat tails, 1e-4.
    tail_multiplier = 1,
    /// Lowest annual volatility used, bps.
    sigma_floor = 2,
    /// Liquidation bonus, bps.
    bonus = 3,
    /// Distance of the opening LTV below the threshold, bps of it.
    margin = 4,
    /// Lowest threshold, bps.
    threshold_floor = 5,
    /// Highest threshold, bps.
    threshold_cap = 6,
    /// What the opening LTV decays to while data are stale, bps.
    opening_floor = 7,
    /// Highest fall of existing thresholds, bps per day.
    tighten_per_day = 8,
    /// Highest rise, bps per day.
    loosen_per_day = 9,
    /// Rises stop this far below the target, bps.
    hysteresis = 10,
    /// Highest expected loss, 1e-6 of the collateral's value.
    loss_budget = 11,
}
