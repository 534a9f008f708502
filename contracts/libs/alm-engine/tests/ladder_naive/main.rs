//! A million random actions on the ladder against the list of its positions.

mod model;

use std::collections::BTreeMap;

use alloy_primitives::U256;
use alm_engine::{
    ladder::{Carrying, Cell, Cells, Ladder, Position, Rolled, Side, Sides},
    money::Amount,
    refusal::{Cause, Refusal},
    week::{LONGEST, WEEK, Week},
};
use model::{Lot, Model};

/// Whole recomputations happen once in so many actions.
const INTERVAL: u32 = 100;

/// Splitmix: the same actions on every machine.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }

    /// From 1 to a number, by its digits: small amounts are as likely as large ones.
    fn amount(&mut self, most: u128) -> u128 {
        let bits = self.below(u64::from(most.ilog2()) + 1);
        let wide = u128::from(self.next()) << 64 | u128::from(self.next());
        (1 + wide % (2 << bits)).min(most)
    }
}

#[derive(Clone, Default)]
struct Weeks(BTreeMap<Week, Cell>);

impl Cells for Weeks {
    fn faces(&mut self, week: Week) -> Sides<Amount> {
        self.0[&week].faces
    }

    fn retire(&mut self, week: Week) -> Cell {
        self.0
            .remove(&week)
            .expect("INV-LADDER-03: a due week has a cell")
    }
}

struct Walk {
    random: Random,
    now: u64,
    largest: u128,
    ladder: Ladder,
    weeks: Weeks,
    cash: i128,
    overdue: u128,
    matured: u128,
    model: Model,
    refused: u32,
}

impl Walk {
    fn new(seed: u64, largest: u128) -> Self {
        let now = 2_900 * WEEK;
        let ladder = Ladder {
            rolled: Week::at_or_before(now),
            ..Ladder::default()
        };
        Self {
            random: Random(seed),
            now,
            largest,
            ladder,
            weeks: Weeks::default(),
            cash: 0,
            overdue: 0,
            matured: 0,
            model: Model::default(),
            refused: 0,
        }
    }

    /// What floating depositors own.
    fn net_value(&self) -> i128 {
        let since = self.now - self.ladder.rolled.instant();
        let carried = self.ladder.carrying.floor_at(since).raw();
        self.cash + carried + self.overdue as i128 - self.matured as i128
    }

    fn act(&mut self) {
        let before = self.net_value();
        match self.random.below(100) {
            0..24 => self.book(Side::Assets),
            24..48 => self.book(Side::Liabilities),
            48..62 => self.repay(),
            62..76 => self.exit(),
            _ => return self.pass(),
        }
        let gain = self.net_value() - before;
        assert!(
            (0..=2).contains(&gain),
            "INV-LADDER-02: an action at cost gained {gain}"
        );
    }

    fn book(&mut self, side: Side) {
        let week = self
            .ladder
            .rolled
            .later(1 + self.random.below(LONGEST.into()) as u16);
        let face = self.random.amount(self.largest);
        // Yields from nothing to absurd.
        let price = match self.random.below(4) {
            0 => face,
            1 => self.random.amount(face),
            _ => face - face / (5 + u128::from(self.random.below(200))),
        };
        let (paid, face) = (Amount::new(price), Amount::new(face));
        let position = Position::bought(side, week, face, paid, self.now).expect("a fair quote");
        let (mut ladder, mut cell) = (self.ladder, self.cell(week));
        if let Err(refusal) = ladder.book(&mut cell, &position) {
            let total = self.ladder.moments.of(side).face.raw() + face.raw();
            let expected = Refusal::new(Cause::AmountTooLarge, total, Amount::MAX.raw());
            assert_eq!(refusal, expected);
            assert!(total > Amount::MAX.raw());
            self.refused += 1;
            return;
        }
        self.ladder = ladder;
        self.weeks.0.insert(week, cell);
        self.model.rounded(&position, true);
        let lot = Lot::new(position, price, self.now);
        match side {
            Side::Assets => {
                self.cash -= price as i128;
                self.model.loans.push(lot);
            }
            Side::Liabilities => {
                self.cash += price as i128;
                self.model.deposits.push(lot);
                self.claim(week, face.raw());
            }
        }
    }

    /// A depositor's claims on a week; half of the time he has some already.
    fn claim(&mut self, week: Week, face: u128) {
        if self.random.below(2) == 0 {
            let held = self.model.claims.iter_mut().find(|(k, _)| *k == week);
            if let Some((_, sum)) = held {
                *sum += face;
                return;
            }
        }
        self.model.claims.push((week, face));
    }

    /// A borrower prepays all or a part, at cost.
    fn repay(&mut self) {
        if self.model.loans.is_empty() {
            return;
        }
        let place = self.random.below(self.model.loans.len() as u64) as usize;
        let loan = self.model.loans[place].booked;
        let face = self.random.amount(loan.face.raw());
        let part = loan
            .part(Amount::new(face), self.now)
            .expect("a part of the loan");
        let taken = self.unbook(&part);
        self.cash += taken.cost_up(self.now).raw() as i128;
        if taken.face == loan.face {
            assert_eq!(taken, loan, "INV-LADDER-01: a loan leaves as it came");
            self.model.loans.swap_remove(place);
            return;
        }
        let lot = &mut self.model.loans[place];
        lot.shrink(loan.face.raw() - face, loan.face.raw());
        lot.booked.face = Amount::new(loan.face.raw() - face);
        lot.booked.slope = loan.slope.minus(taken.slope).expect("a part of the slope");
        self.model.rounded(&loan, false);
    }

