//! Prices, and whether the sequencer is up.
//!
//! New risk asks for a young price inside its bounds, and takes the worst of it and the two noted before. Liquidation never
//! waits for a feed: it takes what there is, moved into its bounds, and the last price noted where a feed fails.

use alloy_sol_types::{SolCall, SolError};
use alm_abi::{
    AggregatorV3Interface::latestRoundDataCall,
    ICreditTerms::{PriceNotObserved, PriceOutOfBounds, PriceStale, SequencerDown},
};
use alm_engine::volatility::sampling::Round;
use alm_stylus::{
    Failure, feed, host,
    packed::{from_float, number, unpack},
    words::{is_zero, word},
};

use crate::{
    asset::{Asset, TermSlot},
    desk::Desk,
    errors::about,
    globals::{Globals, address_in},
    layout::{ASKED_AT, CEILING, FLOOR, GRACE, HEARTBEAT, NOTE_PRECISION, SAFE_FROM, SEQUENCER},
};

/// Seconds for which an answer of the sequencer's feed is used: an outage shorter than that may go unnoticed.
const ANSWER_LIFE: u64 = 300;
/// Words of a round.
const ROUND_WORDS: usize = 5;

/// What a price is for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// New risk.
    Opening,
    /// Liquidation, and views of it.
    Liquidation,
}

/// Which way a price is cautious.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Held {
    /// It is owned.
    Owned,
    /// It is owed.
    Owed,
}

impl Asset {
    /// The lowest and the highest price that count.
    fn bounds(&self) -> [u128; 2] {
        [self.field(FLOOR), self.field(CEILING)].map(from_float)
    }

    /// Refuses a price outside of its bounds.
    fn check_bounds(&self, price: u128) -> Result<(), Failure> {
        let [low, high] = self.bounds();
        if price < low || price > high {
            let bound = if price < low { low } else { high };
            let selector = PriceOutOfBounds::SELECTOR;
            return Err(about(selector, &self.feed, &[price, bound]));
        }
        Ok(())
    }
}

impl Desk {
    /// The price of an asset.
    ///
    /// # Errors
    /// Of the feed; `PriceOutOfBounds`, `PriceStale`, `PriceNotObserved` for new risk only.
    #[inline(never)]
    pub(crate) fn price(
        &self,
        asset: &Asset,
        terms: &TermSlot,
        purpose: Purpose,
        held: Held,
    ) -> Result<u128, Failure> {
        let noted = terms.noted();
        if purpose == Purpose::Liquidation {
            let mut round = Round::default();
            let [low, high] = asset.bounds();
            return match feed::latest(self.vm(), &asset.feed, &mut round) {
                Ok(()) => Ok(round.price.max(low).min(high)),
                Err(_) if noted.last != 0 => Ok(noted.last),
                Err(failure) => Err(failure),
            };
        }
        let spot = self.young_price(asset)?;
        if !noted.is_complete() {
            return Err(about(PriceNotObserved::SELECTOR, &asset.feed, &[]));
        }
        Ok(match held {
            Held::Owned => noted.low(spot, NOTE_PRECISION),
            Held::Owed => noted.high(spot),
        })
    }

    /// The price now, young and inside of its bounds.
    #[inline(never)]
    pub(crate) fn young_price(&self, asset: &Asset) -> Result<u128, Failure> {
        let mut round = Round::default();
        feed::latest(self.vm(), &asset.feed, &mut round)?;
        asset.check_bounds(round.price)?;
        let age = u128::from(self.now().saturating_sub(round.updated_at));
        let oldest = asset.field(HEARTBEAT);
        if age > oldest {
            let selector = PriceStale::SELECTOR;
            return Err(about(selector, &asset.feed, &[age, oldest]));
        }
        Ok(round.price)
    }

    /// Refuses new risk while the sequencer is down, and until some time after.
    ///
    /// # Errors
    /// `SequencerDown`.
    pub(crate) fn check_sequencer(&self, globals: &mut Globals) -> Result<(), Failure> {
        let [safe_from, asked_at, ..] = globals.fields;
        let now = u128::from(self.now());
        if now > asked_at.saturating_add(ANSWER_LIFE.into()) {
            self.ask_sequencer(globals)?;
        }
        let safe_from = globals
            .fields
            .get(SAFE_FROM)
            .map_or(safe_from, |from| *from);
        if now < safe_from {
            return Err(sequencer_down(now, safe_from));
        }
        Ok(())
    }

    /// Asks the sequencer's feed, and keeps from when on new risk is safe.
    #[inline(never)]
    fn ask_sequencer(&self, globals: &mut Globals) -> Result<(), Failure> {
        let now = u128::from(self.now());
        let slot = self.fixed_slot(SEQUENCER);
        let feed = address_in(&slot);
        if is_zero(&feed) {
            return Ok(());
        }
        let mut grace = [0; GRACE.len()];
        unpack(&slot, &GRACE, &mut grace);
        let [_, grace] = grace;
        let mut answer = [[0; 32]; ROUND_WORDS];
        let calldata = latestRoundDataCall::SELECTOR;
        let size = host::ask(self.vm(), &feed, &calldata, answer.as_flattened_mut());
        let [_, status, started_at, ..] = &answer;
        let since = number(started_at, 8).unwrap_or(0);
        // Zero is up; before its first answer the feed tells no instant.
        if size.unwrap_or(0) < ROUND_WORDS << 5 || !is_zero(status) || since == 0 {
            return Err(sequencer_down(now, u128::MAX));
        }
        let fields = [since.saturating_add(grace).min(u32::MAX.into()), now];
        let places = globals
            .fields
            .iter_mut()
            .skip(SAFE_FROM)
            .take(ASKED_AT.saturating_add(1));
        places.zip(fields).for_each(|(place, field)| *place = field);
        self.store_globals(globals);
        Ok(())
    }
}

#[inline(never)]
fn sequencer_down(now: u128, safe_from: u128) -> Failure {
    Failure::new(SequencerDown::SELECTOR, &[word(now), word(safe_from)])
}
