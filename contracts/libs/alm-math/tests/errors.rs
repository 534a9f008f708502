//! The ends of every range and domain.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    missing_docs,
    reason = "a test fails by panicking"
)]

use alloy_primitives::{I256, U256};
use alm_math::{
    Assets, Bps, Function, MathError, Ray, Seconds, Shares, SignedWad, Timestamp, Wad, exp, expm1,
    lean, ln, ln_ratio, log1p, mul_div_down, mul_div_up, normal_cdf, normal_pdf, normal_quantile,
    pow, sqrt,
};

const fn domain<T>(function: Function) -> Result<T, MathError> {
    Err(MathError::Domain { function })
}

fn wad(text: &str) -> Wad {
    text.parse().unwrap()
}

fn signed(text: &str) -> SignedWad {
    text.parse().unwrap()
}

mod functions {
    use super::*;

    #[test]
    fn test_exp_at_the_ends() {
        assert_eq!(exp(SignedWad::MIN), Ok(Wad::ZERO));
        assert_eq!(exp(SignedWad::MAX), Err(MathError::Overflow));
        assert_eq!(exp(signed("136")), Err(MathError::Overflow));
        assert_eq!(exp(signed("-170141183460469231731")), Ok(Wad::ZERO));
        // ln(0.5e-18) = -42.1396788544527676217...: half a step lies between these two.
        assert_eq!(exp(signed("-42.139678854452767621")), Ok(Wad::from_u128(1)));
        assert_eq!(exp(signed("-42.139678854452767622")), Ok(Wad::ZERO));
    }

    #[test]
    fn test_exp_at_the_largest_result() {
        // ln((2^256 - 1/2) / 1e18) = 135.99914654945317689...
        let (last, first) = largest_exp_argument();
        assert!(exp(last).is_ok());
        assert_eq!(exp(first), Err(MathError::Overflow));
        assert_eq!(ln(Wad::MAX).unwrap().to_string(), last.to_string());
    }

    /// The last argument that fits and the next one, by bisection on the error.
    fn largest_exp_argument() -> (SignedWad, SignedWad) {
        let (mut low, mut high) = (135 * lean::ONE as i128, 136 * lean::ONE as i128);
        while high - low > 1 {
            let middle = (low + high) / 2;
            match exp(SignedWad::from_i128(middle)) {
                Ok(_) => low = middle,
                Err(_) => high = middle,
            }
        }
        (SignedWad::from_i128(low), SignedWad::from_i128(high))
    }

    #[test]
    fn test_exp_across_the_cores() {
        // Up to 20 the lean core answers, above it the wide one.
        let (below, above) = (signed("20"), signed("20.000000000000000001"));
        assert_eq!(
            exp(below).unwrap().to_string(),
            "485165195.409790277969106831"
        );
        assert_eq!(
            exp(above).unwrap().to_string(),
            "485165195.409790278454272026"
        );
        assert_eq!(lean::exp(above.to_i128().unwrap()), None);
    }

    #[test]
    fn test_expm1_at_the_ends() {
        assert_eq!(expm1(SignedWad::MIN), Ok(signed("-1")));
        assert_eq!(expm1(SignedWad::ZERO), Ok(SignedWad::ZERO));
        assert_eq!(
            expm1(signed("0.000000000000000001")),
            Ok(signed("0.000000000000000001"))
        );
        assert_eq!(
            expm1(signed("-0.000000000000000001")),
            Ok(signed("-0.000000000000000001"))
        );
        assert_eq!(expm1(signed("135.9")), Err(MathError::Overflow));
    }

    #[test]
    fn test_ln_outside_its_domain() {
        assert_eq!(ln(Wad::ZERO), domain(Function::Ln));
        assert_eq!(lean::ln(0), domain(Function::Ln));
        assert_eq!(ln_ratio(U256::ZERO, U256::ONE), domain(Function::LnRatio));
        assert_eq!(ln_ratio(U256::ONE, U256::ZERO), domain(Function::LnRatio));
        assert_eq!(lean::ln_ratio(0, 1), domain(Function::LnRatio));
        assert_eq!(lean::ln_ratio(1, 0), domain(Function::LnRatio));
        assert_eq!(log1p(signed("-1")), domain(Function::Log1p));
        assert_eq!(log1p(SignedWad::MIN), domain(Function::Log1p));
    }

