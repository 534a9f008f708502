// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IBalanceSheet} from "alm-interfaces/IBalanceSheet.sol";
import {StubRateModel} from "../../src/mocks/StubRateModel.sol";
import {BalanceSheetTest} from "./BalanceSheetTest.sol";

/// Floating loans of a desk.
contract LendingTest is BalanceSheetTest {
    function setUp() public override {
        super.setUp();
        season();
    }

    function test_draw_lends_cash_and_leaves_the_net_value() external {
        vm.expectEmit(address(sheet));
        emit IBalanceSheet.Drawn(address(token), desk, client, 100_000 * unit, 0, 100_000 * unit);
        uint256 shares = draw(100_000 * unit);
        assertEq(token.balanceOf(client), 100_000 * unit, "paid out");
        assertEq(book().cash, 900_000 * unit, "INV-BOOK-01");
        assertEq(book().netValue, int256(1_000_000 * unit), "INV-BOOK-02");
        assertEq(sheet.lineOf(address(token), desk).debtShares, shares, "on the desk's line");
    }

    function test_strangers_neither_draw_nor_restore() external {
        address[3] memory others = [stranger, address(vault), owner];
        for (uint256 i; i < 3; ++i) {
            bytes memory reason = abi.encodeWithSelector(IBalanceSheet.NotDesk.selector, token, others[i]);
            refused(others[i], drawCall(unit), reason);
            refused(others[i], restoreCall(unit), reason);
        }
    }

    function test_a_desk_of_another_book_is_no_desk_here() external {
        address other = makeAddr("other desk");
        done(owner, abi.encodeCall(sheet.setLine, (address(token), other, uint96(unit))));
        openBook(18);
        refused(other, drawCall(unit), abi.encodeWithSelector(IBalanceSheet.NotDesk.selector, token, other));
    }

    function test_draw_refuses_less_than_the_minimum_and_no_receiver() external {
        bytes4 below = IBalanceSheet.BelowMinimum.selector;
        refused(desk, drawCall(0), because(below, 0, int256(unit)));
        refused(desk, drawCall(unit - 1), because(below, int256(unit - 1), int256(unit)));
        bytes memory call = abi.encodeCall(sheet.draw, (address(token), unit, address(0)));
        rejected(desk, call, abi.encodeWithSelector(IBalanceSheet.ZeroAddress.selector));
        rejected(desk, abi.encodeCall(sheet.draw, (address(token), 1 << 96, client)), "");
    }

    function test_draw_refuses_more_than_the_line() external {
        done(owner, abi.encodeCall(sheet.setLine, (address(token), desk, uint96(10 * unit))));
        draw(10 * unit);
        bytes memory reason = because(IBalanceSheet.CapExceeded.selector, int256(11 * unit), int256(10 * unit));
        refused(desk, drawCall(unit), reason);
    }

    function test_draw_stops_at_the_lending_edge() external {
        // A tenth of one holder and a tenth of the rest are covered, 190,000; the edge is a twentieth of the scale, which
        // after a day is six hundredths of a million.
        int256 edge = int256(60_000 * unit) / 20;
        uint256 assets = 808_000 * unit;
        (bool success, bytes memory answer) = both(desk, drawCall(assets));
        assertFalse(success, "INV-GUARD-01");
        assertEq(bytes4(answer), IBalanceSheet.LiquidityBand.selector, "INV-GUARD-01");
        (, int256 want) = _numbers(answer);
        assertEq(want, edge, "the least allowed");
        draw(805_000 * unit);
        (int256 surplus,) = model.imbalance();
        assertGe(surplus, edge, "INV-GUARD-01");
    }

    function test_a_loan_outside_of_the_neutral_zone_owes_a_fee() external {
        draw(806_000 * unit);
        IBalanceSheet.Book memory now_ = book();
        assertGt(now_.pot, 0, "charged");
        assertEq(now_.floatingLoans, 806_000 * unit + now_.pot, "the fee is owed");
        assertEq(token.balanceOf(client), 806_000 * unit, "the client gets what was asked");
        assertEq(now_.netValue, int256(1_000_000 * unit), "INV-BOOK-02");
        (, uint256 potential) = model.imbalance();
        assertLe(now_.pot, potential, "INV-PHI-01");
    }

    function test_two_loans_cost_what_one_does() external {
        uint256 state = vm.snapshotState();
        draw(806_000 * unit);
        uint256 whole = book().pot;
        vm.revertToState(state);
        draw(403_000 * unit);
        draw(403_000 * unit - 1);
        assertApproxEqAbs(book().pot, whole, 1, "INV-PHI-02");
    }

    function test_a_pause_stops_new_loans_and_nothing_else() external {
        draw(10 * unit);
        setPaused(true);
        refused(desk, drawCall(unit), because(IBalanceSheet.Paused.selector, 1, 0));
        restore(10 * unit);
        assertEq(book().floatingLoans, 0, "INV-GUARD-02");
        setPaused(false);
        draw(unit);
    }

    function test_an_old_rate_stops_new_loans_and_nothing_else() external {
        draw(10 * unit);
        skip(1 days);
        draw(unit);
        skip(1);
        refused(desk, drawCall(unit), because(IBalanceSheet.RateStale.selector, 86_401, 86_400));
        restore(book().floatingLoans);
        skip(1);
        refresh();
        draw(unit);
    }

    function test_restore_takes_a_part_and_then_the_rest_exactly() external {
        draw(1_000 * unit);
        skip(100 days);
        uint256 owed = book().floatingLoans;
        assertApproxEqRel(owed, 1_027.7 * 1e6, 1e14, "10 % for 100 days");
        restore(owed / 3);
        uint256 rest = book().floatingLoans;
        assertApproxEqAbs(rest, owed - owed / 3, 1, "the rest");
        bytes memory reason = because(IBalanceSheet.AmountTooSmall.selector, int256(rest), int256(rest + 1));
        token.mint(address(sheet), rest + 1);
        refused(desk, restoreCall(rest + 1), reason);
        restore(rest);
        assertEq(book().floatingLoans, 0, "no share is left");
        assertEq(sheet.lineOf(address(token), desk).debtShares, 0, "nor on the line");
    }

    function test_restore_refuses_what_did_not_arrive() external {
        draw(10 * unit);
        uint256 want = book().cash + unit;
        bytes memory reason = abi.encodeWithSelector(IBalanceSheet.NotReceived.selector, token, want - unit, want);
        refused(desk, restoreCall(unit), reason);
        assertEq(restore(0), 0, "nothing for nothing");
    }

    function test_a_closed_line_still_repays() external {
        draw(10 * unit);
        done(owner, abi.encodeCall(sheet.setLine, (address(token), desk, uint96(0))));
        refused(desk, drawCall(unit), because(IBalanceSheet.CapExceeded.selector, int256(11 * unit), 0));
        restore(10 * unit);
        refused(desk, restoreCall(0), abi.encodeWithSelector(IBalanceSheet.NotDesk.selector, token, desk));
    }

    function test_what_repaying_frees_reaches_the_depositors_over_a_week() external {
        draw(806_000 * unit);
        uint256 fee = book().pot;
        rates.set(StubRateModel.Mood.Honest, 0);
        skip(1);
        refresh();
        int256 value = book().netValue;
        restore(book().floatingLoans);
        assertEq(book().drip, fee, "INV-PHI-01");
        assertEq(book().pot, 0, "INV-PHI-01");
        assertEq(book().netValue, value, "nothing at once");
        skip(3.5 days);
        assertApproxEqAbs(book().drip, fee / 2, 1, "half in half a week");
        skip(3.5 days);
        assertEq(book().netValue, value + int256(fee), "all in a week");
    }

    function test_a_failing_model_and_a_pause_never_stop_a_repayment() external {
        draw(800_000 * unit);
        setPaused(true);
        rates.set(StubRateModel.Mood.Reverting, 0);
        skip(2_000 days);
        refresh();
        restore(400_000 * unit);
        restore(book().floatingLoans);
        assertEq(book().floatingLoans, 0, "INV-GUARD-02");
    }

    function _numbers(bytes memory answer) private pure returns (int256 have, int256 want) {
        assembly ("memory-safe") {
            have := mload(add(answer, 36))
            want := mload(add(answer, 68))
        }
    }
}
