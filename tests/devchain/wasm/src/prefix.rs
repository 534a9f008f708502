//! Prefixes of deployed code, compression, and programs in fragments.

use std::io::{Read, Write};

use alloy_primitives::Address;

use crate::CodeError;

/// First three bytes of a program in one piece; the dictionary's number follows.
pub const CLASSIC: [u8; 3] = [0xef, 0xf0, 0x00];
/// First three bytes of a fragment; raw bytes follow.
pub const FRAGMENT: [u8; 3] = [0xef, 0xf0, 0x01];
/// First three bytes of a root; dictionary, decompressed length and addresses follow.
pub const ROOT: [u8; 3] = [0xef, 0xf0, 0x02];

/// Deployed code by its prefix. A prefix counts only if more than three bytes are there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CodeKind<'a> {
    /// EVM code, or none.
    Evm,
    /// A program in one piece.
    Classic {
        /// Dictionary it is compressed with.
        dictionary: u8,
        /// Brotli stream.
        compressed: &'a [u8],
    },
    /// Part of a program (data, from ArbOS 60 on).
    Fragment(&'a [u8]),
    /// A program in fragments (from ArbOS 60 on); see [`Root::parse`].
    Root(&'a [u8]),
}

/// Tells code by its prefix.
pub fn classify(code: &[u8]) -> CodeKind<'_> {
    let (Some(prefix), Some(rest)) = (code.get(..3), code.get(3..)) else {
        return CodeKind::Evm;
    };
    let Some((&dictionary, compressed)) = rest.split_first() else {
        return CodeKind::Evm;
    };
    match [prefix[0], prefix[1], prefix[2]] {
        CLASSIC => CodeKind::Classic {
            dictionary,
            compressed,
        },
        FRAGMENT => CodeKind::Fragment(rest),
        ROOT => CodeKind::Root(rest),
        _ => CodeKind::Evm,
    }
}

/// True for code that is run as WASM: a program in one piece or, from ArbOS 60 on, a root.
pub fn is_program(code: &[u8], arbos_version: u64) -> bool {
    match classify(code) {
        CodeKind::Classic { .. } => true,
        CodeKind::Root(_) => arbos_version >= 60,
        CodeKind::Fragment(_) | CodeKind::Evm => false,
    }
}

/// True for code whose first byte 0xEF is allowed in a deployment in spite of EIP-3541.
pub fn is_deployable(code: &[u8], arbos_version: u64) -> bool {
    match classify(code) {
        CodeKind::Classic { .. } => true,
        CodeKind::Root(_) | CodeKind::Fragment(_) => arbos_version >= 60,
        CodeKind::Evm => false,
    }
}

/// Unpacks a program in one piece; `max` bounds the WASM in bytes (`maxWasmSize`).
///
/// # Errors
/// Code that is not a classic program, an unknown dictionary, a stream that is broken or too long.
pub fn decompress(code: &[u8], max: usize) -> Result<Vec<u8>, CodeError> {
    match classify(code) {
        CodeKind::Classic {
            dictionary,
            compressed,
        } => inflate(dictionary, compressed, max),
        CodeKind::Fragment(_) => Err(CodeError::Fragment),
        CodeKind::Root(_) => Err(CodeError::Root),
        CodeKind::Evm => Err(CodeError::NotStylus),
    }
}

/// Compresses WASM as deployed code: prefix, dictionary 0, brotli quality 11, window 22.
///
/// # Errors
/// [`CodeError::Compress`] if the encoder fails.
pub fn compress(wasm: &[u8]) -> Result<Vec<u8>, CodeError> {
    let mut out = CLASSIC.to_vec();
    out.push(0);
    out.extend(deflate(wasm)?);
    Ok(out)
}

/// A root: where the fragments are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Root {
    /// Dictionary.
    pub dictionary: u8,
    /// Length of the WASM in bytes.
    pub decompressed_len: u32,
    /// Fragments in order.
    pub fragments: Vec<Address>,
}

