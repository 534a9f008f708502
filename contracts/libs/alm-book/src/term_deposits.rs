//! Fixed deposits of desks: made, left early, collected, and made anew.

use alloy_sol_types::SolEvent;
use alm_abi::IFixedBook as abi;
use alm_engine::{
    book::{claims::Part, deficit},
    deal::{Deposit, Offer, Standing, early_exit},
    ladder::{Position, Side},
    money::Amount,
    rates::quote::Wanted,
    refusal::Cause,
};
use alm_stylus::{
    Failure,
    arguments::Arguments,
    words::{Output, Word, word},
};

use crate::{
    books::Books,
    errors::{self, refuse, refused},
    fixed::at_least,
    holdings::Holding,
    layout::{EXIT_SURPLUS, LENDING_SURPLUS, RATE},
    open::Open,
    parts::GAP,
    storage::TERM_DESK,
};

/// Nobody, as a receiver in an event.
const NOBODY: Word = [0; 32];

impl Books {
    /// `fundFixed`.
    pub fn fund_fixed(
        &self,
        open: &mut Open,
        arguments: &Arguments<'_>,
        output: &mut Output,
    ) -> Result<(), Failure> {
        let mut values = [0; 3];
        arguments.numbers(1, &[8, 12, 16], &mut values)?;
        let [maturity, assets, least] = values;
        let assets = Amount::new(assets);
        let deposit = self.deposit(open, maturity, assets, least)?;
        let dust = open.exchange(assets, Amount::ZERO, deposit.fee, Amount::ZERO)?;
        open.post_dust(dust);
        output.numbers(&[deposit.face.raw()]);
        Ok(())
    }

    /// `rollFixed`: what was owed pays for what is owed anew.
    pub fn roll_fixed(
        &self,
        open: &mut Open,
        arguments: &Arguments<'_>,
        output: &mut Output,
    ) -> Result<(), Failure> {
        let mut values = [0; 4];
        arguments.numbers(1, &[8, 12, 8, 16], &mut values)?;
        let [matured, face, maturity, least] = values;
        let face = Amount::new(face);
        self.collect(open, matured, face, &NOBODY)?;
        // What is set free by the old claim is what the new one brings, so the book is measured with the old.
        let deposit = self.deposit(open, maturity, face, least)?;
        let lowered = open.claims.lower(&mut open.book, Part::Matured, face);
        lowered.map_err(refused)?;
        let spent = open.exchange(Amount::ZERO, Amount::ZERO, deposit.fee, Amount::ZERO)?;
        open.post_dust(spent.plus(face.signed()));
        output.numbers(&[deposit.face.raw()]);
        Ok(())
    }

    /// `previewFundFixed`.
    pub fn preview_fund_fixed(
        &self,
        open: &mut Open,
        arguments: &Arguments<'_>,
        output: &mut Output,
    ) -> Result<(), Failure> {
        let mut values = [0; 2];
        arguments.numbers(1, &[8, 12], &mut values)?;
        let [maturity, assets] = values;
        let (deposit, _) = self.offer(open, maturity, Amount::new(assets))?;
        output.numbers(&[deposit.face.raw()]);
        Ok(())
    }

    /// `defundFixed`.
    pub fn defund_fixed(
        &self,
        open: &mut Open,
        arguments: &Arguments<'_>,
        output: &mut Output,
    ) -> Result<(), Failure> {
        let mut values = [0; 3];
        arguments.numbers(1, &[8, 12, 16], &mut values)?;
        let [maturity, face, least] = values;
        let receiver = errors::address(arguments, 4)?;
        let (paid, fee) = self.leave_early(open, maturity, Amount::new(face))?;
        at_least(paid, least)?;
        let mut holding = Holding::default();
        self.holding(open, Side::Liabilities, open.week, &mut holding)?;
        holding.goes(&open.token, Amount::new(face), Default::default())?;
        self.store_holding(&holding);
        self.store_week(open);
        let figures = [face, paid.raw(), fee.raw()];
        self.tell_fixed(
            &abi::FixedDefunded::SIGNATURE_HASH.0,
            open,
            &holding.desk,
            maturity,
            &figures,
            Some(receiver),
        );
        open.receiver = *receiver;
        open.payment = paid.raw();
        output.numbers(&[paid.raw()]);
        Ok(())
    }

