//! Numbers of 64 significant bits: discount factors, and the parts of amounts they take.
//!
//! A report needs some 160 exponentials. A correctly rounded one costs a chain twenty times what these cost, and the
//! difference is not seen: a factor is within 2^-61 of itself, less than one unit in 1e18.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    reason = "ranges are argued line by line"
)]

/// The number `mantissa * 2^(exponent - 64)`; the mantissa's top bit is set, so it lies in
/// `[2^(exponent - 1), 2^exponent)`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Factor {
    mantissa: u64,
    exponent: i32,
}

/// ln 2 with 64 fractional bits.
const LN2: u64 = 0xb172_17f7_d1cf_79ab;
/// `2^(j / 16)` with 63 fractional bits, rounded down.
static SIXTEENTHS: [u64; 16] = [
    0x8000_0000_0000_0000,
    0x85aa_c367_cc48_7b14,
    0x8b95_c1e3_ea8b_d6e6,
    0x91c3_d373_ab11_c336,
    0x9837_f051_8db8_a96f,
    0x9ef5_3260_91a1_11ad,
    0xa5fe_d6a9_b151_38ea,
    0xad58_3eea_42a1_4ac6,
    0xb504_f333_f9de_6484,
    0xbd08_a39f_580c_36be,
    0xc567_2a11_5506_dadd,
    0xce24_8c15_1f84_80e3,
    0xd744_fcca_d69d_6af4,
    0xe0cc_deec_2a94_e111,
    0xeac0_c6e7_dd24_392e,
    0xf525_7d15_2486_cc2c,
];
/// `1 / n!` with 64 fractional bits, from n = 9 down to 2.
static TAYLOR: [u64; 8] = [
    0x0000_2e3b_c74a_ad8e,
    0x0001_a01a_01a0_1a01,
    0x000d_00d0_0d00_d00d,
    0x005b_05b0_5b05_b05b,
    0x0222_2222_2222_2222,
    0x0aaa_aaaa_aaaa_aaaa,
    0x2aaa_aaaa_aaaa_aaaa,
    0x8000_0000_0000_0000,
];

/// The largest power of two, and the size of the smallest: beyond, a factor saturates. A rate that multiplies a claim
/// by sixteen before it is due is no rate.
const WIDEST: i128 = 4;
/// Far below what leaves anything of an amount.
const NARROWEST: i128 = -4_096;

impl Factor {
    /// One.
    pub const ONE: Self = Self {
        mantissa: 1 << 63,
        exponent: 1,
    };

    /// `2^y` of an exponent with 64 fractional bits, low by less than 2^-61 of itself; saturates at 2^4 and 2^-4096.
    ///
    /// Source: `y = i + j/16 + g` with `0 <= g < 1/16`, `2^g = e^x` with `x = g ln 2 < 0.0434`. The Taylor series ends
    /// after `x^9/9!`: what follows is below 2^-66. Errors, all downwards: 2^-64 of the argument, 2^-64 of the series,
    /// 2^-63 of the table and of the product each.
    #[must_use]
    pub fn exp2(y: i128) -> Self {
        let y = y.clamp(NARROWEST << 64, WIDEST << 64);
        let fraction = y as u64;
        let x = high(fraction & ((1 << 60) - 1), LN2);
        // (e^x - 1 - x) / x^2, below 0.51.
        let rest = TAYLOR
            .iter()
            .fold(0, |sum, coefficient| coefficient + high(sum, x));
        let above_one = x + high(x, high(x, rest));
        // The index is below 16. The product of the table's last with 2^(1/16) is below 2^64, and both are rounded down.
        let base = SIXTEENTHS[(fraction >> 60) as usize];
        Self {
            mantissa: base + high(base, above_one),
            exponent: (y >> 64) as i32 + 1,
        }
    }

