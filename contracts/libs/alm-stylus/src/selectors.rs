//! The functions of an interface as numbers, which a router compares and matches.

/// Selector of `stylus_constructor()`, whose arguments follow it; fixed by the SDK.
pub const CONSTRUCTOR: u32 = 0x5585_258d;

/// Names the selectors of an interface's functions: `selectors! { abi: OWNER = ownerCall }`, with `SolCall` in scope.
#[macro_export]
macro_rules! selectors {
    ($interface:ident: $($name:ident = $call:ident),+ $(,)?) => {$(
        pub(crate) const $name: u32 = u32::from_be_bytes($interface::$call::SELECTOR);
    )+};
}
