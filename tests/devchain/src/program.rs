//! Stylus programs at run time: host functions, ink, storage cache, the WASM runtime behind a trait.

pub mod api;
