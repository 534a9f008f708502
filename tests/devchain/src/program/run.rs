//! Running a program to its end.

use super::{
    api::{ApiError, EvmApi, EvmEnv, HostioTrace, Outcome, RunResult},
    engine::{CompileError, End, Engine, Finish, Meter, Start},
    host::{Escape, Host},
    wasmtime::{WasmtimeEngine, WasmtimeModule},
};

/// Parameters of a run that the chain governs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RunConfig {
    /// Ink per gas; 10,000 unless governed otherwise. Never zero.
    pub ink_price: u32,
    /// Stack words of the call; 22,000 at most since ArbOS 50.
    pub max_stack_depth: u32,
    /// Stylus version the program was activated for.
    pub stylus_version: u16,
}

impl Default for RunConfig {
    fn default() -> Self {
        Self {
            ink_price: 10_000,
            max_stack_depth: 22_000,
            stylus_version: 3,
        }
    }
}

impl RunConfig {
    /// Gas in ink, saturating.
    pub fn gas_to_ink(&self, gas: u64) -> u64 {
        gas.saturating_mul(self.ink_price.into())
    }

    /// Ink in gas, rounded down.
    pub fn ink_to_gas(&self, ink: u64) -> u64 {
        ink / u64::from(self.ink_price.max(1))
    }
}

/// A program ready to run: machine code, cheap to clone and to share between threads.
#[derive(Debug, Clone)]
pub struct CompiledProgram {
    module: WasmtimeModule,
}

impl CompiledProgram {
    /// Compiles an instrumented module ([`devchain_wasm::Prepared::wasm`]). What was compiled
    /// before in this process is taken from a cache.
    ///
    /// # Errors
    /// [`CompileError`] if the runtime refuses it.
    pub fn new(instrumented: &[u8], debug: bool) -> Result<Self, CompileError> {
        super::cache::compiled(instrumented, debug)
    }

    pub(super) fn compile(instrumented: &[u8], debug: bool) -> Result<Self, CompileError> {
        let module = WasmtimeEngine::shared()?.compile(instrumented, debug)?;
        Ok(Self { module })
    }
}

/// Runs a program: calldata in, outcome, output and ink left out.
///
/// # Errors
/// [`ApiError`] as the world gave it; it ends the run and is no outcome of the program.
pub fn run(
    program: &CompiledProgram,
    calldata: &[u8],
    env: &EvmEnv,
    config: RunConfig,
    ink: u64,
    api: &mut dyn EvmApi,
) -> Result<RunResult, ApiError> {
    let engine = WasmtimeEngine::shared().map_err(|e| ApiError::Fatal(e.to_string()))?;
    run_on(engine, &program.module, calldata, env, config, ink, api)
}

/// [`run`] on any runtime.
///
/// # Errors
/// As [`run`].
pub fn run_on<E: Engine>(
    engine: &E,
    module: &E::Module,
    calldata: &[u8],
    env: &EvmEnv,
    config: RunConfig,
    ink: u64,
    api: &mut dyn EvmApi,
) -> Result<RunResult, ApiError> {
    let mut host = Host::new(calldata, env, config, api);
    let argument = calldata.len() as u32;
    mark(
        &mut host,
        "user_entrypoint",
        &argument.to_be_bytes(),
        &[],
        ink,
    );
    let start = Start {
        ink,
        stack_words: config.max_stack_depth,
        argument,
    };
    let finish = engine.execute(module, start, &mut host)?;
    let result = judge(finish)?;
    if let Judged::Status(status, _) = result {
        mark(&mut host, "user_returned", &[], &status.to_be_bytes(), ink);
    }
    Ok(result.into_result(host))
}

/// Frame markers of the tracer, which cost nothing.
fn mark(host: &mut Host<'_>, name: &'static str, args: &[u8], outs: &[u8], ink: u64) {
    if host.tracing {
        host.api.trace(HostioTrace {
            name,
            args: args.to_vec(),
            outs: outs.to_vec(),
            start_ink: ink,
            end_ink: ink,
        });
    }
}

enum Judged {
    /// The program ended with this status and ink.
    Status(u32, u64),
    /// It was ended.
    Ended(Outcome, u64),
}

impl Judged {
    fn into_result(self, host: Host<'_>) -> RunResult {
        match self {
            Self::Status(status, ink_left) => RunResult {
                outcome: match status {
                    0 => Outcome::Success,
                    _ => Outcome::Revert,
                },
                output: host.output,
                ink_left,
            },
            Self::Ended(outcome, ink_left) => RunResult {
                outcome,
                output: Default::default(),
                ink_left,
            },
        }
    }
}

/// The order matters: a program that ran dry of both stack and ink is out of stack.
fn judge(finish: Finish) -> Result<Judged, ApiError> {
    let ink_left = finish.meter.ink();
    let end = match finish.end {
        End::Returned(status) => return Ok(Judged::Status(status, ink_left)),
        End::Escaped(Escape::Api(error)) => return Err(error),
        end => end,
    };
    if matches!(end, End::NativeOverflow) || finish.stack_left == 0 {
        return Ok(Judged::Ended(Outcome::OutOfStack, 0));
    }
    if finish.meter == Meter::Exhausted {
        return Ok(Judged::Ended(Outcome::OutOfInk, 0));
    }
    Ok(match end {
        End::Escaped(Escape::Exit(status)) => Judged::Status(status, ink_left),
        End::Escaped(Escape::OutOfInk) => Judged::Ended(Outcome::OutOfInk, 0),
        _ => Judged::Ended(Outcome::Failure, ink_left),
    })
}
