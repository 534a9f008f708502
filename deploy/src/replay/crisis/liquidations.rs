//! Liquidators on the chain: whoever is liquidatable and within their reach is liquidated as far as it pays.

use alm_crisis::{
    liquidator::{Offer, take},
    market::Market,
};
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
    fn add(&mut self, receipt: &TransactionReceipt, price: f64, fetched: f64) {
        let units = |amount: U256| tokens_to_f64(amount, DECIMALS);
        self.count += 1;
        let paid: f64 = told::<RepaidFilter>(receipt)
            .map(|event| units(event.amount))
            .sum();
        self.repaid += paid;
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

impl Stand {
    /// Liquidates what can be and pays, the largest debts first.
    pub(super) async fn liquidate(
        &mut self,
        market: &mut Market,
        scales: &Scales,
        (latency, least): (u64, f64),
        tally: &mut Tally,
    ) -> Result<(), CrisisError> {
        for number in self.reached(scales, latency) {
            // What a sale of nothing would be worth: the market is used up.
            if market.room() < 1.0 {
                break;
            }
            let owner = self.people.accounts[number].owner;
            let Some(amount) = self.choose(owner, market, scales.price, least) else {
                continue;
            };
            let route = (self.keeper(), self.desk.address());
            let data = self.order(owner, amount).encode();
            let Some(receipt) = self.attempt("liquidating", route, data, scales.time)? else {
                continue;
            };
            let sold = told::<LiquidatedFilter>(&receipt)
                .map(|event| tokens_to_f64(event.seized, COLLATERAL_DECIMALS) * scales.price);
            let fetched = market.sell(sold.sum());
            tally.add(&receipt, scales.price, fetched);
            self.refresh(number, scales.time).await?;
        }
        Ok(())
    }

    /// Accounts that are liquidatable, for long enough, the largest debts first.
    fn reached(&mut self, scales: &Scales, latency: u64) -> Vec<usize> {
        let mut found = Vec::new();
        for (number, account) in self.people.accounts.iter_mut().enumerate() {
            let worth = whole(account.collateral, COLLATERAL_DECIMALS) * scales.price;
            let owed = whole(account.shares, DECIMALS) * scales.index;
            let is_unhealthy = owed > 0.0 && worth * scales.threshold < owed;
            if account
                .reaction
                .has_reached(is_unhealthy, scales.time, latency)
            {
                found.push((account.shares, number));
            }
        }
        found.sort_by(|a, b| b.cmp(a));
        found.into_iter().map(|(_, number)| number).collect()
    }

    /// How much of a liquidation to ask for.
    fn choose(&self, owner: Address, market: &Market, price: f64, least: f64) -> Option<U256> {
        let offered = self.offered(owner, U256::MAX)?;
        let taking = take(market, value(offered, price), least);
        if taking.part >= ALL {
            return Some(U256::MAX);
        }
        if taking.part <= 0.0 {
            return None;
        }
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a part in millionths, rounded down"
        )]
        let part = (taking.part * 1e6) as u64;
        let amount = offered.0 * U256::from(part) / 1_000_000;
        self.offered(owner, amount).map(|_| amount)
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

/// An exchange at the feed's prices.
fn value((paid, seized): (U256, U256), price: f64) -> Offer {
    Offer {
        paid: tokens_to_f64(paid, DECIMALS),
        seized: tokens_to_f64(seized, COLLATERAL_DECIMALS) * price,
    }
}
