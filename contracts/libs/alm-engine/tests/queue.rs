//! Requests, generations and their line, case by case.
use alm_engine::{
    book::shares::{Shares, Valuation},
    money::{Amount, Balance},
    queue::{
        generation::{Fill, Generation},
        line::{Line, day_of, start_of},
        request::Request,
    },
    refusal::{Cause, Refusal},
    units::DAY,
};

const TODAY: u32 = 20_000;

fn shares(number: u128) -> Shares {
    Shares::new(number)
}

fn fill(burned: u128, assets: u128) -> Fill {
    Fill {
        shares: shares(burned),
        assets: Amount::new(assets),
    }
}

/// Exactly one unit a share, the virtual ones included.
fn par() -> Valuation {
    let value = Balance::new(10_000_000_000_000_000 - 1);
    let supply = shares(10_000_000_000_000_000 - 1_000_000);
    Valuation::new(supply, value, Balance::ZERO, Balance::ZERO)
}

/// A thousand shares for a unit.
fn dear() -> Valuation {
    let value = Balance::new(1_000_000_000 - 1);
    let supply = shares(1_000_000_000_000 - 1_000_000);
    Valuation::new(supply, value, Balance::ZERO, Balance::ZERO)
}

/// Two requests of 600 and 300 shares made today.
fn two() -> (Generation, Request, Request) {
    let mut generation = Generation {
        day: TODAY,
        ..Generation::default()
    };
    let (mut a, mut b) = (Request::default(), Request::default());
    let now = start_of(TODAY);
    a.join(&mut generation, shares(600), shares(10), now)
        .unwrap();
    b.join(&mut generation, shares(300), shares(10), now)
        .unwrap();
    (generation, a, b)
}

#[test]
fn test_a_day_is_a_generation() {
    let mut line = Line::default();
    assert!(!line.waits());
    let now = start_of(TODAY);
    assert_eq!(line.join(shares(5), now), Ok(1));
    assert_eq!(line.join(shares(5), now + DAY - 1), Ok(1));
    assert_eq!(line.join(shares(5), now + DAY), Ok(2));
    assert_eq!((line.head, line.tail, line.queued), (1, 2, shares(15)));
    assert_eq!(line.tail_day, day_of(now + DAY));
    line.leave(shares(10)).unwrap();
    line.advance();
    line.leave(shares(5)).unwrap();
    line.advance();
    assert!(!line.waits());
    // The newest generation is done with; one more request on its day opens another.
    assert_eq!(line.join(shares(5), now + DAY + 1), Ok(3));
    assert!(line.waits());
    let refused = Refusal::new(Cause::AmountTooSmall, 5_u128, 6_u128);
    assert_eq!(line.leave(shares(6)), Err(refused));
}

#[test]
fn test_the_line_ends_with_its_numbers() {
    let mut line = Line {
        head: u32::MAX,
        tail: u32::MAX,
        tail_day: TODAY,
        queued: Shares::ZERO,
    };
    let last = u64::from(u32::MAX);
    let refused = Refusal::new(Cause::OutOfBounds, last, last);
    assert_eq!(line.join(shares(1), start_of(TODAY + 1)), Err(refused));
    assert_eq!(line.join(shares(1), start_of(TODAY)), Ok(u32::MAX));
}

#[test]
fn test_join_refuses_nothing_dust_and_yesterday() {
    let (mut generation, mut request, _) = two();
    let now = start_of(TODAY);
    let zero = Refusal::new(Cause::ZeroAmount, 0_u128, 1_u128);
    let none = request.join(&mut generation, Shares::ZERO, Shares::ZERO, now);
    assert_eq!(none, Err(zero));
    let dust = Refusal::new(Cause::BelowMinimum, 601_u128, 602_u128);
    let small = request.join(&mut generation, shares(1), shares(602), now);
    assert_eq!(small, Err(dust));
    let closed = Refusal::new(Cause::DeadlinePassed, now + DAY, now + DAY);
    let late = request.join(&mut generation, shares(9), Shares::ZERO, now + DAY);
    assert_eq!(late, Err(closed));
    assert_eq!(
        (request.asked, generation.asked),
        (shares(600), shares(900))
    );
}

