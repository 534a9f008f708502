//! Liquidators on the chain: whoever is liquidatable and within their reach is liquidated as far as it pays, and whoever has
//! agreed to it is repaid early where the monitor offers that.

use alm_crisis::{
    liquidator::{Offer, rank, take},
    market::Market,
};
use alm_engine::monitor::deleverage::REACH;
use ethers::{
    abi::{self, AbiEncode, ParamType},
    types::{Address, TransactionReceipt, U256},
};

use super::{
    CrisisError,
    stage::{COLLATERAL_DECIMALS, DECIMALS},
    stand::Stand,
};
use crate::{
    contracts::{
        credit_desk::abi::{LiquidateCall, LiquidatedFilter, Order, RepaidFilter},
        treasury_book::abi::{LossRecordedFilter, WrittenOffFilter},
    },
    convert::{tokens_to_f64, whole},
    replay::events::told,
};

/// A part this near to all is all.
const ALL: f64 = 0.999;

/// What the desk's accounts are weighed by at a moment.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scales {
    /// Block time.
    pub(super) time: u64,
    /// Price of a whole unit of collateral.
    pub(super) price: f64,
    /// Liquidation threshold of existing loans.
    pub(super) threshold: f64,
    /// Debt of a share.
    pub(super) index: f64,
}

/// What liquidators and losses did, whole units of the quote currency.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Tally {
    /// Liquidations.
    pub(super) count: u64,
    /// Debt repaid by them.
    pub(super) repaid: f64,
    /// What of it was repaid early.
    pub(super) repaid_early: f64,
    /// Collateral taken, at the feed's prices.
    pub(super) seized: f64,
    /// What they earned.
    pub(super) profit: f64,
    /// Debt given up.
    pub(super) bad_debt: f64,
    /// Who bore it: the buffer's suppliers.
    pub(super) by_buffer: f64,
    /// The pool's own capital, and gains not yet released.
    pub(super) by_equity: f64,
    /// The depositors.
    pub(super) by_depositors: f64,
}

impl Tally {
    /// Adds what a liquidation told, and what its collateral fetched.
    fn add(&mut self, receipt: &TransactionReceipt, early: bool, (price, fetched): (f64, f64)) {
        let units = |amount: U256| tokens_to_f64(amount, DECIMALS);
        self.count += 1;
        let paid: f64 = told::<RepaidFilter>(receipt)
            .map(|event| units(event.amount))
            .sum();
        self.repaid += paid;
        self.repaid_early += if early { paid } else { 0.0 };
        self.profit += fetched - paid;
        for event in told::<LiquidatedFilter>(receipt) {
            self.seized += tokens_to_f64(event.seized, COLLATERAL_DECIMALS) * price;
        }
        for event in told::<WrittenOffFilter>(receipt) {
            self.bad_debt += units(event.assets);
        }
        for event in told::<LossRecordedFilter>(receipt) {
            self.by_buffer += units(event.owed_to_buffer + event.buffer);
            self.by_equity += units(event.equity + event.drip);
            self.by_depositors += units(event.floating + event.rest);
        }
    }
}

/// An account within reach of liquidators.
#[derive(Debug, Clone, Copy)]
struct Candidate {
    number: usize,
    /// Whether it is healthy, and is offered to be repaid early.
    early: bool,
    /// The most that may be paid.
    most: U256,
}

impl Stand {
    /// Liquidates what can be and pays, the widest margins first.
    pub(super) async fn liquidate(
        &mut self,
        market: &mut Market,
        scales: &Scales,
        (latency, least): (u64, f64),
        tally: &mut Tally,
    ) -> Result<(), CrisisError> {
        for (
            offer,
            Candidate {
                number,
                early,
                most,
            },
        ) in self.candidates(scales, latency)
        {
            // What a sale of nothing would be worth: the market is used up.
            if market.room() < 1.0 {
                break;
            }
            let Some(amount) = choose(market, offer, most, least) else {
                continue;
            };
            let owner = self.people.accounts[number].owner;
            let route = (self.keeper(), self.desk.address());
            let data = self.order(owner, amount).encode();
            let Some(receipt) = self.attempt("liquidating", route, data, scales.time)? else {
                continue;
            };
            let sold = told::<LiquidatedFilter>(&receipt)
                .map(|event| tokens_to_f64(event.seized, COLLATERAL_DECIMALS) * scales.price);
            let fetched = market.sell(sold.sum());
            tally.add(&receipt, early, (scales.price, fetched));
            self.refresh(number, scales.time).await?;
        }
        Ok(())
    }

