// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IBalanceSheet} from "alm-interfaces/IBalanceSheet.sol";
import {ITreasury} from "alm-interfaces/ITreasury.sol";
import {TreasuryTest} from "./TreasuryTest.sol";

/// @title Overdue loans: provisioned as they age, recovered when they are paid
contract ProvisionsTest is TreasuryTest {
    uint256 private constant FACE = 100_000 * UNIT;

    uint64 private maturity;

    function setUp() public override {
        super.setUp();
        maturity = _maturity(2);
        vm.prank(desk);
        fixedBook.drawFixed(address(token), maturity, FACE, 0, client);
    }

    function test_nothing_is_provisioned_before_two_weeks() external {
        vm.warp(maturity + 2 weeks - 1);
        assertEq(treasury.provision(address(token), maturity), 0);
        ITreasury.Arrears memory arrears = treasury.arrears(address(token), maturity);
        assertEq(arrears.face, FACE);
        assertEq(arrears.provisioned, 0);
        assertEq(arrears.required, 0);
    }

    function test_a_quarter_a_half_and_all_of_it_with_age() external {
        uint256[3] memory ages = [uint256(2 weeks), 4 weeks, 8 weeks];
        uint256[3] memory parts = [FACE / 4, FACE / 2, FACE];
        uint256 recorded;
        for (uint256 i; i < 3; ++i) {
            vm.warp(maturity + ages[i]);
            sheet.accrue(address(token));
            int256 before = _netValue();
            uint256 equity = sheet.book(address(token)).equity;
            uint256 drip = sheet.book(address(token)).drip;
            uint256 owed = treasury.backing(address(token)).owed;
            assertEq(treasury.arrears(address(token), maturity).required, parts[i]);
            uint256 loss = treasury.provision(address(token), maturity);
            assertEq(loss, parts[i] - recorded, "INV-LOSS-01");
            recorded = parts[i];
            IBalanceSheet.Book memory book = sheet.book(address(token));
            uint256 borne = equity - book.equity + (drip - book.drip);
            borne += owed - treasury.backing(address(token)).owed;
            assertEq(_netValue(), before - int256(loss - borne), "INV-BOOK-02");
            assertEq(treasury.provision(address(token), maturity), 0, "once");
            assertEq(treasury.backing(address(token)).provisions, recorded);
            assertEq(fixedBook.limits(address(token)).overdue, FACE - recorded);
        }
    }

    function test_what_is_paid_after_all_goes_to_the_drip() external {
        vm.warp(maturity + 4 weeks);
        treasury.provision(address(token), maturity);
        skip(1);
        int256 before = _netValue();
        uint256 drip = sheet.book(address(token)).drip;
        // The first half of the face pays what the book still counted on.
        uint256 cost = _restore(maturity, FACE / 2, 0);
        assertEq(_netValue(), before, "INV-BOOK-02");
        assertEq(sheet.book(address(token)).drip, drip + cost - FACE / 2);
        assertEq(fixedBook.limits(address(token)).overdue, 0);
        assertEq(treasury.backing(address(token)).provisions, FACE / 2);
        // The rest had been given up.
        drip = sheet.book(address(token)).drip;
        cost = _restore(maturity, FACE / 2, 0);
        assertEq(_netValue(), before, "INV-BOOK-03");
        assertEq(sheet.book(address(token)).drip, drip + cost);
        assertEq(treasury.backing(address(token)).provisions, 0);
        assertEq(treasury.arrears(address(token), maturity).face, 0);
    }

    function test_no_more_is_paid_than_is_overdue() external {
        vm.warp(maturity + 1 weeks);
        vm.prank(desk);
        vm.expectPartialRevert(IBalanceSheet.PositionTooSmall.selector);
        fixedBook.restoreFixed(address(token), maturity, FACE + 1, 0, type(uint128).max);
    }

    function test_bad_maturities_are_refused() external {
        vm.expectRevert(
            abi.encodeWithSelector(
                IBalanceSheet.NotMatured.selector, int256(block.timestamp), int256(uint256(maturity))
            )
        );
        treasury.provision(address(token), maturity);
        vm.expectRevert(
            abi.encodeWithSelector(
                IBalanceSheet.MaturityOffGrid.selector, int256(uint256(maturity) - 1), int256(uint256(maturity))
            )
        );
        treasury.provision(address(token), maturity - 1);
        vm.expectRevert(abi.encodeWithSelector(IBalanceSheet.NotListed.selector, client));
        treasury.provision(client, maturity);
    }

    function test_a_quiet_maturity_has_no_arrears() external {
        vm.warp(maturity + 10 weeks);
        assertEq(treasury.provision(address(token), maturity + 604_800), 0);
        assertEq(treasury.arrears(address(token), maturity + 604_800).face, 0);
    }

    function testFuzz_parts_paid_late_recover_what_was_lost(uint256 first, uint256 age) external {
        first = bound(first, 1, FACE - 1);
        age = bound(age, 0, 12 weeks);
        vm.warp(maturity + age);
        treasury.provision(address(token), maturity);
        uint256 provisioned = treasury.arrears(address(token), maturity).provisioned;
        int256 before = _netValue();
        uint256 drip = sheet.book(address(token)).drip;
        uint256 paid = _restore(maturity, first, 0) + _restore(maturity, FACE - first, 0);
        assertEq(_netValue(), before, "INV-BOOK-02");
        assertEq(sheet.book(address(token)).drip - drip, paid - FACE + provisioned, "INV-BOOK-02");
        assertEq(treasury.backing(address(token)).provisions, 0);
    }
}
