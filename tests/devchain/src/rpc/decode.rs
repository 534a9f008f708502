//! From JSON to the chain's types. Errors are texts; the caller adds which parameter it was.

use std::collections::BTreeMap;

use alloy_primitives::{Address, B256, Bytes, U256};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::chain::{
    AccountOverride, BlockId, BlockOverrides, LogFilter, LogRange, StateOverrides,
    TransactionRequest, bytecode,
};

/// What a reader returns.
pub(super) type Decoded<T> = Result<T, String>;

fn text(value: &Value) -> Decoded<&str> {
    value
        .as_str()
        .ok_or_else(|| format!("a string is expected, not {value}"))
}

fn object(value: &Value) -> Decoded<&Map<String, Value>> {
    value
        .as_object()
        .ok_or_else(|| format!("an object is expected, not {value}"))
}

/// Anything with a reader of its own in a crate.
pub(super) fn json<T: DeserializeOwned>(value: &Value) -> Decoded<T> {
    serde_json::from_value(value.clone()).map_err(|error| error.to_string())
}

/// 20 bytes in hexadecimal.
pub(super) fn address(value: &Value) -> Decoded<Address> {
    let text = text(value)?;
    text.parse()
        .map_err(|error| format!("'{text}' is no address: {error}"))
}

/// 32 bytes in hexadecimal.
pub(super) fn hash(value: &Value) -> Decoded<B256> {
    let text = text(value)?;
    text.parse()
        .map_err(|error| format!("'{text}' is no 32-byte hash: {error}"))
}

/// Bytes in hexadecimal.
pub(super) fn bytes(value: &Value) -> Decoded<Bytes> {
    let text = text(value)?;
    text.parse()
        .map_err(|error| format!("not hexadecimal: {error}"))
}

/// A number: hexadecimal or decimal text, or a JSON integer.
pub(super) fn quantity(value: &Value) -> Decoded<U256> {
    let text = match value {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        other => return Err(format!("a number is expected, not {other}")),
    };
    if text == "0x" {
        return Ok(U256::ZERO);
    }
    text.parse()
        .map_err(|error| format!("'{text}' is no number: {error}"))
}

/// A number of up to 64 bits.
pub(super) fn number(value: &Value) -> Decoded<u64> {
    let wide = quantity(value)?;
    u64::try_from(wide).map_err(|_| format!("{wide} does not fit 64 bits"))
}

/// A number of up to 128 bits.
fn wide_number(value: &Value) -> Decoded<u128> {
    let wide = quantity(value)?;
    u128::try_from(wide).map_err(|_| format!("{wide} does not fit 128 bits"))
}

/// True or false.
pub(super) fn flag(value: &Value) -> Decoded<bool> {
    value
        .as_bool()
        .ok_or_else(|| format!("true or false is expected, not {value}"))
}

/// A slot: 32 bytes or a number.
pub(super) fn slot(value: &Value) -> Decoded<U256> {
    quantity(value)
}

/// Reads a field that may be missing or null.
fn field<T>(
    map: &Map<String, Value>,
    names: &[&str],
    read: impl FnOnce(&Value) -> Decoded<T>,
) -> Decoded<Option<T>> {
    let found = names.iter().find_map(|name| {
        map.get(*name)
            .filter(|value| !value.is_null())
            .map(|value| (name, value))
    });
    found
        .map(|(name, value)| read(value).map_err(|e| format!("{name}: {e}")))
        .transpose()
}

/// A block: tag, number, or an object naming either.
pub(super) fn block_id(value: &Value) -> Decoded<BlockId> {
    if let Some(map) = value.as_object() {
        if let Some(hash) = field(map, &["blockHash"], hash)? {
            return Ok(BlockId::Hash(hash));
        }
        return field(map, &["blockNumber"], block_id)?
            .ok_or_else(|| "blockHash or blockNumber is expected".to_owned());
    }
    match value.as_str() {
        Some("latest" | "safe" | "finalized") => Ok(BlockId::Latest),
        Some("pending") => Ok(BlockId::Pending),
        Some("earliest") => Ok(BlockId::Earliest),
        Some(text) if text.len() == 66 => hash(value).map(BlockId::Hash),
        _ => number(value).map(BlockId::Number),
    }
}

/// A transaction as `eth_call` and its kin take it.
pub(super) fn transaction(value: &Value) -> Decoded<TransactionRequest> {
    let map = object(value)?;
    let input = field(map, &["input"], bytes)?;
    let data = field(map, &["data"], bytes)?;
    if let (Some(input), Some(data)) = (&input, &data)
        && input != data
    {
        return Err("input and data are both given and differ".to_owned());
    }
    Ok(TransactionRequest {
        from: field(map, &["from"], address)?.unwrap_or_default(),
        to: field(map, &["to"], address)?,
        value: field(map, &["value"], quantity)?.unwrap_or_default(),
        input: input.or(data).unwrap_or_default(),
        gas: field(map, &["gas", "gasLimit"], number)?,
        gas_price: field(map, &["gasPrice"], wide_number)?,
        max_fee: field(map, &["maxFeePerGas"], wide_number)?,
        max_priority_fee: field(map, &["maxPriorityFeePerGas"], wide_number)?,
        nonce: field(map, &["nonce"], number)?,
        access_list: field(map, &["accessList"], json)?,
        authorizations: field(map, &["authorizationList"], json)?.unwrap_or_default(),
    })
}

