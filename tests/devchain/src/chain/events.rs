//! News for subscribers.

use std::sync::Arc;

use alloy_primitives::B256;
use tokio::sync::broadcast;

use super::blocks::Block;

/// How many events a slow subscriber may lag behind before it loses the oldest.
const BACKLOG: usize = 4096;

/// Something happened.
#[derive(Debug, Clone)]
pub enum Event {
    /// A block was made.
    Block(Arc<Block>),
    /// A transaction came.
    Transaction(B256),
}

/// The sending side.
#[derive(Debug)]
pub(super) struct Events {
    sender: broadcast::Sender<Event>,
}

impl Default for Events {
    fn default() -> Self {
        Self {
            sender: broadcast::channel(BACKLOG).0,
        }
    }
}

impl Events {
    /// Tells everyone who listens; nobody may.
    pub(super) fn send(&self, event: Event) {
        let _listeners = self.sender.send(event);
    }

    /// Listens from here on.
    pub(super) fn subscribe(&self) -> broadcast::Receiver<Event> {
        self.sender.subscribe()
    }
}
