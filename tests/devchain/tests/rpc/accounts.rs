use serde_json::{Value, json};

use crate::support::*;

#[test]
fn test_accounts_are_the_ten_well_known_ones_with_funds() {
    let node = node();
    let accounts = ask(&node, "eth_accounts", json!([]));
    let accounts: Vec<&str> = accounts
        .as_array()
        .expect("list")
        .iter()
        .filter_map(Value::as_str)
        .collect();
    assert_eq!((accounts.len(), accounts[0], accounts[1]), (10, ALICE, BOB));
    for account in accounts {
        let balance = ask(&node, "eth_getBalance", json!([account, "latest"]));
        assert_eq!(number(&balance), 10_000 * 10_u128.pow(18));
    }
}

#[test]
fn test_impersonation_sends_without_a_key_until_it_ends() {
    let node = node();
    let transfer = json!({ "from": STRANGER, "to": BOB, "value": "0x1", "gas": "0x5208" });
    let error = refuse(&node, "eth_sendTransaction", json!([transfer]));
    assert!(error.message.contains("no signer"), "{error}");
    ask(
        &node,
        "anvil_setBalance",
        json!([STRANGER, "0xde0b6b3a7640000"]),
    );
    ask(&node, "anvil_impersonateAccount", json!([STRANGER]));
    let receipt = send(&node, transfer.clone());
    assert_eq!(
        (&receipt["status"], &receipt["from"]),
        (&json!("0x1"), &json!(STRANGER))
    );
    let found = ask(
        &node,
        "eth_getTransactionByHash",
        json!([receipt["transactionHash"]]),
    );
    assert_eq!(found["from"], json!(STRANGER));
    ask(&node, "anvil_stopImpersonatingAccount", json!([STRANGER]));
    refuse(&node, "eth_sendTransaction", json!([transfer]));
}

#[test]
fn test_contract_may_be_impersonated() {
    let node = node();
    let store = install(&node, 0x11, STORE);
    ask(
        &node,
        "anvil_setBalance",
        json!([store, "0xde0b6b3a7640000"]),
    );
    ask(&node, "anvil_impersonateAccount", json!([store]));
    let receipt = send(
        &node,
        json!({ "from": store, "to": store, "data": word(3) }),
    );
    assert_eq!(receipt["status"], json!("0x1"));
    let trace = ask(
        &node,
        "debug_traceTransaction",
        json!([receipt["transactionHash"]]),
    );
    assert_eq!(trace["returnValue"], json!(word(3)));
}

#[test]
fn test_auto_impersonation_covers_everyone() {
    let node = node();
    ask(
        &node,
        "anvil_setBalance",
        json!([STRANGER, "0xde0b6b3a7640000"]),
    );
    ask(&node, "anvil_autoImpersonateAccount", json!([true]));
    let receipt = send(
        &node,
        json!({ "from": STRANGER, "to": BOB, "value": "0x1" }),
    );
    assert_eq!(receipt["status"], json!("0x1"));
    ask(&node, "anvil_autoImpersonateAccount", json!([false]));
    refuse(
        &node,
        "eth_sendTransaction",
        json!([{ "from": STRANGER, "to": BOB }]),
    );
}

#[test]
fn test_impersonated_transactions_of_two_senders_differ_in_hash() {
    let node = node();
    ask(&node, "anvil_autoImpersonateAccount", json!([true]));
    let hash = |byte: u8| {
        let from = format!("0x{}", format!("{byte:02x}").repeat(20));
        ask(
            &node,
            "anvil_setBalance",
            json!([from, "0xde0b6b3a7640000"]),
        );
        ask(
            &node,
            "eth_sendTransaction",
            json!([{ "from": from, "to": BOB, "gas": "0x5208" }]),
        )
    };
    assert_ne!(hash(1), hash(2));
}

#[test]
fn test_set_account_fields_are_seen_at_once() {
    let node = node();
    ask(&node, "hardhat_setNonce", json!([STRANGER, "0x7"]));
    ask(
        &node,
        "hardhat_setStorageAt",
        json!([STRANGER, "0x1", word(9)]),
    );
    ask(&node, "hardhat_setCode", json!([STRANGER, "0x00"]));
    ask(&node, "anvil_setBalance", json!([STRANGER, "0x5"]));
    assert_eq!(
        ask(
            &node,
            "eth_getTransactionCount",
            json!([STRANGER, "latest"])
        ),
        json!("0x7")
    );
    assert_eq!(
        ask(
            &node,
            "eth_getStorageAt",
            json!([STRANGER, "0x1", "latest"])
        ),
        json!(word(9))
    );
    assert_eq!(
        ask(&node, "eth_getCode", json!([STRANGER, "latest"])),
        json!("0x00")
    );
    assert_eq!(
        ask(&node, "eth_getBalance", json!([STRANGER])),
        json!("0x5")
    );
}

#[test]
fn test_personal_sign_recovers_to_the_signer() {
    let node = node();
    let signature = ask(&node, "personal_sign", json!(["0x6869", ALICE]));
    assert_eq!(signature, ask(&node, "eth_sign", json!([ALICE, "0x6869"])));
    let signature: alloy_primitives::Bytes = serde_json::from_value(signature).expect("bytes");
    let signature = alloy_primitives::Signature::try_from(&signature[..]).expect("65 bytes");
    let hash = alloy_primitives::eip191_hash_message(b"hi");
    let signer = alloy_consensus::crypto::secp256k1::recover_signer(&signature, hash);
    assert_eq!(signer.expect("recovers").to_string().to_lowercase(), ALICE);
}

#[test]
fn test_proofs_are_refused_with_the_reason() {
    let node = node();
    let error = refuse(&node, "eth_getProof", json!([ALICE, [], "latest"]));
    assert_eq!(error.code, -32000);
    assert!(error.message.contains("not that of a trie"), "{error}");
}
