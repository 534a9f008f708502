//! Code prefixes, compression, fragments.

use crate::{
    CodeError,
    prefix::{self, CodeKind, Root},
};
use alloy_primitives::Address;

fn sample() -> Vec<u8> {
    super::common::wasm(&super::common::module(""))
}

/// Bytes that do not compress.
fn noise(len: usize) -> Vec<u8> {
    let mut state = 1u32;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 24) as u8
    };
    (0..len).map(|_| next()).collect()
}

#[test]
fn test_compress_round_trip() {
    let wasm = sample();
    let code = prefix::compress(&wasm).unwrap();
    assert_eq!(code[..4], [0xef, 0xf0, 0x00, 0x00]);
    assert_eq!(prefix::decompress(&code, wasm.len()).unwrap(), wasm);
}

#[test]
fn test_decompress_beyond_bound() {
    let wasm = sample();
    let code = prefix::compress(&wasm).unwrap();
    let max = wasm.len() - 1;
    assert_eq!(
        prefix::decompress(&code, max),
        Err(CodeError::TooLarge { max })
    );
}

#[test]
fn test_decompress_dictionaries() {
    let code = [0xef, 0xf0, 0x00, 1, 0];
    assert_eq!(
        prefix::decompress(&code, 10),
        Err(CodeError::DictionaryUnavailable)
    );
    let code = [0xef, 0xf0, 0x00, 2, 0];
    assert_eq!(
        prefix::decompress(&code, 10),
        Err(CodeError::UnknownDictionary(2))
    );
}

#[test]
fn test_decompress_corrupt_stream() {
    let code = [0xef, 0xf0, 0x00, 0, 0xff, 0xff, 0xff];
    assert!(matches!(
        prefix::decompress(&code, 1000),
        Err(CodeError::Corrupt(_))
    ));
}

#[test]
fn test_classify_needs_more_than_three_bytes() {
    assert_eq!(prefix::classify(&prefix::CLASSIC), CodeKind::Evm);
    assert!(!prefix::is_deployable(&prefix::CLASSIC, 61));
    assert!(prefix::is_deployable(&[0xef, 0xf0, 0x00, 0], 61));
}

#[test]
fn test_fragments_exist_from_arbos_60() {
    let fragment = [0xef, 0xf0, 0x01, 7];
    let root = [0xef, 0xf0, 0x02, 0];
    assert!(prefix::is_deployable(&fragment, 60));
    assert!(!prefix::is_deployable(&fragment, 51));
    assert!(!prefix::is_program(&fragment, 61));
    assert!(prefix::is_program(&root, 60));
    assert!(!prefix::is_program(&root, 59));
    assert_eq!(prefix::decompress(&fragment, 9), Err(CodeError::Fragment));
}

#[test]
fn test_root_assembles_fragments_in_order() {
    let wasm = noise(1000);
    let pieces = prefix::fragments(&wasm, 400).unwrap();
    assert!(pieces.len() > 2 && pieces.iter().all(|p| p.len() <= 400));
    let root = Root {
        dictionary: 0,
        decompressed_len: wasm.len() as u32,
        fragments: (1..=pieces.len())
            .map(|i| Address::with_last_byte(i as u8))
            .collect(),
    };
    assert_eq!(Root::parse(&root.encode()).unwrap(), root);
    assert_eq!(root.assemble(&pieces, 1000).unwrap(), wasm);
    let reversed: Vec<_> = pieces.iter().rev().collect();
    assert!(root.assemble(&reversed, 1000).is_err());
}

#[test]
fn test_root_length_must_match() {
    let wasm = noise(100);
    let pieces = prefix::fragments(&wasm, 400).unwrap();
    let root = Root {
        dictionary: 0,
        decompressed_len: 101,
        fragments: vec![Address::with_last_byte(1)],
    };
    assert_eq!(
        root.assemble(&pieces, 1000),
        Err(CodeError::RootLength {
            have: 100,
            want: 101
        })
    );
}

#[test]
fn test_root_limits() {
    let root = |count: u8| Root {
        dictionary: 0,
        decompressed_len: 10,
        fragments: (1..=count).map(Address::with_last_byte).collect(),
    };
    assert_eq!(root(4).check_limits(4, 10), Ok(()));
    let refused = CodeError::FragmentCount { have: 5, want: 4 };
    assert_eq!(root(5).check_limits(4, 10), Err(refused));
    assert_eq!(
        root(1).check_limits(4, 9),
        Err(CodeError::TooLarge { max: 9 })
    );
}

#[test]
fn test_root_zero_address_and_ragged_list() {
    let mut code = vec![0xef, 0xf0, 0x02, 0, 0, 0, 0, 9];
    code.extend([0; 20]);
    assert_eq!(Root::parse(&code), Err(CodeError::ZeroFragment(0)));
    code.pop();
    assert_eq!(Root::parse(&code), Err(CodeError::RootAddresses(19)));
    assert_eq!(
        Root::parse(&code[..6]),
        Err(CodeError::Truncated { have: 6, want: 8 })
    );
}
