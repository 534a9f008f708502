//! Flows of deposits: read them, check them, cut them to a span, generate them.
//!
//! Four forms are understood, told apart by their header:
//!
//! * flows: `time,deposit,withdrawal[,utilisation]`, whole tokens; `time` in Unix seconds or as an ISO date;
//! * balances: `timestamp,[vault,]total_assets…[,share_price]`: what changed between two rows came or left. With the
//!   share price the interest and the write-offs in it are taken out first; without, they count as flows;
//! * markets: `timestamp,[market,]supply…,borrow…`: changes of the supply, and the utilisation the borrowers are led by;
//! * events: `timestamp,type,assets…`: every row of type `Supply` or `Deposit`, `Withdraw` or `Redeem`; others are counted.
//!
//! The column of an amount may end in `_usd` and the like. A file with several vaults or markets is added up, or one of
//! them is chosen. Every fault is reported with its file, line and column, and a history with a fault is not used at all.

mod amounts;
mod balances;
mod columns;
mod error;
mod events;
mod history;
mod plain;
mod read;
mod synthetic;

#[cfg(test)]
mod tests;

pub use amounts::{MICRO, Scale, format_amount, parse_tokens};
pub use error::{FlowError, FlowFault};
pub use history::{FlowHistory, FlowRow, Form};
pub use read::{Selection, read_flows};
pub use synthetic::{Run, generate_run, write_flows};
