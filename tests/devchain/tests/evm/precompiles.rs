//! Precompiles of ArbOS: answers, gas, access.

use alloy_primitives::{Address, B256, Bytes, U256, keccak256};
use devchain::evm::types::Status;

use super::{
    chain::{ALICE, ARB_WASM, BOB, Chain, NETWORK, as_number, calldata, number, word},
    contracts::{Kind, evm_forwarder, forward},
};

const ARB_SYS: Address = Address::with_last_byte(0x64);
const ARB_INFO: Address = Address::with_last_byte(0x65);
const ARB_OWNER_PUBLIC: Address = Address::with_last_byte(0x6b);
const ARB_GAS_INFO: Address = Address::with_last_byte(0x6c);
const ARB_OWNER: Address = Address::with_last_byte(0x70);
const ARB_DEBUG: Address = Address::with_last_byte(0xff);

fn ask(chain: &mut Chain, address: Address, signature: &str) -> U256 {
    as_number(&chain.ok(address, calldata(signature, &[])))
}

#[test]
fn test_arb_sys_tells_of_the_chain() {
    for version in [51, 61] {
        let mut chain = Chain::new(version);
        assert_eq!(
            ask(&mut chain, ARB_SYS, "arbBlockNumber()"),
            U256::from(1_000)
        );
        assert_eq!(
            ask(&mut chain, ARB_SYS, "arbChainID()"),
            U256::from(412_346)
        );
        assert_eq!(
            ask(&mut chain, ARB_SYS, "arbOSVersion()"),
            U256::from(55 + version)
        );
        assert_eq!(
            ask(&mut chain, ARB_SYS, "getStorageGasAvailable()"),
            U256::ZERO
        );
        assert_eq!(ask(&mut chain, ARB_SYS, "isTopLevelCall()"), U256::from(1));
    }
}

#[test]
fn test_arb_sys_tells_hashes_of_256_blocks() {
    let mut chain = Chain::new(61);
    let hash = |number_: u64| calldata("arbBlockHash(uint256)", &[number(number_)]);
    for known in [999, 744] {
        let expected = keccak256(known.to_string());
        assert_eq!(chain.ok(ARB_SYS, hash(known))[..], expected[..]);
    }
    let selector = &keccak256("InvalidBlockNumber(uint256,uint256)")[..4];
    for unknown in [1_000, 743, 5_000] {
        let executed = chain.send(ARB_SYS, hash(unknown));
        let data = [selector, &number(unknown)[..], &number(1_000)[..]].concat();
        assert_eq!(
            (executed.status, executed.output),
            (Status::Revert, data.into())
        );
    }
}

#[test]
fn test_overhead_is_800_and_3_a_word() {
    let mut chain = Chain::new(61);
    // Four bytes of calldata, the state, a word of result.
    let gas = chain.send(ARB_SYS, calldata("arbChainID()", &[])).gas_used;
    assert_eq!(gas, 21_000 + 4 * 16 + 800 + 3);
    // A read of the parameters counts as warm.
    let gas = chain.send(ARB_WASM, calldata("inkPrice()", &[])).gas_used;
    assert_eq!(gas, 21_000 + 4 * 16 + 800 + 100 + 3);
    // A word of arguments of which 20 bytes are not zero (16 of 20 and 12 zeros), one storage read.
    let input = calldata("isChainOwner(address)", &[word(Address::repeat_byte(1))]);
    let gas = chain.send(ARB_OWNER_PUBLIC, input).gas_used;
    assert_eq!(gas, 21_000 + 24 * 16 + 12 * 4 + 3 + 800 + 800 + 3);
}

#[test]
fn test_withdraw_eth_burns_the_value_and_tells_l1() {
    let mut chain = Chain::new(61);
    for position in 0..3_u64 {
        let mut message = chain.message(ARB_SYS, calldata("withdrawEth(address)", &[word(BOB)]));
        message.value = U256::from(50);
        let executed = chain.run(&message);
        assert_eq!(as_number(&executed.output), U256::from(position));
        let log = executed.logs.last().unwrap();
        let signature =
            "L2ToL1Tx(address,address,uint256,uint256,uint256,uint256,uint256,uint256,bytes)";
        assert_eq!(log.topics()[0], keccak256(signature));
        assert_eq!(log.topics()[1], word(BOB));
        assert_eq!(log.topics()[3], number(position));
        // A second leaf completes a pair.
        assert_eq!(executed.logs.len(), if position == 1 { 2 } else { 1 });
        assert_eq!(chain.balance(ARB_SYS), U256::ZERO);
    }
}

