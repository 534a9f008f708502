//! One program: deploy, activate and construct in one transaction, at an address known beforehand.

use ethers::{
    abi::{self, RawLog},
    contract::EthEvent,
    providers::Middleware,
    types::{Address, Bytes, H256, TransactionReceipt, U256},
    utils::{get_create2_address, keccak256},
};

use super::{ARB_WASM, DeployError, Site, data_fee::estimate_data_fee};
use crate::{
    artifacts::Program,
    bindings::{ActivateProgramCall, ArbWasm, ContractDeployedFilter, DeployCall, StylusDeployer},
    contracts::Contract,
    record::ContractRecord,
    transport::Client,
};

/// Where the deploying contract stands on public chains.
pub const DEPLOYER: Address = ethers::types::H160([
    0xce, 0xcb, 0xa2, 0xf1, 0xdc, 0x23, 0x4f, 0x70, 0xdd, 0x89, 0xf2, 0x04, 0x10, 0x29, 0x80, 0x7f,
    0x8d, 0x03, 0xa9, 0x90,
]);
/// Selector of every Stylus constructor.
const CONSTRUCTOR: [u8; 4] = [0x55, 0x85, 0x25, 0x8d];

/// A contract about to be deployed.
struct Step<'s, 'a> {
    site: &'s mut Site<'a>,
    program: &'s Program,
    name: String,
    init_data: Bytes,
}

impl Site<'_> {
    /// Makes sure that a contract stands, active, with our code, and enters it in the record.
    pub(super) async fn deploy(
        &mut self,
        contract: &dyn Contract,
        program: &Program,
    ) -> Result<(), DeployError> {
        let arguments = abi::encode(&contract.constructor(self)?);
        let init_data: Vec<u8> = CONSTRUCTOR.into_iter().chain(arguments).collect();
        let mut step = Step {
            name: contract.name(),
            init_data: init_data.into(),
            site: self,
            program,
        };
        step.run(contract).await
    }
}

impl Step<'_, '_> {
    async fn run(&mut self, contract: &dyn Contract) -> Result<(), DeployError> {
        let stylus_version = self.stylus_version().await?;
        let address = match self.recorded_address().await? {
            Some(address) => address,
            None => self.expected_address().await?,
        };
        // A record that cannot be written is found out before anything is paid for.
        self.site.save()?;
        let known = self.site.record.contracts.remove(&self.name);
        let known = known.filter(|known| known.address == address);
        let mut entry = known.unwrap_or_default();
        if self.code_at(address).await?.is_empty() {
            let receipt = self.deploy_new(address, &mut entry).await?;
            entry.block = receipt.block_number.map(|block| block.as_u64());
            entry.transaction = Some(receipt.transaction_hash);
            self.site.record.deployer = self.site.sender();
            // A record that outlived its chain lists what the new contract does not know.
            contract.forget(&mut self.site.record);
        } else {
            // Created by an interrupted run of the same sender: the address depends on it.
            if self.site.record.deployer.is_zero() {
                self.site.record.deployer = self.site.sender();
            }
            self.site
                .say(&format!("{} already stands at {address:?}", self.name));
        }
        self.check_code(address).await?;
        self.keep_active(address, stylus_version, &mut entry)
            .await?;
        let entry = ContractRecord {
            address,
            code_hash: self.program.code_hash,
            wasm_sha256: self.program.wasm_sha256,
            stylus_version,
            ..entry
        };
        self.site.record.contracts.insert(self.name.clone(), entry);
        Ok(())
    }

    fn client(&self) -> &Client {
        self.site.account.client()
    }

    async fn code_at(&self, address: Address) -> Result<Bytes, DeployError> {
        Ok(self.client().get_code(address, None).await?)
    }

    fn arb_wasm(&self) -> ArbWasm<Client> {
        ArbWasm::new(ARB_WASM, self.site.client())
    }

    fn deployer(&self) -> StylusDeployer<Client> {
        let address = self.site.plan.stylus_deployer.unwrap_or(DEPLOYER);
        StylusDeployer::new(address, self.site.client())
    }

