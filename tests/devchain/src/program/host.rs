//! Host functions, independent of the WASM runtime.
//!
//! Every function follows one order: base ink, reserve, guest memory read, the world, its gas,
//! guest memory written, trace. Charges made before a failure stand.

mod account;
mod call;
mod data;
mod debug;
mod environment;
mod math;
mod memory;
mod storage;

pub use call::{CallPointers, CreatePointers};

use alloy_primitives::{Address, B256, Bytes, U256};

use super::{
    api::{ApiError, EvmApi, EvmEnv, HostioTrace},
    engine::{Guest, Meter},
    pricing,
    run::RunConfig,
    storage::StorageCache,
};

/// Why a host function ended the program.
#[derive(Debug, thiserror::Error)]
pub enum Escape {
    /// Not enough ink.
    #[error("out of ink")]
    OutOfInk,
    /// The program did something it must not.
    #[error(transparent)]
    Failure(#[from] HostFailure),
    /// `exit_early`.
    #[error("the program exits with status {0}")]
    Exit(u32),
    /// The world has no answer.
    #[error(transparent)]
    Api(#[from] ApiError),
}

/// What a program did that it must not.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HostFailure {
    /// A pointer outside memory.
    #[error("memory access out of bounds: {len} bytes at {pointer}, memory has {size}")]
    Memory {
        /// Pointer.
        pointer: u32,
        /// Bytes.
        len: usize,
        /// Size of memory in bytes.
        size: usize,
    },
    /// A state change in a static frame.
    #[error("write protection")]
    WriteProtection,
    /// More than four topics, or fewer bytes than topics.
    #[error("bad topic data: {topics} topics in {len} bytes")]
    Topics {
        /// Topics.
        topics: u32,
        /// Bytes.
        len: u32,
    },
    /// A deployment that could not be started.
    #[error("the deployment could not be started")]
    Create,
    /// A flush that could not be paid, before ArbOS 50.
    #[error("out of gas in a flush")]
    Flush,
}

/// Result of a host function.
pub type HostResult<T> = Result<T, Escape>;

/// State of one program run outside its memory.
pub struct Host<'a> {
    pub(super) calldata: &'a [u8],
    pub(super) env: &'a EvmEnv,
    pub(super) config: RunConfig,
    pub(super) api: &'a mut dyn EvmApi,
    pub(super) tracing: bool,
    pub(super) output: Bytes,
    return_data: Bytes,
    storage: StorageCache,
    last_code: Option<(Address, Bytes)>,
    benchmark: debug::Benchmark,
}

impl std::fmt::Debug for Host<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Host")
            .field("contract", &self.env.contract_address)
            .field("config", &self.config)
            .finish_non_exhaustive()
    }
}

impl<'a> Host<'a> {
    /// State at the start of a run: no output, no return data, an empty cache.
    pub fn new(
        calldata: &'a [u8],
        env: &'a EvmEnv,
        config: RunConfig,
        api: &'a mut dyn EvmApi,
    ) -> Self {
        let tracing = api.tracing();
        Self {
            calldata,
            env,
            config,
            api,
            tracing,
            output: Bytes::new(),
            return_data: Bytes::new(),
            storage: StorageCache::default(),
            last_code: None,
            benchmark: debug::Benchmark::default(),
        }
    }
}

/// One host function call: the host's state, the running program and the ink at entry.
pub struct Hostio<'h, 'a> {
    host: &'h mut Host<'a>,
    guest: &'h mut dyn Guest,
    start_ink: u64,
}

impl<'h, 'a> Hostio<'h, 'a> {
    /// Enters a host function.
    ///
    /// # Errors
    /// [`Escape::OutOfInk`] if the meter already ran dry.
    pub fn enter(host: &'h mut Host<'a>, guest: &'h mut dyn Guest) -> HostResult<Self> {
        match guest.meter() {
            Meter::Ready(start_ink) => Ok(Self {
                host,
                guest,
                start_ink,
            }),
            Meter::Exhausted => Err(Escape::OutOfInk),
        }
    }

