// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IBalanceSheet} from "alm-interfaces/IBalanceSheet.sol";
import {PoolTest} from "./PoolTest.sol";

/// Who tries to leave before those who asked earlier, or before a loss reaches him.
contract ExitsTest is PoolTest {
    uint256 private waiting;
    uint256 private first;

    /// Most of the cash is lent, and nine tenths of the deposits have asked to leave.
    function setUp() public override {
        super.setUp();
        _save(bob, 100_000 * UNIT);
        vm.prank(desk);
        sheet.draw(address(token), 3_500_000 * UNIT, client);
        waiting = vault.balanceOf(address(this)) * 9 / 10;
        first = _requestExit(address(this), waiting);
    }

    function test_attack_queue_jumping_by_an_instant_exit() external {
        assertLt(sheet.book(address(token)).cash, vault.convertToAssets(waiting), "too little for those who wait");
        assertEq(vault.maxRedeem(bob), 0, "INV-QUEUE-01");
        vm.prank(bob);
        vm.expectPartialRevert(IBalanceSheet.CashShort.selector);
        vault.redeem(1e12, bob, bob);
        // Nor by bringing money first: it is for those who wait.
        uint256 fresh = _save(bob, 1_000_000 * UNIT);
        assertEq(vault.maxRedeem(bob), 0, "INV-QUEUE-01");
        vm.prank(bob);
        vm.expectPartialRevert(IBalanceSheet.CashShort.selector);
        vault.redeem(fresh, bob, bob);
    }

    function test_attack_queue_jumping_by_a_later_request() external {
        _days(1);
        uint256 second = _requestExit(bob, vault.balanceOf(bob));
        assertGt(second, first, "a day is a generation");
        // Given up and asked again: later, if anything.
        vm.prank(bob);
        queue.cancel(second, bob);
        second = _requestExit(bob, vault.balanceOf(bob));
        for (uint256 i; i < 8 && queue.pendingRedeemRequest(first, address(this)) != 0; ++i) {
            _days(1);
            _return(600_000 * UNIT);
            vm.prank(bob);
            queue.settle();
            if (queue.pendingRedeemRequest(first, address(this)) != 0) {
                assertEq(queue.claimableRedeemRequest(second, bob), 0, "INV-QUEUE-01");
                assertEq(queue.maxRedeem(bob), 0, "INV-QUEUE-01");
            }
        }
        assertEq(queue.pendingRedeemRequest(first, address(this)), 0, "the first are paid in the end");
        assertEq(queue.maxRedeem(address(this)), waiting, "all they asked for");
    }

    /// A lender to the buffer who asks to leave when he hears bad news waits as long as anybody, and bears the loss.
    function test_attack_backers_leave_ahead_of_a_loss() external {
        _supply(bob, 200_000 * UNIT);
        uint256 shares = pool.balanceOf(bob);
        vm.prank(bob);
        pool.requestExit(shares);
        vm.prank(bob);
        vm.expectRevert();
        pool.redeem(shares, bob, bob);
        uint256 before = pool.convertToAssets(SHARES);
        uint256 lost = sheet.lineOf(address(token), desk).debtShares / 10;
        vm.prank(desk);
        treasury.writeOff(address(token), desk, lost);
        assertLt(pool.convertToAssets(SHARES), before, "INV-LOSS-01");
        assertEq(
            pool.previewExit(bob),
            pool.convertToAssets(shares),
            "INV-LOSS-01: whoever has asked bears it as whoever stays"
        );
    }

    function _return(uint256 assets) private {
        token.mint(address(sheet), assets);
        vm.prank(desk);
        sheet.restore(address(token), assets);
    }
}
