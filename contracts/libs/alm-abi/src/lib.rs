#![no_std]
//! alm-abi
