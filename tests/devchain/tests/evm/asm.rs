//! A small EVM assembler: mnemonics, `0x` literals after `PUSHn`, `:label` and `@label`.

use std::collections::HashMap;

use revm::bytecode::opcode::OpCode;

/// Assembles a text; labels are pushed with two bytes.
pub fn assemble(text: &str) -> Vec<u8> {
    let mut code = Vec::new();
    let mut labels = HashMap::new();
    let mut uses = Vec::new();
    for word in text.split_whitespace() {
        if let Some(label) = word.strip_prefix(':') {
            labels.insert(label, code.len() as u16);
            code.push(0x5b);
        } else if let Some(label) = word.strip_prefix('@') {
            code.push(0x61);
            uses.push((code.len(), label));
            code.extend([0, 0]);
        } else if let Some(hex) = word.strip_prefix("0x") {
            code.extend(alloy_primitives::hex::decode(hex).expect("a hex literal"));
        } else {
            code.push(opcode(word));
        }
    }
    for (position, label) in uses {
        code[position..position + 2].copy_from_slice(&labels[label].to_be_bytes());
    }
    code
}

/// Init code that returns `runtime` as it is.
pub fn init_code(runtime: &[u8]) -> Vec<u8> {
    let length = u16::try_from(runtime.len())
        .expect("code fits two bytes")
        .to_be_bytes();
    // PUSH2 len, DUP1, PUSH1 11, PUSH0, CODECOPY, PUSH0, RETURN, STOP.
    let mut code = vec![
        0x61, length[0], length[1], 0x80, 0x60, 11, 0x5f, 0x39, 0x5f, 0xf3, 0x00,
    ];
    code.extend(runtime);
    code
}

fn opcode(name: &str) -> u8 {
    (0..=u8::MAX)
        .find(|op| OpCode::name_by_op(*op) == name)
        .unwrap_or_else(|| panic!("no opcode {name}"))
}
