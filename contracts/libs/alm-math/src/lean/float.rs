//! Unsigned numbers of 128 significant bits.

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

    /// The quotient by a small positive integer, low by less than `divisor` * 2^-127 of itself.
    pub(crate) fn div_small(self, divisor: u32) -> Self {
        Self::new(div_small(self.mantissa, divisor), self.exponent)
    }

    /// The quotient, low by less than 2^-126 of itself. The divisor is not zero.
    pub(crate) fn div(self, divisor: Self) -> Self {
        // A mantissa is below twice another, so half of it is below the other, as the loop needs.
        Self::new(
            div_fraction(self.mantissa >> 1, divisor.mantissa).0,
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

/// The upper 128 bits of the product.
#[inline(never)]
pub(crate) fn mul_high(a: u128, b: u128) -> u128 {
    let (a1, a0) = (a >> 64, a & LOW);
    let (b1, b0) = (b >> 64, b & LOW);
    // (2^64 - 1)^2 + 2 (2^64 - 1) = 2^128 - 1: a product has room for two carries.
    let middle = a1 * b0 + ((a0 * b0) >> 64);
    let cross = a0 * b1 + (middle & LOW);
    a1 * b1 + (middle >> 64) + (cross >> 64)
}

const LOW: u128 = u64::MAX as u128;

/// `value / divisor`, rounded down: schoolbook division by 32-bit digits. The divisor is not zero.
fn div_small(value: u128, divisor: u32) -> u128 {
    let divisor = u64::from(divisor);
    let (mut quotient, mut rest, mut shift) = (0u128, 0u64, 128u32);
    while shift > 0 {
        shift -= 32;
        // rest < divisor < 2^32, so the next partial dividend fits in 64 bits.
        let partial = (rest << 32) | u64::from((value >> shift) as u32);
        quotient = (quotient << 32) | u128::from(partial.checked_div(divisor).unwrap_or(0));
        rest = partial.checked_rem(divisor).unwrap_or(0);
    }
    quotient
}

/// `floor(numerator * 2^128 / divisor)` and the remainder, for numerator < divisor: one bit per turn.
#[inline(never)]
pub(crate) fn div_fraction(numerator: u128, divisor: u128) -> (u128, u128) {
    div_wide(numerator, 0, divisor)
}

/// `floor((high * 2^128 + low) / divisor)` and the remainder, for high < divisor: one bit per turn.
#[inline(never)]
pub(crate) fn div_wide(high: u128, low: u128, divisor: u128) -> (u128, u128) {
    let (mut rest, mut digits) = (high, low);
    let mut turns = 128;
    while turns > 0 {
        turns -= 1;
        let carry = rest >> 127 != 0;
        rest = (rest << 1) | (digits >> 127);
        digits <<= 1;
        // With a carry the rest is 2^128 or more in truth; the wrapped difference is then the right one.
        if carry || rest >= divisor {
            rest = rest.wrapping_sub(divisor);
            digits |= 1;
        }
    }
    (digits, rest)
}
