//! Who is in the matrix, and who may change that.

mod common;

use alloy_primitives::{Address, U256};
use alloy_sol_types::SolValue;
use alm_abi::ICovariance::{
    AlreadyMember, EngineGarbage, IntervalMismatch, MatrixFull, MembershipChanged, NotListed,
    NotMember, NotOwner, NotPendingOwner, RuleOutOfBounds, RulesChanged, ZeroAddress,
    acceptOwnershipCall, configCall, correlationCall, joinCall, leaveCall, memberAtCall,
    membersCall, ownerCall, pendingOwnerCall, setRulesCall, transferOwnershipCall,
};
use common::*;
use covariance::Covariance;

fn construct(owner: Address, engine: Address, interval: u32) -> Result<Vec<u8>, Vec<u8>> {
    let vm = stylus_sdk::testing::TestVM::default();
    let arguments = (owner, engine, interval).abi_encode_params();
    Covariance::from(&vm).route(&[&[0x55, 0x85, 0x25, 0x8d], arguments.as_slice()].concat())
}

fn out_of_bounds(rule: u8, have: u64, min: u64, max: u64) -> RuleOutOfBounds {
    RuleOutOfBounds {
        rule,
        have: U256::from(have),
        min: U256::from(min),
        max: U256::from(max),
    }
}

#[test]
fn test_constructor_takes_what_can_work() {
    assert_error(construct(Address::ZERO, ENGINE, INTERVAL), ZeroAddress {});
    assert_error(construct(OWNER, Address::ZERO, INTERVAL), ZeroAddress {});
    assert_error(
        construct(OWNER, ENGINE, 299),
        out_of_bounds(0, 299, 300, 43_200),
    );
    assert_error(
        construct(OWNER, ENGINE, 43_201),
        out_of_bounds(0, 43_201, 300, 43_200),
    );
    assert_eq!(construct(OWNER, ENGINE, 43_200), Ok(vec![]));
    let mut bench = Bench::new(0);
    let again = (ANYONE, ENGINE, INTERVAL).abi_encode_params();
    let again = [&[0x55, 0x85, 0x25, 0x8d], again.as_slice()].concat();
    assert_error(bench.contract.route(&again), NotOwner { caller: OWNER });
    let config = bench.call(ANYONE, configCall {}).expect("told");
    assert_eq!(
        (
            config.engine,
            config.interval,
            config.places,
            config.minSamples,
            config.minPull
        ),
        (ENGINE, INTERVAL, 0, 30, 0)
    );
}

#[test]
fn test_malformed_calldata_is_refused() {
    let mut bench = Bench::new(1);
    for calldata in [vec![], vec![1, 2, 3], vec![9; 36]] {
        assert_eq!(bench.contract.route(&calldata), Err(vec![]));
    }
}

#[test]
fn test_only_the_owner_changes_members_and_rules() {
    let mut bench = Bench::joined(1);
    let refused = || NotOwner { caller: ANYONE };
    assert_error(bench.call(ANYONE, joinCall { asset: asset(1) }), refused());
    assert_error(bench.call(ANYONE, leaveCall { asset: asset(0) }), refused());
    let rules = setRulesCall {
        minSamples: 40,
        minPull: 1_000,
    };
    assert_error(bench.call(ANYONE, rules.clone()), refused());
    bench.call(OWNER, rules).expect("set");
    let event: RulesChanged = bench.event();
    assert_eq!(
        (
            event.oldMinSamples,
            event.newMinSamples,
            event.oldMinPull,
            event.newMinPull
        ),
        (30, 40, 0, 1_000)
    );
    for (samples, pull, error) in [
        (19, 0, out_of_bounds(1, 19, 20, 250)),
        (251, 0, out_of_bounds(1, 251, 20, 250)),
        (20, 10_001, out_of_bounds(2, 10_001, 0, 10_000)),
    ] {
        let call = setRulesCall {
            minSamples: samples,
            minPull: pull,
        };
        assert_error(bench.call(OWNER, call), error);
    }
}

#[test]
fn test_ownership_moves_in_two_steps() {
    let mut bench = Bench::new(0);
    let nominate = transferOwnershipCall { newOwner: ANYONE };
    assert_error(
        bench.call(ANYONE, nominate.clone()),
        NotOwner { caller: ANYONE },
    );
    bench.call(OWNER, nominate).expect("nominated");
    assert_eq!(bench.call(OWNER, pendingOwnerCall {}), Ok(ANYONE));
    assert_error(
        bench.call(OWNER, acceptOwnershipCall {}),
        NotPendingOwner { caller: OWNER },
    );
    bench
        .call(ANYONE, acceptOwnershipCall {})
        .expect("accepted");
    assert_eq!(bench.call(OWNER, ownerCall {}), Ok(ANYONE));
}

