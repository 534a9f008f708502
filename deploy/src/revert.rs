//! Why a call was refused, in words: the typed errors of the contracts and of the platform.

use std::fmt::Debug;

use ethers::{
    abi::AbiDecode,
    contract::ContractError,
    providers::{ProviderError, RpcError},
    types::Bytes,
};

use crate::{
    bindings::{ArbWasmErrors, StylusDeployerErrors},
    contracts,
    transport::Client,
};

/// The revert data of a failed request, if it carries any.
#[must_use]
pub fn data(error: &ProviderError) -> Option<Bytes> {
    let data = error.as_error_response()?.data.as_ref()?;
    data.as_str()?.parse().ok()
}

/// The reason of a failed request: the decoded error, or the node's own words.
#[must_use]
pub fn reason(error: &ProviderError) -> String {
    match data(error) {
        Some(data) if !data.is_empty() => explain(&data),
        _ => error
            .as_error_response()
            .map_or_else(|| error.to_string(), |response| response.message.clone()),
    }
}

/// Revert data in words.
#[must_use]
pub fn explain(data: &[u8]) -> String {
    if let Ok(error) = StylusDeployerErrors::decode(data) {
        return match error {
            StylusDeployerErrors::ContractInitializationError(inner) => {
                format!("the constructor failed: {}", explain(&inner.data))
            }
            other => inner(&format!("{other:?}")),
        };
    }
    contracts::explain(data)
        .or_else(|| decoded::<ArbWasmErrors>(data))
        .unwrap_or_else(|| format!("0x{}", ethers::utils::hex::encode(data)))
}

/// Revert data in words, if it is one of these errors.
#[must_use]
pub fn decoded<E: AbiDecode + Debug>(data: &[u8]) -> Option<String> {
    let error = E::decode(data).ok()?;
    Some(inner(&format!("{error:?}")))
}

/// The reason of a failed call, in words.
#[must_use]
pub fn of_call(error: &ContractError<Client>) -> String {
    match error {
        ContractError::Revert(data) => explain(data),
        ContractError::ProviderError { e } => reason(e),
        ContractError::DecodingError(_) | ContractError::AbiError(_) => {
            "the address does not answer as it should".into()
        }
        other => other.to_string(),
    }
}

/// `Name { … }` of `Name(Name { … })`, as enums of errors are written.
fn inner(text: &str) -> String {
    text.split_once('(')
        .and_then(|(_, rest)| rest.strip_suffix(')'))
        .unwrap_or(text)
        .to_owned()
}

#[cfg(test)]
mod tests {
    use ethers::{abi::AbiEncode, types::Address};

    use super::*;
    use crate::contracts::risk_engine::abi::NotOwner;

    #[test]
    fn test_explain_decodes_typed_errors() {
        let selector = ethers::utils::id("NotOwner(address)");
        let arguments = NotOwner {
            caller: Address::repeat_byte(0x11),
        }
        .encode();
        let mut data = selector.to_vec();
        // abigen's `encode` of an error may or may not bring the selector along.
        data.extend(if arguments.len() % 32 == 4 {
            &arguments[4..]
        } else {
            &arguments[..]
        });
        let text = explain(&data);
        assert!(
            text.starts_with("NotOwner {") && text.contains("0x1111"),
            "{text}"
        );
    }

    #[test]
    fn test_explain_shows_what_it_does_not_know() {
        assert_eq!(explain(&[0xde, 0xad, 0xbe, 0xef]), "0xdeadbeef");
    }
}
