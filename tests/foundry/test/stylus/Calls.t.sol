// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {StylusTest} from "../../src/stylus/StylusTest.sol";
import {Callee} from "./Callee.sol";

/// Calls of all kinds between programs and Solidity contracts.
contract CallsTest is StylusTest {
    uint8 private constant CALL = 0;
    uint8 private constant DELEGATE = 1;
    uint8 private constant STATIC = 2;
    bytes32 private constant COUNTER = 0;

    address private relay;
    Callee private callee;

    function setUp() external {
        relay = deployStylus("programs/relay.wat");
        callee = new Callee();
    }

    function test_call_returns_data_and_names_the_program_as_sender() external {
        (uint8 status, bytes memory data) = _relay(CALL, false, address(callee), abi.encodeCall(Callee.bump, (5)));
        assertEq(status, 0, "status");
        assertEq(data, abi.encode(relay, 5), "sender and value");
        assertEq(callee.stored(), 5, "callee's storage");
        assertEq(_counter(relay), 1, "program's storage");
    }

    function test_call_passes_revert_data_up_and_lives_on() external {
        (uint8 status, bytes memory data) = _relay(CALL, false, address(callee), abi.encodeCall(Callee.fail, (5)));
        assertEq(status, 2, "status");
        assertEq(data, abi.encodeWithSelector(Callee.Failed.selector, 5), "revert data");
        assertEq(callee.stored(), 0, "callee's storage");
        assertEq(_counter(relay), 1, "program's storage");
    }

    function test_revert_after_a_call_undoes_the_callee() external {
        bytes memory input = _input(CALL, true, 0, address(callee), abi.encodeCall(Callee.bump, (5)));
        (bool success, bytes memory data) = relay.call(input);
        assertFalse(success, "success");
        assertEq(data, abi.encodePacked(uint8(0), abi.encode(relay, 5)), "revert data of the program");
        assertEq(callee.stored(), 0, "callee's storage");
        assertEq(_counter(relay), 0, "program's storage");
    }

    function test_delegate_runs_with_the_programs_storage_sender_and_address() external {
        vm.prank(address(0xA11CE));
        (uint8 status, bytes memory data) = _relay(DELEGATE, false, address(callee), abi.encodeCall(Callee.bump, (5)));
        assertEq(status, 0, "status");
        assertEq(data, abi.encode(address(0xA11CE), 5), "sender");
        assertEq(callee.stored(), 0, "callee's storage");
        // The callee's first slot is the program's counter.
        assertEq(_counter(relay), 5, "program's storage");
    }

    function test_static_call_reads_and_cannot_write() external {
        callee.bump(9);
        (uint8 status, bytes memory data) = _relay(STATIC, false, address(callee), abi.encodeCall(callee.stored, ()));
        assertEq(status, 0, "status of a read");
        assertEq(data, abi.encode(9), "value");
        (status,) = _relay(STATIC, false, address(callee), abi.encodeCall(Callee.bump, (5)));
        assertEq(status, 2, "status of a write");
        assertEq(callee.stored(), 9, "nothing written");
    }

    function test_call_sends_value() external {
        vm.deal(address(this), 3 ether);
        (bool success,) = relay.call{value: 3 ether}(_input(CALL, false, 2 ether, address(0xB0B), ""));
        assertTrue(success, "success");
        assertEq(address(0xB0B).balance, 2 ether, "receiver");
        assertEq(relay.balance, 1 ether, "program");
    }

    function test_call_without_the_balance_fails_softly() external {
        (bool success, bytes memory data) = relay.call(_input(CALL, false, 1, address(0xB0B), ""));
        assertTrue(success, "the program lives on");
        assertEq(data, hex"02", "status");
    }

    function test_programs_call_programs() external {
        address second = deployStylus("programs/relay.wat");
        bytes memory inner = _input(CALL, false, 0, address(callee), abi.encodeCall(Callee.bump, (5)));
        (uint8 status, bytes memory data) = _relay(CALL, false, second, inner);
        assertEq(status, 0, "status");
        assertEq(data, abi.encodePacked(uint8(0), abi.encode(second, 5)), "sender is the second program");
        assertEq(_counter(second), 1, "second program");
        assertEq(_counter(relay), 1, "first program");
    }

    function test_reverting_program_is_undone_inside_a_living_one() external {
        address second = deployStylus("programs/relay.wat");
        bytes memory inner = _input(CALL, true, 0, address(callee), abi.encodeCall(Callee.bump, (5)));
        (uint8 status, bytes memory data) = _relay(CALL, false, second, inner);
        assertEq(status, 2, "status");
        assertEq(data, abi.encodePacked(uint8(0), abi.encode(second, 5)), "revert data");
        assertEq(_counter(second), 0, "second program");
        assertEq(callee.stored(), 0, "callee");
        assertEq(_counter(relay), 1, "first program");
    }

    function test_re_entered_program_sees_and_keeps_both_writes() external {
        bytes memory inner = _input(CALL, false, 0, address(callee), abi.encodeCall(Callee.bump, (5)));
        (uint8 status,) = _relay(CALL, false, relay, inner);
        assertEq(status, 0, "status");
        assertEq(_counter(relay), 2, "both counted");
    }

    function test_proxy_gives_a_program_its_storage_and_sender() external {
        address proxy = makeAddr("proxy");
        // Forwards everything by delegatecall to the address in its last 20 bytes.
        vm.etch(proxy, abi.encodePacked(hex"365f5f375f5f365f73", relay, hex"5af43d5f5f3e3d5ff3"));
        (bool success, bytes memory data) =
            proxy.call(_input(CALL, false, 0, address(callee), abi.encodeCall(Callee.bump, (5))));
        assertTrue(success, "success");
        assertEq(data, abi.encodePacked(uint8(0), abi.encode(proxy, 5)), "the proxy is the sender");
        assertEq(_counter(proxy), 1, "proxy's storage");
        assertEq(_counter(relay), 0, "program's own storage");
    }

    function test_callee_that_burns_its_gas_leaves_the_program_a_64th() external {
        (uint8 status,) = _relay(CALL, false, address(callee), abi.encodeCall(Callee.burn, ()));
        assertEq(status, 2, "status");
        assertEq(_counter(relay), 1, "the program lives on");
    }

    function testFuzz_call_forwards_any_data(bytes calldata data) external {
        vm.assume(data.length < 4_000);
        (uint8 status, bytes memory back) = _relay(CALL, false, address(callee), abi.encodeCall(Callee.echo, (data)));
        assertEq(status, 0, "status");
        assertEq(back, abi.encode(data), "data");
    }

    function _relay(uint8 kind, bool reverts, address target, bytes memory input)
        private
        returns (uint8 status, bytes memory output)
    {
        (bool success, bytes memory data) = relay.call(_input(kind, reverts, 0, target, input));
        assertTrue(success, "relay");
        output = new bytes(data.length - 1);
        for (uint256 i; i < output.length; ++i) {
            output[i] = data[i + 1];
        }
        return (uint8(data[0]), output);
    }

    function _input(uint8 kind, bool reverts, uint256 value, address target, bytes memory input)
        private
        pure
        returns (bytes memory)
    {
        return abi.encodePacked(kind, reverts, value, target, input);
    }

    function _counter(address program) private view returns (uint256) {
        return uint256(vm.load(program, COUNTER));
    }
}
