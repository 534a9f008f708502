//! Call by call.

use serde_json::{Value, json};

use crate::{
    evm::types::{CallFrame, Executed},
    rpc::encode::{bytes, quantity},
};

/// The answer of `callTracer`. As in the reference the outermost frame reports the gas of the whole
/// transaction.
pub(super) fn encode(executed: &Executed, only_top: bool, logs: bool) -> Value {
    let Some(root) = &executed.trace.root else {
        return json!({});
    };
    let mut value = frame(root, only_top, logs);
    value["gasUsed"] = quantity(executed.gas_used);
    value
}

fn frame(call: &CallFrame, only_top: bool, logs: bool) -> Value {
    let mut value = json!({
        "type": call.kind,
        "from": call.from,
        "to": call.to,
        "gas": quantity(call.gas),
        "gasUsed": quantity(call.gas_used),
        "input": bytes(&call.input),
    });
    if call.kind != "STATICCALL" && call.kind != "DELEGATECALL" {
        value["value"] = json!(call.value);
    }
    if !call.output.0.is_empty() {
        value["output"] = bytes(&call.output);
    }
    if let Some(error) = &call.error {
        value["error"] = json!(error);
    }
    if !only_top && !call.calls.is_empty() {
        value["calls"] = call
            .calls
            .iter()
            .map(|below| frame(below, false, logs))
            .collect();
    }
    if logs && !call.logs.is_empty() {
        value["logs"] = call
            .logs
            .iter()
            .map(|log| {
                json!({ "address": log.address, "topics": log.topics(), "data": log.data.data })
            })
            .collect();
    }
    value
}
