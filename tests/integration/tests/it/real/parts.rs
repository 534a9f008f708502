//! Parts of others, from the packages the lock file of the Solidity tests pins. Their bytes stay there: what is missing is
//! installed, as the Solidity tests do it.

use std::{path::Path, process::Command, sync::Arc};

use alm_build::Workspace;
use alm_deploy::transport::Client;
use alm_harness::Actor;
use ethers::{
    abi::Token,
    types::{Address, Bytes, U256},
};
use eyre::{OptionExt, WrapErr, ensure};
use serde_json::Value;

ethers::contract::abigen!(
    Weth9,
    r#"[
        function deposit() external payable
        function withdraw(uint256 wad) external
        function approve(address guy, uint256 wad) external returns (bool)
        function balanceOf(address owner) external view returns (uint256)
        function totalSupply() external view returns (uint256)
    ]"#
);
ethers::contract::abigen!(
    UniswapFactory,
    r#"[
        function createPool(address one, address other, uint24 fee) external returns (address pool)
        function getPool(address one, address other, uint24 fee) external view returns (address pool)
    ]"#
);
ethers::contract::abigen!(
    UniswapPool,
    r#"[
        function initialize(uint160 root) external
        function token0() external view returns (address)
        function slot0() external view returns (uint160 root, int24 tick, uint16 index, uint16 cardinality, uint16 next, uint8 protocol, bool open)
    ]"#
);
ethers::contract::abigen!(PoolTrader, "artifacts/PoolTrader.json");
ethers::contract::abigen!(PlainVault, "artifacts/PlainVault.json");
ethers::contract::abigen!(SilentToken, "artifacts/SilentToken.json");

/// WETH9 and the factory of Uniswap v3 in their packages.
const WETH9: &str = "canonical-weth/build/contracts/WETH9.json";
const FACTORY: &str =
    "@uniswap/v3-core/artifacts/contracts/UniswapV3Factory.sol/UniswapV3Factory.json";
/// The pool's fee, a hundredth of a basis point.
const FEE: u32 = 3_000;
/// Both ends of what a position may span.
pub(super) const ENDS: (i32, i32) = (-887_220, 887_220);

/// Everything, on a chain.
pub(super) struct Parts {
    pub(super) weth: Weth9<Client>,
    pub(super) silent: SilentToken<Client>,
    pub(super) pool: UniswapPool<Client>,
    pub(super) trader: PoolTrader<Client>,
    pub(super) strategy: PlainVault<Client>,
}

impl Parts {
    /// Deploys them: a pool of wrapped ether and the currency, a strategy on the currency.
    pub(super) async fn deploy(by: &Actor, currency: Address) -> eyre::Result<Self> {
        let client = Arc::new(by.account().client().clone());
        let weth = create(by, published(WETH9)?).await?;
        let factory = create(by, published(FACTORY)?).await?;
        let factory = UniswapFactory::new(factory, client.clone());
        by.send(factory.create_pool(weth, currency, FEE)).await?;
        let pool = factory.get_pool(weth, currency, FEE).call().await?;
        let mut init = PLAINVAULT_BYTECODE.to_vec();
        init.extend(ethers::abi::encode(&[Token::Address(currency)]));
        let silent = create(by, SILENTTOKEN_BYTECODE.clone()).await?;
        let trader = create(by, POOLTRADER_BYTECODE.clone()).await?;
        Ok(Self {
            weth: Weth9::new(weth, client.clone()),
            silent: SilentToken::new(silent, client.clone()),
            pool: UniswapPool::new(pool, client.clone()),
            trader: PoolTrader::new(trader, client.clone()),
            strategy: PlainVault::new(create(by, init.into()).await?, client),
        })
    }
}

async fn create(by: &Actor, init: Bytes) -> eyre::Result<Address> {
    let sent = by.account().send("creating", None, init, U256::zero());
    sent.await?.contract_address.ok_or_eyre("an address")
}

/// The init code a package publishes.
fn published(path: &str) -> eyre::Result<Bytes> {
    let foundry = Workspace::locate()?.foundry();
    let path = foundry.join("node_modules").join(path);
    if !path.exists() {
        install(&foundry)?;
    }
    let text = std::fs::read(&path).wrap_err_with(|| path.display().to_string())?;
    let artifact: Value = serde_json::from_slice(&text)?;
    let code = artifact["bytecode"].as_str().ok_or_eyre("it has no code")?;
    Ok(code.parse()?)
}

fn install(foundry: &Path) -> eyre::Result<()> {
    let done = Command::new("npm")
        .arg("ci")
        .current_dir(foundry)
        .status()?;
    ensure!(done.success(), "npm ci in {}: {done}", foundry.display());
    Ok(())
}
