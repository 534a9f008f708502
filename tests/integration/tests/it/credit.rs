//! The credit desk on the shipped bytes: terms from the engine to its loans, and a town of borrowers in any weather.

mod chain;
mod gas;
mod town;
