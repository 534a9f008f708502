//! Prints the contract's interface; on a chain only the library exists.
#![cfg_attr(not(any(test, feature = "export-abi")), no_main)]

#[cfg(not(any(test, feature = "export-abi")))]
#[unsafe(no_mangle)]
extern "C" fn main() {}

#[cfg(feature = "export-abi")]
fn main() {
    credit_lens::print_from_args();
}
