//! Several fields in one storage slot, each of whole bytes, the first at the top.
//!
//! The widths of the fields are data: two loops read and write every slot, where code for each field would cost more
//! than the rest of a contract.

use stylus_sdk::stylus_core::Host;

use crate::{slots, words::Word};

/// Bytes of a number.
const NUMBER: usize = 16;

/// Reads fields of `widths` bytes, at most sixteen each, one after another.
#[inline(never)]
pub fn unpack(bytes: &[u8], widths: &[u8], fields: &mut [u128]) {
    let mut rest = bytes;
    for (width, field) in widths.iter().zip(fields) {
        let Some((bytes, after)) = rest.split_at_checked(usize::from(*width)) else {
            return;
        };
        *field = fold(bytes);
        rest = after;
    }
}

/// Writes the low `widths` bytes of fields, at most sixteen each, one after another; there is room for them, and the values fit.
#[inline(never)]
pub fn pack(bytes: &mut [u8], widths: &[u8], fields: &[u128]) {
    let mut rest = bytes;
    for (width, field) in widths.iter().zip(fields) {
        let Some((place, after)) = rest.split_at_mut_checked(usize::from(*width)) else {
            return;
        };
        let bytes = field.to_be_bytes();
        let (_, low) = bytes.split_at(NUMBER.saturating_sub(place.len()));
        place.copy_from_slice(low);
        rest = after;
    }
}

/// Reads the fields of a slot: [`unpack`].
#[inline(never)]
pub fn load<H: Host>(vm: &H, slot: &Word, widths: &[u8], fields: &mut [u128]) {
    unpack(&slots::read(vm, slot), widths, fields);
}

/// Puts fields into a slot, zeros behind them: [`pack`].
#[inline(never)]
pub fn store<H: Host>(vm: &H, slot: &Word, widths: &[u8], fields: &[u128]) {
    let mut word = [0; 32];
    pack(&mut word, widths, fields);
    slots::write(vm, slot, &word);
}

/// Bytes as a number, big-endian; of more than sixteen the last sixteen.
#[inline(never)]
fn fold(bytes: &[u8]) -> u128 {
    let mut number = [0; NUMBER];
    let low = bytes
        .get(bytes.len().saturating_sub(NUMBER)..)
        .unwrap_or_default();
    let (_, places) = number.split_at_mut(NUMBER.saturating_sub(low.len()));
    places.copy_from_slice(low);
    u128::from_be_bytes(number)
}

/// A word as a number, if it is below `2^(8 size)`. Of more than sixteen bytes the last sixteen are the number.
#[inline(never)]
#[must_use]
pub fn number(word: &[u8; 32], size: usize) -> Option<u128> {
    let padding = 32usize.saturating_sub(size);
    if word.iter().take(padding).any(|byte| *byte != 0) {
        return None;
    }
    Some(fold(word))
}

/// Bits of the shift of a packed number.
const SHIFT_BITS: u32 = 6;

/// A number as a mantissa and a shift of together `bits` bits, at most 64, rounded up, saturating at the largest.
#[inline(never)]
#[must_use]
pub fn to_float_up(value: u128, bits: u32) -> u128 {
    let limit = 1u128 << (bits.saturating_sub(SHIFT_BITS) & 63);
    let (mut mantissa, mut shift) = (value, 0u128);
    while mantissa >= limit {
        // Half, rounded up.
        mantissa = (mantissa >> 1).saturating_add(mantissa & 1);
        shift = shift.saturating_add(1);
    }
    if shift >= 1 << SHIFT_BITS {
        return (limit << SHIFT_BITS).saturating_sub(1);
    }
    (mantissa << SHIFT_BITS) | shift
}

/// The number a mantissa and a shift stand for.
#[inline(never)]
#[must_use]
pub fn from_float(packed: u128) -> u128 {
    // Mantissas have at most 58 bits and shifts are below 64.
    (packed >> SHIFT_BITS) << (packed & ((1 << SHIFT_BITS) - 1))
}