#[test]
fn test_a_partial_fill_is_shared_pro_rata() {
    let (mut generation, mut a, b) = two();
    let early = Refusal::new(Cause::TooEarly, start_of(TODAY), start_of(TODAY + 1));
    let refused = generation.fill(Amount::new(9), &par(), start_of(TODAY));
    assert_eq!(refused, Err(early));
    let now = start_of(TODAY + 1);
    let filled = generation.fill(Amount::new(450), &par(), now);
    assert_eq!(filled, Ok(fill(450, 450)), "INV-QUEUE-01");
    assert_eq!(a.waiting(&generation), shares(300));
    assert_eq!(b.waiting(&generation), shares(150));
    // Paid, but not to be had before the end of the next day.
    assert_eq!(a.collectable(&generation, now), Fill::default());
    let early = Refusal::new(Cause::TooEarly, now, start_of(TODAY + 2));
    assert_eq!(
        a.collect_shares(&mut generation, shares(1), now),
        Err(early)
    );
    assert_eq!(
        a.collect_assets(&mut generation, Amount::new(1), now),
        Err(early)
    );
    assert_eq!(a.collectable(&generation, now + DAY), fill(300, 300));
    assert_eq!(b.collectable(&generation, now + DAY), fill(150, 150));
}

#[test]
fn test_collecting_in_parts_and_to_the_end() {
    let (mut generation, mut a, mut b) = two();
    let now = start_of(TODAY + 2);
    generation.fill(Amount::new(450), &par(), now).unwrap();
    assert_eq!(
        a.collect_shares(&mut generation, shares(100), now),
        Ok(fill(100, 100))
    );
    assert_eq!(
        a.collect_assets(&mut generation, Amount::new(50), now),
        Ok(fill(50, 50))
    );
    assert_eq!(a.collectable(&generation, now), fill(150, 150));
    let refused = Refusal::new(Cause::AmountTooSmall, 150_u128, 151_u128);
    assert_eq!(
        a.collect_shares(&mut generation, shares(151), now),
        Err(refused)
    );
    assert_eq!(
        a.collect_assets(&mut generation, Amount::new(151), now),
        Err(refused)
    );
    let zero = Refusal::new(Cause::ZeroAmount, 0_u128, 1_u128);
    assert_eq!(
        a.collect_shares(&mut generation, Shares::ZERO, now),
        Err(zero)
    );
    assert_eq!(
        a.collect_assets(&mut generation, Amount::ZERO, now),
        Err(zero)
    );
    let rest = generation.fill(Amount::MAX, &par(), now);
    assert_eq!(rest, Ok(fill(450, 450)));
    assert_eq!(
        a.collect_shares(&mut generation, shares(450), now),
        Ok(fill(450, 450))
    );
    assert_eq!((a, generation.asked), (Request::default(), shares(300)));
    assert_eq!(
        b.collect_shares(&mut generation, shares(300), now),
        Ok(fill(300, 300))
    );
    let empty = Generation {
        day: TODAY,
        ..Generation::default()
    };
    assert_eq!(generation, empty, "INV-QUEUE-01");
}

#[test]
fn test_a_cancelled_request_takes_its_parts_with_it() {
    let (mut generation, mut a, mut b) = two();
    let now = start_of(TODAY + 1);
    generation.fill(Amount::new(100), &par(), now).unwrap();
    let early = Refusal::new(Cause::TooEarly, now, start_of(TODAY + 2));
    assert_eq!(a.cancel(&mut generation, now), Err(early));
    // 600/900 of 100 are 66.7: 66 are due, 534 wait. The odd unit is the other's.
    let left = a.cancel(&mut generation, now + DAY);
    assert_eq!(left, Ok((shares(534), fill(66, 66))));
    assert_eq!(a, Request::default());
    assert_eq!(b.collectable(&generation, now + DAY), fill(34, 34));
    assert_eq!(b.waiting(&generation), shares(266));
    generation.fill(Amount::MAX, &par(), now + DAY).unwrap();
    let zero = Refusal::new(Cause::ZeroAmount, 0_u128, 1_u128);
    assert_eq!(b.cancel(&mut generation, now + DAY), Err(zero));
    assert_eq!(
        b.collect_shares(&mut generation, shares(300), now + DAY),
        Ok(fill(300, 300))
    );
}

