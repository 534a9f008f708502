//! The queue against a naive model that keeps every owner's part of every fill as a fraction.
#[path = "common/dice.rs"]
mod dice;

use alloy_primitives::U512;
use alm_engine::{
    book::shares::{Shares, Valuation},
    money::{Amount, Balance},
    queue::{
        generation::Generation,
        line::{Line, start_of},
        request::Request,
    },
    refusal::Cause,
    units::DAY,
};
use dice::Dice;
use std::collections::BTreeMap;

const ACTIONS: u32 = 1_000_000;
const OWNERS: usize = 9;
/// The smallest request: about one unit.
const SMALLEST: u128 = 1_000_000;
/// Fractions have 128 bits behind the point.
const POINT: usize = 128;

/// What one owner has in one generation, by the naive model.
#[derive(Clone, Default)]
struct Stake {
    request: Request,
    asked: u128,
    waiting: U512,
    earned: U512,
    collected: u128,
}

#[derive(Default)]
struct World {
    line: Line,
    generations: BTreeMap<u32, Generation>,
    stakes: BTreeMap<u32, Vec<Stake>>,
    supply: u128,
    value: u128,
    reserved: u128,
    now: u64,
    /// Requests, fills, partial fills, payments and cancellations that took place.
    done: [u32; 5],
}

fn scaled(number: u128) -> U512 {
    U512::from(number) << POINT
}

fn floor(number: U512) -> u128 {
    (number >> POINT).to::<u128>()
}

impl World {
    fn price(&self) -> Valuation {
        let cost = Balance::new(self.value as i128);
        Valuation::new(Shares::new(self.supply), cost, Balance::ZERO, Balance::ZERO)
    }

    fn request(&mut self, owner: usize, shares: u128) {
        let id = self.line.join(Shares::new(shares), self.now).unwrap();
        let day = self.line.tail_day;
        let generation = self.generations.entry(id).or_insert(Generation {
            day,
            ..Default::default()
        });
        let stakes = self
            .stakes
            .entry(id)
            .or_insert_with(|| vec![Stake::default(); OWNERS]);
        let stake = &mut stakes[owner];
        stake
            .request
            .join(
                generation,
                Shares::new(shares),
                Shares::new(SMALLEST),
                self.now,
            )
            .unwrap();
        self.done[0] += 1;
        stake.asked += shares;
        stake.waiting += scaled(shares);
    }

    /// Serves generations in order until the budget or the line ends.
    fn serve(&mut self, mut budget: u128) {
        while self.line.waits() {
            let head = self.line.head;
            let price = self.price();
            let generation = self.generations.get_mut(&head).unwrap();
            let fill = match generation.fill(Amount::new(budget), &price, self.now) {
                Ok(fill) => fill,
                Err(refusal) => {
                    assert_eq!(refusal.cause, Cause::TooEarly);
                    assert!(
                        self.now < start_of(generation.day + 1),
                        "INV-QUEUE-01: refused too late"
                    );
                    return;
                }
            };
            assert!(
                self.now >= start_of(generation.day + 1),
                "INV-QUEUE-01: filled too early"
            );
            let waiting = generation.waiting();
            let generation_is_over = generation.asked.is_zero();
            budget -= fill.assets.raw();
            self.supply -= fill.shares.raw();
            self.value -= fill.assets.raw();
            self.reserved += fill.assets.raw();
            self.line.leave(fill.shares).unwrap();
            // First generation first: nobody before this one waits.
            assert!(
                self.generations
                    .range(..head)
                    .all(|(_, g)| g.waiting().is_zero()),
                "INV-QUEUE-01: order"
            );
            self.share_out(head, fill.shares.raw(), fill.assets.raw());
            self.done[1] += u32::from(!fill.shares.is_zero());
            if !waiting.is_zero() {
                self.done[2] += u32::from(!fill.shares.is_zero());
                return;
            }
            self.line.advance();
            if generation_is_over {
                self.generations.remove(&head);
            }
        }
    }

    /// The naive model: every owner gets the part of the fill that is his part of what waits.
    fn share_out(&mut self, id: u32, shares: u128, assets: u128) {
        if shares == 0 {
            return;
        }
        let stakes = self.stakes.get_mut(&id).unwrap();
        let all = stakes
            .iter()
            .fold(U512::ZERO, |sum, stake| sum + stake.waiting);
        for stake in stakes.iter_mut() {
            let filled = scaled(shares) * (stake.waiting >> 8) / (all >> 8);
            stake.earned += scaled(assets) * (stake.waiting >> 8) / (all >> 8);
            stake.waiting = stake.waiting.saturating_sub(filled);
        }
        self.compare(id);
    }

