//! A pool from its first supplier on: random sequences of everything that can happen, against a ledger kept beside.

use alm_engine::{
    book::shares::Valuation,
    buffer::{
        accounts::{Accounts, Statement},
        exit::{COOLDOWN_MIN, Exit},
        strategy::Position,
    },
    money::{Amount, Balance},
    units::DAY,
};

use super::{NOW, amount, exact::Exact, shares};
#[path = "../common/dice.rs"]
mod dice;
use dice::Dice;

const SUPPLIERS: usize = 4;
const GROWTH: u16 = 2_000;
const VIRTUAL: u128 = 1_000_000;

/// The pool, and beside it what each token flow was and what the book owes.
struct World {
    dice: Dice,
    now: u64,
    pool: Accounts,
    held: Position,
    supply: u128,
    balances: [u128; SUPPLIERS],
    exits: [Exit; SUPPLIERS],
    received: u128,
    sent: u128,
    arrived: u128,
    owed: u128,
    receivable: u128,
    /// What the strategy really has.
    there: u128,
    /// Claims paid, and how many of them less than was asked for.
    claims: [u32; 2],
}

impl World {
    fn new(seed: u64) -> Self {
        Self {
            dice: Dice(seed),
            now: NOW,
            pool: Accounts::default(),
            held: Position::default(),
            supply: 0,
            balances: [0; SUPPLIERS],
            exits: [Exit::default(); SUPPLIERS],
            received: 0,
            sent: 0,
            arrived: 0,
            owed: 0,
            receivable: 0,
            there: 0,
            claims: [0; 2],
        }
    }

    fn price(&self) -> Valuation {
        let net = self.pool.net(self.held.value, self.now);
        Valuation::new(shares(self.supply), net, Balance::ZERO, Balance::ZERO)
    }

    /// The price of a share as a product that can be compared with that of another supply.
    fn compare(&self, before: (i128, u128)) {
        let (net, supply) = before;
        let after = self.pool.net(self.held.value, self.now).raw();
        // Only where the pool is worth something: a pool under water has no price.
        if net < 0 || after < 0 {
            return;
        }
        let old = Exact::new(net.unsigned_abs() + 1).times(self.supply + VIRTUAL);
        let new = Exact::new(after.unsigned_abs() + 1).times(supply + VIRTUAL);
        assert!(new.is_at_least(old), "INV-BOOK-03: {before:?} to {after}");
    }

    fn synchronise(&mut self) {
        let arrived = std::mem::take(&mut self.arrived);
        let statement = Statement {
            arrived: amount(arrived),
            owed: amount(self.owed),
            receivable: amount(self.receivable),
        };
        self.received += arrived;
        self.pool.settle(&statement, self.now);
        let change = self.held.revalue(amount(self.there), GROWTH, self.now);
        self.pool.post(change, self.now);
    }

    fn supply_some(&mut self, who: usize) {
        let assets = self.dice.sized(60);
        let Ok(bought) = self.price().shares_for_deposit(amount(assets)) else {
            return;
        };
        self.received += assets;
        self.pool.cash = self.pool.cash.plus(amount(assets)).unwrap();
        self.supply += bought.raw();
        self.balances[who] += bought.raw();
    }

    fn request(&mut self, who: usize) {
        let asked = self.balances[who] / (1 + u128::from(self.dice.below(3)));
        let price = self.price();
        let requested = self.exits[who].request(shares(asked), &price, COOLDOWN_MIN, self.now);
        if requested.is_ok() {
            self.balances[who] -= asked;
        }
    }

    fn claim(&mut self, who: usize) {
        let exit = &self.exits[who];
        if !exit.shares.is_zero() && !exit.has_lapsed(self.now) {
            self.now = self.now.max(exit.opens + self.dice.below(2 * DAY));
            self.synchronise();
        }
        let (price, premium) = (self.price(), self.dice.below(1_001) as u16);
        let mut exit = self.exits[who];
        if exit.open(self.now).is_err() {
            return;
        }
        let most = exit.most(&price, premium, self.pool.free());
        let part = most.raw() / (1 + u128::from(self.dice.below(3)));
        let claim = exit.by_shares(shares(part), &price, premium).unwrap();
        if exit.take(&claim).is_err() {
            return;
        }
        let most_asked = self.exits[who].assets;
        assert!(claim.paid <= most_asked, "never more than at the request");
        self.pool.pay(claim.paid).expect("INV-MAX-01");
        self.pool.post(claim.forgone.signed(), self.now);
        self.claims[0] += 1;
        self.claims[1] += u32::from(price.assets_for_redeem(exit.shares) < exit.assets);
        self.sent += claim.paid.raw();
        self.supply -= part;
        self.exits[who] = exit;
    }

