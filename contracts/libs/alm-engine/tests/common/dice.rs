//! A small generator of random numbers, so that a failure can be repeated anywhere (xorshift64*).
#![allow(dead_code, reason = "every test binary uses a part")]

/// The generator; its seed must not be zero.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn roll(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    /// A number below `end`.
    pub(crate) fn below(&mut self, end: u64) -> u64 {
        (self.roll() >> 16) % end
    }

    /// A number of any size below `2^bits`.
    pub(crate) fn sized(&mut self, bits: u32) -> u128 {
        let wide = u128::from(self.roll()) << 64 | u128::from(self.roll());
        wide >> (127 - self.below(bits.into()) as u32)
    }
}
