//! Unsigned numbers of 128 significant bits.

use core::num::NonZeroU64;

/// The number `mantissa * 2^(exponent - 128)`. The top bit of the mantissa is set, so it lies in
/// `[2^(exponent - 1), 2^exponent)`; zero is the mantissa zero.
///
/// Every operation truncates; the relative error bounds are given with each.
#[derive(Clone, Copy)]
pub(crate) struct Float {
    pub(crate) mantissa: u128,
    pub(crate) exponent: i32,
}

impl Float {
    /// One.
    pub(crate) const ONE: Self = Self::constant(1 << 127, 1);

    /// A constant whose top bit is set.
    pub(crate) const fn constant(mantissa: u128, exponent: i32) -> Self {
        Self { mantissa, exponent }
    }

    /// `value * 2^(exponent - 128)`, exactly.
    #[inline(never)]
    pub(crate) fn new(value: u128, exponent: i32) -> Self {
        let zeros = value.leading_zeros();
        Self {
            mantissa: value.checked_shl(zeros).unwrap_or(0),
            exponent: exponent - zeros as i32,
        }
    }

    /// An integer, exactly.
    pub(crate) fn from_integer(value: u128) -> Self {
        Self::new(value, 128)
    }

    /// The product, low by less than 2^-126 of itself.
    #[inline(never)]
    pub(crate) fn mul(self, factor: Self) -> Self {
        Self::new(
            mul_high(self.mantissa, factor.mantissa),
            self.exponent + factor.exponent,
        )
    }

    /// The quotient, low by less than 2^-126 of itself. The divisor is not zero.
    pub(crate) fn div(self, divisor: Self) -> Self {
        // A mantissa is below twice another, so half of it is below the other, as the division needs.
        Self::new(
            div_wide(self.mantissa >> 1, 0, divisor.mantissa).0,
            self.exponent - divisor.exponent + 1,
        )
    }

    /// The integer part of `self * 2^bits`; zero if smaller. The caller makes sure that it fits.
    #[inline(never)]
    pub(crate) fn to_fixed(self, bits: i32) -> u128 {
        let shift = 128 - bits - self.exponent;
        self.mantissa.checked_shr(shift as u32).unwrap_or(0)
    }
}

/// The upper 128 bits of the product, rounded down.
#[inline(never)]
pub fn mul_high(a: u128, b: u128) -> u128 {
    let (a1, a0) = halves(a);
    let (b1, b0) = halves(b);
    // (2^64 - 1)^2 + 2 (2^64 - 1) = 2^128 - 1: a product has room for two carries.
    let middle = product(a1, b0) + (product(a0, b0) >> 64);
    let cross = product(a0, b1) + (middle & LOW);
    product(a1, b1) + (middle >> 64) + (cross >> 64)
}

const LOW: u128 = u64::MAX as u128;

/// The upper and the lower 64 bits.
#[inline(always)]
pub(super) const fn halves(value: u128) -> (u64, u64) {
    ((value >> 64) as u64, value as u64)
}

/// The number of two halves.
#[inline(always)]
pub(super) const fn join(high: u64, low: u64) -> u128 {
    ((high as u128) << 64) | low as u128
}

/// The exact product, by 32-bit digits in place: the machine has no wider product, and calls one through memory.
#[inline(always)]
const fn product(a: u64, b: u64) -> u128 {
    const DIGIT: u64 = u32::MAX as u64;
    let (a1, a0) = (a >> 32, a & DIGIT);
    let (b1, b0) = (b >> 32, b & DIGIT);
    let lowest = a0 * b0;
    // As above: a product of digits has room for two carries.
    let middle = a1 * b0 + (lowest >> 32);
    let cross = a0 * b1 + (middle & DIGIT);
    join(
        a1 * b1 + (middle >> 32) + (cross >> 32),
        (cross << 32) | (lowest & DIGIT),
    )
}

/// `value / divisor`, rounded down: schoolbook division, 64 and twice 32 bits. The divisor is not zero.
#[inline(always)]
pub(super) fn div_small(value: u128, divisor: u32) -> u128 {
    let divisor = u64::from(divisor);
    if divisor == 0 {
        return 0;
    }
    let (high, low) = halves(value);
    let first = high / divisor;
    // A rest is below the divisor and so below 2^32: the next partial dividend fits in 64 bits.
    let partial = ((high - first * divisor) << 32) | (low >> 32);
    let second = partial / divisor;
    let partial = ((partial - second * divisor) << 32) | (low & 0xffff_ffff);
    join(first, (second << 32) | (partial / divisor))
}

/// `floor((high * 2^128 + low) / divisor)` and the remainder times a power of two, for high < divisor: it is asked
/// for only to tell whether it is zero.
///
/// Source: Knuth, The Art of Computer Programming, volume 2, 4.3.1, algorithm D, with digits of 32 bits.
#[inline(never)]
pub(crate) fn div_wide(high: u128, low: u128, divisor: u128) -> (u128, u128) {
    // With its top bit set the divisor's first digit alone gives each digit of the quotient, two too large at most.
    let zeros = divisor.leading_zeros();
    let divisor = divisor << zeros;
    // high < divisor leaves room for the shift; in two steps, for a shift by 128 would be none.
    let mut rest = (high << zeros) | ((low >> 1) >> (127 - zeros));
    let mut digits = low << zeros;
    let (d1, d0) = halves(divisor);
    let Some(leading) = NonZeroU64::new(d1 >> 32) else {
        return (0, 0);
    };
    let mut turns = 4;
    while turns > 0 {
        turns -= 1;
        let (r1, _) = halves(rest);
        let mut digit = (r1 / leading).min(0xffff_ffff);
        // digit * divisor, 160 bits: two products of 32 by 64.
        let lower = product(digit, d0);
        let upper = product(digit, d1) + (lower >> 64);
        let (carry, middle) = halves(upper);
        let subtrahend = join(middle, lower as u64);
        let minuend = (rest << 32) | (digits >> 96);
        let (difference, borrow) = minuend.overflowing_sub(subtrahend);
        rest = difference;
        // What is left above 128 bits: zero, or negative while the digit is too large.
        let mut above = (r1 >> 32) as i64 - carry as i64 - i64::from(borrow);
        while above < 0 {
            digit -= 1;
            let (sum, carried) = rest.overflowing_add(divisor);
            rest = sum;
            above += i64::from(carried);
        }
        digits = (digits << 32) | u128::from(digit);
    }
    (digits, rest)
}
