//! The normal distribution.

use crate::{Function, MathError, SignedWad, Wad, lean, wide};

/// The standard normal distribution function, correctly rounded; 0 or 1 beyond 9.1 deviations.
#[must_use]
pub fn normal_cdf(x: SignedWad) -> Wad {
    Wad::from_u128(lean::normal_cdf(saturate(x)))
}

/// The standard normal density, correctly rounded; 0 beyond 9.1 deviations.
#[must_use]
pub fn normal_pdf(x: SignedWad) -> Wad {
    Wad::from_u128(lean::normal_pdf(saturate(x)))
}

/// The x with `normal_cdf(x) = p`, correctly rounded.
///
/// About a hundred times dearer than the distribution function: on chain, keep the quantiles of fixed confidence
/// levels as constants.
///
/// # Errors
/// [`MathError::Domain`] unless 0 < p < 1.
pub fn normal_quantile(p: Wad) -> Result<SignedWad, MathError> {
    let domain = MathError::Domain {
        function: Function::NormalQuantile,
    };
    let upper = Wad::ONE.checked_sub(p).map_err(|_| domain)?;
    if p.is_zero() || upper.is_zero() {
        return Err(domain);
    }
    let tail = p.min(upper);
    // Both are below 1e18.
    let magnitude = wide::normal_quantile(tail.to_u128().unwrap_or_default());
    SignedWad::from_parts(p < upper, Wad::from_u128(magnitude))
}

/// Far beyond 9.1 deviations either way, one argument is as good as another.
fn saturate(x: SignedWad) -> i128 {
    x.to_i128().unwrap_or(if x.is_negative() {
        i128::MIN
    } else {
        i128::MAX
    })
}
