//! The book on top of the ladder: fixed positions from booking over the roll to payment, without a unit lost.
use std::collections::BTreeMap;

use alm_engine::{
    book::{
        claims::{Claims, Part},
        income::Split,
        state::Book,
    },
    ladder::{Cell, Cells, Ladder, Position, Side, Sides},
    money::{Amount, Balance},
    rates::index::Index,
    week::{LONGEST, WEEK, Week},
};
use proptest::prelude::*;

const T0: u64 = 1_800_000_000;

#[derive(Default)]
struct Weeks(BTreeMap<u16, Cell>);

impl Cells for Weeks {
    fn faces(&mut self, week: Week) -> Sides<Amount> {
        self.0
            .get(&week.index())
            .map_or_else(Sides::default, |cell| cell.faces)
    }

    fn retire(&mut self, week: Week) -> Cell {
        self.0.remove(&week.index()).unwrap_or_default()
    }
}

#[derive(Default)]
struct World {
    book: Book,
    claims: Claims,
    ladder: Ladder,
    weeks: Weeks,
    /// Posted income less recorded losses.
    posted: i128,
    now: u64,
}

impl World {
    fn carrying(&self) -> Balance {
        let since = self.now - self.ladder.rolled.instant();
        self.ladder.carrying.floor_at(since)
    }

    /// What every call does first: roll the weeks that are due, then accrue.
    fn wait(&mut self, seconds: u64) {
        self.now += seconds;
        let before = self.book.net_value();
        let rolled = self.ladder.roll(self.now, &mut self.weeks);
        self.claims
            .roll(&mut self.book, rolled.overdue, rolled.matured)
            .unwrap();
        assert_eq!(
            self.book.net_value(),
            before,
            "INV-BOOK-02: a roll moves nothing"
        );
        let carrying = self.carrying();
        let split = Split::new(150_000, 50_000).unwrap();
        let mut legs = self.book.accrue(self.now, Index::ONE, carrying, split);
        self.claims.cover(&mut self.book, &mut legs, split);
        let moved = legs.income().signed().minus(legs.loss.signed());
        assert_eq!(self.book.net_value().minus(before), moved, "INV-BOOK-02");
        self.posted += moved.raw();
    }

    /// Buys or sells a position; returns what it will bring in all.
    fn fix(&mut self, side: Side, price: u128, interest: u128, ahead: u16) -> i128 {
        let week = self.ladder.rolled.later(ahead);
        let face = Amount::new(price + interest);
        let price = Amount::new(price);
        let position = Position::bought(side, week, face, price, self.now).unwrap();
        let cell = self.weeks.0.entry(week.index()).or_default();
        self.ladder.book(cell, &position).unwrap();
        let carrying = self.carrying();
        let none = Amount::ZERO;
        let (received, sent) = match side {
            Side::Assets => (none, price),
            Side::Liabilities => (price, none),
        };
        let dust = self
            .book
            .exchange(received, sent, none, carrying)
            .unwrap()
            .raw();
        assert!(
            (0..=1).contains(&dust),
            "INV-BOOK-03: booking costs nobody more than a unit"
        );
        self.posted += dust;
        match side {
            Side::Assets => interest as i128,
            Side::Liabilities => -(interest as i128),
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn fuzz_interest_of_a_life_is_posted_to_the_unit(
        steps in prop::collection::vec(
            (any::<bool>(), 1..1_u128 << 80, 0..1_000_u128, 1..=LONGEST, 0..12 * WEEK), 1..40),
    ) {
        let mut world = World { now: T0, ..World::default() };
        world.book.accrued_at = T0;
        world.ladder.rolled = Week::at_or_before(T0);
        let funds = Amount::new(1 << 90);
        world.book.receive(funds).unwrap();
        let mut interest = 0;
        for (asset, price, permille, ahead, seconds) in steps {
            let side = if asset { Side::Assets } else { Side::Liabilities };
            interest += world.fix(side, price, price * permille / 1_000, ahead);
            world.wait(seconds);
        }
        world.wait(105 * WEEK);
        prop_assert_eq!(world.book.carrying, Balance::ZERO, "INV-LADDER-02: exact at maturity");
        // Every borrower pays, every saver collects: the interest is all that is left, and it is somebody's.
        let (book, claims) = (&mut world.book, &mut world.claims);
        claims.collect(book, Part::Overdue, claims.overdue).unwrap();
        claims.pay(book, Part::Matured, claims.matured, Amount::ZERO).unwrap();
        let gained = book.cash.signed().minus(funds.signed());
        prop_assert_eq!(gained.raw(), interest, "INV-BOOK-01");
        let others = claims.equity.raw() + claims.owed_to_buffer.raw() + claims.unsplit(book).raw();
        let depositors = book.net_value().minus(funds.signed()).raw();
        prop_assert_eq!(depositors + others as i128, interest, "INV-BOOK-02");
        prop_assert_eq!(depositors, world.posted, "INV-BOOK-02");
    }
}
