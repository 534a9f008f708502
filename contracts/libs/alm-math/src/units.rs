//! Units as types.

mod amounts;
mod bps;
mod ray;
mod signed_wad;
mod time;
mod unsigned;
mod wad;

pub use amounts::{Assets, Shares};
pub use bps::{BPS_ONE, Bps};
pub use ray::{RAY_ONE, Ray};
pub use signed_wad::SignedWad;
pub use time::{SECONDS_PER_YEAR, Seconds, Timestamp};
pub use wad::{WAD_ONE, Wad};
