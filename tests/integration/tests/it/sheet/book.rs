//! A book with loans and deposits of both kinds, on a chain that is reached over HTTP.

use alm_deploy::{plan::FixedSettings, token::TestToken};
use alm_harness::{Actor, Chain, DAY, Pool, WEEK, term_desk::SetFixedLineCall};
use ethers::types::{Address, U256};

/// Whole tokens a holder, and holders.
const DEPOSIT: u64 = 50_000;
const HOLDERS: u8 = 8;
/// Floating loans, whole tokens.
const LENT: u64 = 90_000;
/// Fixed deposits and loans: weeks ahead, whole tokens.
const SAVED: [(u64, u64); 3] = [(3, 8_000), (20, 12_000), (60, 9_000)];
const DRAWN: [(u64, u64); 3] = [(2, 5_000), (33, 15_000), (90, 7_000)];

/// The book, and where its chain is.
pub(super) struct Known {
    pub(super) pool: Pool,
    pub(super) url: String,
}

impl Known {
    pub(super) async fn open() -> eyre::Result<Self> {
        let (chain, url) = Chain::served()?;
        let owner = Actor::owner(&chain).await?;
        let token = TestToken::deploy(owner.account(), 6).await?;
        let fixed = FixedSettings::default();
        let pool = Pool::over(chain, token, |book| book.fixed = Some(fixed)).await?;
        let known = Self { pool, url };
        known.fill().await?;
        Ok(known)
    }

    async fn fill(&self) -> eyre::Result<()> {
        let (pool, token) = (&self.pool, self.pool.token);
        let owner = &pool.owner;
        for holder in 1..=HOLDERS {
            let to = Address::repeat_byte(holder);
            owner
                .send(pool.vault.deposit(token.whole(DEPOSIT), to))
                .await?;
        }
        let client = Address::repeat_byte(0x77);
        pool.strike(owner).await?;
        pool.refresh_rate(owner).await?;
        pool.draw(owner, token.whole(LENT), client).await?;
        let line = SetFixedLineCall {
            token: token.address,
            desk: owner.address(),
            loan_cap: token.whole(LENT).as_u128(),
            deposit_cap: 0,
        };
        owner.send(pool.execute(line)).await?;
        let this = pool.chain.now().await? / WEEK;
        let desk = pool.desk.as_ref().expect("the plan asks for one");
        let (me, none) = (owner.address(), U256::zero());
        for (weeks, count) in SAVED {
            let (maturity, amount) = ((this + weeks) * WEEK, token.whole(count));
            let deposit = desk.deposit(token.address, maturity, amount, none, me, U256::MAX);
            owner.send(deposit).await?;
        }
        for (weeks, count) in DRAWN {
            let (maturity, face) = ((this + weeks) * WEEK, token.whole(count));
            let draw = pool.fixed();
            let draw = draw.draw_fixed(token.address, maturity, face, none, client);
            owner.send(draw).await?;
        }
        pool.chain.advance(DAY).await?;
        pool.strike(owner).await?;
        pool.refresh_rate(owner).await?;
        pool.chain.advance(60).await
    }
}
