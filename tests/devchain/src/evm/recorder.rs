//! Recording of call frames, opcode steps and host functions, each only on request.

use std::ops::Range;

use alloy_primitives::{Address, Bytes, Log};
use revm::{
    context_interface::LocalContextTr,
    handler::FrameResult,
    interpreter::{CallScheme, CreateScheme, FrameInput},
};

use super::{
    halt::instruction_text,
    hostio_recorder::HostioRecorder,
    types::{CallFrame, ExecOptions, StructLog, Trace},
};
use crate::program::api::HostioTrace;

/// A frame that has not ended.
#[derive(Debug)]
struct OpenFrame {
    frame: CallFrame,
    /// Logs of the message when it began.
    first_log: usize,
    /// Logs of its callees.
    callee_logs: Vec<Range<usize>>,
}

/// Records what the options ask for.
#[derive(Debug, Default)]
pub(crate) struct Recorder {
    options: ExecOptions,
    open: Vec<OpenFrame>,
    hostios: HostioRecorder,
    trace: Trace,
}

impl Recorder {
    /// Records what `options` ask for.
    pub(crate) fn new(options: &ExecOptions) -> Self {
        Self {
            options: *options,
            ..Self::default()
        }
    }

    /// Everything recorded.
    pub(crate) fn finish(mut self) -> Trace {
        self.trace.hostios = self.hostios.finish();
        self.trace
    }

    /// Whether opcode steps are wanted.
    pub(crate) fn wants_steps(&self) -> bool {
        self.options.trace_steps
    }

    /// Whether opcodes must be looked at one by one: for their own sake, or for `SELFDESTRUCT`,
    /// which is no frame.
    pub(crate) fn watches_steps(&self) -> bool {
        self.options.trace_steps || self.options.trace_hostios
    }

    /// Whether host functions are wanted.
    pub(crate) fn wants_hostios(&self) -> bool {
        self.options.trace_hostios
    }

    /// A frame begins; `logs` is how many the message has so far, `created` where a creation puts
    /// its contract.
    pub(crate) fn enter(
        &mut self,
        input: &FrameInput,
        local: &impl LocalContextTr,
        logs: usize,
        created: Address,
    ) {
        if self.options.trace_hostios {
            self.hostios.enter(input, created);
        }
        if !self.options.trace_calls {
            return;
        }
        self.open.push(OpenFrame {
            frame: begun(input, local),
            first_log: logs,
            callee_logs: Vec::new(),
        });
    }

    /// A frame ended; `logs` are those of the message that still stand.
    pub(crate) fn exit(&mut self, result: &FrameResult, logs: &[Log]) {
        if self.options.trace_hostios {
            self.hostios.exit();
        }
        if !self.options.trace_calls {
            return;
        }
        let Some(mut open) = self.open.pop() else {
            return;
        };
        end(&mut open.frame, result);
        let own = open.first_log..logs.len().max(open.first_log);
        if open.frame.error.is_some() {
            forget_logs(&mut open.frame);
        } else {
            let is_own =
                |index: &usize| !open.callee_logs.iter().any(|range| range.contains(index));
            let indices = own.clone().filter(is_own);
            open.frame.logs = indices
                .filter_map(|index| logs.get(index).cloned())
                .collect();
        }
        match self.open.last_mut() {
            Some(parent) => {
                parent.callee_logs.push(own);
                parent.frame.calls.push(open.frame);
            }
            None => self.trace.root = Some(open.frame),
        }
    }

    /// An opcode ran.
    pub(crate) fn step(&mut self, step: StructLog) {
        self.trace.steps.push(step);
    }

    /// A host function returned.
    pub(crate) fn hostio(&mut self, event: HostioTrace) {
        self.hostios.returned(event);
    }

    /// A contract destroyed itself in favour of an account.
    pub(crate) fn self_destructed(&mut self, beneficiary: Address) {
        if self.options.trace_hostios {
            self.hostios.passed("evm_self_destruct", beneficiary);
        }
    }

    /// A precompile moved wei to an account.
    pub(crate) fn transferred(&mut self, to: Address) {
        if self.options.trace_hostios {
            self.hostios.transferred(to);
        }
    }
}

fn begun(input: &FrameInput, local: &impl LocalContextTr) -> CallFrame {
    match input {
        FrameInput::Call(inputs) => {
            let delegate = matches!(
                inputs.scheme,
                CallScheme::DelegateCall | CallScheme::CallCode
            );
            CallFrame {
                kind: call_kind(inputs.scheme).to_owned(),
                from: if delegate {
                    inputs.target_address
                } else {
                    inputs.caller
                },
                to: Some(inputs.bytecode_address),
                value: inputs.value.get(),
                gas: inputs.gas_limit,
                input: inputs.input.bytes_local(local),
                ..CallFrame::default()
            }
        }
        FrameInput::Create(inputs) => CallFrame {
            kind: create_kind(inputs.scheme()).to_owned(),
            from: inputs.caller(),
            value: inputs.value(),
            gas: inputs.gas_limit(),
            input: inputs.init_code().clone(),
            ..CallFrame::default()
        },
        FrameInput::Empty => CallFrame::default(),
    }
}

fn end(frame: &mut CallFrame, result: &FrameResult) {
    let status = result.instruction_result();
    let outcome = result.interpreter_result();
    let left = match status.is_ok_or_revert() {
        true => outcome.gas.remaining(),
        false => 0,
    };
    frame.gas_used = frame.gas.saturating_sub(left);
    frame.output = match status.is_ok_or_revert() {
        true => outcome.output.clone(),
        false => Bytes::new(),
    };
    if !status.is_ok() {
        frame.error = Some(instruction_text(status).to_owned());
    } else if let FrameResult::Create(created) = result {
        frame.to = created.address;
    }
}

/// The logs below a frame that failed never happened.
fn forget_logs(frame: &mut CallFrame) {
    frame.logs.clear();
    frame.calls.iter_mut().for_each(forget_logs);
}

fn call_kind(scheme: CallScheme) -> &'static str {
    match scheme {
        CallScheme::Call => "CALL",
        CallScheme::CallCode => "CALLCODE",
        CallScheme::DelegateCall => "DELEGATECALL",
        CallScheme::StaticCall => "STATICCALL",
    }
}

fn create_kind(scheme: CreateScheme) -> &'static str {
    match scheme {
        CreateScheme::Create2 { .. } => "CREATE2",
        _ => "CREATE",
    }
}
