//! The moves of one call: they are made together or not at all.

use super::{Rule, Violation, require};

/// Keeps to the order of a bundle: parameters rise, so that none is moved twice, and two steps are never one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sequence {
    next: u8,
}

impl Sequence {
    /// Takes the next parameter.
    ///
    /// # Errors
    /// `ParameterOutOfOrder`.
    pub fn take(&mut self, parameter: u8) -> Result<(), Violation> {
        let [have, want] = [parameter, self.next].map(i128::from);
        require(
            have >= want,
            Rule::ParameterOutOfOrder,
            parameter,
            have,
            want,
        )?;
        self.next = parameter.saturating_add(1);
        Ok(())
    }
}
