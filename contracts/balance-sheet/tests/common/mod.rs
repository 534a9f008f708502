//! The contract on the SDK's test VM, called through the interface's own encoders.
#![allow(dead_code, reason = "every test binary uses a part")]

mod elsewhere;

use alloy_primitives::{Address, U256, address};
use alloy_sol_types::{SolCall, SolError, SolValue};
use alm_abi::{
    IBalanceSheet::{
        Book, Terms, accrueCall, bookCall, defundCall, drawCall, fundCall, listCall,
        refreshRateCall, restoreCall, setLineCall, strikeCall,
    },
    IDepositVault::{balanceOfCall, queuedSharesCall, topHoldingCall, totalSupplyCall},
    IRateModel,
};
use balance_sheet::BalanceSheet;
use stylus_sdk::testing::*;

pub(crate) use alm_testvm::*;

pub(crate) const OWNER: Address = address!("0x1111111111111111111111111111111111111111");
pub(crate) const ANYONE: Address = address!("0x2222222222222222222222222222222222222222");
pub(crate) const TOKEN: Address = address!("0x3333333333333333333333333333333333333333");
pub(crate) const VAULT: Address = address!("0x4444444444444444444444444444444444444444");
pub(crate) const MODEL: Address = address!("0x5555555555555555555555555555555555555555");
pub(crate) const DESK: Address = address!("0x6666666666666666666666666666666666666666");
pub(crate) const BORROWER: Address = address!("0x7777777777777777777777777777777777777777");

pub(crate) const DAY: u64 = 86_400;
pub(crate) const YEAR: u64 = 365 * DAY;
/// A whole day, so that epochs are easy to see.
pub(crate) const START: u64 = 1_800_000_000 / DAY * DAY;
/// One whole token of six decimals.
pub(crate) const UNIT: u128 = 1_000_000;
/// Shares of one base unit in a new vault.
pub(crate) const SHARES: u128 = 1_000_000;
/// Ten per cent a year, wad per second.
pub(crate) const RATE: u64 = 3_170_979_198;

/// The program of the fixed side.
pub(crate) const FIXED_BOOK: Address = address!("00000000000000000000000000000000000000f1");
pub(crate) const TREASURY_BOOK: Address = address!("00000000000000000000000000000000000000f2");

pub(crate) struct Bench {
    pub(crate) vm: TestVM,
    pub(crate) contract: BalanceSheet,
    /// What the vault would have issued.
    pub(crate) supply: u128,
}

impl OnTestVm for Bench {
    fn vm(&self) -> &TestVM {
        &self.vm
    }

    fn route(&mut self, calldata: &[u8]) -> Answer {
        elsewhere::answer(&mut self.contract, calldata)
    }
}

impl Bench {
    /// A contract owned by `OWNER`, without books.
    pub(crate) fn empty() -> Self {
        let vm = TestVM::default();
        // Transfers are answered with nothing, by an address with code.
        vm.set_code(TOKEN, vec![1]);
        vm.set_block_timestamp(START);
        vm.set_sender(OWNER);
        let mut contract = BalanceSheet::from(&vm);
        contract
            .constructor(OWNER, FIXED_BOOK, TREASURY_BOOK)
            .expect("constructed");
        Self {
            vm,
            contract,
            supply: 0,
        }
    }

    /// `TOKEN` has a book, and `DESK` a line of a million.
    pub(crate) fn listed() -> Self {
        let mut bench = Self::empty();
        bench.holds(0);
        bench.call(OWNER, list(terms())).expect("listed");
        let line = setLineCall {
            token: TOKEN,
            desk: DESK,
            lendingCap: alloy_primitives::aliases::U96::from(1_000_000 * UNIT),
        };
        bench.call(OWNER, line).expect("a line");
        bench
    }

    /// A book with deposits of a million, a tenth of them the largest holder's, at a rate of ten per cent.
    pub(crate) fn running() -> Self {
        let mut bench = Self::listed();
        bench.fund(1_000_000 * UNIT + 1).expect("funded");
        bench.defund(1, 0).expect("a bound on the largest holder");
        bench.after(1);
        bench.answers(RATE.into());
        bench
            .call(ANYONE, refreshRateCall { token: TOKEN })
            .expect("a rate");
        bench
    }

