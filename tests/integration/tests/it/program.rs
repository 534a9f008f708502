//! A program that is none of ours: an ERC-20 on the SDK alone. The chain runs it as the oracle
//! does, to the last unit of gas.

use std::sync::Arc;

use alm_deploy::transport::Client;
use alm_harness::{Actor, Chain, TestProgram, revert_data};
use ethers::{
    abi::Detokenize,
    contract::{ContractCall, EthError},
    providers::Middleware,
    types::{Address, Bytes, TransactionReceipt, TransactionRequest, U256},
};

use crate::oracle::{Oracle, Outcome};

ethers::contract::abigen!(
    Erc20,
    r#"[
        function name() external view returns (string)
        function decimals() external view returns (uint8)
        function totalSupply() external view returns (uint256)
        function balanceOf(address owner) external view returns (uint256)
        function allowance(address owner, address spender) external view returns (uint256)
        function mint(uint256 value) external
        function transfer(address to, uint256 value) external returns (bool)
        function approve(address spender, uint256 value) external returns (bool)
        function transferFrom(address from, address to, uint256 value) external returns (bool)
        event Transfer(address indexed from, address indexed to, uint256 value)
        event Approval(address indexed owner, address indexed spender, uint256 value)
        error InsufficientBalance(address from, uint256 have, uint256 want)
        error InsufficientAllowance(address owner, address spender, uint256 have, uint256 want)
        error SupplyOverflow(uint256 have, uint256 more)
    ]"#
);

struct Token {
    chain: Chain,
    alice: Actor,
    bob: Actor,
    program: TestProgram,
    contract: Erc20<Client>,
}

async fn token() -> eyre::Result<Token> {
    let chain = Chain::start().await?;
    let (alice, bob) = (Actor::alice(&chain).await?, Actor::bob(&chain).await?);
    let program = TestProgram::deploy("erc20", &alice).await?;
    let contract = Erc20::new(program.address, Arc::new(chain.client().clone()));
    Ok(Token {
        chain,
        alice,
        bob,
        program,
        contract,
    })
}

fn data<D: Detokenize>(call: &ContractCall<Client, D>) -> Bytes {
    call.calldata().expect("a call has calldata")
}

/// The receipt of a transaction as an outcome; what a transaction returns is in no receipt.
fn seen(receipt: &TransactionReceipt, output: Vec<u8>) -> Outcome {
    let logs = receipt.logs.iter().map(|log| {
        let topics = log.topics.iter().map(|topic| topic.0).collect();
        (topics, log.data.to_vec())
    });
    Outcome {
        gas: receipt.gas_used.unwrap_or_default().as_u64(),
        success: receipt.status == Some(1.into()),
        output,
        logs: logs.collect(),
    }
}

#[tokio::test]
async fn test_foreign_program_moves_units_and_tells_of_it() -> eyre::Result<()> {
    let token = token().await?;
    let (erc20, alice, bob) = (&token.contract, &token.alice, &token.bob);
    assert_eq!(erc20.name().call().await?, "Foreign");
    assert_eq!(erc20.decimals().call().await?, 18);
    alice.send(erc20.mint(1_000.into())).await?;
    let (from, to) = (alice.address(), bob.address());
    let receipt = alice.send(erc20.transfer(to, 300.into())).await?;
    let moved = TransferFilter {
        from,
        to,
        value: 300.into(),
    };
    let told: Vec<TransferFilter> = events(&receipt)?;
    assert_eq!(told, [moved]);
    let receipt = alice.send(erc20.approve(to, 500.into())).await?;
    let allowed = ApprovalFilter {
        owner: from,
        spender: to,
        value: 500.into(),
    };
    assert_eq!(events::<ApprovalFilter>(&receipt)?, [allowed]);
    bob.send(erc20.transfer_from(from, to, 200.into())).await?;
    assert_eq!(erc20.balance_of(from).call().await?, 500.into());
    assert_eq!(erc20.balance_of(to).call().await?, 500.into());
    assert_eq!(erc20.allowance(from, to).call().await?, 300.into());
    assert_eq!(erc20.total_supply().call().await?, 1_000.into());
    Ok(())
}

