//! Going back, and forgetting.

use super::{Key, State};

impl State {
    /// Undoes everything written after `version`, which becomes the last closed one.
    pub fn rewind(&mut self, version: u64) {
        while let Some((written, key)) = self.journal.pop_back() {
            if written <= version {
                self.journal.push_back((written, key));
                break;
            }
            self.rewind_key(key, version);
        }
        self.version = version + 1;
    }

    fn rewind_key(&mut self, key: Key, version: u64) {
        match key {
            Key::Head(address) => {
                if let Some(entry) = self.accounts.get_mut(&address) {
                    entry.head.rewind(version);
                }
            }
            Key::Slot(address, slot) => {
                let Some(entry) = self.accounts.get_mut(&address) else {
                    return;
                };
                if let Some(history) = entry.storage.get_mut(&slot) {
                    history.rewind(version);
                    if history.is_empty() {
                        entry.storage.remove(&slot);
                    }
                }
            }
        }
    }

    /// Forgets what only versions before `floor` can see.
    pub fn prune(&mut self, floor: u64) {
        while let Some((written, key)) = self.journal.front().copied() {
            if written > floor {
                break;
            }
            self.journal.pop_front();
            self.prune_key(key, floor);
        }
        self.floor = self.floor.max(floor);
    }

    fn prune_key(&mut self, key: Key, floor: u64) {
        let (Key::Head(address) | Key::Slot(address, _)) = key;
        let Some(entry) = self.accounts.get_mut(&address) else {
            return;
        };
        match key {
            Key::Head(_) => entry.head.prune(floor),
            Key::Slot(_, slot) => {
                if let Some(history) = entry.storage.get_mut(&slot) {
                    history.prune(floor);
                }
            }
        }
    }
}
