//! Several fields in one storage slot: each half of a slot is a `u128` that fields are pushed into and popped from.

use alloy_primitives::B256;

/// Half a slot. Fields are pushed first to last and popped last to first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Half(pub u128);

impl Half {
    /// Appends a field of `bits` bits at the low end; the half has room for it, and the value fits.
    #[inline(never)]
    #[must_use]
    pub fn push(self, value: u128, bits: u32) -> Self {
        Self(self.0.checked_shl(bits).unwrap_or(0) | (value & mask(bits)))
    }

    /// Takes the field of `bits` bits at the low end.
    #[inline(never)]
    pub fn pop(&mut self, bits: u32) -> u128 {
        let value = self.0 & mask(bits);
        self.0 = self.0.checked_shr(bits).unwrap_or(0);
        value
    }
}

fn mask(bits: u32) -> u128 {
    u128::MAX
        .checked_shr(128u32.saturating_sub(bits))
        .unwrap_or(0)
}

/// A slot from its upper and lower half.
#[inline(never)]
#[must_use]
pub fn join(upper: Half, lower: Half) -> B256 {
    let mut bytes = [0; 32];
    let (high, low) = bytes.split_at_mut(16);
    high.copy_from_slice(&upper.0.to_be_bytes());
    low.copy_from_slice(&lower.0.to_be_bytes());
    B256::new(bytes)
}

/// The upper and lower half of a slot.
#[inline(never)]
#[must_use]
pub fn split(slot: B256) -> (Half, Half) {
    let (mut upper, mut lower) = ([0; 16], [0; 16]);
    let (high, low) = slot.as_slice().split_at(16);
    upper.copy_from_slice(high);
    lower.copy_from_slice(low);
    (
        Half(u128::from_be_bytes(upper)),
        Half(u128::from_be_bytes(lower)),
    )
}

/// Bits of the shift of a packed number.
const SHIFT_BITS: u32 = 6;

/// A number as a mantissa and a shift of together `bits` bits, rounded up, saturating at the largest that fits.
#[inline(never)]
#[must_use]
pub fn to_float_up(value: u128, bits: u32) -> u128 {
    let mantissa_bits = bits.saturating_sub(SHIFT_BITS);
    let shift = 128u32
        .saturating_sub(value.leading_zeros())
        .saturating_sub(mantissa_bits);
    // The shift is below 128, so the bits that are cut off have a mask.
    let cut = value & mask(shift);
    let mut mantissa = value
        .checked_shr(shift)
        .unwrap_or(0)
        .saturating_add(u128::from(cut != 0));
    let mut shift = shift;
    if mantissa > mask(mantissa_bits) {
        mantissa >>= 1;
        shift = shift.saturating_add(1);
    }
    if shift >= 1 << SHIFT_BITS {
        return mask(bits);
    }
    (mantissa << SHIFT_BITS) | u128::from(shift)
}

/// The number a mantissa and a shift stand for.
#[inline(never)]
#[must_use]
pub fn from_float(packed: u128) -> u128 {
    let shift = (packed & mask(SHIFT_BITS)) as u32;
    // Mantissas have at most 58 bits and shifts are below 64.
    (packed >> SHIFT_BITS)
        .checked_shl(shift)
        .unwrap_or(u128::MAX)
}