    /// `previewDefundFixed`.
    pub fn preview_defund_fixed(
        &self,
        open: &mut Open,
        arguments: &Arguments<'_>,
        output: &mut Output,
    ) -> Result<(), Failure> {
        let mut values = [0; 2];
        arguments.numbers(1, &[8, 12], &mut values)?;
        let [maturity, face] = values;
        let (paid, _) = self.leave_early(open, maturity, Amount::new(face))?;
        output.numbers(&[paid.raw()]);
        Ok(())
    }

    /// `redeemFixed`.
    pub fn redeem_fixed(
        &self,
        open: &mut Open,
        arguments: &Arguments<'_>,
        output: &mut Output,
    ) -> Result<(), Failure> {
        let mut values = [0; 2];
        arguments.numbers(1, &[8, 12], &mut values)?;
        let [maturity, face] = values;
        let receiver = errors::address(arguments, 3)?;
        let face = Amount::new(face);
        let paid = self.collect(open, maturity, face, receiver)?;
        // What others have a claim to stays, but for the matured claims, of which this is one.
        let kept = open.kept().less(open.claims.matured);
        let (claims, book) = (&mut open.claims, &mut open.book);
        let lowered = claims.lower(book, Part::Matured, face);
        lowered.map_err(refused)?;
        book.send(paid, kept).map_err(refused)?;
        open.retain(face.less(paid))?;
        open.receiver = *receiver;
        open.payment = paid.raw();
        output.numbers(&[paid.raw()]);
        Ok(())
    }

    /// Makes a deposit for the calling desk, cash aside.
    fn deposit(
        &self,
        open: &mut Open,
        maturity: u128,
        assets: Amount,
        least: u128,
    ) -> Result<Deposit, Failure> {
        let (deposit, before) = self.offer(open, maturity, assets)?;
        at_least(deposit.face, least)?;
        open.check_new(Side::Liabilities, deposit.face)?;
        self.check_deposit_cap(open, deposit.face)?;
        let mut holding = Holding::default();
        self.holding(open, Side::Liabilities, open.week, &mut holding)?;
        holding.comes(deposit.face, Default::default())?;
        self.store_holding(&holding);
        let now = open.book.accrued_at;
        let bought = Position::bought(
            Side::Liabilities,
            open.week,
            deposit.face,
            deposit.price,
            now,
        );
        let position = bought.map_err(refused)?;
        open.charge_move(before, deposit.after, LENDING_SURPLUS)?;
        open.book_position(&position)?;
        self.store_week(open);
        let figures = [assets, deposit.face, deposit.fee, deposit.premium].map(Amount::raw);
        let topic = &abi::FixedFunded::SIGNATURE_HASH.0;
        self.tell_fixed(topic, open, &holding.desk, maturity, &figures, None);
        Ok(deposit)
    }

    /// What an amount buys, and where the book stands before.
    fn offer(
        &self,
        open: &mut Open,
        maturity: u128,
        assets: Amount,
    ) -> Result<(Deposit, alm_engine::guard::band::Reading), Failure> {
        let missing = open.missing();
        if !missing.is_zero() {
            return Err(refuse(Cause::DepositsClosed, 0, missing.raw()));
        }
        self.load_week(open, maturity)?;
        let factors = self.quotes(open, open.week, Wanted::DEPOSIT)?;
        let mut standing = Standing::default();
        open.standing(&mut standing);
        let snapshot = open.snapshot();
        let offer = Offer {
            standing: &standing,
            snapshot: &snapshot,
            pot: open.claims.pot,
            factors: &factors,
            week: open.week,
            assets,
            borrow_rate: open.sheet.field(RATE) as u64,
        };
        Ok((offer.take().map_err(refused)?, standing.reading()))
    }

