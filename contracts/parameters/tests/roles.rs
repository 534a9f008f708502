//! Who may do what, and what is stored of it.

mod common;

use alloy_primitives::{Address, B256, U256};
use alm_abi::IParameters::*;
use common::*;

#[test]
fn test_constructor_runs_once_and_wants_a_balance_sheet() {
    let mut bench = Bench::raw();
    bench.vm.set_sender(ANYONE);
    let error = ZeroAddress {};
    assert_error(bench.set_up(OWNER, Address::ZERO, MODEL), error);
    let error = ZeroAddress {};
    assert_error(bench.set_up(Address::ZERO, SHEET, MODEL), error);
    bench.set_up(OWNER, SHEET, MODEL).expect("constructed");
    let again = bench.set_up(ANYONE, ANYONE, ANYONE);
    assert_error(again, NotOwner { caller: ANYONE });
    assert_eq!(bench.call(ANYONE, ownerCall {}), Ok(OWNER));
    assert_eq!(bench.call(ANYONE, balanceSheetCall {}), Ok(SHEET));
    assert_eq!(bench.call(ANYONE, rateModelCall {}), Ok(MODEL));
    let told = bench.event::<RateModelChanged>();
    assert_eq!((told.previous, told.current), (Address::ZERO, MODEL));
    // Without a rate model there are no spreads to govern, and everything else.
    let mut bench = Bench::raw();
    bench
        .set_up(OWNER, SHEET, Address::ZERO)
        .expect("constructed");
}

#[test]
fn test_nobody_holds_a_role_that_is_vacant() {
    let mut bench = Bench::empty();
    bench.tell_terms();
    let zero = Address::ZERO;
    let refused = bench.call(zero, pauseCall { token: TOKEN });
    assert_error(refused, NotGuardian { caller: zero });
    let refused = bench.call(zero, change(&[(STEEPEST, 310)]));
    assert_error(refused, NotSteward { caller: zero });
    let refused = bench.call(zero, shortenTermCall { until: 0 });
    assert_error(refused, NotAdmin { caller: zero });
}

#[test]
fn test_owner_functions_are_the_owners() {
    let mut bench = Bench::staffed();
    for caller in [GUARDIAN, STEWARD, ADMIN, ANYONE] {
        let refused = || NotOwner { caller };
        let token = TOKEN;
        assert_error(bench.call(caller, unpauseCall { token }), refused());
        assert_error(bench.call(caller, set_band(5, band())), refused());
        assert_error(bench.call(caller, stewards(UNTIL)), refused());
        let call = setGuardianCall { guardian: caller };
        assert_error(bench.call(caller, call), refused());
        let call = setRateModelCall { rateModel: caller };
        assert_error(bench.call(caller, call), refused());
        let call = transferOwnershipCall { newOwner: caller };
        assert_error(bench.call(caller, call), refused());
        let call = executeCall {
            target: SHEET,
            data: vec![1, 2, 3, 4].into(),
        };
        assert_error(bench.call(caller, call), refused());
    }
}

#[test]
fn test_pause_is_the_guardians_and_the_owners() {
    let mut bench = Bench::staffed();
    bench.expect_pause(true);
    for (caller, role) in [(GUARDIAN, Role::Guardian as u8), (OWNER, Role::Owner as u8)] {
        bench
            .call(caller, pauseCall { token: TOKEN })
            .expect("paused");
        let told = bench.event::<PauseChanged>();
        assert_eq!((told.token, told.caller), (TOKEN, caller));
        assert_eq!((told.role as u8, told.paused), (role, true));
    }
    for caller in [STEWARD, ADMIN, ANYONE] {
        let refused = bench.call(caller, pauseCall { token: TOKEN });
        assert_error(refused, NotGuardian { caller });
    }
    let nothing = pauseCall {
        token: Address::ZERO,
    };
    assert_error(bench.call(GUARDIAN, nothing), ZeroAddress {});
    bench.expect_pause(false);
    bench
        .call(OWNER, unpauseCall { token: TOKEN })
        .expect("allowed");
    let told = bench.event::<PauseChanged>();
    assert_eq!((told.role as u8, told.paused), (Role::Owner as u8, false));
}

