//! The contract on the SDK's test VM, called through the interface's own encoders.
//!
//! The test VM answers every call with what was mocked last. What crosses contracts is therefore tested with forge; here
//! are the roles, the layout and what is refused before a call.
#![allow(dead_code, reason = "every test binary uses a part")]

use alloy_primitives::{Address, B256, U256, address, keccak256};
use alloy_sol_types::{SolCall, SolValue};
use alm_abi::{
    IBalanceSheet::{bookCall, setPausedCall, setTermsCall, termsCall},
    IFixedBook::limitsCall,
    IParameters::{
        Band, Change, Condition, changeCall, setBandCall, setGuardianCall, setStewardCall,
    },
};
use parameters::Parameters;

pub(crate) use alm_testvm::*;

pub(crate) const OWNER: Address = address!("0x1111111111111111111111111111111111111111");
pub(crate) const GUARDIAN: Address = address!("0x2222222222222222222222222222222222222222");
pub(crate) const STEWARD: Address = address!("0x3333333333333333333333333333333333333333");
pub(crate) const ADMIN: Address = address!("0x4444444444444444444444444444444444444444");
pub(crate) const ANYONE: Address = address!("0x5555555555555555555555555555555555555555");
pub(crate) const SHEET: Address = address!("0x6666666666666666666666666666666666666666");
pub(crate) const MODEL: Address = address!("0x7777777777777777777777777777777777777777");
pub(crate) const TOKEN: Address = address!("0x8888888888888888888888888888888888888888");

pub(crate) const NOW: u64 = 1_800_000_000;
pub(crate) const DAY: u64 = 86_400;
/// The steward's term: 90 days.
pub(crate) const UNTIL: u32 = 1_807_776_000;
/// Index of the steepest slope.
pub(crate) const STEEPEST: u8 = 5;
/// The terms of the book, by index.
pub(crate) const TERMS: [u128; 12] = [
    1_000, 500, 10_000, 1_000, 2_000, 300, 1_000, 500, 0, 9, 6, 1_000_000,
];

alm_testvm::bench!(Parameters, NOW);

impl Bench {
    /// Owned, nobody else named.
    pub(crate) fn empty() -> Self {
        let mut bench = Self::raw();
        bench.set_up(OWNER, SHEET, MODEL).expect("constructed");
        bench
    }

    /// Everybody is named, and the steward has a band for the steepest slope.
    pub(crate) fn staffed() -> Self {
        let mut bench = Self::empty();
        let guardian = setGuardianCall { guardian: GUARDIAN };
        bench.call(OWNER, guardian).expect("named");
        bench.call(OWNER, stewards(UNTIL)).expect("named");
        bench.call(OWNER, set_band(STEEPEST, band())).expect("set");
        bench.tell_terms();
        bench
    }

    pub(crate) fn set_up(
        &mut self,
        owner: Address,
        sheet: Address,
        model: Address,
    ) -> Result<Vec<u8>, Vec<u8>> {
        let arguments = (owner, sheet, model).abi_encode_params();
        self.construct(&arguments)
    }

    /// What the balance sheet is told when a term changes.
    pub(crate) fn expect_terms(&self, terms: [u128; 12]) {
        let mut pushed = setTermsCall::SELECTOR.to_vec();
        pushed.extend(TOKEN.abi_encode());
        for term in terms {
            pushed.extend(U256::from(term).abi_encode());
        }
        self.vm.mock_call(SHEET, pushed, U256::ZERO, Ok(Vec::new()));
        self.tell_terms();
    }

    /// What the balance sheet is told when new risk is paused.
    pub(crate) fn expect_pause(&self, paused: bool) {
        let pushed = setPausedCall {
            token: TOKEN,
            paused,
        }
        .abi_encode();
        self.vm.mock_call(SHEET, pushed, U256::ZERO, Ok(Vec::new()));
    }

    /// The balance sheet tells the terms, whatever it is asked: the last mock answers everything.
    pub(crate) fn tell_terms(&self) {
        let told: Vec<u8> = TERMS
            .iter()
            .flat_map(|term| U256::from(*term).abi_encode())
            .collect();
        let token = TOKEN;
        let asked = [
            limitsCall { token }.abi_encode(),
            bookCall { token }.abi_encode(),
            termsCall { token }.abi_encode(),
        ];
        for question in asked {
            self.vm.mock_static_call(SHEET, question, Ok(told.clone()));
        }
    }
}

/// The slot of a band.
pub(crate) fn band_slot(token: Address, parameter: u8) -> B256 {
    let first: U256 = keccak256((token, U256::from(7)).abi_encode()).into();
    B256::from(first + U256::from(parameter))
}

pub(crate) fn band() -> Band {
    Band {
        low: 200,
        high: 600,
        step: 50,
        delay: 86_400,
    }
}

pub(crate) fn set_band(parameter: u8, band: Band) -> setBandCall {
    setBandCall {
        token: TOKEN,
        parameter,
        band,
    }
}

pub(crate) fn stewards(until: u32) -> setStewardCall {
    setStewardCall {
        steward: STEWARD,
        admin: ADMIN,
        until,
    }
}

/// A bundle that demands nothing of the book.
pub(crate) fn change(changes: &[(u8, i128)]) -> changeCall {
    let change = |(parameter, value): &(u8, i128)| Change {
        parameter: *parameter,
        value: *value,
    };
    changeCall {
        token: TOKEN,
        changes: changes.iter().map(change).collect(),
        condition: Condition {
            leastSurplus: i128::MIN,
            greatestGap: i128::MAX,
            greatestPotential: i128::MAX,
            leastNetValue: i128::MIN,
            leastCash: i128::MIN,
        },
    }
}
