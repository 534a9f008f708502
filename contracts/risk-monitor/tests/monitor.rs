//! What needs no other contract: who may do what, the histogram, the views.

use alloy_primitives::{Address, U256};
use alloy_sol_types::{SolCall, SolValue};
use alm_abi::IRiskMonitor::{
    AlreadyFollowed, Followed, NotDesk, NotFollowed, NotOwner, NotPendingOwner, Recorded, Sources,
    SourcesChanged, TooManyAssets, ZeroAddress, acceptOwnershipCall, evaluateCall, followCall,
    gainOfCall, histogramCall, measureCall, offerCall, ownerCall, pendingOwnerCall, pushTermsCall,
    recordCall, regimeCall, setSourcesCall, sourcesCall, stateCall, transferOwnershipCall,
};
use alm_testvm::*;
use risk_monitor::RiskMonitor;

const OWNER: Address = Address::repeat_byte(0x11);
const ANYONE: Address = Address::repeat_byte(0x22);
const DESK: Address = Address::repeat_byte(0x33);
const ASSET: Address = Address::repeat_byte(0xa0);
const WAD: u128 = 1_000_000_000_000_000_000;

alm_testvm::bench!(RiskMonitor, 1_700_006_400);

impl Bench {
    fn new() -> Self {
        let mut bench = Self::raw();
        bench.vm.set_sender(OWNER);
        bench.construct(&OWNER.abi_encode()).expect("constructed");
        bench
    }

    /// It follows one asset, and has a desk.
    fn following() -> Self {
        let mut bench = Self::new();
        bench
            .call(OWNER, followCall { asset: ASSET })
            .expect("followed");
        bench.call(OWNER, set_sources(DESK)).expect("set");
        bench
    }

    fn record(&mut self, account: Address, collateral: u128, price: u128) {
        let debt = U256::from(collateral) * U256::from(price);
        let call = recordCall {
            asset: ASSET,
            account,
            collateral: U256::from(collateral),
            debt,
        };
        self.call(DESK, call).expect("recorded");
    }

    fn cell(&mut self, cell: u16) -> u128 {
        let call = histogramCall {
            asset: ASSET,
            first: cell,
        };
        self.call(ANYONE, call).expect("told")[0].to()
    }
}

fn set_sources(desk: Address) -> setSourcesCall {
    setSourcesCall {
        newSources: sources(desk),
    }
}

fn sources(desk: Address) -> Sources {
    Sources {
        engine: Address::repeat_byte(1),
        matrix: Address::repeat_byte(2),
        desk,
        sheet: Address::repeat_byte(3),
        vault: Address::repeat_byte(4),
        token: Address::repeat_byte(5),
    }
}

#[test]
fn test_the_owner_is_installed_once_and_moves_in_two_steps() {
    let refused = Bench::raw().construct(&Address::ZERO.abi_encode());
    assert_error(refused, ZeroAddress {});
    let mut bench = Bench::new();
    let again = bench.construct(&ANYONE.abi_encode());
    assert_error(again, NotOwner { caller: OWNER });
    bench
        .call(OWNER, transferOwnershipCall { newOwner: ANYONE })
        .expect("nominated");
    assert_eq!(bench.call(OWNER, pendingOwnerCall {}), Ok(ANYONE));
    let refused = bench.call(OWNER, acceptOwnershipCall {});
    assert_error(refused, NotPendingOwner { caller: OWNER });
    bench
        .call(ANYONE, acceptOwnershipCall {})
        .expect("accepted");
    assert_eq!(bench.call(OWNER, ownerCall {}), Ok(ANYONE));
}

#[test]
fn test_malformed_calldata_is_refused() {
    let mut bench = Bench::following();
    for calldata in [vec![], vec![1, 2, 3], vec![9; 36], vec![9; 400]] {
        assert_eq!(bench.contract.route(&calldata), Err(vec![]));
    }
    let mut dirty = gainOfCall { asset: ASSET }.abi_encode();
    dirty[4] = 1;
    assert_eq!(bench.contract.route(&dirty), Err(vec![]));
}

#[test]
fn test_sources_are_the_owners() {
    let mut bench = Bench::new();
    let refused = bench.call(ANYONE, set_sources(DESK));
    assert_error(refused, NotOwner { caller: ANYONE });
    bench.call(OWNER, set_sources(DESK)).expect("set");
    let event: SourcesChanged = bench.event();
    assert_eq!(event.oldSources.engine, Address::ZERO);
    assert_eq!(event.newSources.abi_encode(), sources(DESK).abi_encode());
    let told = bench.call(ANYONE, sourcesCall {}).expect("told");
    assert_eq!(told.abi_encode(), sources(DESK).abi_encode());
}

#[test]
fn test_sixteen_assets_are_followed() {
    let mut bench = Bench::new();
    let follow = |bench: &mut Bench, number: u8| {
        let asset = Address::repeat_byte(0xa0 + number);
        bench.call(OWNER, followCall { asset })
    };
    let refused = bench.call(ANYONE, followCall { asset: ASSET });
    assert_error(refused, NotOwner { caller: ANYONE });
    let zero = bench.call(
        OWNER,
        followCall {
            asset: Address::ZERO,
        },
    );
    assert_error(zero, ZeroAddress {});
    for number in 0..16 {
        follow(&mut bench, number).expect("followed");
        assert_eq!(bench.event::<Followed>().number, number);
    }
    let twice = follow(&mut bench, 7);
    assert_error(
        twice,
        AlreadyFollowed {
            asset: Address::repeat_byte(0xa7),
        },
    );
    assert_error(
        follow(&mut bench, 16),
        TooManyAssets {
            have: U256::from(16),
        },
    );
}

