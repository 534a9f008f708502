//! From prices to terms to loans: feeds, engine, matrix, monitor and desk, each as it ships.

use alm_deploy::standard::whole;
use alm_harness::{
    Actor, DAY, HOUR, assert_reverts_with,
    credit_desk::{Action, CreditPool, Kind, Order, TermsInForce},
    risk_monitor::{Sources, TooSoon},
};
use ethers::types::{Address, I256, U256};

/// Places of the markets.
const USDC: usize = 0;
const WETH: usize = 1;
const WBTC: usize = 2;
/// One, in ratios.
const ONE: u64 = 10_000_000;
/// The fastest fall of a threshold, a day.
const FALL_PER_DAY: u64 = ONE / 5;

fn no_limit(account: Address, debt: Address, collateral: Address, receiver: Address) -> Order {
    Order {
        account,
        debt,
        loan: 0,
        collateral,
        amount: U256::MAX,
        min_seized: U256::zero(),
        max_paid: U256::MAX,
        receiver,
        callback: false,
    }
}

/// What a test does again and again.
struct Scene {
    pool: CreditPool,
    alice: Actor,
}

impl Scene {
    async fn set() -> eyre::Result<Self> {
        let pool = CreditPool::new().await?;
        let alice = pool.citizen("alice", 0).await?;
        pool.open().await?;
        Ok(Self { pool, alice })
    }

    fn token(&self, place: usize) -> Address {
        self.pool.markets[place].token.address
    }

    async fn run(&self, actions: Vec<Action>) -> eyre::Result<()> {
        let who = self.alice.address();
        let batch = self.pool.desk.execute(who, U256::MAX, actions);
        self.alice.send(batch).await.map(drop)
    }

    fn step(&self, kind: Kind, place: usize, count: u64) -> Action {
        let amount = self.pool.markets[place].token.whole(count);
        self.pool.action(kind, place, amount, self.alice.address())
    }

    /// An hour later, with a price of the second market; everybody does his duty.
    async fn hour(&self, weth: u64) -> eyre::Result<()> {
        let pool = &self.pool;
        pool.chain.advance(HOUR).await?;
        // One round each: the first of a slot is its sample.
        for (place, market) in pool.markets.iter().enumerate() {
            let price = if place == WETH {
                whole(weth)
            } else {
                market.price
            };
            pool.publish(place, price).await?;
        }
        let (owner, assets) = (&pool.owner, pool.assets());
        pool.refresh_rates(owner.account()).await?;
        owner.send(pool.engine.poke_many(assets.clone())).await?;
        owner.send(pool.matrix.sample_all()).await?;
        owner.send(pool.terms.observe(assets.clone())).await?;
        owner.send(pool.monitor.evaluate()).await?;
        for asset in assets {
            owner.send(pool.monitor.push_terms(asset)).await?;
        }
        Ok(())
    }

    async fn terms(&self, place: usize) -> eyre::Result<TermsInForce> {
        let terms = self.pool.terms.collateral_terms(self.token(place));
        Ok(terms.call().await?)
    }

    async fn health(&self) -> eyre::Result<U256> {
        let standing = self.pool.desk.standing(self.alice.address());
        Ok(standing.call().await?.health)
    }
}

#[tokio::test]
async fn test_a_plan_wires_the_desk_to_its_monitor_and_its_books() -> eyre::Result<()> {
    let pool = CreditPool::new().await?;
    let figures = pool.terms.desk().call().await?;
    assert_eq!(figures.risk_source, pool.monitor.address());
    assert_eq!(figures.balance_sheet, pool.sheet.address());
    assert_eq!(usize::from(figures.assets), pool.markets.len());
    let want = Sources {
        engine: pool.engine.address(),
        matrix: pool.matrix.address(),
        desk: pool.desk.address(),
        sheet: pool.sheet.address(),
        vault: pool.markets[USDC]
            .vault
            .as_ref()
            .map_or_else(Address::zero, |vault| vault.address()),
        token: pool.markets[USDC].token.address,
    };
    assert_eq!(pool.monitor.sources().call().await?, want);
    for market in pool.markets.iter().filter(|market| market.vault.is_some()) {
        let (token, desk) = (market.token.address, pool.desk.address());
        let floating = pool.sheet.line_of(token, desk).call().await?;
        let fixed = pool.fixed().fixed_line_of(token, desk).call().await?;
        let cap = market.token.whole(50_000_000);
        assert_eq!(U256::from(floating.lending_cap), cap, "{}", market.name);
        assert_eq!(U256::from(fixed.loan_cap), cap, "{}", market.name);
    }
    Ok(())
}

