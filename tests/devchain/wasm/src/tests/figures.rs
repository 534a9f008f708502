//! Figures of an activation, from the formulas.

use super::common::{accept, module, rules, wasm};
use crate::{Rules, figures::Sizes};

/// The worked example: the template counter, 17,930 bytes, 103 functions, 17 pages.
fn counter() -> Sizes {
    Sizes {
        functions: 103,
        wasm_len: 17_930,
        pages: 17,
        ..Sizes::default()
    }
}

#[test]
fn test_sizes_worked_example() {
    let sizes = counter();
    // 103 * 8.252 and 17,930 * 0.1286, each rounded down.
    assert_eq!(sizes.init_cost(3), 849 + 2_305);
    assert_eq!(sizes.init_cost(2), sizes.init_cost(3));
    // 13 + 21 + 17 * 5
    assert_eq!(sizes.cached_init_cost(), 13 + 21 + 85);
    assert_eq!(sizes.init_cost(1), 849 + 2_305 + 119);
    assert_eq!(sizes.asm_estimate(), 512_000 + 102_673 + 112_292);
    // The issue's order of magnitude: 8,832 and the init cost are about 12 thousand gas.
    assert_eq!(8_832 + sizes.init_cost(3), 11_986);
}

#[test]
fn test_sizes_terms_round_down_one_by_one() {
    let sizes = Sizes {
        functions: 7,
        types: 999,
        wasm_len: 819,
        globals: 5,
        segments: 3,
        pages: 0,
        ..Sizes::default()
    };
    // 0.93, 0.88, 0.99 vanish; 8.14 and 2.25 lose their fractions.
    assert_eq!(sizes.cached_init_cost(), 8 + 2);
    // 57.76, 1057.94, 105.32
    assert_eq!(sizes.init_cost(3), 57 + 1_057 + 105);
}

#[test]
fn test_sizes_analysis_gas() {
    let sizes = Sizes {
        functions: 100,
        wasm_len: 10_000,
        data_bytes: 1_000,
        element_bytes: 50,
        pages: 2,
        operators: 5_000,
        ..Sizes::default()
    };
    let common = 17 + 173 + 8 + 4_434 + 2_675;
    assert_eq!(sizes.analysis_gas(61), 28 * (3_173 + common));
    assert_eq!(sizes.analysis_gas(31), 28 * common);
}

#[test]
fn test_activation_of_a_module() {
    let wat =
        module(r#"(global i32 (i32.const 0)) (func (param i32 i64)) (data (i32.const 9) "abc")"#);
    let len = wasm(&wat).len() as u64;
    let activation = accept(&wat, &rules()).activation;
    assert_eq!(activation.footprint, 1);
    // 2 functions (16.5), 4 types (4.2), the length.
    assert_eq!(
        u64::from(activation.init_cost),
        16 + 4 + len * 1_286 / 10_000
    );
    // 5 globals (8.14), a segment stored in 8 bytes (6.02), a page (5).
    assert_eq!(
        u64::from(activation.cached_init_cost),
        len * 122 / 100_000 + 8 + 6 + 5
    );
    let asm = 512_000 + 1_993 + 45 + len * 62_628 / 10_000;
    assert_eq!(u64::from(activation.asm_estimate), asm);
    assert_eq!(u64::from(activation.asm_estimate_kb()), asm.div_ceil(1024));
    // Operators: an empty function has 30, the entry point a constant more.
    let microseconds = len * 31_733 / 100_000 + 2_217 + 61 * 535 / 1_000;
    assert_eq!(activation.analysis_gas, 28 * microseconds);
    assert_eq!(activation.gas(7), 7 + 1_659_168 + activation.analysis_gas);
}

#[test]
fn test_activation_depends_on_stylus_version_1() {
    let wat = module("");
    let new = accept(&wat, &rules()).activation;
    let old = accept(&wat, &Rules::for_arbos(30, false)).activation;
    assert_eq!(old.init_cost, new.init_cost + new.cached_init_cost);
}
