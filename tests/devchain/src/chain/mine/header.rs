//! Headers and their roots.

use alloy_consensus::{
    EMPTY_OMMER_ROOT_HASH, Header, ReceiptEnvelope,
    proofs::{calculate_receipt_root, calculate_transaction_root},
};
use alloy_eips::Typed2718;
use alloy_primitives::{B256, U256};

use crate::{
    chain::{
        ChainConfig,
        blocks::{Block, MinedTransaction, prev_randao},
        state::State,
    },
    evm::types::BlockContext,
};

/// The first block: the state is what was put there before it.
pub(in crate::chain) fn first_block(
    config: &ChainConfig,
    state: &mut State,
    timestamp: u64,
) -> Block {
    let context = BlockContext {
        number: 0,
        l1_number: 1,
        timestamp,
        base_fee: config.base_fee,
        coinbase: config.coinbase,
        gas_limit: config.gas_limit,
        chain_id: config.chain_id,
        prev_randao: prev_randao(),
        recent_programs: Vec::new(),
    };
    let state_root = state.commitment(B256::from(U256::from(config.chain_id)), 0);
    let version = state.advance();
    let header = Header {
        state_root,
        ..header(&context, config.arbos_version)
    };
    Block::seal(header, context.l1_number, version, Vec::new())
}

/// The fields of a header that follow from the context. As on Arbitrum the difficulty is one and the
/// mix hash packs the number of messages sent, the L1 block number and the version of ArbOS.
pub(super) fn header(context: &BlockContext, arbos_version: u64) -> Header {
    let mut mix_hash = B256::ZERO;
    mix_hash[8..16].copy_from_slice(&context.l1_number.to_be_bytes());
    mix_hash[16..24].copy_from_slice(&arbos_version.to_be_bytes());
    Header {
        ommers_hash: EMPTY_OMMER_ROOT_HASH,
        beneficiary: context.coinbase,
        difficulty: U256::ONE,
        number: context.number,
        gas_limit: context.gas_limit,
        timestamp: context.timestamp,
        extra_data: B256::ZERO.into(),
        mix_hash,
        base_fee_per_gas: Some(context.base_fee),
        ..Header::default()
    }
}

/// Root of the trie of a block's transactions.
pub(super) fn transactions_root(transactions: &[MinedTransaction]) -> B256 {
    let envelopes: Vec<_> = transactions
        .iter()
        .map(|tx| tx.signed.envelope.clone())
        .collect();
    calculate_transaction_root(&envelopes)
}

/// Root of the trie of a block's receipts.
pub(super) fn receipts_root(transactions: &[MinedTransaction]) -> B256 {
    let receipts: Vec<ReceiptEnvelope> = transactions.iter().map(receipt_envelope).collect();
    calculate_receipt_root(&receipts)
}

fn receipt_envelope(transaction: &MinedTransaction) -> ReceiptEnvelope {
    let receipt = &transaction.receipt;
    let inner = alloy_consensus::ReceiptWithBloom {
        receipt: alloy_consensus::Receipt {
            status: receipt.success.into(),
            cumulative_gas_used: receipt.cumulative_gas_used,
            logs: receipt.logs.clone(),
        },
        logs_bloom: receipt.bloom,
    };
    match transaction.signed.envelope.ty() {
        1 => ReceiptEnvelope::Eip2930(inner),
        2 => ReceiptEnvelope::Eip1559(inner),
        4 => ReceiptEnvelope::Eip7702(inner),
        _ => ReceiptEnvelope::Legacy(inner),
    }
}
