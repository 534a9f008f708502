// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IDepositVault} from "alm-interfaces/IDepositVault.sol";
import {DepositVaultTest} from "./DepositVaultTest.sol";

/// The share as a token: ERC-20.
contract ShareTest is DepositVaultTest {
    uint256 private shares;

    function setUp() public override {
        super.setUp();
        shares = depositAs(alice, 100e6);
    }

    function test_metadata() external view {
        assertEq(vault.name(), "ALM deposits");
        assertEq(vault.symbol(), "almUSD");
        assertEq(vault.decimals(), 12);
        assertEq(vault.asset(), address(token));
        assertEq(vault.balanceSheet(), address(sheet));
    }

    function test_metadata_of_every_length() external {
        string[3] memory names = ["", "x", "thirty-one bytes, the most of it"];
        assembly ("memory-safe") {
            mstore(mload(add(names, 64)), 31)
        }
        for (uint256 i; i < 3; ++i) {
            vault = IDepositVault(deployStylus("deposit-vault", abi.encode(token, sheet, names[i], names[2 - i])));
            assertEq(vault.name(), names[i]);
            assertEq(vault.symbol(), names[2 - i]);
        }
    }

    function test_transfer() external {
        vm.expectEmit(address(vault));
        emit IDepositVault.Transfer(alice, bob, 7);
        vm.prank(alice);
        assertTrue(vault.transfer(bob, 7));
        assertEq(vault.balanceOf(alice), shares - 7);
        assertEq(vault.balanceOf(bob), 7);
    }

    function test_transfer_to_oneself_changes_nothing() external {
        vm.prank(alice);
        vault.transfer(alice, shares);
        assertEq(vault.balanceOf(alice), shares);
        assertEq(vault.topHolding(), shares);
    }

    function test_transfer_of_too_much_is_refused() external {
        uint256[2] memory amounts = [shares + 1, type(uint256).max];
        for (uint256 i; i < 2; ++i) {
            vm.expectRevert(
                abi.encodeWithSelector(IDepositVault.ERC20InsufficientBalance.selector, alice, shares, amounts[i])
            );
            vm.prank(alice);
            vault.transfer(bob, amounts[i]);
        }
    }

    function test_transferFrom_spends_the_allowance() external {
        vm.expectEmit(address(vault));
        emit IDepositVault.Approval(alice, bob, 10);
        vm.prank(alice);
        assertTrue(vault.approve(bob, 10));
        vm.prank(bob);
        assertTrue(vault.transferFrom(alice, bob, 4));
        assertEq(vault.allowance(alice, bob), 6);
        vm.expectRevert(abi.encodeWithSelector(IDepositVault.ERC20InsufficientAllowance.selector, bob, 6, 7));
        vm.prank(bob);
        vault.transferFrom(alice, bob, 7);
    }

    function test_an_endless_allowance_stays() external {
        vm.prank(alice);
        vault.approve(bob, type(uint256).max);
        vm.prank(bob);
        vault.transferFrom(alice, bob, shares);
        assertEq(vault.allowance(alice, bob), type(uint256).max);
    }

    function test_the_zero_spender_is_refused() external {
        vm.expectRevert(abi.encodeWithSelector(IDepositVault.ERC20InvalidSpender.selector, address(0)));
        vault.approve(address(0), 1);
    }

    /// Borrows run through all 32 bytes of an allowance.
    function fuzz_allowance(uint256 allowed, uint256 first, uint256 second) public {
        allowed = bound(allowed, 0, type(uint256).max - 1);
        first = bound(first, 0, shares);
        second = bound(second, 0, shares - first);
        vm.prank(alice);
        vault.approve(bob, allowed);
        uint256[2] memory amounts = [first, second];
        for (uint256 i; i < 2; ++i) {
            bool isAllowed = amounts[i] <= allowed;
            if (!isAllowed) vm.expectPartialRevert(IDepositVault.ERC20InsufficientAllowance.selector);
            vm.prank(bob);
            vault.transferFrom(alice, bob, amounts[i]);
            if (isAllowed) allowed -= amounts[i];
            assertEq(vault.allowance(alice, bob), allowed);
        }
    }

    function testFuzz_allowance(uint256 allowed, uint256 first, uint256 second) external {
        fuzz_allowance(allowed, first, second);
    }

    function testFuzz_allowance_small(uint128 allowed, uint128 first, uint128 second) external {
        fuzz_allowance(bound(allowed, 0, 2 * shares), first, second);
    }

    function test_ether_and_strange_calls_are_refused() external {
        vm.deal(alice, 2 ether);
        vm.startPrank(alice);
        bytes[4] memory calls = [
            abi.encodeCall(vault.balanceOf, (alice)),
            bytes(hex""),
            hex"010203",
            abi.encodePacked(vault.balanceOf.selector, uint256(1) << 160)
        ];
        for (uint256 i; i < 4; ++i) {
            (bool isAccepted, bytes memory answer) = address(vault).call{value: i == 0 ? 1 : 0}(calls[i]);
            assertFalse(isAccepted);
            assertEq(answer.length, 0);
        }
    }
}
