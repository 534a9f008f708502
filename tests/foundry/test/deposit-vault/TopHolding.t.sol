// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IDepositVault} from "alm-interfaces/IDepositVault.sol";
import {DepositVaultTest} from "./DepositVaultTest.sol";

/// The bound on the largest holder.
contract TopHoldingTest is DepositVaultTest {
    uint256 private constant SHARES = 1e12; // of one token

    function holders(address a, address b) private pure returns (address[] memory list) {
        list = new address[](2);
        (list[0], list[1]) = a < b ? (a, b) : (b, a);
    }

    function test_it_follows_the_largest_and_falls_to_the_second() external {
        depositAs(alice, 100e6);
        assertEq(vault.topHolding(), 100 * SHARES);
        depositAs(bob, 60e6);
        assertEq(vault.topHolding(), 100 * SHARES);
        vm.startPrank(alice);
        vault.withdraw(20e6, alice, alice);
        assertEq(vault.topHolding(), 80 * SHARES);
        vault.withdraw(80e6, alice, alice);
        assertEq(vault.topHolding(), 60 * SHARES);
    }

    function test_it_follows_transfers() external {
        depositAs(alice, 100e6);
        vm.prank(alice);
        vault.transfer(bob, 70 * SHARES);
        assertEq(vault.topHolding(), 70 * SHARES);
        vm.prank(bob);
        vault.transfer(alice, 5 * SHARES);
        assertEq(vault.topHolding(), 65 * SHARES);
    }

    function test_poke_lowers_what_went_stale() external {
        depositAs(alice, 50e6);
        depositAs(bob, 50e6);
        vm.prank(alice);
        vault.withdraw(49e6, alice, alice);
        vm.prank(bob);
        vault.withdraw(48e6, bob, bob);
        assertEq(vault.topHolding(), 13 * SHARES, "no more than the supply");
        vm.expectEmit(address(vault));
        emit IDepositVault.TopHoldingLowered(13 * SHARES, 10 * SHARES);
        address[] memory list = new address[](1);
        list[0] = DEAD;
        assertEq(vault.poke(list), 10 * SHARES);
        assertEq(vault.topHolding(), 10 * SHARES);
    }

    function test_poke_by_a_partial_list_keeps_what_may_hide() external {
        depositAs(alice, 50e6);
        depositAs(bob, 40e6);
        assertEq(vault.poke(holders(DEAD, bob)), 50 * SHARES);
        assertEq(vault.poke(new address[](0)), 50 * SHARES);
    }

    function test_a_holder_listed_twice_is_refused() external {
        depositAs(alice, 50e6);
        address[] memory list = new address[](2);
        (list[0], list[1]) = (alice, alice);
        vm.expectRevert(abi.encodeWithSelector(IDepositVault.HoldersNotAscending.selector, alice, alice));
        vault.poke(list);
        list = holders(alice, bob);
        (list[0], list[1]) = (list[1], list[0]);
        vm.expectRevert(abi.encodeWithSelector(IDepositVault.HoldersNotAscending.selector, list[0], list[1]));
        vault.poke(list);
    }

    function test_a_list_that_is_shorter_than_it_says_is_refused() external {
        bytes memory call = abi.encodePacked(vault.poke.selector, uint256(32), uint256(2), uint256(uint160(alice)));
        (bool isAccepted, bytes memory answer) = address(vault).call(call);
        assertFalse(isAccepted);
        assertEq(answer.length, 0);
    }
}
