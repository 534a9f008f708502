//! A million random actions on a book against the naive one: cash, flow rule, share price, indexes and loss order.
#[path = "../common/dice.rs"]
mod dice;
mod flows;
mod naive;
mod owners;
mod time;

use alloy_primitives::{I256, U512};
use alm_engine::{
    book::{
        claims::Claims,
        deficit,
        income::Split,
        shares::{Shares, Valuation},
        state::Book,
    },
    money::{Amount, Balance},
    refusal::{Cause, Refusal},
};
use dice::Dice;
use naive::{INDEX_ONE, Naive, narrow, wide};

const ACTIONS: u32 = 1_000_000;
const SPLIT: (u32, u32) = (100_000, 70_000);

/// What a call posts: the terms of the flow rule.
#[derive(Default)]
struct Posted {
    received: u128,
    sent: u128,
    income: u128,
    loss: u128,
}

/// Both books, and the depositors' shares.
struct World {
    book: Book,
    claims: Claims,
    naive: Naive,
    supply: u128,
    /// Fixed claims had to bear a loss: the end of this book.
    over: bool,
    /// How often each action took place, and losses, and refusals.
    done: [u32; 24],
}

fn amount(units: u128) -> Amount {
    Amount::new(units)
}

fn split() -> Split {
    Split::new(SPLIT.0, SPLIT.1).unwrap()
}

impl World {
    fn new(now: u64, done: [u32; 24]) -> Self {
        let naive = Naive {
            index: INDEX_ONE,
            now,
            ..Naive::default()
        };
        let book = Book {
            accrued_at: now,
            ..Book::default()
        };
        Self {
            book,
            claims: Claims::default(),
            naive,
            supply: 0,
            over: false,
            done,
        }
    }

    fn kept(&self) -> Amount {
        amount(self.claims.matured.raw() + self.claims.reserved.raw() + self.claims.pot.raw())
    }

    fn free(&self) -> u128 {
        self.book.cash.less(self.kept()).raw()
    }

    fn price(&self) -> Valuation {
        let supply = Shares::new(self.supply);
        Valuation::new(supply, self.book.net_value(), Balance::ZERO, Balance::ZERO)
    }

    fn carrying(&self) -> Balance {
        Balance::new(narrow(self.naive.carrying()))
    }

    /// Lets both books bear a loss of their assets; returns what floating depositors lost.
    fn bear(&mut self, loss: u128, dice: &mut Dice) -> u128 {
        let buffer = dice.sized(50);
        self.naive.settle(SPLIT.0.into(), SPLIT.1.into());
        let expected = self.naive.bear(loss, buffer);
        let (borne, rest) = self
            .claims
            .bear(&mut self.book, amount(loss), amount(buffer), split())
            .unwrap();
        let borne = [
            borne.owed_to_buffer,
            borne.buffer,
            borne.equity,
            borne.drip,
            borne.floating,
            rest,
        ];
        assert_eq!(borne.map(Amount::raw), expected, "INV-LOSS-01");
        self.done[20] += 1;
        if expected[5] > 0 {
            self.pay_out(dice);
        }
        expected[4] + expected[5]
    }

    /// Fixed claims bear what no one else could: all are paid, in any order, and this book ends.
    fn pay_out(&mut self, dice: &mut Dice) {
        let before_them = self.naive.equity + self.naive.unreleased(self.naive.now);
        let missing = narrow(self.naive.net_value() + wide(before_them));
        let missing = missing.min(0).unsigned_abs();
        let due = self.naive.fixed.iter().filter(|p| !p.asset).map(|p| p.face);
        let due: Vec<_> = due.collect();
        let found = deficit::missing(&self.book, &self.claims);
        assert_eq!(found.raw(), missing, "INV-LOSS-01");
        let mut faces = [due, self.naive.matured.clone()].concat();
        let claims = faces.iter().sum::<u128>();
        // Each payment is rounded by less than a unit.
        let count = faces.len() as u128;
        let (mut left, mut all) = (missing, claims);
        while !faces.is_empty() {
            let face = faces.swap_remove(dice.below(faces.len() as u64) as usize);
            let borne = deficit::part(amount(left), amount(face), amount(all)).raw();
            let fair = amount(missing.min(claims)).part_up(face, claims);
            let off = borne.abs_diff(fair.raw());
            assert!(off <= count, "INV-LOSS-01: {off} of {face}");
            left -= borne;
            all -= face;
        }
        assert_eq!(left, missing.saturating_sub(claims), "INV-LOSS-01");
        self.over = true;
        self.done[21] += 1;
    }

