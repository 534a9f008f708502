//! How precompiles are called: selectors, purity, overhead gas, access.

use alloy_primitives::{Address, Bytes};

use super::{
    context::{Failure, PrecompileCall, READ_GAS},
    precompiles, sets,
};

/// Gas per word of arguments and of results.
const COPY_GAS: u64 = 3;

/// What a method may do. The order matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Purity {
    /// Does not see the state.
    Pure,
    /// Reads the state.
    View,
    /// Changes the state.
    Write,
    /// Changes the state and takes value.
    Payable,
}

/// A method of a precompile.
pub(crate) struct Method {
    /// Selector.
    pub(crate) selector: [u8; 4],
    /// What it may do.
    pub(crate) purity: Purity,
    /// Version of ArbOS that brought it.
    pub(crate) since: u64,
    /// Decodes the arguments, runs, encodes the results.
    pub(crate) run: fn(&mut PrecompileCall<'_>, &[u8]) -> Result<Vec<u8>, Failure>,
}

/// Builds a [`Method`] from its type in a `sol!` interface and a handler of typed arguments.
macro_rules! method {
    ($call:ty, $purity:ident, $since:expr, $handler:expr) => {
        $crate::arbos::precompile::Method {
            selector: <$call as alloy_sol_types::SolCall>::SELECTOR,
            purity: $crate::arbos::precompile::Purity::$purity,
            since: $since,
            run: |call, arguments| {
                let arguments = <$call as alloy_sol_types::SolCall>::abi_decode_raw(arguments)
                    .map_err(|_| call.burn_out())?;
                let results = $handler(call, arguments)?;
                Ok(<$call as alloy_sol_types::SolCall>::abi_encode_returns(
                    &results,
                ))
            },
        }
    };
}
pub(crate) use method;

/// Who may call a precompile.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Access {
    /// Anyone.
    Anyone,
    /// Chain owners, free of gas.
    Owner,
    /// Anyone, on debug chains.
    Debug,
}

/// A precompile of ArbOS.
pub(crate) struct Precompile {
    /// Where it is.
    pub(crate) address: Address,
    /// Who may call it.
    pub(crate) access: Access,
    /// Its methods.
    pub(crate) methods: &'static [Method],
}

/// How a precompile call ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Ending {
    /// It returned.
    Success(Bytes),
    /// It reverted.
    Revert(Bytes),
    /// It consumed everything; the text says why.
    Halt(&'static str),
    /// The state failed.
    Fatal(String),
}

/// The precompile at an address.
pub(crate) fn find(address: &Address) -> Option<&'static Precompile> {
    // All of them are in the last byte, so nearly every address is told at a glance.
    if address[..19].iter().any(|byte| *byte != 0) {
        return None;
    }
    precompiles::ALL
        .iter()
        .copied()
        .find(|p| p.address == *address)
}

impl Precompile {
    /// Runs a call to its end; `call.gas_left` is what the caller gets back.
    pub(crate) fn call(&self, call: &mut PrecompileCall<'_>, input: &[u8]) -> Ending {
        match self.access {
            Access::Anyone => self.dispatch(call, input),
            Access::Debug if call.info.config.debug => self.dispatch(call, input),
            Access::Debug => {
                call.gas_left = 0;
                Ending::Revert(Bytes::new())
            }
            Access::Owner => self.call_as_owner(call, input),
        }
    }

    fn call_as_owner(&self, call: &mut PrecompileCall<'_>, input: &[u8]) -> Ending {
        let supplied = call.gas_left;
        let caller = call.info.caller;
        match sets::chain_owners().contains_free(call.state, caller) {
            Ok(true) => {}
            Ok(false) => {
                call.gas_left = 0;
                return Ending::Halt("unauthorized caller to access-controlled method");
            }
            Err(failure) => return ending(call, Err(failure)),
        }
        // An owner pays nothing, so nothing an owner does runs out of gas.
        call.gas_left = u64::MAX;
        let outcome = self.dispatch(call, input);
        call.gas_left = supplied;
        if matches!(outcome, Ending::Success(_)) && !call.info.read_only {
            let log = call.log_of(precompiles::acts(input, caller));
            call.state.log(log);
        }
        outcome
    }

    fn dispatch(&self, call: &mut PrecompileCall<'_>, input: &[u8]) -> Ending {
        let Some((selector, arguments)) = input.split_first_chunk::<4>() else {
            call.gas_left = 0;
            return Ending::Revert(Bytes::new());
        };
        let version = call.info.config.arbos_version;
        let method = self
            .methods
            .iter()
            .find(|m| m.selector == *selector && m.since <= version);
        let Some(method) = method.filter(|m| allowed(m.purity, call)) else {
            call.gas_left = 0;
            return Ending::Revert(Bytes::new());
        };
        let outcome = run(method, call, arguments);
        ending(call, outcome)
    }
}

/// Whether the circumstances of the call suit the method's purity.
fn allowed(purity: Purity, call: &PrecompileCall<'_>) -> bool {
    let info = &call.info;
    let acts_elsewhere = purity >= Purity::View && info.acting != info.address;
    let writes_read_only = purity >= Purity::Write && info.read_only;
    let unexpected_value = purity < Purity::Payable && !info.value.is_zero();
    !acts_elsewhere && !writes_read_only && !unexpected_value
}

fn run(
    method: &Method,
    call: &mut PrecompileCall<'_>,
    arguments: &[u8],
) -> Result<Vec<u8>, Failure> {
    call.burn(words(arguments.len()) * COPY_GAS)?;
    if method.purity != Purity::Pure {
        // Opening the state reads its version.
        call.burn(READ_GAS)?;
    }
    let outcome = (method.run)(call, arguments);
    if let Ok(data) | Err(Failure::Error(data)) = &outcome {
        call.burn(words(data.len()) * COPY_GAS)?;
    }
    outcome
}

fn ending(call: &mut PrecompileCall<'_>, outcome: Result<Vec<u8>, Failure>) -> Ending {
    match outcome {
        Ok(data) => Ending::Success(data.into()),
        Err(Failure::Error(data)) => Ending::Revert(data.into()),
        Err(Failure::Revert) => Ending::Revert(Bytes::new()),
        Err(Failure::OutOfGas) => {
            call.gas_left = 0;
            Ending::Revert(Bytes::new())
        }
        Err(Failure::Fatal(error)) => Ending::Fatal(error),
    }
}

fn words(bytes: usize) -> u64 {
    (bytes as u64).div_ceil(32)
}
