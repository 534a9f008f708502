//! A pool's books kept a second time, from what the chain tells of every transaction: transfers of the token and
//! events. It is compared with the balance sheet after each.

mod said;

use alm_deploy::contracts::balance_sheet::abi::Book;
use ethers::types::{I256, TransactionReceipt, U256};

use self::said::Said;
use crate::Pool;

/// Shares and assets that nobody owns, which the price of a share counts.
const VIRTUAL_SHARES: u64 = 1_000_000;

/// What is expected of a pool.
#[derive(Debug, Clone)]
pub struct Ledger {
    /// Received less sent, by the token's own events.
    cash: I256,
    /// The book after the last transaction.
    pub book: Book,
    /// Set aside for settled redemptions since it was opened, less what was collected of it.
    pub reserved: I256,
    /// Shares of the vault after the last transaction.
    pub supply: U256,
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
            reserved: I256::zero(),
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
        self.reserved += said.reserved;
        assert_eq!(signed(book.cash), self.cash, "INV-BOOK-01");
        let left = book.net_value - self.book.net_value - said.income - said.flow;
        // A debt share is rounded for the pool, and worth as many units as the index says.
        let share = signed(book.index / U256::exp10(24) + 1);
        assert!(
            left >= I256::zero() && left <= share * I256::from(said.loans),
            "INV-BOOK-02: {left} of {said:?}"
        );
        assert!(book.index >= self.book.index, "INV-BOOK-04");
        let (before, after) = (self.price(), price(&book, supply));
        assert!(
            said.lost || after.0 * before.1 >= before.0 * after.1,
            "INV-BOOK-03: {before:?} to {after:?}"
        );
        (self.book, self.supply) = (book, supply);
        Ok(())
    }

    fn price(&self) -> (U256, U256) {
        price(&self.book, self.supply)
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
