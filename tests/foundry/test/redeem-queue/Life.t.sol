// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IBalanceSheet} from "alm-interfaces/IBalanceSheet.sol";
import {IDepositVault} from "alm-interfaces/IDepositVault.sol";
import {IRedeemQueue} from "alm-interfaces/IRedeemQueue.sol";
import {RedeemQueueTest} from "./RedeemQueueTest.sol";

/// The life of a request: asked, settled, claimed, or cancelled.
contract LifeTest is RedeemQueueTest {
    function test_a_request_moves_the_shares_and_tells() external {
        vm.expectEmit(address(queue));
        emit IRedeemQueue.RedeemRequest(alice, alice, 1, alice, 60 * SHARES);
        vm.expectEmit(address(vault));
        emit IDepositVault.Transfer(alice, address(queue), 60 * SHARES);
        assertEq(request(alice, 60 * SHARES), 1);
        assertEq(vault.balanceOf(address(queue)), 60 * SHARES);
        assertEq(sheet.queued(), 60 * SHARES);
        assertEq(queue.pendingRedeemRequest(1, alice), 60 * SHARES);
        assertEq(queue.claimableRedeemRequest(1, alice), 0);
    }

    function test_it_is_paid_at_the_price_of_its_settlement() external {
        request(alice, 60 * SHARES);
        skip(1 days);
        sheet.setPrices(0, 1_000); // exits at nine tenths
        vm.expectEmit(address(queue));
        emit IRedeemQueue.Settled(1, 60 * SHARES, 54 * UNIT);
        (uint256 shares, uint256 assets) = queue.settle();
        assertEq(shares, 60 * SHARES);
        assertEq(assets, 54 * UNIT);
        assertEq(sheet.reserved(), 54 * UNIT, "INV-QUEUE-01");
        assertEq(queue.maxRedeem(alice), 0, "INV-QUEUE-01: not yet");
        skip(1 days);
        sheet.setPrices(0, 0); // too late to matter
        assertEq(queue.maxRedeem(alice), 60 * SHARES);
        assertEq(queue.maxWithdraw(alice), 54 * UNIT);
        vm.expectEmit(address(queue));
        emit IRedeemQueue.Withdraw(alice, alice, alice, 54 * UNIT, 60 * SHARES);
        assertEq(claim(alice), 54 * UNIT);
        assertEq(sheet.reserved(), 0, "INV-QUEUE-01");
    }

    function test_what_is_settled_is_exposed_no_more() external {
        request(alice, 60 * SHARES);
        skip(1 days);
        leave(60 * UNIT);
        queue.settle();
        sheet.lose(sheet.loans() / 2);
        skip(1 days);
        assertEq(claim(alice), 60 * UNIT);
        assertEq(vault.convertToAssets(40 * SHARES), 20 * UNIT);
    }

    function test_earlier_days_come_first_and_a_day_is_shared() external {
        request(alice, 60 * SHARES);
        request(bob, 30 * SHARES);
        skip(1 days);
        request(carol, 40 * SHARES);
        leave(45 * UNIT);
        skip(1 days);
        queue.settle();
        skip(1 days);
        assertEq(queue.maxWithdraw(alice), 30 * UNIT, "INV-QUEUE-01");
        assertEq(queue.maxWithdraw(bob), 15 * UNIT, "INV-QUEUE-01");
        assertEq(queue.maxWithdraw(carol), 0, "INV-QUEUE-01");
        assertEq(claim(alice), 30 * UNIT);
        earn(65 * UNIT);
        (uint256 shares, uint256 assets) = queue.settle();
        // A fraction of a unit's worth of shares more than the cash is burned, as in every exit.
        assertApproxEqAbs(shares, 65 * SHARES, 1e6);
        assertEq(assets, 65 * UNIT);
        assertApproxEqAbs(claim(alice), 30 * UNIT, 2);
        assertApproxEqAbs(claim(bob), 30 * UNIT, 2);
        assertEq(queue.claimableRedeemRequest(2, carol) + queue.pendingRedeemRequest(2, carol), 40 * SHARES);
        assertApproxEqAbs(claim(carol), 20 * UNIT, 2);
        (uint256 head, uint256 tail) = queue.line();
        assertEq(head, 2);
        assertEq(tail, 2);
    }

    function test_nobody_leaves_at_once_past_the_queue() external {
        request(alice, 60 * SHARES);
        leave(60 * UNIT);
        assertEq(vault.maxWithdraw(bob), 0, "INV-QUEUE-01: no instant exit takes queued cash");
        vm.expectRevert(abi.encodeWithSelector(IBalanceSheet.CashShort.selector, 0, UNIT));
        vm.prank(bob);
        vault.withdraw(UNIT, bob, bob);
    }

    function test_it_goes_on_while_new_risk_is_paused() external {
        sheet.setLimits(0, type(uint96).max, 0, true); // nothing is allowed
        assertEq(vault.maxWithdraw(alice) + vault.maxDeposit(alice), 0);
        request(alice, 60 * SHARES);
        request(bob, 10 * SHARES);
        vm.prank(bob);
        queue.cancel(1, bob);
        skip(2 days);
        queue.settle();
        assertEq(claim(alice), 60 * UNIT, "INV-GUARD-02");
    }

    function test_a_cancelled_request_goes_back_and_to_the_end() external {
        request(alice, 60 * SHARES);
        request(bob, 30 * SHARES);
        skip(1 days);
        request(carol, 40 * SHARES);
        leave(45 * UNIT);
        vm.expectEmit(address(queue));
        emit IRedeemQueue.RequestCancelled(alice, 1, alice, 60 * SHARES);
        vm.prank(alice);
        queue.cancel(1, alice);
        assertEq(vault.balanceOf(alice), 100 * SHARES);
        assertEq(sheet.queued(), 70 * SHARES);
        assertEq(request(alice, 60 * SHARES), 2, "the newest");
        skip(1 days);
        queue.settle(); // 30 for bob, 15 of 100 for the others
        skip(1 days);
        assertApproxEqAbs(queue.maxWithdraw(bob), 30 * UNIT, 1, "INV-QUEUE-01");
        assertApproxEqAbs(queue.maxWithdraw(carol), 6 * UNIT, 1, "INV-QUEUE-01");
        assertApproxEqAbs(queue.maxWithdraw(alice), 9 * UNIT, 1, "INV-QUEUE-01");
    }

    function test_cancelling_pays_what_was_settled() external {
        request(alice, 60 * SHARES);
        leave(20 * UNIT);
        skip(1 days);
        queue.settle();
        vm.expectRevert(
            abi.encodeWithSelector(IRedeemQueue.TooEarly.selector, block.timestamp, block.timestamp + 1 days)
        );
        vm.prank(alice);
        queue.cancel(1, alice);
        skip(1 days);
        vm.expectEmit(address(queue));
        emit IRedeemQueue.Withdraw(alice, alice, alice, 20 * UNIT, 20 * SHARES + 999_999);
        vm.prank(alice);
        (uint256 shares, uint256 assets) = queue.cancel(1, alice);
        assertEq(shares, 40 * SHARES - 999_999);
        assertEq(assets, 20 * UNIT);
        assertEq(vault.balanceOf(alice), 80 * SHARES - 999_999);
        assertEq(token.balanceOf(alice), RICHES - 80 * UNIT);
    }

    function test_two_requests_are_open_and_the_older_is_claimed_first() external {
        request(alice, 60 * SHARES);
        skip(1 days);
        request(alice, 10 * SHARES);
        skip(1 days);
        vm.expectRevert(abi.encodeWithSelector(IRedeemQueue.TooManyRequests.selector, alice, 1));
        request(alice, 5 * SHARES);
        queue.settle();
        skip(1 days);
        assertEq(queue.claimableRedeemRequest(2, alice), 10 * SHARES);
        assertEq(queue.maxRedeem(alice), 60 * SHARES);
        assertEq(claim(alice), 60 * UNIT);
        assertEq(request(alice, 5 * SHARES), 3);
        assertEq(claim(alice), 10 * UNIT);
        (uint256 older, uint256 newer) = queue.requestsOf(alice);
        assertEq(older, 3);
        assertEq(newer, 0);
    }

    function test_dust_holds_nobody_up() external {
        // What is left of the first day is worth less than a unit.
        request(alice, 60 * SHARES + 1_999_998);
        request(bob, 10 * SHARES);
        leave(70 * UNIT);
        skip(1 days);
        queue.settle();
        (,, uint256 asked, uint256 filled,) = queue.generation(1);
        assertLt(asked - filled, 1e6);
        assertGt(asked - filled, 0);
        request(carol, 40 * SHARES);
        skip(1 days);
        earn(50 * UNIT);
        queue.settle();
        (uint256 head, uint256 tail) = queue.line();
        assertEq(head, tail + 1, "INV-QUEUE-01: nobody waits");
        skip(1 days);
        assertApproxEqAbs(claim(carol), 40 * UNIT, 1);
        claim(alice);
        claim(bob);
        assertEq(sheet.reserved(), 0, "INV-QUEUE-01");
    }
}
