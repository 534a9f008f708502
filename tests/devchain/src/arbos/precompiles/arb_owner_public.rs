//! `ArbOwnerPublic`: what anyone may know of the chain's government.

use alloy_primitives::Address;
use alloy_sol_types::sol;

use crate::arbos::{
    context::PrecompileCall,
    precompile::{Access, Method, Precompile, method},
    programs::params,
    sets::chain_owners,
    storage::{Space, root},
};

sol! {
    /// Reads the chain's government.
    interface ArbOwnerPublic {
        function isChainOwner(address addr) external view returns (bool);
        function getAllChainOwners() external view returns (address[] memory);
        function getNetworkFeeAccount() external view returns (address);
        function getInfraFeeAccount() external view returns (address);
        function getScheduledUpgrade() external view returns (uint64 arbosVersion, uint64 scheduledForTimestamp);
        function getMaxStylusContractFragments() external view returns (uint8);
    }
}

use ArbOwnerPublic as A;

/// `0x6b`.
pub(crate) static PRECOMPILE: Precompile = Precompile {
    address: Address::with_last_byte(0x6b),
    access: Access::Anyone,
    methods: METHODS,
};

static METHODS: &[Method] = &[
    method!(
        A::isChainOwnerCall,
        View,
        0,
        |call, args: A::isChainOwnerCall| { chain_owners().contains(call, args.addr) }
    ),
    method!(A::getAllChainOwnersCall, View, 0, |call, _| chain_owners()
        .members(call)),
    method!(
        A::getNetworkFeeAccountCall,
        View,
        0,
        |call: &mut PrecompileCall<'_>, _| {
            call.read_address(Space::ROOT.at(root::NETWORK_FEE_ACCOUNT))
        }
    ),
    // No infrastructure fee is split off here: the network receives everything.
    method!(
        A::getInfraFeeAccountCall,
        View,
        5,
        |call: &mut PrecompileCall<'_>, _| {
            call.read_address(Space::ROOT.at(root::NETWORK_FEE_ACCOUNT))
        }
    ),
    method!(
        A::getScheduledUpgradeCall,
        View,
        20,
        |call: &mut PrecompileCall<'_>, _| {
            Ok(A::getScheduledUpgradeReturn {
                arbosVersion: call.read_u64(Space::ROOT.at(root::UPGRADE_VERSION))?,
                scheduledForTimestamp: call.read_u64(Space::ROOT.at(root::UPGRADE_TIMESTAMP))?,
            })
        }
    ),
    method!(A::getMaxStylusContractFragmentsCall, View, 60, |call, _| {
        Ok(params(call)?.max_fragments)
    }),
];