    #[test]
    fn test_ln_at_the_ends() {
        assert_eq!(ln(Wad::ONE), Ok(SignedWad::ZERO));
        assert_eq!(ln(Wad::from_u128(1)), Ok(signed("-41.446531673892822312")));
        assert_eq!(
            log1p(signed("-0.999999999999999999")),
            Ok(signed("-41.446531673892822312"))
        );
        assert_eq!(log1p(SignedWad::MAX), ln(Wad::from_raw(U256::MAX >> 1)));
        // 256 ln 2 = 177.44567822334599921...
        assert_eq!(
            ln_ratio(U256::MAX, U256::ONE),
            Ok(signed("177.445678223345999211"))
        );
        assert_eq!(
            ln_ratio(U256::ONE, U256::MAX),
            Ok(signed("-177.445678223345999211"))
        );
        assert_eq!(ln_ratio(U256::MAX, U256::MAX), Ok(SignedWad::ZERO));
        // 128 ln 2.
        assert_eq!(lean::ln_ratio(u128::MAX, 1), Ok(88_722_839_111_672_999_605));
    }

    #[test]
    fn test_pow_at_the_ends() {
        assert_eq!(pow(Wad::ZERO, SignedWad::ZERO), Ok(Wad::ONE));
        assert_eq!(pow(Wad::ZERO, signed("0.1")), Ok(Wad::ZERO));
        assert_eq!(pow(Wad::ZERO, signed("-0.1")), domain(Function::Pow));
        assert_eq!(pow(Wad::ONE, SignedWad::MIN), Ok(Wad::ONE));
        assert_eq!(pow(Wad::MAX, SignedWad::MAX), Err(MathError::Overflow));
        assert_eq!(pow(Wad::MAX, SignedWad::MIN), Ok(Wad::ZERO));
        assert_eq!(pow(Wad::MAX, SignedWad::ONE), Ok(Wad::MAX));
        assert_eq!(
            pow(Wad::from_u128(1), SignedWad::MIN),
            Err(MathError::Overflow)
        );
        assert_eq!(pow(wad("2"), signed("197")), Err(MathError::Overflow));
        assert_eq!(
            pow(wad("2"), signed("196")).unwrap().raw(),
            alm_math::WAD_ONE << 196
        );
    }

    #[test]
    fn test_pow_rounds_an_exact_half_up() {
        // 0.5^19 has 19 decimals, the last of them a 5.
        assert_eq!(
            pow(wad("0.5"), signed("19")),
            Ok(wad("0.000001907348632813"))
        );
        assert_eq!(
            pow(wad("2"), signed("-19")),
            Ok(wad("0.000001907348632813"))
        );
        assert_eq!(
            pow(wad("0.25"), signed("9.5")),
            Ok(wad("0.000001907348632813"))
        );
    }

    #[test]
    fn test_sqrt_at_the_ends() {
        assert_eq!(sqrt(Wad::ZERO), Wad::ZERO);
        assert_eq!(sqrt(Wad::ONE), Wad::ONE);
        assert_eq!(sqrt(Wad::from_u128(1)), wad("0.000000001"));
        // sqrt(2^256 1e18) = 2^128 1e9, less than half a step above.
        assert_eq!(sqrt(Wad::MAX).raw(), U256::from(1_000_000_000u64) << 128);
        assert_eq!(lean::sqrt(u128::MAX), (1_000_000_000u128) << 64);
    }

    #[test]
    fn test_normal_at_the_ends() {
        assert_eq!(normal_cdf(SignedWad::MIN), Wad::ZERO);
        assert_eq!(normal_cdf(SignedWad::MAX), Wad::ONE);
        assert_eq!(normal_pdf(SignedWad::MIN), Wad::ZERO);
        assert_eq!(normal_pdf(SignedWad::MAX), Wad::ZERO);
        assert_eq!(lean::normal_cdf(i128::MIN), 0);
        assert_eq!(lean::normal_cdf(i128::MAX), lean::ONE);
        assert_eq!(normal_cdf(SignedWad::ZERO), wad("0.5"));
        assert_eq!(normal_pdf(signed("9.1")), Wad::ZERO);
        assert_eq!(normal_pdf(signed("9")), Wad::from_u128(1));
    }

    #[test]
    fn test_normal_quantile_at_the_ends() {
        assert_eq!(normal_quantile(Wad::ZERO), domain(Function::NormalQuantile));
        assert_eq!(normal_quantile(Wad::ONE), domain(Function::NormalQuantile));
        assert_eq!(normal_quantile(Wad::MAX), domain(Function::NormalQuantile));
        assert_eq!(normal_quantile(wad("0.5")), Ok(SignedWad::ZERO));
        let smallest = normal_quantile(Wad::from_u128(1)).unwrap();
        assert_eq!(smallest.to_string(), "-8.757290348782315064");
    }

