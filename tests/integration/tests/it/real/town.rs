//! The desk, the parts of others beside it, and who lives there.

use std::sync::Arc;

use alm_deploy::{
    bindings::erc20::Erc20,
    contracts::{
        buffer_pool::{
            self,
            abi::{pool::BufferPool, treasury::BufferTreasury},
        },
        credit_terms::abi::{AssetConfig, CollateralTerms},
        deposit_vault::abi::DepositVault,
    },
    feed::Feed,
    standard::whole,
    transport::Client,
};
use alm_harness::{
    Actor, DAY, HOUR,
    credit_desk::{Action, CreditPool, Kind},
};
use ethers::types::{Address, I256, U256};
use eyre::OptionExt;

use super::parts::{ENDS, Parts, Weth9};

/// Place of the currency's market.
const USDC: usize = 0;
/// One of a token of 18 decimals, and of 6.
pub(super) const ETHER: u64 = 1_000_000_000_000_000_000;
pub(super) const UNIT: u64 = 1_000_000;

/// The desk, the parts, and who lives there.
pub(super) struct Town {
    pub(super) pool: CreditPool,
    pub(super) parts: Parts,
    pub(super) price: Feed,
    pub(super) vault: DepositVault<Client>,
    pub(super) currency: Erc20<Client>,
    pub(super) buffer: BufferPool<Client>,
    pub(super) treasury: BufferTreasury<Client>,
    pub(super) debtor: Actor,
    pub(super) saver: Actor,
    pub(super) liquidator: Actor,
}

impl Town {
    pub(super) async fn build() -> eyre::Result<Self> {
        let pool = CreditPool::new().await?;
        let client = Arc::new(pool.chain.client().clone());
        let market = &pool.markets[USDC];
        let currency = market.token.address;
        let buffer = pool
            .record
            .address(&buffer_pool::name(&pool.plan.books[USDC]))?;
        let (now, by) = (pool.chain.now().await?, pool.owner.account());
        let town = Self {
            parts: Parts::deploy(&pool.owner, currency).await?,
            price: Feed::open(by, 8, whole(2_000), now).await?,
            vault: market.vault.clone().ok_or_eyre("a book")?,
            currency: Erc20::new(currency, client.clone()),
            buffer: BufferPool::new(buffer, client.clone()),
            treasury: BufferTreasury::new(buffer, client),
            debtor: pool.citizen("debtor", 0).await?,
            saver: pool.citizen("saver", 1).await?,
            liquidator: pool.citizen("liquidator", 2).await?,
            pool,
        };
        town.stock().await?;
        town.list().await?;
        Ok(town)
    }

    /// Ether for those who need it, and a pool with 2,000 of it against four million.
    async fn stock(&self) -> eyre::Result<()> {
        let (parts, owner) = (&self.parts, &self.pool.owner);
        for (who, count) in [(owner, 3_000), (&self.debtor, 10)] {
            wrap(&parts.weth, who, count).await?;
        }
        for who in [owner, &self.liquidator] {
            let trader = parts.trader.address();
            who.send(self.currency.approve(trader, U256::MAX)).await?;
            who.send(parts.weth.approve(trader, U256::MAX)).await?;
        }
        let is_first = parts.pool.token_0().call().await? == parts.weth.address();
        // 2,000e6 units of the one for 1e18 of the other.
        let (above, below) = if is_first {
            (2_000 * UNIT, ETHER)
        } else {
            (ETHER, 2_000 * UNIT)
        };
        let root = ((U256::from(above) << 192) / U256::from(below)).integer_sqrt();
        owner.send(parts.pool.initialize(root)).await?;
        let product = U256::from(2_000) * ETHER * U256::from(4_000_000) * UNIT;
        let liquidity = product.integer_sqrt().as_u128();
        let provide = parts
            .trader
            .provide(parts.pool.address(), ENDS.0, ENDS.1, liquidity);
        owner.send(provide).await?;
        let amount = U256::from(5_000 * UNIT);
        owner
            .send(parts.silent.mint(self.debtor.address(), amount))
            .await?;
        let desk = self.pool.desk.address();
        self.debtor
            .send(parts.silent.approve(desk, U256::MAX))
            .await?;
        self.debtor
            .send(parts.weth.approve(desk, U256::MAX))
            .await?;
        Ok(())
    }