#[test]
fn test_an_asset_joins_with_what_the_engine_knows() {
    let mut bench = Bench::new(2);
    bench.join(1).expect("joined");
    let event: MembershipChanged = bench.event();
    assert_eq!(
        (event.asset, event.place, event.joined),
        (asset(1), 0, true)
    );
    let member = bench.call(ANYONE, memberAtCall { place: 0 }).expect("told");
    assert_eq!(member.asset, asset(1));
    assert_eq!(member.price, U256::from(1_000_000_000));
    assert_eq!(u64::from(member.slot), START / HOUR);
    assert_eq!((member.span, member.pull), (0, 0));
    assert!(member.fresh.unsigned_abs() < U256::from(20_000));
    let slow = bench.told[1].varianceSlow;
    assert!(member.variance >= slow && member.variance - slow < slow >> 50);
    assert_error(bench.join(1), AlreadyMember { asset: asset(1) });
    assert_error(
        bench.call(
            OWNER,
            joinCall {
                asset: Address::ZERO,
            },
        ),
        ZeroAddress {},
    );
}

#[test]
fn test_an_asset_the_engine_samples_otherwise_is_refused() {
    let mut bench = Bench::new(2);
    bench.told[0].interval = 7_200;
    assert_error(
        bench.join(0),
        IntervalMismatch {
            asset: asset(0),
            have: U256::from(7_200),
            want: U256::from(3_600),
        },
    );
    bench.told[1].feed = Address::ZERO;
    assert_error(bench.join(1), NotListed { asset: asset(1) });
    // An engine that answers nothing at all.
    bench.vm.clear_mocks();
    assert_error(
        bench.call(OWNER, joinCall { asset: asset(1) }),
        EngineGarbage {
            engine: ENGINE,
            have: U256::ZERO,
            want: U256::from(16 * 6 * 32),
        },
    );
}

#[test]
fn test_places_are_freed_and_taken_again() {
    let mut bench = Bench::joined(3);
    assert_error(
        bench.call(OWNER, leaveCall { asset: asset(7) }),
        NotMember { asset: asset(7) },
    );
    // Two common samples, so that there is something to forget.
    for hour in 1..3 {
        bench.prices(
            &[1_010_000_000 + hour as u128, 990_000_000, 1_005_000_000],
            START + hour * HOUR,
        );
        bench.sample_all().expect("sampled");
    }
    let correlation = |bench: &mut Bench, other| {
        let call = correlationCall { one: 1, other };
        bench.call(ANYONE, call).expect("told")
    };
    assert_eq!(correlation(&mut bench, 0).samples, 2);
    bench
        .call(OWNER, leaveCall { asset: asset(1) })
        .expect("left");
    let event: MembershipChanged = bench.event();
    assert_eq!(
        (event.asset, event.place, event.joined),
        (asset(1), 1, false)
    );
    let members = bench.call(ANYONE, membersCall {}).expect("told");
    assert_eq!(members[..3], [asset(0), Address::ZERO, asset(2)]);
    bench.told.push(observation(3, 5, START));
    bench.join(3).expect("joined");
    let members = bench.call(ANYONE, membersCall {}).expect("told");
    assert_eq!(members[..4], [asset(0), asset(3), asset(2), Address::ZERO]);
    for other in [0, 2] {
        let told = correlation(&mut bench, other);
        assert_eq!(told.samples, 0);
        assert_eq!(told.measured.unsigned_abs(), U256::from(WAD));
        assert_eq!(told.believed, U256::from(WAD));
    }
}

#[test]
fn test_there_are_sixteen_places() {
    let mut bench = Bench::joined(16);
    bench.told.push(observation(16, 5, START));
    assert_error(
        bench.join(16),
        MatrixFull {
            have: U256::from(16),
        },
    );
    let members = bench.call(ANYONE, membersCall {}).expect("told");
    assert!((0..16).all(|place| members[place] == asset(place)));
    assert_error(
        bench.call(ANYONE, memberAtCall { place: 16 }),
        out_of_bounds(3, 16, 0, 15),
    );
}
