//! The seam between the chain (blocks, accounts' transactions, RPC) and the execution of one
//! message: plain structs in, plain structs out. Nothing here is written to state by the executor;
//! the chain commits [`Executed::changes`] when it wants them.

use alloy_eips::{eip2930::AccessList, eip7702::SignedAuthorization};
use alloy_primitives::{Address, B256, Bytes, Log, U256};
use revm::state::EvmState;

use crate::program::api::HostioTrace;

/// The block a message runs in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BlockContext {
    /// L2 block number (`ArbSys.arbBlockNumber`, RPC).
    pub number: u64,
    /// L1 block number (`NUMBER`, `block_number`).
    pub l1_number: u64,
    /// Seconds since the Unix epoch.
    pub timestamp: u64,
    /// Base fee in wei; the effective gas price of every transaction.
    pub base_fee: u64,
    /// Sequencer.
    pub coinbase: Address,
    /// Gas limit of the header.
    pub gas_limit: u64,
    /// Chain id.
    pub chain_id: u64,
    /// `PREVRANDAO`.
    pub prev_randao: B256,
    /// Code hashes of programs called so far in this block, oldest first, at most 32 (ArbOS 60 on
    /// counts them as cached). The chain starts every block with none and keeps
    /// [`Executed::recent_programs`] for the next message of the same block.
    pub recent_programs: Vec<B256>,
}

/// A message: a transaction whose signature has been checked, or a simulated one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Message {
    /// EIP-2718 type: 0, 1, 2 or 4.
    pub tx_type: u8,
    /// Sender.
    pub from: Address,
    /// `None` creates a contract.
    pub to: Option<Address>,
    /// Value in wei.
    pub value: U256,
    /// Calldata or init code.
    pub input: Bytes,
    /// Gas limit.
    pub gas_limit: u64,
    /// Gas price offered (max fee for type 2). Zero in simulations without a price.
    pub gas_price: u128,
    /// Tip offered. Nobody gets it; it is part of the bytes posted to L1.
    pub priority_fee: u128,
    /// Nonce; `None` skips the check.
    pub nonce: Option<u64>,
    /// EIP-2930.
    pub access_list: AccessList,
    /// EIP-7702.
    pub authorizations: Vec<SignedAuthorization>,
    /// The signed transaction as it is posted to L1 (EIP-2718); `None` for a message that is not
    /// one yet, which is charged for a stand-in.
    pub raw: Option<Bytes>,
}

/// What to check, charge and record.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ExecOptions {
    /// A simulation (`eth_call`, `eth_estimateGas`): balance, nonce, base fee and sender-with-code
    /// checks are off and no fee is taken; execution is not capped.
    pub simulate: bool,
    /// A simulation that looks for a gas limit (`eth_estimateGas`): execution is capped as that of
    /// a transaction is, and posting to L1 is charged with a margin.
    pub estimate: bool,
    /// The sender is impersonated: it may be a contract (EIP-3607 is lifted).
    pub impersonated: bool,
    /// Record call frames (`callTracer`).
    pub trace_calls: bool,
    /// Record opcode steps (the default tracer). Expensive.
    pub trace_steps: bool,
    /// Record host functions (`stylusTracer`).
    pub trace_hostios: bool,
}

/// How the outermost frame ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Status {
    /// It returned.
    Success,
    /// It reverted; `Executed::output` holds the data.
    Revert,
    /// It halted; the text is what clients expect (`out of gas`, `invalid opcode: …`, …).
    Halt(String),
}

/// One call frame of a trace, callees nested.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CallFrame {
    /// `CALL`, `DELEGATECALL`, `STATICCALL`, `CREATE`, `CREATE2`, `CALLCODE`.
    pub kind: String,
    /// Caller.
    pub from: Address,
    /// Callee or new contract.
    pub to: Option<Address>,
    /// Value in wei.
    pub value: U256,
    /// Gas given.
    pub gas: u64,
    /// Gas used.
    pub gas_used: u64,
    /// Calldata.
    pub input: Bytes,
    /// Output or revert data.
    pub output: Bytes,
    /// Why it failed.
    pub error: Option<String>,
    /// Frames below.
    pub calls: Vec<CallFrame>,
    /// Logs of this frame alone.
    pub logs: Vec<Log>,
}

/// One opcode step of a trace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StructLog {
    /// Program counter.
    pub pc: u64,
    /// Mnemonic.
    pub op: &'static str,
    /// Gas before.
    pub gas: u64,
    /// Cost.
    pub gas_cost: u64,
    /// Depth, from 1.
    pub depth: u64,
    /// Stack, bottom first.
    pub stack: Vec<U256>,
    /// Memory.
    pub memory: Bytes,
    /// Why it failed.
    pub error: Option<String>,
}

/// What was recorded on request.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Trace {
    /// Root frame, with `trace_calls`.
    pub root: Option<CallFrame>,
    /// Steps, with `trace_steps`.
    pub steps: Vec<StructLog>,
    /// Host functions of all programs in order, with `trace_hostios`; nested under calls as the
    /// native tracer of the reference prints them.
    pub hostios: Vec<TracedHostio>,
}

/// A host function in a trace; a call carries the steps of its callee.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TracedHostio {
    /// The event.
    pub event: HostioTrace,
    /// Callee, for calls.
    pub address: Option<Address>,
    /// The callee's own host functions.
    pub steps: Vec<TracedHostio>,
}

/// A message that has run.
#[derive(Debug, Clone)]
pub struct Executed {
    /// How it ended.
    pub status: Status,
    /// Gas charged to the sender, after refunds.
    pub gas_used: u64,
    /// Part of `gas_used` that pays for posting to L1 (zero with L1 price 0).
    pub l1_gas_used: u64,
    /// Output or revert data; the runtime code for a creation.
    pub output: Bytes,
    /// Address of the created contract, when the message created one.
    pub created: Option<Address>,
    /// Logs; empty unless the message succeeded.
    pub logs: Vec<Log>,
    /// Accounts touched, to be committed by the chain.
    pub changes: EvmState,
    /// See [`BlockContext::recent_programs`].
    pub recent_programs: Vec<B256>,
    /// What was recorded.
    pub trace: Trace,
}

/// Why a message could not run at all. The texts are those that clients match on.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ExecError {
    /// Nonce already used.
    #[error("nonce too low: next nonce {want}, tx nonce {have}")]
    NonceTooLow {
        /// In the transaction.
        have: u64,
        /// Of the account.
        want: u64,
    },
    /// Nonce in the future.
    #[error("nonce too high: next nonce {want}, tx nonce {have}")]
    NonceTooHigh {
        /// In the transaction.
        have: u64,
        /// Of the account.
        want: u64,
    },
    /// Balance below gas limit times price plus value.
    #[error("insufficient funds for gas * price + value: balance {have}, tx cost {want}")]
    InsufficientFunds {
        /// Balance.
        have: U256,
        /// Needed.
        want: U256,
    },
    /// Gas limit below the intrinsic cost.
    #[error("intrinsic gas too low: have {have}, want {want}")]
    IntrinsicGasTooLow {
        /// Gas limit.
        have: u64,
        /// Needed.
        want: u64,
    },
    /// Max fee below the base fee.
    #[error("max fee per gas less than block base fee: maxFeePerGas: {have}, baseFee: {want}")]
    FeeTooLow {
        /// Offered.
        have: u128,
        /// Base fee.
        want: u128,
    },
    /// Any other reason to refuse it.
    #[error("{0}")]
    Invalid(String),
    /// The state failed.
    #[error("state: {0}")]
    State(String),
}
