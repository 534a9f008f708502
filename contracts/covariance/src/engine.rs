//! What the risk engine says of assets: one call for all.

use alloy_sol_types::SolCall;
use alm_abi::IRiskEngine::observationsCall;
use alm_engine::covariance::triangle::ASSETS;
use alm_stylus::{
    Failure, calls,
    packed::number,
    words::{Output, Word},
};
use stylus_sdk::prelude::*;

use crate::{contract::Covariance, errors::engine_garbage};

/// Words of an observation.
const OBSERVATION: usize = 6;
/// Words of an answer.
const ANSWER: usize = ASSETS * OBSERVATION;
/// Bytes of an answer.
const ANSWER_BYTES: usize = ANSWER * 32;

/// The engine's answer for up to sixteen assets.
pub(crate) struct Answer([Word; ANSWER]);

/// What it says of one.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Observation {
    pub(crate) feed: Word,
    pub(crate) interval: u128,
    pub(crate) price: u128,
    pub(crate) updated_at: u64,
    pub(crate) fast: u128,
    pub(crate) slow: u128,
}

impl Answer {
    /// An answer yet to be filled.
    pub(crate) const fn empty() -> Self {
        Self([[0; 32]; ANSWER])
    }

    /// What is said of the asset at a place.
    #[inline(never)]
    pub(crate) fn at(&self, place: usize) -> Observation {
        let first = place.saturating_mul(OBSERVATION);
        let words = self.0.get(first..).unwrap_or_default();
        let [feed, figures @ ..] = words.first_chunk().unwrap_or(&[[0; 32]; OBSERVATION]);
        let [interval, price, updated_at, fast, slow] =
            (*figures).map(|figure| number(&figure, 16).unwrap_or(u128::MAX));
        Observation {
            feed: *feed,
            interval,
            price,
            updated_at: updated_at as u64,
            fast,
            slow,
        }
    }
}

impl Covariance {
    /// Asks the engine about assets, at most sixteen.
    #[inline(never)]
    pub(crate) fn ask(
        &self,
        engine: &Word,
        assets: &[Word],
        answer: &mut Answer,
    ) -> Result<(), Failure> {
        let mut request = Output::default();
        request
            .append(&observationsCall::SELECTOR)
            .numbers(&[32, assets.len() as u128])
            .append(assets.as_flattened());
        let size = calls::consult(self.vm(), engine, &request, &mut answer.0)?;
        if size < ANSWER_BYTES {
            return Err(engine_garbage(engine, size, ANSWER_BYTES));
        }
        Ok(())
    }
}
