//! A reply: what the client is to do, in order.

use alloy_primitives::{Address, B256, Bytes, U256, keccak256};

use super::{Answer, Read, tag};
use crate::program::api::CallKind;

/// One thing the client is to do. Where an answer is expected, the client goes on only when the
/// real answer is that one; after a surprise it still performs the reads that follow directly.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// Read, expecting a value.
    Read(Read, Bytes),
    /// Write a slot.
    Store(B256, B256),
    /// Write a transient slot.
    TransientStore(B256, B256),
    /// Emit a log.
    Log(Vec<B256>, Bytes),
    /// Call a contract, expecting an answer.
    Call {
        /// How.
        kind: CallKind,
        /// Whom.
        target: Address,
        /// Value in wei.
        value: U256,
        /// Gas to forward.
        gas: u64,
        /// Calldata.
        input: Bytes,
        /// The answer guessed, if any.
        expected: Option<Answer>,
    },
    /// Deploy a contract; there is no guessing what comes of it.
    Create {
        /// `Some` for CREATE2.
        salt: Option<B256>,
        /// Value in wei.
        value: U256,
        /// Init code.
        code: Bytes,
    },
    /// End the call successfully.
    Return(Bytes),
    /// Revert.
    Revert(Bytes),
    /// Fail, consuming all gas.
    Halt,
}

/// Writes actions one after the other.
#[must_use]
pub(in crate::executor) fn encode(actions: &[Action]) -> Vec<u8> {
    let mut out = Vec::new();
    for action in actions {
        write(&mut out, action);
    }
    out
}

fn write(out: &mut Vec<u8>, action: &Action) {
    match action {
        Action::Read(read, expected) => write_read(out, read, expected),
        Action::Store(key, value) => write_pair(out, tag::STORE, key, value),
        Action::TransientStore(key, value) => write_pair(out, tag::TRANSIENT_STORE, key, value),
        Action::Log(topics, data) => write_log(out, topics, data),
        Action::Call {
            kind,
            target,
            value,
            gas,
            input,
            expected,
        } => {
            out.extend([tag::CALL, kind_code(*kind)]);
            out.extend(target);
            out.extend(value.to_be_bytes::<32>());
            out.extend(gas.to_be_bytes());
            out.extend(expected.as_ref().map(fingerprint).unwrap_or_default());
            write_bytes(out, input);
        }
        Action::Create { salt, value, code } => {
            out.extend([tag::CREATE, u8::from(salt.is_some())]);
            out.extend(salt.unwrap_or_default());
            out.extend(value.to_be_bytes::<32>());
            write_bytes(out, code);
        }
        Action::Return(data) => write_end(out, tag::RETURN, data),
        Action::Revert(data) => write_end(out, tag::REVERT, data),
        Action::Halt => out.push(tag::HALT),
    }
}

fn write_read(out: &mut Vec<u8>, read: &Read, expected: &Bytes) {
    let (kind, key): (u8, &[u8]) = match read {
        Read::Slot(key) => (tag::SLOT, key.as_slice()),
        Read::Transient(key) => (tag::TRANSIENT, key.as_slice()),
        Read::Balance(account) => (tag::BALANCE, account.as_slice()),
        Read::CodeHash(account) => (tag::CODE_HASH, account.as_slice()),
        Read::Code(account) => (tag::CODE, account.as_slice()),
    };
    out.push(kind);
    out.extend_from_slice(key);
    if matches!(read, Read::Code(_)) {
        out.extend(keccak256(expected)); // the client compares hashes where values are long
    } else {
        out.extend_from_slice(expected);
    }
}

fn write_pair(out: &mut Vec<u8>, kind: u8, key: &B256, value: &B256) {
    out.push(kind);
    out.extend(key);
    out.extend(value);
}

fn write_log(out: &mut Vec<u8>, topics: &[B256], data: &Bytes) {
    out.push(tag::LOG);
    out.push(u8::try_from(topics.len()).unwrap_or(u8::MAX));
    topics.iter().for_each(|topic| out.extend(topic));
    write_bytes(out, data);
}

fn write_end(out: &mut Vec<u8>, kind: u8, data: &Bytes) {
    out.push(kind);
    write_bytes(out, data);
}

fn write_bytes(out: &mut Vec<u8>, data: &Bytes) {
    // A length beyond 4 GiB cannot come out of a program's memory.
    out.extend(u32::try_from(data.len()).unwrap_or(u32::MAX).to_be_bytes());
    out.extend_from_slice(data);
}

fn kind_code(kind: CallKind) -> u8 {
    match kind {
        CallKind::Call => 0,
        CallKind::Delegate => 1,
        CallKind::Static => 2,
    }
}

/// Hash of a call's record as the client writes it, without its tag.
fn fingerprint(answer: &Answer) -> B256 {
    let mut record = vec![u8::from(answer.success)];
    record.extend(answer.gas.to_be_bytes());
    write_bytes(&mut record, &answer.output);
    keccak256(record)
}
