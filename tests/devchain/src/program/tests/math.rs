//! 256-bit arithmetic: values at the edges and ink.

use alloy_primitives::U256;

use super::run::{Case, TAIL, call, data, give_back, import, module, result_ink};

/// Runs a function over words at 0, 32 and 64, and gives the word at 0 back.
fn compute(name: &str, operands: &[U256], ink: u64) -> U256 {
    let (out, give) = give_back(0, 32);
    let count = operands.len();
    let imports = import(name, &"i32 ".repeat(count), "") + &out;
    let bytes: Vec<u8> = operands
        .iter()
        .flat_map(|x| x.to_be_bytes::<32>())
        .collect();
    let arguments: String = (0..count)
        .map(|i| format!("(i32.const {})", 32 * i))
        .collect();
    let body = format!("(call ${name} {arguments}) {give}");
    let mut case = Case::new(&module(&imports, &data(0, &bytes), &body));
    let output = case.succeed(call(count as u64) + ink + result_ink(32) + TAIL);
    U256::from_be_slice(&output)
}

fn u(x: u64) -> U256 {
    U256::from(x)
}

const DIV_INK: u64 = 8400 + 3 * 5040 + 20_000;
const ADD_MOD_INK: u64 = 8400 + 4 * 5040 + 21_000;
const MUL_MOD_INK: u64 = 8400 + 4 * 5040 + 24_100;

#[test]
fn test_math_div_values_and_ink() {
    assert_eq!(DIV_INK, 43_520);
    assert_eq!(compute("math_div", &[u(17), u(5)], DIV_INK), u(3));
    assert_eq!(compute("math_div", &[u(17), u(0)], DIV_INK), u(0));
}

#[test]
fn test_math_mod_values_and_ink() {
    assert_eq!(compute("math_mod", &[u(17), u(5)], DIV_INK), u(2));
    assert_eq!(compute("math_mod", &[u(17), u(0)], DIV_INK), u(0));
}

#[test]
fn test_math_pow_price_by_exponent_bytes() {
    // 33 less the leading zero bytes of the exponent.
    let pow = |bytes: u64| 8400 + 3 * 5040 + 3000 + 17_500 * (1 + bytes);
    assert_eq!(compute("math_pow", &[u(3), u(0)], pow(0)), u(1));
    assert_eq!(compute("math_pow", &[u(3), u(4)], pow(1)), u(81));
    assert_eq!(compute("math_pow", &[u(2), u(256)], pow(2)), u(0));
    let wrapped = U256::from(3).wrapping_pow(U256::MAX);
    assert_eq!(compute("math_pow", &[u(3), U256::MAX], pow(32)), wrapped);
}

#[test]
fn test_math_add_mod_wide_and_zero() {
    assert_eq!(ADD_MOD_INK, 49_560);
    let sum = compute("math_add_mod", &[U256::MAX, U256::MAX, u(7)], ADD_MOD_INK);
    assert_eq!(sum, U256::MAX.add_mod(U256::MAX, u(7)));
    assert_eq!(
        compute("math_add_mod", &[u(1), u(2), u(0)], ADD_MOD_INK),
        u(0)
    );
    assert_eq!(
        compute("math_add_mod", &[u(5), u(6), u(7)], ADD_MOD_INK),
        u(4)
    );
}

#[test]
fn test_math_mul_mod_wide_and_zero() {
    assert_eq!(MUL_MOD_INK, 52_660);
    // (2^256 - 1)^2 = 1 modulo 2^256 - 2
    let modulus = U256::MAX - u(1);
    let product = compute(
        "math_mul_mod",
        &[U256::MAX, U256::MAX, modulus],
        MUL_MOD_INK,
    );
    assert_eq!(product, u(1));
    assert_eq!(
        compute("math_mul_mod", &[u(3), u(4), u(0)], MUL_MOD_INK),
        u(0)
    );
}
