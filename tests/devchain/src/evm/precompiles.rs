//! The precompiles of Ethereum, with the ArbOS precompiles added to the warm set.

use alloy_primitives::{Address, map::AddressSet};
use revm::{
    context_interface::{Cfg, ContextTr},
    handler::{EthPrecompiles, PrecompileProvider},
    interpreter::{CallInputs, InterpreterResult},
};

use super::environment::SPEC;

/// Runs the precompiles of Ethereum; those of ArbOS run as host frames of the machine and are only
/// warm here.
#[derive(Debug, Clone)]
pub(crate) struct Precompiles {
    ethereum: EthPrecompiles,
    warm: AddressSet,
}

impl Precompiles {
    /// Warm from the start: Ethereum's and `arbos`.
    pub(crate) fn new(arbos: impl IntoIterator<Item = Address>) -> Self {
        let ethereum = EthPrecompiles::new(SPEC);
        let mut warm = ethereum.warm_addresses().clone();
        warm.extend(arbos);
        Self { ethereum, warm }
    }
}

impl<C: ContextTr> PrecompileProvider<C> for Precompiles {
    type Output = InterpreterResult;

    fn set_spec(&mut self, _spec: <C::Cfg as Cfg>::Spec) -> bool {
        false
    }

    fn run(
        &mut self,
        context: &mut C,
        inputs: &CallInputs,
    ) -> Result<Option<InterpreterResult>, String> {
        self.ethereum.run(context, inputs)
    }

    fn warm_addresses(&self) -> &AddressSet {
        &self.warm
    }
}