    /// The quotient of two integers, off by less than 2^-61 of itself; `None` if one of them is zero.
    #[must_use]
    pub fn ratio(numerator: u128, denominator: u128) -> Option<Self> {
        let (over, under) = (numerator.leading_zeros(), denominator.leading_zeros());
        // The denominator's upper 64 bits, of which the first is set; half of the numerator is below them times 2^64.
        let divisor = denominator.checked_shl(under)? >> 64;
        let quotient = ((numerator.checked_shl(over)? >> 1) / divisor) as u64;
        let short = quotient.leading_zeros();
        Some(Self {
            mantissa: quotient << short,
            exponent: under as i32 - over as i32 + 1 - short as i32,
        })
    }

    /// The mantissa, its top bit set, and the exponent: the number is `mantissa * 2^(exponent - 64)`.
    #[must_use]
    pub const fn parts(self) -> (u64, i32) {
        (self.mantissa, self.exponent)
    }

    /// The product, low by less than 2^-62 of itself.
    #[must_use]
    #[inline(always)]
    pub fn times(self, other: Self) -> Self {
        let product = high(self.mantissa, other.mantissa);
        // Both mantissas are at least a half: so the product is at least a quarter.
        let short = u32::from(product >> 63 == 0);
        Self {
            mantissa: product << short,
            exponent: self.exponent + other.exponent - short as i32,
        }
    }

    /// This part of an amount below 2^104, rounded down; below 2^109.
    #[must_use]
    #[inline(never)]
    pub fn of(self, amount: u128) -> u128 {
        let (upper, lower) = ((amount >> 64) as u64, amount as u64);
        // The amount times the mantissa, without its lowest 64 bits: upper < 2^40, so below 2^104.
        let part = product(upper, self.mantissa) + u128::from(high(lower, self.mantissa));
        if self.exponent > 0 {
            // By at most 5.
            part << self.exponent
        } else {
            part.checked_shr(self.exponent.unsigned_abs()).unwrap_or(0)
        }
    }

    /// What is missing to one, with 64 fractional bits and a sign: exact for a factor of at least 2^-1 and up to 2^4.
    #[must_use]
    pub fn below_one(self) -> i128 {
        let value = u128::from(self.mantissa);
        let value = if self.exponent > 0 {
            value << self.exponent
        } else {
            value.checked_shr(self.exponent.unsigned_abs()).unwrap_or(0)
        };
        (1i128 << 64) - value as i128
    }

    /// A wad, rounded to the nearest.
    #[must_use]
    pub fn wad(self) -> u128 {
        const SCALE: u128 = crate::units::WAD << 40;
        (self.of(SCALE) + (1 << 39)) >> 40
    }
}

/// `amount * fraction / 2^64`, rounded down, of an amount below 2^127.
#[must_use]
#[inline(never)]
pub(crate) fn fraction_of(amount: u128, fraction: u64) -> u128 {
    product((amount >> 64) as u64, fraction) + u128::from(high(amount as u64, fraction))
}

/// The upper 64 bits of a product.
#[inline(always)]
const fn high(a: u64, b: u64) -> u64 {
    (product(a, b) >> 64) as u64
}

/// The exact product, by 32-bit digits in place: a chain's machine has no wider product, and calls one through memory.
#[inline(always)]
pub(crate) const fn product(a: u64, b: u64) -> u128 {
    const DIGIT: u64 = u32::MAX as u64;
    let (a1, a0) = (a >> 32, a & DIGIT);
    let (b1, b0) = (b >> 32, b & DIGIT);
    let lowest = a0 * b0;
    // (2^32 - 1)^2 + 2 (2^32 - 1) = 2^64 - 1: a product of digits has room for two carries.
    let middle = a1 * b0 + (lowest >> 32);
    let cross = a0 * b1 + (middle & DIGIT);
    let upper = a1 * b1 + (middle >> 32) + (cross >> 32);
    ((upper as u128) << 64) | ((cross << 32) | (lowest & DIGIT)) as u128
}
