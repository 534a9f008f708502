// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IBufferPool} from "alm-interfaces/IBufferPool.sol";
import {IBufferTreasury} from "alm-interfaces/IBufferTreasury.sol";
import {ITreasury} from "alm-interfaces/ITreasury.sol";
import {BufferPoolTest} from "./BufferPoolTest.sol";

/// @title Leaving a buffer pool
contract ExitsTest is BufferPoolTest {
    uint256 private shares;

    function setUp() public override {
        super.setUp();
        shares = _supply(alice, 1_000_000 * UNIT);
        _supply(bob, 4_000_000 * UNIT);
    }

    function test_a_request_waits_thirty_days_and_has_two() external {
        uint256 opens = _request(alice, shares);
        assertEq(opens, block.timestamp + COOLDOWN);
        vm.startPrank(alice);
        vm.warp(opens - 1);
        assertEq(pool.maxRedeem(alice), 0, "INV-MAX-01");
        vm.expectRevert(
            abi.encodeWithSelector(IBufferPool.TooEarly.selector, int256(opens - 1), int256(opens))
        );
        pool.redeem(shares, alice, alice);
        vm.warp(opens + 2 days);
        assertEq(pool.maxWithdraw(alice), 0, "INV-MAX-01");
        vm.expectRevert(
            abi.encodeWithSelector(
                IBufferPool.DeadlinePassed.selector, int256(opens + 2 days), int256(opens + 2 days - 1)
            )
        );
        pool.redeem(shares, alice, alice);
        vm.warp(opens + 2 days - 1);
        uint256 before = token.balanceOf(alice);
        assertEq(pool.maxRedeem(alice), shares);
        assertEq(pool.redeem(shares, alice, alice), 1_000_000 * UNIT);
        assertEq(token.balanceOf(alice), before + 1_000_000 * UNIT, "INV-BOOK-01");
        vm.stopPrank();
        _check();
    }

    function test_who_asks_to_leave_bears_losses_but_does_not_count() external {
        ITreasury.Backing memory before = book.backing(address(token));
        _request(alice, shares);
        ITreasury.Backing memory backing = book.backing(address(token));
        assertApproxEqAbs(backing.countable, before.countable - 1_000_000 * UNIT, 1, "INV-BUFFER-01");
        assertEq(backing.chargeable, before.chargeable, "INV-BUFFER-01");
        vm.prank(alice);
        pool.cancelExit(alice);
        assertEq(book.backing(address(token)).countable, before.countable);
        assertEq(pool.balanceOf(alice), shares);
    }

    function test_an_exit_is_slashed_until_the_day() external {
        uint256 opens = _request(alice, shares);
        skip(20 days);
        uint256 loss = _lose(5);
        uint256 borne = book.backing(address(token)).receivable;
        assertGt(borne, 400_000 * UNIT);
        assertLe(borne, loss);
        vm.warp(opens);
        // A fifth of the pool bears a fifth.
        uint256 worth = pool.convertToAssets(shares);
        assertApproxEqAbs(worth, 1_000_000 * UNIT - borne / 5, 3 * UNIT, "INV-LOSS-01");
        uint256 quoted = pool.previewExit(alice);
        assertLe(quoted, worth);
        vm.prank(alice);
        assertEq(pool.redeem(shares, alice, alice), quoted, "INV-MAX-01");
        _check();
    }

    function test_an_exit_earns_nothing_while_it_waits() external {
        uint256 opens = _request(alice, shares);
        assertTrue(token.transfer(address(pool), 500_000 * UNIT));
        pools.report();
        vm.warp(opens);
        assertGt(pool.convertToAssets(shares), 1_099_000 * UNIT);
        uint256 mine = pool.convertToAssets(pool.balanceOf(bob));
        vm.prank(alice);
        assertEq(pool.redeem(shares, alice, alice), 1_000_000 * UNIT, "min(request, claim)");
        assertApproxEqAbs(pool.convertToAssets(pool.balanceOf(bob)), mine, 2, "what she forgoes comes over a week");
        skip(7 days);
        assertGt(pool.convertToAssets(pool.balanceOf(bob)), mine + 99_000 * UNIT);
        _check();
    }

    function test_nobody_leaves_while_the_book_needs_the_buffer() external {
        uint256 opens = _request(alice, shares);
        vm.warp(opens - 1 days);
        _days(1);
        uint256 cash = sheet.book(address(token)).cash;
        // The buffer that stays lets the desk draw; then that one asks to leave, too.
        vm.prank(desk);
        sheet.draw(address(token), cash / 2 + 2_000_000 * UNIT, client);
        _request(bob, pool.balanceOf(bob));
        assertLt(fixedBook.limits(address(token)).surplus, 0);
        assertFalse(pools.sizing().open);
        assertEq(pool.maxRedeem(alice), 0, "INV-MAX-01");
        vm.prank(alice);
        vm.expectPartialRevert(IBufferPool.LiquidityBand.selector);
        pool.redeem(shares, alice, alice);
        // Asking to leave was never refused; staying repairs.
        vm.prank(bob);
        pool.cancelExit(bob);
        assertEq(pool.maxRedeem(alice), shares);
        vm.prank(alice);
        pool.redeem(shares, alice, alice);
        _check();
    }

    function test_who_leaves_a_small_pool_pays_those_who_stay() external {
        IBufferTreasury.BufferTerms memory terms = _bufferTerms();
        terms.stress = 10_000;
        vm.prank(owner);
        pools.setTerms(terms);
        uint256 opens = _request(alice, shares);
        vm.warp(opens - 1 days);
        _days(1);
        uint256 cash = sheet.book(address(token)).cash;
        vm.prank(desk);
        sheet.draw(address(token), cash / 2 + 2_500_000 * UNIT, client);
        assertTrue(pools.sizing().open);
        uint256 premium = pools.sizing().premium;
        assertGt(premium, 0, "the pool is below its target");
        vm.prank(alice);
        uint256 paid = pool.redeem(shares, alice, alice);
        assertApproxEqAbs(paid, 1_000_000 * UNIT * (10_000 - premium) / 10_000, 1);
        uint256 held = pools.accounts().drip;
        assertApproxEqAbs(held, 1_000_000 * UNIT - paid, 2, "the premium stays");
        _check();
    }

    function test_requests_end_by_owner_or_by_time() external {
        uint256 opens = _request(alice, shares / 2);
        vm.prank(bob);
        vm.expectRevert(
            abi.encodeWithSelector(
                IBufferPool.TooEarly.selector, int256(block.timestamp), int256(opens + 2 days)
            )
        );
        pool.cancelExit(alice);
        vm.warp(opens + 2 days);
        vm.prank(bob);
        assertEq(pool.cancelExit(alice), shares / 2);
        assertEq(pool.balanceOf(alice), shares);
        vm.expectRevert(abi.encodeWithSelector(IBufferPool.ZeroAmount.selector, int256(0), int256(1)));
        pool.cancelExit(alice);
    }

    function test_parts_and_allowances() external {
        uint256 opens = _request(alice, shares);
        vm.warp(opens);
        vm.expectRevert(
            abi.encodeWithSelector(IBufferPool.ERC20InsufficientAllowance.selector, bob, 0, shares / 4)
        );
        vm.prank(bob);
        pool.redeem(shares / 4, bob, alice);
        vm.prank(alice);
        pool.approve(bob, shares / 2);
        vm.startPrank(bob);
        pool.redeem(shares / 4, bob, alice);
        assertEq(pool.withdraw(250_000 * UNIT, bob, alice), shares / 4);
        assertEq(pool.allowance(alice, bob), 0);
        vm.stopPrank();
        (uint256 left, uint256 assets,,) = pool.exitOf(alice);
        assertEq(left, shares / 2);
        assertEq(assets, 500_000 * UNIT);
        vm.expectRevert(
            abi.encodeWithSelector(
                IBufferPool.ERC4626ExceededMaxRedeem.selector, alice, left + 1, left
            )
        );
        vm.prank(alice);
        pool.redeem(left + 1, alice, alice);
        vm.expectRevert(
            abi.encodeWithSelector(
                IBufferPool.ERC4626ExceededMaxWithdraw.selector, alice, 500_000 * UNIT + 1, 500_000 * UNIT
            )
        );
        vm.prank(alice);
        pool.withdraw(500_000 * UNIT + 1, alice, alice);
    }

    function test_shares_that_wait_move_by_no_transfer() external {
        _request(alice, shares);
        vm.startPrank(alice);
        vm.expectRevert(
            abi.encodeWithSelector(IBufferPool.ERC20InsufficientBalance.selector, alice, 0, 1)
        );
        pool.transfer(bob, 1);
        vm.stopPrank();
        vm.expectRevert(abi.encodeWithSelector(IBufferPool.ERC20InvalidReceiver.selector, address(pool)));
        vm.prank(bob);
        pool.transfer(address(pool), 1);
        assertEq(pool.balanceOf(address(pool)), shares, "INV-SHARE-01");
    }

    /// Whatever happened meanwhile, the largest claim goes through, and takes nothing from those who stay.
    function testFuzz_the_most_can_be_claimed(uint256 part, uint256 tenths, uint256 gift, uint256 wait) external {
        uint256 opens = _request(alice, bound(part, 1e12, shares));
        assertTrue(token.transfer(address(pool), bound(gift, 0, 1_000_000 * UNIT)));
        skip(wait % 25 days);
        if (tenths % 11 != 0) _lose(tenths % 11);
        vm.warp(opens + wait % 2 days);
        uint256 most = pool.maxRedeem(alice);
        uint256 paid = pool.maxWithdraw(alice);
        if (most == 0) return;
        uint256 price = pool.convertToAssets(1e18);
        uint256 snapshot = vm.snapshotState();
        vm.prank(alice);
        assertEq(pool.redeem(most, alice, alice), paid, "INV-MAX-01");
        assertGe(pool.convertToAssets(1e18), price, "INV-BOOK-03");
        _check();
        vm.revertToState(snapshot);
        vm.prank(alice);
        assertLe(pool.withdraw(paid, alice, alice), most, "INV-MAX-01");
        assertGe(pool.convertToAssets(1e18), price, "INV-BOOK-03");
    }
}
