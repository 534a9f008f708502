//! The whole chain as one document, and back.
//!
//! Kept: accounts, code, storage, blocks, transactions, receipts. Not kept: older states, so calls on
//! blocks before the dump are refused after loading it.

use alloy_consensus::Header;
use alloy_primitives::{Address, Bytes, Log, U256};
use serde::{Deserialize, Serialize};

use super::{
    Chain, ChainError,
    blocks::{Block, Blocks, MinedTransaction, Receipt},
    state::State,
    transaction::SignedTransaction,
};

/// Version of the format.
const FORMAT: u64 = 1;

#[derive(Debug, Serialize, Deserialize)]
struct Dump {
    format: u64,
    chain_id: u64,
    arbos_version: u64,
    accounts: Vec<DumpedAccount>,
    blocks: Vec<DumpedBlock>,
}

#[derive(Debug, Serialize, Deserialize)]
struct DumpedAccount {
    address: Address,
    balance: U256,
    nonce: u64,
    #[serde(default, skip_serializing_if = "no_code")]
    code: Bytes,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    storage: Vec<(U256, U256)>,
}

#[derive(Debug, Serialize, Deserialize)]
struct DumpedBlock {
    header: Header,
    l1_number: u64,
    transactions: Vec<DumpedTransaction>,
}

#[derive(Debug, Serialize, Deserialize)]
struct DumpedTransaction {
    raw: Bytes,
    sender: Address,
    success: bool,
    gas_used: u64,
    l1_gas_used: u64,
    cumulative_gas_used: u64,
    logs: Vec<Log>,
    created: Option<Address>,
    effective_gas_price: u64,
}

impl Chain {
    /// The chain as a JSON document.
    ///
    /// # Errors
    /// [`ChainError::Dump`], which only a fault of memory can cause.
    pub fn dump(&self) -> Result<Vec<u8>, ChainError> {
        let mut accounts: Vec<DumpedAccount> = self
            .state
            .accounts()
            .map(|(address, head)| self.dump_account(address, head))
            .collect();
        accounts.sort_by_key(|account| account.address);
        let dump = Dump {
            format: FORMAT,
            chain_id: self.config.chain_id,
            arbos_version: self.config.arbos_version,
            accounts,
            blocks: self.blocks.iter().map(|block| dump_block(block)).collect(),
        };
        serde_json::to_vec(&dump).map_err(|error| ChainError::Dump(error.to_string()))
    }

    fn dump_account(&self, address: Address, head: super::AccountHead) -> DumpedAccount {
        let mut storage: Vec<(U256, U256)> = self.state.storage_of(address).collect();
        storage.sort_unstable();
        let code = self.state.code(head.code_hash).original_bytes();
        DumpedAccount {
            address,
            balance: head.balance,
            nonce: head.nonce,
            code,
            storage,
        }
    }

    /// Replaces the chain by a dump of the same chain id.
    ///
    /// # Errors
    /// [`ChainError::Dump`] when the document is not one; the chain is unchanged then.
    pub fn load(&mut self, document: &[u8]) -> Result<(), ChainError> {
        let dump: Dump = serde_json::from_slice(document)
            .map_err(|error| ChainError::Dump(error.to_string()))?;
        self.check_dump(&dump)?;
        let mut state = State::default();
        dump.accounts
            .into_iter()
            .for_each(|account| load_account(&mut state, account));
        let version = state.advance();
        let blocks = load_blocks(dump.blocks, version)?;
        state.prune(version);
        self.state = state;
        self.blocks = blocks;
        self.pool.clear();
        self.snapshots = Default::default();
        let next = self.head().number() + 1;
        self.filters.rewind(next);
        if self.clock.now() < self.head().timestamp() {
            self.clock.set(self.head().timestamp());
        }
        Ok(())
    }

    fn check_dump(&self, dump: &Dump) -> Result<(), ChainError> {
        let config = &self.config;
        let fits = [
            ("format", dump.format, FORMAT),
            ("chain id", dump.chain_id, config.chain_id),
            ("ArbOS version", dump.arbos_version, config.arbos_version),
        ];
        match fits.into_iter().find(|(_, have, want)| have != want) {
            None => Ok(()),
            Some((what, have, want)) => Err(ChainError::Dump(format!(
                "{what} is {have}, this node wants {want}"
            ))),
        }
    }
}

fn dump_block(block: &Block) -> DumpedBlock {
    DumpedBlock {
        header: block.header.clone(),
        l1_number: block.l1_number,
        transactions: block.transactions.iter().map(dump_transaction).collect(),
    }
}

fn dump_transaction(mined: &MinedTransaction) -> DumpedTransaction {
    let receipt = &mined.receipt;
    DumpedTransaction {
        raw: mined.signed.raw(),
        sender: mined.signed.sender,
        success: receipt.success,
        gas_used: receipt.gas_used,
        l1_gas_used: receipt.l1_gas_used,
        cumulative_gas_used: receipt.cumulative_gas_used,
        logs: receipt.logs.clone(),
        created: receipt.created,
        effective_gas_price: receipt.effective_gas_price,
    }
}

fn load_account(state: &mut State, account: DumpedAccount) {
    state.update_head(account.address, |head| {
        head.balance = account.balance;
        head.nonce = account.nonce;
    });
    if !account.code.is_empty() {
        state.set_code(account.address, account.code);
    }
    for (slot, value) in account.storage {
        state.set_slot(account.address, slot, value);
    }
}

fn load_blocks(dumped: Vec<DumpedBlock>, version: u64) -> Result<Blocks, ChainError> {
    let last = dumped.len().saturating_sub(1);
    let mut blocks: Option<Blocks> = None;
    for (index, block) in dumped.into_iter().enumerate() {
        // Only the state after the last block is known; version 0 is older than any kept.
        let block = load_block(block, if index == last { version } else { 0 })?;
        match &mut blocks {
            None => blocks = Some(Blocks::new(block)),
            Some(blocks) if blocks.head().is_some_and(|head| block.follows(head)) => {
                blocks.push(block);
            }
            Some(_) => {
                return Err(ChainError::Dump(format!(
                    "block {index} does not follow its parent"
                )));
            }
        }
    }
    blocks.ok_or_else(|| ChainError::Dump("no blocks".into()))
}

fn load_block(block: DumpedBlock, version: u64) -> Result<Block, ChainError> {
    let mut first_log_index = 0;
    let mut transactions = Vec::with_capacity(block.transactions.len());
    for dumped in block.transactions {
        let logs = dumped.logs.len() as u64;
        transactions.push(load_transaction(dumped, first_log_index, version)?);
        first_log_index += logs;
    }
    Ok(Block::seal(
        block.header,
        block.l1_number,
        version,
        transactions,
    ))
}

fn load_transaction(
    dumped: DumpedTransaction,
    first_log_index: u64,
    version: u64,
) -> Result<MinedTransaction, ChainError> {
    let signed = SignedTransaction::trust(&dumped.raw, dumped.sender)?;
    Ok(MinedTransaction {
        signed,
        receipt: Receipt {
            success: dumped.success,
            gas_used: dumped.gas_used,
            l1_gas_used: dumped.l1_gas_used,
            cumulative_gas_used: dumped.cumulative_gas_used,
            bloom: dumped.logs.iter().collect(),
            logs: dumped.logs,
            first_log_index,
            created: dumped.created,
            effective_gas_price: dumped.effective_gas_price,
        },
        version_before: version.saturating_sub(1),
        recent_programs_before: Vec::new(),
    })
}

fn no_code(code: &Bytes) -> bool {
    code.0.is_empty()
}
