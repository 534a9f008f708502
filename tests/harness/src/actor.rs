//! Who acts in a test.

use alm_deploy::{account::Account, transport::Client};
use ethers::{
    abi::Detokenize,
    contract::ContractCall,
    providers::{JsonRpcClient, Middleware},
    types::{Address, TransactionReceipt, U256},
    utils::{hex, keccak256},
};
use eyre::{WrapErr, eyre};
use serde_json::{Value, json};

use crate::Chain;

/// A funded account with a name.
#[derive(Debug, Clone)]
pub struct Actor {
    name: &'static str,
    account: Account,
}

impl Actor {
    /// The owner of what is deployed.
    ///
    /// # Errors
    /// When the chain offers no funded account.
    pub async fn owner(chain: &Chain) -> eyre::Result<Self> {
        Self::numbered(chain, "owner", 0).await
    }

    /// Somebody without any role.
    ///
    /// # Errors
    /// When the chain offers no funded account.
    pub async fn alice(chain: &Chain) -> eyre::Result<Self> {
        Self::numbered(chain, "alice", 1).await
    }

    /// Somebody else without any role.
    ///
    /// # Errors
    /// When the chain offers no funded account.
    pub async fn bob(chain: &Chain) -> eyre::Result<Self> {
        Self::numbered(chain, "bob", 2).await
    }

    /// The chain's own unlocked account of that number; on a chain without any, a key derived from
    /// the name, funded by the key in `ALM_RPC_KEY`.
    async fn numbered(chain: &Chain, name: &'static str, number: usize) -> eyre::Result<Self> {
        let client = chain.client();
        let unlocked = client.get_accounts().await.unwrap_or_default();
        let account = match unlocked.get(number) {
            Some(address) => Account::unlocked(client.clone(), *address),
            None => funded_key(client, name).await?,
        };
        Ok(Self { name, account })
    }

    /// One of any number, each with an address of its own and ether: the chain signs for it.
    ///
    /// # Errors
    /// When the chain does not let others be impersonated.
    pub async fn impersonated(
        chain: &Chain,
        name: &'static str,
        number: u64,
    ) -> eyre::Result<Self> {
        let hash = keccak256(format!("alm/test/{name}/{number}"));
        let address = Address::from_slice(&hash[12..]);
        let (client, purse) = (chain.client(), U256::exp10(21));
        let calls = [
            ("anvil_impersonateAccount", json!([address])),
            ("anvil_setBalance", json!([address, purse])),
        ];
        for (method, params) in calls {
            let answer: Result<Value, _> =
                JsonRpcClient::request(client.as_ref(), method, params).await;
            answer.wrap_err_with(|| format!("{method}: this is no development chain"))?;
        }
        let account = Account::unlocked(client.clone(), address);
        Ok(Self { name, account })
    }

    /// Its name.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// Its address.
    #[must_use]
    pub fn address(&self) -> Address {
        self.account.address()
    }

    /// Its account in the deploy library.
    #[must_use]
    pub fn account(&self) -> &Account {
        &self.account
    }

    /// Sends a call as a transaction of its own.
    ///
    /// # Errors
    /// When it is refused or reverts; the reason is decoded.
    pub async fn send<D: Detokenize>(
        &self,
        call: ContractCall<Client, D>,
    ) -> eyre::Result<TransactionReceipt> {
        let to = call.tx.to_addr().copied();
        let data = call
            .calldata()
            .ok_or_else(|| eyre!("a call has calldata"))?;
        let what = format!("{} by {}", call.function.name, self.name);
        Ok(self.account.send(&what, to, data, U256::zero()).await?)
    }
}

/// A key that only tests know, with a tenth of an ether on it.
async fn funded_key(client: &Client, name: &str) -> eyre::Result<Account> {
    let account = Account::with_key(
        client.clone(),
        &hex::encode(keccak256(format!("alm/test/{name}"))),
    )
    .await?;
    let tenth = U256::exp10(17);
    if client.get_balance(account.address(), None).await? < tenth {
        let key = std::env::var("ALM_RPC_KEY")
            .wrap_err("the chain has no unlocked accounts: set ALM_RPC_KEY")?;
        let payer = Account::with_key(client.clone(), &key).await?;
        payer
            .send(
                "funding an actor",
                Some(account.address()),
                ethers::types::Bytes::new(),
                tenth,
            )
            .await?;
    }
    Ok(account)
}
