//! A transaction of about the size that a message will have once it is signed.

use alloy_primitives::{B256, U256, keccak256};
use alloy_rlp::{EMPTY_STRING_CODE, Encodable, Header};

use crate::evm::types::Message;

/// What stands where a signature puts its parity: three times the chain id of the largest chain.
const PARITY: u64 = 3 * 42_161;
/// Type of the stand-in, whatever the message's own.
const DYNAMIC_FEE: u8 = 2;

/// Numbers of a signature, which no compression shortens.
pub(crate) fn signature() -> (U256, U256) {
    (keccak256("R").into(), keccak256("S").into())
}

/// The bytes of the stand-in. What a message leaves open is filled with a number that does not
/// compress; the gas of an estimate too, lest the figure searched for change the cost.
pub(super) fn transaction(message: &Message, estimate: bool) -> Vec<u8> {
    let mut fields = Vec::with_capacity(256 + message.input.len());
    let given_gas = if estimate { 0 } else { message.gas_limit };
    0_u64.encode(&mut fields); // the chain id is not set
    or_noise(message.nonce.unwrap_or_default().into(), "Nonce", 8).encode(&mut fields);
    or_noise(message.priority_fee, "GasTipCap", 4).encode(&mut fields);
    or_noise(message.gas_price, "GasFeeCap", 4).encode(&mut fields);
    or_noise(given_gas.into(), "Gas", 4).encode(&mut fields);
    match message.to {
        Some(to) => to.encode(&mut fields),
        None => fields.push(EMPTY_STRING_CODE),
    }
    message.value.encode(&mut fields);
    message.input.encode(&mut fields);
    message.access_list.encode(&mut fields);
    let (r, s) = signature();
    PARITY.encode(&mut fields);
    r.encode(&mut fields);
    s.encode(&mut fields);
    let header = Header {
        list: true,
        payload_length: fields.len(),
    };
    let mut bytes = vec![DYNAMIC_FEE];
    header.encode(&mut bytes);
    bytes.extend(fields);
    bytes
}

/// A number, or the first `size` bytes of the hash of its field's name when it is zero.
fn or_noise(number: u128, name: &str, size: usize) -> u128 {
    match number {
        0 => noise(keccak256(name), size),
        given => given,
    }
}

fn noise(hash: B256, size: usize) -> u128 {
    let bytes = hash.iter().take(size);
    bytes.fold(0, |number, byte| number << 8 | u128::from(*byte))
}

#[cfg(test)]
mod tests {
    use alloy_primitives::{Address, Bytes};
    use alloy_rlp::Decodable;

    use super::*;

    fn fields(bytes: &[u8]) -> Vec<Bytes> {
        let mut rest = &bytes[1..];
        let header = Header::decode(&mut rest).expect("a list");
        assert_eq!((header.list, header.payload_length), (true, rest.len()));
        let mut fields = Vec::new();
        while !rest.is_empty() {
            match rest[0] {
                0xc0 => {
                    fields.push(Bytes::new());
                    rest = &rest[1..];
                }
                _ => fields.push(Bytes::decode(&mut rest).expect("a string")),
            }
        }
        fields
    }

    #[test]
    fn test_transaction_keeps_what_is_given_and_fills_the_rest() {
        let message = Message {
            to: Some(Address::repeat_byte(7)),
            nonce: Some(3),
            gas_limit: 21_000,
            input: Bytes::from_static(&[1, 2, 3]),
            ..Message::default()
        };
        let given = fields(&transaction(&message, false));
        assert_eq!(given.len(), 12);
        assert_eq!(given[1][..], [3]);
        assert_eq!(given[2].len(), 4, "no tip was named");
        assert_eq!(given[4][..], 21_000_u16.to_be_bytes());
        assert_eq!(given[7][..], [1, 2, 3]);
        let estimated = fields(&transaction(&message, true));
        assert_eq!(estimated[4][..], keccak256("Gas")[..4]);
        assert_eq!((given[10].len(), given[11].len()), (32, 32));
    }
}
