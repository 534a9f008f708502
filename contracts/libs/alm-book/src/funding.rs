//! Floating deposits: what comes in, what leaves at once, and what either would come to.

use alloy_sol_types::SolEvent;
use alm_abi::IBalanceSheet as abi;
use alm_engine::{
    book::shares::{Shares, Valuation},
    guard::surplus::Liquidity,
    imbalance::exit::Exit,
    money::{Amount, Balance},
    refusal::Cause,
};
use alm_stylus::{Failure, arguments::Arguments, host, words::Output};

use crate::{
    books::Books,
    errors::{self, refuse, refused},
    layout::{DEPOSIT_CAP, EXIT_SURPLUS, TOP, WHOLE},
    open::Open,
};

/// The highest bit of an amount: the first step of the search for the most that may leave.
const HIGHEST: u128 = 1 << 95;

/// An exit: what it is worth, what it pays and burns.
#[derive(Default)]
struct Leaving {
    gross: Amount,
    paid: Amount,
    burned: Shares,
}

/// What the vault asks: an amount or a number of shares, and its own figures.
#[derive(Default)]
struct Asked {
    assets: Amount,
    shares: Shares,
    supply: Shares,
    top: Shares,
}

impl Asked {
    /// Reads `assets, shares, supply[, top]` from the first argument after the token.
    #[inline(never)]
    fn read(&mut self, arguments: &Arguments<'_>, count: usize) -> Result<(), Failure> {
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

impl Books {
    /// `fund`.
    pub fn fund(
        &self,
        open: &mut Open,
        arguments: &Arguments<'_>,
        output: &mut Output,
    ) -> Result<(), Failure> {
        let mut values = [0; 2];
        arguments.numbers(1, &[12, 16], &mut values)?;
        let [assets, supply] = values;
        let assets = Amount::new(assets);
        self.only_vault(open)?;
        let shares = open
            .valuation(Shares::new(supply))
            .shares_for_deposit(assets);
        let shares = shares.map_err(refused)?;
        open.check_cap(assets)?;
        let before = open.potential_if_funded();
        open.book.receive(assets).map_err(refused)?;
        open.keep_queued(supply, supply.saturating_add(shares.raw()));
        open.settle_pot(before, open.potential_if_funded(), false)?;
        let figures = [assets.raw(), shares.raw()];
        self.tell(&abi::Funded::SIGNATURE_HASH.0, &[open.token], &figures);
        output.numbers(&[shares.raw()]);
        Ok(())
    }

    /// `defund`.
    pub fn defund(
        &self,
        open: &mut Open,
        arguments: &Arguments<'_>,
        output: &mut Output,
    ) -> Result<(), Failure> {
        let mut asked = Asked::default();
        asked.read(arguments, 4)?;
        let receiver = errors::address(arguments, 5)?;
        self.only_vault(open)?;
        let mut leaving = Leaving::default();
        open.leaving(&asked, &mut leaving)?;
        let kept = open.withheld();
        open.leave(&asked, leaving.gross)?;
        open.book.send(leaving.paid, kept).map_err(refused)?;
        let (paid, burned) = (leaving.paid.raw(), leaving.burned.raw());
        let supply = asked.supply.raw();
        open.keep_queued(supply, supply.saturating_sub(burned));
        let figures = [paid, leaving.gross.less(leaving.paid).raw(), burned];
        let about = [open.token, *receiver];
        self.tell(&abi::Defunded::SIGNATURE_HASH.0, &about, &figures);
        open.receiver = *receiver;
        open.payment = paid;
        output.numbers(&[paid, burned]);
        Ok(())
    }

    /// `previewFund`.
    pub fn preview_fund(
        &self,
        open: &mut Open,
        arguments: &Arguments<'_>,
        output: &mut Output,
    ) -> Result<(), Failure> {
        let mut asked = Asked::default();
        asked.read(arguments, 3)?;
        let valuation = open.valuation(asked.supply);
        if asked.shares.is_zero() {
            asked.shares = valuation
                .shares_for_deposit(asked.assets)
                .map_err(refused)?;
        } else {
            asked.assets = valuation.assets_for_mint(asked.shares).map_err(refused)?;
        }
        output.numbers(&[asked.assets.raw(), asked.shares.raw()]);
        Ok(())
    }

    /// `previewDefund`.
    pub fn preview_defund(
        &self,
        open: &mut Open,
        arguments: &Arguments<'_>,
        output: &mut Output,
    ) -> Result<(), Failure> {
        let mut asked = Asked::default();
        asked.read(arguments, 4)?;
        let mut leaving = Leaving::default();
        open.leaving(&asked, &mut leaving)?;
        output.numbers(&[leaving.paid.raw(), leaving.burned.raw()]);
        Ok(())
    }

    /// `maxFund`.
    pub fn max_fund(
        &self,
        open: &mut Open,
        _: &Arguments<'_>,
        output: &mut Output,
    ) -> Result<(), Failure> {
        // Only a loss closes a book: an empty one is open to the first.
        let is_open = open.net_value() >= Balance::ZERO;
        let room = if is_open { open.room() } else { Amount::ZERO };
        output.numbers(&[room.raw()]);
        Ok(())
    }

    /// `maxDefund`.
    pub fn max_defund(
        &self,
        open: &mut Open,
        arguments: &Arguments<'_>,
        output: &mut Output,
    ) -> Result<(), Failure> {
        let mut values = [0; 2];
        arguments.numbers(1, &[16; 2], &mut values)?;
        let [supply, top] = values.map(Shares::new);
        let most = open.most_to_leave(supply, top);
        let shares = open.valuation(supply).max_redeem(supply, most);
        output.numbers(&[shares.raw()]);
        Ok(())
    }

    /// `worth`.
    pub fn worth(
        &self,
        open: &mut Open,
        arguments: &Arguments<'_>,
        output: &mut Output,
    ) -> Result<(), Failure> {
        let mut values = [0; 2];
        arguments.numbers(1, &[16; 2], &mut values)?;
        let [shares, supply] = values.map(Shares::new);
        let (cost, none) = (open.net_value(), Balance::ZERO);
        let worth = Valuation::new(supply, cost, none, none).assets_for_redeem(shares);
        output.numbers(&[worth.raw()]);
        Ok(())
    }

    /// Refuses everybody but the book's vault.
    #[inline(never)]
    pub(crate) fn only_vault(&self, open: &Open) -> Result<(), Failure> {
        let caller = host::sender(self.vm());
        if caller == open.sheet.vault {
            Ok(())
        } else {
            Err(errors::not_vault(&open.token, &caller))
        }
    }
}

impl Open {
    /// What may still be deposited.
    fn room(&self) -> Amount {
        Amount::new(self.sheet.field(DEPOSIT_CAP)).less(self.net_value().gain())
    }

    /// Refuses a deposit above the cap.
    fn check_cap(&self, assets: Amount) -> Result<(), Failure> {
        // Neither less than zero, where deposits are open.
        let total = self.net_value().plus(assets.signed()).gain().raw();
        let cap = self.sheet.field(DEPOSIT_CAP);
        if total > cap {
            return Err(refuse(Cause::CapExceeded, total, cap));
        }
        Ok(())
    }

    /// What an exit is worth, pays and burns; limits aside.
    #[inline(never)]
    fn leaving(&self, asked: &Asked, leaving: &mut Leaving) -> Result<(), Failure> {
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
    fn leave(&mut self, asked: &Asked, gross: Amount) -> Result<(), Failure> {
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
    fn most_to_leave(&mut self, supply: Shares, top: Shares) -> Amount {
        let mut liquidity = Liquidity::default();
        self.liquidity_with(supply, top, &mut liquidity);
        let snapshot = self.snapshot();
        let exit = Exit::of(&liquidity, &snapshot);
        let least = self.edge(EXIT_SURPLUS).surplus;
        let least = least.min(liquidity.surplus());
        let cash = self.book.cash.less(self.withheld());
        // What queues does not leave at once, even where there is cash for more than the deposits.
        let mut all = liquidity.floating.less(liquidity.queued);
        // When more than the outflow is to be covered, the surplus rises again once only the largest holder is left: that
        // is of no use to whoever leaves before.
        let others = all.less(liquidity.top);
        if liquidity.surplus_after_exit(others) < least {
            all = others;
        }
        // What is paid out never falls with the gross amount, nor does the surplus below `all` rise again: each bit stays
        // if the amount with it may leave.
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
