//! JSON-RPC over a local socket and over HTTP on the loopback address.
//!
//! The socket is what forge is told to use: it opens a connection for every request, and one to a
//! socket costs a twentieth of an HTTP client.

mod socket;

use std::{net::SocketAddr, path::PathBuf, str::FromStr, sync::Arc};

use alloy_primitives::{Bytes, hex};
use jsonrpsee::{
    RpcModule,
    server::{ServerBuilder, ServerConfig},
    types::ErrorObjectOwned,
};

use super::run::Executor;

/// Largest request and reply in bytes: transcripts carry code and calldata.
const MAX_BODY: u32 = 64 << 20;

/// Where to listen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Endpoint {
    /// A Unix socket at this path.
    Socket(PathBuf),
    /// HTTP on the loopback address; port 0 takes a free one.
    Http(u16),
}

/// Why it cannot listen.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The system refused.
    #[error("cannot listen on {endpoint}: {source}")]
    Bind {
        /// Where.
        endpoint: String,
        /// What the system says.
        source: std::io::Error,
    },
    /// A method could not be set up.
    #[error("cannot set up the methods: {0}")]
    Methods(#[from] jsonrpsee::core::RegisterMethodError),
}

/// Listens, and prints nothing: returns the address clients are to use, and serves until dropped
/// by the runtime.
///
/// # Errors
/// [`ServeError`] when the endpoint is taken or not allowed.
pub async fn serve(executor: Arc<Executor>, endpoint: &Endpoint) -> Result<String, ServeError> {
    let module = methods(executor)?;
    match endpoint {
        Endpoint::Socket(path) => {
            let address = path.display().to_string();
            let bind = |source| ServeError::Bind {
                endpoint: address.clone(),
                source,
            };
            socket::listen(path, module).map_err(bind)?;
            Ok(address)
        }
        Endpoint::Http(port) => {
            let address = SocketAddr::from(([127, 0, 0, 1], *port));
            let bind = |source| ServeError::Bind {
                endpoint: address.to_string(),
                source,
            };
            listen_http(address, module).await.map_err(bind)
        }
    }
}

async fn listen_http(
    address: SocketAddr,
    module: RpcModule<Arc<Executor>>,
) -> Result<String, std::io::Error> {
    let config = ServerConfig::builder()
        .max_request_body_size(MAX_BODY)
        .max_response_body_size(MAX_BODY)
        .http_only()
        .build();
    let server = ServerBuilder::with_config(config).build(address).await?;
    let local = server.local_addr()?;
    tokio::spawn(server.start(module).stopped());
    Ok(format!("http://{local}"))
}

fn methods(
    executor: Arc<Executor>,
) -> Result<RpcModule<Arc<Executor>>, jsonrpsee::core::RegisterMethodError> {
    let mut module = RpcModule::new(executor);
    module.register_blocking_method("stylus_register", |params, executor, _| {
        let path: PathBuf = params.one()?;
        executor.register(&path).map_err(failed)
    })?;
    module.register_blocking_method("stylus_execute", |params, executor, _| {
        let request: String = params.one()?;
        let request = Bytes::from_str(&request).map_err(failed)?;
        executor
            .execute(&request)
            .map(hex::encode_prefixed)
            .map_err(failed)
    })?;
    module.register_method("stylus_summary", |_, executor, _| {
        Ok::<_, ErrorObjectOwned>(executor.summary())
    })?;
    Ok(module)
}

fn failed(error: impl std::error::Error) -> ErrorObjectOwned {
    ErrorObjectOwned::owned(-32_000, error.to_string(), None::<()>)
}
