//! Permits: what is signed, and what is refused. Real signatures are tested with forge.

mod common;

use alloy_primitives::{Address, B256, U256, b256, keccak256};
use alloy_sol_types::{SolValue, eip712_domain};
use alm_abi::IDepositVault::{
    DOMAIN_SEPARATORCall, ECDSAInvalidSignatureS, ERC2612ExpiredSignature, ERC2612InvalidSigner,
    allowanceCall, noncesCall, permitCall,
};
use alm_stylus::permit::{DOMAIN_TYPE, PERMIT_TYPE, VERSION};
use common::*;

const S_MAX: B256 = b256!("0x7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0");

fn permit(s: B256, deadline: u64) -> permitCall {
    permitCall {
        owner: ALICE,
        spender: BOB,
        value: number(9),
        deadline: U256::from(deadline),
        v: 27,
        r: B256::with_last_byte(1),
        s,
    }
}

/// The precompiled contract recovers this signer.
fn recover(bench: &Bench, signer: Address) {
    bench.answer(0);
    let answer = signer.abi_encode();
    bench.vm.mock_static_call(ASSET, vec![0; 4], Ok(answer));
}

#[test]
fn test_type_hashes_are_of_the_standards_texts() {
    let domain =
        "EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)";
    let message =
        "Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)";
    assert_eq!(keccak256(domain), DOMAIN_TYPE);
    assert_eq!(keccak256(message), PERMIT_TYPE);
    assert_eq!(keccak256("1"), VERSION);
}

#[test]
fn test_domain_names_chain_and_contract() {
    let mut bench = Bench::empty();
    for chain_id in [42_161, 1] {
        bench.vm.set_chain_id(chain_id);
        bench.vm.set_contract_address(SHEET);
        let domain = eip712_domain! {
            name: "ALM deposits",
            version: "1",
            chain_id: chain_id,
            verifying_contract: SHEET,
        };
        let separator = bench.call(BOB, DOMAIN_SEPARATORCall {});
        assert_eq!(separator, Ok(domain.separator()));
    }
}

#[test]
fn test_permit_sets_the_allowance_and_uses_the_nonce() {
    let mut bench = Bench::with_shares(&[(ALICE, 100)]);
    recover(&bench, ALICE);
    bench.call(BOB, permit(S_MAX, NOW)).expect("signed");
    let (owner, spender) = (ALICE, BOB);
    assert_eq!(
        bench.call(BOB, allowanceCall { owner, spender }),
        Ok(number(9))
    );
    assert_eq!(bench.call(BOB, noncesCall { owner }), Ok(number(1)));
    // Balance and nonce share a slot.
    let slot = (number(100) << 128) | (number(1) << 64);
    assert_eq!(bench.slot(mapped(ALICE, 5)), slot);
}

#[test]
fn test_permit_refusals() {
    let mut bench = Bench::empty();
    recover(&bench, BOB);
    let error = ERC2612InvalidSigner {
        signer: BOB,
        owner: ALICE,
    };
    assert_error(bench.call(BOB, permit(S_MAX, NOW)), error);
    let error = ERC2612ExpiredSignature {
        deadline: U256::from(NOW - 1),
    };
    assert_error(bench.call(BOB, permit(S_MAX, NOW - 1)), error);
    let s = B256::from(U256::from_be_bytes(S_MAX.0) + U256::ONE);
    let error = ECDSAInvalidSignatureS { s };
    assert_error(bench.call(BOB, permit(s, NOW)), error);
}
