//! The server: HTTP and WebSocket on one port.

use std::{
    net::TcpListener,
    sync::atomic::{AtomicU64, Ordering},
};

use jsonrpsee::{
    core::{
        middleware::{Batch, BatchEntry, Notification, RpcServiceBuilder, RpcServiceT},
        server::{BatchResponseBuilder, MethodResponse, ResponsePayload},
    },
    server::{BatchRequestConfig, IdProvider, Server, ServerConfig, ServerHandle},
    types::{ErrorObjectOwned, Request, SubscriptionId},
};
use serde_json::Value;
use tower_http::cors::CorsLayer;

use super::{Rpc, RpcError, subscriptions};

/// Most bytes of a request: a dump of a large state fits.
const MOST_REQUEST_BYTES: u32 = 256 << 20;
/// Most bytes of an answer.
const MOST_RESPONSE_BYTES: u32 = 512 << 20;
/// Most connections at a time.
const MOST_CONNECTIONS: u32 = 1_024;

/// Serves `rpc` on a bound listener until the handle is stopped. Must be called in a runtime.
///
/// # Errors
/// When the listener cannot be used.
pub(crate) fn start(rpc: &Rpc, listener: TcpListener) -> std::io::Result<ServerHandle> {
    let module = subscriptions::module(rpc).map_err(std::io::Error::other)?;
    let config = ServerConfig::builder()
        .max_request_body_size(MOST_REQUEST_BYTES)
        .max_response_body_size(MOST_RESPONSE_BYTES)
        .max_connections(MOST_CONNECTIONS)
        .set_batch_request_config(BatchRequestConfig::Unlimited)
        .set_id_provider(HexIds::default())
        .set_tcp_no_delay(true)
        .build();
    let rpc = rpc.clone();
    let dispatch = move |service| Dispatch {
        service,
        rpc: rpc.clone(),
    };
    listener.set_nonblocking(true)?;
    let server = Server::builder()
        .set_config(config)
        .set_rpc_middleware(RpcServiceBuilder::new().layer_fn(dispatch))
        .set_http_middleware(tower::ServiceBuilder::new().layer(CorsLayer::permissive()))
        .build_from_tcp(listener)?;
    Ok(server.start(module))
}

/// Subscription ids as clients expect them: numbers in hexadecimal.
#[derive(Debug, Default)]
struct HexIds(AtomicU64);

impl IdProvider for HexIds {
    fn next_id(&self) -> SubscriptionId<'static> {
        let id = self.0.fetch_add(1, Ordering::Relaxed) + 1;
        SubscriptionId::Str(format!("{id:#x}").into())
    }
}

/// Sends every request to the dispatcher, but those for subscriptions to the server's own service.
#[derive(Clone)]
struct Dispatch<S> {
    service: S,
    rpc: Rpc,
}

impl<S> RpcServiceT for Dispatch<S>
where
    S: RpcServiceT<MethodResponse = MethodResponse> + Clone + Send + Sync + 'static,
{
    type MethodResponse = MethodResponse;
    type NotificationResponse = MethodResponse;
    type BatchResponse = MethodResponse;

    fn call<'a>(&self, request: Request<'a>) -> impl Future<Output = MethodResponse> + Send + 'a {
        let Self { service, rpc } = self.clone();
        async move {
            match request.method.as_ref() {
                subscriptions::SUBSCRIBE | subscriptions::UNSUBSCRIBE => {
                    service.call(request).await
                }
                _ => answer(rpc, request).await,
            }
        }
    }

    fn batch<'a>(&self, batch: Batch<'a>) -> impl Future<Output = MethodResponse> + Send + 'a {
        let this = self.clone();
        async move {
            let mut answers = BatchResponseBuilder::new_with_limit(MOST_RESPONSE_BYTES as usize);
            let mut notified = false;
            for entry in batch {
                let answer = match entry {
                    Ok(BatchEntry::Call(request)) => this.call(request).await,
                    Ok(BatchEntry::Notification(_)) => {
                        notified = true;
                        continue;
                    }
                    Err(error) => {
                        let (error, id) = error.into_parts();
                        MethodResponse::error(id, error)
                    }
                };
                if let Err(too_large) = answers.append(answer) {
                    return too_large;
                }
            }
            if answers.is_empty() && notified {
                return MethodResponse::notification();
            }
            MethodResponse::from_batch(answers.finish())
        }
    }

    fn notification<'a>(
        &self,
        _: Notification<'a>,
    ) -> impl Future<Output = MethodResponse> + Send + 'a {
        std::future::ready(MethodResponse::notification())
    }
}

/// Answers off the reactor: a long simulation must not hold up other connections.
async fn answer(rpc: Rpc, request: Request<'_>) -> MethodResponse {
    let id = request.id.clone().into_owned();
    let method = request.method.clone().into_owned();
    let params: Result<Value, _> = request
        .params
        .as_ref()
        .map_or(Ok(Value::Null), |raw| serde_json::from_str(raw.get()));
    let Ok(params) = params else {
        return MethodResponse::error(id, error_object(RpcError::invalid_params("invalid params")));
    };
    let work = move || rpc.handle(&method, params);
    let result = tokio::task::spawn_blocking(work)
        .await
        .unwrap_or_else(|error| Err(RpcError::new(-32603, format!("internal error: {error}"))));
    match result {
        Ok(value) => MethodResponse::response(
            id,
            ResponsePayload::success(value),
            MOST_RESPONSE_BYTES as usize,
        ),
        Err(error) => MethodResponse::error(id, error_object(error)),
    }
}

/// The error as the server writes it.
pub(super) fn error_object(error: RpcError) -> ErrorObjectOwned {
    let code = i32::try_from(error.code).unwrap_or(-32603);
    ErrorObjectOwned::owned(code, error.message, error.data)
}
