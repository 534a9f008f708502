// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IBalanceSheet} from "alm-interfaces/IBalanceSheet.sol";
import {ITermDesk} from "alm-interfaces/ITermDesk.sol";
import {PlainToken} from "../../src/mocks/tokens/PlainToken.sol";
import {TermDeskTest} from "./TermDeskTest.sol";

/// Fixed deposits, early exits, collections and renewals, one by one.
contract DepositsTest is TermDeskTest {
    uint256 private constant UNIT = 1e6;

    function test_deposit_moves_issues_and_tells() external {
        uint256 expected = desk.previewDeposit(address(token), maturity, 5 * UNIT);
        assertGt(expected, 5 * UNIT, "a face is above its price");
        vm.expectEmit(address(desk));
        emit ITermDesk.Transfer(alice, address(0), bob, id, expected);
        vm.prank(alice);
        uint256 face = desk.deposit(address(token), maturity, 5 * UNIT, expected, bob, block.timestamp);
        assertEq(face, expected, "INV-MAX-01");
        assertEq(desk.balanceOf(bob, id), face);
        assertEq(sheet.faces(address(token), maturity), face, "INV-LADDER-01");
        assertEq(token.balanceOf(alice), RICHES - 5 * UNIT);
        assertEq(token.balanceOf(address(desk)), 0, "the desk holds no assets");
        assertEq(sheet.cash(address(token)), RICHES + 5 * UNIT, "INV-BOOK-01");
    }

    function test_exit_burns_and_pays_the_receiver() external {
        uint256 face = depositAs(alice, 100 * UNIT);
        skip(90 days);
        uint256 expected = desk.previewExit(address(token), maturity, face / 2);
        assertLt(expected, face / 2);
        vm.expectEmit(address(desk));
        emit ITermDesk.Transfer(alice, alice, address(0), id, face / 2);
        vm.prank(alice);
        uint256 paid = desk.exit(address(token), maturity, face / 2, expected, bob, alice, block.timestamp);
        assertEq(paid, expected, "INV-MAX-01");
        assertEq(token.balanceOf(bob), RICHES + paid);
        assertEq(desk.balanceOf(alice, id), face - face / 2);
    }

    function test_redeem_pays_the_face() external {
        uint256 face = depositAs(alice, 100 * UNIT);
        vm.warp(maturity);
        vm.prank(alice);
        assertEq(desk.redeem(address(token), maturity, face, bob, alice), face);
        assertEq(token.balanceOf(bob), RICHES + face);
        assertEq(desk.balanceOf(alice, id), 0);
        assertEq(sheet.faces(address(token), maturity), 0, "INV-LADDER-01");
    }

    function test_what_was_lost_is_not_paid() external {
        uint256 face = depositAs(alice, 100 * UNIT);
        uint256 other = depositAs(bob, 50 * UNIT);
        sheet.lose(address(token), (face + other) / 4);
        vm.warp(maturity);
        vm.startPrank(alice);
        uint256 paid = desk.redeem(address(token), maturity, face / 2, alice, alice);
        uint64[] memory maturities = new uint64[](2);
        (maturities[0], maturities[1]) = (maturity, maturity + uint64(1 weeks));
        paid += desk.redeemMany(address(token), maturities, alice, alice);
        vm.stopPrank();
        assertApproxEqAbs(paid, face * 3 / 4, 2, "INV-LOSS-01");
        assertEq(token.balanceOf(alice), RICHES - 100 * UNIT + paid);
    }

    function test_roll_over_moves_no_tokens() external {
        uint256 face = depositAs(alice, 100 * UNIT);
        vm.warp(uint256(maturity) + 3 days);
        uint64 renewed = grid(26);
        uint256 newId = desk.idOf(address(token), renewed);
        uint256 expected = desk.previewRollOver(address(token), maturity, face, renewed);
        uint256 cash = sheet.cash(address(token));
        vm.expectEmit(address(desk));
        emit ITermDesk.Transfer(alice, alice, address(0), id, face);
        vm.expectEmit(address(desk));
        emit ITermDesk.Transfer(alice, address(0), bob, newId, expected);
        vm.prank(alice);
        uint256 newFace =
            desk.rollOver(address(token), maturity, face, renewed, expected, bob, alice, block.timestamp);
        assertEq(newFace, expected, "INV-MAX-01");
        assertGt(newFace, face);
        assertEq(desk.balanceOf(bob, newId), newFace);
        assertEq(desk.balanceOf(alice, id), 0);
        assertEq(sheet.cash(address(token)), cash, "INV-BOOK-01");
    }

    function test_redeem_many_pays_all_that_is_held() external {
        PlainToken other = new PlainToken(18);
        list(other);
        uint64[] memory maturities = new uint64[](5);
        uint256 sum;
        vm.startPrank(alice);
        for (uint256 i; i < 5; ++i) {
            maturities[i] = grid(i + 1);
            // Of the third nothing is held.
            if (i != 2) sum += desk.deposit(address(token), maturities[i], UNIT * (i + 1), 0, alice, ALWAYS);
        }
        desk.deposit(address(other), maturities[0], 1e18, 0, alice, ALWAYS);
        vm.warp(maturities[4]);
        assertEq(desk.redeemMany(address(token), maturities, bob, alice), sum);
        assertEq(token.balanceOf(bob), RICHES + sum);
        for (uint256 i; i < 5; ++i) {
            assertEq(desk.balanceOf(alice, desk.idOf(address(token), maturities[i])), 0);
        }
        assertGt(desk.balanceOf(alice, desk.idOf(address(other), maturities[0])), 0, "another currency");
        assertEq(desk.redeemMany(address(token), maturities, bob, alice), 0, "nothing is left");
        assertEq(desk.redeemMany(address(token), new uint64[](0), bob, alice), 0);
    }

    function test_claims_of_another_are_left_with_permission() external {
        uint256 face = depositAs(alice, 100 * UNIT);
        bytes memory error = abi.encodeWithSelector(
            ITermDesk.ERC6909InsufficientAllowance.selector, bob, 0, face / 4, id
        );
        vm.startPrank(bob);
        vm.expectRevert(error);
        desk.exit(address(token), maturity, face / 4, 0, bob, alice, ALWAYS);
        vm.stopPrank();
        vm.prank(alice);
        desk.approve(bob, id, face / 2);
        vm.prank(bob);
        desk.exit(address(token), maturity, face / 4, 0, bob, alice, ALWAYS);
        assertEq(desk.allowance(alice, bob, id), face / 2 - face / 4);
        vm.warp(maturity);
        vm.startPrank(bob);
        desk.redeem(address(token), maturity, face / 2 - face / 4, bob, alice);
        uint256 rest = desk.balanceOf(alice, id);
        error = abi.encodeWithSelector(ITermDesk.ERC6909InsufficientAllowance.selector, bob, 0, rest, id);
        vm.expectRevert(error);
        desk.redeem(address(token), maturity, rest, bob, alice);
        vm.expectRevert(error);
        desk.redeemMany(address(token), _only(maturity), bob, alice);
        vm.expectRevert(error);
        desk.rollOver(address(token), maturity, rest, grid(2), 0, bob, alice, ALWAYS);
        vm.stopPrank();
        vm.prank(alice);
        desk.setOperator(bob, true);
        vm.startPrank(bob);
        desk.rollOver(address(token), maturity, rest / 2, grid(2), 0, bob, alice, ALWAYS);
        assertEq(desk.redeemMany(address(token), _only(maturity), bob, alice), rest - rest / 2);
    }

    function test_slippage_is_refused_by_the_sheet() external {
        uint256 face = desk.previewDeposit(address(token), maturity, UNIT);
        vm.startPrank(alice);
        vm.expectRevert(abi.encodeWithSelector(IBalanceSheet.SlippageExceeded.selector, face, face + 1));
        desk.deposit(address(token), maturity, UNIT, face + 1, alice, ALWAYS);
        desk.deposit(address(token), maturity, UNIT, face, alice, ALWAYS);
        uint256 paid = desk.previewExit(address(token), maturity, face);
        vm.expectRevert(abi.encodeWithSelector(IBalanceSheet.SlippageExceeded.selector, paid, paid + 1));
        desk.exit(address(token), maturity, face, paid + 1, alice, alice, ALWAYS);
        vm.warp(maturity);
        uint256 renewed = desk.previewRollOver(address(token), maturity, face, grid(4));
        vm.expectRevert(abi.encodeWithSelector(IBalanceSheet.SlippageExceeded.selector, renewed, renewed + 1));
        desk.rollOver(address(token), maturity, face, grid(4), renewed + 1, alice, alice, ALWAYS);
        assertEq(desk.balanceOf(alice, id), face, "no state change");
    }

    function test_what_comes_too_late_is_refused() external {
        uint256 face = depositAs(alice, UNIT);
        uint256 late = block.timestamp - 1;
        bytes memory error =
            abi.encodeWithSelector(ITermDesk.DeadlinePassed.selector, block.timestamp, block.timestamp - 1);
        vm.startPrank(alice);
        vm.expectRevert(error);
        desk.deposit(address(token), maturity, UNIT, 0, alice, late);
        vm.expectRevert(error);
        desk.exit(address(token), maturity, face, 0, alice, alice, late);
        vm.expectRevert(error);
        desk.rollOver(address(token), maturity, face, maturity, 0, alice, alice, late);
    }

    function test_the_sheets_refusals_are_passed_on() external {
        uint256 face = depositAs(alice, 100 * UNIT);
        address currency = address(token);
        vm.startPrank(alice);
        vm.expectRevert(abi.encodeWithSelector(IBalanceSheet.MaturityOffGrid.selector, maturity + 1, grid(53)));
        desk.deposit(currency, maturity + 1, UNIT, 0, alice, ALWAYS);
        vm.expectRevert(abi.encodeWithSelector(IBalanceSheet.MaturityTooFar.selector, grid(105), grid(104)));
        desk.deposit(currency, grid(105), UNIT, 0, alice, ALWAYS);
        vm.expectRevert(abi.encodeWithSelector(IBalanceSheet.MaturityPassed.selector, grid(0), grid(1)));
        desk.deposit(currency, grid(0), UNIT, 0, alice, ALWAYS);
        vm.expectRevert(abi.encodeWithSelector(IBalanceSheet.NotMatured.selector, block.timestamp, maturity));
        desk.redeem(currency, maturity, face, alice, alice);
        vm.expectRevert(abi.encodeWithSelector(IBalanceSheet.NotMatured.selector, block.timestamp, maturity));
        desk.rollOver(currency, maturity, face, grid(60), 0, alice, alice, ALWAYS);
        vm.expectRevert(abi.encodeWithSelector(ITermDesk.NotMatured.selector, block.timestamp, maturity));
        desk.previewRollOver(currency, maturity, face, grid(60));
        sheet.lend(currency, sheet.cash(currency) - UNIT);
        uint256 wanted = desk.previewExit(currency, maturity, face);
        vm.expectRevert(abi.encodeWithSelector(IBalanceSheet.CashShort.selector, UNIT, wanted));
        desk.exit(currency, maturity, face, 0, alice, alice, ALWAYS);
        sheet.setState(currency, face, false, false);
        uint256 more = desk.previewDeposit(currency, maturity, 1);
        vm.expectRevert(abi.encodeWithSelector(IBalanceSheet.CapExceeded.selector, face + more, face));
        desk.deposit(currency, maturity, 1, 0, alice, ALWAYS);
        assertEq(desk.balanceOf(alice, id), face, "no state change");
    }

    function test_collecting_needs_no_rate_and_survives_a_pause() external {
        uint256 face = depositAs(alice, 100 * UNIT);
        vm.warp(maturity);
        sheet.setState(address(token), 0, true, true);
        vm.expectRevert("no rate");
        desk.previewDeposit(address(token), grid(2), UNIT);
        redeemAs(alice, face / 2);
        vm.prank(alice);
        desk.redeemMany(address(token), _only(maturity), alice, alice);
        assertEq(desk.balanceOf(alice, id), 0, "INV-GUARD-02");
    }

    function test_a_desk_the_sheet_does_not_know_is_refused() external {
        PlainToken unlisted = new PlainToken(6);
        equip(unlisted, alice);
        vm.expectRevert(abi.encodeWithSelector(IBalanceSheet.NotListed.selector, unlisted));
        vm.prank(alice);
        desk.deposit(address(unlisted), maturity, UNIT, 0, alice, ALWAYS);
        assertEq(unlisted.balanceOf(alice), RICHES, "no state change");
        ITermDesk other = ITermDesk(deployStylus("term-desk", abi.encode(sheet)));
        vm.startPrank(alice);
        token.approve(address(other), UNIT);
        vm.expectRevert(abi.encodeWithSelector(IBalanceSheet.NotDesk.selector, token, other));
        other.deposit(address(token), maturity, UNIT, 0, alice, ALWAYS);
    }

    function _only(uint64 one) private pure returns (uint64[] memory maturities) {
        maturities = new uint64[](1);
        maturities[0] = one;
    }
}
