//! What was done how often, and what was refused with which words.

use std::collections::BTreeMap;

use alm_deploy::revert;
use ethers::types::Bytes;

/// What somebody may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Deed {
    Add,
    Withdraw,
    Borrow,
    BorrowFixed,
    Leverage,
    Flash,
    Repay,
    RepayFixed,
    RollOver,
    Liquidate,
    LiquidateOverdue,
    TakeOffer,
    Operator,
    Offers,
    Save,
    Leave,
    Observe,
    Push,
    PushCredit,
    Report,
    Measure,
    Evaluate,
    Sample,
    BadDebt,
    Share,
    Jump,
    Death,
}

use Deed::*;

/// What has to be done in a thousand actions: a floor far below what is usual.
const FLOORS: [(Deed, u32); 16] = [
    (Add, 40),
    (Withdraw, 10),
    (Borrow, 20),
    (BorrowFixed, 5),
    (Flash, 5),
    (Repay, 20),
    (RepayFixed, 5),
    (Liquidate, 5),
    (Operator, 5),
    (Offers, 5),
    (Save, 5),
    (Observe, 20),
    (Push, 20),
    (Report, 5),
    (Jump, 10),
    (Death, 2),
];

/// Why an action may be refused.
const REFUSALS: [&str; 26] = [
    "LiquidityBand",
    "DurationBand",
    "CashShort",
    "CapExceeded",
    "BelowMinimum",
    "ZeroAmount",
    "RateStale",
    "DepositsClosed",
    "AmountTooLarge",
    "AmountTooSmall",
    "Undercollateralised",
    "PriceStale",
    "PriceNotObserved",
    "InvalidPrice",
    "TooManyPositions",
    "Healthy",
    "TooSoon",
    "LoanNotFound",
    "NotAuthorised",
    "TermOutOfBounds",
    "SampleFailed",
    "InvalidRoundTime",
    "RoundWentBack",
    "NotFollowed",
    "MarginShort",
    "MaturityInvalid",
];

/// What was done, and what was refused.
#[derive(Debug, Default)]
pub(super) struct Tally {
    done: BTreeMap<Deed, u32>,
    refused: BTreeMap<(Deed, String), u32>,
}

impl Tally {
    pub(super) fn done(&mut self, deed: Deed) {
        *self.done.entry(deed).or_default() += 1;
    }

    /// Takes in a refusal, which has to be a typed one. Tells its name.
    pub(super) fn refused(&mut self, deed: Deed, data: &Bytes) -> String {
        let words = revert::explain(data);
        let name = words.split(['(', ' ', '{']).next().unwrap_or_default();
        assert!(
            REFUSALS.contains(&name),
            "{deed:?} is refused with {words}, 0x{}",
            ethers::utils::hex::encode(data)
        );
        *self.refused.entry((deed, name.into())).or_default() += 1;
        name.into()
    }

    /// Every deed was done, as often as it has to be.
    pub(super) fn check(&self, actions: u32) {
        for (deed, floor) in FLOORS {
            let done = self.done.get(&deed).copied().unwrap_or_default();
            let floor = (floor * actions / 1_000).max(1);
            assert!(done >= floor, "{deed:?} happened {done} times of {floor}");
        }
    }
}
