// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IBufferTreasury} from "alm-interfaces/IBufferTreasury.sol";
import {IFixedBook} from "alm-interfaces/IFixedBook.sol";
import {ITreasury} from "alm-interfaces/ITreasury.sol";
import {BufferPoolTest} from "./BufferPoolTest.sol";

/// @title What a buffer pool does for its book
contract DutiesTest is BufferPoolTest {
    function setUp() public override {
        super.setUp();
        _supply(bob, 5_000_000 * UNIT);
    }

    function test_it_lends_what_redemptions_wait_for_and_nothing_else() external {
        assertEq(pools.draw(), 0, "nobody waits");
        _squeeze();
        uint256 short = pools.sizing().shortfall;
        assertGt(short, 3_000_000 * UNIT);
        int256 net = pools.accounts().net;
        assertEq(pools.draw(), short);
        assertEq(pools.accounts().lent, short);
        assertEq(pools.accounts().net, net, "lending is no loss");
        assertEq(pools.draw(), 0, "INV-BUFFER-01");
        _check();
        assertEq(pools.collect(), 0, "what was lent for redemptions goes to them first");
        // They are served in order, with it.
        uint256 waiting = vault.balanceOf(address(queue));
        skip(1 days);
        pools.draw();
        (uint256 settled,) = queue.settle();
        assertApproxEqRel(settled, waiting, 0.001e18, "all who waited are paid");
        skip(1 days);
        uint256 due = queue.maxWithdraw(address(this));
        assertGt(due, 8_900_000 * UNIT);
        queue.withdraw(due, address(this), address(this));
        // The desk repays: the pool comes first.
        uint256 owed = book.backing(address(token)).owed;
        token.mint(address(sheet), 4_000_000 * UNIT);
        vm.prank(desk);
        sheet.restore(address(token), 4_000_000 * UNIT);
        assertGe(pools.collect(), owed);
        assertEq(pools.accounts().lent, 0);
        assertGt(pools.accounts().drip, 0, "income is released over a week");
        _check();
    }

    function test_it_lends_no_more_than_its_cash() external {
        _squeeze();
        uint256 opens = _request(bob, pool.balanceOf(bob));
        uint256 cash = pools.accounts().cash;
        uint256 short = pools.sizing().shortfall;
        assertEq(pools.draw(), cash < short ? cash : short, "also of those who have asked to leave");
        vm.warp(opens);
        uint256 left = pools.accounts().cash;
        if (pool.maxWithdraw(bob) != 0) assertLe(pool.maxWithdraw(bob), left, "INV-MAX-01");
        _check();
    }

    function test_income_reaches_suppliers_over_a_week() external {
        skip(90 days);
        uint256 value = pool.totalAssets();
        uint256 paid = pools.collect();
        assertGt(paid, 0);
        assertEq(pool.totalAssets(), value, "nothing at once");
        skip(3.5 days);
        assertApproxEqAbs(pool.totalAssets(), value + paid / 2, 1);
        skip(3.5 days);
        assertEq(pool.totalAssets(), value + paid);
        _check();
    }

    function test_what_others_had_the_book_pay_is_found() external {
        skip(90 days);
        uint256 paid = book.repayBuffer(address(token));
        assertGt(paid, 0);
        uint256 cash = pools.accounts().cash;
        pools.report();
        assertEq(pools.accounts().cash, cash, "views saw it before");
        assertEq(token.balanceOf(address(pool)), cash, "INV-BOOK-01");
        assertEq(pools.accounts().drip, paid);
        _check();
    }

    function test_losses_are_borne_at_once_and_paid_later() external {
        uint256 value = pool.totalAssets();
        uint256 owed = book.backing(address(token)).owed;
        uint256 loss = _lose(5);
        uint256 borne = book.backing(address(token)).receivable;
        assertEq(borne, loss - owed, "INV-LOSS-01: what is owed to the buffer, then the buffer");
        assertEq(pool.totalAssets(), value - borne, "INV-LOSS-01");
        _check();
        uint256 cash = pools.accounts().cash;
        assertEq(pools.cover(), borne);
        assertEq(pools.accounts().cash, cash - borne, "INV-BOOK-01");
        assertEq(book.backing(address(token)).receivable, 0);
        assertEq(pool.totalAssets(), value - borne);
        assertEq(pools.cover(), 0);
        _check();
    }

    function test_a_loss_cancels_what_was_lent_first() external {
        _squeeze();
        pools.draw();
        uint256 value = pool.totalAssets();
        uint256 owed = book.backing(address(token)).owed;
        uint256 lent = pools.accounts().lent;
        uint256 loss = _lose(2);
        assertLt(loss, lent);
        assertEq(book.backing(address(token)).receivable, 0, "INV-LOSS-01");
        assertEq(pools.accounts().lent, owed - loss, "INV-LOSS-01");
        assertEq(pool.totalAssets(), value - (lent - (owed - loss)), "INV-LOSS-01");
        _check();
    }

    function test_a_pool_that_lost_all_is_closed_and_owes_no_more() external {
        vm.startPrank(bob);
        pool.requestExit(pool.balanceOf(bob) * 9 / 10);
        skip(COOLDOWN);
        pool.redeem(pool.maxRedeem(bob), bob, bob);
        vm.stopPrank();
        uint256 left = pools.accounts().cash;
        assertLt(left, 600_000 * UNIT);
        uint256 loss = _lose(9);
        assertGt(loss, left);
        ITreasury.Backing memory backing = book.backing(address(token));
        assertEq(backing.receivable, left, "INV-LOSS-01: no more than there is");
        assertEq(backing.chargeable, 0);
        assertEq(pool.totalAssets(), 0);
        assertEq(pool.maxDeposit(alice), 0, "INV-MAX-01");
        pools.cover();
        assertEq(pools.accounts().cash, 0);
        _check();
    }

    function test_target_follows_the_stress() external {
        IBufferTreasury.Sizing memory sizing = pools.sizing();
        IBufferTreasury.BufferTerms memory terms = _bufferTerms();
        terms.stress = 10_000;
        vm.prank(owner);
        pools.setTerms(terms);
        IBufferTreasury.Sizing memory worse = pools.sizing();
        IFixedBook.Limits memory limits = fixedBook.limits(address(token));
        // All that does not queue leaves, instead of the part the book expects; half of it has to be covered.
        uint256 staying = uint256(_netValue()) - limits.queued;
        uint256 more = Math.mulDiv(staying, 1e6 - limits.runOff, 1e6, Math.Rounding.Ceil);
        int256 stressed = limits.surplus - int256(sizing.countable) - int256(Math.ceilDiv(more, 2));
        int256 neutral = int256(Math.ceilDiv(limits.scale, 10));
        assertGt(neutral, stressed);
        assertEq(worse.target, uint256(neutral - stressed));
        assertGt(worse.target, sizing.target);
        assertEq(worse.countable, sizing.countable);
        assertLe(worse.coverage, sizing.coverage);
    }
}
