// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {StylusTest} from "../../src/stylus/StylusTest.sol";
import {Callee} from "./Callee.sol";

/// What a program sees of accounts, of its call and of the block, and what it can deploy.
contract WorldTest is StylusTest {
    function test_account_balance_code_and_hash() external {
        address program = deployStylus("programs/account.wat");
        Callee callee = new Callee();
        vm.deal(address(callee), 5 ether);
        bytes memory data = _call(program, abi.encodePacked(callee), 0);
        bytes memory code = address(callee).code;
        assertEq(_word(data, 0), bytes32(uint256(5 ether)), "balance");
        assertEq(_word(data, 32), address(callee).codehash, "code hash");
        assertEq(_little(data, 64, 4), code.length, "code size");
        assertEq(_word(data, 68), _word(code, 0), "code");
    }

    function test_account_that_does_not_exist() external {
        address program = deployStylus("programs/account.wat");
        bytes memory data = _call(program, abi.encodePacked(makeAddr("nobody")), 0);
        assertEq(data, new bytes(100), "all zero");
    }

    function test_environment_follows_cheatcodes() external {
        address program = deployStylus("programs/environment.wat");
        vm.warp(1_700_000_000);
        vm.roll(20_000_000);
        vm.chainId(412_346);
        vm.fee(100_000_000);
        vm.coinbase(address(0xC0));
        vm.txGasPrice(7);
        vm.deal(address(0xA11CE), 1 ether);
        vm.prank(address(0xA11CE), address(0x0816));
        bytes memory data = _call(program, "", 3);
        assertEq(_address(data, 0), address(0xA11CE), "sender");
        assertEq(_address(data, 20), program, "contract");
        assertEq(_address(data, 40), address(0x0816), "origin");
        assertEq(_address(data, 60), address(0xC0), "coinbase");
        assertEq(uint256(_word(data, 80)), 3, "value");
        assertEq(uint256(_word(data, 112)), 100_000_000, "base fee");
        assertEq(uint256(_word(data, 144)), 7, "gas price");
        assertEq(_little(data, 176, 8), 1_700_000_000, "time");
        assertEq(_little(data, 184, 8), 20_000_000, "block");
        assertEq(_little(data, 192, 8), block.gaslimit, "gas limit");
        assertEq(_little(data, 200, 8), 412_346, "chain id");
    }

    function test_create_deploys_a_contract() external {
        address program = deployStylus("programs/create.wat");
        bytes memory data = _call(program, _creation(false, type(Callee).creationCode), 0);
        assertEq(data.length, 20, "no revert data");
        assertEq(_address(data, 0), vm.computeCreateAddress(program, 1), "address");
        assertEq(Callee(_address(data, 0)).stored(), 0, "it lives");
    }

    function test_create2_deploys_at_the_salted_address() external {
        address program = deployStylus("programs/create.wat");
        bytes memory data = _call(program, _creation(true, type(Callee).creationCode), 0);
        bytes32 hash = keccak256(type(Callee).creationCode);
        assertEq(_address(data, 0), vm.computeCreate2Address(bytes32(uint256(7)), hash, program), "address");
    }

    function test_create_that_reverts_gives_zero_and_the_data() external {
        address program = deployStylus("programs/create.wat");
        // Stores 0xAB.. in memory and reverts with one byte of it.
        bytes memory data = _call(program, _creation(false, hex"60ab5f5360015ffd"), 0);
        assertEq(data, abi.encodePacked(address(0), hex"ab"), "zero address, revert data");
    }

    function test_create_fails_in_a_static_call() external {
        address program = deployStylus("programs/create.wat");
        (bool success, bytes memory data) = program.staticcall(_creation(false, type(Callee).creationCode));
        assertFalse(success, "success");
        assertEq(data.length, 0, "data");
    }

    function test_deploying_an_unknown_program_says_so() external {
        (bool success, bytes memory reason) = address(this).call(abi.encodeCall(this.deploy, ("programs/missing.wat")));
        assertFalse(success, "deployed");
        assertTrue(vm.contains(string(reason), "programs/missing.wat"), "names the file");
    }

    function deploy(string memory name) external returns (address) {
        return deployStylus(name);
    }

    function _creation(bool salted, bytes memory code) private pure returns (bytes memory) {
        return abi.encodePacked(salted, uint256(0), uint256(7), code);
    }

    function _call(address program, bytes memory input, uint256 value) private returns (bytes memory) {
        (bool success, bytes memory data) = program.call{value: value}(input);
        assertTrue(success, "call");
        return data;
    }

    function _word(bytes memory data, uint256 at) private pure returns (bytes32 word) {
        assembly ("memory-safe") {
            word := mload(add(add(data, 32), at))
        }
    }

    function _address(bytes memory data, uint256 at) private pure returns (address) {
        return address(bytes20(_word(data, at)));
    }

    /// Programs are little-endian machines.
    function _little(bytes memory data, uint256 at, uint256 length) private pure returns (uint256 value) {
        for (uint256 i = length; i > 0; --i) {
            value = (value << 8) | uint8(data[at + i - 1]);
        }
    }
}
