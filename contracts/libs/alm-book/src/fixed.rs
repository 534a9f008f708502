//! What all functions about fixed positions share: the week at hand, and the way from a price to a payment.

use alm_engine::{
    deal::{Change, Standing, ended},
    guard::band::{Reading, guard},
    ladder::{Position, Side},
    money::{Amount, Balance},
    refusal::Cause,
    week::Week,
};
use alm_stylus::Failure;

use crate::{
    books::Books,
    errors::{refuse, refused},
    layout::PAUSED,
    open::Open,
    parts::WEEKS,
};

/// The most face of a side, past and overdue ones included: 2^94. So no sum of claims leaves storage by a roll.
const SIDE_MAX: u128 = 1 << 94;

/// Where a change of the book leads, and what it costs besides its price.
pub(crate) struct Deal {
    pub(crate) before: Reading,
    pub(crate) after: Reading,
    /// The potential before and after it.
    pub(crate) potentials: [Amount; 2],
    /// What of a rise it pays.
    pub(crate) fee: Amount,
}

impl Books {
    /// Loads the week of an open maturity; with the live weeks, of which it may not be one, where it holds nothing.
    #[inline(never)]
    pub(crate) fn load_week(&self, open: &mut Open, maturity: u128) -> Result<(), Failure> {
        open.week = Week::open(maturity as u64, self.now()).map_err(refused)?;
        open.cell = self.cells(&open.sheet, false).cell(open.week);
        if open.cell.is_empty() {
            self.load(open, WEEKS);
        }
        Ok(())
    }

    /// Writes the week at hand back.
    pub(crate) fn store_week(&self, open: &Open) {
        self.cells(&open.sheet, false).put(open.week, &open.cell);
    }
}

impl Open {
    /// Where a change of the fixed positions would lead.
    pub(crate) fn deal(&self, change: &Change) -> Result<Deal, Failure> {
        let mut standing = Standing::default();
        self.standing(&mut standing);
        self.deal_from(&standing, change)
    }

    /// Takes a position out before its maturity. Tells it as it was taken, and where that leads.
    #[inline(never)]
    pub(crate) fn end(&mut self, position: &Position) -> Result<(Position, Deal), Failure> {
        let mut standing = Standing::default();
        self.standing(&mut standing);
        let taken = self.ladder.unbook(&mut self.cell, position);
        let taken = taken.map_err(refused)?;
        let carrying = self.carrying(self.book.accrued_at);
        let change = ended(&taken, carrying.minus(self.book.carrying));
        Ok((taken, self.deal_from(&standing, &change)?))
    }

    #[inline(never)]
    fn deal_from(&self, standing: &Standing, change: &Change) -> Result<Deal, Failure> {
        let after = standing.after(change).map_err(refused)?;
        let (before, after) = (standing.reading(), after.reading());
        let snapshot = self.snapshot();
        let potentials = [before, after].map(|reading| snapshot.potential(reading));
        let [had, has] = potentials;
        Ok(Deal {
            before,
            after,
            potentials,
            fee: has.less(had),
        })
    }

    /// Refuses a deal that leads beyond an edge.
    #[inline(never)]
    pub(crate) fn guard_deal(&self, deal: &Deal, edge: usize) -> Result<(), Failure> {
        guard(deal.before, deal.after, self.edge(edge)).map_err(refused)
    }

    /// Takes what a deal costs into the pot.
    #[inline(never)]
    pub(crate) fn settle_deal(&mut self, deal: &Deal) -> Result<(), Failure> {
        let [before, after] = deal.potentials;
        self.settle_pot(before, after, true)
    }

    /// The week of a maturity that has passed.
    #[inline(never)]
    pub(crate) fn matured_week(&self, maturity: u128) -> Result<Week, Failure> {
        let week = Week::at_or_before(maturity as u64);
        if week.instant() != maturity as u64 {
            let next = week.later(1).instant();
            return Err(refuse(Cause::MaturityOffGrid, maturity, next.into()));
        }
        if week > self.ladder.rolled {
            let now = self.book.accrued_at.into();
            return Err(refuse(Cause::NotMatured, now, maturity));
        }
        Ok(week)
    }

    /// Refuses a new fixed position while new risk is paused, or below the minimum, or beyond what a side may hold.
    #[inline(never)]
    pub(crate) fn check_new(&self, side: Side, face: Amount) -> Result<(), Failure> {
        if self.sheet.has(PAUSED) {
            return Err(refuse(Cause::Paused, 1, 0));
        }
        let least = self.sheet.minimum();
        if face.raw() < least {
            return Err(refuse(Cause::BelowMinimum, face.raw(), least));
        }
        let past = match side {
            Side::Assets => self.claims.overdue,
            Side::Liabilities => self.claims.matured,
        };
        // Each is below 2^96.
        let total = self.ladder.moments.of(side).face.raw();
        let total = total.wrapping_add(past.raw()).wrapping_add(face.raw());
        if total > SIDE_MAX {
            return Err(refuse(Cause::AmountTooLarge, total, SIDE_MAX));
        }
        Ok(())
    }

    /// Books a position that was bought now.
    #[inline(never)]
    pub(crate) fn book_position(&mut self, position: &Position) -> Result<(), Failure> {
        self.ladder.book(&mut self.cell, position).map_err(refused)
    }

    /// Exchanges cash for what became of the fixed positions. Returns what the net value gains by it, fee aside.
    #[inline(never)]
    pub(crate) fn exchange(
        &mut self,
        received: Amount,
        sent: Amount,
        fee: Amount,
        kept: Amount,
    ) -> Result<Balance, Failure> {
        let carrying = self.carrying(self.book.accrued_at);
        let residual = self.book.exchange(received, sent, kept, carrying);
        Ok(residual.map_err(refused)?.minus(fee.signed()))
    }

    /// Posts the fractions of units that rounding for the pool leaves, as income.
    pub(crate) fn post_dust(&mut self, dust: Balance) {
        let released = self.legs.released.raw().saturating_add(dust.gain().raw());
        self.legs.released = Amount::new(released);
    }
}

/// Refuses a figure below what the caller accepts.
pub(crate) fn at_least(have: Amount, want: u128) -> Result<(), Failure> {
    if have.raw() < want {
        return Err(refuse(Cause::SlippageExceeded, have.raw(), want));
    }
    Ok(())
}
