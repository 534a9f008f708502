//! What was done how often, and what was refused with which words.

use std::collections::BTreeMap;

use alm_deploy::revert;
use ethers::types::Bytes;

/// What somebody may do, in groups that only one function serves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Deposit,
    Mint,
    Withdraw,
    Redeem,
    Transfer,
    Request,
    Cancel,
    Settle,
    Claim,
    FixedDeposit,
    EarlyExit,
    Collect,
    RollOver,
    GiveClaim,
    Draw,
    Restore,
    DrawFixed,
    RestoreFixed,
    RestoreLate,
    FundFixed,
    DefundFixed,
    RedeemFixed,
    RollFixed,
    Rate,
    Strike,
    Accrue,
    Provision,
    WriteOff,
    Contribute,
    Distribute,
    SetBacking,
    DrawBuffer,
    RepayBuffer,
    CoverLoss,
}

use Kind::*;

/// All of them, with the number that has to be done in two thousand actions: a floor far below what is usual. The
/// buffer lends only when more queues than there is cash, which not every crowd brings about.
const FLOORS: [(Kind, u32); 33] = [
    (Deposit, 20),
    (Mint, 10),
    (Withdraw, 10),
    (Redeem, 10),
    (Transfer, 10),
    (Request, 10),
    (Cancel, 3),
    (Settle, 10),
    (Claim, 5),
    (FixedDeposit, 10),
    (EarlyExit, 5),
    (Collect, 5),
    (RollOver, 5),
    (GiveClaim, 5),
    (Draw, 10),
    (Restore, 10),
    (DrawFixed, 10),
    (RestoreFixed, 5),
    (RestoreLate, 3),
    (FundFixed, 5),
    (DefundFixed, 2),
    (RedeemFixed, 2),
    (RollFixed, 2),
    (Rate, 50),
    (Strike, 20),
    (Accrue, 1),
    (Provision, 1),
    (WriteOff, 2),
    (Contribute, 2),
    (Distribute, 1),
    (SetBacking, 2),
    (RepayBuffer, 1),
    (CoverLoss, 1),
];

/// A floor below this one does not grow with the number of actions.
const RARE: u32 = 3;

/// Why an action may be refused.
const REFUSALS: [&str; 10] = [
    "LiquidityBand",
    "DurationBand",
    "CashShort",
    "CapExceeded",
    "BelowMinimum",
    "ZeroAmount",
    "RateStale",
    "DepositsClosed",
    "TooManyRequests",
    "AmountTooLarge",
];

/// What was done, and what was refused.
#[derive(Debug, Default)]
pub(super) struct Tally {
    done: BTreeMap<Kind, u32>,
    refused: BTreeMap<(Kind, String), u32>,
}

impl Tally {
    pub(super) fn done(&mut self, kind: Kind) {
        *self.done.entry(kind).or_default() += 1;
    }

    /// Takes in a refusal, which has to be a typed one.
    pub(super) fn refused(&mut self, kind: Kind, data: &Bytes) {
        let words = revert::explain(data);
        let name = words.split(['(', ' ', '{']).next().unwrap_or_default();
        assert!(
            REFUSALS.contains(&name),
            "{kind:?} is refused with {words}, 0x{}",
            ethers::utils::hex::encode(data)
        );
        *self.refused.entry((kind, name.into())).or_default() += 1;
    }

    /// Every kind was done, as often as it has to be.
    pub(super) fn check(&self, actions: u32) {
        for (kind, floor) in FLOORS {
            let done = self.done.get(&kind).copied().unwrap_or_default();
            // What an open provision or an empty week bars for months has to happen once.
            let floor = match floor {
                RARE.. => floor * actions / 2_000,
                _ => 1,
            };
            assert!(done >= floor, "{kind:?} happened {done} times of {floor}");
        }
    }
}
