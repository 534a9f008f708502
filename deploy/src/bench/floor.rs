//! The least gas a call could take: what the protocol charges for the transaction itself, for the
//! cold accounts and slots it touches and for the slots it changes, all computing free.

use ethers::{
    providers::{JsonRpcClient, Middleware},
    types::{Address, Bytes, H160, H256, U256, transaction::eip2930::AccessListWithGasUsed},
};
use serde_json::json;

use crate::{embedded::EmbeddedError, transport::Client};

const TRANSACTION: u64 = 21_000;
const COLD_ACCOUNT: u64 = 2_600;
const COLD_SLOT: u64 = 2_100;
/// Changing a slot that is not zero, once it is warm.
const CHANGED_SLOT: u64 = 2_900;
/// Setting a slot that is zero, once it is warm.
const NEW_SLOT: u64 = 20_000;

/// Where the chain keeps its own state: programs are looked up there, which costs the caller nothing by the slot.
const CHAIN_STATE: Address = H160([
    0xa4, 0xb0, 0x5f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
    0xff, 0xff, 0xff, 0xff,
]);

/// What a call touches, and the values before it.
pub(super) struct Touched {
    calldata: u64,
    accounts: u64,
    slots: Vec<(Address, H256, H256)>,
}

/// Finds out what a call from `from` to `to` would touch.
pub(super) async fn touched(
    client: &Client,
    from: Address,
    to: Address,
    call: &[u8],
) -> Result<Touched, EmbeddedError> {
    let request = json!({ "from": from, "to": to, "data": Bytes::from(call.to_vec()) });
    let list: AccessListWithGasUsed = client
        .as_ref()
        .request("eth_createAccessList", [request])
        .await?;
    let mut slots = Vec::new();
    let mut accounts = 0;
    let items = list.access_list.0.into_iter();
    for item in items.filter(|item| item.address != CHAIN_STATE) {
        accounts += u64::from(item.address != to);
        for slot in item.storage_keys {
            slots.push((
                item.address,
                slot,
                client.get_storage_at(item.address, slot, None).await?,
            ));
        }
    }
    let calldata = call
        .iter()
        .map(|byte| if *byte == 0 { 4 } else { 16 })
        .sum();
    Ok(Touched {
        calldata,
        accounts,
        slots,
    })
}

impl Touched {
    /// The floor, now that the call has been made: slots whose value differs were changed.
    pub(super) async fn cost(&self, client: &Client) -> Result<u64, EmbeddedError> {
        let mut gas = TRANSACTION + self.calldata + self.accounts * COLD_ACCOUNT;
        for (address, slot, before) in &self.slots {
            let after = client.get_storage_at(*address, *slot, None).await?;
            gas += COLD_SLOT + written(U256::from(before.0), U256::from(after.0));
        }
        Ok(gas)
    }
}

fn written(before: U256, after: U256) -> u64 {
    match before {
        _ if before == after => 0,
        zero if zero.is_zero() => NEW_SLOT,
        _ => CHANGED_SLOT,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn test_written_follows_the_schedule() {
        let (zero, one, two) = (U256::zero(), U256::one(), U256::from(2));
        assert_eq!(
            [written(one, one), written(zero, one), written(one, two)],
            [0, NEW_SLOT, CHANGED_SLOT]
        );
    }
}
