//! A pool's books kept a second time, from what the chain tells of every transaction: transfers of the token and
//! events. It is compared with the balance sheet after each.

use alm_deploy::contracts::balance_sheet::abi::{BalanceSheetEvents, Book};
use ethers::{
    abi::RawLog,
    contract::{EthEvent, EthLogDecode},
    types::{I256, Log, TransactionReceipt, U256},
};

use crate::{Pool, balance_sheet::ReservedFilter, deposit_vault::TransferFilter};

/// Shares and assets that nobody owns, which the price of a share counts.
const VIRTUAL_SHARES: u64 = 1_000_000;

/// What is expected of a pool.
#[derive(Debug, Clone)]
pub struct Ledger {
    /// Received less sent, by the token's own events.
    cash: I256,
    /// The book after the last transaction.
    pub book: Book,
    supply: U256,
}

/// What some transactions say of a book.
#[derive(Debug, Default)]
struct Said {
    /// Tokens that came less those that went.
    moved: I256,
    /// Income of the floating depositors, less losses.
    income: I256,
    /// Deposits less exits, at once with their fees, or settled.
    flow: I256,
    /// Loans drawn or repaid: each may leave a unit of rounding to the floating depositors.
    loans: i64,
}

impl Ledger {
    /// Opens it on a pool in whose block income has just been posted.
    ///
    /// # Errors
    /// When the chain refuses a step.
    pub async fn open(pool: &Pool) -> eyre::Result<Self> {
        pool.owner
            .send(pool.sheet.accrue(pool.token.address))
            .await?;
        let book = pool.book().await?;
        Ok(Self {
            cash: signed(book.cash),
            supply: pool.vault.total_supply().call().await?,
            book,
        })
    }

    /// Takes in transactions of one block time, of which the last posted income, and compares.
    ///
    /// # Errors
    /// When the chain refuses a question.
    ///
    /// # Panics
    /// When an invariant does not hold, with its name.
    pub async fn observe<'a>(
        &mut self,
        pool: &Pool,
        receipts: impl IntoIterator<Item = &'a TransactionReceipt>,
    ) -> eyre::Result<()> {
        let mut said = Said::default();
        for log in receipts.into_iter().flat_map(|receipt| &receipt.logs) {
            said.hear(pool, log);
        }
        let book = pool.book().await?;
        let supply = pool.vault.total_supply().call().await?;
        self.cash += said.moved;
        assert_eq!(signed(book.cash), self.cash, "INV-BOOK-01");
        let left = book.net_value - self.book.net_value - said.income - said.flow;
        assert!(
            left >= I256::zero() && left <= I256::from(said.loans),
            "INV-BOOK-02: {left} of {said:?}"
        );
        assert!(book.index >= self.book.index, "INV-BOOK-04");
        let (before, after) = (self.price(), price(&book, supply));
        assert!(
            after.0 * before.1 >= before.0 * after.1,
            "INV-BOOK-03: {before:?} to {after:?}"
        );
        (self.book, self.supply) = (book, supply);
        Ok(())
    }

    fn price(&self) -> (U256, U256) {
        price(&self.book, self.supply)
    }
}

impl Said {
    fn hear(&mut self, pool: &Pool, log: &Log) {
        let raw = RawLog {
            topics: log.topics.clone(),
            data: log.data.to_vec(),
        };
        if log.address == pool.token.address {
            self.hear_token(pool, &raw);
        } else if log.address == pool.sheet.address() {
            self.hear_sheet(&raw);
        }
    }

    fn hear_token(&mut self, pool: &Pool, raw: &RawLog) {
        let Ok(moved) = <TransferFilter as EthEvent>::decode_log(raw) else {
            return;
        };
        let sheet = pool.sheet.address();
        for (account, sign) in [(moved.to, 1), (moved.from, -1)] {
            if account == sheet {
                self.moved += signed(moved.value) * I256::from(sign);
            }
        }
    }

    fn hear_sheet(&mut self, raw: &RawLog) {
        if let Ok(settled) = <ReservedFilter as EthEvent>::decode_log(raw) {
            self.flow -= signed(settled.assets);
            return;
        }
        match BalanceSheetEvents::decode_log(raw) {
            Ok(BalanceSheetEvents::AccruedFilter(income)) => self.income += income.to_depositors,
            Ok(BalanceSheetEvents::FundedFilter(entry)) => self.flow += signed(entry.assets),
            Ok(BalanceSheetEvents::DefundedFilter(exit)) => {
                self.flow -= signed(exit.assets + exit.fee);
            }
            Ok(BalanceSheetEvents::DrawnFilter(_) | BalanceSheetEvents::RestoredFilter(_)) => {
                self.loans += 1;
            }
            _ => {}
        }
    }
}

/// The price of a share at cost, as assets over shares.
fn price(book: &Book, supply: U256) -> (U256, U256) {
    let value = book.net_value.max(I256::zero()).into_raw();
    (value + 1, supply + VIRTUAL_SHARES)
}

fn signed(amount: U256) -> I256 {
    I256::from_raw(amount)
}
