//! Money that comes and goes: each transition moves the cash by exactly what moved, and says how the net value moves.
//!
//! | transition | cash | net value |
//! |---|---|---|
//! | [`Book::receive`], [`Book::send`] | +, - | +, - |
//! | [`Book::draw`], [`Book::restore`], [`Book::restore_shares`] | -, + | + dust |
//! | [`Book::exchange`] | +/- | + or - the residual it returns |
//! | [`Book::retain`] | | - the gain: it goes to the drip |
//! | [`Claims::take_in`], [`Claims::pay`], [`Claims::collect`] | +, -, + | none |
//! | [`Claims::release_pot`] | | none |
//! | [`Claims::recover`] | + | none |

use super::{
    claims::{Claims, Part},
    debt::Moved,
    provision::Overdue,
    state::Book,
};
use crate::{
    money::{Amount, Balance},
    refusal::{Cause, Refusal},
};

impl Book {
    /// Takes cash in. The net value rises by it.
    ///
    /// # Errors
    /// [`Cause::AmountTooLarge`].
    pub fn receive(&mut self, assets: Amount) -> Result<(), Refusal> {
        self.cash = self.cash.plus(assets)?;
        Ok(())
    }

    /// Pays cash out, of what is not kept for others. The net value falls by it.
    ///
    /// # Errors
    /// [`Cause::CashShort`] with the cash at hand beyond what must be kept, and the payment.
    pub fn send(&mut self, assets: Amount, kept: Amount) -> Result<(), Refusal> {
        let free = self.cash.less(kept);
        if free < assets {
            return Err(Refusal::new(Cause::CashShort, free.raw(), assets.raw()));
        }
        self.cash = self.cash.less(assets);
        Ok(())
    }

    /// Lends cash at the floating rate, of what is not kept for others. The net value rises by the dust.
    ///
    /// # Errors
    /// [`Cause::CashShort`], [`Cause::AmountTooLarge`].
    pub fn draw(&mut self, assets: Amount, kept: Amount) -> Result<Moved, Refusal> {
        self.send(assets, kept)?;
        self.debt.draw(assets)
    }

    /// Takes a payment on floating debt. The net value rises by the dust.
    ///
    /// # Errors
    /// [`Cause::AmountTooSmall`] if it is more than is owed, [`Cause::AmountTooLarge`].
    pub fn restore(&mut self, assets: Amount) -> Result<Moved, Refusal> {
        let moved = self.debt.repay(assets)?;
        self.receive(assets)?;
        Ok(moved)
    }

    /// Takes what some debt shares owe. The net value rises by the dust.
    ///
    /// # Errors
    /// [`Cause::AmountTooSmall`] if there are fewer shares, [`Cause::AmountTooLarge`].
    pub fn restore_shares(&mut self, shares: Amount) -> Result<Moved, Refusal> {
        let moved = self.debt.repay_shares(shares)?;
        self.receive(moved.assets)?;
        Ok(moved)
    }

    /// Exchanges cash for a change of the fixed positions: a purchase, a sale or an early end. `carrying` is the
    /// carrying value after it. Returns the residual, by which the net value moves: the dust of a booking (income), the
    /// gain of an early end (for [`Book::retain`]), or its loss.
    ///
    /// # Errors
    /// [`Cause::CashShort`] as in [`Book::send`], [`Cause::AmountTooLarge`].
    pub fn exchange(
        &mut self,
        received: Amount,
        sent: Amount,
        kept: Amount,
        carrying: Balance,
    ) -> Result<Balance, Refusal> {
        self.receive(received)?;
        self.send(sent, kept)?;
        let cash = received.signed().minus(sent.signed());
        let residual = cash.plus(carrying).minus(self.carrying);
        self.carrying = carrying;
        Ok(residual)
    }

    /// Puts a one-off gain, already in the net value, into the drip: it comes back over a week.
    ///
    /// # Errors
    /// [`Cause::AmountTooLarge`].
    pub fn retain(&mut self, gain: Amount) -> Result<(), Refusal> {
        self.drip.add(gain, self.accrued_at)
    }
}

impl Claims {
    /// Takes cash in for the owner of a part: a draw on the buffer, the premium of the pot, a capital increase.
    ///
    /// # Errors
    /// [`Cause::AmountTooLarge`].
    pub fn take_in(&mut self, book: &mut Book, part: Part, assets: Amount) -> Result<(), Refusal> {
        book.receive(assets)?;
        self.raise(book, part, assets)
    }

    /// Pays the owner of a part: a matured claim, a settled redemption, the buffer, a distribution of equity.
    ///
    /// # Errors
    /// [`Cause::AmountTooSmall`] if the part is smaller, [`Cause::CashShort`] if the cash beyond `kept` is.
    pub fn pay(
        &mut self,
        book: &mut Book,
        part: Part,
        assets: Amount,
        kept: Amount,
    ) -> Result<(), Refusal> {
        self.lower(book, part, assets)?;
        book.send(assets, kept)
    }

    /// Takes cash in that settles a part the book owns: the buffer's payment of what is receivable from it.
    ///
    /// # Errors
    /// [`Cause::AmountTooSmall`] if the part is smaller, [`Cause::AmountTooLarge`].
    pub fn collect(&mut self, book: &mut Book, part: Part, assets: Amount) -> Result<(), Refusal> {
        self.lower(book, part, assets)?;
        book.receive(assets)
    }

    /// Moves surplus of the pot into the drip.
    ///
    /// # Errors
    /// [`Cause::AmountTooSmall`] if the pot is smaller, [`Cause::AmountTooLarge`].
    pub fn release_pot(&mut self, book: &mut Book, surplus: Amount) -> Result<(), Refusal> {
        self.lower(book, Part::Pot, surplus)?;
        book.retain(surplus)
    }

    /// Takes a payment on an overdue asset: `face` of it and a penalty. What had been provisioned and the penalty are
    /// gains, and go to the drip. Returns that gain.
    ///
    /// # Errors
    /// [`Cause::AmountTooSmall`] if less is overdue, [`Cause::AmountTooLarge`].
    pub fn recover(
        &mut self,
        book: &mut Book,
        item: &mut Overdue,
        face: Amount,
        penalty: Amount,
    ) -> Result<Amount, Refusal> {
        let written_back = item.pay(face)?;
        self.collect(book, Part::Overdue, face.less(written_back))?;
        let gain = written_back.plus(penalty)?;
        book.receive(gain)?;
        book.retain(gain)?;
        Ok(gain)
    }
}