    #[test]
    fn test_decay_at_the_ends() {
        assert_eq!(lean::decay(1, 0), domain(Function::Decay));
        assert_eq!(lean::decay(0, 1), Ok(lean::ONE));
        assert_eq!(lean::decay(u64::MAX, 1), Ok(0));
        assert_eq!(lean::decay(u64::MAX, u64::MAX), Ok(367_879_441_171_442_322));
        assert_eq!(lean::exp_neg(0), lean::ONE);
        assert_eq!(lean::exp_neg(u128::MAX), 0);
        assert_eq!(lean::one_minus_exp_neg(u128::MAX), lean::ONE);
    }
}

mod arithmetic {
    use super::*;

    #[test]
    fn test_mul_div_by_zero() {
        assert_eq!(
            mul_div_down(U256::ONE, U256::ONE, U256::ZERO),
            Err(MathError::DivisionByZero)
        );
        assert_eq!(
            mul_div_up(U256::ZERO, U256::ZERO, U256::ZERO),
            Err(MathError::DivisionByZero)
        );
        assert_eq!(lean::mul_div_down(1, 1, 0), Err(MathError::DivisionByZero));
        assert_eq!(lean::mul_div_up(1, 1, 0), Err(MathError::DivisionByZero));
        assert_eq!(Wad::ONE.div_down(Wad::ZERO), Err(MathError::DivisionByZero));
        assert_eq!(Ray::ONE.div_up(Ray::ZERO), Err(MathError::DivisionByZero));
        assert_eq!(
            SignedWad::MIN.div_down(SignedWad::ZERO),
            Err(MathError::DivisionByZero)
        );
        assert_eq!(
            Assets::ZERO.ratio_down(Assets::ZERO),
            Err(MathError::DivisionByZero)
        );
        assert_eq!(
            Assets::MAX.to_shares_down(Shares::MAX, Assets::ZERO),
            Err(MathError::DivisionByZero)
        );
        assert_eq!(
            Shares::MAX.to_assets_up(Assets::MAX, Shares::ZERO),
            Err(MathError::DivisionByZero)
        );
    }

    #[test]
    fn test_mul_div_overflows() {
        assert_eq!(mul_div_down(U256::MAX, U256::MAX, U256::MAX), Ok(U256::MAX));
        assert_eq!(
            mul_div_down(U256::MAX, U256::MAX, U256::MAX - U256::ONE),
            Err(MathError::Overflow)
        );
        let third = U256::MAX / U256::from(3u8);
        assert_eq!(mul_div_up(third, U256::from(3u8), U256::ONE), Ok(U256::MAX));
        let half = (U256::ONE << 255) + U256::ONE;
        assert_eq!(mul_div_up(half, U256::MAX, half), Ok(U256::MAX));
        assert_eq!(
            lean::mul_div_down(u128::MAX, 2, 1),
            Err(MathError::Overflow)
        );
        assert_eq!(
            Wad::MAX.mul_down(wad("1.000000000000000001")),
            Err(MathError::Overflow)
        );
        assert_eq!(Wad::from_integer(U256::MAX), Err(MathError::Overflow));
        assert_eq!(Ray::from_wad(Wad::MAX), Err(MathError::Overflow));
    }

    #[test]
    fn test_mul_div_up_overflows_by_its_rounding() {
        let (b, d) = (5u128, 4u128);
        let a = u128::MAX - u128::MAX / b;
        // 2^128 - 1 is a multiple of 5, so this is exact.
        assert_eq!(lean::mul_div_up(a, b, d), Ok(u128::MAX));
        // (2^129 - 1) / 7 is whole; its 7/2 is half a step above the largest number.
        let a = (u128::MAX / 7) * 2 + 1;
        assert_eq!(lean::mul_div_down(a, 7, 2), Ok(u128::MAX));
        assert_eq!(lean::mul_div_up(a, 7, 2), Err(MathError::Overflow));
        // (2^258 - 1) / 7 is whole; its 7/4 is three quarters of a step above the largest number.
        let (b, d) = (U256::from(7u8), U256::from(4u8));
        let a = (U256::MAX / b) * d + U256::ONE;
        assert_eq!(mul_div_down(a, b, d), Ok(U256::MAX));
        assert_eq!(mul_div_up(a, b, d), Err(MathError::Overflow));
    }

