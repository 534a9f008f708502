//! What a receipt tells.

use ethers::{abi::RawLog, contract::EthEvent, types::TransactionReceipt};

/// All events of a kind in a receipt.
pub(super) fn told<E: EthEvent>(
    receipt: &TransactionReceipt,
) -> impl DoubleEndedIterator<Item = E> {
    receipt.logs.iter().filter_map(|log| {
        let raw = RawLog {
            topics: log.topics.clone(),
            data: log.data.to_vec(),
        };
        E::decode_log(&raw).ok()
    })
}
