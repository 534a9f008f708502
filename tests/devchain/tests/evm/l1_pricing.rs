//! Posting to L1: what it costs, who gets it, and what it is no part of.

use alloy_primitives::{Address, Bytes, U256, address, keccak256};
use devchain::{
    arbos::L1_FUNDS_POOL,
    evm::types::{ExecError, Executed, Message, Status},
};

use super::{
    asm::assemble,
    chain::{ALICE, BOB, Chain, NETWORK, as_number, calldata, number},
};

const ARB_OWNER: Address = Address::with_last_byte(0x70);
const ARB_GAS_INFO: Address = Address::with_last_byte(0x6c);
/// Wei of a unit: ten gas.
const PRICE: u64 = 1_000_000_000;
/// 32 bytes of noise compress to 36, at 16 units of ten gas each.
const POSTING: u64 = 36 * 16 * 10;

fn priced() -> Chain {
    let mut chain = Chain::new(61);
    chain.ok(
        ARB_OWNER,
        calldata("setL1PricePerUnit(uint256)", &[number(PRICE)]),
    );
    chain
}

fn posted(chain: &Chain, to: Address, input: impl Into<Bytes>) -> Message {
    Message {
        raw: Some(Bytes::copy_from_slice(keccak256("noise").as_slice())),
        ..chain.message(to, input)
    }
}

fn send(chain: &mut Chain, to: Address) -> Executed {
    let message = posted(chain, to, Bytes::new());
    chain.run(&message)
}

#[test]
fn test_posting_is_charged_before_and_beside_execution() {
    let mut chain = priced();
    let network = chain.balance(NETWORK);
    let executed = send(&mut chain, BOB);
    assert_eq!(
        (executed.gas_used, executed.l1_gas_used),
        (21_000 + POSTING, POSTING)
    );
    let wei = |gas: u64| U256::from(gas) * U256::from(chain.block.base_fee);
    let (execution, posting) = (wei(21_000), wei(POSTING));
    assert_eq!(chain.balance(NETWORK) - network, execution);
    assert_eq!(chain.balance(L1_FUNDS_POOL), posting);
}

#[test]
fn test_contract_learns_what_posting_cost() {
    let mut chain = priced();
    let message = posted(
        &chain,
        ARB_GAS_INFO,
        calldata("getCurrentTxL1GasFees()", &[]),
    );
    let fee = as_number(&chain.run(&message).output);
    assert_eq!(fee, U256::from(POSTING * chain.block.base_fee));
}

#[test]
fn test_posting_earns_no_refund() {
    // Clears a slot: 4,800 back, but at most a fifth of what execution cost.
    let used = |chain: &mut Chain| {
        let code = assemble("PUSH0 PUSH0 SSTORE STOP");
        let contract = chain.put_code(code);
        let stored = chain
            .db
            .insert_account_storage(contract, U256::ZERO, U256::from(1));
        stored.unwrap();
        send(chain, contract).gas_used
    };
    let free = used(&mut Chain::new(61));
    assert_eq!(used(&mut priced()), free + POSTING);
    assert_eq!(free, (21_000 + 4 + 5_000) - 4_800);
}

#[test]
fn test_refund_is_capped_by_a_fifth_of_execution_alone() {
    // Clears two slots, 9,600 back: more than a fifth of about 31,000.
    let used = |chain: &mut Chain| {
        let contract = chain.put_code(assemble("PUSH0 PUSH0 SSTORE PUSH0 PUSH1 0x01 SSTORE STOP"));
        for slot in [0, 1] {
            let one = U256::from(1);
            let stored = chain
                .db
                .insert_account_storage(contract, U256::from(slot), one);
            stored.unwrap();
        }
        send(chain, contract).gas_used
    };
    let execution = 21_000 + 2 + 2 + 2 + 3 + 2 * 5_000;
    assert_eq!(used(&mut Chain::new(61)), execution - execution / 5);
    assert_eq!(used(&mut priced()), execution - execution / 5 + POSTING);
}

#[test]
fn test_cap_on_execution_leaves_posting_out() {
    let mut chain = priced();
    chain.gas_limit = 100_000_000;
    let endless = chain.put_code(assemble(":again @again JUMP"));
    let executed = send(&mut chain, endless);
    assert_eq!(executed.status, Status::Halt("out of gas".into()));
    assert_eq!(executed.gas_used, 32_000_000 + POSTING);
}

#[test]
fn test_gas_limit_below_posting_is_refused() {
    let mut chain = priced();
    let message = Message {
        gas_limit: 21_000 + POSTING - 1,
        ..posted(&chain, BOB, Bytes::new())
    };
    let refusal = ExecError::IntrinsicGasTooLow {
        have: 21_000 + POSTING - 1,
        want: 21_000 + POSTING,
    };
    assert_eq!(chain.try_run(&message).unwrap_err(), refusal);
    assert_eq!(chain.balance(L1_FUNDS_POOL), U256::ZERO);
}

#[test]
fn test_only_blocks_of_the_sequencer_are_posted() {
    let mut chain = priced();
    chain.block.coinbase = address!("00000000000000000000000000000000000c01b5");
    assert_eq!(send(&mut chain, BOB).l1_gas_used, 0);
}

#[test]
fn test_message_without_a_transaction_pays_for_a_stand_in() {
    let mut chain = priced();
    chain.options.simulate = true;
    let before = chain.balance(ALICE);
    let message = chain.message(BOB, Bytes::new());
    let call = chain.run(&message).l1_gas_used;
    // Some 140 bytes, of which little compresses, and sixteen more.
    assert!((120 * 160..190 * 160).contains(&call), "{call}");
    chain.options.estimate = true;
    let estimate = chain.run(&message).l1_gas_used;
    assert!(estimate > call + call / 11, "{estimate} against {call}");
    assert_eq!(chain.balance(ALICE), before, "a simulation takes no fee");
}
