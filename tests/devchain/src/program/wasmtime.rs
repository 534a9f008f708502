//! The WASM runtime: wasmtime.
//!
//! Fuel and epochs are off, since the instrumentation counts ink and stack itself. A fresh store
//! and instance per call keep nested runs apart.

mod frame;
mod link;

use std::sync::OnceLock;

use wasmtime::{Config, InstancePre, Linker, Module, OptLevel, Store, Trap};

use self::frame::Frame;
use super::{
    api::ApiError,
    engine::{CompileError, End, Engine, Finish, Start},
    host::{Escape, Host},
};

/// Native stack a single run may use. The stack counter allows 22,000 words; machine code needs
/// more than a word of stack for one, so this is several times as much and is never reached by an
/// instrumented program. The thread must have room for it at every depth of nesting that is
/// actually deep; pages not touched cost nothing.
pub const MAX_WASM_STACK: usize = 2 << 20;

/// Stack for a thread that executes messages: 1,024 nested frames. Only touched pages cost memory.
pub const EXECUTION_STACK: usize = 2 << 30;

/// Engine and the linked host functions, without and with those of debug chains.
pub struct WasmtimeEngine {
    engine: wasmtime::Engine,
    linker: Linker<Frame>,
    debug_linker: Linker<Frame>,
}

impl std::fmt::Debug for WasmtimeEngine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("WasmtimeEngine").finish_non_exhaustive()
    }
}

impl WasmtimeEngine {
    /// The engine of this process.
    ///
    /// # Errors
    /// [`CompileError`] if the runtime does not support this machine.
    pub fn shared() -> Result<&'static Self, CompileError> {
        static ENGINE: OnceLock<Result<WasmtimeEngine, CompileError>> = OnceLock::new();
        ENGINE.get_or_init(Self::new).as_ref().map_err(Clone::clone)
    }

    fn new() -> Result<Self, CompileError> {
        let engine = wasmtime::Engine::new(&config()).map_err(compile_error)?;
        let mut linker = Linker::new(&engine);
        link::vm_hooks(&mut linker).map_err(compile_error)?;
        let mut debug_linker = linker.clone();
        link::debug(&mut debug_linker).map_err(compile_error)?;
        Ok(Self {
            engine,
            linker,
            debug_linker,
        })
    }
}

fn config() -> Config {
    let mut config = Config::new();
    config.max_wasm_stack(MAX_WASM_STACK);
    config.cranelift_opt_level(OptLevel::Speed);
    config.cranelift_nan_canonicalization(true);
    config.wasm_backtrace_max_frames(None);
    config.consume_fuel(false);
    config.epoch_interruption(false);
    config
}

fn compile_error(error: wasmtime::Error) -> CompileError {
    CompileError(format!("{error:#}"))
}

/// A compiled and linked module.
#[derive(Clone)]
pub struct WasmtimeModule {
    pre: InstancePre<Frame>,
}

impl std::fmt::Debug for WasmtimeModule {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("WasmtimeModule").finish_non_exhaustive()
    }
}

impl Engine for WasmtimeEngine {
    type Module = WasmtimeModule;

    fn compile(&self, wasm: &[u8], debug: bool) -> Result<WasmtimeModule, CompileError> {
        let module = Module::new(&self.engine, wasm).map_err(compile_error)?;
        let linker = if debug {
            &self.debug_linker
        } else {
            &self.linker
        };
        let pre = linker.instantiate_pre(&module).map_err(compile_error)?;
        Ok(WasmtimeModule { pre })
    }

    fn execute(
        &self,
        module: &WasmtimeModule,
        start: Start,
        host: &mut Host<'_>,
    ) -> Result<Finish, ApiError> {
        let mut store = Store::new(&self.engine, Frame::new(host));
        store.limiter(Frame::limits);
        let instance = module.pre.instantiate(&mut store).map_err(fatal)?;
        frame::begin(&mut store, &instance, start).map_err(fatal)?;
        let main = instance
            .get_typed_func::<u32, u32>(&mut store, devchain_wasm::ENTRY_POINT)
            .map_err(fatal)?;
        let end = match main.call(&mut store, start.argument) {
            Ok(status) => End::Returned(status),
            Err(error) => classify(error),
        };
        let (meter, stack_left) = frame::finish(&mut store);
        Ok(Finish {
            end,
            meter,
            stack_left,
        })
    }
}

fn fatal(error: wasmtime::Error) -> ApiError {
    ApiError::Fatal(format!("WASM runtime: {error:#}"))
}

fn classify(error: wasmtime::Error) -> End {
    if let Some(Trap::StackOverflow) = error.downcast_ref::<Trap>() {
        return End::NativeOverflow;
    }
    match error.downcast::<Escape>() {
        Ok(escape) => End::Escaped(escape),
        Err(error) => End::Trapped(format!("{error:#}")),
    }
}
