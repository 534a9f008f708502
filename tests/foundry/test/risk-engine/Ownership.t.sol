// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IRiskEngine} from "alm-interfaces/IRiskEngine.sol";
import {StylusDeployer} from "../../src/stylus/StylusDeployer.sol";
import {RiskEngineTest} from "./RiskEngineTest.sol";

contract OwnershipTest is RiskEngineTest {
    function test_constructor_sets_the_owner() external view {
        assertEq(engine.owner(), owner, "owner");
        assertEq(engine.pendingOwner(), address(0), "pending owner");
    }

    function test_constructor_rejects_the_zero_owner() external {
        (bool success, bytes memory reason) = address(this).call(abi.encodeCall(this.deployFor, (address(0))));
        assertFalse(success, "deployed");
        assertEq(bytes4(reason), StylusDeployer.ContractInitializationError.selector, "the deployer says so");
        assertTrue(
            vm.contains(
                vm.toString(reason),
                vm.replace(vm.toString(abi.encodePacked(IRiskEngine.ZeroAddress.selector)), "0x", "")
            ),
            "reason"
        );
    }

    function test_constructor_runs_once() external {
        (bool success,) = address(engine).call(abi.encodePacked(hex"5585258d", abi.encode(stranger)));
        assertFalse(success, "second constructor");
        assertEq(engine.owner(), owner, "owner");
    }

    function test_transferOwnership_names_a_successor() external {
        vm.expectEmit(address(engine));
        emit IRiskEngine.OwnershipTransferStarted(owner, stranger);
        vm.prank(owner);
        engine.transferOwnership(stranger);
        assertEq(engine.owner(), owner, "still in office");
        assertEq(engine.pendingOwner(), stranger, "successor");
    }

    function test_transferOwnership_rejects_strangers() external {
        vm.expectRevert(abi.encodeWithSelector(IRiskEngine.NotOwner.selector, stranger));
        vm.prank(stranger);
        engine.transferOwnership(stranger);
    }

    function test_acceptOwnership_takes_office() external {
        vm.prank(owner);
        engine.transferOwnership(stranger);
        vm.expectEmit(address(engine));
        emit IRiskEngine.OwnershipTransferred(owner, stranger);
        vm.prank(stranger);
        engine.acceptOwnership();
        assertEq(engine.owner(), stranger, "owner");
        assertEq(engine.pendingOwner(), address(0), "nobody pending");
    }

    function test_acceptOwnership_rejects_all_but_the_successor() external {
        vm.prank(owner);
        engine.transferOwnership(stranger);
        vm.expectRevert(abi.encodeWithSelector(IRiskEngine.NotPendingOwner.selector, owner));
        vm.prank(owner);
        engine.acceptOwnership();
    }

    function test_transferOwnership_can_be_withdrawn() external {
        vm.startPrank(owner);
        engine.transferOwnership(stranger);
        engine.transferOwnership(address(0));
        vm.stopPrank();
        vm.expectRevert(abi.encodeWithSelector(IRiskEngine.NotPendingOwner.selector, stranger));
        vm.prank(stranger);
        engine.acceptOwnership();
    }

    function deployFor(address owner_) external returns (address) {
        return deployStylus("risk-engine", abi.encode(owner_));
    }
}
