// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IBalanceSheet} from "alm-interfaces/IBalanceSheet.sol";
import {IDepositVault} from "alm-interfaces/IDepositVault.sol";
import {IParameters} from "alm-interfaces/IParameters.sol";
import {IRateModel} from "alm-interfaces/IRateModel.sol";
import {ParametersTest} from "./ParametersTest.sol";

/// @title Owned by whoever is named, and calls back what it is told
contract Reentrant {
    address public owner;
    bytes public call;

    function prepare(address owner_, bytes calldata call_) external {
        (owner, call) = (owner_, call_);
    }

    fallback() external {
        (bool success, bytes memory data) = msg.sender.call(call);
        require(!success, "went through");
        assembly ("memory-safe") {
            revert(add(data, 32), mload(data))
        }
    }
}

contract RolesTest is ParametersTest {
    function test_the_guardian_pauses_and_the_owner_allows_again() external {
        vm.expectEmit(address(parameters));
        emit IParameters.PauseChanged(book, guardian, IParameters.Role.Guardian, true);
        vm.expectEmit(address(sheet));
        emit IBalanceSheet.PauseChanged(book, true);
        vm.prank(guardian);
        parameters.pause(book);
        assertTrue(sheet.book(book).paused, "paused");
        vm.expectRevert(abi.encodeWithSelector(IParameters.NotOwner.selector, guardian));
        vm.prank(guardian);
        parameters.unpause(book);
        vm.prank(owner);
        parameters.unpause(book);
        assertFalse(sheet.book(book).paused, "allowed");
    }

    function test_targets_obey_this_contract_alone() external {
        assertEq(sheet.owner(), address(parameters));
        assertEq(model.owner(), address(parameters));
        vm.expectRevert(abi.encodeWithSelector(IBalanceSheet.NotOwner.selector, owner));
        vm.prank(owner);
        sheet.setTerms(book, terms());
        vm.expectRevert(abi.encodeWithSelector(IRateModel.NotOwner.selector, steward));
        vm.prank(steward);
        model.setSpreads(book, [int16(0), 0, 0, 0, 0, 0]);
    }

    function test_execute_reaches_what_has_no_door() external {
        address desk = makeAddr("desk");
        bytes memory line = abi.encodeCall(IBalanceSheet.setLine, (book, desk, 1e12));
        vm.expectEmit(address(parameters));
        emit IParameters.Executed(address(sheet), IBalanceSheet.setLine.selector);
        vm.prank(owner);
        parameters.execute(address(sheet), line);
        assertEq(sheet.lineOf(book, desk).lendingCap, 1e12);
        address other = address(new OtherToken());
        vm.startPrank(owner);
        parameters.execute(
            address(sheet), abi.encodeCall(IBalanceSheet.list, (other, vault, address(model), terms()))
        );
        parameters.execute(address(sheet), abi.encodeCall(IBalanceSheet.setRateModel, (other, stranger)));
        parameters.execute(address(model), abi.encodeCall(IRateModel.setBalanceSheet, (book, stranger)));
        vm.stopPrank();
        assertEq(sheet.vaultOf(other), vault);
        assertEq(model.rates(book).balanceSheet, stranger);
    }

    function test_execute_hands_a_target_over() external {
        vm.prank(owner);
        parameters.execute(address(sheet), abi.encodeCall(IBalanceSheet.transferOwnership, (stranger)));
        vm.prank(stranger);
        sheet.acceptOwnership();
        assertEq(sheet.owner(), stranger);
        vm.expectRevert(abi.encodeWithSelector(IParameters.NotOwned.selector, sheet));
        vm.prank(owner);
        parameters.execute(address(sheet), abi.encodeCall(IBalanceSheet.setLine, (book, stranger, 1)));
    }

    function test_execute_names_the_queue_of_a_vault() external {
        bytes memory settings = abi.encode(token, sheet, "USD deposits", "almUSD");
        IDepositVault deposits = IDepositVault(deployStylus("deposit-vault", settings));
        address queue = deployStylus("redeem-queue", abi.encode(deposits, 1e12));
        bytes memory call = abi.encodeCall(IDepositVault.setQueue, (queue));
        vm.expectRevert(abi.encodeWithSelector(IDepositVault.NotOwner.selector, owner));
        vm.prank(owner);
        deposits.setQueue(queue);
        vm.prank(owner);
        parameters.execute(address(deposits), call);
        assertEq(deposits.queue(), queue);
    }

    function test_execute_refuses_what_has_a_door_of_its_own() external {
        bytes[4] memory calls = [
            abi.encodeCall(IBalanceSheet.setTerms, (book, terms())),
            abi.encodeCall(IBalanceSheet.setPaused, (book, true)),
            abi.encodeWithSignature(
                "setFixedTerms(address,(uint8,uint16,uint16,uint16,uint16,uint96))", book, 0, 0, 0, 0, 0, 0
            ),
            abi.encodeCall(IRateModel.setSpreads, (book, [int16(0), 0, 0, 0, 0, 0]))
        ];
        vm.startPrank(owner);
        for (uint256 i; i < 4; ++i) {
            address target = i < 3 ? address(sheet) : address(model);
            vm.expectRevert(
                abi.encodeWithSelector(IParameters.FunctionReserved.selector, target, bytes4(calls[i]))
            );
            parameters.execute(target, calls[i]);
        }
        // A model that is not governed by `change` has its spreads set directly.
        parameters.setRateModel(address(0));
        skip(1 days);
        parameters.execute(address(model), calls[3]);
        assertEq(model.spreads(book)[5], 0);
    }

    function test_execute_refuses_what_is_not_ours() external {
        vm.startPrank(owner);
        address[4] memory targets = [address(token), stranger, address(parameters), address(this)];
        for (uint256 i; i < 4; ++i) {
            vm.expectRevert(abi.encodeWithSelector(IParameters.NotOwned.selector, targets[i]));
            parameters.execute(targets[i], abi.encodeWithSignature("transfer(address,uint256)", owner, 1));
        }
        vm.expectRevert(abi.encodeWithSelector(IParameters.CallLength.selector, 3, 4));
        parameters.execute(address(sheet), hex"010203");
        vm.expectRevert(abi.encodeWithSelector(IParameters.CallLength.selector, 1_025, 1_024));
        parameters.execute(address(sheet), new bytes(1_025));
        vm.expectRevert(IParameters.ZeroAddress.selector);
        parameters.execute(address(0), hex"01020304");
    }

    function test_execute_passes_on_what_the_target_says() external {
        vm.expectRevert(abi.encodeWithSelector(IBalanceSheet.NotListed.selector, stranger));
        vm.prank(owner);
        parameters.execute(address(sheet), abi.encodeCall(IBalanceSheet.setLine, (stranger, stranger, 1)));
    }

    function test_nobody_enters_while_a_call_is_out() external {
        Reentrant target = new Reentrant();
        bytes[3] memory calls = [
            abi.encodeCall(IParameters.acceptOwnership, ()),
            abi.encodeCall(IParameters.pause, (book)),
            abi.encodeCall(IParameters.change, (book, one(STEEPEST, 310), none()))
        ];
        vm.startPrank(owner);
        for (uint256 i; i < 3; ++i) {
            target.prepare(address(parameters), calls[i]);
            vm.expectRevert(IParameters.Locked.selector);
            parameters.execute(address(target), hex"01020304");
        }
    }

    function test_the_owner_changes_in_two_steps() external {
        vm.prank(owner);
        parameters.transferOwnership(stranger);
        assertEq(parameters.owner(), owner, "still in office");
        vm.prank(stranger);
        parameters.acceptOwnership();
        assertEq(parameters.owner(), stranger);
        vm.expectRevert(abi.encodeWithSelector(IParameters.NotSteward.selector, owner));
        vm.prank(owner);
        parameters.change(book, one(STEEPEST, 310), none());
    }
}

/// @title As much of a token as listing asks for
contract OtherToken {
    uint8 public constant decimals = 6;

    function balanceOf(address) external pure returns (uint256) {
        return 0;
    }
}
