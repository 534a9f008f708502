//! Views of value: previews, limits and conversions, as of this block. They refuse while a call is in progress.

use alloy_sol_types::SolError;
use alm_abi::IBufferPool::NoPreview;
use alm_engine::{
    book::shares::{Shares, VIRTUAL_ASSETS, VIRTUAL_SHARES},
    money::Amount,
    refusal::Cause,
};
use alm_math::lean::mul_div_down;
use alm_stylus::{
    Failure,
    arguments::Arguments,
    lock::unlocked,
    words::{Output, is_zero},
};

use crate::{
    contract::BufferPool,
    errors::{amount, refuse, refused},
    pool::Pool,
    selectors::{
        CONVERT_TO_ASSETS, CONVERT_TO_SHARES, MAX_DEPOSIT, MAX_MINT, MAX_REDEEM, MAX_WITHDRAW,
        PREVIEW_DEPOSIT, PREVIEW_EXIT, PREVIEW_MINT, PREVIEW_REDEEM, PREVIEW_WITHDRAW,
        TOTAL_ASSETS,
    },
};

impl BufferPool {
    /// Every view of value.
    #[inline(always)]
    pub(crate) fn appraise(
        &self,
        selector: u32,
        arguments: &Arguments<'_>,
        output: &mut Output,
    ) -> Result<(), Failure> {
        unlocked()?;
        if selector == PREVIEW_REDEEM || selector == PREVIEW_WITHDRAW {
            return Err(Failure::new(NoPreview::SELECTOR, &[]));
        }
        let mut pool = Pool::default();
        self.open(&mut pool)?;
        let figure = match selector {
            TOTAL_ASSETS => pool.net().gain().raw(),
            MAX_DEPOSIT | MAX_MINT | MAX_WITHDRAW | MAX_REDEEM | PREVIEW_EXIT => {
                self.limit(&pool, selector, arguments)?
            }
            CONVERT_TO_ASSETS | CONVERT_TO_SHARES | PREVIEW_DEPOSIT | PREVIEW_MINT => {
                pool.convert(selector, arguments)?
            }
            _ => return self.tell(&pool, selector, arguments, output),
        };
        output.numbers(&[figure]);
        Ok(())
    }

    /// The limits of an account, and what its request would fetch.
    #[inline(always)]
    fn limit(
        &self,
        pool: &Pool,
        selector: u32,
        arguments: &Arguments<'_>,
    ) -> Result<u128, Failure> {
        let account = arguments.address(0).ok_or_else(Failure::empty)?;
        if selector == PREVIEW_EXIT {
            return self.payout(pool, account);
        }
        let [assets, shares] = match selector {
            MAX_DEPOSIT | MAX_MINT if is_zero(account) || *account == pool.this => [0; 2],
            MAX_DEPOSIT | MAX_MINT => pool.max_enter(),
            _ => self.max_leave(pool, account)?,
        };
        Ok(match selector {
            MAX_DEPOSIT | MAX_WITHDRAW => assets,
            _ => shares,
        })
    }
}

impl Pool {
    /// What an amount of assets is in shares, or the other way round. Nothing is nothing.
    #[inline(always)]
    fn convert(&self, selector: u32, arguments: &Arguments<'_>) -> Result<u128, Failure> {
        let given = amount(arguments.word(0).ok_or_else(Failure::empty)?)?;
        if given == 0 {
            return Ok(0);
        }
        let price = self.price();
        let all_shares = price.supply.raw().saturating_add(VIRTUAL_SHARES);
        let all_assets = price.cost.gain().raw().saturating_add(VIRTUAL_ASSETS);
        let convert = |to, from| {
            let too_large = |_| refuse(Cause::AmountTooLarge, given, u128::MAX);
            mul_div_down(given, to, from).map_err(too_large)
        };
        match selector {
            CONVERT_TO_ASSETS => convert(all_assets, all_shares),
            CONVERT_TO_SHARES => convert(all_shares, all_assets),
            PREVIEW_DEPOSIT => {
                let bought = price.shares_for_deposit(Amount::new(given));
                bought.map(Shares::raw).map_err(refused)
            }
            _ => {
                let cost = price.assets_for_mint(Shares::new(given));
                cost.map(Amount::raw).map_err(refused)
            }
        }
    }
}
