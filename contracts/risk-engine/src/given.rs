//! The arguments of governance, decoded.
#![deny(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects
)]

use alm_engine::{haircut::liquidity::Liquidity, parameters::COUNT as RULE_COUNT};
use alm_stylus::{Failure, arguments::Arguments, words::Word};

use crate::{
    asset::Report,
    selectors::{LIST, REPORT_DEPTH, SET_FEED, SET_LIQUIDITY, SET_PARAMETERS},
};

/// Arguments of listing after the asset; those of every other function are a range of them.
const COUNT: usize = 23;
/// Where the rules begin.
const RULES: usize = 4;
/// Where the liquidity report begins.
const REPORT: usize = 16;

/// Where it goes on after the depth.
const REPORT_REST: usize = 17;

/// Bytes of each.
static WIDTHS: [u8; COUNT] = [
    20, 4, 1, 4, // feed, interval, history, first volatility
    2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, // rules
    8, 8, 2, 2, 4, 4, 8, // liquidity report
];

/// What the owner gave; what a function does not take is zero.
#[derive(Default)]
pub(crate) struct Given {
    pub(crate) feed: Word,
    values: [u128; COUNT],
}

impl Given {
    /// Reads the arguments of a function.
    ///
    /// # Errors
    /// Empty, if one is missing or has bits where its type has none.
    pub(crate) fn read(&mut self, selector: u32, arguments: &Arguments<'_>) -> Result<(), Failure> {
        let (first, end) = match selector {
            LIST => (0, COUNT),
            SET_FEED => (0, 3),
            SET_PARAMETERS => (RULES, REPORT),
            SET_LIQUIDITY => (REPORT, COUNT),
            // The depth; the end follows below.
            REPORT_DEPTH => (REPORT, REPORT_REST),
            _ => (0, 0),
        };
        let widths = WIDTHS.get(first..end).unwrap_or_default();
        let into = self.values.get_mut(first..end).unwrap_or_default();
        arguments.numbers(1, widths, into)?;
        if selector == REPORT_DEPTH {
            let last = self.values.last_chunk_mut::<1>();
            arguments.numbers(2, &[8], last.map_or(&mut [], |end| end))?;
        }
        if self.values[2] > 1 {
            return Err(Failure::empty());
        }
        // Of another function than these two, whatever stands there: it is not looked at.
        if let Some(feed) = arguments.address(1) {
            self.feed = *feed;
        }
        Ok(())
    }

    /// Length of a sampling slot, seconds.
    pub(crate) const fn interval(&self) -> u128 {
        self.values[1]
    }

    /// Whether missed rounds are looked up.
    pub(crate) const fn history(&self) -> bool {
        self.values[2] != 0
    }

    /// First annual volatility, bps.
    pub(crate) const fn first_sigma(&self) -> u128 {
        self.values[3]
    }

    /// The rules.
    pub(crate) fn rules(&self) -> &[u128; RULE_COUNT] {
        let rules = self.values.get(RULES..).unwrap_or_default();
        rules.first_chunk().unwrap_or(&[0; RULE_COUNT])
    }

    /// The liquidity report with its end, as it is told and emitted.
    pub(crate) fn report(&self) -> &Report {
        self.values.last_chunk().unwrap_or(&[0; COUNT - REPORT])
    }
}

/// The fields of a report as the engine takes them; each fits by its width.
pub(crate) const fn liquidity_of(report: &Report) -> Liquidity {
    Liquidity {
        depth: report[0] as u64,
        exposure: report[1] as u64,
        slippage: report[2] as u16,
        half_spread: report[3] as u16,
        latency: report[4] as u32,
        refill: report[5] as u32,
    }
}
