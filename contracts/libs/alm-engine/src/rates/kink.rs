//! The two-slope curve: a rate with a kink at an optimal utilisation, for a model whose level is governed.
//!
//! Source: the form of Aave's default interest rate strategy.

use crate::{rates::rate::Rate, units::WAD, wide};

/// The shape of a two-slope curve.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Kink {
    /// The rate without utilisation.
    pub base: Rate,
    /// What the rate gains up to the optimal utilisation.
    pub below: Rate,
    /// What it gains from there to full utilisation.
    pub above: Rate,
    /// The optimal utilisation, wad, inside (0, 1).
    pub optimal: u128,
}

impl Kink {
    /// The rate borrowers pay at a utilisation (wad; above one counts as one): `base + below u / u*` up to u*, then
    /// `base + below + above (u - u*) / (1 - u*)`.
    ///
    /// # Rounding
    /// Up; saturates at the end of [`Rate`].
    #[must_use]
    pub fn rate(&self, utilisation: u128) -> Rate {
        let utilisation = utilisation.min(WAD);
        let first = wide::mul_div_up(
            self.below.wad(),
            utilisation.min(self.optimal),
            self.optimal,
        );
        let beyond = utilisation.saturating_sub(self.optimal);
        let second = if beyond == 0 {
            0
        } else {
            let span = WAD.saturating_sub(self.optimal);
            wide::mul_div_up(self.above.wad(), beyond, span)
        };
        Rate::saturated(self.base.wad().saturating_add(first).saturating_add(second))
    }

    /// What suppliers earn of it: `rate u (1 - reserve factor)`, the reserve factor in wad.
    ///
    /// # Rounding
    /// Down, from the rate rounded up: by less than 3e-18, and never above the exact figure by more than 1e-18.
    #[must_use]
    pub fn supply_rate(&self, utilisation: u128, reserve_factor: u128) -> Rate {
        let kept = WAD.saturating_sub(reserve_factor);
        let earned = wide::mul_div_down(self.rate(utilisation).wad(), utilisation.min(WAD), WAD);
        Rate::saturated(wide::mul_div_down(earned, kept, WAD))
    }
}