#[tokio::test]
async fn test_what_the_engine_measures_is_what_the_desk_lends_by() -> eyre::Result<()> {
    let scene = Scene::set().await?;
    let pool = &scene.pool;
    for place in 0..pool.markets.len() {
        let asset = scene.token(place);
        let risk = pool.engine.asset_risk(asset).call().await?;
        let terms = scene.terms(place).await?;
        let target = risk.target_threshold / U256::exp10(11);
        assert_eq!(U256::from(terms.threshold), target, "INV-RISK-01");
        assert!(terms.open_ltv > 0 && terms.open_ltv < terms.threshold_now);
        assert!(U256::from(terms.open_ltv) <= risk.opening_ltv / U256::exp10(11));
    }
    let again = pool.monitor.push_terms(scene.token(WETH));
    pool.owner.send(again.clone()).await?;
    let now = pool.chain.now().await?;
    assert_reverts_with!(
        again,
        TooSoon {
            not_before: (now + HOUR).into()
        }
    );
    // Ten of the second market support what their opening ratio says, and not a hundredth more.
    let open = scene.terms(WETH).await?.open_ltv;
    let most = u64::from(open) * 20_000 / ONE;
    let add = scene.step(Kind::Add, WETH, 10);
    let too_much = vec![
        add.clone(),
        scene.step(Kind::Borrow, USDC, most + most / 100),
    ];
    let refused = scene.run(too_much).await.expect_err("too much");
    assert!(
        refused.to_string().contains("Undercollateralised"),
        "{refused:#}"
    );
    scene
        .run(vec![add, scene.step(Kind::Borrow, USDC, most - 1)])
        .await?;
    assert!(scene.health().await? > U256::exp10(18));
    Ok(())
}

#[tokio::test]
async fn test_a_crisis_reaches_new_loans_at_once_and_old_ones_by_a_ramp() -> eyre::Result<()> {
    let scene = Scene::set().await?;
    let before = scene.terms(WETH).await?;
    let debt = u64::from(before.open_ltv) * 20_000 / ONE * 9 / 10;
    scene
        .run(vec![
            scene.step(Kind::Add, WETH, 10),
            scene.step(Kind::Borrow, USDC, debt),
        ])
        .await?;
    let mut last = scene.terms(WETH).await?;
    let mut seen = scene.pool.chain.now().await?;
    let mut price = 2_000;
    for hour in 0u64..36 {
        // It shakes by a twelfth an hour, and ends where it was.
        price = if hour % 2 == 0 { 1_840 } else { 2_000 };
        scene.hour(price).await?;
        let (terms, now) = (scene.terms(WETH).await?, scene.pool.chain.now().await?);
        let fall = u64::from(last.threshold_now.saturating_sub(terms.threshold_now));
        assert!(
            fall <= FALL_PER_DAY * (now - seen) / DAY + 1,
            "INV-RISK-01: {fall} in {} s",
            now - seen
        );
        assert!(terms.open_ltv < terms.threshold_now, "INV-RISK-01");
        let spiral = u64::from(terms.threshold_now) * (ONE + u64::from(terms.bonus));
        assert!(spiral <= 9_950_000 * ONE, "INV-RISK-01");
        (last, seen) = (terms, now);
    }
    assert_eq!(price, 2_000);
    assert!(
        last.open_ltv < before.open_ltv * 9 / 10,
        "{last:?} after {before:?}"
    );
    assert!(
        last.threshold < before.threshold,
        "{last:?} after {before:?}"
    );
    let borrow = scene.step(Kind::Borrow, USDC, 1);
    let refused = scene.run(vec![borrow]).await.expect_err("no new risk");
    assert!(
        refused.to_string().contains("Undercollateralised"),
        "{refused:#}"
    );
    Ok(())
}

#[tokio::test]
async fn test_a_matrix_that_knows_its_assets_gives_the_desk_a_credit() -> eyre::Result<()> {
    let scene = Scene::set().await?;
    let pool = &scene.pool;
    let push = || pool.owner.send(pool.monitor.push_credit());
    push().await?;
    let credit = || async { pool.terms.portfolio_credit().call().await };
    assert_eq!(
        credit().await?.credit,
        0,
        "what is not known is no diversification"
    );
    // Each by a pattern of its own, for more than the least number of samples, slowly enough to count as quiet.
    for hour in 0..60u64 {
        pool.chain.advance(HOUR).await?;
        for (place, market) in pool.markets.iter().enumerate() {
            let wave = (hour >> place) % 2 * 4 + hour % 3;
            let price = market.price + market.price * I256::from(wave) / 2_000;
            pool.publish(place, price).await?;
        }
        let assets = pool.assets();
        pool.owner.send(pool.engine.poke_many(assets)).await?;
        pool.owner.send(pool.matrix.sample_all()).await?;
    }
    push().await?;
    let first = credit().await?;
    assert!(
        first.credit > 0 && u64::from(first.credit) <= ONE / 4,
        "{first:?}"
    );
    assert_eq!(first.credit_now, 0, "by a ramp");
    let days = u64::from(first.credit) * DAY / (ONE / 20);
    pool.chain.advance(days + 1).await?;
    assert_eq!(credit().await?.credit_now, first.credit);
    // Two collaterals of two groups count for more than each by itself.
    scene
        .run(vec![
            scene.step(Kind::Add, WETH, 30),
            scene.step(Kind::Add, WBTC, 1),
        ])
        .await?;
    let standing = pool.desk.standing(scene.alice.address()).call().await?;
    let mut alone = U256::zero();
    for (place, worth) in [(WETH, 60_000u64), (WBTC, 60_000)] {
        let price = pool.markets[place].feed;
        let feed = alm_deploy::bindings::RoundFeed::new(price.address, pool.sheet.client());
        let (_, answer, ..) = feed.latest_round_data().call().await?;
        let value = U256::from(worth) * answer.into_raw() * U256::exp10(18)
            / pool.markets[place].price.into_raw();
        alone += value * scene.terms(place).await?.threshold_now / ONE;
    }
    assert!(standing.counted > alone, "{standing:?}, alone {alone}");
    Ok(())
}

