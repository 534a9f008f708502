// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IBalanceSheet} from "alm-interfaces/IBalanceSheet.sol";
import {IFixedBook} from "alm-interfaces/IFixedBook.sol";
import {ExternalDesk} from "alm-examples/ExternalDesk.sol";
import {FixedBookTest} from "../fixed-book/FixedBookTest.sol";

/// The example of a desk, at a balance sheet, a rate model and a vault as they ship.
contract ExternalDeskTest is FixedBookTest {
    ExternalDesk private external_;
    address private manager = makeAddr("manager");
    address private payer = makeAddr("payer");

    function setUp() public override {
        super.setUp();
        external_ = new ExternalDesk(sheet, token, manager);
        vm.startPrank(owner);
        sheet.setLine(address(token), address(external_), uint96(500_000 * UNIT));
        fixedBook.setFixedLine(address(token), address(external_), uint96(400_000 * UNIT), 0);
        vm.stopPrank();
        token.mint(payer, 10_000_000 * UNIT);
        vm.prank(payer);
        token.approve(address(external_), type(uint256).max);
    }

    function test_constructor_refuses_a_missing_address() external {
        vm.expectRevert(ExternalDesk.ZeroAddress.selector);
        new ExternalDesk(IBalanceSheet(address(0)), token, manager);
        vm.expectRevert(ExternalDesk.ZeroAddress.selector);
        new ExternalDesk(sheet, token, address(0));
    }

    function test_only_the_manager_draws() external {
        bytes memory reason = abi.encodeWithSelector(ExternalDesk.NotManager.selector, payer);
        uint48 maturity = uint48(_maturity(10));
        vm.startPrank(payer);
        vm.expectRevert(reason);
        external_.draw(UNIT, type(uint256).max, payer);
        vm.expectRevert(reason);
        external_.drawFixed(maturity, uint96(10 * UNIT), 0, payer);
    }

    function test_draw_pays_the_client_and_owes_at_the_book() external {
        // Inside the neutral zone a loan costs nothing but the rounding of its debt shares.
        uint256 owed = 100_000 * UNIT + 1;
        vm.expectEmit(address(external_));
        emit ExternalDesk.Drawn(client, 100_000 * UNIT, owed);
        uint256 before = token.balanceOf(client);
        assertEq(_draw(100_000 * UNIT), owed, "told");
        assertEq(token.balanceOf(client) - before, 100_000 * UNIT, "paid");
        assertEq(external_.debt(), owed, "owed");
        skip(365 days);
        assertGt(external_.debt(), 101_000 * UNIT, "with interest");
    }

    function test_draw_refuses_to_owe_more_than_the_bound() external {
        uint256 owed = 100_000 * UNIT + 1;
        vm.expectRevert(abi.encodeWithSelector(ExternalDesk.SlippageExceeded.selector, owed, owed - 1));
        vm.prank(manager);
        external_.draw(100_000 * UNIT, owed - 1, client);
        vm.expectPartialRevert(IBalanceSheet.CapExceeded.selector);
        _draw(500_001 * UNIT);
    }

    function test_anybody_restores_a_part_and_then_all() external {
        _draw(100_000 * UNIT);
        skip(90 days);
        uint256 owed = external_.debt();
        vm.startPrank(payer);
        assertEq(external_.restore(owed / 4), owed / 4, "a part");
        uint256 rest = external_.debt();
        assertApproxEqAbs(rest, owed - owed / 4, 1, "the rest");
        vm.expectEmit(address(external_));
        emit ExternalDesk.Restored(payer, rest);
        assertEq(external_.restore(type(uint256).max), rest, "no more than is owed");
        assertEq(external_.debt(), 0, "repaid");
        assertEq(sheet.lineOf(address(token), address(external_)).debtShares, 0, "repaid");
        vm.expectRevert(abi.encodeWithSelector(ExternalDesk.NothingOwed.selector, 0, 0, UNIT));
        external_.restore(UNIT);
        vm.stopPrank();
        _holdsNothing();
    }

    function test_a_fixed_loan_is_drawn_and_repaid_early() external {
        uint48 maturity = uint48(_maturity(26));
        (uint256 quote,) = fixedBook.previewDrawFixed(address(token), maturity, 200_000 * UNIT);
        vm.expectEmit(address(external_));
        emit ExternalDesk.FixedDrawn(1, client, maturity, 200_000 * UNIT, quote);
        (uint256 id, uint256 assets) = _drawFixed(maturity, 200_000 * UNIT);
        assertEq(assets, quote, "INV-MAX-01");
        assertLt(assets, 200_000 * UNIT, "below its face");
        (uint256 inLadder,) = _faces(maturity);
        assertEq(inLadder, 200_000 * UNIT, "INV-LADDER-01");
        _days(20);
        uint256 cost = external_.previewRestoreFixed(id, uint96(200_000 * UNIT));
        vm.expectEmit(address(external_));
        emit ExternalDesk.FixedRestored(id, payer, 200_000 * UNIT, cost);
        _restoreFixed(id, 200_000 * UNIT);
        assertGe(cost, assets, "interest for twenty days");
        assertEq(sheet.book(address(token)).carryingValue, 0, "INV-LADDER-02");
        _holdsNothing();
    }

    /// Any parts, at any times, early and late: what is repaid last leaves nothing behind, and no part is cheaper for it.
    function testFuzz_a_fixed_loan_is_repaid_in_parts(uint256[4] calldata parts, uint32[4] calldata waits) external {
        uint48 maturity = uint48(_maturity(8));
        (uint256 id, uint256 assets) = _drawFixed(maturity, 300_000 * UNIT);
        uint256 left = 300_000 * UNIT;
        uint256 paid;
        for (uint256 i; i < 4; ++i) {
            uint256 face = i == 3 ? left : bound(parts[i], 1, left + i - 3);
            left -= face;
            skip(waits[i] % 20 days);
            paid += _restoreFixed(id, face);
        }
        assertGe(paid, assets, "INV-PHI-02");
        assertLe(paid, 300_000 * UNIT, "never above the face");
        assertEq(sheet.book(address(token)).carryingValue, 0, "INV-LADDER-02");
        assertEq(fixedBook.limits(address(token)).overdue, 0, "INV-LADDER-01");
        assertEq(fixedBook.fixedLineOf(address(token), address(external_)).loans, 0, "INV-LADDER-01");
        _holdsNothing();
    }

    function test_a_fixed_loan_costs_its_face_without_a_rate_and_a_penalty_when_it_is_late() external {
        uint48 maturity = uint48(_maturity(2));
        (uint256 id,) = _drawFixed(maturity, 50_000 * UNIT);
        (uint256 other,) = _drawFixed(uint48(_maturity(20)), 50_000 * UNIT);
        vm.warp(maturity + 3 days);
        uint256 cost = external_.previewRestoreFixed(id, uint96(50_000 * UNIT));
        assertGt(cost, 50_000 * UNIT, "late");
        vm.prank(payer);
        assertEq(external_.restoreFixed(id, uint96(50_000 * UNIT), cost), cost, "INV-MAX-01");
        vm.startPrank(owner);
        sheet.setRateModel(address(token), address(this));
        sheet.setPaused(address(token), true);
        vm.stopPrank();
        assertEq(_restoreFixed(other, 50_000 * UNIT), 50_000 * UNIT, "INV-GUARD-02");
    }

    function test_fixed_loans_keep_to_their_bounds() external {
        uint48 maturity = uint48(_maturity(26));
        vm.startPrank(manager);
        vm.expectPartialRevert(IBalanceSheet.SlippageExceeded.selector);
        external_.drawFixed(maturity, uint96(100_000 * UNIT), 100_000 * UNIT, client);
        vm.expectPartialRevert(IBalanceSheet.CapExceeded.selector);
        external_.drawFixed(maturity, uint96(400_001 * UNIT), 0, client);
        vm.expectPartialRevert(IBalanceSheet.MaturityOffGrid.selector);
        external_.drawFixed(maturity + 1, uint96(100_000 * UNIT), 0, client);
        (uint256 id,) = external_.drawFixed(maturity, uint96(100_000 * UNIT), 0, client);
        vm.stopPrank();
        vm.startPrank(payer);
        uint256 cost = external_.previewRestoreFixed(id, uint96(100_000 * UNIT));
        vm.expectRevert(abi.encodeWithSelector(ExternalDesk.SlippageExceeded.selector, cost, cost - 1));
        external_.restoreFixed(id, uint96(100_000 * UNIT), cost - 1);
        _owesLess(id, 100_000 * UNIT, 100_000 * UNIT + 1);
        _owesLess(id, 100_000 * UNIT, 0);
        _owesLess(id + 1, 0, 1);
    }

    function _owesLess(uint256 id, uint256 have, uint256 want) private {
        bytes memory reason = abi.encodeWithSelector(ExternalDesk.NothingOwed.selector, id, have, want);
        vm.expectRevert(reason);
        external_.restoreFixed(id, uint96(want), type(uint256).max);
        vm.expectRevert(reason);
        external_.previewRestoreFixed(id, uint96(want));
    }

    function _draw(uint256 assets) private returns (uint256) {
        vm.prank(manager);
        return external_.draw(assets, type(uint256).max, client);
    }

    function _drawFixed(uint48 maturity, uint256 face) private returns (uint256 id, uint256 assets) {
        vm.prank(manager);
        return external_.drawFixed(maturity, uint96(face), 0, client);
    }

    function _restoreFixed(uint256 id, uint256 face) private returns (uint256 assets) {
        vm.prank(payer);
        return external_.restoreFixed(id, uint96(face), face);
    }

    /// Nothing stays at the desk, and the balance sheet holds its cash.
    function _holdsNothing() private view {
        assertEq(token.balanceOf(address(external_)), 0, "passed on");
        assertEq(token.balanceOf(address(sheet)), sheet.book(address(token)).cash, "INV-BOOK-01");
    }
}
