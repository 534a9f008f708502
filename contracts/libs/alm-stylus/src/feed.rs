//! Reads of price feeds that cannot be made to misbehave.
//!
//! A feed may revert, be no contract, return too little, too much, or nonsense: each ends in a typed error. At most
//! five words of an answer are copied. Calls are static, so a feed can change nothing while it is read.

use alloy_primitives::{Address, B256};
use alloy_sol_types::{SolCall, SolError};
use alm_abi::{
    AggregatorV3Interface::{decimalsCall, getRoundDataCall, latestRoundDataCall},
    IRiskEngine::{FeedDecimals, FeedFailed, FeedGarbage, InvalidPrice, InvalidRoundTime},
};
use alm_engine::volatility::sampling::Round;
use stylus_sdk::stylus_core::Host;

use crate::{
    packed::number,
    words::{Failure, Word, encode, failure},
};

/// Prices are stored in 11 bytes: 3e8 whole units at 18 decimals.
pub const PRICE_BYTES: usize = 11;
/// Most decimals a feed may have.
pub const DECIMALS_MAX: u128 = 18;
/// Words of a round.
const ROUND_WORDS: usize = 5;

/// A feed to be read.
#[derive(Debug)]
pub struct FeedReader<'a, H> {
    vm: &'a H,
    feed: Address,
}

impl<'a, H: Host> FeedReader<'a, H> {
    /// A reader of one feed.
    pub const fn new(vm: &'a H, feed: Address) -> Self {
        Self { vm, feed }
    }

    /// The feed's decimals.
    ///
    /// # Errors
    /// `FeedFailed`, `FeedGarbage`, `FeedDecimals`.
    pub fn decimals(&self) -> Result<u8, Failure> {
        let mut answer = [B256::ZERO; 1];
        self.read(&decimalsCall::SELECTOR, &mut answer)?;
        let [word] = answer;
        let decimals = number(&word, 16).ok_or_else(|| self.garbage())?;
        if decimals > DECIMALS_MAX {
            return Err(failure(
                FeedDecimals::SELECTOR,
                &[self.feed.word(), decimals.word()],
            ));
        }
        Ok(decimals as u8)
    }

    /// The newest round.
    ///
    /// # Errors
    /// `FeedFailed`, `FeedGarbage`, `InvalidPrice`, `InvalidRoundTime`.
    pub fn latest(&self) -> Result<Round, Failure> {
        self.round(&latestRoundDataCall::SELECTOR)
    }

    /// A round of the past.
    ///
    /// # Errors
    /// As [`Self::latest`]; `FeedGarbage` also if the feed answers with another round.
    pub fn past(&self, id: u128) -> Result<Round, Failure> {
        let round = self.round(&encode(&getRoundDataCall::SELECTOR, &[id.word()], &[]))?;
        if round.id == id {
            Ok(round)
        } else {
            Err(self.garbage())
        }
    }

    #[inline(never)]
    fn round(&self, calldata: &[u8]) -> Result<Round, Failure> {
        let mut answer = [B256::ZERO; ROUND_WORDS];
        self.read(calldata, &mut answer)?;
        let [id, price, _, updated_at, _] = &answer;
        let now = u128::from(self.vm.block_timestamp());
        let written = number(updated_at, 8).unwrap_or(0);
        if written == 0 || written > now {
            return Err(failure(
                InvalidRoundTime::SELECTOR,
                &[self.feed.word(), *updated_at, now.word()],
            ));
        }
        let valid = number(price, PRICE_BYTES).filter(|price| *price != 0);
        let Some(valid) = valid else {
            return Err(failure(InvalidPrice::SELECTOR, &[self.feed.word(), *price]));
        };
        let id = number(id, 10).ok_or_else(|| self.garbage())?;
        // Not after the block's time, which is a u64.
        Ok(Round {
            id,
            price: valid,
            updated_at: written as u64,
        })
    }

    /// Calls the feed and copies exactly as many words of its answer.
    #[inline(never)]
    fn read(&self, calldata: &[u8], answer: &mut [B256]) -> Result<(), Failure> {
        // What is cached is written out first: the feed may read this contract.
        self.vm.flush_cache(false);
        let mut size = 0;
        // SAFETY: both pointers live through the call, and nothing of this contract's storage is borrowed here.
        let status = unsafe {
            self.vm.static_call_contract(
                self.feed.as_ptr(),
                calldata.as_ptr(),
                calldata.len(),
                u64::MAX,
                &mut size,
            )
        };
        if status != 0 {
            return Err(failure(FeedFailed::SELECTOR, &[self.feed.word()]));
        }
        let wanted = answer.len().saturating_mul(32);
        if size < wanted {
            return Err(self.garbage());
        }
        let bytes = self.vm.read_return_data(0, Some(wanted));
        for (word, chunk) in answer.iter_mut().zip(bytes.as_chunks().0) {
            *word = B256::new(*chunk);
        }
        Ok(())
    }

    #[inline(never)]
    fn garbage(&self) -> Failure {
        failure(FeedGarbage::SELECTOR, &[self.feed.word()])
    }
}
