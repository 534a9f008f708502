//! A balance sheet as a chain tells it at one block: what it owns and owes, and what the lenses say of it.

mod error;
mod figures;
mod model;
mod read;
mod table;

pub use error::SheetError;
pub use model::{
    AssetRisk, BookSheet, Bucket, LiquidityFigures, Named, RateFigures, SheetReport, Shocks,
};
pub use read::{Source, read};
pub use table::table;
