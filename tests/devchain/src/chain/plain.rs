//! The Ethereum rules alone: no programs, no precompiles of ArbOS. For tests of the chain itself.

use revm::{
    Context, ExecuteEvm, MainBuilder, MainContext,
    context::{
        BlockEnv, TxEnv,
        result::{EVMError, ExecutionResult, InvalidTransaction, Output},
    },
    primitives::{TxKind, U256, hardfork::SpecId},
};

use crate::evm::types::{
    BlockContext, ExecError, ExecOptions, Executed, Message, Status, Trace,
};

use super::{
    engine::Engine,
    view::{StateError, StateView},
};

/// Executes messages by the plain rules of Ethereum.
#[derive(Debug, Clone, Copy, Default)]
pub struct PlainEngine;

impl Engine for PlainEngine {
    fn execute(
        &mut self,
        state: &mut StateView<'_>,
        block: &BlockContext,
        message: &Message,
        options: &ExecOptions,
    ) -> Result<Executed, ExecError> {
        let nonce = state.head(message.from).map_or(0, |head| head.nonce);
        let simulate = options.simulate;
        let mut evm = Context::mainnet()
            .with_db(state)
            .with_block(block_env(block))
            .modify_cfg_chained(|cfg| {
                cfg.chain_id = block.chain_id;
                cfg.set_spec_and_mainnet_gas_params(SpecId::PRAGUE);
                cfg.disable_balance_check = simulate;
                cfg.disable_nonce_check = simulate;
                cfg.disable_base_fee = simulate;
                cfg.disable_eip3607 = simulate;
                cfg.tx_gas_limit_cap = Some(u64::MAX);
            })
            .build_mainnet();
        let done = evm.transact(tx_env(block, message, nonce)).map_err(refusal)?;
        Ok(executed(done.result, done.state))
    }
}

fn block_env(block: &BlockContext) -> BlockEnv {
    BlockEnv {
        number: U256::from(block.l1_number),
        beneficiary: block.coinbase,
        timestamp: U256::from(block.timestamp),
        gas_limit: block.gas_limit,
        basefee: block.base_fee,
        difficulty: U256::ONE,
        prevrandao: Some(block.prev_randao),
        ..BlockEnv::default()
    }
}

fn tx_env(block: &BlockContext, message: &Message, nonce: u64) -> TxEnv {
    let mut tx = TxEnv {
        tx_type: message.tx_type,
        caller: message.from,
        gas_limit: message.gas_limit,
        gas_price: message.gas_price,
        kind: message.to.map_or(TxKind::Create, TxKind::Call),
        value: message.value,
        data: message.input.clone(),
        nonce: message.nonce.unwrap_or(nonce),
        chain_id: Some(block.chain_id),
        access_list: message.access_list.clone(),
        gas_priority_fee: (message.tx_type >= 2).then_some(0),
        ..TxEnv::default()
    };
    tx.set_signed_authorization(message.authorizations.clone());
    tx
}

fn executed(result: ExecutionResult, changes: revm::state::EvmState) -> Executed {
    let gas_used = result.tx_gas_used();
    let logs = result.logs().to_vec();
    let (status, output, created) = match result {
        ExecutionResult::Success { output: Output::Create(code, address), .. } => {
            (Status::Success, code, address)
        }
        ExecutionResult::Success { output: Output::Call(bytes), .. } => {
            (Status::Success, bytes, None)
        }
        ExecutionResult::Revert { output, .. } => (Status::Revert, output, None),
        ExecutionResult::Halt { reason, .. } => {
            (Status::Halt(format!("{reason:?}")), Default::default(), None)
        }
    };
    Executed {
        logs: if status == Status::Success { logs } else { Vec::new() },
        status,
        gas_used,
        l1_gas_used: 0,
        output,
        created,
        changes,
        recent_programs: Vec::new(),
        trace: Trace::default(),
    }
}

fn refusal(error: EVMError<StateError>) -> ExecError {
    match error {
        EVMError::Transaction(InvalidTransaction::NonceTooLow { tx, state }) => {
            ExecError::NonceTooLow { have: tx, want: state }
        }
        EVMError::Transaction(InvalidTransaction::NonceTooHigh { tx, state }) => {
            ExecError::NonceTooHigh { have: tx, want: state }
        }
        EVMError::Transaction(InvalidTransaction::LackOfFundForMaxFee { fee, balance }) => {
            ExecError::InsufficientFunds { have: *balance, want: *fee }
        }
        EVMError::Transaction(InvalidTransaction::CallGasCostMoreThanGasLimit {
            initial_gas,
            gas_limit,
        }) => ExecError::IntrinsicGasTooLow { have: gas_limit, want: initial_gas },
        EVMError::Database(error) => ExecError::State(error.to_string()),
        other => ExecError::Invalid(other.to_string()),
    }
}
