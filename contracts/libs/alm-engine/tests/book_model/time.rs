//! What time brings: income, due weeks, overdue assets and their provisions.
use super::{
    Posted, SPLIT, World, amount,
    dice::Dice,
    naive::{INDEX_ONE, WEEK, narrow, wide},
    split,
};
use alm_engine::{
    book::{
        claims::Part,
        income::{Legs, MILLION},
        provision::Overdue,
    },
    money::Amount,
    rates::index::Index,
    refusal::Refusal,
};

impl World {
    fn item(&self, at: usize) -> Overdue {
        let late = &self.naive.late[at];
        Overdue {
            face: amount(late.face),
            provisioned: amount(late.provisioned),
            since: late.since,
        }
    }

    pub(crate) fn provision(&mut self, dice: &mut Dice) -> Result<Posted, Refusal> {
        if self.naive.late.is_empty() {
            return Ok(Posted::default());
        }
        let at = dice.below(self.naive.late.len() as u64) as usize;
        let mut item = self.item(at);
        let charged = item.provision(item.required(self.naive.now));
        let weeks = (self.naive.now - item.since) / WEEK;
        let quarters = [0, 0, 1, 1, 2, 2, 2, 2, 4][weeks.min(8) as usize];
        let late = &mut self.naive.late[at];
        let required = (late.face * quarters).div_ceil(4).max(late.provisioned);
        assert_eq!(charged.raw(), required - late.provisioned, "the provision");
        late.provisioned = required;
        self.claims.lower(&mut self.book, Part::Overdue, charged)?;
        let loss = self.bear(charged.raw(), dice);
        Ok(Posted {
            loss,
            ..Posted::default()
        })
    }

    pub(crate) fn recover(&mut self, dice: &mut Dice) -> Result<Posted, Refusal> {
        if self.naive.late.is_empty() {
            return Ok(Posted::default());
        }
        let (mut item, penalty) = (self.item(0), dice.sized(40));
        let face = item.face.raw() >> (dice.below(2) * dice.below(5));
        let gain = self
            .claims
            .recover(&mut self.book, &mut item, amount(face), amount(penalty))?;
        let late = &mut self.naive.late[0];
        late.face -= face;
        let back = late.provisioned.saturating_sub(late.face);
        late.provisioned -= back;
        assert_eq!(gain.raw(), back + penalty, "the gain of a recovery");
        if late.face == 0 {
            self.naive.late.swap_remove(0);
        }
        self.naive.received.push(face + penalty);
        self.naive.add_to_drip(back + penalty);
        Ok(Posted::default())
    }

    pub(crate) fn collect_matured(&mut self, dice: &mut Dice) -> Result<Posted, Refusal> {
        if self.naive.matured.is_empty() {
            return Ok(Posted::default());
        }
        let at = dice.below(self.naive.matured.len() as u64) as usize;
        let face = self.naive.matured[at];
        self.claims
            .pay(&mut self.book, Part::Matured, amount(face), Amount::ZERO)?;
        self.naive.matured.swap_remove(at);
        self.naive.sent.push(face);
        Ok(Posted::default())
    }

    /// Time passes: weeks fall due, income accrues, the drip releases.
    pub(crate) fn wait(&mut self, dice: &mut Dice) -> Posted {
        let (debt, carrying) = (self.naive.debt(), self.naive.carrying());
        let unreleased = self.naive.unreleased(self.naive.now);
        let seconds = dice.sized(21) as u64;
        let (assets, liabilities) = self.naive.go_to(self.naive.now + seconds);
        self.grow(u128::from(seconds) * u128::from(dice.below(100_000_000_000)));
        self.claims
            .roll(&mut self.book, amount(assets), amount(liabilities))
            .unwrap();
        let index = Index::new(self.naive.index);
        let carrying_now = self.carrying();
        let mut legs = self
            .book
            .accrue(self.naive.now, index, carrying_now, split());
        let left = wide(assets) - wide(liabilities);
        let gross = self.naive.debt() - debt + self.naive.carrying() - carrying + left;
        assert_eq!(legs.gross.raw(), narrow(gross), "the gross income");
        let released = unreleased - self.naive.unreleased(self.naive.now);
        assert_eq!(legs.released.raw(), released, "the drip");
        if gross.is_negative() {
            self.cover(&mut legs, gross.unsigned_abs().to::<u128>());
        } else {
            let taken = gross.into_raw().to::<u128>() * u128::from(SPLIT.0 + SPLIT.1);
            let taken = taken / u128::from(MILLION);
            assert_eq!(legs.to_claims.raw(), taken, "the split");
            self.naive.unsplit += taken;
        }
        let (income, loss) = (legs.income().raw(), legs.loss.raw());
        Posted {
            income,
            loss,
            ..Posted::default()
        }
    }

    /// The index grows by parts of 1e-18; not beyond 500, where it would leave its slot in the end.
    fn grow(&mut self, growth: u128) {
        if self.naive.index < 500 * INDEX_ONE {
            self.naive.index += self.naive.index / 1_000_000_000_000 * growth / 1_000_000;
        }
    }

    /// A negative income: the drip, then equity, then the depositors.
    fn cover(&mut self, legs: &mut Legs, shortfall: u128) {
        self.naive.settle(SPLIT.0.into(), SPLIT.1.into());
        let drip = self.naive.take_from_drip(shortfall);
        let equity = self.naive.equity.min(shortfall - drip);
        self.naive.equity -= equity;
        self.claims.cover(&mut self.book, legs, split());
        assert_eq!(legs.from_drip.raw(), drip, "INV-LOSS-01");
        assert_eq!(legs.from_equity.raw(), equity, "INV-LOSS-01");
        assert_eq!(legs.loss.raw(), shortfall - drip - equity, "INV-LOSS-01");
    }
}
