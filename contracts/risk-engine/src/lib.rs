//! risk-engine
