//! What the redemption queue may do: take shares in, give them back, have them settled, have claims paid.
//!
//! The queue is whoever's slot is marked as such, so to know it costs nothing beside the slot its shares are in. It keeps
//! who asked for what; the vault checks that it moves no shares but its own and those an owner gave it.

use alloy_primitives::Address;
use alloy_sol_types::{SolCall, SolEvent};
use alm_abi::{IDepositVault::QueueSet, IRedeemQueue::shareCall};
use alm_stylus::{
    Failure,
    arguments::Arguments,
    calls::consult,
    erc20::{self, Supply, queue},
    host,
    words::{Output, Word, is_zero},
};
use stylus_sdk::prelude::*;

use crate::{
    contract::DepositVault,
    errors::{amount, not_owner, not_queue, queue_already_set, receivable, unsuitable_queue},
    selectors::{DEQUEUE, ENQUEUE, SETTLE},
};

impl DepositVault {
    /// Names the queue. Under the lock.
    #[inline(always)]
    pub(crate) fn set_queue(&mut self, arguments: &Arguments<'_>) -> Result<(), Failure> {
        let vm = self.vm();
        let new_queue = arguments.address(0).ok_or_else(Failure::empty)?;
        let caller = &host::sender(vm);
        if *caller != self.sheet().owner()? {
            return Err(not_owner(caller));
        }
        let present = &self.queue();
        if !is_zero(present) {
            return Err(queue_already_set(present));
        }
        self.check_queue(new_queue)?;
        queue::mark(vm, new_queue);
        self.keep_queue(new_queue);
        let mut event = Output::default();
        event
            .append(&QueueSet::SIGNATURE_HASH.0)
            .append(new_queue)
            .emit(self.vm(), 2);
        Ok(())
    }

    /// Refuses what does not say that this vault is its share: a wrong queue could never be replaced.
    #[inline(always)]
    fn check_queue(&self, new_queue: &Word) -> Result<(), Failure> {
        let vm = self.vm();
        let mut request = Output::default();
        request.append(&shareCall::SELECTOR);
        let mut answer = [[0; 32]; 1];
        let size = consult(vm, new_queue, &request, &mut answer).unwrap_or(0);
        let [share] = answer;
        let is_ours = Address::from_word(share.into()) == vm.contract_address();
        if size < 32 || !is_ours {
            return Err(unsuitable_queue(new_queue));
        }
        Ok(())
    }

    /// Every function of the queue. Under the lock.
    #[inline(always)]
    pub(crate) fn serve(
        &mut self,
        selector: u32,
        arguments: &Arguments<'_>,
        output: &mut Output,
    ) -> Result<(), Failure> {
        let vm = self.vm();
        let caller = &host::sender(vm);
        let Some(held) = queue::held(vm, caller) else {
            return Err(not_queue(caller));
        };
        if selector == SETTLE {
            return self.settle(caller, held, arguments, output);
        }
        if selector == ENQUEUE || selector == DEQUEUE {
            return self.requeue(selector == ENQUEUE, caller, arguments);
        }
        let assets = amount(arguments.word(0).ok_or_else(Failure::empty)?)?;
        let receiver = arguments.address(1).ok_or_else(Failure::empty)?;
        receivable(receiver)?;
        self.sheet().release(assets, receiver)
    }

    /// Takes shares in or gives them back, and reports what queues.
    #[inline(always)]
    fn requeue(
        &self,
        enters: bool,
        queue: &Word,
        arguments: &Arguments<'_>,
    ) -> Result<(), Failure> {
        let vm = self.vm();
        let account = arguments.address(0).ok_or_else(Failure::empty)?;
        if enters {
            let spender = arguments.address(1).ok_or_else(Failure::empty)?;
            let shares = arguments.word(2).ok_or_else(Failure::empty)?;
            if spender != account {
                erc20::spend(vm, account, spender, shares)?;
            }
            queue::enter(vm, queue, account, shares)?;
        } else {
            let shares = arguments.word(1).ok_or_else(Failure::empty)?;
            erc20::transfer(vm, queue, account, shares)?;
        }
        let held = erc20::balance(vm, queue);
        self.sheet().set_queued(held, &Supply::load(vm))
    }

    /// Has the balance sheet settle queued shares, and burns them; tells shares and assets.
    #[inline(always)]
    fn settle(
        &self,
        queue: &Word,
        held: u128,
        arguments: &Arguments<'_>,
        output: &mut Output,
    ) -> Result<(), Failure> {
        let vm = self.vm();
        let wanted = amount(arguments.word(0).ok_or_else(Failure::empty)?)?;
        let mut supply = Supply::load(vm);
        let [shares, assets] = self.sheet().reserve(wanted, held, &supply)?;
        if shares != 0 {
            supply.burn(vm, queue, shares)?;
            supply.store(vm);
        }
        output.numbers(&[shares, assets]);
        Ok(())
    }
}
