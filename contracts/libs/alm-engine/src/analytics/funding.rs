//! The net stable funding ratio: stable funding there is over stable funding there has to be, over a year.
//!
//! Source: BCBS d295. Funding is rounded down, its need up.

use crate::{money::Amount, units::WAD};

/// Kinds of funding, by how stable they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Funding {
    /// Capital, and liabilities of a year or more.
    Year,
    /// Stable deposits, retail or of small business.
    Stable,
    /// Less stable ones.
    LessStable,
    /// Wholesale non-financial within a year, operational, the public sector, financial from six months to a year.
    Half,
    /// The rest: financial within six months, without maturity.
    None,
}

impl Funding {
    /// What counts as stable, in per cent.
    #[must_use]
    pub const fn percent(self) -> u8 {
        match self {
            Self::Year => 100,
            Self::Stable => 95,
            Self::LessStable => 90,
            Self::Half => 50,
            Self::None => 0,
        }
    }
}

/// Kinds of assets, by the stable funding they need.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holding {
    /// Cash and reserves.
    Cash,
    /// Level 1 assets; undrawn commitments.
    First,
    /// Loans to financial firms within six months against level 1.
    SecuredFinancial,
    /// Level 2A; other loans to financial firms within six months.
    SecondA,
    /// Level 2B, loans within a year, operational deposits at banks.
    WithinYear,
    /// Mortgages and loans of a year or more at a risk weight of at most 35 %.
    LowRisk,
    /// Other performing loans of a year or more, equities, commodities.
    BeyondYear,
    /// All else.
    Other,
}

impl Holding {
    /// The stable funding it needs, in per cent.
    #[must_use]
    pub const fn percent(self) -> u8 {
        match self {
            Self::Cash => 0,
            Self::First => 5,
            Self::SecuredFinancial => 10,
            Self::SecondA => 15,
            Self::WithinYear => 50,
            Self::LowRisk => 65,
            Self::BeyondYear => 85,
            Self::Other => 100,
        }
    }
}

/// Both sides of the ratio.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StableFunding {
    /// Available.
    pub available: Amount,
    /// Required.
    pub required: Amount,
}

impl StableFunding {
    /// With a balance of a kind of funding, its part rounded down.
    #[must_use]
    pub fn with_funding(self, kind: Funding, balance: Amount) -> Self {
        let part = balance.part_down(kind.percent().into(), 100);
        Self {
            available: Amount::new(self.available.raw().saturating_add(part.raw())),
            ..self
        }
    }

    /// With a balance of a kind of assets, its part rounded up.
    #[must_use]
    pub fn with_holding(self, kind: Holding, balance: Amount) -> Self {
        let part = balance.part_up(kind.percent().into(), 100);
        Self {
            required: Amount::new(self.required.raw().saturating_add(part.raw())),
            ..self
        }
    }

    /// The ratio, wad, rounded down; `None` where nothing is required.
    #[must_use]
    pub fn ratio_down(&self) -> Option<u128> {
        if self.required.is_zero() {
            return None;
        }
        let ratio = self.available.part_down(WAD, self.required.raw());
        Some(ratio.raw())
    }
}
