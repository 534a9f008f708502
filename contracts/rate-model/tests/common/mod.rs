//! The contract on the SDK's test VM, called through the interface's own encoders.
#![allow(dead_code, reason = "every test binary uses a part")]

use alloy_primitives::{Address, U256, address};

use alm_abi::IRateModel::{Rates, accrueCall, listCall, ratesCall, setSpreadsCall};
use rate_model::RateModel;

pub(crate) use alm_testvm::*;

pub(crate) const OWNER: Address = address!("0x1111111111111111111111111111111111111111");
pub(crate) const ANYONE: Address = address!("0x2222222222222222222222222222222222222222");
pub(crate) const TOKEN: Address = address!("0x3333333333333333333333333333333333333333");
pub(crate) const SHEET: Address = address!("0x4444444444444444444444444444444444444444");

pub(crate) const START: u64 = 1_800_000_000;
pub(crate) const HOUR: u64 = 3_600;
pub(crate) const DAY: u64 = 86_400;
pub(crate) const WAD: u64 = 1_000_000_000_000_000_000;
/// 4 % by the year.
pub(crate) const LEVEL: u64 = 40_000_000_000_000_000;
/// At the target, so that nothing moves by itself.
pub(crate) const TARGET: u64 = 900_000_000_000_000_000;
pub(crate) const SPREADS: [i16; 6] = [-20, 0, 30, 60, 100, 150];

alm_testvm::bench!(RateModel, START);

impl Bench {
    /// A contract owned by `OWNER`, nothing listed.
    pub(crate) fn empty() -> Self {
        let mut bench = Self::raw();
        bench.vm.set_sender(OWNER);
        bench.contract.constructor(OWNER).expect("constructed");
        bench
    }

    /// `TOKEN` is listed at 4 % and a utilisation at its target.
    pub(crate) fn listed() -> Self {
        let mut bench = Self::empty();
        bench.call(OWNER, list(TOKEN)).expect("listed");
        bench
    }

    pub(crate) fn at(&self, time: u64) {
        self.vm.set_block_timestamp(time);
    }

    /// The balance sheet reports a utilisation at a time; the rate by the second from then on.
    pub(crate) fn report(&mut self, time: u64, utilisation: u64) -> u64 {
        self.at(time);
        self.call(SHEET, accrue(U256::from(utilisation)))
            .expect("accrued")
            .to()
    }

    pub(crate) fn rates(&mut self) -> Rates {
        self.call(ANYONE, ratesCall { book: TOKEN })
            .expect("listed")
    }
}

pub(crate) fn accrue(utilisation: U256) -> accrueCall {
    accrueCall {
        book: TOKEN,
        utilisation,
    }
}

pub(crate) fn list(book: Address) -> listCall {
    listCall {
        book,
        balanceSheet: SHEET,
        rateAtTarget: LEVEL,
        utilisation: TARGET,
        spreads: SPREADS,
    }
}

pub(crate) fn set_spreads(spreads: [i16; 6]) -> setSpreadsCall {
    setSpreadsCall {
        book: TOKEN,
        spreads,
    }
}
