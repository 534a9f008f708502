//! What a sale does to a price that sets off sales.

use alloc::vec::Vec;

use alloy_sol_types::SolError;
use alm_abi::ICreditLens::UnknownImpact;
use alm_engine::{
    monitor::cascade::{Clearing, Impact, Market, Position, Terms, amplification},
    units::WAD,
};
use alm_math::lean;
use alm_stylus::{
    Failure,
    arguments::Arguments,
    words::{Output, word},
};

use crate::numbers::{figure, out_of_range, rows, unsigned};

/// Words of a market.
const MARKET: usize = 7;

/// Loans against one collateral, and their market before and after something happened to it.
pub(crate) struct Shocked<'a> {
    pub(crate) before: u128,
    pub(crate) market: &'a Market,
    pub(crate) terms: &'a Terms,
    pub(crate) positions: &'a [Position],
    pub(crate) rounds: u32,
}

/// `cascadeOf`.
pub(crate) fn cascade(arguments: &Arguments<'_>, output: &mut Output) -> Result<(), Failure> {
    let [before, shock, depth, impact, threshold, bonus, close_factor] =
        unsigned(arguments, 0, [16, 8, 16, 1, 8, 8, 8])?;
    let [rounds] = unsigned(arguments, MARKET, [4])?;
    let given = rows::<2>(arguments, MARKET.saturating_add(1))?;
    let positions = given.iter().map(|[collateral, debt]| {
        Ok(Position {
            collateral: figure(collateral)?,
            debt: figure(debt)?,
        })
    });
    let positions = positions.collect::<Result<Vec<_>, Failure>>()?;
    let kept = WAD.saturating_sub(shock);
    let market = Market {
        price: lean::mul_down(before, kept).map_err(|_| out_of_range())?,
        depth,
        impact: match impact {
            0 => Impact::Exponential,
            1 => Impact::Linear,
            2 => Impact::ConstantProduct,
            _ => return Err(Failure::new(UnknownImpact::SELECTOR, &[word(impact)])),
        },
    };
    let terms = Terms {
        threshold,
        bonus,
        close_factor,
    };
    let shocked = Shocked {
        before,
        market: &market,
        terms: &terms,
        positions: &positions,
        rounds: rounds as u32,
    };
    shocked.append(output);
    Ok(())
}

impl Shocked<'_> {
    /// A `Cascade` of the interface.
    pub(crate) fn append(&self, output: &mut Output) {
        let least = self.market.least(self.terms, self.positions, self.rounds);
        let worst = self
            .market
            .greatest(self.terms, self.positions, self.rounds);
        let larger = amplification(self.before, self.market.price, least.price);
        output.numbers(&[self.market.price, larger]);
        self.append_clearing(&least, output);
        self.append_clearing(&worst, output);
    }

    #[inline(never)]
    fn append_clearing(&self, clearing: &Clearing, output: &mut Output) {
        let liquidated = self
            .positions
            .iter()
            .filter(|one| self.terms.sold_of(one, clearing.price) > 0)
            .count();
        output.numbers(&[
            clearing.sold,
            clearing.price,
            self.terms.bad_debt(self.positions, clearing.price),
            liquidated as u128,
            clearing.settled.into(),
        ]);
    }
}
