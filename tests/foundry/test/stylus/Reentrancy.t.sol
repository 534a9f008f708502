// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {StylusTest} from "../../src/stylus/StylusTest.sol";
import {Callee} from "./Callee.sol";

/// Whether a program can tell that it is open further up.
contract ReentrancyTest is StylusTest {
    address private program;
    Callee private callee;

    function setUp() external {
        program = deployStylus("programs/reentrant.wat");
        callee = new Callee();
    }

    function test_first_entry_is_not_re_entered() external {
        assertEq(_call(""), abi.encode(false), "first");
        assertEq(_call(""), abi.encode(false), "second, in the same test");
    }

    function test_entry_from_a_callee_is_re_entered() external {
        bytes memory data = _call(abi.encodePacked(callee, abi.encodeCall(Callee.callBack, (""))));
        assertEq(abi.decode(data, (bytes)), abi.encode(true), "called back");
    }

    function test_static_entry_from_a_callee_is_re_entered() external {
        bytes memory data = _call(abi.encodePacked(callee, abi.encodeCall(Callee.lookBack, (""))));
        assertEq(abi.decode(data, (bytes)), abi.encode(true), "looked back");
    }

    function test_entry_below_a_static_root_is_re_entered() external view {
        bytes memory input = abi.encodePacked(callee, abi.encodeCall(Callee.lookBack, ("")));
        (bool success, bytes memory data) = program.staticcall(input);
        assertTrue(success, "call");
        assertEq(abi.decode(data, (bytes)), abi.encode(true), "looked back");
        (, data) = program.staticcall("");
        assertEq(data, abi.encode(false), "after");
    }

    function test_entry_after_a_static_revert_is_not_re_entered() external view {
        (bool success,) = program.staticcall(abi.encodePacked(callee, abi.encodeCall(Callee.bump, (1))));
        assertFalse(success, "a static frame cannot bump");
        (, bytes memory data) = program.staticcall("");
        assertEq(data, abi.encode(false), "after");
    }

    function test_entry_after_a_revert_is_not_re_entered() external {
        (bool success,) = program.call(abi.encodePacked(callee, abi.encodeCall(Callee.fail, (1))));
        assertFalse(success, "failed");
        assertEq(_call(""), abi.encode(false), "after");
    }

    function _call(bytes memory input) private returns (bytes memory) {
        (bool success, bytes memory data) = program.call(input);
        assertTrue(success, "call");
        return data;
    }
}
