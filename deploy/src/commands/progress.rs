//! Progress on standard error: a bar on a terminal, a line every tenth of the way elsewhere.

use std::io::IsTerminal;

use indicatif::{ProgressBar, ProgressStyle};

use crate::{prices::format_date, replay::Watcher};

/// Shows how far a replay has come.
#[derive(Debug)]
pub(super) struct Progress {
    unit: &'static str,
    bar: Option<ProgressBar>,
    blocks: u64,
    played: u64,
    told: u64,
}

impl Default for Progress {
    fn default() -> Self {
        Self::of("blocks")
    }
}

impl Watcher for Progress {
    fn begin(&mut self, blocks: u64) {
        (self.blocks, self.played, self.told) = (blocks, 0, 0);
        if std::io::stderr().is_terminal() {
            let bar = ProgressBar::new(blocks);
            let template = format!(
                "{{msg}} {{wide_bar}} {{pos}}/{{len}} {}, {{per_sec}}, {{eta}} left",
                self.unit
            );
            let style = ProgressStyle::with_template(&template);
            bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
            self.bar = Some(bar);
        }
    }

    fn step(&mut self, text: &str) {
        eprintln!("alm: {text}");
    }

    fn played(&mut self, time: u64) {
        self.played += 1;
        match &self.bar {
            Some(bar) => {
                // Redrawing is limited by the bar; building its text is not free either.
                if self.played.is_multiple_of(64) {
                    bar.set_message(format_date(time));
                    bar.set_position(self.played);
                }
            }
            None => self.tell(time),
        }
    }

    fn end(&mut self) {
        if let Some(bar) = self.bar.take() {
            bar.finish_and_clear();
        }
    }
}

impl Progress {
    /// Progress counted in these.
    pub(super) fn of(unit: &'static str) -> Self {
        Self {
            unit,
            bar: None,
            blocks: 0,
            played: 0,
            told: 0,
        }
    }

    fn tell(&mut self, time: u64) {
        let tenths = self.played * 10 / self.blocks.max(1);
        if tenths > self.told {
            self.told = tenths;
            eprintln!(
                "alm: {} of {} {}, {}",
                self.played,
                self.blocks,
                self.unit,
                format_date(time)
            );
        }
    }
}
