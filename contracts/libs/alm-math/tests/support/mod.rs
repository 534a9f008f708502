//! What the tests share.
#![allow(dead_code, reason = "every test binary uses its part")]

pub mod oracle;
pub mod strategies;
pub mod vector_file;
