//! The server: HTTP and WebSocket on one port.

use std::{
    future::Future,
    net::{SocketAddr, TcpListener},
    pin::Pin,
    sync::atomic::{AtomicU64, Ordering},
    task::{Context, Poll},
};

use jsonrpsee::{
    MethodResponse,
    core::{
        middleware::{Batch, BatchEntry, Notification, RpcServiceBuilder, RpcServiceT},
        traits::IdProvider,
    },
    server::{
        BatchRequestConfig, HttpBody, HttpRequest, HttpResponse, RpcModule, Server, ServerConfig,
        ServerHandle,
    },
    types::{ErrorObjectOwned, Request, ResponsePayload, SubscriptionId},
};
use serde_json::Value;

use super::{Rpc, RpcError, subscriptions};
