//! What the tests share.
#![allow(dead_code, reason = "every test binary uses its part")]

pub(crate) mod long;
pub(crate) mod oracle;
pub(crate) mod strategies;
pub(crate) mod vector_file;
