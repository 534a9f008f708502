//! Recording of host functions, nested as the native tracer of the reference nests them.
//!
//! Every frame but the outermost is one entry, named `evm_` and the way it was called, whose steps
//! are the host functions below it. When the call came from a program, the entry of its own host
//! function takes the place of that entry and keeps its steps; a deployment by a program keeps
//! both, as there.

use alloy_primitives::Address;
use revm::interpreter::{CallScheme, CreateScheme, FrameInput};

use super::types::TracedHostio;
use crate::program::api::HostioTrace;

/// Host functions whose callee nests under them.
const NESTS: [&str; 3] = [
    "call_contract",
    "delegate_call_contract",
    "static_call_contract",
];

/// Records host functions.
#[derive(Debug, Default)]
pub(super) struct HostioRecorder {
    /// Entries of the frame that runs.
    open: Vec<TracedHostio>,
    /// Entries of the frames above it, outermost first.
    above: Vec<Vec<TracedHostio>>,
    /// Frames that have not ended.
    frames: usize,
}

impl HostioRecorder {
    /// Everything recorded.
    pub(super) fn finish(&mut self) -> Vec<TracedHostio> {
        while !self.above.is_empty() {
            self.close();
        }
        std::mem::take(&mut self.open)
    }

    /// A frame begins.
    pub(super) fn enter(&mut self, input: &FrameInput, created: Address) {
        self.frames += 1;
        if self.frames == 1 {
            return;
        }
        let (name, address) = match input {
            FrameInput::Call(inputs) => (call_name(inputs.scheme), inputs.bytecode_address),
            FrameInput::Create(inputs) => (create_name(inputs.scheme()), created),
            FrameInput::Empty => ("", Address::ZERO),
        };
        self.passed(name, address);
        self.above.push(std::mem::take(&mut self.open));
    }

    /// A frame ended.
    pub(super) fn exit(&mut self) {
        self.frames = self.frames.saturating_sub(1);
        if self.frames > 0 {
            self.close();
        }
    }

    fn close(&mut self) {
        let steps = std::mem::take(&mut self.open);
        self.open = self.above.pop().unwrap_or_default();
        if let Some(frame) = self.open.last_mut() {
            frame.steps = steps;
        }
    }

    /// A precompile that a contract called moved wei, which looks like a call; one that the
    /// transaction itself called is at the outermost level, which has no entries.
    pub(super) fn transferred(&mut self, to: Address) {
        if self.frames > 1 {
            self.passed("evm_call_contract", to);
        }
    }

    /// Something like a call, with nothing below it so far.
    pub(super) fn passed(&mut self, name: &'static str, address: Address) {
        let event = HostioTrace {
            name,
            ..HostioTrace::default()
        };
        self.open.push(TracedHostio {
            event,
            address: Some(address),
            steps: Vec::new(),
        });
    }

    /// A host function returned.
    pub(super) fn returned(&mut self, event: HostioTrace) {
        let (address, steps) = match NESTS.contains(&event.name) {
            true => self.callee(&event),
            false => (None, Vec::new()),
        };
        self.open.push(TracedHostio {
            event,
            address,
            steps,
        });
    }

    /// What the call of this host function left. A call refused before it had a frame left
    /// nothing; its target is the first of the arguments.
    fn callee(&mut self, event: &HostioTrace) -> (Option<Address>, Vec<TracedHostio>) {
        let made = |entry: &TracedHostio| entry.event.name.strip_prefix("evm_") == Some(event.name);
        match self.open.pop_if(|entry| made(entry)) {
            Some(entry) => (entry.address, entry.steps),
            None => (event.args.get(..20).map(Address::from_slice), Vec::new()),
        }
    }
}

/// The reference has no name for `CALLCODE`.
fn call_name(scheme: CallScheme) -> &'static str {
    match scheme {
        CallScheme::Call => "evm_call_contract",
        CallScheme::DelegateCall => "evm_delegate_call_contract",
        CallScheme::StaticCall => "evm_static_call_contract",
        CallScheme::CallCode => "",
    }
}

fn create_name(scheme: CreateScheme) -> &'static str {
    match scheme {
        CreateScheme::Create2 { .. } => "evm_create2",
        _ => "evm_create1",
    }
}
