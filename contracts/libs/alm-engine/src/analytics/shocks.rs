//! The six interest-rate shocks of Basel's standardised framework.
//!
//! A shock is made of three sizes of the currency (parallel, short, long) and two shapes, `S = e^(-t/4)` and `1 - S`.
//! Sources: BCBS d368, annex 2 (shapes, and sizes of 2016), d578 (sizes of 2024); for a rate no table covers, see
//! [`Sizes::calibrated_up`].
#![allow(
    clippy::arithmetic_side_effects,
    reason = "ranges are argued line by line"
)]

use crate::{
    analytics::slots::BUCKETS,
    units::{BPS, WAD},
};

/// The sizes of a currency's shocks, in basis points.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sizes {
    /// Of a parallel shock.
    pub parallel: u16,
    /// Of a shock of short rates.
    pub short: u16,
    /// Of a shock of long rates; only inside the steepener and the flattener.
    pub long: u16,
}

/// The six shocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shock {
    /// All rates rise.
    ParallelUp,
    /// All rates fall.
    ParallelDown,
    /// Short rates fall, long ones rise.
    Steepener,
    /// Short rates rise, long ones fall.
    Flattener,
    /// Short rates rise.
    ShortUp,
    /// Short rates fall.
    ShortDown,
}

/// All of them, in the order of the framework.
pub const SHOCKS: [Shock; 6] = [
    Shock::ParallelUp,
    Shock::ParallelDown,
    Shock::Steepener,
    Shock::Flattener,
    Shock::ShortUp,
    Shock::ShortDown,
];

/// Fractional bits of a [`Move`], below a wad by the year.
pub const MOVE_BITS: u32 = 32;

/// A rate or a change of one by the year: 1e-18 with 32 fractional bits, for a wad is too coarse over 25 years.
pub type Move = i128;

/// `e^(-t/4)` at the midpoints of the buckets, with 64 fractional bits.
static SHORT: [u64; BUCKETS] = [
    0xffd2_240e_ea0f_aa0e,
    0xfd58_560a_e241_398a,
    0xf58c_ea9a_5deb_d229,
    0xe917_3500_cbe0_159b,
    0xdaf7_e94f_9261_313d,
    0xcdb3_a7c7_979e_bd5d,
    0xbb4b_296f_917b_f09a,
    0xa549_38c9_b7e8_46b1,
    0x8906_e49a_4c9f_3d59,
    0x6ab7_7825_76b5_2d01,
    0x531c_6c91_deac_7f58,
    0x40ba_1883_1d80_b0fb,
    0x3268_cdb5_33dc_c75f,
    0x2742_4567_4733_a989,
    0x1e93_28b4_c50f_6bec,
    0x17cf_cc2d_36c5_1197,
    0x0b3f_736c_ffc2_3dc8,
    0x0338_f9fb_3fa7_88df,
    0x007e_83a5_61ab_af1b,
];

impl Shock {
    /// What the shock adds to the rate at a bucket's midpoint; nothing for a bucket there is not.
    #[must_use]
    pub fn at(self, bucket: usize, sizes: Sizes) -> Move {
        let Some(short) = SHORT.get(bucket).copied() else {
            return 0;
        };
        let long = 0u64.wrapping_sub(short);
        match self {
            Self::ParallelUp => move_of(sizes.parallel, 100, WHOLE),
            Self::ParallelDown => -move_of(sizes.parallel, 100, WHOLE),
            Self::Steepener => {
                move_of(sizes.long, 90, long.into()) - move_of(sizes.short, 65, short.into())
            }
            Self::Flattener => {
                move_of(sizes.short, 80, short.into()) - move_of(sizes.long, 60, long.into())
            }
            Self::ShortUp => move_of(sizes.short, 100, short.into()),
            Self::ShortDown => -move_of(sizes.short, 100, short.into()),
        }
    }
}

/// One, with 64 fractional bits.
const WHOLE: u128 = 1 << 64;