    fn lend(&mut self) {
        let assets = amount(self.dice.sized(60)).min(self.pool.free());
        self.pool.lend(assets).unwrap();
        self.owed += assets.raw();
        self.sent += assets.raw();
    }

    fn book_pays(&mut self) {
        self.owed += self.dice.sized(50);
        let paid = u128::from(self.dice.below(11)) * self.owed / 10;
        self.owed -= paid;
        self.arrived += paid;
    }

    fn book_loses(&mut self) {
        let loss = self.dice.sized(58);
        let cancelled = loss.min(self.owed);
        self.owed -= cancelled;
        let chargeable = self.pool.held(self.held.value).less(self.pool.charged);
        self.receivable += (loss - cancelled).min(chargeable.raw());
    }

    fn cover(&mut self) {
        let assets = self.pool.charged.min(self.pool.cash);
        self.pool.cover(assets).unwrap();
        self.receivable -= assets.raw();
        self.sent += assets.raw();
    }

    fn invest(&mut self) {
        let assets = amount(self.dice.sized(60)).min(self.pool.free());
        let told = [amount(self.there), amount(self.there + assets.raw())];
        let cost = self
            .held
            .enter(assets, assets.raw(), told, self.now)
            .unwrap();
        self.pool.pay(assets).unwrap();
        self.pool.post(Balance::ZERO.minus(cost.signed()), self.now);
        self.there += assets.raw();
        self.sent += assets.raw();
    }

    fn divest(&mut self) {
        let burned = self.held.shares / (1 + u128::from(self.dice.below(4)));
        let fetched = Amount::new(self.there).part_down(burned, self.held.shares.max(1));
        self.there -= fetched.raw();
        let told = amount(self.there);
        let change = self.held.leave(fetched, burned, told, GROWTH, self.now);
        self.pool.cash = self.pool.cash.plus(fetched).unwrap();
        self.pool.post(change.unwrap(), self.now);
        self.received += fetched.raw();
    }

    fn strategy_moves(&mut self) {
        let percent = u128::from(self.dice.below(121));
        self.there = self.there * percent.max(60) / 100;
    }

    fn act(&mut self) {
        self.now += self.dice.below(12) * DAY + self.dice.below(DAY);
        let who = self.dice.below(SUPPLIERS as u64) as usize;
        match self.dice.below(12) {
            0 => self.book_pays(),
            1 => self.book_loses(),
            2 => self.strategy_moves(),
            _ => {}
        }
        self.synchronise();
        let before = (self.pool.net(self.held.value, self.now).raw(), self.supply);
        match self.dice.below(9) {
            0 | 1 => self.supply_some(who),
            2 => self.request(who),
            3 | 4 => self.claim(who),
            5 => self.lend(),
            6 => self.cover(),
            7 => self.invest(),
            _ => self.divest(),
        }
        self.compare(before);
        self.check();
    }

    fn check(&self) {
        let cash = self.received - self.sent;
        assert_eq!(self.pool.cash.raw(), cash, "INV-BOOK-01");
        assert!(self.held.value.raw() <= self.there, "INV-BUFFER-01");
        assert!(self.pool.lent.raw() <= self.owed, "INV-BUFFER-01");
        assert_eq!(self.pool.charged.raw(), self.receivable, "INV-LOSS-01");
        let exits = self.exits.iter().map(|exit| exit.shares.raw());
        let all: u128 = self.balances.iter().copied().chain(exits).sum();
        assert_eq!(all, self.supply, "INV-SHARE-01");
    }
}

#[test]
fn fuzz_a_pool_keeps_its_books() {
    let mut claims = [0; 2];
    for seed in 1..=400 {
        let mut world = World::new(seed);
        for _ in 0..300 {
            world.act();
        }
        let [paid, lost] = world.claims;
        claims = [claims[0] + paid, claims[1] + lost];
    }
    assert!(claims[0] > 1_000, "the walk claims: {claims:?}");
    assert!(claims[1] > 100, "and loses during cooldowns: {claims:?}");
}
