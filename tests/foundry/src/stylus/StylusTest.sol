// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {Test} from "forge-std/Test.sol";
import {Probe} from "./Probe.sol";
import {StylusDeployer} from "./StylusDeployer.sol";

/// @title A test that deploys Stylus programs
/// @notice All the machinery hides behind `deployStylus`: with a forge that runs WASM itself, its body is the only
///         thing to change.
abstract contract StylusTest is Test {
    /// @dev Selector of `stylus_constructor()`; the arguments follow it.
    bytes4 private constant CONSTRUCTOR = 0x5585258d;

    /// @dev Where the chain's StylusDeployer lives.
    address internal constant STYLUS_DEPLOYER = 0xcEcba2F1DC234f70Dd89F2041029807F8D03A990;

    /// @notice Deploys a program and runs its constructor.
    /// @param name of a built contract (`risk-engine`), or path of a `.wat` or `.wasm` file under this folder
    /// @param arguments ABI-encoded constructor arguments
    /// @return the program's address
    function deployStylus(string memory name, bytes memory arguments) internal returns (address) {
        return _deploy(name, bytes.concat(CONSTRUCTOR, arguments));
    }

    /// @notice Deploys a program that has no constructor.
    function deployStylus(string memory name) internal returns (address) {
        return _deploy(name, "");
    }

    function _deploy(string memory name, bytes memory initData) private returns (address deployed) {
        if (STYLUS_DEPLOYER.code.length == 0) {
            deployCodeTo("StylusDeployer.sol:StylusDeployer", STYLUS_DEPLOYER);
            vm.etch(Probe.ADDRESS, Probe.CODE);
        }
        string memory parameters = string.concat('["', _path(name), '"]');
        bytes32 program = bytes32(vm.rpc("stylus", "stylus_register", parameters));
        deployed = StylusDeployer(STYLUS_DEPLOYER).deploy(program, initData);
        vm.allowCheatcodes(deployed);
        vm.label(deployed, name);
    }

    function _path(string memory name) private view returns (string memory) {
        string memory root = vm.projectRoot();
        if (vm.indexOf(name, ".wa") != type(uint256).max) return string.concat(root, "/", name);
        string memory folder = vm.envOr("STYLUS_CONTRACTS", string.concat(root, "/../../target/contracts"));
        return string.concat(folder, "/", name, ".wasm");
    }
}
