//! The monitor: which book it watches, and which desk it gives terms to.

use ethers::types::Address;
use serde::{Deserialize, Serialize};

use super::{book::BookPlan, error::PlanError};

/// The monitor. It follows all assets of the plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MonitorPlan {
    /// Name of the book it watches.
    pub book: String,
    /// The credit desk it gives terms to; absent: that of the plan, if there is one.
    #[serde(default)]
    pub desk: Option<Address>,
}

impl MonitorPlan {
    /// The book it watches.
    ///
    /// # Errors
    /// [`PlanError::MonitorBook`].
    pub fn watched<'a>(&self, books: &'a [BookPlan]) -> Result<&'a BookPlan, PlanError> {
        let found = books.iter().find(|book| book.name == self.book);
        found.ok_or_else(|| PlanError::MonitorBook(self.book.clone()))
    }
}
