//! Exits at once: what they are worth, pay and burn, what guards and charges them, and how far they may go.

use alm_engine::{
    book::shares::Shares, guard::surplus::Liquidity, imbalance::exit::Exit, money::Amount,
    refusal::Cause,
};
use alm_stylus::{Failure, arguments::Arguments};

use crate::{
    errors::{refuse, refused},
    layout::{EXIT_SURPLUS, TOP, WHOLE},
    open::Open,
};

/// The highest bit of an amount: the first step of the search for the most that may leave.
const HIGHEST: u128 = 1 << 95;

/// An exit: what it is worth, what it pays and burns.
#[derive(Default)]
pub(crate) struct Leaving {
    pub(crate) gross: Amount,
    pub(crate) paid: Amount,
    pub(crate) burned: Shares,
}

/// What the vault asks: an amount or a number of shares, and its own figures.
#[derive(Default)]
pub(crate) struct Asked {
    pub(crate) assets: Amount,
    pub(crate) shares: Shares,
    pub(crate) supply: Shares,
    pub(crate) top: Shares,
}

impl Asked {
    /// Reads `assets, shares, supply[, top]` from the first argument after the token.
    #[inline(never)]
    pub(crate) fn read(&mut self, arguments: &Arguments<'_>, count: usize) -> Result<(), Failure> {
        let mut values = [0; 4];
        let into = values.get_mut(..count).unwrap_or_default();
        arguments.numbers(1, &[16; 4], into)?;
        let [assets, shares, supply, top] = values;
        *self = Self {
            assets: Amount::new(assets).stored().map_err(refused)?,
            shares: Shares::new(shares),
            supply: Shares::new(supply),
            top: Shares::new(top),
        };
        if (assets == 0) == (shares == 0) {
            return Err(refuse(Cause::ZeroAmount, assets, shares));
        }
        Ok(())
    }
}

impl Open {
    /// What an exit is worth, pays and burns; limits aside.
    #[inline(never)]
    pub(crate) fn leaving(&self, asked: &Asked, leaving: &mut Leaving) -> Result<(), Failure> {
        let valuation = self.valuation(asked.supply);
        let mut liquidity = Liquidity::default();
        self.liquidity_with(asked.supply, asked.top, &mut liquidity);
        let snapshot = self.snapshot();
        let exit = Exit::of(&liquidity, &snapshot);
        if asked.shares.is_zero() {
            leaving.gross = exit.gross_for(asked.assets).map_err(refused)?;
            leaving.paid = asked.assets;
            let burned = valuation.shares_for_withdraw(leaving.gross);
            leaving.burned = burned.map_err(refused)?;
            return Ok(());
        }
        leaving.gross = valuation.assets_for_redeem(asked.shares);
        leaving.paid = exit.net(leaving.gross);
        leaving.burned = asked.shares;
        if leaving.paid.is_zero() {
            return Err(refuse(Cause::ZeroAmount, 0, asked.shares.raw()));
        }
        Ok(())
    }

    /// Guards an exit, takes its fee into the pot and keeps the concentration it was told.
    pub(crate) fn leave(&mut self, asked: &Asked, gross: Amount) -> Result<(), Failure> {
        let mut liquidity = Liquidity::default();
        self.liquidity_with(asked.supply, asked.top, &mut liquidity);
        let after = liquidity.surplus_after_exit(gross);
        self.charge(liquidity.surplus(), after, EXIT_SURPLUS)?;
        self.keep_top(asked.top.raw(), asked.supply.raw());
        Ok(())
    }

    /// Keeps what the vault says of its largest holder.
    pub(crate) fn keep_top(&mut self, top: u128, supply: u128) {
        let part = Amount::new(WHOLE).part_up(top, supply.max(1));
        self.sheet.set(TOP, part.raw().min(WHOLE));
    }

    /// The most that may leave at once: what the edge and the cash allow, for whoever leaves with less too.
    pub(crate) fn most_to_leave(&mut self, supply: Shares, top: Shares) -> Amount {
        let mut liquidity = Liquidity::default();
        self.liquidity_with(supply, top, &mut liquidity);
        let snapshot = self.snapshot();
        let exit = Exit::of(&liquidity, &snapshot);
        let least = self.edge(EXIT_SURPLUS).surplus;
        let least = least.min(liquidity.surplus());
        let cash = self.book.cash.less(self.withheld());
        // What queues does not leave at once, even where there is cash for more than the deposits.
        let all = liquidity.floating.less(liquidity.queued);
        // What is paid out never falls with the gross amount, nor does the surplus rise: each bit stays if the amount with
        // it may leave.
        let (mut found, mut bit) = (0, HIGHEST);
        while bit != 0 {
            let further = Amount::new(found | bit);
            if further <= all
                && liquidity.surplus_after_exit(further) >= least
                && exit.net(further) <= cash
            {
                found |= bit;
            }
            bit >>= 1;
        }
        Amount::new(found)
    }

    /// The liquidity with what the vault says of its largest holder.
    fn liquidity_with(&self, supply: Shares, top: Shares, into: &mut Liquidity) {
        let floating = self.net_value().gain();
        self.liquidity(floating.part_up(top.raw(), supply.raw().max(1)), into);
    }
}
