//! Playing flows of deposits through a deployed pool.
//!
//! A pool of one book stands on the embedded chain, deployed by the same plan as anywhere, with a desk that lends from it.
//!
//! * **Depositors.** The flows are shared among a population of accounts whose parts are fixed: the largest holder's as
//!   configured, the others equal. A deposit goes to whoever is furthest below his part, a withdrawal to whoever is furthest
//!   above it, so they take turns and the parts hold. Deposits of a row come before its withdrawals.
//! * **Exits.** Everyone leaves by `withdraw`, up to what `maxWithdraw` allows. What cannot leave waits, in order, and is
//!   tried again at every row before anything new.
//! * **Borrowers** move towards the utilisation the file tells, or a constant one, of what does not wait to leave: they
//!   borrow as far as the book's guard lets them, and repay at most a configured part of the loans a day.
//! * **Days.** At each midnight (UTC) the rate is refreshed and the book is struck, as a keeper would. Before the first row
//!   the pool stands for a month with the opening deposits, so that its figures are those of a book that has been there.

mod borrowers;
mod error;
mod exits;
mod observation;
mod population;
mod run;
mod settings;
mod stand;
mod watch;

pub use error::PoolReplayError;
pub use observation::PoolObservation;
pub use population::Population;
pub use run::replay_flows;
pub use settings::{PoolSettings, PoolSettingsError};
