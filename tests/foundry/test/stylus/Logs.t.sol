// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {Vm} from "forge-std/Vm.sol";
import {StylusTest} from "../../src/stylus/StylusTest.sol";

/// Logs of a program.
contract LogsTest is StylusTest {
    event Happened(address indexed who, uint256 what);

    address private program;

    function setUp() external {
        program = deployStylus("programs/log.wat");
    }

    function test_expectEmit_sees_a_programs_log() external {
        vm.expectEmit(program);
        emit Happened(address(0xA11CE), 42);
        _log(2, abi.encodePacked(Happened.selector, abi.encode(address(0xA11CE)), abi.encode(42)));
    }

    function test_log_with_each_number_of_topics() external {
        for (uint8 count = 0; count <= 4; ++count) {
            bytes memory topics = new bytes(32 * uint256(count));
            for (uint256 i; i < count; ++i) {
                topics[32 * i] = bytes1(uint8(i + 1));
            }
            vm.recordLogs();
            _log(count, bytes.concat(topics, "data"));
            Vm.Log[] memory logs = vm.getRecordedLogs();
            assertEq(logs.length, 1, "logs");
            assertEq(logs[0].emitter, program, "emitter");
            assertEq(logs[0].topics.length, count, "topics");
            assertEq(logs[0].data, "data", "data");
        }
    }

    function test_log_fails_in_a_static_call() external view {
        (bool success, bytes memory data) = program.staticcall(abi.encodePacked(uint8(0), "data"));
        assertFalse(success, "success");
        assertEq(data.length, 0, "data");
    }

    function _log(uint8 topics, bytes memory data) private {
        (bool success,) = program.call(abi.encodePacked(topics, data));
        assertTrue(success, "log");
    }
}
