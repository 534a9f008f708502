//! Books in which the price of imbalance is nothing, or something for one of its reasons.

use alm_harness::{Actor, DAY, HOUR, Pool, WEEK, term_desk::SetFixedLineCall};
use ethers::types::{Address, I256, U256};

use crate::pool::{DEPOSIT, with_everything};

const HOLDERS: u8 = 20;

/// What a book is short of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum World {
    /// Of nothing.
    Calm,
    /// Of liquidity.
    Lent,
    /// Of long deposits.
    LongLoans,
    /// Of long loans.
    LongDeposits,
}

impl World {
    pub(super) const ALL: [Self; 4] = [Self::Calm, Self::Lent, Self::LongLoans, Self::LongDeposits];

    pub(super) async fn open(self) -> eyre::Result<Pool> {
        let pool = Pool::new(6, with_everything).await?;
        let (token, owner) = (pool.token, pool.owner.clone());
        for holder in 1..=HOLDERS {
            let to = Address::repeat_byte(holder);
            let deposit = pool.vault.deposit(token.whole(DEPOSIT), to);
            owner.send(deposit).await?;
        }
        let line = SetFixedLineCall {
            token: token.address,
            desk: owner.address(),
            loan_cap: token.whole(10_000_000).as_u128(),
            deposit_cap: 0,
        };
        owner.send(pool.execute(line)).await?;
        for _ in 0..30 {
            pool.strike(&owner).await?;
            pool.chain.advance(DAY).await?;
        }
        pool.strike(&owner).await?;
        pool.refresh_rate(&owner).await?;
        pool.draw(&owner, token.whole(DEPOSIT), Address::repeat_byte(0x77))
            .await?;
        pool.chain.advance(HOUR).await?;
        pool.refresh_rate(&owner).await?;
        Ok(pool)
    }

    /// Brings the book to where it has its shortage, once the trader has what he begins with.
    pub(super) async fn unbalance(self, pool: &Pool, actor: &Actor) -> eyre::Result<()> {
        let far = (pool.chain.now().await? / WEEK + 104) * WEEK;
        let (token, owner) = (pool.token, pool.owner.clone());
        let (client, piece) = (Address::repeat_byte(0x77), token.whole(DEPOSIT / 5));
        match self {
            Self::Calm => {}
            Self::Lent => {
                let limits = pool.limits().await?;
                let least = I256::from_raw(limits.scale / 4);
                let loan = (limits.surplus - least).into_raw();
                pool.draw(&owner, loan, client).await?;
            }
            Self::LongLoans => {
                let fixed = pool.fixed();
                while pool.limits().await?.potential.is_zero() {
                    let draw = fixed.draw_fixed(token.address, far, piece, U256::zero(), client);
                    owner.send(draw).await?;
                }
            }
            Self::LongDeposits => {
                let desk = pool.desk.clone().expect("the plan asks for one");
                while pool.limits().await?.potential.is_zero() {
                    let (who, none) = (actor.address(), U256::zero());
                    let deposit = desk.deposit(token.address, far, piece, none, who, U256::MAX);
                    actor.send(deposit).await?;
                }
            }
        }
        Ok(())
    }
}