    #[test]
    fn test_unsigned_sums_leave_their_range() {
        assert_eq!(
            Wad::MAX.checked_add(Wad::from_u128(1)),
            Err(MathError::Overflow)
        );
        assert_eq!(
            Wad::ZERO.checked_sub(Wad::from_u128(1)),
            Err(MathError::Underflow)
        );
        assert_eq!(
            Assets::MAX.checked_add(Assets::MAX),
            Err(MathError::Overflow)
        );
        assert_eq!(
            Shares::ZERO.checked_sub(Shares::MAX),
            Err(MathError::Underflow)
        );
    }

    #[test]
    fn test_signed_range_at_its_ends() {
        let ulp = SignedWad::from_i128(1);
        assert_eq!(SignedWad::MAX.checked_add(ulp), Err(MathError::Overflow));
        assert_eq!(SignedWad::MIN.checked_sub(ulp), Err(MathError::Underflow));
        assert_eq!(
            SignedWad::ZERO.checked_sub(SignedWad::MIN),
            Err(MathError::Overflow)
        );
        assert_eq!(SignedWad::MIN.checked_neg(), Err(MathError::Overflow));
        assert_eq!(SignedWad::MIN.magnitude().raw(), U256::ONE << 255);
        assert_eq!(
            SignedWad::MIN.mul_down(signed("-1")),
            Err(MathError::Overflow)
        );
        assert_eq!(SignedWad::MIN.mul_down(SignedWad::ONE), Ok(SignedWad::MIN));
        assert_eq!(
            SignedWad::MIN.mul_up(signed("1.1")),
            Err(MathError::Underflow)
        );
        assert_eq!(SignedWad::MIN.div_up(SignedWad::MIN), Ok(SignedWad::ONE));
        assert_eq!(SignedWad::MIN.to_unsigned(), Err(MathError::Underflow));
        assert_eq!(Wad::MAX.to_signed(), Err(MathError::Overflow));
        assert_eq!(
            SignedWad::from_parts(true, Wad::from_raw(U256::ONE << 255)),
            Ok(SignedWad::MIN)
        );
        let too_far = Wad::from_raw((U256::ONE << 255) + U256::ONE);
        assert_eq!(
            SignedWad::from_parts(true, too_far),
            Err(MathError::Underflow)
        );
        assert_eq!(
            SignedWad::from_parts(false, too_far),
            Err(MathError::Overflow)
        );
    }

    #[test]
    fn test_signed_rounding_is_by_direction_not_by_zero() {
        let (ulp, minus) = (SignedWad::from_i128(1), SignedWad::from_i128(-1));
        let half = signed("0.5");
        assert_eq!(ulp.mul_down(half), Ok(SignedWad::ZERO));
        assert_eq!(ulp.mul_up(half), Ok(ulp));
        assert_eq!(minus.mul_down(half), Ok(minus));
        assert_eq!(minus.mul_up(half), Ok(SignedWad::ZERO));
        assert_eq!(minus.mul_div_down(half, SignedWad::ONE), Ok(minus));
        assert_eq!(minus.mul_div_up(half, SignedWad::ONE), Ok(SignedWad::ZERO));
    }

    #[test]
    fn test_narrow_units_leave_their_range() {
        assert_eq!(Bps::new(10_001), Err(MathError::Overflow));
        assert_eq!(Bps::ONE.checked_add(Bps::ONE), Err(MathError::Overflow));
        assert_eq!(Bps::ZERO.checked_sub(Bps::ONE), Err(MathError::Underflow));
        let last = Timestamp::from_raw(u64::MAX);
        assert_eq!(
            last.checked_add(Seconds::from_raw(1)),
            Err(MathError::Overflow)
        );
        assert_eq!(Timestamp::default().since(last), Err(MathError::Underflow));
        assert_eq!(
            Seconds::ZERO.checked_sub(Seconds::DAY),
            Err(MathError::Underflow)
        );
        assert_eq!(
            Seconds::from_raw(u64::MAX).checked_add(Seconds::DAY),
            Err(MathError::Overflow)
        );
        assert_eq!(Wad::MAX.to_u128(), None);
        assert_eq!(SignedWad::from_raw(I256::MAX).to_i128(), None);
    }

    #[test]
    fn test_errors_say_what_is_wrong() {
        let error = ln(Wad::ZERO).unwrap_err();
        assert_eq!(error.to_string(), "outside the domain: ln(x) needs x > 0");
        assert_eq!(MathError::DivisionByZero.to_string(), "division by zero");
    }
}
