//! What a transaction to a Stylus program must do and cost, worked out a second time.
//!
//! A plain interpreter pays for every operator and host function by the tables Offchain Labs
//! publishes, which are written down here once more. Nothing is shared with the embedded chain but
//! the parser of WASM, so that what both agree on rests on two implementations.

mod host;
mod machine;
mod module;
mod numbers;
mod price;

use std::collections::{BTreeMap, BTreeSet};

use ethers::types::Address;

use host::Host;
use machine::Machine;
use module::Module;

/// A storage key or value.
pub(crate) type Word = [u8; 32];

/// One program and its storage, as the oracle keeps them.
pub(crate) struct Oracle<'a> {
    module: Module<'a>,
    storage: BTreeMap<Word, Word>,
}

/// What a transaction must come to.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Outcome {
    /// Gas charged to the sender.
    pub(crate) gas: u64,
    /// Whether it succeeds.
    pub(crate) success: bool,
    /// Return or revert data.
    pub(crate) output: Vec<u8>,
    /// Topics and data of its logs.
    pub(crate) logs: Vec<(Vec<Word>, Vec<u8>)>,
}

impl<'a> Oracle<'a> {
    /// A program just deployed, its storage empty.
    pub(crate) fn new(wasm: &'a [u8]) -> Self {
        Self {
            module: Module::parse(wasm),
            storage: BTreeMap::new(),
        }
    }

    /// A transaction of its own block, without value. What succeeds is kept.
    pub(crate) fn transaction(&mut self, from: Address, data: &[u8], cached: bool) -> Outcome {
        let host = Host {
            sender: from,
            arguments: data.to_vec(),
            storage: self.storage.clone(),
            cache: BTreeMap::new(),
            warm: BTreeSet::new(),
            output: Vec::new(),
            logs: Vec::new(),
            refund: 0,
        };
        let mut machine = Machine::new(&self.module, host);
        let success = machine.start(data.len()) == 0;
        let run = machine.ink.div_ceil(price::INK_PER_GAS);
        let (ink_free, host) = (machine.ink == 0, machine.host);
        assert!(!ink_free, "a program that costs nothing has not run");
        let used = price::intrinsic(data) + self.module.start_gas(cached) + run;
        let refund = if success {
            host.refund.min(used / 5)
        } else {
            0
        };
        let mut logs = host.logs;
        if success {
            self.storage = host.storage;
        } else {
            logs.clear();
        }
        Outcome {
            gas: used - refund,
            success,
            output: host.output,
            logs,
        }
    }
}
