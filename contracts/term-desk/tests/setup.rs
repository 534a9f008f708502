//! Construction, ids, and the interfaces spoken.

mod common;

use alloy_primitives::{Address, B256, FixedBytes, U256};
use alloy_sol_types::SolCall;
use alm_abi::ITermDesk::{
    InvalidId, InvalidInitialization, ZeroAddress, balanceSheetCall, claimOfCall, idOfCall,
    nameCall, supportsInterfaceCall,
};
use common::*;

#[test]
fn test_constructor_stores_and_tells() {
    let mut bench = Bench::empty();
    assert_eq!(bench.call(BOB, balanceSheetCall {}), Ok(SHEET));
    let sheet = U256::from_be_slice(SHEET.as_slice());
    assert_eq!(bench.slot(B256::ZERO), sheet, "the first slot");
}

#[test]
fn test_constructor_runs_once_and_names_somebody() {
    let mut bench = Bench::empty();
    assert_error(bench.set_up(BOB), InvalidInitialization {});
    assert_eq!(bench.call(BOB, balanceSheetCall {}), Ok(SHEET));
    assert_error(Bench::raw().set_up(Address::ZERO), ZeroAddress {});
}

#[test]
fn test_ids_are_of_one_currency_and_maturity() {
    let mut bench = Bench::empty();
    for token in [Address::ZERO, TOKEN, Address::repeat_byte(0xff)] {
        for maturity in [0, 1, MATURITY, u64::MAX] {
            let id = bench.call(BOB, idOfCall { token, maturity });
            assert_eq!(id, Ok(id_of(token, maturity)));
            let claim = bench.call(BOB, claimOfCall { id: id.unwrap() }).unwrap();
            assert_eq!((claim.token, claim.maturity), (token, maturity));
        }
    }
}

#[test]
fn test_a_number_with_upper_bits_is_no_id() {
    let mut bench = Bench::empty();
    for id in [U256::ONE << 224, U256::MAX, id() | (U256::ONE << 255)] {
        assert_error(bench.call(BOB, claimOfCall { id }), InvalidId { id });
        assert_error(bench.call(BOB, nameCall { id }), InvalidId { id });
    }
}

#[test]
fn test_interfaces_are_told() {
    let mut bench = Bench::empty();
    for (interface, speaks) in [
        (0x01ff_c9a7_u32, true),
        (0x0f63_2fb3, true),
        (0xffff_ffff, false),
        (0, false),
        (0x3637_2b07, false),
    ] {
        let call = supportsInterfaceCall {
            interfaceId: FixedBytes(interface.to_be_bytes()),
        };
        assert_eq!(bench.call(BOB, call), Ok(speaks), "{interface:x}");
    }
    // Bits below the four bytes are no identifier.
    let mut dirty = supportsInterfaceCall {
        interfaceId: FixedBytes([0x01, 0xff, 0xc9, 0xa7]),
    }
    .abi_encode();
    dirty[35] = 1;
    assert_eq!(bench.contract.route(&dirty), Err(vec![]));
}
