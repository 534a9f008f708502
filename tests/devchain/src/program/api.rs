//! What a running Stylus program may ask of the world it runs in.
//!
//! The program runtime owns everything that happens *inside* a program: ink, memory, the storage
//! cache, the return-data buffer. Whatever reaches state, another contract or the log goes through
//! [`EvmApi`]. There are three implementations: the EVM frame of the embedded chain, the transcript
//! of the remote executor, and the mock in this crate's tests.

use alloy_primitives::{Address, B256, Bytes, U256};

/// Why a request to the world has no answer. Neither case is an outcome of the program.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ApiError {
    /// The answer is not known yet: the run stops here and will be repeated from its start.
    #[error("the run is suspended until the pending request is answered")]
    Suspended,
    /// The world itself failed (a database error, a lost connection).
    #[error("the host failed: {0}")]
    Fatal(String),
}

/// Result of a request to the world.
pub type ApiResult<T> = Result<T, ApiError>;

/// How a call treats caller, value and state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CallKind {
    /// A plain `CALL`.
    Call,
    /// `DELEGATECALL`: caller, value and storage of the calling frame.
    Delegate,
    /// `STATICCALL`: no state change below.
    Static,
}

/// A program calls another contract.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallRequest {
    /// How.
    pub kind: CallKind,
    /// Whom.
    pub target: Address,
    /// Calldata.
    pub input: Bytes,
    /// Value in wei; zero unless `kind` is [`CallKind::Call`].
    pub value: U256,
    /// Gas the caller holds now (after the base ink of the host function).
    pub gas_left: u64,
    /// Gas the program asked to forward; the world applies the 63/64 rule.
    pub gas_requested: u64,
}

/// How a call ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallAnswer {
    /// True when the callee succeeded (status 0); false is status 2 to the program.
    pub success: bool,
    /// Output or revert data; becomes the caller's return data.
    pub output: Bytes,
    /// Gas to charge the caller: base cost plus what the callee used.
    pub gas_cost: u64,
}

/// A program deploys a contract.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CreateRequest {
    /// Init code.
    pub code: Bytes,
    /// Value in wei.
    pub endowment: U256,
    /// `Some` for CREATE2.
    pub salt: Option<B256>,
    /// Gas the caller holds now.
    pub gas_left: u64,
}

/// How a deployment ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CreateAnswer {
    /// It ran; `address` is `None` when the deployment failed (the host function still succeeds).
    Done {
        /// Address of the new contract.
        address: Option<Address>,
        /// Revert data of the init code, empty otherwise.
        output: Bytes,
        /// Gas to charge.
        gas_cost: u64,
    },
    /// It could not be started (static context, base cost not affordable): the program fails.
    HostError,
}

/// How a flush of dirty slots ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StoreOutcome {
    /// All slots are written.
    Done,
    /// The cost exceeds the gas left: out of gas (ArbOS 50 on) or failure (before).
    OutOfGas,
    /// The frame is static: the program fails.
    WriteProtection,
}

/// One host function call, for tracers. Values are the raw bytes that crossed the boundary.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct HostioTrace {
    /// Name of the import, e.g. `storage_load_bytes32`.
    pub name: &'static str,
    /// Bytes that went in.
    pub args: Vec<u8>,
    /// Bytes that came out.
    pub outs: Vec<u8>,
    /// Ink before.
    pub start_ink: u64,
    /// Ink after.
    pub end_ink: u64,
}

/// The world of a running program. Gas figures in answers are in gas, not ink; the runtime
/// converts and charges them.
pub trait EvmApi {
    /// Reads a slot of the acting contract. Gas: SLOAD (2,100 cold, 100 warm), without the
    /// runtime's own surcharge for the cache miss.
    fn storage_load(&mut self, key: B256) -> ApiResult<(B256, u64)>;

    /// Writes dirty slots of the acting contract, in order; SSTORE gas with refunds on the side.
    /// `gas_left` is what the runtime offers (already one more than it holds, as the reference does).
    fn storage_store(
        &mut self,
        slots: &[(B256, B256)],
        gas_left: u64,
    ) -> ApiResult<(StoreOutcome, u64)>;

    /// TLOAD of the acting contract (the runtime charges).
    fn transient_load(&mut self, key: B256) -> ApiResult<B256>;

    /// TSTORE of the acting contract (the runtime charges). False in a static frame.
    fn transient_store(&mut self, key: B256, value: B256) -> ApiResult<bool>;

    /// Runs a call to its end.
    fn call(&mut self, request: CallRequest) -> ApiResult<CallAnswer>;

    /// Runs a deployment to its end.
    fn create(&mut self, request: CreateRequest) -> ApiResult<CreateAnswer>;

    /// Appends a log. False in a static frame.
    fn emit_log(&mut self, topics: Vec<B256>, data: Bytes) -> ApiResult<bool>;

    /// Balance of an account, and 2,600 or 100 gas.
    fn account_balance(&mut self, address: Address) -> ApiResult<(U256, u64)>;

    /// Code of an account, and the account's 2,600 or 100 gas (without the surcharge for size).
    fn account_code(&mut self, address: Address) -> ApiResult<(Bytes, u64)>;

    /// Code hash of an account (zero when it does not exist), and 2,600 or 100 gas.
    fn account_codehash(&mut self, address: Address) -> ApiResult<(B256, u64)>;

    /// Opens `pages` more WASM pages in this transaction and returns their gas; `u64::MAX` when
    /// the page limit forbids it.
    fn add_pages(&mut self, pages: u16) -> ApiResult<u64>;

    /// Whether [`EvmApi::trace`] wants to hear of host functions.
    fn tracing(&self) -> bool {
        false
    }

    /// Hears of a host function that has just returned.
    fn trace(&mut self, _event: HostioTrace) {}
}

/// What a program can learn of its call without asking the world again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EvmEnv {
    /// Version of ArbOS, 51 or 61 (some rules hang on it).
    pub arbos_version: u64,
    /// `BASEFEE`.
    pub block_basefee: U256,
    /// Chain id.
    pub chain_id: u64,
    /// Address of the sequencer's batch poster.
    pub block_coinbase: Address,
    /// Gas limit of the header.
    pub block_gas_limit: u64,
    /// Number of the **L1** block.
    pub block_number: u64,
    /// Seconds since the Unix epoch.
    pub block_timestamp: u64,
    /// The acting contract.
    pub contract_address: Address,
    /// Caller.
    pub msg_sender: Address,
    /// Value in wei.
    pub msg_value: U256,
    /// Effective gas price.
    pub tx_gas_price: U256,
    /// Originator of the transaction.
    pub tx_origin: Address,
    /// True when the acting contract is already open further up (non-delegate spans).
    pub reentrant: bool,
    /// True when no state may change.
    pub read_only: bool,
}

/// How a program's run ended, in the words of the reference.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Status 0.
    Success,
    /// A status other than 0: revert with data, ink left is returned.
    Revert,
    /// Trap or host error: revert with empty data, ink left is returned.
    Failure,
    /// The meter ran dry: everything is consumed.
    OutOfInk,
    /// The stack counter ran dry: everything is consumed.
    OutOfStack,
}

/// A finished run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunResult {
    /// How it ended.
    pub outcome: Outcome,
    /// Output or revert data.
    pub output: Bytes,
    /// Ink left (zero where everything is consumed).
    pub ink_left: u64,
}
