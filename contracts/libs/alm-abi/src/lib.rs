//! The public language of the engine: every interface, error, event and struct, declared once.
//!
//! One file per contract, or per side of a large one, each holding one `sol!` interface in plain Solidity with natspec. The
//! Solidity sources, the ABI JSON and the selector table are generated from these declarations, and
//! the contracts are tested against them, so that there is nothing to keep in step by hand.
//!
//! Rules of the house:
//! - an interface file repeats what it shares with others (ownership), so that the generated Solidity
//!   file stands alone; tests hold the repeated items equal to [`owned`];
//! - every unit is in the natspec: *wad* is 1e18, *bps* is 1e-4, times are Unix seconds.
#![no_std]

extern crate alloc;

pub mod aggregator_v3;
pub mod balance_sheet;
pub mod buffer_pool;
pub mod buffer_treasury;
pub mod concentrated_pool;
pub mod covariance;
pub mod credit_callback;
pub mod credit_desk;
pub mod credit_lens;
pub mod credit_terms;
pub mod deposit_vault;
pub mod depth_reader;
pub mod fixed_book;
pub mod liquidity_lens;
pub mod owned;
pub mod parameters;
pub mod rate_model;
pub mod rates_lens;
pub mod redeem_queue;
pub mod redemptions;
pub mod refusals;
pub mod risk_engine;
pub mod risk_monitor;
pub mod term_desk;
pub mod treasury;

pub use aggregator_v3::AggregatorV3Interface;
pub use balance_sheet::IBalanceSheet;
pub use buffer_pool::IBufferPool;
pub use buffer_treasury::IBufferTreasury;
pub use concentrated_pool::IConcentratedPool;
pub use covariance::ICovariance;
pub use credit_callback::ICreditCallback;
pub use credit_desk::ICreditDesk;
pub use credit_lens::ICreditLens;
pub use credit_terms::ICreditTerms;
pub use deposit_vault::IDepositVault;
pub use depth_reader::IDepthReader;
pub use fixed_book::IFixedBook;
pub use liquidity_lens::ILiquidityLens;
pub use owned::IOwned;
pub use parameters::IParameters;
pub use rate_model::IRateModel;
pub use rates_lens::IRatesLens;
pub use redeem_queue::IRedeemQueue;
pub use redemptions::IRedemptions;
pub use refusals::IRefusals;
pub use risk_engine::IRiskEngine;
pub use risk_monitor::IRiskMonitor;
pub use term_desk::ITermDesk;
pub use treasury::ITreasury;
