// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IBalanceSheet} from "alm-interfaces/IBalanceSheet.sol";
import {StubRateModel} from "../../src/mocks/StubRateModel.sol";
import {BalanceSheetTest} from "./BalanceSheetTest.sol";

/// Income and the rate it comes from.
contract RatesTest is BalanceSheetTest {
    uint256 private constant MOST = 317_097_919_838;

    function setUp() public override {
        super.setUp();
        season();
        draw(500_000 * unit);
    }

    function test_accrue_divides_the_interest() external {
        skip(365 days);
        IBalanceSheet.Book memory now_ = book();
        uint256 interest = now_.floatingLoans - 500_000 * unit;
        // e^0.1 = 1.10517091807...
        assertApproxEqRel(interest, 52_585.459e6, 1e12, "a year at 10 %");
        assertApproxEqAbs(now_.equity, interest / 10, 1, "a tenth to equity");
        assertApproxEqAbs(now_.owedToBuffer, interest / 20, 1, "a twentieth to the buffer");
        uint256 rest = interest - now_.equity - now_.owedToBuffer;
        assertEq(now_.netValue, int256(1_000_000 * unit + rest), "INV-BOOK-02");
        vm.expectEmit(address(sheet));
        emit IBalanceSheet.Accrued(address(token), int256(rest), interest - rest, now_.index);
        done(stranger, abi.encodeCall(sheet.accrue, (address(token))));
        assertEq(abi.encode(book()), abi.encode(now_), "the view told it");
    }

    function test_accrue_in_one_second_posts_nothing() external {
        vm.recordLogs();
        done(stranger, abi.encodeCall(sheet.accrue, (address(token))));
        assertEq(vm.getRecordedLogs().length, 0, "no event");
    }

    function test_accruing_often_costs_the_borrower_no_less() external {
        uint256 state = vm.snapshotState();
        skip(100 hours);
        uint256 once = book().index;
        vm.revertToState(state);
        uint256 last = book().index;
        for (uint256 hour; hour < 100; ++hour) {
            skip(1 hours);
            done(stranger, abi.encodeCall(sheet.accrue, (address(token))));
            assertGe(book().index, last, "INV-BOOK-04");
            last = book().index;
        }
        assertGe(last, once, "never less than at once");
        assertApproxEqRel(last, once, 1_000, "nor more than the rounding");
    }

    function test_refreshRate_reports_the_utilisation_and_keeps_the_answer() external {
        skip(10);
        rates.set(StubRateModel.Mood.Honest, 2 * RATE);
        IBalanceSheet.Book memory now_ = book();
        uint256 all = now_.floatingLoans + now_.cash;
        uint256 utilisation = (now_.floatingLoans * 1e18 + all - 1) / all;
        vm.expectEmit(address(sheet));
        emit IBalanceSheet.RateRefreshed(address(token), utilisation, 2 * RATE);
        assertEq(refresh(), 2 * RATE, "told");
        assertEq(book().rate, 2 * RATE, "kept");
        assertEq(rates.utilisation(), utilisation, "reported");
    }

    function test_refreshRate_says_nothing_of_a_utilisation_of_an_instant() external {
        skip(10);
        refresh();
        uint256 reported = rates.utilisation();
        rates.set(StubRateModel.Mood.Honest, 3 * RATE);
        draw(100_000 * unit);
        assertEq(refresh(), RATE, "the old rate");
        restore(100_000 * unit);
        assertEq(refresh(), RATE, "the old rate");
        assertEq(rates.utilisation(), reported, "no report");
        skip(1);
        assertEq(refresh(), 3 * RATE, "a second later");
    }

    function test_a_model_that_fails_leaves_the_rate() external {
        StubRateModel.Mood[3] memory moods =
            [StubRateModel.Mood.Reverting, StubRateModel.Mood.Silent, StubRateModel.Mood.Short];
        for (uint256 i; i < 3; ++i) {
            rates.set(moods[i], 7);
            skip(1 hours);
            assertEq(refresh(), RATE, "as it was");
        }
        rates.set(StubRateModel.Mood.Honest, 1 << 48);
        skip(1 hours);
        assertEq(refresh(), RATE, "a rate beyond its field is none");
        skip(20 hours + 1);
        refused(desk, drawCall(unit), because(IBalanceSheet.RateStale.selector, 24 hours + 1, 24 hours));
    }

    function test_a_rate_is_at_most_a_thousand_percent() external {
        rates.set(StubRateModel.Mood.Honest, MOST + 1);
        skip(1);
        assertEq(refresh(), MOST, "the most");
    }

    function test_an_account_without_code_is_a_model_that_fails() external {
        vm.prank(owner);
        sheet.setRateModel(address(token), stranger);
        skip(1);
        assertEq(sheet.refreshRate(address(token)), RATE, "as it was");
    }

    function test_decades_at_the_highest_rate_break_nothing() external {
        rates.set(StubRateModel.Mood.Honest, MOST);
        skip(1);
        refresh();
        uint256 last = book().index;
        for (uint256 year; year < 20; ++year) {
            skip(365 days);
            done(stranger, abi.encodeCall(sheet.accrue, (address(token))));
            assertGe(book().index, last, "INV-BOOK-04");
            last = book().index;
        }
        assertEq(last, type(uint96).max, "stands still at the end of its range");
        restore(1_000 * unit);
    }
}
