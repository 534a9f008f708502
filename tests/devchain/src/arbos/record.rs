//! The record of an activated program, one word of storage per code hash.

use alloy_primitives::{B256, U256};

use super::params::{Reader, StylusParams};

/// Hours are counted from here (seconds since the Unix epoch).
pub const ARBITRUM_EPOCH: u64 = 1_421_388_000;

const HOUR: u64 = 3_600;
const DAY: u64 = 86_400;
/// Gas of one unit of [`StylusParams::min_init_gas`].
const INIT_GAS_UNIT: u64 = 128;
/// Gas of one unit of [`StylusParams::min_cached_init_gas`].
const CACHED_GAS_UNIT: u64 = 32;
/// Per cent of one unit of a cost scalar.
const SCALAR_PERCENT: u64 = 2;

/// What ArbOS knows of a program.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ProgramRecord {
    /// Version of Stylus it was activated for; 0 when it never was.
    pub version: u16,
    /// Cost of a start that is not cached, before scaling.
    pub init_cost: u16,
    /// Cost of a cached start, before scaling.
    pub cached_cost: u16,
    /// Initial pages.
    pub footprint: u16,
    /// Hours from [`ARBITRUM_EPOCH`] to the activation.
    pub activated_at: u32,
    /// Estimated machine code in kibibytes.
    pub asm_estimate_kb: u32,
    /// Whether a cache manager has cached it.
    pub cached: bool,
}

impl ProgramRecord {
    /// The word of storage.
    pub(crate) fn encode(&self) -> U256 {
        let mut bytes = [0; 32];
        bytes[0..2].copy_from_slice(&self.version.to_be_bytes());
        bytes[2..4].copy_from_slice(&self.init_cost.to_be_bytes());
        bytes[4..6].copy_from_slice(&self.cached_cost.to_be_bytes());
        bytes[6..8].copy_from_slice(&self.footprint.to_be_bytes());
        bytes[8..11].copy_from_slice(&self.activated_at.to_be_bytes()[1..]);
        bytes[11..14].copy_from_slice(&self.asm_estimate_kb.to_be_bytes()[1..]);
        bytes[14] = u8::from(self.cached);
        B256::from(bytes).into()
    }

    /// The record in a word of storage.
    pub(crate) fn decode(word: U256) -> Self {
        let bytes: [u8; 32] = word.to_be_bytes();
        let mut reader = Reader(&bytes);
        Self {
            version: reader.uint(2) as u16,
            init_cost: reader.uint(2) as u16,
            cached_cost: reader.uint(2) as u16,
            footprint: reader.uint(2) as u16,
            activated_at: reader.uint(3) as u32,
            asm_estimate_kb: reader.uint(3) as u32,
            cached: reader.uint(1) != 0,
        }
    }

    /// Seconds since the activation.
    pub(crate) fn age(&self, now: u64) -> u64 {
        now.saturating_sub(ARBITRUM_EPOCH + u64::from(self.activated_at) * HOUR)
    }

    /// Whether the activation has expired.
    pub(crate) fn expired(&self, now: u64, params: &StylusParams) -> bool {
        self.age(now) > days(params.expiry_days)
    }

    /// Seconds until it expires.
    pub(crate) fn time_left(&self, now: u64, params: &StylusParams) -> u64 {
        days(params.expiry_days).saturating_sub(self.age(now))
    }

    /// Gas of a start from the cache (charged for every start from Stylus 2 on).
    pub(crate) fn cached_gas(&self, params: &StylusParams) -> u64 {
        let base = u64::from(params.min_cached_init_gas) * CACHED_GAS_UNIT;
        base + scaled(self.cached_cost, params.cached_cost_scalar)
    }

    /// Gas of a start that is not cached, on top of [`Self::cached_gas`].
    pub(crate) fn init_gas(&self, params: &StylusParams) -> u64 {
        let base = u64::from(params.min_init_gas) * INIT_GAS_UNIT;
        base + scaled(self.init_cost, params.init_cost_scalar)
    }

    /// Estimated machine code in bytes.
    pub(crate) fn asm_size(&self) -> u32 {
        self.asm_estimate_kb.saturating_mul(1024)
    }
}

/// Whole hours since [`ARBITRUM_EPOCH`].
pub(crate) fn hours_since_epoch(now: u64) -> u32 {
    let hours = now.saturating_sub(ARBITRUM_EPOCH) / HOUR;
    u32::try_from(hours).unwrap_or(u32::MAX).min(0x00ff_ffff)
}

/// Seconds of whole days.
pub(crate) fn days(count: u16) -> u64 {
    u64::from(count) * DAY
}

/// A cost times its scalar, rounded up.
fn scaled(cost: u16, scalar: u8) -> u64 {
    (u64::from(cost) * u64::from(scalar) * SCALAR_PERCENT).div_ceil(100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn test_encode_places_every_field_where_the_reference_has_it() {
        let record = ProgramRecord {
            version: 3,
            init_cost: 0x0102,
            cached_cost: 0x0304,
            footprint: 17,
            activated_at: 0x0a0b0c,
            asm_estimate_kb: 0x0d0e0f,
            cached: true,
        };
        let bytes: [u8; 32] = record.encode().to_be_bytes();
        let want = [0, 3, 1, 2, 3, 4, 0, 17, 10, 11, 12, 13, 14, 15, 1];
        assert_eq!(bytes[..15], want);
        assert_eq!(ProgramRecord::decode(record.encode()), record);
    }

    #[test]
    fn test_start_costs_are_minimum_plus_scaled_cost() {
        let params = StylusParams::initial(61);
        let record = ProgramRecord {
            init_cost: 100,
            cached_cost: 7,
            ..ProgramRecord::default()
        };
        assert_eq!(record.init_gas(&params), 8_832 + 100);
        assert_eq!(record.cached_gas(&params), 352 + 7);
    }

    #[test]
    fn test_start_costs_round_up_when_scaled() {
        let params = StylusParams {
            init_cost_scalar: 1,
            ..StylusParams::initial(61)
        };
        let record = ProgramRecord {
            init_cost: 51,
            ..ProgramRecord::default()
        };
        // 51 × 2 % = 1.02, rounded up.
        assert_eq!(record.init_gas(&params), 8_832 + 2);
    }

    #[test]
    fn test_hours_since_epoch_counts_whole_hours() {
        assert_eq!(hours_since_epoch(ARBITRUM_EPOCH - 1), 0);
        assert_eq!(hours_since_epoch(ARBITRUM_EPOCH + 7_199), 1);
    }

    #[test]
    fn test_expired_begins_after_the_last_second() {
        let params = StylusParams::initial(61);
        let record = ProgramRecord::default();
        let last = ARBITRUM_EPOCH + 365 * DAY;
        assert!(!record.expired(last, &params));
        assert!(record.expired(last + 1, &params));
    }
}
