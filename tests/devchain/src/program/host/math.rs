//! 256-bit arithmetic with the semantics of the EVM's opcodes.

use alloy_primitives::{B256, U256};

use super::{HostResult, Hostio};
use crate::program::pricing::{self, ADD_MOD, DIV, HOSTIO, MUL_MOD, PTR};

impl Hostio<'_, '_> {
    /// `value / divisor`, 0 by 0, in place.
    pub fn math_div(&mut self, value: u32, divisor: u32) -> HostResult<()> {
        self.buy_ink(HOSTIO + 3 * PTR + DIV)?;
        let [a, b] = [self.read_u256(value)?, self.read_u256(divisor)?];
        let result = a.checked_div(b).unwrap_or_default();
        self.put_result("math_div", value, &[a, b], result)
    }

    /// `value % modulus`, 0 by 0, in place.
    pub fn math_mod(&mut self, value: u32, modulus: u32) -> HostResult<()> {
        self.buy_ink(HOSTIO + 3 * PTR + DIV)?;
        let [a, b] = [self.read_u256(value)?, self.read_u256(modulus)?];
        let result = a.checked_rem(b).unwrap_or_default();
        self.put_result("math_mod", value, &[a, b], result)
    }

    /// `value ** exponent`, wrapping, in place.
    pub fn math_pow(&mut self, value: u32, exponent: u32) -> HostResult<()> {
        self.buy_ink(HOSTIO + 3 * PTR)?;
        let [a, b] = [self.read_u256(value)?, self.read_u256(exponent)?];
        self.buy_ink(pricing::pow(&B256::from(b)))?;
        self.put_result("math_pow", value, &[a, b], a.wrapping_pow(b))
    }

    /// `(value + addend) % modulus` without overflow, 0 by 0, in place.
    pub fn math_add_mod(&mut self, value: u32, addend: u32, modulus: u32) -> HostResult<()> {
        self.buy_ink(HOSTIO + 4 * PTR + ADD_MOD)?;
        let [a, b, m] = self.read_three(value, addend, modulus)?;
        self.put_result("math_add_mod", value, &[a, b, m], a.add_mod(b, m))
    }

    /// `(value * multiplier) % modulus` without overflow, 0 by 0, in place.
    pub fn math_mul_mod(&mut self, value: u32, multiplier: u32, modulus: u32) -> HostResult<()> {
        self.buy_ink(HOSTIO + 4 * PTR + MUL_MOD)?;
        let [a, b, m] = self.read_three(value, multiplier, modulus)?;
        self.put_result("math_mul_mod", value, &[a, b, m], a.mul_mod(b, m))
    }

    fn read_three(&mut self, a: u32, b: u32, c: u32) -> HostResult<[U256; 3]> {
        Ok([self.read_u256(a)?, self.read_u256(b)?, self.read_u256(c)?])
    }

    fn put_result(
        &mut self,
        name: &'static str,
        dest: u32,
        operands: &[U256],
        result: U256,
    ) -> HostResult<()> {
        let result = result.to_be_bytes::<32>();
        self.write_bytes(dest, &result)?;
        let operands: Vec<_> = operands.iter().map(|x| x.to_be_bytes::<32>()).collect();
        self.trace(name, &[operands.as_flattened()], &[&result])
    }
}