/// `size` basis points times a percentage and a share with 64 fractional bits.
fn move_of(size: u16, percent: u64, share: u128) -> Move {
    // 2^16 * 100 * 1e12 < 2^63, so below 2^127.
    let wad = u128::from(size) * u128::from(percent) * (BPS / 100);
    ((wad * share) >> (64 - MOVE_BITS)) as Move
}

/// A wad by the year as a [`Move`].
#[must_use]
pub fn exactly(wad: i64) -> Move {
    Move::from(wad) << MOVE_BITS
}

/// Which table of sizes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Calibration {
    /// BCBS d368, April 2016.
    D368,
    /// BCBS d578, July 2024.
    D578,
}

/// A currency's sizes in both tables.
struct Row {
    code: [u8; 3],
    d368: [u16; 3],
    d578: [u16; 3],
}

const fn row(code: [u8; 3], d368: [u16; 3], d578: [u16; 3]) -> Row {
    Row { code, d368, d578 }
}

/// The currencies of the framework, by code.
static CURRENCIES: [Row; 21] = [
    row(*b"ARS", [400, 500, 300], [400, 500, 300]),
    row(*b"AUD", [300, 450, 200], [350, 425, 300]),
    row(*b"BRL", [400, 500, 300], [400, 500, 300]),
    row(*b"CAD", [200, 300, 150], [200, 275, 175]),
    row(*b"CHF", [100, 150, 100], [175, 250, 200]),
    row(*b"CNY", [250, 300, 150], [225, 300, 150]),
    row(*b"EUR", [200, 250, 100], [225, 350, 200]),
    row(*b"GBP", [250, 300, 150], [275, 425, 250]),
    row(*b"HKD", [200, 250, 100], [225, 375, 200]),
    row(*b"IDR", [400, 500, 350], [400, 500, 300]),
    row(*b"INR", [400, 500, 300], [325, 475, 225]),
    row(*b"JPY", [100, 100, 100], [100, 100, 100]),
    row(*b"KRW", [300, 400, 200], [225, 350, 225]),
    row(*b"MXN", [400, 500, 300], [400, 500, 200]),
    row(*b"RUB", [400, 500, 300], [400, 500, 300]),
    row(*b"SAR", [200, 300, 150], [275, 375, 250]),
    row(*b"SEK", [200, 300, 150], [275, 425, 200]),
    row(*b"SGD", [150, 200, 100], [175, 250, 225]),
    row(*b"TRY", [400, 500, 300], [400, 500, 300]),
    row(*b"USD", [200, 300, 150], [200, 300, 225]),
    row(*b"ZAR", [400, 500, 300], [325, 500, 300]),
];

impl Sizes {
    /// Of every currency no table names.
    pub const OTHER: Self = Self::new([400, 500, 300]);

    const fn new([parallel, short, long]: [u16; 3]) -> Self {
        Self {
            parallel,
            short,
            long,
        }
    }

    /// The sizes of a currency, by its ISO code; [`Sizes::OTHER`] if no table names it.
    #[must_use]
    pub fn of(code: [u8; 3], calibration: Calibration) -> Self {
        CURRENCIES
            .iter()
            .find(|row| row.code == code)
            .map_or(Self::OTHER, |row| {
                Self::new(match calibration {
                    Calibration::D368 => row.d368,
                    Calibration::D578 => row.d578,
                })
            })
    }

    /// The size for a rate no table covers, from the largest moves of that rate seen over half a year: at least 100 basis
    /// points, rounded up to 25, and without the tables' caps, because rates on chain move by far more. `moves` is the
    /// 99.9th percentile of `|r(t + 180 d) - r(t)|`, wad, for parallel, short and long tenors.
    #[must_use]
    pub fn calibrated_up(moves: [u128; 3]) -> Self {
        Self::new(moves.map(|size| {
            let steps = size.min(WAD * 600).div_ceil(25 * BPS).max(4);
            u16::try_from(steps * 25).unwrap_or(u16::MAX)
        }))
    }
}
