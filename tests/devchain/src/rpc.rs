//! JSON-RPC: one dispatcher, used in process or behind the server.

mod decode;
mod encode;
mod error;
mod methods;
mod params;
mod server;
mod subscriptions;
mod traces;

use std::{collections::HashMap, sync::Arc};

use parking_lot::{Mutex, MutexGuard, RwLock};
use serde_json::Value;

use crate::chain::Chain;

pub use error::RpcError;
pub use params::Params;
pub(crate) use server::start;

/// Result of a method.
pub type RpcResult = Result<Value, RpcError>;

type Method = Arc<dyn Fn(&Rpc, &Params) -> RpcResult + Send + Sync>;

/// The dispatcher. Cheap to clone; all clones speak for the same chain.
#[derive(Clone)]
pub struct Rpc {
    inner: Arc<Inner>,
}

struct Inner {
    chain: Mutex<Chain>,
    methods: RwLock<HashMap<String, Method>>,
    mining_changed: Mutex<Option<Arc<dyn Fn() + Send + Sync>>>,
}

impl Rpc {
    /// A dispatcher for a chain, with every built-in method.
    pub fn new(chain: Chain) -> Self {
        let rpc = Self {
            inner: Arc::new(Inner {
                chain: Mutex::new(chain),
                methods: RwLock::default(),
                mining_changed: Mutex::default(),
            }),
        };
        for (name, method) in methods::all() {
            rpc.inner
                .methods
                .write()
                .insert(name.to_owned(), Arc::new(method));
        }
        rpc
    }

    /// Answers a request. `params` is the array of the request, or null for none.
    ///
    /// # Errors
    /// What the client is to see: -32601 for an unknown method, -32602 for bad parameters, 3 with the
    /// data for a revert, -32000 for any other refusal.
    pub fn handle(&self, method: &str, params: Value) -> RpcResult {
        let found = self.inner.methods.read().get(method).cloned();
        let Some(found) = found else {
            return Err(RpcError::unknown_method(method));
        };
        let result = found(self, &Params::new(params)?);
        if let Err(error) = &result {
            tracing::debug!(method, code = error.code, message = %error.message, "refused");
        }
        result
    }

    /// Adds a method, or replaces one. It is served by every transport from here on.
    pub fn register(
        &self,
        name: &str,
        method: impl Fn(Value) -> RpcResult + Send + Sync + 'static,
    ) {
        let method = move |_: &Rpc, params: &Params| method(params.to_value());
        self.inner
            .methods
            .write()
            .insert(name.to_owned(), Arc::new(method));
    }

    /// Names of all methods, sorted.
    pub fn methods(&self) -> Vec<String> {
        let mut names: Vec<String> = self.inner.methods.read().keys().cloned().collect();
        names.sort_unstable();
        names
    }

    /// The chain, locked. Requests wait while the guard lives.
    pub fn chain(&self) -> MutexGuard<'_, Chain> {
        self.inner.chain.lock()
    }

    /// Has `notify` called when a client changes how blocks are made.
    pub(crate) fn on_mining_change(&self, notify: Arc<dyn Fn() + Send + Sync>) {
        *self.inner.mining_changed.lock() = Some(notify);
    }

    /// A client has changed how blocks are made.
    pub(crate) fn mining_changed(&self) {
        let notify = self.inner.mining_changed.lock().clone();
        if let Some(notify) = notify {
            notify();
        }
    }
}

impl std::fmt::Debug for Rpc {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Rpc")
            .field("methods", &self.inner.methods.read().len())
            .finish_non_exhaustive()
    }
}
