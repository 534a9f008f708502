//! The guard: what an action may do to a book's liquidity and to its exposure to interest rates.
//!
//! Surpluses are guarded, not ratios: a ratio below one gets worse when a debt is paid, and a small denominator makes
//! it explode. Two figures are read off a book before and after an action ([`band::Reading`]): the liquidity surplus
//! ([`surplus`]) and the duration gap ([`gap`]). An action may not carry either out of its band, nor further out
//! ([`band::guard`]), which is governed in shares of the book's scale ([`zones`]). The share of the floating deposits
//! expected to run ([`run_off`]) is a statistic of past epochs.

pub mod band;
pub mod gap;
pub mod run_off;
pub mod surplus;
pub mod zones;
