//! Scales and constants every rule shares.

/// One, at scale 1e18.
pub const WAD: u128 = 1_000_000_000_000_000_000;
/// One basis point, as a wad.
pub const BPS: u128 = 100_000_000_000_000;
/// One part in a million, as a wad.
pub const PPM: u128 = 1_000_000_000_000;
/// A day in seconds.
pub const DAY: u64 = 86_400;
/// The year of every annual figure: 365 days, in seconds.
pub const YEAR: u64 = 31_536_000;

/// A collateral ratio as it is stored: 1e-7 in 24 bits, so at most 1.67.
pub type Ratio = u32;
/// One, as a [`Ratio`].
pub const RATIO_ONE: Ratio = 10_000_000;
/// One basis point, as a [`Ratio`].
pub const RATIO_BPS: Ratio = 1_000;
/// A [`Ratio`] of 1e-7, as a wad.
pub const RATIO_UNIT: u128 = 100_000_000_000;

/// A stored ratio as a wad, exactly.
#[must_use]
pub fn ratio_to_wad(ratio: Ratio) -> u128 {
    u128::from(ratio).saturating_mul(RATIO_UNIT)
}

/// A wad as a stored ratio, rounded down; above one it is one.
#[must_use]
pub fn ratio_from_wad_down(wad: u128) -> Ratio {
    // At most 1e18, so it fits in 64 bits, and the quotient is at most 1e7.
    (wad.min(WAD) as u64 / 100_000_000_000) as Ratio
}
