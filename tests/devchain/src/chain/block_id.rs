//! Ways to name a block.

use alloy_primitives::B256;

/// A block as a client names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum BlockId {
    /// The newest block. `safe` and `finalized` mean the same here: nothing is ever undone by others.
    #[default]
    Latest,
    /// The block that would be made now.
    Pending,
    /// The first block.
    Earliest,
    /// By number.
    Number(u64),
    /// By hash.
    Hash(B256),
}

impl std::fmt::Display for BlockId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Latest => f.write_str("latest"),
            Self::Pending => f.write_str("pending"),
            Self::Earliest => f.write_str("earliest"),
            Self::Number(number) => write!(f, "{number}"),
            Self::Hash(hash) => write!(f, "{hash}"),
        }
    }
}
