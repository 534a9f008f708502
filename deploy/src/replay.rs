//! Playing a price history through the deployed contracts, and judging what they did.

pub mod margin_calls;
mod observation;

pub use observation::Observation;
