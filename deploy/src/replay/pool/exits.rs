//! Who leaves, and who waits to.

use std::collections::VecDeque;

use ethers::types::U256;

use super::{population::Population, stand::Stand};
use crate::{
    convert::to_u128,
    embedded::EmbeddedError,
    flows::{FlowRow, MICRO},
};

/// Shares and assets nobody owns, which the price of a share counts.
const VIRTUAL_SHARES: u64 = 1_000_000;
/// What is left of a holding below it is dust, not somebody who waits.
const DUST: u128 = MICRO;

/// The depositors' wishes.
pub(super) struct Exits {
    population: Population,
    /// Shares by holder.
    shares: Vec<U256>,
    /// Who waits, in order, and for how much.
    waiting: VecDeque<(usize, u128)>,
}

/// What one row did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Moved {
    pub(super) deposited: u128,
    pub(super) asked: u128,
    /// What the file wanted out above what the depositors have.
    pub(super) beyond: u128,
    pub(super) paid: u128,
    pub(super) fee: u128,
    /// Somebody could not leave with all he wanted.
    pub(super) limited: bool,
}

impl Exits {
    pub(super) fn new(population: Population) -> Self {
        let shares = vec![U256::zero(); population.len()];
        Self {
            population,
            shares,
            waiting: VecDeque::new(),
        }
    }

    /// What waits in all.
    pub(super) fn waiting(&self) -> u128 {
        self.waiting.iter().map(|(_, amount)| amount).sum()
    }

    /// Plays a row: deposits, then those who wait, then those who want to leave now.
    pub(super) async fn play(
        &mut self,
        stand: &mut Stand,
        row: &FlowRow,
    ) -> Result<Moved, EmbeddedError> {
        let mut moved = Moved::default();
        let time = row.time;
        if row.deposit > 0 {
            self.bring(stand, row.deposit, time).await?;
            moved.deposited = row.deposit;
        }
        let free = self.free(stand, time).await?;
        moved.asked = row.withdrawal.min(free.iter().sum());
        moved.beyond = row.withdrawal - moved.asked;
        let newcomers = self.population.take(&free, moved.asked);
        self.waiting.extend(newcomers);
        self.leave(stand, time, &mut moved).await?;
        Ok(moved)
    }

    async fn bring(
        &mut self,
        stand: &mut Stand,
        amount: u128,
        time: u64,
    ) -> Result<(), EmbeddedError> {
        let balances = self.balances(stand, time).await?;
        for (holder, part) in self.population.bring(&balances, amount) {
            stand.deposit(holder, part, time)?;
            self.count_shares(stand, holder, time).await?;
        }
        Ok(())
    }

    /// Serves those who wait, in order, until the book lets nobody leave.
    async fn leave(
        &mut self,
        stand: &mut Stand,
        time: u64,
        moved: &mut Moved,
    ) -> Result<(), EmbeddedError> {
        let mut still = VecDeque::new();
        while let Some((holder, amount)) = self.waiting.pop_front() {
            let left = stand.withdraw(holder, amount, time).await?;
            moved.paid += left.paid;
            moved.fee += left.fee;
            if left.paid > 0 {
                self.count_shares(stand, holder, time).await?;
            }
            let missing = amount - left.paid;
            // Whoever has left with all his shares has nothing to wait for: the rest of his wish was the fee.
            let owned = self.balance(stand, holder, time).await?;
            let waits = missing.min(owned);
            if waits >= DUST {
                still.push_back((holder, waits));
                moved.limited = true;
            }
            if left.paid == 0 && waits >= DUST {
                break;
            }
        }
        still.append(&mut self.waiting);
        self.waiting = still;
        Ok(())
    }

    /// What every holder owns and does not wait to take out.
    async fn free(&self, stand: &Stand, time: u64) -> Result<Vec<u128>, EmbeddedError> {
        let mut balances = self.balances(stand, time).await?;
        for (holder, amount) in &self.waiting {
            if let Some(balance) = balances.get_mut(*holder) {
                *balance = balance.saturating_sub(*amount);
            }
        }
        Ok(balances)
    }

    async fn balances(&self, stand: &Stand, time: u64) -> Result<Vec<u128>, EmbeddedError> {
        let price = price(stand, time).await?;
        Ok(self
            .shares
            .iter()
            .map(|shares| worth(*shares, price))
            .collect())
    }

    async fn balance(
        &self,
        stand: &Stand,
        holder: usize,
        time: u64,
    ) -> Result<u128, EmbeddedError> {
        let shares = self.shares.get(holder).copied().unwrap_or_default();
        Ok(worth(shares, price(stand, time).await?))
    }

    async fn count_shares(
        &mut self,
        stand: &Stand,
        holder: usize,
        time: u64,
    ) -> Result<(), EmbeddedError> {
        let owner = stand.holders.get(holder).copied().unwrap_or_default();
        let have = stand
            .chain
            .read("balanceOf", time, stand.pool.vault.balance_of(owner))
            .await?;
        if let Some(shares) = self.shares.get_mut(holder) {
            *shares = have;
        }
        Ok(())
    }
}

/// Net value and supply, each with the virtual amounts: the price of a share at cost.
async fn price(stand: &Stand, time: u64) -> Result<(U256, U256), EmbeddedError> {
    let book = stand.book(time).await?;
    let supply = stand
        .chain
        .read("totalSupply", time, stand.pool.vault.total_supply())
        .await?;
    let value = if book.net_value.is_negative() {
        U256::zero()
    } else {
        book.net_value.into_raw()
    };
    Ok((value + 1, supply + VIRTUAL_SHARES))
}

/// What shares are worth at a price, rounded down.
fn worth(shares: U256, (value, supply): (U256, U256)) -> u128 {
    to_u128(shares * value / supply)
}
