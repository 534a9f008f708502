//! What fixed claims bear of a loss: in proportion to their faces, in any order, what is made good for those who stayed.
use alloy_primitives::U512;
use alm_engine::{
    book::{
        claims::{Claims, Part},
        deficit::{missing, part},
        state::Book,
    },
    money::{Amount, Balance},
};
use proptest::prelude::*;

const T0: u64 = 1_800_000_000;

fn amount(units: u128) -> Amount {
    Amount::new(units)
}

/// The part in wide integers, rounded up, at most the face.
fn wide_part(missing: u128, claims: u128, face: u128) -> u128 {
    let [missing, claims, wide_face] = [missing, claims, face].map(U512::from);
    let part = (missing * wide_face).div_ceil(claims);
    part.min(wide_face).to::<u128>()
}

#[test]
fn test_equity_and_unreleased_gains_stand_before_fixed_claims() {
    let mut book = Book {
        cash: amount(1_000),
        accrued_at: T0,
        ..Book::default()
    };
    let mut claims = Claims::default();
    book.carrying = Balance::new(-1_500);
    claims.raise(&mut book, Part::Matured, amount(200)).unwrap();
    assert_eq!(missing(&book, &claims).raw(), 700, "INV-LOSS-01");
    // Whatever is put aside for others before them leaves what they bear as it is.
    claims.raise(&mut book, Part::Equity, amount(50)).unwrap();
    book.retain(amount(30)).unwrap();
    assert_eq!(book.net_value().raw(), -780);
    assert_eq!(missing(&book, &claims).raw(), 700, "INV-LOSS-01");
    // Capital fills it.
    claims
        .take_in(&mut book, Part::Equity, amount(699))
        .unwrap();
    assert_eq!(missing(&book, &claims).raw(), 1, "INV-LOSS-01");
    claims.take_in(&mut book, Part::Equity, amount(2)).unwrap();
    assert_eq!(missing(&book, &claims), Amount::ZERO, "INV-LOSS-01");
}

#[test]
fn test_nobody_bears_more_than_the_face() {
    let bears = |missing, face, all| part(amount(missing), amount(face), amount(all)).raw();
    assert_eq!(bears(900, 400, 600), 400);
    assert_eq!(bears(1, 400, 600), 1);
    assert_eq!(bears(0, 400, 600), 0);
    // Nobody has a claim: the caller refuses the face.
    assert_eq!(bears(0, 400, 0), 0);
    assert_eq!(bears(5, 400, 0), 400);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(5_000))]

    #[test]
    fn fuzz_who_comes_first_gains_nothing(
        faces in prop::collection::vec(1..1_u128 << 90, 1..24), lost in 0..=1_000_000_u128, turn in 0..24_usize,
    ) {
        let claims: u128 = faces.iter().sum();
        let missing = claims / 1_000_000 * lost;
        let (mut left, mut all) = (missing, claims);
        let mut order = faces.clone();
        order.rotate_left(turn % faces.len());
        let (mut paid, count) = (0, faces.len() as u128);
        for face in order {
            let borne = part(amount(left), amount(face), amount(all)).raw();
            prop_assert_eq!(borne, wide_part(left, all, face), "INV-LOSS-01");
            // As if all had come at once, to a unit for each of them.
            prop_assert!(borne.abs_diff(wide_part(missing, claims, face)) <= count, "INV-LOSS-01");
            paid += face - borne;
            left -= borne;
            all -= face;
        }
        prop_assert_eq!(paid, claims - missing, "INV-LOSS-01");
    }

    #[test]
    fn fuzz_pieces_bear_no_less_than_the_whole(
        claims in 1..1_u128 << 95, missing in 0..1_u128 << 95, cut in 0..=1_000_000_u128, face in 1..=1_000_000_u128,
    ) {
        let (claims, missing) = (claims.max(1_000_000), missing.min(claims));
        let face = claims / 1_000_000 * face;
        let first = face / 1_000_000 * cut;
        let bears = |missing, face, all| part(amount(missing), amount(face), amount(all)).raw();
        let one = bears(missing, first, claims);
        let two = bears(missing - one, face - first, claims - first);
        prop_assert!(one + two >= bears(missing, face, claims), "INV-LOSS-01");
    }
}
