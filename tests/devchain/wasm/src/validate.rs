//! Rules of activation beyond plain WASM validity.

mod exports;
mod imports;
mod limits;
mod segments;

use crate::{Rules, ValidationError, module::Module, operators};

/// Rules that look at the program as it came.
pub(crate) fn before(module: &Module<'_>, rules: &Rules) -> Result<(), ValidationError> {
    limits::exports(module)?;
    exports::check(module)?;
    imports::check(module, rules)?;
    if module.start.is_some() && !rules.debug {
        return Err(ValidationError::StartFunction);
    }
    limits::memory(module, rules)?;
    segments::check(module)?;
    operators::check(module)
}

/// Rules that look at the instrumented program.
pub(crate) fn after(module: &Module<'_>, rules: &Rules) -> Result<(), ValidationError> {
    limits::counts(module, rules)
}
