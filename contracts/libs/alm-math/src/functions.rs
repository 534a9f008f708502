//! The typed, total-range functions of the crate root.

mod exp;
mod ln;
mod normal;
mod pow;
mod sqrt;

pub use exp::{exp, expm1};
pub use ln::{ln, ln_ratio, log1p};
pub use normal::{normal_cdf, normal_pdf, normal_quantile};
pub use pow::pow;
pub use sqrt::sqrt;
