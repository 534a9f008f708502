//! The chain as it would be if a block were made now.

use super::{BlockId, Chain};

impl Chain {
    /// Looks at the chain as `id` means it: for `pending` everything that waits and can run has
    /// run, in one block, and is taken back afterwards; for any other block nothing is different.
    ///
    /// Every look at `pending` runs the waiting transactions again.
    pub fn at<R>(&mut self, id: BlockId, look: impl FnOnce(&mut Self) -> R) -> R {
        let ready = match id {
            BlockId::Pending => self.ready(),
            _ => Vec::new(),
        };
        if ready.is_empty() {
            return look(self);
        }
        let before = self.state.advance();
        self.upcoming_programs = self.draft(ready).context.recent_programs;
        let seen = look(self);
        self.upcoming_programs.clear();
        self.state.rewind(before);
        seen
    }
}
