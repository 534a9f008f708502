//! Opcode by opcode.

use alloy_primitives::hex;
use serde_json::{Value, json};

use crate::evm::types::{Executed, Status, StructLog};

/// The answer of the default tracer.
pub(super) fn encode(executed: &Executed, memory: bool, stack: bool) -> Value {
    let steps: Vec<Value> = executed
        .trace
        .steps
        .iter()
        .map(|step| encode_step(step, memory, stack))
        .collect();
    json!({
        "gas": executed.gas_used,
        "failed": executed.status != Status::Success,
        "returnValue": hex::encode_prefixed(&executed.output),
        "structLogs": steps,
    })
}

fn encode_step(step: &StructLog, memory: bool, stack: bool) -> Value {
    let mut value = json!({
        "pc": step.pc,
        "op": step.op,
        "gas": step.gas,
        "gasCost": step.gas_cost,
        "depth": step.depth,
    });
    if stack {
        value["stack"] = json!(step.stack);
    }
    if memory {
        let words: Vec<String> = step.memory.chunks(32).map(hex::encode_prefixed).collect();
        value["memory"] = json!(words);
    }
    if let Some(error) = &step.error {
        value["error"] = json!(error);
    }
    value
}