#[test]
fn test_arb_gas_info_tells_prices() {
    let mut chain = Chain::new(61);
    let base_fee = U256::from(100_000_000);
    assert_eq!(
        ask(&mut chain, ARB_GAS_INFO, "getMinimumGasPrice()"),
        base_fee
    );
    assert_eq!(
        ask(&mut chain, ARB_GAS_INFO, "getL1BaseFeeEstimate()"),
        U256::ZERO
    );
    assert_eq!(
        ask(&mut chain, ARB_GAS_INFO, "getCurrentTxL1GasFees()"),
        U256::ZERO
    );
    let prices = chain.ok(ARB_GAS_INFO, calldata("getPricesInWei()", &[]));
    assert_eq!(as_number(&prices[160..]), base_fee);
    assert_eq!(prices.len(), 192);
}

#[test]
fn test_arb_info_tells_balance_and_code() {
    let mut chain = Chain::new(61);
    let contract = chain.put_code(vec![1, 2, 3]);
    let balance = chain.ok(ARB_INFO, calldata("getBalance(address)", &[word(BOB)]));
    assert_eq!(as_number(&balance), U256::from(10).pow(U256::from(21)));
    let code = chain.ok(ARB_INFO, calldata("getCode(address)", &[word(contract)]));
    assert_eq!(code[64..67], [1, 2, 3]);
}

#[test]
fn test_owner_governs_free_of_gas() {
    let mut chain = Chain::new(61);
    let input = calldata("setInkPrice(uint32)", &[number(20_000)]);
    let executed = chain.send(ARB_OWNER, input.clone());
    assert_eq!(executed.status, Status::Success);
    let data: u64 = input.iter().map(|b| if *b == 0 { 4 } else { 16 }).sum();
    assert_eq!(executed.gas_used, 21_000 + data);
    assert_eq!(executed.logs[0].topics()[2], word(ALICE));
    assert_eq!(ask(&mut chain, ARB_WASM, "inkPrice()"), U256::from(20_000));
}

#[test]
fn test_stranger_who_governs_loses_all_gas() {
    let mut chain = Chain::new(61);
    let mut message = chain.message(ARB_OWNER, calldata("setInkPrice(uint32)", &[number(1)]));
    message.from = BOB;
    let executed = chain.run(&message);
    let text = "unauthorized caller to access-controlled method";
    assert_eq!(executed.status, Status::Halt(text.into()));
    assert_eq!(executed.gas_used, chain.gas_limit);
}

#[test]
fn test_anyone_becomes_owner_of_a_debug_chain() {
    let mut chain = Chain::new(61);
    let mut message = chain.message(ARB_DEBUG, calldata("becomeChainOwner()", &[]));
    message.from = BOB;
    assert_eq!(chain.run(&message).status, Status::Success);
    let is_owner = calldata("isChainOwner(address)", &[word(BOB)]);
    assert_eq!(
        as_number(&chain.ok(ARB_OWNER_PUBLIC, is_owner)),
        U256::from(1)
    );
    let owners = chain.ok(ARB_OWNER_PUBLIC, calldata("getAllChainOwners()", &[]));
    assert_eq!(owners[64..], [word(ALICE), word(BOB)].concat());
    let remove = calldata("removeChainOwner(address)", &[word(ALICE)]);
    chain.ok(ARB_OWNER, remove);
    let owners = chain.ok(ARB_OWNER_PUBLIC, calldata("getAllChainOwners()", &[]));
    assert_eq!(owners[64..], word(BOB)[..]);
}

#[test]
fn test_owner_sets_every_parameter_of_stylus() {
    let mut chain = Chain::new(61);
    for (setter, getter, value) in [
        ("setWasmMaxStackDepth(uint32)", "maxStackDepth()", 1_000),
        ("setWasmFreePages(uint16)", "freePages()", 3),
        ("setWasmPageGas(uint16)", "pageGas()", 999),
        ("setWasmPageLimit(uint16)", "pageLimit()", 64),
        ("setWasmExpiryDays(uint16)", "expiryDays()", 10),
        ("setWasmKeepaliveDays(uint16)", "keepaliveDays()", 5),
        ("setWasmBlockCacheSize(uint16)", "blockCacheSize()", 7),
        ("setWasmActivationGas(uint64)", "activationGas()", 12_345),
    ] {
        chain.ok(ARB_OWNER, calldata(setter, &[number(value)]));
        assert_eq!(
            ask(&mut chain, ARB_WASM, getter),
            U256::from(value),
            "{getter}"
        );
    }
    chain.ok(
        ARB_OWNER,
        calldata("setMaxStylusContractFragments(uint8)", &[number(2)]),
    );
    let fragments = ask(
        &mut chain,
        ARB_OWNER_PUBLIC,
        "getMaxStylusContractFragments()",
    );
    assert_eq!(fragments, U256::from(2));
    chain.ok(
        ARB_OWNER,
        calldata(
            "setWasmMinInitGas(uint8,uint16)",
            &[number(200), number(33)],
        ),
    );
    let minimum = chain.ok(ARB_WASM, calldata("minInitGas()", &[]));
    assert_eq!(as_number(&minimum[..32]), U256::from(256));
    assert_eq!(as_number(&minimum[32..]), U256::from(64));
}