    /// The engine's part of each owner is the model's, but for the truncation of its fractions.
    fn compare(&self, id: u32) {
        let generation = &self.generations[&id];
        let mut parts = 0;
        for stake in &self.stakes[&id] {
            let part = generation.part(stake.request.asked);
            let naive = floor(stake.earned);
            let engine = part.assets.raw();
            assert!(
                engine == naive || engine == naive + 1,
                "INV-QUEUE-01: {engine} {naive}"
            );
            let waits = stake.request.waiting(generation).raw();
            let naive = floor(stake.waiting);
            assert!(
                waits == naive || waits == naive + 1,
                "INV-QUEUE-01: {waits} {naive}"
            );
            parts += engine;
        }
        assert!(
            parts <= generation.paid.raw(),
            "INV-QUEUE-01: more is due than was paid"
        );
    }

    fn pick(&self, dice: &mut Dice) -> Option<u32> {
        let ids: Vec<u32> = self.stakes.keys().copied().collect();
        (!ids.is_empty()).then(|| ids[dice.below(ids.len() as u64) as usize])
    }

    /// Collects by shares or by assets, a part or all. Returns whether anything was due.
    fn collect(&mut self, id: u32, owner: usize, dice: &mut Dice) -> bool {
        let generation = self.generations.get_mut(&id).unwrap();
        let stake = &mut self.stakes.get_mut(&id).unwrap()[owner];
        let due = stake.request.collectable(generation, self.now);
        if due.shares.is_zero() {
            return false;
        }
        assert!(
            self.now >= start_of(generation.day + 2),
            "INV-QUEUE-01: collected too early"
        );
        let part = |whole: u128, dice: &mut Dice| (whole >> dice.below(8)).max(1);
        let paid = match dice.below(3) {
            0 => {
                let assets = Amount::new(part(due.assets.raw(), dice).min(due.assets.raw()));
                stake.request.collect_assets(generation, assets, self.now)
            }
            1 => {
                let shares = Shares::new(part(due.shares.raw(), dice));
                stake.request.collect_shares(generation, shares, self.now)
            }
            _ => stake
                .request
                .collect_shares(generation, due.shares, self.now),
        };
        let ended = paid.is_ok() && stake.request == Request::default();
        let assets = paid.map_or(0, |fill| fill.assets.raw());
        assert!(assets <= due.assets.raw());
        stake.collected += assets;
        self.done[3] += u32::from(assets > 0);
        assert!(assets <= self.reserved, "INV-QUEUE-01: paid, not reserved");
        self.reserved -= assets;
        if ended {
            let (paid, filled) = (stake.collected, stake.asked);
            self.depart(id, owner, paid, filled);
        }
        true
    }

    /// Leaves the line; the shares that waited queue again at the tail, or not at all.
    fn cancel(&mut self, id: u32, owner: usize, again: bool) {
        let generation = self.generations.get_mut(&id).unwrap();
        let stake = &mut self.stakes.get_mut(&id).unwrap()[owner];
        let asked = stake.asked;
        let before = stake.request;
        let Ok((waited, due)) = stake.request.cancel(generation, self.now) else {
            assert_eq!(stake.request, before, "a refusal changes nothing");
            return;
        };
        stake.collected += due.assets.raw();
        self.done[4] += 1;
        self.reserved -= due.assets.raw();
        self.line.leave(waited).unwrap();
        let paid = stake.collected;
        self.depart(id, owner, paid, asked - waited.raw());
        if again && waited.raw() >= SMALLEST {
            self.request(owner, waited.raw());
        }
    }

    /// The naive model of a departure: the fractions of a unit it did not get are the others', by what they asked for.
    fn depart(&mut self, id: u32, owner: usize, paid: u128, filled: u128) {
        let stakes = self.stakes.get_mut(&id).unwrap();
        let gone = std::mem::take(&mut stakes[owner]);
        let surplus = gone.earned.saturating_sub(scaled(paid));
        let more_waiting = scaled(gone.asked - filled).saturating_sub(gone.waiting);
        let all: u128 = stakes.iter().map(|stake| stake.asked).sum();
        for stake in stakes.iter_mut().filter(|stake| stake.asked > 0) {
            stake.earned += surplus * U512::from(stake.asked) / U512::from(all);
            let fewer = more_waiting * U512::from(stake.asked) / U512::from(all);
            stake.waiting = stake.waiting.saturating_sub(fewer);
        }
        self.compare(id);
        if all == 0 {
            let empty = self.generations.remove(&id).unwrap();
            assert!(
                empty.asked.is_zero() && empty.filled.is_zero(),
                "INV-QUEUE-01"
            );
            assert!(
                empty.paid.is_zero(),
                "INV-QUEUE-01: the last one leaves nothing"
            );
            self.stakes.remove(&id);
            // An empty generation in the line is passed over when it is served.
            if id >= self.line.head {
                self.generations.insert(id, empty);
            }
        }
    }

