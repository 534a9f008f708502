//! The contract's typed errors, encoded. Targets and callers are addresses as words.

use alloy_sol_types::SolError;
use alm_abi::IParameters as abi;
use alm_engine::governance::{Rule, Violation};
use alm_stylus::{
    Failure,
    arguments::Arguments,
    words::{Word, is_zero, signed, word},
};

/// How many rules there are.
const RULES: usize = 13;

/// The errors of the rules, in their order.
static RULE_ERRORS: [[u8; 4]; RULES] = [
    abi::UnknownParameter::SELECTOR,
    abi::ParameterOutOfOrder::SELECTOR,
    abi::ParameterOutOfBounds::SELECTOR,
    abi::BandClosed::SELECTOR,
    abi::OutsideBand::SELECTOR,
    abi::StepTooLarge::SELECTOR,
    abi::ChangeTooSoon::SELECTOR,
    abi::BandOutOfBounds::SELECTOR,
    abi::BandWidened::SELECTOR,
    abi::ConditionFailed::SELECTOR,
    abi::StewardExpired::SELECTOR,
    abi::TermTooLong::SELECTOR,
    abi::TermExtended::SELECTOR,
];

/// A rule that is broken: its subject, unless it is about a time, and the two figures.
#[inline(never)]
pub(crate) fn violated(violation: Violation) -> Failure {
    let Violation {
        rule,
        subject,
        have,
        want,
    } = violation;
    let selector = RULE_ERRORS.get(rule as usize).copied();
    let arguments = [word(subject.into()), signed(have), signed(want)];
    let from = usize::from(rule as u8 >= Rule::StewardExpired as u8);
    let arguments = arguments.get(from..).unwrap_or_default();
    Failure::new(selector.unwrap_or_default(), arguments)
}

/// The address at an index.
pub(crate) fn address<'a>(arguments: &Arguments<'a>, index: usize) -> Result<&'a Word, Failure> {
    arguments.address(index).ok_or_else(Failure::empty)
}

/// The address at an index, which must not be zero.
pub(crate) fn present<'a>(arguments: &Arguments<'a>, index: usize) -> Result<&'a Word, Failure> {
    let address = address(arguments, index)?;
    if is_zero(address) {
        return Err(Failure::new(abi::ZeroAddress::SELECTOR, &[]));
    }
    Ok(address)
}

pub(crate) fn empty_bundle() -> Failure {
    Failure::new(abi::EmptyBundle::SELECTOR, &[])
}

pub(crate) fn function_reserved(target: &Word, selector: [u8; 4]) -> Failure {
    let mut function = [0; 32];
    if let Some(place) = function.first_chunk_mut() {
        *place = selector;
    }
    Failure::new(abi::FunctionReserved::SELECTOR, &[*target, function])
}

pub(crate) fn not_owned(target: &Word) -> Failure {
    Failure::new(abi::NotOwned::SELECTOR, &[*target])
}

pub(crate) fn call_length(have: usize, want: usize) -> Failure {
    let figures = [word(have as u128), word(want as u128)];
    Failure::new(abi::CallLength::SELECTOR, &figures)
}

pub(crate) fn unsuitable_target(target: &Word) -> Failure {
    Failure::new(abi::UnsuitableTarget::SELECTOR, &[*target])
}
