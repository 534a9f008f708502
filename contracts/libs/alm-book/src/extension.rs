//! The other two programs, run in this contract's storage. Slot 4 names `fixed-book`, slot 5 `treasury-book`, from
//! construction on.

use alloy_sol_types::{SolCall, SolError};
use alm_abi::{IBalanceSheet::ZeroAddress, IFixedBook as fixed};
use alm_stylus::{
    Failure,
    calls::delegate,
    slots,
    words::{Output, Word, is_zero},
};
use stylus_sdk::stylus_core::Host;

/// The slot of the address of `fixed-book`.
pub const FIXED_BOOK: u8 = 4;
/// The slot of the address of `treasury-book`.
pub const TREASURY_BOOK: u8 = 5;

/// What `fixed-book` answers; all else that is not known here is asked of `treasury-book`.
static FIXED: [[u8; 4]; 10] = [
    fixed::defundFixedCall::SELECTOR,
    fixed::redeemFixedCall::SELECTOR,
    fixed::rollFixedCall::SELECTOR,
    fixed::drawFixedCall::SELECTOR,
    fixed::restoreFixedCall::SELECTOR,
    fixed::previewFundFixedCall::SELECTOR,
    fixed::previewDefundFixedCall::SELECTOR,
    fixed::previewDrawFixedCall::SELECTOR,
    fixed::previewRestoreFixedCall::SELECTOR,
    fixed::ladderCall::SELECTOR,
];

/// Names a program. Once, by the constructor.
///
/// # Errors
/// `ZeroAddress`.
pub fn install<H: Host>(vm: &H, slot: u8, program: &Word) -> Result<(), Failure> {
    if is_zero(program) {
        return Err(Failure::new(ZeroAddress::SELECTOR, &[]));
    }
    slots::write(vm, &slots::fixed(slot), program);
    Ok(())
}

/// Lets the program of a selector answer a call, as if it were this contract. Nothing has been read or changed here before.
///
/// # Errors
/// What it reverts with.
pub fn run<H: Host>(
    vm: &H,
    selector: u32,
    calldata: &[u8],
    output: &mut Output,
) -> Result<(), Failure> {
    let slot = if FIXED.contains(&selector.to_be_bytes()) {
        FIXED_BOOK
    } else {
        TREASURY_BOOK
    };
    let program = slots::read(vm, &slots::fixed(slot));
    delegate(vm, &program, calldata, output)
}
