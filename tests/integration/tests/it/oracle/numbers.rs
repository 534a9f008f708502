//! Integer arithmetic on the stack.

use wasmparser::Operator;

/// Applies an operator that takes numbers and leaves one.
#[rustfmt::skip]
pub(crate) fn apply(op: &Operator<'_>, stack: &mut Vec<u64>) {
    use Operator::*;
    let mut pop = || stack.pop().expect("a valid program");
    let value = match op {
        I32Eqz => u64::from(pop() as u32 == 0),
        I64Eqz => u64::from(pop() == 0),
        I32Clz => u64::from((pop() as u32).leading_zeros()),
        I32Ctz => u64::from((pop() as u32).trailing_zeros()),
        I32Popcnt => u64::from((pop() as u32).count_ones()),
        I64Clz => u64::from(pop().leading_zeros()),
        I64Ctz => u64::from(pop().trailing_zeros()),
        I64Popcnt => u64::from(pop().count_ones()),
        I32WrapI64 | I64ExtendI32U => u64::from(pop() as u32),
        I64ExtendI32S | I64Extend32S => i64::from(pop() as i32) as u64,
        I32Extend8S => u64::from(i32::from(pop() as i8) as u32),
        I32Extend16S => u64::from(i32::from(pop() as i16) as u32),
        I64Extend8S => i64::from(pop() as i8) as u64,
        I64Extend16S => i64::from(pop() as i16) as u64,
        _ => {
            let (b, a) = (pop(), pop());
            narrow(op, a as u32, b as u32).or_else(|| wide(op, a, b))
                .unwrap_or_else(|| panic!("the oracle does not know {op:?}"))
        }
    };
    stack.push(value);
}

#[rustfmt::skip]
fn narrow(op: &Operator<'_>, a: u32, b: u32) -> Option<u64> {
    use Operator::*;
    let (x, y) = (a as i32, b as i32);
    Some(u64::from(match op {
        I32Eq => u32::from(a == b), I32Ne => u32::from(a != b),
        I32LtU => u32::from(a < b), I32LtS => u32::from(x < y),
        I32GtU => u32::from(a > b), I32GtS => u32::from(x > y),
        I32LeU => u32::from(a <= b), I32LeS => u32::from(x <= y),
        I32GeU => u32::from(a >= b), I32GeS => u32::from(x >= y),
        I32Add => a.wrapping_add(b), I32Sub => a.wrapping_sub(b), I32Mul => a.wrapping_mul(b),
        I32DivU => a / b, I32RemU => a % b,
        I32DivS => x.wrapping_div(y) as u32, I32RemS => x.wrapping_rem(y) as u32,
        I32And => a & b, I32Or => a | b, I32Xor => a ^ b,
        I32Shl => a.wrapping_shl(b), I32ShrU => a.wrapping_shr(b), I32ShrS => x.wrapping_shr(b) as u32,
        I32Rotl => a.rotate_left(b % 32), I32Rotr => a.rotate_right(b % 32),
        _ => return None,
    }))
}

#[rustfmt::skip]
fn wide(op: &Operator<'_>, a: u64, b: u64) -> Option<u64> {
    use Operator::*;
    let (x, y) = (a as i64, b as i64);
    let by = (b % 64) as u32;
    Some(match op {
        I64Eq => u64::from(a == b), I64Ne => u64::from(a != b),
        I64LtU => u64::from(a < b), I64LtS => u64::from(x < y),
        I64GtU => u64::from(a > b), I64GtS => u64::from(x > y),
        I64LeU => u64::from(a <= b), I64LeS => u64::from(x <= y),
        I64GeU => u64::from(a >= b), I64GeS => u64::from(x >= y),
        I64Add => a.wrapping_add(b), I64Sub => a.wrapping_sub(b), I64Mul => a.wrapping_mul(b),
        I64DivU => a / b, I64RemU => a % b,
        I64DivS => x.wrapping_div(y) as u64, I64RemS => x.wrapping_rem(y) as u64,
        I64And => a & b, I64Or => a | b, I64Xor => a ^ b,
        I64Shl => a << by, I64ShrU => a >> by, I64ShrS => (x >> by) as u64,
        I64Rotl => a.rotate_left(by), I64Rotr => a.rotate_right(by),
        _ => return None,
    })
}
