//! Transactions around their frames: checks, fees, the cap, delegation.

use alloy_primitives::{Address, Bytes, U256};
use devchain::evm::types::{ExecError, Message, Status};

use super::{
    asm::assemble,
    chain::{ALICE, BOB, Chain, NETWORK},
    contracts::{ACTOR, Act, act},
};

const POOR: Address = Address::repeat_byte(0x77);

fn refusal(chain: &mut Chain, message: &Message) -> ExecError {
    chain.try_run(message).unwrap_err()
}

fn transfer(chain: &Chain) -> Message {
    Message {
        value: U256::from(1),
        gas_limit: 21_000,
        ..chain.message(BOB, Bytes::new())
    }
}

#[test]
fn test_transfer_costs_21000_at_the_base_fee() {
    let mut chain = Chain::new(61);
    let before = chain.balance(ALICE);
    let message = Message {
        gas_price: 5_000_000_000,
        ..transfer(&chain)
    };
    let executed = chain.run(&message);
    assert_eq!(
        (executed.status, executed.gas_used),
        (Status::Success, 21_000)
    );
    let fee = U256::from(21_000_u64 * 100_000_000);
    assert_eq!(before - chain.balance(ALICE), fee + U256::from(1));
    assert_eq!(chain.balance(NETWORK), fee);
    assert_eq!(chain.balance(chain.block.coinbase), U256::ZERO);
}

#[test]
fn test_nonce_must_be_the_next() {
    let mut chain = Chain::new(61);
    let with = |chain: &Chain, nonce| Message {
        nonce: Some(nonce),
        ..transfer(chain)
    };
    let message = with(&chain, 1);
    assert_eq!(
        refusal(&mut chain, &message),
        ExecError::NonceTooHigh { have: 1, want: 0 }
    );
    let message = with(&chain, 0);
    chain.run(&message);
    assert_eq!(
        refusal(&mut chain, &message),
        ExecError::NonceTooLow { have: 0, want: 1 }
    );
}

#[test]
fn test_sender_must_afford_the_offer() {
    let mut chain = Chain::new(61);
    chain.put(POOR, U256::from(21_000_u64 * 100_000_000), 0, Bytes::new());
    let message = Message {
        from: POOR,
        ..transfer(&chain)
    };
    let (have, want) = (
        U256::from(2_100_000_000_000_u64),
        U256::from(2_100_000_000_001_u64),
    );
    assert_eq!(
        refusal(&mut chain, &message),
        ExecError::InsufficientFunds { have, want }
    );
}

#[test]
fn test_offer_must_reach_the_base_fee() {
    let mut chain = Chain::new(61);
    let message = Message {
        gas_price: 99_999_999,
        ..transfer(&chain)
    };
    let (have, want) = (99_999_999, 100_000_000);
    assert_eq!(
        refusal(&mut chain, &message),
        ExecError::FeeTooLow { have, want }
    );
}

#[test]
fn test_gas_limit_must_cover_the_intrinsic_gas() {
    let mut chain = Chain::new(61);
    let message = Message {
        input: vec![1, 0].into(),
        ..transfer(&chain)
    };
    let (have, want) = (21_000, 21_020);
    assert_eq!(
        refusal(&mut chain, &message),
        ExecError::IntrinsicGasTooLow { have, want }
    );
}

#[test]
fn test_contract_cannot_send() {
    let mut chain = Chain::new(61);
    let contract = chain.put_code(vec![0]);
    let message = Message {
        from: contract,
        ..transfer(&chain)
    };
    assert!(
        refusal(&mut chain, &message)
            .to_string()
            .starts_with("sender not an eoa")
    );
}

#[test]
fn test_blob_transactions_do_not_exist() {
    let mut chain = Chain::new(61);
    let message = Message {
        tx_type: 3,
        ..transfer(&chain)
    };
    assert_eq!(
        refusal(&mut chain, &message).to_string(),
        "transaction type not supported"
    );
}

#[test]
fn test_simulation_needs_no_funds_nor_price() {
    let mut chain = Chain::new(61);
    chain.options.simulate = true;
    let contract = chain.put_code(assemble("GASPRICE PUSH0 MSTORE PUSH1 0x20 PUSH0 RETURN"));
    let message = Message {
        from: POOR,
        gas_price: 0,
        ..chain.message(contract, Bytes::new())
    };
    let executed = chain.run(&message);
    assert_eq!(executed.status, Status::Success);
    assert_eq!(executed.output[..], [0; 32]);
    let message = Message {
        value: U256::from(1),
        ..message
    };
    let refused = refusal(&mut chain, &message).to_string();
    assert!(refused.starts_with("insufficient funds for transfer"));
}

#[test]
fn test_execution_is_capped_at_32_million_gas() {
    let mut chain = Chain::new(61);
    chain.gas_limit = 50_000_000;
    let endless = chain.put_code(assemble(":spin @spin JUMP"));
    let executed = chain.send(endless, Bytes::new());
    assert_eq!(executed.status, Status::Halt("out of gas".into()));
    assert_eq!(executed.gas_used, 32_000_000);
    let paid = U256::from(32_000_000_u64) * U256::from(100_000_000);
    assert_eq!(chain.balance(NETWORK), paid);
}

#[test]
fn test_calldata_has_no_floor_price() {
    let mut chain = Chain::new(61);
    let message = Message {
        input: vec![1; 1_000].into(),
        gas_limit: 100_000,
        ..transfer(&chain)
    };
    assert_eq!(chain.run(&message).gas_used, 21_000 + 16_000);
}

#[test]
fn test_number_is_that_of_l1_and_randomness_is_one() {
    let mut chain = Chain::new(61);
    let code = "NUMBER PUSH0 MSTORE DIFFICULTY PUSH1 0x20 MSTORE CHAINID PUSH1 0x40 MSTORE
                GASLIMIT PUSH1 0x60 MSTORE PUSH1 0x80 PUSH0 RETURN";
    let contract = chain.put_code(assemble(code));
    let output = chain.ok(contract, Bytes::new());
    let word = |index: usize| U256::from_be_slice(&output[32 * index..32 * index + 32]);
    assert_eq!(word(0), U256::from(77));
    assert_eq!(word(1), U256::from(1));
    assert_eq!(word(2), U256::from(412_346));
    assert_eq!(word(3), U256::from(1_u64 << 50));
}

#[test]
fn test_account_delegated_to_a_program_runs_it() {
    let mut chain = Chain::new(61);
    let actor = chain.program(ACTOR);
    let delegation = [&[0xef, 0x01, 0x00][..], actor.as_slice()].concat();
    let account = chain.put_code(delegation);
    chain.ok(account, act(Act::Store, 1, 2));
    assert_eq!(chain.slot(account, 1), U256::from(2));
    assert_eq!(chain.slot(actor, 1), U256::ZERO);
}

#[test]
fn test_failed_transaction_keeps_nonce_and_fee() {
    let mut chain = Chain::new(61);
    let contract = chain.put_code(assemble("INVALID"));
    let executed = chain.send(contract, Bytes::new());
    assert_eq!(executed.status, Status::Halt("invalid opcode".into()));
    let info = revm::Database::basic(&mut chain.db, ALICE)
        .unwrap()
        .unwrap();
    assert_eq!(info.nonce, 1);
    let paid = U256::from(chain.gas_limit) * U256::from(100_000_000);
    assert_eq!(chain.balance(NETWORK), paid);
}
