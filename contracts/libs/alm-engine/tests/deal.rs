//! Deals in fixed positions: what an offer buys against a search that tries everything, and against itself in parts.

use alm_engine::{
    deal::{Change, Deposit, Factors, Offer, Standing, early_exit, ended, loan, repayment},
    guard::{
        band::{Edge, Reading},
        gap::Exposure,
        surplus::Liquidity,
    },
    imbalance::{huber::Huber, potential::Snapshot},
    ladder::{Position, RATIO_ONE, Side, Sides, Slope, Window},
    money::{Amount, Balance},
    refusal::Cause,
    units::WAD,
    week::Week,
};
use proptest::prelude::*;

const ROLLED: Week = Week::new(2_900);
/// Ten per cent a year, 1e-18 a second.
const BORROW_RATE: u64 = 3_170_979_198;

/// A book of about a thousand units, whose potential is steep and near.
fn standing(cash: u128, due: u128, loans: u128, since: u64) -> Standing {
    let exposure = |unit_seconds| Exposure {
        unit_seconds,
        ratio: RATIO_ONE,
    };
    Standing {
        liquidity: Liquidity {
            cash: Amount::new(cash),
            floating: Amount::new(2_000),
            run_off: 100_000,
            coverage: 10_000,
            ..Liquidity::default()
        },
        window: Window {
            faces: Sides {
                assets: Amount::ZERO,
                liabilities: Amount::new(due),
            },
        },
        entering: Sides::default(),
        exposures: Sides {
            assets: exposure(loans * 30_000_000),
            liabilities: exposure(0),
        },
        rolled: ROLLED,
        now: ROLLED.instant() + since,
    }
}

fn snapshot(neutral: u128, gap: u128) -> Snapshot {
    Snapshot {
        huber: Huber {
            scale: Amount::new(1_000),
            curvature: 20_000,
            steepest: 1_000,
        },
        neutral: Edge {
            surplus: Amount::new(neutral).signed(),
            gap: Amount::new(gap),
        },
        shock: 200,
    }
}

fn factors(deposit: u128) -> Factors {
    Factors {
        deposit,
        loan: deposit - WAD / 50,
        low: deposit - WAD / 100,
        high: deposit,
    }
}

/// A deposit of a face, and where it leads.
fn after(standing: &Standing, week: Week, face: u128, price: u128) -> Standing {
    let change = Change {
        side: Side::Liabilities,
        week,
        face: Amount::new(face),
        comes: true,
        cash: Amount::new(price).signed(),
    };
    standing.after(&change).expect("small")
}

fn price(factors: &Factors, face: u128) -> u128 {
    (face * factors.deposit).div_ceil(WAD)
}

/// The most face an offer covers, by trying every one.
fn naive(
    standing: &Standing,
    snapshot: &Snapshot,
    factors: &Factors,
    week: Week,
    assets: u128,
) -> u128 {
    let before = snapshot.potential(standing.reading()).raw();
    let covered = |face: &u128| {
        let price = price(factors, *face);
        let reading = after(standing, week, *face, price).reading();
        let fee = snapshot.potential(reading).raw().saturating_sub(before);
        price + fee <= assets
    };
    (0..=assets * 2).filter(covered).max().unwrap_or(0)
}