    /// Accounts that have been liquidatable, or offered, for long enough, with what the desk would exchange, in the order in
    /// which they are taken.
    fn candidates(&mut self, scales: &Scales, latency: u64) -> Vec<(Offer, Candidate)> {
        let mut found = Vec::new();
        for (number, early) in self.reached(scales, latency) {
            let owner = self.people.accounts[number].owner;
            if let Some(exchange) = self.offered(owner, U256::MAX) {
                let most = exchange.0;
                let candidate = Candidate {
                    number,
                    early,
                    most,
                };
                found.push((value(exchange, scales.price), candidate));
            }
        }
        rank(&mut found);
        found
    }

    /// Accounts that have been liquidatable for long enough, or so near to it that early repayment may be offered.
    fn reached(&mut self, scales: &Scales, latency: u64) -> Vec<(usize, bool)> {
        let has_offers = self.monitor.is_some();
        // Desk and monitor decide; further away nobody asks.
        let edge = 1.0 - whole(REACH, 18);
        let mut found = Vec::new();
        for (number, account) in self.people.accounts.iter_mut().enumerate() {
            let worth = whole(account.collateral, COLLATERAL_DECIMALS) * scales.price;
            let owed = whole(account.shares, DECIMALS) * scales.index;
            let limit = worth * scales.threshold;
            let is_unhealthy = owed > 0.0 && limit < owed;
            let is_near = owed > limit * edge && !is_unhealthy;
            let may_be_early = has_offers && account.accepts && is_near;
            let now = scales.time;
            // Both clocks run on, whatever is found.
            let is_due = account.reaction.has_reached(is_unhealthy, now, latency);
            let is_early = account.early.has_reached(may_be_early, now, latency);
            if is_due || is_early {
                found.push((number, is_early));
            }
        }
        found
    }

    /// What the desk would exchange for an amount; nothing where it refuses.
    fn offered(&self, owner: Address, amount: U256) -> Option<(U256, U256)> {
        let route = (self.keeper(), self.desk.address());
        let answer = self.ask(route, self.order(owner, amount).encode())?;
        let words = abi::decode(&[ParamType::Uint(256), ParamType::Uint(256)], &answer).ok()?;
        match words.as_slice() {
            [abi::Token::Uint(paid), abi::Token::Uint(seized)] => Some((*paid, *seized)),
            _ => None,
        }
    }

    fn order(&self, account: Address, amount: U256) -> LiquidateCall {
        LiquidateCall {
            order: Order {
                account,
                debt: self.stage.token.address,
                loan: 0,
                collateral: self.stage.collateral.address,
                amount,
                min_seized: U256::zero(),
                max_paid: U256::MAX,
                receiver: self.keeper(),
                callback: false,
            },
        }
    }

    /// What accounts owe in all, and what of it is beyond the worth of their collateral.
    pub(super) fn owed(&self, scales: &Scales) -> (f64, f64) {
        let (mut all, mut beyond) = (0.0, 0.0);
        for account in &self.people.accounts {
            let worth = whole(account.collateral, COLLATERAL_DECIMALS) * scales.price;
            let owed = whole(account.shares, DECIMALS) * scales.index;
            all += owed;
            beyond += (owed - worth).max(0.0);
        }
        (all, beyond)
    }
}

/// How much of a liquidation to ask for, of the most that may be paid.
fn choose(market: &Market, offer: Offer, most: U256, least: f64) -> Option<U256> {
    let taking = take(market, offer, least);
    if taking.part >= ALL {
        return Some(U256::MAX);
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a part in millionths, rounded down"
    )]
    let part = (taking.part * 1e6) as u64;
    (part > 0).then(|| most * U256::from(part) / 1_000_000)
}

/// An exchange at the feed's prices.
fn value((paid, seized): (U256, U256), price: f64) -> Offer {
    Offer {
        paid: tokens_to_f64(paid, DECIMALS),
        seized: tokens_to_f64(seized, COLLATERAL_DECIMALS) * price,
    }
}
