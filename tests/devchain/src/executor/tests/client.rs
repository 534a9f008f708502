//! A client as the Solidity stand-in is one: performs actions until a guess proves wrong.

use alloy_primitives::{Address, B256, Bytes, U256, keccak256};

use super::{CONTRACT, evm::Evm};
use crate::{
    executor::{Executor, wire::Reader, wire::tag},
    program::api::{CallKind, Outcome},
};

/// One call of a program through an executor.
pub(super) struct Client<'a> {
    executor: &'a Executor,
    program: B256,
    pub(super) evm: Evm,
    pub(super) round_trips: u32,
}

impl<'a> Client<'a> {
    pub(super) fn new(executor: &'a Executor, program: B256, evm: Evm) -> Self {
        Self {
            executor,
            program,
            evm,
            round_trips: 0,
        }
    }

    /// A request with this transcript.
    pub(super) fn request(&self, transcript: &[u8]) -> Vec<u8> {
        let mut request = vec![1];
        request.extend(self.program);
        request.push(0);
        request.extend(CONTRACT);
        request.extend([0; 20 * 3 + 32 * 3 + 8 * 4]);
        request.extend(1_000_000_u64.to_be_bytes());
        request.extend(0_u32.to_be_bytes());
        request.extend_from_slice(transcript);
        request
    }

    /// Runs the call to its end.
    pub(super) fn run(&mut self) -> (Outcome, Bytes) {
        let mut transcript = Vec::new();
        loop {
            self.round_trips += 1;
            assert!(self.round_trips < 1_000, "the executor makes no progress");
            let reply = self
                .executor
                .execute(&self.request(&transcript))
                .expect("answers");
            if let Some(end) = self.perform(&reply, &mut transcript) {
                return end;
            }
        }
    }

    fn perform(&mut self, reply: &[u8], transcript: &mut Vec<u8>) -> Option<(Outcome, Bytes)> {
        let mut reader = Reader::new(reply);
        let mut surprised = false;
        while !reader.is_empty() {
            let kind = reader.byte().expect("tag");
            let is_read = (tag::SLOT..=tag::CODE).contains(&kind);
            if surprised && !is_read {
                return None;
            }
            if kind == tag::RETURN || kind == tag::REVERT {
                let outcome = if kind == tag::RETURN {
                    Outcome::Success
                } else {
                    Outcome::Revert
                };
                return Some((outcome, reader.bytes().expect("data")));
            }
            let (record, as_guessed) = self.act(kind, &mut reader);
            transcript.push(kind);
            transcript.extend(record);
            surprised |= !as_guessed;
        }
        None
    }

    fn act(&mut self, kind: u8, reader: &mut Reader<'_>) -> (Vec<u8>, bool) {
        match kind {
            tag::SLOT | tag::TRANSIENT => self.read_word(kind, reader),
            tag::BALANCE => {
                let account = reader.address().expect("account");
                let value = B256::from(Evm::balance(account));
                let record = [account.as_slice(), value.as_slice()].concat();
                (record, value == reader.word().expect("guess"))
            }
            tag::STORE | tag::TRANSIENT_STORE => {
                let key = reader.word().expect("key");
                let value = reader.word().expect("value");
                let space = if kind == tag::STORE {
                    &mut self.evm.slots
                } else {
                    &mut self.evm.transient
                };
                space.insert(key, value);
                (Vec::new(), true)
            }
            tag::LOG => {
                let count = reader.byte().expect("topics");
                let topics: Vec<_> = (0..count).map(|_| reader.word().expect("topic")).collect();
                self.evm.log(&topics, &reader.bytes().expect("data"));
                (Vec::new(), true)
            }
            tag::CALL => self.call(reader),
            tag::CREATE => self.create(reader),
            other => panic!("unknown action {other:#04x}"),
        }
    }

    fn read_word(&mut self, kind: u8, reader: &mut Reader<'_>) -> (Vec<u8>, bool) {
        let key = reader.word().expect("key");
        let value = if kind == tag::SLOT {
            self.evm.load(key)
        } else {
            self.evm.transient(key)
        };
        let record = [key.as_slice(), value.as_slice()].concat();
        (record, value == reader.word().expect("guess"))
    }

    fn call(&mut self, reader: &mut Reader<'_>) -> (Vec<u8>, bool) {
        let kind = match reader.byte().expect("kind") {
            0 => CallKind::Call,
            1 => CallKind::Delegate,
            _ => CallKind::Static,
        };
        let _target: Address = reader.address().expect("target");
        let _value: U256 = reader.integer().expect("value");
        let _gas = reader.number().expect("gas");
        let expected = reader.word().expect("guess");
        let input = reader.bytes().expect("input");
        let (success, output) = self.evm.answer(kind, &input);
        let mut record = vec![u8::from(success)];
        record.extend(0_u64.to_be_bytes());
        record.extend((output.len() as u32).to_be_bytes());
        record.extend(output);
        let as_guessed = keccak256(&record) == expected;
        (record, as_guessed)
    }

    fn create(&mut self, reader: &mut Reader<'_>) -> (Vec<u8>, bool) {
        reader.byte().expect("salted");
        reader.word().expect("salt");
        reader.integer().expect("value");
        let address = self.evm.deploy(&reader.bytes().expect("code"));
        let mut record = address.to_vec();
        record.extend(0_u64.to_be_bytes());
        record.extend(0_u32.to_be_bytes());
        (record, false)
    }
}
