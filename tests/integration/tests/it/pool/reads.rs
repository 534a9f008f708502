//! Reading while tokens move: whoever is called back by a token is told nothing of a book in motion.

use std::sync::Arc;

use alm_deploy::{token::TestToken, transport::Client};
use alm_harness::{
    Actor, Chain, Pool,
    balance_sheet::{BookCall, WorthCall},
    deposit_vault::{BalanceOfCall, ConvertToAssetsCall, Locked, MaxWithdrawCall, TotalAssetsCall},
};
use ethers::{
    abi::AbiEncode,
    contract::EthError,
    types::{Address, Bytes, U256},
};

ethers::contract::abigen!(HookToken, "artifacts/HookToken.json");

/// What an account runs when its tokens move.
mod probe {
    ethers::contract::abigen!(HookProbe, "artifacts/HookProbe.json");
}
use probe::{HOOKPROBE_BYTECODE, HookProbe};

struct Watched {
    pool: Pool,
    alice: Actor,
    probe: HookProbe<Client>,
}

async fn create(by: &Actor, init: &Bytes) -> eyre::Result<Address> {
    let created = by
        .account()
        .send("creating", None, init.clone(), U256::zero());
    Ok(created.await?.contract_address.unwrap_or_default())
}

/// A pool over a token that calls its holders, one of whom asks questions then.
async fn watched() -> eyre::Result<Watched> {
    let chain = Chain::start().await?;
    let owner = Actor::owner(&chain).await?;
    let address = create(&owner, &HOOKTOKEN_BYTECODE).await?;
    let decimals = 18;
    let token = TestToken { address, decimals };
    let pool = Pool::over(chain, token, |_| ()).await?;
    let client = Arc::new(pool.chain.client().clone());
    let probe = HookProbe::new(create(&owner, &HOOKPROBE_BYTECODE).await?, client.clone());
    let others = pool.holder("saver", 2).await?;
    pool.deposit(&others, token.whole(1_000)).await?;
    let alice = pool.holder("saver", 1).await?;
    pool.deposit(&alice, token.whole(100)).await?;
    let hooked = HookToken::new(address, client);
    alice.send(hooked.register(probe.address())).await?;
    Ok(Watched { pool, alice, probe })
}

impl Watched {
    /// Asks while alice's tokens move; whether there was an answer, and which.
    async fn ask(
        &self,
        whom: Address,
        question: Vec<u8>,
        leave: bool,
    ) -> eyre::Result<(bool, Bytes)> {
        let (pool, alice) = (&self.pool, &self.alice);
        alice.send(self.probe.arm(whom, question.into())).await?;
        let amount = pool.token.whole(1);
        if leave {
            pool.withdraw(alice, amount).await?;
        } else {
            pool.deposit(alice, amount).await?;
        }
        assert_eq!(self.probe.runs().call().await?, U256::one(), "the hook ran");
        let answer = self.probe.answer().call().await?;
        Ok((self.probe.succeeded().call().await?, answer))
    }

    async fn is_locked_out(
        &self,
        whom: Address,
        question: Vec<u8>,
        leave: bool,
    ) -> eyre::Result<()> {
        let (answered, answer) = self.ask(whom, question, leave).await?;
        assert!(!answered, "{answer}");
        assert_eq!(Locked::decode_with_selector(&answer), Some(Locked));
        Ok(())
    }
}

#[tokio::test]
async fn test_reads_of_value_while_tokens_move_are_locked_out() -> eyre::Result<()> {
    let watched = watched().await?;
    let pool = &watched.pool;
    let (vault, sheet, token) = (
        pool.vault.address(),
        pool.sheet.address(),
        pool.token.address,
    );
    let shares = U256::exp10(24);
    let worth = WorthCall {
        token,
        shares,
        supply: shares,
    };
    let owner = watched.alice.address();
    let of_the_vault = [
        ConvertToAssetsCall { shares }.encode(),
        TotalAssetsCall.encode(),
        MaxWithdrawCall { owner }.encode(),
    ];
    for question in of_the_vault {
        for leave in [false, true] {
            watched
                .is_locked_out(vault, question.clone(), leave)
                .await?;
        }
    }
    for question in [BookCall { token }.encode(), worth.encode()] {
        watched.is_locked_out(sheet, question, true).await?;
    }
    Ok(())
}

#[tokio::test]
async fn test_plain_reads_while_tokens_move_answer_and_locks_end_with_the_call() -> eyre::Result<()>
{
    let watched = watched().await?;
    let (pool, account) = (&watched.pool, watched.alice.address());
    let balance = BalanceOfCall { account }.encode();
    let (answered, _) = watched.ask(pool.vault.address(), balance, true).await?;
    assert!(answered, "balances are nobody's to move meanwhile");
    pool.vault.convert_to_assets(U256::exp10(24)).call().await?;
    pool.book().await?;
    Ok(())
}
