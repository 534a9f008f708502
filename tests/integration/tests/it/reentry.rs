//! A feed that calls back while it is asked: on the chain, where transient storage is the chain's own.

use std::sync::Arc;

use alm_deploy::{standard::whole, transport::Client};
use alm_harness::{
    Fixture, HOUR,
    risk_engine::{
        AcceptOwnershipCall, DelistCall, OwnerCall, PokeCall, PokeManyCall, SetFeedCall, asset,
        list,
    },
};
use ethers::{
    abi::AbiEncode,
    types::{Address, Bytes, U256},
};

ethers::contract::abigen!(HostileFeed, "artifacts/HostileFeed.json");

/// A fixture with a second asset, whose feed is hostile and due for a sample.
struct Ambush {
    fixture: Fixture,
    feed: HostileFeed<Client>,
    target: Address,
}

impl Ambush {
    async fn lay() -> eyre::Result<Self> {
        let fixture = Fixture::new().await?;
        let init = HOSTILEFEED_BYTECODE.clone();
        let account = fixture.alice.account();
        let created = account.send("deploying a hostile feed", None, init, U256::zero());
        let address = created.await?.contract_address.unwrap_or_default();
        let feed = HostileFeed::new(address, Arc::new(fixture.chain.client().clone()));
        let now = fixture.chain.now().await?;
        let honest = feed.set_round(1.into(), whole(2_000), now.into());
        fixture.alice.send(honest).await?;
        let target = asset(0x44);
        let terms = fixture.plan.assets[0].terms(now)?;
        let list = list(&fixture.engine, (target, address), false, terms);
        fixture.owner.send(list).await?;
        let slot = fixture.publish(2_010).await?;
        let due = feed.set_round(2.into(), whole(2_010), slot.into());
        fixture.alice.send(due).await?;
        Ok(Self {
            fixture,
            feed,
            target,
        })
    }

    /// Has the feed make a call before its answer, and samples its asset.
    async fn spring(&self, whom: Address, call: Vec<u8>) -> eyre::Result<bool> {
        let arm = self.feed.set_re_entry(whom, Bytes::from(call));
        self.fixture.alice.send(arm).await?;
        let before = self.fixture.chain.snapshot().await?;
        let poke = self.fixture.engine.poke(self.target);
        let sampled = self.fixture.alice.send(poke).await.is_ok();
        if sampled {
            let sample = self.fixture.engine.last_sample(self.target).call().await?;
            eyre::ensure!(sample.round_id == 2, "{sample:?}: the answer counts");
        }
        self.fixture.chain.revert(before).await?;
        Ok(sampled)
    }
}

#[tokio::test]
async fn test_re_entry_by_a_feed_is_refused_with_locked_and_the_sample_taken() -> eyre::Result<()> {
    let ambush = Ambush::lay().await?;
    let (engine, asset) = (&ambush.fixture.engine, ambush.fixture.asset);
    let same = ambush.target;
    let doors = [
        ("poke", PokeCall { asset }.encode()),
        ("the same poke", PokeCall { asset: same }.encode()),
        ("pokeMany", many(asset)),
        ("setFeed", set_feed(asset, ambush.feed.address())),
        ("delist", DelistCall { asset }.encode()),
    ];
    for (door, call) in doors {
        let refused = ambush.spring(engine.address(), call).await?;
        assert!(refused, "{door} must revert with Locked() and nothing else");
    }
    Ok(())
}

fn many(asset: Address) -> Vec<u8> {
    let assets = vec![asset];
    PokeManyCall { assets }.encode()
}

fn set_feed(asset: Address, feed: Address) -> Vec<u8> {
    let (interval, history) = (3_600, false);
    let call = SetFeedCall {
        asset,
        feed,
        interval,
        history,
    };
    call.encode()
}

/// The feed does tell: what is not refused, or refused for another reason, fails its answer.
#[tokio::test]
async fn test_re_entry_that_is_not_locked_out_fails_the_sample() -> eyre::Result<()> {
    let ambush = Ambush::lay().await?;
    let engine = ambush.fixture.engine.address();
    assert!(
        !ambush.spring(engine, OwnerCall.encode()).await?,
        "a view answers"
    );
    let accept = ambush.spring(engine, AcceptOwnershipCall.encode()).await?;
    assert!(!accept, "it calls nobody, and refuses whoever is not named");
    Ok(())
}

#[tokio::test]
async fn test_re_entry_leaves_the_lock_open_for_the_next_transaction() -> eyre::Result<()> {
    let ambush = Ambush::lay().await?;
    let fixture = &ambush.fixture;
    let poke = PokeCall {
        asset: fixture.asset,
    };
    let arm = ambush
        .feed
        .set_re_entry(fixture.engine.address(), poke.encode().into());
    fixture.alice.send(arm).await?;
    fixture
        .alice
        .send(fixture.engine.poke(ambush.target))
        .await?;
    fixture
        .alice
        .send(fixture.engine.poke(fixture.asset))
        .await?;
    let sample = fixture.engine.last_sample(fixture.asset).call().await?;
    assert_eq!(sample.updated_at % HOUR, 0, "sampled after all");
    Ok(())
}
