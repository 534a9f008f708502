//! Points to go back to.

use super::{Chain, ChainConfig, Clock, Pool};

/// A point to go back to. Small: the state keeps its own past.
#[derive(Debug, Clone)]
struct Snapshot {
    id: u64,
    version: u64,
    blocks: usize,
    clock: Clock,
    pool: Pool,
    config: ChainConfig,
}

/// The points there are, oldest first.
#[derive(Debug, Clone, Default)]
pub(super) struct Snapshots {
    taken: Vec<Snapshot>,
    last_id: u64,
}

impl Snapshots {
    /// The oldest version one may go back to.
    pub(super) fn oldest_version(&self) -> Option<u64> {
        self.taken.first().map(|snapshot| snapshot.version)
    }
}

impl Chain {
    /// Remembers this point and returns its number.
    pub fn snapshot(&mut self) -> u64 {
        self.snapshots.last_id += 1;
        let id = self.snapshots.last_id;
        let version = self.state.advance();
        self.snapshots.taken.push(Snapshot {
            id,
            version,
            blocks: self.blocks.len(),
            clock: self.clock,
            pool: self.pool.clone(),
            config: self.config.clone(),
        });
        id
    }

    /// Goes back to a point and forgets it and those after it. False when there is none.
    pub fn revert(&mut self, id: u64) -> bool {
        let Ok(index) = self
            .snapshots
            .taken
            .binary_search_by_key(&id, |snapshot| snapshot.id)
        else {
            return false;
        };
        let Some(snapshot) = self.snapshots.taken.drain(index..).next() else {
            return false;
        };
        self.state.rewind(snapshot.version);
        self.blocks.truncate(snapshot.blocks);
        self.clock = snapshot.clock;
        self.pool = snapshot.pool;
        self.config = snapshot.config;
        let next = self.head().number() + 1;
        self.filters.rewind(next);
        true
    }
}
