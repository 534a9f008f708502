//! Floating deposits: what comes in, what leaves at once, and what either would come to.

use alm_engine::{
    book::shares::{Shares, Valuation},
    imbalance::{exit::Exit, pot::Terms},
    money::{Amount, Balance},
    refusal::{Cause, Refusal},
};
use alm_stylus::{
    Failure,
    arguments::Arguments,
    host, token,
    words::{Output, Word},
};
use stylus_sdk::prelude::*;

use crate::{
    contract::BalanceSheet,
    errors::{self, refused},
    layout::{DEPOSIT_CAP, FUNDED, TOP, WHOLE},
    limits::admit,
    open::Open,
    terms::UNMARKED,
};

/// Bits of an amount: the steps of the search for the most that may leave.
const BITS: u32 = 96;

/// An exit: what it is worth, what it pays and burns.
struct Leaving {
    gross: Amount,
    paid: Amount,
    burned: Shares,
}

/// What the vault asks: an amount or a number of shares, and its own figures.
struct Asked {
    assets: Amount,
    shares: Shares,
    supply: Shares,
    top: Shares,
}

impl Asked {
    /// Reads `assets, shares, supply[, top]` from the first argument after the token.
    fn read(arguments: &Arguments<'_>, count: usize) -> Result<Self, Failure> {
        let mut values = [0; 4];
        let into = values.get_mut(..count).unwrap_or_default();
        arguments.numbers(1, &[16; 4], into)?;
        let [assets, shares, supply, top] = values;
        let asked = Self {
            assets: Amount::new(assets).stored().map_err(refused)?,
            shares: Shares::new(shares),
            supply: Shares::new(supply),
            top: Shares::new(top),
        };
        if (assets == 0) == (shares == 0) {
            return Err(refused(Refusal::new(Cause::ZeroAmount, assets, shares)));
        }
        Ok(asked)
    }
}

impl BalanceSheet {
    /// `fund`.
    #[inline(never)]
    pub(crate) fn fund(
        &mut self,
        token: &Word,
        arguments: &Arguments<'_>,
        output: &mut Output,
    ) -> Result<(), Failure> {
        let mut values = [0; 2];
        arguments.numbers(1, &[12, 16], &mut values)?;
        let [assets, supply] = values;
        let (assets, supply) = (Amount::new(assets), Shares::new(supply));
        let mut open = self.open_as_vault(token)?;
        let shares = open.valuation(supply).shares_for_deposit(assets);
        let shares = shares.map_err(refused)?;
        open.check_cap(assets)?;
        let before = open.potential_if_funded();
        open.book.receive(assets).map_err(refused)?;
        let after = open.potential_if_funded();
        open.settle_pot(before, after, Terms::FREE)?;
        self.check_received(token, open.book.cash.raw())?;
        self.emit_funded(token, assets.raw(), shares.raw());
        self.close(open);
        output.numbers(&[shares.raw()]);
        Ok(())
    }

    /// `defund`.
    #[inline(never)]
    pub(crate) fn defund(
        &mut self,
        token: &Word,
        arguments: &Arguments<'_>,
        output: &mut Output,
    ) -> Result<(), Failure> {
        let asked = Asked::read(arguments, 4)?;
        let receiver = arguments.address(5).ok_or_else(Failure::empty)?;
        errors::not_zero(receiver)?;
        let mut open = self.open_as_vault(token)?;
        let leaving = open.leaving(&asked)?;
        let kept = open.kept();
        open.leave(&asked, &leaving)?;
        open.book.send(leaving.paid, kept).map_err(refused)?;
        let (paid, burned) = (leaving.paid.raw(), leaving.burned.raw());
        let fee = leaving.gross.less(leaving.paid).raw();
        self.emit_defunded(token, receiver, &[paid, fee, burned]);
        self.close(open);
        token::send(self.vm(), token, receiver, paid)?;
        output.numbers(&[paid, burned]);
        Ok(())
    }

    /// What `fund` or `defund` would come to, and the most they take.
    #[inline(never)]
    pub(crate) fn preview(
        &self,
        token: &Word,
        leaves: bool,
        arguments: &Arguments<'_>,
        output: &mut Output,
    ) -> Result<(), Failure> {
        let asked = Asked::read(arguments, if leaves { 4 } else { 3 })?;
        let open = self.open(token)?;
        let (assets, shares) = if leaves {
            let leaving = open.leaving(&asked)?;
            (leaving.paid, leaving.burned)
        } else {
            open.entering(&asked)?
        };
        output.numbers(&[assets.raw(), shares.raw()]);
        Ok(())
    }

    /// `maxFund`.
    pub(crate) fn max_fund(&self, token: &Word, output: &mut Output) -> Result<(), Failure> {
        let open = self.open(token)?;
        // The vault's supply does not matter to whether deposits are open, unless there is none.
        let room = match open.valuation(Shares::new(1)).open() {
            Ok(()) => open.room(),
            Err(_) if open.net_value() == Balance::ZERO => open.room(),
            Err(_) => Amount::ZERO,
        };
        output.numbers(&[room.raw()]);
        Ok(())
    }

    /// `maxDefund`.
    #[inline(never)]
    pub(crate) fn max_defund(
        &self,
        token: &Word,
        arguments: &Arguments<'_>,
        output: &mut Output,
    ) -> Result<(), Failure> {
        let mut values = [0; 2];
        arguments.numbers(1, &[16; 2], &mut values)?;
        let [supply, top] = values.map(Shares::new);
        let open = self.open(token)?;
        let most = open.most_to_leave(supply, top);
        let shares = open.valuation(supply).max_redeem(supply, most);
        output.numbers(&[shares.raw()]);
        Ok(())
    }

