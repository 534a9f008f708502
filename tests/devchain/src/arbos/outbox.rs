//! Messages to L1 as leaves of a growing Merkle tree, of which only the right edge is kept.

use alloy_primitives::{B256, U256, keccak256};

use super::{
    context::{Failure, PrecompileCall},
    storage::LAYOUT,
};

/// Slot of the number of leaves.
const SIZE: u64 = 0;
/// Slot of the lowest partial tree.
const PARTIALS: u64 = 2;
/// Bits below the level in a node's position.
const LEVEL_SHIFT: usize = 192;

/// An inner node that a new leaf completed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Node {
    /// Level; leaves are 0.
    pub(crate) level: u64,
    /// Leaf that completed it.
    pub(crate) leaf: u64,
    /// Hash.
    pub(crate) hash: B256,
}

impl Node {
    /// Level and leaf in one number.
    pub(crate) fn position(&self) -> U256 {
        (U256::from(self.level) << LEVEL_SHIFT) | U256::from(self.leaf)
    }
}

/// What a new leaf did to the tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Appended {
    /// Number of the leaf, from 0.
    pub(crate) leaf: u64,
    /// Nodes it completed, lowest first.
    pub(crate) nodes: Vec<Node>,
}

/// Appends a leaf.
pub(crate) fn append(call: &mut PrecompileCall<'_>, item: B256) -> Result<Appended, Failure> {
    let leaf = call.read_u64(LAYOUT.outbox.at(SIZE))?;
    call.write_u64(LAYOUT.outbox.at(SIZE), leaf + 1)?;
    let levels = u64::from(u64::BITS - leaf.leading_zeros());
    let mut hash = keccak256(item);
    let mut nodes = Vec::new();
    for level in 0.. {
        let slot = LAYOUT.outbox.at(PARTIALS + level);
        let partial = match level < levels {
            true => call.read(slot)?,
            false => U256::ZERO,
        };
        if partial.is_zero() {
            call.write(slot, hash.into())?;
            break;
        }
        hash = keccak256([partial.to_be_bytes::<32>(), hash.0].concat());
        call.write(slot, U256::ZERO)?;
        nodes.push(Node {
            level: level + 1,
            leaf,
            hash,
        });
    }
    Ok(Appended { leaf, nodes })
}
