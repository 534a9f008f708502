//! The contract on the SDK's test VM, called through the interface's own encoders.
//!
//! The test VM answers every call with what was mocked last. What crosses contracts is therefore tested with forge; here
//! are the ledger, its layout and what is refused before a call.
#![allow(dead_code, reason = "every test binary uses a part")]

use alloy_primitives::{Address, B256, U256, address, keccak256};
use alloy_sol_types::{SolCall, SolValue};
use alm_abi::IDepositVault::decimalsCall;
use deposit_vault::DepositVault;

pub(crate) use alm_testvm::*;

pub(crate) const ASSET: Address = address!("0x1111111111111111111111111111111111111111");
pub(crate) const SHEET: Address = address!("0x2222222222222222222222222222222222222222");
pub(crate) const ALICE: Address = address!("0x3333333333333333333333333333333333333333");
pub(crate) const BOB: Address = address!("0x4444444444444444444444444444444444444444");

pub(crate) const NOW: u64 = 1_700_000_000;

alm_testvm::bench!(DepositVault, NOW);

impl Bench {
    /// A vault of an asset with six decimals.
    pub(crate) fn empty() -> Self {
        let mut bench = Self::raw();
        bench.answer(6);
        bench
            .set_up(ASSET, SHEET, "ALM deposits", "almUSD")
            .expect("constructed");
        bench
    }

    /// With shares that are there by storage, as the layout in the documents has it.
    pub(crate) fn with_shares(holders: &[(Address, u128)]) -> Self {
        let bench = Self::empty();
        let mut total = 0;
        for (holder, shares) in holders {
            total += shares;
            bench.store(mapped(*holder, 5), U256::from(*shares) << 128);
        }
        // Every bound at its largest: true, though of no use.
        let bounds = (U256::ONE << 128) - U256::ONE;
        bench.store(B256::with_last_byte(2), (U256::from(total) << 128) | bounds);
        bench
    }

    pub(crate) fn set_up(
        &mut self,
        asset: Address,
        sheet: Address,
        name: &str,
        symbol: &str,
    ) -> Result<Vec<u8>, Vec<u8>> {
        let arguments = (asset, sheet, name.to_owned(), symbol.to_owned()).abi_encode_params();
        self.construct(&arguments)
    }

    /// Sets the word every call is answered with from now on.
    pub(crate) fn answer(&self, word: u128) {
        self.vm.clear_mocks();
        let (call, bytes) = (
            decimalsCall::SELECTOR.to_vec(),
            U256::from(word).abi_encode(),
        );
        self.vm.mock_static_call(ASSET, call, Ok(bytes));
    }
}

/// The slot of a mapping's value.
pub(crate) fn mapped(key: Address, slot: u8) -> B256 {
    keccak256((key, U256::from(slot)).abi_encode())
}
