//! Stylus programs as bytes.
//!
//! From deployed code to an instrumented module, without running anything:
//!
//! 1. [`prefix`] tells a program by its first bytes and unpacks it (brotli, fragments);
//! 2. [`prepare`] validates the WASM by the activation [`Rules`], instruments it so that ink and
//!    stack are counted exactly, and returns the figures an activation records;
//! 3. [`initcode`] and [`prefix::compress`] go the other way, for build tools.

pub mod error;
pub mod figures;
pub mod hostio;
pub mod initcode;
mod instrument;
mod module;
mod operators;
pub mod prefix;
pub mod price;
pub mod rules;
#[cfg(test)]
mod tests;
mod validate;

pub use error::{CodeError, ValidationError};
pub use figures::Activation;
pub use rules::Rules;

/// Export name of the global that holds the ink left.
pub const INK_LEFT: &str = "stylus_ink_left";
/// Export name of the global that is 1 once the ink is exhausted.
pub const INK_STATUS: &str = "stylus_ink_status";
/// Export name of the global the instrumentation keeps operands in.
pub const SCRATCH: &str = "stylus_scratch_global";
/// Export name of the global that holds the stack words left; 0 after an overflow.
pub const STACK_LEFT: &str = "stylus_stack_left";
/// Name a start function is moved to on debug chains; it is never run.
pub const START: &str = "stylus_start";
/// Export every program must have, `(i32) -> i32`.
pub const ENTRY_POINT: &str = "user_entrypoint";
/// Export name of the program's memory.
pub const MEMORY: &str = "memory";

/// A program that passed validation.
#[derive(Debug, Clone)]
pub struct Prepared {
    /// The instrumented module.
    pub wasm: Vec<u8>,
    /// What an activation records and charges.
    pub activation: Activation,
}

/// Validates and instruments a program (plain WASM, already decompressed).
///
/// # Errors
/// The first rule the program breaks, with the figures.
pub fn prepare(wasm: &[u8], rules: &Rules) -> Result<Prepared, ValidationError> {
    let mut module = module::parse(wasm, rules)?;
    validate::before(&module, rules)?;
    instrument::instrument(&mut module, rules)?;
    validate::after(&module, rules)?;
    let wasm_out = instrument::encode(&module, rules)?;
    let activation = figures::activation(&module, wasm.len(), &wasm_out, rules)?;
    Ok(Prepared {
        wasm: wasm_out,
        activation,
    })
}
