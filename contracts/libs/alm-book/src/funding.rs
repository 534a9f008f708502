//! Floating deposits: what comes in, what leaves at once, and what either would come to.

use alloy_sol_types::SolEvent;
use alm_abi::IBalanceSheet as abi;
use alm_engine::{
    book::shares::{Shares, Valuation},
    money::{Amount, Balance},
    refusal::Cause,
};
use alm_stylus::{Failure, arguments::Arguments, host, words::Output};

use crate::{
    books::Books,
    errors::{self, refuse, refused},
    exits::{Asked, Leaving},
    layout::DEPOSIT_CAP,
    open::Open,
};

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
        self.check_no_loss(open)?;
        let shares = open
            .valuation(Shares::new(supply))
            .shares_for_deposit(assets);
        let shares = shares.map_err(refused)?;
        open.check_cap(assets)?;
        let before = open.potential_if_funded();
        open.book.receive(assets).map_err(refused)?;
        open.dilute_queued(supply, supply.saturating_add(shares.raw()));
        open.keep_to_potential(before)?;
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
        self.recount_queued(open, supply.saturating_sub(burned))?;
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
        // Only a loss closes a book, one of this block or one that is not made good: an empty one is open to the first.
        let is_open = open.net_value() >= Balance::ZERO && self.check_no_loss(open).is_ok();
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
}
