//! Changes of the floating terms: rules by role, history, bundles.

mod common;

use alloy_primitives::{Address, I256, U256};
use alm_abi::IParameters::*;
use common::*;

fn signed(number: i128) -> I256 {
    I256::try_from(number).expect("fits")
}

fn seconds(time: u64) -> I256 {
    signed(time.into())
}

/// The terms with one replaced.
fn with(parameter: u8, value: u128) -> [u128; 12] {
    let mut terms = TERMS;
    terms[usize::from(parameter)] = value;
    terms
}

#[test]
fn test_steward_moves_a_parameter_and_tells_the_band() {
    let mut bench = Bench::staffed();
    bench.expect_terms(with(STEEPEST, 350));
    bench
        .call(STEWARD, change(&[(STEEPEST, 350)]))
        .expect("moved");
    let told = bench.event::<ParameterChanged>();
    assert_eq!((told.token, told.parameter), (TOKEN, U256::from(STEEPEST)));
    assert_eq!(
        (told.caller, told.role as u8),
        (STEWARD, Role::Steward as u8)
    );
    assert_eq!((told.previous, told.current), (signed(300), signed(350)));
    assert_eq!((told.low, told.high), (signed(200), signed(600)));
    let kept = bench.call(
        ANYONE,
        bandOfCall {
            token: TOKEN,
            parameter: STEEPEST,
        },
    );
    let kept = kept.expect("told");
    assert_eq!(kept.changedAt, U256::from(NOW));
    assert_eq!(
        (kept.band.low, kept.band.high, kept.band.step),
        (200, 600, 50)
    );
}

#[test]
fn test_steward_waits_between_moves_whoever_made_them() {
    for first in [OWNER, STEWARD] {
        let mut bench = Bench::staffed();
        bench.expect_terms(with(STEEPEST, 310));
        bench
            .call(first, change(&[(STEEPEST, 310)]))
            .expect("moved");
        bench.vm.set_block_timestamp(NOW + DAY - 1);
        let refused = bench.call(STEWARD, change(&[(STEEPEST, 310)]));
        let error = ChangeTooSoon {
            parameter: U256::from(STEEPEST),
            have: seconds(NOW + DAY - 1),
            want: seconds(NOW + DAY),
        };
        assert_error(refused, error);
        bench.vm.set_block_timestamp(NOW + DAY);
        bench
            .call(STEWARD, change(&[(STEEPEST, 310)]))
            .expect("INV-GOV-01");
    }
}

#[test]
fn test_steward_keeps_to_band_and_step() {
    let mut bench = Bench::staffed();
    let parameter = U256::from(STEEPEST);
    let refused = bench.call(STEWARD, change(&[(STEEPEST, 351)]));
    let (have, want) = (signed(51), signed(50));
    assert_error(
        refused,
        StepTooLarge {
            parameter,
            have,
            want,
        },
    );
    let refused = bench.call(STEWARD, change(&[(STEEPEST, 601)]));
    let (have, want) = (signed(601), signed(600));
    assert_error(
        refused,
        OutsideBand {
            parameter,
            have,
            want,
        },
    );
    let refused = bench.call(STEWARD, change(&[(STEEPEST, 1_001)]));
    let (have, want) = (signed(1_001), signed(1_000));
    assert_error(
        refused,
        ParameterOutOfBounds {
            parameter,
            have,
            want,
        },
    );
    let refused = bench.call(STEWARD, change(&[(0, 1_001)]));
    let (parameter, have, want) = (U256::ZERO, signed(0), signed(1));
    assert_error(
        refused,
        BandClosed {
            parameter,
            have,
            want,
        },
    );
}

#[test]
fn test_owner_keeps_to_the_compiled_bounds_alone() {
    let mut bench = Bench::staffed();
    bench.expect_terms(with(STEEPEST, 1_000));
    bench
        .call(OWNER, change(&[(STEEPEST, 1_000)]))
        .expect("at once");
    let told = bench.event::<ParameterChanged>();
    assert_eq!((told.caller, told.role as u8), (OWNER, Role::Owner as u8));
    assert_eq!((told.low, told.high), (signed(0), signed(1_000)));
    bench
        .call(OWNER, change(&[(STEEPEST, 0)]))
        .expect("and again");
    let refused = bench.call(OWNER, change(&[(2, 4_999)]));
    let (parameter, have, want) = (U256::from(2), signed(4_999), signed(5_000));
    assert_error(
        refused,
        ParameterOutOfBounds {
            parameter,
            have,
            want,
        },
    );
}

