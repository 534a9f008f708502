//! A request: the call, and the transcript of what has been done in it.

use alloy_primitives::{Address, B256, Bytes};

use super::{Answer, Read, VERSION, WireError, reader::Reader, tag};
use crate::{executor::ARBOS, program::api::EvmEnv};

/// One entry of a transcript: an action the client has performed, with its answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Record {
    /// A read and its value (words as 32 bytes, code as it is).
    Read(Read, Bytes),
    /// A slot was stored.
    Store,
    /// A transient slot was stored.
    TransientStore,
    /// A log was emitted.
    Log,
    /// A call has returned.
    Call(Answer),
    /// A deployment has ended.
    Create {
        /// The new contract, zero when it failed.
        address: Address,
        /// Revert data of the init code.
        output: Bytes,
        /// Gas used.
        gas: u64,
    },
}

/// One call of a program, as far as it has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// Hash of the program's WASM, as returned when it was registered.
    pub program: B256,
    /// What the program can learn of its call.
    pub env: EvmEnv,
    /// Gas the client gives the program.
    pub gas: u64,
    /// Calldata.
    pub calldata: Bytes,
    /// What has been done, in order.
    pub transcript: Vec<Record>,
}

const READ_ONLY: u8 = 1;
const REENTRANT: u8 = 2;

impl Request {
    /// Reads a request.
    ///
    /// # Errors
    /// [`WireError`] when it is truncated, of another layout or holds unknown records.
    pub fn decode(data: &[u8]) -> Result<Self, WireError> {
        let mut reader = Reader::new(data);
        let version = reader.byte()?;
        if version != VERSION {
            return Err(WireError::Version { have: version });
        }
        let program = reader.word()?;
        let env = environment(&mut reader)?;
        let gas = reader.number()?;
        let calldata = reader.bytes()?;
        let mut transcript = Vec::new();
        while !reader.is_empty() {
            transcript.push(record(&mut reader)?);
        }
        Ok(Self {
            program,
            env,
            gas,
            calldata,
            transcript,
        })
    }
}

fn environment(reader: &mut Reader<'_>) -> Result<EvmEnv, WireError> {
    let flags = reader.byte()?;
    Ok(EvmEnv {
        arbos_version: ARBOS,
        read_only: flags & READ_ONLY != 0,
        reentrant: flags & REENTRANT != 0,
        contract_address: reader.address()?,
        msg_sender: reader.address()?,
        tx_origin: reader.address()?,
        block_coinbase: reader.address()?,
        msg_value: reader.integer()?,
        block_basefee: reader.integer()?,
        tx_gas_price: reader.integer()?,
        chain_id: reader.number()?,
        block_gas_limit: reader.number()?,
        block_number: reader.number()?,
        block_timestamp: reader.number()?,
    })
}

fn record(reader: &mut Reader<'_>) -> Result<Record, WireError> {
    let at = reader.position();
    let word = |reader: &mut Reader<'_>| reader.word().map(|word| Bytes::from(word.0));
    Ok(match reader.byte()? {
        tag::SLOT => Record::Read(Read::Slot(reader.word()?), word(reader)?),
        tag::TRANSIENT => Record::Read(Read::Transient(reader.word()?), word(reader)?),
        tag::BALANCE => Record::Read(Read::Balance(reader.address()?), word(reader)?),
        tag::CODE_HASH => Record::Read(Read::CodeHash(reader.address()?), word(reader)?),
        tag::CODE => Record::Read(Read::Code(reader.address()?), reader.bytes()?),
        tag::STORE => Record::Store,
        tag::TRANSIENT_STORE => Record::TransientStore,
        tag::LOG => Record::Log,
        tag::CALL => {
            let success = reader.byte()? != 0;
            let gas = reader.number()?;
            Record::Call(Answer {
                success,
                gas,
                output: reader.bytes()?,
            })
        }
        tag::CREATE => {
            let address = reader.address()?;
            let gas = reader.number()?;
            Record::Create {
                address,
                gas,
                output: reader.bytes()?,
            }
        }
        tag => return Err(WireError::UnknownRecord { tag, at }),
    })
}
