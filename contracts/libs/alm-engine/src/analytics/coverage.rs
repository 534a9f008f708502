//! The liquidity coverage ratio: high-quality liquid assets over the net outflow of a horizon.
//!
//! ```text
//! LCR = HQLA / (O - min(I, 3/4 O))
//! ```
//!
//! Source: BCBS d238 (the caps in the exact form of its annex 1). Assets and inflows are rounded down, outflows and what
//! the caps cut off up.

use crate::{guard::surplus::Liquidity, money::Amount, units::WAD};

/// Liquid assets by level.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Levels {
    /// Level 1: cash, and what is as good.
    pub first: Amount,
    /// Level 2A.
    pub second_a: Amount,
    /// Level 2B.
    pub second_b: Amount,
}

/// Market values of liquid assets by kind, before haircuts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MarketValues {
    /// Level 1.
    pub first: Amount,
    /// Level 2A, haircut 15 %.
    pub second_a: Amount,
    /// Mortgage-backed securities of level 2B, haircut 25 %.
    pub mortgages: Amount,
    /// Corporate debt of level 2B, haircut 50 %.
    pub corporate: Amount,
    /// Listed equity of level 2B, haircut 50 %.
    pub equity: Amount,
}

/// The stock of liquid assets, and what the caps cut off.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stock {
    /// What counts.
    pub counted: Amount,
    /// Above the cap of 15 % on level 2B.
    pub above_fifteen: Amount,
    /// Above the cap of 40 % on level 2.
    pub above_forty: Amount,
}

/// Outflows and inflows of a horizon.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Flows {
    /// What may leave.
    pub out: Amount,
    /// What comes in.
    pub into: Amount,
}

impl MarketValues {
    /// After haircuts, rounded down.
    #[must_use]
    pub fn after_haircuts(&self) -> Levels {
        let mortgages = self.mortgages.part_down(75, 100);
        let other = Amount::new(self.corporate.raw().saturating_add(self.equity.raw()));
        Levels {
            first: self.first,
            second_a: self.second_a.part_down(85, 100),
            second_b: sum(mortgages, other.part_down(50, 100)),
        }
    }
}

impl Levels {
    /// The stock that counts, level 2B being at most 15 % and level 2 at most 40 % of it.
    #[must_use]
    pub fn stock(&self) -> Stock {
        self.stock_unwound(self)
    }

    /// The stock that counts where secured deals end within the horizon: the caps are those of the levels as they will be
    /// once such deals are unwound.
    #[must_use]
    pub fn stock_unwound(&self, unwound: &Self) -> Stock {
        let Self {
            first,
            second_a,
            second_b,
        } = *unwound;
        let above_fifteen = second_b
            .less(sum(first, second_a).part_down(15, 85))
            .max(second_b.less(first.part_down(15, 60)));
        let above_forty = sum(second_a, second_b)
            .less(above_fifteen)
            .less(first.part_down(2, 3));
        let total = sum(sum(self.first, self.second_a), self.second_b);
        Stock {
            counted: total.less(above_fifteen).less(above_forty),
            above_fifteen,
            above_forty,
        }
    }
}

impl Flows {
    /// The most of the inflow that counts: three quarters of the outflow, rounded down.
    #[must_use]
    pub fn cap(&self) -> Amount {
        self.out.part_down(3, 4)
    }

    /// Outflow less what counts of the inflow.
    #[must_use]
    pub fn net(&self) -> Amount {
        self.out.less(self.into.min(self.cap()))
    }

    /// With an outflow of a kind: its balance times its factor, rounded up.
    #[must_use]
    pub fn with_outflow(self, kind: Outflow, balance: Amount) -> Self {
        let part = balance.part_up(kind.percent().into(), 100);
        Self {
            out: sum(self.out, part),
            ..self
        }
    }

    /// With an inflow of a kind: its balance times its factor, rounded down.
    #[must_use]
    pub fn with_inflow(self, kind: Inflow, balance: Amount) -> Self {
        let part = balance.part_down(kind.percent().into(), 100);
        Self {
            into: sum(self.into, part),
            ..self
        }
    }
}

/// The ratio, wad, rounded down; `None` where nothing can leave.
#[must_use]
pub fn ratio_down(counted: Amount, net: Amount) -> Option<u128> {
    if net.is_zero() {
        return None;
    }
    Some(counted.part_down(WAD, net.raw()).raw())
}

/// The coverage of a book: its resources over its net outflow, both as the guard measures them. What stands behind the
/// resources is cash and the countable buffer, so all of it is of the first level.
#[must_use]
pub fn of_book(liquidity: &Liquidity) -> (Amount, Flows) {
    let flows = Flows {
        out: liquidity.outflow(),
        into: liquidity.due_assets.part_down(1, 2),
    };
    (liquidity.resources().gain(), flows)
}

fn sum(a: Amount, b: Amount) -> Amount {
    Amount::new(a.raw().saturating_add(b.raw()))
}

/// Kinds of outflow, by the framework's annex 4.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outflow {
    /// Stable retail deposits under a strong insurance scheme.
    RetailInsured,
    /// Stable deposits, retail or of small business.
    Stable,
    /// Less stable deposits, retail or of small business; undrawn credit of non-financial firms.
    LessStable,
    /// Secured by assets of level 2A.
    SecuredSecondA,
    /// Insured wholesale deposits of non-financial firms and the state; calls for collateral that is not of level 1.
    Insured,
    /// Operational deposits, deposits of cooperative banks; secured by mortgages of level 2B, or other collateral with the
    /// state.
    Operational,
    /// Undrawn liquidity lines of non-financial firms.
    LiquidityLine,
    /// Wholesale deposits of non-financial firms and the state; undrawn lines of banks, credit of other financial firms.
    Wholesale,
    /// Secured by other assets of level 2B; customers' short positions.
    SecuredSecondB,
    /// All else: other legal entities, contracts, derivatives, downgrades, other secured funding and lines.
    Full,
    /// Secured by level 1, or with the central bank.
    None,
}

impl Outflow {
    /// What leaves, in per cent.
    #[must_use]
    pub const fn percent(self) -> u8 {
        match self {
            Self::None => 0,
            Self::RetailInsured => 3,
            Self::Stable => 5,
            Self::LessStable => 10,
            Self::SecuredSecondA => 15,
            Self::Insured => 20,
            Self::Operational => 25,
            Self::LiquidityLine => 30,
            Self::Wholesale => 40,
            Self::SecuredSecondB => 50,
            Self::Full => 100,
        }
    }
}

/// Kinds of inflow, by the framework's annex 4.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Inflow {
    /// Lent against level 1; lines of others; operational deposits elsewhere.
    None,
    /// Lent against level 2A.
    SecondA,
    /// Lent against mortgages of level 2B.
    Mortgages,
    /// Lent against other assets of level 2B, for margin; retail loans, loans to non-financial firms.
    Half,
    /// Loans to financial firms and central banks, derivatives, other contracts.
    Full,
}

impl Inflow {
    /// What comes in, in per cent.
    #[must_use]
    pub const fn percent(self) -> u8 {
        match self {
            Self::None => 0,
            Self::SecondA => 15,
            Self::Mortgages => 25,
            Self::Half => 50,
            Self::Full => 100,
        }
    }
}