#[test]
fn test_others_change_nothing() {
    let mut bench = Bench::staffed();
    for caller in [GUARDIAN, ADMIN, ANYONE] {
        let refused = bench.call(caller, change(&[(STEEPEST, 310)]));
        assert_error(refused, NotSteward { caller });
    }
    assert_eq!(bench.events::<ParameterChanged>(), 0, "INV-GOV-01");
}

#[test]
fn test_a_value_that_is_there_is_no_change() {
    let mut bench = Bench::staffed();
    // Outside the steward's band, but where it is already; and a parameter without a band.
    let call = change(&[(0, 1_000), (STEEPEST, 300)]);
    bench.call(STEWARD, call).expect("nothing moved");
    assert_eq!(bench.events::<ParameterChanged>(), 0);
    let kept = bench.call(
        ANYONE,
        bandOfCall {
            token: TOKEN,
            parameter: STEEPEST,
        },
    );
    assert_eq!(kept.expect("told").changedAt, U256::ZERO);
}

#[test]
fn test_bundles_rise_and_have_something() {
    let mut bench = Bench::staffed();
    assert_error(bench.call(STEWARD, change(&[])), EmptyBundle {});
    let refused = bench.call(STEWARD, change(&[(STEEPEST, 350), (STEEPEST, 400)]));
    let (parameter, have, want) = (U256::from(5), signed(5), signed(6));
    assert_error(
        refused,
        ParameterOutOfOrder {
            parameter,
            have,
            want,
        },
    );
    let refused = bench.call(OWNER, change(&[(STEEPEST, 350), (24, 0)]));
    let (parameter, have, want) = (U256::from(24), signed(24), signed(23));
    assert_error(
        refused,
        UnknownParameter {
            parameter,
            have,
            want,
        },
    );
    let mut nowhere = change(&[(STEEPEST, 350)]);
    nowhere.token = Address::ZERO;
    assert_error(bench.call(OWNER, nowhere), ZeroAddress {});
    let mut bundle = change(&[(0, 900), (STEEPEST, 400), (9, 10)]);
    bench.call(OWNER, bundle.clone()).expect("three at once");
    assert_eq!(bench.events::<ParameterChanged>(), 3);
    bundle.changes.truncate(2);
    bench.call(OWNER, bundle).expect("two");
    assert_eq!(bench.events::<ParameterChanged>(), 5);
}

#[test]
fn test_a_condition_is_asked_of_the_book() {
    let mut bench = Bench::staffed();
    // The answer of every call is the twelve terms: as the book's cash, the first of them.
    let mut call = change(&[(STEEPEST, 350)]);
    call.condition.leastCash = 1_000;
    bench.call(STEWARD, call.clone()).expect("just enough");
    bench.vm.set_block_timestamp(NOW + DAY);
    call.condition.leastCash = 1_001;
    let error = ConditionFailed {
        figure: U256::from(4),
        have: signed(1_000),
        want: signed(1_001),
    };
    assert_error(bench.call(STEWARD, call.clone()), error);
    // The test VM undoes nothing: the refused move counts as made.
    bench.vm.set_block_timestamp(NOW + 2 * DAY);
    call.condition.leastCash = i128::MIN;
    call.condition.greatestGap = 499;
    let error = ConditionFailed {
        figure: U256::from(1),
        have: signed(500),
        want: signed(499),
    };
    assert_error(bench.call(STEWARD, call), error);
}

#[test]
fn test_a_target_that_says_too_little_is_unsuitable() {
    let mut bench = Bench::staffed();
    bench.vm.clear_mocks();
    let asked = alm_abi::IBalanceSheet::termsCall { token: TOKEN };
    let asked = alloy_sol_types::SolCall::abi_encode(&asked);
    bench.vm.mock_static_call(SHEET, asked, Ok(vec![0; 383]));
    let refused = bench.call(OWNER, change(&[(STEEPEST, 350)]));
    assert_error(refused, UnsuitableTarget { target: SHEET });
}

#[test]
fn test_malformed_arguments_revert_empty() {
    let mut bench = Bench::staffed();
    bench.vm.set_sender(OWNER);
    let call = alloy_sol_types::SolCall::abi_encode(&change(&[(STEEPEST, 350)]));
    // A short list, an index of two bytes, a value beyond 128 bits.
    let mut wide = call.clone();
    let parameter = wide.len() - 64;
    wide[parameter + 30] = 1;
    let mut large = call.clone();
    let value = large.len() - 32;
    large[value + 15] = 1;
    for malformed in [call[..call.len() - 1].to_vec(), wide, large] {
        assert_eq!(bench.contract.route(&malformed), Err(vec![]));
    }
}
