//! The node driven as clients drive it: in process, over HTTP and over a WebSocket.

#[path = "rpc/support.rs"]
mod support;

#[path = "rpc/accounts.rs"]
mod accounts;
#[path = "rpc/binary.rs"]
mod binary;
#[path = "rpc/blocks.rs"]
mod blocks;
#[path = "rpc/dump.rs"]
mod dump;
#[path = "rpc/estimate.rs"]
mod estimate;
#[path = "rpc/history.rs"]
mod history;
#[path = "rpc/l1_pricing.rs"]
mod l1_pricing;
#[path = "rpc/logs.rs"]
mod logs;
#[path = "rpc/malformed.rs"]
mod malformed;
#[path = "rpc/overrides.rs"]
mod overrides;
#[path = "rpc/pending.rs"]
mod pending;
#[path = "rpc/pool.rs"]
mod pool;
#[path = "rpc/programs.rs"]
mod programs;
#[path = "rpc/server.rs"]
mod server;
#[path = "rpc/snapshots.rs"]
mod snapshots;
#[path = "rpc/time.rs"]
mod time;
#[path = "rpc/transactions.rs"]
mod transactions;
#[path = "rpc/upgrade.rs"]
mod upgrade;
