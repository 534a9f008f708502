// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {ICreditDesk} from "alm-interfaces/ICreditDesk.sol";
import {CreditTest} from "./CreditTest.sol";

/// Fixed loans: made at the balance sheet's price, repaid early or late, rolled over in one call.
contract FixedTest is CreditTest {
    function setUp() public override {
        super.setUp();
        _do(alice, _add(weth, 10 * ETH));
    }

    function test_borrow_until_a_maturity() external {
        uint64 maturity = _maturity(8);
        (uint256 quoted, uint256 slope) = fixedBook.previewDrawFixed(address(token), maturity, 10_000 * UNIT);
        uint256 before = token.balanceOf(bob);
        _do(alice, _borrowFixed(10_000 * UNIT, maturity, bob));
        assertEq(token.balanceOf(bob) - before, quoted, "INV-MAX-01");
        ICreditDesk.Loan memory loan = credit.loanOf(alice, 0);
        assertEq(loan.asset, address(token));
        assertEq(loan.maturity, maturity);
        assertEq(loan.face, 10_000 * UNIT);
        assertEq(loan.slope, slope);
        assertEq(credit.accountOf(alice).loans, 1);
        // A loan counts at its face.
        assertEq(credit.standing(alice).owed, 10_000 * WAD);
        assertEq(fixedBook.fixedLineOf(address(token), address(credit)).loans, 10_000 * UNIT, "INV-LADDER-01");
    }

    function test_loans_have_numbers_of_their_own() external {
        _do(alice, _borrowFixed(1_000 * UNIT, _maturity(4), alice), _borrowFixed(2_000 * UNIT, _maturity(8), alice));
        _do(alice, _repayFixed(0, ALL));
        assertEq(credit.accountOf(alice).loans, 2);
        assertEq(credit.loanOf(alice, 0).face, 0);
        _do(alice, _borrowFixed(3_000 * UNIT, _maturity(12), alice));
        assertEq(credit.loanOf(alice, 0).face, 3_000 * UNIT, "the first that is free");
        for (uint256 i = 2; i < 8; ++i) {
            _do(alice, _borrowFixed(100 * UNIT, _maturity(12 + i), alice));
            assertEq(credit.loanOf(alice, uint8(i)).maturity, _maturity(12 + i));
        }
        vm.expectRevert(abi.encodeWithSelector(ICreditDesk.TooManyPositions.selector, 8, 8));
        _do(alice, _borrowFixed(100 * UNIT, _maturity(20), alice));
        // What is added to a loan there is takes no place.
        _do(alice, _borrowFixed(100 * UNIT, _maturity(19), alice));
        assertEq(credit.accountOf(alice).loans, 255);
        assertEq(credit.loanOf(alice, 7).face, 200 * UNIT);
    }

    /// What is added to a loan costs what it would cost alone: faces and slopes add up, and so do the quotes for them.
    function testFuzz_loans_of_one_maturity_are_one(uint256 first, uint256 second, uint256 pause) external {
        uint64 maturity = _maturity(12);
        first = bound(first, 10 * UNIT, 5_000 * UNIT);
        second = bound(second, 10 * UNIT, 5_000 * UNIT);
        (, uint256 slope) = fixedBook.previewDrawFixed(address(token), maturity, first);
        _do(alice, _borrowFixed(first, maturity, alice));
        _later(1 + pause % 20);
        (uint256 paid, uint256 added) = fixedBook.previewDrawFixed(address(token), maturity, second);
        uint256 before = token.balanceOf(alice);
        vm.expectEmit(address(credit));
        emit ICreditDesk.FixedBorrowed(alice, address(token), 0, maturity, second, paid);
        _do(alice, _borrowFixed(second, maturity, alice));
        assertEq(token.balanceOf(alice) - before, paid, "INV-MAX-01");
        ICreditDesk.Loan memory loan = credit.loanOf(alice, 0);
        assertEq(credit.accountOf(alice).loans, 1);
        assertEq(loan.face, first + second, "INV-LADDER-01");
        assertEq(loan.slope, slope + added, "INV-LADDER-02");
        assertEq(fixedBook.fixedLineOf(address(token), address(credit)).loans, loan.face, "INV-LADDER-01");
        uint256 cost = fixedBook.previewRestoreFixed(address(token), maturity, loan.face, loan.slope);
        before = token.balanceOf(alice);
        _do(alice, _repayFixed(0, ALL));
        assertEq(before - token.balanceOf(alice), cost, "INV-MAX-01");
        assertEq(credit.accountOf(alice).loans, 0);
    }

    /// Whatever the order in which two maturities are borrowed until.
    function test_a_loan_is_of_one_maturity() external {
        _do(alice, _borrowFixed(1_000 * UNIT, _maturity(4), alice), _borrowFixed(2_000 * UNIT, _maturity(5), alice));
        _do(alice, _borrowFixed(3_000 * UNIT, _maturity(5), alice), _borrowFixed(4_000 * UNIT, _maturity(4), alice));
        assertEq(credit.loanOf(alice, 0).face, 5_000 * UNIT);
        assertEq(credit.loanOf(alice, 1).face, 5_000 * UNIT);
        assertEq(credit.accountOf(alice).loans, 3);
    }

    function test_repay_early_at_the_quote() external {
        uint64 maturity = _maturity(12);
        _do(alice, _borrowFixed(10_000 * UNIT, maturity, alice));
        _later(20);
        ICreditDesk.Loan memory loan = credit.loanOf(alice, 0);
        uint256 slope = uint256(loan.slope) * 4_000 / 10_000;
        uint256 cost = fixedBook.previewRestoreFixed(address(token), maturity, 4_000 * UNIT, slope);
        assertLt(cost, 4_000 * UNIT);
        vm.expectRevert(abi.encodeWithSelector(ICreditDesk.SlippageExceeded.selector, cost, cost - 1));
        _do(alice, _action(5, address(token), 4_000 * UNIT, cost - 1, 0, address(0)));
        uint256 before = token.balanceOf(alice);
        _do(alice, _repayFixed(0, 4_000 * UNIT));
        assertEq(before - token.balanceOf(alice), cost, "INV-MAX-01");
        assertEq(credit.loanOf(alice, 0).face, 6_000 * UNIT);
        assertEq(credit.loanOf(alice, 0).slope, loan.slope - slope);
        _do(alice, _repayFixed(0, ALL), _withdraw(weth, ALL, alice));
        assertEq(fixedBook.fixedLineOf(address(token), address(credit)).loans, 0, "INV-LADDER-01");
    }

    function test_repay_late_costs_a_penalty_and_needs_no_oracle() external {
        uint64 maturity = _maturity(2);
        _do(alice, _borrowFixed(10_000 * UNIT, maturity, alice));
        vm.warp(uint256(maturity) + 10 days);
        _jump(weth, -1);
        uint256 before = token.balanceOf(alice);
        _do(alice, _repayFixed(0, ALL), _withdraw(weth, ALL, alice));
        assertGt(before - token.balanceOf(alice), 10_000 * UNIT);
    }

    function test_roll_over_in_one_call() external {
        uint64 maturity = _maturity(2);
        _do(alice, _borrowFixed(10_000 * UNIT, maturity, alice));
        vm.warp(uint256(maturity) + 1 hours);
        _settle();
        sheet.refreshRate(address(token));
        uint256 before = token.balanceOf(alice);
        _do(alice, _borrowFixed(10_100 * UNIT, _maturity(8), alice), _repayFixed(0, ALL));
        assertEq(credit.loanOf(alice, 0).face, 0);
        assertEq(credit.loanOf(alice, 1).face, 10_100 * UNIT);
        assertApproxEqRel(token.balanceOf(alice), before, 0.01e18);
    }

    function test_refusals() external {
        _do(alice, _borrowFixed(10_000 * UNIT, _maturity(8), alice));
        vm.expectRevert(abi.encodeWithSelector(ICreditDesk.LoanNotFound.selector, alice, 1));
        _do(alice, _repayFixed(1, ALL));
        vm.expectRevert(abi.encodeWithSelector(ICreditDesk.LoanNotFound.selector, alice, 200));
        _do(alice, _repayFixed(200, ALL));
        vm.expectRevert(abi.encodeWithSelector(ICreditDesk.LoanNotFound.selector, alice, 0));
        _do(alice, _action(5, address(weth), ALL, ALL, 0, address(0)));
        vm.expectRevert(abi.encodeWithSelector(ICreditDesk.AmountTooSmall.selector, 10_000 * UNIT, 10_001 * UNIT));
        _do(alice, _repayFixed(0, 10_001 * UNIT));
        vm.expectRevert(abi.encodeWithSelector(ICreditDesk.BelowMinimum.selector, UNIT - 1, UNIT));
        _do(alice, _repayFixed(0, 9_999 * UNIT + 1));
        vm.expectPartialRevert(ICreditDesk.Undercollateralised.selector);
        _do(alice, _borrowFixed(5_001 * UNIT, _maturity(8), alice));
    }

    /// Any sequence of part repayments ends with nothing owed, here and at the balance sheet.
    function testFuzz_parts_add_up(uint256 entropy, uint256 weeksAhead) external {
        uint64 maturity = _maturity(1 + weeksAhead % 52);
        _do(alice, _borrowFixed(10_000 * UNIT, maturity, alice));
        for (uint256 i; i < 4; ++i) {
            uint256 face = credit.loanOf(alice, 0).face;
            uint256 part = bound(uint256(keccak256(abi.encode(entropy, i))), 10 * UNIT, face - 10 * UNIT);
            _do(alice, _repayFixed(0, part));
            if (credit.loanOf(alice, 0).face < 100 * UNIT) break;
            skip(entropy % 9 days);
        }
        _do(alice, _repayFixed(0, ALL), _withdraw(weth, ALL, alice));
        assertEq(credit.accountOf(alice).loans, 0);
        assertEq(fixedBook.fixedLineOf(address(token), address(credit)).loans, 0, "INV-LADDER-01");
    }
}
