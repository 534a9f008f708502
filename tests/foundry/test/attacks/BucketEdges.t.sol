// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IBalanceSheet} from "alm-interfaces/IBalanceSheet.sol";
import {ICreditDesk} from "alm-interfaces/ICreditDesk.sol";
import {PoolTest} from "./PoolTest.sol";

/// A second before, at and after every edge there is: of the grid, of a maturity, of the horizon, of a day.
contract BucketEdgesTest is PoolTest {
    uint256 private constant HORIZON = 30 days;

    /// At a grid date its week is over: the window is the 104 that follow, the second before it is the one that ends there.
    function test_attack_off_by_one_at_the_ends_of_the_window() external {
        uint256 edge = _maturity(2);
        token.mint(address(sheet), 1_000_000 * UNIT);
        for (uint256 i; i < 3; ++i) {
            _to(edge - 1 + i);
            uint256 last = i == 0 ? edge - WEEK : edge;
            _refused(IBalanceSheet.MaturityPassed.selector, last);
            _refused(IBalanceSheet.MaturityTooFar.selector, last + 105 * WEEK);
            _refused(IBalanceSheet.MaturityOffGrid.selector, last + WEEK + 1);
            _refused(IBalanceSheet.MaturityOffGrid.selector, last + 104 * WEEK - 1);
            _accepted(last + WEEK);
            _accepted(last + 104 * WEEK);
        }
    }

    function test_attack_off_by_one_at_the_maturity_of_a_deposit() external {
        uint64 maturity = _maturity(3);
        uint256 face = _fund(saver, maturity, 100_000 * UNIT);
        _to(maturity - 1);
        vm.prank(saver);
        vm.expectPartialRevert(IBalanceSheet.NotMatured.selector);
        fixedBook.redeemFixed(address(token), maturity, face, client);
        assertLe(fixedBook.previewDefundFixed(address(token), maturity, face), face, "INV-BOOK-03");
        assertEq(fixedBook.limits(address(token)).matured, 0, "INV-LADDER-03");
        vm.warp(maturity);
        assertEq(fixedBook.limits(address(token)).matured, face, "INV-LADDER-03");
        vm.prank(saver);
        vm.expectPartialRevert(IBalanceSheet.MaturityPassed.selector);
        fixedBook.defundFixed(address(token), maturity, face, 0, client);
        uint256 before = token.balanceOf(client);
        vm.prank(saver);
        fixedBook.redeemFixed(address(token), maturity, face, client);
        assertEq(token.balanceOf(client) - before, face, "INV-LADDER-01: to the unit");
    }

    /// A healthy account's loan: nobody may touch it a second early, and nobody earns by taking it at the second.
    function test_attack_off_by_one_at_the_maturity_of_a_loan() external {
        uint64 maturity = _maturity(3);
        _do(alice, _add(weth, 10 * ETH), _borrowFixed(10_000 * UNIT, maturity, alice));
        (ICreditDesk.Order memory order, uint256 slope) = (_order(alice, weth, ALL), credit.loanOf(alice, 0).slope);
        order.loan = 1;
        _to(maturity - 1);
        vm.expectPartialRevert(ICreditDesk.Healthy.selector);
        _liquidate(order);
        uint256 early = fixedBook.previewRestoreFixed(address(token), maturity, 10_000 * UNIT, slope);
        assertLe(early, 10_000 * UNIT, "INV-BOOK-03");
        vm.warp(maturity);
        uint256 due = fixedBook.previewRestoreFixed(address(token), maturity, 10_000 * UNIT, slope);
        assertEq(due, 10_000 * UNIT, "INV-LADDER-01");
        (uint256 paid, uint256 seized) = _liquidate(order);
        assertEq(paid, 10_000 * UNIT, "the face");
        assertLe(seized, 5 * ETH, "INV-CREDIT-03: no bonus at the second");
    }

    /// What falls due enters the thirty days in proportion to the part of its week that has: no second moves the surplus by more.
    function test_attack_off_by_one_at_the_horizon() external {
        uint64 maturity = _maturity(8);
        uint256 face = _fund(saver, maturity, 1_000_000 * UNIT);
        uint256 edge = maturity - HORIZON;
        uint256[3] memory edges = [edge - WEEK, edge, edge + 1 days];
        uint256[3] memory entered = [0, face, face];
        for (uint256 i; i < edges.length; ++i) {
            _to(edges[i] - 2);
            assertApproxEqAbs(fixedBook.limits(address(token)).dueLiabilities, entered[i], 2 * face / WEEK + 1);
            int256 last = fixedBook.limits(address(token)).surplus;
            for (uint256 second; second < 4; ++second) {
                skip(1);
                int256 surplus = fixedBook.limits(address(token)).surplus;
                uint256 moved = uint256(surplus > last ? surplus - last : last - surplus);
                assertLe(moved, face / WEEK + UNIT, "INV-GUARD-01: a second is worth a second");
                last = surplus;
            }
        }
    }

    /// Whether the book is touched before, at and after a maturity, or only long after, it is the same book.
    function test_attack_off_by_one_of_a_roll() external {
        uint64 maturity = _maturity(2);
        _fund(saver, maturity, 100_000 * UNIT);
        vm.prank(desk);
        fixedBook.drawFixed(address(token), maturity, 50_000 * UNIT, 0, client);
        uint256 state = vm.snapshotState();
        vm.warp(maturity + 2);
        int256 once = sheet.book(address(token)).carryingValue;
        bytes memory limits = _cells();
        vm.revertToState(state);
        for (uint256 i; i < 3; ++i) {
            vm.warp(maturity - 1 + i);
            sheet.accrue(address(token));
        }
        vm.warp(maturity + 2);
        sheet.accrue(address(token));
        assertEq(sheet.book(address(token)).carryingValue, once, "INV-LADDER-02");
        assertEq(_cells(), limits, "INV-LADDER-03");
    }

    function test_attack_off_by_one_of_a_day() external {
        _to((block.timestamp / 1 days + 2) * 1 days - 1);
        vm.expectPartialRevert(IBalanceSheet.TooEarly.selector);
        sheet.strike(address(token));
        vm.warp(block.timestamp + 1);
        uint256 epoch = block.timestamp / 1 days;
        sheet.strike(address(token));
        assertEq(fixedBook.limits(address(token)).epoch, epoch, "INV-PHI-01");
        vm.expectPartialRevert(IBalanceSheet.TooEarly.selector);
        sheet.strike(address(token));
    }

    /// What of the ladder does not depend on when the book was touched.
    function _cells() private view returns (bytes memory) {
        (uint64 first, uint256[104] memory faces) = fixedBook.ladder(address(token));
        uint256 matured = fixedBook.limits(address(token)).matured;
        return abi.encode(first, faces, matured, fixedBook.limits(address(token)).overdue);
    }

    /// Days with rates and strikes until a second.
    function _to(uint256 time) private {
        while (block.timestamp + 1 days <= time) {
            _days(1);
        }
        if (time / 1 days > block.timestamp / 1 days) {
            vm.warp(time / 1 days * 1 days);
            sheet.refreshRate(address(token));
            sheet.strike(address(token));
        }
        vm.warp(time);
    }

    function _refused(bytes4 why, uint256 maturity) private {
        vm.prank(saver);
        vm.expectPartialRevert(why);
        fixedBook.fundFixed(address(token), uint64(maturity), 1_000 * UNIT, 0);
    }

    function _accepted(uint256 maturity) private {
        vm.prank(saver);
        uint256 face = fixedBook.fundFixed(address(token), uint64(maturity), 1_000 * UNIT, 0);
        assertGe(face, 1_000 * UNIT, "INV-LADDER-01");
    }
}
