// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {TimelockController} from "@openzeppelin/contracts/governance/TimelockController.sol";
import {IBalanceSheet} from "alm-interfaces/IBalanceSheet.sol";
import {IParameters} from "alm-interfaces/IParameters.sol";
import {ParametersTest} from "./ParametersTest.sol";

/// OpenZeppelin's timelock as the owner: what is proposed waits, what is executed is made.
contract TimelockTest is ParametersTest {
    uint256 private constant DELAY = 3 days;

    TimelockController private timelock;
    address private proposer = makeAddr("proposer");

    function setUp() public override {
        super.setUp();
        address[] memory proposers = new address[](1);
        proposers[0] = proposer;
        address[] memory anyone = new address[](1);
        timelock = new TimelockController(DELAY, proposers, anyone, address(0));
        vm.prank(owner);
        parameters.transferOwnership(address(timelock));
        _propose(address(parameters), abi.encodeCall(IParameters.acceptOwnership, ()));
        skip(DELAY);
        _execute(address(parameters), abi.encodeCall(IParameters.acceptOwnership, ()));
    }

    function test_the_timelock_takes_office() external view {
        assertEq(parameters.owner(), address(timelock));
    }

    function test_a_change_waits_and_is_made() external {
        bytes memory change = abi.encodeCall(IParameters.change, (book, one(STEEPEST, 900), none()));
        vm.expectRevert(abi.encodeWithSelector(IParameters.NotSteward.selector, proposer));
        vm.prank(proposer);
        parameters.change(book, one(STEEPEST, 900), none());
        _propose(address(parameters), change);
        skip(DELAY - 1);
        vm.expectRevert();
        timelock.execute(address(parameters), 0, change, 0, 0);
        assertEq(sheet.terms(book).steepest, 300, "INV-GOV-01");
        skip(1);
        vm.expectEmit(address(parameters));
        emit IParameters.ParameterChanged(
            book, STEEPEST, address(timelock), IParameters.Role.Owner, 300, 900, 0, 1_000
        );
        _execute(address(parameters), change);
        assertEq(sheet.terms(book).steepest, 900);
    }

    function test_a_change_beyond_the_compiled_bounds_fails_when_executed() external {
        bytes memory change = abi.encodeCall(IParameters.change, (book, one(STEEPEST, 1_001), none()));
        _propose(address(parameters), change);
        skip(DELAY);
        vm.expectRevert(abi.encodeWithSelector(IParameters.ParameterOutOfBounds.selector, STEEPEST, 1_001, 1_000));
        timelock.execute(address(parameters), 0, change, 0, 0);
    }

    function test_a_batch_opens_a_desk_and_changes_a_term() external {
        address[] memory targets = new address[](2);
        (targets[0], targets[1]) = (address(parameters), address(parameters));
        uint256[] memory values = new uint256[](2);
        bytes[] memory calls = new bytes[](2);
        bytes memory line = abi.encodeCall(IBalanceSheet.setLine, (book, stranger, 7e12));
        calls[0] = abi.encodeCall(IParameters.execute, (address(sheet), line));
        calls[1] = abi.encodeCall(IParameters.change, (book, one(CAP, 9e12), none()));
        vm.prank(proposer);
        timelock.scheduleBatch(targets, values, calls, 0, 0, DELAY);
        skip(DELAY);
        timelock.executeBatch(targets, values, calls, 0, 0);
        assertEq(sheet.lineOf(book, stranger).lendingCap, 7e12);
        assertEq(sheet.terms(book).depositCap, 9e12);
    }

    function _propose(address target, bytes memory call) private {
        vm.prank(proposer);
        timelock.schedule(target, 0, call, 0, 0, DELAY);
    }

    function _execute(address target, bytes memory call) private {
        timelock.execute(target, 0, call, 0, 0);
    }
}