    fn ink(&mut self) -> HostResult<u64> {
        match self.guest.meter() {
            Meter::Ready(ink) => Ok(ink),
            Meter::Exhausted => Err(Escape::OutOfInk),
        }
    }

    fn exhaust<T>(&mut self) -> HostResult<T> {
        self.guest.set_meter(Meter::Exhausted);
        Err(Escape::OutOfInk)
    }

    fn require_ink(&mut self, ink: u64) -> HostResult<()> {
        if self.ink()? < ink {
            return self.exhaust();
        }
        Ok(())
    }

    fn buy_ink(&mut self, ink: u64) -> HostResult<()> {
        match self.ink()?.checked_sub(ink) {
            Some(left) => {
                self.guest.set_meter(Meter::Ready(left));
                Ok(())
            }
            None => self.exhaust(),
        }
    }

    fn buy_gas(&mut self, gas: u64) -> HostResult<()> {
        self.buy_ink(self.host.config.gas_to_ink(gas))
    }

    fn require_gas(&mut self, gas: u64) -> HostResult<()> {
        self.require_ink(self.host.config.gas_to_ink(gas))
    }

    fn gas_left(&mut self) -> HostResult<u64> {
        let ink = self.ink()?;
        Ok(self.host.config.ink_to_gas(ink))
    }

    fn pay_for_read(&mut self, bytes: u32) -> HostResult<()> {
        self.buy_ink(pricing::read(bytes))
    }

    fn pay_for_write(&mut self, bytes: u32) -> HostResult<()> {
        self.buy_ink(pricing::write(bytes))
    }

    fn slice(&mut self, pointer: u32, len: usize) -> HostResult<&mut [u8]> {
        let memory = self.guest.memory();
        let size = memory.len();
        let start = pointer as usize;
        let failure = HostFailure::Memory { pointer, len, size };
        memory
            .get_mut(start..start.saturating_add(len))
            .ok_or(Escape::Failure(failure))
    }

    fn read_bytes(&mut self, pointer: u32, len: u32) -> HostResult<Vec<u8>> {
        Ok(self.slice(pointer, len as usize)?.to_vec())
    }

    fn read_b256(&mut self, pointer: u32) -> HostResult<B256> {
        Ok(B256::from_slice(self.slice(pointer, 32)?))
    }

    fn read_u256(&mut self, pointer: u32) -> HostResult<U256> {
        Ok(self.read_b256(pointer)?.into())
    }

    fn read_address(&mut self, pointer: u32) -> HostResult<Address> {
        Ok(Address::from_slice(self.slice(pointer, 20)?))
    }

    fn write_bytes(&mut self, pointer: u32, bytes: &[u8]) -> HostResult<()> {
        self.slice(pointer, bytes.len())?.copy_from_slice(bytes);
        Ok(())
    }

    /// WASM is little-endian.
    fn write_u32(&mut self, pointer: u32, value: u32) -> HostResult<()> {
        self.write_bytes(pointer, &value.to_le_bytes())
    }

    /// Reports the call, if anyone listens.
    fn trace(&mut self, name: &'static str, args: &[&[u8]], outs: &[&[u8]]) -> HostResult<()> {
        if !self.host.tracing {
            return Ok(());
        }
        let end_ink = self.ink()?;
        self.host.api.trace(HostioTrace {
            name,
            args: args.concat(),
            outs: outs.concat(),
            start_ink: self.start_ink,
            end_ink,
        });
        Ok(())
    }
}

/// The part of `data` that `offset..offset + size` covers.
fn overlap(data: &Bytes, offset: u32, size: u32) -> Bytes {
    let start = (offset as usize).min(data.len());
    let end = (offset.saturating_add(size) as usize).clamp(start, data.len());
    data.slice(start..end)
}
