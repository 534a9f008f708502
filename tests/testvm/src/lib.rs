//! Contracts on the SDK's test VM, as their own tests use them: called through the interface's encoders, their storage and
//! events read as a chain would show them.
//!
//! The test VM answers every call with what was mocked last, and one without a mock with nothing. What crosses contracts is
//! therefore tested with forge. Only tests may depend on this crate: with the SDK's `stylus-test` a contract has no entry point.

use alloy_primitives::{Address, B256, U256};
use alloy_sol_types::{SolCall, SolError, SolEvent};
use stylus_sdk::testing::TestVM;

/// Selector of `stylus_constructor()`.
pub const CONSTRUCTOR: [u8; 4] = [0x55, 0x85, 0x25, 0x8d];

/// What a call returned, or what it reverted with.
pub type Answer = Result<Vec<u8>, Vec<u8>>;

/// A contract and the VM it runs on.
pub trait OnTestVm {
    /// The VM.
    fn vm(&self) -> &TestVM;

    /// Runs the contract on calldata.
    ///
    /// # Errors
    /// What it reverted with.
    fn route(&mut self, calldata: &[u8]) -> Answer;

    /// Runs the constructor on encoded arguments.
    ///
    /// # Errors
    /// What it reverted with.
    fn construct(&mut self, arguments: &[u8]) -> Answer {
        self.route(&[&CONSTRUCTOR, arguments].concat())
    }

    /// Calls a function as somebody.
    ///
    /// # Errors
    /// What it reverted with.
    ///
    /// # Panics
    /// When the answer is not of the declared form.
    fn call<C: SolCall>(&mut self, sender: Address, call: C) -> Result<C::Return, Vec<u8>> {
        self.vm().set_sender(sender);
        let output = self.route(&call.abi_encode())?;
        Ok(C::abi_decode_returns_validate(&output).expect("the declared result"))
    }

    /// Mocks a change of another contract. The last answer mocked is that of every call.
    fn expect<C: SolCall>(&self, to: Address, call: C, answer: Vec<u8>) {
        let answer = Ok(answer);
        self.vm()
            .mock_call(to, call.abi_encode(), U256::ZERO, answer);
    }

    /// Mocks a view of another contract.
    fn expect_view<C: SolCall>(&self, to: Address, call: C, answer: Vec<u8>) {
        self.vm()
            .mock_static_call(to, call.abi_encode(), Ok(answer));
    }

    /// Reads a slot.
    fn slot(&self, slot: B256) -> U256 {
        self.vm().get_storage(slot.into()).into()
    }

    /// Writes a slot.
    fn store(&self, slot: B256, value: U256) {
        self.vm().set_storage(slot.into(), value.into());
    }

    /// The newest event of a type.
    ///
    /// # Panics
    /// When there is none, or it is not of the declared form.
    fn event<E: SolEvent>(&self) -> E {
        let logs = self.vm().get_emitted_logs();
        let mut found = logs.iter().rev().filter(|(topics, _)| is_of::<E>(topics));
        let (topics, data) = found.next().expect("emitted");
        E::decode_raw_log_validate(topics.iter().copied(), data).expect("the declared event")
    }

    /// How many events of a type there were.
    fn events<E: SolEvent>(&self) -> usize {
        let logs = self.vm().get_emitted_logs();
        logs.iter().filter(|(topics, _)| is_of::<E>(topics)).count()
    }
}

/// Implements [`OnTestVm`] for a `Bench` with a `vm` and a `contract`.
#[macro_export]
macro_rules! on_test_vm {
    () => {
        impl $crate::OnTestVm for Bench {
            fn vm(&self) -> &::stylus_sdk::testing::TestVM {
                &self.vm
            }

            fn route(&mut self, calldata: &[u8]) -> $crate::Answer {
                self.contract.route(calldata)
            }
        }
    };
}

/// Declares `Bench`: a contract on a test VM at an instant, which tests give the functions they need.
#[macro_export]
macro_rules! bench {
    ($contract:ident, $now:expr) => {
        pub(crate) struct Bench {
            pub(crate) vm: ::stylus_sdk::testing::TestVM,
            pub(crate) contract: $contract,
        }

        $crate::on_test_vm!();

        impl Bench {
            /// A contract without its constructor run.
            pub(crate) fn raw() -> Self {
                let vm = ::stylus_sdk::testing::TestVM::default();
                vm.set_block_timestamp($now);
                let contract = $contract::from(&vm);
                Self { vm, contract }
            }
        }
    };
}

fn is_of<E: SolEvent>(topics: &[B256]) -> bool {
    topics.first() == Some(&E::SIGNATURE_HASH)
}

/// Asserts that a call failed with exactly this error.
///
/// # Panics
/// When it did not.
pub fn assert_error<T, E: SolError>(outcome: Result<T, Vec<u8>>, error: E) {
    assert_eq!(outcome.err(), Some(error.abi_encode()));
}

/// A number as words hold it.
#[must_use]
pub fn number(value: u128) -> U256 {
    U256::from(value)
}
