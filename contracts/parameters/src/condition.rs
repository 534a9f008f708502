//! What the caller of a bundle demands of the book after it.

use alloy_sol_types::SolCall;
use alm_abi::{IBalanceSheet::bookCall, IFixedBook::limitsCall};
use alm_engine::governance::condition::{
    CASH, Condition, FIGURES, GAP, NET_VALUE, POTENTIAL, SURPLUS,
};
use alm_stylus::{Failure, words::Word};

use crate::{contract::Parameters, errors, signed, storage::SHEET};

/// Words of a view up to the last figure that is read.
const WORDS: usize = 6;

/// A view of the balance sheet, how many of its words are read, and which word is which figure.
type View = ([u8; 4], usize, &'static [(usize, usize)]);

static VIEWS: [View; 2] = [
    (
        limitsCall::SELECTOR,
        3,
        &[(0, SURPLUS), (1, GAP), (2, POTENTIAL)],
    ),
    (bookCall::SELECTOR, WORDS, &[(0, CASH), (5, NET_VALUE)]),
];

impl Parameters {
    /// Refuses a book that is not as demanded. Reads only what something is demanded of.
    #[inline(never)]
    pub(crate) fn demand(&self, token: &Word, condition: &Condition) -> Result<(), Failure> {
        let sheet = self.address_in(SHEET);
        let mut figures = [0; FIGURES];
        for (selector, count, places) in &VIEWS {
            if !places.iter().any(|(_, figure)| condition.asks(*figure)) {
                continue;
            }
            let mut answer = [[0; 32]; WORDS];
            let answer = answer.get_mut(..*count).unwrap_or_default();
            self.consult(&sheet, *selector, token, answer)?;
            for (place, figure) in *places {
                let told = answer.get(*place).and_then(signed::number);
                if let Some(to) = figures.get_mut(*figure) {
                    *to = told.ok_or_else(|| errors::unsuitable_target(&sheet))?;
                }
            }
        }
        condition.holds(&figures).map_err(errors::violated)
    }
}
