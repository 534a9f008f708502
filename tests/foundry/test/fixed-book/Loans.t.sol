// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IBalanceSheet} from "alm-interfaces/IBalanceSheet.sol";
import {IFixedBook} from "alm-interfaces/IFixedBook.sol";
import {FixedBookTest} from "./FixedBookTest.sol";

/// Fixed loans: drawn, repaid early, repaid late; and what a rise of rates does to those who leave.
contract FixedLoansTest is FixedBookTest {
    function _lend(uint64 maturity, uint256 face) private returns (uint256 paid, uint256 slope) {
        vm.prank(desk);
        return fixedBook.drawFixed(address(token), maturity, face, 0, client);
    }

    function test_a_loan_is_paid_below_its_face() external {
        uint64 maturity = _maturity(26);
        (uint256 quoted,) = fixedBook.previewDrawFixed(address(token), maturity, 200_000 * UNIT);
        int256 before = _netValue();
        (uint256 paid,) = _lend(maturity, 200_000 * UNIT);
        assertEq(paid, quoted, "INV-MAX-01");
        assertLt(paid, 200_000 * UNIT);
        assertGt(paid, 180_000 * UNIT);
        (uint256 assets,) = _faces(maturity);
        assertEq(assets, 200_000 * UNIT, "INV-LADDER-01");
        assertGe(_netValue(), before, "INV-BOOK-02");
        assertEq(fixedBook.fixedLineOf(address(token), desk).loans, 200_000 * UNIT);
    }

    function test_prepaying_costs_no_less_than_cost() external {
        uint64 maturity = _maturity(26);
        (, uint256 slope) = _lend(maturity, 200_000 * UNIT);
        _days(20);
        int256 carrying = sheet.book(address(token)).carryingValue;
        int256 before = _netValue();
        uint256 cost = _restore(maturity, 200_000 * UNIT, slope);
        assertGe(int256(cost), carrying, "INV-BOOK-03");
        assertLe(cost, 200_000 * UNIT);
        assertGe(_netValue(), before, "INV-BOOK-03");
        assertEq(sheet.book(address(token)).carryingValue, 0, "INV-LADDER-02");
    }

    function test_repaying_in_parts_is_repaying_whole() external {
        uint64 maturity = _maturity(30);
        (, uint256 slope) = _lend(maturity, 300_000 * UNIT);
        _days(3);
        uint256 whole = fixedBook.previewRestoreFixed(address(token), maturity, 300_000 * UNIT, slope);
        uint256 parts;
        uint256 left = slope;
        for (uint256 i = 3; i > 0; --i) {
            uint256 part = left / i;
            left -= part;
            parts += _restore(maturity, 100_000 * UNIT, part);
        }
        assertGe(parts, whole, "INV-PHI-02");
        assertLe(parts, whole + 6);
        assertEq(sheet.book(address(token)).carryingValue, 0, "INV-LADDER-02");
    }

    function test_an_unpaid_loan_is_overdue_and_costs_its_face_and_a_penalty() external {
        uint64 maturity = _maturity(2);
        _lend(maturity, 50_000 * UNIT);
        vm.warp(maturity + 3 days);
        assertEq(fixedBook.limits(address(token)).overdue, 50_000 * UNIT);
        int256 before = _netValue();
        uint256 rate = sheet.book(address(token)).rate;
        uint256 cost = _restore(maturity, 50_000 * UNIT, 0);
        // Twice the floating rate on the face, rounded up.
        uint256 penalty = (50_000 * UNIT * (3 days * 2 * rate) + 1e18 - 1) / 1e18;
        assertEq(cost, 50_000 * UNIT + penalty);
        assertEq(_netValue(), before, "INV-BOOK-02");
        assertEq(sheet.book(address(token)).drip, penalty);
        assertEq(fixedBook.limits(address(token)).overdue, 0);
        assertEq(fixedBook.fixedLineOf(address(token), desk).loans, 0);
    }

    function test_without_a_rate_a_loan_can_be_repaid_at_face() external {
        uint64 maturity = _maturity(10);
        (, uint256 slope) = _lend(maturity, 50_000 * UNIT);
        vm.prank(owner);
        sheet.setRateModel(address(token), address(this));
        assertEq(_restore(maturity, 50_000 * UNIT, slope), 50_000 * UNIT, "INV-GUARD-02");
        vm.prank(desk);
        vm.expectPartialRevert(IBalanceSheet.RateStale.selector);
        fixedBook.drawFixed(address(token), maturity, 50_000 * UNIT, 0, client);
    }

    function test_a_desk_repays_only_what_it_owes() external {
        uint64 maturity = _maturity(10);
        (, uint256 slope) = _lend(maturity, 50_000 * UNIT);
        vm.startPrank(desk);
        vm.expectPartialRevert(IBalanceSheet.PositionTooSmall.selector);
        fixedBook.restoreFixed(address(token), maturity, 50_001 * UNIT, slope, type(uint128).max);
        vm.expectPartialRevert(IBalanceSheet.PositionTooSmall.selector);
        fixedBook.restoreFixed(address(token), maturity, 40_000 * UNIT, slope + 1, type(uint128).max);
        vm.expectPartialRevert(IBalanceSheet.SlippageExceeded.selector);
        fixedBook.restoreFixed(address(token), maturity, 50_000 * UNIT, slope, 1);
        vm.stopPrank();
        vm.prank(client);
        vm.expectPartialRevert(IBalanceSheet.NotDesk.selector);
        fixedBook.drawFixed(address(token), maturity, 50_000 * UNIT, 0, client);
    }

    function test_a_long_book_is_limited_by_its_gap() external {
        IFixedBook.FixedTerms memory terms = _fixedTerms();
        (terms.neutralLoss, terms.lendingLoss) = (10, 20);
        vm.prank(owner);
        fixedBook.setFixedTerms(address(token), terms);
        vm.prank(desk);
        vm.expectPartialRevert(IBalanceSheet.DurationBand.selector);
        fixedBook.drawFixed(address(token), _maturity(100), 2_000_000 * UNIT, 0, client);
    }

    /// @notice The first-mover option that emptied a bank in 2023: after a rise of rates nobody leaves above the mark.
    function test_after_rates_have_risen_nobody_leaves_above_the_mark() external {
        _lend(_maturity(100), 1_000_000 * UNIT);
        _days(1);
        uint256 shares = vault.balanceOf(address(this)) / 10;
        uint256 worth = vault.convertToAssets(shares);
        int256 struck = fixedBook.limits(address(token)).markLow;
        int16[6] memory spreads = [int16(0), 10, 30, 60, 100, 150];
        for (uint256 step; step < 5; ++step) {
            for (uint256 i; i < 6; ++i) {
                spreads[i] += 200;
            }
            _days(1);
            vm.prank(owner);
            model.setSpreads(address(token), spreads);
        }
        _days(1);
        IFixedBook.Limits memory limits = fixedBook.limits(address(token));
        assertLt(limits.markLow, 0, "the mark is below cost");
        assertLt(limits.markLow, struck - int256(100_000 * UNIT), "ten points over almost two years");
        uint256 paid = vault.redeem(shares, address(this), address(this));
        int256 net = _netValue();
        assertLt(paid, worth, "INV-BOOK-03");
        // A tenth of what the book is worth by its mark, to the fee and the unit.
        assertLe(int256(paid), (net + int256(paid) + limits.markLow) / 10 + 1, "INV-BOOK-03");
    }

    function test_a_missed_strike_widens_the_marks_and_closes_nothing() external {
        _lend(_maturity(100), 1_000_000 * UNIT);
        _days(1);
        int256 struck = fixedBook.limits(address(token)).markLow;
        skip(5 days);
        assertLt(fixedBook.limits(address(token)).markLow, struck);
        vault.redeem(1e9, address(this), address(this));
    }
}
