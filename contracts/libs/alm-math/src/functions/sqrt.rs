//! The square root.

use crate::{Wad, wide};

/// The square root, correctly rounded for every x (no midpoint can be hit).
#[must_use]
pub fn sqrt(x: Wad) -> Wad {
    match x.to_u128() {
        Some(narrow) => Wad::from_u128(crate::lean::sqrt(narrow)),
        None => Wad::from_raw(wide::sqrt(x.raw())),
    }
}
