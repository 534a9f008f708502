//! Bounds and steps of the spreads.

use alm_engine::rates::{
    curve::Spreads,
    spreads::{LARGEST, STEP, Violation, violation},
};
use proptest::prelude::*;

#[test]
fn test_violation_names_the_node_and_what_it_may_be() {
    let zero = Spreads::default();
    let mut new = zero;
    new.0[4] = 201;
    let step = Violation {
        node: 4,
        want: 201,
        least: -200,
        most: 200,
    };
    assert_eq!(violation(Some(&zero), &new), Some(step), "INV-GOV-01");
    assert_eq!(violation(None, &new), None);
    new.0[1] = -2_001;
    let bound = Violation {
        node: 1,
        want: -2_001,
        least: -2_000,
        most: 2_000,
    };
    assert_eq!(violation(None, &new), Some(bound), "INV-GOV-01");
    // Near the bound the step is cut.
    let high = Spreads([0, 0, 0, 0, 0, 1_900]);
    let cut = Violation {
        node: 5,
        want: 2_001,
        least: 1_700,
        most: 2_000,
    };
    let new = Spreads([0, 0, 0, 0, 0, 2_001]);
    assert_eq!(violation(Some(&high), &new), Some(cut), "INV-GOV-01");
}

fn spreads() -> impl Strategy<Value = Spreads> {
    prop::array::uniform6(-2_300i16..=2_300).prop_map(Spreads)
}

proptest! {
    #[test]
    fn fuzz_violation_is_found_exactly_where_there_is_one(old in spreads(), moves in prop::array::uniform6(-220i16..=220), listing in any::<bool>()) {
        let new = Spreads(std::array::from_fn(|node| old.0[node].saturating_add(moves[node])));
        let broken = |node: usize| {
            new.0[node].unsigned_abs() > LARGEST.unsigned_abs() || !listing && moves[node].unsigned_abs() > STEP
        };
        let first = (0..6).find(|node| broken(*node));
        let found = violation(if listing { None } else { Some(&old) }, &new);
        prop_assert_eq!(found.map(|violation| usize::from(violation.node)), first, "INV-GOV-01");
    }
}
