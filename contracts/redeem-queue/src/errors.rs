//! The contract's typed errors, encoded. Accounts are addresses as words.

use alloy_sol_types::SolError;
use alm_abi::IRedeemQueue as abi;
use alm_engine::refusal::{Cause, Refusal};
use alm_stylus::{
    Failure,
    words::{Word, signed, word},
};

/// A refusal of the rules. Those this contract runs have no other causes than these.
#[inline(never)]
pub(crate) fn refused(refusal: Refusal) -> Failure {
    let selector = match refusal.cause {
        Cause::AmountTooLarge => abi::AmountTooLarge::SELECTOR,
        Cause::AmountTooSmall => abi::AmountTooSmall::SELECTOR,
        Cause::ZeroAmount => abi::ZeroAmount::SELECTOR,
        Cause::BelowMinimum => abi::BelowMinimum::SELECTOR,
        Cause::DeadlinePassed => abi::DeadlinePassed::SELECTOR,
        Cause::TooEarly => abi::TooEarly::SELECTOR,
        _ => abi::OutOfBounds::SELECTOR,
    };
    Failure::new(selector, &[signed(refusal.have), signed(refusal.want)])
}

pub(crate) fn not_operator(account: &Word, caller: &Word) -> Failure {
    Failure::new(abi::NotOperator::SELECTOR, &[*account, *caller])
}

pub(crate) fn too_many_requests(controller: &Word, generation: u32) -> Failure {
    let arguments = [*controller, word(generation.into())];
    Failure::new(abi::TooManyRequests::SELECTOR, &arguments)
}

pub(crate) fn unknown_request(controller: &Word, generation: &Word) -> Failure {
    Failure::new(abi::UnknownRequest::SELECTOR, &[*controller, *generation])
}

pub(crate) fn unsuitable_vault(vault: &Word) -> Failure {
    Failure::new(abi::UnsuitableVault::SELECTOR, &[*vault])
}

pub(crate) fn not_receivable(receiver: &Word) -> Failure {
    Failure::new(abi::ERC20InvalidReceiver::SELECTOR, &[*receiver])
}
