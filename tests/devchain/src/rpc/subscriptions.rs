//! `eth_subscribe`: news pushed over a WebSocket.

use std::sync::Arc;

use jsonrpsee::{
    PendingSubscriptionSink, RpcModule, SubscriptionSink, server::RegisterMethodError,
};
use serde_json::{Value, json, value::to_raw_value};
use tokio::sync::broadcast::{Receiver, error::RecvError};

use super::{Params, Rpc, RpcError, decode, encode, server::error_object};
use crate::chain::{Event, LogFilter, block_logs};

/// Begins a subscription.
pub(super) const SUBSCRIBE: &str = "eth_subscribe";
/// Ends one.
pub(super) const UNSUBSCRIBE: &str = "eth_unsubscribe";

/// What a client subscribes to.
enum Topic {
    Heads,
    Logs(LogFilter),
    Transactions { full: bool },
    Syncing,
}

/// The methods only a connection can answer.
pub(super) fn module(rpc: &Rpc) -> Result<RpcModule<Rpc>, RegisterMethodError> {
    let mut module = RpcModule::new(rpc.clone());
    module.register_subscription(
        SUBSCRIBE,
        "eth_subscription",
        UNSUBSCRIBE,
        |params, pending, rpc, _| {
            let params = params.parse::<Value>().unwrap_or_default();
            serve(params, pending, rpc)
        },
    )?;
    Ok(module)
}

async fn serve(params: Value, pending: PendingSubscriptionSink, rpc: Arc<Rpc>) {
    let topic = match Params::new(params).and_then(|params| read(&params)) {
        Ok(topic) => topic,
        Err(error) => return pending.reject(error_object(error)).await,
    };
    // Before the client hears that it is subscribed, so that it misses nothing from then on.
    let events = rpc.chain().subscribe();
    if let Ok(sink) = pending.accept().await {
        push(&rpc, &topic, events, &sink).await;
    }
}

fn read(params: &Params) -> Result<Topic, RpcError> {
    let kind = params.required(0, "subscription", |value| {
        value
            .as_str()
            .map(str::to_owned)
            .ok_or_else(|| "a name is expected".to_owned())
    })?;
    match kind.as_str() {
        "newHeads" => Ok(Topic::Heads),
        "logs" => {
            let filter = params.optional(1, "filter", decode::log_filter)?;
            Ok(Topic::Logs(
                filter.map(|(filter, _)| filter).unwrap_or_default(),
            ))
        }
        "newPendingTransactions" => Ok(Topic::Transactions {
            full: params.get(1) == Some(&json!(true)),
        }),
        "syncing" => Ok(Topic::Syncing),
        other => Err(RpcError::invalid_params(format!(
            "no such subscription: {other}"
        ))),
    }
}

async fn push(rpc: &Rpc, topic: &Topic, mut events: Receiver<Event>, sink: &SubscriptionSink) {
    loop {
        let event = tokio::select! {
            () = sink.closed() => return,
            event = events.recv() => event,
        };
        let news = match event {
            Ok(event) => news(rpc, topic, &event),
            Err(RecvError::Lagged(lost)) => {
                tracing::warn!(lost, "a slow subscriber has missed events");
                continue;
            }
            Err(RecvError::Closed) => return,
        };
        for value in news {
            let Ok(message) = to_raw_value(&value) else {
                continue;
            };
            if sink.send(message).await.is_err() {
                return;
            }
        }
    }
}

fn news(rpc: &Rpc, topic: &Topic, event: &Event) -> Vec<Value> {
    match (topic, event) {
        (Topic::Heads, Event::Block(block)) => {
            vec![encode::header(&block.header, block.hash, block.l1_number)]
        }
        (Topic::Logs(filter), Event::Block(block)) => block_logs(block, filter)
            .iter()
            .map(encode::placed_log)
            .collect(),
        (Topic::Transactions { full: false }, Event::Transaction(hash)) => vec![json!(hash)],
        (Topic::Transactions { full: true }, Event::Transaction(hash)) => rpc
            .handle("eth_getTransactionByHash", json!([hash]))
            .into_iter()
            .collect(),
        _ => Vec::new(),
    }
}
