//! What a treasurer reads off a balance sheet: value, duration, coverage, and what shocks would do to them.
//!
//! Pure functions of dues, rates and positions; the lenses call them with what the books tell. A risk is rounded up, a
//! resource down. Sums are kept in integers and rounded once; no figure is the difference of two rounded ones.
//!
//! - [`factor`]: discount factors of 64 bits; [`zeros`]: along a zero curve;
//! - [`valuation`]: present value, duration, convexity, dispersion, DV01, duration gap, equity duration;
//! - [`key_rates`]: DV01s by part of the curve that add up; [`redington`]: immunisation, condition by condition;
//! - [`slots`]: the pool's buckets and Basel's; [`shocks`], [`value_at_shock`]: dEVE and dNII under the six shocks;
//! - [`behaviour`]: deposits without maturity, prepayment, early redemption;
//! - [`coverage`]: LCR; [`funding`]: NSFR; [`survival`]: survival horizon, cash-flow matching;
//! - [`position`]: a book as these figures read it;
//! - [`stress`]: scenarios, and the mildest that breaks a limit;
//! - [`put`]: the put a lender is short; [`collateral`]: a book of them, and what breaks a limit; [`hedge`]: what hedging it saves and costs.

pub mod behaviour;
pub mod collateral;
pub mod coverage;
pub mod factor;
pub mod funding;
pub mod hedge;
pub mod key_rates;
pub mod position;
pub mod put;
pub mod redington;
pub mod scale;
pub mod shocks;
pub mod slots;
pub mod stress;
pub mod survival;
pub mod valuation;
pub mod value_at_shock;
pub mod zeros;