    async fn stylus_version(&self) -> Result<u16, DeployError> {
        let version = self.arb_wasm().stylus_version().call().await;
        version.map_err(|error| {
            DeployError::NoStylus(DeployError::read("stylusVersion", &error).to_string())
        })
    }

    /// One address a deployment name, so that a second run finds what the first one made.
    fn salt(&self) -> [u8; 32] {
        keccak256(format!("alm/{}/{}", self.site.plan.network, self.name))
    }

    /// The recorded address, if a contract stands there: whoever sends, and whatever was built since,
    /// an existing deployment is gone on with and never doubled.
    async fn recorded_address(&self) -> Result<Option<Address>, DeployError> {
        let Ok(known) = self.site.address(&self.name) else {
            return Ok(None);
        };
        let code = self.code_at(known).await?;
        Ok((!code.is_empty()).then_some(known))
    }

    async fn expected_address(&self) -> Result<Address, DeployError> {
        let deployer = self.deployer();
        if self.code_at(deployer.address()).await?.is_empty() {
            return Err(DeployError::NoDeployer(deployer.address()));
        }
        let salt = deployer
            .init_salt(self.salt(), self.init_data.clone())
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
        &mut self,
        want: Address,
        entry: &mut ContractRecord,
    ) -> Result<TransactionReceipt, DeployError> {
        let name = self.name.clone();
        let fee = self.activation_fee(entry).await?;
        self.site.say(&format!(
            "deploying {name} ({} bytes of code) to {want:?}",
            self.program.code.len()
        ));
        let call = DeployCall {
            bytecode: self.program.init_code(),
            init_data: self.init_data.clone(),
            init_value: U256::zero(),
            salt: self.salt(),
        };
        let what = format!("deploying {name}");
        let deployer = Some(self.deployer().address());
        let receipt = self
            .site
            .account
            .send(
                &what,
                deployer,
                ethers::abi::AbiEncode::encode(call).into(),
                fee,
            )
            .await?;
        match deployed_address(&receipt) {
            Some(have) if have != want => Err(DeployError::AddressDiffers { name, have, want }),
            _ => Ok(receipt),
        }
    }

    /// What to send along for the activation: a fifth more than estimated, zero when code with this
    /// hash is active already.
    async fn activation_fee(&mut self, entry: &mut ContractRecord) -> Result<U256, DeployError> {
        if self
            .arb_wasm()
            .codehash_version(self.program.code_hash.0)
            .call()
            .await
            .is_ok()
        {
            self.site.say("the code is active already: no data fee");
            return Ok(U256::zero());
        }
        let fee = estimate_data_fee(self.client(), self.program).await?;
        let sent = fee * 6 / 5;
        self.site.say(&format!(
            "activation data fee: {} ETH estimated, {} ETH sent, the excess is refunded",
            ethers::utils::format_ether(fee),
            ethers::utils::format_ether(sent)
        ));
        entry.data_fee = Some(fee);
        Ok(sent)
    }

    async fn check_code(&self, address: Address) -> Result<(), DeployError> {
        let have = H256(keccak256(self.code_at(address).await?));
        let want = self.program.code_hash;
        if have == want {
            return Ok(());
        }
        Err(DeployError::CodeDiffers {
            name: self.name.clone(),
            address,
            have,
            want,
        })
    }

    /// Activates again what has expired or was activated for an older version of Stylus.
    async fn keep_active(
        &mut self,
        address: Address,
        version: u16,
        entry: &mut ContractRecord,
    ) -> Result<(), DeployError> {
        let wasm = self.arb_wasm();
        let active = wasm.codehash_version(self.program.code_hash.0).call().await;
        let living = wasm.program_time_left(address).call().await.is_ok();
        if living && active.is_ok_and(|active| active == version) {
            return Ok(());
        }
        let fee = estimate_data_fee(self.client(), self.program).await?;
        self.site
            .say(&format!("activating {} for Stylus {version}", self.name));
        let call = ActivateProgramCall { program: address };
        let what = format!("activating {}", self.name);
        let data = ethers::abi::AbiEncode::encode(call).into();
        self.site
            .account
            .send(&what, Some(ARB_WASM), data, fee * 6 / 5)
            .await?;
        entry.data_fee = Some(fee);
        Ok(())
    }
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
