//! Several fields in one storage slot, each of whole bytes, the first at the top.

use alloy_primitives::B256;

/// Writes fields one after another into a slot.
#[derive(Clone, Copy, Debug, Default)]
pub struct Writer {
    word: B256,
    next: usize,
}

impl Writer {
    /// Appends the low `size` bytes of a value; the slot has room for them, and the value fits.
    #[inline(never)]
    pub fn push(&mut self, value: u64, size: usize) {
        let end = self.next.saturating_add(size);
        let mut rest = value;
        for byte in self.word.0.iter_mut().take(end).skip(self.next).rev() {
            *byte = rest as u8;
            rest >>= 8;
        }
        self.next = end;
    }

    /// Appends the low `size` bytes of a long value, more than eight of them.
    pub fn push_long(&mut self, value: u128, size: usize) {
        self.push((value >> 64) as u64, size.saturating_sub(8));
        self.push(value as u64, 8);
    }

    /// Appends bytes as they are.
    pub fn push_bytes(&mut self, bytes: &[u8]) {
        for (to, from) in self.word.0.iter_mut().skip(self.next).zip(bytes) {
            *to = *from;
        }
        self.next = self.next.saturating_add(bytes.len());
    }

    /// The slot.
    #[must_use]
    pub const fn finish(self) -> B256 {
        self.word
    }
}

/// Reads fields one after another from a slot.
#[derive(Clone, Copy, Debug)]
pub struct Reader {
    word: B256,
    next: usize,
}

impl Reader {
    /// From the top of a slot.
    #[must_use]
    pub const fn new(word: B256) -> Self {
        Self { word, next: 0 }
    }

    /// The next `size` bytes, at most eight.
    #[inline(never)]
    pub fn pop(&mut self, size: usize) -> u64 {
        let end = self.next.saturating_add(size);
        let value = fold(self.word.0.iter().take(end).skip(self.next));
        self.next = end;
        value
    }

    /// The next `size` bytes, more than eight.
    pub fn pop_long(&mut self, size: usize) -> u128 {
        let high = self.pop(size.saturating_sub(8));
        (u128::from(high) << 64) | u128::from(self.pop(8))
    }
}

/// Bytes as a number, big-endian; of more than eight the last eight.
fn fold<'a>(bytes: impl Iterator<Item = &'a u8>) -> u64 {
    bytes.fold(0, |value, byte| (value << 8) | u64::from(*byte))
}

/// A word as a number, if it is below `2^(8 size)`; `size` is at most sixteen.
#[inline(never)]
#[must_use]
pub fn number(word: &B256, size: usize) -> Option<u128> {
    let (padding, _) = word.0.split_at(32usize.saturating_sub(size));
    if padding.iter().any(|byte| *byte != 0) {
        return None;
    }
    let mut reader = Reader {
        word: *word,
        next: 16,
    };
    Some(reader.pop_long(16))
}

/// Bits of the shift of a packed number.
const SHIFT_BITS: u32 = 6;

/// A number as a mantissa and a shift of together `bits` bits, at most 64, rounded up, saturating at the largest.
#[inline(never)]
#[must_use]
pub fn to_float_up(value: u128, bits: u32) -> u64 {
    let limit = 1u128
        .checked_shl(bits.saturating_sub(SHIFT_BITS))
        .unwrap_or(0);
    let (mut mantissa, mut shift) = (value, 0u64);
    while mantissa >= limit {
        // Half, rounded up.
        mantissa = (mantissa >> 1).saturating_add(mantissa & 1);
        shift = shift.saturating_add(1);
    }
    if shift >= 1 << SHIFT_BITS {
        return u64::MAX
            .checked_shr(64u32.saturating_sub(bits))
            .unwrap_or(0);
    }
    ((mantissa as u64) << SHIFT_BITS) | shift
}

/// The number a mantissa and a shift stand for.
#[inline(never)]
#[must_use]
pub fn from_float(packed: u64) -> u128 {
    // Mantissas have at most 58 bits and shifts are below 64.
    u128::from(packed >> SHIFT_BITS) << (packed & ((1 << SHIFT_BITS) - 1))
}
