//! `report`: how an account stands, told to the risk source.
//!
//! The histogram of liquidation prices is of no use to the account that is touched, and its figures are used hours
//! later: told in the middle of each batch, it would cost every borrower three slots of another contract a collateral. So anyone
//! tells it, of whichever account and assets he names; what is told is the desk's own weighing.

use alloy_sol_types::{SolCall, SolError};
use alm_abi::{ICreditDesk::ZeroAddress, IRiskMonitor::recordCall};
use alm_engine::credit::value::owned_down;
use alm_stylus::{
    Failure,
    arguments::Arguments,
    calls::transact,
    token,
    words::{Output, Word, is_zero},
};

use crate::{
    account::Account,
    desk::Desk,
    errors::address,
    layout::{COLLATERALS, RISK_SOURCE},
    oracle::Purpose,
    weigh::Weighing,
};

/// Decimals of what is told.
const WAD_DECIMALS: u8 = 18;

impl Desk {
    /// `report`: account, assets.
    pub fn report(&self, arguments: &Arguments<'_>) -> Result<(), Failure> {
        let source = self.fixed_slot(RISK_SOURCE);
        if is_zero(&source) {
            return Err(Failure::new(ZeroAddress::SELECTOR, &[]));
        }
        let mut account = Account::default();
        self.load_account(address(arguments, 0)?, &mut account);
        let (assets, count) = arguments.list(1)?;
        for place in 0..count {
            self.report_one(&source, &account, address(&assets, place)?)?;
        }
        Ok(())
    }

    /// Tells of one collateral how much there is, and what part of the debt it stands for.
    #[inline(never)]
    fn report_one(&self, source: &Word, account: &Account, asset: &Word) -> Result<(), Failure> {
        let index = self.index_of(asset)?;
        let mut figures = [0; 2];
        if account.has(COLLATERALS, index) {
            let mut weighing = Weighing {
                collateral: index,
                ..Weighing::default()
            };
            self.weigh(account, Purpose::Liquidation, &mut weighing)?;
            let leg = &weighing.taken;
            let worth = owned_down(leg.amount, leg.price, leg.decimals);
            let ratio = weighing.terms.threshold.at(self.now());
            figures = [
                in_wad(leg.amount, token::decimals(self.vm(), asset)?),
                weighing.tally.share_of_debt(worth, ratio),
            ];
        }
        let mut request = Output::default();
        request
            .append(&recordCall::SELECTOR)
            .append(asset)
            .append(&account.owner)
            .numbers(&figures);
        transact(self.vm(), source, &request, &mut []).map(|_| ())
    }
}

/// An amount in wad tokens, rounded down.
fn in_wad(amount: u128, decimals: u8) -> u128 {
    let ten = |power: u8| 10u128.saturating_pow(power.into());
    let up = ten(WAD_DECIMALS.saturating_sub(decimals));
    let down = ten(decimals.saturating_sub(WAD_DECIMALS));
    amount.saturating_mul(up).checked_div(down).unwrap_or(0)
}
