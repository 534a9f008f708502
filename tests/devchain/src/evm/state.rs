//! The state of the running message, as ArbOS sees it.

use alloy_primitives::{Address, B256, Bytes, Log, U256};
use revm::{
    Database,
    context_interface::{ContextTr, JournalTr, journaled_state::account::JournaledAccountTr},
};

use super::machine::Context;
use crate::arbos::{
    context::{Failure, State},
    storage::ARBOS_STATE,
};

impl<DB: Database> State for Context<'_, DB> {
    fn read(&mut self, slot: U256) -> Result<U256, Failure> {
        let journal = &mut self.journaled_state;
        journal
            .inner
            .sload(&mut journal.database, ARBOS_STATE, slot, false)
            .map(|load| load.data)
            .map_err(|error| fatal(error.unwrap_db_error()))
    }

    fn write(&mut self, slot: U256, value: U256) -> Result<(), Failure> {
        let journal = &mut self.journaled_state;
        journal
            .inner
            .sstore(&mut journal.database, ARBOS_STATE, slot, value, false)
            .map_err(|error| fatal(error.unwrap_db_error()))?;
        journal.touch_account(ARBOS_STATE);
        Ok(())
    }

    fn code(&mut self, address: Address) -> Result<(Bytes, B256), Failure> {
        let mut load = self
            .journaled_state
            .load_account_with_code_mut(address)
            .map_err(fatal)?;
        let account = load.data.account();
        let hash = match account.info.is_empty() {
            true => B256::ZERO,
            false => account.info.code_hash,
        };
        let code = account.info.code.as_ref();
        let code = code.map(|code| code.original_bytes()).unwrap_or_default();
        keep_cold(&mut load.data, load.is_cold);
        Ok((code, hash))
    }

    fn balance(&mut self, address: Address) -> Result<U256, Failure> {
        let mut load = self
            .journaled_state
            .load_account_mut(address)
            .map_err(fatal)?;
        let balance = *load.data.balance();
        keep_cold(&mut load.data, load.is_cold);
        Ok(balance)
    }

    fn warm_up(&mut self, address: Address) -> Result<bool, Failure> {
        let load = self.journaled_state.load_account(address).map_err(fatal)?;
        Ok(load.is_cold)
    }

    fn transfer(&mut self, from: Address, to: Address, value: U256) -> Result<bool, Failure> {
        let error = self
            .journaled_state
            .transfer(from, to, value)
            .map_err(fatal)?;
        Ok(error.is_none())
    }

    fn burn_balance(&mut self, from: Address, value: U256) -> Result<bool, Failure> {
        let mut load = self.journaled_state.load_account_mut(from).map_err(fatal)?;
        Ok(load.data.decr_balance(value))
    }

    fn log(&mut self, log: Log) {
        self.journaled_state.log(log);
    }

    fn block_hash(&mut self, number: u64) -> Result<B256, Failure> {
        self.db_mut().block_hash(number).map_err(fatal)
    }

    fn has_self_destructed(&mut self, address: Address) -> bool {
        let account = self.journaled_state.inner.state.get(&address);
        account.is_some_and(|account| account.is_selfdestructed())
    }
}

/// Takes back the warmth that a look at an account gave it: ArbOS's looks cost nothing and change
/// nothing.
fn keep_cold(account: &mut impl JournaledAccountTr, was_cold: bool) {
    if was_cold {
        account.unsafe_mark_cold();
    }
}

fn fatal(error: impl std::fmt::Display) -> Failure {
    Failure::Fatal(error.to_string())
}
