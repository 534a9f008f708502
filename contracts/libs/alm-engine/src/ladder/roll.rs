//! Moving the ladder over the grid dates that have passed.

use super::{Cell, Ladder, Sides, window};
use crate::{money::Amount, week::Week};

/// Where the cells of the weeks are kept.
pub trait Cells {
    /// The faces of a live week: one slot.
    fn faces(&mut self, week: Week) -> Sides<Amount>;

    /// The whole cell of a week that is due. The ladder does not ask for it again: storage may clear it, an
    /// event may tell of it; a view only reads.
    fn retire(&mut self, week: Week) -> Cell;
}

/// What a roll moved out of the ladder: the sums of the faces of the due weeks.
///
/// Assets are overdue from now on, liabilities matured: claims on cash, to be collected.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Rolled {
    /// Faces of fixed assets that matured unpaid.
    pub overdue: Amount,
    /// Faces of fixed liabilities that matured uncollected.
    pub matured: Amount,
}

impl Ladder {
    /// Rolls every due week, in order, and moves on to the last grid date. Cannot fail: no position can stop it.
    ///
    /// Reads the cells of live weeks alone: those due, at most 105, and at most five that come into the window. One
    /// roll over many weeks equals many over one. The net value does not move: carrying value becomes overdue and
    /// matured amounts, unit for unit.
    pub fn roll<C: Cells>(&mut self, now: u64, cells: &mut C) -> Rolled {
        let (before, today) = (self.rolled, Week::at_or_before(now));
        let mut rolled = Rolled::default();
        if today <= before {
            return rolled;
        }
        for week in self.live.within(before, today) {
            let cell = cells.retire(week);
            self.retire(&cell, week);
            rolled.overdue = sum(rolled.overdue, cell.faces.assets);
            rolled.matured = sum(rolled.matured, cell.faces.liabilities);
        }
        self.carrying.advance(weeks_between(self.rolled, today));
        self.rolled = today;
        // What was in the window before is in it still, or was due and is live no more.
        let seen = before.later(window::SPAN);
        for week in self.live.within(seen, today.later(window::SPAN)) {
            self.window.enter(&cells.faces(week));
        }
        rolled
    }

    /// Moves on to a due week and takes it out.
    fn retire(&mut self, cell: &Cell, week: Week) {
        self.carrying.advance(weeks_between(self.rolled, week));
        self.carrying.retire(cell, week);
        self.rolled = week;
        self.moments.assets.retire(cell.faces.assets, week);
        self.moments
            .liabilities
            .retire(cell.faces.liabilities, week);
        self.window.leave(&cell.faces);
        self.live.clear(week);
    }
}

/// A sum over a side's weeks: at most its total, which fits storage.
fn sum(total: Amount, face: Amount) -> Amount {
    Amount::new(total.raw().saturating_add(face.raw()))
}

fn weeks_between(from: Week, to: Week) -> u16 {
    to.index().saturating_sub(from.index())
}
