//! Reads of price feeds that cannot be made to misbehave.
//!
//! A feed may revert, be no contract, return too little, too much, or nonsense: each ends in a typed error. At most
//! five words of an answer are copied. Calls are static, so a feed can change nothing while it is read. A feed is an
//! address as a word.

use alloy_sol_types::{SolCall, SolError};
use alm_abi::{
    AggregatorV3Interface::{decimalsCall, getRoundDataCall, latestRoundDataCall},
    IRiskEngine::{FeedDecimals, FeedFailed, FeedGarbage, InvalidPrice, InvalidRoundTime},
};
use alm_engine::volatility::sampling::Round;
use stylus_sdk::stylus_core::Host;

use crate::{
    host,
    packed::number,
    words::{Failure, Output, Word, word},
};

/// Prices are stored in 11 bytes: 3e8 whole units at 18 decimals.
pub const PRICE_BYTES: usize = 11;
/// Most decimals a feed may have.
pub const DECIMALS_MAX: u128 = 18;
/// Words of a round.
const ROUND_WORDS: usize = 5;

/// The feed's decimals.
///
/// # Errors
/// `FeedFailed`, `FeedGarbage`, `FeedDecimals`.
pub fn decimals<H: Host>(vm: &H, feed: &Word, into: &mut u128) -> Result<(), Failure> {
    let mut answer = [[0; 32]; 1];
    read(vm, feed, &decimalsCall::SELECTOR, &mut answer)?;
    let [answer] = &answer;
    *into = number(answer, 16).ok_or_else(|| garbage(feed))?;
    if *into > DECIMALS_MAX {
        return Err(Failure::new(FeedDecimals::SELECTOR, &[*feed, *answer]));
    }
    Ok(())
}

/// The newest round.
///
/// # Errors
/// `FeedFailed`, `FeedGarbage`, `InvalidPrice`, `InvalidRoundTime`.
pub fn latest<H: Host>(vm: &H, feed: &Word, into: &mut Round) -> Result<(), Failure> {
    round(vm, feed, &latestRoundDataCall::SELECTOR, into)
}

/// A round of the past.
///
/// # Errors
/// As [`latest`]; `FeedGarbage` also if the feed answers with another round.
pub fn past<H: Host>(vm: &H, feed: &Word, id: u128, into: &mut Round) -> Result<(), Failure> {
    let mut calldata = Output::default();
    calldata.append(&getRoundDataCall::SELECTOR).numbers(&[id]);
    round(vm, feed, calldata.bytes(), into)?;
    if into.id == id {
        Ok(())
    } else {
        Err(garbage(feed))
    }
}

#[inline(never)]
fn round<H: Host>(vm: &H, feed: &Word, calldata: &[u8], into: &mut Round) -> Result<(), Failure> {
    let mut answer = [[0; 32]; ROUND_WORDS];
    read(vm, feed, calldata, &mut answer)?;
    let [id, price, _, updated_at, _] = &answer;
    let now = vm.block_timestamp();
    // Not after the block's time, which is a u64.
    into.updated_at = number(updated_at, 8).unwrap_or(0) as u64;
    if into.updated_at == 0 || into.updated_at > now {
        return Err(Failure::new(
            InvalidRoundTime::SELECTOR,
            &[*feed, *updated_at, word(now.into())],
        ));
    }
    into.price = number(price, PRICE_BYTES).unwrap_or(0);
    if into.price == 0 {
        return Err(Failure::new(InvalidPrice::SELECTOR, &[*feed, *price]));
    }
    into.id = number(id, 10).ok_or_else(|| garbage(feed))?;
    Ok(())
}

/// Calls the feed and copies exactly as many words of its answer.
#[inline(never)]
fn read<H: Host>(vm: &H, feed: &Word, calldata: &[u8], answer: &mut [Word]) -> Result<(), Failure> {
    let answer = answer.as_flattened_mut();
    // An address without code answers every call with nothing.
    match host::ask(vm, feed, calldata, answer).unwrap_or(0) {
        0 => Err(Failure::new(FeedFailed::SELECTOR, &[*feed])),
        size if size < answer.len() => Err(garbage(feed)),
        _ => Ok(()),
    }
}

#[cold]
#[inline(never)]
fn garbage(feed: &Word) -> Failure {
    Failure::new(FeedGarbage::SELECTOR, &[*feed])
}