    fn check(&self) {
        let waiting: u128 = self.generations.values().map(|g| g.waiting().raw()).sum();
        assert_eq!(waiting, self.line.queued.raw(), "INV-QUEUE-01: queued");
        let stakes = self.stakes.values().flatten();
        let collected: u128 = stakes
            .map(|stake| stake.request.collected.assets.raw())
            .sum();
        let paid: u128 = self.generations.values().map(|g| g.paid.raw()).sum();
        assert_eq!(
            paid - collected,
            self.reserved,
            "INV-QUEUE-01: claimable = reserved"
        );
    }

    fn act(&mut self, dice: &mut Dice) {
        if self.stakes.len() > 16 {
            self.clear_oldest(dice);
        }
        if self.value < 1 << 40 {
            self.value += 1 << 60;
        }
        let owner = dice.below(OWNERS as u64) as usize;
        match dice.below(16) {
            0..=4 => {
                // Shares that are in the queue already stay in the supply; nobody asks for more than the rest.
                let free = self.supply - self.line.queued.raw();
                let shares = dice.sized(100).min(free / 4);
                if shares >= SMALLEST {
                    self.request(owner, shares);
                }
            }
            5..=6 => self.serve((self.value / 2).min(dice.sized(90))),
            7..=9 => {
                if let Some(id) = self.pick(dice) {
                    self.collect(id, owner, dice);
                }
            }
            10 => self.clear_oldest(dice),
            11 => {
                if let Some(id) = self.pick(dice) {
                    self.cancel(id, owner, dice.below(2) == 0);
                }
            }
            12 => self.now += dice.below(2 * DAY),
            13 if self.value < 1 << 90 => self.value += self.value / 1_000 + dice.below(3) as u128,
            13 | 14 => self.value -= self.value / 1_000,
            _ => self.deposit(dice.sized(80)),
        }
    }

    /// The oldest generation is served, and everybody collects what is due to him or gives up.
    fn clear_oldest(&mut self, dice: &mut Dice) {
        let Some(id) = self.stakes.keys().next().copied() else {
            return;
        };
        self.serve(self.value / 2);
        for owner in 0..OWNERS {
            for _ in 0..20 {
                if !(self.stakes.contains_key(&id) && self.collect(id, owner, dice)) {
                    break;
                }
            }
            if self.stakes.contains_key(&id) {
                self.cancel(id, owner, false);
            }
        }
    }

    fn deposit(&mut self, assets: u128) {
        let assets = assets.min((1_u128 << 90).saturating_sub(self.value));
        let bought = self.price().shares_for_deposit(Amount::new(assets));
        let bought = bought.map_or(0, Shares::raw);
        if bought > 0 && self.supply + bought < 1 << 115 {
            self.supply += bought;
            self.value += assets;
        }
    }
}

#[test]
fn fuzz_queue_against_every_owners_part() {
    let mut dice = Dice(0x5eed_0001);
    let mut world = World {
        now: start_of(20_000),
        ..World::default()
    };
    world.deposit(1 << 70);
    for action in 0..ACTIONS {
        world.act(&mut dice);
        if action % 16 == 0 {
            world.check();
        }
    }
    drain(&mut world, &mut dice);
    assert!(
        world.done.iter().all(|times| *times > 10_000),
        "{:?}",
        world.done
    );
}

/// In the end everybody is paid, and nothing is left over.
fn drain(world: &mut World, dice: &mut Dice) {
    world.now += 3 * DAY;
    world.value += 1 << 80;
    world.serve(world.value);
    for _ in 0..100 {
        for id in world.stakes.keys().copied().collect::<Vec<u32>>() {
            for owner in 0..OWNERS {
                if world.stakes.contains_key(&id) {
                    world.collect(id, owner, dice);
                }
            }
        }
        world.check();
    }
    assert_eq!(
        world.reserved, 0,
        "INV-QUEUE-01: everything reserved was collected"
    );
}
