// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IDepositVault} from "alm-interfaces/IDepositVault.sol";
import {IRedeemQueue} from "alm-interfaces/IRedeemQueue.sol";
import {StylusDeployer} from "../../src/stylus/StylusDeployer.sol";
import {RedeemQueueTest} from "./RedeemQueueTest.sol";

/// Who may do what for whom, and what the standards ask.
contract AccessTest is RedeemQueueTest {
    bytes private notBobs = abi.encodeWithSelector(IRedeemQueue.NotOperator.selector, alice, bob);

    function approve(bool approved) private {
        vm.prank(alice);
        assertTrue(queue.setOperator(bob, approved));
        assertEq(queue.isOperator(alice, bob), approved);
    }

    function test_an_operator_requests_claims_and_cancels() external {
        vm.expectEmit(address(queue));
        emit IRedeemQueue.OperatorSet(alice, bob, true);
        approve(true);
        vm.startPrank(bob);
        queue.requestRedeem(60 * SHARES, alice, alice);
        queue.requestRedeem(10 * SHARES, bob, alice); // he may have it all
        assertEq(queue.pendingRedeemRequest(1, bob), 10 * SHARES);
        queue.cancel(1, bob);
        assertEq(vault.balanceOf(bob), 60 * SHARES);
        skip(2 days);
        queue.settle();
        queue.redeem(30 * SHARES, bob, alice);
        queue.withdraw(10 * UNIT, bob, alice);
        assertEq(token.balanceOf(bob), RICHES - 50 * UNIT + 40 * UNIT);
        vm.stopPrank();
        approve(false);
        vm.expectRevert(notBobs);
        vm.prank(bob);
        queue.withdraw(10 * UNIT, bob, alice);
    }

    function test_strangers_are_refused() external {
        request(alice, 60 * SHARES);
        skip(2 days);
        queue.settle();
        vm.startPrank(bob);
        vm.expectRevert(notBobs);
        queue.redeem(SHARES, bob, alice);
        vm.expectRevert(notBobs);
        queue.withdraw(UNIT, bob, alice);
        vm.expectRevert(notBobs);
        queue.cancel(1, alice);
        vm.expectRevert(notBobs); // nobody fills her places with gifts
        queue.requestRedeem(SHARES, alice, bob);
        vm.expectRevert(
            abi.encodeWithSelector(IDepositVault.ERC20InsufficientAllowance.selector, bob, 0, SHARES)
        );
        queue.requestRedeem(SHARES, alice, alice);
        vm.expectRevert(
            abi.encodeWithSelector(IDepositVault.ERC20InsufficientAllowance.selector, bob, 0, SHARES)
        );
        queue.requestRedeem(SHARES, bob, alice);
    }

    function test_an_allowance_at_the_vault_will_do() external {
        vm.prank(alice);
        vault.approve(bob, 60 * SHARES);
        vm.startPrank(bob);
        queue.requestRedeem(20 * SHARES, alice, alice);
        queue.requestRedeem(30 * SHARES, bob, alice);
        assertEq(vault.allowance(alice, bob), 10 * SHARES);
        assertEq(queue.pendingRedeemRequest(1, alice), 20 * SHARES);
        assertEq(queue.pendingRedeemRequest(1, bob), 30 * SHARES);
    }

    function test_the_vaults_refusals_are_passed_on() external {
        vm.expectRevert(
            abi.encodeWithSelector(
                IDepositVault.ERC20InsufficientBalance.selector, alice, 100 * SHARES, 101 * SHARES
            )
        );
        request(alice, 101 * SHARES);
        vm.expectRevert(abi.encodeWithSelector(IRedeemQueue.ERC20InvalidReceiver.selector, address(0)));
        vm.prank(alice);
        queue.redeem(1, address(0), alice);
        assertEq(queue.maxRedeem(alice), 0);
        (, uint256 tail) = queue.line();
        assertEq(tail, 0, "no state change");
    }

    function test_it_is_a_vault_of_the_share_without_deposits() external {
        assertEq(queue.share(), address(vault));
        assertEq(queue.asset(), address(token));
        assertEq(queue.totalAssets(), vault.totalAssets());
        assertEq(queue.convertToAssets(7 * SHARES), 7 * UNIT);
        assertEq(queue.convertToShares(7 * UNIT), 7 * SHARES);
        assertEq(queue.previewDeposit(7 * UNIT), vault.previewDeposit(7 * UNIT));
        assertEq(queue.previewMint(7 * SHARES), vault.previewMint(7 * SHARES));
        assertEq(queue.maxDeposit(alice) + queue.maxMint(alice), 0);
        vm.expectRevert(abi.encodeWithSelector(IRedeemQueue.ERC4626ExceededMaxDeposit.selector, alice, 7, 0));
        queue.deposit(7, alice);
        vm.expectRevert(abi.encodeWithSelector(IRedeemQueue.ERC4626ExceededMaxMint.selector, alice, 7, 0));
        queue.mint(7, alice);
        vm.expectRevert(IRedeemQueue.NoPreview.selector);
        queue.previewRedeem(7);
        vm.expectRevert(IRedeemQueue.NoPreview.selector);
        queue.previewWithdraw(7);
        assertTrue(queue.supportsInterface(0x620ee8e4));
        assertFalse(queue.supportsInterface(0xffffffff));
    }

    function test_setup_refuses_what_is_no_vault() external {
        address[3] memory strangers = [makeAddr("no code"), address(token), address(new Mute())];
        for (uint256 i; i < 3; ++i) {
            try this.deployOutside(abi.encode(strangers[i], MINIMUM)) {
                fail();
            } catch (bytes memory reason) {
                assertEq(bytes4(reason), StylusDeployer.ContractInitializationError.selector);
                assertEq(
                    this.initialisationError(reason),
                    abi.encodeWithSelector(IRedeemQueue.UnsuitableVault.selector, strangers[i])
                );
            }
        }
    }

    function initialisationError(bytes calldata reason) external pure returns (bytes memory data) {
        (, data) = abi.decode(reason[4:], (address, bytes));
    }

    function deployOutside(bytes calldata arguments) external {
        deployStylus("redeem-queue", arguments);
    }
}

/// @title Names no asset
contract Mute {
    address public asset;
}
