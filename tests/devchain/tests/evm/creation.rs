//! Deployments, by the EVM and by programs.

use alloy_primitives::{Address, B256, Bytes, U256, keccak256};
use devchain::{
    arbos::{CREATE2_FACTORY, STYLUS_DEPLOYER},
    evm::types::{Message, Status},
};

use super::{
    asm::{assemble, init_code},
    chain::{ACTIVATION_VALUE, ALICE, Chain, calldata, number, program_code},
    contracts::{CREATOR, NOTHING, create},
};

fn deploy(chain: &mut Chain, init: Vec<u8>) -> devchain::evm::types::Executed {
    let message = Message {
        to: None,
        ..chain.message(Address::ZERO, init)
    };
    chain.run(&message)
}

fn code_of(chain: &mut Chain, address: Address) -> Bytes {
    let info = revm::Database::basic(&mut chain.db, address)
        .unwrap()
        .unwrap();
    info.code.unwrap().original_bytes()
}

#[test]
fn test_transaction_deploys_code_with_a_stylus_prefix() {
    let mut chain = Chain::new(61);
    for prefix in [[0xef, 0xf0, 0], [0xef, 0xf0, 1], [0xef, 0xf0, 2]] {
        let code = [&prefix[..], &[0, 1, 2]].concat();
        let executed = deploy(&mut chain, init_code(&code));
        assert_eq!(executed.status, Status::Success);
        assert_eq!(executed.output, code);
        let created = executed.created.unwrap();
        assert_eq!(code_of(&mut chain, created), code);
    }
}

#[test]
fn test_transaction_refuses_other_code_that_begins_with_ef() {
    let mut chain = Chain::new(61);
    for code in [
        &[0xef, 0xf0, 0][..],
        &[0xef, 0xf0, 3, 1],
        &[0xef, 0, 0, 1],
        &[0xef],
    ] {
        let executed = deploy(&mut chain, init_code(code));
        let text = "invalid code: must not begin with 0xef";
        assert_eq!(executed.status, Status::Halt(text.into()), "{code:?}");
        assert_eq!(executed.gas_used, chain.gas_limit);
    }
}

#[test]
fn test_fragments_are_refused_before_arbos_60() {
    let mut chain = Chain::new(51);
    for kind in [1, 2] {
        let executed = deploy(&mut chain, init_code(&[0xef, 0xf0, kind, 1]));
        assert!(matches!(executed.status, Status::Halt(_)));
    }
    let executed = deploy(&mut chain, init_code(&[0xef, 0xf0, 0, 1]));
    assert_eq!(executed.status, Status::Success);
}

#[test]
fn test_create2_factory_deploys_a_program() {
    let mut chain = Chain::new(61);
    let init = init_code(&program_code(NOTHING));
    let salt = B256::repeat_byte(3);
    chain.ok(CREATE2_FACTORY, [salt.as_slice(), &init].concat());
    let address = CREATE2_FACTORY.create2(salt, keccak256(&init));
    assert_eq!(code_of(&mut chain, address), program_code(NOTHING));
    assert_eq!(chain.activate(address).status, Status::Success);
}

#[test]
fn test_evm_create_deploys_a_program() {
    let mut chain = Chain::new(61);
    let factory = chain.put_code(assemble(
        "CALLDATASIZE PUSH0 PUSH0 CALLDATACOPY CALLDATASIZE PUSH0 PUSH0 CREATE
         PUSH0 MSTORE PUSH1 0x20 PUSH0 RETURN",
    ));
    let output = chain.ok(factory, init_code(&program_code(NOTHING)));
    let address = Address::from_word(B256::from_slice(&output));
    assert_eq!(code_of(&mut chain, address), program_code(NOTHING));
}

#[test]
fn test_code_over_the_limit_is_refused() {
    let mut chain = Chain::new(61);
    let code = |length: usize| [&[0xef, 0xf0, 0][..], &vec![0; length - 3]].concat();
    assert_eq!(
        deploy(&mut chain, init_code(&code(24_576))).status,
        Status::Success
    );
    let executed = deploy(&mut chain, init_code(&code(24_577)));
    assert_eq!(
        executed.status,
        Status::Halt("max code size exceeded".into())
    );
}

#[test]
fn test_program_creates_contracts() {
    let mut chain = Chain::new(61);
    let creator = chain.program(CREATOR);
    let runtime = assemble("PUSH1 0x2a PUSH0 MSTORE PUSH1 0x20 PUSH0 RETURN");
    let init = init_code(&runtime);
    let first = chain.ok(creator, create(false, 0, &init));
    assert_eq!(Address::from_slice(&first[..20]), creator.create(1));
    let second = chain.ok(creator, create(true, 0, &init));
    let expected = creator.create2(B256::ZERO, keccak256(&init));
    assert_eq!(Address::from_slice(&second[..20]), expected);
    for address in [creator.create(1), expected] {
        assert_eq!(code_of(&mut chain, address), runtime);
    }
}

#[test]
fn test_program_creates_with_an_endowment() {
    let mut chain = Chain::new(61);
    let creator = chain.program(CREATOR);
    let mut message = chain.message(creator, create(false, 5, &init_code(&[0])));
    message.value = U256::from(5);
    let output = chain.run(&message).output;
    assert_eq!(
        chain.balance(Address::from_slice(&output[..20])),
        U256::from(5)
    );
}

