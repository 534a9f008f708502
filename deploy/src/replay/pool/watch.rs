//! What is read off the pool, and what the tool computes from it.

use alm_engine::{
    guard::{
        run_off::{Outflows, observed},
        surplus::Liquidity,
    },
    money::Amount,
};
use ethers::types::U256;

use super::{PoolObservation, PoolReplayError, stand::Stand};
use crate::{
    contracts::balance_sheet::abi::{Book, StruckFilter, Terms},
    convert::{signed_whole, to_u128, whole},
    embedded::EmbeddedError,
    liquidity::{Depositors, Ladder, Position},
};

/// What the past keeps at each strike, wad: as the balance sheet weighs it.
const WEIGHT: u128 = 940_000_000_000_000_000;
/// Shares and assets nobody owns.
const VIRTUAL_SHARES: u64 = 1_000_000;
/// Decimals of the token.
const DECIMALS: u8 = 6;
const BASIS: u128 = 10_000;
const YEAR: f64 = 31_536_000.0;

/// The tool's view of the pool between two strikes.
pub(super) struct Watch {
    terms: Terms,
    /// The statistic of outflows, kept as the book keeps it.
    outflows: Outflows,
    opening: u128,
    epoch: u64,
    /// What the last strike froze.
    scale: u128,
    run_off: u32,
}

impl Watch {
    pub(super) fn new(terms: Terms) -> Self {
        Self {
            terms,
            outflows: Outflows::default(),
            opening: 0,
            epoch: 0,
            scale: 0,
            run_off: 0,
        }
    }

    /// Takes in a strike, with the shares there were, and compares the run-off it told with the tool's own.
    pub(super) fn struck(
        &mut self,
        told: &StruckFilter,
        supply: U256,
    ) -> Result<(), PoolReplayError> {
        let (supply, epoch) = (to_u128(supply), told.epoch.as_u64());
        if self.opening != 0 {
            let opening = Amount::new(self.opening);
            let left = opening.signed().minus(Amount::new(supply).signed());
            let days = u16::try_from(epoch.saturating_sub(self.epoch)).unwrap_or(u16::MAX);
            self.outflows = self.outflows.after(observed(opening, left, days), WEIGHT);
        }
        (self.opening, self.epoch) = (supply, epoch);
        (self.scale, self.run_off) = (to_u128(told.scale), told.run_off.as_u32());
        let own = self.depositors(0, 0).run_off(30);
        if own != self.run_off {
            return Err(PoolReplayError::RunOff {
                have: own,
                want: self.run_off,
            });
        }
        Ok(())
    }

    fn depositors(&self, floating: u128, top: u128) -> Depositors {
        Depositors {
            floating,
            top,
            queued: 0,
            outflows: self.outflows,
            floor: u32::from(self.terms.run_off_floor) * 100,
        }
    }

    /// The pool as of the newest block: what it tells, and the position its stress is computed from.
    pub(super) async fn observe(
        &self,
        stand: &Stand,
        time: u64,
    ) -> Result<(PoolObservation, Position), EmbeddedError> {
        let (vault, token) = (&stand.pool.vault, stand.pool.token.address);
        let book = stand.book(time).await?;
        let supply = stand
            .chain
            .read("totalSupply", time, vault.total_supply())
            .await?;
        let top = stand
            .chain
            .read("topHolding", time, vault.top_holding())
            .await?;
        let room = stand.pool.sheet.max_defund(token, supply, top);
        let room = stand.chain.read("maxDefund", time, room).await?;
        let floating = if book.net_value.is_negative() {
            U256::zero()
        } else {
            book.net_value.into_raw()
        };
        let top_value = (floating * top.min(supply) + supply).checked_div(supply.max(1.into()));
        let position = Position {
            now: time,
            cash: to_u128(book.cash),
            spoken_for: to_u128(book.pot + book.drip),
            buffer: 0,
            depositors: self.depositors(to_u128(floating), to_u128(top_value.unwrap_or_default())),
            ladder: Ladder::default(),
        };
        let survival = position.survival();
        let coverage = |days| position.coverage(days).ratio().map(wad);
        let price = (floating + 1) * U256::exp10(24) / (supply + VIRTUAL_SHARES);
        let seen = PoolObservation {
            time,
            net_value: tokens(to_u128(floating)),
            cash: tokens(position.cash),
            loans: tokens(to_u128(book.floating_loans)),
            utilisation: ratio(book.floating_loans, book.cash + book.floating_loans),
            rate: wad(to_u128(book.rate)) * YEAR,
            share_price: wad(to_u128(price)),
            exit_fee: exit_fee(stand, supply, time).await?,
            exit_room: ratio(room, supply),
            surplus: signed_tokens(self.surplus(&book, &position)),
            exit_edge: tokens(self.scale * u128::from(self.terms.exit_surplus) / BASIS),
            run_off: f64::from(self.run_off) / 1e6,
            coverage_day: coverage(1),
            coverage_week: coverage(7),
            coverage_month: coverage(30),
            survival: survival.days,
            top: ratio(top, supply),
            pot: tokens(to_u128(book.pot)),
            equity: tokens(to_u128(book.equity)),
            ..PoolObservation::default()
        };
        Ok((seen, position))
    }

    /// The surplus as the guard reads it, with the run-off as struck.
    fn surplus(&self, book: &Book, position: &Position) -> i128 {
        let liquidity = Liquidity {
            cash: Amount::new(position.cash),
            pot: Amount::new(to_u128(book.pot)),
            drip: Amount::new(to_u128(book.drip)),
            floating: Amount::new(position.depositors.floating),
            top: Amount::new(position.depositors.top),
            run_off: self.run_off,
            coverage: self.terms.outflow_weight,
            ..Liquidity::default()
        };
        liquidity.surplus().raw()
    }
}

/// What leaving with a hundredth of the deposits would be charged, of what it takes out.
async fn exit_fee(stand: &Stand, supply: U256, time: u64) -> Result<f64, EmbeddedError> {
    let (vault, shares) = (&stand.pool.vault, supply / 100);
    let gross = stand
        .chain
        .read("convertToAssets", time, vault.convert_to_assets(shares))
        .await?;
    let net = stand
        .chain
        .read("previewRedeem", time, vault.preview_redeem(shares))
        .await?;
    Ok(ratio(gross.saturating_sub(net), gross))
}

/// One figure over another; nothing over nothing is nothing.
fn ratio(part: U256, whole: U256) -> f64 {
    let scaled = (part * U256::exp10(18)).checked_div(whole);
    wad(to_u128(scaled.unwrap_or_default()))
}

fn wad(value: u128) -> f64 {
    whole(value, 18)
}

/// Base units as whole tokens.
pub(super) fn tokens(amount: u128) -> f64 {
    whole(amount, DECIMALS)
}

fn signed_tokens(amount: i128) -> f64 {
    signed_whole(amount, DECIMALS)
}