proptest! {
    #[test]
    fn fuzz_an_offer_buys_the_most_it_covers(
        cash in 0u128..3_000, due in 0u128..500, loans in 0u128..2_000, since in 0u64..604_800,
        neutral in 0u128..2_000, gap in 0u128..2, pot in 0u128..200, assets in 1u128..400,
        ahead in 1u16..=104, deposit in WAD * 7 / 10..=WAD,
    ) {
        let standing = standing(cash, due, loans, since);
        let (snapshot, factors) = (snapshot(neutral, gap), factors(deposit));
        let week = ROLLED.later(ahead);
        let offer = Offer {
            standing: &standing,
            snapshot: &snapshot,
            pot: Amount::new(pot),
            factors: &factors,
            week,
            assets: Amount::new(assets),
            borrow_rate: BORROW_RATE,
        };
        let most = naive(&standing, &snapshot, &factors, week, assets);
        match offer.take() {
            Err(refusal) => {
                prop_assert_eq!(refusal.cause, Cause::ZeroAmount);
                prop_assert_eq!(most, 0);
            }
            Ok(bought) => {
                prop_assert_eq!(bought.face.raw() - bought.premium.raw(), most);
                check_premium(&offer, &bought)?;
            }
        }
    }

    /// INV-PHI-02: with the parameters frozen, no split buys more.
    #[test]
    fn fuzz_a_split_buys_no_more_than_the_whole(
        cash in 0u128..3_000_000, due in 0u128..500_000, loans in 0u128..2_000,
        neutral in 0u128..2_000, assets in 1_000u128..400_000, parts in 2u128..50,
        ahead in 1u16..=104, deposit in WAD * 7 / 10..=WAD,
    ) {
        let mut book = standing(cash, due, loans, 1);
        let (snapshot, factors) = (snapshot(neutral, 1), factors(deposit));
        let week = ROLLED.later(ahead);
        let take = |book: &Standing, assets: u128| {
            let offer = Offer {
                standing: book,
                snapshot: &snapshot,
                pot: Amount::ZERO,
                factors: &factors,
                week,
                assets: Amount::new(assets),
                borrow_rate: BORROW_RATE,
            };
            offer.take().map_or(Deposit::default(), |bought| bought)
        };
        let whole = take(&book, assets);
        let (mut split, mut left) = (0, assets);
        for part in (1..=parts).rev() {
            let bought = take(&book, left / part);
            left -= left / part;
            split += bought.face.raw();
            book = after(&book, week, bought.face.raw(), bought.price.raw());
        }
        prop_assert!(split <= whole.face.raw(), "INV-PHI-02: {split} in parts, {} at once", whole.face.raw());
    }

    /// Every exchange is at a price no better than cost, and no better than value.
    #[test]
    fn fuzz_leaving_and_prepaying_are_never_better_than_cost(
        face in 1u128..1 << 90, deposit in WAD / 2..=WAD, part in 1u64..100, now in 0u64..600_000,
    ) {
        let week = ROLLED.later(52);
        let (start, now) = (ROLLED.instant(), ROLLED.instant() + now);
        let factors = factors(deposit);
        let bought = Amount::new(face.div_ceil(100) * u128::from(part).min(99) + 1).min(Amount::new(face));
        for side in [Side::Assets, Side::Liabilities] {
            let position = Position::bought(side, week, Amount::new(face), bought, start).expect("priced");
            let (paid, cost) = (early_exit(&factors, &position, now), repayment(&factors, &position, now));
            prop_assert!(paid <= position.cost_down(now), "INV-BOOK-03");
            prop_assert!(paid.raw() <= Amount::new(face).part_up(factors.low, WAD).raw(), "INV-BOOK-03");
            prop_assert!(cost >= position.cost_up(now).min(position.face), "INV-BOOK-03");
            prop_assert!(cost.raw() >= Amount::new(face).part_up(factors.high, WAD).raw());
            let gone = ended(&position, cost.signed());
            prop_assert_eq!(gone.cash, Balance::ZERO.minus(cost.signed()));
            prop_assert!(!gone.comes && gone.face == position.face);
        }
        let (lent, change) = loan(&factors, week, Amount::new(face));
        prop_assert!(lent.raw() <= face && change.comes);
        prop_assert_eq!(change.cash, Balance::ZERO.minus(lent.signed()));
    }

    /// What comes and goes leaves the book where it was.
    #[test]
    fn fuzz_a_change_and_its_opposite_cancel(
        cash in 1u128 << 91..1 << 92, face in 1u128..1 << 90, ahead in 1u16..=104, since in 0u64..604_800,
    ) {
        let book = standing(cash, 77, 5, since);
        for side in [Side::Assets, Side::Liabilities] {
            let change = Change {
                side,
                week: ROLLED.later(ahead),
                face: Amount::new(face),
                comes: true,
                cash: Amount::new(face / 2).signed(),
            };
            let there = book.after(&change).expect("fits");
            let opposite = Change {
                comes: false,
                cash: Balance::ZERO.minus(change.cash),
                ..change
            };
            prop_assert_eq!(there.after(&opposite).expect("holds it"), book);
        }
    }
}

/// INV-PHI-01: a premium is at most what the deposit frees of the pot.
fn check_premium(offer: &Offer<'_>, bought: &Deposit) -> Result<(), TestCaseError> {
    let potential = |reading: Reading| offer.snapshot.potential(reading).raw();
    let funded = offer.pot.raw().min(potential(offer.standing.reading()));
    let freed = funded.saturating_sub(potential(bought.after));
    prop_assert!(bought.premium.raw() <= freed, "INV-PHI-01");
    let reading = after(
        offer.standing,
        offer.week,
        bought.face.raw(),
        bought.price.raw(),
    )
    .reading();
    prop_assert_eq!(bought.after, reading);
    prop_assert!(bought.premium.is_zero() || bought.fee.is_zero());
    Ok(())
}

#[test]
fn test_an_offer_that_repairs_earns_a_premium_and_no_more_than_borrowers_pay() {
    // A book short of liquidity by far: each unit of cash is worth a tenth.
    let book = standing(0, 0, 0, 1);
    let mut snapshot = snapshot(2_000, 1_000_000);
    snapshot.shock = 0;
    let factors = factors(WAD * 99 / 100);
    let take = |borrow_rate| {
        let offer = Offer {
            standing: &book,
            snapshot: &snapshot,
            pot: Amount::new(1_000),
            factors: &factors,
            week: ROLLED.later(52),
            assets: Amount::new(990),
            borrow_rate,
        };
        offer.take().expect("priced")
    };
    let bought = take(BORROW_RATE);
    // 990 for 52 weeks at ten per cent are 1,093: the deposit is worth one less.
    assert_eq!((bought.face.raw(), bought.premium.raw()), (1_092, 92));
    assert_eq!(take(0).premium, Amount::ZERO);
}

#[test]
fn test_factors_are_bounded_and_without_a_rate_all_is_at_face() {
    let wild = Factors {
        deposit: u128::MAX,
        loan: WAD + 1,
        low: 5,
        high: u128::MAX,
    };
    let bounded = wild.bounded();
    assert_eq!((bounded.deposit, bounded.loan, bounded.low), (WAD, WAD, 5));
    let face = Amount::new(100);
    assert_eq!(Factors::FACE.repayment(face, Amount::new(90)), face);
    assert_eq!(Factors::default().face_for(face), Amount::ZERO);
    let whole = Position {
        side: Side::Assets,
        week: ROLLED,
        face,
        slope: Slope::ZERO,
    };
    assert_eq!(repayment(&Factors::FACE, &whole, 0), face);
}
