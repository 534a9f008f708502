//! What warns of trouble before it is there, and what follows from it.
//!
//! - [`signals`]: probability and time of exhausting liquidity, concentration, drift of the utilisation (the surprise of
//!   an outflow is a figure of the guard's statistic, [`crate::guard::run_off`]);
//! - [`histogram`]: at which prices how much collateral becomes liquidatable;
//! - [`cascade`]: what selling it does to the price, which makes more of it liquidatable;
//! - [`regime`]: from these to one of four regimes, in steps;
//! - [`terms`]: from a measurement and the regime to the bundle of terms a desk is given;
//! - [`deleverage`]: what is offered to loans before they become liquidatable.

pub mod cascade;
pub mod deleverage;
pub mod histogram;
pub mod regime;
pub mod signals;
pub mod terms;
