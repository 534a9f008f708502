//! One JSON-RPC client for both kinds of chain: the embedded one, in process and without sockets,
//! and any other by its URL.

use std::fmt::Debug;

use async_trait::async_trait;
use devchain::rpc::Rpc;
use ethers::providers::{
    Http, HttpClientError, JsonRpcClient, JsonRpcError, Provider, ProviderError, RpcError,
};
use serde::{Serialize, de::DeserializeOwned};

/// A provider over either kind of chain.
pub type Client = Provider<Transport>;

/// How requests reach the chain.
#[derive(Debug, Clone)]
pub enum Transport {
    /// The dispatcher of an embedded chain.
    InProcess(Rpc),
    /// HTTP.
    Http(Http),
}

impl Transport {
    /// A transport to a URL.
    ///
    /// # Errors
    /// When it is not a URL.
    pub fn http(url: &str) -> Result<Self, TransportError> {
        let client = url.parse::<Http>();
        client.map(Self::Http).map_err(|error| TransportError::Url {
            url: url.into(),
            cause: error.to_string(),
        })
    }
}

/// Why a request failed.
#[derive(Debug, thiserror::Error)]
pub enum TransportError {
    /// Not a URL.
    #[error("{url:?} is not a URL ({cause}); give one like http://localhost:8547")]
    Url {
        /// As given.
        url: String,
        /// Why.
        cause: String,
    },
    /// The chain refused the request.
    #[error("{0}")]
    Response(JsonRpcError),
    /// The connection failed.
    #[error("{0}")]
    Http(#[from] HttpClientError),
    /// The answer, or the request, is not what the method's types say.
    #[error("{error}: {text}")]
    Serde {
        /// Cause.
        error: serde_json::Error,
        /// What could not be read.
        text: String,
    },
}

impl From<TransportError> for ProviderError {
    fn from(error: TransportError) -> Self {
        match error {
            TransportError::Http(error) => error.into(),
            other => Self::JsonRpcClientError(Box::new(other)),
        }
    }
}

impl RpcError for TransportError {
    fn as_error_response(&self) -> Option<&JsonRpcError> {
        match self {
            Self::Response(error) => Some(error),
            Self::Http(error) => error.as_error_response(),
            Self::Url { .. } | Self::Serde { .. } => None,
        }
    }

    fn as_serde_error(&self) -> Option<&serde_json::Error> {
        match self {
            Self::Serde { error, .. } => Some(error),
            Self::Http(error) => error.as_serde_error(),
            Self::Url { .. } | Self::Response(_) => None,
        }
    }
}

#[async_trait]
impl JsonRpcClient for Transport {
    type Error = TransportError;

    async fn request<T, R>(&self, method: &str, params: T) -> Result<R, Self::Error>
    where
        T: Debug + Serialize + Send + Sync,
        R: DeserializeOwned + Send,
    {
        match self {
            Self::InProcess(rpc) => call(rpc, method, &params),
            Self::Http(http) => Ok(JsonRpcClient::request(http, method, params).await?),
        }
    }
}

/// A request to the embedded chain: it is answered when this returns.
pub(crate) fn call<T: Serialize, R: DeserializeOwned>(
    rpc: &Rpc,
    method: &str,
    params: &T,
) -> Result<R, TransportError> {
    let serde = |error| TransportError::Serde {
        error,
        text: method.into(),
    };
    let params = serde_json::to_value(params).map_err(serde)?;
    let answer = rpc.handle(method, params).map_err(|error| {
        TransportError::Response(JsonRpcError {
            code: error.code,
            message: error.message,
            data: error.data,
        })
    })?;
    R::deserialize(&answer).map_err(|error| TransportError::Serde {
        error,
        text: answer.to_string(),
    })
}