    /// A depositor leaves early, at cost, with a part of what he holds.
    fn exit(&mut self) {
        if self.model.claims.is_empty() {
            return;
        }
        let place = self.random.below(self.model.claims.len() as u64) as usize;
        let (week, held) = self.model.claims[place];
        let face = self.random.amount(held);
        let whole = self.cell(week).whole(Side::Liabilities, week);
        let part = whole
            .part(Amount::new(face), self.now)
            .expect("a part of the week");
        let taken = self.unbook(&part);
        self.cash -= taken.cost_down(self.now).raw() as i128;
        let rest = whole.face.raw() - face;
        for lot in &mut self.model.deposits {
            if lot.booked.week == week {
                lot.shrink(rest, whole.face.raw());
            }
        }
        // Rounded down where up would have been worth less than nothing: the rest is then off the other way.
        let share = U256::from(whole.slope.raw()) * U256::from(face);
        let taken_share = U256::from(taken.slope.raw()) * U256::from(whole.face.raw());
        self.model.rounded(&taken, taken_share < share);
        self.model.claims[place].1 -= face;
        if face == held {
            self.model.claims.swap_remove(place);
        }
    }

    fn unbook(&mut self, part: &Position) -> Position {
        let mut cell = self.cell(part.week);
        let taken = self.ladder.unbook(&mut cell, part).expect("never refused");
        if cell.is_empty() {
            assert_eq!(
                cell,
                Cell::default(),
                "INV-LADDER-01: nothing is left behind"
            );
            self.weeks.0.remove(&part.week);
        } else {
            self.weeks.0.insert(part.week, cell);
        }
        taken
    }

    fn cell(&self, week: Week) -> Cell {
        self.weeks.0.get(&week).copied().unwrap_or_default()
    }

    /// Seconds, hours, days, weeks, or longer than the ladder.
    fn pass(&mut self) {
        let span = match self.random.below(1_000) {
            0..300 => 60,
            300..600 => 3_600,
            600..960 => 3 * WEEK / 7,
            960..997 => 3 * WEEK,
            997..999 => 40 * WEEK,
            _ => 150 * WEEK,
        };
        self.now += 1 + self.random.below(span);
        let stepped = (self.random.below(64) == 0).then(|| self.stepped());
        let Rolled { overdue, matured } = self.ladder.roll(self.now, &mut self.weeks);
        self.overdue += overdue.raw();
        self.matured += matured.raw();
        if let Some(stepped) = stepped {
            assert_eq!(
                stepped,
                (self.ladder, overdue.raw(), matured.raw()),
                "one roll or many"
            );
        }
        self.model.mature(self.now);
    }

    /// The same roll, a week at a time.
    fn stepped(&self) -> (Ladder, u128, u128) {
        let (mut ladder, mut weeks) = (self.ladder, self.weeks.clone());
        let (mut overdue, mut matured) = (0, 0);
        while ladder.rolled < Week::at_or_before(self.now) {
            let now = ladder.rolled.later(1).instant() + 1;
            let rolled = ladder.roll(now, &mut weeks);
            overdue += rolled.overdue.raw();
            matured += rolled.matured.raw();
        }
        (ladder, overdue, matured)
    }

    fn check(&self) {
        self.model.check(&self.ladder, &self.weeks.0, self.now);
        let rolled = (self.overdue, self.matured);
        assert_eq!(
            rolled,
            (self.model.overdue, self.model.matured),
            "INV-LADDER-01: rolled"
        );
    }

    fn run(&mut self, actions: u32) {
        for action in 1..=actions {
            self.act();
            if action % INTERVAL == 0 {
                self.check();
            }
        }
        // Everything matures at its face, exactly: nothing is left.
        self.now += u64::from(LONGEST + 1) * WEEK;
        let rolled = self.ladder.roll(self.now, &mut self.weeks);
        self.overdue += rolled.overdue.raw();
        self.matured += rolled.matured.raw();
        self.model.mature(self.now);
        self.check();
        let left = Ladder {
            rolled: Week::at_or_before(self.now),
            ..Ladder::default()
        };
        assert_eq!(
            self.ladder.carrying,
            Carrying::default(),
            "INV-LADDER-02: exact at maturity"
        );
        assert_eq!(self.ladder, left, "INV-LADDER-02: an empty ladder");
    }
}

/// A currency of 6 decimals, positions up to 100 million.
#[test]
fn inv_ladder_half_a_million_actions_with_6_decimals() {
    let mut walk = Walk::new(6, 100_000_000_000_000);
    walk.run(500_000);
    assert_eq!(walk.refused, 0);
}

/// A currency of 18 decimals, positions up to 10 billion: some leave the range of amounts and are refused.
#[test]
fn inv_ladder_half_a_million_actions_with_18_decimals() {
    let mut walk = Walk::new(18, 10_000_000_000_000_000_000_000_000_000);
    walk.run(500_000);
    assert!(walk.refused > 0);
}
