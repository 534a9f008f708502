//! The buffer pool behind a book: what it counts for, what it lends for redemptions, and what is owed either way.

use alloy_sol_types::SolEvent;
use alm_abi::ITreasury as abi;
use alm_engine::{
    book::{claims::Part, priority::Waiting},
    money::Amount,
    refusal::Cause,
};
use alm_stylus::{
    Failure,
    arguments::Arguments,
    host,
    words::{Output, Word, is_zero},
};

use crate::{
    books::Books,
    errors::{self, refuse, refused},
    layout::COVERED,
    open::Open,
    storage::{BUFFER, LOSSES, address_of, halves},
};

impl Books {
    /// `setBuffer`. What of the old pool counted counts no more.
    pub fn set_buffer(
        &self,
        open: &mut Open,
        arguments: &Arguments<'_>,
        _: &mut Output,
    ) -> Result<(), Failure> {
        let pool = arguments.address(1).ok_or_else(Failure::empty)?;
        let previous = self.buffer(open);
        self.settle_claims(open);
        let (owed, receivable) = (open.claims.owed_to_buffer, open.claims.receivable);
        let in_use = !owed.is_zero() || !receivable.is_zero();
        if in_use && !is_zero(&previous) {
            let (owed, receivable) = (owed.raw(), receivable.raw());
            return Err(errors::buffer_in_use(&open.token, owed, receivable));
        }
        self.store_buffer(open, pool, Amount::ZERO);
        open.chargeable = Amount::ZERO;
        let mut event = Output::default();
        event
            .append(&abi::BufferChanged::SIGNATURE_HASH.0)
            .append(&open.token)
            .append(&previous)
            .append(pool)
            .emit(self.vm(), 2);
        Ok(())
    }

    /// `setBacking`.
    pub fn set_backing(
        &self,
        open: &mut Open,
        arguments: &Arguments<'_>,
        _: &mut Output,
    ) -> Result<(), Failure> {
        let mut values = [0; 2];
        arguments.numbers(1, &[12, 12], &mut values)?;
        let [countable, chargeable] = values.map(Amount::new);
        let pool = self.only_buffer(open)?;
        let before = open.potential_if_funded();
        self.store_buffer(open, &pool, countable);
        open.chargeable = chargeable;
        open.keep_to_potential(before)?;
        let topic = &abi::BackingChanged::SIGNATURE_HASH.0;
        self.tell(topic, &[open.token], &values);
        Ok(())
    }

    /// `drawBuffer`: for redemptions only.
    pub fn draw_buffer(
        &self,
        open: &mut Open,
        arguments: &Arguments<'_>,
        _: &mut Output,
    ) -> Result<(), Failure> {
        let assets = amount(arguments)?;
        self.only_buffer(open)?;
        let free = open.book.cash.less(open.kept());
        let short = open.queued().less(free);
        if assets > short {
            return Err(refuse(Cause::CapExceeded, assets.raw(), short.raw()));
        }
        open.take_in(Part::OwedToBuffer, assets)?;
        open.lent = open.lent.plus(assets).map_err(refused)?;
        let topic = &abi::BufferDrawn::SIGNATURE_HASH.0;
        self.tell(topic, &[open.token], &[assets.raw()]);
        Ok(())
    }

    /// `repayBuffer`.
    pub fn repay_buffer(
        &self,
        open: &mut Open,
        _: &Arguments<'_>,
        output: &mut Output,
    ) -> Result<(), Failure> {
        self.settle_claims(open);
        let pool = self.buffer(open);
        let waiting = Waiting {
            cash: open.book.cash,
            kept: open.kept(),
            owed_to_buffer: open.claims.owed_to_buffer,
            provision_open: self.provision_open(open) || is_zero(&pool),
            queued: open.queued(),
            lent: open.lent,
        };
        let assets = waiting.divide().buffer;
        open.lent = open.lent.min(waiting.owed_to_buffer.less(assets));
        output.numbers(&[assets.raw()]);
        if assets.is_zero() {
            return Ok(());
        }
        let before = open.potential_if_funded();
        let (claims, book) = (&mut open.claims, &mut open.book);
        let paid = claims.pay(book, Part::OwedToBuffer, assets, waiting.kept);
        paid.map_err(refused)?;
        open.keep_to_potential(before)?;
        let topic = &abi::BufferRepaid::SIGNATURE_HASH.0;
        self.tell(topic, &[open.token, pool], &[assets.raw()]);
        open.receiver = pool;
        open.payment = assets.raw();
        Ok(())
    }

    /// `coverLoss`.
    pub fn cover_loss(
        &self,
        open: &mut Open,
        arguments: &Arguments<'_>,
        _: &mut Output,
    ) -> Result<(), Failure> {
        let assets = amount(arguments)?;
        let before = open.potential_if_funded();
        let (claims, book) = (&mut open.claims, &mut open.book);
        let collected = claims.collect(book, Part::Receivable, assets);
        collected.map_err(refused)?;
        open.keep_to_potential(before)?;
        let topic = &abi::LossCovered::SIGNATURE_HASH.0;
        self.tell(topic, &[open.token], &[assets.raw()]);
        Ok(())
    }

    /// `backing`.
    pub fn view_backing(
        &self,
        open: &mut Open,
        _: &Arguments<'_>,
        output: &mut Output,
    ) -> Result<(), Failure> {
        self.settle_claims(open);
        let [provisions, lost_at] = self.fields(&open.sheet, &LOSSES);
        output.append(&self.buffer(open)).numbers(&[
            open.countable.raw(),
            open.chargeable.raw(),
            open.claims.owed_to_buffer.raw(),
            open.claims.receivable.raw(),
            provisions,
            lost_at,
        ]);
        Ok(())
    }

    /// The buffer pool; zero for none.
    #[inline(never)]
    fn buffer(&self, open: &Open) -> Word {
        let [top, bottom, _] = self.fields(&open.sheet, &BUFFER);
        address_of(top, bottom)
    }

    #[inline(never)]
    fn store_buffer(&self, open: &mut Open, pool: &Word, countable: Amount) {
        let [top, bottom] = halves(pool);
        self.store_fields(&open.sheet, &BUFFER, &[top, bottom, countable.raw()]);
        open.sheet.mark(COVERED, !countable.is_zero());
        open.countable = countable;
    }

    /// Refuses everybody but the buffer pool.
    fn only_buffer(&self, open: &Open) -> Result<Word, Failure> {
        let (pool, caller) = (self.buffer(open), host::sender(self.vm()));
        if pool != caller {
            return Err(errors::not_buffer(&open.token, &caller));
        }
        Ok(pool)
    }
}

impl Open {
    /// Takes cash in for the owner of a part.
    #[inline(never)]
    pub(crate) fn take_in(&mut self, part: Part, assets: Amount) -> Result<(), Failure> {
        let before = self.potential_if_funded();
        let (claims, book) = (&mut self.claims, &mut self.book);
        claims.take_in(book, part, assets).map_err(refused)?;
        self.keep_to_potential(before)
    }
}

/// The amount after the token, which must not be zero.
#[inline(never)]
pub(crate) fn amount(arguments: &Arguments<'_>) -> Result<Amount, Failure> {
    let mut values = [0];
    arguments.numbers(1, &[12], &mut values)?;
    let [assets] = values;
    if assets == 0 {
        return Err(refuse(Cause::ZeroAmount, 0, 1));
    }
    Ok(Amount::new(assets))
}
