use alloy_consensus::{
    SignableTransaction, TxEip1559, TxEip2930, TxEip7702, TxEnvelope, TxLegacy,
    crypto::secp256k1::sign_message,
};
use alloy_eips::{eip2718::Encodable2718, eip7702::Authorization};
use alloy_primitives::{Signature, TxKind, U256, hex};
use devchain::chain::DEV_ACCOUNTS;
use serde_json::{Value, json};

use crate::support::*;

fn sign(transaction: &impl SignableTransaction<Signature>) -> Signature {
    sign_message(DEV_ACCOUNTS[0].1, transaction.signature_hash()).expect("signs")
}

fn raw(envelope: TxEnvelope) -> String {
    hex::encode_prefixed(envelope.encoded_2718())
}

fn legacy(nonce: u64, chain_id: u64) -> String {
    let tx = TxLegacy {
        chain_id: Some(chain_id),
        nonce,
        gas_price: 100_000_000,
        gas_limit: 21_000,
        to: TxKind::Call(DEV_ACCOUNTS[1].0),
        value: U256::ONE,
        ..TxLegacy::default()
    };
    let signature = sign(&tx);
    raw(tx.into_signed(signature).into())
}

#[test]
fn test_raw_transactions_of_each_type_are_mined() {
    let node = node();
    let to = TxKind::Call(DEV_ACCOUNTS[1].0);
    let access = TxEip2930 {
        chain_id: 412_346,
        nonce: 1,
        gas_price: 100_000_000,
        gas_limit: 21_000,
        to,
        ..TxEip2930::default()
    };
    let fee = TxEip1559 {
        chain_id: 412_346,
        nonce: 2,
        max_fee_per_gas: 300_000_000,
        gas_limit: 21_000,
        to,
        ..TxEip1559::default()
    };
    let (access_signature, fee_signature) = (sign(&access), sign(&fee));
    let raws = [
        legacy(0, 412_346),
        raw(access.into_signed(access_signature).into()),
        raw(fee.into_signed(fee_signature).into()),
    ];
    for (kind, raw) in raws.iter().enumerate() {
        let hash = ask(&node, "eth_sendRawTransaction", json!([raw]));
        let receipt = ask(&node, "eth_getTransactionReceipt", json!([hash]));
        assert_eq!(receipt["status"], json!("0x1"));
        assert_eq!(number(&receipt["type"]), kind as u128);
        assert_eq!(receipt["effectiveGasPrice"], json!("0x5f5e100"));
        assert_eq!(number(&receipt["gasUsed"]), 21_000);
        let back = ask(&node, "eth_getRawTransactionByHash", json!([hash]));
        assert_eq!(back, json!(raw));
    }
}

#[test]
fn test_raw_transaction_of_another_chain_is_refused() {
    let node = node();
    let error = refuse(&node, "eth_sendRawTransaction", json!([legacy(0, 1)]));
    assert!(
        error
            .message
            .contains("invalid chain id for signer: have 1 want 412346"),
        "{error}"
    );
}

#[test]
fn test_used_nonce_is_refused() {
    let node = node();
    ask(&node, "eth_sendRawTransaction", json!([legacy(0, 412_346)]));
    let error = refuse(&node, "eth_sendRawTransaction", json!([legacy(0, 412_346)]));
    assert!(error.message.contains("already known"), "{error}");
    let other = json!({ "from": ALICE, "to": BOB, "nonce": "0x0", "gas": "0x5208" });
    let error = refuse(&node, "eth_sendTransaction", json!([other]));
    assert!(error.message.contains("nonce too low"), "{error}");
}

#[test]
fn test_transfer_beyond_the_balance_is_refused_and_makes_no_block() {
    let node = node();
    let value = "0xffffffffffffffffffffffff";
    let transfer = json!({ "from": ALICE, "to": BOB, "value": value, "gas": "0x5208" });
    let error = refuse(&node, "eth_sendTransaction", json!([transfer]));
    assert!(error.message.contains("insufficient funds"), "{error}");
    assert_eq!(ask(&node, "eth_blockNumber", json!([])), json!("0x0"));
    let status = ask(&node, "txpool_status", json!([]));
    assert_eq!(status, json!({ "pending": "0x0", "queued": "0x0" }));
}

#[test]
fn test_creation_puts_the_address_in_the_receipt() {
    let node = node();
    let runtime = STORE.trim_start_matches("0x");
    let init = format!("0x60{:02x}80600b6000396000f3{runtime}", runtime.len() / 2);
    for to in [json!({}), json!({ "to": null })] {
        let mut transaction = json!({ "from": ALICE, "data": init });
        if to.get("to").is_some() {
            transaction["to"] = Value::Null;
        }
        let receipt = send(&node, transaction);
        assert_eq!(
            (&receipt["status"], &receipt["to"]),
            (&json!("0x1"), &Value::Null)
        );
        let code = ask(
            &node,
            "eth_getCode",
            json!([receipt["contractAddress"], "latest"]),
        );
        assert_eq!(code, json!(STORE));
    }
}

