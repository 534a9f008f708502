#![no_std]
//! alm-stylus
