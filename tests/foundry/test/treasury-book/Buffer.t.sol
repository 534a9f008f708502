// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IBalanceSheet} from "alm-interfaces/IBalanceSheet.sol";
import {IRedemptions} from "alm-interfaces/IRedemptions.sol";
import {ITreasury} from "alm-interfaces/ITreasury.sol";
import {TreasuryTest} from "./TreasuryTest.sol";

/// @title The buffer pool, and the pool's own capital
contract BufferTest is TreasuryTest {
    function test_the_buffer_lends_only_what_queues_and_no_cash_is_there_for() external {
        _draw(3_500_000 * UNIT);
        _queue(90);
        uint256 queued = fixedBook.limits(address(token)).queued;
        uint256 cash = sheet.book(address(token)).cash;
        uint256 pot = sheet.book(address(token)).pot;
        uint256 short = queued - (cash - pot);
        token.mint(address(sheet), short + 1);
        vm.startPrank(buffer);
        vm.expectRevert(
            abi.encodeWithSelector(IBalanceSheet.CapExceeded.selector, int256(short + 1), int256(short))
        );
        treasury.drawBuffer(address(token), short + 1);
        int256 before = _netValue();
        treasury.drawBuffer(address(token), short);
        assertEq(_netValue(), before, "INV-BOOK-02");
        assertGe(treasury.backing(address(token)).owed, short);
        vm.stopPrank();
        _queue(0);
        skip(1);
        uint256 owed = treasury.backing(address(token)).owed;
        assertEq(treasury.repayBuffer(address(token)), owed);
        assertEq(token.balanceOf(buffer), owed);
        assertEq(treasury.backing(address(token)).owed, 0);
        assertEq(treasury.repayBuffer(address(token)), 0);
    }

    function test_what_the_buffer_lent_goes_to_the_queue_and_to_no_loan() external {
        vm.prank(buffer);
        treasury.setBacking(address(token), 10_000_000 * UNIT, 0);
        _draw(5_500_000 * UNIT);
        _queue(90);
        uint256 pot = sheet.book(address(token)).pot;
        uint256 short = fixedBook.limits(address(token)).queued - (sheet.book(address(token)).cash - pot);
        token.mint(address(sheet), short);
        vm.prank(buffer);
        treasury.drawBuffer(address(token), short);
        uint256 owed = treasury.backing(address(token)).owed;
        assertEq(treasury.repayBuffer(address(token)), 0, "INV-BUFFER-01: nothing goes back before the queue has it");
        // Those who queued stay after all: the cash is lent to nobody else, and goes back.
        _queue(0);
        uint256 cash = sheet.book(address(token)).cash - pot;
        vm.prank(desk);
        vm.expectPartialRevert(IBalanceSheet.CashShort.selector);
        sheet.draw(address(token), cash - short + 1, client);
        assertEq(treasury.repayBuffer(address(token)), owed, "INV-BUFFER-01");
        _queue(90);
        uint256 supply = vault.totalSupply();
        vm.prank(address(vault));
        (, uint256 assets) = IRedemptions(address(sheet)).reserve(address(token), supply, supply * 90 / 100, supply);
        assertApproxEqAbs(assets, cash - owed, 1, "and the queue is served from what is there");
    }

    function test_the_buffer_is_not_repaid_while_a_provision_is_open() external {
        uint64 maturity = _maturity(1);
        vm.prank(desk);
        fixedBook.drawFixed(address(token), maturity, 10_000 * UNIT, 0, client);
        vm.warp(maturity + 2 weeks);
        treasury.provision(address(token), maturity);
        skip(30 days);
        sheet.accrue(address(token));
        assertGt(treasury.backing(address(token)).owed, 0, "income since");
        assertEq(treasury.repayBuffer(address(token)), 0);
        _restore(maturity, 10_000 * UNIT, 0);
        assertGt(treasury.repayBuffer(address(token)), 0);
    }

    function test_what_counts_of_the_buffer_is_liquidity() external {
        int256 surplus = fixedBook.limits(address(token)).surplus;
        vm.prank(buffer);
        treasury.setBacking(address(token), 300_000 * UNIT, 500_000 * UNIT);
        assertEq(fixedBook.limits(address(token)).surplus, surplus + int256(300_000 * UNIT));
        ITreasury.Backing memory backing = treasury.backing(address(token));
        assertEq(backing.countable, 300_000 * UNIT);
        assertEq(backing.chargeable, 500_000 * UNIT);
        assertEq(backing.buffer, buffer);
    }

    function test_only_the_buffer_speaks_for_itself() external {
        bytes memory refusal = abi.encodeWithSelector(ITreasury.NotBuffer.selector, token, address(this));
        vm.expectRevert(refusal);
        treasury.setBacking(address(token), 1, 1);
        vm.expectRevert(refusal);
        treasury.drawBuffer(address(token), 1);
        vm.expectRevert(abi.encodeWithSelector(IBalanceSheet.NotOwner.selector, address(this)));
        treasury.setBuffer(address(token), address(this));
    }

    function test_a_buffer_that_owes_or_is_owed_stays() external {
        skip(30 days);
        sheet.accrue(address(token));
        uint256 owed = treasury.backing(address(token)).owed;
        assertGt(owed, 0);
        vm.prank(owner);
        vm.expectPartialRevert(ITreasury.BufferInUse.selector);
        treasury.setBuffer(address(token), address(this));
        skip(1);
        treasury.repayBuffer(address(token));
        vm.prank(owner);
        treasury.setBuffer(address(token), address(this));
        assertEq(treasury.backing(address(token)).buffer, address(this));
    }

    function test_cash_that_is_not_here_is_no_capital() external {
        vm.expectPartialRevert(IBalanceSheet.NotReceived.selector);
        treasury.contributeEquity(address(token), 1_000 * UNIT);
    }

    function test_capital_is_paid_out_within_what_there_is() external {
        _contribute(50_000 * UNIT);
        uint256 equity = sheet.book(address(token)).equity;
        vm.startPrank(owner);
        vm.expectRevert(
            abi.encodeWithSelector(IBalanceSheet.AmountTooSmall.selector, int256(equity), int256(equity + 1))
        );
        treasury.distributeEquity(address(token), equity + 1, client);
        int256 before = _netValue();
        treasury.distributeEquity(address(token), equity, owner);
        assertEq(token.balanceOf(owner), equity, "INV-BOOK-01");
        assertEq(_netValue(), before, "INV-BOOK-02");
        vm.stopPrank();
        vm.expectRevert(abi.encodeWithSelector(IBalanceSheet.NotOwner.selector, address(this)));
        treasury.distributeEquity(address(token), 1, address(this));
    }

    function test_capital_stays_where_liquidity_needs_it() external {
        _contribute(1_000_000 * UNIT);
        int256 surplus = fixedBook.limits(address(token)).surplus;
        _draw(uint256(surplus) - 1_050_000 * UNIT);
        vm.startPrank(owner);
        vm.expectPartialRevert(IBalanceSheet.LiquidityBand.selector);
        treasury.distributeEquity(address(token), 1_000_000 * UNIT, owner);
        vm.stopPrank();
        _queue(90);
        vm.prank(owner);
        vm.expectPartialRevert(IBalanceSheet.LiquidityBand.selector);
        treasury.distributeEquity(address(token), 1_000_000 * UNIT, owner);
    }

    function test_the_third_program_by_itself_has_no_books() external {
        ITreasury alone = ITreasury(deployStylus("treasury-book", ""));
        vm.expectPartialRevert(IBalanceSheet.NotListed.selector);
        alone.backing(address(token));
        vm.expectPartialRevert(IBalanceSheet.NotOwner.selector);
        alone.setBuffer(address(token), address(this));
    }
}
