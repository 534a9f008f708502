//! What the pool asks of strategies and of its asset.
//!
//! What a strategy is worth is asked with bounded gas and a bounded copy of the answer, so that one that reverts, answers
//! nonsense or burns what it gets is silent and no more. Whoever gives too little gas is refused: else he could make a strategy
//! seem silent.

use alloy_sol_types::SolCall;
use alm_abi::IDepositVault::{
    approveCall, assetCall, balanceOfCall, depositCall, maxDepositCall, maxWithdrawCall,
    previewRedeemCall, withdrawCall,
};
use alm_engine::money::Amount;
use alm_stylus::{
    Failure,
    calls::{consult, transact},
    host,
    packed::number,
    words::{Output, Word, word},
};
use stylus_sdk::{host::VM, prelude::*};

use crate::{errors::gas_short, sheet::amount};

/// What a strategy may use to tell what it is worth.
const VALUATION_GAS: u64 = 2_000_000;
/// What must be left for it to get that: a 64th stays behind, and something to pay the call with.
const GAS_NEEDED: u64 = 2_100_000;

/// Another contract: a strategy, or the asset.
pub(crate) struct Vault<'a> {
    pub(crate) vm: &'a VM,
    pub(crate) address: &'a Word,
}

impl Vault<'_> {
    /// What shares would fetch; nothing for none, `None` if it does not answer. More than storage holds is the most it does.
    ///
    /// # Errors
    /// `GasShort`.
    pub(crate) fn worth(&self, shares: u128) -> Result<Option<Amount>, Failure> {
        if shares == 0 {
            return Ok(Some(Amount::ZERO));
        }
        self.estimate(previewRedeemCall::SELECTOR, &word(shares))
    }

    /// What an account could withdraw now; nothing if it does not answer.
    ///
    /// # Errors
    /// `GasShort`.
    pub(crate) fn available(&self, account: &Word) -> Result<Amount, Failure> {
        let told = self.estimate(maxWithdrawCall::SELECTOR, account)?;
        Ok(told.unwrap_or(Amount::ZERO))
    }

    /// An amount it tells, with bounded gas; `None` if it does not answer.
    #[inline(never)]
    fn estimate(&self, selector: [u8; 4], argument: &Word) -> Result<Option<Amount>, Failure> {
        let have = self.vm.evm_gas_left();
        if have < GAS_NEEDED {
            return Err(gas_short(have, GAS_NEEDED));
        }
        let mut request = Output::default();
        request.append(&selector).append(argument);
        let mut answer = [0; 32];
        let (gas, calldata) = (VALUATION_GAS, request.bytes());
        let size = host::ask_within(self.vm, self.address, gas, calldata, &mut answer);
        // An address without code answers every call with nothing.
        let has_answered = size.is_some_and(|size| size >= 32);
        Ok(has_answered.then(|| amount(&answer)))
    }

    /// Its asset.
    pub(crate) fn asset(&self) -> Result<Word, Failure> {
        self.ask(assetCall::SELECTOR, &[])
    }

    /// What an account has of it.
    #[inline(never)]
    pub(crate) fn balance(&self, account: &Word) -> Result<Amount, Failure> {
        Ok(amount(&self.ask(balanceOfCall::SELECTOR, &[*account])?))
    }

    /// The most that can be deposited for an account.
    pub(crate) fn max_deposit(&self, account: &Word) -> Result<Amount, Failure> {
        Ok(amount(&self.ask(maxDepositCall::SELECTOR, &[*account])?))
    }

    /// The most that can be withdrawn for an account.
    pub(crate) fn max_withdraw(&self, account: &Word) -> Result<Amount, Failure> {
        Ok(amount(&self.ask(maxWithdrawCall::SELECTOR, &[*account])?))
    }

    /// Deposits assets it may take; tells the shares.
    pub(crate) fn deposit(&self, assets: Amount, owner: &Word) -> Result<u128, Failure> {
        let mut request = Output::default();
        request
            .append(&depositCall::SELECTOR)
            .numbers(&[assets.raw()])
            .append(owner);
        self.transact(&request)
    }

    /// Withdraws assets; tells the shares.
    pub(crate) fn withdraw(&self, assets: Amount, owner: &Word) -> Result<u128, Failure> {
        let mut request = Output::default();
        request
            .append(&withdrawCall::SELECTOR)
            .numbers(&[assets.raw()])
            .append(owner)
            .append(owner);
        self.transact(&request)
    }

    /// Lets an account take an amount. Tokens that answer with nothing, or anything, are taken at their word: what counts is
    /// what the balance does.
    pub(crate) fn approve(&self, spender: &Word, assets: Amount) -> Result<(), Failure> {
        let mut request = Output::default();
        request
            .append(&approveCall::SELECTOR)
            .append(spender)
            .numbers(&[assets.raw()]);
        transact(self.vm, self.address, &request, &mut []).map(|_| ())
    }

    /// A word of an answer; what answers with less is no vault.
    #[inline(never)]
    fn ask(&self, selector: [u8; 4], arguments: &[Word]) -> Result<Word, Failure> {
        let mut request = Output::default();
        request.append(&selector).append(arguments.as_flattened());
        let mut answer = [[0; 32]; 1];
        let size = consult(self.vm, self.address, &request, &mut answer)?;
        let [answer] = answer;
        if size < 32 {
            return Err(Failure::empty());
        }
        Ok(answer)
    }

    /// The number a change answers with; the largest where it is larger.
    #[inline(never)]
    fn transact(&self, request: &Output) -> Result<u128, Failure> {
        let mut answer = [[0; 32]; 1];
        let size = transact(self.vm, self.address, request, &mut answer)?;
        if size < 32 {
            return Err(Failure::empty());
        }
        let [answer] = &answer;
        Ok(number(answer, 16).unwrap_or(u128::MAX))
    }
}
