//! The operations that are measured, one file a contract. To add one, write it and name it in
//! [`ALL`].

mod buffer_pool;
mod covariance;
mod credit_desk;
mod lenses;
mod parameters;
mod pool;
mod redeem_queue;
mod risk_engine;
mod term_desk;

use async_trait::async_trait;
use ethers::types::{Address, Bytes};

use super::Stage;
use crate::embedded::EmbeddedError;

pub use buffer_pool::{BufferCollect, BufferRequest, BufferSupply};
pub use covariance::{PokeSixteen, PortfolioCredit, SampleAll};
pub use credit_desk::{
    AddCollateral, AddCollateralFirst, Borrow, BorrowDiverse, BorrowFirst, BorrowFixed,
    BorrowFixedFirst, BorrowUniform, Liquidate, LiquidateBad, LiquidateShared, Repay, RepayAll,
    Report, WithdrawCollateral,
};
pub use lenses::{CoverageRatio, CoverageRatioInSolidity, FullReport, FullReportInSolidity};
pub use parameters::{ChangeTerm, ChangeTermFirst};
pub use pool::{Deposit, Draw, Restore, Withdraw, WithdrawCharged};
pub use redeem_queue::{ClaimQueued, RequestRedeem, RequestRedeemFirst, SettleQueue};
pub use risk_engine::{Poke, PokeFirst};
pub use term_desk::{TermDeposit, TermDepositFirst, TermExit, TermRedeem, TermRollOver};

/// In the order of the report.
pub const ALL: [&dyn Operation; 43] = [
    &Poke,
    &PokeFirst,
    &PokeSixteen,
    &SampleAll,
    &PortfolioCredit,
    &Deposit,
    &Withdraw,
    &WithdrawCharged,
    &Draw,
    &Restore,
    &RequestRedeem,
    &RequestRedeemFirst,
    &SettleQueue,
    &ClaimQueued,
    &TermDeposit,
    &TermDepositFirst,
    &TermExit,
    &TermRedeem,
    &TermRollOver,
    &ChangeTerm,
    &ChangeTermFirst,
    &CoverageRatio,
    &CoverageRatioInSolidity,
    &FullReport,
    &FullReportInSolidity,
    &AddCollateral,
    &AddCollateralFirst,
    &Borrow,
    &BorrowFirst,
    &Repay,
    &RepayAll,
    &WithdrawCollateral,
    &BorrowFixed,
    &BorrowFixedFirst,
    &Liquidate,
    &LiquidateBad,
    &LiquidateShared,
    &BorrowUniform,
    &BorrowDiverse,
    &Report,
    &BufferSupply,
    &BufferRequest,
    &BufferCollect,
];

/// A transaction whose gas is a figure of ours.
#[async_trait(?Send)]
pub trait Operation: Sync {
    /// Its name; it says *first* where slots are written for the first time.
    fn name(&self) -> &'static str;

    /// Brings the standard case to where the operation is the next thing to do.
    ///
    /// # Errors
    /// When the chain refuses a step.
    async fn prepare(&self, stage: &Stage) -> Result<(), EmbeddedError>;

    /// Whom it calls, and with what.
    fn call(&self, stage: &Stage) -> (Address, Bytes);
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn test_operations_have_names_of_their_own() {
        let names: BTreeSet<_> = ALL.iter().map(|operation| operation.name()).collect();
        assert_eq!(names.len(), ALL.len());
    }
}
