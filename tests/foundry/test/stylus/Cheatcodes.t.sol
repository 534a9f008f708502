// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {StylusTest} from "../../src/stylus/StylusTest.sol";
import {Callee} from "./Callee.sol";

/// Cheatcodes reach into programs as they do into contracts.
contract CheatcodesTest is StylusTest {
    address private relay;
    Callee private callee;

    function setUp() external {
        relay = deployStylus("programs/relay.wat");
        callee = new Callee();
    }

    function test_startPrank_reaches_the_program_and_not_its_callee() external {
        address alice = makeAddr("alice");
        address environment = deployStylus("programs/environment.wat");
        vm.startPrank(alice);
        (, bytes memory seen) = environment.call("");
        bytes memory data = _bump(5);
        vm.stopPrank();
        assertEq(address(bytes20(seen)), alice, "the program's sender");
        assertEq(data, abi.encodePacked(uint8(0), abi.encode(relay, 5)), "the callee's sender");
    }

    function test_mockCall_answers_a_program() external {
        vm.mockCall(address(callee), abi.encodeCall(Callee.bump, (5)), abi.encode(address(1), 77));
        assertEq(_bump(5), abi.encodePacked(uint8(0), abi.encode(address(1), 77)), "mocked");
        vm.clearMockedCalls();
        assertEq(_bump(5), abi.encodePacked(uint8(0), abi.encode(relay, 5)), "real again");
    }

    function test_mockCallRevert_fails_a_programs_call() external {
        vm.mockCallRevert(address(callee), abi.encodeCall(Callee.bump, (5)), "mocked");
        assertEq(_bump(5), abi.encodePacked(uint8(2), "mocked"), "status and data");
    }

    function test_expectCall_counts_a_programs_calls() external {
        vm.expectCall(address(callee), abi.encodeCall(Callee.bump, (5)), 2);
        _bump(5);
        _bump(6);
        _bump(5);
    }

    function test_revertToState_takes_a_program_back() external {
        uint256 snapshot = vm.snapshotState();
        _bump(5);
        assertEq(vm.load(relay, 0), bytes32(uint256(1)), "counted");
        vm.revertToState(snapshot);
        assertEq(vm.load(relay, 0), 0, "taken back");
        assertEq(callee.stored(), 0, "the callee too");
        _bump(6);
        assertEq(vm.load(relay, 0), bytes32(uint256(1)), "goes on from there");
    }

    function test_accesses_shows_a_programs_slots() external {
        vm.record();
        _bump(5);
        (bytes32[] memory reads, bytes32[] memory writes) = vm.accesses(relay);
        assertGe(reads.length, 1, "reads");
        assertEq(writes.length, 1, "writes");
        assertEq(writes[0], 0, "the counter");
    }

    function _bump(uint256 value) private returns (bytes memory data) {
        bytes memory input = abi.encodeCall(Callee.bump, (value));
        bool success;
        (success, data) = relay.call(abi.encodePacked(uint8(0), false, uint256(0), callee, input));
        assertTrue(success, "relay");
    }
}
