//! The program of the fixed side, run in this contract's storage. Slot 4 names it, from construction on.

use alloy_sol_types::SolError;
use alm_abi::IBalanceSheet::ZeroAddress;
use alm_stylus::{
    Failure,
    calls::delegate,
    slots,
    words::{Output, Word, is_zero},
};
use stylus_sdk::stylus_core::Host;

/// The slot of the program's address.
const PROGRAM: u8 = 4;

/// Names the program. Once, by the constructor.
///
/// # Errors
/// `ZeroAddress`.
pub(crate) fn install<H: Host>(vm: &H, program: &Word) -> Result<(), Failure> {
    if is_zero(program) {
        return Err(Failure::new(ZeroAddress::SELECTOR, &[]));
    }
    slots::write(vm, &slots::fixed(PROGRAM), program);
    Ok(())
}

/// Lets the program answer a call, as if it were this contract. Nothing has been read or changed here before.
///
/// # Errors
/// What it reverts with.
pub(crate) fn run<H: Host>(vm: &H, calldata: &[u8], output: &mut Output) -> Result<(), Failure> {
    let program = slots::read(vm, &slots::fixed(PROGRAM));
    delegate(vm, &program, calldata, output)
}
