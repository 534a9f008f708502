// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IBalanceSheet} from "alm-interfaces/IBalanceSheet.sol";
import {IFixedBook} from "alm-interfaces/IFixedBook.sol";
import {FixedBookTest} from "./FixedBookTest.sol";

/// Fixed deposits: made, left early, collected and made anew.
contract FixedDepositsTest is FixedBookTest {
    function test_a_deposit_is_worth_more_at_maturity() external {
        uint64 maturity = _maturity(26);
        uint256 expected = fixedBook.previewFundFixed(address(token), maturity, 100_000 * UNIT);
        int256 before = _netValue();
        uint256 face = _fund(saver, maturity, 100_000 * UNIT);
        assertEq(face, expected, "INV-MAX-01");
        assertGt(face, 100_000 * UNIT);
        assertLt(face, 105_000 * UNIT);
        (, uint256 liabilities) = _faces(maturity);
        assertEq(liabilities, face, "INV-LADDER-01");
        assertGe(_netValue(), before, "INV-BOOK-02");
        assertLe(_netValue(), before + 3, "INV-BOOK-02");
        assertApproxEqAbs(sheet.book(address(token)).carryingValue, -int256(100_000 * UNIT), 2, "INV-LADDER-02");
    }

    function test_cost_approaches_the_face_and_is_owed_at_maturity() external {
        uint64 maturity = _maturity(4);
        uint256 face = _fund(saver, maturity, 50_000 * UNIT);
        uint256 start = block.timestamp;
        while (block.timestamp + 1 days < maturity) {
            _days(1);
            uint256 accrued = (face - 50_000 * UNIT) * (block.timestamp - start) / (maturity - start);
            int256 carrying = sheet.book(address(token)).carryingValue;
            assertApproxEqAbs(carrying, -int256(50_000 * UNIT + accrued), 2, "INV-LADDER-02");
        }
        vm.warp(maturity);
        assertEq(sheet.book(address(token)).carryingValue, 0, "INV-LADDER-02");
        assertEq(fixedBook.limits(address(token)).matured, face);
        vm.prank(saver);
        fixedBook.redeemFixed(address(token), maturity, face, client);
        assertEq(token.balanceOf(client), 1_000_000 * UNIT + face);
        assertEq(fixedBook.limits(address(token)).matured, 0);
    }

    function test_a_matured_deposit_is_made_anew_without_tokens() external {
        uint64 maturity = _maturity(1);
        uint256 face = _fund(saver, maturity, 10_000 * UNIT);
        vm.warp(maturity + 1);
        sheet.refreshRate(address(token));
        uint64 next = _maturity(13);
        uint256 held = token.balanceOf(address(sheet));
        int256 before = _netValue();
        vm.prank(saver);
        uint256 renewed = fixedBook.rollFixed(address(token), maturity, face, next, face);
        assertGt(renewed, face);
        assertEq(token.balanceOf(address(sheet)), held, "INV-BOOK-01");
        assertApproxEqAbs(_netValue(), before, 3, "INV-BOOK-02");
        assertEq(fixedBook.limits(address(token)).matured, 0);
    }

    function test_leaving_early_pays_less_than_cost_and_never_lowers_the_net_value() external {
        uint64 maturity = _maturity(40);
        uint256 face = _fund(saver, maturity, 100_000 * UNIT);
        _days(30);
        uint256 expected = fixedBook.previewDefundFixed(address(token), maturity, face / 2);
        int256 cost = -sheet.book(address(token)).carryingValue;
        int256 before = _netValue();
        vm.prank(saver);
        uint256 paid = fixedBook.defundFixed(address(token), maturity, face / 2, expected, client);
        assertEq(paid, expected, "INV-MAX-01");
        assertLt(int256(paid), cost / 2 + 1, "INV-BOOK-03");
        assertGt(paid, 49_000 * UNIT);
        assertGe(_netValue(), before, "INV-BOOK-03");
        (, uint256 liabilities) = _faces(maturity);
        assertEq(liabilities, face - face / 2, "INV-LADDER-01");
    }

    function test_no_round_trip_earns() external {
        uint64 maturity = _maturity(52);
        uint256 face = _fund(saver, maturity, 1_000_000 * UNIT);
        vm.prank(saver);
        uint256 paid = fixedBook.defundFixed(address(token), maturity, face, 0, client);
        assertLt(paid, 1_000_000 * UNIT, "INV-PHI-02");
    }

    function test_bad_maturities_are_refused() external {
        uint64 maturity = _maturity(2);
        token.mint(address(sheet), UNIT * 100);
        vm.startPrank(saver);
        vm.expectRevert(
            abi.encodeWithSelector(
                IBalanceSheet.MaturityOffGrid.selector, int256(uint256(maturity) + 1), int256(uint256(maturity) + int256WEEK())
            )
        );
        fixedBook.fundFixed(address(token), maturity + 1, 100 * UNIT, 0);
        vm.expectPartialRevert(IBalanceSheet.MaturityPassed.selector);
        fixedBook.fundFixed(address(token), _maturity(0), 100 * UNIT, 0);
        vm.expectPartialRevert(IBalanceSheet.MaturityTooFar.selector);
        fixedBook.fundFixed(address(token), _maturity(105), 100 * UNIT, 0);
        vm.expectPartialRevert(IBalanceSheet.ZeroAmount.selector);
        fixedBook.fundFixed(address(token), maturity, 0, 0);
        vm.expectPartialRevert(IBalanceSheet.BelowMinimum.selector);
        fixedBook.fundFixed(address(token), maturity, UNIT / 2, 0);
        vm.expectPartialRevert(IBalanceSheet.SlippageExceeded.selector);
        fixedBook.fundFixed(address(token), maturity, 100 * UNIT, 200 * UNIT);
        vm.expectPartialRevert(IBalanceSheet.NotMatured.selector);
        fixedBook.redeemFixed(address(token), maturity, 1, client);
        vm.stopPrank();
        vm.expectPartialRevert(IBalanceSheet.NotDesk.selector);
        fixedBook.fundFixed(address(token), maturity, 100 * UNIT, 0);
        vm.expectPartialRevert(IBalanceSheet.NotListed.selector);
        fixedBook.fundFixed(address(this), maturity, 100 * UNIT, 0);
    }

    function int256WEEK() private pure returns (uint256) {
        return WEEK;
    }

    function test_tokens_that_are_not_here_buy_nothing() external {
        uint64 maturity = _maturity(2);
        vm.prank(saver);
        vm.expectPartialRevert(IBalanceSheet.NotReceived.selector);
        fixedBook.fundFixed(address(token), maturity, 100 * UNIT, 0);
    }

    function test_another_desk_has_its_own_cap_and_claims() external {
        uint64 maturity = _maturity(3);
        _fund(saver, maturity, 10_000 * UNIT);
        uint256 face = _fund(desk, maturity, 20_000 * UNIT);
        IFixedBook.FixedLine memory line = fixedBook.fixedLineOf(address(token), desk);
        assertEq(line.deposits, face, "INV-LADDER-01");
        vm.startPrank(desk);
        vm.expectRevert(
            abi.encodeWithSelector(IBalanceSheet.PositionTooSmall.selector, token, desk, maturity, face, face + 1)
        );
        fixedBook.defundFixed(address(token), maturity, face + 1, 0, client);
        vm.stopPrank();
        token.mint(address(sheet), 2_000_000 * UNIT);
        vm.prank(desk);
        vm.expectPartialRevert(IBalanceSheet.CapExceeded.selector);
        fixedBook.fundFixed(address(token), maturity, 1_000_000 * UNIT, 0);
    }

    function test_a_pause_bars_new_deposits_and_no_claim() external {
        uint64 maturity = _maturity(1);
        uint256 face = _fund(saver, maturity, 10_000 * UNIT);
        vm.prank(owner);
        sheet.setPaused(address(token), true);
        token.mint(address(sheet), 100 * UNIT);
        vm.prank(saver);
        vm.expectPartialRevert(IBalanceSheet.Paused.selector);
        fixedBook.fundFixed(address(token), _maturity(5), 100 * UNIT, 0);
        vm.warp(maturity);
        vm.prank(saver);
        fixedBook.redeemFixed(address(token), maturity, face, client);
        assertEq(token.balanceOf(client), 1_000_000 * UNIT + face, "INV-GUARD-02");
    }

    function test_the_second_program_by_itself_has_no_books() external {
        IFixedBook alone = IFixedBook(deployStylus("fixed-book", ""));
        vm.expectRevert(abi.encodeWithSelector(IBalanceSheet.NotListed.selector, token));
        alone.previewFundFixed(address(token), _maturity(5), 100 * UNIT);
        vm.expectPartialRevert(IBalanceSheet.NotListed.selector);
        alone.redeemFixed(address(token), _maturity(0), 1, client);
        // Terms are another program's.
        vm.expectRevert(bytes(""));
        alone.setTermDesk(address(token), desk);
    }
}
