//! Every built-in method, one file a family.

mod blocks;
mod calls;
mod control;
mod debug;
mod fees;
mod logs;
mod miner;
mod network;
mod state;
mod transactions;
mod txpool;

use super::{Params, Rpc, RpcResult};

/// A built-in method.
pub(super) type Handler = fn(&Rpc, &Params) -> RpcResult;

/// All of them with their names.
pub(super) fn all() -> impl Iterator<Item = (&'static str, Handler)> {
    [
        blocks::METHODS,
        calls::METHODS,
        control::METHODS,
        debug::METHODS,
        fees::METHODS,
        logs::METHODS,
        miner::METHODS,
        network::METHODS,
        state::METHODS,
        transactions::METHODS,
        txpool::METHODS,
    ]
    .into_iter()
    .flatten()
    .copied()
}
