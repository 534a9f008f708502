// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {StylusTest} from "../../src/stylus/StylusTest.sol";

/// Storage and transient storage of a program, as forge's EVM sees them.
contract StorageTest is StylusTest {
    address private program;

    function setUp() external {
        program = deployStylus("programs/storage.wat");
    }

    function test_store_reaches_the_slot() external {
        _store(1, bytes32(uint256(7)), bytes32(uint256(9)));
        assertEq(vm.load(program, bytes32(uint256(7))), bytes32(uint256(9)), "slot");
        assertEq(_load(0, bytes32(uint256(7))), bytes32(uint256(9)), "load");
    }

    function test_load_sees_what_a_cheatcode_stored() external {
        assertEq(_load(0, bytes32(uint256(7))), 0, "before");
        vm.store(program, bytes32(uint256(7)), bytes32(uint256(1)));
        assertEq(_load(0, bytes32(uint256(7))), bytes32(uint256(1)), "after");
    }

    function test_transient_store_lasts_for_the_test() external {
        _store(3, bytes32(uint256(7)), bytes32(uint256(9)));
        assertEq(_load(2, bytes32(uint256(7))), bytes32(uint256(9)), "transient");
        assertEq(_load(0, bytes32(uint256(7))), 0, "storage is apart");
    }

    function test_revert_carries_data_and_undoes_the_store() external {
        bytes32 key = keccak256("key");
        vm.expectRevert(abi.encodePacked(key));
        _store(4, key, bytes32(uint256(9)));
        assertEq(vm.load(program, key), 0, "slot");
    }

    function test_trap_reverts_with_empty_data_and_undoes_the_store() external {
        (bool success, bytes memory data) =
            program.call(abi.encodePacked(uint8(5), bytes32(uint256(7)), bytes32(uint256(9))));
        assertFalse(success, "success");
        assertEq(data.length, 0, "data");
        assertEq(vm.load(program, bytes32(uint256(7))), 0, "slot");
    }

    function test_store_fails_in_a_static_call() external view {
        bytes memory input = abi.encodePacked(uint8(1), bytes32(uint256(7)), bytes32(uint256(9)));
        (bool success, bytes memory data) = program.staticcall(input);
        assertFalse(success, "store");
        assertEq(data.length, 0, "data");
        input[0] = 0x03;
        (success,) = program.staticcall(input);
        assertFalse(success, "transient store");
        input[0] = 0x00;
        (success, data) = program.staticcall(input);
        assertTrue(success, "load");
        assertEq(data, abi.encode(0), "value");
    }

    function testFuzz_store_then_load(bytes32 key, bytes32 value) external {
        _store(1, key, value);
        assertEq(_load(0, key), value, "value");
    }

    function _store(uint8 operation, bytes32 key, bytes32 value) private {
        (bool success, bytes memory data) = program.call(abi.encodePacked(operation, key, value));
        if (!success) {
            assembly ("memory-safe") {
                revert(add(data, 32), mload(data))
            }
        }
    }

    function _load(uint8 operation, bytes32 key) private returns (bytes32) {
        (bool success, bytes memory data) = program.call(abi.encodePacked(operation, key, bytes32(0)));
        assertTrue(success, "load");
        return abi.decode(data, (bytes32));
    }
}
