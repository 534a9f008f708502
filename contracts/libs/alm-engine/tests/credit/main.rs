//! Lending against collateral, against naive models in wide integers.

mod bonus;
mod diversification;
mod liquidation;
mod oracle;
mod price;
mod sharing;
mod tally;
mod terms;
mod value;
