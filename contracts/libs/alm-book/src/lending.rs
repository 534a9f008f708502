//! Floating loans of desks: drawn within a line, paid back at any time.

use alloy_sol_types::SolEvent;
use alm_abi::IBalanceSheet as abi;
use alm_engine::{guard::surplus::Liquidity, imbalance::loan::Loan, money::Amount, refusal::Cause};
use alm_stylus::{
    Failure,
    arguments::Arguments,
    host, packed,
    words::{Output, Word},
};

use crate::{
    books::Books,
    errors::{self, refuse, refused},
    layout::{LENDING_SURPLUS, PAUSED},
    open::Open,
    storage::{MODEL, line_slot},
};

/// Oldest rate at which new loans are made, seconds.
pub(crate) const RATE_LIFE: u64 = 86_400;
/// Bytes of a line: its cap and its debt shares.
static LINE_WIDTHS: [u8; 2] = [12, 12];

/// A desk's line.
#[derive(Default)]
pub(crate) struct Line {
    slot: Word,
    desk: Word,
    pub(crate) cap: u128,
    pub(crate) shares: Amount,
}

impl Books {
    /// `indexOf`.
    pub fn index(
        &self,
        open: &mut Open,
        _: &Arguments<'_>,
        output: &mut Output,
    ) -> Result<(), Failure> {
        output.numbers(&[open.book.debt.index.raw()]);
        Ok(())
    }

    /// `draw`.
    pub fn draw(
        &self,
        open: &mut Open,
        arguments: &Arguments<'_>,
        output: &mut Output,
    ) -> Result<(), Failure> {
        let mut values = [0];
        arguments.numbers(1, &[12], &mut values)?;
        let [assets] = values.map(Amount::new);
        let receiver = errors::address(arguments, 2)?;
        let mut line = Line::default();
        self.line_of_caller(open, &mut line)?;
        self.check_lending(open, assets)?;
        let kept = open.withheld();
        let owed = open.charge_loan(assets)?;
        // The loan is what is paid out and the fee, which stays here as part of the pot.
        open.book.send(assets, kept).map_err(refused)?;
        let shares = open.book.debt.issue(owed).map_err(refused)?;
        line.shares = line.shares.plus(shares).map_err(refused)?;
        line.check_cap(open)?;
        self.store_line(&line);
        let mut event = Output::default();
        event
            .append(&abi::Drawn::SIGNATURE_HASH.0)
            .append(&open.token)
            .append(&line.desk)
            .append(receiver)
            .numbers(&[assets.raw(), owed.less(assets).raw(), shares.raw()])
            .emit(self.vm(), 3);
        open.receiver = *receiver;
        open.payment = assets.raw();
        output.numbers(&[shares.raw()]);
        Ok(())
    }

    /// `restore`.
    pub fn restore(
        &self,
        open: &mut Open,
        arguments: &Arguments<'_>,
        output: &mut Output,
    ) -> Result<(), Failure> {
        let mut values = [0];
        arguments.numbers(1, &[12], &mut values)?;
        let [assets] = values.map(Amount::new);
        let mut line = Line::default();
        self.line_of_caller(open, &mut line)?;
        let before = open.potential_if_funded();
        let owed = open.book.debt.index.debt_up(line.shares);
        owed.minus(assets).map_err(refused)?;
        let shares = if assets == owed {
            line.shares
        } else {
            open.book.debt.index.shares_repaid_down(assets)
        };
        let debt = &mut open.book.debt;
        debt.shares = debt.shares.minus(shares).map_err(refused)?;
        open.book.receive(assets).map_err(refused)?;
        line.shares = line.shares.less(shares);
        open.keep_to_potential(before)?;
        self.store_line(&line);
        let about = [open.token, line.desk];
        let figures = [assets.raw(), shares.raw()];
        self.tell(&abi::Restored::SIGNATURE_HASH.0, &about, &figures);
        output.numbers(&[shares.raw()]);
        Ok(())
    }

    /// The line of a desk.
    #[inline(never)]
    pub(crate) fn load_line(&self, token: &Word, desk: &Word, line: &mut Line) {
        line.slot = line_slot(self.vm(), token, desk);
        line.desk = *desk;
        let mut fields = [0; 2];
        packed::load(self.vm(), &line.slot, &LINE_WIDTHS, &mut fields);
        let [cap, shares] = fields;
        line.cap = cap;
        line.shares = Amount::new(shares);
    }

    /// Stores a line.
    #[inline(never)]
    pub(crate) fn store_line(&self, line: &Line) {
        packed::store(
            self.vm(),
            &line.slot,
            &LINE_WIDTHS,
            &[line.cap, line.shares.raw()],
        );
    }

    /// The caller's line, if it has one.
    #[inline(never)]
    fn line_of_caller(&self, open: &Open, line: &mut Line) -> Result<(), Failure> {
        self.load_line(&open.token, &host::sender(self.vm()), line);
        if line.cap == 0 && line.shares.is_zero() {
            return Err(errors::not_desk(&open.token, &line.desk));
        }
        Ok(())
    }

    /// Refuses new lending while it is paused, at an old rate, or of less than the minimum.
    fn check_lending(&self, open: &Open, assets: Amount) -> Result<(), Failure> {
        if open.sheet.has(PAUSED) {
            return Err(refuse(Cause::Paused, 1, 0));
        }
        let least = open.sheet.minimum();
        if assets.raw() < least {
            return Err(refuse(Cause::BelowMinimum, assets.raw(), least));
        }
        let [_, _, read_at, ..] = self.fields(&open.sheet, &MODEL);
        let age = self.now().saturating_sub(read_at as u64);
        if age > RATE_LIFE {
            return Err(refuse(Cause::RateStale, age.into(), RATE_LIFE.into()));
        }
        Ok(())
    }
}

impl Open {
    /// Guards a new loan, takes its fee into the pot, and tells what the borrower owes.
    fn charge_loan(&mut self, assets: Amount) -> Result<Amount, Failure> {
        let mut liquidity = Liquidity::default();
        self.liquidity(self.top(), &mut liquidity);
        let surplus = liquidity.surplus();
        let snapshot = self.snapshot();
        let gross = Loan {
            surplus,
            snapshot: &snapshot,
        }
        .gross_for(assets);
        self.charge(surplus, surplus.minus(gross.signed()), LENDING_SURPLUS)?;
        Ok(gross)
    }
}

impl Line {
    /// Refuses a debt above the line's cap.
    fn check_cap(&self, open: &Open) -> Result<(), Failure> {
        let owed = open.book.debt.index.debt_up(self.shares).raw();
        if owed > self.cap {
            return Err(refuse(Cause::CapExceeded, owed, self.cap));
        }
        Ok(())
    }
}