/// The state overrides of a simulation.
pub(super) fn state_overrides(value: &Value) -> Decoded<StateOverrides> {
    let entry = |(who, change): (&String, &Value)| {
        let who = address(&Value::String(who.clone()))?;
        let change = account_override(change).map_err(|error| format!("{who}: {error}"))?;
        Ok((who, change))
    };
    object(value)?.iter().map(entry).collect()
}

fn account_override(value: &Value) -> Decoded<AccountOverride> {
    let map = object(value)?;
    let state = field(map, &["state"], slots)?;
    let state_diff = field(map, &["stateDiff"], slots)?;
    if state.is_some() && state_diff.is_some() {
        return Err("state and stateDiff are both given".to_owned());
    }
    let code = field(map, &["code"], bytes)?
        .map(bytecode)
        .map(|code| (code.hash_slow(), code));
    Ok(AccountOverride {
        balance: field(map, &["balance"], quantity)?,
        nonce: field(map, &["nonce"], number)?,
        code,
        state,
        state_diff: state_diff.unwrap_or_default(),
    })
}

fn slots(value: &Value) -> Decoded<BTreeMap<U256, U256>> {
    let entry = |(key, value): (&String, &Value)| {
        Ok((slot(&Value::String(key.clone()))?, quantity(value)?))
    };
    object(value)?.iter().map(entry).collect()
}

/// The block overrides of a simulation.
pub(super) fn block_overrides(value: &Value) -> Decoded<BlockOverrides> {
    let map = object(value)?;
    Ok(BlockOverrides {
        number: field(map, &["number"], number)?,
        l1_number: field(map, &["l1BlockNumber"], number)?,
        timestamp: field(map, &["time", "timestamp"], number)?,
        base_fee: field(map, &["baseFeePerGas", "baseFee"], number)?,
        coinbase: field(map, &["feeRecipient", "coinbase"], address)?,
        gas_limit: field(map, &["gasLimit"], number)?,
        prev_randao: field(map, &["prevRandao", "random"], hash)?,
    })
}

/// A log filter and where to search.
pub(super) fn log_filter(value: &Value) -> Decoded<(LogFilter, LogRange)> {
    let map = object(value)?;
    let addresses = field(map, &["address"], |value| one_or_many(value, address))?;
    let topics = field(map, &["topics"], topics)?;
    let filter = LogFilter {
        addresses: addresses.unwrap_or_default(),
        topics: topics.unwrap_or_default(),
    };
    Ok((filter, log_range(map)?))
}

fn log_range(map: &Map<String, Value>) -> Decoded<LogRange> {
    let from = field(map, &["fromBlock"], block_id)?;
    let to = field(map, &["toBlock"], block_id)?;
    match field(map, &["blockHash"], hash)? {
        Some(_) if from.is_some() || to.is_some() => {
            Err("blockHash and a range of blocks are both given".to_owned())
        }
        Some(hash) => Ok(LogRange::Block(hash)),
        None => Ok(LogRange::Blocks {
            from: from.unwrap_or_default(),
            to: to.unwrap_or_default(),
        }),
    }
}

fn topics(value: &Value) -> Decoded<Vec<Vec<B256>>> {
    let places = value.as_array().ok_or("an array is expected")?;
    if places.len() > 4 {
        return Err(format!("a log has at most 4 topics, not {}", places.len()));
    }
    let place = |value: &Value| match value {
        Value::Null => Ok(Vec::new()),
        value => one_or_many(value, hash),
    };
    places.iter().map(place).collect()
}

fn one_or_many<T>(value: &Value, read: impl Fn(&Value) -> Decoded<T>) -> Decoded<Vec<T>> {
    match value {
        Value::Array(values) => values.iter().filter(|v| !v.is_null()).map(read).collect(),
        value => read(value).map(|one| vec![one]),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn test_quantity_reads_hex_decimal_and_numbers() {
        for value in [json!("0x10"), json!("16"), json!(16), json!("0x010")] {
            assert_eq!(quantity(&value), Ok(U256::from(16)));
        }
        for value in [json!("0xzz"), json!(-1), json!(1.5), json!([]), json!("")] {
            assert!(quantity(&value).is_err() || value == json!(""), "{value}");
        }
    }

    #[test]
    fn test_block_id_reads_every_form() {
        let hash = B256::repeat_byte(1);
        assert_eq!(block_id(&json!("finalized")), Ok(BlockId::Latest));
        assert_eq!(block_id(&json!("0x2")), Ok(BlockId::Number(2)));
        assert_eq!(
            block_id(&json!({"blockNumber": "0x2"})),
            Ok(BlockId::Number(2))
        );
        assert_eq!(
            block_id(&json!({"blockHash": hash})),
            Ok(BlockId::Hash(hash))
        );
        assert!(block_id(&json!("newest")).is_err());
        assert!(block_id(&json!({})).is_err());
    }

    #[test]
    fn test_log_filter_rejects_hash_with_range() {
        let value = json!({"blockHash": B256::ZERO, "fromBlock": "0x1"});
        assert!(log_filter(&value).is_err());
    }

    #[test]
    fn test_transaction_names_the_bad_field() {
        let error = transaction(&json!({"value": "many"})).expect_err("not a number");
        assert!(error.starts_with("value:"), "{error}");
    }
}
