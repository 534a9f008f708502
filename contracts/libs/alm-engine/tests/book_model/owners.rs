//! What belongs to others than floating depositors, or does not yet belong to them.
use super::{Posted, SPLIT, World, amount, dice::Dice, split};
use alm_engine::{
    book::{claims::Part, shares::Shares},
    money::Amount,
    refusal::Refusal,
};

impl World {
    /// The buffer, the protocol and the pot bring money or take it: nothing of this is the depositors'.
    pub(crate) fn owners(&mut self, dice: &mut Dice) -> Result<Posted, Refusal> {
        let part = [Part::OwedToBuffer, Part::Equity, Part::Pot][dice.below(3) as usize];
        match dice.below(4) {
            0 => self.take_in(part, dice.sized(48))?,
            1 => self.pay_owner(part, dice)?,
            2 => self.release_pot(dice)?,
            _ => self.collect_receivable(dice)?,
        }
        Ok(Posted::default())
    }

    fn naive_part(&mut self, part: Part) -> &mut u128 {
        match part {
            Part::OwedToBuffer => &mut self.naive.owed,
            Part::Equity => &mut self.naive.equity,
            _ => &mut self.naive.pot,
        }
    }

    fn take_in(&mut self, part: Part, brought: u128) -> Result<(), Refusal> {
        self.claims.take_in(&mut self.book, part, amount(brought))?;
        *self.naive_part(part) += brought;
        self.naive.received.push(brought);
        Ok(())
    }

    fn pay_owner(&mut self, part: Part, dice: &mut Dice) -> Result<(), Refusal> {
        self.claims.settle(&self.book, split());
        self.naive.settle(SPLIT.0.into(), SPLIT.1.into());
        let free = self.free();
        let paid = (*self.naive_part(part)).min(free) >> dice.below(8);
        self.claims
            .pay(&mut self.book, part, amount(paid), Amount::ZERO)?;
        *self.naive_part(part) -= paid;
        self.naive.sent.push(paid);
        Ok(())
    }

    fn release_pot(&mut self, dice: &mut Dice) -> Result<(), Refusal> {
        let surplus = self.naive.pot >> dice.below(3);
        self.claims.release_pot(&mut self.book, amount(surplus))?;
        self.naive.pot -= surplus;
        self.naive.add_to_drip(surplus);
        Ok(())
    }

    fn collect_receivable(&mut self, dice: &mut Dice) -> Result<(), Refusal> {
        let paid = self.naive.receivable >> dice.below(3);
        self.claims
            .collect(&mut self.book, Part::Receivable, amount(paid))?;
        self.naive.receivable -= paid;
        self.naive.received.push(paid);
        Ok(())
    }

    /// A gain that came with cash: an early-exit spread.
    pub(crate) fn gain(&mut self, dice: &mut Dice) -> Result<Posted, Refusal> {
        let gain = dice.sized(50);
        self.book.receive(amount(gain))?;
        self.book.retain(amount(gain))?;
        self.naive.received.push(gain);
        self.naive.add_to_drip(gain);
        Ok(Posted::default())
    }

    /// A queued redemption is settled, or a settled one collected.
    pub(crate) fn reserve(&mut self, dice: &mut Dice) -> Result<Posted, Refusal> {
        if dice.below(2) == 0 {
            let paid = self.naive.reserved >> dice.below(4);
            self.claims
                .pay(&mut self.book, Part::Reserved, amount(paid), Amount::ZERO)?;
            self.naive.reserved -= paid;
            self.naive.sent.push(paid);
            return Ok(Posted::default());
        }
        let shares = self
            .price()
            .max_redeem(Shares::new(self.supply), amount(self.free() / 2));
        let assets = self.price().assets_for_redeem(shares);
        self.claims.raise(&mut self.book, Part::Reserved, assets)?;
        self.naive.reserved += assets.raw();
        self.supply -= shares.raw();
        Ok(Posted {
            sent: assets.raw(),
            ..Posted::default()
        })
    }
}
