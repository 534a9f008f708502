//! Programs in text form against a world of their own. The ink each should use is written out
//! from the price tables.

mod account;
mod call;
mod data;
mod environment;
mod math;
mod memory;
mod nested;
mod outcome;
mod run;
mod storage;
mod trace;
mod world;
