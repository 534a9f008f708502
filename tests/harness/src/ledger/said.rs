//! What some transactions say of a book: transfers of its token, and events of the balance sheet.

use alm_deploy::contracts::balance_sheet::abi::BalanceSheetEvents;
use ethers::{
    abi::RawLog,
    contract::{EthEvent, EthLogDecode},
    types::{I256, Log},
};

use super::signed;
use crate::{
    Pool,
    balance_sheet::{ReleasedFilter, ReservedFilter},
    deposit_vault::TransferFilter,
    treasury_book::LossRecordedFilter,
};

/// What was said.
#[derive(Debug, Default)]
pub(super) struct Said {
    /// Tokens that came less those that went.
    pub(super) moved: I256,
    /// Income of the floating depositors, less losses.
    pub(super) income: I256,
    /// Deposits less exits, at once with their fees, or settled.
    pub(super) flow: I256,
    /// Set aside for redemptions, less what was collected of it.
    pub(super) reserved: I256,
    /// Floating loans drawn or repaid: each may leave a debt share of rounding to the floating depositors.
    pub(super) loans: i64,
    /// Floating depositors bore a loss: only then the price of a share may fall.
    pub(super) lost: bool,
}

impl Said {
    pub(super) fn hear(&mut self, pool: &Pool, log: &Log) {
        let raw = RawLog {
            topics: log.topics.clone(),
            data: log.data.to_vec(),
        };
        if log.address == pool.token.address {
            self.hear_token(pool, &raw);
        } else if log.address == pool.sheet.address() {
            self.hear_sheet(&raw);
        }
    }

    fn hear_token(&mut self, pool: &Pool, raw: &RawLog) {
        let Ok(moved) = <TransferFilter as EthEvent>::decode_log(raw) else {
            return;
        };
        let sheet = pool.sheet.address();
        for (account, sign) in [(moved.to, 1), (moved.from, -1)] {
            if account == sheet {
                self.moved += signed(moved.value) * I256::from(sign);
            }
        }
    }

    fn hear_sheet(&mut self, raw: &RawLog) {
        match BalanceSheetEvents::decode_log(raw) {
            Ok(BalanceSheetEvents::AccruedFilter(income)) => {
                self.income += income.to_depositors;
                self.lost |= income.to_depositors.is_negative();
            }
            Ok(BalanceSheetEvents::FundedFilter(entry)) => self.flow += signed(entry.assets),
            Ok(BalanceSheetEvents::DefundedFilter(exit)) => {
                self.flow -= signed(exit.assets + exit.fee);
            }
            Ok(BalanceSheetEvents::DrawnFilter(_) | BalanceSheetEvents::RestoredFilter(_)) => {
                self.loans += 1;
            }
            _ => self.hear_others(raw),
        }
    }

    /// Events of the same contract that other interfaces declare.
    fn hear_others(&mut self, raw: &RawLog) {
        if let Ok(settled) = <ReservedFilter as EthEvent>::decode_log(raw) {
            self.flow -= signed(settled.assets);
            self.reserved += signed(settled.assets);
        } else if let Ok(collected) = <ReleasedFilter as EthEvent>::decode_log(raw) {
            self.reserved -= signed(collected.assets);
        } else if let Ok(loss) = <LossRecordedFilter as EthEvent>::decode_log(raw) {
            let floating = loss.floating + loss.rest;
            self.income -= signed(floating);
            self.lost |= !floating.is_zero();
        }
    }
}
