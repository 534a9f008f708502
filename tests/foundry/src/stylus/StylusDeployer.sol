// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {StylusProgram} from "./StylusProgram.sol";

/// @title Stands at the address of the chain's StylusDeployer
/// @notice Deploys and calls the constructor in one go; to the constructor it is `msg.sender`, as on a chain.
contract StylusDeployer {
    /// @notice A program lives at this address now.
    event ContractDeployed(address deployedContract);

    /// @notice The constructor reverted.
    error ContractInitializationError(address newContract, bytes data);

    /// @notice Deploys a program the executor knows.
    /// @param program hash of its WASM
    /// @param initData calldata of its constructor, empty for none
    function deploy(bytes32 program, bytes calldata initData) external payable returns (address deployed) {
        deployed = address(new StylusProgram(program));
        if (initData.length != 0) {
            (bool success, bytes memory data) = deployed.call{value: msg.value}(initData);
            if (!success) revert ContractInitializationError(deployed, data);
        }
        emit ContractDeployed(deployed);
    }
}