#[test]
fn test_shares_worth_nothing_go_on_waiting() {
    let (mut generation, ..) = two();
    let worthless = Valuation::new(shares(900), Balance::ZERO, Balance::ZERO, Balance::ZERO);
    let now = start_of(TODAY + 1);
    let filled = generation.fill(Amount::MAX, &worthless, now);
    assert_eq!(filled, Ok(Fill::default()));
    assert_eq!(
        generation.fill(Amount::ZERO, &par(), now),
        Ok(Fill::default())
    );
    assert_eq!(generation.waiting(), shares(900));
}

#[test]
fn test_a_filled_request_without_a_whole_unit_ends_for_nothing() {
    let (mut generation, mut a, mut b) = two();
    let now = start_of(TODAY + 2);
    // Nine hundred shares fetch one unit: neither of the two has a whole one.
    let poor = Valuation::new(
        shares(999_999_000),
        Balance::new(1_000_000),
        Balance::ZERO,
        Balance::ZERO,
    );
    assert_eq!(
        generation.fill(Amount::MAX, &poor, now),
        Ok(Fill::default())
    );
    generation.filled = shares(900);
    generation.paid = Amount::new(1);
    let zero = Refusal::new(Cause::ZeroAmount, 0_u128, 1_u128);
    assert_eq!(
        a.collect_shares(&mut generation, shares(599), now),
        Err(zero)
    );
    assert_eq!(
        a.collect_shares(&mut generation, shares(600), now),
        Ok(fill(600, 0))
    );
    assert_eq!(
        b.collect_shares(&mut generation, shares(300), now),
        Ok(fill(300, 1))
    );
    assert!(generation.paid.is_zero(), "INV-QUEUE-01");
}

#[test]
fn test_several_generations_share_one_settlement_in_order() {
    let of = |asked: u128| Generation {
        day: TODAY,
        asked: shares(asked),
        ..Generation::default()
    };
    let now = start_of(TODAY + 1);
    // 300 + 7 + 1,000 wait; 1,100 shares are settled for 333 units.
    let mut generations = [of(300), of(7), of(1_000)];
    let mut rest = fill(1_100, 333);
    let taken = generations
        .each_mut()
        .map(|generation| generation.take(&mut rest, now).expect("their day is over"));
    // 333 * 300/1100 = 90.8; of 243 left 7/800 = 2.1; the last takes all that is left.
    assert_eq!(taken, [fill(300, 90), fill(7, 2), fill(793, 241)]);
    assert_eq!(rest, fill(0, 0), "INV-QUEUE-01: all is handed out");
    let waiting = generations.map(|generation| generation.waiting().raw());
    assert_eq!(waiting, [0, 0, 207], "INV-QUEUE-01: the last one waits on");
}

#[test]
fn test_what_is_worth_nothing_by_itself_keeps_nobody_waiting() {
    let mut dust = Generation {
        day: TODAY,
        asked: shares(40),
        filled: shares(39),
        paid: Amount::new(3),
    };
    let mut next = dust;
    next.asked = shares(1_039);
    let now = start_of(TODAY + 1);
    // By itself it is filled by no budget.
    let alone = dust.fill(Amount::new(1_000), &dear(), now);
    assert_eq!(alone, Ok(Fill::default()));
    let mut rest = fill(1_001, 1);
    assert_eq!(dust.take(&mut rest, now), Ok(fill(1, 0)));
    assert_eq!(next.take(&mut rest, now), Ok(fill(1_000, 1)));
    assert!(dust.waiting().is_zero());
}

#[test]
fn test_nothing_is_taken_before_the_day_is_over() {
    let mut generation = Generation {
        day: TODAY,
        asked: shares(10),
        ..Generation::default()
    };
    let end = start_of(TODAY + 1);
    let mut rest = fill(10, 10);
    let early = Refusal::new(Cause::TooEarly, end - 1, end);
    assert_eq!(generation.take(&mut rest, end - 1), Err(early));
    assert_eq!(rest, fill(10, 10));
}