#[test]
fn test_set_steward_stores_a_term() {
    let mut bench = Bench::staffed();
    let told = bench.event::<StewardChanged>();
    assert_eq!((told.caller, told.role as u8), (OWNER, Role::Owner as u8));
    assert_eq!((told.steward, told.admin), (STEWARD, ADMIN));
    assert_eq!(told.previousUntil, U256::ZERO);
    assert_eq!(told.until, U256::from(UNTIL));
    let office = bench.call(ANYONE, stewardshipCall {}).expect("told");
    assert_eq!((office.steward, office.admin), (STEWARD, ADMIN));
    assert_eq!(office.until, U256::from(UNTIL));
    let word = U256::from(UNTIL) << 224 | U256::from_be_slice(STEWARD.as_slice());
    assert_eq!(bench.slot(B256::with_last_byte(5)), word, "the layout");
    let last = NOW + 365 * DAY;
    let refused = bench.call(OWNER, stewards(last as u32 + 1));
    let (have, want) = (last as i128 + 1, last as i128);
    let (have, want) = (
        have.try_into().expect("small"),
        want.try_into().expect("small"),
    );
    assert_error(refused, TermTooLong { have, want });
    bench.call(OWNER, stewards(last as u32)).expect("a year");
}

#[test]
fn test_shorten_term_is_the_admins_and_only_shortens() {
    let mut bench = Bench::staffed();
    for caller in [OWNER, STEWARD, GUARDIAN] {
        let refused = bench.call(caller, shortenTermCall { until: 1 });
        assert_error(refused, NotAdmin { caller });
    }
    let (have, want) = (U256::from(UNTIL), U256::from(UNTIL));
    let refused = bench.call(ADMIN, shortenTermCall { until: UNTIL });
    let error = TermExtended {
        have: have.try_into().expect("small"),
        want: want.try_into().expect("small"),
    };
    assert_error(refused, error);
    let until = NOW as u32 + 10;
    bench
        .call(ADMIN, shortenTermCall { until })
        .expect("shorter");
    let told = bench.event::<StewardChanged>();
    assert_eq!((told.caller, told.role as u8), (ADMIN, Role::Admin as u8));
    assert_eq!((told.steward, told.admin), (STEWARD, ADMIN));
    assert_eq!(told.previousUntil, U256::from(UNTIL));
    bench.expect_terms(TERMS);
    bench.vm.set_block_timestamp(NOW + 9);
    bench
        .call(STEWARD, change(&[(STEEPEST, 300)]))
        .expect("in office");
    bench.vm.set_block_timestamp(NOW + 10);
    let refused = bench.call(STEWARD, change(&[(STEEPEST, 300)]));
    let have = U256::from(NOW + 10).try_into().expect("small");
    assert_error(refused, StewardExpired { have, want: have });
}

#[test]
fn test_settings_tell_what_was_before() {
    let mut bench = Bench::staffed();
    let guardian = ANYONE;
    bench
        .call(OWNER, setGuardianCall { guardian })
        .expect("named");
    let told = bench.event::<GuardianChanged>();
    assert_eq!((told.previous, told.current), (GUARDIAN, ANYONE));
    assert_eq!(bench.call(ANYONE, guardianCall {}), Ok(ANYONE));
    let none = setRateModelCall {
        rateModel: Address::ZERO,
    };
    bench.call(OWNER, none).expect("named");
    let told = bench.event::<RateModelChanged>();
    assert_eq!((told.previous, told.current), (MODEL, Address::ZERO));
}

#[test]
fn test_unknown_functions_and_short_calls_revert_empty() {
    let mut bench = Bench::staffed();
    bench.vm.set_sender(OWNER);
    for call in [vec![], vec![1, 2, 3], vec![1, 2, 3, 4]] {
        assert_eq!(bench.contract.route(&call), Err(vec![]));
    }
}
