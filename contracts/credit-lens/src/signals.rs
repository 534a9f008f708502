//! Early warnings of any pool.

use alloc::vec::Vec;

use alm_engine::{
    guard::run_off::Outflows,
    monitor::signals::{Outlook, Spread, time_to_exhaustion},
    volatility::ewma::weight,
};
use alm_lens::{lists, or_never};
use alm_stylus::{
    Failure,
    arguments::Arguments,
    words::{Output, Word, signed as signed_word},
};

use crate::numbers::{figure, rows, unsigned};

/// `outflowsOf`.
pub(crate) fn outflows(arguments: &Arguments<'_>, output: &mut Output) -> Result<(), Failure> {
    let [tau] = unsigned(arguments, 0, [8])?;
    let (mut state, mut surprise) = (None::<Outflows>, 0);
    for [amount, elapsed] in rows::<2>(arguments, 1)? {
        let amount = lists::signed(amount, 127)?;
        let elapsed = u64::try_from(figure(elapsed)?).map_err(|_| Failure::empty())?;
        state = Some(match state {
            None => Outflows::starting_at(amount),
            Some(before) => {
                surprise = before.surprise(amount);
                before.after(amount, weight(elapsed, tau as u64))
            }
        });
    }
    let state = state.unwrap_or_default();
    output
        .append(&signed_word(state.mean))
        .numbers(&[state.variance])
        .append(&signed_word(surprise));
    Ok(())
}

/// `exhaustionOf`.
pub(crate) fn exhaustion(arguments: &Arguments<'_>, output: &mut Output) -> Result<(), Failure> {
    let mean = lists::signed(arguments.word(0).ok_or_else(Failure::empty)?, 127)?;
    let [deviation, horizon, liquid] = unsigned(arguments, 1, [16; 3])?;
    let outlook = Outlook::over(mean, deviation, horizon);
    output
        .numbers(&[outlook.exhaustion(liquid)])
        .append(&or_never(time_to_exhaustion(mean, liquid)));
    Ok(())
}

/// `concentrationOf`.
pub(crate) fn concentration(arguments: &Arguments<'_>, output: &mut Output) -> Result<(), Failure> {
    let given: &[[Word; 1]] = rows(arguments, 0)?;
    let balances = given.as_flattened().iter().map(figure);
    let balances = balances.collect::<Result<Vec<_>, _>>()?;
    let spread = Spread::of(&balances);
    output.numbers(&[spread.index, spread.effective_holders(), spread.largest]);
    Ok(())
}
