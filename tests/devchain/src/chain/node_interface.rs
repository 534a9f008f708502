//! `NodeInterface`: a contract that is not there. The node answers calls of it itself, because they
//! ask what no contract can know: how much gas another message would need.

use alloy_primitives::{Address, Bytes, U256};
use alloy_sol_types::{SolCall, sol};

use crate::{
    arbos::l1_pricing,
    evm::types::{ExecOptions, Message},
};

use super::{Chain, ChainError, Simulation};

/// Where it is called.
pub const NODE_INTERFACE: Address = Address::with_last_byte(0xc8);

sol! {
    /// What of it is offered here.
    interface NodeInterface {
        function gasEstimateComponents(address to, bool contractCreation, bytes data) external payable returns (uint64 gasEstimate, uint64 gasEstimateForL1, uint256 baseFee, uint256 l1BaseFeeEstimate);
        function gasEstimateL1Component(address to, bool contractCreation, bytes data) external payable returns (uint64 gasEstimateForL1, uint256 baseFee, uint256 l1BaseFeeEstimate);
    }
}

use NodeInterface as N;

impl Chain {
    /// Answers a call of [`NODE_INTERFACE`].
    ///
    /// # Errors
    /// [`ChainError::Reverted`] for a method that is not offered or arguments that do not decode,
    /// and as [`Self::estimate`].
    pub(super) fn ask_node(&mut self, question: &Simulation) -> Result<Bytes, ChainError> {
        let input = &question.message.input;
        if let Ok(call) = N::gasEstimateComponentsCall::abi_decode(input) {
            let asked = about(question, call.to, call.contractCreation, call.data)?;
            let answer = self.gas_components(&asked)?;
            return Ok(N::gasEstimateComponentsCall::abi_encode_returns(&answer).into());
        }
        if let Ok(call) = N::gasEstimateL1ComponentCall::abi_decode(input) {
            let asked = about(question, call.to, call.contractCreation, call.data)?;
            let answer = self.gas_l1_component(asked)?;
            return Ok(N::gasEstimateL1ComponentCall::abi_encode_returns(&answer).into());
        }
        Err(ChainError::Reverted(Bytes::new()))
    }

    /// The whole estimate and the part of it that is for L1, both with the margins of an estimate.
    fn gas_components(
        &mut self,
        asked: &Simulation,
    ) -> Result<N::gasEstimateComponentsReturn, ChainError> {
        let asked = Simulation {
            options: ExecOptions {
                estimate: true,
                ..asked.options
            },
            ..asked.clone()
        };
        let (base_fee, unit_price) = self.prices(&asked)?;
        Ok(N::gasEstimateComponentsReturn {
            gasEstimate: self.estimate(&asked)?,
            gasEstimateForL1: self.posting_gas(&asked, &asked.message)?,
            baseFee: base_fee,
            l1BaseFeeEstimate: unit_price,
        })
    }

    /// The part for L1 alone: a margin on the price of data, none on that of gas.
    fn gas_l1_component(
        &mut self,
        mut asked: Simulation,
    ) -> Result<N::gasEstimateL1ComponentReturn, ChainError> {
        asked.message.gas_limit = 0; // any gas limit will do, and one that does not compress is taken
        let (base_fee, unit_price) = self.prices(&asked)?;
        let units = U256::from(l1_pricing::units(&asked.message, &asked.options));
        let gas = l1_pricing::with_margin(units.saturating_mul(unit_price));
        Ok(N::gasEstimateL1ComponentReturn {
            gasEstimateForL1: gas
                .checked_div(base_fee)
                .unwrap_or_default()
                .saturating_to(),
            baseFee: base_fee,
            l1BaseFeeEstimate: unit_price,
        })
    }

    /// Base fee and price of a unit of data, in wei.
    fn prices(&self, asked: &Simulation) -> Result<(U256, U256), ChainError> {
        let base_fee = self.simulation_context(asked)?.base_fee;
        let mut view = self.view(asked.at)?.with_overrides(&asked.state);
        let price = l1_pricing::price_per_unit(&mut view)?;
        Ok((U256::from(base_fee), price))
    }
}

/// The message a question is about: its sender, value, price and gas are those of the question.
fn about(
    question: &Simulation,
    to: Address,
    creates: bool,
    data: Bytes,
) -> Result<Simulation, ChainError> {
    if to == NODE_INTERFACE {
        return Err(ChainError::Halted(
            "cannot estimate virtual contract".into(),
        ));
    }
    let message = Message {
        to: (!creates).then_some(to),
        input: data,
        ..question.message.clone()
    };
    Ok(Simulation {
        message,
        ..question.clone()
    })
}
