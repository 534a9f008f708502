//! Depositors, borrowers and fixed positions.
use super::{
    Posted, World, amount,
    dice::Dice,
    naive::{Fixed, WEEK, narrow},
};
use alm_engine::{book::shares::Shares, refusal::Refusal};

impl World {
    pub(crate) fn deposit(&mut self, assets: u128) -> Result<Posted, Refusal> {
        let bought = self.price().shares_for_deposit(amount(assets))?.raw();
        if self.supply + bought > 1 << 110 || self.book.cash.raw() > 1 << 80 {
            return Ok(Posted::default());
        }
        self.book.receive(amount(assets))?;
        self.naive.received.push(assets);
        self.supply += bought;
        Ok(Posted {
            received: assets,
            ..Posted::default()
        })
    }

    pub(crate) fn redeem(&mut self, dice: &mut Dice) -> Result<Posted, Refusal> {
        let shares = self.supply >> dice.below(30);
        let assets = self.price().assets_for_redeem(Shares::new(shares));
        self.book.send(assets, self.kept())?;
        self.naive.sent.push(assets.raw());
        self.supply -= shares;
        Ok(Posted {
            sent: assets.raw(),
            ..Posted::default()
        })
    }

    pub(crate) fn draw(&mut self, dice: &mut Dice) -> Result<Posted, Refusal> {
        let assets = (self.free() >> dice.below(20)) + dice.below(2) as u128;
        let moved = self.book.draw(amount(assets), self.kept())?;
        let borrower = dice.below(6) as usize;
        self.naive.loans[borrower] += moved.shares.raw();
        self.naive.sent.push(assets);
        Ok(Posted {
            income: moved.dust.raw(),
            ..Posted::default()
        })
    }

    pub(crate) fn restore(&mut self, dice: &mut Dice) -> Result<Posted, Refusal> {
        let borrower = dice.below(6) as usize;
        let shares = self.naive.loans[borrower] >> (dice.below(2) * dice.below(20));
        let moved = if dice.below(2) == 0 {
            self.book.restore_shares(amount(shares))?
        } else {
            self.book
                .restore(self.book.debt.index.debt_up(amount(shares)))?
        };
        assert_eq!(
            moved.shares.raw(),
            shares,
            "a debt is cleared by what it owes"
        );
        self.naive.loans[borrower] -= shares;
        self.naive.received.push(moved.assets.raw());
        Ok(Posted {
            income: moved.dust.raw(),
            ..Posted::default()
        })
    }

    /// A new fixed loan or deposit, at up to 10 % of interest.
    pub(crate) fn fix(&mut self, dice: &mut Dice, asset: bool) -> Result<Posted, Refusal> {
        let price = if asset {
            self.free() >> dice.below(12)
        } else {
            dice.sized(72)
        };
        if price == 0 || self.naive.fixed.len() >= 30 {
            return Ok(Posted::default());
        }
        let face = price + price * u128::from(dice.below(100)) / 1_000;
        let maturity = (self.naive.now / WEEK + 1 + dice.below(20)) * WEEK;
        let term = u128::from(maturity - self.naive.now);
        let interest = (face - price) << 26;
        let slope = if asset {
            interest / term
        } else {
            interest.div_ceil(term)
        };
        self.naive.fixed.push(Fixed {
            asset,
            face,
            slope,
            maturity,
        });
        let (received, sent) = if asset { (0, price) } else { (price, 0) };
        let dust = self
            .book
            .exchange(amount(received), amount(sent), self.kept(), self.carrying());
        let Ok(dust) = dust else {
            self.naive.fixed.pop();
            return Err(dust.unwrap_err());
        };
        self.naive.received.push(received);
        self.naive.sent.push(sent);
        assert!(
            (0..=1).contains(&dust.raw()),
            "INV-BOOK-03: the dust of a booking is a unit at most"
        );
        Ok(Posted {
            income: dust.gain().raw(),
            ..Posted::default()
        })
    }

    /// A fixed position ends before its maturity, a little above or below its carrying value.
    pub(crate) fn end_early(&mut self, dice: &mut Dice) -> Result<Posted, Refusal> {
        if self.naive.fixed.is_empty() {
            return Ok(Posted::default());
        }
        let at = dice.below(self.naive.fixed.len() as u64) as usize;
        let position = self.naive.fixed.swap_remove(at);
        let paid = position.face * u128::from(850 + dice.below(150)) / 1_000;
        let (received, sent) = if position.asset { (paid, 0) } else { (0, paid) };
        let carrying = self.carrying();
        let residual = self
            .book
            .exchange(amount(received), amount(sent), self.kept(), carrying);
        let Ok(residual) = residual else {
            self.naive.fixed.push(position);
            return Err(residual.unwrap_err());
        };
        self.naive.received.push(received);
        self.naive.sent.push(sent);
        self.book.retain(residual.gain())?;
        self.naive.add_to_drip(residual.gain().raw());
        let loss = self.bear(residual.shortfall().raw(), dice);
        Ok(Posted {
            loss,
            ..Posted::default()
        })
    }

    /// A borrower's collateral is gone, and part of his debt with it.
    pub(crate) fn default(&mut self, dice: &mut Dice) -> Result<Posted, Refusal> {
        let borrower = dice.below(6) as usize;
        let shares = self.naive.loans[borrower] >> dice.below(24);
        let before = self.naive.debt();
        self.naive.loans[borrower] -= shares;
        let fall = narrow(before - self.naive.debt());
        let loss = self.book.debt.write_off(amount(shares))?;
        assert_eq!(
            loss.signed().raw(),
            fall,
            "the loss is the fall of the debt"
        );
        let loss = self.bear(loss.raw(), dice);
        Ok(Posted {
            loss,
            ..Posted::default()
        })
    }
}
