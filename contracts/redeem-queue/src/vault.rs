//! What the queue asks of the vault. Its errors, and those it passes on, are passed on.

use alloy_sol_types::SolCall;
use alm_abi::IDepositVault::{assetCall, dequeueCall, enqueueCall, releaseCall, settleCall};
use alm_engine::{book::shares::Shares, money::Amount, queue::generation::Fill};
use alm_stylus::{
    Failure,
    arguments::Arguments,
    calls::{consult, transact},
    words::{Output, Word},
};
use stylus_sdk::host::VM;

/// Bytes of a number of shares, and of an amount.
static SETTLED_WIDTHS: [u8; 2] = [15, 12];

/// The vault whose shares are redeemed.
pub(crate) struct Vault<'a> {
    pub(crate) vm: &'a VM,
    pub(crate) address: Word,
}

impl Vault<'_> {
    /// Takes shares of an owner: with his consent, where he is the spender too, else by the spender's allowance.
    pub(crate) fn enqueue(
        &self,
        owner: &Word,
        spender: &Word,
        shares: Shares,
    ) -> Result<(), Failure> {
        let mut request = Output::default();
        request
            .append(&enqueueCall::SELECTOR)
            .append(owner)
            .append(spender)
            .numbers(&[shares.raw()]);
        self.transact(&request, &mut []).map(|_| ())
    }

    /// Gives shares back.
    pub(crate) fn dequeue(&self, to: &Word, shares: Shares) -> Result<(), Failure> {
        let mut request = Output::default();
        request
            .append(&dequeueCall::SELECTOR)
            .append(to)
            .numbers(&[shares.raw()]);
        self.transact(&request, &mut []).map(|_| ())
    }

    /// Has shares settled, as many as there is cash for; tells how many, and for how much.
    ///
    /// # Errors
    /// The vault's; empty if it answers with less than two numbers, or with larger ones than there can be.
    pub(crate) fn settle(&self, wanted: Shares) -> Result<Fill, Failure> {
        let mut request = Output::default();
        request
            .append(&settleCall::SELECTOR)
            .numbers(&[wanted.raw()]);
        let mut answer = [[0; 32]; 2];
        let size = self.transact(&request, &mut answer)?;
        let answer = answer.as_flattened();
        let mut settled = [0; 2];
        Arguments(answer.get(..size).unwrap_or(answer)).numbers(
            0,
            &SETTLED_WIDTHS,
            &mut settled,
        )?;
        let [shares, assets] = settled;
        Ok(Fill {
            shares: Shares::new(shares),
            assets: Amount::new(assets),
        })
    }

    /// Has a receiver paid. Nothing is not worth a call.
    pub(crate) fn release(&self, assets: Amount, receiver: &Word) -> Result<(), Failure> {
        if assets.is_zero() {
            return Ok(());
        }
        let mut request = Output::default();
        request
            .append(&releaseCall::SELECTOR)
            .numbers(&[assets.raw()])
            .append(receiver);
        self.transact(&request, &mut []).map(|_| ())
    }

    /// The asset.
    pub(crate) fn asset(&self) -> Result<Word, Failure> {
        self.ask(&assetCall::SELECTOR, None)
    }

    /// What the vault answers to a view of one word, with one argument or none.
    ///
    /// # Errors
    /// The vault's; empty if it answers with less.
    #[inline(never)]
    pub(crate) fn ask(&self, selector: &[u8], argument: Option<&Word>) -> Result<Word, Failure> {
        let mut request = Output::default();
        request.append(selector);
        if let Some(argument) = argument {
            request.append(argument);
        }
        let mut answer = [[0; 32]; 1];
        let size = consult(self.vm, &self.address, &request, &mut answer)?;
        let [answer] = answer;
        if size < 32 {
            Err(Failure::empty())
        } else {
            Ok(answer)
        }
    }

    #[inline(never)]
    fn transact(&self, request: &Output, answer: &mut [Word]) -> Result<usize, Failure> {
        transact(self.vm, &self.address, request, answer)
    }
}
