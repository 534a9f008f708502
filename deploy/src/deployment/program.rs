//! One program: deploy, activate and construct in one transaction, at an address known beforehand.

use std::sync::Arc;

use ethers::{
    abi::{self, RawLog, Token},
    contract::EthEvent,
    providers::{JsonRpcClient, Middleware},
    types::{Address, Bytes, H256, TransactionReceipt, U256},
    utils::{get_create2_address, keccak256},
};
use serde_json::json;

use super::{DeployError, Deployment};
use crate::{
    artifacts::Program,
    bindings::{ActivateProgramCall, ArbWasm, ContractDeployedFilter, DeployCall, StylusDeployer},
    record::{ContractRecord, Record},
    revert,
    transport::Client,
};

/// Where the deploying contract stands on public chains.
pub const DEPLOYER: Address = ethers::types::H160([
    0xce, 0xcb, 0xa2, 0xf1, 0xdc, 0x23, 0x4f, 0x70, 0xdd, 0x89, 0xf2, 0x04, 0x10, 0x29, 0x80, 0x7f,
    0x8d, 0x03, 0xa9, 0x90,
]);
const ARB_WASM: Address = precompile(0x71);
pub(crate) const fn precompile(number: u8) -> Address {
    let mut bytes = [0; 20];
    bytes[19] = number;
    ethers::types::H160(bytes)
}
/// Selector of every Stylus constructor.
const CONSTRUCTOR: [u8; 4] = [0x55, 0x85, 0x25, 0x8d];

impl Deployment<'_> {
    /// Makes sure that the program stands, active, with our code, and returns its address.
    pub(super) async fn deploy_program(
        &self,
        record: &mut Record,
        progress: &mut (dyn FnMut(&str) + Send),
    ) -> Result<Address, DeployError> {
        let version = self.stylus_version().await?;
        let name = &self.program.name;
        let address = match self.recorded_address(record).await? {
            Some(address) => address,
            None => self.expected_address().await?,
        };
        // A record that cannot be written is found out before anything is paid for.
        self.save(record)?;
        let known = record
            .contracts
            .remove(name)
            .filter(|known| known.address == address);
        let mut entry = known.unwrap_or_default();
        if self
            .account
            .client()
            .get_code(address, None)
            .await?
            .is_empty()
        {
            let receipt = self.deploy_new(address, &mut entry, progress).await?;
            entry.block = receipt.block_number.map(|block| block.as_u64());
            entry.transaction = Some(receipt.transaction_hash);
            record.deployer = self.account.address();
            // A record that outlived its chain lists assets the new contract does not know.
            record.assets.clear();
        } else {
            // Created by an interrupted run of the same sender: the address depends on it.
            if record.deployer.is_zero() {
                record.deployer = self.account.address();
            }
            progress(&format!("{name} already stands at {address:?}"));
        }
        self.check_code(address).await?;
        self.keep_active(address, version, &mut entry, progress)
            .await?;
        let (code_hash, wasm_sha256) = (self.program.code_hash, self.program.wasm_sha256);
        let entry = ContractRecord {
            address,
            code_hash,
            wasm_sha256,
            stylus_version: version,
            ..entry
        };
        record.contracts.insert(name.clone(), entry);
        Ok(address)
    }

    fn arb_wasm(&self) -> ArbWasm<Client> {
        ArbWasm::new(ARB_WASM, Arc::new(self.account.client().clone()))
    }

    fn deployer(&self) -> StylusDeployer<Client> {
        let address = self.plan.stylus_deployer.unwrap_or(DEPLOYER);
        StylusDeployer::new(address, Arc::new(self.account.client().clone()))
    }

    async fn stylus_version(&self) -> Result<u16, DeployError> {
        let version = self.arb_wasm().stylus_version().call().await;
        version.map_err(|error| {
            DeployError::NoStylus(DeployError::read("stylusVersion", &error).to_string())
        })
    }

    /// The constructor makes the sender the owner: wiring comes before the hand-over.
    fn constructor(&self) -> Bytes {
        let owner = abi::encode(&[Token::Address(self.account.address())]);
        CONSTRUCTOR
            .into_iter()
            .chain(owner)
            .collect::<Vec<u8>>()
            .into()
    }

    /// One address a deployment name, so that a second run finds what the first one made.
    fn salt(&self) -> [u8; 32] {
        keccak256(format!("alm/{}/{}", self.plan.network, self.program.name))
    }

    /// The recorded address, if a contract stands there: whoever sends, and whatever was built since,
    /// an existing deployment is gone on with and never doubled.
    async fn recorded_address(&self, record: &Record) -> Result<Option<Address>, DeployError> {
        let Some(known) = record.contracts.get(&self.program.name) else {
            return Ok(None);
        };
        let code = self.account.client().get_code(known.address, None).await?;
        Ok((!code.is_empty()).then_some(known.address))
    }

    async fn expected_address(&self) -> Result<Address, DeployError> {
        let deployer = self.deployer();
        if self
            .account
            .client()
            .get_code(deployer.address(), None)
            .await?
            .is_empty()
        {
            return Err(DeployError::NoDeployer(deployer.address()));
        }
        let salt = deployer
            .init_salt(self.salt(), self.constructor())
            .call()
            .await;
        let salt = salt.map_err(|error| DeployError::read("initSalt", &error))?;
        Ok(get_create2_address(
            deployer.address(),
            salt,
            self.program.init_code(),
        ))
    }

    async fn deploy_new(
        &self,
        want: Address,
        entry: &mut ContractRecord,
        progress: &mut (dyn FnMut(&str) + Send),
    ) -> Result<TransactionReceipt, DeployError> {
        let name = &self.program.name;
        let fee = self.activation_fee(entry, progress).await?;
        progress(&format!(
            "deploying {name} ({} bytes of code) to {want:?}",
            self.program.code.len()
        ));
        let call = DeployCall {
            bytecode: self.program.init_code(),
            init_data: self.constructor(),
            init_value: U256::zero(),
            salt: self.salt(),
        };
        let what = format!("deploying {name}");
        let deployer = Some(self.deployer().address());
        let receipt = self
            .account
            .send(
                &what,
                deployer,
                ethers::abi::AbiEncode::encode(call).into(),
                fee,
            )
            .await?;
        match deployed_address(&receipt) {
            Some(have) if have != want => Err(DeployError::AddressDiffers {
                name: name.clone(),
                have,
                want,
            }),
            _ => Ok(receipt),
        }
    }

    /// What to send along for the activation: a fifth more than estimated, zero when code with this
    /// hash is active already.
    async fn activation_fee(
        &self,
        entry: &mut ContractRecord,
        progress: &mut (dyn FnMut(&str) + Send),
    ) -> Result<U256, DeployError> {
        if self
            .arb_wasm()
            .codehash_version(self.program.code_hash.0)
            .call()
            .await
            .is_ok()
        {
            progress("the code is active already: no data fee");
            return Ok(U256::zero());
        }
        let fee = estimate_data_fee(self.account.client(), self.program).await?;
        let sent = fee * 6 / 5;
        progress(&format!(
            "activation data fee: {} ETH estimated, {} ETH sent, the excess is refunded",
            ethers::utils::format_ether(fee),
            ethers::utils::format_ether(sent)
        ));
        entry.data_fee = Some(fee);
        Ok(sent)
    }

    async fn check_code(&self, address: Address) -> Result<(), DeployError> {
        let have = H256(keccak256(
            self.account.client().get_code(address, None).await?,
        ));
        let want = self.program.code_hash;
        if have == want {
            return Ok(());
        }
        Err(DeployError::CodeDiffers {
            name: self.program.name.clone(),
            address,
            have,
            want,
        })
    }

    /// Activates again what has expired or was activated for an older version of Stylus.
    async fn keep_active(
        &self,
        address: Address,
        version: u16,
        entry: &mut ContractRecord,
        progress: &mut (dyn FnMut(&str) + Send),
    ) -> Result<(), DeployError> {
        let wasm = self.arb_wasm();
        let active = wasm.codehash_version(self.program.code_hash.0).call().await;
        let living = wasm.program_time_left(address).call().await.is_ok();
        if living && active.is_ok_and(|active| active == version) {
            return Ok(());
        }
        let fee = estimate_data_fee(self.account.client(), self.program).await?;
        progress(&format!(
            "activating {} for Stylus {version}",
            self.program.name
        ));
        let call = ActivateProgramCall { program: address };
        let what = format!("activating {}", self.program.name);
        let data = ethers::abi::AbiEncode::encode(call).into();
        self.account
            .send(&what, Some(ARB_WASM), data, fee * 6 / 5)
            .await?;
        entry.data_fee = Some(fee);
        Ok(())
    }
}