impl Root {
    /// Reads a root's code.
    ///
    /// # Errors
    /// Code that is not a root, is cut off or names a zero address.
    pub fn parse(code: &[u8]) -> Result<Self, CodeError> {
        let CodeKind::Root(rest) = classify(code) else {
            return Err(CodeError::NotStylus);
        };
        let Some(([dictionary, length @ ..], addresses)) = rest.split_first_chunk::<5>() else {
            return Err(CodeError::Truncated {
                have: code.len(),
                want: 8,
            });
        };
        if !addresses.len().is_multiple_of(20) {
            return Err(CodeError::RootAddresses(addresses.len()));
        }
        let fragments: Vec<_> = addresses.chunks(20).map(Address::from_slice).collect();
        if let Some(index) = fragments.iter().position(|a| a.is_zero()) {
            return Err(CodeError::ZeroFragment(index));
        }
        Ok(Self {
            dictionary: *dictionary,
            decompressed_len: u32::from_be_bytes(*length),
            fragments,
        })
    }

    /// Writes the root's code.
    pub fn encode(&self) -> Vec<u8> {
        let mut out = ROOT.to_vec();
        out.push(self.dictionary);
        out.extend(self.decompressed_len.to_be_bytes());
        for address in &self.fragments {
            out.extend(address.as_slice());
        }
        out
    }

    /// Checks what only an activation checks: the number of fragments and the stated length.
    ///
    /// # Errors
    /// [`CodeError::FragmentCount`], [`CodeError::TooLarge`].
    pub fn check_limits(&self, max_fragments: usize, max: usize) -> Result<(), CodeError> {
        let have = self.fragments.len();
        if have == 0 || have > max_fragments {
            return Err(CodeError::FragmentCount {
                have,
                want: max_fragments,
            });
        }
        if self.decompressed_len as usize > max {
            return Err(CodeError::TooLarge { max });
        }
        Ok(())
    }

    /// Unpacks the program from the code of its fragments, in order.
    ///
    /// # Errors
    /// Code that is not a fragment, a broken stream, another length than stated.
    pub fn assemble(&self, codes: &[impl AsRef<[u8]>], max: usize) -> Result<Vec<u8>, CodeError> {
        let mut compressed = Vec::new();
        for (index, code) in codes.iter().enumerate() {
            match classify(code.as_ref()) {
                CodeKind::Fragment(slice) => compressed.extend(slice),
                _ => return Err(CodeError::NotFragment(index)),
            }
        }
        let wasm = inflate(self.dictionary, &compressed, max)?;
        if wasm.len() != self.decompressed_len as usize {
            return Err(CodeError::RootLength {
                have: wasm.len(),
                want: self.decompressed_len as usize,
            });
        }
        Ok(wasm)
    }
}

/// Cuts WASM into the codes of its fragments, each at most `max_code` bytes with its prefix.
///
/// # Errors
/// [`CodeError::Compress`] if the encoder fails.
pub fn fragments(wasm: &[u8], max_code: usize) -> Result<Vec<Vec<u8>>, CodeError> {
    let compressed = deflate(wasm)?;
    let room = max_code.saturating_sub(FRAGMENT.len()).max(1);
    let with_prefix = |slice: &[u8]| [&FRAGMENT[..], slice].concat();
    Ok(compressed.chunks(room).map(with_prefix).collect())
}

fn deflate(wasm: &[u8]) -> Result<Vec<u8>, CodeError> {
    let mut out = Vec::new();
    let mut writer = brotli::CompressorWriter::new(&mut out, 4096, 11, 22);
    let failed = |e: std::io::Error| CodeError::Compress(e.to_string());
    writer.write_all(wasm).map_err(failed)?;
    writer.flush().map_err(failed)?;
    drop(writer);
    Ok(out)
}

fn inflate(dictionary: u8, compressed: &[u8], max: usize) -> Result<Vec<u8>, CodeError> {
    match dictionary {
        0 => {}
        1 => return Err(CodeError::DictionaryUnavailable),
        other => return Err(CodeError::UnknownDictionary(other)),
    }
    let mut out = Vec::new();
    // One byte more than allowed, so that an overflow shows without unpacking the rest.
    brotli::Decompressor::new(compressed, 4096)
        .take(max as u64 + 1)
        .read_to_end(&mut out)
        .map_err(|e| CodeError::Corrupt(e.to_string()))?;
    if out.len() > max {
        return Err(CodeError::TooLarge { max });
    }
    Ok(out)
}
