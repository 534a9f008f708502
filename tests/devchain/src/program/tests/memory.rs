//! Pages: the price table and paying before growth.

use super::run::{Case, TAIL, call, import};
use crate::program::{
    api::Outcome,
    pages::{PageCounter, PageModel},
};

const GAS: u64 = 10_000;

/// A program with a memory that may grow, and `body` in its entry point.
fn program(memory: &str, body: &str) -> Case {
    let mut case = Case::new(&format!(
        r#"(module {}
            (memory (export "memory") {memory})
            (func (export "user_entrypoint") (param i32) (result i32) {body} i32.const 0))"#,
        import("pay_for_memory_grow", "i32", "")
    ));
    case.world.pages = PageCounter { open: 1, ever: 1 };
    case
}

fn grow(pages: i32) -> String {
    format!("(drop (memory.grow (i32.const {pages})))")
}

/// The program's own ink of one growth: constant, grow and drop, without a block of its own.
const GROW: u64 = 1 + 8050 + 9;

#[test]
fn test_pay_for_memory_grow_zero_pages_costs_the_base() {
    let mut case = program("1", "(call $pay_for_memory_grow (i32.const 0))");
    case.succeed(call(1) + 8400 + TAIL);
    let mut case = program("1", &grow(0));
    case.succeed(GROW + 8400 + TAIL);
}

#[test]
fn test_pay_for_memory_grow_page_table() {
    // One page is open: the second is free, the third costs 1,000 and E[3] - E[2] = 0.
    let mut case = program("1", &grow(1));
    case.succeed(GROW + TAIL);
    let mut case = program("1", &grow(2));
    case.succeed(GROW + 1000 * GAS + TAIL);
    // To 17 pages: 15 linear and E[17] - E[1] = 9 - 1.
    let mut case = program("1", &grow(16));
    case.succeed(GROW + (15_000 + 8) * GAS + TAIL);
}

#[test]
fn test_pay_for_memory_grow_beyond_limit_is_out_of_ink() {
    let mut case = program("1", &grow(128));
    case.fail(Outcome::OutOfInk);
    let mut case = program("1", &grow(65_536));
    case.fail(Outcome::OutOfInk);
}

#[test]
fn test_pay_for_memory_grow_truncates_before_arbos_59() {
    let mut case = program("1", &grow(65_536));
    case.env.arbos_version = 51;
    // Truncated to no pages; the growth itself then fails.
    case.succeed(GROW + 8400 + TAIL);
}

#[test]
fn test_memory_grow_is_paid_even_if_it_fails() {
    let body = "(if (i32.ne (memory.grow (i32.const 2)) (i32.const -1)) (then unreachable))";
    let mut case = program("1 2", body);
    // The block of the `if` is closed by it; the trapping arm is not entered.
    let own = 2450 + 1 + 8050 + 1 + 170 + 765;
    case.succeed(own + 1000 * GAS + TAIL);
}

#[test]
fn test_page_model_examples() {
    let model = PageModel::new(61);
    assert_eq!(model.gas(17, 0, 0), 15_008);
    assert_eq!(model.gas(1, 0, 0), 0);
    assert_eq!(model.gas(2, 0, 0), 0);
    assert_eq!(model.gas(1, 2, 2), 1_000);
    // All 128: 126 linear and E[128] - E[0].
    assert_eq!(model.gas(128, 0, 0), 126_000 + 31_873_999 - 1);
}

#[test]
fn test_page_model_limit_by_arbos_version() {
    assert_eq!(PageModel::new(59).gas(1, 128, 128), u64::MAX);
    let before = PageModel::new(51);
    assert_eq!(before.gas(1, 128, 128), u64::MAX - 31_873_999 + 1_000);
    // Below the limit again after frames closed: only the linear part.
    assert_eq!(before.gas(1, 10, 128), 1_000);
}

#[test]
fn test_page_counter_ever_lasts_and_open_falls_back() {
    let model = PageModel::new(61);
    let mut pages = PageCounter::default();
    assert_eq!(pages.add(17, &model), 15_008);
    pages.restore(0);
    assert_eq!((pages.open, pages.ever), (0, 17));
    assert_eq!(pages.add(17, &model), 15_000);
}

#[test]
fn test_page_counter_eighth_frame_of_17_pages_fails() {
    let model = PageModel::new(61);
    let mut pages = PageCounter::default();
    let costs: Vec<_> = (0..8).map(|_| pages.add(17, &model)).collect();
    assert!(costs[..7].iter().all(|gas| *gas < u64::MAX));
    assert_eq!(costs[7], u64::MAX);
}
