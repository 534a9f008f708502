//! A value with its past: what it was at every version of the state.

/// Values of one key, oldest first, each with the version that wrote it.
#[derive(Debug, Clone)]
pub(super) struct History<T> {
    entries: Vec<(u64, T)>,
}

impl<T> Default for History<T> {
    /// An empty history: the key was never written.
    fn default() -> Self {
        Self {
            entries: Vec::new(),
        }
    }
}

impl<T: Clone> History<T> {
    /// The value now.
    pub(super) fn latest(&self) -> Option<&T> {
        self.entries.last().map(|(_, value)| value)
    }

    /// The value as it stood when `version` was the newest.
    pub(super) fn at(&self, version: u64) -> Option<&T> {
        let newer = self
            .entries
            .partition_point(|(written, _)| *written <= version);
        newer
            .checked_sub(1)
            .and_then(|i| self.entries.get(i))
            .map(|(_, value)| value)
    }

    /// Writes a value; true when this version had not written the key before.
    pub(super) fn write(&mut self, version: u64, value: T) -> bool {
        match self.entries.last_mut() {
            Some((written, last)) if *written == version => {
                *last = value;
                false
            }
            _ => {
                self.entries.push((version, value));
                true
            }
        }
    }

    /// Forgets everything written after `version`.
    pub(super) fn rewind(&mut self, version: u64) {
        let keep = self
            .entries
            .partition_point(|(written, _)| *written <= version);
        self.entries.truncate(keep);
    }

    /// Forgets what only versions before `floor` can see.
    pub(super) fn prune(&mut self, floor: u64) {
        let visible = self
            .entries
            .partition_point(|(written, _)| *written <= floor);
        if visible > 1 {
            self.entries.drain(..visible - 1);
        }
    }

    /// True when nothing is left.
    pub(super) fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn test_at_returns_the_value_of_the_version() {
        let mut history = History::default();
        assert!(history.write(2, 'a'));
        assert!(history.write(5, 'b'));
        assert!(!history.write(5, 'c'));
        assert_eq!(
            [history.at(1), history.at(2), history.at(4), history.at(9)],
            [None, Some(&'a'), Some(&'a'), Some(&'c')]
        );
    }

    #[test]
    fn test_rewind_restores_the_older_value() {
        let mut history = History::default();
        history.write(2, 'a');
        history.write(5, 'b');
        history.rewind(4);
        assert_eq!(history.latest(), Some(&'a'));
        history.rewind(1);
        assert!(history.is_empty());
    }

    #[test]
    fn test_prune_keeps_what_the_floor_sees() {
        let mut history = History::default();
        for version in 1..=4 {
            history.write(version, version);
        }
        history.prune(3);
        assert_eq!(
            (history.at(2), history.at(3), history.at(4)),
            (None, Some(&3), Some(&4))
        );
    }
}
