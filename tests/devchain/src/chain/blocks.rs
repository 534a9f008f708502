//! The blocks there are and how to find them.

use std::sync::Arc;

use alloy_consensus::{Header, TxEnvelope};
use alloy_primitives::{Address, B256, Bloom, Log, U256, map::B256HashMap};

use super::transaction::SignedTransaction;

/// What a transaction did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// False when it reverted or halted.
    pub success: bool,
    /// Gas charged.
    pub gas_used: u64,
    /// Part of it that pays for posting to L1.
    pub l1_gas_used: u64,
    /// Gas charged in the block up to here.
    pub cumulative_gas_used: u64,
    /// Logs.
    pub logs: Vec<Log>,
    /// Their bloom.
    pub bloom: Bloom,
    /// Position of the first log in the block.
    pub first_log_index: u64,
    /// Where a creation puts its contract, whether it succeeded or not.
    pub created: Option<Address>,
    /// Wei per gas paid: always the base fee, tips are not paid here.
    pub effective_gas_price: u64,
}

/// A transaction in a block.
#[derive(Debug, Clone)]
pub struct MinedTransaction {
    /// The transaction.
    pub signed: SignedTransaction,
    /// What it did.
    pub receipt: Receipt,
    /// Version of the state just before it.
    pub version_before: u64,
    /// Programs called before it in the block, for running it again.
    pub recent_programs_before: Vec<B256>,
}

/// A block.
#[derive(Debug, Clone)]
pub struct Block {
    /// Header as hashed.
    pub header: Header,
    /// Its hash.
    pub hash: B256,
    /// L1 block number its programs saw.
    pub l1_number: u64,
    /// Version of the state at its end.
    pub version: u64,
    /// Size of its RLP in bytes.
    pub size: u64,
    /// Transactions in order.
    pub transactions: Vec<MinedTransaction>,
}

impl Block {
    /// Seals a block: fills in its hash and size.
    pub fn seal(
        header: Header,
        l1_number: u64,
        version: u64,
        transactions: Vec<MinedTransaction>,
    ) -> Self {
        let hash = header.hash_slow();
        let envelopes: Vec<&TxEnvelope> =
            transactions.iter().map(|tx| &tx.signed.envelope).collect();
        let body: usize = envelopes
            .iter()
            .map(|tx| alloy_rlp::Encodable::length(*tx))
            .sum();
        let size = (alloy_rlp::Encodable::length(&header) + body + 4) as u64;
        Self {
            header,
            hash,
            l1_number,
            version,
            size,
            transactions,
        }
    }

    /// Whether `parent` is the block before this one.
    pub fn follows(&self, parent: &Self) -> bool {
        self.header.parent_hash == parent.hash
            && parent.number().checked_add(1) == Some(self.number())
    }

    /// Number.
    pub fn number(&self) -> u64 {
        self.header.number
    }

    /// Seconds since the Unix epoch.
    pub fn timestamp(&self) -> u64 {
        self.header.timestamp
    }

    /// Base fee in wei.
    pub fn base_fee(&self) -> u64 {
        self.header.base_fee_per_gas.unwrap_or_default()
    }
}

/// All blocks, by number, hash and transaction.
#[derive(Debug, Clone, Default)]
pub struct Blocks {
    blocks: Vec<Arc<Block>>,
    hashes: B256HashMap<u64>,
    transactions: B256HashMap<(u64, usize)>,
    first: u64,
}

impl Blocks {
    /// A chain that begins with `first`.
    pub fn new(first: Block) -> Self {
        let mut blocks = Self {
            first: first.number(),
            ..Self::default()
        };
        blocks.push(first);
        blocks
    }

    /// Appends a block.
    pub fn push(&mut self, block: Block) -> Arc<Block> {
        let block = Arc::new(block);
        self.hashes.insert(block.hash, block.number());
        for (index, tx) in block.transactions.iter().enumerate() {
            self.transactions
                .insert(tx.signed.hash, (block.number(), index));
        }
        self.blocks.push(block.clone());
        block
    }

    /// Removes blocks until `count` are left; the first always stays.
    pub fn truncate(&mut self, count: usize) {
        while self.blocks.len() > count.max(1) {
            let Some(block) = self.blocks.pop() else {
                return;
            };
            self.hashes.remove(&block.hash);
            for tx in &block.transactions {
                self.transactions.remove(&tx.signed.hash);
            }
        }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.blocks.len()
    }

    /// Never true of a running chain.
    pub fn is_empty(&self) -> bool {
        self.blocks.is_empty()
    }

    /// The newest block.
    pub fn head(&self) -> Option<&Arc<Block>> {
        self.blocks.last()
    }

    /// The oldest block.
    pub fn first(&self) -> Option<&Arc<Block>> {
        self.blocks.first()
    }

    /// All blocks, oldest first.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Arc<Block>> {
        self.blocks.iter()
    }

    /// A block by its number.
    pub fn by_number(&self, number: u64) -> Option<&Arc<Block>> {
        self.blocks
            .get(usize::try_from(number.checked_sub(self.first)?).ok()?)
    }

    /// A block by its hash.
    pub fn by_hash(&self, hash: B256) -> Option<&Arc<Block>> {
        self.by_number(*self.hashes.get(&hash)?)
    }

    /// The block of a transaction and its place there.
    pub fn transaction(&self, hash: B256) -> Option<(&Arc<Block>, usize)> {
        let (number, index) = *self.transactions.get(&hash)?;
        Some((self.by_number(number)?, index))
    }
}

/// `PREVRANDAO` of every block here, as on Arbitrum: one.
pub fn prev_randao() -> B256 {
    B256::from(U256::ONE)
}
