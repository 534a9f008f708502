//! Losses: who bears them, in order, and what stays closed because of them.

use alloy_sol_types::SolEvent;
use alm_abi::ITreasury as abi;
use alm_engine::{money::Amount, refusal::Cause};
use alm_stylus::{Failure, arguments::Arguments, host, ownable, words::Output};

use crate::{
    books::Books,
    errors::{self, refuse, refused},
    layout::LOST,
    lending::Line,
    open::Open,
    storage::LOSSES,
};

impl Books {
    /// Lets the ranks bear a loss by which the assets have just fallen; `provisioned` of it may still be paid.
    ///
    /// What they cannot bear leaves the net value below zero, and the book closed to deposits, until capital or recoveries
    /// have made it good; fixed claims paid meanwhile bear their part of it.
    #[inline(never)]
    pub(crate) fn bear(
        &self,
        open: &mut Open,
        loss: Amount,
        provisioned: Amount,
    ) -> Result<(), Failure> {
        let (split, chargeable) = (open.sheet.split(), open.chargeable);
        let (claims, book) = (&mut open.claims, &mut open.book);
        let borne = claims.bear(book, loss, chargeable, split);
        let (borne, rest) = borne.map_err(refused)?;
        open.chargeable = chargeable.less(borne.buffer);
        let [provisions, _] = self.fields(&open.sheet, &LOSSES);
        let provisions = Amount::new(provisions).plus(provisioned).map_err(refused)?;
        let losses = [provisions.raw(), self.now().into()];
        self.store_fields(&open.sheet, &LOSSES, &losses);
        open.sheet.mark(LOST, true);
        let figures = [
            borne.owed_to_buffer,
            borne.buffer,
            borne.equity,
            borne.drip,
            borne.floating,
            rest,
        ];
        let topic = &abi::LossRecorded::SIGNATURE_HASH.0;
        self.tell(topic, &[open.token], &figures.map(Amount::raw));
        Ok(())
    }

    /// Refuses deposits in the block of a loss: whoever saw it coming would buy what others have just lost.
    #[inline(never)]
    pub(crate) fn check_no_loss(&self, open: &mut Open) -> Result<(), Failure> {
        if !open.sheet.has(LOST) {
            return Ok(());
        }
        let [_, lost_at] = self.fields(&open.sheet, &LOSSES);
        let now = u128::from(self.now());
        if lost_at >= now {
            let next = lost_at.saturating_add(1);
            return Err(refuse(Cause::DepositsClosed, now, next));
        }
        open.sheet.mark(LOST, false);
        Ok(())
    }

    /// Whether an overdue loan is provisioned and may still be paid.
    #[inline(never)]
    pub(crate) fn provision_open(&self, open: &Open) -> bool {
        let [provisions, _] = self.fields(&open.sheet, &LOSSES);
        provisions != 0
    }

    /// `writeOff`.
    pub fn write_off(
        &self,
        open: &mut Open,
        arguments: &Arguments<'_>,
        output: &mut Output,
    ) -> Result<(), Failure> {
        let desk = errors::address(arguments, 1)?;
        let mut values = [0];
        arguments.numbers(2, &[12], &mut values)?;
        let [shares] = values.map(Amount::new);
        let caller = host::sender(self.vm());
        if caller != *desk && caller != ownable::owner(self.vm()) {
            return Err(errors::not_desk(&open.token, &caller));
        }
        if shares.is_zero() {
            return Err(refuse(Cause::ZeroAmount, 0, 1));
        }
        let mut line = Line::default();
        self.load_line(&open.token, desk, &mut line);
        line.shares = line.shares.minus(shares).map_err(refused)?;
        let before = open.potential_if_funded();
        let debt = &mut open.book.debt;
        let owed = debt.owed();
        debt.shares = debt.shares.minus(shares).map_err(refused)?;
        let loss = owed.less(debt.owed());
        self.store_line(&line);
        self.bear(open, loss, Amount::ZERO)?;
        open.keep_to_potential(before)?;
        let figures = [shares, loss].map(Amount::raw);
        let about = [open.token, *desk];
        self.tell(&abi::WrittenOff::SIGNATURE_HASH.0, &about, &figures);
        output.numbers(&[loss.raw()]);
        Ok(())
    }
}
