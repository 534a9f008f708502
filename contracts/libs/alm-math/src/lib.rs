#![no_std]
//! alm-math