#[test]
fn test_what_is_not_followed_is_refused() {
    let mut bench = Bench::following();
    for asset in [ANYONE, Address::ZERO] {
        let refused = || NotFollowed { asset };
        assert_error(bench.call(ANYONE, gainOfCall { asset }), refused());
        assert_error(bench.call(ANYONE, measureCall { asset }), refused());
        assert_error(bench.call(ANYONE, pushTermsCall { asset }), refused());
        let told = bench.call(ANYONE, histogramCall { asset, first: 0 });
        assert_error(told, refused());
        let record = recordCall {
            asset,
            account: ANYONE,
            collateral: U256::ONE,
            debt: U256::ONE,
        };
        assert_error(bench.call(DESK, record), refused());
    }
    assert_eq!(
        bench.call(ANYONE, gainOfCall { asset: ASSET }),
        Ok(U256::ZERO)
    );
}

#[test]
fn test_only_the_desk_records() {
    let mut bench = Bench::following();
    let record = recordCall {
        asset: ASSET,
        account: ANYONE,
        collateral: U256::ONE,
        debt: U256::ONE,
    };
    assert_error(bench.call(OWNER, record), NotDesk { caller: OWNER });
}

#[test]
fn test_a_loan_moves_from_cell_to_cell() {
    let mut bench = Bench::following();
    // ln 1000 = 6.9078, ln 1500 = 7.3132; cells are counted from e^-42.
    bench.record(ANYONE, 3 * WAD, 1_000);
    let event: Recorded = bench.event();
    assert_eq!(
        (event.oldUnits, event.newCell, event.newUnits),
        (0, 4_890, 3_000_000)
    );
    bench.record(OWNER, 2 * WAD + 1, 1_000);
    // A part of a unit counts as one.
    assert_eq!(bench.cell(4_890), 5_000_001);
    bench.record(ANYONE, 4 * WAD, 1_500);
    let event: Recorded = bench.event();
    assert_eq!((event.oldCell, event.oldUnits), (4_890, 3_000_000));
    assert_eq!((event.newCell, event.newUnits), (4_931, 4_000_000));
    assert_eq!(
        (bench.cell(4_890), bench.cell(4_931)),
        (2_000_001, 4_000_000)
    );
    // Recorded again as it was, it stands where it stood.
    bench.record(ANYONE, 4 * WAD, 1_500);
    assert_eq!(bench.cell(4_931), 4_000_000);
    bench.record(ANYONE, 4 * WAD, 0);
    assert_eq!(bench.cell(4_931), 0);
    bench.record(OWNER, 0, 0);
    assert_eq!(bench.cell(4_890), 0);
}

#[test]
fn test_cells_of_one_slot_do_not_touch_each_other() {
    let mut bench = Bench::following();
    for (account, price) in [(1u8, 1_000), (2, 1_010), (3, 1_020), (4, 1_030)] {
        bench.record(
            Address::repeat_byte(account),
            u128::from(account) * WAD,
            price,
        );
    }
    let call = histogramCall {
        asset: ASSET,
        first: 4_888,
    };
    let told = bench.call(ANYONE, call).expect("told");
    let units: Vec<u64> = told
        .iter()
        .map(|units| units.to())
        .filter(|units| *units > 0)
        .collect();
    assert_eq!(units, [1_000_000, 2_000_000, 3_000_000, 4_000_000]);
    let past_the_end = histogramCall {
        asset: ASSET,
        first: u16::MAX,
    };
    let told = bench.call(ANYONE, past_the_end).expect("told");
    assert!(told.iter().all(|units| units.is_zero()));
}

#[test]
fn test_a_debt_without_collateral_is_in_the_highest_cell() {
    let mut bench = Bench::following();
    let call = recordCall {
        asset: ASSET,
        account: ANYONE,
        collateral: U256::ZERO,
        debt: U256::from(WAD),
    };
    bench.call(DESK, call).expect("recorded");
    let event: Recorded = bench.event();
    assert_eq!((event.newCell, event.newUnits), (6_199, 0));
}

#[test]
fn test_a_new_monitor_is_calm() {
    let mut bench = Bench::following();
    assert_eq!(bench.call(ANYONE, regimeCall {}), Ok(0));
    let state = bench.call(ANYONE, stateCall {}).expect("told");
    assert_eq!((state.epoch, state.supply), (0, U256::ZERO));
    assert!(state.mean.is_zero() && state.drift.is_zero());
    let offer = offerCall {
        value: 1_000_000,
        debt: 780_000,
        threshold: 800_000_000_000_000_000,
        bonus: 40_000_000_000_000_000,
    };
    let told = bench.call(ANYONE, offer).expect("told");
    assert_eq!((told.repay, told.paid), (U256::ZERO, U256::ZERO));
    // Its sources are no contracts here: what they do not answer is told, and nothing is kept.
    assert!(bench.call(ANYONE, evaluateCall {}).is_err());
    assert_eq!(bench.call(ANYONE, stateCall {}).expect("told").epoch, 0);
}
