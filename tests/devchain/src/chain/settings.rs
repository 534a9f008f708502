//! Changes from outside: to the state, and to the blocks to come.

use alloy_primitives::{Address, Bytes, U256};

use super::{Chain, ChainError, State};

impl Chain {
    /// Sets a balance.
    pub fn set_balance(&mut self, address: Address, balance: U256) {
        self.change(|state| state.update_head(address, |head| head.balance = balance));
    }

    /// Sets a nonce.
    pub fn set_nonce(&mut self, address: Address, nonce: u64) {
        self.change(|state| state.update_head(address, |head| head.nonce = nonce));
    }

    /// Sets code.
    pub fn set_code(&mut self, address: Address, code: Bytes) {
        self.change(|state| state.set_code(address, code));
    }

    /// Sets a slot.
    pub fn set_storage(&mut self, address: Address, slot: U256, value: U256) {
        self.change(|state| state.set_slot(address, slot, value));
    }

    fn change(&mut self, change: impl FnOnce(&mut State)) {
        change(&mut self.state);
        self.state.advance();
    }

    /// Sets the base fee of the next blocks, in wei.
    pub fn set_base_fee(&mut self, base_fee: u64) {
        self.config.base_fee = base_fee;
    }

    /// Sets the gas limit of the next blocks.
    pub fn set_gas_limit(&mut self, gas_limit: u64) {
        self.config.gas_limit = gas_limit;
    }

    /// Sets the sequencer of the next blocks.
    pub fn set_coinbase(&mut self, coinbase: Address) {
        self.config.coinbase = coinbase;
    }

    /// Sets the chain id transactions must carry from here on.
    pub fn set_chain_id(&mut self, chain_id: u64) {
        self.config.chain_id = chain_id;
    }

    /// Sets the time of the next block.
    ///
    /// # Errors
    /// [`ChainError::Timestamp`] when it is before the latest block's.
    pub fn set_next_timestamp(&mut self, time: u64) -> Result<(), ChainError> {
        let latest = self.head().timestamp();
        if time < latest {
            return Err(ChainError::Timestamp { have: time, latest });
        }
        self.clock.set_next(time);
        Ok(())
    }
}
