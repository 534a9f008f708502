//! A chain without blocks: an executor, a database and the means to send messages.

use alloy_primitives::{Address, B256, Bytes, U256, address, keccak256};
use devchain::{
    arbos::ArbosConfig,
    evm::{
        Executor,
        types::{BlockContext, ExecError, ExecOptions, Executed, Message, Status},
    },
};
use revm::{
    DatabaseCommit,
    bytecode::Bytecode,
    database::{CacheDB, EmptyDB},
    state::AccountInfo,
};

/// Who sends everything unless a test says otherwise; also the chain owner.
pub const ALICE: Address = address!("00000000000000000000000000000000000a11ce");
/// Somebody else.
pub const BOB: Address = address!("0000000000000000000000000000000000000b0b");
/// Where data fees and execution fees go.
pub const NETWORK: Address = address!("00000000000000000000000000000000000fee00");
/// `ArbWasm`.
pub const ARB_WASM: Address = Address::with_last_byte(0x71);
/// Wei sent along with an activation; the rest comes back.
pub const ACTIVATION_VALUE: u64 = 1_000_000_000_000_000;

/// The chain.
pub struct Chain {
    pub executor: Executor,
    pub db: CacheDB<EmptyDB>,
    pub block: BlockContext,
    pub options: ExecOptions,
    pub gas_limit: u64,
    deployed: u64,
}

impl Chain {
    /// A chain of this version of ArbOS.
    pub fn new(arbos_version: u64) -> Self {
        let executor = Executor::new(ArbosConfig {
            arbos_version,
            owner: Some(ALICE),
            network_fee_account: NETWORK,
            ..ArbosConfig::default()
        });
        let mut chain = Self {
            block: block(),
            db: CacheDB::default(),
            options: ExecOptions::default(),
            gas_limit: 30_000_000,
            deployed: 0,
            executor,
        };
        for account in chain.executor.genesis_accounts() {
            chain.put(
                account.address,
                account.balance,
                account.nonce,
                account.code,
            );
            for (slot, value) in account.storage {
                let stored = chain
                    .db
                    .insert_account_storage(account.address, slot, value.into());
                stored.unwrap();
            }
        }
        for user in [ALICE, BOB] {
            chain.put(user, U256::from(10).pow(U256::from(21)), 0, Bytes::new());
        }
        chain
    }

    /// Sets an account.
    pub fn put(&mut self, address: Address, balance: U256, nonce: u64, code: Bytes) {
        let code = Bytecode::new_raw(code);
        let info = AccountInfo {
            balance,
            nonce,
            code_hash: code.hash_slow(),
            code: Some(code),
            ..AccountInfo::default()
        };
        self.db.insert_account_info(address, info);
    }

    /// Puts code at a fresh address.
    pub fn put_code(&mut self, code: impl Into<Bytes>) -> Address {
        self.deployed += 1;
        let address = Address::from_word(B256::from(U256::from(0xc0de_0000 + self.deployed)));
        self.put(address, U256::ZERO, 1, code.into());
        address
    }

    /// Compresses a program and puts it at a fresh address.
    pub fn put_program(&mut self, wat: &str) -> Address {
        self.put_code(program_code(wat))
    }

    /// Puts and activates a program; a block has passed when it returns.
    pub fn program(&mut self, wat: &str) -> Address {
        let address = self.put_program(wat);
        let executed = self.activate(address);
        assert_eq!(executed.status, Status::Success, "{executed:?}");
        self.next_block();
        address
    }

    /// Activates what is at an address.
    pub fn activate(&mut self, address: Address) -> Executed {
        let mut message = self.message(
            ARB_WASM,
            calldata("activateProgram(address)", &[word(address)]),
        );
        message.value = U256::from(ACTIVATION_VALUE);
        self.run(&message)
    }

    /// A message of Alice.
    pub fn message(&self, to: Address, input: impl Into<Bytes>) -> Message {
        Message {
            tx_type: 2,
            from: ALICE,
            to: Some(to),
            input: input.into(),
            gas_limit: self.gas_limit,
            gas_price: u128::from(self.block.base_fee),
            ..Message::default()
        }
    }

    /// Runs a message and keeps what it did.
    pub fn run(&mut self, message: &Message) -> Executed {
        self.try_run(message).expect("the message can run")
    }

    /// Runs a message and keeps what it did, if it can run.
    pub fn try_run(&mut self, message: &Message) -> Result<Executed, ExecError> {
        let executed = self
            .executor
            .execute(&mut self.db, &self.block, message, &self.options)?;
        self.db.commit(executed.changes.clone());
        self.block
            .recent_programs
            .clone_from(&executed.recent_programs);
        Ok(executed)
    }

    /// Alice sends calldata.
    pub fn send(&mut self, to: Address, input: impl Into<Bytes>) -> Executed {
        self.run(&self.message(to, input))
    }

    /// Alice sends calldata, successfully; the output is returned.
    pub fn ok(&mut self, to: Address, input: impl Into<Bytes>) -> Bytes {
        let executed = self.send(to, input);
        assert_eq!(executed.status, Status::Success, "{executed:?}");
        executed.output
    }

    /// Begins another block.
    pub fn next_block(&mut self) {
        self.block.number += 1;
        self.block.timestamp += 1;
        self.block.recent_programs.clear();
    }

    /// A slot.
    pub fn slot(&mut self, address: Address, key: u64) -> U256 {
        revm::Database::storage(&mut self.db, address, U256::from(key)).unwrap()
    }

    /// A balance.
    pub fn balance(&mut self, address: Address) -> U256 {
        let info = revm::Database::basic(&mut self.db, address).unwrap();
        info.unwrap_or_default().balance
    }
}

fn block() -> BlockContext {
    BlockContext {
        number: 1_000,
        l1_number: 77,
        timestamp: 1_800_000_000,
        base_fee: 100_000_000,
        coinbase: devchain::arbos::config::SEQUENCER,
        gas_limit: 1 << 50,
        chain_id: 412_346,
        prev_randao: B256::with_last_byte(1),
        recent_programs: Vec::new(),
    }
}

/// Deployed code of a program.
pub fn program_code(wat: &str) -> Vec<u8> {
    devchain_wasm::prefix::compress(&wasm(wat)).expect("it compresses")
}

/// A program in binary.
pub fn wasm(wat: &str) -> Vec<u8> {
    wat::parse_str(wat).expect("valid text")
}

/// Calldata of a function by its signature.
pub fn calldata(signature: &str, words: &[B256]) -> Vec<u8> {
    let mut data = keccak256(signature)[..4].to_vec();
    data.extend(words.concat());
    data
}

/// An address as a word.
pub fn word(address: Address) -> B256 {
    address.into_word()
}

/// A number as a word.
pub fn number(value: u64) -> B256 {
    B256::from(U256::from(value))
}

/// A word as a number.
pub fn as_number(output: &[u8]) -> U256 {
    U256::from_be_slice(output)
}
