//! The entry point: decode, walk, encode.

// What the SDK's macro for storage names.
use alloc::{vec, vec::Vec};

use alloy_sol_types::SolCall;
use alm_abi::IDepthReader::depthCall;
use alm_stylus::{Failure, arguments::Arguments, selectors::CONSTRUCTOR, words::Output};
use stylus_sdk::prelude::*;

use crate::{pool::Pool, walk::depth};

/// The only function.
const DEPTH: u32 = u32::from_be_bytes(depthCall::SELECTOR);

/// The contract. It has no storage.
#[storage]
#[cfg_attr(feature = "export-abi", entrypoint)]
pub struct DepthReader {}

alm_stylus::entrypoint!(DepthReader);

// The exporter has to see something public.
#[cfg(feature = "export-abi")]
#[public]
impl DepthReader {}

impl DepthReader {
    /// Every function of the interface.
    #[inline(always)]
    fn dispatch(&mut self, calldata: &[u8], output: &mut Output) -> Result<(), Failure> {
        let Some((selector, arguments)) = Arguments::split(calldata) else {
            return Err(Failure::empty());
        };
        match selector {
            DEPTH => self.depth(&arguments, output),
            // Deployers call one; there is nothing to construct, so anyone may, at any time.
            CONSTRUCTOR => Ok(()),
            _ => Err(Failure::empty()),
        }
    }

    /// What a pool pays for a sale.
    fn depth(&self, arguments: &Arguments<'_>, output: &mut Output) -> Result<(), Failure> {
        let address = arguments.address(0).ok_or_else(Failure::empty)?;
        let asset = arguments.address(1).ok_or_else(Failure::empty)?;
        let mut given = [0; 2];
        arguments.numbers(2, &[2, 4], &mut given)?;
        let [slippage, window] = given;
        let pool = Pool {
            vm: self.vm(),
            address,
        };
        output.numbers(&depth(&pool, asset, slippage, window)?);
        Ok(())
    }
}
