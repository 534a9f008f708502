//! Lowering the bound on the largest holder by a list of holders.

use alloy_sol_types::SolEvent;
use alm_abi::IDepositVault::TopHoldingLowered;
use alm_engine::concentration::Listed;
use alm_stylus::{
    Failure,
    arguments::Arguments,
    erc20::{self, Supply},
    words::Output,
};
use stylus_sdk::prelude::*;

use crate::{contract::DepositVault, errors::not_ascending};

impl DepositVault {
    /// Lowers the bound to what the listed holders prove; tells it.
    #[inline(never)]
    pub(crate) fn poke(
        &self,
        arguments: &Arguments<'_>,
        output: &mut Output,
    ) -> Result<(), Failure> {
        let vm = self.vm();
        let (holders, count) = arguments.list(0)?;
        let mut listed = Listed::default();
        let mut previous = &[0; 32];
        for place in 0..count {
            let holder = holders.address(place).ok_or_else(Failure::empty)?;
            // The zero address holds nothing and cannot come first.
            if holder <= previous {
                return Err(not_ascending(previous, holder));
            }
            listed = match erc20::queue::held(vm, holder) {
                Some(balance) => listed.with_left_out(balance),
                None => listed.with(erc20::balance(vm, holder)),
            };
            previous = holder;
        }
        let mut supply = Supply::load(vm);
        let before = supply.top();
        supply.concentration = supply.concentration.shown(supply.total, &listed);
        let top = supply.top();
        supply.store(vm);
        if top < before {
            let mut event = Output::default();
            event
                .append(&TopHoldingLowered::SIGNATURE_HASH.0)
                .numbers(&[before, top])
                .emit(vm, 1);
        }
        output.numbers(&[top]);
        Ok(())
    }
}
