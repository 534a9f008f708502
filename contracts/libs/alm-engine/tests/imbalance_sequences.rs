//! A million random sequences: splitting gains nothing, no cycle profits, and the pot pays nobody what nobody paid in.

mod imbalance_world;

use alm_engine::{imbalance::exit::Exit, money::Amount};
use imbalance_world::{Kind, Rules, World, random::Random};

/// One random action of the tester; whether the book allowed it.
fn step(world: &mut World, random: &mut Random, most: u128) -> bool {
    let mine = |world: &World, index: usize| world.positions[index].mine;
    let index = random.below(world.positions.len() as u128) as usize;
    if random.chance(2) || !mine(world, index) {
        let (kind, size) = (random.kind(), random.size(most));
        let maturity = random.maturity(world.now);
        return world.open(kind, size, maturity, true).is_some();
    }
    let position = world.positions[index];
    let part = random.below(position.size) + 1;
    if position.kind == Kind::Deposit && random.chance(2) {
        world.request(index, part);
        return true;
    }
    world.close(index, part).is_some()
}

/// Closes all that the tester holds, in a random order, through the doors that are open; whether all could be.
fn unwind(world: &mut World, random: &mut Random) -> bool {
    loop {
        let held: Vec<usize> = (0..world.positions.len())
            .filter(|index| world.positions[*index].mine)
            .collect();
        if held.is_empty() {
            return true;
        }
        let first = random.below(held.len() as u128) as usize;
        let (late, early) = held.split_at(first);
        let mut order = early.iter().chain(late);
        let closed = order.any(|index| world.close(*index, world.positions[*index].size).is_some());
        if !closed {
            return false;
        }
    }
}

#[test]
fn fuzz_no_cycle_profits_in_a_million_sequences() {
    let mut random = Random(0x616c_6d01);
    let (mut closed, mut paying) = (0u32, 0u32);
    let mut sequences = 0u32;
    while sequences < 1_000_000 {
        let rules = if random.chance(2) {
            Rules::Product
        } else {
            Rules::Generous
        };
        let start = random.world(rules);
        let most = start.total(Kind::Deposit);
        // The same pool serves several, for building it takes longer than using it.
        for _ in 0..8 {
            sequences += 1;
            let mut world = start.clone();
            for _ in 0..random.below(6) + 1 {
                step(&mut world, &mut random, most);
            }
            if !unwind(&mut world, &mut random) {
                continue;
            }
            assert_eq!(world.positions, start.positions, "the same book");
            assert_eq!(world.reading(), start.reading(), "the same book");
            assert_eq!(world.escrow, 0);
            assert!(
                world.cost >= 0,
                "INV-PHI-02: {} after {sequences} sequences",
                world.cost
            );
            closed += 1;
            paying += u32::from(world.collected > start.collected);
        }
    }
    // Most come round, and the potential takes part in them.
    assert!(closed > 700_000, "{closed}");
    assert!(paying > 200_000, "{paying}");
}

/// Opens or closes `size` in one go; what was paid less what was received or granted, and whether no potential fell.
fn act(world: &mut World, opens: Option<(Kind, u64)>, size: u128) -> Option<(i128, bool)> {
    let settled = match opens {
        Some((kind, maturity)) => world.open(kind, size, maturity, true)?,
        // The position under test is the tester's only one: found by its owner, for closing moves others.
        None => {
            let index = world.positions.iter().position(|position| position.mine)?;
            world.close(index, size)?
        }
    };
    let (before, after) = world.moved;
    let net = settled.paid.raw() as i128 - settled.received.raw() as i128;
    Some((net, after >= before))
}

#[test]
fn fuzz_splitting_never_pays_less() {
    let mut random = Random(0x616c_6d02);
    let (mut splits, mut equal, mut dearer) = (0u32, 0u32, 0u32);
    while splits < 100_000 {
        let rules = if random.chance(2) {
            Rules::Product
        } else {
            Rules::Generous
        };
        let mut start = random.world(rules);
        let most = start.total(Kind::Deposit);
        let (kind, size) = (random.kind(), random.size(most));
        let maturity = random.maturity(start.now);
        let mut opens = Some((kind, maturity));
        if random.chance(2) {
            // Close what was opened before, when others have moved the book in the meantime.
            if start.open(kind, size, maturity, true).is_none() {
                continue;
            }
            for _ in 0..random.below(3) {
                let other = (random.kind(), random.size(most), random.maturity(start.now));
                start.open(other.0, other.1, other.2, false);
            }
            opens = None;
        }
        let mut whole = start.clone();
        let Some((once, _)) = act(&mut whole, opens, size) else {
            continue;
        };
        let parts = random.size(50);
        let (mut left, mut paid, mut rising) = (size, 0i128, true);
        for part in 0..parts {
            let piece = if part + 1 == parts {
                left
            } else {
                random.below(2 * left / (parts - part) + 1).min(left)
            };
            if piece == 0 {
                continue;
            }
            left -= piece;
            let Some((net, rose)) = act(&mut start, opens, piece) else {
                break;
            };
            (paid, rising) = (paid + net, rising && rose);
            if left == 0 {
                splits += 1;
                assert!(
                    paid >= once,
                    "INV-PHI-02: {parts} parts pay {paid}, the whole {once}"
                );
                assert!(
                    !rising || paid == once,
                    "equal when no step repairs: {paid}, {once}"
                );
                assert_eq!(start.reading(), whole.reading());
                equal += u32::from(paid == once && paid > 0);
                dearer += u32::from(paid > once);
                break;
            }
        }
    }
    // Both happen, or the test shows nothing.
    assert!(equal > 10_000 && dearer > 100, "{equal} {dearer}");
}

#[test]
fn fuzz_leaving_in_parts_gives_up_no_less_for_the_same_payment() {
    let mut random = Random(0x616c_6d03);
    let mut tested = 0u32;
    while tested < 20_000 {
        let world = random.world(Rules::Product);
        let (book, snapshot) = (world.liquidity(), world.theta.snapshot);
        let wanted = random.size(book.floating.raw());
        let Ok(whole) = Exit::of(&book, &snapshot).gross_for(Amount::new(wanted)) else {
            continue;
        };
        tested += 1;
        let parts = random.size(50);
        let (mut left, mut given, mut now) = (wanted, 0u128, book);
        for part in 0..parts {
            let piece = if part + 1 == parts {
                left
            } else {
                random.below(left + 1)
            };
            let exit = Exit::of(&now, &snapshot);
            // Parts may find less left than the whole did, because they paid more.
            let Ok(gross) = exit.gross_for(Amount::new(piece)) else {
                given = u128::MAX;
                break;
            };
            left -= piece;
            given += gross.raw();
            let short = now.cash.less(gross).is_zero();
            now.reserved = if short {
                Amount::new(now.reserved.raw() + gross.less(now.cash).raw())
            } else {
                now.reserved
            };
            now.cash = now.cash.less(gross);
            now.floating = now.floating.less(gross);
        }
        assert!(
            given >= whole.raw(),
            "INV-PHI-02: {given} in {parts} parts, {whole:?} at once"
        );
    }
}
