//! What posting a transaction to L1 costs its sender, in gas bought before anything runs.
//!
//! Units are sixteen a byte of the compressed transaction. A message that is no transaction yet is
//! charged for a stand-in of its size, a little padded, and an estimate for more still, because the
//! price may have risen by the time it is sent.

mod stand_in;

use alloy_primitives::{Address, U256, address};
use brotli::enc::{
    StandardAlloc,
    encode::{BrotliEncoderOperation, BrotliEncoderParameter, BrotliEncoderStateStruct},
};
use revm::Database;

pub(crate) use stand_in::signature as stand_in_signature;

use super::{
    config::SEQUENCER,
    storage::{ARBOS_STATE, LAYOUT, l2_price},
};
use crate::evm::types::{BlockContext, ExecOptions, Message};

/// Account that collects what transactions pay for posting.
pub const L1_FUNDS_POOL: Address = address!("A4B00000000000000000000000000000000000f6");

/// Units of a byte.
const UNITS_PER_BYTE: u64 = 16;
/// Level and window of the compression.
const COMPRESSION: (u32, u32) = (1, 22);
/// Units added for what a stand-in cannot know.
const PADDING_UNITS: u64 = 256;
/// One, in hundredths of a per cent.
const ONE_IN_BIPS: u64 = 10_000;
/// Factor on the units of a stand-in.
const UNITS_FACTOR: u64 = 10_100;
/// Factor on the cost in an estimate.
const ESTIMATE_FACTOR: u64 = 11_000;

/// What posting a message costs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Posting {
    /// Units of data.
    pub units: u64,
    /// Gas to buy.
    pub gas: u64,
}

impl Posting {
    /// Wei paid for it at this base fee.
    pub(crate) fn fee(self, base_fee: u64) -> U256 {
        U256::from(self.gas).saturating_mul(U256::from(base_fee))
    }
}

/// The cost of posting `message`: none while a unit is free, when gas is, or when the block is not
/// the sequencer's.
///
/// # Errors
/// Those of the database.
pub(crate) fn posting<DB: Database>(
    db: &mut DB,
    block: &BlockContext,
    message: &Message,
    options: &ExecOptions,
) -> Result<Posting, DB::Error> {
    if block.base_fee == 0 || !(options.simulate || block.coinbase == SEQUENCER) {
        return Ok(Posting::default());
    }
    let price = price_per_unit(db)?;
    if price.is_zero() {
        return Ok(Posting::default());
    }
    let units = units(message, options);
    let mut cost = price.saturating_mul(U256::from(units));
    let mut gas_price = U256::from(block.base_fee);
    if options.estimate {
        let minimum = db.storage(
            ARBOS_STATE,
            LAYOUT.l2_pricing.at(l2_price::MINIMUM_BASE_FEE),
        )?;
        // Congestion may be on its way out, and the price of data on its way up.
        gas_price = (gas_price * U256::from(7) / U256::from(8)).max(minimum);
        cost = with_margin(cost);
    }
    let gas = cost
        .checked_div(gas_price)
        .unwrap_or_default()
        .saturating_to();
    Ok(Posting { units, gas })
}

/// Wei of a unit.
///
/// # Errors
/// Those of the database.
pub(crate) fn price_per_unit<DB: Database>(db: &mut DB) -> Result<U256, DB::Error> {
    db.storage(ARBOS_STATE, LAYOUT.hot.unit_price)
}

/// A cost with what an estimate adds to it.
pub(crate) fn with_margin(cost: U256) -> U256 {
    cost.saturating_mul(U256::from(ESTIMATE_FACTOR)) / U256::from(ONE_IN_BIPS)
}

/// Units of a message: of its bytes, or of a stand-in and the padding.
pub(crate) fn units(message: &Message, options: &ExecOptions) -> u64 {
    let of = |bytes: &[u8]| UNITS_PER_BYTE * compressed_size(bytes);
    match &message.raw {
        Some(raw) => of(raw),
        None => {
            let padded = of(&stand_in::transaction(message, options.estimate)) + PADDING_UNITS;
            padded * UNITS_FACTOR / ONE_IN_BIPS
        }
    }
}

/// Bytes after compression in one piece; zero never happens, an encoder writes at least an end mark.
fn compressed_size(bytes: &[u8]) -> u64 {
    let mut state = BrotliEncoderStateStruct::new(StandardAlloc::default());
    let (level, window) = COMPRESSION;
    state.set_parameter(BrotliEncoderParameter::BROTLI_PARAM_QUALITY, level);
    state.set_parameter(BrotliEncoderParameter::BROTLI_PARAM_LGWIN, window);
    let (mut left, mut read, mut size) = (bytes.len(), 0, 0);
    let mut out = [0_u8; 4096];
    loop {
        let (mut free, mut written) = (out.len(), 0);
        let went_well = state.compress_stream(
            BrotliEncoderOperation::BROTLI_OPERATION_FINISH,
            &mut left,
            bytes,
            &mut read,
            &mut free,
            &mut out,
            &mut written,
            &mut None,
            &mut |_, _, _, _| (),
        );
        size += written as u64;
        if !went_well || state.is_finished() {
            return size;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decompress(bytes: &[u8]) -> Vec<u8> {
        let mut out = Vec::new();
        std::io::Read::read_to_end(&mut brotli::Decompressor::new(bytes, 4096), &mut out)
            .expect("it is whole");
        out
    }

    #[test]
    fn test_compressed_size_is_that_of_a_stream_that_gives_the_bytes_back() {
        // 60,000 bytes fill the buffer several times over.
        let noise: Vec<u8> = (0_u32..60_000)
            .map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8)
            .collect();
        for bytes in [vec![], vec![7; 10_000], noise] {
            let mut out = Vec::new();
            {
                let mut writer = brotli::CompressorWriter::new(&mut out, bytes.len().max(1), 1, 22);
                std::io::Write::write_all(&mut writer, &bytes).expect("memory");
            }
            assert_eq!(decompress(&out), bytes);
            let size = compressed_size(&bytes);
            // The writer ends its stream with an empty block of its own.
            assert!(
                size <= out.len() as u64 && size + 8 > out.len() as u64,
                "{size}"
            );
        }
    }

    #[test]
    fn test_compressed_size_of_what_cannot_shrink_is_its_own_and_four() {
        let hash = alloy_primitives::keccak256(b"noise");
        assert_eq!(compressed_size(hash.as_slice()), 32 + 4);
    }
}
