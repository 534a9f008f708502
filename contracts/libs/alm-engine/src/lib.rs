#![no_std]
//! alm-engine