    /// Answers every question of the contract with this number: the token's balance, the vault's figures and, while
    /// nothing is lent, the rate. The test VM gives the last answer that was set to all of them.
    pub(crate) fn answers(&self, number: u128) {
        let answer = || Ok(U256::from(number).abi_encode());
        let holder = self.vm.contract_address();
        let questions = [
            (TOKEN, balanceOfCall { account: holder }.abi_encode()),
            (VAULT, totalSupplyCall {}.abi_encode()),
            (VAULT, topHoldingCall {}.abi_encode()),
            (VAULT, queuedSharesCall {}.abi_encode()),
        ];
        self.vm.clear_mocks();
        for (contract, question) in questions {
            self.vm.mock_static_call(contract, question, answer());
        }
        let question = IRateModel::accrueCall {
            book: TOKEN,
            utilisation: U256::ZERO,
        };
        self.vm
            .mock_call(MODEL, question.abi_encode(), U256::ZERO, answer());
    }

    /// The token says that the contract holds so much.
    pub(crate) fn holds(&self, amount: u128) {
        self.answers(amount);
    }

    pub(crate) fn after(&self, seconds: u64) {
        self.vm
            .set_block_timestamp(self.vm.block_timestamp() + seconds);
    }

    /// A deposit whose tokens have arrived.
    pub(crate) fn fund(&mut self, assets: u128) -> Result<u128, Vec<u8>> {
        let cash: u128 = self.cash();
        self.holds(cash + assets);
        let call = fundCall {
            token: TOKEN,
            assets: U256::from(assets),
            supply: U256::from(self.supply),
        };
        let shares: u128 = self.call(VAULT, call)?.to();
        self.supply += shares;
        Ok(shares)
    }

    /// An instant exit by amount or by shares; the largest holder has a tenth.
    pub(crate) fn defund(&mut self, assets: u128, shares: u128) -> Result<(u128, u128), Vec<u8>> {
        self.answers(1);
        let call = defundCall {
            token: TOKEN,
            assets: U256::from(assets),
            shares: U256::from(shares),
            supply: U256::from(self.supply),
            top: U256::from(self.supply / 10),
            receiver: ANYONE,
        };
        let left = self.call(VAULT, call)?;
        let (paid, burned): (u128, u128) = (left.paid.to(), left.burned.to());
        self.supply -= burned;
        Ok((paid, burned))
    }

    pub(crate) fn draw(&mut self, assets: u128) -> Result<u128, Vec<u8>> {
        self.answers(1);
        let call = drawCall {
            token: TOKEN,
            assets: U256::from(assets),
            receiver: BORROWER,
        };
        self.call(DESK, call).map(|shares| shares.to())
    }

    /// A repayment whose tokens have arrived.
    pub(crate) fn restore(&mut self, assets: u128) -> Result<u128, Vec<u8>> {
        let cash: u128 = self.cash();
        self.holds(cash + assets);
        let call = restoreCall {
            token: TOKEN,
            assets: U256::from(assets),
        };
        self.call(DESK, call).map(|shares| shares.to())
    }

    /// A strike by a vault with one holder: the test VM answers every question with the same number.
    pub(crate) fn strike(&mut self) -> Result<(), Vec<u8>> {
        self.answers(self.supply);
        self.call(ANYONE, strikeCall { token: TOKEN }).map(|_| ())
    }

    pub(crate) fn accrue(&mut self) {
        self.call(ANYONE, accrueCall { token: TOKEN })
            .expect("accrued");
    }

    pub(crate) fn book(&mut self) -> Book {
        self.call(ANYONE, bookCall { token: TOKEN })
            .expect("listed")
    }

    pub(crate) fn cash(&mut self) -> u128 {
        self.book().cash.to()
    }

    pub(crate) fn net_value(&mut self) -> i128 {
        i128::try_from(self.book().netValue).expect("fits")
    }
}

pub(crate) fn terms() -> Terms {
    Terms {
        reserveFactor: 1_000,
        bufferShare: 500,
        outflowWeight: 10_000,
        runOffFloor: 1_000,
        curvature: 2_000,
        steepest: 1_000,
        neutralSurplus: 1_000,
        lendingSurplus: 500,
        exitSurplus: 0,
        scaleExponent: 12,
        minimumExponent: 6,
        depositCap: alloy_primitives::aliases::U96::from(10_000_000 * UNIT),
    }
}

pub(crate) fn list(terms: Terms) -> listCall {
    listCall {
        token: TOKEN,
        vault: VAULT,
        rateModel: MODEL,
        newTerms: terms,
    }
}

/// The error a call must have failed with.
pub(crate) fn error<E: SolError>(outcome: Result<impl Sized, Vec<u8>>) -> E {
    let bytes = outcome.err().expect("refused");
    E::abi_decode_validate(&bytes).expect("the declared error")
}