#[test]
fn test_parameters_are_those_of_the_version() {
    for (arbos, stylus) in [(51, 2), (61, 3)] {
        let mut chain = Chain::new(arbos);
        assert_eq!(
            ask(&mut chain, ARB_WASM, "stylusVersion()"),
            U256::from(stylus)
        );
        assert_eq!(
            ask(&mut chain, ARB_WASM, "maxStackDepth()"),
            U256::from(22_000)
        );
        assert_eq!(ask(&mut chain, ARB_WASM, "inkPrice()"), U256::from(10_000));
        assert_eq!(
            ask(&mut chain, ARB_WASM, "pageRamp()"),
            U256::from(620_674_314)
        );
        let account = ask(&mut chain, ARB_OWNER_PUBLIC, "getNetworkFeeAccount()");
        assert_eq!(account, U256::from_be_bytes(word(NETWORK).0));
    }
    let mut chain = Chain::new(61);
    let fragments = ask(
        &mut chain,
        ARB_OWNER_PUBLIC,
        "getMaxStylusContractFragments()",
    );
    assert_eq!(fragments, U256::from(4));
}

#[test]
fn test_method_of_a_later_version_is_unknown() {
    let mut chain = Chain::new(51);
    for (address, method) in [
        (ARB_WASM, "activationGas()"),
        (ARB_OWNER_PUBLIC, "getMaxStylusContractFragments()"),
        (ARB_SYS, "nonsense()"),
    ] {
        let executed = chain.send(address, calldata(method, &[]));
        assert_eq!(
            (executed.status, executed.output),
            (Status::Revert, Bytes::new())
        );
        assert_eq!(executed.gas_used, chain.gas_limit, "{method} burns all gas");
    }
}

#[test]
fn test_value_to_a_method_that_takes_none_burns_all_gas() {
    let mut chain = Chain::new(61);
    let mut message = chain.message(ARB_SYS, calldata("arbChainID()", &[]));
    message.value = U256::from(1);
    let executed = chain.run(&message);
    assert_eq!(
        (executed.status, executed.gas_used),
        (Status::Revert, chain.gas_limit)
    );
    assert_eq!(chain.balance(ARB_SYS), U256::ZERO);
}

#[test]
fn test_precompile_answers_contracts_but_not_in_a_delegate_call() {
    let mut chain = Chain::new(61);
    let forwarder = chain.put_code(evm_forwarder());
    let input = calldata("arbChainID()", &[]);
    for kind in [Kind::Call, Kind::Static] {
        let output = chain.ok(forwarder, forward(kind, 0, ARB_SYS, &input));
        assert_eq!(as_number(&output), U256::from(412_346));
    }
    let executed = chain.send(forwarder, forward(Kind::Delegate, 0, ARB_SYS, &input));
    assert_eq!(executed.status, Status::Revert);
}

#[test]
fn test_write_in_a_static_call_is_refused() {
    let mut chain = Chain::new(61);
    let forwarder = chain.put_code(evm_forwarder());
    let program = chain.put_program(super::contracts::NOTHING);
    let input = calldata("activateProgram(address)", &[word(program)]);
    let executed = chain.send(forwarder, forward(Kind::Static, 0, ARB_WASM, &input));
    assert_eq!(executed.status, Status::Revert);
}

#[test]
fn test_precompiles_show_code_and_are_warm() {
    let mut chain = Chain::new(61);
    let code = super::asm::assemble(
        "PUSH1 0x71 EXTCODESIZE PUSH0 MSTORE GAS PUSH1 0x70 BALANCE POP GAS SWAP1 SUB
         PUSH1 0x20 MSTORE PUSH1 0x40 PUSH0 RETURN",
    );
    let contract = chain.put_code(code);
    let output = chain.ok(contract, Bytes::new());
    assert_eq!(as_number(&output[..32]), U256::from(1));
    assert_eq!(as_number(&output[32..]), U256::from(3 + 100 + 2 + 2));
    assert_ne!(B256::ZERO, word(ALICE));
}
