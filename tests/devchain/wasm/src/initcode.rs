//! Init code that deploys given bytes, without constructor logic.

/// Length of the prelude before the code.
pub const PRELUDE_LEN: usize = 43;

/// Prepends the 43-byte prelude that returns what follows it.
pub fn init_code(code: &[u8]) -> Vec<u8> {
    let mut length = [0; 32];
    length[24..].copy_from_slice(&(code.len() as u64).to_be_bytes());
    let mut out = Vec::with_capacity(PRELUDE_LEN + code.len());
    out.push(0x7f); // PUSH32 length
    out.extend(length);
    out.push(0x80); // DUP1: one copy to copy by, one to return
    out.extend([0x60, PRELUDE_LEN as u8]); // PUSH1 where the code begins
    out.extend([0x60, 0x00]); // PUSH1 where it goes
    out.push(0x39); // CODECOPY
    out.extend([0x60, 0x00]); // PUSH1 where it lies
    out.push(0xf3); // RETURN
    out.push(0x00); // padding the deployed code begins after
    out.extend(code);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn test_init_code_prelude_layout() {
        let code = [0xef, 0xf0, 0x00, 0x00, 0xaa];
        let out = init_code(&code);
        assert_eq!(out.len(), 43 + 5);
        assert_eq!(out[0], 0x7f);
        assert_eq!(out[32], 5);
        assert_eq!(
            out[33..43],
            [0x80, 0x60, 0x2b, 0x60, 0, 0x39, 0x60, 0, 0xf3, 0]
        );
        assert_eq!(out[43..], code);
    }
}
