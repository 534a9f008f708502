//! What an activation costs.

use ethers::{
    providers::JsonRpcClient,
    types::{Address, Bytes, H256, U256},
    utils::keccak256,
};
use serde_json::json;

use super::{ARB_WASM, DeployError};
use crate::{artifacts::Program, bindings::ActivateProgramCall, revert, transport::Client};

/// The data fee of an activation in wei, asked of the chain itself: the code is put at an unused
/// address for the length of one call.
///
/// # Errors
/// When the chain refuses the program, with its reason.
pub async fn estimate_data_fee(client: &Client, program: &Program) -> Result<U256, DeployError> {
    let address = Address::from(H256(keccak256(b"alm/activation estimate")));
    let from = Address::from(H256(keccak256(b"alm/activation payer")));
    let call = ethers::abi::AbiEncode::encode(ActivateProgramCall { program: address });
    let ether = U256::exp10(18);
    let request =
        json!({ "from": from, "to": ARB_WASM, "value": ether, "data": Bytes::from(call) });
    let overrides = json!({
        format!("{address:?}"): { "code": program.code },
        format!("{from:?}"): { "balance": U256::MAX >> 1 },
    });
    let answer: Result<Bytes, _> = client
        .as_ref()
        .request("eth_call", json!([request, "latest", overrides]))
        .await;
    let answer = answer.map_err(|error| DeployError::Read {
        what: "estimating the activation",
        reason: revert::reason(&error.into()),
    })?;
    let decoded: Result<(u16, U256), _> = ethers::abi::AbiDecode::decode(answer);
    let decoded = decoded.map_err(|error| DeployError::Read {
        what: "estimating the activation",
        reason: error.to_string(),
    });
    Ok(decoded?.1)
}
