//! The credit for diversification, from the matrix to the desk.

use alloy_sol_types::SolCall;
use alm_abi::{
    ICovariance::{groupCreditCall, membersCall},
    ICreditTerms::{assetOfCall, portfolioCreditCall, setPortfolioCreditCall},
};
use alm_engine::{
    monitor::terms::{BUNDLE_DELAY, credit_ramp_end},
    units::{DAY, Ratio, ratio_from_wad_down},
};
use alm_stylus::{
    Failure, calls,
    packed::number,
    words::{Output, Word, is_zero, word},
};
use stylus_sdk::prelude::*;

use crate::{contract::RiskMonitor, errors::not_before, followed::ASSETS_MAX, sources::Source};

/// How long a pushed credit supports new risk.
const LIFE: u64 = 2 * DAY;
/// Words of an `Asset` of the desk, and the place of its group.
const ASSET: usize = 13;
const GROUP: usize = 6;
/// Words of a `CreditInForce`.
const STANDING: usize = 6;

impl RiskMonitor {
    /// Pushes what any portfolio of the desk's groups may be credited.
    pub(crate) fn push_credit(&mut self, output: &mut Output) -> Result<(), Failure> {
        let now = self.vm().block_timestamp();
        let earliest = self.pushed_at(ASSETS_MAX).saturating_add(BUNDLE_DELAY);
        not_before(earliest, now)?;
        let groups = self.groups()?;
        let mut answer = [[0; 32]];
        let selector = groupCreditCall::SELECTOR;
        self.ask(Source::Matrix, selector, &[word(groups)], &mut answer)?;
        let credit = ratio_from_wad_down(figure(&answer[0]));
        let mut standing = [[0; 32]; STANDING];
        let selector = portfolioCreditCall::SELECTOR;
        self.ask(Source::Desk, selector, &[], &mut standing)?;
        let end = credit_ramp_end(figure(&standing[0]) as Ratio, credit, now);
        self.store_push(ASSETS_MAX, now);
        let until = now.saturating_add(LIFE);
        let mut request = Output::default();
        request.append(&setPortfolioCreditCall::SELECTOR).numbers(&[
            credit.into(),
            end.into(),
            until.into(),
        ]);
        let desk = self.source(Source::Desk);
        calls::transact(self.vm(), &desk, &request, &mut [])?;
        output.numbers(&[credit.into()]);
        Ok(())
    }

    /// The desk's group of every member of the matrix, four bits each.
    fn groups(&self) -> Result<u128, Failure> {
        let mut members = [[0; 32]; 16];
        self.ask(Source::Matrix, membersCall::SELECTOR, &[], &mut members)?;
        let mut groups = 0;
        for (place, member) in (0u32..).zip(&members) {
            if is_zero(member) {
                continue;
            }
            let mut asset = [[0; 32]; ASSET];
            self.ask(Source::Desk, assetOfCall::SELECTOR, &[*member], &mut asset)?;
            // Sixteen places of four bits.
            groups |= (figure(&asset[GROUP]) & 15) << (place & 15).saturating_mul(4);
        }
        Ok(groups)
    }
}

/// A word as a number, saturating.
fn figure(word: &Word) -> u128 {
    number(word, 16).unwrap_or(u128::MAX)
}