    /// Refuses what would pass the cap of all fixed deposits.
    fn check_deposit_cap(&self, open: &Open, face: Amount) -> Result<(), Failure> {
        let [_, _, cap] = self.fields(&open.sheet, &TERM_DESK);
        let total = open.ladder.moments.liabilities.face;
        // Each is below 2^96.
        let total = total.raw().wrapping_add(face.raw());
        if total > cap {
            return Err(refuse(Cause::CapExceeded, total, cap));
        }
        Ok(())
    }

    /// What a claim bears of the losses that nobody before it could.
    fn borne(&self, open: &mut Open, face: Amount) -> Amount {
        let missing = open.missing();
        if missing.is_zero() {
            return missing;
        }
        self.load(open, GAP);
        // Each is below 2^96.
        let (due, ahead) = (open.claims.matured, open.ladder.moments.liabilities.face);
        let all = Amount::new(due.raw().wrapping_add(ahead.raw()));
        deficit::part(missing, face, all)
    }

    /// Takes a claim out of the ladder before its maturity; tells payment and fee.
    fn leave_early(
        &self,
        open: &mut Open,
        maturity: u128,
        face: Amount,
    ) -> Result<(Amount, Amount), Failure> {
        self.load_week(open, maturity)?;
        let now = open.book.accrued_at;
        let whole = open.cell.whole(Side::Liabilities, open.week);
        let position = whole.part(face, now).map_err(refused)?;
        let factors = self.quotes(open, open.week, Wanted::EXIT)?;
        let borne = self.borne(open, face);
        let (taken, deal) = open.end(&position)?;
        let paid = early_exit(&factors, &taken, now).less(deal.fee);
        let paid = paid.less(borne);
        if paid.is_zero() {
            return Err(refuse(Cause::ZeroAmount, 0, face.raw()));
        }
        open.guard_deal(&deal, EXIT_SURPLUS)?;
        open.settle_deal(&deal)?;
        let kept = open.withheld();
        let gain = open.exchange(Amount::ZERO, paid, deal.fee, kept)?;
        open.retain(gain.gain())?;
        Ok((paid, deal.fee))
    }

    /// Checks that a claim has matured, takes it from the calling desk and tells what it is paid.
    fn collect(
        &self,
        open: &mut Open,
        maturity: u128,
        face: Amount,
        receiver: &Word,
    ) -> Result<Amount, Failure> {
        let week = open.matured_week(maturity)?;
        if face.is_zero() {
            return Err(refuse(Cause::ZeroAmount, 0, 1));
        }
        let mut holding = Holding::default();
        self.holding(open, Side::Liabilities, week, &mut holding)?;
        holding.goes(&open.token, face, Default::default())?;
        self.store_holding(&holding);
        let topic = &abi::FixedRedeemed::SIGNATURE_HASH.0;
        let desk = &holding.desk;
        let paid = face.less(self.borne(open, face));
        let figures = [face, paid].map(Amount::raw);
        self.tell_fixed(topic, open, desk, maturity, &figures, Some(receiver));
        Ok(paid)
    }

    /// An event about a desk and a maturity.
    #[inline(never)]
    pub(crate) fn tell_fixed(
        &self,
        topic: &Word,
        open: &Open,
        desk: &Word,
        maturity: u128,
        figures: &[u128],
        receiver: Option<&Word>,
    ) {
        let mut event = Output::default();
        event
            .append(topic)
            .append(&open.token)
            .append(desk)
            .append(&word(maturity))
            .numbers(figures);
        if let Some(receiver) = receiver {
            event.append(receiver);
        }
        event.emit(self.vm(), 4);
    }
}
