//! The same program in other bytes: plain encoding, no custom sections, compressed.

use wasmparser::{Parser, Payload};

use crate::BuildError;

/// Through the text format and back: the compiler pads the numbers of tables, and an activation
/// refuses padded ones.
pub(super) fn plain(name: &str, wasm: &[u8]) -> Result<Vec<u8>, BuildError> {
    let text = wasmprinter::print_bytes(wasm).map_err(|error| malformed(name, error))?;
    wat::parse_str(text).map_err(|error| malformed(name, error))
}

/// Without names, producers and anything else that is not the program. The count of data segments
/// goes too: only `memory.init` and `data.drop` need it, which no activation accepts, and nodes
/// refuse sections they do not know.
pub(super) fn without_custom_sections(name: &str, wasm: &[u8]) -> Result<Vec<u8>, BuildError> {
    let mut out = wasm.get(..8).unwrap_or_default().to_vec();
    for payload in Parser::new(0).parse_all(wasm) {
        let payload = payload.map_err(|error| malformed(name, error))?;
        if matches!(
            payload,
            Payload::CustomSection(_) | Payload::DataCountSection { .. }
        ) {
            continue;
        }
        if let Some((id, range)) = payload.as_section() {
            let body = wasm.get(range).unwrap_or_default();
            out.push(id);
            out.extend(leb128(body.len()));
            out.extend(body);
        }
    }
    Ok(out)
}

/// Prefix and brotli, as the chain stores it.
pub(super) fn compressed(name: &str, wasm: &[u8]) -> Result<Vec<u8>, BuildError> {
    devchain_wasm::prefix::compress(wasm).map_err(|error| malformed(name, error))
}

fn leb128(mut value: usize) -> Vec<u8> {
    let mut out = Vec::new();
    loop {
        let low = (value & 0x7f) as u8;
        value >>= 7;
        if value == 0 {
            out.push(low);
            return out;
        }
        out.push(low | 0x80);
    }
}

fn malformed(name: &str, error: impl ToString) -> BuildError {
    BuildError::malformed(format!("the WASM of `{name}`"), error)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn program() -> Vec<u8> {
        wat::parse_str(
            r#"(module $named (memory (export "memory") 1)
                (func $f (export "user_entrypoint") (param i32) (result i32) (i32.const 0)))"#,
        )
        .expect("a well-formed program")
    }

    #[test]
    fn test_leb128_of_the_edges() {
        assert_eq!(leb128(0), [0]);
        assert_eq!(leb128(127), [127]);
        assert_eq!(leb128(128), [0x80, 1]);
        assert_eq!(leb128(16_384), [0x80, 0x80, 1]);
    }

    #[test]
    fn test_without_custom_sections_drops_the_names_only() {
        let named = program();
        let bare = without_custom_sections("f", &named).expect("a well-formed program");
        assert!(named.windows(4).any(|bytes| bytes == b"name"));
        assert!(!bare.windows(4).any(|bytes| bytes == b"name"));
        wasmparser::validate(&bare).expect("still a program");
        let again = without_custom_sections("f", &bare).expect("a well-formed program");
        assert_eq!(again, bare);
    }

    #[test]
    fn test_without_custom_sections_drops_the_data_count() {
        let counted = [
            &wasm_header()[..],
            &[5, 3, 1, 0, 1],
            &[12, 1, 1],
            &[11, 7, 1, 0, 0x41, 0, 0x0b, 1, 7],
        ]
        .concat();
        wasmparser::validate(&counted).expect("a well-formed program");
        let bare = without_custom_sections("f", &counted).expect("a well-formed program");
        wasmparser::validate(&bare).expect("still a program");
        assert_eq!(bare.len() + 3, counted.len());
    }

    fn wasm_header() -> [u8; 8] {
        [0, b'a', b's', b'm', 1, 0, 0, 0]
    }

    #[test]
    fn test_plain_keeps_the_program() {
        let bare = without_custom_sections("f", &program()).expect("a well-formed program");
        assert_eq!(plain("f", &bare).expect("a well-formed program"), bare);
    }

    #[test]
    fn test_plain_refuses_other_bytes() {
        let error = plain("vault", b"not a program").expect_err("these are no WASM");
        assert!(error.to_string().contains("vault"), "{error}");
    }

    #[test]
    fn test_compressed_unpacks_to_the_same() {
        let code = compressed("f", &program()).expect("compression cannot fail in memory");
        assert!(code.starts_with(&[0xef, 0xf0, 0, 0]));
        let back = devchain_wasm::prefix::decompress(&code, 1 << 17).expect("our own stream");
        assert_eq!(back, program());
    }
}