#[tokio::test]
async fn test_what_is_told_of_loans_becomes_a_gain_and_an_offer() -> eyre::Result<()> {
    let scene = Scene::set().await?;
    let (pool, alice) = (&scene.pool, &scene.alice);
    let saver = gather_savers(&scene).await?;
    let (add, borrow) = (
        scene.step(Kind::Add, WETH, 6_000),
        scene.step(Kind::Borrow, USDC, 8_000_000),
    );
    scene.run(vec![add, borrow]).await?;
    let (weth, usdc) = (scene.token(WETH), scene.token(USDC));
    // A price at which the account is healthy by a fiftieth.
    let standing = pool.desk.standing(alice.address()).call().await?;
    let first = whole(2_000).into_raw();
    let price = I256::from_raw(first * standing.owed * 102 / (standing.counted * 100));
    pool.chain.advance(HOUR).await?;
    pool.publish(WETH, price).await?;
    pool.owner.send(pool.engine.poke(weth)).await?;
    // A market so thin that one loan is felt through five per cent of a fall.
    let until = pool.chain.now().await? + 2 * DAY;
    let report = pool.engine.report_depth(weth, 2_000_000, until);
    pool.owner.send(report).await?;
    pool.owner.send(pool.monitor.measure(weth)).await?;
    let gain = pool.monitor.gain_of(weth).call().await?;
    assert!(gain.is_zero(), "nobody has told");
    let report = pool.terms.report(alice.address(), vec![weth]);
    pool.owner.send(report).await?;
    pool.owner.send(pool.monitor.measure(weth)).await?;
    let gain = pool.monitor.gain_of(weth).call().await?;
    assert!(
        gain >= 5_000.into(),
        "millions just below the price: {gain}"
    );
    alice.send(pool.desk.accept_offers(true)).await?;
    let order = no_limit(alice.address(), usdc, weth, pool.owner.address());
    let refused = pool.owner.send(pool.desk.liquidate(order.clone())).await;
    let refused = refused.expect_err("in calm weather nothing is offered");
    assert!(refused.to_string().contains("Healthy"), "{refused:#}");
    run(&scene, &saver).await?;
    let before = scene.health().await?;
    assert!(before > U256::exp10(18), "{before}");
    pool.owner.send(pool.desk.liquidate(order)).await?;
    let after = scene.health().await?;
    assert!(after > before, "INV-CREDIT-03: {before} to {after}");
    assert!(after <= U256::exp10(16) * 105, "INV-CREDIT-03: {after}");
    Ok(())
}

/// Savers double the first book; one of them is about to leave.
async fn gather_savers(scene: &Scene) -> eyre::Result<Actor> {
    let (pool, market) = (&scene.pool, &scene.pool.markets[USDC]);
    let saver = pool.citizen("saver", 0).await?;
    let vault = market.vault.clone().expect("a book");
    for holder in 1..=20 {
        let receiver = Address::repeat_byte(holder);
        let deposit = vault.deposit(market.token.whole(1_000_000), receiver);
        saver.send(deposit).await?;
    }
    let deposit = vault.deposit(market.token.whole(1_600_000), saver.address());
    saver.send(deposit).await?;
    Ok(saver)
}

/// A run: what leaves surprises, and what is owed would feed a fall of the price.
async fn run(scene: &Scene, saver: &Actor) -> eyre::Result<()> {
    let (pool, market) = (&scene.pool, &scene.pool.markets[USDC]);
    let vault = market.vault.clone().expect("a book");
    pool.owner.send(pool.monitor.evaluate()).await?;
    for _ in 0..3 {
        pool.chain.advance(HOUR).await?;
        pool.refresh_rates(pool.owner.account()).await?;
        let (part, to) = (market.token.whole(500_000), saver.address());
        saver.send(vault.withdraw(part, to, to)).await?;
        pool.owner.send(pool.monitor.evaluate()).await?;
    }
    let regime = pool.monitor.regime().call().await?;
    assert!(regime >= 2, "the regime is {regime}");
    Ok(())
}
