//! Traces.

use serde_json::{Value, json};

use super::{Handler, calls};
use crate::{
    chain::BlockId,
    evm::types::ExecOptions,
    rpc::{
        Params, Rpc, RpcResult, decode, encode,
        traces::{self, Tracer},
    },
};

pub(super) const METHODS: &[(&str, Handler)] = &[
    ("debug_traceTransaction", trace_transaction),
    ("debug_traceCall", trace_call),
    ("debug_traceBlockByNumber", trace_block),
    ("debug_traceBlockByHash", trace_block),
    ("debug_getRawTransaction", raw_transaction),
    ("debug_getRawHeader", raw_header),
];

fn trace_transaction(rpc: &Rpc, params: &Params) -> RpcResult {
    let hash = params.hash(0, "hash")?;
    let tracer = params
        .optional(1, "tracer options", Tracer::read)?
        .unwrap_or_default();
    let executed = rpc.chain().replay(hash, tracer.exec_options())?;
    Ok(traces::encode(&tracer, &executed))
}

fn trace_call(rpc: &Rpc, params: &Params) -> RpcResult {
    let tracer = params
        .optional(2, "tracer options", Tracer::read)?
        .unwrap_or_default();
    let options: Option<&Value> = params.get(2);
    let nested = |name: &str| {
        options
            .and_then(|o| o.get(name))
            .cloned()
            .unwrap_or_default()
    };
    let call = Params::new(Value::Array(vec![
        params.get(0).cloned().unwrap_or_default(),
        params.get(1).cloned().unwrap_or_default(),
        nested("stateOverrides"),
        nested("blockOverrides"),
    ]))?;
    let options = ExecOptions {
        simulate: true,
        ..tracer.exec_options()
    };
    let simulation = calls::simulation(&call, BlockId::Latest, options)?;
    let executed = rpc
        .chain()
        .at(simulation.at, |chain| chain.simulate(&simulation))?;
    Ok(traces::encode(&tracer, &executed))
}

fn trace_block(rpc: &Rpc, params: &Params) -> RpcResult {
    let id = params.required(0, "block", decode::block_id)?;
    let tracer = params
        .optional(1, "tracer options", Tracer::read)?
        .unwrap_or_default();
    let mut chain = rpc.chain();
    let Some(block) = chain.block(id)? else {
        return Ok(json!([]));
    };
    let mut results = Vec::with_capacity(block.transactions.len());
    for mined in &block.transactions {
        let executed = chain.replay(mined.signed.hash, tracer.exec_options())?;
        let result = traces::encode(&tracer, &executed);
        results.push(json!({ "txHash": mined.signed.hash, "result": result }));
    }
    Ok(Value::Array(results))
}

fn raw_transaction(rpc: &Rpc, params: &Params) -> RpcResult {
    rpc.handle("eth_getRawTransactionByHash", params.to_value())
}

fn raw_header(rpc: &Rpc, params: &Params) -> RpcResult {
    let id = params.required(0, "block", decode::block_id)?;
    let block = rpc.chain().block(id)?;
    Ok(json!(block.map(|block| encode::bytes(
        &alloy_rlp::encode(&block.header).into()
    ))))
}
