//! Parameters of Stylus, packed into two words of storage.

use alloy_primitives::{B256, U256};

use crate::program::{RunConfig, pages::PageModel};

/// Slot of `activationGas` in the space of the parameters.
pub(crate) const ACTIVATION_GAS_SLOT: u64 = 3;

/// Parameters of Stylus.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StylusParams {
    /// Version of Stylus: 2 (ArbOS 31 to 51) or 3 (ArbOS 59 on).
    pub version: u16,
    /// Ink of one gas.
    pub ink_price: u32,
    /// Words of stack a program call may use.
    pub max_stack_depth: u32,
    /// Pages that cost nothing in a transaction.
    pub free_pages: u16,
    /// Gas of a page beyond them.
    pub page_gas: u16,
    /// Base of the exponential page cost (stored; the cost itself is a table).
    pub page_ramp: u64,
    /// Pages that may be open at once.
    pub page_limit: u16,
    /// Minimum start cost of an uncached program, in units of 128 gas.
    pub min_init_gas: u8,
    /// Minimum start cost of a cached program, in units of 32 gas.
    pub min_cached_init_gas: u8,
    /// Scales the start cost, in units of 2 %.
    pub init_cost_scalar: u8,
    /// Scales the cached start cost, in units of 2 %.
    pub cached_cost_scalar: u8,
    /// Days until an activation expires.
    pub expiry_days: u16,
    /// Days before a program's life can be extended.
    pub keepalive_days: u16,
    /// Programs of a block that count as cached (ArbOS 60 on).
    pub block_cache_size: u16,
    /// Largest decompressed program, in bytes.
    pub max_wasm_size: u32,
    /// Largest number of fragments of a program (ArbOS 60 on).
    pub max_fragments: u8,
}

/// Version of ArbOS that brought Stylus 3.
const STYLUS_3: u64 = 59;
/// Version of ArbOS that brought fragments and the recent-program discount.
const FRAGMENTS: u64 = 60;

impl StylusParams {
    /// The parameters a chain of this version of ArbOS starts with.
    pub fn initial(arbos_version: u64) -> Self {
        let fragments = arbos_version >= FRAGMENTS;
        Self {
            version: if arbos_version >= STYLUS_3 { 3 } else { 2 },
            ink_price: 10_000,
            max_stack_depth: 22_000,
            free_pages: 2,
            page_gas: 1_000,
            page_ramp: 620_674_314,
            page_limit: 128,
            min_init_gas: 69,
            min_cached_init_gas: 11,
            init_cost_scalar: 50,
            cached_cost_scalar: 50,
            expiry_days: 365,
            keepalive_days: 31,
            block_cache_size: 32,
            max_wasm_size: if fragments { 262_144 } else { 131_072 },
            max_fragments: if fragments { 4 } else { 0 },
        }
    }

    /// Makes the changes of every version after `from` up to and including `to`.
    pub(crate) fn upgrade(&mut self, from: u64, to: u64) {
        let reaches = |version| from < version && version <= to;
        if reaches(STYLUS_3) {
            self.version = 3;
        }
        if reaches(FRAGMENTS) {
            let initial = Self::initial(FRAGMENTS);
            self.max_wasm_size = initial.max_wasm_size;
            self.max_fragments = initial.max_fragments;
        }
    }

    /// Price of pages.
    pub(crate) fn page_model(&self, arbos_version: u64) -> PageModel {
        PageModel {
            free_pages: self.free_pages,
            page_gas: self.page_gas,
            page_limit: self.page_limit,
            arbos_version,
        }
    }

    /// Parameters of a program's run.
    pub(crate) fn run_config(&self) -> RunConfig {
        RunConfig {
            ink_price: self.ink_price,
            max_stack_depth: self.max_stack_depth,
            stylus_version: self.version,
        }
    }

    /// The two words of storage.
    pub(crate) fn encode(&self) -> [U256; 2] {
        let mut bytes = Vec::with_capacity(64);
        bytes.extend(self.version.to_be_bytes());
        bytes.extend(&self.ink_price.to_be_bytes()[1..]);
        bytes.extend(self.max_stack_depth.to_be_bytes());
        bytes.extend(self.free_pages.to_be_bytes());
        bytes.extend(self.page_gas.to_be_bytes());
        bytes.extend(self.page_ramp.to_be_bytes());
        bytes.extend(self.page_limit.to_be_bytes());
        bytes.extend([
            self.min_init_gas,
            self.min_cached_init_gas,
            self.init_cost_scalar,
            self.cached_cost_scalar,
        ]);
        bytes.extend(self.expiry_days.to_be_bytes());
        bytes.extend(self.keepalive_days.to_be_bytes());
        bytes.extend(self.block_cache_size.to_be_bytes());
        bytes.extend(self.max_wasm_size.to_be_bytes());
        bytes.push(self.max_fragments);
        bytes.resize(64, 0);
        [
            B256::from_slice(&bytes[..32]).into(),
            B256::from_slice(&bytes[32..]).into(),
        ]
    }

    /// The parameters in two words of storage.
    pub(crate) fn decode(words: [U256; 2]) -> Self {
        let bytes = words.map(|word| word.to_be_bytes::<32>()).concat();
        let mut reader = Reader(&bytes);
        Self {
            version: reader.uint(2) as u16,
            ink_price: reader.uint(3) as u32,
            max_stack_depth: reader.uint(4) as u32,
            free_pages: reader.uint(2) as u16,
            page_gas: reader.uint(2) as u16,
            page_ramp: reader.uint(8),
            page_limit: reader.uint(2) as u16,
            min_init_gas: reader.uint(1) as u8,
            min_cached_init_gas: reader.uint(1) as u8,
            init_cost_scalar: reader.uint(1) as u8,
            cached_cost_scalar: reader.uint(1) as u8,
            expiry_days: reader.uint(2) as u16,
            keepalive_days: reader.uint(2) as u16,
            block_cache_size: reader.uint(2) as u16,
            max_wasm_size: reader.uint(4) as u32,
            max_fragments: reader.uint(1) as u8,
        }
    }
}

/// Reads big-endian integers from the front of bytes.
pub(crate) struct Reader<'a>(pub(crate) &'a [u8]);

impl Reader<'_> {
    /// The next `size` bytes, at most eight; zero past the end.
    pub(crate) fn uint(&mut self, size: usize) -> u64 {
        let (head, tail) = self.0.split_at(size.min(self.0.len()));
        self.0 = tail;
        head.iter()
            .fold(0, |value, byte| value << 8 | u64::from(*byte))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn test_decode_returns_what_was_encoded() {
        for version in [51, 61] {
            let params = StylusParams::initial(version);
            assert_eq!(StylusParams::decode(params.encode()), params);
        }
    }

    #[test]
    fn test_upgrade_leads_to_the_parameters_of_the_newer_version() {
        let mut params = StylusParams::initial(51);
        params.upgrade(51, 61);
        assert_eq!(params, StylusParams::initial(61));
        params.max_wasm_size = 99;
        params.upgrade(60, 61);
        assert_eq!(params.max_wasm_size, 99, "60 was reached before");
    }

    #[test]
    fn test_encode_packs_in_the_order_of_the_reference() {
        let [first, second] = StylusParams::initial(61).encode();
        let bytes: [u8; 32] = first.to_be_bytes();
        assert_eq!(bytes[..5], [0, 3, 0, 0x27, 0x10]);
        let bytes: [u8; 32] = second.to_be_bytes();
        // Low byte of the block cache size, then 262,144 and 4.
        assert_eq!(bytes[..6], [32, 0, 4, 0, 0, 4]);
    }
}