fn events<E: ethers::contract::EthEvent>(receipt: &TransactionReceipt) -> eyre::Result<Vec<E>> {
    let raw = receipt.logs.iter().map(|log| ethers::abi::RawLog {
        topics: log.topics.clone(),
        data: log.data.to_vec(),
    });
    Ok(raw
        .map(|log| E::decode_log(&log))
        .collect::<Result<_, _>>()?)
}

#[tokio::test]
async fn test_foreign_program_reverts_with_its_typed_errors() -> eyre::Result<()> {
    let token = token().await?;
    let (erc20, alice, bob) = (&token.contract, &token.alice, &token.bob);
    let (owner, spender) = (alice.address(), bob.address());
    alice.send(erc20.mint(100.into())).await?;
    let poor = InsufficientBalance {
        from: owner,
        have: 100.into(),
        want: 101.into(),
    };
    let call = erc20.transfer(spender, 101.into());
    alm_harness::assert_reverts_with!(call.from(owner), poor);
    let unasked = InsufficientAllowance {
        owner,
        spender,
        have: 0.into(),
        want: 1.into(),
    };
    let call = erc20.transfer_from(owner, spender, 1.into());
    alm_harness::assert_reverts_with!(call.from(spender), unasked);
    let overflow = SupplyOverflow {
        have: 100.into(),
        more: U256::MAX,
    };
    alm_harness::assert_reverts_with!(erc20.mint(U256::MAX), overflow);
    Ok(())
}

#[tokio::test]
async fn test_foreign_program_costs_what_the_tables_say() -> eyre::Result<()> {
    for cached in [false, true] {
        let token = token().await?;
        if cached {
            token.program.cache(&token.alice).await?;
        } else {
            token.program.evict(&token.alice).await?;
        }
        assert_eq!(token.program.is_cached(&token.chain).await?, cached);
        let mut oracle = Oracle::new(&token.program.wasm);
        for (step, (actor, data)) in steps(&token).into_iter().enumerate() {
            let returned = output(&token, actor, &data).await?;
            let to = Some(token.program.address);
            let sent = actor
                .account()
                .send("a step", to, data.clone(), U256::zero());
            let have = seen(&sent.await?, returned);
            let want = oracle.transaction(actor.address(), &data, cached);
            assert_eq!(have, want, "step {step}, cached: {cached}");
        }
    }
    Ok(())
}

/// What a call would return now.
async fn output(token: &Token, actor: &Actor, data: &Bytes) -> eyre::Result<Vec<u8>> {
    let request = TransactionRequest::new()
        .from(actor.address())
        .to(token.program.address)
        .data(data.clone());
    let answer = token.chain.client().call(&request.into(), None).await?;
    Ok(answer.to_vec())
}

/// First and later writes of every slot, and a slot that is cleared.
fn steps(token: &Token) -> Vec<(&Actor, Bytes)> {
    let (erc20, alice, bob) = (&token.contract, &token.alice, &token.bob);
    let (owner, spender) = (alice.address(), bob.address());
    let third = Address::repeat_byte(0x33);
    vec![
        (alice, data(&erc20.mint(1_000.into()))),
        (alice, data(&erc20.mint(1.into()))),
        (alice, data(&erc20.transfer(spender, 300.into()))),
        (alice, data(&erc20.transfer(spender, 1.into()))),
        (alice, data(&erc20.transfer(owner, 5.into()))),
        (alice, data(&erc20.approve(spender, 500.into()))),
        (bob, data(&erc20.transfer_from(owner, spender, 100.into()))),
        (bob, data(&erc20.transfer_from(owner, third, 400.into()))),
        (bob, data(&erc20.transfer(third, 401.into()))),
    ]
}

#[tokio::test]
async fn test_foreign_program_reverts_with_what_the_oracle_says() -> eyre::Result<()> {
    let token = token().await?;
    let (erc20, alice) = (&token.contract, &token.alice);
    let mut oracle = Oracle::new(&token.program.wasm);
    let call = erc20.transfer(token.bob.address(), 7.into());
    let want = oracle.transaction(alice.address(), &data(&call), false);
    let error = call
        .from(alice.address())
        .call()
        .await
        .expect_err("no units");
    let have = revert_data(&error).expect("revert data");
    assert_eq!((want.success, want.output), (false, have.to_vec()));
    assert!(InsufficientBalance::decode_with_selector(&have).is_some());
    Ok(())
}
