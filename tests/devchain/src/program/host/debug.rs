//! Imports of debug chains: console and benchmark. They cost nothing.

use std::{fmt::Display, time::Instant};

use super::{HostResult, Hostio};

/// Blocks of code between `start_benchmark` and `end_benchmark`.
#[derive(Debug, Default)]
pub(super) struct Benchmark {
    open: Option<(Instant, u64)>,
}

impl Hostio<'_, '_> {
    /// Prints text.
    pub fn console_log_text(&mut self, data: u32, len: u32) -> HostResult<()> {
        let text = self.read_bytes(data, len)?;
        self.say(String::from_utf8_lossy(&text));
        self.trace("console_log_text", &[&text], &[])
    }

    /// Prints a number.
    pub fn console_log(&mut self, value: impl Display) -> HostResult<()> {
        let text = value.to_string();
        self.say(&text);
        self.trace("console_log", &[text.as_bytes()], &[])
    }

    /// Prints a number and gives it back.
    pub fn console_tee<T: Display + Copy>(&mut self, value: T) -> HostResult<T> {
        self.say(value);
        Ok(value)
    }

    /// Begins a block; a block that was begun before is forgotten.
    pub fn start_benchmark(&mut self) -> HostResult<()> {
        self.host.benchmark.open = Some((Instant::now(), self.start_ink));
        Ok(())
    }

    /// Ends a block and reports its time and ink.
    pub fn end_benchmark(&mut self) -> HostResult<()> {
        if let Some((begun, ink)) = self.host.benchmark.open.take() {
            let used = ink.saturating_sub(self.start_ink);
            self.say(format_args!(
                "benchmark: {used} ink in {:?}",
                begun.elapsed()
            ));
        }
        Ok(())
    }

    fn say(&self, text: impl Display) {
        tracing::info!(target: "stylus", contract = %self.host.env.contract_address, "{text}");
    }
}
