//! Price histories: read them, check them, cut them to a span, generate them.
//!
//! Three forms are understood, told apart by their header:
//!
//! * candles: `timestamp,open,high,low,close[,volume]`, `timestamp` = opening time;
//! * closes of several assets: `timestamp,NAME[,NAME…]`, `timestamp` = opening time, blank cells
//!   where an asset had no price;
//! * oracle rounds: `updated_at,price,phase,round`.
//!
//! Every fault is reported with its file and line, and a history with a fault is not used at all.

mod candles;
mod closes;
pub(crate) mod decimal;
mod error;
mod gaps;
mod naming;
mod read;
mod rounds;
mod synthetic;
pub(crate) mod table;
mod time;

#[cfg(test)]
mod tests;

pub use decimal::{PRICE_DECIMALS, PRICE_SCALE, format_price, parse_price};
pub use error::{Fault, PriceError};
pub use gaps::{Gap, MaxGap};
pub use naming::{Source, parse_source};
pub use read::{read_history, read_many};
pub use synthetic::{Candle, Crash, generate_crash, write_candles};
pub use time::{Span, format_date, format_time, parse_time};

/// Where a history came from: it decides when a price becomes known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Candles or closes on a regular grid; the close is known one step after the row's timestamp.
    Candles,
    /// Oracle rounds at irregular times; a price is known at its own timestamp.
    Rounds,
}

/// One price as a feed would publish it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PricePoint {
    /// Unix seconds at which the price became known.
    pub time: u64,
    /// Price in units of 1e-8, positive.
    pub price: u64,
    /// Line in the file.
    pub line: u64,
}

/// A checked history of one asset.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct History {
    /// Name of the asset, from the file's or column's name.
    pub asset: String,
    /// File it was read from.
    pub file: String,
    /// Form of the file.
    pub kind: Kind,
    /// Grid step in seconds for candles, median time between rounds otherwise.
    pub step: u64,
    /// Prices, times not decreasing.
    pub points: Vec<PricePoint>,
    /// Holes longer than one step (candles) that the limit allows.
    pub gaps: Vec<Gap>,
}

impl History {
    /// The part of the history inside `span`, both ends included.
    #[must_use]
    pub fn within(&self, span: &Span) -> Self {
        let mut cut = self.clone();
        cut.points.retain(|point| span.contains(point.time));
        cut.gaps
            .retain(|gap| span.contains(gap.from) && span.contains(gap.to));
        cut
    }
}
