//! Depositors who leave: at once as far as the vault lets them, and the rest by the redemption queue, or, where there is none, in
//! the order in which they asked, at every price anew.

use alm_crisis::leavers::Leavers;
use ethers::{
    abi::AbiEncode,
    types::{Address, U256},
};

use super::{CrisisError, settings::CrisisFigures, stand::Stand};
use crate::contracts::{
    buffer_pool::abi::treasury::{CollectCall, CoverCall, DrawCall},
    deposit_vault::abi::RedeemCall,
    redeem_queue::abi::{RedeemCall as ClaimCall, RequestRedeemCall, SettleCall},
};
use crate::convert::to_u128;

/// Shares of a unit of the token: what is less is not worth a transaction.
const UNIT: u128 = 1_000_000_000_000;
const HOUR: u64 = 3_600;
/// A vault in which less than this part can leave at once is closed to exits.
const CLOSED: f64 = 0.01;

/// Somebody who leaves.
#[derive(Debug, Clone, Copy)]
struct Leaver {
    owner: Address,
    asked_at: u64,
    /// Shares he still has, in the vault or in the queue.
    shares: u128,
    /// Shares in the queue.
    queued: u128,
    left_at: Option<u64>,
}

/// Everybody who leaves, in the order in which they asked.
pub(super) struct Crowd {
    rule: Leavers,
    depositors: u32,
    leavers: Vec<Leaver>,
    hour: u64,
}

/// How it went.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Exits {
    /// Depositors who asked.
    pub(super) asked: u64,
    /// Who were paid all.
    pub(super) paid: u64,
    /// Longest time from asking to the last payment, seconds; of those who still wait, to the end.
    pub(super) longest: u64,
}

impl Crowd {
    pub(super) fn new(figures: &CrisisFigures) -> Self {
        Self {
            rule: Leavers::new(figures.nerves),
            depositors: figures.depositors,
            leavers: Vec::new(),
            hour: 0,
        }
    }

    /// How many want out by now.
    fn count(&mut self, time: u64, price: f64) -> usize {
        let part = self.rule.see(time, price);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a number of people"
        )]
        let count = (part * f64::from(self.depositors) + 1e-9) as usize;
        count
    }

    /// Shares that wait.
    pub(super) fn waiting(&self) -> u128 {
        self.leavers.iter().map(|leaver| leaver.shares).sum()
    }

    pub(super) fn exits(&self, end: u64) -> Exits {
        let left = |leaver: &Leaver| leaver.left_at.unwrap_or(end) - leaver.asked_at;
        Exits {
            asked: self.leavers.len() as u64,
            paid: self
                .leavers
                .iter()
                .filter(|leaver| leaver.left_at.is_some())
                .count() as u64,
            longest: self.leavers.iter().map(left).max().unwrap_or(0),
        }
    }
}

impl Stand {
    /// Lets time act on the depositors: some ask, some are paid.
    pub(super) async fn leave(
        &mut self,
        crowd: &mut Crowd,
        price: f64,
        time: u64,
    ) -> Result<(), CrisisError> {
        let count = crowd.count(time, price).min(self.people.depositors.len());
        for number in crowd.leavers.len()..count {
            let owner = self.people.depositors[number];
            let shares = self
                .chain
                .read("balanceOf", time, self.vault.balance_of(owner))
                .await?;
            crowd.leavers.push(Leaver {
                owner,
                asked_at: time,
                shares: to_u128(shares),
                queued: 0,
                left_at: None,
            });
        }
        let is_new_hour = crowd.hour != time / HOUR;
        crowd.hour = time / HOUR;
        if self.queue.is_some() {
            self.leave_by_the_queue(crowd, is_new_hour, time).await
        } else {
            self.leave_in_line(crowd, time).await
        }
    }

    /// Whoever asked first leaves first, as far as the vault pays.
    async fn leave_in_line(&mut self, crowd: &mut Crowd, time: u64) -> Result<(), CrisisError> {
        for leaver in &mut crowd.leavers {
            if leaver.left_at.is_none() {
                self.leave_at_once(leaver, time).await?;
            }
            if leaver.left_at.is_none() {
                break;
            }
        }
        Ok(())
    }

    /// Redeems what the vault allows of somebody's shares.
    async fn leave_at_once(&mut self, leaver: &mut Leaver, time: u64) -> Result<(), CrisisError> {
        let most = self.vault.max_redeem(leaver.owner);
        let most = to_u128(self.chain.read("maxRedeem", time, most).await?);
        let shares = most.min(leaver.shares - leaver.queued);
        if shares < UNIT.min(leaver.shares) || shares == 0 {
            return Ok(());
        }
        let call = RedeemCall {
            shares: shares.into(),
            receiver: leaver.owner,
            owner: leaver.owner,
        };
        let route = (leaver.owner, self.vault.address());
        self.act("leaving", route, call.encode(), time)?;
        leaver.shares -= shares;
        if leaver.shares < UNIT {
            leaver.left_at = Some(time);
            leaver.shares = 0;
        }
        Ok(())
    }

