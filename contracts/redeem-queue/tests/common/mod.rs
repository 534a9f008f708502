//! The contract on the SDK's test VM, called through the interface's own encoders.
//!
//! The test VM answers every call with what was mocked last. Here are the layout, the accounting of requests and what is
//! refused; what crosses contracts is tested with forge too.
#![allow(dead_code, reason = "every test binary uses a part")]

use alloy_primitives::{Address, B256, U256, address, keccak256};
use alloy_sol_types::SolValue;
use alm_abi::{
    IDepositVault::{assetCall, dequeueCall, enqueueCall, releaseCall, settleCall},
    IRedeemQueue::{cancelCall, redeemCall, requestRedeemCall},
};
use redeem_queue::RedeemQueue;
use stylus_sdk::stylus_core::BlockAccess;

pub(crate) use alm_testvm::*;

pub(crate) const VAULT: Address = address!("0x1111111111111111111111111111111111111111");
pub(crate) const ASSET: Address = address!("0x2222222222222222222222222222222222222222");
pub(crate) const ALICE: Address = address!("0x3333333333333333333333333333333333333333");
pub(crate) const BOB: Address = address!("0x4444444444444444444444444444444444444444");

pub(crate) const DAY: u64 = 86_400;
/// The first second of a day.
pub(crate) const NOW: u64 = 19_675 * DAY;
pub(crate) const MINIMUM: u128 = 1_000;

alm_testvm::bench!(RedeemQueue, NOW);

impl Bench {
    /// A queue of a vault.
    pub(crate) fn new() -> Self {
        let mut bench = Self::raw();
        bench.answer_asset(ASSET);
        bench
            .set_up(VAULT, U256::from(MINIMUM))
            .expect("constructed");
        bench
    }

    pub(crate) fn set_up(&mut self, vault: Address, minimum: U256) -> Result<Vec<u8>, Vec<u8>> {
        let arguments = (vault, minimum).abi_encode_params();
        self.construct(&arguments)
    }

    /// The vault tells its asset.
    pub(crate) fn answer_asset(&self, asset: Address) {
        self.vm.clear_mocks();
        self.expect_view(VAULT, assetCall {}, asset.abi_encode());
    }

    /// An owner requests for himself; the vault agrees.
    pub(crate) fn request(&mut self, owner: Address, shares: u128) -> Result<U256, Vec<u8>> {
        self.vm.clear_mocks();
        let shares = U256::from(shares);
        let enqueue = enqueueCall {
            owner,
            spender: owner,
            shares,
        };
        self.expect(VAULT, enqueue, Vec::new());
        let controller = owner;
        let call = requestRedeemCall {
            shares,
            controller,
            owner,
        };
        self.call(owner, call)
    }

    /// Settles; the vault has cash for so many of the shares wanted.
    pub(crate) fn settle(&mut self, wanted: u128, shares: u128, assets: u128) {
        self.vm.clear_mocks();
        let answer = (U256::from(shares), U256::from(assets)).abi_encode();
        let wanted = U256::from(wanted);
        self.expect(VAULT, settleCall { wanted }, answer);
        let settled = self.call(BOB, alm_abi::IRedeemQueue::settleCall {});
        let settled = settled.expect("settled");
        let told = (settled.shares, settled.assets);
        assert_eq!(told, (U256::from(shares), U256::from(assets)));
    }

    /// Claims by shares; the vault is to pay exactly this.
    pub(crate) fn redeem(&mut self, by: Address, shares: u128, assets: u128) {
        self.vm.clear_mocks();
        let paid = U256::from(assets);
        let release = releaseCall {
            assets: paid,
            receiver: by,
        };
        self.expect(VAULT, release, Vec::new());
        let call = redeemCall {
            shares: U256::from(shares),
            receiver: by,
            controller: by,
        };
        assert_eq!(self.call(by, call), Ok(paid));
    }

    /// Cancels; the vault is to give these shares back.
    pub(crate) fn cancel(&mut self, by: Address, id: u32, shares: u128) -> Result<U256, Vec<u8>> {
        self.vm.clear_mocks();
        let dequeue = dequeueCall {
            to: by,
            shares: U256::from(shares),
        };
        self.expect(VAULT, dequeue, Vec::new());
        let call = cancelCall {
            requestId: U256::from(id),
            controller: by,
        };
        let cancelled = self.call(by, call)?;
        assert_eq!(cancelled.shares, U256::from(shares));
        Ok(cancelled.assets)
    }

    /// Lets days pass.
    pub(crate) fn pass(&mut self, days: u64) {
        let now = self.vm.block_timestamp();
        self.vm.set_block_timestamp(now + days * DAY);
    }
}

/// The first slot of a mapping's value.
pub(crate) fn mapped(key: U256, slot: u8) -> B256 {
    keccak256((key, U256::from(slot)).abi_encode())
}

/// The slot some steps further.
pub(crate) fn further(slot: B256, steps: u8) -> B256 {
    (U256::from_be_bytes(slot.0) + U256::from(steps)).into()
}

/// An account as the key of a mapping.
pub(crate) fn key(account: Address) -> U256 {
    U256::from_be_bytes(account.into_word().0)
}
