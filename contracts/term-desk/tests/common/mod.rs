//! The contract on the SDK's test VM, called through the interface's own encoders.
//!
//! The test VM answers every call with what was mocked last. What crosses contracts is therefore tested with forge; here
//! are the ledger, its layout, names, and what is refused before a call.
#![allow(dead_code, reason = "every test binary uses a part")]

use alloy_primitives::{Address, B256, U256, address, keccak256};
use alloy_sol_types::{SolCall, SolError, SolEvent, SolValue};
use stylus_sdk::testing::*;
use term_desk::TermDesk;

pub(crate) const TOKEN: Address = address!("0x1111111111111111111111111111111111111111");
pub(crate) const SHEET: Address = address!("0x2222222222222222222222222222222222222222");
pub(crate) const ALICE: Address = address!("0x3333333333333333333333333333333333333333");
pub(crate) const BOB: Address = address!("0x4444444444444444444444444444444444444444");

/// Selector of `stylus_constructor()`.
pub(crate) const CONSTRUCTOR: [u8; 4] = [0x55, 0x85, 0x25, 0x8d];
pub(crate) const NOW: u64 = 1_800_000_000;
/// 2027-01-21, a grid date.
pub(crate) const MATURITY: u64 = 1_800_489_600;

pub(crate) struct Bench {
    pub(crate) vm: TestVM,
    pub(crate) contract: TermDesk,
}

impl Bench {
    /// A contract without its constructor run.
    pub(crate) fn raw() -> Self {
        let vm = TestVM::default();
        vm.set_block_timestamp(NOW);
        let contract = TermDesk::from(&vm);
        Self { vm, contract }
    }

    /// A desk of a balance sheet.
    pub(crate) fn empty() -> Self {
        let mut bench = Self::raw();
        bench.set_up(SHEET).expect("constructed");
        bench
    }

    /// With claims of the one maturity, there by storage as the layout in the documents has it.
    pub(crate) fn with_claims(holders: &[(Address, u128)]) -> Self {
        let bench = Self::empty();
        for (holder, face) in holders {
            bench.store(balance_slot(*holder), number(*face));
        }
        bench
    }

    pub(crate) fn set_up(&mut self, sheet: Address) -> Result<Vec<u8>, Vec<u8>> {
        let arguments = (sheet,).abi_encode_params();
        self.contract
            .route(&[&CONSTRUCTOR, arguments.as_slice()].concat())
    }

    /// Mocks a change of another contract. The last answer mocked is that of every call.
    pub(crate) fn expect<C: SolCall>(&self, to: Address, call: C, answer: Vec<u8>) {
        self.vm
            .mock_call(to, call.abi_encode(), U256::ZERO, Ok(answer));
    }

    /// Mocks a view of another contract.
    pub(crate) fn expect_view<C: SolCall>(&self, to: Address, call: C, answer: Vec<u8>) {
        self.vm.mock_static_call(to, call.abi_encode(), Ok(answer));
    }

    pub(crate) fn store(&self, slot: B256, value: U256) {
        // SAFETY: nothing else holds a copy of the slot.
        unsafe { self.vm.storage_cache_bytes32(slot.into(), value.into()) };
        self.vm.flush_cache(false);
    }

    pub(crate) fn slot(&self, slot: B256) -> U256 {
        self.vm.storage_load_bytes32(slot.into()).into()
    }

    /// Calls a function as somebody.
    pub(crate) fn call<C: SolCall>(
        &mut self,
        sender: Address,
        call: C,
    ) -> Result<C::Return, Vec<u8>> {
        self.vm.set_sender(sender);
        let output = self.contract.route(&call.abi_encode())?;
        Ok(C::abi_decode_returns_validate(&output).expect("the declared result"))
    }

    /// The newest event of a type.
    pub(crate) fn event<E: SolEvent>(&self) -> E {
        let logs = self.vm.get_emitted_logs();
        let found = logs.iter().rev();
        let mut found = found.filter(|(topics, _)| topics.first() == Some(&E::SIGNATURE_HASH));
        let (topics, data) = found.next().expect("emitted");
        E::decode_raw_log_validate(topics.iter().copied(), data).expect("the declared event")
    }
}

/// The claim on the token at the one maturity.
pub(crate) fn id() -> U256 {
    id_of(TOKEN, MATURITY)
}

pub(crate) fn id_of(token: Address, maturity: u64) -> U256 {
    (U256::from_be_slice(token.as_slice()) << 64) | U256::from(maturity)
}

/// The slot of a mapping's value, as Solidity has it.
pub(crate) fn mapped(key: impl SolValue, slot: impl Into<U256>) -> B256 {
    keccak256([key.abi_encode(), slot.into().abi_encode()].concat())
}

pub(crate) fn balance_slot(owner: Address) -> B256 {
    mapped(id(), mapped(owner, U256::ONE))
}

/// Asserts that a call failed with exactly this error.
pub(crate) fn assert_error<T, E: SolError>(outcome: Result<T, Vec<u8>>, error: E) {
    assert_eq!(outcome.err(), Some(error.abi_encode()));
}

pub(crate) fn number(value: u128) -> U256 {
    U256::from(value)
}