#[test]
fn test_create_failure_is_not_a_trap() {
    let mut chain = Chain::new(61);
    let creator = chain.program(CREATOR);
    // Reverts with a word of 7.
    let reverting = assemble("PUSH1 0x07 PUSH0 MSTORE PUSH1 0x20 PUSH0 REVERT");
    let output = chain.ok(creator, create(false, 0, &reverting));
    assert_eq!(output[..20], [0; 20]);
    assert_eq!(output[24..], U256::from(7).to_be_bytes::<32>());
    // Fails otherwise: no data.
    let output = chain.ok(creator, create(false, 0, &assemble("INVALID")));
    assert_eq!(output[..20], [0; 20]);
    assert_eq!(output.len(), 24);
    // Not enough balance for the endowment.
    let output = chain.ok(creator, create(false, 1, &init_code(&[0])));
    assert_eq!(output[..20], [0; 20]);
}

#[test]
fn test_create_keeps_a_64th_of_the_gas() {
    let mut chain = Chain::new(61);
    let creator = chain.program(CREATOR);
    chain.gas_limit = 1_000_000;
    let executed = chain.send(creator, create(false, 0, &assemble("INVALID")));
    assert_eq!(executed.status, Status::Success);
    let left = chain.gas_limit - executed.gas_used;
    // Some 66,000 go before the create; a 64th of the rest is about 14,500.
    assert!((13_000..15_000).contains(&left), "{left} gas left");
}

#[test]
fn test_create_in_a_static_frame_fails() {
    let mut chain = Chain::new(61);
    let creator = chain.program(CREATOR);
    let forwarder = chain.put_code(super::contracts::evm_forwarder());
    let inner = create(false, 0, &init_code(&[0]));
    let kind = super::contracts::Kind::Static;
    let executed = chain.send(
        forwarder,
        super::contracts::forward(kind, 0, creator, &inner),
    );
    assert_eq!(
        (executed.status, executed.output),
        (Status::Revert, Bytes::new())
    );
}

#[test]
fn test_program_may_create_larger_init_code_than_the_evm() {
    let mut chain = Chain::new(61);
    let creator = chain.program(CREATOR);
    let init = [&init_code(&[0])[..], &vec![0; 49_200]].concat();
    let output = chain.ok(creator, create(false, 0, &init));
    assert_ne!(output[..20], [0; 20], "no limit on init code here");
}

#[test]
fn test_selfdestruct_of_a_program_reverts() {
    let mut chain = Chain::new(61);
    let destroyer = chain.put_code(assemble("CALLER SELFDESTRUCT"));
    let forwarder = chain.program(super::contracts::FORWARDER);
    let kind = super::contracts::Kind::Delegate;
    let executed = chain.send(
        forwarder,
        super::contracts::forward(kind, 0, destroyer, &[]),
    );
    assert_eq!(
        (executed.status, executed.output),
        (Status::Revert, Bytes::new())
    );
    let executed = chain.send(destroyer, Bytes::new());
    assert_eq!(executed.status, Status::Success);
    assert_ne!(ALICE, destroyer);
}

/// Calldata of the deployer for init code without a constructor call.
fn deployer_input(init: &[u8]) -> Vec<u8> {
    let mut words = vec![0x80, 0, 0, 0]
        .into_iter()
        .map(number)
        .collect::<Vec<_>>();
    let padded = init.len().div_ceil(32) * 32;
    words[1] = number(0x80 + 32 + padded as u64);
    let mut input = calldata("deploy(bytes,bytes,uint256,bytes32)", &words);
    input.extend(number(init.len() as u64));
    input.extend(init);
    input.resize(input.len() + padded - init.len(), 0);
    input.extend(number(0));
    input
}

#[test]
fn test_stylus_deployer_deploys_and_activates_in_one_transaction() {
    for version in [51, 61] {
        let mut chain = Chain::new(version);
        let init = init_code(&program_code(NOTHING));
        let mut message = chain.message(STYLUS_DEPLOYER, deployer_input(&init));
        message.value = U256::from(ACTIVATION_VALUE);
        let executed = chain.run(&message);
        assert_eq!(executed.status, Status::Success, "{:?}", executed.output);
        let program = Address::from_word(B256::from_slice(&executed.output));
        let event = executed.logs.last().unwrap();
        assert_eq!(event.topics()[0], keccak256("ContractDeployed(address)"));
        assert_eq!(event.data.data, executed.output);
        chain.ok(program, Bytes::new());
        assert_eq!(
            chain.balance(STYLUS_DEPLOYER),
            U256::ZERO,
            "the rest of the value is back"
        );
        // The same code again needs no activation, hence no value.
        let again = chain.send(STYLUS_DEPLOYER, deployer_input(&init));
        assert_eq!(again.status, Status::Success);
    }
}

#[test]
fn test_stylus_deployer_is_at_the_address_of_its_code() {
    let mut chain = Chain::new(61);
    let runtime = code_of(&mut chain, STYLUS_DEPLOYER);
    let prelude = "608060405234801561001057600080fd5b506108dd806100206000396000f3fe";
    let init = [
        &alloy_primitives::hex::decode(prelude).unwrap()[..],
        &runtime,
    ]
    .concat();
    let address = CREATE2_FACTORY.create2(B256::ZERO, keccak256(init));
    assert_eq!(address, STYLUS_DEPLOYER);
}
