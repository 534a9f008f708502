//! Translation of the seam types into the environment structs of revm.

use alloy_primitives::{TxKind, U256};
use revm::{
    context::{BlockEnv, CfgEnv, TxEnv},
    context_interface::{block::BlobExcessGasAndPrice, either::Either},
    primitives::hardfork::SpecId,
};

use super::types::{BlockContext, ExecOptions, Message};

/// Rules of the EVM under every version of ArbOS this chain offers (50 and later).
pub(crate) const SPEC: SpecId = SpecId::OSAKA;

/// Largest runtime code, prefix included.
pub const MAX_CODE_SIZE: usize = 24_576;

/// Memory one EVM transaction may hold, in bytes. Gas alone would allow a simulation with a huge
/// limit to exhaust the machine.
const EVM_MEMORY_LIMIT: u64 = 256 << 20;

/// Price a message pays for gas: the base fee, whatever it offers (tips are ignored); nothing in a
/// simulation that names no price.
pub(crate) fn effective_gas_price(
    block: &BlockContext,
    message: &Message,
    options: &ExecOptions,
) -> u64 {
    if options.simulate && message.gas_price == 0 {
        0
    } else {
        block.base_fee
    }
}

/// Block environment; `NUMBER` is the L1 block number.
pub(crate) fn block_env(block: &BlockContext) -> BlockEnv {
    BlockEnv {
        number: U256::from(block.l1_number),
        beneficiary: block.coinbase,
        timestamp: U256::from(block.timestamp),
        gas_limit: block.gas_limit,
        basefee: block.base_fee,
        difficulty: U256::from(1),
        prevrandao: Some(block.prev_randao),
        blob_excess_gas_and_price: Some(BlobExcessGasAndPrice {
            excess_blob_gas: 0,
            blob_gasprice: 0,
        }),
        slot_num: 0,
    }
}

/// Transaction environment with the effective price, so that no tip exists anywhere downstream.
pub(crate) fn tx_env(
    block: &BlockContext,
    message: &Message,
    options: &ExecOptions,
    nonce: u64,
) -> TxEnv {
    TxEnv {
        tx_type: message.tx_type,
        caller: message.from,
        gas_limit: message.gas_limit,
        gas_price: u128::from(effective_gas_price(block, message, options)),
        kind: message.to.map_or(TxKind::Create, TxKind::Call),
        value: message.value,
        data: message.input.clone(),
        nonce,
        chain_id: Some(block.chain_id),
        access_list: message.access_list.clone(),
        gas_priority_fee: None,
        blob_hashes: Vec::new(),
        max_fee_per_blob_gas: 0,
        authorization_list: message
            .authorizations
            .iter()
            .cloned()
            .map(Either::Left)
            .collect(),
    }
}

/// Rules of the chain. What [`super::validate`] has checked is switched off here; EIP-3541 is
/// replaced by the prefix rule of [`super::machine`].
pub(crate) fn cfg_env(block: &BlockContext) -> CfgEnv {
    let mut cfg = CfgEnv::new()
        .with_chain_id(block.chain_id)
        .with_spec_and_mainnet_gas_params(SPEC);
    cfg.tx_chain_id_check = false;
    cfg.limit_contract_code_size = Some(MAX_CODE_SIZE);
    cfg.limit_contract_initcode_size = Some(2 * MAX_CODE_SIZE);
    // The cap per transaction limits execution, not the gas limit: see the handler.
    cfg.tx_gas_limit_cap = Some(u64::MAX);
    cfg.memory_limit = EVM_MEMORY_LIMIT;
    cfg.disable_eip3541 = true;
    cfg.disable_eip3607 = true;
    cfg.disable_eip7623 = true;
    cfg.disable_base_fee = true;
    cfg.disable_block_gas_limit = true;
    cfg.disable_balance_check = true;
    cfg.disable_nonce_check = true;
    cfg
}
