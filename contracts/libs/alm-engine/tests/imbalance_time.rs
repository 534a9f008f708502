//! A million actions over years: with time, parameters and regimes moving, the pot still pays out no more than was paid
//! in, and never holds more than the potential after an action.

mod imbalance_world;

use alm_engine::{imbalance::pot::Terms, week::WEEK};
use imbalance_world::{Kind, Position, Rules, World, random::Random};

/// Time passes: what falls due is due, premiums are earned, a part of the drip becomes the depositors'.
fn advance(world: &mut World, seconds: u64) {
    let released = (world.drip * u128::from(seconds.min(WEEK))) / u128::from(WEEK);
    world.drip -= released;
    world.now += seconds;
    let mut index = 0;
    while index < world.positions.len() {
        let Position {
            kind,
            size,
            maturity,
            premium,
            ..
        } = world.positions[index];
        let due = matches!(kind, Kind::Term | Kind::Loan) && maturity <= world.now;
        if !due {
            index += 1;
            continue;
        }
        if kind == Kind::Term {
            let vested = world.end_premium(index, size, size);
            assert_eq!(vested, premium.amount.raw(), "all is earned at maturity");
            world.matured += size;
        } else {
            world.cash += size;
        }
        world.positions.swap_remove(index);
    }
    let others = world
        .positions
        .iter_mut()
        .find(|position| position.kind == Kind::Deposit);
    match others {
        Some(deposit) => deposit.size += released,
        None => world.drip += released,
    }
}

/// Settles a request, or pays what is due, as cash allows: free of charge, whoever calls.
fn pay(world: &mut World) {
    let kept = world.pot.raw() + world.drip + world.matured;
    let free = world.cash.saturating_sub(kept);
    let request = world
        .positions
        .iter()
        .position(|position| position.kind == Kind::Request);
    let settled = request.filter(|index| world.positions[*index].size <= free);
    let done = world.act(Terms::FREE, None, |world| {
        if let Some(index) = settled {
            world.cash -= world.positions[index].size;
            world.positions.swap_remove(index);
        } else if world.cash >= kept {
            world.cash -= world.matured;
            world.matured = 0;
        }
    });
    let done = done.expect("never refused: INV-GUARD-02");
    assert!(done.paid.is_zero() && done.received.is_zero());
}

/// One random action of anybody; whether the book allowed it.
fn step(world: &mut World, random: &mut Random, most: u128) -> bool {
    let index = random.below(world.positions.len() as u128 + 4) as usize;
    // Few positions: the list is walked at every reading.
    let crowded = world.positions.len() > 24;
    if index >= world.positions.len() && !crowded {
        let (kind, size) = (random.kind(), random.size(most));
        let (maturity, mine) = (random.maturity(world.now), random.chance(2));
        return world.open(kind, size, maturity, mine).is_some();
    }
    let index = index % world.positions.len();
    let position = world.positions[index];
    let part = if crowded {
        position.size
    } else {
        random.below(position.size) + 1
    };
    if position.kind == Kind::Deposit && random.chance(3) {
        world.request(index, part);
        return true;
    }
    world.close(index, part).is_some()
}

#[test]
fn fuzz_the_pot_pays_no_more_than_was_paid_in_over_a_million_actions() {
    let mut random = Random(0x616c_6d04);
    let (mut done, mut rewarded, mut actions) = (0u32, 0u32, 0u32);
    while actions < 1_000_000 {
        let mut world = random.world(Rules::Product);
        let most = world.total(Kind::Deposit);
        let mut held = world.received;
        for turn in 0..1_000 {
            actions += 1;
            if world.positions.iter().all(|position| position.size == 0) {
                world.open(Kind::Deposit, most, 0, false);
            }
            match random.below(16) {
                0 => advance(&mut world, random.next() % (1 << random.below(24))),
                1 => world.theta = random.theta(most),
                2 => pay(&mut world),
                _ => done += u32::from(step(&mut world, &mut random, most)),
            }
            world.positions.retain(|position| position.size > 0);
            rewarded += u32::from(world.received > held);
            held = world.received;
            let out = world.received + world.released + world.pot.raw();
            assert_eq!(world.collected, out, "INV-PHI-01 at {turn}");
            if turn % 16 == 0 {
                world.check_identity();
            }
        }
        // Years later all that was granted is earned or forfeited, and paid for.
        advance(&mut world, 110 * WEEK);
        assert_eq!(world.escrow, 0);
        assert_eq!(world.total(Kind::Term), 0);
        world.check_identity();
        let potential = world.potential();
        world.act(Terms::FREE, None, |_| {}).expect("never refused");
        assert_eq!(world.pot, world.pot.min(potential), "INV-PHI-01");
    }
    assert!(done > 500_000 && rewarded > 5_000, "{done} {rewarded}");
}

#[test]
fn test_potential_that_nobody_funded_earns_nothing() {
    let mut random = Random(0x616c_6d05);
    let mut raised = 0u32;
    for _ in 0..20_000 {
        let mut world = random.world(Rules::Generous);
        let before = world.potential();
        // Markets, time or parameters raise the potential; then it is worked off again.
        world.theta = random.theta(world.total(Kind::Deposit));
        let after = world.potential();
        if after <= before {
            continue;
        }
        raised += 1;
        let (paid_in, unfunded) = (world.pot, after.less(world.pot));
        let size = random.size(world.total(Kind::Deposit));
        let maturity = random.maturity(world.now);
        if let Some(done) = world.open(Kind::Term, size, maturity, true) {
            let (high, low) = world.moved;
            let fall = high.less(low);
            assert_eq!(
                done.received,
                fall.less(unfunded).min(paid_in),
                "INV-PHI-02"
            );
        }
    }
    assert!(raised > 2_000, "{raised}");
}
