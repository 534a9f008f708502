//! What a store holds for one run, and the running program as host functions see it.

use wasmtime::{
    AsContextMut, Caller, Global, Instance, Memory, ResourceLimiter, Store, StoreLimits,
    StoreLimitsBuilder, Val,
};

use crate::program::{
    engine::{Guest, Meter, Start},
    host::{Escape, Host, HostResult, Hostio},
};

/// Most bytes of memory: 128 pages.
const MAX_MEMORY_BYTES: usize = 128 * 65_536;

/// Handles into the instance.
#[derive(Debug, Clone, Copy)]
struct Handles {
    memory: Memory,
    ink_left: Global,
    ink_status: Global,
    stack_left: Global,
}

/// Data of a store. The pointer stays valid and unaliased while the store runs, because
/// [`execute`](crate::program::engine::Engine::execute) holds the only reference to the host and
/// ends the store before it gives that back.
#[derive(Debug)]
pub(super) struct Frame {
    host: *mut Host<'static>,
    handles: Option<Handles>,
    limits: StoreLimits,
}

impl Frame {
    pub(super) fn new(host: &mut Host<'_>) -> Self {
        Self {
            host: std::ptr::from_mut(host).cast(),
            handles: None,
            limits: StoreLimitsBuilder::new()
                .memory_size(MAX_MEMORY_BYTES)
                .build(),
        }
    }

    pub(super) fn limits(&mut self) -> &mut dyn ResourceLimiter {
        &mut self.limits
    }
}

/// Looks the instance's exports up and sets ink and stack.
pub(super) fn begin(
    store: &mut Store<Frame>,
    instance: &Instance,
    start: Start,
) -> wasmtime::Result<()> {
    let missing = |name: &str| wasmtime::Error::msg(format!("no export {name}"));
    let mut global = |name: &str| {
        let global = instance.get_global(&mut *store, name);
        global.ok_or_else(|| missing(name))
    };
    let ink_left = global(devchain_wasm::INK_LEFT)?;
    let ink_status = global(devchain_wasm::INK_STATUS)?;
    let stack_left = global(devchain_wasm::STACK_LEFT)?;
    let memory = instance
        .get_memory(&mut *store, devchain_wasm::MEMORY)
        .ok_or_else(|| missing(devchain_wasm::MEMORY))?;
    ink_left.set(&mut *store, Val::I64(start.ink as i64))?;
    stack_left.set(&mut *store, Val::I32(start.stack_words as i32))?;
    store.data_mut().handles = Some(Handles {
        memory,
        ink_left,
        ink_status,
        stack_left,
    });
    Ok(())
}

/// Ink and stack at the end of a run.
pub(super) fn finish(store: &mut Store<Frame>) -> (Meter, u32) {
    let Some(handles) = store.data().handles else {
        return (Meter::Exhausted, 0);
    };
    let stack_left = handles.stack_left.get(&mut *store).unwrap_i32_or_zero();
    (meter(store, handles), stack_left as u32)
}

trait Unwrap {
    fn unwrap_i32_or_zero(self) -> i32;
}

impl Unwrap for Val {
    fn unwrap_i32_or_zero(self) -> i32 {
        self.i32().unwrap_or_default()
    }
}

fn meter(mut store: impl AsContextMut, handles: Handles) -> Meter {
    match handles.ink_status.get(&mut store) {
        Val::I32(0) => {
            let ink = handles.ink_left.get(&mut store).i64().unwrap_or_default();
            Meter::Ready(ink as u64)
        }
        _ => Meter::Exhausted,
    }
}

/// The running program.
struct Running<'c, 's> {
    caller: &'c mut Caller<'s, Frame>,
    handles: Handles,
}

impl Guest for Running<'_, '_> {
    fn meter(&mut self) -> Meter {
        meter(&mut *self.caller, self.handles)
    }

    fn set_meter(&mut self, meter: Meter) {
        let status = i32::from(meter == Meter::Exhausted);
        let ink = meter.ink() as i64;
        // Both globals are mutable and of these types by construction, so setting cannot fail;
        // if it did, the run would be judged by the old figures.
        let _ = self.handles.ink_left.set(&mut *self.caller, Val::I64(ink));
        let _ = self
            .handles
            .ink_status
            .set(&mut *self.caller, Val::I32(status));
    }

    fn memory(&mut self) -> &mut [u8] {
        self.handles.memory.data_mut(&mut *self.caller)
    }
}

/// Enters a host function from machine code.
pub(super) fn enter<R>(
    mut caller: Caller<'_, Frame>,
    call: impl FnOnce(&mut Hostio<'_, '_>) -> HostResult<R>,
) -> wasmtime::Result<R> {
    let Some(handles) = caller.data().handles else {
        return Err(wasmtime::Error::msg("host function before the run began"));
    };
    let host = caller.data().host;
    // SAFETY: see `Frame`. The store is single-threaded and a run does not enter itself again:
    // nested programs have stores and hosts of their own.
    let host = unsafe { &mut *host };
    let mut guest = Running {
        caller: &mut caller,
        handles,
    };
    let result = Hostio::enter(host, &mut guest).and_then(|mut hostio| call(&mut hostio));
    result.map_err(|escape: Escape| wasmtime::Error::from(escape))
}
