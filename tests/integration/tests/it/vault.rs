//! The deposit vault between a foreign program as its asset and a stand-in of the balance sheet.

use std::sync::Arc;

use alm_deploy::transport::Client;
use alm_harness::{Actor, Chain, TestProgram};
use ethers::{
    abi::{Token, encode},
    types::{Address, Bytes, TransactionReceipt, U256},
};

ethers::contract::abigen!(
    IDepositVault,
    "../../solidity-interfaces/abi/IDepositVault.json"
);
ethers::contract::abigen!(
    Asset,
    r#"[
        function balanceOf(address owner) external view returns (uint256)
        function mint(uint256 value) external
        function approve(address spender, uint256 value) external returns (bool)
    ]"#
);

/// Answers every call with two words, each the sum of its second and third argument: as shares of `fund` what was
/// deposited and the supply, as payment and shares of `defund` what was asked for, whichever of the two.
const SHEET: &str = "60243560443501805f5260205260405ff3";
/// Gas of a deposit by a holder, the vault cached, without what asset and balance sheet do, at most.
const DEPOSIT_BUDGET: u64 = 47_000;
/// Gas of a withdrawal, likewise.
const WITHDRAW_BUDGET: u64 = 45_500;
/// Answers every call with one: true.
const YES: &str = "60015f5260205ff3";

struct Scene {
    alice: Actor,
    asset: Address,
    sheet: Address,
    program: TestProgram,
    vault: IDepositVault<Client>,
}

/// Creates a contract of a few instructions.
async fn create(by: &Actor, code: &str) -> eyre::Result<Address> {
    let code = ethers::utils::hex::decode(code)?;
    // Copies what follows its nine bytes, and returns it.
    let mut init = ethers::utils::hex::decode("60008060095f395ff3")?;
    init[1] = u8::try_from(code.len())?;
    init.extend(code);
    let receipt = by
        .account()
        .send("creating", None, init.into(), U256::zero())
        .await?;
    Ok(receipt.contract_address.expect("a creation has an address"))
}

async fn scene(chain: &Chain, asset: Address) -> eyre::Result<Scene> {
    let alice = Actor::alice(chain).await?;
    let sheet = create(&alice, SHEET).await?;
    let program = TestProgram::deploy("deposit-vault", &alice).await?;
    let arguments = encode(&[
        Token::Address(asset),
        Token::Address(sheet),
        Token::String("ALM deposits".to_owned()),
        Token::String("alm".to_owned()),
    ]);
    let data: Vec<u8> = [vec![0x55, 0x85, 0x25, 0x8d], arguments].concat();
    let to = Some(program.address);
    alice
        .account()
        .send("setting up", to, Bytes::from(data), U256::zero())
        .await?;
    let vault = IDepositVault::new(program.address, Arc::new(chain.client().clone()));
    Ok(Scene {
        alice,
        asset,
        sheet,
        program,
        vault,
    })
}

fn gas(receipt: &TransactionReceipt) -> u64 {
    receipt.gas_used.unwrap_or_default().as_u64()
}

#[tokio::test]
async fn test_vault_moves_a_foreign_programs_units_to_the_sheet() -> eyre::Result<()> {
    let chain = Chain::start().await?;
    let alice = Actor::alice(&chain).await?;
    let token = TestProgram::deploy("erc20", &alice).await?;
    let scene = scene(&chain, token.address).await?;
    let (vault, me) = (&scene.vault, alice.address());
    let asset = Asset::new(scene.asset, Arc::new(chain.client().clone()));
    assert_eq!(vault.decimals().call().await?, 24);
    alice.send(asset.mint(1_000.into())).await?;
    alice
        .send(asset.approve(scene.program.address, 700.into()))
        .await?;
    alice.send(vault.deposit(700.into(), me)).await?;
    assert_eq!(asset.balance_of(scene.sheet).call().await?, 700.into());
    assert_eq!(vault.balance_of(me).call().await?, 700.into());
    assert_eq!(vault.top_holding().call().await?, 700.into());
    // The asset's own refusal arrives as it is.
    let refused = vault.deposit(1.into(), me).from(me).call().await;
    let data = alm_harness::revert_data(&refused.expect_err("no allowance is left"));
    let selector = ethers::utils::id("InsufficientAllowance(address,address,uint256,uint256)");
    assert_eq!(
        data.as_deref().and_then(|data| data.get(..4)),
        Some(&selector[..])
    );
    Ok(())
}

#[tokio::test]
async fn test_vault_gas_stays_in_budget() -> eyre::Result<()> {
    let chain = Chain::start().await?;
    let asset = create(&Actor::alice(&chain).await?, YES).await?;
    let scene = scene(&chain, asset).await?;
    let (vault, alice, me) = (&scene.vault, &scene.alice, scene.alice.address());
    scene.program.cache(alice).await?;
    alice.send(vault.deposit(1_000_000.into(), me)).await?;
    let deposit = gas(&alice.send(vault.deposit(999_999.into(), me)).await?);
    let redeem = gas(&alice.send(vault.redeem(1_000.into(), me, me)).await?);
    let withdraw = gas(&alice.send(vault.withdraw(1_000.into(), me, me)).await?);
    println!("vault: deposit {deposit}, redeem {redeem}, withdraw {withdraw} gas");
    assert!(deposit <= DEPOSIT_BUDGET, "deposit takes {deposit} gas");
    for exit in [redeem, withdraw] {
        assert!(exit <= WITHDRAW_BUDGET, "an exit takes {exit} gas");
    }
    Ok(())
}

#[tokio::test]
async fn test_vault_is_set_up_once() -> eyre::Result<()> {
    let chain = Chain::start().await?;
    let asset = create(&Actor::alice(&chain).await?, YES).await?;
    let scene = scene(&chain, asset).await?;
    let again = [vec![0x55, 0x85, 0x25, 0x8d], vec![0; 128]].concat();
    let to = Some(scene.program.address);
    let sent = scene.alice.account();
    let sent = sent.send("again", to, Bytes::from(again), U256::zero());
    let error = format!("{:?}", sent.await.expect_err("refused"));
    assert!(error.contains("InvalidInitialization"), "{error}");
    Ok(())
}