    /// Has the desk list both collaterals, and opens it.
    async fn list(&self) -> eyre::Result<()> {
        let (pool, owner) = (&self.pool, &self.pool.owner);
        let listed = [
            (self.parts.weth.address(), self.price, 8),
            (self.parts.silent.address(), pool.markets[USDC].feed, 9),
        ];
        for (asset, feed, group) in listed {
            let config = AssetConfig {
                feed: feed.address,
                heartbeat: u32::try_from(DAY)?,
                price_floor: 1,
                price_ceiling: 10u128.pow(16),
                group,
                minimum_exponent: 6,
                cap: 1 << 90,
            };
            owner.send(pool.terms.list_asset(asset, config)).await?;
        }
        owner
            .send(pool.terms.set_risk_source(owner.address()))
            .await?;
        for (asset, ..) in listed {
            let terms = CollateralTerms {
                open_ltv: 7_500_000,
                threshold: 8_000_000,
                bonus: 1_000_000,
                ramp_end: 0,
                valid_until: pool.chain.now().await? + 25 * DAY,
            };
            owner
                .send(pool.terms.set_collateral_terms(asset, terms))
                .await?;
        }
        for _ in 0..2 {
            self.hour(whole(2_000)).await?;
        }
        Ok(())
    }

    /// An hour later, at a price of ether; both prices are noted.
    pub(super) async fn hour(&self, price: I256) -> eyre::Result<()> {
        let (pool, owner) = (&self.pool, &self.pool.owner);
        pool.chain.advance(HOUR).await?;
        let now = pool.chain.now().await?;
        self.price.push(owner.account(), price, now).await?;
        pool.publish(USDC, whole(1)).await?;
        pool.refresh_rates(owner.account()).await?;
        let weth = self.parts.weth.address();
        let noted = vec![weth, self.parts.silent.address(), self.currency.address()];
        owner.send(pool.terms.observe(noted)).await?;
        Ok(())
    }

    /// The price of ether in the pool, 1e-8.
    pub(super) async fn market_price(&self) -> eyre::Result<I256> {
        let pool = &self.parts.pool;
        let root = pool.slot_0().call().await?.0;
        let is_first = pool.token_0().call().await? == self.parts.weth.address();
        // Units of six decimals for one of 18, as a price of eight: in steps of 32 bits, so that nothing overflows.
        let scale = U256::exp10(20);
        let squared = (root >> 32) * (root >> 32);
        let price = if is_first {
            ((squared >> 64) * scale) >> 64
        } else {
            (scale << 64) / (squared >> 64)
        };
        Ok(I256::from_raw(price))
    }

    pub(super) fn step(&self, kind: Kind, asset: Address, amount: U256) -> Action {
        let action = self.pool.action(kind, USDC, amount, self.debtor.address());
        Action { asset, ..action }
    }

    pub(super) async fn run(&self, actions: Vec<Action>) -> eyre::Result<()> {
        let who = self.debtor.address();
        let batch = self.pool.desk.execute(who, U256::MAX, actions);
        self.debtor.send(batch).await.map(drop)
    }

    pub(super) async fn health(&self) -> eyre::Result<U256> {
        let standing = self.pool.desk.standing(self.debtor.address());
        Ok(standing.call().await?.health)
    }

    /// Everybody's tokens are where the books say.
    pub(super) async fn check(&self) -> eyre::Result<()> {
        let (sheet, desk) = (self.pool.sheet.address(), self.pool.desk.address());
        let book = self.pool.sheet.book(self.currency.address()).call().await?;
        let held = self.currency.balance_of(sheet).call().await?;
        assert_eq!(held, book.cash, "INV-BOOK-01");
        let cash = self.treasury.accounts().call().await?.cash;
        let held = self
            .currency
            .balance_of(self.buffer.address())
            .call()
            .await?;
        assert_eq!(held, cash, "INV-BOOK-01");
        let debtor = self.debtor.address();
        let pledged = self
            .pool
            .desk
            .collateral_of(debtor, self.parts.weth.address())
            .call()
            .await?;
        assert_eq!(
            self.parts.weth.balance_of(desk).call().await?,
            pledged,
            "custody"
        );
        let pledged = self
            .pool
            .desk
            .collateral_of(debtor, self.parts.silent.address())
            .call()
            .await?;
        assert_eq!(
            self.parts.silent.balance_of(desk).call().await?,
            pledged,
            "custody"
        );
        Ok(())
    }
}

async fn wrap(weth: &Weth9<Client>, who: &Actor, count: u64) -> eyre::Result<()> {
    let call = weth
        .deposit()
        .calldata()
        .ok_or_eyre("a call has calldata")?;
    let value = U256::from(count) * ETHER;
    who.account()
        .send("wrapping", Some(weth.address()), call, value)
        .await?;
    Ok(())
}
