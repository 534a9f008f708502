//! What the vault asks of the balance sheet. Its errors are passed on.

use alloy_sol_types::SolCall;
use alm_abi::{
    IBalanceSheet::{
        bookCall, defundCall, fundCall, maxDefundCall, maxFundCall, ownerCall, previewDefundCall,
        previewFundCall,
    },
    IRedemptions::{releaseCall, reserveCall, setQueuedCall},
};
use alm_stylus::{
    Failure,
    calls::{consult, transact},
    erc20::Supply,
    packed::number,
    words::{Output, Word},
};
use stylus_sdk::host::VM;

/// Words of a `Book` up to the net value.
const NET_VALUE_END: usize = 6;

/// The balance sheet and the token of the book.
pub(crate) struct Sheet<'a> {
    pub(crate) vm: &'a VM,
    pub(crate) address: Word,
    pub(crate) asset: Word,
}

impl Sheet<'_> {
    /// Reports tokens moved there; tells the shares to issue.
    pub(crate) fn fund(&self, assets: u128, supply: &Supply) -> Result<u128, Failure> {
        let request = self.request(fundCall::SELECTOR, &[assets, supply.total]);
        let [shares] = self.transact(&request)?;
        Ok(shares)
    }

    /// Has assets or shares, of which one is zero, paid out; tells what was paid and the shares to burn.
    pub(crate) fn defund(
        &self,
        [assets, shares]: [u128; 2],
        supply: &Supply,
        receiver: &Word,
    ) -> Result<[u128; 2], Failure> {
        let figures = [assets, shares, supply.total, supply.top()];
        let mut request = self.request(defundCall::SELECTOR, &figures);
        request.append(receiver);
        self.transact(&request)
    }

    /// Reports what queues to leave.
    pub(crate) fn set_queued(&self, queued: u128, supply: &Supply) -> Result<(), Failure> {
        let request = self.request(setQueuedCall::SELECTOR, &[queued, supply.total]);
        let [] = self.transact(&request)?;
        Ok(())
    }

    /// Has queued shares settled; tells the shares to burn and what was set aside for them.
    pub(crate) fn reserve(
        &self,
        wanted: u128,
        queued: u128,
        supply: &Supply,
    ) -> Result<[u128; 2], Failure> {
        let figures = [wanted, queued, supply.total];
        self.transact(&self.request(reserveCall::SELECTOR, &figures))
    }

    /// Has a receiver paid out of what was set aside.
    pub(crate) fn release(&self, assets: u128, receiver: &Word) -> Result<(), Failure> {
        let mut request = self.request(releaseCall::SELECTOR, &[assets]);
        request.append(receiver);
        let [] = self.transact(&request)?;
        Ok(())
    }

    /// Who owns the balance sheet.
    pub(crate) fn owner(&self) -> Result<Word, Failure> {
        let mut request = Output::default();
        request.append(&ownerCall::SELECTOR);
        let mut answer = [[0; 32]; 1];
        consult(self.vm, &self.address, &request, &mut answer)?;
        let [owner] = answer;
        Ok(owner)
    }

    /// What assets or shares, of which one is zero, would cost and issue.
    pub(crate) fn preview_fund(
        &self,
        [assets, shares]: [u128; 2],
        supply: &Supply,
    ) -> Result<[u128; 2], Failure> {
        self.consult(previewFundCall::SELECTOR, &[assets, shares, supply.total])
    }

    /// What assets or shares, of which one is zero, would pay and burn.
    pub(crate) fn preview_defund(
        &self,
        [assets, shares]: [u128; 2],
        supply: &Supply,
    ) -> Result<[u128; 2], Failure> {
        let figures = [assets, shares, supply.total, supply.top()];
        self.consult(previewDefundCall::SELECTOR, &figures)
    }

    /// The most it takes now.
    pub(crate) fn max_fund(&self) -> Result<u128, Failure> {
        let [assets] = self.consult(maxFundCall::SELECTOR, &[])?;
        Ok(assets)
    }

    /// The most shares it burns now.
    pub(crate) fn max_defund(&self, supply: &Supply) -> Result<u128, Failure> {
        let [shares] = self.consult(maxDefundCall::SELECTOR, &[supply.total, supply.top()])?;
        Ok(shares)
    }

    /// What all shares together own, at cost; nothing where that is negative.
    pub(crate) fn net_value(&self) -> Result<u128, Failure> {
        let [.., value] = self.consult::<NET_VALUE_END>(bookCall::SELECTOR, &[])?;
        Ok(value)
    }

    /// A call about the asset.
    #[inline(never)]
    fn request(&self, selector: [u8; 4], figures: &[u128]) -> Output {
        let mut request = Output::default();
        request
            .append(&selector)
            .append(&self.asset)
            .numbers(figures);
        request
    }

    fn transact<const N: usize>(&self, request: &Output) -> Result<[u128; N], Failure> {
        let mut answer = [[0; 32]; N];
        let size = transact(self.vm, &self.address, request, &mut answer)?;
        let mut figures = [0; N];
        decode(size, &answer, &mut figures)?;
        Ok(figures)
    }

    fn consult<const N: usize>(
        &self,
        selector: [u8; 4],
        figures: &[u128],
    ) -> Result<[u128; N], Failure> {
        let request = self.request(selector, figures);
        let mut answer = [[0; 32]; N];
        let size = consult(self.vm, &self.address, &request, &mut answer)?;
        let mut figures = [0; N];
        decode(size, &answer, &mut figures)?;
        Ok(figures)
    }
}

/// Reads figures from an answer; what answers with less is no balance sheet. A figure above 2^128 - 1 reads as that: more
/// than any balance, and than shares there can be. A negative one reads as nothing.
#[inline(never)]
fn decode(size: usize, answer: &[Word], figures: &mut [u128]) -> Result<(), Failure> {
    if size < answer.as_flattened().len() {
        return Err(Failure::empty());
    }
    for (word, to) in answer.iter().zip(figures) {
        let [first, ..] = word;
        let beyond = if *first > 0x7f { 0 } else { u128::MAX };
        *to = number(word, 16).unwrap_or(beyond);
    }
    Ok(())
}
