//! Discount factors of 64 bits against the correctly rounded exponential.

#[path = "common/dice.rs"]
mod dice;

use alm_engine::{
    analytics::{factor::Factor, zeros::Walk},
    rates::curve::{Curve, Node},
    units::{WAD, YEAR},
};
use alm_math::{SignedWad, exp};
use dice::Dice;

/// `x / ln 2` with 64 fractional bits, of a wad, by long multiplication.
fn per_ln2(x: i128) -> i128 {
    // 2^64 / (1e18 ln 2) with 100 fractional bits.
    const SCALE: u128 = 33_736_018_630_854_303_267_164_322_768_571;
    let product = alm_math::lean::mul_div_down(x.unsigned_abs(), SCALE, 1 << 100).expect("fits");
    if x < 0 {
        -(product as i128)
    } else {
        product as i128
    }
}

fn error_of(x: i128) -> u128 {
    let have = Factor::exp2(per_ln2(x)).wad();
    let want = exp(SignedWad::from_raw(
        alloy_primitives::I256::try_from(x).expect("fits"),
    ))
    .expect("in range")
    .to_u128()
    .expect("fits");
    have.abs_diff(want)
}

#[test]
fn fuzz_factor_is_within_a_wad_of_the_exponential() {
    let mut dice = Dice(0x00fa_c708);
    for _ in 0..200_000 {
        let x = -(dice.sized(66) as i128);
        let error = error_of(x);
        assert!(error <= 1, "e^{x}: {error} units");
    }
}

#[test]
fn test_factor_at_the_ends() {
    assert_eq!(Factor::exp2(0), Factor::ONE);
    assert_eq!(Factor::ONE.wad(), WAD);
    assert_eq!(Factor::exp2(-1 << 64).wad(), WAD / 2);
    assert_eq!(Factor::exp2(i128::MIN).wad(), 0);
    assert_eq!(Factor::exp2(i128::MAX).wad(), 16 * WAD);
    assert_eq!(Factor::exp2(-1 << 64).below_one(), 1 << 63);
    assert_eq!(Factor::exp2(1 << 64).below_one(), -1 << 64);
    assert_eq!(
        Factor::ONE.times(Factor::exp2(-1 << 64)),
        Factor::exp2(-1 << 64)
    );
}

#[test]
fn fuzz_factor_never_rises_with_the_exponent_by_more_than_its_error() {
    let mut dice = Dice(7);
    for _ in 0..100_000 {
        let y = -(dice.sized(70) as i128);
        let step = dice.sized(40) as i128;
        let (near, far) = (Factor::exp2(y), Factor::exp2(y - step));
        // Q64, two units of 2^-61 apart at most.
        assert!(
            far.below_one() - near.below_one() >= -16,
            "2^{y} and {step} further"
        );
    }
}

#[test]
fn fuzz_walk_agrees_with_the_curve_whatever_the_order() {
    let mut dice = Dice(99);
    for _ in 0..300 {
        let mut seconds = 0;
        let nodes: Vec<Node> = (0..dice.below(7))
            .map(|_| {
                seconds += 1 + dice.below(YEAR) as u32;
                Node {
                    seconds,
                    rate: dice.below(2_000_000_000_000_000_000) as i64 - 20_000_000_000_000_000,
                }
            })
            .collect();
        let mut walk = Walk::along(Curve(&nodes));
        for _ in 0..40 {
            let time = dice.below(3 * YEAR);
            let have = walk.factor(time).wad();
            let curve = Curve(&nodes);
            let (least, most) = (curve.discount_down(time), curve.discount_up(time));
            assert!(
                have + 1 >= least && have <= most + 1,
                "{have} in {least}..{most}"
            );
        }
    }
}