/// The data fee of an activation in wei, asked of the chain itself: the code is put at an unused
/// address for the length of one call.
///
/// # Errors
/// When the chain refuses the program, with its reason.
pub async fn estimate_data_fee(client: &Client, program: &Program) -> Result<U256, DeployError> {
    let address = Address::from(H256(keccak256(b"alm/activation estimate")));
    let from = Address::from(H256(keccak256(b"alm/activation payer")));
    let call = ethers::abi::AbiEncode::encode(ActivateProgramCall { program: address });
    let ether = U256::exp10(18);
    let request =
        json!({ "from": from, "to": ARB_WASM, "value": ether, "data": Bytes::from(call) });
    let overrides = json!({
        format!("{address:?}"): { "code": program.code },
        format!("{from:?}"): { "balance": U256::MAX >> 1 },
    });
    let answer: Result<Bytes, _> = client
        .as_ref()
        .request("eth_call", json!([request, "latest", overrides]))
        .await;
    let answer = answer.map_err(|error| DeployError::Read {
        what: "estimating the activation",
        reason: revert::reason(&error.into()),
    })?;
    let decoded: Result<(u16, U256), _> = ethers::abi::AbiDecode::decode(answer);
    let decoded = decoded.map_err(|error| DeployError::Read {
        what: "estimating the activation",
        reason: error.to_string(),
    });
    Ok(decoded?.1)
}

fn deployed_address(receipt: &TransactionReceipt) -> Option<Address> {
    receipt.logs.iter().find_map(|log| {
        let log = RawLog {
            topics: log.topics.clone(),
            data: log.data.to_vec(),
        };
        ContractDeployedFilter::decode_log(&log)
            .ok()
            .map(|event| event.deployed_contract)
    })
}

#[cfg(test)]
mod tests {
    use ethers::contract::EthCall;

    use super::*;

    #[test]
    fn test_selectors_are_those_of_the_platform() {
        assert_eq!(DeployCall::selector(), [0xa9, 0xa8, 0xe4, 0xe9]);
        assert_eq!(ActivateProgramCall::selector(), [0x58, 0xc7, 0x80, 0xc2]);
        assert_eq!(
            format!("{DEPLOYER:?}"),
            "0xcecba2f1dc234f70dd89f2041029807f8d03a990"
        );
    }
}
