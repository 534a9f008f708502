//! Views of value: previews, limits and conversions, as of this block. They refuse while a call is in progress.

use alm_math::lean::mul_div_down;
use alm_stylus::{
    Failure,
    arguments::Arguments,
    erc20::Supply,
    lock::unlocked,
    words::{Output, Word},
};

use crate::{
    contract::DepositVault,
    errors::{amount, too_large},
    selectors::{
        CONVERT_TO_ASSETS, CONVERT_TO_SHARES, MAX_DEPOSIT, MAX_MINT, MAX_REDEEM, MAX_WITHDRAW,
        PREVIEW_DEPOSIT, PREVIEW_MINT, PREVIEW_REDEEM, PREVIEW_WITHDRAW, TOTAL_ASSETS,
    },
};

/// Shares the balance sheet counts beside the supply, and units beside the net value.
const VIRTUAL_SHARES: u128 = 1_000_000;
/// See [`VIRTUAL_SHARES`].
const VIRTUAL_ASSETS: u128 = 1;

impl DepositVault {
    /// Every view of value.
    #[inline(always)]
    pub(crate) fn appraise(
        &self,
        selector: u32,
        arguments: &Arguments<'_>,
        output: &mut Output,
    ) -> Result<(), Failure> {
        unlocked()?;
        let figure = match selector {
            TOTAL_ASSETS => self.sheet().net_value()?,
            MAX_DEPOSIT | MAX_MINT | MAX_WITHDRAW | MAX_REDEEM => {
                self.limit(selector, arguments)?
            }
            CONVERT_TO_ASSETS | CONVERT_TO_SHARES | PREVIEW_DEPOSIT | PREVIEW_MINT
            | PREVIEW_WITHDRAW | PREVIEW_REDEEM => {
                self.price(selector, arguments.word(0).ok_or_else(Failure::empty)?)?
            }
            _ => return Err(Failure::empty()),
        };
        output.numbers(&[figure]);
        Ok(())
    }

    /// The limits of an account.
    #[inline(always)]
    fn limit(&self, selector: u32, arguments: &Arguments<'_>) -> Result<u128, Failure> {
        let account = arguments.address(0).ok_or_else(Failure::empty)?;
        let [assets, shares] = match selector {
            MAX_DEPOSIT | MAX_MINT => self.max_enter(account)?,
            _ => self.max_leave(account)?,
        };
        Ok(match selector {
            MAX_DEPOSIT | MAX_WITHDRAW => assets,
            _ => shares,
        })
    }

    /// What an amount of assets is in shares, or the other way round. Nothing is nothing.
    #[inline(always)]
    fn price(&self, selector: u32, given: &Word) -> Result<u128, Failure> {
        let value = amount(given)?;
        if value == 0 {
            return Ok(0);
        }
        let sheet = &self.sheet();
        let supply = &Supply::load(sheet.vm);
        let pair = match selector {
            CONVERT_TO_ASSETS | CONVERT_TO_SHARES => {
                let all_shares = supply.total.saturating_add(VIRTUAL_SHARES);
                let all_assets = sheet.net_value()?.saturating_add(VIRTUAL_ASSETS);
                let convert =
                    |to, from| mul_div_down(value, to, from).map_err(|_| too_large(given));
                if selector == CONVERT_TO_ASSETS {
                    return convert(all_assets, all_shares);
                }
                return convert(all_shares, all_assets);
            }
            PREVIEW_DEPOSIT => sheet.preview_fund([value, 0], supply)?,
            PREVIEW_MINT => sheet.preview_fund([0, value], supply)?,
            PREVIEW_WITHDRAW => sheet.preview_defund([value, 0], supply)?,
            _ => sheet.preview_defund([0, value], supply)?,
        };
        let [assets, shares] = pair;
        Ok(match selector {
            PREVIEW_MINT | PREVIEW_REDEEM => assets,
            _ => shares,
        })
    }
}
