//! Host function by host function.

use alloy_primitives::hex;
use serde_json::{Value, json};

use crate::evm::types::TracedHostio;

/// The answer of `stylusTracer`.
pub(super) fn encode(events: &[TracedHostio]) -> Value {
    events.iter().map(encode_one).collect()
}

fn encode_one(traced: &TracedHostio) -> Value {
    let event = &traced.event;
    let mut value = json!({
        "name": event.name,
        "args": hex::encode_prefixed(&event.args),
        "outs": hex::encode_prefixed(&event.outs),
        "startInk": event.start_ink,
        "endInk": event.end_ink,
    });
    if let Some(address) = traced.address {
        value["address"] = json!(address);
        value["steps"] = encode(&traced.steps);
    }
    value
}
