//! What was seen last: guesses that save round trips and never decide anything, because the client
//! compares every guess with the truth before it acts on it.

use std::collections::HashMap;

use alloy_primitives::{Address, B256, Bytes, keccak256};
use parking_lot::Mutex;

use super::wire::{Answer, Read};
use crate::program::api::{CallKind, CallRequest};

/// Entries kept before everything is forgotten: a bound on memory, not on correctness.
const CAPACITY: usize = 1 << 18;

/// Values and answers by who asked for them.
#[derive(Debug, Default)]
pub(super) struct Guesses {
    reads: Mutex<HashMap<(Address, Read), Bytes>>,
    calls: Mutex<HashMap<B256, Answer>>,
}

impl Guesses {
    /// The value seen last; an untouched one otherwise.
    pub(super) fn read(&self, contract: Address, read: Read) -> Bytes {
        let seen = self.reads.lock().get(&(contract, read)).cloned();
        seen.unwrap_or_else(|| match read {
            Read::Code(_) => Bytes::new(),
            _ => Bytes::from_static(&[0; 32]),
        })
    }

    /// Remembers a value.
    pub(super) fn saw_read(&self, contract: Address, read: Read, value: Bytes) {
        let mut reads = self.reads.lock();
        if reads.len() >= CAPACITY {
            reads.clear();
        }
        reads.insert((contract, read), value);
    }

    /// The answer to the same call, else to the last call of the same function.
    pub(super) fn call(&self, contract: Address, request: &CallRequest) -> Option<Answer> {
        let calls = self.calls.lock();
        calls
            .get(&call_key(contract, request, &request.input))
            .or_else(|| calls.get(&call_key(contract, request, selector(request))))
            .cloned()
    }

    /// Remembers an answer.
    pub(super) fn saw_call(&self, contract: Address, request: &CallRequest, answer: &Answer) {
        let mut calls = self.calls.lock();
        if calls.len() >= CAPACITY {
            calls.clear();
        }
        calls.insert(call_key(contract, request, &request.input), answer.clone());
        calls.insert(
            call_key(contract, request, selector(request)),
            answer.clone(),
        );
    }
}

fn selector(request: &CallRequest) -> &[u8] {
    request.input.get(..4).unwrap_or(&request.input)
}

fn call_key(contract: Address, request: &CallRequest, input: &[u8]) -> B256 {
    let kind = match request.kind {
        CallKind::Call => 0,
        CallKind::Delegate => 1,
        CallKind::Static => 2,
    };
    let parts: [&[u8]; 5] = [
        contract.as_slice(),
        &[kind],
        request.target.as_slice(),
        &request.value.to_be_bytes::<32>(),
        input,
    ];
    keccak256(parts.concat())
}