#[test]
fn test_revert_in_a_call_has_code_3_reason_and_data() {
    let node = node();
    let nope = install(&node, 0x22, NOPE);
    for method in ["eth_call", "eth_estimateGas"] {
        let error = refuse(&node, method, json!([{ "to": nope }]));
        assert_eq!(
            (error.code, error.message.as_str()),
            (3, "execution reverted: nope")
        );
        let data = error.data.expect("revert data");
        assert!(
            data.as_str()
                .is_some_and(|data| data.starts_with("0x08c379a0")),
            "{data}"
        );
    }
}

#[test]
fn test_revert_in_a_transaction_is_mined_as_failed() {
    let node = node();
    let nope = install(&node, 0x22, NOPE);
    let receipt = send(
        &node,
        json!({ "from": ALICE, "to": nope, "gas": "0x186a0" }),
    );
    assert_eq!(
        (&receipt["status"], &receipt["logs"]),
        (&json!("0x0"), &json!([]))
    );
    let nonce = ask(&node, "eth_getTransactionCount", json!([ALICE, "latest"]));
    assert_eq!(nonce, json!("0x1"));
}

#[test]
fn test_receipt_has_the_fields_of_arbitrum() {
    let node = node();
    let receipt = send(&node, json!({ "from": ALICE, "to": BOB, "value": "0x1" }));
    assert_eq!(receipt["gasUsedForL1"], json!("0x0"));
    assert_eq!(receipt["l1BlockNumber"], json!("0x1"));
    let block = ask(&node, "eth_getBlockByNumber", json!(["latest", false]));
    assert_eq!(block["l1BlockNumber"], json!("0x1"));
    assert!(block["sendRoot"].is_string() && block["sendCount"] == json!("0x0"));
}

#[test]
fn test_access_list_names_the_slots_touched() {
    let node = node();
    let store = install(&node, 0x11, STORE);
    let answer = ask(
        &node,
        "eth_createAccessList",
        json!([{ "from": ALICE, "to": store }]),
    );
    assert_eq!(answer["accessList"][0]["address"], json!(store));
    assert_eq!(answer["accessList"][0]["storageKeys"], json!([word(0)]));
}

#[test]
fn test_set_code_transaction_delegates_an_account() {
    let node = node();
    let store = install(&node, 0x11, STORE);
    let target = store.parse().expect("address");
    let authorization = Authorization {
        chain_id: U256::from(412_346),
        address: target,
        nonce: 0,
    };
    let signature = sign_message(DEV_ACCOUNTS[1].1, authorization.signature_hash()).expect("signs");
    let transaction = TxEip7702 {
        chain_id: 412_346,
        max_fee_per_gas: 100_000_000,
        gas_limit: 200_000,
        to: DEV_ACCOUNTS[1].0,
        authorization_list: vec![authorization.into_signed(signature)],
        input: hex::decode(word(8)).expect("hexadecimal").into(),
        ..TxEip7702::default()
    };
    let signature = sign(&transaction);
    let raw = raw(transaction.into_signed(signature).into());
    let hash = ask(&node, "eth_sendRawTransaction", json!([raw]));
    let receipt = ask(&node, "eth_getTransactionReceipt", json!([hash]));
    assert_eq!(
        (&receipt["status"], &receipt["type"]),
        (&json!("0x1"), &json!("0x4"))
    );
    let code = format!("0xef0100{}", store.trim_start_matches("0x"));
    assert_eq!(ask(&node, "eth_getCode", json!([BOB])), json!(code));
    assert_eq!(
        ask(&node, "eth_getStorageAt", json!([BOB, "0x0"])),
        json!(word(8))
    );
    assert_eq!(
        ask(&node, "eth_call", json!([{ "to": BOB }])),
        json!(word(8))
    );
}

#[test]
fn test_receipt_of_a_failed_creation_names_the_address_it_would_have_had() {
    let node = node();
    let receipt = send(
        &node,
        json!({ "from": ALICE, "data": "0xfe", "gas": "0x186a0" }),
    );
    assert_eq!(receipt["status"], json!("0x0"));
    let address = "0x5fbdb2315678afecb367f032d93f642f64180aa3";
    assert_eq!(receipt["contractAddress"], json!(address));
    let code = ask(&node, "eth_getCode", json!([address, "latest"]));
    assert_eq!(code, json!("0x"));
    let call = send(&node, json!({ "from": ALICE, "to": BOB }));
    assert_eq!(call["contractAddress"], json!(null));
}