    /// `worth`.
    pub(crate) fn worth(
        &self,
        token: &Word,
        arguments: &Arguments<'_>,
        output: &mut Output,
    ) -> Result<(), Failure> {
        let mut values = [0; 2];
        arguments.numbers(1, &[16; 2], &mut values)?;
        let [shares, supply] = values.map(Shares::new);
        let valuation = self.open(token)?.valuation(supply);
        output.numbers(&[valuation.assets_for_redeem(shares).raw()]);
        Ok(())
    }

    /// Opens a book for its vault.
    fn open_as_vault(&self, token: &Word) -> Result<Open, Failure> {
        let open = self.open(token)?;
        let caller = host::sender(self.vm());
        if caller.get(12..) == Some(&open.sheet.vault) {
            Ok(open)
        } else {
            Err(errors::not_vault(token, &caller))
        }
    }
}

impl Open {
    /// What shares cost and fetch.
    fn valuation(&self, supply: Shares) -> Valuation {
        Valuation::new(supply, self.net_value(), UNMARKED, UNMARKED)
    }

    /// What may still be deposited.
    fn room(&self) -> Amount {
        Amount::new(self.sheet.field(DEPOSIT_CAP)).less(self.net_value().gain())
    }

    /// Refuses a deposit above the cap.
    fn check_cap(&self, assets: Amount) -> Result<(), Failure> {
        let total = self.net_value().plus(assets.signed());
        let cap = self.sheet.field(DEPOSIT_CAP);
        if assets > self.room() {
            return Err(refused(Refusal::new(Cause::CapExceeded, total.raw(), cap)));
        }
        Ok(())
    }

    /// The potential as it is, where there is a pot that moves with it.
    pub(crate) fn potential_if_funded(&self) -> Amount {
        if self.sheet.has(FUNDED) {
            let top = self.top();
            self.potential(self.liquidity(top).surplus())
        } else {
            Amount::ZERO
        }
    }

    /// The largest holder's part, as it was told last.
    pub(crate) fn top(&self) -> Amount {
        self.net_value()
            .gain()
            .part_up(self.sheet.field(TOP), WHOLE)
    }

    /// What an entry costs and brings.
    fn entering(&self, asked: &Asked) -> Result<(Amount, Shares), Failure> {
        let valuation = self.valuation(asked.supply);
        if asked.shares.is_zero() {
            let shares = valuation.shares_for_deposit(asked.assets);
            shares.map(|shares| (asked.assets, shares))
        } else {
            let assets = valuation.assets_for_mint(asked.shares);
            assets.map(|assets| (assets, asked.shares))
        }
        .map_err(refused)
    }

    /// What an exit is worth, pays and burns; limits aside.
    fn leaving(&self, asked: &Asked) -> Result<Leaving, Failure> {
        let valuation = self.valuation(asked.supply);
        let liquidity = self.liquidity_with(asked.supply, asked.top);
        let snapshot = self.sheet.snapshot();
        let exit = Exit::of(&liquidity, &snapshot);
        let leaving = if asked.shares.is_zero() {
            let gross = exit.gross_for(asked.assets).map_err(refused)?;
            Leaving {
                gross,
                paid: asked.assets,
                burned: valuation.shares_for_withdraw(gross).map_err(refused)?,
            }
        } else {
            let gross = valuation.assets_for_redeem(asked.shares);
            Leaving {
                gross,
                paid: exit.net(gross),
                burned: asked.shares,
            }
        };
        if leaving.paid.is_zero() {
            let (have, want) = (leaving.paid.raw(), asked.shares.raw());
            return Err(refused(Refusal::new(Cause::ZeroAmount, have, want)));
        }
        Ok(leaving)
    }

    /// Guards an exit, takes its fee into the pot and keeps the concentration it was told.
    fn leave(&mut self, asked: &Asked, leaving: &Leaving) -> Result<(), Failure> {
        let liquidity = self.liquidity_with(asked.supply, asked.top);
        let (before, after) = (
            liquidity.surplus(),
            liquidity.surplus_after_exit(leaving.gross),
        );
        admit(before, after, self.sheet.exit_edge())?;
        let (before, after) = (self.potential(before), self.potential(after));
        self.settle_pot(before, after, Terms::CHARGED)?;
        self.keep_top(asked.top.raw(), asked.supply.raw());
        Ok(())
    }

    /// Keeps what the vault says of its largest holder.
    pub(crate) fn keep_top(&mut self, top: u128, supply: u128) {
        let part = Amount::new(WHOLE).part_up(top, supply.max(1));
        self.sheet.set(TOP, part.raw().min(WHOLE));
    }

    /// The most that may leave at once: what the edge and the cash allow.
    fn most_to_leave(&self, supply: Shares, top: Shares) -> Amount {
        let liquidity = self.liquidity_with(supply, top);
        let snapshot = self.sheet.snapshot();
        let exit = Exit::of(&liquidity, &snapshot);
        let before = liquidity.surplus();
        let cash = self.book.cash.less(self.kept());
        let allowed = |gross: Amount| {
            let after = liquidity.surplus_after_exit(gross);
            admit(before, after, self.sheet.exit_edge()).is_ok() && exit.net(gross) <= cash
        };
        // What is paid out never falls with the gross amount, and neither does the surplus's fall below its edge.
        (0..BITS).rev().fold(Amount::ZERO, |found, bit| {
            let further = Amount::new(found.raw() | 1u128.unbounded_shl(bit));
            if further <= liquidity.floating && allowed(further) {
                further
            } else {
                found
            }
        })
    }

    /// The liquidity with what the vault says of its largest holder.
    fn liquidity_with(&self, supply: Shares, top: Shares) -> alm_engine::guard::surplus::Liquidity {
        let floating = self.net_value().gain();
        self.liquidity(floating.part_up(top.raw(), supply.raw().max(1)))
    }
}
