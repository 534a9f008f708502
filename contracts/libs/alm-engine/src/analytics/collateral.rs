//! The loans against an asset: what their lenders are short, and what it takes to break a limit.
//!
//! Loans with one ratio of debt to collateral are that many puts struck at the ratio. Lenders are short all of them, so
//! what moves the puts moves the lenders the other way.

use alm_math::lean;

use crate::{
    analytics::{
        put::{Greeks, Put, years},
        stress::mildest,
    },
    monitor::cascade::{Market, Position, Terms},
    units::WAD,
    wide,
};

/// One, as a number of millionths.
const MILLION: u32 = 1_000_000;

/// An asset as puts on it see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Underlying {
    /// Price, wad.
    pub price: u128,
    /// Volatility by the year, wad.
    pub sigma: u128,
    /// Interest by the year, wad.
    pub rate: i128,
    /// Seconds until the loans are due.
    pub horizon: u64,
}

/// The puts that lenders are short. Wads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Puts {
    /// Units of collateral.
    pub collateral: u128,
    /// Debt.
    pub debt: u128,
    /// Worth: the loss to be expected, discounted. Rounded up.
    pub value: u128,
    /// Units of the asset whose price risk the lenders bear. Rounded up.
    pub delta: u128,
    /// Change of that number per change of the price, rounded down.
    pub gamma: u128,
    /// Change of the worth per year that passes.
    pub theta: i128,
    /// Change of the worth per change of the volatility by one. Rounded up.
    pub vega: u128,
    /// Debt expected to end without cover. Rounded up.
    pub uncovered: u128,
}

impl Puts {
    /// Of positions with collateral; `None` where a figure does not fit, or a price or a debt is zero.
    #[must_use]
    pub fn of(asset: &Underlying, positions: &[Position]) -> Option<Self> {
        positions
            .iter()
            .try_fold(Self::default(), |sum, one| sum.with(asset, one))
    }

    fn with(self, asset: &Underlying, one: &Position) -> Option<Self> {
        let put = Put {
            spot: asset.price,
            strike: lean::div_up(one.debt, one.collateral).ok()?,
            sigma: asset.sigma,
            rate: asset.rate,
            carry: 0,
            time: years(asset.horizon),
        };
        let greeks = put.greeks()?;
        let held = |figure| wide::mul_div_up(one.collateral, figure, WAD);
        let theta = i128::try_from(held(greeks.theta.unsigned_abs())).ok()?;
        let uncovered = wide::mul_div_up(one.debt, greeks.in_the_money, WAD);
        Some(Self {
            collateral: self.collateral.checked_add(one.collateral)?,
            debt: self.debt.checked_add(one.debt)?,
            value: self.value.checked_add(held(greeks.value))?,
            delta: self.delta.checked_add(held(greeks.delta.unsigned_abs()))?,
            gamma: self.gamma.checked_add(gamma(one.collateral, &greeks)?)?,
            theta: self
                .theta
                .checked_add(theta.checked_mul(greeks.theta.signum())?)?,
            vega: self.vega.checked_add(held(greeks.vega))?,
            uncovered: self.uncovered.checked_add(uncovered)?,
        })
    }
}

/// A number of puts times the gamma of one.
fn gamma(count: u128, greeks: &Greeks) -> Option<u128> {
    let (mantissa, exponent) = greeks.gamma.parts();
    // The gamma is the mantissa over two to this power.
    let power = u32::try_from(64i32.checked_sub(exponent)?).ok()?;
    match 1u128.checked_shl(power) {
        Some(divisor) => lean::mul_div_down(count, mantissa.into(), divisor).ok(),
        None => Some(0),
    }
}

/// What happens to a market at once, in millionths.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Blow {
    /// What the price falls by.
    pub fall: u32,
    /// The part of the depth that is gone.
    pub thinner: u32,
}

impl Blow {
    /// The market after it.
    #[must_use]
    pub fn applied_to(&self, market: &Market) -> Market {
        Market {
            price: left(market.price, self.fall),
            depth: left(market.depth, self.thinner),
            ..*market
        }
    }
}

/// What is left of a figure less a part of it, rounded down.
fn left(figure: u128, part: u32) -> u128 {
    wide::mul_div_down(figure, MILLION.saturating_sub(part).into(), MILLION.into())
}

/// Loans, their market, and what of them may go bad.
#[derive(Clone, Copy, Debug)]
pub struct Limit<'a> {
    /// The market.
    pub market: &'a Market,
    /// How loans are liquidated.
    pub terms: &'a Terms,
    /// The loans.
    pub positions: &'a [Position],
    /// Most steps of an iteration.
    pub rounds: u32,
    /// The bad debt that is borne.
    pub bad_debt: u128,
}

impl Limit<'_> {
    /// Whether the worst outcome of a blow stays within it.
    #[must_use]
    pub fn holds(&self, blow: Blow) -> bool {
        let market = blow.applied_to(self.market);
        let worst = market.greatest(self.terms, self.positions, self.rounds);
        self.terms.bad_debt(self.positions, worst.price) <= self.bad_debt
    }

    /// The mildest fall that breaks it, the rest as in a blow; `None` if none does.
    #[must_use]
    pub fn breaking_fall(&self, blow: Blow) -> Option<u32> {
        mildest(MILLION, |fall| self.holds(Blow { fall, ..blow }))
    }

    /// The mildest loss of depth that breaks it; `None` if none does.
    #[must_use]
    pub fn breaking_thinness(&self, blow: Blow) -> Option<u32> {
        mildest(MILLION, |thinner| self.holds(Blow { thinner, ..blow }))
    }
}
