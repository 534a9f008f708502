//! What a precompile works with: the state, the gas it may burn, and the ways it fails.

use alloy_primitives::{Address, B256, Bytes, Log, LogData, U256};
use alloy_sol_types::{SolError, SolEvent};

use super::config::ArbosConfig;
use crate::{evm::types::BlockContext, program::pages::PageCounter};

/// Gas of a storage read.
pub(crate) const READ_GAS: u64 = 800;
/// Gas of a storage write.
pub(crate) const WRITE_GAS: u64 = 20_000;
/// Gas of a storage write of zero.
pub(crate) const WRITE_ZERO_GAS: u64 = 5_000;
/// Gas of a read that is warm because every call needs it.
pub(crate) const WARM_READ_GAS: u64 = 100;
/// Gas of reading a code hash.
pub(crate) const CODE_HASH_GAS: u64 = 2_600;

const LOG_GAS: u64 = 375;
const LOG_BYTE_GAS: u64 = 8;

/// Why a precompile call did not succeed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Failure {
    /// Revert with the bytes of a Solidity error; what is left of the gas is returned.
    Error(Vec<u8>),
    /// Revert without data; what is left of the gas is returned.
    Revert,
    /// The gas is burnt; revert without data.
    OutOfGas,
    /// The state failed: the message cannot be finished.
    Fatal(String),
}

impl Failure {
    /// A Solidity error.
    pub(crate) fn error<E: SolError>(error: &E) -> Self {
        Self::Error(error.abi_encode())
    }
}

/// The state, as ArbOS sees it. Nothing here costs gas or makes an account warm unless it says so;
/// errors are those of the database.
pub(crate) trait State {
    /// A slot of ArbOS's own storage.
    fn read(&mut self, slot: U256) -> Result<U256, Failure>;
    /// Writes a slot of ArbOS's own storage.
    fn write(&mut self, slot: U256, value: U256) -> Result<(), Failure>;
    /// Code and code hash of an account; the hash is zero when the account does not exist.
    fn code(&mut self, address: Address) -> Result<(Bytes, B256), Failure>;
    /// Balance of an account.
    fn balance(&mut self, address: Address) -> Result<U256, Failure>;
    /// Makes an account warm; true when it was cold.
    fn warm_up(&mut self, address: Address) -> Result<bool, Failure>;
    /// Moves wei; false when the payer has too little.
    fn transfer(&mut self, from: Address, to: Address, value: U256) -> Result<bool, Failure>;
    /// Destroys wei; false when the account has too little.
    fn burn_balance(&mut self, from: Address, value: U256) -> Result<bool, Failure>;
    /// Appends a log.
    fn log(&mut self, log: Log);
    /// Hash of an L2 block.
    fn block_hash(&mut self, number: u64) -> Result<B256, Failure>;
    /// Whether the account destroys itself at the end of this transaction.
    fn has_self_destructed(&mut self, address: Address) -> bool;
}

/// What a precompile can know of the message and of the call's place in it.
#[derive(Debug)]
pub(crate) struct CallInfo<'a> {
    /// Rules of the chain.
    pub(crate) config: &'a ArbosConfig,
    /// Block.
    pub(crate) block: &'a BlockContext,
    /// Address of the precompile.
    pub(crate) address: Address,
    /// Caller.
    pub(crate) caller: Address,
    /// Value in wei, already moved to the precompile.
    pub(crate) value: U256,
    /// Whose storage and logs the call acts on; another one than `address` in a delegate call.
    pub(crate) acting: Address,
    /// True when no state may change.
    pub(crate) read_only: bool,
    /// Frames above this one.
    pub(crate) depth: usize,
    /// Pages programs hold open.
    pub(crate) pages: PageCounter,
    /// Wei the message has paid for posting to L1.
    pub(crate) l1_fee: U256,
}

/// One call of a precompile: its state, its place and its gas.
pub(crate) struct PrecompileCall<'a> {
    /// The state.
    pub(crate) state: &'a mut dyn State,
    /// What it knows.
    pub(crate) info: CallInfo<'a>,
    /// Gas left.
    pub(crate) gas_left: u64,
    /// Whom it has sent wei, for tracers.
    pub(crate) paid: Vec<Address>,
}

impl PrecompileCall<'_> {
    /// Burns gas; all of it when there is too little.
    pub(crate) fn burn(&mut self, gas: u64) -> Result<(), Failure> {
        match self.gas_left.checked_sub(gas) {
            Some(left) => {
                self.gas_left = left;
                Ok(())
            }
            None => Err(self.burn_out()),
        }
    }

    /// Burns all gas.
    pub(crate) fn burn_out(&mut self) -> Failure {
        self.gas_left = 0;
        Failure::OutOfGas
    }

    /// Reads a slot of ArbOS's storage, for gas.
    pub(crate) fn read(&mut self, slot: U256) -> Result<U256, Failure> {
        self.burn(READ_GAS)?;
        self.state.read(slot)
    }

    /// Reads a small number, for gas.
    pub(crate) fn read_u64(&mut self, slot: U256) -> Result<u64, Failure> {
        Ok(self.read(slot)?.saturating_to())
    }

    /// Reads an address, for gas.
    pub(crate) fn read_address(&mut self, slot: U256) -> Result<Address, Failure> {
        Ok(Address::from_word(self.read(slot)?.into()))
    }

    /// Writes a slot of ArbOS's storage, for gas.
    pub(crate) fn write(&mut self, slot: U256, value: U256) -> Result<(), Failure> {
        if self.info.read_only {
            return Err(Failure::Revert);
        }
        self.burn(if value.is_zero() {
            WRITE_ZERO_GAS
        } else {
            WRITE_GAS
        })?;
        self.state.write(slot, value)
    }

    /// Writes a small number, for gas.
    pub(crate) fn write_u64(&mut self, slot: U256, value: u64) -> Result<(), Failure> {
        self.write(slot, U256::from(value))
    }

    /// Moves wei; false when the payer has too little.
    pub(crate) fn transfer(
        &mut self,
        from: Address,
        to: Address,
        value: U256,
    ) -> Result<bool, Failure> {
        self.paid.push(to);
        self.state.transfer(from, to, value)
    }

    /// Destroys wei; false when the account has too little.
    pub(crate) fn burn_balance(&mut self, from: Address, value: U256) -> Result<bool, Failure> {
        self.paid.push(Address::ZERO);
        self.state.burn_balance(from, value)
    }

    /// Code hash of an account, for gas; zero when the account does not exist.
    pub(crate) fn code_hash(&mut self, address: Address) -> Result<B256, Failure> {
        self.burn(CODE_HASH_GAS)?;
        Ok(self.state.code(address)?.1)
    }

    /// Emits an event of the precompile, for gas.
    pub(crate) fn emit<E: SolEvent>(&mut self, event: &E) -> Result<(), Failure> {
        if self.info.read_only {
            return Err(Failure::Revert);
        }
        let data = event.encode_log_data();
        let topics = data.topics().len() as u64;
        self.burn(LOG_GAS * (1 + topics) + LOG_BYTE_GAS * data.data.len() as u64)?;
        self.state.log(self.log_of(data));
        Ok(())
    }

    /// The log of an event of the precompile.
    pub(crate) fn log_of(&self, data: LogData) -> Log {
        Log {
            address: self.info.address,
            data,
        }
    }

    /// Seconds since the Unix epoch.
    pub(crate) fn now(&self) -> u64 {
        self.info.block.timestamp
    }
}
