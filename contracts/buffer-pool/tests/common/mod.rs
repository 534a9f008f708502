//! The contract on the SDK's test VM, called through the interfaces' own encoders.
//!
//! The test VM answers every call with what was mocked last. What crosses contracts is therefore tested with forge; here are
//! the layout, what the owner sets, and what is refused before tokens move.
#![allow(dead_code, reason = "every test binary uses a part")]

use alloy_primitives::{Address, B256, U256, address, keccak256};
use alloy_sol_types::{SolCall, SolValue};
use alm_abi::{
    IBufferTreasury::{BufferTerms, setTermsCall},
    IDepositVault::{balanceOfCall, decimalsCall},
    ITreasury::backingCall,
};
use buffer_pool::BufferPool;

pub(crate) use alm_testvm::*;

pub(crate) const ASSET: Address = address!("0x1111111111111111111111111111111111111111");
pub(crate) const SHEET: Address = address!("0x2222222222222222222222222222222222222222");
pub(crate) const ALICE: Address = address!("0x3333333333333333333333333333333333333333");
pub(crate) const BOB: Address = address!("0x4444444444444444444444444444444444444444");
pub(crate) const OWNER: Address = address!("0x5555555555555555555555555555555555555555");

pub(crate) const NOW: u64 = 1_700_000_000;
pub(crate) const DAY: u64 = 86_400;

alm_testvm::bench!(BufferPool, NOW);

impl Bench {
    /// A pool of an asset with six decimals, without terms.
    pub(crate) fn bare() -> Self {
        let mut bench = Self::raw();
        bench.answer(&[6]);
        bench
            .set_up(ASSET, SHEET, "ALM buffer", OWNER)
            .expect("constructed");
        bench
    }

    /// A pool with terms, shares and cash that are there by storage, as the layout in the documents has it. No book has named
    /// it its buffer; the asset says that the cash is here.
    pub(crate) fn with_shares(holders: &[(Address, u128)], cash: u128) -> Self {
        let mut bench = Self::bare();
        bench.call(OWNER, set_terms()).expect("the owner may");
        let mut total = 0;
        for (holder, shares) in holders {
            total += shares;
            bench.store(mapped(*holder, 5), U256::from(*shares) << 128);
        }
        // Every bound at its largest: true, though of no use.
        let bounds = (U256::ONE << 128) - U256::ONE;
        bench.store(B256::with_last_byte(2), (U256::from(total) << 128) | bounds);
        bench.store(B256::with_last_byte(10), U256::from(cash) << 160);
        bench.answer(&[cash, 0, 0, 0, 0]);
        bench
    }

    pub(crate) fn set_up(
        &mut self,
        asset: Address,
        sheet: Address,
        name: &str,
        owner: Address,
    ) -> Result<Vec<u8>, Vec<u8>> {
        let arguments = (asset, sheet, name.to_owned(), "almB".to_owned(), owner);
        let arguments = arguments.abi_encode_params();
        self.construct(&arguments)
    }

    /// Sets the words every call is answered with from now on.
    pub(crate) fn answer(&self, words: &[u128]) {
        self.vm.clear_mocks();
        let bytes = words.iter().flat_map(|word| U256::from(*word).abi_encode());
        let bytes: Vec<u8> = bytes.collect();
        let account = self.this();
        let calls = [
            (ASSET, decimalsCall {}.abi_encode()),
            (ASSET, balanceOfCall { account }.abi_encode()),
            (SHEET, backingCall { token: ASSET }.abi_encode()),
        ];
        for (to, call) in calls {
            self.vm.mock_static_call(to, call, Ok(bytes.clone()));
        }
    }

    /// The contract's own address.
    pub(crate) fn this(&self) -> Address {
        use stylus_sdk::stylus_core::AccountAccess as _;
        self.vm.contract_address()
    }
}

/// Terms inside their bounds.
pub(crate) fn terms() -> BufferTerms {
    BufferTerms {
        cooldown: number(u128::from(30 * DAY)),
        cashFloor: number(2_000),
        band: number(100),
        stress: number(3_000),
        thin: number(2_500),
        ample: number(10_000),
        premium: number(500),
        cap: number(1_000_000_000_000),
    }
}

pub(crate) fn set_terms() -> setTermsCall {
    setTermsCall { newTerms: terms() }
}

/// The slot of a mapping's value.
pub(crate) fn mapped(key: Address, slot: u8) -> B256 {
    keccak256((key, U256::from(slot)).abi_encode())
}