    /// Newcomers leave at once as far as they can and queue with the rest; once an hour the queue is served.
    async fn leave_by_the_queue(
        &mut self,
        crowd: &mut Crowd,
        is_new_hour: bool,
        time: u64,
    ) -> Result<(), CrisisError> {
        for leaver in &mut crowd.leavers {
            if leaver.left_at.is_some() || leaver.queued > 0 {
                continue;
            }
            self.leave_at_once(leaver, time).await?;
            self.request(leaver, time)?;
        }
        if is_new_hour {
            self.serve(time).await?;
            for leaver in crowd.leavers.iter_mut().filter(|leaver| leaver.queued > 0) {
                self.claim(leaver, time).await?;
            }
        }
        Ok(())
    }

    fn request(&mut self, leaver: &mut Leaver, time: u64) -> Result<(), CrisisError> {
        let queue = self.queue.as_ref().map(|queue| queue.address());
        let (Some(queue), true) = (queue, leaver.shares > 0) else {
            return Ok(());
        };
        let call = RequestRedeemCall {
            shares: leaver.shares.into(),
            controller: leaver.owner,
            owner: leaver.owner,
        };
        self.act("queueing", (leaver.owner, queue), call.encode(), time)?;
        leaver.queued = leaver.shares;
        Ok(())
    }

    /// The buffer pays what it owes for losses and lends what redemptions lack; what waits is filled; the buffer is repaid.
    async fn serve(&mut self, time: u64) -> Result<(), CrisisError> {
        if let Some(buffer) = self.buffer.as_ref().map(|buffer| buffer.address()) {
            self.try_keep("covering losses", buffer, CoverCall {}, time)?;
            self.try_keep("drawing on the buffer", buffer, DrawCall {}, time)?;
        }
        let Some(queue) = self.queue.as_ref().map(|queue| queue.address()) else {
            return Ok(());
        };
        if self
            .try_keep("settling", queue, SettleCall {}, time)?
            .is_some()
        {
            self.check_order(time).await?;
        }
        if let Some(buffer) = self.buffer.as_ref().map(|buffer| buffer.address()) {
            self.try_keep("repaying the buffer", buffer, CollectCall {}, time)?;
        }
        Ok(())
    }

    /// No generation is filled while an earlier one waits.
    async fn check_order(&self, time: u64) -> Result<(), CrisisError> {
        let Some(queue) = &self.queue else {
            return Ok(());
        };
        let (_, tail) = self.chain.read("line", time, queue.line()).await?;
        let mut waits = None;
        for id in 1..=tail.as_u64() {
            let told = self
                .chain
                .read("generation", time, queue.generation(id.into()))
                .await?;
            let (_, _, asked, filled, _) = told;
            if let (Some(earlier), false) = (waits, filled.is_zero()) {
                let (pool, later) = (self.rule.policy.name(), id);
                return Err(CrisisError::OutOfOrder {
                    pool,
                    time,
                    later,
                    earlier,
                });
            }
            if filled < asked && waits.is_none() {
                waits = Some(id);
            }
        }
        Ok(())
    }

    async fn claim(&mut self, leaver: &mut Leaver, time: u64) -> Result<(), CrisisError> {
        let Some(queue) = &self.queue else {
            return Ok(());
        };
        let (to, due) = (queue.address(), queue.max_redeem(leaver.owner));
        let due = self.chain.read("maxRedeem", time, due).await?;
        if due.is_zero() {
            return Ok(());
        }
        let call = ClaimCall {
            shares: due,
            receiver: leaver.owner,
            controller: leaver.owner,
        };
        self.act("claiming", (leaver.owner, to), call.encode(), time)?;
        leaver.queued = leaver.queued.saturating_sub(to_u128(due));
        leaver.shares = leaver.queued;
        if leaver.shares == 0 {
            leaver.left_at = Some(time);
        }
        Ok(())
    }

    /// What part of the deposits could leave at once, and the price of a share.
    pub(super) async fn exit_room(&self, time: u64) -> Result<f64, CrisisError> {
        let supply = self
            .chain
            .read("totalSupply", time, self.vault.total_supply())
            .await?;
        let top = self
            .chain
            .read("topHolding", time, self.vault.top_holding())
            .await?;
        let room = self.sheet.max_defund(self.stage.token.address, supply, top);
        let room: U256 = self.chain.read("maxDefund", time, room).await?;
        let all = U256::from(1_000_000);
        let millionths = (room * all).checked_div(supply).unwrap_or(all).min(all);
        Ok(f64::from(millionths.as_u32()) / 1e6)
    }
}

/// Whether a vault with this room is closed to exits.
pub(super) fn is_closed(room: f64) -> bool {
    room < CLOSED
}
