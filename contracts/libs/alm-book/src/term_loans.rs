//! Fixed loans of desks: drawn within a line, repaid early or late.

use alloy_sol_types::SolEvent;
use alm_abi::IFixedBook as abi;
use alm_engine::{
    deal::{Factors, loan, repayment},
    ladder::{Position, Side, Slope},
    money::Amount,
    rates::quote::Wanted,
    refusal::Cause,
    week::Week,
};
use alm_stylus::{Failure, arguments::Arguments, words::Output};

use crate::{
    arrears::Arrears,
    books::Books,
    errors::{self, refuse, refused},
    fixed::at_least,
    holdings::Holding,
    layout::LENDING_SURPLUS,
    open::Open,
};

impl Books {
    /// `drawFixed`.
    pub fn draw_fixed(
        &self,
        open: &mut Open,
        arguments: &Arguments<'_>,
        output: &mut Output,
    ) -> Result<(), Failure> {
        let mut values = [0; 3];
        arguments.numbers(1, &[8, 12, 16], &mut values)?;
        let [maturity, face, least] = values;
        let receiver = errors::address(arguments, 4)?;
        let (position, paid, fee) = self.lend(open, maturity, Amount::new(face))?;
        at_least(paid, least)?;
        let mut holding = Holding::default();
        self.holding(open, Side::Assets, open.week, &mut holding)?;
        holding.comes(position.face, position.slope)?;
        self.store_holding(&holding);
        self.store_week(open);
        let slope = position.slope.raw();
        let figures = [face, paid.raw(), fee.raw(), slope];
        let topic = &abi::FixedDrawn::SIGNATURE_HASH.0;
        let desk = &holding.desk;
        self.tell_fixed(topic, open, desk, maturity, &figures, Some(receiver));
        open.receiver = *receiver;
        open.payment = paid.raw();
        output.numbers(&[paid.raw(), slope]);
        Ok(())
    }

    /// `previewDrawFixed`.
    pub fn preview_draw_fixed(
        &self,
        open: &mut Open,
        arguments: &Arguments<'_>,
        output: &mut Output,
    ) -> Result<(), Failure> {
        let mut values = [0; 2];
        arguments.numbers(1, &[8, 12], &mut values)?;
        let [maturity, face] = values;
        let (position, paid, _) = self.lend(open, maturity, Amount::new(face))?;
        output.numbers(&[paid.raw(), position.slope.raw()]);
        Ok(())
    }

    /// `restoreFixed`.
    pub fn restore_fixed(
        &self,
        open: &mut Open,
        arguments: &Arguments<'_>,
        output: &mut Output,
    ) -> Result<(), Failure> {
        let mut values = [0; 4];
        arguments.numbers(1, &[8, 12, 14, 16], &mut values)?;
        let [maturity, face, slope, most] = values;
        let face = Amount::new(face);
        let mut holding = Holding::default();
        let week = Week::at_or_before(maturity as u64);
        self.holding(open, Side::Assets, week, &mut holding)?;
        let slope = holding.goes(&open.token, face, Slope::new(slope))?;
        let (assets, fee, arrears) = self.take_back(open, maturity, face, slope)?;
        if assets.raw() > most {
            return Err(refuse(Cause::SlippageExceeded, assets.raw(), most));
        }
        self.store_holding(&holding);
        match arrears {
            Some(arrears) => self.settle_arrears(open, &arrears),
            None => self.store_week(open),
        }
        let figures = [face, assets, fee].map(Amount::raw);
        let topic = &abi::FixedRestored::SIGNATURE_HASH.0;
        self.tell_fixed(topic, open, &holding.desk, maturity, &figures, None);
        output.numbers(&[assets.raw()]);
        Ok(())
    }

    /// `previewRestoreFixed`.
    pub fn preview_restore_fixed(
        &self,
        open: &mut Open,
        arguments: &Arguments<'_>,
        output: &mut Output,
    ) -> Result<(), Failure> {
        let mut values = [0; 3];
        arguments.numbers(1, &[8, 12, 14], &mut values)?;
        let [maturity, face, slope] = values;
        let (assets, ..) = self.take_back(open, maturity, Amount::new(face), Slope::new(slope))?;
        output.numbers(&[assets.raw()]);
        Ok(())
    }

    /// Makes a loan; tells its position, what is paid out and the fee.
    fn lend(
        &self,
        open: &mut Open,
        maturity: u128,
        face: Amount,
    ) -> Result<(Position, Amount, Amount), Failure> {
        self.load_week(open, maturity)?;
        open.check_new(Side::Assets, face)?;
        let factors = self.quotes(open, open.week, Wanted::LOAN)?;
        let (price, change) = loan(&factors, open.week, face);
        let deal = open.deal(&change)?;
        let now = open.book.accrued_at;
        let position = Position::bought(Side::Assets, open.week, face, price, now);
        let position = position.map_err(refused)?;
        let paid = price.less(deal.fee);
        open.guard_deal(&deal, LENDING_SURPLUS)?;
        open.settle_deal(&deal)?;
        open.book_position(&position)?;
        // The fee stays here, as part of the pot.
        let kept = open.withheld();
        let dust = open.exchange(Amount::ZERO, paid, deal.fee, kept)?;
        open.post_dust(dust);
        Ok((position, paid, deal.fee))
    }

    /// Takes a loan back, early or late; tells what it costs, the fee in it, and what arrears it leaves if it is late.
    fn take_back(
        &self,
        open: &mut Open,
        maturity: u128,
        face: Amount,
        slope: Slope,
    ) -> Result<(Amount, Amount, Option<Arrears>), Failure> {
        if face.is_zero() {
            return Err(refuse(Cause::ZeroAmount, 0, 1));
        }
        let week = Week::at_or_before(maturity as u64);
        if week <= open.ladder.rolled && week.instant() == maturity as u64 {
            let (assets, arrears) = self.take_back_late(open, week, face)?;
            return Ok((assets, Amount::ZERO, Some(arrears)));
        }
        self.load_week(open, maturity)?;
        let position = Position {
            side: Side::Assets,
            week: open.week,
            face,
            slope,
        };
        let now = open.book.accrued_at;
        let factors = self.quotes(open, open.week, Wanted::HIGH);
        let factors = factors.unwrap_or(Factors::FACE);
        let (taken, deal) = open.end(&position)?;
        let price = repayment(&factors, &taken, now);
        open.settle_deal(&deal)?;
        let assets = price.plus(deal.fee).map_err(refused)?;
        let gain = open.exchange(assets, Amount::ZERO, deal.fee, Amount::ZERO)?;
        open.retain(gain.gain())?;
        Ok((assets, deal.fee, None))
    }
}
