//! The contract on the SDK's test VM, called through the interface's own encoders; the engine is a mock.
#![allow(dead_code, reason = "every test binary uses a part")]

use alloy_primitives::{Address, B256, U256};
use alloy_sol_types::{SolCall, SolValue};
use alm_abi::{
    ICovariance::{joinCall, sampleAllCall, sampleCall},
    IRiskEngine::{Observation, observationsCall},
};
use covariance::Covariance;
use stylus_sdk::testing::*;

pub(crate) use alm_testvm::*;

pub(crate) const OWNER: Address = Address::repeat_byte(0x11);
pub(crate) const ANYONE: Address = Address::repeat_byte(0x22);
pub(crate) const ENGINE: Address = Address::repeat_byte(0x33);
pub(crate) const START: u64 = 1_700_006_400;
pub(crate) const INTERVAL: u32 = 3_600;
pub(crate) const HOUR: u64 = 3_600;
pub(crate) const WAD: u128 = 1_000_000_000_000_000_000;

pub(crate) struct Bench {
    pub(crate) vm: TestVM,
    pub(crate) contract: Covariance,
    /// What the engine says of each asset, by its number.
    pub(crate) told: Vec<Observation>,
}

/// The asset of a number, which is also the place it gets when all join in order.
pub(crate) fn asset(number: usize) -> Address {
    Address::repeat_byte(0xa0 + number as u8)
}

/// What the engine says of an asset.
pub(crate) fn observation(number: usize, price: u128, updated_at: u64) -> Observation {
    Observation {
        feed: Address::repeat_byte(0xc0 + number as u8),
        interval: INTERVAL,
        price: U256::from(price),
        updatedAt: updated_at,
        // 63 % a year, both.
        varianceFast: U256::from(12_600_000_000_000_000_000_000_000_000u128),
        varianceSlow: U256::from(12_600_000_000_000_000_000_000_000_000u128),
    }
}

alm_testvm::on_test_vm!();

impl Bench {
    /// A contract without members, and an engine that knows so many assets.
    pub(crate) fn new(assets: usize) -> Self {
        let vm = TestVM::default();
        vm.set_block_timestamp(START);
        vm.set_sender(OWNER);
        let mut contract = Covariance::from(&vm);
        let arguments = (OWNER, ENGINE, INTERVAL).abi_encode_params();
        let constructor = [&CONSTRUCTOR, arguments.as_slice()].concat();
        contract.route(&constructor).expect("constructed");
        let told = (0..assets)
            .map(|number| observation(number, 1_000_000_000, START))
            .collect();
        Self { vm, contract, told }
    }

    /// All of so many assets joined.
    pub(crate) fn joined(assets: usize) -> Self {
        let mut bench = Self::new(assets);
        for number in 0..assets {
            bench.join(number).expect("joined");
        }
        bench.answer();
        bench
    }

    /// Has the engine answer about one asset, and takes it in.
    pub(crate) fn join(&mut self, number: usize) -> Result<(), Vec<u8>> {
        self.mock(vec![asset(number)], &[self.told[number].clone()]);
        let call = joinCall {
            asset: asset(number),
        };
        self.call(OWNER, call).map(|_| ())
    }

    /// Has the engine answer about all.
    pub(crate) fn answer(&self) {
        let assets = (0..self.told.len()).map(asset).collect();
        self.mock(assets, &self.told);
    }

    /// Has the engine answer one request.
    pub(crate) fn mock(&self, assets: Vec<Address>, told: &[Observation]) {
        self.vm.clear_mocks();
        let mut words = [const { empty() }; 16];
        words
            .iter_mut()
            .zip(told)
            .for_each(|(to, from)| *to = from.clone());
        let request = observationsCall { assets }.abi_encode();
        let answer = observationsCall::abi_encode_returns(&words);
        self.vm.mock_static_call(ENGINE, request, Ok(answer));
    }

    /// Every asset has a new price in the slot of a time.
    pub(crate) fn prices(&mut self, prices: &[u128], time: u64) {
        self.vm.set_block_timestamp(time);
        for (number, price) in prices.iter().enumerate() {
            self.told[number].price = U256::from(*price);
            self.told[number].updatedAt = time;
        }
        self.answer();
    }

    pub(crate) fn sample_all(&mut self) -> Result<U256, Vec<u8>> {
        self.call(ANYONE, sampleAllCall {})
    }

    pub(crate) fn sample(&mut self, places: u16) -> Result<U256, Vec<u8>> {
        self.call(ANYONE, sampleCall { places })
    }

    /// Configuration, members, samples and pairs, slot by slot.
    pub(crate) fn storage(&self) -> Vec<B256> {
        (2u64..63)
            .map(|slot| self.vm.get_storage(U256::from(slot)))
            .collect()
    }
}

const fn empty() -> Observation {
    Observation {
        feed: Address::ZERO,
        interval: 0,
        price: U256::ZERO,
        updatedAt: 0,
        varianceFast: U256::ZERO,
        varianceSlow: U256::ZERO,
    }
}