    /// The value of both books and each term of it, and the shares' price, after a call.
    fn check(&mut self, before: I256, price: (I256, u128), index: u128, posted: &Posted) {
        let naive = &mut self.naive;
        assert_eq!(wide(self.book.cash.raw()), naive.cash(), "INV-BOOK-01");
        assert_eq!(wide(self.book.debt.owed().raw()), naive.debt(), "the debt");
        assert_eq!(
            self.book.carrying.raw(),
            narrow(naive.carrying()),
            "INV-LADDER-02"
        );
        assert_eq!(self.book.claims.raw(), narrow(naive.claims()), "the claims");
        assert_eq!(
            self.claims.unsplit(&self.book).raw(),
            naive.unsplit,
            "the unsplit income"
        );
        assert_eq!(
            self.claims.overdue.raw(),
            naive.overdue(),
            "what is overdue"
        );
        let matured: u128 = naive.matured.iter().sum();
        assert_eq!(self.claims.matured.raw(), matured, "what has matured");
        let value = naive.net_value();
        assert_eq!(self.book.net_value().raw(), narrow(value), "the net value");
        let flow =
            wide(posted.received) - wide(posted.sent) + wide(posted.income) - wide(posted.loss);
        assert_eq!(value - before, flow, "INV-BOOK-02");
        assert!(self.book.debt.index.raw() >= index, "INV-BOOK-04");
        if posted.loss == 0 && !value.is_negative() {
            let (old, supply) = price;
            let part = |value: I256, supply: u128| {
                U512::from((value + I256::ONE).into_raw()) * U512::from(supply + 1_000_000)
            };
            assert!(
                part(value, supply) >= part(old.max(I256::ZERO), self.supply),
                "INV-BOOK-03"
            );
        }
    }

    fn step(&mut self, dice: &mut Dice) {
        let before = self.naive.net_value();
        let supply = self.supply;
        let index = self.book.debt.index.raw();
        let state = (self.book, self.claims);
        let action = dice.below(20);
        match self.act(action, dice) {
            Ok(posted) => {
                self.done[action as usize] += u32::from((self.book, self.claims) != state);
                self.done[22] += u32::from(posted.loss > 0);
                self.check(before, (before, supply), index, &posted);
            }
            // A contract reverts; so does the world.
            Err(refusal) => {
                assert!(matches!(
                    refusal.cause,
                    Cause::CashShort | Cause::ZeroAmount | Cause::DepositsClosed
                ));
                (self.book, self.claims) = state;
                self.done[23] += 1;
            }
        }
    }

    fn act(&mut self, action: u64, dice: &mut Dice) -> Result<Posted, Refusal> {
        match action {
            0..=2 => self.deposit(dice.sized(66)),
            3 => self.redeem(dice),
            4..=5 => self.draw(dice),
            6 => self.restore(dice),
            7..=8 => self.fix(dice, true),
            9 => self.fix(dice, false),
            10 => self.end_early(dice),
            11 => self.default(dice),
            12 => self.provision(dice),
            13 => self.recover(dice),
            14 => self.collect_matured(dice),
            15 => self.owners(dice),
            16 => self.gain(dice),
            17 => self.reserve(dice),
            _ => Ok(self.wait(dice)),
        }
    }
}

#[test]
fn fuzz_book_against_the_naive_one() {
    let mut dice = Dice(0xb00c_0001);
    let mut world = World::new(1_800_000_000, [0; 24]);
    for _ in 0..ACTIONS {
        world.step(&mut dice);
        if world.over {
            world = World::new(world.naive.now, world.done);
        }
    }
    let done = world.done;
    assert!(done.iter().all(|times| *times > 500), "{done:?}");
}
