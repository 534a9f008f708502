// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IRateModel} from "alm-interfaces/IRateModel.sol";
import {RateModelTest} from "./RateModelTest.sol";

contract GovernanceTest is RateModelTest {
    address private other = makeAddr("other token");

    function test_constructor_sets_the_owner_once() external {
        assertEq(model.owner(), owner, "owner");
        (bool success,) = address(model).call(abi.encodePacked(hex"5585258d", abi.encode(stranger)));
        assertFalse(success, "second constructor");
        assertEq(model.owner(), owner, "owner");
    }

    function test_ownership_moves_in_two_steps() external {
        vm.expectEmit(address(model));
        emit IRateModel.OwnershipTransferStarted(owner, stranger);
        vm.prank(owner);
        model.transferOwnership(stranger);
        assertEq(model.owner(), owner, "still in office");
        assertEq(model.pendingOwner(), stranger, "successor");
        vm.expectRevert(abi.encodeWithSelector(IRateModel.NotPendingOwner.selector, owner));
        vm.prank(owner);
        model.acceptOwnership();
        vm.expectEmit(address(model));
        emit IRateModel.OwnershipTransferred(owner, stranger);
        vm.prank(stranger);
        model.acceptOwnership();
        assertEq(model.owner(), stranger, "owner");
    }

    function test_list_stores_what_it_was_given() external view {
        IRateModel.Rates memory rates = model.rates(book);
        assertEq(rates.balanceSheet, sheet, "balance sheet");
        assertEq(rates.rateAtTarget, LEVEL, "level");
        assertEq(rates.annualRate, LEVEL, "at target the rate is the level");
        assertEq(rates.rate, (LEVEL + YEAR - 1) / YEAR, "by the second, rounded up");
        assertEq(rates.laggedLow, LEVEL, "lagged low");
        assertEq(rates.laggedHigh, LEVEL, "lagged high");
        assertEq(rates.utilisation, TARGET, "utilisation");
        assertEq(rates.updatedAt, START, "updated");
        assertEq(abi.encode(model.spreads(book)), abi.encode(spreads()), "spreads");
    }

    function test_list_emits_what_it_stored() external {
        int16[6] memory none;
        vm.expectEmit(address(model));
        emit IRateModel.BalanceSheetChanged(other, address(0), sheet);
        vm.expectEmit(address(model));
        emit IRateModel.SpreadsChanged(other, none, spreads());
        vm.expectEmit(address(model));
        emit IRateModel.Accrued(other, TARGET, (LEVEL + YEAR - 1) / YEAR, LEVEL, LEVEL, LEVEL);
        list(other);
    }

    function test_list_rejects_a_book_twice_and_zero_addresses() external {
        vm.startPrank(owner);
        vm.expectRevert(abi.encodeWithSelector(IRateModel.AlreadyListed.selector, book));
        model.list(book, sheet, LEVEL, TARGET, spreads());
        vm.expectRevert(IRateModel.ZeroAddress.selector);
        model.list(address(0), sheet, LEVEL, TARGET, spreads());
        vm.expectRevert(IRateModel.ZeroAddress.selector);
        model.list(other, address(0), LEVEL, TARGET, spreads());
    }

    function test_list_rejects_a_rate_or_utilisation_out_of_bounds() external {
        vm.startPrank(owner);
        vm.expectRevert(abi.encodeWithSelector(IRateModel.RateOutOfBounds.selector, 0.001e18 - 1, 0.001e18, 2e18));
        model.list(other, sheet, 0.001e18 - 1, TARGET, spreads());
        vm.expectRevert(abi.encodeWithSelector(IRateModel.UtilisationAboveOne.selector, WAD + 1, WAD));
        model.list(other, sheet, LEVEL, uint64(WAD + 1), spreads());
    }

    function test_setSpreads_waits_and_takes_one_step() external {
        int16[6] memory next = spreads();
        vm.startPrank(owner);
        vm.expectRevert(abi.encodeWithSelector(IRateModel.ChangeTooSoon.selector, book, START + 1 days));
        model.setSpreads(book, next);
        skip(1 days);
        next[0] = -221;
        vm.expectRevert(abi.encodeWithSelector(IRateModel.SpreadOutOfBounds.selector, 0, -221, -220, 180));
        model.setSpreads(book, next);
        next[0] = -220;
        vm.expectEmit(address(model));
        emit IRateModel.SpreadsChanged(book, spreads(), next);
        model.setSpreads(book, next);
        assertEq(abi.encode(model.spreads(book)), abi.encode(next), "INV-GOV-01");
    }

    function test_setBalanceSheet_moves_the_right_to_report() external {
        vm.expectEmit(address(model));
        emit IRateModel.BalanceSheetChanged(book, sheet, stranger);
        vm.prank(owner);
        model.setBalanceSheet(book, stranger);
        vm.expectRevert(abi.encodeWithSelector(IRateModel.NotBalanceSheet.selector, book, sheet));
        report(book, 0);
        vm.prank(stranger);
        model.accrue(book, 0);
    }

    function test_strangers_change_nothing() external {
        bytes[4] memory attempts = [
            abi.encodeCall(IRateModel.list, (other, sheet, LEVEL, TARGET, spreads())),
            abi.encodeCall(IRateModel.setSpreads, (book, spreads())),
            abi.encodeCall(IRateModel.setBalanceSheet, (book, stranger)),
            abi.encodeCall(IRateModel.transferOwnership, (stranger))
        ];
        skip(1 days);
        for (uint256 i; i < attempts.length; ++i) {
            vm.expectRevert(abi.encodeWithSelector(IRateModel.NotOwner.selector, stranger));
            vm.prank(stranger);
            (bool ignored,) = address(model).call(attempts[i]);
            ignored;
        }
    }
}
