//! What tracers answer.

mod calls;
mod hostios;
mod prestate;
mod steps;

use serde_json::{Value, json};

use crate::evm::types::{ExecOptions, Executed};

use super::decode::Decoded;

/// A tracer with its options.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tracer {
    /// Opcode by opcode; what a client gets that names no tracer.
    Steps {
        /// Memory in every step.
        memory: bool,
        /// Stack in every step.
        stack: bool,
    },
    /// `callTracer`.
    Calls {
        /// The outermost frame alone.
        only_top: bool,
        /// Logs in the frames.
        logs: bool,
    },
    /// `prestateTracer`.
    Prestate {
        /// What changed, before and after.
        diff: bool,
    },
    /// `stylusTracer`, or a script with a `hostio` callback.
    Hostios,
    /// `noopTracer`.
    Nothing,
}

impl Default for Tracer {
    fn default() -> Self {
        Self::Steps {
            memory: false,
            stack: true,
        }
    }
}

impl Tracer {
    /// Reads the options of a trace request.
    pub(super) fn read(value: &Value) -> Decoded<Self> {
        let flag =
            |map: &Value, name: &str| map.get(name).and_then(Value::as_bool).unwrap_or(false);
        let config = value.get("tracerConfig").cloned().unwrap_or_default();
        match value.get("tracer").and_then(Value::as_str) {
            None | Some("" | "structLogger") => Ok(Self::Steps {
                memory: flag(value, "enableMemory"),
                stack: !flag(value, "disableStack"),
            }),
            Some("callTracer") => Ok(Self::Calls {
                only_top: flag(&config, "onlyTopCall"),
                logs: flag(&config, "withLog"),
            }),
            Some("prestateTracer") => Ok(Self::Prestate {
                diff: flag(&config, "diffMode"),
            }),
            Some("stylusTracer") => Ok(Self::Hostios),
            Some("noopTracer") => Ok(Self::Nothing),
            // Scripts are not run; the one kind clients of programs send asks for what the native
            // tracer answers.
            Some(script) if script.contains("hostio") => Ok(Self::Hostios),
            Some(other) => {
                let name: String = other.chars().take(40).collect();
                Err(format!("tracer '{name}' is not supported"))
            }
        }
    }

    /// What has to be recorded for it.
    pub(super) fn exec_options(self) -> ExecOptions {
        ExecOptions {
            trace_calls: matches!(self, Self::Calls { .. }),
            trace_steps: matches!(self, Self::Steps { .. }),
            trace_hostios: self == Self::Hostios,
            ..ExecOptions::default()
        }
    }
}

/// The answer of a tracer.
pub(super) fn encode(tracer: &Tracer, executed: &Executed) -> Value {
    match *tracer {
        Tracer::Steps { memory, stack } => steps::encode(executed, memory, stack),
        Tracer::Calls { only_top, logs } => calls::encode(executed, only_top, logs),
        Tracer::Prestate { diff } => prestate::encode(executed, diff),
        Tracer::Hostios => hostios::encode(&executed.trace.hostios),
        Tracer::Nothing => json!({}),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn test_read_recognises_a_script_with_hostio() {
        let script =
            json!({"tracer": "{ \"hostio\": function(info) {}, \"result\": function() {} }"});
        assert_eq!(Tracer::read(&script), Ok(Tracer::Hostios));
        assert!(Tracer::read(&json!({"tracer": "{ step: function() {} }"})).is_err());
        assert_eq!(Tracer::read(&json!({})), Ok(Tracer::default()));
    }
}
